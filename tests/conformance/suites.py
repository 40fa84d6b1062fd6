"""The suites that others wrote and we must pass: where each is, how it is started, and what is left out."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from tools import components

HERE = Path(__file__).resolve().parent


@dataclass(frozen=True)
class Suite:
    """A source tree with a folder `tests`, run unmodified."""

    name: str
    root: Path
    left_out: tuple[str, ...]
    """Files and folders that are not run, below the root."""
    totals: tuple[int, int, int]
    """How many pass, skip and fail as expected with the published wheel."""
    env: dict[str, str] = field(default_factory=dict)

    @property
    def not_yet(self) -> Path:
        """The list of tests that do not pass yet."""
        return HERE / f'not_yet{self._suffix}.txt'

    @property
    def counts(self) -> Path:
        """The counts of each file with the published wheel."""
        return HERE / f'counts{self._suffix}.txt'

    @property
    def _suffix(self) -> str:
        return '' if self.name == 'core' else f'_{self.name}'

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
            # The same examples in each run: else a listed test could pass by chance.
            '--hypothesis-seed=0',
            '--timeout=15',
        ]


def _core() -> Suite:
    """The tests of pydantic_core 2.41.5. Those of docstrings pin the version of a formatter."""
    root = components.pydantic_core_source()
    return Suite('core', root, ('tests/test_docstrings.py', 'tests/benchmarks'), (5586, 125, 10))


_SUITES = {'core': _core}
NAMES = tuple(_SUITES)


def get(name: str) -> Suite:
    """The suite of that name, its source tree from the cache."""
    return _SUITES[name]()
