"""`./bench.sh [GROUP…]`: the published wheel and ours, side by side, in one go.

Prints, for each benchmark, the times of both sides and the ratio of the published wheel's to ours: above 1, ours is
faster. Groups: `upstream` (upstream's own benchmarks), `orders`, `orders-slice` (without UUIDs, times and literals),
`model`, `schema` (building one, and its memory), `import`. `./bench.sh once` measures the once cell instead,
`./bench.sh wasi` runs of python.wasm, and `orders` inside it against Pyodide, `./bench.sh size` what it is made of, `./bench.sh
instructions` the instructions that `orders` takes, which do not jump as times do.
"""

from __future__ import annotations

import argparse
import json
import math
import platform
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Iterator

from bench import imports
from bench.rounds import NORMAL, QUICK, Effort, Result, Runner, Worker
from tests import sides
from tests.sides import Side
from tools import components
from tools.say import Failure, entry, say

WORKER = Path(__file__).resolve().parent / 'worker'
OWN_GROUPS = ('orders', 'orders-slice', 'model', 'schema')
DEFAULT = ('orders', 'model', 'schema', 'import', 'upstream')
GROUPS = ('upstream', *OWN_GROUPS, 'import')


def own(groups: list[str], ours: Side, published: Side, effort: Effort) -> Iterator[Result]:
    """The cases of worker/cases.py."""

    def start(side: Side, *more: str):
        return lambda done: Worker(side, [str(WORKER / 'cases.py'), *groups, *more], done, side.environment(PYTHONHASHSEED='0'))

    with Runner(start(ours), start(published, 'beside')) as runner:
        yield from runner.results(effort)


def upstream(expression: str | None, ours: Side, published: Side, effort: Effort) -> Iterator[Result]:
    """Upstream's own benchmarks, unmodified."""
    root = components.pydantic_core_source()
    plugins = ['-p', 'no:benchmark', '-p', 'no:cacheprovider', '-p', 'upstream_plugin']
    settings = ['--rootdir=.', '-o', 'addopts=', '-o', 'timeout=0', '--continue-on-collection-errors']
    command = ['-m', 'pytest', '-q', *plugins, *settings, *(['-k', expression] if expression else []), 'tests/benchmarks']

    def start(side: Side):
        return lambda done: Worker(side, command, done, side.environment(WORKER, PYTHONHASHSEED='0'), cwd=root)

    with Runner(start(ours), start(published)) as runner:
        yield from runner.results(effort)


def geometric_mean(ratios: list[float]) -> float:
    return math.exp(sum(map(math.log, ratios)) / len(ratios))


def show(ns: float) -> str:
    for unit, size in ('s', 1e9), ('ms', 1e6), ('µs', 1e3):
        if ns >= size:
            return f'{ns / size:.3g} {unit}'
    return f'{ns:.3g} ns'


class Table:
    """The rows as they come, and what they come to."""

    def __init__(self) -> None:
        self.rows: list[dict] = []

    def heading(self, group: str) -> None:
        print(f'\n{group:60} {"published":>10} {"ours":>10} {"ratio":>6}', flush=True)

    def add(self, group: str, result: Result) -> None:
        row = {'group': group, 'case': result.case}
        for name, numbers in result.values.items():
            row[name] = numbers['bytes']
        row.update(result.times)
        text = (lambda n: f'{n:.0f} B') if result.values else show
        if 'ours' in row and 'published' in row:
            row['ratio'] = row['published'] / row['ours']
        if result.why:
            row['why'] = result.why
        self.rows.append(row)
        cells = [text(row[side]) if side in row else '-' for side in ('published', 'ours')]
        beside = ''.join(f'  {n} {show(t)}' for n, t in result.times.items() if n not in ('ours', 'published'))
        print(
            f'  {result.case[:58]:58} {cells[0]:>10} {cells[1]:>10} '
            + (f'{row["ratio"]:6.2f}' if 'ratio' in row else f'missing: {result.why[:60]}')
            + beside,
            flush=True,
        )

    def summary(self) -> None:
        print()
        for group in dict.fromkeys(row['group'] for row in self.rows):
            rows = [row for row in self.rows if row['group'] == group]
            ratios = sorted((row['ratio'], row['case']) for row in rows if 'ratio' in row)
            if not ratios:
                print(f'{group}: nothing to compare, {len(rows)} missing')
                continue
            mean = geometric_mean([ratio for ratio, _ in ratios])
            print(
                f'{group}: geometric mean {mean:.2f} over {len(ratios)}, least {ratios[0][0]:.2f} ({ratios[0][1]}), '
                f'below 0.9: {sum(ratio < 0.9 for ratio, _ in ratios)}, missing: {len(rows) - len(ratios)}'
            )
        missing = Counter(row['why'] for row in self.rows if 'why' in row)
        for why, n in missing.most_common(20):
            print(f'  {n:4} missing: {why}')


@entry
def main() -> int:
    if sys.argv[1:2] in (['once'], ['wasi'], ['size'], ['instructions']):
        return subprocess.run([sys.executable, '-m', f'bench.{sys.argv[1]}', *sys.argv[2:]]).returncode
    p = argparse.ArgumentParser(prog='bench.sh', description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument('group', nargs='*', help=f'of: {" ".join(GROUPS)} (default: {" ".join(DEFAULT)})')
    p.add_argument('-k', metavar='EXPR', help="upstream's benchmarks of that name only (pytest's -k)")
    p.add_argument('--quick', action='store_true', help='fewer and shorter rounds')
    p.add_argument('--json', metavar='FILE', help='write the numbers there')
    sides.add_options(p, 'release')
    options = p.parse_args()
    for name in options.group:
        if name not in GROUPS:
            raise Failure(f'there is no group "{name}"; there are: {" ".join(GROUPS)}')
    groups = options.group or (['upstream'] if options.k else list(DEFAULT))
    ours, published = sides.both(options, 'bench')
    effort = QUICK if options.quick else NORMAL
    say(f'{platform.machine()}, {ours.version()}; times are minima of alternating rounds')
    table = Table()
    for group in groups:
        table.heading(group)
        if group == 'upstream':
            results = upstream(options.k, ours, published, effort)
        elif group == 'import':
            results = imports.results(ours, published, 5 if options.quick else 20)
        else:
            results = own([group], ours, published, effort)
        for result in results:
            table.add(group, result)
    table.summary()
    if options.json:
        Path(options.json).write_text(json.dumps(table.rows, indent=1) + '\n')
    return 0


if __name__ == '__main__':
    sys.exit(main())
