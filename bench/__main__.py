"""`./bench.sh [GROUP…]`: the published wheels and ours, side by side, in one go.

Prints the times of all sides, and the ratio of each wheel's to ours: above 1, ours is faster. The wheels are the one that
is followed (`published`) and the newest. A workload's results are compared before it is timed. `--list` says which groups
there are; without a name, all are measured. `gc` are the ratios with the garbage collector on. Of other libraries the time
over ours is printed; a † marks one that does less (it validates nothing, or gives other values). Besides:

  ./bench.sh instructions   the instructions that workloads take, which do not jump as times do
  ./bench.sh once           the once cell
  ./bench.sh wasi           runs of python.wasm, and `orders` inside it against Pyodide
  ./bench.sh size           what python.wasm is made of
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path
from typing import Iterable

from bench import docs, figures
from bench.groups import GROUPS
from bench.rounds import NORMAL, QUICK, SMOKE
from bench.table import Table
from tests import sides
from tests.sides import Side
from tools.pins import EDITION, EDITIONS, NEWEST
from tools.say import Failure, entry, say

APART = ('once', 'wasi', 'size', 'instructions')
"""Commands of their own, each a package here."""


def options_of(arguments: list[str]) -> argparse.Namespace:
    p = argparse.ArgumentParser(prog='bench.sh', description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument('group', nargs='*', help='what --list names (default: all)')
    p.add_argument('--list', action='store_true', help='list the groups')
    p.add_argument('-k', metavar='EXPR', default='', help="upstream's benchmarks of that name only (pytest's -k)")
    p.add_argument('--against', action='append', choices=figures.PEERS, help='one wheel alone (default: both)')
    effort = p.add_mutually_exclusive_group()
    effort.add_argument('--quick', action='store_const', dest='effort', const=QUICK, help='one run of fewer and shorter rounds')
    effort.add_argument('--smoke', action='store_const', dest='effort', const=SMOKE, help='few data and one round: does everything work?')
    p.add_argument('--runs', metavar='N', type=int, help='measure so often; the medians count (default: 3, --quick 1)')
    p.add_argument('--json', metavar='FILE', type=Path, help='write the figures there')
    p.add_argument('--write-docs', action='store_true', help='write docs/performance.md and its charts from the figures')
    p.add_argument('--from', dest='saved', metavar='FILE', type=Path, nargs='+', help='figures that --json wrote, of several runs the medians: nothing is measured')
    sides.add_options(p, 'release')
    p.set_defaults(effort=NORMAL)
    options = p.parse_args(arguments)
    if options.write_docs and options.edition != EDITION:
        raise Failure(f'docs/performance.md is about the edition {EDITION}')
    for name in options.group:
        if name not in GROUPS:
            raise Failure(f'there is no group "{name}"; ./bench.sh --list names them')
    return options


def compared(options: argparse.Namespace) -> list[Side]:
    """The sides, of which the first leads."""
    wanted = options.against or [peer for peer in figures.PEERS if peer == figures.PUBLISHED or options.edition != NEWEST]
    sets_up = {figures.PUBLISHED: sides.published, figures.NEWER: sides.newest}
    lead, *beside = [sets_up[peer](options, 'bench') for peer in figures.PEERS if peer in wanted]
    return [lead, sides.ours(options, 'bench'), *beside]


def measured(options: argparse.Namespace) -> tuple[dict, Table]:
    """Measures the groups, and prints their table."""
    all_sides = compared(options)
    ours = all_sides[1]
    say(f'{ours.version()}, pydantic_core {EDITIONS[ours.edition].version}; rounds alternate')
    table = Table()
    for name in options.group or (['upstream'] if options.k else list(GROUPS)):
        table.heading(name)
        for row in rows_of(name, all_sides, options):
            table.add(row)
    table.summary()
    return figures.conditions(ours), table


def rows_of(name: str, all_sides: list[Side], options: argparse.Namespace) -> Iterable[dict]:
    """The rows of a group: of one run as they come, of several their medians."""
    runs = options.runs or options.effort.runs
    rows = (
        figures.row(name, result)
        for _ in range(runs)
        for result in GROUPS[name].results(all_sides, options.effort, options.k)
    )
    return rows if runs == 1 else figures.merged(rows)


@entry
def main() -> int:
    if sys.argv[1:2] and sys.argv[1] in APART:
        return subprocess.run([sys.executable, '-m', f'bench.{sys.argv[1]}', *sys.argv[2:]]).returncode
    options = options_of(sys.argv[1:])
    if options.list:
        for name, group in GROUPS.items():
            print(f'{name:16} {group.what}')
        return 0
    wrong = 0
    if options.saved:
        about, rows = figures.load(options.saved)
    else:
        about, table = measured(options)
        rows, wrong = table.rows, table.wrong()
    if options.json:
        figures.save(options.json, about, rows)
    if options.write_docs:
        docs.write(about, rows)
    return 1 if wrong else 0


if __name__ == '__main__':
    sys.exit(main())
