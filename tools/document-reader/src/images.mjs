// OCR of image files: PNG, JPEG, and TIFF with the compressions of fax (CCITT G3, G4), LZW, Deflate, PackBits, JPEG or none.
import './node20.mjs';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import UTIF from 'utif2';
import { ReaderError } from './errors.mjs';
import { MAX_IMAGE_PIXELS, MAX_PAGES } from './limits.mjs';
import { pageOf, unread } from './pages.mjs';
import { readBounded } from './pdf.mjs';
import { readPicture } from './scans.mjs';
import { countWords, joinHyphens } from './text.mjs';

/**
 * Pages of an image file, one after another.
 * @throws {ReaderError} unsupported, damaged, tooLarge, notFound
 */
export async function* readImages(file) {
  const bytes = await readBounded(file);
  const words = new Map();
  let number = 0;
  for await (const { canvas, dpi } of picturesIn(bytes)) {
    number++;
    if (number > MAX_PAGES) throw new ReaderError('tooManyPages', `more than ${MAX_PAGES} pages`);
    const scan = await readPicture(canvas, dpi);
    if (scan.lines.length === 0 && scan.ink > 0) { yield { number, ...unread(scan, 'illegible') }; continue; }
    countWords(scan.lines, words);
    joinHyphens(scan.lines, words);
    yield { number, ...pageOf(scan, 'ocr', scan.confidence) };
  }
}

async function* picturesIn(bytes) {
  const size = sizeOf(bytes);
  if (size?.kind === 'tiff') {
    yield* tiffPages(bytes);
    return;
  }
  if (!size) throw new ReaderError('unsupported', 'not PNG, JPEG or TIFF');
  checkSize(size.width, size.height);
  const image = await loadImage(bytes).catch(() => { throw new ReaderError('damaged', 'the image cannot be decoded'); });
  const canvas = createCanvas(image.width, image.height);
  const g = canvas.getContext('2d');
  g.fillStyle = '#fff';
  g.fillRect(0, 0, canvas.width, canvas.height);
  g.drawImage(image, 0, 0);
  yield { canvas, dpi: guessDpi(image.width, image.height) };
}

function* tiffPages(bytes) {
  const buffer = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length);
  const decoded = (work) => {
    try {
      return work();
    } catch {
      throw new ReaderError('damaged', 'the image cannot be decoded');
    }
  };
  for (const page of decoded(() => UTIF.decode(buffer))) {
    const [width, height] = [page.t256?.[0], page.t257?.[0]];
    checkSize(width, height);
    const rgba = decoded(() => { UTIF.decodeImage(buffer, page); return UTIF.toRGBA8(page); });
    if (rgba.length !== width * height * 4) throw new ReaderError('damaged', 'the image cannot be decoded');
    const across = resolutionOf(page, page.t282?.[0]) ?? guessDpi(width, height);
    const down = resolutionOf(page, page.t283?.[0]) ?? across;
    const source = createCanvas(width, height);
    const g = source.getContext('2d');
    const image = g.createImageData(width, height);
    image.data.set(rgba);
    g.putImageData(image, 0, 0);
    yield { canvas: squared(source, across, down), dpi: Math.max(across, down) };
  }
}

// Standard fax has 204 by 98 dots an inch: each line is drawn twice.
function squared(source, across, down) {
  if (Math.max(across, down) / Math.min(across, down) < 1.1) return source;
  const dpi = Math.max(across, down);
  const [width, height] = [Math.round((source.width * dpi) / across), Math.round((source.height * dpi) / down)];
  checkSize(width, height);
  const canvas = createCanvas(width, height);
  canvas.getContext('2d').drawImage(source, 0, 0, width, height);
  return canvas;
}

function resolutionOf(page, value) {
  const dots = page.t296?.[0] === 3 ? value * 2.54 : value;
  return dots >= 50 && dots <= 1200 ? dots : null;
}

// A picture without a resolution is taken for a page of 8.5 by 11 inches, in whichever direction it lies.
function guessDpi(width, height) {
  return Math.max(72, Math.min(600, Math.max(width, height) / 11));
}

function checkSize(width, height) {
  if (!(width > 0 && height > 0)) throw new ReaderError('damaged', 'an image without size');
  if (width * height > MAX_IMAGE_PIXELS) throw new ReaderError('tooLarge', `more than ${MAX_IMAGE_PIXELS} pixels`);
}

// The size from the header, before anything is decoded.
function sizeOf(bytes) {
  if (bytes.length >= 24 && bytes.readUInt32BE(0) === 0x89504E47) return { kind: 'png', width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
  if (bytes.length >= 8 && (bytes.readUInt32BE(0) === 0x49492A00 || bytes.readUInt32BE(0) === 0x4D4D002A)) return { kind: 'tiff' };
  if (bytes.length >= 4 && bytes.readUInt16BE(0) === 0xFFD8) {
    for (let at = 2; at + 9 < bytes.length;) {
      if (bytes[at] !== 0xFF) return null;
      const marker = bytes[at + 1];
      if (marker === 0xFF) { at++; continue; }
      if (marker >= 0xC0 && marker <= 0xCF && ![0xC4, 0xC8, 0xCC].includes(marker)) {
        return { kind: 'jpeg', width: bytes.readUInt16BE(at + 7), height: bytes.readUInt16BE(at + 5) };
      }
      at += 2 + bytes.readUInt16BE(at + 2);
    }
  }
  return null;
}
