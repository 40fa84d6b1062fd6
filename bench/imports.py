"""How long it takes to start Python and import something, a process a time, the sides alternating."""

from __future__ import annotations

import subprocess
import time
from typing import Iterator

from bench.rounds import Effort
from bench.runner import Result
from tests.sides import Side

WHAT = {
    'import nothing': 'pass',
    'import _pydantic_core': 'import pydantic_core._pydantic_core',
    'import pydantic, one model': 'import pydantic\nclass M(pydantic.BaseModel):\n    a: int\nM(a=1)',
}


def results(sides: list[Side], effort: Effort, names: str) -> Iterator[Result]:
    for case, code in WHAT.items():
        result = Result(case)
        for _ in range(1 if effort.small else effort.at_least):
            for side in sides:
                took = _once(side, code)
                if took is None:
                    result.why[side.name] = 'it does not import'
                else:
                    result.times[side.name] = min(took, result.times.get(side.name, took))
        yield result


def _once(side: Side, code: str) -> int | None:
    """Nanoseconds from start to exit, or `None` if it failed."""
    # Compiled files of the standard library and of packages are used as they are, so both sides may write theirs.
    env = side.environment()
    start = time.perf_counter_ns()
    done = subprocess.run([side.python, '-c', code], env=env, stdin=subprocess.DEVNULL, capture_output=True)
    return time.perf_counter_ns() - start if done.returncode == 0 else None
