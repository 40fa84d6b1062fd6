"""`./bench.sh wasi [--quick] [--edition EDITION] [--against DIST]`: what a run of python.wasm takes, against the figures it is to reach.

A whole process is timed from its start to its exit, the compiled module being in the cache; the script defines two models, one
in the other, and validates JSON. Beside it: the same without the snapshot, and in the native CPython with the published wheel. Then the
workload `orders` inside python.wasm under wasmtime, and inside Pyodide (upstream's core) in Node: the least of many calls.
With `--against`, only the runs, in turns with those of another build: what a change costs.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from tools import components, pythons, wasm_build, wasm_pages
from tools.pins import EDITION, EDITIONS
from tools.say import Failure, entry, say

HERE = Path(__file__).resolve().parent
INSIDE = HERE.parent / 'worker' / 'inside.py'

ONE_MODEL = """
from pydantic import BaseModel

class Item(BaseModel):
    name: str
    price: float
    tags: list[str] = []

assert Item.model_validate_json('{"name": "a", "price": 1}').price == 1.0
"""

TWO_MODELS = f"""{wasm_pages.MODELS}
order = Order.model_validate_json('{{"id": "7", "items": [{{"name": "a", "price": 1}}]}}')
assert order.items[0].price == 1.0
"""


# Says when each part of it was done, in microseconds since the runner began to make the run.
PHASES = """
from time import perf_counter as now
times = [now()]
import pydantic
times.append(now())
from pydantic import BaseModel
times.append(now())
class Item(BaseModel):
    name: str
    price: float
    tags: list[str] = []
times.append(now())
class Order(BaseModel):
    id: int
    items: list[Item]
times.append(now())
Order.model_validate_json('{"id": "7", "items": [{"name": "a", "price": 1}]}')
times.append(now())
print(*[round(time * 1e6) for time in times])
"""
PARTS = ('its start, up to the script', 'import pydantic', 'from pydantic import BaseModel', 'the first model', 'the second model', 'validating JSON')


class Process(NamedTuple):
    seconds: float
    processor: float  # seconds of it, which other work on the machine does not add to
    faults: int


def process(command: list, env=None) -> Process:
    command = [str(part) for part in command]
    out = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
    begin = time.perf_counter()
    pid = os.posix_spawn(command[0], command, os.environ if env is None else env, file_actions=out)
    _, status, usage = os.wait4(pid, 0)
    assert status == 0, command
    return Process(time.perf_counter() - begin, usage.ru_utime + usage.ru_stime, usage.ru_minflt)


def processes(command: list, runs: int, env=None) -> list:
    """What each process took, after three that do not count."""
    return [process(command, env) for _ in range(runs + 3)][3:]


def show(what: str, taken: list, target: str = '') -> None:
    times = sorted(1000 * process.seconds for process in taken)
    processor = min(1000 * process.processor for process in taken)
    faults = statistics.median(process.faults for process in taken)
    figures = f'median {statistics.median(times):7.2f} ms  least {times[0]:7.2f}  processor {processor:7.2f}  faults {faults:5.0f}'
    print(f'{what:54} {figures}  {target}', flush=True)


def repeat(run: list, runs: int, script: Path) -> tuple:
    """The runs' own output and the figures of `--repeat`."""
    ended = subprocess.run([*run, '--repeat', str(runs), str(script)], capture_output=True, text=True, check=True)
    return ended.stdout.splitlines(), ended.stderr.strip()


def phases(run: list, runs: int, folder: str) -> None:
    """Where the time of a run goes: of the fastest of each part, as other work only adds to it."""
    script = Path(folder, 'phases.py')
    script.write_text(PHASES)
    lines = [[0, *map(int, line.split())] for line in repeat(run, runs, script)[0]]
    for place, part in enumerate(PARTS):
        least = min(times[place + 1] - times[place] for times in lines)
        print(f'  of a run in one process: {part:31} least {least / 1000:7.2f} ms', flush=True)


