"""Files of the package that are gone or damaged: a sentence that says so, and where it can be, the right run all the same."""

from __future__ import annotations

import contextlib
import os
import shutil
from pathlib import Path
from typing import Callable, Iterator

from tests.wasm_package.installed import Ended, Installed
from tools import cache


@contextlib.contextmanager
def changed(env: Installed, name: str, change: Callable[[Path], None]) -> Iterator[Path]:
    """The file of that name is what `change` makes of it."""
    path, kept = env.package / name, env.package / f'{name}.kept'
    path.rename(kept)
    shutil.copy2(kept, path)
    try:
        change(path)
        yield path
    finally:
        kept.replace(path)


def cut(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def empty(path: Path) -> None:
    os.truncate(path, 0)


def run(env: Installed) -> Ended:
    """With the cache of this machine, where the program may be compiled already."""
    return env.run('-c', 'print(1)', env={'PYDANTIC_CORE_CPP_CACHE': str(cache.root())})


def unusable(name: str) -> Callable[[Installed], None]:
    """What starts the program: the Python code says so."""

    def row(env: Installed) -> None:
        for change in (cut, empty, Path.unlink):
            with changed(env, name, change) as path:
                ended = run(env)
                assert (ended.status, ended.out) == (1, ''), ended
                assert ended.err.startswith(f'error: {path}') and ended.err.endswith('; install pydantic-wasm again\n'), ended

    return row


def not_executable(env: Installed):
    with changed(env, 'run', lambda path: path.chmod(0o644)) as path:
        assert run(env) == (1, '', f'error: {path} cannot be started: Permission denied\n')


def program(env: Installed):
    for change, why in ((cut, 'cannot be compiled'), (empty, 'cannot be read'), (Path.unlink, 'cannot be read: No such file or directory')):
        with changed(env, 'python.wasm', change) as path:
            ended = run(env)
            assert (ended.status, ended.out) == (1, '') and f'error: {path} {why}' in ended.err, ended


def compiled(env: Installed):
    """It is compiled as without the package, after a sentence."""
    for change, why in ((cut, 'it is not whole'), (empty, 'it is not whole'), (Path.unlink, 'No such file or directory')):
        with changed(env, 'python.cwasm', change) as path:
            ended = run(env)
            assert (ended.status, ended.out) == (0, '1\n'), ended
            assert ended.err.startswith(f'-- {path}, which came with the program, is not used: {why}\n'), ended


def little_memory(env: Installed):
    """A start with little address space leaves the compiled module as it is."""
    for size in (90_000, 100_000, 110_000):
        limited = ['sh', '-c', f'ulimit -v {size}; exec "$@"', 'sh', env.command]
        ended = env.run('-c', 'print(1)', command=limited)
        assert (ended.status, ended.out) == (1, '') and ended.err.startswith('error: python.wasm cannot start: not enough memory: '), ended
    assert env.prints('-c', 'print(1)') == '1\n'


def uninstalled(env: Installed):
    """Nothing is left."""
    command = [env.python, '-m', 'pip', 'uninstall', '--yes', '--quiet', 'pydantic-wasm']
    assert env.run(command=command).status == 0
    left = [path for path in env.package.rglob('*') if '__pycache__' not in path.parts] if env.package.exists() else []
    assert not left and not env.command.exists(), left


ROWS = [
    ('the runner gone or cut short', unusable('run')),
    ('the library gone or cut short', unusable('libwasmtime.so')),
    ('a runner that may not be executed', not_executable),
    ('a program gone or cut short', program),
    ('a compiled module gone or cut short', compiled),
    ('a start with little memory', little_memory),
    ('uninstalled', uninstalled),
]
