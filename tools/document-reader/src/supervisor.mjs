// The engine works in a thread of its own, so that a page that never ends, or that eats all memory, can be given up: the thread
// is stopped, a new one goes on with the next page, and the page is reported as unread with its reason.
import { Worker } from 'node:worker_threads';
import { ReaderError } from './errors.mjs';
import { ENGINE_HEAP_MB, MAX_LOST_PAGES, MAX_RSS_MB, PAGE_TIMEOUT_MS } from './limits.mjs';

const WATCH_MS = 200;
const MB = 1024 * 1024;
const OWN_SHARE = 0.25; // of the limit, which the request itself must have taken

export class Supervisor {
  #worker = null;
  #ready = null;
  #listener = null;

  /** Starts the engine ahead of the first request. */
  async warm() {
    await this.#start();
  }

  /**
   * Runs one request; `emit` gets each page as it is read. Returns what stands under `done`.
   * @throws {ReaderError}
   */
  async run(request, emit) {
    let from = request.from ?? 1;
    let lost = 0;
    for (;;) {
      const result = await this.#attempt({ ...request, from }, (page) => {
        from = page.number + 1;
        emit(page);
      });
      if (result.done) return result.done;
      if (result.error) throw new ReaderError(result.error.code, result.error.detail);

      const { reason, opened } = result.broken;
      const code = reason === 'memory' ? 'tooLarge' : reason;
      if (request.op !== 'text' || !opened) throw new ReaderError(code, `${reason} while ${opened ? 'reading' : 'opening'}`);
      if (++lost > MAX_LOST_PAGES) throw new ReaderError(code, `${reason} on ${lost} pages`);
      emit({ number: from, width: 0, height: 0, reading: 'unread', confidence: null, text: '', lines: [], note: reason });
      if (from >= opened.to) return opened.done;
      from++;
    }
  }

  stop() {
    this.#worker?.terminate();
    this.#worker = null;
  }

  async #attempt(request, emit) {
    await this.#start();
    const worker = this.#worker;
    const limit = request.pageTimeoutMs ?? PAGE_TIMEOUT_MS;
    return new Promise((resolve) => {
      let opened = null;
      let timer = null;
      const finish = (result) => {
        clearTimeout(timer);
        clearInterval(watch);
        this.#listener = null;
        resolve(result);
      };
      const giveUp = (reason) => {
        this.stop();
        finish({ broken: { reason, opened } });
      };
      const arm = () => {
        clearTimeout(timer);
        timer = setTimeout(() => giveUp('timeout'), limit);
      };
      // Memory that a stopped engine left behind comes back slowly; it is not this request's fault.
      const before = process.memoryUsage.rss();
      const watch = setInterval(() => {
        const now = process.memoryUsage.rss();
        if (now > MAX_RSS_MB * MB && now - before > OWN_SHARE * MAX_RSS_MB * MB) giveUp('memory');
      }, WATCH_MS);
      this.#listener = (message) => {
        arm();
        if (message.broken) {
          this.#worker = null;
          finish({ broken: { reason: message.broken, opened } });
        } else if (message.opened) opened = message.opened;
        else if (message.page) emit(message.page);
        else finish(message);
      };
      arm();
      worker.postMessage(request);
    });
  }

  #start() {
    if (this.#worker) return this.#ready;
    const worker = new Worker(new URL('./engine.mjs', import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: ENGINE_HEAP_MB },
      stdout: true, // what a library prints must not come between the answers
      stderr: true,
    });
    worker.stdout.resume();
    worker.stderr.resume();
    this.#worker = worker;
    this.#ready = new Promise((resolve, reject) => {
      worker.on('message', (message) => {
        if (message.ready) resolve(message.ready);
        else if (worker === this.#worker) this.#listener?.(message);
      });
      const broken = (reason) => {
        reject(new ReaderError('internal', 'the engine did not start'));
        if (worker === this.#worker) {
          this.#worker = null;
          this.#listener?.({ broken: reason });
        }
      };
      worker.on('error', (error) => broken(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'memory' : 'internal'));
      worker.on('exit', () => broken('internal'));
    });
    this.#ready.catch(() => {}); // whoever waits for it gets the error
    return this.#ready;
  }
}
