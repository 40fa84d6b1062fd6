"""The list of tests that do not pass yet: one a line, and it can only shrink.

A line names one test, or all forms of a parametrised test (`file.py::test_name[*]`), or all of a file
(`file.py::*`). A line holds only while everything it covers fails: when one of its tests passes, the run fails
until `--update` has written what is left. Skipped tests do not count either way.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

HEADING = """\
# Upstream's tests that do not pass yet; it can only shrink (python3 -m tests.conformance --update).
"""


def read(path: Path) -> list[str]:
    if not path.exists():
        return []
    return [line for line in path.read_text().splitlines() if line and not line.startswith('#')]


def write(path: Path, lines: list[str]) -> None:
    path.write_text(HEADING + ''.join(f'{line}\n' for line in lines))


def file_of(test: str) -> str:
    return test.partition('::')[0]


def function_of(test: str) -> str:
    return test.partition('[')[0]


def covers(lines: set[str], test: str) -> str | None:
    """The line that covers `test`."""
    for line in (test, f'{function_of(test)}[*]', f'{file_of(test)}::*'):
        if line in lines:
            return line
    return None


def compact(failed: set[str], passed: set[str], broken: set[str]) -> list[str]:
    """The shortest list that covers what failed, and nothing that passed."""
    by_file: dict[str, set[str]] = defaultdict(set)
    for test in failed:
        by_file[file_of(test)].add(test)
    files_with_passes = {file_of(test) for test in passed}
    functions_with_passes = {function_of(test) for test in passed}
    lines = {f'{file}::*' for file in broken}
    for file, tests in by_file.items():
        if file in broken:
            continue
        if file not in files_with_passes:
            lines.add(f'{file}::*')
            continue
        by_function: dict[str, set[str]] = defaultdict(set)
        for test in tests:
            by_function[function_of(test)].add(test)
        for function, forms in by_function.items():
            if len(forms) > 1 and function not in functions_with_passes:
                lines.add(f'{function}[*]')
            else:
                lines |= forms
    return sorted(lines)
