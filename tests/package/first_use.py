"""`python3 -m tests.package.first_use [--write]`: the way of a new user, timed: from a folder of wheels to programs under ours, and back.

A fresh environment of CPython 3.14 gets FastAPI, LangChain, pydantic-settings and SQLModel with the real pydantic-core, and the package
beside them, from wheels that were fetched before. Each program runs with the real core and with ours, and must print the same.
`--write` puts the times into docs/wheels.md. They are those of one run, and most of each is the import of other packages.
"""

from __future__ import annotations

import argparse
import os
import socket
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from typing import Callable, NamedTuple

from tests.package.environment import OURS, PACKAGE, REAL, WHICH, Environment, wheel
from tests.sides import ROOT
from tools import build, cache, components, pythons
from tools.pins import EDITIONS, NEWEST
from tools.say import entry, run
from tools.written_table import WrittenTable

VERSION = '3.14'
PROGRAMS = Path(__file__).with_name('programs')
TABLE = WrittenTable(ROOT / 'docs' / 'wheels.md', 'python3 -m tests.package.first_use --write')
ORDER = b'{"number": 7, "created": "2026-11-29T10:00:00Z", "items": [{"sku": "a", "count": "2"}]}'
PATIENCE = 60


class Step(NamedTuple):
    """A line of the table."""

    what: str
    real: float | None
    """Seconds with the real core; None where there is no difference, or it does not apply."""
    ours: float


def timed(call: Callable[[], str]) -> tuple[float, str]:
    start = time.monotonic()
    said = call()
    return time.monotonic() - start, said


def pip(env: Environment, houses: list[Path], *arguments: str) -> float:
    """Seconds of a pip that sees these folders of wheels alone."""
    links = [part for house in houses for part in ('--find-links', str(house))]
    command = [env.python, '-m', 'pip', arguments[0], *(['--no-index', *links] if arguments[0] == 'install' else []), *arguments[1:]]
    settings = {**os.environ, 'PIP_FIND_LINKS': '', 'PIP_DISABLE_PIP_VERSION_CHECK': '1'}
    start = time.monotonic()
    run(command, log=cache.log('package'), what=f'pip {arguments[0]}', env=settings)
    return time.monotonic() - start


def answer(env: Environment, *switch: str) -> str:
    """What the API says when uvicorn serves it: from the start of the program to its end."""
    with socket.socket() as free:
        free.bind(('127.0.0.1', 0))
        port = free.getsockname()[1]
    server = env.start(*switch, '-m', 'uvicorn', '--app-dir', PROGRAMS, '--port', str(port), '--log-level', 'error', 'api:app')
    try:
        request = urllib.request.Request(f'http://127.0.0.1:{port}/orders', ORDER, {'Content-Type': 'application/json'})
        give_up = time.monotonic() + PATIENCE
        while True:
            try:
                return urllib.request.urlopen(request, timeout=PATIENCE).read().decode()
            except ConnectionError:
                assert server.poll() is None and time.monotonic() < give_up, server.communicate()
            except urllib.error.URLError as error:
                assert isinstance(error.reason, ConnectionError) and server.poll() is None and time.monotonic() < give_up, error
            time.sleep(0.01)
    finally:
        server.terminate()
        server.communicate()


def both(env: Environment, what: str, call: Callable[..., str]) -> Step:
    """The same with both cores. Raises an AssertionError where they say different things."""
    call()  # what is imported is compiled now
    real, said = timed(call)
    ours, also = timed(lambda: call('-m', PACKAGE))
    assert said and said == also, f'{what}: {said!r} with the real core, {also!r} with ours'
    return Step(what, real, ours)


def steps(env: Environment, houses: list[Path]) -> list[Step]:
    found = [Step('`pip install pydantic-core-cpp`', None, pip(env, houses, 'install', 'pydantic-core-cpp'))]
    assert env.which() == REAL and env.which('-m', PACKAGE) == OURS
    for what, name in (
        ('FastAPI, asked by its test client', 'api.py'),
        ('a tool of LangChain', 'tool.py'),
        ('pydantic-settings', 'settings.py'),
        ('SQLModel', 'table.py'),
    ):
        found.append(both(env, what, lambda *switch: env.prints(*switch, PROGRAMS / name)))
    found.append(both(env, 'FastAPI, started by uvicorn, with its first answer', lambda *switch: answer(env, *switch)))
    seconds, _ = timed(lambda: str(env.package('enable')))
    assert env.which() == OURS
    found.append(Step('`python -m pydantic_core_cpp enable`', None, seconds))
    seconds, _ = timed(lambda: str(env.package('disable')))
    assert env.which() == REAL
    found.append(Step('`python -m pydantic_core_cpp disable`', None, seconds))
    found.append(Step('`pip uninstall pydantic-core-cpp`', None, pip(env, houses, 'uninstall', '-y', 'pydantic-core-cpp')))
    assert env.which() == REAL
    return found


@entry
def main() -> int:
    parser = argparse.ArgumentParser(prog='python3 -m tests.package.first_use', description=__doc__.partition('\n')[0])
    parser.add_argument('--write', action='store_true', help=f'write the table into {TABLE.document.name}')
    arguments = parser.parse_args()
    if pythons.other_python(VERSION) is None:
        print(f'CPython {VERSION}: not to be had\n0 passed, 0 failed, 1 skipped')
        return 0
    preset = build.preset_for('release', VERSION)
    built = {edition: build.built_site(preset, edition) for edition in EDITIONS}
    houses = [components.wheelhouse(name, VERSION, NEWEST) for name in ('first-use', 'reference')]
    with tempfile.TemporaryDirectory() as folder:
        env = Environment(Path(folder).resolve() / 'env', VERSION)
        wheels = Path(folder, 'wheels')
        wheels.mkdir()
        wheel(VERSION, built, wheels)
        names = 'fastapi', 'uvicorn', 'httpx', 'langchain-core', 'pydantic-settings', 'sqlmodel'
        before = pip(env, houses, 'install', *names)
        found = [Step('`pip install fastapi langchain-core …`, before it', before, before), *steps(env, [wheels])]
    lines = [f'| {step.what} | {"" if step.real is None else f"{step.real:.1f} s"} | {step.ours:.1f} s |\n' for step in found]
    table = ''.join(['| | real core | ours |\n', '| --- | --- | --- |\n', *lines])
    print(table, end='')
    if arguments.write:
        TABLE.write(table)
    print(f'{len(found)} passed, 0 failed')
    return 0


if __name__ == '__main__':
    sys.exit(main())
