"""Writes docs/performance.md and its charts from figures alone: `./bench.sh --write-docs`. No figure is typed by hand."""

from __future__ import annotations

import functools
import subprocess
import tempfile
from pathlib import Path
from typing import Iterator, NamedTuple

from bench import figures
from bench.figures import NEWER, OURS, PEERS, PUBLISHED, by_size, geometric_mean, ratios
from bench.groups import GROUPS
from bench.shown import COLUMNS, shown, times, title
from bench.worker.workloads import WORKLOADS
from tests.sides import ROOT
from tools import components, pythons

DOCS = ROOT / 'docs'

HEAD = """# Performance
`./bench.sh --write-docs` wrote this page from its own figures: change `bench/`, not the page.

Measured on {machine}, {python}, each side in the same interpreter: ours (`src/` of commit {ours}),
{published} (`published`) and
{newest} (`newest`). A ratio is the wheel's time over ours: above 1, ours is
faster. The sides ran in one go, round by round in turns, and gave the same answers before they were timed.

Times are the least of many short rounds with Python's garbage collector off, in processor time, and of several runs the
median. `gc` is the same ratio with the collector on, from the lower quartiles of longer rounds. Of other libraries it is their
time over ours: below 1, they are faster; a † marks one that does less: it validates nothing, or gives other values. `—` is
where a side does not have a case or gives another answer; the reason stands below the table.
"""


def write(about: dict, rows: list[dict], folder: Path = DOCS) -> None:
    """Replaces performance.md in that folder, and the charts in performance/."""
    charts = folder / 'performance'
    charts.mkdir(exist_ok=True)
    _draw(about, rows, charts)
    drawn = {path.stem for path in charts.glob('*.svg')}
    (folder / 'performance.md').write_text('\n'.join(_page(about, rows, drawn)).rstrip() + '\n')


def _draw(about: dict, rows: list[dict], charts: Path) -> None:
    """Draws the charts that there are figures for, in the Python that has matplotlib."""
    for old in charts.glob('*.svg'):
        old.unlink()
    path = {'PYTHONPATH': f'{components.site("charts")}:{ROOT}', 'PYTHONDONTWRITEBYTECODE': '1'}
    with tempfile.TemporaryDirectory() as scratch:
        source = Path(scratch, 'figures.json')
        figures.save(source, about, rows)
        command = [pythons.native_python(), '-m', 'bench.charts', source, charts.absolute()]
        subprocess.run(command, env={**path, 'HOME': scratch, 'MPLCONFIGDIR': scratch}, check=True)


class Section(NamedTuple):
    title: str
    charts: tuple[str, ...]
    groups: tuple[str, ...]
    """Of which it has the tables; it is left out where there are no figures of them."""
    has_overview: bool = False


SECTIONS = (
    Section('Workloads', ('orders', 'workloads'), tuple(WORKLOADS), has_overview=True),
    Section('From one order to 100,000', ('scale-time', 'scale-memory'), ('scale',)),
    Section("Upstream's own benchmarks", ('upstream',), ('upstream',)),
    Section('Memory of a schema, and imports', (), ('memory', 'import', 'beside')),
)


def _page(about: dict, rows: list[dict], drawn: set[str]) -> Iterator[str]:
    yield HEAD.format(**about, published=PEERS[PUBLISHED], newest=PEERS[NEWER])
    for section in SECTIONS:
        by_group = {group: [row for row in rows if row['group'] == group] for group in section.groups}
        found = {group: of_group for group, of_group in by_group.items() if of_group}
        if not found:
            continue
        yield f'## {section.title}'
        for chart in section.charts:
            if chart in drawn:
                yield f'![{chart}](performance/{chart}.svg)\n'
        if section.has_overview:
            yield from _overview(found)
        for group, of_group in found.items():
            yield from TABLES.get(group, functools.partial(_group, group))(of_group)


def _overview(by_group: dict[str, list[dict]]) -> Iterator[str]:
    yield '| workload | what | against published | newest | collector on: published | newest |'
    yield '| --- | --- | --- | --- | --- | --- |'
    for group, rows in by_group.items():
        means = [mean(rows, peer, what) for what in ('times', 'collected') for peer in PEERS]
        yield f'| [`{group}`](#{group.replace("%", "")}) | {GROUPS[group].what} | {" | ".join(means)} |'
    yield '\nThese are geometric means of the calls of each workload, which follow.\n'


def mean(rows: list[dict], peer: str, what: str) -> str:
    """The geometric mean of their ratios, as text."""
    found = ratios(rows, peer, what)
    return times(geometric_mean(found.values())) if found else '—'


def _group(group: str, rows: list[dict]) -> Iterator[str]:
    yield f'### {group}\n{GROUPS[group].what}.\n'
    yield f'| | {" | ".join(COLUMNS)} | other libraries |'
    yield '| --- ' * (len(COLUMNS) + 2) + '|'
    for row in rows:
        cells, others = shown(row, '—')
        yield f'| {title(row)} | {" | ".join(cells)} | {others} |'
    for row in rows:
        for side, why in row['why'].items():
            yield f'\n`{row["case"]}`, {side}: {why}'
    yield ''


def upstream(rows: list[dict], what: str = 'times') -> Iterator[str]:
    """What upstream's benchmarks come to, and the least: all of them would be pages."""
    for peer in PEERS:
        found = by_size(ratios(rows, peer, what))
        if found:
            least = ', '.join(f'`{case.rpartition("::")[2]}` {value:.2f}' for case, value in found[:5])
            overall = geometric_mean(value for _, value in found)
            yield f'Against {PEERS[peer]}: geometric mean {overall:.2f} over {len(found)}, the least: {least}.\n'


def _beside(rows: list[dict]) -> Iterator[str]:
    yield f'### beside\n{GROUPS["beside"].what}: a start of Python without what the row names, and with it, the least of many.\n'
    yield '| | without | with | ratio |\n| --- | --- | --- | --- |'
    for row in rows:
        without, with_it = (row['times'].get(side) for side in (PUBLISHED, OURS))
        if without and with_it:
            yield f'| {row["case"]} | {without / 1e6:.2f} ms | {with_it / 1e6:.2f} ms | {with_it / without:.3f} |'
    yield ''


TABLES = {'upstream': upstream, 'beside': _beside}
"""Of groups that have one of their own."""
