// Opening PDFs and taking their text, with pdf.js. Scripts never run here: pdf.js's sandbox is not loaded.
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { kindOf } from './kind.mjs';
import { ReaderError } from './errors.mjs';
import { MAX_FILE_BYTES, MAX_IMAGE_PIXELS, MAX_RUNS } from './limits.mjs';
import { layOut } from './layout.mjs';
import { getDocument, home, InvalidPDFException, PasswordException, Util } from './pdfjs.mjs';
import { clean, isBlank } from './text.mjs';

const options = {
  verbosity: 5, // all that it tells is listened to, see warnings.mjs
  stopAtErrors: false,
  isEvalSupported: false, // this version evaluates nothing any more; said for the day another one does
  disableFontFace: true,
  useSystemFonts: false,
  enableXfa: false,
  maxImageSize: MAX_IMAGE_PIXELS,
  isOffscreenCanvasSupported: false,
  isImageDecoderSupported: false,
  useWorkerFetch: false,
  cMapUrl: path.join(home, 'cmaps') + path.sep,
  cMapPacked: true,
  iccUrl: path.join(home, 'iccs') + path.sep,
  standardFontDataUrl: path.join(home, 'standard_fonts') + path.sep,
  wasmUrl: path.join(home, 'wasm') + path.sep,
};

/** Reads a file whole, within the size limit. */
export async function readBounded(file) {
  let info;
  try {
    info = await stat(file);
  } catch {
    throw new ReaderError('notFound', 'no such file');
  }
  if (!info.isFile()) throw new ReaderError('notFound', 'not a regular file');
  if (info.size > MAX_FILE_BYTES) throw new ReaderError('tooLarge', `more than ${MAX_FILE_BYTES} bytes`);
  return readFile(file);
}

/**
 * Opens a PDF.
 * @throws {ReaderError} encrypted, damaged, truncated, notPdf, tooLarge, notFound
 */
export async function openPdf(file) {
  const bytes = await readBounded(file);
  const start = bytes.subarray(0, 1024).indexOf('%PDF-');
  if (start < 0) throw new ReaderError('notPdf', bytes.length === 0 ? 'empty file' : 'no PDF header');
  const cut = isCutShort(bytes);
  if (cut) throw new ReaderError('truncated', 'the end of the file is missing');
  const features = rawFeatures(bytes);
  const task = getDocument({ ...options, data: new Uint8Array(bytes) });
  try {
    return { document: await task.promise, task, features };
  } catch (error) {
    await task.destroy();
    throw openError(error);
  }
}

function openError(error) {
  if (error instanceof PasswordException) return new ReaderError('encrypted', 'a password is needed');
  if (error instanceof InvalidPDFException) return new ReaderError('damaged', 'the structure of the file cannot be read');
  if (error instanceof RangeError) return new ReaderError('damaged', 'nested too deeply or sizes that cannot be');
  return new ReaderError('damaged', kindOf(error));
}

// Every PDF ends with `startxref`, a number and `%%EOF`, perhaps padded. Without them near the end something is missing, even
// if enough is left for some pages: a case file must not be taken for whole.
function isCutShort(bytes) {
  let end = bytes.length;
  while (end > 0 && (bytes[end - 1] === 0 || bytes[end - 1] === 0x20 || bytes[end - 1] === 0x0A || bytes[end - 1] === 0x0D)) end--;
  const tail = bytes.subarray(Math.max(0, end - 4096), end);
  return tail.lastIndexOf('startxref') < 0 && tail.lastIndexOf('%%EOF') < 0;
}

function rawFeatures(bytes) {
  const features = new Set();
  if (bytes.includes('/JavaScript')) features.add('javascript');
  if (bytes.includes('/EmbeddedFile')) features.add('attachments');
  return features;
}

/** What a document holds besides pages: `javascript`, `attachments`, `forms`, `signatures`; in this order. */
export async function featuresOf({ document, features }) {
  const found = new Set(features);
  const ask = async (question) => {
    try {
      return await question();
    } catch {
      return null; // a damaged part of the catalogue; the pages may still be read
    }
  };
  if (await ask(() => document.getJSActions())) found.add('javascript');
  if (await ask(() => document.getAttachments())) found.add('attachments');
  const fields = (await ask(() => document.getFieldObjects())) ?? {};
  for (const field of (fields instanceof Map ? [...fields.values()] : Object.values(fields)).flat()) {
    if (field.actions && Object.keys(field.actions).length > 0) found.add('javascript');
    if (field.type === 'signature') found.add('signatures');
    else if (field.type) found.add('forms');
  }
  return ['javascript', 'attachments', 'forms', 'signatures'].filter((name) => found.has(name));
}

