"""C functions behind Python's types, methods and properties, each held against the signature that CPython calls it with.

A native call goes through whichever pointer it is given; WebAssembly traps where the number or kind of the parameters, or of the
result, is another one. The compiler cannot say so: many of these tables hold plain pointers. So the object files are read:
which function stands at which place of which table, with its signature.
"""

from __future__ import annotations

import re
import struct
from dataclasses import dataclass, field
from pathlib import Path
from typing import Iterator, NamedTuple

VALUE_TYPES = {0x7F: 'i', 0x7E: 'l', 0x7D: 'f', 0x7C: 'd'}
TABLE_INDEX = 1  # the relocation of a pointer to a function
WITH_ADDEND = {3, 4, 5, 8, 9, 11, 14, 15, 16, 17, 21, 22, 23}

# As results:parameters, `i` for pointers and whatever else has 32 bits. Names as CPython has them.
UNARY, BINARY, TERNARY = 'i:i', 'i:ii', 'i:iii'
FREE = ':i'
SLOTS = {
    'bf_getbuffer': TERNARY, 'bf_releasebuffer': ':ii', 'mp_ass_subscript': TERNARY, 'mp_length': UNARY, 'mp_subscript': BINARY,
    'nb_bool': UNARY, 'sq_ass_item': TERNARY, 'sq_concat': BINARY, 'sq_contains': BINARY, 'sq_inplace_concat': BINARY,
    'sq_inplace_repeat': BINARY, 'sq_item': BINARY, 'sq_length': UNARY, 'sq_repeat': BINARY, 'tp_alloc': BINARY, 'tp_call': TERNARY,
    'tp_clear': UNARY, 'tp_dealloc': FREE, 'tp_del': FREE, 'tp_descr_get': TERNARY, 'tp_descr_set': TERNARY, 'tp_finalize': FREE,
    'tp_free': FREE, 'tp_getattr': BINARY, 'tp_getattro': BINARY, 'tp_hash': UNARY, 'tp_init': TERNARY, 'tp_is_gc': UNARY, 'tp_iter': UNARY,
    'tp_iternext': UNARY, 'tp_new': TERNARY, 'tp_repr': UNARY, 'tp_richcompare': TERNARY, 'tp_setattr': TERNARY, 'tp_setattro': TERNARY,
    'tp_str': UNARY, 'tp_traverse': TERNARY, 'tp_vectorcall': 'i:iiii', 'am_await': UNARY, 'am_aiter': UNARY, 'am_anext': UNARY,
    'am_send': TERNARY,
}  # fmt: skip
NUMBER = (
    'add subtract multiply remainder divmod power negative positive absolute bool invert lshift rshift and xor or int reserved float '
    'inplace_add inplace_subtract inplace_multiply inplace_remainder inplace_power inplace_lshift inplace_rshift inplace_and inplace_xor '
    'inplace_or floor_divide true_divide inplace_floor_divide inplace_true_divide index matrix_multiply inplace_matrix_multiply'
).split()
for name in NUMBER:
    unary = name in ('negative', 'positive', 'absolute', 'bool', 'invert', 'int', 'float', 'index')
    SLOTS[f'nb_{name}'] = UNARY if unary else TERNARY if name.endswith('power') else BINARY
TYPE = (
    'name basicsize itemsize dealloc vectorcall_offset getattr setattr as_async repr as_number as_sequence as_mapping hash call str '
    'getattro setattro as_buffer flags doc traverse clear richcompare weaklistoffset iter iternext methods members getset base dict '
    'descr_get descr_set dictoffset init alloc new free is_gc bases mro cache subclasses weaklist del version_tag finalize vectorcall watched'
).split()
# Structures of functions that a type points to, by what the names of such variables end with.
STRUCTURES = {
    'as_number': [f'nb_{name}' for name in NUMBER],
    'as_sequence': 'sq_length sq_concat sq_repeat sq_item - sq_ass_item - sq_contains sq_inplace_concat sq_inplace_repeat'.split(),
    'as_mapping': 'mp_length mp_subscript mp_ass_subscript'.split(),
    'as_buffer': 'bf_getbuffer bf_releasebuffer'.split(),
    'as_async': 'am_await am_aiter am_anext am_send'.split(),
}
OBJECT_HEAD = 12  # of a static type: count, type, size
TYPE_SIZE = OBJECT_HEAD + 4 * len(TYPE)
MODULE_SIZE = 52
MODULE = {40: TERNARY, 44: UNARY, 48: FREE}  # m_traverse, m_clear, m_free
MODULE_SLOTS = 4  # their highest number; with a higher one, they are a type's
METHOD = {1: BINARY, 3: TERNARY, 4: BINARY, 8: BINARY, 0x80: TERNARY, 0x82: 'i:iiii', 0x282: 'i:iiiii'}
METHOD_KIND = 0x28F  # without METH_CLASS, METH_STATIC, METH_COEXIST


