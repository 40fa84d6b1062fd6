// Runs what it reads in the Node example's sandbox: `drive.mjs MODULE_OF_THE_EXAMPLE PYTHON_WASM`; JSON in, JSON out.

import { readFileSync } from 'node:fs';

const [from, wasm] = process.argv.slice(2);
const { Sandbox } = await import(from);
const sandbox = await Sandbox.load(wasm);
const results = [];
for (const { script, ...options } of JSON.parse(readFileSync(0, 'utf8'))) results.push(await sandbox.run(script, options));
process.stdout.write(JSON.stringify(results));
