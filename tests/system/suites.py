"""The suites inside python.wasm lose no test: what crashes there is one failure, under its name, and the rest is run."""

from __future__ import annotations

import tempfile
from functools import partial
from pathlib import Path

from tests.conformance import runner, wasm
from tests.conformance.suites import Suite
from tests.system.row import Check

FILES = {
    'pyproject.toml': '[tool.pytest.ini_options]\n',
    'tests/test_crash.py': 'import os\ndef test_before(): pass\ndef test_crash(): os.abort()\ndef test_after(tmp_path): (tmp_path / "x").write_text("x")\n',
    'tests/test_import.py': 'import os\nos.abort()\n',
    'tests/test_last.py': 'import pytest\ndef test_passed(): pass\ndef test_failed(): assert 1 == 2\ndef test_skipped(): pytest.skip()\n'
    '@pytest.mark.timeout(9)\n@pytest.mark.xfail\ndef test_xfailed(): 1 / 0\n',
}
OUTCOMES = {
    'tests/test_crash.py::test_after': 'passed',
    'tests/test_crash.py::test_before': 'passed',
    'tests/test_crash.py::test_crash': 'failed',
    'tests/test_last.py::test_failed': 'failed',
    'tests/test_last.py::test_passed': 'passed',
    'tests/test_last.py::test_skipped': 'skipped',
    'tests/test_last.py::test_xfailed': 'xfailed',
}
CRASH = 'ended with exit status 134, error: the program crashed: '


def crashes():
    with tempfile.TemporaryDirectory() as folder:
        suite = Suite('made', Path(folder), ())
        for name, text in FILES.items():
            path = Path(folder, name)
            path.parent.mkdir(exist_ok=True)
            path.write_text(text)
        results = runner.run(suite, partial(wasm.program, suite, []), runner.list_files(suite), 1)
    assert results.outcome == OUTCOMES, results
    assert results.broken == {'tests/test_import.py'}, results
    assert f'crash: {CRASH}' in results.why['tests/test_crash.py::test_crash'], results
    assert f'crash while importing: {CRASH}' in results.why['tests/test_import.py'], results


ROWS = [Check('a crash in a suite', crashes)]
