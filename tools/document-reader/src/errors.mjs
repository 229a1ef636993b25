/** A reason for which a document or request is not answered. `detail` is short and never holds what the document says. */
export class ReaderError extends Error {
  /** @param {'encrypted'|'damaged'|'truncated'|'notPdf'|'tooManyPages'|'tooLarge'|'timeout'|'unsupported'|'notFound'|'badRequest'|'internal'} code */
  constructor(code, detail) {
    super(detail);
    this.code = code;
    this.detail = detail;
  }
}
