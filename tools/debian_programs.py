"""Programs out of Debian's packages, in the cache, that run what this machine does not: other processors' code, musl's, Windows'.

Nothing is installed, and nothing is pinned, as a mirror keeps the newest version alone (tools/debian_python.py says more). They are
unstable's, but for Wine, which needs many libraries of the machine's own.
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


# Wine keeps what it makes of its files, some 700 MB, in the folder WINEPREFIX, which the caller says.
WINE = """#!/bin/sh
export LD_LIBRARY_PATH="{usr}/lib/x86_64-linux-gnu" WINEDLLPATH="{usr}/lib/x86_64-linux-gnu/wine" WINESERVER="{usr}/lib/wine/wineserver64"
export WINEDEBUG=-all WINEDLLOVERRIDES=mscoree,mshtml=
exec "{usr}/lib/wine/wine64" "$@"
"""


def wine() -> Path:
    """The program that runs programs for Windows on x86-64. Raises a Failure as `qemu` does."""

    def make(tmp: Path, final: Path) -> None:
        need_apt('Wine')
        if platform.machine() != 'x86_64':
            raise Failure('Wine runs programs for Windows on x86-64 alone')
        say('downloading Wine from Debian (100 MB; nothing is installed)')
        client = apt.private(tmp / 'apt', 'wine')
        client('update', what='reading the list of Debian packages')
        client.unpack(client.download('wine64', what='downloading Wine'), tmp)
        shutil.rmtree(tmp / 'apt')
        if not (tmp / 'usr/lib/wine/wineserver64').is_file():
            raise Failure('Debian has its Wine in other places, or it is installed already')
        # A script that names the place of an installed one, and the place of a library for Windows, where Wine does not look.
        (tmp / 'usr/lib/wine/wineserver').unlink(missing_ok=True)
        (tmp / 'usr/lib/wine/wineserver').symlink_to('wineserver64')
        for library in (tmp / 'usr/x86_64-w64-mingw32').rglob('zlib1.dll'):
            shutil.copy(library, tmp / 'usr/lib/x86_64-linux-gnu/wine/x86_64-windows')
        (tmp / 'wine').write_text(WINE.format(usr=final / 'usr'))
        (tmp / 'wine').chmod(0o755)

    return cache.directory('wine', (WINE, RECIPE), make) / 'wine'


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
