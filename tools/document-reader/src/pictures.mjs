import { ReaderError } from './errors.mjs';

export async function renderPage() {
  throw new ReaderError('unsupported', 'page images come later');
}

export async function readImage() {
  throw new ReaderError('unsupported', 'OCR comes later');
}
