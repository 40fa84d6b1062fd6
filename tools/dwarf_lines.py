"""Which lines of which files a program was compiled from, read off its line table.

Versions 2 to 4 of the table, which `-g1` of our compiler writes: https://dwarfstd.org/doc/DWARF4.pdf, section 6.2.
"""

from __future__ import annotations

import os
import struct
from pathlib import Path

from tools import elf

COPY, ADVANCE_PC, ADVANCE_LINE, SET_FILE, CONST_ADD_PC, FIXED_ADVANCE_PC = 1, 2, 3, 4, 8, 9
END_SEQUENCE, SET_ADDRESS = 1, 2


class Reader:
    """Bytes, read from the front."""

    def __init__(self, data: bytes, at: int = 0) -> None:
        self.data, self.at = data, at

    def take(self, form: str) -> tuple:
        values = struct.unpack_from('<' + form, self.data, self.at)
        self.at += struct.calcsize('<' + form)
        return values

    def text(self) -> str:
        end = self.data.index(b'\0', self.at)
        text = self.data[self.at : end].decode()
        self.at = end + 1
        return text

    def number(self, signed: bool = False) -> int:
        """A LEB128."""
        value = shift = 0
        while True:
            byte = self.data[self.at]
            self.at += 1
            value |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                return value - (1 << shift) if signed and byte & 0x40 else value


def lines(library: Path, root: Path, compiled_in: Path) -> dict[str, set[int]]:
    """file below `root` → its lines that instructions in the library come from, which was compiled in that folder."""
    table = elf.section(library.read_bytes(), '.debug_line')
    found: dict[str, set[int]] = {}
    reader = Reader(table)
    while reader.at < len(table):
        _unit(reader, root, compiled_in, found)
    return found


def _unit(reader: Reader, root: Path, compiled_in: Path, found: dict[str, set[int]]) -> None:
    (length,) = reader.take('I')
    end = reader.at + length
    version, header = reader.take('HI')
    if not 2 <= version <= 4:
        raise ValueError(f'a line table of version {version}')
    program = reader.at + header
    reader.take('BB' if version == 4 else 'B')
    _, line_base, line_range, opcode_base = reader.take('BbBB')
    sizes = reader.take(f'{opcode_base - 1}B')
    folders, names = [''], ['']
    while folder := reader.text():
        folders.append(folder)
    while name := reader.text():
        folder = folders[reader.number()]
        reader.number(), reader.number()
        names.append(_below(Path(os.path.normpath(compiled_in / folder / name)), root))
    reader.at = program
    live = True
    file = line = 1
    while reader.at < end:
        (opcode,) = reader.take('B')
        if opcode >= opcode_base:
            line += line_base + (opcode - opcode_base) % line_range
        elif opcode == 0:
            size = reader.number()
            following = reader.at + size
            (code,) = reader.take('B')
            if code == SET_ADDRESS:
                live = reader.take('Q')[0] > 1  # a function that the linker dropped has no address
            elif code == END_SEQUENCE:
                file = line = 1
            reader.at = following
            continue
        elif opcode == ADVANCE_LINE:
            line += reader.number(signed=True)
            continue
        elif opcode == SET_FILE:
            file = reader.number()
            continue
        elif opcode == FIXED_ADVANCE_PC:
            reader.take('H')
            continue
        elif opcode != COPY:
            for _ in range(sizes[opcode - 1]):
                reader.number()
            continue
        if live and line and names[file]:
            found.setdefault(names[file], set()).add(line)
    reader.at = end


def _below(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else ''
