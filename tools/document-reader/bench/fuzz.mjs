// Mutated PDFs through a few long-lived readers: nothing may crash, hang, or end without text or a stated reason.
//
//   node bench/fuzz.mjs --count 20000 [--seed 1] [--processes 2]
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { fileURLToPath } from 'node:url';
import { randomOf } from './random.mjs';

const { values } = parseArgs({ options: { count: { type: 'string', default: '20000' }, seed: { type: 'string', default: '1' }, processes: { type: 'string', default: '2' }, keep: { type: 'string' } } });
const count = Number(values.count);
const home = fileURLToPath(new URL('..', import.meta.url));
const PAGE_LIMIT_MS = 6000;
const HANG_MS = 10_000;

const seeds = readdirSync(path.join(home, 'fixtures')).filter((name) => name.endsWith('.pdf')).map((name) => readFileSync(path.join(home, 'fixtures', name)));
const folder = mkdtempSync(path.join(os.tmpdir(), 'fuzz-'));

/** The file of a number: always the same bytes. */
function mutant(number) {
  const r = randomOf(Number(values.seed) * 1_000_003 + number);
  let bytes = Buffer.from(r.of(seeds));
  const rounds = 1 + r.below(3);
  for (let i = 0; i < rounds; i++) bytes = r.of(mutations)(bytes, r);
  return bytes;
}

const words = ['/Length', '/Count', '/Kids', '/Parent', '/Filter', '/FlateDecode', '/Type', '/Page', '/Contents', '/Resources', '/Font', '/MediaBox', '/XObject', '/Width', '/Height', '/Root', '/Size', '/Prev', '/W', '/Index', '/First', '/N', 'obj', 'endobj', 'stream', 'endstream', 'xref', 'trailer', 'startxref', '<<', '>>', '[', ']', '(', ')', ' R'];
const mutations = [
  function flip(bytes, r) {
    for (let n = 1 + r.below(20); n > 0; n--) bytes[r.below(bytes.length)] ^= 1 << r.below(8);
    return bytes;
  },
  function overwrite(bytes, r) {
    const at = r.below(bytes.length);
    for (let i = at; i < Math.min(bytes.length, at + 1 + r.below(64)); i++) bytes[i] = r.below(256);
    return bytes;
  },
  function truncate(bytes, r) {
    const end = bytes.subarray(-Math.min(bytes.length, 120));
    const cut = bytes.subarray(0, 20 + r.below(Math.max(1, bytes.length - 20)));
    return r.next() < 0.7 ? Buffer.concat([cut, end]) : Buffer.from(cut); // mostly with an end, to get past the first check
  },
  function cut(bytes, r) {
    const at = r.below(bytes.length);
    return Buffer.concat([bytes.subarray(0, at), bytes.subarray(Math.min(bytes.length, at + 1 + r.below(400)))]);
  },
  function repeat(bytes, r) {
    const at = r.below(bytes.length);
    const piece = bytes.subarray(at, at + 1 + r.below(400));
    return Buffer.concat([bytes.subarray(0, at), ...Array.from({ length: 1 + r.below(20) }, () => piece), bytes.subarray(at)]);
  },
  function splice(bytes, r) {
    const other = r.of(seeds);
    return Buffer.concat([bytes.subarray(0, r.below(bytes.length)), other.subarray(r.below(other.length))]);
  },
  function number(bytes, r) {
    // A number somewhere in the structure, often after a name: lengths, counts, references, offsets.
    const text = bytes.toString('latin1');
    const places = [...text.matchAll(/\d+/g)];
    if (places.length === 0) return bytes;
    const place = places[r.below(places.length)];
    const value = r.of(['0', '-1', '1', '2', '7', '65535', '99999999', '2147483648', '18446744073709551616', '1e9', String(r.below(1000))]);
    return Buffer.from(text.slice(0, place.index) + value + text.slice(place.index + place[0].length), 'latin1');
  },
  function word(bytes, r) {
    const text = bytes.toString('latin1');
    const from = r.of(words);
    const places = [];
    for (let at = text.indexOf(from); at >= 0; at = text.indexOf(from, at + 1)) places.push(at);
    if (places.length === 0) return bytes;
    const at = r.of(places);
    return Buffer.from(text.slice(0, at) + r.of(words) + text.slice(at + from.length), 'latin1');
  },
];

