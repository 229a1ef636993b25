// OCR with tesseract.js: its engine and its English data are files of the installed packages; nothing is fetched.
import { createRequire } from 'node:module';
import path from 'node:path';
import { createWorker, OEM, PSM } from 'tesseract.js';
import { pgmOf } from './raster.mjs';

const langPath = path.join(path.dirname(createRequire(import.meta.url).resolve('@tesseract.js-data/eng/package.json')), '4.0.0_best_int');

let engine = null;

async function start() {
  const worker = await createWorker('eng', OEM.LSTM_ONLY, { langPath, cacheMethod: 'none', gzip: true, logger: () => {}, errorHandler: () => {} });
  await worker.setParameters({ tessedit_pageseg_mode: PSM.AUTO, user_defined_dpi: '300' });
  return worker;
}

/**
 * Words of a picture.
 * @param {import('./raster.mjs').Grey} grey
 * @returns {Promise<{text: string, confidence: number, x0: number, y0: number, x1: number, y1: number, baseline: number, size: number}[]>} pixels
 */
export async function recognize(grey, parameters = {}) {
  engine ??= start();
  const worker = await engine;
  const { data } = await worker.recognize(pgmOf(grey), parameters, { text: false, blocks: true });
  const words = [];
  for (const block of data.blocks ?? []) {
    for (const paragraph of block.paragraphs) {
      for (const line of paragraph.lines) {
        const { x0, y0, x1, y1 } = line.baseline;
        const slope = x1 > x0 ? (y1 - y0) / (x1 - x0) : 0;
        for (const word of line.words) {
          const { bbox } = word;
          const baseline = y0 + ((bbox.x0 + bbox.x1) / 2 - x0) * slope;
          words.push({ text: word.text, confidence: word.confidence / 100, ...bbox, baseline, size: line.rowAttributes?.rowHeight ?? line.bbox.y1 - line.bbox.y0 });
        }
      }
    }
  }
  return words;
}

export async function stopOcr() {
  const worker = await engine;
  engine = null;
  await worker?.terminate();
}
