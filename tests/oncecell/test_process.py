"""What happens to cells when the process forks, has several interpreters, or ends its interpreter."""

import os
import subprocess
import sys
import textwrap
import threading
import time
import unittest
import warnings

from harness import MODULE, PATIENCE, Tests, child, ext

try:
    import _interpreters as interpreters
except ImportError:
    import _xxsubinterpreters as interpreters


class Fork(Tests):
    def setUp(self):
        super().setUp()
        context = warnings.catch_warnings()  # that a process with threads forks is the point
        context.__enter__()
        self.addCleanup(context.__exit__, None, None, None)
        warnings.simplefilter('ignore', DeprecationWarning)

    def fork(self, in_child) -> str:
        """Runs the function in a forked child and returns what it returned or raised, as text."""
        read, write = os.pipe()
        pid = os.fork()
        if pid == 0:
            try:
                answer = in_child()
            except BaseException as error:
                answer = repr(error)
            os.write(write, str(answer).encode())
            os._exit(0)
        os.close(write)
        deadline = time.monotonic() + PATIENCE
        while os.waitpid(pid, os.WNOHANG) == (0, 0):
            if time.monotonic() > deadline:
                os.kill(pid, 9)
                self.fail('the child hangs')
            time.sleep(0.005)
        with os.fdopen(read) as pipe:
            return pipe.read()

    def test_full_cell_stays_full(self):
        cell = ext.Cell()
        cell.set('parent')
        self.assertEqual(self.fork(lambda: cell.get_or_init(lambda: 'child')), 'parent')

    def test_another_threads_initialiser_is_forgotten_in_the_child(self):
        """It does not exist there: the cell is empty, and the child makes its own value. The parent's goes on."""
        cell, other = ext.Cell(), ext.Cell()
        started, go = threading.Event(), threading.Event()

        def make():
            started.set()
            go.wait(PATIENCE)
            return 'parent'

        maker = threading.Thread(target=lambda: cell.get_or_init(make))
        waiter = threading.Thread(target=lambda: other.get_or_init(lambda: cell.get_or_init(lambda: 'not I')))
        maker.start()
        started.wait(PATIENCE)
        waiter.start()
        time.sleep(0.05)

        def in_child():
            return [cell.get(), other.get(), other.get_or_init(lambda: cell.get_or_init(lambda: 'child'))]

        self.assertEqual(self.fork(in_child), "[None, None, 'child']")
        go.set()
        maker.join(PATIENCE)
        waiter.join(PATIENCE)
        self.assertEqual([cell.get(), other.get()], ['parent', 'parent'])

    def test_fork_inside_an_initialiser(self):
        """The forking thread exists in the child, and so does its attempt: re-entry is seen, and it can finish."""
        cell = ext.Cell()

        def make():
            def in_child():
                try:
                    cell.get_or_init(lambda: 'inner')
                except RuntimeError as error:
                    return error

            seen.append(self.fork(in_child))
            return 'parent'

        seen = []
        self.assertEqual(cell.get_or_init(make), 'parent')
        self.assertIn('its initialiser asked for the value', seen[0])

        cell = ext.Cell()
        pids = []

        def make_in_both():
            pids.append(os.fork())
            return 'parent' if pids[0] else 'child'

        value = cell.get_or_init(make_in_both)
        if pids[0] == 0:
            os._exit(0 if value == cell.get() == 'child' else 1)
        self.assertEqual(value, 'parent')
        self.assertEqual(os.waitpid(pids[0], 0)[1], 0)

    def test_fork_while_many_threads_initialise(self):
        """The lists that a fork copies are whole at any moment: children never hang or crash."""
        stop = threading.Event()

        def churn():
            while not stop.is_set():
                cells = [ext.Cell() for _ in range(20)]
                for cell in cells:
                    cell.get_or_init(lambda: time.sleep(0))

        threads = [threading.Thread(target=churn) for _ in range(4)]
        for thread in threads:
            thread.start()
        try:
            for _ in range(50):
                self.assertEqual(self.fork(lambda: ext.Cell().get_or_init(lambda: 'child')), 'child')
        finally:
            stop.set()
            for thread in threads:
                thread.join(PATIENCE)


