// The engine's thread: one request after another, answers as messages (see supervisor.mjs).
import { parentPort } from 'node:worker_threads';
import { ReaderError } from './errors.mjs';
import { kindOf } from './kind.mjs';
import { MAX_PAGES } from './limits.mjs';
import { featuresOf, openPdf, producerOf } from './pdf.mjs';
import { PageReader } from './pages.mjs';
import { readImages } from './images.mjs';
import { renderPage } from './pictures.mjs';
import { captureConsole, takeWarnings } from './warnings.mjs';

captureConsole();
// pdf.js leaves promises behind that nobody waits for when a document is damaged. What is waited for is told by its own error;
// what never ends, by the time limit.
process.on('unhandledRejection', () => {});

const operations = { text: readText, render, image };

parentPort.on('message', async (request) => {
  try {
    parentPort.postMessage(await operations[request.op](request));
  } catch (error) {
    const { code, detail } = error instanceof ReaderError ? error : { code: 'internal', detail: kindOf(error) };
    parentPort.postMessage({ error: { code, detail } });
  }
});
parentPort.postMessage({ ready: true });

async function readText({ path, ocr = 'auto', maxPages = MAX_PAGES, from = 1, to }) {
  takeWarnings();
  const opened = await openPdf(path);
  const { document, task } = opened;
  try {
    const pages = document.numPages;
    if (pages > maxPages) throw new ReaderError('tooManyPages', `${pages} pages, at most ${maxPages}`);
    const last = Math.min(to ?? pages, pages);
    const done = { pages, features: await featuresOf(opened), producer: await producerOf(document) };
    if (takeWarnings().has('repaired')) done.note = 'repaired';
    parentPort.postMessage({ opened: { to: last, done } });
    const reader = new PageReader(document, ocr);
    for (let number = from; number <= last; number++) parentPort.postMessage({ page: await reader.read(number) });
    return { done };
  } finally {
    await task.destroy();
  }
}

async function render({ path, page: number, dpi = 200, out }) {
  const { document, task } = await openPdf(path);
  try {
    if (number > document.numPages) throw new ReaderError('badRequest', `page ${number} of ${document.numPages}`);
    return { done: await renderPage(document, number, dpi, out) };
  } finally {
    await task.destroy();
  }
}

async function image({ path }) {
  let pages = 0;
  for await (const page of readImages(path)) {
    parentPort.postMessage({ page });
    pages++;
  }
  return { done: { pages, features: [], producer: '' } };
}
