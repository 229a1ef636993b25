// Draws invented records as scans would be: a page image at a resolution, clean or as a bad fax.
import { createRequire } from 'node:module';
import path from 'node:path';
import { createCanvas, GlobalFonts } from '@napi-rs/canvas';
import { randomOf } from './random.mjs';

const fonts = path.join(path.dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json')), 'standard_fonts');
for (const name of ['Regular', 'Bold']) GlobalFonts.registerFromPath(path.join(fonts, `LiberationSans-${name}.ttf`), 'Record');

/** @returns {{canvas, words: string[]}} a letter page and its words in reading order */
export function drawRecord(record, dpi = 200, points = 11) {
  const k = dpi / 72;
  const canvas = createCanvas(Math.round(8.5 * dpi), 11 * dpi);
  const g = canvas.getContext('2d');
  g.fillStyle = '#fff';
  g.fillRect(0, 0, canvas.width, canvas.height);
  g.fillStyle = '#000';
  const words = [];
  const put = (text, x, y, bold = false) => {
    g.font = `${bold ? 'bold ' : ''}${points * k}px Record`;
    g.fillText(text, x * k, y * k);
    words.push(...text.split(/\s+/));
  };
  let y = 72;
  put(record.title, 72, y, true);
  y += 26;
  for (const [a, b, c, d] of record.head) {
    put(`${a}:`, 72, y, true);
    put(b, 160, y);
    put(`${c}:`, 330, y, true);
    put(d, 430, y);
    y += 16;
  }
  for (const { heading, text } of record.sections) {
    y += 14;
    put(heading, 72, y, true);
    y += 16;
    g.font = `${points * k}px Record`;
    let line = '';
    for (const word of text.split(' ')) {
      const longer = line === '' ? word : `${line} ${word}`;
      if (g.measureText(longer).width > (612 - 144) * k) {
        put(line, 72, y);
        y += points * 1.3;
        line = word;
      } else line = longer;
    }
    put(line, 72, y);
    y += points * 1.3;
  }
  return { canvas, words };
}

/**
 * A bad fax: skewed, low contrast, grey noise, then one bit a pixel with salt and pepper.
 * @param {{skew?: number, contrast?: number, grain?: number, specks?: number, oneBit?: boolean}} how skew in degrees; contrast 0..1;
 *   grain: deviation of grey noise; specks: share of pixels flipped
 */
export function degrade(canvas, seed, { skew = 0, contrast = 1, grain = 0, specks = 0, oneBit = false }) {
  const r = randomOf(seed);
  const out = createCanvas(canvas.width, canvas.height);
  const g = out.getContext('2d');
  g.fillStyle = '#fff';
  g.fillRect(0, 0, out.width, out.height);
  g.translate(out.width / 2, out.height / 2);
  g.rotate((skew * Math.PI) / 180);
  g.drawImage(canvas, -canvas.width / 2, -canvas.height / 2);
  g.resetTransform();
  const image = g.getImageData(0, 0, out.width, out.height);
  const { data } = image;
  const dark = 128 - 100 * contrast;
  const light = 128 + 100 * contrast;
  for (let i = 0; i < data.length; i += 4) {
    let v = dark + (data[i] / 255) * (light - dark);
    if (grain) v += grain * (r.next() + r.next() + r.next() + r.next() - 2) * 1.7;
    if (oneBit) v = v < 128 ? 0 : 255;
    if (specks && r.next() < specks) v = r.next() < 0.5 ? 0 : 255;
    data[i] = data[i + 1] = data[i + 2] = v < 0 ? 0 : v > 255 ? 255 : v;
  }
  g.putImageData(image, 0, 0);
  return out;
}

export const CONDITIONS = {
  clean: {},
  'one bit': { oneBit: true },
  'salt and pepper 2 %': { specks: 0.02 },
  'skew 1.5°': { skew: 1.5 },
  'low contrast': { contrast: 0.25, grain: 8 },
  fax: { skew: -0.8, contrast: 0.5, grain: 25, oneBit: true, specks: 0.01 },
};
