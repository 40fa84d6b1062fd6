"""`./bench.sh instructions [WORKLOAD…]`: the instructions that the calls of workloads take, counted by valgrind's callgrind.

Times jump with the machine and with where things lie in memory; instructions do not: a change of one per cent shows. The
collector is off, and each call was made before. What is counted is all that the process does, CPython's part included. Without
a name it is `orders`, and the counts are for one order.
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
from bench.runner import Result
from bench.worker.workloads import WORKLOADS
from bench.workers import WORKER
from tests import sides
from tests.sides import Side
from tools.say import Failure, entry, say

HERE = Path(__file__).resolve().parent
DIVISORS = {'orders': 1000, 'orders-slice': 1000}
"""Workloads whose counts are told for one of their records, of which so many are in a call."""


def counter(side: Side) -> Path:
    """The folder of the module that switches callgrind on and off, compiled for that side's interpreter."""
    return sides.extension(side, HERE / 'counter.cc', '-idirafter', '/usr/include').parent


def count(side: Side, names: list[str]) -> dict[str, float]:
    """Instructions, by the name of the call."""
    with tempfile.TemporaryDirectory() as scratch:
        valgrind = ['valgrind', '--tool=callgrind', '--instr-atstart=no', f'--callgrind-out-file={scratch}/out']
        env = side.environment(WORKER, counter(side), PYTHONHASHSEED='0')
        done = subprocess.run([*valgrind, side.python, HERE / 'worker.py', *names], env=env, capture_output=True, text=True)
        if done.returncode:
            raise Failure(f'{side.name}: {done.stderr.strip()[-500:]}')
        dumps = sorted(Path(scratch).iterdir(), key=lambda path: (len(path.name), path.name))  # in the order of the calls
        texts = [path.read_text() for path in dumps]
    found = {}
    for text in texts:
        name = re.search(r'^desc: Trigger: Client Request: (\S+)', text, re.M)
        if name:
            total = int(re.search(r'^(?:summary|totals): (\d+)', text, re.M)[1])
            found[name[1]] = total / DIVISORS.get(name[1].partition('.')[0], 1)
    return found


@entry
def main() -> int:
    p = argparse.ArgumentParser(prog='bench.sh instructions', description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument('workload', nargs='*', default=['orders'], help='of those that ./bench.sh --list names (default: orders)')
    p.add_argument('--ours', action='store_true', help='without the published wheel')
    p.add_argument('--json', metavar='FILE', type=Path, help='write the counts there, for --write-docs --from')
    sides.add_options(p, 'release')
    options = p.parse_args()
    if not shutil.which('valgrind'):
        raise Failure('valgrind, which counts the instructions, is not on this machine')
    for name in options.workload:
        if name not in WORKLOADS:
            raise Failure(f'there is no workload "{name}"')
    ours = sides.ours(options)
    both = [ours] if options.ours else [ours, sides.published(options)]
    say(f'instructions; {ours.version()}')
    counts = {side.name: count(side, options.workload) for side in both}
    results = [Result(case, instructions={side: found[case] for side, found in counts.items()}) for case in counts[ours.name]]
    print(f'{"":40}' + ''.join(f'{side:>17}' for side in counts))
    for result in results:
        print(f'{result.case:40}' + ''.join(f'{number:>17,.0f}' for number in result.instructions.values()))
    if options.json:
        figures.save(options.json, figures.conditions(ours), [figures.row('instructions', result) for result in results])
    return 0


if __name__ == '__main__':
    sys.exit(main())
