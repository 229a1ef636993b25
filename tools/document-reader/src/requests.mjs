// What a request line may be.
import path from 'node:path';
import { ReaderError } from './errors.mjs';

const whole = (least, most) => [(v) => Number.isInteger(v) && v >= least && v <= most, `a whole number from ${least} to ${most}`];
const oneOf = (...values) => [(v) => values.includes(v), `one of ${values.join(', ')}`];
const absolute = [(v) => typeof v === 'string' && path.isAbsolute(v), 'an absolute path'];

const shared = { pageTimeoutMs: whole(100, 3_600_000) };
const operations = {
  text: { needs: { path: absolute }, may: { ...shared, ocr: oneOf('auto', 'never', 'always'), maxPages: whole(1, 100_000), from: whole(1, 100_000), to: whole(1, 100_000) } },
  render: { needs: { path: absolute, page: whole(1, 100_000), out: absolute }, may: { ...shared, dpi: whole(20, 600) } },
  image: { needs: { path: absolute }, may: shared },
  ping: { needs: {}, may: {} },
};

/**
 * The request of a line.
 * @throws {ReaderError} badRequest; its `id` is the request's id where the line had one
 */
export function parseRequest(line) {
  let request;
  try {
    request = JSON.parse(line);
  } catch {
    throw bad(null, 'not JSON');
  }
  if (request === null || typeof request !== 'object' || Array.isArray(request)) throw bad(null, 'not an object');
  const { id, op } = request;
  if (typeof id !== 'string' || id === '' || id.length > 100) throw bad(null, 'id: a string of 1 to 100 characters');
  const shape = Object.hasOwn(operations, String(op)) ? operations[op] : null;
  if (!shape) throw bad(id, `op: one of ${Object.keys(operations).join(', ')}`);
  const result = { id, op };
  for (const [name, [test, expected]] of Object.entries({ ...shape.needs, ...shape.may })) {
    const value = request[name] ?? undefined;
    if (value === undefined && !(name in shape.needs)) continue;
    if (!test(value)) throw bad(id, `${name}: ${expected}`);
    result[name] = value;
  }
  if (result.from > result.to) throw bad(id, 'to: not before from');
  return result;
}

function bad(id, detail) {
  return Object.assign(new ReaderError('badRequest', detail), { id });
}
