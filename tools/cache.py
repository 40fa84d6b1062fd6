"""The per-user cache outside the checkout: finished things only, each made under its own lock.

`directory` makes a component once. It is built in `tmp/`, which is emptied before each try, and moved to its place by one
rename: a directory that is there is complete, an interrupted set-up leaves nothing that looks finished, and the next one
goes on with the first component that is missing. The key in a component's name is a hash of everything it is made from.

Also a module of the package pydantic-wasm (tools/wasm_package.py), which is why the imports are relative.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
import shutil
from pathlib import Path

from .say import INHERITED, Failure, say

NAMED_BY = 'PYDANTIC_CORE_CPP_CACHE'
"""The environment variable that names another folder for it."""


def root() -> Path:
    named = os.environ.get(NAMED_BY)
    if named:
        return Path(named).absolute()
    base = os.environ.get('XDG_CACHE_HOME') or Path.home() / '.cache'
    return Path(base).absolute() / 'pydantic-core-cpp'


def _make_root() -> None:
    """For this user alone, whatever the umask: the runner takes native code from no folder that others can write to."""
    if root().is_dir():
        return
    before = os.umask(0o077)
    try:
        root().mkdir(parents=True, exist_ok=True)
    finally:
        os.umask(before)


def key(*parts) -> str:
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:10]


def compiled_python() -> Path:
    """A folder where native interpreters keep what they have compiled, for PYTHONPYCACHEPREFIX: what they read is here for the most part as well."""
    _make_root()
    path = root() / 'pyc'
    path.mkdir(parents=True, exist_ok=True)
    return path


def log(name: str) -> Path:
    return root() / 'log' / f'{name}.log'


@contextlib.contextmanager
def lock(name: str):
    """Holds the lock file of that name: two set-ups at the same time make a thing once.

    The commands that `say.run` starts meanwhile hold it too: where only the set-up itself was killed, they go on writing for
    a while, and the next one waits for their end.
    """
    path = root() / 'lock' / name
    try:
        _make_root()
        path.parent.mkdir(exist_ok=True)
        handle = open(path, 'w')
    except OSError as error:
        raise Failure(f'the cache {root()} cannot be written: {error.strerror}') from error
    with handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say(f'waiting for another run that holds {name}')
            fcntl.flock(handle, fcntl.LOCK_EX)
        INHERITED.files.append(handle.fileno())
        try:
            yield
        finally:
            INHERITED.files.pop()


def directory(name: str, made_from, make) -> Path:
    """The component `name`: `make(tmp, final)` fills the empty directory `tmp`, which then becomes `final`."""
    full = f'{name}-{key(made_from)}'
    final = root() / full
    if final.is_dir():
        return final
    with lock(full):
        if final.is_dir():
            return final
        tmp = root() / 'tmp' / full
        shutil.rmtree(tmp, ignore_errors=True)
        tmp.mkdir(parents=True)
        try:
            make(tmp, final)
            tmp.rename(final)
        finally:
            shutil.rmtree(tmp, ignore_errors=True)
    return final


def file(name: str, sha256: str, get) -> Path:
    """The file `name` with that hash: `get(tmp)` puts it into the directory `tmp`; a wrong hash is refused."""
    final = root() / 'download' / sha256[:10] / name
    if final.is_file():
        return final
    with lock(f'{name}-{sha256[:10]}'):
        if final.is_file():
            return final
        tmp = root() / 'tmp' / f'{name}-{sha256[:10]}'
        shutil.rmtree(tmp, ignore_errors=True)
        tmp.mkdir(parents=True)
        try:
            got = get(tmp)
            found = sha256_of(got)
            if found != sha256:
                raise Failure(f'{name} has the sha256 {found}, but {sha256} was expected: it is not used')
            final.parent.mkdir(parents=True, exist_ok=True)
            got.rename(final)
        finally:
            shutil.rmtree(tmp, ignore_errors=True)
    return final


def sha256_of(path: Path) -> str:
    digest = hashlib.sha256()
    with open(path, 'rb') as stream:
        for block in iter(lambda: stream.read(1 << 20), b''):
            digest.update(block)
    return digest.hexdigest()
