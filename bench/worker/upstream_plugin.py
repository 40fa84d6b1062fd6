"""A pytest plugin in which the fixture `benchmark` lets upstream's benchmarks take turns (see lockstep.py).

It stands in for pytest-benchmark, which can only run one side after the other. Under callgrind they are counted instead.
"""

from __future__ import annotations

import os

import pytest
from counting_line import CountingLine
from lockstep import Line, bound

line = Line() if 'BENCH_PIPES' in os.environ else CountingLine()


class Benchmark:
    """What upstream's tests call, with a function and its arguments, or as a decorator."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.offered = False

    def __call__(self, function, *args, **kwargs):
        call = bound(function, *args, **kwargs)
        result = call()
        self.offered = True
        line.offer(self.name, {'': call})
        return result


@pytest.fixture
def benchmark(request):
    request.node.stash[BENCHMARK] = made = Benchmark(case_of(request.node))
    return made


BENCHMARK: pytest.StashKey[Benchmark] = pytest.StashKey()


def case_of(item) -> str:
    """The id without the folder."""
    return item.nodeid.rpartition('/')[2]


def pytest_configure(config):
    config.addinivalue_line('markers', 'benchmark: the group of a benchmark')


def pytest_collection_modifyitems(items):
    items[:] = [item for item in items if 'benchmark' in item.fixturenames and case_of(item) not in line.done]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    made = item.stash.get(BENCHMARK, None)
    if not report.passed and (made is None or not made.offered) and report.when != 'teardown':
        crash = getattr(report.longrepr, 'reprcrash', None)
        why = crash.message if crash else 'skipped'
        line.missing(case_of(item), (why.strip().splitlines() or [''])[0][:200])
    return report


def pytest_sessionfinish():
    line.end()
