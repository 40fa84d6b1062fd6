"""A pytest plugin that writes down what a test run does, as it does it, so that nothing is lost in a crash.

The journal is a file of JSON rows, appended and flushed one by one:

    ["collect", FILE]                   a file is about to be imported
    ["broken", FILE, WHY]               it could not be
    ["start", TEST]                     a test is about to run
    ["end", TEST, OUTCOME, WHY]         passed, failed, skipped or xfailed
    ["finish"]                          the run is over

A run that finds a journal goes on where it stops: tests that have ended are left out. The plugin is loaded into the
test processes by name, from the folder it stands in, and needs pytest alone.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections import Counter

import pytest

MEMORY_LIMIT = 8 << 30
"""Bytes of address space: a test that allocates without end must not take the machine with it."""


def read(path: str) -> list[list]:
    """The rows of a journal; a last row that was cut off by a crash does not count."""
    rows = []
    if os.path.exists(path):
        with open(path, encoding='utf-8') as f:
            for line in f:
                if line.endswith('\n'):
                    rows.append(json.loads(line))
    return rows


def append(path: str, *row: str) -> None:
    """Adds one row, in one write."""
    with open(path, 'ab', buffering=0) as f:
        f.write(json.dumps(row).encode() + b'\n')

VOLATILE = re.compile(r'0x[0-9a-f]{6}|[0-9a-f]{8}-[0-9a-f]{4}|serializer=|validator=')
"""Marks ids made from an address, a random UUID, or the inside of a validator."""

MANY_TIMEOUTS = 3
"""A file with so many is given up."""


class Journal:
    def __init__(self, path: str) -> None:
        self.path = path
        self.ended = {row[1] for row in read(path) if row[0] == 'end'}
        self.timeouts: Counter[str] = Counter()
        self.names: dict[str, str] = {}
        self.outcome: tuple[str, str] = ('passed', '')

    def pytest_collectstart(self, collector):
        if isinstance(collector, pytest.Module):
            append(self.path, 'collect', collector.nodeid)

    def pytest_collectreport(self, report):
        if report.failed:
            append(self.path, 'broken', report.nodeid.split('::')[0], reason(report))

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection_modifyitems(self, config, items):
        self.names = {item.nodeid: name_of(item) for item in items}
        done = [item for item in items if self.names[item.nodeid] in self.ended]
        if done:
            config.hook.pytest_deselected(items=done)
            items[:] = [item for item in items if self.names[item.nodeid] not in self.ended]

    def pytest_runtest_logstart(self, nodeid, location):
        self.outcome = ('passed', '')
        append(self.path, 'start', self.names[nodeid])

    def pytest_runtest_logreport(self, report):
        # The first phase that goes wrong decides; set-up and tear-down that pass say nothing.
        if self.outcome[0] == 'failed' or report.passed:
            return
        if report.failed:
            self.outcome = ('failed', reason(report))
        else:
            self.outcome = ('xfailed' if hasattr(report, 'wasxfail') else 'skipped', '')

    def pytest_runtest_logfinish(self, nodeid, location):
        append(self.path, 'end', self.names[nodeid], *self.outcome)
        if self.outcome[1].startswith('Failed: Timeout'):
            file = nodeid.partition('::')[0]
            self.timeouts[file] += 1
            if self.timeouts[file] == MANY_TIMEOUTS:
                append(self.path, 'broken', file, f'{MANY_TIMEOUTS} tests ran into the time limit, the rest was not tried')
                os._exit(1)

    def pytest_sessionfinish(self, session):
        append(self.path, 'finish')


def name_of(item) -> str:
    """The test's id, made one that is the same in each run, for each build."""
    callspec = getattr(item, 'callspec', None)
    if callspec is None or (len(item.nodeid) < 200 and not VOLATILE.search(item.nodeid)):
        return item.nodeid
    return item.nodeid.partition('[')[0] + '[#' + '.'.join(map(str, callspec.indices.values())) + ']'


def reason(report) -> str:
    """What went wrong, in one line."""
    crash = getattr(report.longrepr, 'reprcrash', None)
    if crash is not None:
        text = crash.message
    else:
        # pytest shows an import that failed as text: a heading, the traceback, and lines marked with E.
        text = str(report.longrepr).strip()
        marked = [line[1:] for line in text.splitlines() if line.startswith('E ')]
        text = marked[0] if marked else text.rpartition('\n')[2]
    return (text.strip().splitlines() or [''])[0][:300]


def pytest_configure(config):
    if sys.platform != 'wasi':
        limit_resources()
    config.pluginmanager.register(Journal(os.environ['JOURNAL']), 'journal')


def limit_resources():
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if os.environ.get('JOURNAL_LIMIT_MEMORY'):
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT, MEMORY_LIMIT))
