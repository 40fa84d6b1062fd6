"""How long it takes to start Python and import something, a process a time, in turns: on each side, and with the package beside the real core."""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Callable, Iterator

from bench.figures import OURS, PUBLISHED
from bench.rounds import Effort
from bench.runner import Result
from tests.package import environment as package
from tests.sides import Side
from tools.pins import EDITIONS
from tools.say import Failure

NOTHING = 'pass'
PYDANTIC = 'import pydantic\nclass M(pydantic.BaseModel):\n    a: int\nM(a=1)'
WHAT = {
    'import nothing': NOTHING,
    'import _pydantic_core': 'import pydantic_core._pydantic_core',
    'import pydantic, one model': PYDANTIC,
}
STARTS = {NOTHING: 300, PYDANTIC: 60}
"""Of each, where an amount is looked for that is small beside a start of Python."""


def results(sides: list[Side], effort: Effort, names: str) -> Iterator[Result]:
    """Of each side; compiled files of the standard library and of packages are used as they are, so both sides may write theirs."""
    for case, code in WHAT.items():
        times = {side.name: lambda side=side: _once(side.python, code, side.environment()) for side in sides}
        yield _least(case, times, 1 if effort.small else effort.at_least)


def beside(sides: list[Side], effort: Effort, names: str) -> Iterator[Result]:
    """Of an environment with the real core and our package beside it. `published` is without what the row names, `ours` with it."""
    (ours,) = [side for side in sides if side.name == OURS]
    version = '.'.join(ours.version().split()[1].split('.')[:2])
    clean = {name: value for name, value in os.environ.items() if not name.startswith('PYTHON')}
    with tempfile.TemporaryDirectory() as folder:
        wheel = package.wheel(version, {ours.edition: ours.path[0]}, Path(folder))
        # Two of them, as one cannot be enabled and not.
        plain, enabled = (package.Environment(Path(folder, name), version) for name in ('plain', 'enabled'))
        for environment in plain, enabled:
            package.install(environment, ours.edition, wheel)
        if enabled.package('enable')[0] or enabled.which() != package.OURS:
            raise Failure('the package beside the real core does not answer for this build')
        in_place = {**clean, 'PYTHONPATH': str(plain.site / package.PACKAGE / 'editions' / EDITIONS[ours.edition].version)}

        def start(environment: package.Environment, code: str, settings: dict[str, str] = clean) -> Callable[[], int | None]:
            return lambda: _once(environment.python, code, settings)

        for case, code, settings in (
            ('enabled, import nothing', NOTHING, clean),
            ('enabled, import pydantic, one model', PYDANTIC, clean),
            ('the finder, import pydantic, one model', PYDANTIC, in_place),
        ):
            sides_of_it = {PUBLISHED: start(plain, code, settings), OURS: start(enabled, code)}
            yield _least(case, sides_of_it, 1 if effort.small else STARTS[code])


def _least(case: str, sides: dict[str, Callable[[], int | None]], rounds: int) -> Result:
    """The least of each side's times; the first round, which may compile files, does not count where there are more."""
    result = Result(case)
    for turn in range(rounds + (rounds > 1)):
        for name in sides if turn % 2 else reversed(sides):
            took = sides[name]()
            if took is None:
                result.why[name] = 'it does not import'
            elif turn or rounds == 1:
                result.times[name] = min(took, result.times.get(name, took))
    return result


def _once(python: str | Path, code: str, env: dict[str, str]) -> int | None:
    """Nanoseconds of a processor from start to exit, or `None` if it failed."""
    process = subprocess.Popen([python, '-c', code], env=env, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return round((used.ru_utime + used.ru_stime) * 1e9) if process.returncode == 0 else None
