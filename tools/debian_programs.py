"""Programs out of Debian's unstable packages, in the cache, that run what this machine does not: other processors' code, and musl's.

Nothing is installed, and nothing is pinned, as a mirror keeps the newest version alone (tools/debian_python.py says more).
"""

from __future__ import annotations

import platform
import shutil
from pathlib import Path

from tools import apt, cache
from tools.say import Failure, say

SUITE = 'unstable'
RECIPE = 1


def qemu(processor: str) -> Path:
    """The program that runs programs of that processor on this one. Raises a Failure that says why there is none."""
    return _one_file('qemu-user', f'usr/bin/qemu-{processor}', f'qemu-{processor}')


def musl(processor: str) -> list[Path]:
    """The command of the loader of programs that are linked with musl, which is musl itself. Raises a Failure as `qemu` does."""
    is_other = processor != platform.machine()
    loader = _one_file('musl', 'usr/lib/*-linux-musl/libc.so', f'ld-musl-{processor}.so.1', processor if is_other else '')
    return [*([qemu(processor)] if is_other else []), loader]


def need_apt(what: str) -> None:
    if not apt.is_here():
        raise Failure(f'{what} comes out of Debian\'s packages, and there is no apt-get here')


def _one_file(package: str, pattern: str, name: str, processor: str = '') -> Path:
    """The file of that package that the pattern matches, under that name; of the package for that processor, or for this one."""

    def make(tmp: Path, final: Path) -> None:
        need_apt(name)
        say(f'downloading {package} from Debian {SUITE} (nothing is installed)')
        apt.unpacked([package], SUITE, name, tmp / 'all', processor)
        (found,) = (tmp / 'all').glob(pattern)
        found.rename(tmp / name)
        shutil.rmtree(tmp / 'all')

    return cache.directory(name, (SUITE, RECIPE), make) / name
