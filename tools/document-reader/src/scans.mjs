// From the picture of a page to lines of text: make it ready, recognize, put the words in order.
import { createCanvas } from '@napi-rs/canvas';
import { layOut } from './layout.mjs';
import { recognize } from './ocr.mjs';
import { despeckle, greyOf, inkShare, runsDown, skewOf, soften, stretch } from './raster.mjs';
import { clean, isBlank } from './text.mjs';

// bench/RESULTS.md has what each step is worth. From 180 dpi on, drawing a page larger only costs time.
const FINE_DPI = 180;
const NOISY = 0.005; // share of specks: a clean scan has 0.00003, a bad fax 0.02; softening a clean one loses words
const OCR_DPI = 300;
// Below 140 dpi strokes are a pixel wide and specks are parts of letters, unless there are many.
const COARSE_DPI = 140;
const FEW = 0.003;
const UNSURE = 0.75; // below it the page may lie on its side or head
const SURER = 0.15; // by so much another way up must be better
const LEAST_WORD = 0.3; // words below it are specks taken for letters
const LEAST_PAGE = 0.4;

/**
 * @param canvas the page as drawn or decoded
 * @param {number} dpi of the canvas
 * @returns {Promise<{lines, width: number, height: number, confidence: number | null, ink: number}>} in points, on the page as turned
 *   upright and straight; no lines where nothing could be read
 */
export async function readPicture(canvas, dpi) {
  const raw = greyOf(canvas);
  const ink = inkShare(raw);
  const page = { width: (canvas.width * 72) / dpi, height: (canvas.height * 72) / dpi };
  if (ink === 0) return { ...page, lines: [], confidence: null, ink };

  const spread = stretch(raw);
  const cleaned = despeckle(spread);
  const clear = dpi < COARSE_DPI && cleaned.specks < FEW ? spread : cleaned;
  const grey = cleaned.specks > NOISY ? soften(clear, 2) : clear;
  const scale = dpi < FINE_DPI ? OCR_DPI / dpi : 1;
  let best = await attempt(grey, 0, scale, dpi);
  if (best.confidence < UNSURE || best.sideways) {
    if (best.sideways) best.confidence = 0; // read, but the places of its words are of no use
    for (const turn of best.sideways || runsDown(grey) ? [90, 270] : [180]) {
      const other = await attempt(grey, turn, scale, dpi);
      if (other.sideways || other.confidence < best.confidence + SURER) continue;
      best = other;
      if (best.confidence >= UNSURE) break;
    }
  }
  if (best.words.length === 0 || best.confidence < LEAST_PAGE) return { ...page, lines: [], confidence: null, ink };
  const laidOut = layOut(best.words, best.width, best.height);
  return { ...laidOut, confidence: best.confidence, ink };
}

async function attempt(grey, turn, scale, dpi) {
  const straight = turn === 0 || turn === 180 ? skewOf(grey) : 0;
  const ready = warp(grey, turn - straight, scale);
  const k = 72 / (dpi * scale);
  const words = [];
  let sum = 0;
  let weight = 0;
  let long = 0;
  let upright = 0; // of the long words, those that stand higher than they are wide: the engine reads lines that run down as well
  for (const word of await recognize(ready)) {
    const text = clean(word.text);
    const letters = text.replace(/[^\p{L}\p{N}]/gu, '').length;
    if (isBlank(text)) continue;
    sum += word.confidence * (letters + 1);
    weight += letters + 1;
    if (letters >= 4) {
      long++;
      if (word.y1 - word.y0 > word.x1 - word.x0) upright++;
    }
    if (word.confidence < LEAST_WORD || (letters === 0 && word.confidence < 0.6)) continue;
    words.push({ text, x: word.x0 * k, y: word.baseline * k, w: (word.x1 - word.x0) * k, size: word.size * k, angle: 0, space: true });
  }
  return { words, sideways: upright > long / 2, confidence: weight > 0 ? sum / weight : 0, width: ready.width * k, height: ready.height * k };
}

/** Turned clockwise by degrees about the middle and scaled, on white. Quarter turns change the sides. */
export function warp(grey, degrees, scale) {
  if (degrees === 0 && scale === 1) return grey;
  const sideways = Math.abs(Math.round(degrees / 90)) % 2 === 1;
  const [w, h] = sideways ? [grey.height, grey.width] : [grey.width, grey.height];
  const canvas = createCanvas(Math.round(w * scale), Math.round(h * scale));
  const g = canvas.getContext('2d');
  g.fillStyle = '#fff';
  g.fillRect(0, 0, canvas.width, canvas.height);
  g.imageSmoothingEnabled = true;
  g.imageSmoothingQuality = 'high';
  g.translate(canvas.width / 2, canvas.height / 2);
  g.rotate((degrees * Math.PI) / 180);
  g.scale(scale, scale);
  g.drawImage(canvasOf(grey), -grey.width / 2, -grey.height / 2);
  return greyOf(canvas);
}

function canvasOf({ data, width, height }) {
  const canvas = createCanvas(width, height);
  const g = canvas.getContext('2d');
  const image = g.createImageData(width, height);
  const pixels = new Uint32Array(image.data.buffer, image.data.byteOffset, data.length);
  for (let i = 0; i < data.length; i++) pixels[i] = 0xFF000000 | (data[i] * 0x010101);
  g.putImageData(image, 0, 0);
  return canvas;
}
