"""The demo's three calls and six patterns: right results, made once, also when sixteen threads ask first.

Each test runs in a process of its own, for a cell is filled once in the life of a process. It fails when the cell it shows
breaks: runs an initialiser twice, forgets a value, keeps a failure, or hands out another object.
"""

import subprocess
import sys
import textwrap
import unittest

PROLOGUE = """
import threading
def sixteen(function):
    'What the function returned in each of sixteen threads that start together.'
    results, barrier = [], threading.Barrier(16)
    def run():
        barrier.wait()
        results.append(function())
    threads = [threading.Thread(target=run) for _ in range(16)]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
    assert len(results) == 16, results
    return results
import pyoncecell_demo as demo
"""


class Demo(unittest.TestCase):
    def check(self, code):
        command = [sys.executable, '-W', 'error', '-c', PROLOGUE + textwrap.dedent(code)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=60)
        self.assertEqual((done.returncode, done.stderr), (0, ''))

    def test_simple_add(self):
        self.check("""
            assert demo.simple_add() == 5
            assert demo.simple_add(40, 2) == 42
            assert demo.simple_add(2**31 - 1, 1) == 2**31
            for wrong in [('a', 1), (1, 2, 3), (2**40, 1)]:
                try:
                    demo.simple_add(*wrong)
                except (TypeError, OverflowError):
                    pass
                else:
                    raise AssertionError(wrong)
        """)

    def test_std_oncelock(self):
        self.check('assert set(sixteen(demo.test_std_oncelock)) == {42}')

    def test_py_oncelock(self):
        self.check('assert set(sixteen(demo.test_py_oncelock)) == {type(None)}')

    def test_std_once(self):
        self.check('assert set(sixteen(demo.std_once)) == {(sum(i * i for i in range(32)), 1)}')

    def test_py_once_cell(self):
        self.check("""
            import time
            def make():
                time.sleep(0.05)
                return []
            results = sixteen(lambda: demo.py_once_cell(make))
            assert {(id(value), runs) for value, runs in results} == {(id(results[0][0]), 1)}, results
            assert demo.py_once_cell(dict) == ([], 1)
        """)

    def test_py_once_cell_tries_again(self):
        self.check("""
            for attempt in range(3):
                try:
                    demo.py_once_cell(lambda: 1 / 0)
                except ZeroDivisionError:
                    pass
                else:
                    raise AssertionError('no error')
            assert demo.py_once_cell(dict) == ({}, 4)
            try:
                demo.py_once_cell(lambda: 1 / 0)
            except ZeroDivisionError:
                raise AssertionError('the full cell ran an initialiser')
        """)

    def test_py_once_cell_in_its_own_initialiser(self):
        self.check("""
            try:
                demo.py_once_cell(lambda: demo.py_once_cell(dict))
            except RuntimeError as error:
                assert 'its initialiser asked for the value' in str(error)
            else:
                raise AssertionError('no error')
        """)

    def test_module_attribute(self):
        self.check("""
            assert demo.module_attribute() == (demo.Undefined, 1)
            before = demo.Undefined
            import sys
            del sys.modules['pyoncecell_demo']
            import pyoncecell_demo as again
            assert again is not demo
            assert again.Undefined is before
            assert again.module_attribute() == (before, 1)
        """)

    def test_own_class(self):
        self.check("""
            import copy, pickle
            one = demo.UndefinedType.get()
            assert {id(value) for value in sixteen(demo.UndefinedType.get)} == {id(one)}
            assert demo.own_class() == (one, 1)
            assert one is demo.Undefined and type(one) is demo.UndefinedType
            assert repr(one) == 'Undefined'
            assert copy.copy(one) is copy.deepcopy(one) is pickle.loads(pickle.dumps(one)) is one
            try:
                demo.UndefinedType()
            except TypeError:
                pass
            else:
                raise AssertionError('a second instance')
        """)

    def test_import_cell(self):
        self.check("""
            import sys
            assert demo.fraction_numerator(3) is None
            assert 'fractions' not in sys.modules, 'imported before it was needed'
            half = demo.imported_fraction(3, 6)
            import fractions
            assert type(half) is fractions.Fraction and half == fractions.Fraction(1, 2)
            assert set(sixteen(lambda: demo.imported_fraction(1, 3))) == {fractions.Fraction(1, 3)}
            assert demo.fraction_numerator(half) == 1
            assert demo.fraction_numerator(0.5) is None
            try:
                demo.imported_fraction(1, 0)
            except ZeroDivisionError:
                pass
            else:
                raise AssertionError('no error')
        """)

    def test_chained_cells(self):
        self.check("""
            table, runs = demo.chained_cells()
            assert runs == 3, runs
            assert table is demo.error_table
            assert table == {'demo': demo.DemoError, 'demo_type': demo.DemoTypeError}
            assert issubclass(demo.DemoTypeError, demo.DemoError) and issubclass(demo.DemoError, ValueError)
            assert {id(table) for table, runs in sixteen(demo.chained_cells)} == {id(table)}
            assert demo.chained_cells()[1] == 3
        """)


if __name__ == '__main__':
    unittest.main()
