// Characters: what leaves this program is NFC text without control characters, private-use characters or ligatures.

const LIGATURES = { 'ﬀ': 'ff', 'ﬁ': 'fi', 'ﬂ': 'fl', 'ﬃ': 'ffi', 'ﬄ': 'ffl', 'ﬅ': 'st', 'ﬆ': 'st', 'Ĳ': 'IJ', 'ĳ': 'ij' };

// Bullets and boxes of the Symbol and Wingdings fonts, which PDFs carry as private-use characters.
const SYMBOLS = {
  '\uF0B7': '•', '\uF0A7': '▪', '\uF0D8': '➢', '\uF0FC': '✓', '\uF0FB': '✗', '\uF0FE': '☒', '\uF0A8': '☐', '\uF06F': '☐', '\uF0E0': '→',
  '\uF0B0': '°', '\uF0B1': '±', '\uF0A3': '≤', '\uF0B3': '≥', '\uF02D': '-',
};

const PLAIN = /^[\x20-\x7E]*$/;

/** Spelt-out, normalised text. Soft hyphens stay (see `joinHyphens`); tabs and odd spaces become spaces. */
export function clean(text) {
  if (PLAIN.test(text)) return text;
  return text
    .replace(/[\uFB00-\uFB06\u0132\u0133]/g, (c) => LIGATURES[c] ?? c)
    .replace(/[\uE000-\uF8FF]/g, (c) => SYMBOLS[c] ?? '')
    .replace(/[\t\n\r\v\f\u00A0\u1680\u2000-\u200A\u202F\u205F\u3000]/g, ' ')
    .replace(/[\u2010\u2011]/g, '-')
    .replace(/[\u0000-\u001F\u007F-\u009F\u200B-\u200F\u2028-\u202E\u2060-\u206F\uFDD0-\uFDEF\uFEFF\uFFF0-\uFFFF]/g, '')
    .replace(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g, '')
    .replace(/[\u{1FFFE}\u{1FFFF}\u{F0000}-\u{10FFFF}]/gu, '')
    .normalize('NFC');
}

/** True when the run holds nothing but what `clean` would drop or blanks. */
export function isBlank(text) {
  return !/\S/.test(text);
}

/**
 * Joins words that were divided at the end of a line.
 *
 * The rule, for a line that ends in a lower-case word and `-` (or a soft hyphen), followed by a line of the same block that
 * begins with a lower-case word:
 *   - a soft hyphen always joins;
 *   - "and", "or", "to" after the hyphen: nothing is joined ("pre- and post-operative");
 *   - the page (or the document so far) holds the joined word elsewhere: join;
 *   - it holds the hyphenated form elsewhere: the hyphen stays, the halves meet ("follow-up");
 *   - the first half has a hyphen of its own ("47-year-old"): the hyphen stays, the halves meet;
 *   - the first half is one of the prefixes that English writes with a hyphen ("non-certified", "self-care"), or either half
 *     has fewer than two letters: the hyphen stays, the halves meet;
 *   - else join.
 * The whole word goes to the first line. Dates, codes and names ("11-21-" / "2016") are never touched.
 *
 * @param {{text: string, block: number}[]} lines in reading order; changed in place
 * @param {Map<string, number>} words how often each lower-case word, hyphenated ones too, occurs away from line ends
 */
export function joinHyphens(lines, words) {
  for (let i = 0; i + 1 < lines.length; i++) {
    const here = lines[i];
    const next = lines[i + 1];
    if (here.block !== next.block) continue;
    const head = /(?:^|[\s("'“‘/])((?:[A-Za-z0-9]+-)*[A-Za-z]?[a-z]+)([-\u00AD])$/.exec(here.text);
    if (!head) continue;
    const tail = /^([a-z]+(?:-[a-z]+)*)(\S*)/.exec(next.text);
    if (!tail) continue;
    const [, first, mark] = head;
    const [, second, rest] = tail;
    if (mark !== '\u00AD' && HANGING.has(second)) continue;
    const keep = mark !== '\u00AD' && keepsHyphen(first.toLowerCase(), second, words);
    here.text = here.text.slice(0, -1) + (keep ? '-' : '') + second + rest;
    next.text = next.text.slice(second.length + rest.length).trimStart();
  }
  for (const line of lines) if (line.text.includes('\u00AD')) line.text = line.text.replaceAll('\u00AD', '');
}

const PREFIXES = new Set(['non', 'self', 'well', 'half', 'two', 'three', 'four', 'five', 'six', 'follow', 'work']);

// "pre- and post-operative": the hyphen stands for a word that follows later.
const HANGING = new Set(['and', 'or', 'nor', 'to', 'through', 'versus']);

function keepsHyphen(first, second, words) {
  if (words.has(first + second)) return false;
  if (words.has(`${first}-${second}`)) return true;
  if (first.includes('-')) return true;
  return PREFIXES.has(first) || first.length < 2 || second.length < 2;
}

/** Adds the words of lines to a count, leaving out those that stand at a line's end with a hyphen. */
export function countWords(lines, words) {
  for (const { text } of lines) {
    for (const [word] of text.matchAll(/[A-Za-z]+(?:-[A-Za-z]+)*(?![A-Za-z-])/g)) {
      const key = word.toLowerCase();
      words.set(key, (words.get(key) ?? 0) + 1);
    }
  }
}

const COMMON = new Set('the of and to in a is that for with was on as by he be at or from this has are his have not been were which an had her their it there but patient pain no will would should date name medical treatment worker injury'.split(' '));

/**
 * Whether a text layer can be English prose or figures at all. Fonts without a character table give letters shifted to other
 * letters or to private-use characters: such pages are better read from their image.
 */
export function isSane(text) {
  const all = text.replace(/\s/g, '').length;
  if (all === 0) return true;
  const odd = (text.match(/[\uE000-\uF8FF\uFFFD\u0000-\u0008\u000E-\u001F\u0080-\u009F]|[\u{F0000}-\u{10FFFF}]/gu) ?? []).filter((c) => !(c in SYMBOLS)).length;
  if (odd / all > 0.2) return false;
  const words = text.toLowerCase().match(/[a-z]+/g) ?? [];
  const letters = words.join('');
  if (letters.length < 200 || words.length < 20) return true;
  const vowels = letters.replace(/[^aeiouy]/g, '').length / letters.length;
  const common = words.filter((w) => COMMON.has(w)).length / words.length;
  return common >= 0.02 || (vowels >= 0.25 && vowels <= 0.6);
}
