"""`python3 -m tests.mathematics [--count N]`: the same calls of math and cmath inside python.wasm and in the native CPython of the same version.

For each function: how many results differ, and by how many units in the last place at most. Neither side is always right: the
native one calls the machine's libc.
"""

from __future__ import annotations

import argparse
import array
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from tests.mathematics.limits import LIMITS, Limit
from tests.sides import ROOT
from tools import pythons, wasm_build
from tools.say import entry

SCRIPT = Path(__file__).resolve().parent / 'inside' / 'results.py'
INFINITY = 0x7FF0 << 48


class Difference(NamedTuple):
    name: str
    share: float  # percent of the numbers
    most: int  # units in the last place
    kinds: float  # percent where one is an exception, a NaN or infinite, and the other is not


def read(path: Path) -> dict[str, array.array]:
    found = {}
    with open(path, 'rb') as file:
        while line := file.readline():
            name, _, size = line.decode().rpartition(' ')
            found[name] = array.array('Q')
            found[name].frombytes(file.read(8 * int(size)))
    return found


def compare(name: str, ours: array.array, native: array.array) -> Difference:
    different = [(place(a), place(b)) for a, b in zip(ours, native) if a != b]
    finite = [abs(a - b) for a, b in different if max(abs(a), abs(b)) < INFINITY]
    percent = 100 / len(ours)
    return Difference(name, percent * len(different), max(finite, default=0), percent * (len(different) - len(finite)))


def place(bits: int) -> int:
    """Which double it is, counted from zero."""
    return 2**63 - bits if bits >> 63 else bits


def differences(count: int, seed: str) -> list[Difference]:
    wasm_build.built()
    with tempfile.TemporaryDirectory() as folder:
        inside = [wasm_build.RUN, '--dir', f'{folder}::/tmp:rw', SCRIPT.relative_to(ROOT), str(count), seed, '/tmp/inside']
        native = [pythons.native_python(), SCRIPT, str(count), seed, Path(folder, 'native')]
        for process in [subprocess.Popen(command, cwd=ROOT) for command in (inside, native)]:
            if process.wait():
                raise subprocess.CalledProcessError(process.returncode, process.args)
        ours, theirs = (read(Path(folder, name)) for name in ('inside', 'native'))
    return [compare(name, ours[name], theirs[name]) for name in theirs]


@entry
def main() -> int:
    parser = argparse.ArgumentParser(prog='python3 -m tests.mathematics', description=__doc__.split('\n')[0])
    parser.add_argument('--count', type=int, default=20_000, help='of arguments (default: %(default)s)')
    parser.add_argument('--seed', default='1')
    options = parser.parse_args()
    failed = 0
    rows = differences(options.count, options.seed)
    for row in rows:
        limit = LIMITS.get(row.name, Limit(0, 0))
        good = row.share <= limit.share and row.most <= limit.most and row.kinds <= limit.kinds
        failed += not good
        kinds = f', {row.kinds:.4f} % in kind' if row.kinds else ''
        print(f'{"" if good else "FAILED "}{row.name}: {row.share:.4f} % differ, by {row.most} at most{kinds}')
    print(f'seed {options.seed}, {options.count} arguments each')
    print(f'{len(rows) - failed} passed, {failed} failed')
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
