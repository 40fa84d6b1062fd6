"""`python3 -m tests.conformance`: runs upstream's own tests, unmodified, against our build.

The run passes when nothing fails but what cannot pass on this platform (see waivers.py) and what fails with the published wheel as
well, and, for a whole suite, every test was seen that the wheel runs, none of them newly skipped.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections import Counter, defaultdict
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Callable, NamedTuple

from tests import sides
from tests.conformance import native, runner, suites, waivers, wasm
from tests.conformance.runner import Program, Results
from tests.conformance.suites import Suite
from tools import build, wasm_build
from tools.pins import EDITION
from tools.say import Failure, entry


FAILS = 'fails '
"""What the name of a test that fails with the published wheel comes after, in the file of counts."""


class FileCounts(NamedTuple):
    """How the tests of a file end with the published wheel."""

    passed: int
    skipped: int
    xfailed: int
    failed: int


class Verdict:
    """A run held against the platform's list and against the published wheel's counts."""

    def __init__(self, suite: Suite, rows: dict[str, str], results: Results, whole: bool) -> None:
        self.rows = rows
        self.by_outcome: dict[str, set[str]] = defaultdict(set)
        for test, outcome in results.outcome.items():
            self.by_outcome[outcome].add(test)
        self.failed = self.by_outcome['failed'] | {f'{file}::*' for file in results.broken}
        self.good_tests = self.by_outcome['passed'] | self.by_outcome['xfailed']
        self.counts = read_counts(suite)
        self.waived = {test for test in self.failed | self._new_skips() if waivers.covers(rows, test)}
        self.as_published = (self.failed & read_failing(suite)) - self.waived
        self.unexpected = self.failed - self.waived - self.as_published

        used = {waivers.covers(rows, test) for test in self.waived}
        too_wide = {waivers.covers(rows, test) for test in self.good_tests} - {None}
        # In part of a suite a row that met no test may belong to the other part.
        self.stale = too_wide | (set(rows) - used if whole else set())

        self.wrong_counts: list[str] = []
        if whole and self.counts and not results.broken:
            self.wrong_counts = self._compare_counts()

    def _new_skips(self) -> set[str]:
        """What was skipped in files of which upstream's wheel skips less."""
        files = Counter(map(waivers.file_of, self.by_outcome['skipped']))
        more = {file for file, n in files.items() if file in self.counts and n > self.counts[file].skipped}
        return {test for test in self.by_outcome['skipped'] if waivers.file_of(test) in more}

    def _compare_counts(self) -> list[str]:
        """What upstream's wheel runs and we did not: nothing may vanish, and nothing may turn into a skip."""
        seen: dict[str, Counter[str]] = defaultdict(Counter)
        for outcome, tests in self.by_outcome.items():
            for test in tests:
                waived = outcome == 'skipped' and test in self.waived
                seen[waivers.file_of(test)]['waived' if waived else outcome] += 1
        wrong = []
        for file in sorted(set(self.counts) | set(seen)):
            counts, total = self.counts.get(file, FileCounts(0, 0, 0, 0)), sum(seen[file].values())
            if total != sum(counts):
                wrong.append(f'{file}: {total} tests were seen, the published wheel has {sum(counts)}')
            elif seen[file]['skipped'] > counts.skipped:
                wrong.append(f'{file}: {seen[file]["skipped"]} tests were skipped, with the published wheel {counts.skipped}')
        return wrong

    def left(self, results: Results) -> dict[str, str]:
        """The list as it should be: what failed and was on it before."""
        reasons = {test: self.rows[waivers.covers(self.rows, test)] for test in self.waived}
        return waivers.compact(
            {test: reason for test, reason in reasons.items() if not test.endswith('::*')},
            self.good_tests,
            {file: reasons[f'{file}::*'] for file in results.broken if f'{file}::*' in reasons},
        )


