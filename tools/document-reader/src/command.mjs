// `main.mjs text FILE`: plain text, pages divided by form feeds.
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ReaderError } from './errors.mjs';
import { Supervisor } from './supervisor.mjs';

/** @returns {Promise<number>} the exit code: 0 read, 1 not readable, 2 wrong use */
export async function printText(args) {
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { ocr: { type: 'string', default: 'auto' } } });
  if (positionals.length !== 1 || !['auto', 'never', 'always'].includes(values.ocr)) {
    process.stderr.write('usage: node main.mjs text FILE [--ocr auto|never|always]\n');
    return 2;
  }
  const supervisor = new Supervisor();
  try {
    await supervisor.run({ op: 'text', path: path.resolve(positionals[0]), ocr: values.ocr }, (page) => {
      process.stdout.write(`${page.text}\n\f`);
      if (page.note) process.stderr.write(`page ${page.number}: ${page.reading}, ${page.note}\n`);
    });
    return 0;
  } catch (error) {
    if (!(error instanceof ReaderError)) throw error;
    process.stderr.write(`${error.code}: ${error.detail}\n`);
    return 1;
  } finally {
    supervisor.stop();
  }
}
