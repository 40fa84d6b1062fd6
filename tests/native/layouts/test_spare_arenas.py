"""Memory that dropped results leave: a little of it is kept for the next call (py/spare_arenas.h), the rest goes back to the system."""

import os
import subprocess
import sys
import sysconfig

import pytest

ARE_KEPT = not sysconfig.get_config_var('Py_GIL_DISABLED')
MOST = 4
DEPTH = 40_000 if sys.version_info >= (3, 11) else 1000
SIZE = 1 << 20

AGAIN = """
import sys
for name in [name for name in sys.modules if name.startswith('pydantic_core')]:
    del sys.modules[name]
import pydantic_core
"""
DEEP_CALLS = f"""
import sys
import pydantic_core

def depth(n):
    return n and 1 + depth(n - 1)

sys.setrecursionlimit({DEPTH + 100})
for _ in range(20):
    made = [[i] for i in range(100_000)]
    del made
    print(depth({DEPTH}))
"""


def arenas(given=SIZE, taken=SIZE, before=''):
    """Of the next arenas after as many were given back: which of them are those."""
    return run(f'import _layouts_test, pydantic_core\n{before}\nprint(*map(int, _layouts_test.arenas_again({2 * MOST}, {given}, {taken})))')


def run(program):
    environment = {**os.environ, 'PYTHONMALLOC': 'pymalloc' if ARE_KEPT else 'mimalloc'}
    ran = subprocess.run([sys.executable, '-c', program], env=environment, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    return [int(number) for number in ran.stdout.split()]


@pytest.mark.parametrize('before', ['', AGAIN], ids=['imported once', 'imported twice'])
def test_the_next_arenas_are_some_that_were_given_back(before):
    """The others went back to the system: what it hands out is new."""
    assert arenas(before=before) == ([1] * MOST if ARE_KEPT else [0] * MOST) + [0] * MOST


@pytest.mark.parametrize('given, taken', [(SIZE // 64, SIZE), (SIZE, SIZE // 64), (SIZE, 2 * SIZE), (2 * SIZE, SIZE), (SIZE // 64, SIZE // 64)])
def test_only_whole_arenas_are_kept(given, taken):
    """CPython takes pieces of its stack of frames in the same way."""
    assert arenas(given, taken) == [0] * 2 * MOST


def test_deep_calls_after_large_results():
    assert run(DEEP_CALLS) == [DEPTH] * 20
