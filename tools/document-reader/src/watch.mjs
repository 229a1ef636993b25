// A thread beside the engine's work, which may be in a loop that never ends: it ends the process when its parent is gone, so that
// nothing is left running, and when it takes more memory than is allowed.
import { MAX_RSS_MB } from './limits.mjs';

const WATCH_MS = 200;
const parent = process.ppid;

setInterval(() => {
  if (process.ppid !== parent || process.memoryUsage.rss() > MAX_RSS_MB * 1024 * 1024) process.kill(process.pid, 'SIGKILL');
}, WATCH_MS);
