"""`python3 -m tests.conformance`: runs upstream's own tests, unmodified, against our build.

The run passes when exactly the tests on the list fail that do not pass yet (see waivers.py), and, for a whole
suite, every test was seen that the published wheel passes.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections import Counter, defaultdict

from tests import sides
from tests.conformance import runner, suites, waivers
from tests.conformance.runner import Results
from tests.conformance.suites import Suite
from tools import build
from tools.say import Failure, entry


class Verdict:
    """A run held against the list and against the published wheel's counts."""

    def __init__(self, suite: Suite, results: Results, whole: bool) -> None:
        self.lines = set(waivers.read(suite.not_yet))
        self.by_outcome: dict[str, set[str]] = defaultdict(set)
        for test, outcome in results.outcome.items():
            self.by_outcome[outcome].add(test)
        self.failed = self.by_outcome['failed'] | {f'{file}::*' for file in results.broken}
        self.listed = {test for test in self.failed if waivers.covers(self.lines, test)}
        self.unexpected = self.failed - self.listed

        good = self.by_outcome['passed'] | self.by_outcome['xfailed']
        used = {waivers.covers(self.lines, test) for test in self.listed}
        too_wide = {waivers.covers(self.lines, test) for test in good} - {None}
        # In part of a suite a line that met no test may belong to the other part.
        self.stale = too_wide | (self.lines - used if whole else set())

        self.wrong_counts: list[str] = []
        self.counts = read_counts(suite)
        if whole and not results.broken:
            self.wrong_counts = self._compare_counts()

    def _compare_counts(self) -> list[str]:
        """What upstream's wheel runs and we did not: nothing may vanish, and nothing may turn into a skip."""
        seen: dict[str, Counter[str]] = defaultdict(Counter)
        for outcome, tests in self.by_outcome.items():
            for test in tests:
                seen[waivers.file_of(test)][outcome] += 1
        wrong = []
        for file, (passed, skipped, xfailed) in self.counts.items():
            total = sum(seen[file].values())
            if total != passed + skipped + xfailed:
                wrong.append(f'{file}: {total} tests were seen, the published wheel has {passed + skipped + xfailed}')
            elif seen[file]['skipped'] > skipped:
                wrong.append(f'{file}: {seen[file]["skipped"]} tests were skipped, with the published wheel {skipped}')
        return wrong

    @property
    def good(self) -> bool:
        return not (self.unexpected or self.stale or self.wrong_counts)

    def left(self, results: Results) -> list[str]:
        """The list as it should be: what failed and was on it before."""
        passed = self.by_outcome['passed'] | self.by_outcome['xfailed']
        return waivers.compact(
            {test for test in self.listed if not test.endswith('::*')},
            passed,
            {file for file in results.broken if f'{file}::*' in self.listed},
        )


def read_counts(suite: Suite) -> dict[str, tuple[int, int, int]]:
    """file → passed, skipped and xfailed with the published wheel."""
    if not suite.counts.exists():
        return {}
    rows = (line.split() for line in suite.counts.read_text().splitlines() if not line.startswith('#'))
    return {row[0]: (int(row[1]), int(row[2]), int(row[3])) for row in rows}


def write_counts(suite: Suite, results: Results) -> None:
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    for test, outcome in results.outcome.items():
        seen[waivers.file_of(test)][outcome] += 1
    rows = [f'{file} {n["passed"]} {n["skipped"]} {n["xfailed"]}\n' for file, n in sorted(seen.items())]
    heading = '# file passed skipped xfailed, with the published wheel (python3 -m tests.conformance --count)\n'
    suite.counts.write_text(heading + ''.join(rows))


def print_files(verdict: Verdict, results: Results) -> None:
    """One row a file: passed, listed as not yet, and in all."""
    rows: dict[str, Counter[str]] = defaultdict(Counter)
    for test, outcome in results.outcome.items():
        rows[waivers.file_of(test)]['listed' if test in verdict.listed else outcome] += 1
    for file in sorted(set(rows) | results.broken):
        n = rows[file]
        passed, total = n['passed'] + n['xfailed'], sum(n.values()) - n['skipped']
        if file in results.broken:
            wanted = verdict.counts.get(file, (0, 0, 0))
            print(f'  {file}: 0/{wanted[0] + wanted[2]}/{wanted[0] + wanted[2]} does not import: {results.why[file]}')
        else:
            print(f'  {file}: {passed}/{n["listed"]}/{total}' + (f', {n["failed"]} FAILED' if n['failed'] else ''))


