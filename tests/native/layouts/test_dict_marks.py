"""Changes of dicts where CPython has no watcher left that would tell of them (py/dict_mark.h)."""

import subprocess
import sys
from pathlib import Path

ROWS = Path(__file__).parents[1] / 'serialize' / 'test_index_filters.py'
PROGRAM = """
import sys
import _layouts_test, pytest
_layouts_test.take_dict_watchers()
sys.exit(pytest.main(['-q', '-p', 'no:cacheprovider', '-k', 'change', sys.argv[1]]))
"""


def test_changes_that_nobody_tells():
    ran = subprocess.run([sys.executable, '-c', PROGRAM, str(ROWS)], capture_output=True, text=True)
    assert ran.returncode == 0, ran.stdout + ran.stderr
