"""The folder of the runner's cache, from every state that it can be found in.

Whoever can put a file there runs code as this user. `planted` makes what an attacker would: machine code that says
"stolen", under the name and with the trailer that the runner looks for.
"""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Callable

from tests.system.compiled import HOUR, write_quietly
from tests.system.place import CAN_MOUNT, IS_ROOT, NOT_KEPT, OTHER, SAYS_COMPILING, Place, in_namespace, open_lock, program
from tests.system.row import ROOT, Check


# The folder


def modes(mask: int) -> Callable:
    def check():
        with Place() as place:
            place.cache = place.root / 'far' / 'cache'
            assert place.ran(how={'umask': mask}) == SAYS_COMPILING
            assert place.ran(how={'umask': mask}) == ''
            for path in (place.root / 'far').rglob('*'):
                wanted = 0o700 if path.is_dir() else 0o1600 if path.suffix == '.cwasm' else 0o600
                assert path.stat().st_mode & 0o7777 == wanted, f'{path} has the mode {path.stat().st_mode:o}'

    return check


def folder_is(prepare: Callable, why: str | None) -> Callable:
    """With the folder as `prepare` makes it, nothing of it is used or changed, and `why` says so; None: it is used."""

    def check():
        with Place() as place:
            os.chmod(place.root, 0o755)
            if why is None:
                prepare(place)
                assert place.ran() == SAYS_COMPILING and place.ran() == ''
                return
            place.ran()
            planted(place, place.compiled())
            prepare(place)
            before = tree(place.root)
            for _ in range(2):
                said = place.ran()
                assert said.startswith(SAYS_COMPILING + NOT_KEPT + 'there is no cache folder: ') and why in said, said
            assert tree(place.root) == before

    return check


def planted(place: Place, path: Path):
    """Puts code that says "stolen" in the place of a compiled module."""
    with Place() as other:
        (other.root / 'python.wasm').write_bytes(program('stolen'))
        other.ran(says='stolen')
        code = other.compiled().read_bytes()
    write_quietly(path, code[:-32] + path.read_bytes()[-32:])
    assert place.ran(says='stolen') == '', 'what is planted would not run if it were used'


def tree(root: Path) -> list:
    return sorted((str(path), path.lstat().st_uid, path.lstat().st_mode) for path in root.rglob('*'))


def shift(place: Place) -> Path:
    """Moves the cache into a folder, which is returned."""
    outer = place.root / 'outer'
    outer.mkdir()
    place.cache = place.cache.rename(outer / 'cache') if place.cache.exists() else outer / 'cache'
    return outer


def chmod_above(place: Place, mode: int):
    shift(place).chmod(mode)


def chown_above(place: Place):
    os.chown(shift(place), OTHER, OTHER)


def chown_all(place: Place):
    for path in (place.cache, *place.cache.rglob('*')):
        os.chown(path, OTHER, OTHER)


def link_to(place: Place, path: Path, owner: int | None = None):
    moved = place.root / 'moved'
    path.rename(moved) if path.exists() else moved.mkdir()
    path.symlink_to(moved)
    if owner is not None:
        os.lchown(path, owner, owner)


def made_before(place: Place):
    """In a folder like /tmp, another user was first."""
    outer = place.root / 'outer'
    outer.mkdir()
    outer.chmod(0o1777)
    place.cache = outer / 'cache'
    place.cache.mkdir()
    os.chown(place.cache, OTHER, OTHER)


def no_name():
    """A user of whom neither the environment nor the system names a home folder."""
    with Place() as place:
        place.root.chmod(0o755)
        place.cache = ''
        said = place.ran(HOME='', XDG_CACHE_HOME='', how={'user': OTHER, 'group': OTHER, 'extra_groups': []})
        why = 'there is no cache folder: neither HOME nor PYDANTIC_CORE_CPP_CACHE is set, and the user has no home folder\n'
        assert said == SAYS_COMPILING + NOT_KEPT + why, said


