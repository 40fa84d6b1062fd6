"""What can be measured, by name, and how it is started: the workloads, upstream's own benchmarks, imports, memory."""

from __future__ import annotations

from pathlib import Path
from typing import Callable, Iterator, NamedTuple

from bench import figures, imports, memory
from bench.rounds import Effort
from bench.runner import Result, Runner
from bench.worker.workloads import WORKLOADS
from bench.workers import WORKER, Worker
from tests.sides import Side
from tools import components


class Group(NamedTuple):
    what: str
    results: Callable[[list[Side], Effort, str], Iterator[Result]]
    """Of the sides (the published one first), an effort, and the names wanted (pytest's -k; for `upstream` alone)."""


def workloads(names: list[str], sides: list[Side], effort: Effort) -> Iterator[Result]:
    """These workloads, one after the other in the same processes."""

    def start(side: Side, done: list[str]) -> Worker:
        flags = ['--beside'] * (side is sides[0]) + ['--small'] * effort.small
        return Worker(side, [str(WORKER / 'own.py'), *flags, *names], done, side.environment(PYTHONHASHSEED='0'))

    with Runner(start, sides) as runner:
        yield from runner.results(effort)


def _workload(name: str) -> Callable[[list[Side], Effort, str], Iterator[Result]]:
    """Processes of its own for each: what another workload left on the heap would change what the collector takes."""
    return lambda sides, effort, names: workloads([name], sides, effort)


def upstream_command(edition: str, names: str) -> tuple[list[str], Path]:
    """What Python is to run for upstream's benchmarks of those names (pytest's -k; empty: all), and in which folder."""
    plugins = ['-p', 'no:benchmark', '-p', 'no:cacheprovider', '-p', 'upstream_plugin']
    settings = ['--rootdir=.', '-o', 'addopts=', '-o', 'timeout=0', '--continue-on-collection-errors']
    command = ['-m', 'pytest', '-q', *plugins, *settings, *(['-k', names] if names else []), 'tests/benchmarks']
    return command, components.pydantic_core_source(edition)


def _upstream(sides: list[Side], effort: Effort, names: str) -> Iterator[Result]:
    """They are unmodified. What they return is not compared: upstream's tests do that."""
    (edition,) = [side.edition for side in sides if side.name == figures.OURS]
    command, root = upstream_command(edition, names)

    def start(side: Side, done: list[str]) -> Worker:
        return Worker(side, command, done, side.environment(WORKER, PYTHONHASHSEED='0'), cwd=root)

    with Runner(start, sides) as runner:
        yield from runner.results(effort)


GROUPS: dict[str, Group] = {
    **{name: Group((workload.__doc__ or '').splitlines()[0], _workload(name)) for name, workload in WORKLOADS.items()},
    'scale': Group('1 to 100,000 orders from JSON: time and peak memory, a process a measurement', memory.scale),
    'memory': Group('The memory of a node of a large schema', memory.nodes),
    'import': Group('Starting Python and importing', imports.results),
    'beside': Group('What the package costs that stands beside the real core', imports.beside),
    'upstream': Group("Upstream's own benchmarks, unmodified", _upstream),
}
