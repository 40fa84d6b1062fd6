"""What was measured, as rows that are kept in a file of JSON, and what is read off them: ratios and their means."""

from __future__ import annotations

import json
import math
import os
import platform
import statistics
import subprocess
from dataclasses import asdict
from pathlib import Path
from typing import Iterable

from bench.runner import Result
from tests.sides import ROOT, Side
from tools.pins import EDITION, EDITIONS, NEWEST

OURS, PUBLISHED, NEWER = 'ours', 'published', 'newest'
PEERS = {
    PUBLISHED: f'the wheel of pydantic_core {EDITIONS[EDITION].version}',
    NEWER: f'the wheel of pydantic_core {EDITIONS[NEWEST].version}',
}
"""What ours is measured against, by the name of the side."""


FIGURES = ('times', 'collected', 'bytes', 'instructions')
"""The fields of a `Result` that hold figures."""


def row(group: str, result: Result) -> dict:
    return {'group': group, **asdict(result)}


def ratio(row: dict, peer: str, what: str = 'times', name: str = OURS) -> float | None:
    """The peer's figure over that of `name`: above 1, the latter is faster or smaller. `None` where one is missing."""
    figures = row[what]
    return figures[peer] / max(figures[name], 1) if peer in figures and name in figures else None


def ratios(rows: Iterable[dict], peer: str, what: str = 'times') -> dict[str, float]:
    """By case."""
    found = ((row['case'], ratio(row, peer, what)) for row in rows)
    return {case: value for case, value in found if value is not None}


def by_size(ratios: dict[str, float]) -> list[tuple[str, float]]:
    """From the least on."""
    return sorted(ratios.items(), key=lambda item: item[1])


def geometric_mean(values: Iterable[float]) -> float:
    logarithms = [math.log(value) for value in values]
    return math.exp(sum(logarithms) / len(logarithms))


def conditions(ours: Side) -> dict:
    """Where the figures come from."""
    return {'machine': f'{platform.machine()}, {os.cpu_count()} processors', 'python': ours.version(), 'ours': source()}


def source() -> str:
    """The commit of `src/`, and whether it was changed since."""
    last = _git('log', '-1', '--format=%h', '--', 'src') or 'none'
    return last + (' with changes' if _git('status', '--porcelain', '--', 'src') else '')


def _git(*arguments: str) -> str:
    return subprocess.run(['git', *arguments], cwd=ROOT, capture_output=True, text=True).stdout.strip()


def save(path: Path, conditions: dict, rows: list[dict]) -> None:
    path.write_text(json.dumps({**conditions, 'rows': rows}, indent=1) + '\n')


def load(paths: Iterable[Path]) -> tuple[dict, list[dict]]:
    """The figures of several runs, merged."""
    about: dict = {}
    rows: list[dict] = []
    for path in paths:
        found = json.loads(path.read_text())
        rows += found.pop('rows')
        about.update(found)
    return about, merged(rows)


def merged(rows: Iterable[dict]) -> list[dict]:
    """A row a case: where several runs have it, with the median of each figure."""
    by_case: dict[tuple[str, str], list[dict]] = {}
    for row in rows:
        by_case.setdefault((row['group'], row['case']), []).append(row)
    return [_median(of_case) for of_case in by_case.values()]


def _median(rows: list[dict]) -> dict:
    made = {**rows[0], 'why': {side: why for row in rows for side, why in row['why'].items()}}
    for what in FIGURES:
        names = dict.fromkeys(name for row in rows for name in row[what])
        made[what] = {name: statistics.median(row[what][name] for row in rows if name in row[what]) for name in names}
    return made
