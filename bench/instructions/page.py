"""Writes docs/instructions.md from counts alone: `./bench.sh instructions --write-docs`. No figure is typed by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Iterator

from bench.docs import DOCS, mean, upstream
from bench.figures import NEWER, PEERS, PUBLISHED, ratio
from bench.groups import GROUPS
from bench.shown import SIDES, times
from bench.worker.workloads import WORKLOADS

HEAD = """# Instructions
`./bench.sh instructions --write-docs` wrote this page from its own counts: change `bench/`, not the page.

Counted by valgrind's callgrind on {python}, each side in the same interpreter: ours (`src/` of commit {ours}),
{published} (`published`) and
{newest} (`newest`). A ratio is the wheel's instructions over ours: above 1, ours
takes fewer.

Times jump with the machine and with where things lie in memory; instructions do not, so these can be counted on any machine,
busy or not. They are not times: an access to memory that is not in a cache counts as one instruction. [Times](performance.md)
are on a page of their own. What is counted is one call and all that the process does in it, CPython's part included, after the
call was made three times, with the collector off.
"""
TABLE = f'| | {" | ".join(SIDES)} | ratio | newest |\n| --- | --- | --- | --- | --- | --- |'
RECORDS = {'orders': 1000, 'orders-slice': 1000}
"""Workloads whose counts are told for one of their records, of which so many are in a call."""


def write(about: dict, rows: list[dict], folder: Path = DOCS) -> None:
    """Replaces instructions.md in that folder. The case of a row is `workload.call`, or pytest's name of a benchmark."""
    (folder / 'instructions.md').write_text('\n'.join(_page(about, rows)).rstrip() + '\n')


def _page(about: dict, rows: list[dict]) -> Iterator[str]:
    yield HEAD.format(**about, published=PEERS[PUBLISHED], newest=PEERS[NEWER])
    by_workload = {name: [row for row in rows if row['case'].partition('.')[0] == name] for name in WORKLOADS}
    by_workload = {name: of_workload for name, of_workload in by_workload.items() if of_workload}
    if by_workload:
        yield '## Workloads\nThe geometric means of the calls of each, which follow.\n'
        yield '| workload | against published | newest |\n| --- | --- | --- |'
    for name, of_workload in by_workload.items():
        means = [mean(of_workload, peer, 'instructions') for peer in PEERS]
        yield f'| [`{name}`](#{name.replace("%", "")}) | {" | ".join(means)} |'
    benchmarks = [row for row in rows if '::' in row['case']]
    if benchmarks:
        yield "\n## Upstream's own benchmarks\n"
        yield from upstream(benchmarks, 'instructions')
    for name, of_workload in by_workload.items():
        of_one = ': of one record' if name in RECORDS else ''
        yield f'\n### {name}\n{GROUPS[name].what}{of_one}.\n\n{TABLE}'
        yield from map(_line, of_workload)


def _line(row: dict) -> str:
    counts = row['instructions']
    cells = [f'{counts[side]:,.0f}' if side in counts else '—' for side in SIDES]
    found = [ratio(row, peer, 'instructions') for peer in PEERS]
    return f'| {row["case"].partition(".")[2]} | {" | ".join(cells + ["—" if value is None else times(value) for value in found])} |'
