// V8 ends the process when a Map or Set passes 16.7 million entries, and a few bytes in a PDF (a character table of two thousand
// million codes) make pdf.js try. In the engine they stop growing far before, and only the damaged part is lost.
const MOST = 4_000_000;

export function limitCollections() {
  const { set } = Map.prototype;
  Map.prototype.set = function limited(key, value) {
    if (this.size >= MOST) throw new RangeError('a map grows too large');
    return set.call(this, key, value);
  };
  const { add } = Set.prototype;
  Set.prototype.add = function limited(value) {
    if (this.size >= MOST) throw new RangeError('a set grows too large');
    return add.call(this, value);
  };
}