class Reader {
  constructor() {
    this.start();
  }

  start() {
    this.child = spawn(process.execPath, ['--max-old-space-size=512', path.join(home, 'main.mjs')], { stdio: ['pipe', 'pipe', 'ignore'] });
    this.child.stdin.on('error', () => {});
    this.lines = createInterface({ input: this.child.stdout })[Symbol.asyncIterator]();
    this.exit = new Promise((resolve) => this.child.on('exit', (code, signal) => resolve({ crash: signal ?? code })));
    return this.lines.next();
  }

  /** What became of one request: its pages and its end, or `crash`, or `hang`. */
  async ask(request) {
    const pages = [];
    this.child.stdin.write(`${JSON.stringify(request)}\n`);
    for (;;) {
      let timer;
      const hang = new Promise((resolve) => { timer = setTimeout(resolve, HANG_MS, { hang: true }); });
      const line = await Promise.race([this.lines.next(), hang]);
      clearTimeout(timer);
      if (line.hang || line.done) {
        this.child.kill('SIGKILL');
        const { crash } = await this.exit;
        await this.start();
        return line.hang ? { hang: true } : { crash };
      }
      const answer = JSON.parse(line.value);
      if (answer.page) pages.push(answer.page);
      else if (answer.id !== undefined) return { pages, ...answer };
    }
  }

  stop() {
    this.child.stdin.end();
  }
}

const outcomes = new Map();
const add = (name) => outcomes.set(name, (outcomes.get(name) ?? 0) + 1);
let next = 0;
let slowest = 0;
let slowestNumber = 0;
const bad = [];
const started = performance.now();

async function work(index) {
  const reader = new Reader();
  const file = path.join(folder, `${index}.pdf`);
  const out = path.join(folder, `${index}.png`);
  while (next < count) {
    const number = next++;
    writeFileSync(file, mutant(number));
    const draw = number % 10 === 9;
    const begun = performance.now();
    const request = { id: String(number), path: file, pageTimeoutMs: PAGE_LIMIT_MS };
    const result = await reader.ask(draw ? { ...request, op: 'render', page: 1, dpi: 50, out } : { ...request, op: 'text', ocr: 'never' });
    const took = performance.now() - begun;
    if (took > slowest) { slowest = took; slowestNumber = number; }
    const name = result.hang ? 'HANG' : result.crash !== undefined ? 'CRASH' : result.error ? `error ${result.error.code}` : draw ? 'drawn' : kindOf(result.pages);
    add(name);
    if (/HANG|CRASH|internal|none/.test(name) && bad.length < 20) bad.push(`${number}: ${name} ${result.error?.detail ?? ''}`);
    if (number % 1000 === 999) process.stderr.write(`${number + 1} after ${((performance.now() - started) / 1000).toFixed(0)} s\n`);
  }
  reader.stop();
}

function kindOf(pages) {
  if (pages.length === 0) return 'none'; // neither a page nor a reason
  if (pages.some((page) => page.reading === 'text')) return pages.some((page) => page.note) ? 'text, with notes' : 'text';
  return `no text: ${[...new Set(pages.map((page) => page.note ?? page.reading))].sort().join(' and ')}`;
}

if (values.keep) {
  writeFileSync(`fuzz-${values.keep}.pdf`, mutant(Number(values.keep)));
} else {
  await Promise.all(Array.from({ length: Number(values.processes) }, (_, i) => work(i)));
  const seconds = (performance.now() - started) / 1000;
  for (const [name, n] of [...outcomes].sort((a, b) => b[1] - a[1])) console.log(`${String(n).padStart(7)}  ${name}`);
  console.log(`${count} files, ${seconds.toFixed(0)} s, slowest ${(slowest / 1000).toFixed(1)} s (number ${slowestNumber})`);
  for (const line of bad) console.log(line);
}
rmSync(folder, { recursive: true });
