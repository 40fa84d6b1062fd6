"""`./bench.sh once`: nanoseconds to reach a value that was made once, by oncecell and by what else there is, in one run.

    python3 -m bench.once [--json FILE]

Each row is a loop inside `_once_bench` (release build). Rows run in turns, many rounds, and the fastest round counts: the
machine's other work only ever adds.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path

from tools import build
from tools.say import entry

ROUNDS, READS, FILLS = 30, 1_000_000, 20_000

MEASURE = f"""
import json, _once_bench as bench
best = [float('inf')] * len(bench.ROWS)
for _ in range({ROUNDS}):
    for row, (group, name) in enumerate(bench.ROWS):
        n = {FILLS} if group.startswith('fill') else {READS} // 20 if name.endswith('each time') else {READS}
        best[row] = min(best[row], bench.run(row, n) / n * 1e9)
print(json.dumps([[*row, ns] for row, ns in zip(bench.ROWS, best)]))
"""


def measure(preset: str) -> list:
    """Rows of (group, name, nanoseconds)."""
    folder = build.build(preset, ['_once_bench']) / 'bench' / 'once'
    env = {**os.environ, 'PYTHONPATH': str(folder)}
    out = subprocess.run([build.python(preset), '-c', MEASURE], env=env, stdout=subprocess.PIPE, text=True, check=True)
    return json.loads(out.stdout)


@entry
def main() -> None:
    parser = argparse.ArgumentParser(prog='bench.sh once', description='Nanoseconds for the once cell and its kin.')
    parser.add_argument('--json', type=Path, metavar='FILE', help='write the numbers there as well')
    arguments = parser.parse_args()
    rows = measure('release')
    shown = None
    for group, name, ns in rows:
        if group != shown:
            print(f'{"" if shown is None else chr(10)}{group:56}        ns')
            shown = group
        print(f'  {name:54}{ns:10.2f}')
    if arguments.json:
        arguments.json.write_text(json.dumps([dict(zip(('group', 'name', 'ns'), row)) for row in rows], indent=1))


if __name__ == '__main__':
    os.chdir(build.ROOT)
    sys.exit(main())
