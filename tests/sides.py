"""The sides that tests and benchmarks compare: this checkout's build, and the wheel that upstream published.

A side is an interpreter and what it puts first on `sys.path`. These two run the same interpreter with the
same packages beside them, so that nothing but `pydantic_core` differs. Both are of the edition that is asked for. Benchmarks have a
third, upstream's newest wheel. Every command that starts a side takes the options that `add_options` adds.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

from tests.package import environment as package
from tools import build, cache, components, pythons
from tools.pins import EDITION, EDITIONS, NEWEST
from tools.say import Failure

ROOT = Path(__file__).resolve().parent.parent
"""The checkout."""


@dataclass(frozen=True)
class Side:
    """One interpreter with one `pydantic_core`."""

    name: str
    python: str
    path: tuple[Path, ...]
    sanitizer: dict[str, str] = field(default_factory=dict)
    """Settings for the sanitizers, where the module was built with them."""
    edition: str = EDITION
    """The release of upstream that the module is, or stands for."""

    def environment(self, *extra_path: Path, **extra: str) -> dict[str, str]:
        """The environment of a process of this side: the caller's, without what would reach into Python, and with our cache."""
        reaching = 'PYTHON', 'PYTEST', 'PYDANTIC_'
        env = {name: value for name, value in os.environ.items() if not name.startswith(reaching) or name == cache.NAMED_BY}
        path = os.pathsep.join(str(p) for p in (*extra_path, *self.path))
        # Compiling the tests with pytest's assertions, and the packages, takes as long as a good part of many runs.
        return {**env, **self.sanitizer, 'PYTHONPATH': path, 'PYTHONPYCACHEPREFIX': str(cache.compiled_python()), **extra}

    def version(self) -> str:
        """The interpreter's name and version."""
        code = "import sys; print(sys.implementation.name, sys.version.split(' (')[0])"
        return subprocess.run([self.python, '-c', code], capture_output=True, text=True).stdout.strip()

    def trouble(self) -> str | None:
        """Why this side cannot be used, in one sentence; `None` when it can."""
        code = 'import pydantic_core._pydantic_core as m; print(m.__file__)'
        done = subprocess.run([self.python, '-c', code], env=self.environment(), capture_output=True, text=True)
        if done.returncode:
            why = (done.stderr.strip().splitlines() or [f'exit status {done.returncode}'])[-1]
            return f'{self.name}: pydantic_core does not import: {why}'
        where = Path(done.stdout.strip())
        if self.path[0] not in where.parents:
            return f'{self.name}: pydantic_core was found at {where} and not below {self.path[0]}'
        return None


def add_options(parser: argparse.ArgumentParser, preset: str) -> None:
    """The options that say where the sides are."""
    group = parser.add_argument_group('where things are (set up and built when they are not named)')
    group.add_argument('--preset', default=preset, help=f'the build to test (default: {preset})')
    group.add_argument('--python', metavar='EXE', help='an interpreter that has the test packages and the published wheel')
    group.add_argument('--on', metavar='VERSION', help='CPython of that version (3.10 … 3.15), not our own 3.13')
    group.add_argument('--edition', choices=EDITIONS, default=EDITION, help='the release of upstream (default: %(default)s)')
    group.add_argument('--site', metavar='DIR', help='a folder that holds our pydantic_core: it is not built')


def both(options: argparse.Namespace, *packages: str) -> tuple[Side, Side]:
    """Our side and the published one, built and set up, with the sets of `packages` (of tools/wheel_pins.py) beside them."""
    return ours(options, *packages), published(options, *packages)


def ours(options: argparse.Namespace, *packages: str) -> Side:
    """This checkout's build."""
    if options.site:
        site = Path(options.site)
    else:
        preset = build.preset_for(options.preset, options.on or components.OURS, options.edition)
        build.build(preset, ['_pydantic_core'])
        site = build.site(preset)
    return _side('ours', site.resolve(), options, packages, build.sanitizer_environment(options.preset))


def published(options: argparse.Namespace, *packages: str) -> Side:
    """The wheel that upstream published of that edition."""
    return _side('published', components.site('reference', options.on or components.OURS, options.edition), options, packages)


def switched_on(options: argparse.Namespace, *packages: str) -> Side:
    """The published wheel, with the package beside it that answers with this checkout's build of all editions."""
    version = options.on or components.OURS
    preset = build.preset_for(options.preset, version)
    built = {edition: build.built_site(preset, edition) for edition in EDITIONS}
    folder = ROOT / 'build' / f'switched-on-{version}'
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    shutil.unpack_archive(package.wheel(version, built, folder), folder, 'zip')
    # What `python -m pydantic_core_cpp` puts in front of PYTHONPATH, and the core that it finds there.
    beside = folder / package.PACKAGE / 'start', components.site('reference', version, options.edition)
    return _side('switched on', folder, options, packages, beside=beside)


def newest(options: argparse.Namespace, *packages: str) -> Side:
    """The newest wheel that upstream published, with the pydantic that wants it."""
    return _side('newest', components.site('release', options.on or components.OURS, NEWEST), options, packages, edition=NEWEST)


def known_types(side: Side) -> dict[str, list[str]]:
    """The types of schema that can be built there, by class."""
    args = [side.python, '-m', 'tests.differential.worker', 'types']
    done = subprocess.run(args, env=side.environment(ROOT), stdin=subprocess.DEVNULL, capture_output=True, text=True)
    if done.returncode:
        raise Failure(f'the side "{side.name}" does not start: {done.stderr.strip()[-300:]}')
    return json.loads(done.stdout)


def extension(side: Side, source: Path, *more: str) -> Path:
    """The module that a test has as one file of C++, compiled for that side's interpreter; `more` are options of the compiler."""
    code = "import sysconfig as s; print(s.get_path('include')); print(s.get_config_var('EXT_SUFFIX'))"
    include, suffix = subprocess.run([side.python, '-c', code], capture_output=True, text=True, check=True).stdout.split()
    made = ROOT / 'build' / source.parent.name / f'{source.stem}{suffix}'
    if not made.exists() or made.stat().st_mtime < source.stat().st_mtime:
        made.parent.mkdir(parents=True, exist_ok=True)
        compiler = components.native_toolchain() / 'c++'
        flags = ['-shared', '-fPIC', '-O1', '-std=c++20', '-fno-exceptions', '-fno-rtti', f'-I{include}']
        subprocess.run([compiler, *flags, *more, source, '-o', made], check=True)
    return made


def _side(
    name: str,
    site: Path,
    options: argparse.Namespace,
    packages: tuple[str, ...],
    sanitizer: dict[str, str] | None = None,
    edition: str = '',
    beside: tuple[Path, ...] = (),
) -> Side:
    edition = edition or options.edition
    version = options.on or components.OURS
    if not options.python:
        # Our rows import the pydantic of every edition. The CPython that runs them may have no pip to get it with.
        for_tests = {one: components.site('tests', edition=one) for one in EDITIONS}
        beside = *beside, for_tests[edition], *(components.site(name, version, edition) for name in packages)
    python = options.python or (pythons.other_python(version) if options.on else build.python(options.preset))
    if not python:
        raise Failure(f'there is no CPython {version} with its headers to be had')
    side = Side(name, str(python), (site, *beside), sanitizer or {}, edition)
    trouble = side.trouble()
    if trouble:
        raise Failure(trouble)
    return side
