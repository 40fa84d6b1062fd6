"""`python3 -m tests.differential`: gives ours and the published wheel the same cases, and shows where they differ.

Schemas, inputs and options are made from a seed, in both sides' own processes; a case is one call, and what it came to
(the value with all its types, or the error in each of its forms) must be the same text. Kinds of schema that ours does
not have yet are left out. The rows of rows.py come first. Every difference found becomes a row there.
"""

from __future__ import annotations

import argparse
import json
import select
import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import Iterator

from tests import sides
from tests.sides import ROOT, Side
from tools.say import Failure, entry, say

ORDINARY, FULL = 10_000, 200_000
HANG_SECONDS = 90
MANY_CRASHES = 20
BATCH = 500
CASES_OF_A_SCHEMA = 37
"""About so many."""
NOT_YET = 'Not implemented in this version'
PANIC = 'the published wheel panics'
CRASH = 'crash'
"""What the outcome of a case begins with that ended its process. Where that is the published wheel's, ours has to live on."""
OVERFLOW = 'Stack overflow (used '
"""What newer CPythons raise a RecursionError with, just before the stack overflows."""


class Stream:
    """A worker's lines, as pairs of a name and an outcome."""

    def __init__(self, side: Side, *args: str) -> None:
        self.side = side
        self._process = subprocess.Popen(
            [side.python, '-m', 'tests.differential.worker', *args],
            env=side.environment(ROOT, PYTHONHASHSEED='0', RUST_BACKTRACE='0'),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE if args[0] == 'types' else subprocess.DEVNULL,
        )
        self._rest = b''
        self._lines: list[bytes] = []
        self.how = ''
        """How the process ended, once it has, if it did not end well."""
        self.done: set[int] = set()
        """The schemas that it was through with."""
        self.last = 'none'
        """The last case that it had an outcome for."""

    def read(self) -> list[str] | None:
        """The next pair; `None` when there is no more."""
        while not self._lines:
            if not select.select([self._process.stdout], [], [], HANG_SECONDS)[0]:
                self._process.kill()
                self.how = f'no answer in {HANG_SECONDS} s'
                self._process.wait()
                return None
            data = self._process.stdout.read1(1 << 20)
            if not data:
                status = self._process.wait()
                self.how = self.how or (f'ended with status {status}' if status else '')
                return None
            *self._lines, self._rest = (self._rest + data).split(b'\n')
        return json.loads(self._lines.pop(0))

    def text(self, crash_is_fine: bool = False) -> str:
        """All that the process writes."""
        out, err = self._process.communicate()
        if self._process.returncode and not crash_is_fine:
            raise Failure(f'the side "{self.side.name}" does not start ({self._process.returncode}): {(err or b"").decode().strip()[-300:]}')
        return out.decode()

    def close(self) -> None:
        self._process.kill()
        self._process.wait()
        self._process.stdout.close()


class Tally:
    """What was compared, and what differed."""

    def __init__(self, most: int) -> None:
        self.same = self.different = self.skipped = self.crashed = 0
        self._most = most
        self._shown: Counter[str] = Counter()

    @property
    def cases(self) -> int:
        return self.same + self.different + self.skipped + self.crashed

    def compare(self, name: str, published: str, ours: str | None) -> bool:
        """Counts a case; returns whether its difference should be shown: not when many like it were."""
        if ours is None:
            ours = 'nothing'
        crashed = published.startswith(CRASH) or (OVERFLOW in published and OVERFLOW not in ours)
        if crashed and not ours.startswith(CRASH):
            self.crashed += 1
        elif not crashed and (published == PANIC or NOT_YET in ours):
            self.skipped += 1
        elif published == ours and not crashed:
            self.same += 1
        else:
            self.different += 1
            at = _first_difference(published, ours)
            kind = f'{name.split(".", 1)[-1].lstrip("0123456789.")} {published[max(0, at - 30):at + 10]}'
            self._shown[kind] += 1
            return self._shown[kind] == 1 and len(self._shown) <= self._most
        return False


def _first_difference(a: str, b: str) -> int:
    return next((i for i, (x, y) in enumerate(zip(a, b)) if x != y), min(len(a), len(b)))


def show(name: str, given: str, published: str, ours: str | None) -> None:
    ours = 'nothing' if ours is None else ours
    at = max(0, _first_difference(published, ours) - 160)
    cut = lambda text: ('…' if at else '') + text[at : at + 500]
    print(f'DIFFERENT {name}\n{given}    published: {cut(published)}\n    ours:      {cut(ours)}\n', flush=True)


def rows_of(side: Side) -> Iterator[tuple[str, str]]:
    """Each kept row's name and outcome. After a crash, the next row is the first of a new process."""
    number = 0
    stream = Stream(side, 'rows', '0')
    while (begun := stream.read()) is not None:
        row = stream.read()
        number += 1
        if row is None:
            yield begun[0].removeprefix('start '), f'{CRASH}: {stream.how}'
            stream = Stream(side, 'rows', str(number))
        else:
            yield row[0], row[1]
    if stream.how:
        raise Failure(f'{side.name} stopped before row {number}: {stream.how}')


def compare_rows(ours: Side, published: Side, tally: Tally) -> None:
    """The rows that are kept."""
    for (name, expected), (_, got) in zip(rows_of(published), rows_of(ours), strict=True):
        if tally.compare('row', expected, got):
            show(name, '', expected, got)


