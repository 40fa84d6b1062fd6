"""Programs out of Debian's unstable packages, in the cache, that run what this machine does not: other processors' code.

Nothing is installed, and nothing is pinned, as a mirror keeps the newest version alone (tools/debian_python.py says more).
"""

from __future__ import annotations

import shutil
from pathlib import Path

from tools import apt, cache
from tools.say import Failure, say

SUITE = 'unstable'
RECIPE = 1


def qemu(processor: str) -> Path:
    """The program that runs programs of that processor on this one. Raises a Failure that says why there is none."""
    return _one_file('qemu-user', f'usr/bin/qemu-{processor}', f'qemu-{processor}')


def need_apt(what: str) -> None:
    if not apt.is_here():
        raise Failure(f'{what} comes out of Debian\'s packages, and there is no apt-get here')


def _one_file(package: str, pattern: str, name: str) -> Path:
    """The file of that package that the pattern matches, under that name."""

    def make(tmp: Path, final: Path) -> None:
        need_apt(name)
        say(f'downloading {package} from Debian {SUITE} (nothing is installed)')
        apt.unpacked([package], SUITE, name, tmp / 'all')
        (found,) = (tmp / 'all').glob(pattern)
        found.rename(tmp / name)
        shutil.rmtree(tmp / 'all')

    return cache.directory(name, (SUITE, RECIPE), make) / name
