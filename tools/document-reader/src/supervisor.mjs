// The engine works in a process of its own, so that a page that never ends, that eats all memory, or that breaks the machine it runs
// on, can be given up: the engine is ended, a new one goes on with the next page, and the page is reported as unread with its reason.
// A thread would not do: V8 ends the whole process when one array cannot grow, and nothing stops native code.
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { ReaderError } from './errors.mjs';
import { ENGINE_HEAP_MB, ENGINE_YOUNG_MB, MAX_LOST_PAGES, PAGE_TIMEOUT_MS } from './limits.mjs';

const START_LIMIT_MS = 60_000;

export class Supervisor {
  #engine = null;
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
    this.#engine?.kill('SIGKILL');
    this.#engine = null;
  }

  async #attempt(request, emit) {
    await this.#start();
    const engine = this.#engine;
    const limit = request.pageTimeoutMs ?? PAGE_TIMEOUT_MS;
    return new Promise((resolve) => {
      let opened = null;
      let timer = null;
      const finish = (result) => {
        clearTimeout(timer);
        this.#listener = null;
        resolve(result);
      };
      const arm = () => {
        clearTimeout(timer);
        timer = setTimeout(() => {
          this.stop();
          finish({ broken: { reason: 'timeout', opened } });
        }, limit);
      };
      this.#listener = (message) => {
        arm();
        if (message.broken) finish({ broken: { reason: message.broken, opened } });
        else if (message.opened) opened = message.opened;
        else if (message.page) emit(message.page);
        else finish(message);
      };
      arm();
      engine.send(request, () => {}); // a broken channel is told by the engine's end
    });
  }

  #start() {
    if (this.#engine) return this.#ready;
    const engine = fork(fileURLToPath(new URL('./engine.mjs', import.meta.url)), [], {
      execArgv: [`--max-old-space-size=${ENGINE_HEAP_MB}`, `--max-semi-space-size=${ENGINE_YOUNG_MB}`],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'], // what a library or V8 prints must not come between the answers
    });
    this.#engine = engine;
    this.#ready = new Promise((resolve, reject) => {
      const failed = () => reject(new ReaderError('internal', 'the engine did not start'));
      const timer = setTimeout(() => { engine.kill('SIGKILL'); failed(); }, START_LIMIT_MS);
      engine.on('message', (message) => {
        if (message.ready) {
          clearTimeout(timer);
          resolve();
        } else if (engine === this.#engine) this.#listener?.(message);
      });
      engine.on('error', failed);
      engine.on('exit', (code, signal) => {
        clearTimeout(timer);
        failed();
        if (engine !== this.#engine) return;
        this.#engine = null;
        this.#listener?.({ broken: wasMemory(code, signal) ? 'memory' : 'internal' });
      });
    });
    this.#ready.catch(() => { if (engine === this.#engine) this.#engine = null; }); // whoever waits for it gets the error
    return this.#ready;
  }
}

// V8 aborts when its heap is full; the watch in the engine, and the system itself, kill where memory runs out.
function wasMemory(code, signal) {
  return signal === 'SIGABRT' || signal === 'SIGKILL' || code === 134;
}
