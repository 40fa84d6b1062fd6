"""A fresh environment with the package pydantic-wasm alone, and ways to start its command."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import NamedTuple

from tools import cache, components, pythons
from tools.say import run


class Ended(NamedTuple):
    status: int
    out: str
    err: str


class Installed:
    def __init__(self, folder: Path, wheel: Path):
        run([pythons.native_python(), '-m', 'venv', folder], log=cache.log('wasm-package'), what='python -m venv')
        self.python = folder / 'bin' / 'python'
        self.command = folder / 'bin' / 'python-wasm'
        install = [self.python, '-m', 'pip', 'install', '--quiet', '--no-index', '--no-cache-dir', wheel]
        run(install, log=cache.log('wasm-package'), what='pip install', env={**os.environ, 'PIP_FIND_LINKS': ''})
        self.package = folder / 'lib' / f'python{components.OURS}' / 'site-packages' / 'pydantic_wasm'
        self.work = folder.parent / 'work'
        self.work.mkdir()
        self.cache = folder.parent / 'cache'
        """A cache that does not exist: what is not shipped would be compiled into it."""

    @property
    def releases(self) -> list[str]:
        """The releases of pydantic that it has."""
        return ['2.12', *(path.name.partition('-')[2] for path in self.package.glob('pydantic-2*'))]

    def start(self, *arguments, command=None, **how) -> subprocess.Popen:
        environment = {name: value for name, value in os.environ.items() if not name.startswith('PYTHON')}
        environment |= {'PYDANTIC_CORE_CPP_CACHE': str(self.cache), **how.pop('env', {})}
        pipes = {'stdin': subprocess.PIPE, 'stdout': subprocess.PIPE, 'stderr': subprocess.PIPE, 'text': True}
        line = [str(part) for part in (*(command or [self.command]), *arguments)]
        return subprocess.Popen(line, cwd=how.pop('cwd', self.work), env=environment, **pipes, **how)

    def run(self, *arguments, stdin: str = '', **how) -> Ended:
        process = self.start(*arguments, **how)
        out, err = process.communicate(stdin, timeout=120)
        return Ended(process.returncode, out, err)

    def prints(self, *arguments, **how) -> str:
        """What it prints; it must succeed, and say nothing on stderr."""
        ended = self.run(*arguments, **how)
        assert (ended.status, ended.err) == (0, ''), (arguments, ended)
        return ended.out

    def file(self, name: str, text: str) -> Path:
        path = self.work / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        return path
