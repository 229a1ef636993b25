// OCR of invented pages drawn at 200 dpi, clean and as bad faxes: words found, words right, seconds a page.
//
//   node bench/ocr.mjs [--pages 30] [--conditions clean,fax,...]
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { Supervisor } from '../src/supervisor.mjs';
import { compare, wordsOf } from './compare.mjs';
import { CONDITIONS, degrade, drawRecord } from './draw.mjs';
import { inventRecord } from './invent.mjs';

const { values } = parseArgs({ options: { pages: { type: 'string', default: '30' }, conditions: { type: 'string', default: Object.keys(CONDITIONS).join(',') } } });
const count = Number(values.pages);
const folder = mkdtempSync(path.join(os.tmpdir(), 'ocr-'));
const file = path.join(folder, 'page.png');
const supervisor = new Supervisor();
await supervisor.warm();

async function read() {
  let read = null;
  await supervisor.run({ op: 'image', path: file }, (page) => { read = page; });
  return read;
}

writeFileSync(file, await drawRecord(inventRecord(99)).canvas.encode('png'));
await read(); // warm

console.log('| Pages | Condition | Words | Found | Right | In order | Confidence | Seconds a page |');
console.log('| --: | :-- | --: | --: | --: | --: | --: | --: |');
for (const name of values.conditions.split(',')) {
  const sum = { words: 0, found: 0, same: 0, order: 0, confidence: 0, seconds: 0 };
  for (let seed = 1; seed <= count; seed++) {
    const { canvas, words } = drawRecord(inventRecord(seed), 200, seed % 2 === 0 ? 9 : 11);
    writeFileSync(file, await degrade(canvas, seed, CONDITIONS[name]).encode('png'));
    const begun = performance.now();
    const page = await read();
    sum.seconds += (performance.now() - begun) / 1000;
    const expected = wordsOf(words.join(' '));
    const found = wordsOf(page.text);
    const { same } = compare(expected, found);
    sum.words += expected.length;
    sum.found += found.length;
    sum.same += same;
    sum.order += longestCommon(expected, found);
    sum.confidence += page.confidence ?? 0;
  }
  const share = (n, of) => (n / of).toFixed(4);
  console.log(`| ${count} | ${name} | ${sum.words} | ${share(sum.same, sum.words)} | ${share(sum.same, sum.found)} | ${share(sum.order, sum.words)} | ${(sum.confidence / count).toFixed(2)} | ${(sum.seconds / count).toFixed(2)} |`);
}
supervisor.stop();
rmSync(folder, { recursive: true });

/** Length of the longest common subsequence: what was read in the right order. */
function longestCommon(a, b) {
  let row = new Uint16Array(b.length + 1);
  for (const word of a) {
    const next = new Uint16Array(b.length + 1);
    for (let j = 0; j < b.length; j++) next[j + 1] = word === b[j] ? row[j] + 1 : Math.max(row[j + 1], next[j]);
    row = next;
  }
  return row[b.length];
}
