// What each step before OCR is worth: words found and right, without it and with it.
//
//   node bench/steps.mjs [--pages 4]
import { parseArgs } from 'node:util';
import { recognize, stopOcr } from '../src/ocr.mjs';
import { despeckle, greyOf, skewOf, soften, stretch } from '../src/raster.mjs';
import { warp } from '../src/scans.mjs';
import { compare, wordsOf } from './compare.mjs';
import { CONDITIONS, degrade, drawRecord } from './draw.mjs';
import { inventRecord } from './invent.mjs';

const { values } = parseArgs({ options: { pages: { type: 'string', default: '4' } } });
const count = Number(values.pages);

const straight = (grey) => warp(grey, -skewOf(grey), 1);
const steps = {
  nothing: (grey) => grey,
  contrast: stretch,
  'and specks': (grey) => despeckle(stretch(grey)),
  'and straight': (grey) => straight(despeckle(stretch(grey))),
  'and softened': (grey) => straight(soften(despeckle(stretch(grey)), 2)),
  'drawn at 300 dpi instead': (grey) => warp(despeckle(stretch(grey)), -skewOf(grey), 1.5),
};

console.log(`| Condition | ${Object.keys(steps).join(' | ')} |\n| :-- |${' :-: |'.repeat(Object.keys(steps).length)}`);
for (const [name, how] of Object.entries(CONDITIONS)) {
  const cells = [];
  for (const prepare of Object.values(steps)) {
    const sum = { expected: 0, found: 0, same: 0 };
    for (let seed = 101; seed <= 100 + count; seed++) {
      const { canvas, words } = drawRecord(inventRecord(seed), 200, seed % 2 === 0 ? 9 : 11);
      const read = await recognize(prepare(greyOf(degrade(canvas, seed, how))));
      const result = compare(wordsOf(words.join(' ')), wordsOf(read.map((word) => word.text).join(' ')));
      for (const key of Object.keys(sum)) sum[key] += result[key];
    }
    cells.push(`${(sum.same / sum.expected).toFixed(3)} / ${sum.found > 0 ? (sum.same / sum.found).toFixed(3) : '-'}`);
  }
  console.log(`| ${name} | ${cells.join(' | ')} |`);
}
await stopOcr();
