"""Runs a suite's files in pytest processes and gives back how each test ended, whatever happens to the processes.

A crash ends the test that was running, not the run: the process is started again and goes on with the next
test (see journal_plugin.py). So does a test that hangs where no signal reaches it.
"""

from __future__ import annotations

import re
import signal
import subprocess
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from pathlib import Path
from typing import Callable, NamedTuple

from tests.conformance.inside import journal_plugin as journal
from tests.conformance.suites import Suite
from tests.conformance.waivers import file_of
from tools.say import Failure, say

MANY_CRASHES = 5
"""A file with so many is given up: each crash costs a new process."""

PROGRESS_SECONDS = 20

DONE_STATUS = (0, 1, 5)
"""pytest's own: all passed, something failed, there were no tests. With another one it did not end as it should."""

LAST_WORDS = re.compile(r'(?m)(?:error: the program|Fatal Python error: |^INTERNALERROR> (?=\w+:)).*')
"""What a process that does not end as it should says, where it can."""


class Program(NamedTuple):
    """How the tests are started, with the journal that they write; their files are added to the command."""

    command: list[str]
    cwd: Path
    env: dict[str, str] | None
    """None: the caller's. The program does not pass it on."""


@dataclass
class Results:
    """How a run ended."""

    outcome: dict[str, str] = field(default_factory=dict)
    """test → passed, failed, skipped or xfailed."""
    why: dict[str, str] = field(default_factory=dict)
    """test or file that failed → the first line of the reason; for a skipped one, where it is known."""
    broken: set[str] = field(default_factory=set)
    """Files that could not be collected."""


def run(suite: Suite, program: Callable[[Path], Program], files: list[str], jobs: int) -> Results:
    """Runs `files` (paths below the suite's root), shared out over `jobs` processes.

    `program` gives what to start for a process whose own folder is the one it is given: its journal is the file
    `journal` in there.
    """
    results = Results()
    with tempfile.TemporaryDirectory(prefix='conformance-') as scratch:
        alone = [[file] for file in files if file_of(file) in suite.alone]
        others = [file for file in files if file_of(file) not in suite.alone]
        shares = [share for share in (*(others[i::jobs] for i in range(jobs)), *alone) if share]
        paths = [Path(scratch) / str(i) for i in range(len(shares))]
        for path in paths:
            path.mkdir()
        with ThreadPoolExecutor(jobs) as pool:
            workers = [pool.submit(_run_share, suite, program(path), share, path) for path, share in zip(paths, shares)]
            while wait(workers, PROGRESS_SECONDS).not_done:
                rows = [row for path in paths for row in journal.read(str(path / 'journal'))]
                say(f'{suite.name}: {sum(row[0] == "end" for row in rows)} tests so far')
            for worker in workers:
                worker.result()
        for path in paths:
            _read(path / 'journal', results)
    return results


def _read(path: Path, results: Results) -> None:
    for row in journal.read(str(path)):
        if row[0] == 'end':
            results.outcome[row[1]] = row[2]
            if row[3]:
                results.why[row[1]] = row[3]
        elif row[0] == 'broken':
            results.broken.add(row[1])
            results.why[row[1]] = row[2]
    # A file counts as a whole when part of it could not be run.
    for test in [test for test in results.outcome if file_of(test) in results.broken]:
        del results.outcome[test]
        results.why.pop(test, None)


def _run_share(suite: Suite, program: Program, files: list[str], scratch: Path) -> None:
    path = scratch / 'journal'
    path.touch()
    while files:
        before = path.stat().st_size
        with open(scratch / 'output', 'w+b') as output:
            process = subprocess.Popen([*program.command, *files], cwd=program.cwd, env=program.env, stdout=output, stderr=subprocess.STDOUT)
            ended = _watch(process, path, suite.hang_seconds)
            output.seek(0)
            text = output.read().decode(errors='replace')
        ended = ', '.join([ended, *LAST_WORDS.findall(text)[-1:]])
        rows = journal.read(str(path))
        if rows and rows[-1] == ['finish']:
            if process.returncode not in DONE_STATUS:
                journal.append(str(path), 'broken', f'the end of the process for {files[0]} …', f'crash: {ended}')
            return
        if path.stat().st_size == before:
            raise Failure(f'the tests did not start ({ended}):\n{text[-3000:]}')
        files = _left(files, _blame(path, rows, ended), path)


def _watch(process: subprocess.Popen, path: Path, most: int) -> str:
    """Waits for the process, and kills it when the journal stands still; says how it ended."""
    size, since = -1, time.monotonic()
    while True:
        try:
            status = process.wait(1)
        except subprocess.TimeoutExpired:
            now = path.stat().st_size
            if now != size:
                size, since = now, time.monotonic()
            elif time.monotonic() - since > most:
                process.kill()
                process.wait()
                return f'no sign of life for {most} s'
        else:
            return f'killed by {signal.Signals(-status).name}' if status < 0 else f'ended with exit status {status}'


def _blame(path: Path, rows: list[list], ended: str) -> str:
    """Writes into the journal what the process was doing when it died; returns the file it was in."""
    with open(path, 'rb+') as f:
        # A row that was cut off.
        f.truncate(f.read().rfind(b'\n') + 1)
    finished = {row[1] for row in rows if row[0] == 'end'}
    last = next((row for row in reversed(rows) if row[0] in ('collect', 'start')), ['collect', 'no file'])
    if last[0] == 'collect':
        journal.append(str(path), 'broken', last[1], f'crash while importing: {ended}')
    else:
        # Between two tests it is the one before that left something bad behind.
        when = 'crash after this test' if last[1] in finished else 'crash'
        journal.append(str(path), 'end', last[1], 'failed', f'{when}: {ended}')
    return file_of(last[1])


def _left(files: list[str], crashed: str, path: Path) -> list[str]:
    """The files that are to be run after a crash in file `crashed`."""
    rows = journal.read(str(path))
    crashes = [row for row in rows if row[0] == 'end' and file_of(row[1]) == crashed and row[3].startswith('crash')]
    if len(crashes) >= MANY_CRASHES:
        journal.append(str(path), 'broken', crashed, f'{len(crashes)} crashes, the rest was not tried: {crashes[-1][3]}')
        rows = journal.read(str(path))
    broken = {row[1] for row in rows if row[0] == 'broken'}
    if crashes:
        # pytest runs them in order: those before are done.
        at = next((i for i, file in enumerate(files) if file_of(file) == crashed), 0)
        files = files[at:]
    return [file for file in files if file_of(file) not in broken]


def list_files(suite: Suite) -> list[str]:
    """The suite's test files, as paths below its root."""
    found = []
    for path in sorted((suite.root / 'tests').rglob('test_*.py')):
        name = path.relative_to(suite.root).as_posix()
        if not any(name == left or name.startswith(left + '/') for left in suite.left_out):
            found.append(name)
    return found
