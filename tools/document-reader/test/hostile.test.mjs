import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { bombs } from '../fixtures/bombs.mjs';
import { pdf, stream, textPdf } from '../fixtures/pdf-builder.mjs';
import { fixture, readAll } from '../fixtures/reading.mjs';
import { Supervisor } from '../src/supervisor.mjs';

const supervisor = new Supervisor();
const folder = mkdtempSync(path.join(os.tmpdir(), 'document-reader-'));
after(() => {
  supervisor.stop();
  rmSync(folder, { recursive: true });
});
const temporary = (bytes) => {
  const file = path.join(folder, 'file.pdf');
  writeFileSync(file, bytes);
  return file;
};
const refused = (file, options) => readAll(supervisor, file, options).then(() => assert.fail('it was read'), (error) => error.code);

test('a file locked with an empty user password opens as any other', async () => {
  for (const name of ['locked-open.pdf', 'locked-open-rc4.pdf']) {
    assert.equal((await readAll(supervisor, fixture(name))).text, 'This page was locked and reads all the same.\nThe owner allowed printing and nothing else.');
  }
});

test('a file that needs a password is refused as encrypted', async () => {
  assert.equal(await refused(fixture('locked.pdf')), 'encrypted');
});

test('a file whose end is missing is refused as truncated, though some pages could be read', async () => {
  assert.equal(await refused(fixture('truncated.pdf')), 'truncated');
});

test('a file padded after its end is whole', async () => {
  const file = temporary(Buffer.concat([textPdf([[[72, 700, 'All there.']]]), Buffer.alloc(10_000)]));
  assert.equal((await readAll(supervisor, file)).text, 'All there.');
});

test('garbage with the head of a PDF is refused as damaged, without it as no PDF', async () => {
  assert.equal(await refused(fixture('garbage.pdf')), 'damaged');
  assert.equal(await refused(temporary('Dear Sir or Madam,')), 'notPdf');
  assert.equal(await refused(temporary('')), 'notPdf');
  assert.equal(await refused(path.join(folder, 'absent.pdf')), 'notFound');
  assert.equal(await refused(folder), 'notFound');
});

test('more pages than asked for are refused', async () => {
  assert.equal(await refused(fixture('rotated.pdf'), { maxPages: 2 }), 'tooManyPages');
});

test('a damaged page is told apart from an empty one, and the pages beside it are read', async () => {
  const whole = textPdf([[[72, 700, 'First.']], [[72, 700, 'Second.']], [[72, 700, 'Third.']]]).toString('latin1');
  const second = whole.indexOf('(Second.)');
  const head = whole.lastIndexOf('/Length', second);
  const file = temporary(Buffer.from(`${whole.slice(0, head)}/Filter /FlateDecode ${whole.slice(head)}`, 'latin1'));
  const { pages } = await readAll(supervisor, file);
  assert.deepEqual(pages.map(({ text }) => text), ['First.', '', 'Third.']);
  assert.deepEqual([pages[1].reading, pages[1].note], ['unread', 'damaged']);
});

test('a page of which the end is damaged gives its beginning, and says that it is partial', async () => {
  const lines = Array.from({ length: 60 }, (_, i) => `BT /F1 11 Tf 72 ${740 - 11 * i} Td (Line ${i} of a page that breaks off, ${(i * 7919) % 1000}.) Tj ET`).join('\n');
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>', '<< /Type /Pages /Kids [4 0 R] /Count 1 >>', '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 5 0 R /Resources << /Font << /F1 3 0 R >> >> >>',
  ];
  const content = stream('', lines, true);
  content.fill(0xA5, content.length - 400, content.length - 20);
  const { pages: [page] } = await readAll(supervisor, temporary(pdf([...objects, content])));
  assert.match(page.text, /^Line 0 of a page/);
  assert.equal(page.note, 'partial');
});

for (const [name, make] of Object.entries(bombs)) {
  test(`bomb: ${name}`, async () => {
    const file = temporary(make());
    let outcome;
    try {
      const { pages } = await readAll(supervisor, file, { pageTimeoutMs: 3000 });
      outcome = pages.map(({ reading, note }) => note ?? reading);
    } catch (error) {
      outcome = [error.code];
    }
    const stated = ['text', 'blank', 'damaged', 'timeout', 'memory', 'tooLarge', 'imageTooLarge', 'partial', 'tooManyPages'];
    assert.ok(outcome.length > 0 && outcome.every((word) => stated.includes(word)), outcome.join());
    // Whatever it was, the next document is read.
    assert.equal((await readAll(supervisor, fixture('empty-page.pdf'))).pages[0].reading, 'blank');
  });
}

test('a page that never ends is given up and the next one is read', async () => {
  const endless = 'q '.repeat(3_000_000);
  const file = temporary(textPdf([[[72, 700, 'Before.']], [endless], [[72, 700, 'After.']]]));
  const { pages } = await readAll(supervisor, file, { pageTimeoutMs: 2000 });
  assert.deepEqual([pages[0].text, pages[2].text], ['Before.', 'After.']);
  assert.deepEqual(pages.map(({ number }) => number), [1, 2, 3]);
});
