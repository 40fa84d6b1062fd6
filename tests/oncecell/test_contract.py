"""The contract of one cell, without concurrency: filling, failing, trying again, re-entry, and the life of the value."""

import gc
import sys
import unittest
import weakref

from harness import Tests, ext


class Failed(Exception):
    pass


def fails():
    raise Failed('no')


class OneCell(Tests):
    """Rows that hold for a cell of a Python object and for a cell of a C++ value."""

    def each_init(self):
        for kind in (ext.Cell, ext.TextCell):
            for method in ('get_or_init', 'get_or_try_init'):
                cell = kind()
                yield cell, getattr(cell, method)

    def each_failing_init(self):
        for cell, init in self.each_init():
            # An infallible initialiser of a C++ value can fail only by throwing.
            if ext.exceptions or not (isinstance(cell, ext.TextCell) and init.__name__ == 'get_or_init'):
                yield cell, init

    def test_empty(self):
        for cell, _ in self.each_init():
            self.assertIsNone(cell.get())

    def test_init_then_get(self):
        for cell, init in self.each_init():
            self.assertEqual(init(lambda: 'one'), 'one')
            self.assertEqual(init(lambda: 'two'), 'one')
            self.assertEqual(init(fails), 'one')
            self.assertEqual(cell.get(), 'one')

    def test_set(self):
        for cell, init in self.each_init():
            self.assertEqual(cell.set('one'), 'stored')
            self.assertEqual(cell.set('two'), 'already full')
            self.assertEqual(init(lambda: 'three'), 'one')
            self.assertEqual(cell.get(), 'one')

    def test_failure_leaves_the_cell_empty_and_the_next_call_tries_again(self):
        for cell, init in self.each_failing_init():
            for _ in range(3):
                with self.assertRaises(Failed):
                    init(fails)
                self.assertIsNone(cell.get())
            self.assertEqual(init(lambda: 'at last'), 'at last')

    def test_infallible_initialiser_without_exceptions(self):
        if not ext.exceptions:
            self.assertEqual(ext.TextCell().get_or_init(fails), 'fallback')

    def test_initialiser_that_fails_without_an_exception(self):
        cell = ext.Cell()
        with self.assertRaisesRegex(SystemError, 'failed without setting an exception'):
            cell.init_silently_failing()
        self.assertEqual(cell.get_or_init(lambda: 'now'), 'now')

    def test_reentry_raises_and_leaves_the_cell_usable(self):
        for cell, init in self.each_failing_init():
            with self.assertRaisesRegex(RuntimeError, 'its initialiser asked for the value'):
                init(lambda: init(lambda: 'inner'))
            self.assertIsNone(cell.get())
            self.assertEqual(init(lambda: 'later'), 'later')

    def test_reentry_that_is_caught(self):
        for cell, init in self.each_failing_init():

            def make():
                self.assertIsNone(cell.get())  # looking is no re-entry
                with self.assertRaises(RuntimeError):
                    init(lambda: 'inner')
                return 'outer'

            self.assertEqual(init(make), 'outer')
            self.assertEqual(cell.get(), 'outer')

    def test_set_inside_the_initialiser_is_reentry(self):
        for cell, init in self.each_init():

            def make():
                with self.assertRaises(RuntimeError):
                    cell.set('inner')
                return 'outer'

            self.assertEqual(init(make), 'outer')

    def test_circle_of_cells_in_one_thread(self):
        for length in (2, 3, 10):
            cells = [ext.Cell() for _ in range(length)]

            def make(index):
                return cells[index % length].get_or_init(lambda: make(index + 1))

            with self.assertRaisesRegex(RuntimeError, 'its initialiser asked for the value'):
                make(0)
            self.assertEqual([cell.get() for cell in cells], [None] * length)

    def test_chain_of_cells(self):
        cells = [ext.Cell() for _ in range(50)]

        def make(index):
            return cells[index].get_or_init(lambda: make(index + 1) + 1 if index < 49 else 0)

        self.assertEqual(make(0), 49)
        self.assertEqual([cell.get() for cell in cells], list(range(49, -1, -1)))


class Ownership(Tests):
    def test_cell_owns_one_reference(self):
        value = object()
        before = sys.getrefcount(value)
        cell = ext.Cell()
        cell.get_or_init(lambda: value)
        self.assertEqual(sys.getrefcount(value), before + 1)
        self.assertEqual(cell.set(value), 'already full')
        self.assertEqual(sys.getrefcount(value), before + 1)
        del cell
        gc.collect()
        self.assertEqual(sys.getrefcount(value), before)

    def test_refused_set_drops_its_reference(self):
        value = object()
        before = sys.getrefcount(value)
        cell = ext.Cell()

        def make():
            with self.assertRaises(RuntimeError):
                cell.set(value)
            return 1

        cell.get_or_init(make)
        self.assertEqual(sys.getrefcount(value), before)

    def test_collector_sees_through_a_cell(self):
        class Node:
            pass

        node = Node()
        node.cell = ext.Cell()
        node.cell.set(node)
        gone = weakref.ref(node)
        del node
        gc.collect()
        self.assertIsNone(gone())

    def test_cpp_value_is_destroyed_with_its_owner_once(self):
        gc.collect()
        before = ext.TextCell.alive()
        cells = [ext.TextCell() for _ in range(10)]
        for cell in cells:
            cell.get_or_init(lambda: 'text')
            cell.set('refused')
        self.assertEqual(ext.TextCell.alive(), before + 10)
        with self.assertRaises(Failed):
            ext.TextCell().get_or_try_init(fails)
        del cells, cell
        self.assertEqual(ext.TextCell.alive(), before)


class Actions(Tests):
    def test_runs_once(self):
        action, runs = ext.Action(), []
        self.assertFalse(action.is_done())
        for _ in range(3):
            action.run(lambda: runs.append(1))
        self.assertTrue(action.is_done())
        self.assertEqual(runs, [1])

    def test_failure_is_tried_again(self):
        action, runs = ext.Action(), []
        with self.assertRaises(Failed):
            action.run(fails)
        self.assertFalse(action.is_done())
        action.run(lambda: runs.append(1))
        self.assertEqual(runs, [1])

    def test_reentry(self):
        action = ext.Action()
        with self.assertRaises(RuntimeError):
            action.run(lambda: action.run(int))
        self.assertFalse(action.is_done())


if __name__ == '__main__':
    unittest.main()
