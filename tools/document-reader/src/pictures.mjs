// Page images: drawn by pdf.js on a canvas, or decoded from files.
import './node20.mjs';
import { rename, writeFile } from 'node:fs/promises';
import { createCanvas } from '@napi-rs/canvas';
import { ReaderError } from './errors.mjs';
import { kindOf } from './kind.mjs';
import { MAX_RENDER_PIXELS } from './limits.mjs';

const USUAL_DPI = 300; // what OCR likes best
const LEAST_DPI = 60; // below it nothing can be read

/**
 * The resolution at which a page is drawn for OCR: that of its scan, so that specks stay single pixels and can be taken away;
 * 300 dpi where it is no scan; less where the page is so large that the picture would not fit.
 * @throws {ReaderError} tooLarge
 */
export function resolutionFor(page, { coverage, dpi }) {
  const { width, height } = page.getViewport({ scale: 1 });
  const wanted = coverage >= 0.6 && dpi ? Math.max(100, Math.min(400, Math.round(dpi))) : USUAL_DPI;
  const most = Math.floor(72 * Math.sqrt((0.98 * MAX_RENDER_PIXELS) / (width * height)));
  if (most < LEAST_DPI) throw new ReaderError('tooLarge', 'the page is too large to draw');
  return Math.min(wanted, most);
}

/**
 * The page on a white canvas.
 * @throws {ReaderError} tooLarge, damaged
 */
export async function draw(page, dpi) {
  const viewport = page.getViewport({ scale: dpi / 72 });
  const width = Math.ceil(viewport.width);
  const height = Math.ceil(viewport.height);
  if (!(width > 0 && height > 0)) throw new ReaderError('damaged', 'a page without size');
  if (width * height > MAX_RENDER_PIXELS) throw new ReaderError('tooLarge', `more than ${MAX_RENDER_PIXELS} pixels at ${dpi} dpi`);
  const canvas = createCanvas(width, height);
  await page.render({ canvas, canvasContext: canvas.getContext('2d'), viewport, background: '#ffffff' }).promise;
  return canvas;
}

/**
 * Draws one page into a PNG file, which appears only when it is whole.
 * @throws {ReaderError} tooLarge, damaged
 */
export async function renderPage(document, number, dpi, out) {
  const canvas = await drawNumbered(document, number, dpi);
  const part = `${out}.part`;
  await writeFile(part, await canvas.encode('png'));
  await rename(part, out);
  return { width: canvas.width, height: canvas.height };
}

async function drawNumbered(document, number, dpi) {
  try {
    return await draw(await document.getPage(number), dpi);
  } catch (error) {
    throw error instanceof ReaderError ? error : new ReaderError('damaged', kindOf(error));
  }
}