def compare_made(ours: Side, published: Side, tally: Tally, seed: int, count: int, types: list[str]) -> None:
    """`count` generated cases, schema by schema."""
    first = crashes = 0
    with ThreadPoolExecutor(2) as pool:
        while tally.cases < count:
            batch = min(BATCH, (count - tally.cases) // CASES_OF_A_SCHEMA + 1)
            streams = [Stream(side, 'run', str(seed), str(first), str(batch), *types) for side in (published, ours)]
            theirs, mine = streams
            expected, got = pool.map(_by_schema, streams)
            end = first + batch
            stopped = {side: next((n for n in range(first, end) if n not in side.done), end) for side in streams}
            for number in range(first, min(end, *stopped.values())):
                _compare_schema(published, tally, seed, number, expected[number], got[number], types)
            first = min(stopped.values())
            if first < end:
                # One side ended in the midst of this schema: its other cases are left out.
                if stopped[mine] == first:
                    tally.different += 1
                    crashes += 1
                    print(f'CRASH in schema {first} of seed {seed}: {mine.how}; its last case was {mine.last}', flush=True)
                else:
                    _compare_crash(published, tally, seed, first, expected.get(first, {}), got[first], theirs.how, types)
                first += 1
            if crashes == MANY_CRASHES:
                print('so many crashes: the rest was not tried')
                return
            say(f'differential: {tally.cases} cases, {tally.different} differ')


def _compare_crash(published: Side, tally: Tally, seed: int, number: int, expected: dict, got: dict, how: str, types: list[str]) -> None:
    """The schema in which the published wheel crashed, in a case that ours has to live through."""
    _compare_schema(published, tally, seed, number, expected, got, types)
    name = next((name for name in got if name not in expected), '')
    if tally.compare(name, f'{CRASH}: {how}', got.get(name)):
        show(f'seed {seed} schema {number} case {name}', '', f'{CRASH}: {how}', got.get(name))


def _by_schema(stream: Stream) -> dict[int, dict[str, str]]:
    """All lines, by the number of their schema."""
    made: dict[int, dict[str, str]] = {}
    while (row := stream.read()) is not None:
        number, _, name = row[0].partition('.')
        if name == 'end':
            stream.done.add(int(number))
        else:
            made.setdefault(int(number), {})[name] = row[1]
        stream.last = row[0]
    return made


def _compare_schema(published: Side, tally: Tally, seed: int, number: int, expected: dict, got: dict, types: list[str]) -> None:
    # Where building panics, the two go on with different cases.
    if (NOT_YET in got.get('validator', '') and NOT_YET in got.get('serializer', '')) or PANIC in (expected.get('validator'), expected.get('serializer')):
        tally.skipped += len(expected)
        return
    for name, outcome in expected.items():
        # What is missing follows from a difference before it, or from a crash.
        if name not in got:
            continue
        # What a panic left in the midst is not what ours has: an iterator that had begun, say.
        if expected.get(f'{name.partition(".")[0]}.python') == PANIC:
            tally.skipped += 1
            continue
        if tally.compare(name, outcome, got.get(name)):
            given = given_to(published, seed, number, name, types)
            show(f'seed {seed} schema {number} case {name}', given, outcome, got.get(name))


def given_to(side: Side, seed: int, number: int, name: str, types: list[str]) -> str:
    """The schema and the input of a case."""
    lines = Stream(side, 'show', str(seed), str(number), '1', *types).text(crash_is_fine=True).splitlines()
    head = [line for line in lines[:2]]
    case = next((line for line in lines if line.startswith(f'{name}: given')), '')
    return ''.join(f'    {line[:1500]}\n' for line in [*head, case])


def known_types(ours: Side, published: Side) -> list[str]:
    """What both can validate and serialize, as the worker's arguments."""
    mine, theirs = (json.loads(Stream(side, 'types').text()) for side in (ours, published))
    return [json.dumps([name for name in theirs[cls] if name in mine[cls]]) for cls in ('SchemaValidator', 'SchemaSerializer')]


@entry
def main() -> int:
    p = argparse.ArgumentParser(prog='python3 -m tests.differential', description=__doc__.split('\n')[0])
    p.add_argument('--count', type=int, help=f'cases (default: {ORDINARY})')
    p.add_argument('--full', action='store_true', help=f'{FULL} cases')
    p.add_argument('--seed', type=int, default=1, help='another seed makes other cases (default: %(default)s)')
    p.add_argument('--show', type=int, default=15, metavar='N', help='how many kinds of difference are shown (default: %(default)s)')
    p.add_argument('--types', help='only these types of schema, with commas between')
    p.add_argument('--no-rows', action='store_true', help='without the rows that are kept')
    p.add_argument('--schema', type=int, metavar='NUMBER', help='show all about one schema of the seed, on both sides')
    sides.add_options(p, 'dev')
    options = p.parse_args()
    ours, published = sides.both(options)
    types = known_types(ours, published)
    if options.types:
        types[0] = json.dumps([name for name in json.loads(types[0]) if name in options.types.split(',')])
    if options.schema is not None:
        for side in published, ours:
            print(f'-- {side.name}\n{Stream(side, "show", str(options.seed), str(options.schema), "1", *types).text(crash_is_fine=True)}')
        return 0
    tally = Tally(options.show)
    if not options.no_rows:
        compare_rows(ours, published, tally)
        say(f'differential: {tally.cases} rows, {tally.different} differ')
    count = options.count if options.count is not None else FULL if options.full else ORDINARY
    compare_made(ours, published, tally, options.seed, count + tally.cases, types)
    print(f'{len(json.loads(types[0]))} types of schema validated, {len(json.loads(types[1]))} serialized, seed {options.seed}')
    if tally.crashed:
        print(f'{tally.crashed} times the published wheel crashed, and ours did not')
    print(f'{tally.same + tally.crashed} passed, {tally.different} failed, {tally.skipped} skipped')
    return 1 if tally.different else 0


if __name__ == '__main__':
    sys.exit(main())
