"""`./bench.sh wasi [--quick]`: what a run of python.wasm takes, against the figures it is to reach.

A whole process is timed from its start to its exit, the compiled module being in the cache; the script defines a model and
validates JSON. Beside it: the same without the snapshot, and in the native CPython with the published wheel. Then the
workload `orders` inside python.wasm under wasmtime, and inside Pyodide (upstream's core) in Node: the least of many calls.
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

from tools import components, pythons, wasm_build
from tools.say import Failure, entry, say

HERE = Path(__file__).resolve().parent
INSIDE = HERE.parent / 'worker' / 'inside.py'

SCRIPT = """
from pydantic import BaseModel

class Item(BaseModel):
    name: str
    price: float
    tags: list[str] = []

class Order(BaseModel):
    id: int
    items: list[Item]

order = Order.model_validate_json('{"id": "7", "items": [{"name": "a", "price": 1}]}')
assert order.items[0].price == 1.0
"""


def processes(command: list, runs: int, env=None) -> list:
    """Seconds for each process, after three that do not count."""
    times = []
    for _ in range(runs + 3):
        begin = time.perf_counter()
        subprocess.run(command, check=True, env=env)
        times.append(time.perf_counter() - begin)
    return sorted(times[3:])


def show(what: str, times: list, target: str = '') -> None:
    ms = [1000 * seconds for seconds in (statistics.median(times), times[0], times[-1])]
    print(f'{what:58} median {ms[0]:7.2f} ms  least {ms[1]:7.2f}  longest {ms[2]:7.2f}  {target}', flush=True)


def size(path: Path, target: str = '') -> None:
    content = path.read_bytes()
    packed = len(gzip.compress(content, 9, mtime=0))
    print(f'{path.name:58} {len(content) / 1e6:6.2f} MB, gzip {packed / 1e6:6.2f} MB  {target}', flush=True)


def orders(rounds: int, seconds: float) -> None:
    """Both sides in turn, each a process of its own a round."""
    try:
        wheels = json.dumps([str(wheel) for wheel in components.pyodide_wheels()])
        pyodide = [components.node(), HERE / 'pyodide.mjs', components.pyodide(), INSIDE, wheels, str(seconds)]
    except Failure as failure:
        print(f'orders: not measured: {failure}')
        return
    sides = {'ours': [wasm_build.RUN, INSIDE, str(seconds)], 'pyodide': pyodide}
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
    options = parser.parse_args()
    runs = 20 if options.quick else 200
    wasm_build.built()
    run = str(wasm_build.RUN)
    size(wasm_build.DIST / 'python-cold.wasm', 'to reach: 14 MB, gzip 8 MB')
    size(wasm_build.WASM)
    native = {**os.environ, 'PYTHONPATH': os.pathsep.join(str(components.site(name)) for name in ('runtime', 'reference'))}
    say(f'load of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors')
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder, 'script.py')
        script.write_text(SCRIPT)
        show('process: an empty script', processes([run, '-c', ''], runs))
        show('process: a model and JSON', processes([run, str(script)], runs), 'to reach: 8 ms')
        show('process: a model and JSON, --no-snapshot', processes([run, '--no-snapshot', str(script)], max(5, runs // 10)))
        show('process: the same in native CPython, published wheel', processes([pythons.native_python(), script], max(5, runs // 10), native))
        many = subprocess.run([run, '--repeat', str(runs * 5), str(script)], capture_output=True, text=True, check=True).stderr
        print(f'one process: {many.strip()}  to reach: 2 ms')
        early, late = map(float, re.findall(r'([\d.]+) MB', many))
        print(f'growth of memory over nine tenths of those runs: {late - early:.1f} MB')
    orders(*((2, 0.5) if options.quick else (5, 1.5)))
    return 0


if __name__ == '__main__':
    sys.exit(main())
