// Runs Python scripts inside python.wasm from Node 20 or later, which has all that is needed.
//
//     node sandbox.mjs PYTHON_WASM SCRIPT JSON_FILE…
//
// gives each file to the script as its stdin and prints what it answers.

import { mkdtemp, open, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { Worker } from 'node:worker_threads';

// Node 20 throws away the code of functions that have not been called for a while, those that wait for a program included,
// and then crashes at the program's end.
setFlagsFromString('--no-flush-bytecode');
// In pages of 64 KB: what one program may have, 256 MB. The scripts get a MemoryError.
setFlagsFromString('--wasm-max-mem-pages=4096');

// CPython gives up at 5,000 nested calls in C; a smaller stack ends before, with a RangeError.
const STACK_MB = 32;

/** python.wasm, compiled. Make one and keep it; its runs share nothing, and may be many at once. */
export class Sandbox {
  #module;

  static async load(wasm) {
    const sandbox = new Sandbox();
    sandbox.#module = await WebAssembly.compile(await readFile(wasm));
    return sandbox;
  }

  /**
   * Runs the text of a script. Resolves to `{status, stdout, stderr, problem}`: `status` is what the script gave to
   * `sys.exit`; it is null where the script was stopped after `timeout` milliseconds or crashed, and `problem` says why.
   */
  async run(script, { args = [], stdin = '', timeout = 10_000 } = {}) {
    // node:wasi reads and writes files of the system, so the streams are three in a folder of their own.
    const folder = await mkdtemp(join(tmpdir(), 'python-wasm-'));
    const files = [];
    try {
      for (const name of ['stdin', 'stdout', 'stderr']) files.push(await open(join(folder, name), 'w+'));
      await files[0].write(stdin, 0);
      const ended = await this.#inThread(['python', '-c', script, ...args], files.map((file) => file.fd), timeout);
      const [stdout, stderr] = await Promise.all(['stdout', 'stderr'].map((name) => readFile(join(folder, name), 'utf8')));
      return { ...ended, stdout, stderr };
    } finally {
      await Promise.all(files.map((file) => file.close()));
      await rm(folder, { recursive: true });
    }
  }

  // A thread can be stopped wherever it is, and can be given a stack.
  #inThread(args, streams, timeout) {
    const worker = new Worker(new URL('worker.mjs', import.meta.url), {
      workerData: { module: this.#module, args, streams },
      resourceLimits: { stackSizeMb: STACK_MB },
      execArgv: ['--no-warnings'], // that node:wasi is experimental
    });
    return new Promise((resolve) => {
      const end = (status, problem) => {
        clearTimeout(timer);
        resolve({ status, problem });
      };
      const timer = setTimeout(async () => {
        await worker.terminate();
        end(null, `stopped after ${timeout} ms`);
      }, timeout);
      worker.once('message', (status) => end(status, ''));
      worker.once('error', (error) => end(null, String(error)));
    });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [wasm, script, ...files] = process.argv.slice(2);
  const sandbox = await Sandbox.load(wasm);
  const text = await readFile(script, 'utf8');
  for (const file of files) {
    const { stdout, stderr, problem } = await sandbox.run(text, { stdin: await readFile(file, 'utf8') });
    console.log(`${basename(file)}: ${problem || stdout.trim()}${stderr}`);
  }
}
