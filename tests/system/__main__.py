"""`python3 -m tests.system [PART…]`: dist/python.wasm and its runner, seen from outside, row by row."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

from tests.system import cache, checks, compiled, decimals, errors, hostile_start, interpreter, library, limits, memory, mounts, packages, passwords, probe, runner, sandbox, second_wall, snapshot, suites, temporary, waits
from tools import wasm_build
from tools.say import entry

PARTS = [interpreter, library, waits, errors, decimals, passwords, temporary, sandbox, snapshot,
         packages, runner, cache, compiled, mounts, probe,
         limits, hostile_start, second_wall, memory, suites, checks]  # fmt: skip
ROWS = [row for part in PARTS for row in part.ROWS]


@entry
def main() -> int:
    wasm_build.built()
    parts = sys.argv[1:]
    rows = [row for row in ROWS if not parts or any(part in row.what for part in parts)]
    for start in [], ['--no-snapshot']:  # compiles them, which rows would take for part of their output
        subprocess.run([wasm_build.RUN, *start, '-c', ''], check=True)
    failed = 0
    with ThreadPoolExecutor(2) as pool:
        for row, problem in zip(rows, pool.map(lambda row: row.problem(), rows)):
            if problem:
                failed += 1
                print(f'FAILED {row.what}: {problem}', flush=True)
    print(f'{len(rows) - failed} passed, {failed} failed')
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
