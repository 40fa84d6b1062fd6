"""A copy of the runner beside a small program, which compiles in no time, with an empty cache of their own."""

from __future__ import annotations

import contextlib
import fcntl
import functools
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from tools import wasm_build, wasm_python

SAYS_COMPILING = '-- compiling python.wasm for this machine (once)\n'
NOT_KEPT = '-- the compiled module is not kept for the next run: '

# Root can become another user, and so make what another user would.
IS_ROOT = os.geteuid() == 0
OTHER = 54321
CAN_MOUNT = IS_ROOT and subprocess.run(['unshare', '--mount', 'true'], capture_output=True).returncode == 0


@functools.lru_cache(None)
def program(says: str = 'ran') -> bytes:
    """A program that says that."""
    with tempfile.TemporaryDirectory() as folder:
        source, made = Path(folder, 'p.cc'), Path(folder, 'p.wasm')
        source.write_text(f'extern "C" int puts(const char*);\nint main() {{ puts("{says}"); }}\n')
        subprocess.run([wasm_python.toolchain() / 'c++', '-O1', '-o', made, source], check=True)
        return wasm_build.with_build_id(made.read_bytes())


class Place:
    def __init__(self, runner: Path = wasm_build.RUN):
        self.runner = runner

    def __enter__(self):
        self.folder = tempfile.TemporaryDirectory()
        self.root = Path(self.folder.name)
        self.cache = self.root / 'cache'
        shutil.copy(self.runner, self.root / 'run')
        (self.root / 'libwasmtime.so').symlink_to(wasm_build.DIST / 'libwasmtime.so')
        (self.root / 'python.wasm').write_bytes(program())
        return self

    def __exit__(self, *error):
        self.folder.cleanup()

    def start(self, *arguments, before=(), how=None, **environment) -> subprocess.Popen:
        """`before` stands before the command, `how` are more arguments of Popen."""
        settings = {**os.environ, 'PYDANTIC_CORE_CPP_CACHE': str(self.cache), **environment}
        command = [*before, self.root / 'run', *(arguments or ['-V'])]
        pipe = subprocess.PIPE
        return subprocess.Popen(command, env=settings, stdout=pipe, stderr=pipe, text=True, **{'cwd': self.root, **(how or {})})

    def ran(self, *arguments, says: str = 'ran', **rest) -> str:
        """What it says beside doing its work."""
        process = self.start(*arguments, **rest)
        out, error = process.communicate(timeout=60)
        assert (process.returncode, out) == (0, f'{says}\n'), f'status {process.returncode}, output {out!r}, {error!r}'
        return error

    def compiled(self) -> Path:
        (path,) = (self.cache / 'compiled').glob('*.cwasm')
        return path


@contextlib.contextmanager
def open_lock(place: Place):
    """Holds the lock of its cache."""
    with open(place.cache / 'compiled' / 'lock', 'r+') as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield file


def in_namespace(*commands: str) -> list:
    """What starts a command in a mount namespace of its own, after those commands."""
    return ['unshare', '--mount', 'sh', '-ec', ' && '.join((*commands, 'exec "$@"')), 'sh']