def read_counts(suite: Suite) -> dict[str, FileCounts]:
    """file → its counts with the published wheel."""
    if not suite.counts.exists():
        return {}
    rows = (line.split() for line in suite.counts.read_text().splitlines() if not line.startswith(('#', FAILS)))
    return {file: FileCounts(*map(int, numbers)) for file, *numbers in rows}


def read_failing(suite: Suite) -> set[str]:
    """The tests that fail with the published wheel."""
    if not suite.counts.exists():
        return set()
    return {line.removeprefix(FAILS) for line in suite.counts.read_text().splitlines() if line.startswith(FAILS)}


def write_counts(suite: Suite, results: Results, version: str | None) -> None:
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    for test, outcome in results.outcome.items():
        seen[waivers.file_of(test)][outcome] += 1
    rows = [' '.join([file, *(str(n[name]) for name in FileCounts._fields)]) for file, n in sorted(seen.items())]
    command = f'{command_line(suite)} --count' + (f' --on {version}' if version else '')
    rows += [f'{FAILS}{test}' for test in sorted(test for test, outcome in results.outcome.items() if outcome == 'failed')]
    heading = f'# file {" ".join(FileCounts._fields)}, with the published wheel ({command})'
    suite.counts.write_text(''.join(f'{row}\n' for row in (heading, *rows)))


def print_files(verdict: Verdict, results: Results) -> None:
    """One row a file: passed, waived, and in all."""
    rows: dict[str, Counter[str]] = defaultdict(Counter)
    for test, outcome in results.outcome.items():
        rows[waivers.file_of(test)]['waived' if test in verdict.waived else outcome] += 1
    for file in sorted(set(rows) | results.broken):
        n = rows[file]
        passed, total = n['passed'] + n['xfailed'], sum(n.values()) - n['skipped']
        if file in results.broken:
            print(f'  {file}: could not be run: {results.why[file]}')
        else:
            print(f'  {file}: {passed}/{n["waived"]}/{total}' + (f', {n["failed"]} FAILED' if n['failed'] else ''))


def print_reasons(results: Results, most: int = 40) -> None:
    """What stands in the way most often."""
    reasons = Counter(results.why.values())
    for why, n in reasons.most_common(most):
        print(f'  {n:5} {why}')


def command_line(suite: Suite, platform: str = 'native') -> str:
    """The command that runs that suite on that platform."""
    words = ['python3 -m tests.conformance']
    if suite.name != 'core':
        words.append(f'--suite {suite.name}')
    if suite.edition != EDITION:
        words.append(f'--edition {suite.edition}')
    if platform != 'native':
        words.append(f'--platform {platform}')
    return ' '.join(words)


def print_trouble(verdict: Verdict, results: Results, listed: Path, command: str, most: int = 300) -> None:
    for test in sorted(verdict.unexpected)[:most]:
        print(f'FAILED {test}: {results.why.get(test) or results.why.get(waivers.file_of(test), "")}')
    if len(verdict.unexpected) > most:
        print(f'… and {len(verdict.unexpected) - most} more')
    for line in sorted(verdict.stale)[:most]:
        print(f'NO LONGER FAILS {line}')
    for line in verdict.wrong_counts:
        print(f'COUNT {line}')
    if verdict.stale:
        print(f'{len(verdict.stale)} rows of {listed.name} do not hold any more: '
              f'run `{command} --update` and commit the shorter list')


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


def program(options: argparse.Namespace, suite: Suite, published: bool) -> Callable[[Path], Program]:
    """What runs the tests on the chosen platform, built."""
    args = ['-k', options.k] if options.k else []
    if options.platform == 'wasi':
        if published:
            raise Failure('there is no published wheel for WASI')
        wasm_build.built(options.edition)
        return partial(wasm.program, suite, args)
    side = (sides.published if published else sides.switched_on if options.switched_on else sides.ours)(options, *suite.packages)
    if options.preset in build.SANITIZERS:
        args.append('--timeout=60')
    if options.preset in build.FREE_THREADED:
        # Upstream expects its own cycles to leak there; that ours do not is no failure.
        args += ['-o', 'xfail_strict=false']
    if options.patience > 1:
        args.append(f'--timeout={native.SECONDS * options.patience}')
    return partial(native.program, suite, side, args, not options.preset.startswith('asan'))


