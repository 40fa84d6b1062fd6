"""How figures are shown, on the terminal and in docs/performance.md."""

from __future__ import annotations

from typing import NamedTuple

from bench.figures import NEWER, OURS, PUBLISHED, ratio

SIDES = (PUBLISHED, NEWER, OURS)
COLUMNS = ('published', 'newest', 'ours', 'ratio', 'newest', 'gc', 'newest')
"""The figures of the sides, then the ratios of the two wheels to ours: without the collector, and with it."""


class Shown(NamedTuple):
    cells: list[str]
    """By COLUMNS."""
    others: str
    """The times of other libraries over ours."""


def shown(row: dict, none: str) -> Shown:
    """The row as texts, with `none` where there is nothing."""
    what = 'bytes' if row['bytes'] else 'times'
    text = amount if row['bytes'] else duration
    found = row[what]
    sides = [text(found[side]) if side in found else none for side in SIDES]
    ratios = [ratio(row, peer, kind) for kind in (what, 'collected') for peer in (PUBLISHED, NEWER)]
    others = [f'{name} {value / max(found[OURS], 1):.2f}' for name, value in found.items() if name not in SIDES and OURS in found]
    return Shown([*sides, *(none if value is None else times(value) for value in ratios)], ', '.join(others))


def times(ratio: float) -> str:
    return f'{ratio:.2f}' if ratio >= 0.1 else f'{ratio:.2g}'


def title(row: dict) -> str:
    """The case, as it is called in its group."""
    case, group = row['case'], row['group']
    return case.rpartition('::')[2] if group == 'upstream' else case.removeprefix(f'{group}.')


def duration(ns: float) -> str:
    for unit, size in ('s', 1e9), ('ms', 1e6), ('µs', 1e3):
        if ns >= size:
            return f'{ns / size:.3g} {unit}'
    return f'{ns:.3g} ns'


def amount(count: float) -> str:
    for unit, size in ('MB', 1e6), ('kB', 1e3):
        if count >= 10 * size:
            return f'{count / size:,.0f} {unit}' if count >= 100 * size else f'{count / size:.3g} {unit}'
    return f'{count:,.0f} B'
