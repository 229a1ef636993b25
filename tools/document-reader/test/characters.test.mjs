import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clean, countWords, isSane, joinHyphens } from '../src/text.mjs';

test('characters leave clean: ligatures spelt out, controls and private use gone, composed, odd spaces plain', () => {
  assert.equal(clean('e\uFB03cacy'), 'efficacy');
  assert.equal(clean('a\u0000b\u200Bc\uFEFF\uFFFEd\uFDD0e'), 'abcde');
  assert.equal(clean('cafe\u0301'), 'caf\u00E9');
  assert.equal(clean('12\u00A0mg\tdaily'), '12 mg daily');
  assert.equal(clean('\uF0B7 item \uE123'), '• item ');
  assert.equal(clean('x\uD800y'), 'xy');
  assert.equal(clean('90\u00B0 \u2265 5 \u2018a\u2019 \u2013'), '90\u00B0 \u2265 5 \u2018a\u2019 \u2013');
});

function joined(...texts) {
  const lines = texts.map((text) => ({ text, block: 0 }));
  const words = new Map();
  countWords(lines, words);
  joinHyphens(lines, words);
  return lines.map((line) => line.text);
}

test('a word divided at a line end goes whole to the first line', () => {
  assert.deepEqual(joined('the medi-', 'cation was stopped'), ['the medication', 'was stopped']);
  assert.deepEqual(joined('the medi\u00AD', 'cation was stopped'), ['the medication', 'was stopped']);
  assert.deepEqual(joined('(as a reha-', 'bilitation), and'), ['(as a rehabilitation),', 'and']);
});

test('a real hyphen at a line end stays: known elsewhere with it, or written with it by rule', () => {
  assert.deepEqual(joined('a walk-', 'in clinic; the walk-in was closed'), ['a walk-in', 'clinic; the walk-in was closed']);
  assert.deepEqual(joined('it was non-', 'certified'), ['it was non-certified', '']);
  assert.deepEqual(joined('a 47-year-', 'old cook'), ['a 47-year-old', 'cook']);
  assert.deepEqual(joined('over-the-', 'counter drugs'), ['over-the-counter', 'drugs']);
});

test('the whole word elsewhere wins over a rule', () => {
  assert.deepEqual(joined('non-', 'sense; plain nonsense'), ['nonsense;', 'plain nonsense']);
});

test('dates, codes, names and hanging hyphens are left alone', () => {
  for (const pair of [['dated 11-21-', '2016'], ['claim WC-', '1234'], ['Smith-', 'Jones came'], ['pre-', 'and post-operative'], ['CM26-', 'abc']]) assert.deepEqual(joined(...pair), pair);
});

test('words are not joined across blocks', () => {
  const lines = [{ text: 'the medi-', block: 0 }, { text: 'cation', block: 1 }];
  joinHyphens(lines, new Map());
  assert.deepEqual(lines.map((line) => line.text), ['the medi-', 'cation']);
});

test('a text layer of shifted letters or private characters is not taken for text', () => {
  const english = 'The injured worker was seen for pain of the lower back and the treatment was not found to be necessary. '.repeat(4);
  assert.ok(isSane(english));
  assert.ok(isSane('11/03/2016 $1,250.00 CPT 97110 97140 x 12'));
  assert.ok(isSane(''));
  const shifted = english.replace(/[a-z]/g, (c) => String.fromCharCode(97 + ((c.charCodeAt(0) - 97 + 3) % 26)));
  assert.ok(!isSane(shifted));
  assert.ok(!isSane('\uE001\uE002\uE003\uE004 ab'));
});
