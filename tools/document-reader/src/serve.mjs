// The protocol: a request a line on standard input, answers a line each on standard output, in the order of the requests.
import { readFileSync } from 'node:fs';
import { ReaderError } from './errors.mjs';
import { MAX_LINE } from './limits.mjs';
import { parseRequest } from './requests.mjs';
import { kindOf } from './kind.mjs';
import { Supervisor } from './supervisor.mjs';

export async function serve(input, output) {
  const supervisor = new Supervisor();
  const say = (answer) => output.write(`${JSON.stringify(answer)}\n`);
  output.on('error', () => process.exit(1)); // nobody listens any more

  await supervisor.warm();
  say({ ready: true, version: versionOf(), pid: process.pid });
  for await (const line of linesOf(input)) {
    if (line.trim() === '') continue;
    let id = null;
    try {
      if (line.length > MAX_LINE) throw new ReaderError('badRequest', `a line of more than ${MAX_LINE} characters`);
      const request = parseRequest(line);
      id = request.id;
      if (request.op === 'ping') say({ id, done: {} });
      else say({ id, done: await supervisor.run(request, (page) => say({ id, page })) });
    } catch (error) {
      const known = error instanceof ReaderError;
      if (!known) process.stderr.write(`document-reader: ${kindOf(error)}\n`);
      say({ id: error.id ?? id, error: { code: known ? error.code : 'internal', detail: known ? error.detail : kindOf(error) } });
    }
  }
  supervisor.stop();
}

export function versionOf() {
  return JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')).version;
}

// Lines; what goes beyond the limit is dropped up to the line's end, so that a flood of bytes takes no memory.
async function* linesOf(input) {
  input.setEncoding('utf8');
  let rest = '';
  for await (const chunk of input) {
    rest += chunk;
    let at;
    while ((at = rest.indexOf('\n')) >= 0) {
      yield rest.slice(0, at);
      rest = rest.slice(at + 1);
    }
    if (rest.length > 2 * MAX_LINE) rest = rest.slice(0, MAX_LINE + 1);
  }
  if (rest !== '') yield rest;
}
