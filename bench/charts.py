"""The charts of docs/performance.md, as SVG: `charts.py FIGURES FOLDER`, in a Python that has matplotlib (the set `charts`).

The same figures give the same bytes: no dates, no random ids. Texts stay texts.
"""

from __future__ import annotations

import sys
from pathlib import Path

import matplotlib

from bench import figures
from bench.figures import NEWER, OURS, PUBLISHED
from bench.worker.workloads import WORKLOADS

matplotlib.use('svg')
from matplotlib import pyplot  # noqa: E402
from matplotlib.axes import Axes  # noqa: E402
from matplotlib.axis import Axis  # noqa: E402

COLOURS = {PUBLISHED: '#b0413e', NEWER: '#d99b3c', OURS: '#2a6f97', 'msgspec': '#6b8e4e', 'orjson': '#8a6fb0'}
STYLE = {
    'svg.hashsalt': 'bench',
    'svg.fonttype': 'none',
    'font.family': 'sans-serif',
    'font.size': 10,
    'axes.spines.top': False,
    'axes.spines.right': False,
    'legend.frameon': False,
}
LABELS = {**figures.PEERS, OURS: 'this project'}


def orders(rows: list[dict], axes: Axes) -> None:
    """Times of the four calls, each side's as a part of the published wheel's."""
    chosen = [row for row in rows if row['group'] == 'orders']
    sides = [PUBLISHED, NEWER, 'msgspec', OURS]
    for place, side in enumerate(sides):
        for n, row in enumerate(chosen):
            if side not in row['times']:
                continue
            part = row['times'][side] / row['times'][PUBLISHED]
            at = n + (place - 1.5) * 0.2
            axes.barh(at, part, 0.19, color=COLOURS[side], label=LABELS.get(side, side) if n == 0 else None)
            axes.text(part + 0.01, at, f'{1 / part:.1f} ×', va='center', fontsize=8)
    axes.set_yticks(range(len(chosen)), [row['case'].partition('.')[2] for row in chosen])
    axes.invert_yaxis()
    axes.set_xlabel('time, as a part of the published wheel\'s (× is how many times as fast)')
    axes.margins(x=0.1)
    axes.legend(loc='lower center', bbox_to_anchor=(0.45, 1), ncols=4, fontsize=8)


def workloads(rows: list[dict], axes: Axes) -> None:
    """The geometric mean of each workload's ratios."""
    groups = list(dict.fromkeys(row['group'] for row in rows if row['group'] in WORKLOADS))
    for peer in figures.PEERS:
        found = [figures.ratios([row for row in rows if row['group'] == group], peer) for group in groups]
        means = [(n, figures.geometric_mean(values.values())) for n, values in enumerate(found) if values]
        axes.plot([mean for _, mean in means], [n for n, _ in means], 'o', color=COLOURS[peer], label=f'against {LABELS[peer]}')
    axes.axvline(1, color='black', linewidth=0.8)
    axes.set_yticks(range(len(groups)), groups)
    axes.set_ylim(len(groups) - 0.4, -0.6)
    axes.grid(axis='y', color='#e0e0e0', linewidth=0.6)
    _ratio_axis(axes.xaxis)
    axes.set_xlabel('how many times as fast (geometric mean of the workload\'s calls)')
    axes.legend(loc='lower center', bbox_to_anchor=(0.45, 1), ncols=2, fontsize=8)


def _ratio_axis(axis: Axis) -> None:
    """Ratios on a logarithmic scale, so that twice as slow is as far from 1 as twice as fast."""
    getattr(axis.axes, f'set_{axis.axis_name}scale')('log')
    low, high = axis.get_view_interval()
    ticks = [tick for tick in (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 3, 5, 10, 20, 50) if low <= tick <= high]
    axis.set_ticks(ticks, [f'{tick:g}' for tick in ticks])
    axis.set_ticks([], minor=True)


def scale(rows: list[dict], axes: Axes, what: str, case: str, label: str) -> None:
    """One figure an order, by how many orders there are: level where it is linear."""
    found: dict[str, list[tuple[int, float]]] = {}
    for row in rows:
        if row['case'].startswith(f'scale.{case}_'):
            size = int(row['case'].rpartition('_')[2])
            for side, value in row[what].items():
                if value > 0:
                    found.setdefault(side, []).append((size, value / size))
    for side, points in found.items():
        axes.plot(*zip(*points), marker='o', color=COLOURS[side], label=LABELS.get(side, side))
    axes.set_xscale('log')
    axes.set_ylim(bottom=0)
    axes.set_xlabel('orders in one text')
    axes.set_ylabel(label)
    axes.legend(fontsize=8)


def upstream(rows: list[dict], axes: Axes) -> None:
    """The ratios of all of upstream's benchmarks, from the least to the largest."""
    chosen = [row for row in rows if row['group'] == 'upstream']
    for peer in figures.PEERS:
        values = sorted(figures.ratios(chosen, peer).values())
        axes.plot(range(1, len(values) + 1), values, color=COLOURS[peer], label=f'against {LABELS[peer]}')
    axes.axhline(1, color='black', linewidth=0.8)
    _ratio_axis(axes.yaxis)
    axes.set_xlabel("upstream's benchmarks, sorted")
    axes.set_ylabel('how many times as fast')
    axes.legend(fontsize=8)


CHARTS = {
    'orders': (orders, (8, 3.6), lambda row: row['group'] == 'orders'),
    'workloads': (workloads, (8, 11), lambda row: row['group'] in WORKLOADS),
    'scale-time': (lambda rows, axes: scale(rows, axes, 'times', 'validate_json', 'nanoseconds an order'), (8, 3.6), lambda row: row['group'] == 'scale'),
    'scale-memory': (lambda rows, axes: scale(rows, axes, 'bytes', 'peak', 'bytes of peak memory an order'), (8, 3.6), lambda row: row['group'] == 'scale'),
    'upstream': (upstream, (8, 3.6), lambda row: row['group'] == 'upstream'),
}
"""By the name of its file: what draws it, its size in inches, and a row of figures that it needs."""


def main(source: str, folder: str) -> None:
    _, rows = figures.load([Path(source)])
    with matplotlib.rc_context(STYLE):
        for name, (draw, size, needs) in CHARTS.items():
            if not any(map(needs, rows)):
                continue
            figure, axes = pyplot.subplots(figsize=size, layout='constrained')
            draw(rows, axes)
            figure.savefig(Path(folder, f'{name}.svg'), metadata={'Date': None})
            pyplot.close(figure)


if __name__ == '__main__':
    main(*sys.argv[1:])
