"""The platform tags of a wheel, as its modules and programs say what they need: whatever it was built for, its name is true.

For glibc it is the oldest version that has their symbols (PEP 600). musl's symbols have no versions: the tag names the series of musl
that the modules are linked and tested with (PEP 656).
"""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from tools import elf
from tools.say import Failure

# What every Linux with that C library has: a wheel may need these and no others.
GLIBC = {'libc.so.6', 'libm.so.6', 'libpthread.so.0', 'libdl.so.2', 'librt.so.1', 'libgcc_s.so.1'}
GLIBC |= {'ld-linux-x86-64.so.2', 'ld-linux-aarch64.so.1'}
MUSL = {'libc.so'}
OLDEST_GLIBC, SERIES_OF_MUSL = (2, 17), (1, 2)


def platform(wheel: Path) -> str:
    """The tags, one or more with dots between them. Raises a Failure for a wheel that would not load on every machine of its kind."""
    with zipfile.ZipFile(wheel) as archive:
        images = {name: archive.read(name) for name in archive.namelist() if _is_loaded(archive, name)}
    processors = {elf.processor(image) for image in images.values()}
    needs = {name: elf.needs(image) for name, image in images.items()}
    own = {name.rpartition('/')[2] for name in images}
    is_musl = any(not MUSL.isdisjoint(wants.libraries) for wants in needs.values())
    for name, wants in needs.items():
        others = sorted(set(wants.libraries) - (MUSL if is_musl else GLIBC) - own)
        if others:
            raise Failure(f'{wheel.name}: {name} needs {", ".join(others)}, which not every Linux has')
    if len(processors) != 1:
        raise Failure(f'{wheel.name}: its modules are for {", ".join(sorted(processors)) or "no processor"}')
    (processor,) = processors
    if is_musl:
        return f'musllinux_{SERIES_OF_MUSL[0]}_{SERIES_OF_MUSL[1]}_{processor}'
    found = (re.fullmatch(r'GLIBC_(\d+)\.(\d+)(?:\.\d+)?', version) for wants in needs.values() for version in wants.versions)
    newest = max([OLDEST_GLIBC, *((int(match[1]), int(match[2])) for match in found if match)])
    name = f'manylinux_{newest[0]}_{newest[1]}_{processor}'
    return f'{name}.manylinux2014_{processor}' if newest == OLDEST_GLIBC else name


def _is_loaded(archive: zipfile.ZipFile, name: str) -> bool:
    """Whether the system loads it: a library or a program, and not a compiled module of python.wasm."""
    with archive.open(name) as file:
        return file.read(4) == b'\x7fELF' and not name.endswith('.cwasm')