class Interpreters(Tests):
    """Cells in module state belong to an interpreter; static cells belong to the first interpreter that takes them."""

    def in_interpreter(self, config, code):
        """Runs code in a new interpreter; returns its error as text, or None."""
        interpreter = interpreters.create(config)
        try:
            code = f'import {MODULE} as ext\n{textwrap.dedent(code)}'
            failure = interpreters.run_string(interpreter, code)
        finally:
            interpreters.destroy(interpreter)
        return None if failure is None else str(failure.formatted)

    def test_cells_in_module_state_are_an_interpreters_own(self):
        mine = ext.state_get_or_init(lambda: 'main')
        self.assertEqual(mine, 'main')
        for config in ('legacy', 'isolated'):
            code = """
                assert ext.state_get_or_init(lambda: 'sub') == 'sub'
                assert ext.state_get_or_init(lambda: 'again') == 'sub'
                cell = ext.Cell()
                assert cell.get_or_init(lambda: 3) == 3
                try:
                    ext.Cell().get_or_init(lambda: 1 / 0)
                except ZeroDivisionError:
                    pass
            """
            self.assertIsNone(self.in_interpreter(config, code))
        self.assertEqual(ext.state_get_or_init(lambda: 'again'), 'main')

    def test_static_cells_are_the_first_interpreters(self):
        ext.own_interpreter()
        ext.own_interpreter()
        for config in ('legacy', 'isolated'):
            for _ in range(2):
                failure = self.in_interpreter(config, 'ext.own_interpreter()')
                self.assertIn('does not support more than one interpreter', failure)
                self.assertIn('ImportError', failure)
        ext.own_interpreter()

    def test_demo_is_refused_in_a_second_interpreter(self):
        import pyoncecell_demo  # noqa: F401

        for config in ('legacy', 'isolated'):
            failure = self.in_interpreter(config, 'import pyoncecell_demo')
            self.assertIn('ImportError', failure)


class End(Tests):
    """The end of the interpreter: nothing hangs, nothing crashes, values are leaked."""

    def ends(self, code, *expected):
        done = child(textwrap.dedent(code))
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(done.stdout.split('\n')[:-1], list(expected))

    def test_cells_work_while_the_interpreter_ends(self):
        """`sys.late` goes last; what its __del__ needs comes in its defaults, the modules being empty by then."""
        self.ends(
            """
            class Late:
                def __del__(self, full=ext.Cell(), empty=ext.Cell(), third=ext.Cell(), write=os.write, ending=sys.is_finalizing):
                    full.set('full')
                    write(1, f'{ending()} {full.get()} {empty.get_or_init(lambda: "made late")}\\n'.encode())
                    try:
                        third.get_or_init(lambda: 1 / 0)
                    except ZeroDivisionError:
                        write(1, b'failed late\\n')
            sys.late = Late()
            """,
            'True full made late',
            'failed late',
        )

    def test_a_thread_that_the_end_stopped_holds_nobody_up(self):
        """A daemon thread is in an initialiser when the interpreter ends; who then asks gets an error."""
        self.ends(
            """
            started = threading.Event()
            def make():
                started.set()
                time.sleep(1000)
            class Late:
                def __del__(self, cell=ext.Cell(), write=os.write):
                    try:
                        cell.get_or_init(int)
                    except RuntimeError as error:
                        write(1, f'{error}\\n'.encode())
            cell = Late.__del__.__defaults__[0]
            threading.Thread(target=lambda: cell.get_or_init(make), daemon=True).start()
            started.wait()
            sys.late = Late()
            """,
            'once cell: the end of the interpreter stopped the thread that initialises it',
        )

    def test_waiting_threads_do_not_hold_the_end_up(self):
        self.ends(
            """
            started = threading.Event()
            cell = ext.Cell()
            def make():
                started.set()
                time.sleep(1000)
            threading.Thread(target=lambda: cell.get_or_init(make), daemon=True).start()
            started.wait()
            for _ in range(8):
                threading.Thread(target=lambda: cell.get_or_init(int), daemon=True).start()
            time.sleep(0.1)
            print('done')
            """,
            'done',
        )

    def test_static_cell_is_leaked_and_a_second_life_is_refused(self):
        """The object in a static cell is never released; a second Py_Initialize finds the extension taken."""
        code = """
            class Loud:
                def __del__(self):
                    print('released')
            ext.own_interpreter()
            ext.static_get_or_init(Loud)
            ext.try_second_life_at_exit()
        """
        prologue = f'import {MODULE} as ext\n'
        env = {**os.environ, 'PYTHONHOME': f'{sys.base_prefix}:{sys.base_exec_prefix}'}
        done = subprocess.run(
            [sys.executable, '-c', prologue + textwrap.dedent(code)],
            capture_output=True, text=True, timeout=PATIENCE, env=env,
        )
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(
            done.stdout.split('\n'), ['a full cell after Py_Finalize: full', 'second life: refused', '']
        )
        self.assertIn('does not support more than one interpreter', done.stderr)


if __name__ == '__main__':
    unittest.main()
