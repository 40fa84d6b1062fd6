"""Cells that look up: imports, interned strings, capsules."""

import datetime
import sys
import tempfile
import textwrap
import threading
import unittest
from pathlib import Path

from harness import PATIENCE, Tests, ext, together


class Scratch(Tests):
    """Tests with a folder of their own on sys.path, for modules that they write."""

    def setUp(self):
        super().setUp()
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        sys.path.insert(0, folder.name)
        self.addCleanup(sys.path.remove, folder.name)
        self.addCleanup(sys.modules.pop, 'scratch_module', None)

    def write(self, text):
        import importlib

        (self.folder / 'scratch_module.py').write_text(textwrap.dedent(text))
        importlib.invalidate_caches()


class Imports(Scratch):
    def test_attribute_and_module(self):
        import fractions
        import os.path

        for arguments, expected in (
            (('fractions', 'Fraction'), fractions.Fraction),
            (('fractions',), fractions),
            (('os.path', 'join'), os.path.join),
            (('os.path',), os.path),
        ):
            cell = ext.ImportCell(*arguments)
            self.assertIsNone(cell.get())
            self.assertIs(cell.get_or_import(), expected)
            self.assertIs(cell.get_or_import(), expected)
            self.assertIs(cell.get(), expected)

    def test_failures(self):
        for arguments, error in (
            (('no_such_module', 'x'), ModuleNotFoundError),
            (('no_such_module',), ModuleNotFoundError),
            (('fractions', 'no_such_name'), AttributeError),
            (('', 'x'), ValueError),
        ):
            cell = ext.ImportCell(*arguments)
            for _ in range(2):
                with self.assertRaises(error):
                    cell.get_or_import()
                self.assertIsNone(cell.get())

    def test_failed_import_is_tried_again(self):
        cell = ext.ImportCell('scratch_module', 'value')
        self.write('1 / 0')
        with self.assertRaises(ZeroDivisionError):
            cell.get_or_import()
        self.write('value = "imported"')
        self.assertEqual(cell.get_or_import(), 'imported')

    def test_if_loaded_never_imports(self):
        self.write('class Thing: pass')
        cell = ext.ImportCell('scratch_module', 'Thing')
        self.assertIsNone(cell.get_if_loaded())
        self.assertFalse(cell.is_instance(1))
        self.assertNotIn('scratch_module', sys.modules)
        import scratch_module

        self.assertTrue(cell.is_instance(scratch_module.Thing()))
        self.assertFalse(cell.is_instance(1))
        self.assertIs(cell.get_if_loaded(), scratch_module.Thing)
        self.assertIs(cell.get(), scratch_module.Thing)

    def test_if_loaded_while_the_module_is_half_made(self):
        self.write(
            """
            seen = cell.get_if_loaded()
            class Thing: pass
            """
        )
        import builtins

        builtins.cell = ext.ImportCell('scratch_module', 'Thing')
        self.addCleanup(delattr, builtins, 'cell')
        import scratch_module

        self.assertIsNone(scratch_module.seen)
        self.assertIs(builtins.cell.get_if_loaded(), scratch_module.Thing)

    def test_is_instance_passes_errors_on(self):
        with self.assertRaises(TypeError):
            self.write('Thing = 3')
            import scratch_module  # noqa: F401

            ext.ImportCell('scratch_module', 'Thing').is_instance(1)

    def test_sixteen_threads(self):
        self.write('import time; time.sleep(0.05)\nclass Thing: pass')
        cell = ext.ImportCell('scratch_module', 'Thing')
        results = together(*[cell.get_or_import] * 16)
        self.assertEqual(set(results), {sys.modules['scratch_module'].Thing})

    def test_module_that_uses_the_cell_while_another_thread_asks(self):
        """One thread imports a module whose body asks the cell; another asks the cell for that module meanwhile.

        A cell that were held during its import would wait for the module's lock here, and the module for the cell.
        """
        self.write(
            """
            import builtins, time
            class Thing: pass
            builtins.body_runs.set()
            time.sleep(0.1)
            mine = builtins.cell.get_or_import()
            """
        )
        import builtins

        builtins.cell, builtins.body_runs = ext.ImportCell('scratch_module', 'Thing'), threading.Event()
        self.addCleanup(delattr, builtins, 'cell')
        self.addCleanup(delattr, builtins, 'body_runs')

        def asks():
            builtins.body_runs.wait(PATIENCE)
            return builtins.cell.get_or_import()

        module, thing = together(lambda: __import__('scratch_module'), asks)
        self.assertIs(thing, module.Thing)
        self.assertIs(module.mine, module.Thing)


class ImportsInInitialisers(Scratch):
    """A cell needs a module, whose body needs the cell, and two threads begin at the two ends."""

    def both_ends(self, body):
        self.write(
            """
            import builtins, time
            builtins.body_runs.set()
            time.sleep(0.1)  # the cell is claimed, and its initialiser waits for this module
            """
            + body
        )
        import builtins

        builtins.cell, builtins.body_runs = ext.Cell(), threading.Event()
        self.addCleanup(delattr, builtins, 'cell')
        self.addCleanup(delattr, builtins, 'body_runs')

        def initialises():
            builtins.body_runs.wait(PATIENCE)
            return builtins.cell.get_or_init(lambda: __import__('scratch_module'))

        return together(initialises, lambda: __import__('scratch_module'))

    def test_the_circle_is_an_error(self):
        """What the thread in the initialiser gets is up to Python: an error, or the module whose import failed."""
        _, module = self.both_ends("""
            value = builtins.cell.get_or_init(lambda: 'not made here')
            """)
        self.assertIsInstance(module, RuntimeError)
        self.assertIn('circular initialisation', str(module))

    def test_a_module_that_does_without_saves_both(self):
        cell, module = self.both_ends("""
            try:
                value = builtins.cell.get_or_init(lambda: 'not made here')
            except RuntimeError as error:
                value = str(error)
            """)
        self.assertIs(cell, module)
        self.assertIn('circular initialisation', module.value)


class Strings(Tests):
    def test_interned(self):
        for text in ('name', 'grün', '日本', '', 'a' * 1000):
            cell = ext.InternedCell(text.encode())
            self.assertIsNone(cell.get())
            self.assertIs(cell.get_or_intern(), sys.intern(text))
            self.assertIs(cell.get(), sys.intern(text))

    def test_bad_utf8(self):
        cell = ext.InternedCell(b'\xff')
        for _ in range(2):
            with self.assertRaises(UnicodeDecodeError):
                cell.get_or_intern()
            self.assertIsNone(cell.get())

    def test_sixteen_threads(self):
        cell = ext.InternedCell(b'a name that is new')
        self.assertEqual(len({id(string) for string in together(*[cell.get_or_intern] * 16)}), 1)


class Capsules(Tests):
    def test_datetime(self):
        for _ in range(3):
            self.assertEqual(ext.date_from_capsule(), datetime.date(2024, 2, 29))

    def test_failures(self):
        for function, error in (
            (ext.capsule_without_attribute, AttributeError),
            (ext.capsule_of_other_kind, ValueError),
            (ext.capsule_without_module, ModuleNotFoundError),
            (ext.capsule_without_dot, ImportError),
        ):
            for _ in range(2):
                with self.assertRaises(error):
                    function()


if __name__ == '__main__':
    unittest.main()
