"""What a process with counters leaves behind (runtime.cc), read.

The compiler puts three tables into a module: a record for each function, their counters, and their names. Records know
their function by a hash of its name, and their counters by how far away these lie.
"""

from __future__ import annotations

import hashlib
import struct
import zlib
from pathlib import Path

from tools.profile.text import Profile
from tools.say import Failure

# The name's hash, the function's hash, how far the counters are from here; how many counters.
RECORD = struct.Struct('<QQq24xI12x')


def name_hash(name: str) -> int:
    return int.from_bytes(hashlib.md5(name.encode()).digest()[:8], 'little')


def read(path: Path) -> Profile:
    """The counters of one process."""
    raw = path.read_bytes()
    places = struct.unpack_from('<6Q', raw)
    parts, at = [], 48
    for size in places[1::2]:
        parts.append(raw[at : at + size])
        at += size
    records, counters, name_table = parts
    names = {name_hash(name): name for name in _names(name_table)}
    profile: Profile = {}
    for offset in range(0, len(records), RECORD.size):
        name, shape, away, count = RECORD.unpack_from(records, offset)
        first = places[0] + offset + away - places[2]
        if name not in names or not 0 <= first <= len(counters) - 8 * count:
            raise Failure('the compiler lays out the counters of a profile in another way than tools/profile/raw.py reads them')
        function = names[name], shape
        before = profile.get(function, [0] * count)  # of two files of one name, whose functions are one to the compiler
        profile[function] = [a + b for a, b in zip(before, struct.unpack_from(f'<{count}Q', counters, first))]
    return profile


def _names(table: bytes) -> list[str]:
    """One chunk a source file: its size, its compressed size or 0, and the names; zeros lie between."""
    names, at = [], 0
    while at < len(table):
        if table[at] == 0:
            at += 1
            continue
        size, at = _uleb128(table, at)
        compressed, at = _uleb128(table, at)
        chunk = table[at : at + (compressed or size)]
        at += len(chunk)
        names += (zlib.decompress(chunk) if compressed else chunk).decode().split('\x01')
    return names


def _uleb128(table: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        value |= (table[at] & 0x7F) << shift
        shift += 7
        at += 1
        if table[at - 1] < 0x80:
            return value, at
