/** Words as they are compared: lower case, without punctuation at their ends. */
export function wordsOf(text) {
  return text.normalize('NFKC').toLowerCase().split(/\s+/).map((word) => word.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '')).filter((word) => word !== '');
}

/** Multisets of words beside each other. */
export function compare(expected, found) {
  const left = new Map();
  for (const word of expected) left.set(word, (left.get(word) ?? 0) + 1);
  const extra = [];
  let same = 0;
  for (const word of found) {
    const n = left.get(word) ?? 0;
    if (n > 0) { left.set(word, n - 1); same++; } else extra.push(word);
  }
  const missing = [...left].flatMap(([word, n]) => Array.from({ length: n }, () => word));
  return { expected: expected.length, found: found.length, same, missing, extra };
}
