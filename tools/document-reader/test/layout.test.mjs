import assert from 'node:assert/strict';
import { test } from 'node:test';
import { layOut } from '../src/layout.mjs';

const run = (text, x, y, more = {}) => ({ text, x, y, w: 5 * text.length, size: 10, angle: 0, space: false, ...more });
const textOf = (runs) => layOut(runs, 612, 792).lines.map((line) => line.text);

test('runs that touch are one word, a small gap parts words, a wide one cells', () => {
  assert.deepEqual(textOf([run('ab', 10, 100), run('cd', 20.3, 100)]), ['abcd']);
  assert.deepEqual(textOf([run('ab', 10, 100), run('cd', 22.5, 100)]), ['ab cd']);
  assert.deepEqual(textOf([run('ab', 10, 100), run('cd', 60, 100)]), ['ab        cd']);
});

test('a blank that the writer set parts words, however narrow it is', () => {
  assert.deepEqual(textOf([run('ab', 10, 100), run('cd', 20.5, 100, { space: true })]), ['ab cd']);
});

test('a raised smaller run that touches a word belongs to its line', () => {
  const raised = { text: '2', x: 20, y: 96, w: 3, size: 6, angle: 0, space: false };
  assert.deepEqual(textOf([run('cm', 10, 100), raised, run('wide', 26, 100)]), ['cm2 wide']);
});

test('text written twice for boldness reads once', () => {
  assert.deepEqual(textOf([run('Bold', 10, 100), run('Bold', 10.4, 100)]), ['Bold']);
  assert.deepEqual(textOf([run('No', 10, 100), run('No', 60, 100)]), ['No          No'.replace(/ +/, ' '.repeat(8))]);
});

test('the order of the runs in the file does not matter', () => {
  const runs = [run('one', 10, 100), run('two', 40, 100), run('three', 10, 120)];
  assert.deepEqual(textOf(runs.toReversed()), textOf(runs));
});

test('a form of two columns of labels reads row by row', () => {
  const rows = [['Name:', 'Date of Birth:'], ['Employer:', 'Date of Injury:'], ['Claim Number:', 'Date of Request:'], ['Provider:', 'Specialty:'], ['Address:', 'Fax Number:']];
  const runs = rows.flatMap(([a, b], i) => [run(a, 10, 100 + 14 * i), run('some value here', 90, 100 + 14 * i), run(b, 300, 100 + 14 * i), run('another value', 400, 100 + 14 * i)]);
  for (const [i, line] of textOf(runs).entries()) assert.match(line, new RegExp(`^${rows[i][0]} {2,}some value here {2,}${rows[i][1]} {2,}another value$`));
});

test('columns of prose whose lines do not stand side by side are still columns', () => {
  const prose = (word, x, y) => Array.from({ length: 9 }, (_, i) => run(`${word} goes on here with line number ${i} of it`, x, y + 12 * i));
  const lines = textOf([...prose('left', 10, 100), ...prose('right', 320, 105)]);
  assert.equal(lines.length, 18);
  assert.ok(lines.slice(0, 9).every((line) => line.startsWith('left')) && lines.slice(9).every((line) => line.startsWith('right')), lines.join('\n'));
});

test('a table of two columns of wrapped prose reads row by row', () => {
  const cell = (word, x, y) => [0, 1, 2].map((i) => run(`${i === 0 ? 'The' : 'and'} ${word} cell has a line here ${i}`, x, y + 12 * i));
  const runs = [0, 1, 2, 3].flatMap((row) => [...cell('left', 10, 100 + 60 * row), ...cell('right', 320, 100 + 60 * row)]);
  const lines = textOf(runs);
  assert.equal(lines.length, 12);
  assert.ok(lines.every((line) => /left.* {2,}.*right/.test(line)), lines.join('\n'));
});

test('text at the margin written upwards comes after the page and keeps its place', () => {
  const { lines } = layOut([run('The body of the page stands upright.', 72, 100), { ...run('upwards', 20, 400), angle: -90 }], 612, 792);
  assert.deepEqual(lines.map((line) => line.text), ['The body of the page stands upright.', 'upwards']);
  const { x, y, w, h } = lines[1];
  assert.deepEqual([Math.round(x), Math.round(y), Math.round(w), Math.round(h)], [12, 365, 10, 35]);
});

test('a justified line with wide gaps has words, not cells', () => {
  const words = ['these', 'words', 'are', 'far', 'apart'];
  let x = 10;
  assert.deepEqual(textOf(words.map((word) => { const r = run(word, x, 100); x += 5 * word.length + 13; return r; })), ['these words are far apart']);
});

test('paragraphs are blocks', () => {
  const runs = [100, 112, 124, 150, 162].map((y) => run(`a line of text at ${y}`, 10, y));
  assert.deepEqual(layOut(runs, 612, 792).lines.map((line) => line.block), [0, 0, 0, 1, 1]);
});

test('a page without runs has no lines', () => {
  assert.deepEqual(layOut([], 612, 792), { width: 612, height: 792, lines: [] });
});