export async function producerOf(document) {
  try {
    const { info } = await document.getMetadata();
    return typeof info?.Producer === 'string' ? clean(info.Producer).slice(0, 100) : '';
  } catch {
    return '';
  }
}

/** The page's runs of text, form values among them, in points from the top left. */
export async function runsOf(page) {
  const viewport = page.getViewport({ scale: 1 });
  const content = await page.getTextContent({ disableNormalization: true });
  const runs = [];
  let space = false;
  let raw = '';
  for (const item of content.items) {
    if (item.str === undefined) continue;
    if (isBlank(item.str)) { space ||= item.str.length > 0; continue; }
    if (runs.length >= MAX_RUNS) break;
    raw += item.str;
    const text = clean(item.str);
    const run = toRun(text, item, viewport);
    if (run) runs.push({ ...run, space });
    space = false;
  }
  const typed = await typedRuns(page, viewport);
  return { runs: [...runs, ...typed], raw: raw + typed.filter((run) => !run.box).map((run) => run.text).join(''), width: viewport.width, height: viewport.height };
}

// What was typed or ticked on the page lies in annotations, beside the page's text: values of form fields, boxes as `[x]` and
// `[ ]`, and text boxes.
async function typedRuns(page, viewport) {
  const runs = [];
  for (const note of await page.getAnnotations()) {
    const value = typedValue(note);
    if (value === null) continue;
    const [left, top, width, height] = placeOf(note.rect, viewport.transform);
    if (![left, top, width, height].every(Number.isFinite)) continue;
    const lines = value.split(/\r\n?|\n/).slice(0, 500).map((line) => clean(line).trim());
    const size = Math.max(4, Math.min(note.defaultAppearanceData?.fontSize || 12, (0.75 * height) / (note.multiLine ? 1 : lines.length), 14));
    const first = note.multiLine || lines.length > 1 ? top + size : top + height / 2 + 0.35 * size;
    lines.forEach((text, i) => {
      if (!isBlank(text)) runs.push({ text, x: left, y: first + 1.2 * size * i, w: Math.min(width, 0.5 * size * text.length), size, angle: 0, space: true, box: note.fieldType === 'Btn' });
    });
  }
  return runs;
}

function placeOf([x0, y0, x1, y1], [a, b, c, d, e, f]) {
  const xs = [a * x0 + c * y0 + e, a * x1 + c * y1 + e];
  const ys = [b * x0 + d * y0 + f, b * x1 + d * y1 + f];
  return [Math.min(...xs), Math.min(...ys), Math.abs(xs[1] - xs[0]), Math.abs(ys[1] - ys[0])];
}

function typedValue(note) {
  if (note.subtype === 'FreeText') return note.contentsObj?.str || null;
  if (note.subtype !== 'Widget') return null;
  const value = note.fieldValue;
  switch (note.fieldType) {
    case 'Tx': return typeof value === 'string' && value !== '' && !note.password ? value : null;
    case 'Ch': return [value].flat().filter((v) => typeof v === 'string').join(', ') || null;
    case 'Btn':
      if (note.checkBox) return value === note.exportValue ? '[x]' : '[ ]';
      if (note.radioButton) return value === note.buttonValue ? '[x]' : '[ ]';
      return null;
    default: return null;
  }
}

function toRun(text, item, viewport) {
  if (isBlank(text)) return null;
  const [a, b, c, d, x, y] = Util.transform(viewport.transform, item.transform);
  const size = Math.hypot(c, d) || Math.hypot(a, b) || 1;
  if (![a, b, c, d, x, y].every(Number.isFinite)) return null;
  // One run in a frame of its own: x along the writing, angle clockwise.
  return { text, x, y, w: item.width * viewport.scale, size, angle: (Math.atan2(b, a) * 180) / Math.PI };
}

/** Lines of a page from its text layer and the values of its form fields; `raw` is the text as it is in the file. */
export async function readLayer(page) {
  const { runs, raw, width, height } = await runsOf(page);
  return { ...layOut(runs, width, height), raw };
}
