"""`python3 -m tests.crashes [MODULE…]`: calls every function, class and method of the modules inside python.wasm with odd arguments.

First it looks through CPython's object files for functions that cannot be called there (signatures.py). Then, each module has
a process of its own. What a call raises is of no interest; a call that ends the program (a trap, an abort)
is a failure. A call that takes too long is left there, and the next one made in another process.
"""

from __future__ import annotations

import argparse
import random
import re
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

from tests.crashes import signatures
from tests.sides import ROOT
from tools import wasm_build, wasm_python
from tools.pins import EDITION, EDITIONS
from tools.say import entry

CALL_ALL = Path(__file__).resolve().parent / 'inside' / 'call_all.py'
SHARE = 40  # modules of an ordinary run
SECONDS = 10  # for a process
CRASH = re.compile(r'error: the program crashed: .*')
LIST = (
    'import pkgutil, sys; print(*sorted({m.name for m in pkgutil.iter_modules()} | set(sys.builtin_module_names) - {"_embedded", "__main__"}))'
)
# They only wait, talk to people, or start anew what runs here.
LEFT_OUT = {'antigravity', 'idlelib', 'this', 'turtledemo', 'webbrowser'}


class Crash(NamedTuple):
    call: str
    why: str


def modules(run: list[str]) -> list[str]:
    """The modules inside, by name."""
    done = subprocess.run([*run, '-c', LIST], capture_output=True, text=True, check=True)
    return [name for name in done.stdout.split() if name not in LEFT_OUT]


def crashes(run: list[str], module: str, seed: int, calls: int) -> tuple[int, list[Crash]]:
    """How many calls were made of a module's functions, and those that ended the program."""
    found, first = [], 0
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder, 'calls')
        while True:
            ended = _process(run, folder, module, seed, calls, first)
            lines = log.read_text(errors='replace').splitlines() if log.exists() else []
            if lines and lines[-1] == 'end':
                return len(lines) - 1, found
            number, _, call = (lines[-1] if lines else f'0 import {module}').partition(' ')
            why = CRASH.search(ended)
            if why:
                found.append(Crash(call, why[0]))
            if int(number) <= first:  # it came no further: the module does not import any more
                return len(lines), found
            first = int(number)


def _process(run: list[str], folder: str, module: str, seed: int, calls: int, first: int) -> str:
    """What a process says on stderr that makes the calls behind number `first`."""
    start = ['--memory=512', f'--timeout={SECONDS}', '--dir', f'{folder}::/tmp:rw', CALL_ALL.relative_to(ROOT)]
    command = [*run, *start, module, str(seed), str(calls), str(first)]
    done = subprocess.run(command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    return done.stderr.decode(errors='replace')


def wrong_signatures() -> list[str]:
    """The functions that would trap when CPython calls them, in the object files that are linked."""
    python = wasm_python.wasi_python()
    included = re.compile(r'(?m)^#include "(\w+)\.c"$')
    replaced = {f'{name}.o' for source in (ROOT / 'host').rglob('*.c') for name in included.findall(source.read_text())}
    looked, wrong = signatures.mismatches(sorted((python / 'lib').glob('*.a')), python / 'include', replaced)
    print(f'{looked} pointers to functions in types, methods and properties of CPython')
    return wrong if looked else ['no pointer was found']


@entry
def main() -> int:
    parser = argparse.ArgumentParser(prog='python3 -m tests.crashes', description=__doc__.split('\n')[0])
    parser.add_argument('module', nargs='*', help='default: a share that the seed chooses')
    parser.add_argument('--full', action='store_true', help='all modules')
    parser.add_argument('--seed', type=int, default=1)
    parser.add_argument('--calls', type=int, default=3, help='of each function (default: %(default)s)')
    parser.add_argument('--edition', choices=EDITIONS, default=EDITION, help='the release of upstream inside (default: %(default)s)')
    options = parser.parse_args()
    wasm_build.built(options.edition)
    run = wasm_build.command(options.edition)
    chosen = options.module or modules(run)
    if not (options.full or options.module):
        chosen = sorted(random.Random(options.seed).sample(chosen, SHARE))
    wrong = wrong_signatures()
    for line in wrong:
        print(f'FAILED {line}')
    made, failed = 1, len(wrong)
    with ThreadPoolExecutor(2) as pool:
        for module, (count, found) in zip(chosen, pool.map(lambda name: crashes(run, name, options.seed, options.calls), chosen)):
            made += count
            failed += len(found)
            for crash in found:
                print(f'FAILED {crash.call}: {crash.why}', flush=True)
    print(f'seed {options.seed}: {len(chosen)} modules, {made - 1} calls')
    print(f'{made - failed} passed, {failed} failed')
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
