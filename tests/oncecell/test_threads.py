"""Many threads, many cells: exactly one initialiser succeeds, waiting threads are out of the way, circles are errors."""

import random
import signal
import sys
import threading
import time
import unittest

from harness import PATIENCE, Tests, ext, together

THREADS = 16


class ManyThreads(Tests):
    def contend(self, kind, make_value, cells=100):
        """16 threads go through the same cells, each in an order of its own; returns runs and values seen a cell."""
        cells = [kind() for _ in range(cells)]
        runs = [[] for _ in cells]

        def thread(seed):
            order = list(range(len(cells)))
            random.Random(seed).shuffle(order)
            seen = {}
            for index in order:

                def make():
                    runs[index].append(seed)
                    return make_value(seed)

                seen[index] = cells[index].get_or_try_init(make)
                assert cells[index].get() is not None
            return [seen[index] for index in range(len(cells))]

        results = together(*(lambda seed=seed: thread(seed) for seed in range(THREADS)))
        for result in results:
            if isinstance(result, BaseException):
                raise result
        return runs, list(zip(*results))

    def test_exactly_one_initialiser_runs(self):
        def value(seed):
            time.sleep(0)  # releases the GIL
            return [str(seed)]

        runs, seen = self.contend(ext.Cell, value)
        self.assertEqual({len(run) for run in runs}, {1})
        for values in seen:
            self.assertEqual(len({id(value) for value in values}), 1)

    def test_exactly_one_initialiser_runs_for_cpp_values(self):
        def value(seed):
            time.sleep(0)
            return f'from thread {seed}'

        runs, seen = self.contend(ext.TextCell, value)
        self.assertEqual({len(run) for run in runs}, {1})
        for values in seen:
            self.assertEqual(len(set(values)), 1)

    def test_initialisers_that_import(self):
        def value(seed):
            import importlib

            return importlib.import_module(random.Random(seed).choice(['json', 'decimal', 'fractions', 'ast']))

        runs, _ = self.contend(ext.Cell, value)
        self.assertEqual({len(run) for run in runs}, {1})

    def test_failures_go_to_who_ran_them_and_somebody_tries_again(self):
        for fail_first in (1, 3, THREADS - 1):
            cell, lock, attempts = ext.Cell(), threading.Lock(), []

            def make():
                with lock:
                    attempts.append(threading.get_ident())
                    number = len(attempts)
                time.sleep(0.001)
                if number <= fail_first:
                    raise ValueError(number)
                return 'made'

            results = together(*[lambda: cell.get_or_init(make)] * THREADS)
            self.assertEqual(len(attempts), fail_first + 1)
            failures = sorted(error.args[0] for error in results if isinstance(error, ValueError))
            self.assertEqual(failures, list(range(1, fail_first + 1)))
            self.assertEqual(results.count('made'), THREADS - fail_first)

    def test_set_against_init(self):
        for _ in range(50):
            cell = ext.Cell()
            inits = [lambda n=n: cell.get_or_init(lambda: n) for n in range(8)]
            sets = [lambda n=n: cell.set(n) for n in range(8, 16)]
            results = together(*inits, *sets)
            self.assertLessEqual(results[8:].count('stored'), 1)
            self.assertEqual(set(results[:8]), {cell.get()})
            self.assertEqual(results[8:].count('stored') == 1, cell.get() >= 8)

    def test_actions(self):
        for _ in range(50):
            action, runs = ext.Action(), []
            together(*[lambda: action.run(lambda: (time.sleep(0), runs.append(1)))] * THREADS)
            self.assertEqual(runs, [1])


