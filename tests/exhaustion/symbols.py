"""Where the functions of a shared library lie, by its symbol table (ELF, 64 bits, little endian)."""

from __future__ import annotations

import struct
from pathlib import Path
from typing import Iterator

SYMBOL_TABLE = 2


def functions(library: str) -> Iterator[tuple[str, int, int]]:
    """Name, address and size. Nothing when the library was stripped."""
    data = Path(library).read_bytes()
    table = struct.unpack_from('<Q', data, 40)[0]
    entry, count = struct.unpack_from('<HH', data, 58)
    sections = [struct.unpack_from('<IIQQQQIIQQ', data, table + i * entry) for i in range(count)]
    for _, kind, _, _, start, size, link, *_ in sections:
        if kind != SYMBOL_TABLE:
            continue
        names = sections[link][4]
        for at in range(start, start + size, 24):
            name, _, _, _, address, length = struct.unpack_from('<IBBHQQ', data, at)
            end = data.index(b'\0', names + name)
            yield data[names + name : end].decode(), address, length
