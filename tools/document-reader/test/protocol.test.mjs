import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { fixture } from '../fixtures/reading.mjs';

const main = fileURLToPath(new URL('../main.mjs', import.meta.url));

/** Sends the lines, closes standard input, and gives all answers. */
async function talk(lines, args = []) {
  const child = spawn(process.execPath, [main, ...args], { stdio: ['pipe', 'pipe', 'pipe'] });
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (chunk) => { errors += chunk; });
  child.stdin.end(lines.map((line) => `${typeof line === 'string' ? line : JSON.stringify(line)}\n`).join(''));
  const answers = [];
  for await (const line of createInterface({ input: child.stdout })) answers.push(JSON.parse(line));
  const code = child.exitCode ?? await new Promise((resolve) => child.on('exit', resolve));
  return { answers, errors, code, pid: child.pid };
}

test('it says that it is ready, answers in order, and ends when its input ends', async () => {
  const { answers, errors, code, pid } = await talk([
    { id: 'a', op: 'text', path: fixture('locked-open.pdf') },
    { id: 'b', op: 'ping' },
    { id: 'c', op: 'text', path: fixture('locked.pdf') },
  ]);
  assert.deepEqual(answers[0], { ready: true, version: '1.0.0', pid });
  assert.deepEqual(answers.slice(1).map(({ id, page, done, error }) => [id, page ? 'page' : done ? 'done' : error.code]), [['a', 'page'], ['a', 'done'], ['b', 'done'], ['c', 'encrypted']]);
  assert.deepEqual(Object.keys(answers[1].page), ['number', 'width', 'height', 'reading', 'confidence', 'text', 'lines']);
  assert.deepEqual(Object.keys(answers[1].page.lines[0]), ['text', 'x', 'y', 'w', 'h', 'block']);
  assert.deepEqual(answers[2], { id: 'a', done: { pages: 1, features: [], producer: '' } });
  assert.equal(errors, '');
  assert.equal(code, 0);
});

test('a bad request is answered with badRequest and what was expected, and the next one is served', async () => {
  const { answers, code } = await talk([
    'nonsense',
    '[]',
    { op: 'ping' },
    { id: '1', op: 'shred', path: '/x' },
    { id: '2', op: 'text', path: 'relative.pdf' },
    { id: '3', op: 'text', path: '/x', ocr: 'perhaps' },
    { id: '4', op: 'text', path: '/x', from: 3, to: 2 },
    { id: '5', op: 'render', path: fixture('empty-page.pdf'), page: 2, out: '/nowhere/out.png' },
    `{"id":"6","op":"ping","more":"${'x'.repeat(200_000)}"}`,
    { id: '7', op: 'ping' },
  ]);
  assert.deepEqual(answers.slice(1, -1).map(({ id, error }) => [id, error.code]), [
    [null, 'badRequest'], [null, 'badRequest'], [null, 'badRequest'], ['1', 'badRequest'], ['2', 'badRequest'], ['3', 'badRequest'], ['4', 'badRequest'], ['5', 'badRequest'], [null, 'badRequest'],
  ]);
  assert.ok(answers.every(({ error }) => !error || error.detail.length < 100));
  assert.deepEqual(answers.at(-1), { id: '7', done: {} });
  assert.equal(code, 0);
});

test('a page image has the size that its resolution gives, and bounds', async () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'document-reader-'));
  const out = path.join(folder, 'page.png');
  const { answers } = await talk([
    { id: '1', op: 'render', path: fixture('chromium-letter.pdf'), page: 1, dpi: 100, out },
    { id: '2', op: 'render', path: fixture('chromium-letter.pdf'), page: 1, dpi: 600, out: path.join(folder, 'large.png') },
  ]);
  assert.deepEqual(answers[1], { id: '1', done: { width: 850, height: 1100 } });
  const png = readFileSync(out);
  assert.deepEqual([png.readUInt32BE(16), png.readUInt32BE(20)], [850, 1100]);
  assert.ok(png.length > 20_000, 'the page is not white');
  assert.equal(answers[2].error.code, 'tooLarge');
  assert.ok(!existsSync(path.join(folder, 'large.png')));
  rmSync(folder, { recursive: true });
});

test('as a command it prints the text, pages divided by form feeds', async () => {
  const child = spawn(process.execPath, [main, 'text', fixture('rotated.pdf'), '--ocr', 'never']);
  let out = '';
  child.stdout.setEncoding('utf8').on('data', (chunk) => { out += chunk; });
  const code = await new Promise((resolve) => child.on('close', resolve));
  assert.equal(code, 0);
  const page = 'The first line of a page that was turned.\nThe second line follows below the first.\nThe third line ends the matter.\n\f';
  assert.equal(out, page.repeat(3));
});

test('standard error holds nothing of the document and no file name, whatever the file is', async () => {
  for (const name of ['garbage.pdf', 'truncated.pdf', 'chromium-letter.pdf']) {
    const { errors } = await talk([{ id: '1', op: 'text', path: fixture(name) }]);
    assert.equal(errors, '');
  }
});
