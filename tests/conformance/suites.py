"""The suites that others wrote and we must pass: where each is, how it is started, and what is left out.

One is our own, to be held against upstream's wheel: there, a test that ends the process ends nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

from tests.native import is_for
from tools import components
from tools.pins import EDITION

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
OTHER_COUNTS = ('3.14', '3.15')
"""Versions on which upstream itself skips other tests than on those before them, oldest first."""


@dataclass(frozen=True)
class Suite:
    """A source tree with a folder `tests`, run unmodified."""

    name: str
    root: Path
    left_out: tuple[str, ...]
    """Files and folders that are not run, below the root."""
    alone: tuple[str, ...] = ()
    """Files that change the process for the tests after them: each has a process of its own."""
    packages: tuple[str, ...] = ()
    """The sets of tools/wheel_pins.py that its tests need, besides `tests`."""
    env: dict[str, str] = field(default_factory=dict)
    edition: str = EDITION
    on: str | None = None
    """The version of CPython, where it is not our own."""
    hang_seconds: int = 120
    """Without a new row in the journal for so long, a process hangs; pytest-timeout has its own, shorter limit."""

    def waivers(self, platform: str) -> Path:
        """The list of the tests that cannot pass on that platform; there need not be one."""
        return HERE / f'waivers_{self._title}_{platform}.txt'

    @property
    def counts(self) -> Path:
        """The counts of each file with the published wheel, where there is none for that CPython with that of the one before."""
        versions = OTHER_COUNTS[: OTHER_COUNTS.index(self.on) + 1] if self.on in OTHER_COUNTS else ()
        counted = [version for version in versions if components.is_published('reference', version, self.edition)]
        return HERE / f'counts_{"_".join([self._title, *counted[-1:]])}.txt'

    @property
    def _title(self) -> str:
        return self.name if self.edition == EDITION else f'{self.name}_{self.edition}'

    @property
    def pytest_args(self) -> list[str]:
        return [
            '-q',
            '--tb=short',
            '--no-header',
            '--no-summary',
            '--rootdir=.',
            '--continue-on-collection-errors',
            '-p',
            'no:cacheprovider',
            # The same examples in each run: else a test could pass or fail by chance.
            '--hypothesis-seed=0',
        ]


def _core(edition: str) -> Suite:
    """The tests of pydantic_core. Those of docstrings pin the version of a formatter."""
    return Suite('core', components.pydantic_core_source(edition), ('tests/test_docstrings.py', 'tests/benchmarks'))


def _core_numbers(edition: str) -> Suite:
    """The same with numpy and pandas beside them, which our own CPython lacks the libraries for (`--on`)."""
    return replace(_core(edition), name='core-numbers', packages=('numbers',))


def _pydantic(edition: str) -> Suite:
    """The tests of pydantic, whose own source they use. Left out is what tests type checkers, speed and prose."""
    left_out = ('tests/benchmarks', 'tests/mypy', 'tests/typechecking', 'tests/test_docs.py')
    # It puts modules into sys.modules without their parents.
    alone = ('tests/test_exports.py',)
    return Suite('pydantic', components.pydantic_source(edition), left_out, alone, packages=('pydantic-tests',))


def _own(edition: str) -> Suite:
    """Our own rows, but for those that are about ours alone."""
    numbers = tuple(map(int, edition.split('.')))
    others = [path for path in (ROOT / 'tests').iterdir() if path.is_dir() and path.name != 'native']
    others += [path for path in (ROOT / 'tests' / 'native').iterdir() if not is_for(path.name, numbers) or path.name == 'layouts']
    return Suite('own', ROOT, tuple(path.relative_to(ROOT).as_posix() for path in others))


_SUITES = {'core': _core, 'core-numbers': _core_numbers, 'pydantic': _pydantic, 'own': _own}
NAMES = tuple(_SUITES)


def get(name: str, on: str | None = None, edition: str = EDITION) -> Suite:
    """The suite of that name in that edition, its source tree from the cache, for that version of CPython."""
    return replace(_SUITES[name](edition), on=on, edition=edition)
