"""Runs modules of CPython's regression tests inside python.wasm, each in processes of its own.

    /cpython/test   the tests, from the pinned source
    /pyc            compiled Python, kept between the runs
    /tmp            the module's own folder: the journal and the files that its tests make
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Iterator

from tests.conformance import runner
from tests.conformance.runner import Program, Results
from tests.conformance.suites import Suite
from tests.sides import ROOT
from tools import components, wasm_build

START = Path(__file__).resolve().parent / 'inside' / 'run_module.py'

HANG_SECONDS = 900
"""Some tests are long, and CPython's own are started with two and a half hours."""

MEMORY = 2048
"""MB: a test that allocates without end must not take the machine with it."""


def library() -> Path:
    """The folder of the tests."""
    return components.cpython_source() / 'Lib' / 'test'


def modules() -> list[str]:
    """All modules of tests, by name."""
    return sorted(path.stem for path in library().glob('test_*') if path.is_dir() or path.suffix == '.py')


def program(scratch: Path) -> Program:
    """The command whose journal is `scratch`/journal; the module is to be added to it."""
    compiled = ROOT / 'build' / 'cpython-tests' / 'pyc'  # not in the cache, where the runner lets no script write
    compiled.mkdir(parents=True, exist_ok=True)
    folders = {library(): '/cpython/test', compiled: '/pyc:rw', scratch: '/tmp:rw'}
    mounts = [part for host, guest in folders.items() for part in ('--dir', f'{host}::{guest}')]
    return Program([str(wasm_build.RUN), f'--memory={MEMORY}', *mounts, str(START.relative_to(ROOT))], ROOT, None)


def _run(name: str) -> Results:
    return runner.run(Suite(name, library(), (), hang_seconds=HANG_SECONDS), program, [name], 1)


def each(names: list[str], jobs: int) -> Iterator[Results]:
    """How the tests of these modules ended, a module after the other."""
    wasm_build.built()
    with ThreadPoolExecutor(jobs) as pool:
        yield from pool.map(_run, names)
