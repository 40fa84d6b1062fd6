"""`python3 -m tests.conformance.matrix [--edition EDITION] [--on VERSION…]`: upstream's own tests with each edition on each CPython, into README.

Without options all of them run, which builds the module for each; with options the other cells of the table stay as they are.
A cell is how the tests end with ours. That this is how they end with the wheel is what tests.conformance checks.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
from typing import Iterator

from tests.sides import ROOT
from tools import components, pythons
from tools.pins import EDITIONS
from tools.say import Failure, entry
from tools.written_table import WrittenTable

TABLE = WrittenTable(ROOT / 'README.md', 'python3 -m tests.conformance.matrix')
COLUMNS = {
    **{version: ['--suite', 'core-numbers', '--on', version] for version in pythons.VERSIONS if version != components.OURS},
    components.OURS: [],
    f'{components.OURS} without the GIL': ['--preset', 'dev-t'],
}
"""CPython → the options of tests.conformance. On others than our own there are numpy and pandas as well."""
NOT_HAD, NO_WHEEL = 'not to be had', 'no wheel is published'


def cell(edition: str, options: list[str]) -> str:
    """How the tests end."""
    if '--on' in options and not components.is_published('reference', options[-1], edition):
        return NO_WHEEL
    if '--on' in options and pythons.other_python(options[-1]) is None:
        return NOT_HAD
    line = [sys.executable, '-m', 'tests.conformance', '--summary', '--edition', edition, *options]
    done = subprocess.run(line, cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    ended = re.search(r'^core[\w-]*: (\d+) passed, (\d+) skipped, (\d+) xfailed', done.stdout, re.M)
    closing = re.search(r'^\d+ passed, (\d+) failed', done.stdout, re.M)
    if not ended or not closing:
        raise Failure(f'the tests of edition {edition} did not run ({" ".join(options)}): {(done.stdout + done.stderr)[-500:]}')
    passed, skipped, xfailed = map(int, ended.groups())
    failed = f'**{closing[1]} failed**, ' if int(closing[1]) else ''
    return f'{failed}{passed:,} passed, {skipped} skipped, {xfailed} expected failures'


def read(text: str) -> dict[str, list[str]]:
    """The table as it is: CPython → its cells."""
    rows = (line.strip('|\n').split('|') for line in text.splitlines()[2:] if line.startswith('|'))
    return {name.strip(): [one.strip() for one in cells] for name, *cells in rows}


def write(rows: dict[str, list[str]]) -> Iterator[str]:
    yield '| ' + ' | '.join(['CPython', *(f'core {chosen.version}' for chosen in EDITIONS.values())]) + ' |\n'
    yield '| ' + ' | '.join(['---'] * (len(EDITIONS) + 1)) + ' |\n'
    for name, cells in rows.items():
        yield '| ' + ' | '.join([name, *cells]) + ' |\n'


@entry
def main() -> int:
    p = argparse.ArgumentParser(prog='python3 -m tests.conformance.matrix', description=__doc__.split('\n')[0])
    p.add_argument('--edition', choices=EDITIONS, help='only that release of upstream')
    p.add_argument('--on', nargs='*', choices=COLUMNS, metavar='VERSION', help=f'only on these: {", ".join(COLUMNS)}')
    options = p.parse_args()
    before = read(TABLE.read())
    rows = {name: (before.get(name, []) + [''] * len(EDITIONS))[: len(EDITIONS)] for name in sorted(COLUMNS, key=order)}
    for name in options.on or rows:
        for number, edition in enumerate(EDITIONS):
            if options.edition in (None, edition):
                rows[name][number] = cell(edition, COLUMNS[name])
                print(f'{edition} on {name}: {rows[name][number]}', flush=True)
                TABLE.write(''.join(write(rows)))
    return 1 if any('failed**' in one for cells in rows.values() for one in cells) else 0


def order(name: str) -> tuple:
    version, *rest = name.split(' ', 1)
    return tuple(map(int, version.split('.'))), rest


if __name__ == '__main__':
    sys.exit(main())
