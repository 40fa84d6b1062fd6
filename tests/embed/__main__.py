"""`python3 -m tests.embed [HOST…]`: dist/python.wasm in other hosts, through the examples of examples/embed.

Each host runs the same rows; a host that cannot be had on this machine is counted as skipped, with the reason.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

from tests.embed.page import Page
from tests.embed.rows import BAD, CHANCE, EXAMPLES, GOOD, HOSTS, ROWS, Row, bad, good
from tools import browser, cache, components, wasm_build
from tools.say import Failure, entry

HERE = Path(__file__).resolve().parent
FILES = [EXAMPLES / name for name in ('check_order.py', 'good.json', 'bad.json')]


class Tally:
    def __init__(self) -> None:
        self.passed = self.failed = self.skipped = 0

    def check(self, what: str, right: bool, why='') -> None:
        self.passed += right
        self.failed += not right
        if not right:
            print(f'FAILED {what}: {why}', flush=True)

    def rows(self, host: str, results: list) -> None:
        """The results of the rows of that host, and of CHANCE, twice."""
        for row, result in zip(rows_of(host), results):
            try:
                right = row.right(result)
            except (ValueError, LookupError, TypeError):
                right = False
            self.check(f'{host}: {row.what}', right, {name: str(value)[-1000:] for name, value in result.items()})
        first, second = (result['stdout'] for result in results[-2:])
        self.check(f'{host}: chance', len(first) > 60 and first != second, first)

    def command(self, host: str, command: list, environment: dict) -> None:
        """The example's own command line: a line for each file."""
        ended = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=600)
        lines = ended.stdout.splitlines()
        try:
            right = len(lines) == 2 and all(test({'stdout': line.partition(': ')[2]}) for test, line in zip((good, bad), lines))
        except (ValueError, LookupError, TypeError):
            right = False
        self.check(f'{host}: the example', right and not ended.returncode, f'{ended.stdout}{ended.stderr}'[-1500:])


def rows_of(host: str) -> list:
    return [row for row in ROWS if host in row.hosts]


def runs(host: str) -> list:
    """What a host is given to run."""
    rows = [*rows_of(host), Row('', CHANCE, bool), Row('', CHANCE, bool)]
    return [{'script': row.script, 'stdin': row.stdin, 'timeout': row.timeout} for row in rows]


def driven(host: str, command: list, environment: dict) -> list:
    ended = subprocess.run(command, env=environment, input=json.dumps(runs(host)), capture_output=True, text=True, timeout=600)
    if ended.returncode:
        raise RuntimeError(f'{command[0]} ended with status {ended.returncode}: {ended.stderr[-1500:]}')
    return json.loads(ended.stdout)


def python(tally: Tally) -> None:
    # wasmtime's cache of machine code is beside ours.
    environment = {**os.environ, 'PYTHONPATH': str(components.site('wasmtime')), 'XDG_CACHE_HOME': str(cache.root())}
    folder = EXAMPLES / 'python'
    tally.command('python', [sys.executable, folder / 'sandbox.py', wasm_build.WASM, *FILES], environment)
    tally.rows('python', driven('python', [sys.executable, HERE / 'drive.py', folder, wasm_build.WASM], environment))


def node(tally: Tally) -> None:
    program, example = components.node(), EXAMPLES / 'node' / 'sandbox.mjs'
    tally.command('node', [program, example, wasm_build.WASM, *FILES], dict(os.environ))
    tally.rows('node', driven('node', [program, HERE / 'drive.mjs', example, wasm_build.WASM], dict(os.environ)))


# A visitor: waits until the page is ready, and for what a press of a button brings.
WAIT = """
const $ = (id) => document.getElementById(id);
const until = async (ready) => { while (!ready()) await new Promise((go) => setTimeout(go, 10)); };
const press = async (id, changes) => { const old = $(changes).value; $(id).click(); await until(() => $(changes).value !== old); return $(changes).value; };
"""
VISIT = f"""(async () => {{ {WAIT}
await until(() => !$('check').disabled);
return [await press('check', 'answer'), await press('bad', 'json'), await press('check', 'answer')];
}})()"""
RUN = """(async (runs) => {
const { Sandbox } = await import('./sandbox.mjs');
const sandbox = await Sandbox.load('python.wasm');
const results = [];
for (const { script, ...options } of runs) results.push(await sandbox.run(script, options));
return results;
})"""


def in_browser(tally: Tally) -> None:
    chromium = browser.chromium()
    sys.path.insert(0, str(EXAMPLES / 'browser'))
    from serve import server

    with server() as served:
        threading.Thread(target=served.serve_forever, daemon=True).start()
        with Page(chromium, f'http://127.0.0.1:{served.server_address[1]}/', 300) as page:
            first, text, second = page.evaluate(VISIT)
            tally.check('browser: the page, a good order', good({'stdout': first}), first)
            tally.check('browser: the page, a bad order', text == BAD != GOOD and bad({'stdout': second}), second)
            tally.rows('browser', page.evaluate(f'{RUN}({json.dumps(runs("browser"))})'))
        served.shutdown()


@entry
def main() -> int:
    wasm_build.built()
    tally = Tally()
    for host in sys.argv[1:] or HOSTS:
        begin = time.monotonic()
        try:
            {'python': python, 'node': node, 'browser': in_browser}[host](tally)
        except Failure as failure:
            tally.skipped += 1
            print(f'skipped {host}: {failure}', flush=True)
            continue
        except (RuntimeError, subprocess.TimeoutExpired) as error:
            tally.check(host, False, error)
        print(f'{host}: {time.monotonic() - begin:.1f} s', flush=True)
    print(f'{tally.passed} passed, {tally.failed} failed, {tally.skipped} skipped')
    return 1 if tally.failed else 0


if __name__ == '__main__':
    sys.exit(main())