class Waiting(Tests):
    def test_initialiser_that_releases_the_gil(self):
        """While one thread initialises and another waits, a third runs: the waiting one has detached."""
        cell, started, go = ext.Cell(), threading.Event(), threading.Event()

        def make():
            started.set()
            self.assertTrue(go.wait(PATIENCE))
            return 'made'

        def waits():
            started.wait(PATIENCE)
            return cell.get_or_init(lambda: 'not I')

        def opens():
            started.wait(PATIENCE)
            time.sleep(0.1)  # the other thread waits by now
            self.assertIsNone(cell.get())
            go.set()
            return 'opened'

        self.assertEqual(together(lambda: cell.get_or_init(make), waits, opens), ['made', 'made', 'opened'])

    def test_chain_of_waits_is_no_circle(self):
        """Threads wait for each other along a line of cells; nobody is refused."""
        cells = [ext.Cell() for _ in range(8)]
        claimed = [threading.Event() for _ in cells]

        def thread(index):
            def make():
                claimed[index].set()
                if index == 0:
                    return 0
                claimed[index - 1].wait(PATIENCE)
                return cells[index - 1].get_or_init(lambda: self.fail('claimed by another thread')) + 1

            if index == 0:  # the end of the line is claimed at once and finished last
                return cells[0].get_or_init(lambda: (make(), claimed[-1].wait(PATIENCE), time.sleep(0.1))[0])
            return cells[index].get_or_init(make)

        self.assertEqual(together(*(lambda i=i: thread(i) for i in range(8))), list(range(8)))

    def test_signal_interrupts_a_wait(self):
        """Control-C reaches the main thread although another thread's initialiser goes on."""
        cell, started, go = ext.Cell(), threading.Event(), threading.Event()
        # A process that was started in the background ignores the signal.
        before = signal.signal(signal.SIGINT, signal.default_int_handler)
        self.addCleanup(signal.signal, signal.SIGINT, before)

        def make():
            started.set()
            go.wait(PATIENCE)
            return 'made'

        maker = threading.Thread(target=lambda: cell.get_or_init(make))
        maker.start()
        started.wait(PATIENCE)
        main = threading.main_thread().ident
        threading.Timer(0.2, lambda: signal.pthread_kill(main, signal.SIGINT)).start()
        with self.assertRaises(KeyboardInterrupt):
            cell.get_or_init(lambda: 'not I')
        self.assertIsNone(cell.get())
        go.set()
        maker.join(PATIENCE)
        self.assertEqual(cell.get_or_init(lambda: 'not I'), 'made')

    def test_signal_while_a_wait_looks_at_imports(self):
        """A waiting thread runs Python code of importlib's now and then, and signals are handled there too."""
        importlib = sys.modules['_frozen_importlib']

        class Blocking:
            def get(self, thread, default=None):
                raise KeyboardInterrupt('handled here')

        self.addCleanup(setattr, importlib, '_blocking_on', importlib._blocking_on)
        cell, started, go = ext.Cell(), threading.Event(), threading.Event()
        maker = threading.Thread(target=lambda: cell.get_or_init(lambda: (started.set(), go.wait(PATIENCE))))
        maker.start()
        started.wait(PATIENCE)
        importlib._blocking_on = Blocking()
        with self.assertRaisesRegex(KeyboardInterrupt, 'handled here'):
            cell.get_or_init(lambda: 'not I')
        go.set()
        maker.join(PATIENCE)

    def test_import_lock_that_is_given_back_while_a_waiter_looks(self):
        """Without the GIL, the list of locks that a thread waits for gets shorter while another thread reads it."""
        read = threading.Event()

        class Shorter(list):
            def __getitem__(self, index):
                read.set()
                raise IndexError('list index out of range')

        class Blocking(dict):
            def get(self, thread):
                return Shorter([None])

        importlib = sys.modules['_frozen_importlib']
        self.addCleanup(setattr, importlib, '_blocking_on', importlib._blocking_on)
        cell, started = ext.Cell(), threading.Event()
        maker = threading.Thread(target=lambda: cell.get_or_init(lambda: (started.set(), read.wait(PATIENCE))))
        maker.start()
        started.wait(PATIENCE)
        importlib._blocking_on = Blocking()
        self.assertEqual(cell.get_or_init(lambda: 'not I'), (None, True))
        maker.join(PATIENCE)

    def test_signal_that_is_handled_does_not_end_a_wait(self):
        cell, started, go = ext.Cell(), threading.Event(), threading.Event()
        handled = []
        before = signal.signal(signal.SIGUSR1, lambda *_: handled.append(cell.get()))
        self.addCleanup(signal.signal, signal.SIGUSR1, before)

        def make():
            started.set()
            go.wait(PATIENCE)
            return 'made'

        maker = threading.Thread(target=lambda: cell.get_or_init(make))
        maker.start()
        started.wait(PATIENCE)
        main = threading.main_thread().ident
        threading.Timer(0.1, lambda: signal.pthread_kill(main, signal.SIGUSR1)).start()
        threading.Timer(0.3, go.set).start()
        self.assertEqual(cell.get_or_init(lambda: 'not I'), 'made')
        self.assertEqual(handled, [None])
        maker.join(PATIENCE)


