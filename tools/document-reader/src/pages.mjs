// One page: its text layer, or OCR of its picture.
import { kindOf } from './kind.mjs';
import { readTextLayer } from './pdf.mjs';
import { countWords, joinHyphens } from './text.mjs';

export class PageReader {
  #document;
  #ocr;
  #words = new Map(); // of the pages so far, for words divided at line ends

  constructor(document, ocr) {
    this.#document = document;
    this.#ocr = ocr;
  }

  async read(number) {
    let page;
    try {
      page = await this.#document.getPage(number);
      return this.#finish(number, await readTextLayer(page));
    } catch (error) {
      return { number, width: 0, height: 0, reading: 'unread', confidence: null, text: '', lines: [], note: `damaged:${kindOf(error)}` };
    } finally {
      page?.cleanup();
    }
  }

  #finish(number, { lines, width, height }) {
    countWords(lines, this.#words);
    joinHyphens(lines, this.#words);
    const kept = lines.filter((line) => line.text !== '');
    return {
      number, width: round(width), height: round(height),
      reading: kept.length > 0 ? 'text' : 'blank',
      confidence: null,
      text: textOf(kept),
      lines: kept.map(({ text, x, y, w, h, block }) => ({ text, x: round(x), y: round(y), w: round(w), h: round(h), block })),
    };
  }
}

/** Lines under each other, a blank line between blocks. */
export function textOf(lines) {
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
