// Words of this reader beside those of poppler's pdftotext, and pages a second of both in one run.
//
//   node bench/words.mjs FOLDER [--rounds 5]     FOLDER: PDFs, named PRODUCER-anything.pdf (see corpus.mjs)
import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { Supervisor } from '../src/supervisor.mjs';
import { compare, wordsOf } from './compare.mjs';

const { values, positionals } = parseArgs({ allowPositionals: true, options: { rounds: { type: 'string', default: '5' }, show: { type: 'boolean', default: false } } });
const folder = path.resolve(positionals[0]);
const files = readdirSync(folder).filter((name) => name.endsWith('.pdf')).sort();
const supervisor = new Supervisor();

const ours = async (file) => {
  const pages = [];
  await supervisor.run({ op: 'text', path: file, ocr: 'never' }, (page) => pages.push(page));
  return pages;
};
const theirs = (file) => execFileSync('pdftotext', ['-enc', 'UTF-8', file, '-'], { encoding: 'utf8', maxBuffer: 1 << 28 });

const producers = new Map();
for (const name of files) {
  const file = path.join(folder, name);
  const producer = name.split('-')[0];
  const sum = producers.get(producer) ?? { files: 0, pages: 0, ours: 0, theirs: 0, same: 0, seconds: 0, theirSeconds: 0 };
  producers.set(producer, sum);
  const pages = await ours(file); // warm
  const text = theirs(file);
  const result = compare(wordsOf(text), wordsOf(pages.map((page) => page.text).join('\n')));
  if (values.show && (result.missing.length > 0 || result.extra.length > 0)) console.log(name, 'missing', result.missing.slice(0, 20), 'extra', result.extra.slice(0, 20));
  sum.files++;
  sum.pages += pages.length;
  sum.ours += result.found;
  sum.theirs += result.expected;
  sum.same += result.same;
}
for (let round = 0; round < Number(values.rounds); round++) {
  for (const name of files) {
    const file = path.join(folder, name);
    const sum = producers.get(name.split('-')[0]);
    let begun = performance.now();
    await ours(file);
    sum.seconds += (performance.now() - begun) / 1000;
    begun = performance.now();
    theirs(file);
    sum.theirSeconds += (performance.now() - begun) / 1000;
  }
}
console.log('| Producer | Files | Pages | Words | Precision | Recall | Pages a second | pdftotext | Ratio |');
console.log('| :-- | --: | --: | --: | --: | --: | --: | --: | --: |');
const rounds = Number(values.rounds);
const line = (name, s) => console.log(`| ${name} | ${s.files} | ${s.pages} | ${s.theirs} | ${(s.same / s.ours).toFixed(4)} | ${(s.same / s.theirs).toFixed(4)} | ${((s.pages * rounds) / s.seconds).toFixed(0)} | ${((s.pages * rounds) / s.theirSeconds).toFixed(0)} | ${(s.seconds / s.theirSeconds).toFixed(1)} |`);
const all = { files: 0, pages: 0, ours: 0, theirs: 0, same: 0, seconds: 0, theirSeconds: 0 };
for (const [name, sum] of producers) {
  line(name, sum);
  if (name !== 'merged') for (const key of Object.keys(all)) all[key] += sum[key];
}
line('all', all);
supervisor.stop();
