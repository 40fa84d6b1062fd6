"""The profile as text: a line for each function, `NAME HASH COUNT…`, sorted.

The hash tells the function's shape; functions of one name in two files may have two. Counts are rounded to two digits, which is
all that decides anything, and a count after `*` stands that many times. A name is given as how many of its first letters are
the line before's, and the rest: names in C++ are long and alike.
"""

from __future__ import annotations

import os
from pathlib import Path

Profile = dict[tuple[str, int], list[int]]
"""(the function's name, its hash) → its counters; the first is how often it was called."""

HEADING = '# Written by python3 -m tools.profile; tools/profile/text.py says how to read it.\n'


SHARE = 10**9
"""What the counters of each run add up to, so that long ones say no more than short ones."""


def add(to: Profile, run: Profile) -> None:
    total = sum(map(sum, run.values()))
    for function, counters in run.items():
        before = to.get(function, [0] * len(counters))
        to[function] = [a + -(-b * SHARE // total) for a, b in zip(before, counters)]  # what ran at all stays above 0


def write(profile: Profile, path: Path) -> None:
    lines, last = [HEADING], ''
    for (name, shape), counters in sorted(profile.items()):
        if counters == [0]:  # it was not called, and has no branch: that it is not here matters little
            continue
        shared = len(os.path.commonprefix([last, name]))
        lines.append(f'{shared} {name[shared:]} {shape:x} {_counts(counters)}\n')
        last = name
    path.write_text(''.join(lines))


def read(path: Path) -> Profile:
    profile: Profile = {}
    last = ''
    for line in path.read_text().splitlines():
        if line.startswith('#'):
            continue
        shared, rest, shape, *counts = line.split(' ')
        last = last[: int(shared)] + rest
        profile[last, int(shape, 16)] = [count for word in counts for count in _counters(word)]
    return profile


def _rounded(count: int) -> int:
    unit = 10 ** max(len(str(count)) - 2, 0)
    return (count + unit // 2) // unit * unit


def _counts(counters: list[int]) -> str:
    words: list[list[int]] = []
    for count in map(_rounded, counters):
        if words and words[-1][0] == count:
            words[-1][1] += 1
        else:
            words.append([count, 1])
    return ' '.join(_short(count) + (f'*{times}' if times > 1 else '') for count, times in words)


def _short(count: int) -> str:
    """1200000 as 12e5."""
    plain = str(count)
    zeros = len(plain) - len(plain.rstrip('0'))
    return f'{plain[:-zeros]}e{zeros}' if zeros > 2 and count else plain


def _counters(word: str) -> list[int]:
    count, _, times = word.partition('*')
    digits, _, zeros = count.partition('e')
    return [int(digits) * 10 ** int(zeros or 0)] * int(times or 1)
