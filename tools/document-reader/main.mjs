// Document reader: text, page images and OCR of PDFs and scans. README.md has the protocol.
import { serve } from './src/serve.mjs';
import { printText } from './src/command.mjs';

const [verb, ...rest] = process.argv.slice(2);
if (verb === undefined) serve(process.stdin, process.stdout);
else if (verb === 'text') process.exitCode = await printText(rest);
else {
  process.stderr.write('usage: node main.mjs            (requests on standard input, see README.md)\n       node main.mjs text FILE [--ocr auto|never|always]\n');
  process.exitCode = 2;
}
