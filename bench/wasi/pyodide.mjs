// Runs a script inside Pyodide, with the modules beside it: `pyodide.mjs PYODIDE SCRIPT WHEELS ARGUMENT…`.

import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

const [folder, script, wheels, ...args] = process.argv.slice(2);
const { loadPyodide } = await import(join(folder, 'pyodide.mjs'));
const python = await loadPyodide({ args: [basename(script), ...args] });
for (const wheel of JSON.parse(wheels)) python.unpackArchive(new Uint8Array(await readFile(wheel)), 'wheel');
python.FS.mkdir('/beside');
python.FS.mount(python.FS.filesystems.NODEFS, { root: dirname(script) }, '/beside');
python.globals.set('arguments', python.toPy([`/beside/${basename(script)}`, ...args]));
python.runPython(`
import runpy, sys
sys.argv = arguments
sys.path.insert(0, '/beside')
runpy.run_path(sys.argv[0], run_name='__main__')
`);
