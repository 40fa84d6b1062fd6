"""`python3 -m tests.system [--edition EDITION] [PART…]`: python.wasm and its runner, seen from outside, row by row.

Of an edition that is not the usual one, only the parts that are about what is inside: the runner is the same.
"""

from __future__ import annotations

import argparse
import importlib
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

from tests.system import program
from tools import wasm_build
from tools.pins import EDITION, EDITIONS
from tools.say import entry

INSIDE = 'library snapshot sandbox packages runner limits checks'.split()
PARTS = (
    'interpreter library waits errors decimals passwords temporary sandbox snapshot packages runner cache compiled shipped mounts probe '
    'limits hostile_start second_wall memory suites checks'
).split()


def rows_of(edition: str) -> list:
    program.use(edition)
    modules = [importlib.import_module(f'tests.system.{part}') for part in (PARTS if edition == EDITION else INSIDE)]
    return [row for module in modules for row in module.ROWS]


@entry
def main() -> int:
    parser = argparse.ArgumentParser(prog='python3 -m tests.system', description=__doc__.split('\n')[0])
    parser.add_argument('part', nargs='*', help='only rows with such a word in their names')
    parser.add_argument('--edition', choices=EDITIONS, default=EDITION, help='the release of upstream inside (default: %(default)s)')
    options = parser.parse_args()
    wasm_build.built(options.edition)
    rows = [row for row in rows_of(options.edition) if not options.part or any(part in row.what for part in options.part)]
    for start in [], ['--no-snapshot']:  # compiles them, which rows would take for part of their output
        subprocess.run([*program.command(), *start, '-c', ''], check=True)
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
