/** The kind of an error, never its message: messages may quote the document. */
export function kindOf(error) {
  return /^[A-Za-z]{1,40}$/.test(error?.name ?? '') ? error.name : 'error';
}
