"""The profile in the form that clang reads: LLVM's indexed profile, version 7, which newer compilers read as well.

A header, a summary, and a hash table on disk from a function's name to its hash and counters. All numbers are
little-endian words of 64 bits but where it is said.
"""

from __future__ import annotations

import struct
from collections import Counter, defaultdict

from tools.profile.raw import name_hash
from tools.profile.text import Profile

MAGIC = b'\xfflprofi\x81'
VERSION = 7
MD5 = 0
NO_VALUES = struct.pack('<II', 8, 0)
"""Of no other values was it counted how often they occur."""
CUTOFFS = [10_000, *range(100_000, 1_000_000, 100_000), 950_000, 990_000, 999_000, 999_900, 999_990, 999_999]
"""Parts of a million: how hot the blocks are that make up so much of all that ran."""


def index(profile: Profile) -> bytes:
    """The file's bytes: the same for the same profile."""
    summary = _summary(profile)
    header_size = 40
    table, offset = _table(profile, header_size + len(summary))
    return MAGIC + struct.pack('<4Q', VERSION, 0, MD5, offset) + summary + table


def _summary(profile: Profile) -> bytes:
    counts = Counter(count for counters in profile.values() for count in counters)
    total = sum(count * times for count, times in counts.items())
    entries, seen, ran = [], 0, 0
    falling = iter(sorted(counts.items(), reverse=True))
    least = 0
    for cutoff in CUTOFFS:
        while ran * 1_000_000 < total * cutoff:
            least, times = next(falling)
            ran += least * times
            seen += times
        entries.append((cutoff, least, seen))
    calls = [counters[0] for counters in profile.values()]
    inner = [count for counters in profile.values() for count in counters[1:]]
    fields = (len(profile), sum(counts.values()), max(calls), max(counts), max(inner, default=0), total)
    words = [len(fields), len(entries), *fields, *(word for entry in entries for word in entry)]
    return struct.pack(f'<{len(words)}Q', *words)


def _table(profile: Profile, start: int) -> tuple[bytes, int]:
    """The hash table as it lies at `start`, and where in the file its head is."""
    functions: dict[str, bytes] = defaultdict(bytes)
    for (name, shape), counters in sorted(profile.items()):
        functions[name] += struct.pack(f'<{2 + len(counters)}Q', shape, len(counters), *counters) + NO_VALUES
    size = 1 if len(functions) <= 2 else 1 << (len(functions) * 4 // 3).bit_length()
    buckets: list[list[str]] = [[] for _ in range(size)]
    for name in functions:
        buckets[name_hash(name) % size].append(name)
    body, places = bytearray(), []
    for bucket in buckets:
        places.append(start + len(body) if bucket else 0)
        if bucket:
            body += struct.pack('<H', len(bucket))
        for name in bucket:
            key, data = name.encode(), functions[name]
            body += struct.pack('<3Q', name_hash(name), len(key), len(data)) + key + data
    body += bytes(-(start + len(body)) % 8)
    head = start + len(body)
    return bytes(body) + struct.pack(f'<{2 + size}Q', size, len(functions), *places), head