class Entry(NamedTuple):
    """A pointer to a function in a variable."""

    variable: str
    at: int  # bytes from its start
    content: bytes  # the variable's, pointers left out
    function: str
    signature: str


@dataclass
class Object:
    """What is read of an object file."""

    types: list = field(default_factory=list)
    functions: list = field(default_factory=list)  # the type of each
    imported: list = field(default_factory=list)  # their names
    segments: list = field(default_factory=list)  # content, and where it is in the section
    symbols: list = field(default_factory=list)
    relocations: list = field(default_factory=list)


class Reader:
    def __init__(self, data: bytes, at: int = 0) -> None:
        self.data, self.at = data, at

    def byte(self) -> int:
        self.at += 1
        return self.data[self.at - 1]

    def number(self) -> int:
        """LEB128, unsigned; a signed one comes out wrong, but as long."""
        value = shift = 0
        while True:
            byte = self.byte()
            value |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                return value

    def bytes(self) -> bytes:
        size = self.number()
        self.at += size
        return self.data[self.at - size : self.at]

    def text(self) -> str:
        return self.bytes().decode()


def read_object(data: bytes) -> Object:
    found = Object()
    reader = Reader(data, 8)
    data_section = number = 0
    readers = {1: _read_types, 2: _read_imports, 3: _read_functions, 11: _read_data}
    while reader.at < len(data):
        kind, content = reader.byte(), Reader(reader.bytes())
        if kind in readers:
            readers[kind](found, content)
            data_section = number if kind == 11 else data_section
        elif kind == 0:
            name = content.text()
            if name == 'linking':
                _read_symbols(found, content)
            elif name.startswith('reloc.') and content.number() == data_section and data_section:
                _read_relocations(found, content)
        number += 1
    return found


def _read_types(found: Object, reader: Reader) -> None:
    for _ in range(reader.number()):
        reader.byte()
        parameters, results = reader.bytes(), reader.bytes()
        found.types.append(':'.join(''.join(VALUE_TYPES[kind] for kind in kinds) for kinds in (results, parameters)))


def _read_imports(found: Object, reader: Reader) -> None:
    for _ in range(reader.number()):
        reader.bytes()
        name, kind = reader.text(), reader.byte()
        if kind == 0:
            found.functions.append(reader.number())
            found.imported.append(name)
        elif kind in (1, 2):
            if kind == 1:
                reader.byte()
            if reader.number() & 1:
                reader.number()
            reader.number()
        elif kind == 3:
            reader.at += 2
        else:
            reader.at += 1
            reader.number()


def _read_functions(found: Object, reader: Reader) -> None:
    found.functions += [reader.number() for _ in range(reader.number())]


def _read_data(found: Object, reader: Reader) -> None:
    for _ in range(reader.number()):
        if reader.number() == 2:
            reader.number()
        assert reader.byte() == 0x41  # i32.const
        reader.number()
        assert reader.byte() == 0x0B  # end
        content = reader.bytes()
        found.segments.append((content, reader.at - len(content)))


def _read_symbols(found: Object, reader: Reader) -> None:
    reader.number()  # version
    while reader.at < len(reader.data):
        kind, content = reader.byte(), Reader(reader.bytes())
        for _ in range(content.number() if kind == 8 else 0):
            kind_of, flags = content.byte(), content.number()
            undefined, named = flags & 0x10, flags & 0x40
            if kind_of in (0, 2, 4, 5):  # function, global, event, table
                index = content.number()
                name = content.text() if not undefined or named else found.imported[index] if kind_of == 0 else ''
                found.symbols.append((kind_of, name, index, 0, 0))
            elif kind_of == 1:
                name = content.text()
                place = (0, 0, 0) if undefined else (content.number(), content.number(), content.number())
                found.symbols.append((None if undefined else 1, name, *place))
            else:
                content.number()
                found.symbols.append((kind_of, '', 0, 0, 0))


