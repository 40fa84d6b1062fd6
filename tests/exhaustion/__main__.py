"""`python3 -m tests.exhaustion`: every allocation of many calls is refused in turn, and each must end in MemoryError or in
the right answer (see worker.py).

A row is a kind of schema (or a function of the module) and a call. Kinds run in processes of their own, and a row that
ends its process is one failure, which names the allocation.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests import sides
from tests.sides import ROOT, Side
from tools.say import entry, say

def environment(side: Side) -> dict[str, str]:
    made = sides.extension(side, Path(__file__).with_name('failing.cc'))
    return side.environment(ROOT, made.parent, PYTHONHASHSEED='0', LD_PRELOAD=str(made))


def run_kind(side: Side, env: dict[str, str], kind: str, known: dict[str, list[str]], step: int, all_wrong: bool) -> Counter:
    """Passed and failed rows, and calls that were made."""
    counts: Counter = Counter()
    names = json.dumps(known['SchemaValidator']), json.dumps(known['SchemaSerializer'])
    first, alive = 0, False
    while not alive:
        with tempfile.NamedTemporaryFile() as place:
            args = ['-m', 'tests.exhaustion.worker', 'run', kind, *names, str(step), place.name, str(first)]
            process = subprocess.Popen([side.python, *args], env=env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
            out, err = process.communicate()
            last = None
            for line in out.splitlines():
                name, *found = json.loads(line)
                if not found:
                    last = name
                    first += 1
                    continue
                last = None
                wrong, tried, kept_out = found
                counts['calls'] += tried
                counts['kept out' if kept_out else 'failed' if wrong else 'passed'] += 1
                for text in wrong if all_wrong else wrong[:1]:
                    print(f'FAILED {name} ({len(wrong)} times): {text}', flush=True)
            alive = process.returncode == 0
            if not alive:
                counts['failed'] += 1
                at = Path(place.name).read_text().strip()
                print(f'CRASH {last}: {at} refused: exit status {process.returncode}: {err.strip()[-300:]}', flush=True)
                if last is None:
                    return counts
    return counts


@entry
def main() -> int:
    p = argparse.ArgumentParser(prog='python3 -m tests.exhaustion', description=__doc__)
    p.add_argument('kind', nargs='*', help='types of schema, or "functions" (default: all)')
    p.add_argument('--step', type=int, default=1, metavar='N', help='refuse every N-th allocation alone (default: each)')
    p.add_argument('--all', action='store_true', help='show all that is wrong with a row, and not the first alone')
    p.add_argument('--published', action='store_true', help='with the published wheel')
    sides.add_options(p, 'dev')
    options = p.parse_args()
    sys.stdout.reconfigure(errors='backslashreplace')  # rows have what they are about in their names
    side = sides.published(options) if options.published else sides.ours(options)
    known = sides.known_types(side)
    env = environment(side)
    kinds = options.kind or ['functions', *known['SchemaValidator']]
    total: Counter = Counter()
    with ThreadPoolExecutor(2) as pool:
        for kind, counts in zip(kinds, pool.map(lambda kind: run_kind(side, env, kind, known, options.step, options.all), kinds)):
            total += counts
            say(f'exhaustion: {kind}, {total["passed"]} passed, {total["failed"]} failed so far')
    print(f'{total["calls"]} calls with an allocation refused; {total["kept out"]} rows kept out, which CPython would not survive')
    print(f'{total["passed"]} passed, {total["failed"]} failed')
    return 1 if total['failed'] else 0


if __name__ == '__main__':
    sys.exit(main())
