"""`./bench.sh instructions [WORKLOAD…]`: the instructions that the calls of workloads take, counted by valgrind's callgrind.

Times jump with the machine and with where things lie in memory; instructions do not: a change of one per cent shows. The
collector is off, and each call was made before. What is counted is all that the process does, CPython's part included. Without
a name it is `orders`; the counts of orders are for one order. `upstream` stands for upstream's own benchmarks.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from bench import figures
from bench.groups import upstream_command
from bench.instructions import page
from bench.runner import Result
from bench.worker.workloads import WORKLOADS
from bench.workers import WORKER
from tests import sides
from tests.sides import Side
from tools.pins import EDITION
from tools.say import Failure, entry, say

HERE = Path(__file__).resolve().parent


def counter(side: Side) -> Path:
    """The folder of the module that switches callgrind on and off, compiled for that side's interpreter."""
    return sides.extension(side, HERE / 'counter.cc', '-idirafter', '/usr/include').parent


def count(side: Side, command: list, cwd: Path | None = None, ends: tuple[int, ...] = (0,)) -> dict[str, float]:
    """Instructions, by the name of the case, of what is counted when Python runs that command (worker/counting_line.py).

    `ends` are the exit statuses with which all cases have been through.
    """
    with tempfile.TemporaryDirectory() as scratch:
        valgrind = ['valgrind', '--tool=callgrind', '--instr-atstart=no', f'--callgrind-out-file={scratch}/out']
        env = side.environment(WORKER, counter(side), PYTHONHASHSEED='0')
        done = subprocess.run([*valgrind, side.python, *command], env=env, cwd=cwd, capture_output=True, text=True)
        dumps = sorted(Path(scratch).iterdir(), key=lambda path: (len(path.name), path.name))  # in the order of the calls
        texts = [path.read_text() for path in dumps]
    found = {}
    for text in texts:
        name = re.search(r'^desc: Trigger: Client Request: (.+)', text, re.M)
        if name:
            total = int(re.search(r'^(?:summary|totals): (\d+)', text, re.M)[1])
            found[name[1]] = total / page.RECORDS.get(name[1].partition('.')[0], 1)
    if not found or done.returncode not in ends:
        raise Failure(f'{side.name}: {(done.stderr or done.stdout).strip()[-500:]}')
    return found


def compare(name: str, counts: dict[str, dict[str, float]]) -> list[dict]:
    """Prints the counts of all sides, and what the wheels' come to beside ours."""
    cases = counts[figures.OURS]
    rows = [
        figures.row('instructions', Result(case, instructions={side: found[case] for side, found in counts.items() if case in found}))
        for case in cases
    ]
    for row in rows:
        numbers = [row['instructions'].get(side) for side in counts]
        print(f'{row["case"].rpartition("::")[2]:56}' + ''.join('—'.rjust(14) if n is None else f'{n:>14,.0f}' for n in numbers), flush=True)
    for peer in counts:
        ratios = figures.ratios(rows, peer, 'instructions')
        if ratios and peer != figures.OURS:
            least = ', '.join(f'{case.rpartition("::")[2]} {ratio:.2f}' for case, ratio in figures.by_size(ratios)[:10])
            print(f'{name}: {figures.geometric_mean(ratios.values()):.2f} times ours on {peer} over {len(ratios)}, the least: {least}', flush=True)
    return rows


def options_of(arguments: list[str]) -> argparse.Namespace:
    p = argparse.ArgumentParser(prog='bench.sh instructions', description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument('workload', nargs='*', help='of those that ./bench.sh --list names (default: orders, with -k upstream, with --write-docs all)')
    p.add_argument('-k', metavar='EXPR', default='', help="upstream's benchmarks of that name only (pytest's -k)")
    p.add_argument('--ours', action='store_true', help='without the published wheels')
    p.add_argument('--json', metavar='FILE', type=Path, help='write the counts there')
    p.add_argument('--write-docs', action='store_true', help='write docs/instructions.md from the counts')
    p.add_argument('--from', dest='saved', metavar='FILE', type=Path, nargs='+', help='counts that --json wrote: nothing is counted')
    sides.add_options(p, 'release')
    options = p.parse_args(arguments)
    if options.write_docs and (options.edition != EDITION or options.ours):
        raise Failure(f'docs/instructions.md is about the edition {EDITION} and both wheels')
    for name in options.workload:
        if name not in (*WORKLOADS, 'upstream'):
            raise Failure(f'there is no workload "{name}"')
    if options.k and options.workload and 'upstream' not in options.workload:
        raise Failure("-k chooses among upstream's benchmarks: name `upstream`, too")
    options.workload = options.workload or ([*WORKLOADS, 'upstream'] if options.write_docs else ['upstream'] if options.k else ['orders'])
    return options


def counted(options: argparse.Namespace) -> tuple[dict, list[dict]]:
    """Counts on all sides, and prints what it finds."""
    if not shutil.which('valgrind'):
        raise Failure('valgrind, which counts the instructions, is not on this machine')
    ours = sides.ours(options)
    all_sides = [ours] if options.ours else [ours, sides.published(options), sides.newest(options)]
    say(f'instructions; {ours.version()}')
    print(f'{"":56}' + ''.join(f'{side.name:>14}' for side in all_sides))
    rows = []
    for name in options.workload:
        # A process each, so that the counts of one do not depend on which others are asked for.
        command, cwd, ends = [HERE / 'worker.py', name], None, (0,)
        if name == 'upstream':
            # pytest ends with 1 where a side lacks a benchmark.
            (command, cwd), ends = upstream_command(ours.edition, options.k), (0, 1)
        rows += compare(name, {side.name: count(side, command, cwd, ends) for side in all_sides})
    return figures.conditions(ours), rows


@entry
def main() -> int:
    options = options_of(sys.argv[1:])
    about, rows = figures.load(options.saved) if options.saved else counted(options)
    if options.json:
        figures.save(options.json, about, rows)
    if options.write_docs:
        page.write(about, rows)
    return 0


if __name__ == '__main__':
    sys.exit(main())