def against(other: Path, run: list, runs: int, folder: str) -> None:
    """Whole processes in turns, and three times in turns the runs of one process."""
    sides = {'before': [str(other / 'run'), *run[1:]], 'now': run}
    scripts = {'an empty script': '', 'one model and JSON': ONE_MODEL, 'two models and JSON': TWO_MODELS}
    for number, (what, content) in enumerate(scripts.items()):
        script = Path(folder, f'script{number}.py')
        script.write_text(content)
        taken = [{side: process([*run, script]) for side, run in sides.items()} for _ in range(runs + 3)][3:]
        for side in sides:
            show(f'process: {what}: {side}', [turn[side] for turn in taken])
        for _ in range(3):
            for side, run in sides.items():
                print(f'one process: {what}: {side}: {repeat(run, runs * 5, script)[1]}', flush=True)


def size(path: Path, target: str = '') -> None:
    name = path.relative_to(wasm_build.DIST)
    content = path.read_bytes()
    packed = len(gzip.compress(content, 9, mtime=0))
    print(f'{name!s:54} {len(content) / 1e6:6.2f} MB, gzip {packed / 1e6:6.2f} MB  {target}', flush=True)


def orders(run: list, rounds: int, seconds: float) -> None:
    """Both sides in turn, each a process of its own a round."""
    try:
        wheels = json.dumps([str(wheel) for wheel in components.pyodide_wheels()])
        pyodide = [components.node(), HERE / 'pyodide.mjs', components.pyodide(), INSIDE, wheels, str(seconds)]
    except Failure as failure:
        print(f'orders: not measured: {failure}')
        return
    sides = {'ours': [*run, INSIDE, str(seconds)], 'pyodide': pyodide}
    best: dict = {}
    for _ in range(rounds):
        for side, command in sides.items():
            for case, ns in json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout).items():
                best[case, side] = min(ns, best.get((case, side), ns))
    for case in dict.fromkeys(case for case, _ in best):
        ours, theirs = best[case, 'ours'] / 1e6, best[case, 'pyodide'] / 1e6
        print(f'{"orders: " + case:58} Pyodide {theirs:6.2f} ms  ours {ours:6.2f} ms  ratio {theirs / ours:5.2f}  to reach: 1.5', flush=True)


@entry
def main() -> int:
    parser = argparse.ArgumentParser(prog='bench.sh wasi', description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--quick', action='store_true', help='fewer runs')
    parser.add_argument('--against', type=Path, metavar='DIST', help='another dist/, to compare the runs with')
    parser.add_argument('--edition', choices=EDITIONS, default=EDITION, help='the release of upstream (default: %(default)s)')
    options = parser.parse_args()
    runs = 20 if options.quick else 200
    wasm_build.built(options.edition)
    run = wasm_build.command(options.edition)
    size(wasm_build.folder(options.edition) / 'python-cold.wasm', 'to reach: 14 MB, gzip 8 MB')
    size(wasm_build.folder(options.edition) / 'python.wasm')
    native = {**os.environ, 'PYTHONPATH': os.pathsep.join(str(components.site(name, edition=options.edition)) for name in ('runtime', 'reference'))}
    say(f'load of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors')
    with tempfile.TemporaryDirectory() as folder:
        if options.against:
            against(options.against, run, runs, folder)
            return 0
        script = Path(folder, 'script.py')
        script.write_text(TWO_MODELS)
        show('process: nothing at all (/bin/true)', processes(['/bin/true'], runs))
        show('process: the runner alone (--version)', processes([*run, '--version'], runs))
        show('process: an empty script', processes([*run, '-c', ''], runs))
        show('process: two models and JSON', processes([*run, str(script)], runs), 'to reach: 8 ms')
        show('process: two models and JSON, --no-snapshot', processes([*run, '--no-snapshot', str(script)], max(5, runs // 10)))
        show('process: the same in native CPython, published wheel', processes([pythons.native_python(), script], max(5, runs // 10), native))
        empty = Path(folder, 'empty.py')
        empty.write_text('')
        print(f'one process, an empty script: {repeat(run, runs * 5, empty)[1]}')
        one = Path(folder, 'one.py')
        one.write_text(ONE_MODEL)
        many = repeat(run, runs * 5, one)[1]
        print(f'one process, a model and JSON: {many}  to reach: 2 ms')
        early, late = map(float, re.findall(r'([\d.]+) MB', many))
        print(f'growth of memory over nine tenths of those runs: {late - early:.1f} MB')
        print(f'one process, two models and JSON: {repeat(run, runs * 5, script)[1]}')
        phases(run, runs, folder)
    orders(run, *((2, 0.5) if options.quick else (5, 1.5)))
    return 0


if __name__ == '__main__':
    sys.exit(main())
