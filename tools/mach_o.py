"""What a library for macOS asks of the machine: its processor, the oldest macOS, the libraries and which of their symbols; and what it gives.

Read from the file itself, 64-bit and for one processor: <mach-o/loader.h> and <mach-o/nlist.h> of Apple's XNU say what is where.
"""

from __future__ import annotations

import struct
from typing import Iterator

MAGIC = b'\xcf\xfa\xed\xfe'
LC_SYMTAB, LC_LOAD_DYLIB, LC_LOAD_WEAK_DYLIB, LC_BUILD_VERSION = 0x2, 0xC, 0x80000018, 0x32
EXPORTS = {0x22: 40, 0x80000022: 40, 0x80000033: 8}
"""The parts that say where the exports are (LC_DYLD_INFO, LC_DYLD_INFO_ONLY, LC_DYLD_EXPORTS_TRIE), and at which place of them."""
N_EXT, N_TYPE, N_STAB = 0x01, 0x0E, 0xE0
ANY_LIBRARY = ''
"""Stands for the library where the loader is to look in all that are loaded, as for a symbol of CPython's."""
PROCESSORS = {0x01000007: 'x86_64', 0x0100000C: 'arm64'}
"""macOS's names for the values of the header's field."""


def processor(data: bytes) -> str:
    """The processor that it is for. Raises ValueError for what is no library for macOS, and for a processor that no wheel is built for."""
    list(_commands(data))
    (kind,) = struct.unpack_from('<I', data, 4)
    if kind not in PROCESSORS:
        raise ValueError(f'for a processor that is not known: {kind:#x}')
    return PROCESSORS[kind]


def oldest_system(data: bytes) -> tuple[int, int]:
    """The oldest macOS that it is for. Raises ValueError for what is no library for macOS, and where it does not say."""
    for kind, at in _commands(data):
        if kind == LC_BUILD_VERSION:
            (version,) = struct.unpack_from('<I', data, at + 12)
            return version >> 16, version >> 8 & 0xFF
    raise ValueError('it does not say for which macOS it is')


def imports(data: bytes) -> dict[str, set[str]]:
    """The symbols that it takes from each library, or from ANY_LIBRARY. Raises ValueError for what is no library for macOS."""
    libraries = [_text(data, at + struct.unpack_from('<I', data, at + 8)[0]) for kind, at in _commands(data) if kind in (LC_LOAD_DYLIB, LC_LOAD_WEAK_DYLIB)]
    found: dict[str, set[str]] = {library: set() for library in libraries}
    for name, kind, description in _symbols(data):
        if kind & N_EXT and not kind & N_TYPE:
            number = description >> 8
            library = libraries[number - 1] if 0 < number <= len(libraries) else ANY_LIBRARY
            found.setdefault(library, set()).add(name)
    return found


def exports(data: bytes) -> set[str]:
    """The symbols that others can take from it. Raises ValueError for what is no library for macOS."""
    found = set()
    for kind, at in _commands(data):
        if kind in EXPORTS:
            start, size = struct.unpack_from('<II', data, at + EXPORTS[kind])
            found.update(_names(data[start : start + size], 0, b''))
    return found


def _names(tree: bytes, node: int, start: bytes) -> Iterator[str]:
    """The names, as C has them, below a node of a tree whose edges are parts of names, which begin with `start`."""
    if not tree:
        return
    size, at = _number(tree, node)
    if size:
        yield start.decode().removeprefix('_')
    at += size
    count, at = tree[at], at + 1
    for _ in range(count):
        end = tree.index(b'\0', at)
        child, after = _number(tree, end + 1)
        yield from _names(tree, child, start + tree[at:end])
        at = after


def _number(data: bytes, at: int) -> tuple[int, int]:
    """A number of seven bits a byte, the lowest first, and where it ends."""
    number = shift = 0
    while True:
        number |= (data[at] & 0x7F) << shift
        shift, at = shift + 7, at + 1
        if data[at - 1] < 0x80:
            return number, at


def _commands(data: bytes) -> Iterator[tuple[int, int]]:
    """The kind of each part that the head lists, and where it is."""
    if data[:4] != MAGIC:
        raise ValueError('not a 64-bit library for macOS')
    (count,) = struct.unpack_from('<I', data, 16)
    at = 32
    for _ in range(count):
        kind, size = struct.unpack_from('<II', data, at)
        yield kind, at
        at += size


def _symbols(data: bytes) -> Iterator[tuple[str, int, int]]:
    """The name as C has it, the kind and the description of each symbol that is none of a debugger's."""
    for kind, at in _commands(data):
        if kind == LC_SYMTAB:
            symbols, count, strings = struct.unpack_from('<III', data, at + 8)
            for name, kind_of_symbol, _, description, _ in struct.iter_unpack('<IBBHQ', data[symbols : symbols + 16 * count]):
                if not kind_of_symbol & N_STAB:
                    yield _text(data, strings + name).removeprefix('_'), kind_of_symbol, description


def _text(data: bytes, start: int) -> str:
    return data[start : data.index(b'\0', start)].decode()
