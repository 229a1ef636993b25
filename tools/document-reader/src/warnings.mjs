// pdf.js swallows much damage and only prints it. In the engine's thread the console is replaced: nothing is printed (messages may
// quote the document), but what they tell about the page being read is kept.
const KINDS = [
  [/getTextContent - ignoring/, 'partialText'],
  [/getOperatorList - ignoring|Unable to decode (inline )?image|JPX|JBIG2|Jpx|Jbig2|DCT|JpegError|CCITT/i, 'partialImage'],
  [/Image exceeded maximum allowed size/, 'imageTooLarge'],
  [/Indexing all PDF objects/, 'repaired'],
];

const seen = new Set();

export function captureConsole() {
  for (const method of ['log', 'info', 'warn', 'error', 'debug', 'trace']) {
    console[method] = (...parts) => {
      const message = String(parts[0]).slice(0, 300);
      for (const [pattern, kind] of KINDS) if (pattern.test(message)) seen.add(kind);
    };
  }
}

/** What was warned of since the last call. */
export function takeWarnings() {
  const kinds = new Set(seen);
  seen.clear();
  return kinds;
}
