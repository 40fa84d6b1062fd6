"""The platform tags of a wheel, as its modules and programs say what they need: whatever it was built for, its name is true.

For glibc it is the oldest version that has their symbols (PEP 600). musl's symbols have no versions: the tag names the series of musl
that the modules are linked and tested with (PEP 656). macOS's names the oldest that they are for; Windows' has no version.
"""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from tools import elf, mach_o, pe
from tools.say import Failure

# What every Linux with that C library has: a wheel may need these and no others.
GLIBC = {'libc.so.6', 'libm.so.6', 'libpthread.so.0', 'libdl.so.2', 'librt.so.1', 'libgcc_s.so.1'}
GLIBC |= {'ld-linux-x86-64.so.2', 'ld-linux-aarch64.so.1'}
MUSL = {'libc.so'}
OLDEST_GLIBC, SERIES_OF_MUSL = (2, 17), (1, 2)
OF_WINDOWS = re.compile(r'kernel32\.dll|api-ms-win-(core|crt)-[\w-]+\.dll|python3\d+t?\.dll', re.IGNORECASE)
"""What every Windows that CPython runs on has, and CPython."""
OF_MACOS = re.compile(r'/usr/lib/libSystem\.B\.dylib')
MAGICS = {b'\x7fELF': elf, mach_o.MAGIC: mach_o, pe.MAGIC: pe}
"""How a file begins that a system loads, and what reads it."""


def platform(wheel: Path) -> str:
    """The tags, one or more with dots between them. Raises a Failure for a wheel that would not load on every machine of its kind."""
    with zipfile.ZipFile(wheel) as archive:
        images = {name: archive.read(name) for name in archive.namelist() if _reader(archive, name)}
        readers = {_reader(archive, name) for name in images}
    if len(readers) > 1:
        raise Failure(f'{wheel.name}: its modules are for several systems')
    (reader,) = readers or {elf}
    processors = {reader.processor(image) for image in images.values()}
    if len(processors) != 1:
        raise Failure(f'{wheel.name}: its modules are for {", ".join(sorted(processors)) or "no processor"}')
    return {elf: _linux, pe: _windows, mach_o: _macos}[reader](wheel.name, images, *processors)


def _linux(wheel: str, images: dict[str, bytes], processor: str) -> str:
    needs = {name: elf.needs(image) for name, image in images.items()}
    own = {name.rpartition('/')[2] for name in images}
    is_musl = any(not MUSL.isdisjoint(wants.libraries) for wants in needs.values())
    for name, wants in needs.items():
        _only(wheel, name, sorted(set(wants.libraries) - (MUSL if is_musl else GLIBC) - own), 'Linux')
    if is_musl:
        return f'musllinux_{SERIES_OF_MUSL[0]}_{SERIES_OF_MUSL[1]}_{processor}'
    found = (re.fullmatch(r'GLIBC_(\d+)\.(\d+)(?:\.\d+)?', version) for wants in needs.values() for version in wants.versions)
    newest = max([OLDEST_GLIBC, *((int(match[1]), int(match[2])) for match in found if match)])
    name = f'manylinux_{newest[0]}_{newest[1]}_{processor}'
    return f'{name}.manylinux2014_{processor}' if newest == OLDEST_GLIBC else name


def _windows(wheel: str, images: dict[str, bytes], processor: str) -> str:
    for name, image in images.items():
        _only(wheel, name, [library for library in pe.imports(image) if not OF_WINDOWS.fullmatch(library)], 'Windows')
    return f'win_{processor}'


def _macos(wheel: str, images: dict[str, bytes], processor: str) -> str:
    for name, image in images.items():
        wanted = set(mach_o.imports(image)) - {mach_o.ANY_LIBRARY}
        _only(wheel, name, sorted(library for library in wanted if not OF_MACOS.fullmatch(library)), 'macOS')
    oldest = max(map(mach_o.oldest_system, images.values()))
    return f'macosx_{oldest[0]}_{oldest[1]}_{processor}'


def _only(wheel: str, name: str, others: list[str], system: str) -> None:
    if others:
        raise Failure(f'{wheel}: {name} needs {", ".join(others)}, which not every {system} has')


def _reader(archive: zipfile.ZipFile, name: str):
    """What reads the file, if a system loads it: a library or a program, and not a compiled module of python.wasm."""
    with archive.open(name) as file:
        start = file.read(4)
    return None if name.endswith('.cwasm') else next((reader for magic, reader in MAGICS.items() if start.startswith(magic)), None)
