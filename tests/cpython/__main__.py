"""`python3 -m tests.cpython [MODULE…]`: CPython's own regression tests, from the pinned source, inside dist/python.wasm.

The run passes when nothing fails but what waivers.txt lists, each with the reason why it cannot pass there; the list can
only shrink (tests/conformance/waivers.py). Without modules, a share of them is run that the seed chooses, or with --full
all. --table writes what came of it into wasi/cpython-tests.md.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter, defaultdict
from pathlib import Path

from tests.conformance import waivers
from tests.conformance.runner import Results
from tests.cpython import run, table
from tools.say import Failure, entry, say

LIST = Path(__file__).resolve().parent / 'waivers.txt'
SHARE = 20  # modules of an ordinary run


class Verdict:
    """A run held against the list."""

    def __init__(self, rows: dict[str, str], results: Results, whole: bool) -> None:
        ended = defaultdict(set)
        for test, outcome in results.outcome.items():
            ended[outcome].add(test)
        self.counts = Counter({outcome: len(tests) for outcome, tests in ended.items()})
        self.good = ended['passed'] | ended['xfailed']
        failed = ended['failed'] | {f'{module}::*' for module in results.broken}
        self.waived = {test: rows[row] for test in failed if (row := waivers.covers(rows, test))}
        self.unexpected = failed - set(self.waived)
        used = {waivers.covers(rows, test) for test in self.waived}
        too_wide = {waivers.covers(rows, test) for test in self.good} - {None}
        self.stale = too_wide | (set(rows) - used if whole else set())

    def left(self, results: Results) -> dict[str, str]:
        """The list as it should be: what failed and was on it before."""
        broken = {module: reason for module in results.broken if (reason := self.waived.get(f'{module}::*'))}
        return waivers.compact({test: why for test, why in self.waived.items() if not test.endswith('::*')}, self.good, broken)


def choose(options: argparse.Namespace) -> list[str]:
    known = run.modules()
    for name in options.module:
        if name not in known:
            raise Failure(f'CPython has no tests that are called {name!r}')
    if options.module or options.full:
        return options.module or known
    return sorted(random.Random(options.seed).sample(known, SHARE))


def collect(names: list[str], jobs: int) -> Results:
    """Runs the modules, and says what came of each."""
    together = Results()
    for name, results in zip(names, run.each(names, jobs)):
        counts = Counter(results.outcome.values())
        say(f'{name}: {", ".join(f"{n} {outcome}" for outcome, n in sorted(counts.items())) or "not run"}')
        together.outcome.update(results.outcome)
        together.why.update(results.why)
        together.broken |= results.broken
    return together


@entry
def main() -> int:
    parser = argparse.ArgumentParser(prog='python3 -m tests.cpython', description=__doc__.split('\n')[0])
    parser.add_argument('module', nargs='*', help='test_NAME; default: a share of all')
    parser.add_argument('--full', action='store_true', help='all modules')
    parser.add_argument('--seed', type=int, default=1, help='chooses the share (default: %(default)s)')
    parser.add_argument('-j', '--jobs', type=int, default=2, help='processes (default: %(default)s)')
    parser.add_argument('--update', action='store_true', help='take out of the list what passes now (with --full)')
    parser.add_argument('--table', action='store_true', help=f'write {table.FILE.name} (with --full)')
    options = parser.parse_args()
    names = choose(options)
    results = collect(names, options.jobs)
    rows = waivers.read(LIST)
    verdict = Verdict(rows, results, options.full)
    if options.update and options.full:
        waivers.write(LIST, verdict.left(results))
        rows = waivers.read(LIST)
        verdict = Verdict(rows, results, whole=True)
    if options.table and options.full:
        table.write(names, results, rows)
    for test in sorted(verdict.unexpected):
        print(f'FAILED {test}: {results.why.get(test) or results.why.get(waivers.file_of(test), "")}')
    for row in sorted(verdict.stale):
        print(f'NO LONGER FAILS {row}: run `python3 -m tests.cpython --full --update` and commit the shorter list')
    wrong = len(verdict.unexpected) + len(verdict.stale)
    print(f'{len(names)} modules, {len(verdict.waived)} tests that cannot pass, as {LIST.name} has it')
    print(f'{len(verdict.good)} passed, {wrong} failed, {verdict.counts["skipped"]} skipped')
    return 1 if wrong else 0


if __name__ == '__main__':
    sys.exit(main())
