"""The per-user cache outside the checkout: finished things only, each made under its own lock.

`directory` makes a component once. It is built in `tmp/`, which is emptied before each try, and moved to its place by one
rename: a directory that is there is complete, an interrupted set-up leaves nothing that looks finished, and the next one
goes on with the first component that is missing. The key in a component's name is a hash of everything it is made from.

What is in it is run. So nobody else may be able to put anything there, by the rule of host/runner/cache.cc: every folder and link that the
path leads through is this user's or root's, and others cannot write to it, unless it has the sticky bit, as /tmp has.

Also a module of the package pydantic-wasm (tools/wasm_package.py), which is why the imports are relative.
"""

from __future__ import annotations

import contextlib
import fcntl
import functools
import hashlib
import os
import pwd
import shutil
import stat
from pathlib import Path
from typing import Iterator

from .say import INHERITED, Failure, say

NAMED_BY = 'PYDANTIC_CORE_CPP_CACHE'
"""The environment variable that names another folder for it."""


def root() -> Path:
    named = os.environ.get(NAMED_BY)
    if named:
        return Path(named).absolute()
    try:  # an empty name is none, as for the runner
        base = os.environ.get('XDG_CACHE_HOME') or Path(os.environ.get('HOME') or pwd.getpwuid(os.getuid()).pw_dir, '.cache')
    except KeyError as error:
        raise Failure(f'there is no home folder for the cache: set {NAMED_BY} to a folder for it') from error
    return Path(base).absolute() / 'pydantic-core-cpp'


def folder(*parts: str) -> Path:
    """That folder in the cache, made if it is missing: for this user alone, whatever the umask."""
    _check(root())
    return _made(root().joinpath(*parts))


@functools.lru_cache(None)
def _check(path: Path) -> None:
    """Makes the cache, and refuses one that others could change."""
    _made(path)
    for part in _trail(path):
        status = part.lstat()
        if not _trusted(status):
            raise Failure(f'the cache {path} is not used: {part} belongs to another user; set {NAMED_BY} to a folder of your own')
        if stat.S_ISDIR(status.st_mode) and status.st_mode & 0o022 and not status.st_mode & stat.S_ISVTX:
            why = f'{part} can be written to by other users'
            raise Failure(f'the cache {path} is not used: {why}; "chmod go-w" it, if all in it is yours, or set {NAMED_BY} to another folder')


def _made(path: Path) -> Path:
    before = os.umask(0o077)
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Failure(f'the cache {root()} cannot be written: {error.strerror}') from error
    finally:
        os.umask(before)
    return path


def _trail(path: Path) -> Iterator[Path]:
    """Every folder and link that the path leads through."""
    for part in (*reversed(path.parents), path):
        yield part
        if part.is_symlink():
            yield from _trail(part.parent / os.readlink(part))


def _trusted(status: os.stat_result) -> bool:
    return status.st_uid in (0, os.geteuid())


def _is_there(component: Path) -> bool:
    """Whether it is made. What somebody else put there, while the cache was open to others, is refused."""
    _check(root())
    try:
        status = component.lstat()
    except FileNotFoundError:
        return False
    if not _trusted(status) or stat.S_ISLNK(status.st_mode):
        raise Failure(f'{component} is not used, since this program did not put it there: remove it')
    return True


def key(*parts) -> str:
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:10]


def compiled_python() -> Path:
    """A folder where native interpreters keep what they have compiled, for PYTHONPYCACHEPREFIX: what they read is here for the most part as well."""
    return folder('pyc')


def log(name: str) -> Path:
    return root() / 'log' / f'{name}.log'


@contextlib.contextmanager
def lock(name: str):
    """Holds the lock file of that name: two set-ups at the same time make a thing once.

    The commands that `say.run` starts meanwhile hold it too: where only the set-up itself was killed, they go on writing for
    a while, and the next one waits for their end.
    """
    path = folder('lock') / name
    try:
        handle = os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_NONBLOCK, 0o600), 'r+')
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
    if _is_there(final):
        return final
    with lock(full):
        if _is_there(final):
            return final
        tmp = _emptied(full)
        try:
            make(tmp, final)
            tmp.rename(final)
        finally:
            shutil.rmtree(tmp, ignore_errors=True)
    return final


def file(name: str, sha256: str, get) -> Path:
    """The file `name` with that hash: `get(tmp)` puts it into the directory `tmp`; a wrong hash is refused."""
    final = root() / 'download' / sha256[:10] / name
    if _is_there(final):
        return final
    with lock(f'{name}-{sha256[:10]}'):
        if _is_there(final):
            return final
        tmp = _emptied(f'{name}-{sha256[:10]}')
        try:
            got = get(tmp)
            found = sha256_of(got)
            if found != sha256:
                raise Failure(f'{name} has the sha256 {found}, but {sha256} was expected: it is not used')
            got.rename(folder('download', sha256[:10]) / name)
        finally:
            shutil.rmtree(tmp, ignore_errors=True)
    return final


def _emptied(name: str) -> Path:
    """An empty folder to make something in."""
    shutil.rmtree(root() / 'tmp' / name, ignore_errors=True)
    return folder('tmp', name)


def sha256_of(path: Path) -> str:
    digest = hashlib.sha256()
    with open(path, 'rb') as stream:
        for block in iter(lambda: stream.read(1 << 20), b''):
            digest.update(block)
    return digest.hexdigest()
