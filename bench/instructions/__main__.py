"""`./bench.sh instructions`: the instructions that an order takes in `orders`, counted by valgrind's callgrind.

Times jump with the machine and with where things lie in memory; instructions do not: a change of one per cent shows. The
collector is off, and each call was made before. What is counted is all that the process does, CPython's part included.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tests import sides
from tests.sides import Side
from tools.say import Failure, entry, say

HERE = Path(__file__).resolve().parent
NAMES = ('validate_json', 'validate_python', 'dump_json', 'dump_python')
ORDERS = 1000
"""How many worker/orders.py makes."""


def counter(side: Side) -> Path:
    """The folder of the module that switches callgrind on and off, compiled for that side's interpreter."""
    return sides.extension(side, HERE / 'counter.cc', '-idirafter', '/usr/include').parent


def count(side: Side) -> dict[str, float]:
    """Instructions an order, by the name of the call."""
    with tempfile.TemporaryDirectory() as scratch:
        valgrind = ['valgrind', '--tool=callgrind', '--instr-atstart=no', f'--callgrind-out-file={scratch}/out']
        env = side.environment(HERE.parent / 'worker', counter(side), PYTHONHASHSEED='0')
        done = subprocess.run([*valgrind, side.python, HERE / 'worker.py'], env=env, capture_output=True, text=True)
        if done.returncode:
            raise Failure(f'{side.name}: {done.stderr.strip()[-500:]}')
        texts = [path.read_text() for path in Path(scratch).iterdir()]
    found = {}
    for text in texts:
        name = re.search(r'^desc: Trigger: Client Request: (\w+)', text, re.M)
        if name:
            found[name[1]] = int(re.search(r'^(?:summary|totals): (\d+)', text, re.M)[1]) / ORDERS
    return found


@entry
def main() -> int:
    p = argparse.ArgumentParser(prog='bench.sh instructions', description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument('--ours', action='store_true', help='without the published wheel')
    p.add_argument('--json', metavar='FILE', help='write the numbers there')
    sides.add_options(p, 'release')
    options = p.parse_args()
    if not shutil.which('valgrind'):
        raise Failure('valgrind, which counts the instructions, is not on this machine')
    both = [sides.ours(options)] if options.ours else [*sides.both(options)]
    say(f'instructions an order; {both[0].version()}')
    counts = {side.name: count(side) for side in both}
    print(' ' * 12 + ''.join(f'{name:>17}' for name in NAMES))
    for side, found in counts.items():
        print(f'{side:12}' + ''.join(f'{found[name]:>17,.0f}' for name in NAMES))
    if options.json:
        Path(options.json).write_text(json.dumps(counts, indent=1) + '\n')
    return 0


if __name__ == '__main__':
    sys.exit(main())
