"""A fresh virtual environment with a release of pydantic, the real pydantic-core, and the package beside them, made offline."""

from __future__ import annotations

import contextlib
import os
import subprocess
import textwrap
from pathlib import Path

from tests.rows import heed_interrupts
from tools import build, cache, components, pythons, wheels
from tools.pins import EDITION, EDITIONS
from tools.say import Failure, run

PACKAGE = 'pydantic_core_cpp'
REAL, OURS = 'real', 'ours'
# Prints which module an import gets.
WHICH = f'import pydantic_core; print("{OURS}" if "{PACKAGE}" in pydantic_core.__file__ else "{REAL}")'


class Environment:
    """The interpreter of a virtual environment, and ways to call it."""

    def __init__(self, folder: Path, version: str, *options: str):
        self.folder = folder
        self.version = version
        """That of CPython."""
        self.edition = EDITION
        """That of the pydantic which is installed."""
        run([base(version), '-m', 'venv', *options, folder], log=cache.log('package'), what='python -m venv')
        self.python = folder / 'bin' / 'python'
        self.site = folder / 'lib' / f'python{version}' / 'site-packages'

    @property
    def left_by_enable(self) -> list[str]:
        """The names of the files that `enable` leaves, in their order."""
        major, minor = map(int, self.version.split('.'))
        start = 'start' if (major, minor) >= (3, 15) else 'pth'
        return [f'_{PACKAGE}.{start}', f'_{PACKAGE}_start.cpython-{major}{minor}.pyc', f'_{PACKAGE}_start.py']

    @property
    def core(self) -> str:
        """The version of the real pydantic-core."""
        return EDITIONS[self.edition].version

    def start(self, *arguments, **settings) -> subprocess.Popen:
        environment = {name: value for name, value in os.environ.items() if not name.startswith('PYTHON')}
        pipes = {'stdin': subprocess.DEVNULL, 'stdout': subprocess.PIPE, 'stderr': subprocess.PIPE, 'text': True}
        environment |= {'PYTHONDONTWRITEBYTECODE': '1', **settings}
        return subprocess.Popen([str(part) for part in (self.python, *arguments)], cwd=self.folder, env=environment, preexec_fn=heed_interrupts, **pipes)

    def call(self, *arguments, **settings) -> tuple[int, str, str]:
        """The exit status, and what was printed on both streams."""
        process = self.start(*arguments, **settings)
        out, err = process.communicate(timeout=60)
        return process.returncode, out.strip(), err.strip()

    def package(self, *arguments, **settings) -> tuple[int, str, str]:
        return self.call('-m', PACKAGE, *arguments, **settings)

    def prints(self, *arguments, **settings) -> str:
        """What it prints; it must succeed, and say nothing on stderr."""
        status, out, err = self.call(*arguments, **settings)
        assert (status, err) == (0, ''), (arguments, status, out, err)
        return out

    def which(self, *options, **settings) -> str:
        return self.prints(*options, '-c', WHICH, **settings)

    def hooks(self) -> list[str]:
        """The files that `enable` left in the environment."""
        return sorted(path.name for path in self.site.rglob(f'*_{PACKAGE}*') if path.name.lstrip('.').startswith(f'_{PACKAGE}'))


def base(version: str) -> Path:
    """The interpreter that environments of that version of CPython are made with."""
    found = pythons.native_python() if version == components.OURS else pythons.other_python(version)
    if found is None:
        raise Failure(f'there is no CPython {version} with its headers to be had')
    return found


def published(version: str) -> list[str]:
    """The editions of which there is a wheel of the real pydantic-core for that version of CPython."""
    return [edition for edition in EDITIONS if components.is_published('reference', version, edition)]


def script(env: Environment, name: str, text: str) -> Path:
    path = env.folder / name
    path.write_text(textwrap.dedent(text))
    return path


@contextlib.contextmanager
def enabled(env: Environment):
    """Ours is switched on for the environment."""
    assert env.package('enable')[0] == 0
    try:
        yield
    finally:
        env.package('disable')


def wheel(version: str, built: dict[str, Path], folder: Path) -> Path:
    """The package's wheel for that version of CPython, with the editions built in those folders, made by the build back end."""
    code = f'from tools import backend; backend.build_wheel({str(folder)!r}, {wheels.built_settings(built)!r})'
    path = os.pathsep.join([str(components.site('backend')), str(build.ROOT)])
    environment = {**os.environ, 'PYTHONPATH': path}
    run([base(version), '-c', code], log=cache.log('package'), what='making the wheel', env=environment)
    return next(folder.glob(f'{PACKAGE}-*.whl'))


def install(environment: Environment, edition: str, *packages: Path) -> None:
    """Installs that edition's pydantic, in place of any other, and the packages."""
    houses = [part for name in ('reference', 'runtime') for part in ('--find-links', components.wheelhouse(name, environment.version, edition))]
    pydantic = f'pydantic=={components.pins("runtime", edition=edition)["pydantic"].version}'
    command = [environment.python, '-m', 'pip', 'install', '--no-index', '--no-compile', *houses, *packages, pydantic]
    run(command, log=cache.log('package'), what='pip install', env={**os.environ, 'PIP_FIND_LINKS': ''})
    environment.edition = edition
