"""The tests that cannot pass on a platform (no threads, no processes …): a list per suite and platform, one row a test.

A row is `TEST  # REASON`. TEST names one test, or all forms of a parametrised test (`file.py::test_name[*]`), or all of
a file (`file.py::*`). A row holds only while everything it covers fails: when one of its tests passes, the run fails
until `--update` has written what is left, so a list can only shrink. A test that is skipped on that platform alone
needs a row as well; otherwise skipped tests do not count either way. Where there is no list, everything must pass.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from tools.say import Failure

HEADING = '# Tests that cannot pass here, each with its reason; a list can only shrink (see waivers.py).\n'
MARK = '  # '


def read(path: Path) -> dict[str, str]:
    """test → why it cannot pass; nothing when there is no list."""
    rows = {}
    for line in path.read_text().splitlines() if path.exists() else ():
        if line and not line.startswith('#'):
            test, mark, reason = line.rpartition(MARK)
            if not mark or not reason.strip():
                raise Failure(f'{path.name}: a row without a reason: {line}')
            rows[test] = reason
    return rows


def write(path: Path, rows: dict[str, str]) -> None:
    """Writes the list; one without rows is deleted."""
    if rows:
        path.write_text(HEADING + ''.join(f'{test}{MARK}{reason}\n' for test, reason in sorted(rows.items())))
    else:
        path.unlink(missing_ok=True)


def file_of(test: str) -> str:
    return test.partition('::')[0]


def function_of(test: str) -> str:
    return test.partition('[')[0]


def covers(rows: dict[str, str], test: str) -> str | None:
    """The row that covers `test`."""
    for row in (test, f'{function_of(test)}[*]', f'{file_of(test)}::*'):
        if row in rows:
            return row
    return None


def compact(failed: dict[str, str], passed: set[str], broken: dict[str, str]) -> dict[str, str]:
    """The shortest list that covers what failed, and nothing that passed: what fails together for one reason is one row.

    `failed` and `broken` map tests, and files that could not be run, to the reason.
    """
    rows = {f'{file}::*': reason for file, reason in broken.items()}
    left = {test: reason for test, reason in failed.items() if file_of(test) not in broken}
    for group_of, row_of in ((file_of, '{}::*'), (function_of, '{}[*]')):
        groups: dict[str, list[str]] = defaultdict(list)
        for test in left:
            groups[group_of(test)].append(test)
        with_passes = {group_of(test) for test in passed}
        for group, tests in groups.items():
            reasons = {left[test] for test in tests}
            if len(tests) > 1 and len(reasons) == 1 and group not in with_passes:
                rows[row_of.format(group)] = reasons.pop()
                for test in tests:
                    del left[test]
    return {**rows, **left}
