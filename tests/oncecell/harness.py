"""What the once cell's tests share: threads that start together and must end, and children with a time limit.

The tests run under any of the interpreters that the extension is built for, with the standard library alone. The module
under test is `_oncecell_test`, or `_oncecell_test_exceptions` (the same source compiled with C++ exceptions) when the
environment variable ONCECELL_MODULE says so.
"""

from __future__ import annotations

import importlib
import os
import subprocess
import sys
import threading
import unittest

MODULE = os.environ.get('ONCECELL_MODULE', '_oncecell_test')
ext = importlib.import_module(MODULE)

FREE_THREADED = not getattr(sys, '_is_gil_enabled', lambda: True)()
PATIENCE = 30
"""Seconds after which something that should end counts as hanging; a busy machine needs no more."""


class Tests(unittest.TestCase):
    """A test case that ends, with the stacks of all threads, when one of its tests hangs."""

    def setUp(self):
        import faulthandler

        faulthandler.dump_traceback_later(4 * PATIENCE, exit=True)
        self.addCleanup(faulthandler.cancel_dump_traceback_later)
        interval = sys.getswitchinterval()
        sys.setswitchinterval(1e-5)  # with the GIL: switch often, to meet more interleavings
        self.addCleanup(sys.setswitchinterval, interval)


def together(*functions):
    """Runs each function in a thread of its own, all released at once; returns what each returned or raised."""
    results = [None] * len(functions)
    barrier = threading.Barrier(len(functions))

    def run(index, function):
        barrier.wait()
        try:
            results[index] = function()
        except BaseException as error:
            results[index] = error

    threads = [threading.Thread(target=run, args=pair, daemon=True) for pair in enumerate(functions)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
        assert not thread.is_alive(), 'a thread hangs'
    return results


def child(code: str, *, seconds: float = PATIENCE) -> subprocess.CompletedProcess:
    """Runs code in a process of its own, with `ext` imported; TimeoutExpired when it does not end."""
    prologue = f'import sys, threading, time, os\nimport {MODULE} as ext\n'
    return subprocess.run([sys.executable, '-c', prologue + code], capture_output=True, text=True, timeout=seconds)
