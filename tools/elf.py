"""What a shared library for Linux asks of the machine: its processor, the libraries, the versions of their symbols and the symbols; and its sections.

Read from the file itself, 64-bit and little-endian: https://refspecs.linuxfoundation.org/elf/gabi4+/contents.html and, for the
versions, https://refspecs.linuxfoundation.org/LSB_5.0.0/LSB-Core-generic/LSB-Core-generic/symversion.html.
"""

from __future__ import annotations

import struct
from typing import Iterator, NamedTuple

SHT_DYNAMIC, SHT_DYNSYM, SHT_GNU_VERNEED = 6, 11, 0x6FFFFFFE
DT_NEEDED = 1
PROCESSORS = {62: 'x86_64', 183: 'aarch64'}
"""Linux's names for the values of e_machine."""


class Section(NamedTuple):
    name: int
    """Where its name is, among the strings of the section that the file says."""
    kind: int
    offset: int
    size: int
    link: int
    """The section of its strings."""


class Needs(NamedTuple):
    libraries: list[str]
    versions: list[str]
    """Such as `GLIBC_2.17`."""


def needs(image: bytes) -> Needs:
    """Raises ValueError for what is no such library."""
    sections = _sections(image)
    libraries, versions = [], []
    for section in sections:
        strings = sections[section.link].offset if section.link < len(sections) else 0
        if section.kind == SHT_DYNAMIC:
            libraries += [_text(image, strings + value) for tag, value in _pairs(image, section) if tag == DT_NEEDED]
        elif section.kind == SHT_GNU_VERNEED:
            versions += [_text(image, strings + name) for name in _version_names(image, section)]
    return Needs(libraries, versions)


def processor(image: bytes) -> str:
    """The processor that it is for. Raises ValueError as `needs` does, and for a processor that no wheel is built for."""
    _sections(image)
    (machine,) = struct.unpack_from('<H', image, 0x12)
    if machine not in PROCESSORS:
        raise ValueError(f'for a processor that is not known: {machine}')
    return PROCESSORS[machine]


def section(image: bytes, name: str) -> bytes:
    """The content of the section of that name; nothing where there is none. Raises ValueError as `needs` does."""
    sections = _sections(image)
    (names,) = struct.unpack_from('<H', image, 0x3E)
    found = next((one for one in sections if _text(image, sections[names].offset + one.name) == name), None)
    return image[found.offset : found.offset + found.size] if found else b''


def imported_names(image: bytes) -> set[str]:
    """The symbols that it takes from others. Raises ValueError as `needs` does."""
    sections = _sections(image)
    found = set()
    for section in (one for one in sections if one.kind == SHT_DYNSYM):
        strings = sections[section.link].offset
        for name, _, _, defined_in, _, _ in struct.iter_unpack('<IBBHQQ', image[section.offset : section.offset + section.size]):
            if name and not defined_in:
                found.add(_text(image, strings + name))
    return found


def _sections(image: bytes) -> list[Section]:
    if image[:6] != b'\x7fELF\x02\x01':
        raise ValueError('not a 64-bit, little-endian ELF file')
    (start,) = struct.unpack_from('<Q', image, 0x28)
    size, count = struct.unpack_from('<HH', image, 0x3A)
    return [_section(image, start + size * number) for number in range(count)]


def _section(image: bytes, at: int) -> Section:
    name, kind, _, _, offset, size, link = struct.unpack_from('<IIQQQQI', image, at)
    return Section(name, kind, offset, size, link)


def _pairs(image: bytes, section: Section) -> Iterator[tuple[int, int]]:
    return struct.iter_unpack('<QQ', image[section.offset : section.offset + section.size])


def _version_names(image: bytes, section: Section) -> Iterator[int]:
    """Where the names are among the strings: a list of libraries, each with a list of versions."""
    at, more = section.offset, 1
    while more:
        _, _, _, first, more = struct.unpack_from('<HHIII', image, at)
        entry, next_entry = at + first, 1
        while next_entry:
            _, _, _, name, next_entry = struct.unpack_from('<IHHII', image, entry)
            yield name
            entry += next_entry
        at += more


def _text(image: bytes, at: int) -> str:
    return image[at : image.index(b'\0', at)].decode()
