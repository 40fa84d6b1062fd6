"""The rows of the lanes that stages of tests run in (`tools/lanes.py`)."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tools.lanes import side_by_side

PATIENCE = 30
# Two tasks that wait for each other, and that would wait for ever one after the other.
MEETING = 'import pathlib, sys, time\npathlib.Path(sys.argv[1]).touch()\nwhile not pathlib.Path(sys.argv[2]).exists(): time.sleep(0.01)\nprint("met")'
# A caller whose two tasks start a program each, and whose own process is then told to end.
CALLER = """
import pathlib, signal, subprocess, sys, time
from tools import lanes
from tools.lanes import _Lane, side_by_side
signal.signal(signal.SIGINT, signal.default_int_handler)
signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(143))
class Slow(_Lane):
    def __init__(self, *arguments):
        super().__init__(*arguments)
        time.sleep(float(sys.argv[2]))
def work(name):
    started = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)'])
    pathlib.Path(sys.argv[1], name + '.tmp').write_text(str(started.pid))
    pathlib.Path(sys.argv[1], name + '.tmp').rename(pathlib.Path(sys.argv[1], name))
    started.wait()
lanes._Lane = Slow
side_by_side(['a', 'b', 'c'], 2, work, print)
"""


def _all(tasks: list, lanes: int, work) -> dict:
    ended: dict = {}
    side_by_side(tasks, lanes, work, lambda one: ended.__setitem__(one.task, one))
    return ended


def at_the_same_time() -> None:
    """What each prints, and what it starts, is together; the results come back."""
    with tempfile.TemporaryDirectory() as folder:

        def work(name: str) -> str:
            print(name, flush=True)
            other = {'one': 'two', 'two': 'one'}[name]
            subprocess.run([sys.executable, '-c', MEETING, f'{folder}/{name}', f'{folder}/{other}'], check=True, timeout=PATIENCE)
            print(name, file=sys.stderr)
            return name.upper()

        ended = _all(['one', 'two'], 2, work)
    assert {name: one.output for name, one in ended.items()} == {name: f'{name}\nmet\n{name}\n' for name in ('one', 'two')}, ended
    assert {name: one.result for name, one in ended.items()} == {'one': 'ONE', 'two': 'TWO'}, ended


def no_more_than_lanes() -> None:
    with tempfile.TemporaryDirectory() as folder:

        def work(name: str) -> int:
            path = Path(folder, name)
            path.touch()
            time.sleep(0.05)
            seen = len(list(Path(folder).iterdir()))
            path.unlink()
            return seen

        ended = _all(list('abcdef'), 2, work)
    assert len(ended) == 6 and max(one.result for one in ended.values()) <= 2, ended


def one_that_dies() -> None:
    """A task whose process ends without a result stops no other."""

    def work(name: str) -> str:
        print(f'{name} begins', flush=True)
        if name == 'killed':
            os.kill(os.getpid(), signal.SIGKILL)
        if name == 'raises':
            raise ValueError('out of order')
        return name

    ended = _all(['killed', 'raises', 'good', 'last'], 2, work)
    assert {name: one.result for name, one in ended.items()} == {'killed': None, 'raises': None, 'good': 'good', 'last': 'last'}, ended
    assert ended['killed'].output == 'killed begins\n' and 'ValueError: out of order' in ended['raises'].output, ended


def interrupted(number: int, status: int, slow: float = 0) -> None:
    """Nothing that was started goes on, and what waited is not started. `slow`: how many seconds the caller takes to know of each task."""
    with tempfile.TemporaryDirectory() as folder:
        caller = subprocess.Popen([sys.executable, '-c', CALLER, folder, str(slow)], stderr=subprocess.PIPE, text=True)
        files = [Path(folder, name) for name in 'ab']
        give_up = time.monotonic() + PATIENCE
        while not all(path.exists() for path in files):
            assert time.monotonic() < give_up and caller.poll() is None
            time.sleep(0.01)
        started = [int(path.read_text()) for path in files]
        caller.send_signal(number)
        caller.communicate(timeout=PATIENCE)
        assert caller.returncode == status, caller.returncode
        while any(map(_runs, started)):  # an ended process is there until its new parent has seen it
            assert time.monotonic() < give_up, started
            time.sleep(0.01)
        assert not Path(folder, 'c').exists()


def _runs(pid: int) -> bool:
    with contextlib.suppress(OSError):
        return Path(f'/proc/{pid}/stat').read_text().rpartition(')')[2].split()[0] != 'Z'
    return False


def lanes_and_control_c() -> None:
    interrupted(signal.SIGINT, -signal.SIGINT)


def lanes_told_to_end() -> None:
    interrupted(signal.SIGTERM, 143)


def lanes_told_to_end_while_one_starts() -> None:
    interrupted(signal.SIGTERM, 143, slow=1)


ROWS = [at_the_same_time, no_more_than_lanes, one_that_dies, lanes_and_control_c, lanes_told_to_end, lanes_told_to_end_while_one_starts]
