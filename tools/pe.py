"""What a library for Windows asks of the machine: its processor, the libraries and which of their symbols; and what it gives to others.

Read from the file itself, 64-bit: https://learn.microsoft.com/windows/win32/debug/pe-format.
"""

from __future__ import annotations

import struct
from typing import Iterator, NamedTuple

MAGIC = b'MZ'
EXPORTS, IMPORTS = 0, 1
"""Places in the table of what a file has."""
PROCESSORS = {0x8664: 'amd64', 0xAA64: 'arm64'}
"""Windows' names for the values of the header's field."""
BY_NUMBER = 1 << 63
"""In place of a name: the symbol has a number alone."""


class Section(NamedTuple):
    address: int
    size: int
    offset: int


class Image:
    """A file whose addresses, as it would have them in memory, are found. Raises ValueError for what is no such library."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        (start,) = struct.unpack_from('<I', data, 0x3C) if data[:2] == MAGIC and len(data) > 0x40 else (len(data),)
        if data[start : start + 4] != b'PE\0\0' or data[start + 24 : start + 26] != b'\x0b\x02':
            raise ValueError('not a 64-bit library for Windows')
        self.machine, count = struct.unpack_from('<HH', data, start + 4)
        (size,) = struct.unpack_from('<H', data, start + 20)
        self.tables = start + 24 + 112
        at = start + 24 + size
        self.sections = [self._section(at + 40 * number) for number in range(count)]

    def _section(self, at: int) -> Section:
        _, address, size, offset = struct.unpack_from('<IIII', self.data, at + 8)
        return Section(address, size, offset)

    def table(self, number: int) -> int:
        """The address of one of the tables; 0 where there is none."""
        return struct.unpack_from('<I', self.data, self.tables + 8 * number)[0]

    def unpack(self, form: str, address: int) -> tuple:
        return struct.unpack_from(form, self.data, self._offset(address))

    def text(self, address: int) -> str:
        start = self._offset(address)
        return self.data[start : self.data.index(b'\0', start)].decode()

    def _offset(self, address: int) -> int:
        for section in self.sections:
            if section.address <= address < section.address + section.size:
                return section.offset + address - section.address
        raise ValueError(f'nothing is at the address {address:#x}')


def processor(data: bytes) -> str:
    """The processor that it is for. Raises ValueError for what is no library for Windows, and for a processor that no wheel is built for."""
    machine = Image(data).machine
    if machine not in PROCESSORS:
        raise ValueError(f'for a processor that is not known: {machine:#x}')
    return PROCESSORS[machine]


def imports(data: bytes) -> dict[str, set[str]]:
    """The symbols that it takes from each library. Raises ValueError as `Image` does."""
    image, found = Image(data), {}
    at = image.table(IMPORTS)
    while at:
        names, _, _, library, addresses = image.unpack('<IIIII', at)
        if not library:
            break
        found.setdefault(image.text(library), set()).update(_names(image, names or addresses))
        at += 20
    return found


def exports(data: bytes) -> set[str]:
    """The symbols that others can take from it. Raises ValueError as `Image` does."""
    image = Image(data)
    table = image.table(EXPORTS)
    if not table:
        return set()
    count, _, names = image.unpack('<III', table + 24)
    return {image.text(image.unpack('<I', names + 4 * number)[0]) for number in range(count)}


def _names(image: Image, at: int) -> Iterator[str]:
    while True:
        (entry,) = image.unpack('<Q', at)
        if not entry:
            return
        yield f'#{entry & 0xFFFF}' if entry & BY_NUMBER else image.text(entry + 2)
        at += 8