def print_reasons(results: Results, most: int = 40) -> None:
    """What stands in the way most often."""
    reasons = Counter(results.why.values())
    for why, n in reasons.most_common(most):
        print(f'  {n:5} {why}')


def print_trouble(verdict: Verdict, results: Results, suite: Suite, most: int = 60) -> None:
    for test in sorted(verdict.unexpected)[:most]:
        print(f'FAILED {test}: {results.why.get(test) or results.why.get(waivers.file_of(test), "")}')
    if len(verdict.unexpected) > most:
        print(f'… and {len(verdict.unexpected) - most} more')
    for line in sorted(verdict.stale)[:most]:
        print(f'NO LONGER FAILS {line}')
    for line in verdict.wrong_counts:
        print(f'COUNT {line}')
    if verdict.stale:
        print(f'{len(verdict.stale)} lines of {suite.not_yet.name} do not hold any more: '
              'run `python3 -m tests.conformance --update` and commit the shorter list')


def select(suite: Suite, wanted: list[str]) -> list[str]:
    """The suite's files whose path contains one of `wanted` (test ids work too)."""
    files = runner.list_files(suite)
    chosen = []
    for name in wanted:
        file, _, test = name.partition('::')
        matching = [f for f in files if file in f]
        if not matching:
            raise Failure(f'no test file is called {file!r}')
        chosen += [f'{f}::{test}' if test else f for f in matching]
    return chosen or files


def conformance(options: argparse.Namespace, suite: Suite) -> tuple[int, int, int]:
    """Runs what `options` select; returns passed, failed, skipped."""
    side = sides.published(options) if options.published or options.count else sides.ours(options)
    whole = not (options.files or options.k)
    args = ['-k', options.k] if options.k else []
    if options.preset in build.SANITIZERS:
        args.append('--timeout=60')
    files = select(suite, options.files)
    results = runner.run(suite, side, files, args, options.jobs, not options.preset.startswith('asan'))
    if options.count:
        write_counts(suite, results)
    if options.init:
        failed = {test for test, outcome in results.outcome.items() if outcome == 'failed'}
        waivers.write(suite.not_yet, waivers.compact(failed, set(results.outcome) - failed, results.broken))
    verdict = Verdict(suite, results, whole)
    if options.update and whole:
        waivers.write(suite.not_yet, verdict.left(results))
        verdict = Verdict(suite, results, whole)
    if not options.summary:
        print_files(verdict, results)
    if options.why:
        print_reasons(results)
    if not options.published:
        print_trouble(verdict, results, suite)
    n = {outcome: len(tests) for outcome, tests in verdict.by_outcome.items()}
    failures = len(verdict.unexpected) + len(verdict.stale) + len(verdict.wrong_counts)
    print(
        f'{suite.name}: {n.get("passed", 0)} passed, {n.get("skipped", 0)} skipped, {n.get("xfailed", 0)} xfailed, '
        f'{len(verdict.listed)} not yet; with the published wheel {suite.totals[0]}, {suite.totals[1]}, {suite.totals[2]}'
    )
    return n.get('passed', 0) + n.get('xfailed', 0), failures, n.get('skipped', 0)


def parser() -> argparse.ArgumentParser:
    p = argparse.ArgumentParser(prog='python3 -m tests.conformance', description=__doc__.split('\n')[0])
    p.add_argument('files', nargs='*', metavar='FILE', help='part of a test file\'s path, or a test id; default: all')
    p.add_argument('-k', metavar='EXPR', help="pytest's -k")
    p.add_argument('-j', '--jobs', type=int, default=min(2, os.cpu_count() or 1), help='processes (default: %(default)s)')
    p.add_argument('--suite', choices=suites.NAMES, default='core', help='whose tests (default: %(default)s)')
    p.add_argument('--update', action='store_true', help='take out of the list what passes now')
    p.add_argument('--init', action='store_true', help='write the list anew, also longer: only for a new suite')
    p.add_argument('--why', action='store_true', help='say what stands in the way most often')
    p.add_argument('--summary', action='store_true', help='do not print a row for each file')
    p.add_argument('--published', action='store_true', help='run with the published wheel')
    p.add_argument('--count', action='store_true', help='run with the published wheel and write down its counts')
    sides.add_options(p, 'dev')
    return p


@entry
def main() -> int:
    options = parser().parse_args()
    passed, failed, skipped = conformance(options, suites.get(options.suite))
    print(f'{passed} passed, {failed} failed, {skipped} skipped')
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
