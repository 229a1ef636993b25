// pdf.js swallows much damage and only prints it. In the engine's thread the console is replaced: nothing is printed (messages may
// quote the document), but what they tell about the page being read is kept.
const KINDS = [
  [/(getTextContent|getAnnotationsData|getContentStream) - ignoring|Invalid stream|flate stream|lzw|Bad value, for key/i, 'text'],
  [/getOperatorList - ignoring|Unable to decode|JpxError|Jbig2Error|JpegError|OpenJPEG/, 'picture'],
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