def home_of_user():
    """Where no variable names it, the cache is in the home folder that the system knows, for the tools as well, and is protected there."""
    with Place() as place:
        home, users = place.root / 'home', place.root / 'passwd'
        home.mkdir()
        users.write_text(f'me:x:{os.getuid()}:{os.getgid()}::{home}:/bin/sh\n')
        before = [*in_namespace(f'mount --bind {users} /etc/passwd'), 'env', '-u', 'HOME', '-u', 'XDG_CACHE_HOME', '-u', 'PYDANTIC_CORE_CPP_CACHE']
        assert place.ran(before=before) == SAYS_COMPILING
        code = 'from tools import cache; print(cache.root())'
        told = subprocess.run([*before, sys.executable, '-c', code], cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()
        assert len(list(Path(told, 'compiled').glob('*.cwasm'))) == 1, told
        (home / '.cache' / 'other').mkdir()
        assert place.ran('--dir', f'{home}/.cache/other::/d:rw', before=before) == ''
        for folder in (home / '.cache', told, f'{told}/compiled'):
            for names in (before, before[:-6]):  # also where variables name another
                process = place.start('--dir', f'{folder}::/d:rw', '-V', before=names)
                out, error = process.communicate(timeout=60)
                assert process.returncode == 2 and f'could then change the cache, {told}; ' in error, error


def no_cache(name: str, why: str) -> Callable:
    def check():
        with Place() as place:
            (place.root / 'file').write_text('')
            place.cache = place.root / name
            nowhere = {'HOME': '', 'XDG_CACHE_HOME': ''}
            said = place.ran(**nowhere)
            assert said.startswith(SAYS_COMPILING + NOT_KEPT + 'there is no cache folder: ') and why in said, said

    return check


def file_is(name: str, make: Callable, kept: bool = True) -> Callable:
    """Something else has the name of a file of the cache: it is replaced, or the run goes on without the cache."""

    def check():
        with Place() as place:
            place.ran()
            path = place.compiled()
            path = path.with_suffix('.tmp') if name == 'tmp' else path if name == 'cwasm' else path.with_name(name)
            if path.exists():
                path.unlink()
            make(path)
            place.compiled().unlink() if name != 'cwasm' else None
            said = place.ran()
            if kept:
                assert said == SAYS_COMPILING and place.ran() == '', said
            else:
                assert said.startswith(SAYS_COMPILING + NOT_KEPT) and said.count('\n') == 2, said

    return check


def others_file(path: Path):
    path.write_text('')
    path.chmod(0o600)
    os.chown(path, OTHER, OTHER)


KINDS = {
    'a FIFO': (os.mkfifo, True),
    'a link': (lambda path: path.symlink_to('/dev/zero'), True),
    'a link that leads nowhere': (lambda path: path.symlink_to('none'), True),
    'a file that others may read': (lambda path: (path.write_text(''), path.chmod(0o644)), True),
    'a folder': (Path.mkdir, False),
    **({'a file of another user': (others_file, True)} if IS_ROOT else {}),
}


# What a run waits for


def lock_held():
    """The timeout ends the waiting; where the lock is let go, the run goes on."""
    with Place() as place:
        place.ran()
        place.compiled().unlink()
        with open_lock(place):
            process = place.start('--timeout', '0.5', '-V')
            begin = time.monotonic()
            process.communicate(timeout=30)
            assert process.returncode == 124 and time.monotonic() - begin < 5, process.returncode
            process = place.start()
            time.sleep(0.3)
            assert process.poll() is None
        out, error = process.communicate(timeout=60)
        assert (out, error) == ('ran\n', SAYS_COMPILING), error


def lock_of_others():
    """A lock that others could open is not waited for."""
    with Place() as place:
        place.ran()
        place.compiled().unlink()
        with open_lock(place):
            (place.cache / 'compiled' / 'lock').chmod(0o644)
            assert place.ran('--timeout', '20', '-V') == SAYS_COMPILING


# What the system refuses


def small_files():
    """What can be written of it does not stay."""
    limit = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (8192, 8192))
    with Place() as place:
        said = place.ran(how={'preexec_fn': limit})
        assert said == SAYS_COMPILING + NOT_KEPT + 'File too large\n', said
        assert not [path for path in place.cache.rglob('*') if path.suffix in ('.cwasm', '.tmp')]


def small_disk():
    """Each write that a full disk can refuse."""
    with Place() as place:
        for size in (4, 8, 12, 16, 24):
            mount = f'mkdir -p "$PYDANTIC_CORE_CPP_CACHE" && mount -t tmpfs -o mode=700,size={size}k none "$PYDANTIC_CORE_CPP_CACHE"'
            said = place.ran(before=in_namespace(mount))
            refused = SAYS_COMPILING + NOT_KEPT
            assert said in (f'{refused}No space left on device\n', f'{refused}there is no cache folder: {place.cache}/compiled: No space left on device\n'), f'{size} KB: {said}'


def no_proc():
    with Place() as place:
        hide = in_namespace('mount -t tmpfs none /proc')
        path = {'LD_LIBRARY_PATH': str(place.root)}  # what the loader has /proc for
        assert place.ran(before=hide, **path) == SAYS_COMPILING
        assert place.ran(before=hide, **path) == ''


def read_only():
    """A cache on a disk that cannot be written to is used all the same."""
    with Place() as place:
        place.ran()
        moment = int(time.time()) - 2 * HOUR
        os.utime(place.compiled(), (moment, moment))
        mount = f'mount --bind {place.cache} {place.cache} && mount -o remount,bind,ro {place.cache}'
        assert place.ran(before=in_namespace(mount)) == ''


