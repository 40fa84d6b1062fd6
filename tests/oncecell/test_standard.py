"""What the standard library's once does in the same places: the rows of the comparison in oncecell's README.

Each case runs in a process of its own, for most of them never end. `kind` is a cell, or one of the two standard forms used
with the interpreter held, as in `static PyObject* value = make();`.
"""

import subprocess
import unittest

from harness import FREE_THREADED, Tests, child

STANDARD = ('ext.function_local_static', 'ext.std_call_once')
CELL = 'ext.Cell().get_or_init'

RELEASES_THE_GIL = """
once = {kind}
started = threading.Event()
def make():
    started.set()
    time.sleep(0.2)
    return 'made'
thread = threading.Thread(target=lambda: once(make), daemon=True)
thread.start()
started.wait()
print(once(make))
os._exit(0)
"""

COLLECTS_GARBAGE = RELEASES_THE_GIL.replace('sleep(0.2)', 'sleep(0.2); import gc; gc.collect()')

FAILS_FIRST = """
once = {kind}
try:
    once(lambda: 1 / 0)
except ZeroDivisionError:
    pass
try:
    print(once(lambda: 'made'))
except LookupError as error:
    print(error)
"""

REENTERS = """
once = {kind}
try:
    once(lambda: once(lambda: 'inner'))
except RuntimeError:
    print('refused')
"""


class Comparison(Tests):
    def outcome(self, code, kind, *, hangs=False):
        """What the child printed, 'ends the process', or 'hangs', for which one that should end gets more time."""
        try:
            done = child(code.format(kind=kind), **({'seconds': 3} if hangs else {}))
        except subprocess.TimeoutExpired:
            return 'hangs'
        return done.stdout.strip() if done.returncode == 0 else 'ends the process'

    def test_initialiser_that_releases_the_gil(self):
        self.assertEqual(self.outcome(RELEASES_THE_GIL, CELL), 'made')
        expected = 'made' if FREE_THREADED else 'hangs'
        for kind in STANDARD:
            self.assertEqual(self.outcome(RELEASES_THE_GIL, kind, hangs=not FREE_THREADED), expected)

    def test_initialiser_that_collects_garbage(self):
        """Without the GIL the collector waits for every thread that is attached, so also for one that waits in a static."""
        self.assertEqual(self.outcome(COLLECTS_GARBAGE, CELL), 'made')
        for kind in STANDARD:
            self.assertEqual(self.outcome(COLLECTS_GARBAGE, kind, hangs=True), 'hangs')

    def test_failure(self):
        self.assertEqual(self.outcome(FAILS_FIRST, CELL), 'made')
        kept = ('the static holds the null of an earlier failure', 'the flag is set by an earlier failure')
        for kind, expected in zip(STANDARD, kept):
            self.assertEqual(self.outcome(FAILS_FIRST, kind), expected)

    def test_reentry(self):
        self.assertEqual(self.outcome(REENTERS, CELL), 'refused')
        for kind in STANDARD:
            self.assertIn(self.outcome(REENTERS, kind, hangs=True), ('hangs', 'ends the process'))


if __name__ == '__main__':
    unittest.main()
