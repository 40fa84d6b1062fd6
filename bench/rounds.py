"""How one case is timed: short rounds of all that take part, one after the other, again and again.

With the garbage collector off, a shared machine only ever makes code slower, so the minimum of many short rounds is what
comes out the same when it is measured again. With the collector on, collections fall into some rounds and not into
others, and are a part of what is measured: there it is the lower quartile of longer rounds.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from bench.workers import Worker


@dataclass(frozen=True)
class Effort:
    """How much is measured."""

    round_ns: int
    """How long a round should last; twice as long with the collector."""
    at_least: int
    """Rounds of each, however clear the result."""
    spread: float
    """How far the third best round may be from the best, as a part of it."""
    budget_ns: int
    """Time for a case, after which it is done too, once it has three rounds."""
    runs: int = 1
    """How often all of it is done, in new processes: where things lie in memory makes some of them slower. The median counts."""
    small: bool = False
    """With few data: this does not measure, but shows that everything works."""


NORMAL = Effort(round_ns=2_000_000, at_least=8, spread=0.02, budget_ns=700_000_000, runs=3)
QUICK = Effort(round_ns=1_000_000, at_least=6, spread=0.03, budget_ns=500_000_000)
SMOKE = Effort(round_ns=20_000, at_least=1, spread=1, budget_ns=1_000_000, small=True)


@dataclass
class Turn:
    """One that takes part in a case: a side, or another library that is timed in the process of a side."""

    worker: Worker
    variant: str
    collector: bool
    calls: int = 1
    """In a round."""
    took: list[float] = field(default_factory=list)
    """Nanoseconds for one call, by round."""

    @property
    def name(self) -> str:
        return self.variant or self.worker.side.name

    def calibrate(self, round_ns: int) -> None:
        """Finds how many calls make a round."""
        while True:
            took = self.worker.run(self.variant, self.calls, self.collector)
            if took * 4 >= round_ns:
                self.calls = max(1, round(self.calls * round_ns / max(took, 1)))
                return
            self.calls *= 4

    def round(self) -> int:
        took = self.worker.run(self.variant, self.calls, self.collector)
        self.took.append(took / self.calls)
        return took

    def clear(self, spread: float) -> bool:
        """A minimum counts when it was nearly met three times."""
        best = sorted(self.took)[:3]
        return self.collector or best[-1] <= best[0] * (1 + spread)

    def figure(self) -> float:
        return sorted(self.took)[len(self.took) // 4 if self.collector else 0]


def measure(turns: list[Turn], effort: Effort) -> None:
    """Gives each its rounds, until there are enough."""
    for turn in turns:
        turn.calibrate(effort.round_ns * (2 if turn.collector else 1))
    rounds = spent = 0
    while rounds < effort.at_least or not all(turn.clear(effort.spread) for turn in turns):
        spent += sum(turn.round() for turn in (turns if rounds % 2 else reversed(turns)))
        rounds += 1
        if rounds >= min(3, effort.at_least) and spent > effort.budget_ns:
            break