def no_code():
    """A cache on a disk from which no code may be run is used all the same."""
    with Place() as place:
        place.cache.mkdir(mode=0o700)
        shutil.copy('/bin/true', place.cache)
        mount = f'mount --bind {place.cache} {place.cache} && mount -o remount,bind,noexec {place.cache}'
        before = in_namespace(mount, f'! {place.cache}/true 2> /dev/null')
        assert place.ran(before=before) == SAYS_COMPILING
        assert place.ran(before=before) == ''


# Another user, at the same time

EXCHANGE = """
import ctypes, os, sys
os.setuid(int(sys.argv[1]))
exchange = ctypes.CDLL(None, use_errno=True).renameat2
print(exchange(-100, os.fsencode(sys.argv[2]), -100, os.fsencode(sys.argv[3]), 2), flush=True)
while True:
    exchange(-100, os.fsencode(sys.argv[2]), -100, os.fsencode(sys.argv[3]), 2)
"""


def exchanged(part: str) -> Callable:
    """Another user, who can write to the folder above a part of the cache, has another one there half of the time."""

    def check():
        with Place() as place:
            place.cache = place.root / 'above' / 'cache'
            place.ran()
            part_of = {'file': place.compiled(), 'folder': place.compiled().parent, 'root': place.cache}[part]
            good = place.compiled().read_bytes()
            planted(place, place.compiled())
            bad = part_of.with_name('bad')
            (shutil.copy2 if part == 'file' else shutil.copytree)(part_of, bad)
            write_quietly(place.compiled(), good)
            for path in (part_of.parent, bad, *bad.rglob('*')):
                os.chown(path, OTHER, OTHER)
            for path in place.root, place.root / 'above', place.cache, part_of.parent:
                path.chmod(0o755)  # or the other user would not get there
            command = [sys.executable, '-c', EXCHANGE, str(OTHER), part_of, bad]
            with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as exchanger:
                try:
                    assert exchanger.stdout.readline() == '0\n', 'nothing can be exchanged'
                    for _ in range(10):
                        said = place.ran()  # never what is planted
                        assert 'belongs to another user' in said, said
                finally:
                    exchanger.kill()

    return check


OTHERS = [
    Check('the cache: of another user', folder_is(chown_all, 'belongs to another user')),
    Check('the cache: its root is another user\'s', folder_is(lambda place: os.chown(place.cache, OTHER, OTHER), 'belongs to another user')),
    Check('the cache: its folder is another user\'s', folder_is(lambda place: os.chown(place.cache / 'compiled', OTHER, OTHER), 'belongs to another user')),
    Check('the cache: below a folder of another user', folder_is(chown_above, 'belongs to another user')),
    Check('the cache: through a link of another user', folder_is(lambda place: link_to(place, place.cache, OTHER), 'is a link of another user')),
    Check('the cache: another user was first', folder_is(made_before, 'belongs to another user')),
    *(Check(f'the cache: another user exchanges the {part}', exchanged(part)) for part in ('file', 'folder', 'root')),
]  # fmt: skip

DISKS = [
    Check('the cache: a full disk', small_disk),
    Check('the cache: no /proc', no_proc),
    Check('the cache: a read-only disk', read_only),
    Check('the cache: a disk that no code may be run from', no_code),
]  # fmt: skip

ROWS = [
    *(Check(f'the cache: umask {mask:o}', modes(mask)) for mask in (0, 0o777)),
    Check('the cache: its folder is a link', folder_is(lambda place: link_to(place, place.cache / 'compiled'), 'compiled: ')),
    Check('the cache: its root is a link of this user', folder_is(lambda place: link_to(place, place.cache), None)),
    Check('the cache: others may write to its root', folder_is(lambda place: place.cache.chmod(0o777), 'can be written to by other users')),
    Check('the cache: others may write to its folder', folder_is(lambda place: (place.cache / 'compiled').chmod(0o770), 'can be written to by other users')),
    Check('the cache: others may write above it', folder_is(lambda place: chmod_above(place, 0o775), 'can be written to by other users')),
    Check('the cache: below a folder like /tmp', folder_is(lambda place: chmod_above(place, 0o1777), None)),
    Check('the cache: a folder that cannot be', no_cache('file/cache', 'Not a directory')),
    Check('the cache: a folder that is a file', no_cache('file', 'Not a directory')),
    Check('the cache: a name that is too long', no_cache('x' * 300, 'File name too long')),
    *(Check(f'the cache: {what} as {name}', file_is(name, make, kept)) for what, (make, kept) in KINDS.items() for name in ('cwasm', 'tmp', 'lock')),
    Check('the cache: a lock that is held', lock_held),
    Check('the cache: a lock that others can hold', lock_of_others),
    Check('the cache: a limit of a file\'s size', small_files),
    *([Check('the cache: no name for it', no_name)] if IS_ROOT else []),
    *([Check('the cache: the home folder that the system knows', home_of_user)] if CAN_MOUNT else []),
    *(OTHERS if IS_ROOT else []),
    *(DISKS if CAN_MOUNT else []),
]  # fmt: skip
