import assert from 'node:assert/strict';
import { test } from 'node:test';
import { degrade, drawRecord } from '../bench/draw.mjs';
import { inventRecord } from '../bench/invent.mjs';
import { despeckle, greyOf, inkShare, runsDown, skewOf, soften, stretch } from '../src/raster.mjs';
import { warp } from '../src/scans.mjs';

const { canvas } = drawRecord(inventRecord(3), 100, 12);
const page = greyOf(canvas);

test('specks go, letters stay', () => {
  const noisy = greyOf(degrade(canvas, 1, { specks: 0.02 }));
  const clear = despeckle(noisy);
  const wrong = (grey) => grey.data.reduce((n, v, i) => n + (Math.abs(v - page.data[i]) > 100), 0);
  assert.ok(wrong(clear) < wrong(noisy) / 4, `${wrong(clear)} of ${wrong(noisy)}`);
  assert.ok(clear.specks > 0.005);
  assert.ok(despeckle(page).specks < 0.003);
});

test('the angle of the lines is found to a fifth of a degree, a straight page has none', () => {
  assert.equal(skewOf(page), 0);
  for (const skew of [-3, -0.8, 1.5, 4]) assert.ok(Math.abs(skewOf(greyOf(degrade(canvas, 1, { skew }))) - skew) <= 0.2, String(skew));
});

test('lines that run down are told from lines that run across', () => {
  assert.ok(!runsDown(page));
  assert.ok(runsDown(warp(page, 90, 1)));
});

test('pale pages are spread over the whole range, others left alone', () => {
  const pale = greyOf(degrade(canvas, 1, { contrast: 0.25 }));
  const spread = stretch(pale);
  assert.ok(spread.data.some((v) => v < 10) && spread.data.some((v) => v > 245));
  assert.ok(!pale.data.some((v) => v < 10 || v > 245));
  assert.equal(stretch(page), page);
});

test('an even page has no ink, however grey it is', () => {
  assert.equal(inkShare({ data: new Uint8Array(10_000).fill(200), width: 100, height: 100 }), 0);
  assert.ok(inkShare(page) > 0.01 && inkShare(page) < 0.2);
});

test('softening leaves an even page even', () => {
  const even = { data: new Uint8Array(100).fill(90), width: 10, height: 10 };
  assert.deepEqual(soften(even, 2).data, even.data);
});
