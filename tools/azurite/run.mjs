// Runs Azurite (blob, queue, table) for as long as someone holds our standard input open.
//
//   node run.mjs <Azurite's own options>        for example --location DIR --blobPort 10000
//
// A parent that is killed closes the pipe, so nothing is ever left running. Azurite saves its state only every few
// seconds: it is always stopped by its own shutdown (end of input, or SIGTERM), which saves and closes.
// Note: `node run.mjs < /dev/null` therefore ends at once.
import { createRequire } from 'node:module';

const CLOSE_LIMIT_MS = 10_000;

// Ctrl+C in a terminal reaches the whole process group. A managed Azurite must outlive the app that writes to it,
// so it ignores the signal and waits for its parent; Azurite's own handler is not registered.
const managed = !process.stdin.isTTY;
if (managed) {
  const once = process.once;
  process.once = function (event, listener) {
    return event === 'SIGINT' ? this : once.call(this, event, listener);
  };
  process.on('SIGINT', () => {});
}

let stopping = false;
let started = false;

function stop() {
  if (stopping) return;
  stopping = true;
  if (!started) process.exit(0);
  process.emit('SIGTERM');
}

process.on('SIGTERM', () => {
  stopping = true;
  if (!started) process.exit(0);
  // The process ends by itself once the servers have saved and closed; this is the limit if one does not.
  setTimeout(() => process.exit(1), CLOSE_LIMIT_MS).unref();
});

if (managed) {
  process.stdin.on('end', stop).on('close', stop).on('error', stop);
  process.stdin.resume();
}

// Azurite installs its SIGTERM handler last; before that there is nothing to save.
process.on('newListener', (event) => {
  if (event === 'SIGTERM') started = true;
});

process.argv.push('--skipApiVersionCheck', '--disableProductStyleUrl', '--disableTelemetry', '--silent');
createRequire(import.meta.url)('azurite/dist/src/azurite.js');