def conformance(options: argparse.Namespace, suite: Suite) -> tuple[int, int, int]:
    """Runs what `options` select; returns passed, failed, skipped."""
    published = options.published or options.count
    whole = not (options.files or options.k)
    files = select(suite, options.files)
    results = runner.run(suite, program(options, suite, published), files, options.jobs)
    if options.count:
        write_counts(suite, results, options.on)
    listed = suite.waivers(options.platform)
    if options.init and whole:
        failed = {test: results.why[test] for test, outcome in results.outcome.items() if outcome == 'failed'}
        good = set(results.outcome) - set(failed)
        waivers.write(listed, waivers.compact(failed, good, {file: results.why[file] for file in results.broken}))
    verdict = Verdict(suite, waivers.read(listed), results, whole)
    if options.update and whole:
        waivers.write(listed, verdict.left(results))
        verdict = Verdict(suite, waivers.read(listed), results, whole)
    if not options.summary:
        print_files(verdict, results)
    if options.why:
        print_reasons(results)
    if not published or options.why:
        print_trouble(verdict, results, listed, command_line(suite, options.platform))
    n = {outcome: len(tests) for outcome, tests in verdict.by_outcome.items()}
    failures = len(verdict.unexpected) + len(verdict.stale) + len(verdict.wrong_counts)
    wheel = [sum(column) for column in zip(*verdict.counts.values())]
    print(
        f'{suite.name}: {n.get("passed", 0)} passed, {n.get("skipped", 0)} skipped, {n.get("xfailed", 0)} xfailed, '
        f'{len(verdict.waived)} waived'
        + (f', {len(verdict.as_published)} failed as with the wheel' if verdict.as_published else '')
        + (f'; with the published wheel {wheel[0]} passed, {wheel[1]} skipped, {wheel[2]} xfailed, {wheel[3]} failed' if wheel else '')
    )
    return n.get('passed', 0) + n.get('xfailed', 0), failures, n.get('skipped', 0)


def parser() -> argparse.ArgumentParser:
    p = argparse.ArgumentParser(prog='python3 -m tests.conformance', description=__doc__.split('\n')[0])
    p.add_argument('files', nargs='*', metavar='FILE', help='part of a test file\'s path, or a test id; default: all')
    p.add_argument('-k', metavar='EXPR', help="pytest's -k")
    p.add_argument('-j', '--jobs', type=int, default=min(2, os.cpu_count() or 1), help='processes (default: %(default)s)')
    p.add_argument('--suite', choices=suites.NAMES, default='core', help='whose tests (default: %(default)s)')
    p.add_argument('--platform', choices=('native', 'wasi'), default='native', help='natively, or inside dist/python.wasm (default: %(default)s)')
    p.add_argument('--update', action='store_true', help='take out of the list what passes now')
    p.add_argument('--init', action='store_true', help="write the platform's list from what fails: only for a new platform")
    p.add_argument('--patience', type=int, default=1, metavar='N', help='give each test N times as long: for an emulated processor')
    p.add_argument('--why', action='store_true', help='say what stands in the way most often')
    p.add_argument('--summary', action='store_true', help='do not print a row for each file')
    p.add_argument('--published', action='store_true', help='run with the published wheel')
    p.add_argument('--switched-on', action='store_true', help='run with the published wheel, and the package that takes over from it')
    p.add_argument('--count', action='store_true', help='run with the published wheel and write down its counts')
    sides.add_options(p, 'dev')
    return p


@entry
def main() -> int:
    options = parser().parse_args()
    suite = suites.get(options.suite, options.on, options.edition)
    suite = replace(suite, hang_seconds=suite.hang_seconds * options.patience)
    passed, failed, skipped = conformance(options, suite)
    print(f'{passed} passed, {failed} failed, {skipped} skipped')
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
