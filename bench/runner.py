"""Takes the workers of all sides through the same cases: their answers are compared, then they are timed in turns.

The published wheel's side leads: its cases count, in its order. The others follow: each offers the same cases in the same order,
but some may be missing, and the process may crash. It is then started again behind the case in which it did.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Callable, Iterator

from bench.rounds import Effort, Turn, measure
from bench.workers import Gone, Worker
from tests.sides import Side

MANY_CRASHES = 10
"""After so many, the rest of a side's cases are given up."""

Start = Callable[[Side, 'list[str]'], Worker]
"""Starts the worker of a side, which leaves out the cases of that list."""


@dataclass
class Result:
    """What came out of a case. Each dict is by the name of a side, or of another library."""

    case: str
    times: dict[str, float] = field(default_factory=dict)
    """Nanoseconds for one call, with the garbage collector off."""
    collected: dict[str, float] = field(default_factory=dict)
    """The same with the collector on."""
    bytes: dict[str, float] = field(default_factory=dict)
    """An amount of memory, where that is what was measured."""
    instructions: dict[str, float] = field(default_factory=dict)
    """What the processor did in one call, where that is what was counted."""
    why: dict[str, str] = field(default_factory=dict)
    """Why a side is missing."""


class Runner:
    """The workers, for as long as the cases last."""

    def __init__(self, start: Start, sides: list[Side]) -> None:
        """`sides` begins with the one that leads."""
        self._lead = start(sides[0], [])
        self._followers = [_Follower(start, side) for side in sides[1:]]

    def __enter__(self) -> Runner:
        return self

    def __exit__(self, *_) -> None:
        self._lead.close()
        for follower in self._followers:
            follower.worker.close()

    def results(self, effort: Effort) -> Iterator[Result]:
        """Each case of the side that leads, with the others where they have it."""
        while True:
            kind, *message = self._lead.receive()
            if kind == 'end':
                return
            result = Result(case=message[0])
            if kind == 'missing':
                result.why[self._lead.side.name] = message[1]
            elif kind == 'bytes':
                result.bytes[self._lead.side.name] = message[1]
            for follower in self._followers:
                follower.reach(result)
            if kind == 'ready':
                self._time(result, message[1], message[2], effort)
                self._lead.send('next')
            for follower in self._followers:
                follower.leave(result.case)
            yield result

    def _time(self, result: Result, variants: list[str], digest: str, effort: Effort) -> None:
        """Times the case with those whose answers agree. One that crashes drops out, and the rest begin again."""
        ready = [follower for follower in self._followers if follower.agrees(result, digest, self._lead)]
        while True:
            of_sides = [(self._lead, variant) for variant in variants] + [(follower.worker, '') for follower in ready]
            turns = [Turn(worker, variant, collector) for collector in (False, True) for worker, variant in of_sides]
            try:
                measure(turns, effort)
            except Gone as gone:
                crashed = [follower for follower in ready if follower.crashed(result, gone)]
                if not crashed:
                    raise
                ready = [follower for follower in ready if follower not in crashed]
                continue
            for turn in turns:
                (result.collected if turn.collector else result.times)[turn.name] = turn.figure()
            return


class _Follower:
    """A side that follows."""

    def __init__(self, start: Start, side: Side) -> None:
        self._start, self._side = start, side
        self.worker = start(side, [])
        self._done: list[str] = []
        self._said: list | None = None
        """What its worker said last, if it is about a case that the lead has not gone past."""
        self._crashes = 0

    def reach(self, result: Result) -> None:
        """Hears what the worker has to say about the case."""
        try:
            if self._said is None:
                self._said = self.worker.receive()
        except Gone as gone:
            self.crashed(result, gone)
        kind, *message = self._said or ['none']
        if self._side.name in result.why:
            return
        if not self._at(result.case):
            result.why[self._side.name] = 'not collected'
        elif kind == 'missing':
            result.why[self._side.name] = message[1]
        elif kind == 'bytes':
            result.bytes[self._side.name] = message[1]

    def agrees(self, result: Result, digest: str, lead: Worker) -> bool:
        """Whether it offers the case, with the lead's answer."""
        if self._side.name in result.why or self._said is None or self._said[0] != 'ready':
            return False
        if self._said[3] != digest:
            result.why[self._side.name] = 'another answer: ' + _difference(lead.answer(), self.worker.answer())
            return False
        return True

    def leave(self, case: str) -> None:
        """The lead goes on to another case."""
        self._done.append(case)
        if self._said is not None and self._said[0] != 'end' and self._at(case):
            if self._said[0] == 'ready':
                self.worker.send('next')
            if self._said[1] == case:
                self._said = None

    def crashed(self, result: Result, gone: Gone) -> bool:
        """Whether it is this side's worker that has ended; then it is started again, as long as crashes are few."""
        if gone.worker is not self.worker:
            return False
        result.why[self._side.name] = f'crash: {gone}'
        self._crashes += 1
        self._said = ['end'] if self._crashes >= MANY_CRASHES else None
        self.worker.close()
        self.worker = self._start(self._side, [*self._done, result.case])
        return True

    def _at(self, case: str) -> bool:
        """Whether what it said is about this case, or about the whole workload that the case is of."""
        about = self._said[1] if self._said is not None and len(self._said) > 1 else None
        return about is not None and (case == about or (self._said[0] == 'missing' and case.startswith(f'{about}.')))


def _difference(wanted: str, found: str) -> str:
    """Where two answers begin to differ."""
    at = next((i for i, (a, b) in enumerate(zip(wanted, found)) if a != b), min(len(wanted), len(found)))
    start = max(0, at - 30)
    return f'{found[start : at + 50]!r}, not {wanted[start : at + 50]!r}'