def _read_relocations(found: Object, reader: Reader) -> None:
    for _ in range(reader.number()):
        kind, at, symbol = reader.byte(), reader.number(), reader.number()
        if kind in WITH_ADDEND:
            reader.number()
        if kind in (1, 2):
            found.relocations.append((at, symbol))


def entries(found: Object) -> Iterator[Entry]:
    variables = [symbol for symbol in found.symbols if symbol[0] == 1]
    for at, symbol in found.relocations:
        if found.symbols[symbol][0] != 0:
            continue
        number, start = next((n, start) for n, (content, start) in enumerate(found.segments) if start <= at < start + len(content))
        for _, name, segment, offset, size in variables:
            if segment == number and offset <= at - start < offset + size:
                content = found.segments[number][0][offset : offset + size]
                signature = found.types[found.functions[found.symbols[symbol][2]]]
                yield Entry(name, at - start - offset, content, found.symbols[symbol][1], signature)
                break


def slot_numbers(include: Path) -> dict[int, str]:
    """A slot's number → its name, as a type's specification has it."""
    text = (include / 'typeslots.h').read_text()
    return {int(number): name for name, number in re.findall(r'#define Py_(\w+) (\d+)', text)}


def expected(entry: Entry, slots: dict[int, str]) -> str | None:
    """The signature that CPython calls it with; None where that is not known."""
    name, size = entry.variable.lower(), len(entry.content)
    if size == TYPE_SIZE and not name.endswith(('methods', 'slots', 'getset', 'getsets', 'functions')) and entry.at >= OBJECT_HEAD:
        return SLOTS.get(f'tp_{TYPE[(entry.at - OBJECT_HEAD) // 4]}')
    if size == MODULE_SIZE and 'module' in name:
        return MODULE.get(entry.at)
    if 'slots' in name:
        return _of_slot(entry, slots)
    if 'getset' in name or 'properties' in name:
        return {4: BINARY, 8: TERNARY}.get(entry.at % 20)
    if 'method' in name or 'functions' in name:
        return METHOD.get(_word(entry, entry.at + 4) & METHOD_KIND) if entry.at % 16 == 4 else None
    for ending, members in STRUCTURES.items():
        if name.endswith(ending):
            return SLOTS.get(members[entry.at // 4])
    return None


def _word(entry: Entry, at: int) -> int:
    return struct.unpack_from('<i', entry.content, at)[0]


def _of_slot(entry: Entry, slots: dict[int, str]) -> str | None:
    if entry.at % 8 != 4:
        return None
    numbers = {_word(entry, at) for at in range(0, len(entry.content), 8)}
    number = _word(entry, entry.at - 4)
    if max(numbers) <= MODULE_SLOTS:
        return {1: BINARY, 2: UNARY}[number]  # create, exec
    return SLOTS.get(slots.get(number, ''))


def members(archive: Path) -> Iterator[tuple[str, bytes]]:
    """The object files in a static library."""
    data = archive.read_bytes()
    assert data.startswith(b'!<arch>\n')
    at, names = 8, b''
    while at < len(data):
        head, size = data[at : at + 60], int(data[at + 48 : at + 58])
        content, name = data[at + 60 : at + 60 + size], head[:16].decode().strip()
        at += 60 + size + size % 2
        if name == '//':
            names = content
        elif name.startswith('/') and name[1:].isdigit():
            start = int(name[1:])
            yield names[start : names.index(b'\n', start)].decode().rstrip('/'), content
        elif not name.startswith(('/', '__.SYMDEF')):
            yield name.rstrip('/'), content


def mismatches(archives: list[Path], include: Path, replaced: set[str]) -> tuple[int, list[str]]:
    """How many pointers were looked at, and those that CPython would call with another signature."""
    slots = slot_numbers(include)
    looked, wrong = 0, []
    for archive in archives:
        for name, content in members(archive):
            if name in replaced or not content.startswith(b'\0asm'):
                continue
            for entry in entries(read_object(content)):
                wanted = expected(entry, slots)
                if wanted is None:
                    continue
                looked += 1
                if entry.signature != wanted:
                    wrong.append(f'{name}: {entry.function} ({entry.signature}) in {entry.variable}, which is called as {wanted}')
    return looked, wrong
