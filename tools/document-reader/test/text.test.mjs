import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { textPdf } from '../fixtures/pdf-builder.mjs';
import { Supervisor } from '../src/supervisor.mjs';
import { fixture, readAll } from '../fixtures/reading.mjs';

const supervisor = new Supervisor();
after(() => supervisor.stop());
const read = (name, options) => readAll(supervisor, fixture(name), options);

test('a head of label and value pairs reads row by row, each label with its value', async () => {
  const { text } = await read('chromium-letter.pdf');
  assert.match(text, /^Case Number: {2,}CM26-0104477$/m);
  assert.match(text, /^Date Assigned: {2,}03\/02\/2026 {2,}Date of Injury: {2,}09\/14\/2024$/m);
  assert.match(text, /^Decision Date: {2,}03\/30\/2026 {2,}UR Denial Date: {2,}01\/27\/2026$/m);
});

test('a table reads row by row with two blanks or more between cells', async () => {
  const { text } = await read('chromium-letter.pdf');
  assert.match(text, /^Treatment {2,}Quantity {2,}Date of request {2,}Outcome$/m);
  assert.match(text, /^MRI of the left knee without contrast {2,}1 {2,}01\/20\/2026 {2,}Overturned$/m);
  assert.match(text, /^Naproxen 500 mg {2,}60 {2,}01\/21\/2026 {2,}Upheld$/m);
  const report = await read('libreoffice-report.pdf');
  assert.match(report.text, /^Movement {2,}Right {2,}Left\nFlexion {2,}128° {2,}94°\nExtension {2,}0° {2,}-5°$/m);
});

test('superscripts and subscripts stay in their line', async () => {
  assert.match((await read('chromium-letter.pdf')).text, /31 kg\/m2 and the serum level of vitamin B12 was normal/);
  assert.match((await read('libreoffice-report.pdf')).text, /Area of the wound: 2 cm2\. No sign/);
  assert.match((await read('latex-article.pdf')).text, /3 cm2\. Rehabilitation/);
});

for (const [name, first, last] of [['chromium-two-columns.pdf', 'Alpha begins', 'finis'], ['latex-two-column.pdf', 'Alpha opens', 'omega']]) {
  test(`two columns of prose read left, then right: ${name}`, async () => {
    const { text } = await read(name);
    const flat = text.replace(/\s+/g, ' ');
    assert.ok(flat.indexOf(first) < flat.indexOf(last));
    // No line holds words of both columns.
    assert.ok(text.split('\n').every((line) => !/\S {2,}\S/.test(line) || line.startsWith('A. Nobody')), text);
    if (name.startsWith('latex')) assert.match(flat, /records of three invented clinics and wrote down, for every course, how many sessions had been asked for and how many had been used\. The two figures were seldom the same/);
    else assert.match(flat, /through the winter\. In spring the cards.*word finis\. Below the columns/);
  });
}

test('ligatures are spelt out', async () => {
  const { text } = await read('latex-article.pdf');
  for (const word of ['efficacy', 'afflicted', 'sufficient', 'difficulty', 'insignificant', 'Differences', 'Conscientious']) assert.ok(text.includes(word), word);
  assert.doesNotMatch(text, /[\uFB00-\uFB06]/);
});

test('words divided at a line end are whole again, real hyphens stay', async () => {
  const { text } = await read('latex-article.pdf');
  assert.doesNotMatch(text, /[a-z]-$/m);
  for (const word of ['Anti-inflammatory', 'Follow-up', 'self-administered', 'well-known']) assert.ok(text.includes(word), word);
  for (const word of ['rehabilitation', 'participants', 'considerable', 'questionnaire']) assert.ok(text.replace(/\s+/g, ' ').includes(word), word);
});

test('glyphs that are set one by one make words', async () => {
  const { text } = await read('ghostscript-note.pdf');
  assert.match(text, /^AVATAR$/m);
  assert.match(text, /^Signed by a nurse who does not exist\.$/m);
  assert.match(text, /^Height {2,}5 ft 9 in {2,}Pulse {2,}72$/m);
});

test('pages on their side or head read as if they stood upright', async () => {
  const { pages } = await read('rotated.pdf');
  assert.equal(pages.length, 3);
  for (const page of pages) {
    assert.equal(page.text, 'The first line of a page that was turned.\nThe second line follows below the first.\nThe third line ends the matter.');
  }
  assert.deepEqual(pages.map(({ width, height }) => [width, height]), [[792, 612], [792, 612], [612, 792]]);
  for (const page of pages) assert.ok(page.lines.every(({ x, y, w, h }) => x >= 0 && y >= 0 && x + w <= page.width && y + h <= page.height), JSON.stringify(page.lines));
});

test('what was typed into a form stands where its field is; boxes tell whether they are ticked', async () => {
  const { text, done } = await read('form.pdf');
  assert.match(text, /^Employee: {2,}Renata Castellane$/m);
  assert.match(text, /^Expedited {2,}\[x\]$/m);
  assert.match(text, /^Regular {2,}\[ \]$/m);
  assert.match(text, /Sent again on 02\/03\/2026\./);
  assert.deepEqual(done.features, ['forms', 'signatures']);
});

test('scripts and attachments are reported, never run', async () => {
  const { text, done } = await read('script-attachment.pdf');
  assert.equal(text, 'A page with a script and a file inside the document.');
  assert.deepEqual(done.features, ['javascript', 'attachments']);
});

test('a script that a page carries is reported too', async () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'document-reader-'));
  const file = path.join(folder, 'file.pdf');
  writeFileSync(file, textPdf([[[72, 700, 'Opens with a script.']]], { pageExtra: '/AA << /O << /S /JavaScript /JS (app.beep\\(\\)) >> >>' }).toString('latin1').replace('/S /JavaScript', '/S /#4aavaScript'), 'latin1');
  assert.deepEqual((await readAll(supervisor, file)).done.features, ['javascript']);
  rmSync(folder, { recursive: true });
});

test('a page without anything is blank', async () => {
  const { pages } = await read('empty-page.pdf');
  assert.deepEqual(pages.map(({ reading, text, confidence }) => ({ reading, text, confidence })), [{ reading: 'blank', text: '', confidence: null }]);
});

test('lines carry their place in points from the top left', async () => {
  const { pages: [page] } = await read('form.pdf');
  const line = page.lines.find(({ text }) => text.startsWith('Employee'));
  assert.equal(line.x, 72);
  assert.ok(Math.abs(line.y - (792 - 720 - 9)) < 2, String(line.y));
  assert.ok(line.h >= 10 && line.h <= 11, String(line.h));
});

test('a range of pages is read alone', async () => {
  const { pages, done } = await read('rotated.pdf', { from: 2, to: 2 });
  assert.deepEqual(pages.map(({ number }) => number), [2]);
  assert.equal(done.pages, 3);
});

test('the same file reads the same each time', async () => {
  assert.deepEqual(await read('chromium-letter.pdf'), await read('chromium-letter.pdf'));
});

test('fixtures are small', () => {
  const folder = path.dirname(fixture('x'));
  for (const name of readdirSync(folder).filter((file) => /\.(pdf|tif|png|jpg)$/.test(file))) assert.ok(statSync(path.join(folder, name)).size < 100_000, name);
});
