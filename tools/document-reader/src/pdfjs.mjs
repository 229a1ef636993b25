// pdf.js, the build for older engines, with the few things that Node 20 lacks; its data files are those of the package.
import './node20.mjs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

/** Folder of the package. */
export const home = path.dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));

const part = (name) => import(pathToFileURL(path.join(home, 'legacy', 'build', name)).href);
globalThis.pdfjsWorker = await part('pdf.worker.mjs'); // so that both halves work in one thread
export const { AnnotationMode, getDocument, InvalidPDFException, OPS, PasswordException, Util } = await part('pdf.mjs');
