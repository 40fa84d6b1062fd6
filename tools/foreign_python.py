"""CPython for systems whose programs do not run here: what compiles and links modules for it, and the library that has its functions.

The names of systems are CMake's, as in tools/targets.py.
"""

from __future__ import annotations

from pathlib import Path

from tools import cache, debian_programs, pythons
from tools.pins import FOREIGN_CPYTHONS, Maven
from tools.say import Failure

PEOPLE_SAY = {'Windows': 'Windows', 'Darwin': 'macOS'}
WANTED = r'include/|libs/python3\d+\.lib$|python3\d+\.dll$|libpython3\.\d+\.dylib$'
PROGRAM = r'(?!bin/|include/|libs/|share/|lib/test/)'
RECIPE = 1
# It has no standard input where Wine was given none.
IN_WINE = """#!/bin/sh
exec "{wine}" "{python}" "$@" </dev/null
"""


def headers(system: str, version: str) -> Path:
    """The folder of Python.h. Raises a Failure where there is none of that version, a key of pythons.VERSIONS."""
    return _one(system, version, '**/Python.h').parent


def library(system: str, version: str) -> Path:
    """CPython itself as a library: a DLL, or a dylib. Raises a Failure as `headers` does."""
    return _one(system, version, {'Windows': 'python3*.dll', 'Darwin': 'libpython3.*.dylib'}[system])


def import_library(version: str) -> Path:
    """What a module for Windows is linked with: the names of what is in the DLL. Raises a Failure as `headers` does."""
    return _one('Windows', version, 'libs/python3*.lib')


def windows_python(version: str) -> Path:
    """A program that runs CPython for Windows, in Wine: WINEPREFIX must be set, and paths are Windows' own. Raises a Failure as `headers`
    does, and where there is no Wine to be had, or one in which that version does not start.
    """
    if version == '3.10':  # it asks CryptGenRandom, of a part of Windows that Debian's Wine alone does not set up
        raise Failure('CPython 3.10 finds no random numbers in Wine')
    pin, wine = _pin('Windows', version), debian_programs.wine()

    def make(tmp: Path, final: Path) -> None:
        pythons.unpack(pin, tmp, PROGRAM)
        (tmp / 'python').write_text(IN_WINE.format(wine=wine, python=final / 'python.exe'))
        (tmp / 'python').chmod(0o755)

    return cache.directory(f'cpython-{version}-in-wine', (pin, str(wine), PROGRAM, IN_WINE, RECIPE), make) / 'python'


def _one(system: str, version: str, pattern: str) -> Path:
    (found,) = _folder(system, version).glob(pattern)
    return found


def _folder(system: str, version: str) -> Path:
    pin = _pin(system, version)
    return cache.directory(f'cpython-{version}-{PEOPLE_SAY[system]}', (pin, WANTED, RECIPE), lambda tmp, final: pythons.unpack(pin, tmp, WANTED))


def _pin(system: str, version: str) -> Maven:
    if version not in FOREIGN_CPYTHONS[system]:
        raise Failure(f'there are no headers of CPython {version} for {PEOPLE_SAY[system]} to be had')
    return FOREIGN_CPYTHONS[system][version]
