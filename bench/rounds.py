"""The starter's end of a benchmark: gives workers their turns, and keeps the least time of each (see worker/lockstep.py).

A shared machine only ever makes code slower, so the minimum of many short rounds is what comes out the same when it is
measured again.
"""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from dataclasses import dataclass, field
from typing import Callable, Iterator

from tests.sides import Side
from tools.say import Failure

MANY_CRASHES = 10
"""After so many, the rest of our side's cases are given up."""


@dataclass(frozen=True)
class Effort:
    """How much is measured."""

    round_ns: int
    """How long a round should last."""
    at_least: int
    """Rounds of each side, however clear the result."""
    spread: float
    """How far the third best round may be from the best, as a part of it."""
    budget_ns: int
    """Time for a case, after which it is done too, once it has three rounds."""


NORMAL = Effort(round_ns=2_000_000, at_least=15, spread=0.01, budget_ns=1_500_000_000)
QUICK = Effort(round_ns=1_000_000, at_least=6, spread=0.03, budget_ns=400_000_000)


@dataclass
class Result:
    """What came out of a case."""

    case: str
    times: dict[str, float] = field(default_factory=dict)
    """side, or another library → nanoseconds for one call."""
    values: dict[str, dict[str, float]] = field(default_factory=dict)
    """side → numbers that are no times."""
    why: str = ''
    """Why our side is missing."""


class Gone(Failure):
    """A worker ended before its time."""

    def __init__(self, worker: Worker) -> None:
        super().__init__(f'the benchmark on the side "{worker.side.name}" {worker.end()}')
        self.worker = worker


class Worker:
    """A process that offers cases, and the pipes to it."""

    def __init__(self, side: Side, command: list[str], done: list[str], env: dict[str, str], cwd=None) -> None:
        self.side = side
        to_worker, from_worker = os.pipe(), os.pipe()
        pipes = f'{to_worker[0]},{from_worker[1]}'
        self._log = tempfile.TemporaryFile()
        self._process = subprocess.Popen(
            [side.python, *command],
            env={**env, 'BENCH_PIPES': pipes, 'BENCH_DONE': json.dumps(done)},
            cwd=cwd,
            pass_fds=(to_worker[0], from_worker[1]),
            stdin=subprocess.DEVNULL,
            stdout=self._log,
            stderr=self._log,
        )
        os.close(to_worker[0])
        os.close(from_worker[1])
        self._out, self._in = os.fdopen(to_worker[1], 'w'), os.fdopen(from_worker[0])

    def receive(self) -> list:
        line = self._in.readline()
        if not line:
            raise Gone(self)
        return json.loads(line)

    def send(self, *message) -> None:
        try:
            self._out.write(json.dumps(message) + '\n')
            self._out.flush()
        except BrokenPipeError:
            raise Gone(self) from None

    def run(self, variant: str, n: int) -> int:
        self.send('run', variant, n)
        return self.receive()[1]

    def end(self) -> str:
        """How the process ended: its status, and the last line it wrote."""
        status = self._process.wait()
        self._log.seek(0)
        lines = self._log.read().decode(errors='replace').split('\n')
        return f'ended with status {status}: {next((line for line in reversed(lines) if line.strip()), "no output")}'

    def close(self) -> None:
        self._process.kill()
        self._process.wait()
        self._out.close()
        self._in.close()
        self._log.close()


class Runner:
    """One of our workers and one of the published side's, case after case."""

    def __init__(self, start_ours: Callable[[list[str]], Worker], start_published: Callable[[list[str]], Worker]) -> None:
        self._start_ours = start_ours
        self._done: list[str] = []
        self._published = start_published([])
        self._ours = start_ours([])
        self._pending: list | None = None
        """What our side said last, if it is about a case that the published side has not reached."""
        self._crashes = 0

    def __enter__(self) -> Runner:
        return self

    def __exit__(self, *_) -> None:
        self._ours.close()
        self._published.close()

    def results(self, effort: Effort) -> Iterator[Result]:
        """Each case of the published side, with ours where it has it."""
        while True:
            kind, *message = self._published.receive()
            if kind == 'end':
                return
            result = Result(case=message[0])
            if kind == 'missing':
                result.why = f'the published wheel: {message[1]}'
            elif kind == 'value':
                result.values['published'] = message[1]
            try:
                self._take_ours(kind, message, result, effort)
            except Gone as gone:
                if gone.worker is not self._ours:
                    raise
                result = Result(result.case, why=f'crash: {gone}')
                self._restart_ours(result.case)
            if kind == 'ready':
                self._published.send('next')
            self._done.append(result.case)
            yield result

    def _take_ours(self, kind: str, message: list, result: Result, effort: Effort) -> None:
        """Adds what our side has to say about the case. Its cases come in the same order, but some may not come."""
        if self._pending is None:
            self._pending = self._ours.receive()
        ours, *said = self._pending
        here = bool(said) and said[0] == result.case
        if kind == 'ready':
            turns = [(self._published, variant) for variant in message[1]]
            if here and ours == 'ready':
                turns.insert(0, (self._ours, ''))
            result.times = measure(turns, effort)
        if here and ours == 'ready':
            self._ours.send('next')
        elif here and ours == 'value':
            result.values['ours'] = said[1]
        elif not result.why:
            result.why = said[1] if here else 'not collected'
        if here:
            self._pending = None

    def _restart_ours(self, case: str) -> None:
        """Goes on after a crash, as long as they are few."""
        self._crashes += 1
        self._pending = None if self._crashes < MANY_CRASHES else ['end']
        if self._crashes < MANY_CRASHES:
            self._ours.close()
            self._ours = self._start_ours([*self._done, case])


def measure(turns: list[tuple[Worker, str]], effort: Effort) -> dict[str, float]:
    """Nanoseconds for one call, for each of `turns`, by the side's name or the variant's.

    A minimum counts when it was nearly met three times: rounds go on until that is so for every turn.
    """
    counts = [_calibrate(worker, variant, effort) for worker, variant in turns]
    best: list[list[float]] = [[] for _ in turns]
    rounds = spent = 0
    while rounds < effort.at_least or not all(low[2] <= low[0] * (1 + effort.spread) for low in best):
        order = range(len(turns)) if rounds % 2 else reversed(range(len(turns)))
        for i in order:
            took = turns[i][0].run(turns[i][1], counts[i])
            spent += took
            best[i] = sorted([*best[i], took / counts[i]])[:3]
        rounds += 1
        if rounds >= 3 and spent > effort.budget_ns:
            break
    return {variant or worker.side.name: best[i][0] for i, (worker, variant) in enumerate(turns)}


def _calibrate(worker: Worker, variant: str, effort: Effort) -> int:
    """How many calls make a round."""
    n = 1
    while True:
        took = worker.run(variant, n)
        if took * 4 >= effort.round_ns:
            return max(1, round(n * effort.round_ns / took))
        n *= 4
