// Runs Python scripts inside python.wasm in a page, each in a worker of its own.

/** python.wasm, compiled. Make one and keep it; its runs share nothing, and may be many at once. */
export class Sandbox {
  #module;

  static async load(url) {
    const sandbox = new Sandbox();
    // Compiled while it comes in; the browser keeps the machine code beside the file in its cache.
    sandbox.#module = await WebAssembly.compileStreaming(fetch(url));
    return sandbox;
  }

  /**
   * Runs the text of a script. Resolves to `{status, stdout, stderr, problem}`: `status` is what the script gave to
   * `sys.exit`; it is null where the script was stopped after `timeout` milliseconds or crashed, and `problem` says why.
   */
  run(script, { stdin = '', timeout = 10_000 } = {}) {
    const worker = new Worker(new URL('worker.mjs', import.meta.url), { type: 'module' });
    return new Promise((resolve) => {
      const end = (result) => {
        clearTimeout(timer);
        worker.terminate();
        resolve({ status: null, stdout: '', stderr: '', problem: '', ...result });
      };
      const timer = setTimeout(() => end({ problem: `stopped after ${timeout} ms` }), timeout);
      worker.onmessage = (message) => end(message.data);
      worker.onerror = (event) => end({ problem: event.message || 'the worker cannot be loaded' });
      worker.postMessage({ module: this.#module, script, stdin });
    });
  }
}
