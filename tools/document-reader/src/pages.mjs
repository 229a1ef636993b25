// One page: its text layer, or OCR of its picture.
import { ReaderError } from './errors.mjs';
import { readLayer } from './pdf.mjs';
import { draw, resolutionFor } from './pictures.mjs';
import { readPicture } from './scans.mjs';
import { survey } from './survey.mjs';
import { countWords, isSane, joinHyphens } from './text.mjs';
import { takeWarnings } from './warnings.mjs';

// From here on a text layer is taken without looking at the page's images.
const PLENTY = 400;
// Up to here text over a full-page image is a stamp: a fax header, a page number of the scanner.
const STAMP = 150;
const FULL_PAGE = 0.6;
const MARGIN = 0.1; // of the page's height, where stamps stand

/** Reads the pages of one document; remembers its words, which help to join divided ones. */
export class PageReader {
  #document;
  #ocr;
  #words = new Map();

  constructor(document, ocr) {
    this.#document = document;
    this.#ocr = ocr;
  }

  /** A page as the protocol has it; never throws for what a page holds. */
  async read(number) {
    let page;
    takeWarnings();
    try {
      page = await this.#document.getPage(number);
      const answer = await this.#read(page);
      return { number, ...answer };
    } catch (error) {
      const note = error instanceof ReaderError ? error.code : 'damaged';
      return { number, ...unread(page?.getViewport({ scale: 1 }) ?? { width: 0, height: 0 }, note) };
    } finally {
      page?.cleanup();
    }
  }

  async #read(page) {
    const layer = await readLayer(page);
    const textDamaged = takeWarnings().has('text');
    const chars = layer.raw.replace(/\s/g, '').length;
    const sane = isSane(layer.raw);
    const own = () => this.#finish(layer, 'text', null, sane ? (textDamaged ? 'partial' : undefined) : 'textUnsure');
    if (this.#ocr !== 'always' && sane && chars >= PLENTY) return own();

    const picture = await survey(page);
    const damage = damageOf(takeWarnings()) ?? (textDamaged ? 'partial' : undefined);
    if (!picture.painted && chars === 0) return damage ? unread(layer, asReason(damage)) : this.#finish(layer, 'blank', null);
    if (this.#ocr === 'never') return chars > 0 ? own() : unread(layer, 'ocrOff');
    if (this.#ocr === 'auto' && sane && chars > 0 && !isStamp(layer, chars, picture)) return own();

    const dpi = resolutionFor(page, picture);
    const scan = await readPicture(await draw(page, dpi), dpi);
    const note = damage ?? damageOf(takeWarnings());
    if (scan.lines.length > 0) return this.#finish(scan, 'ocr', scan.confidence, note);
    if (chars > 0) return own();
    if (scan.ink === 0 && !note) return this.#finish(layer, 'blank', null);
    return unread(layer, note ? asReason(note) : 'illegible');
  }

  #finish({ lines, width, height }, reading, confidence, note) {
    countWords(lines, this.#words);
    joinHyphens(lines, this.#words);
    return pageOf({ lines, width, height }, reading, confidence, note);
  }
}

/** The part of a page's answer that comes from lines. */
export function pageOf({ lines, width, height }, reading, confidence, note) {
  const kept = lines.filter((line) => line.text !== '');
  return {
    width: round(width), height: round(height),
    reading: kept.length > 0 ? reading : 'blank',
    confidence: confidence === null ? null : Math.round(confidence * 1000) / 1000,
    text: textOf(kept),
    lines: kept.map(({ text, x, y, w, h, block }) => ({ text, x: round(x), y: round(y), w: round(w), h: round(h), block })),
    ...(note ? { note } : {}),
  };
}

export function unread({ width, height }, note) {
  return { width: round(width), height: round(height), reading: 'unread', confidence: null, text: '', lines: [], note };
}

function isStamp({ lines, height }, chars, { coverage }) {
  if (coverage < FULL_PAGE) return false;
  return chars < STAMP || lines.every((line) => line.y + line.h < MARGIN * height || line.y > (1 - MARGIN) * height);
}

function damageOf(warnings) {
  return warnings.has('imageTooLarge') ? 'imageTooLarge' : warnings.has('picture') ? 'partial' : undefined;
}

// Of a page of which nothing is left, `partial` would say too little.
function asReason(damage) {
  return damage === 'partial' ? 'damaged' : damage;
}

/** Lines under each other, a blank line between blocks. */
function textOf(lines) {
  let text = '';
  lines.forEach((line, i) => {
    if (i > 0) text += lines[i - 1].block === line.block ? '\n' : '\n\n';
    text += line.text;
  });
  return text;
}

function round(value) {
  return Math.round(value * 10) / 10;
}