class Circles(Tests):
    """Thread 0 makes cell 0, which needs cell 1, which thread 1 makes, which needs cell 2, and so on round to cell 0."""

    def ring(self, size, make_without=None):
        cells = [ext.Cell() for _ in range(size)]
        everyone_has_claimed = threading.Barrier(size)

        def thread(index):
            def make():
                everyone_has_claimed.wait(PATIENCE)
                needed = cells[(index + 1) % size]
                try:
                    return [index, needed.get_or_init(lambda: [(index + 1) % size, make_without])]
                except RuntimeError as error:
                    if make_without is None:
                        raise
                    self.assertIn('circular', str(error))
                    return [index, make_without]

            return cells[index].get_or_init(make)

        return cells, together(*(lambda i=i: thread(i) for i in range(size)))

    def test_a_circle_of_threads_is_broken_by_an_error(self):
        for size in (2, 3, 8):
            with self.subTest(size=size):
                _, results = self.ring(size)
                errors = [result for result in results if isinstance(result, BaseException)]
                self.assertTrue(errors)
                for error in errors:
                    self.assertIsInstance(error, RuntimeError)
                    self.assertIn('once cell', str(error))

    def test_one_thread_that_does_without_saves_all(self):
        for size in (2, 3, 8):
            with self.subTest(size=size):
                cells, results = self.ring(size, make_without='nothing')
                for index, value in enumerate(results):
                    self.assertEqual(value[0], index)
                    self.assertEqual(cells[index].get(), value)
                self.assertEqual(sum(value[1] == 'nothing' for value in results), 1)

    def test_two_cells_that_initialise_each_other(self):
        """The plain form, without a barrier inside, often: both threads end, whatever the interleaving."""
        for _ in range(200):
            x, y = ext.Cell(), ext.Cell()

            def make_x():
                return ('x', y.get_or_init(make_y))

            def make_y():
                return ('y', x.get_or_init(make_x))

            for result in together(lambda: x.get_or_init(make_x), lambda: y.get_or_init(make_y)):
                self.assertIsInstance(result, RuntimeError)
            self.assertIsNone(x.get())
            self.assertIsNone(y.get())

    def test_random_graphs_never_hang(self):
        """Cells that need up to two others, with and without circles, asked for by all threads at once."""
        for seed in range(30):
            rng = random.Random(seed)
            cells = [ext.Cell() for _ in range(6)]
            needs = [rng.sample(range(6), rng.randrange(3)) for _ in cells]

            def ask(index):
                return cells[index].get_or_init(lambda: (index, [ask(needed) for needed in needs[index]]))

            def possible(index, above=()):
                return index not in above and all(possible(n, (*above, index)) for n in needs[index])

            results = together(*(lambda i=i: ask(i % 6) for i in range(THREADS)))
            for number, result in enumerate(results):
                if possible(number % 6):
                    self.assertEqual(result[0], number % 6)
                else:
                    self.assertIsInstance(result, RuntimeError)


if __name__ == '__main__':
    unittest.main()
