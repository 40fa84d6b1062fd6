// One run of python.wasm, in a thread of sandbox.mjs: answers with the exit status.

import { WASI } from 'node:wasi';
import { parentPort, workerData } from 'node:worker_threads';

const { module, args, streams } = workerData;
const [stdin, stdout, stderr] = streams;
const wasi = new WASI({ version: 'preview1', args, stdin, stdout, stderr, returnOnExit: true });
const { wasi_snapshot_preview1: calls } = wasi.getImportObject();

const CLOCK = 0;
const never = new Int32Array(new SharedArrayBuffer(4));

// Sleeping. In node:wasi's own call the thread could not be stopped before it wakes up.
function poll_oneoff(subscriptions, events, count, size) {
  const memory = new DataView(instance.exports.memory.buffer);
  if (count !== 1 || memory.getUint8(subscriptions + 8) !== CLOCK) return calls.poll_oneoff(subscriptions, events, count, size);
  const nanoseconds = memory.getBigUint64(subscriptions + 24, true);
  Atomics.wait(never, 0, 0, Number(nanoseconds) / 1e6);
  memory.setBigUint64(events, memory.getBigUint64(subscriptions, true), true);
  memory.setUint32(events + 8, CLOCK << 16, true);
  memory.setUint32(size, 1, true);
  return 0;
}

const instance = await WebAssembly.instantiate(module, { wasi_snapshot_preview1: { ...calls, poll_oneoff } });
parentPort.postMessage(wasi.start(instance));
