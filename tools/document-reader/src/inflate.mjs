// pdf.js unpacks through the web's DecompressionStream, which in Node is slow for many small pieces and has no bound. In the engine
// this takes its place: the same interface, as far as pdf.js uses it, over zlib in one step.
import { brotliDecompressSync, gunzipSync, inflateRawSync, inflateSync } from 'node:zlib';
import { MAX_UNPACKED_BYTES } from './limits.mjs';

const unpackers = { deflate: inflateSync, 'deflate-raw': inflateRawSync, gzip: gunzipSync, brotli: brotliDecompressSync };

class BoundedDecompression {
  #packed = [];

  constructor(format) {
    const unpack = unpackers[format];
    if (!unpack) throw new TypeError('unknown format');
    this.writable = { getWriter: () => ({ write: async (bytes) => { this.#packed.push(bytes); }, close: async () => {}, abort: async () => {}, ready: Promise.resolve() }) };
    this.readable = {
      getReader: () => ({
        read: async () => {
          if (this.#packed === null) return { value: undefined, done: true };
          const packed = this.#packed.length === 1 ? this.#packed[0] : Buffer.concat(this.#packed);
          this.#packed = null;
          return { value: unpackWith(unpack, packed), done: false };
        },
      }),
    };
  }
}

// Damaged data throws; pdf.js then takes what it can with a slower way of its own. Of what is too large nothing is taken.
function unpackWith(unpack, packed) {
  try {
    const bytes = unpack(packed, { maxOutputLength: MAX_UNPACKED_BYTES, chunkSize: Math.min(1 << 20, Math.max(1 << 14, 4 * packed.length)) });
    return bytes.buffer.byteLength === bytes.length ? new Uint8Array(bytes.buffer) : Uint8Array.prototype.slice.call(bytes);
  } catch (error) {
    if (error.code !== 'ERR_BUFFER_TOO_LARGE') throw error;
    console.warn('flate stream: unpacks to more than is allowed');
    return new Uint8Array(0);
  }
}

export function useBoundedDecompression() {
  globalThis.DecompressionStream = BoundedDecompression;
}
