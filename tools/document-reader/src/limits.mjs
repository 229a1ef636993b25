// Bounds of one request. A file or page beyond them is answered with a stated reason, never by dying.

/** Largest file that is opened, bytes. */
export const MAX_FILE_BYTES = 256 * 1024 * 1024;

/** Pages of one document, unless the request names fewer. */
export const MAX_PAGES = 5000;

/** Time for opening a document, and for each page, unless the request says otherwise. OCR of a bad fax takes 10 s on a slow core. */
export const PAGE_TIMEOUT_MS = 60_000;

/** Pages of one document that may run out of time or memory before the whole document is given up. */
export const MAX_LOST_PAGES = 3;

/** Largest image inside a PDF, pixels: a letter page at 600 dpi has 34 million. */
export const MAX_IMAGE_PIXELS = 40_000_000;

/** Largest picture drawn of a page, pixels: a letter page at 400 dpi has 15 million. */
export const MAX_RENDER_PIXELS = 25_000_000;

/** JavaScript heap of the engine thread, MB; DOCUMENT_READER_HEAP_MB changes it. */
export const ENGINE_HEAP_MB = Number(process.env.DOCUMENT_READER_HEAP_MB) || 512;

/** Memory of the whole process, MB, at which the engine is replaced; DOCUMENT_READER_RSS_MB changes it. */
export const MAX_RSS_MB = Number(process.env.DOCUMENT_READER_RSS_MB) || 1536;

/** Longest request line, characters. */
export const MAX_LINE = 64 * 1024;

/** Most text runs of one page that are put in order; the rest is left out and noted. */
export const MAX_RUNS = 60_000;
