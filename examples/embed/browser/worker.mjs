// One run of python.wasm, in a worker of sandbox.mjs: its files and streams are in memory.

import { File, OpenFile, PreopenDirectory, WASI } from './browser_wasi_shim/index.js';

const file = (text) => new File(new TextEncoder().encode(text));
const text = (file) => new TextDecoder().decode(file.data);

onmessage = async ({ data: { module, script, stdin } }) => {
  const [stdout, stderr] = [file(''), file('')];
  const streams = [file(stdin), stdout, stderr].map((content) => new OpenFile(content));
  // A file, not an argument after `-c`: the shim takes the length of arguments wrongly where they are not ASCII.
  const root = new PreopenDirectory('/', new Map([['script.py', file(script)]]));
  const wasi = new WASI(['python', '/script.py'], [], [...streams, root], { debug: false });
  const instance = await WebAssembly.instantiate(module, { wasi_snapshot_preview1: wasi.wasiImport });
  const result = { status: null };
  try {
    result.status = wasi.start(instance);
  } catch (error) {
    result.problem = String(error);
  }
  postMessage({ ...result, stdout: text(stdout), stderr: text(stderr) });
};
