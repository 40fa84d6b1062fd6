"""The suites with a native build: one Python process after another, with what tests must not reach kept away."""

from __future__ import annotations

from pathlib import Path

from tests.conformance.inside import journal_plugin
from tests.conformance.runner import Program
from tests.conformance.suites import Suite
from tests.sides import Side

SECONDS = 30
"""How long a test may take: as long as pydantic-core's own settings give it."""


def program(suite: Suite, side: Side, args: list[str], limit_memory: bool, scratch: Path) -> Program:
    """The command whose journal is `scratch`/journal; the test files are to be added to it."""
    env = side.environment(
        Path(journal_plugin.__file__).parent,
        JOURNAL=str(scratch / 'journal'),
        JOURNAL_LIMIT_MEMORY='1' if limit_memory else '',
        # The order of a set's elements is part of some ids.
        PYTHONHASHSEED='0',
        HYPOTHESIS_STORAGE_DIRECTORY=str(scratch / 'hypothesis'),
        TMPDIR=str(scratch),
        **suite.env,
    )
    return Program([side.python, '-m', 'pytest', *suite.pytest_args, f'--timeout={SECONDS}', '-p', 'journal_plugin', *args], suite.root, env)
