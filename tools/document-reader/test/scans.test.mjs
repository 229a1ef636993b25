import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { createCanvas } from '@napi-rs/canvas';
import { textPdf } from '../fixtures/pdf-builder.mjs';
import { fixture, readAll } from '../fixtures/reading.mjs';
import { scanRecord } from '../fixtures/sources/scan-record.mjs';
import { compare, wordsOf } from '../bench/compare.mjs';
import { drawRecord } from '../bench/draw.mjs';
import { inventRecord } from '../bench/invent.mjs';
import { ReaderError } from '../src/errors.mjs';
import { Supervisor } from '../src/supervisor.mjs';

const supervisor = new Supervisor();
const folder = mkdtempSync(path.join(os.tmpdir(), 'document-reader-'));
after(() => {
  supervisor.stop();
  rmSync(folder, { recursive: true });
});
const temporary = (name, bytes) => {
  const file = path.join(folder, name);
  writeFileSync(file, bytes);
  return file;
};
const image = async (file) => {
  const pages = [];
  await supervisor.run({ op: 'image', path: file }, (page) => pages.push(page));
  return pages;
};
const expected = wordsOf([scanRecord.title, scanRecord.head.map(([a, b, c, d]) => `${a}: ${b} ${c}: ${d}`).join(' '), scanRecord.sections.map(({ heading, text }) => `${heading} ${text}`).join(' ')].join(' '));
const rightness = (text) => compare(expected, wordsOf(text)).same / expected.length;

test('a scanned page is read by OCR, with its confidence, label beside value', async () => {
  const { pages: [page] } = await readAll(supervisor, fixture('scan.pdf'));
  assert.equal(page.reading, 'ocr');
  assert.ok(page.confidence > 0.9 && page.confidence <= 1, String(page.confidence));
  assert.ok(rightness(page.text) > 0.98, page.text);
  assert.match(page.text, /^Patient: {2,}Beatriz Okonjo {2,}Date of Visit: {2,}02\/12\/2026$/m);
  assert.ok(page.lines.every(({ x, y, w, h }) => x > 0 && y > 0 && x + w < page.width && y + h < page.height));
});

test('a fax with the line of the machine stamped over it is read by OCR, the stamp too', async () => {
  const { pages: [page] } = await readAll(supervisor, fixture('fax.pdf'));
  assert.equal(page.reading, 'ocr');
  assert.ok(rightness(page.text) > 0.95, page.text);
  assert.match(page.text, /02\/18\/2026 10:41/);
});

test('a page that lies on its head is turned', async () => {
  const { pages: [page] } = await readAll(supervisor, fixture('scan-upside-down.pdf'));
  assert.equal(page.reading, 'ocr');
  assert.ok(rightness(page.text) > 0.98, page.text);
  assert.match(page.text, /^PROGRESS REPORT/);
});

test('a page that lies on its side is turned, whichever side', async () => {
  const { canvas } = drawRecord(scanRecord, 150, 12);
  for (const turns of [1, 3]) {
    const side = createCanvas(canvas.height, canvas.width);
    const g = side.getContext('2d');
    g.translate(side.width / 2, side.height / 2);
    g.rotate((turns * Math.PI) / 2);
    g.drawImage(canvas, -canvas.width / 2, -canvas.height / 2);
    const [page] = await image(temporary('side.png', await side.encode('png')));
    assert.ok(rightness(page.text) > 0.97, page.text);
    assert.ok(page.height > page.width);
  }
});

test('without OCR a scan is unread, with the reason', async () => {
  const { pages: [page] } = await readAll(supervisor, fixture('scan.pdf'), { ocr: 'never' });
  assert.deepEqual([page.reading, page.note, page.text], ['unread', 'ocrOff', '']);
});

test('a fax with its stamp gives the stamp where OCR is off', async () => {
  const { pages: [page] } = await readAll(supervisor, fixture('fax.pdf'), { ocr: 'never' });
  assert.deepEqual([page.reading, page.lines.length], ['text', 1]);
});

test('a page with text is read by OCR only when asked', async () => {
  const file = temporary('text.pdf', textPdf([[[72, 700, 'A short page of plain words.', 14]]]));
  assert.equal((await readAll(supervisor, file)).pages[0].reading, 'text');
  const { pages: [page] } = await readAll(supervisor, file, { ocr: 'always' });
  assert.deepEqual([page.reading, page.text], ['ocr', 'A short page of plain words.']);
});

test('a page of lines that are no letters is unread: illegible', async () => {
  const scribble = Array.from({ length: 40 }, (_, i) => `2 w ${(i * 97) % 500 + 50} ${(i * 61) % 600 + 80} m ${(i * 211) % 500 + 50} ${(i * 131) % 600 + 80} l S`);
  const { pages: [page] } = await readAll(supervisor, temporary('scribble.pdf', textPdf([scribble])));
  assert.deepEqual([page.reading, page.note], ['unread', 'illegible']);
});

test('a white scan is blank', async () => {
  const canvas = createCanvas(850, 1100);
  const g = canvas.getContext('2d');
  g.fillStyle = '#fafafa';
  g.fillRect(0, 0, 850, 1100);
  const [page] = await image(temporary('white.png', await canvas.encode('png')));
  assert.deepEqual([page.reading, page.confidence, page.width, page.height], ['blank', null, 612, 792]);
});

test('image files: PNG and JPEG', async () => {
  const { canvas, words } = drawRecord(inventRecord(5), 150, 12);
  const right = (page) => compare(wordsOf(words.join(' ')), wordsOf(page.text)).same / words.length;
  const [png] = await image(temporary('page.png', await canvas.encode('png')));
  assert.ok(right(png) > 0.97, png.text);
  const [jpeg] = await image(temporary('page.jpg', await canvas.encode('jpeg', 80)));
  assert.ok(right(jpeg) > 0.97, jpeg.text);
});

test('fax files: each page of a TIFF in Group 4, and in Group 3 with half as many lines as columns', async () => {
  const pages = await image(fixture('fax-two-pages.tif'));
  assert.deepEqual(pages.map(({ number, reading }) => [number, reading]), [[1, 'ocr'], [2, 'ocr']]);
  for (const page of pages) assert.ok(rightness(page.text) > 0.97, page.text);
  const [page] = await image(fixture('fax-standard.tif'));
  assert.ok(Math.abs(page.width - 600) < 2 && Math.abs(page.height - 477.6) < 2, `${page.width} x ${page.height}`);
  assert.ok(rightness(page.text) > 0.8, page.text);
});

test('images that are none, or too large, are refused with a reason', async () => {
  const refused = (name, bytes) => image(temporary(name, bytes)).then(() => assert.fail('it was read'), (error) => { assert.ok(error instanceof ReaderError); return error.code; });
  assert.equal(await refused('a.png', Buffer.from('GIF89a..........')), 'unsupported');
  const head = Buffer.alloc(64);
  Buffer.from([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]).copy(head);
  head.writeUInt32BE(90_000, 16);
  head.writeUInt32BE(90_000, 20);
  assert.equal(await refused('b.png', head), 'tooLarge');
  head.writeUInt32BE(90, 16);
  head.writeUInt32BE(90, 20);
  assert.equal(await refused('c.png', head), 'damaged');
  assert.equal(await refused('d.tif', Buffer.concat([Buffer.from([0x49, 0x49, 0x2A, 0, 8, 0, 0, 0, 0xFF, 0xFF]), Buffer.alloc(100, 7)])), 'damaged');
});
