"""Tasks side by side: each in a process of its own, whose output is kept until it ends.

Nothing outlives the caller: when it is interrupted, every process is ended together with all that it started.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import sys
import tempfile
import time
from collections import deque
from multiprocessing import connection
from typing import Any, Callable, Iterable, Iterator, NamedTuple

FORK = multiprocessing.get_context('fork')
ENDING = {signal.SIGINT, signal.SIGTERM, signal.SIGHUP}
"""The signals that a caller may be ended by."""
PATIENCE = 5
"""How many seconds an interrupted task has to end by itself."""


class Ended(NamedTuple):
    """A task that has ended."""

    task: Any
    result: Any
    """None: its process ended without one."""
    seconds: float
    output: str
    """All that it printed, on both streams."""


class _Lane:
    """The process of one task."""

    def __init__(self, task: Any, work: Callable[[Any], Any]) -> None:
        self.task, self.start = task, time.monotonic()
        self._output = tempfile.TemporaryFile()
        self._result, sender = FORK.Pipe(duplex=False)
        for stream in sys.stdout, sys.stderr:  # what they hold back, the child would print as well
            stream.flush()
        self.process = FORK.Process(target=_work, args=(work, task, self._output.fileno(), sender))
        self.process.start()
        sender.close()

    def ended(self) -> Ended:
        self.process.join()
        try:
            result = self._result.recv()
        except EOFError:
            result = None
        self._output.seek(0)
        text = self._output.read().decode(errors='replace')
        self._output.close()
        return Ended(self.task, result, time.monotonic() - self.start, text)


def _work(work: Callable[[Any], Any], task: Any, output: int, result: connection.Connection) -> None:
    """What a lane's process does."""
    os.setsid()  # the process group is the task's, and can be ended as a whole
    for number in signal.SIGTERM, signal.SIGHUP:
        signal.signal(number, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, ENDING)
    for stream in 1, 2:
        os.dup2(output, stream)
    result.send(work(task))


def side_by_side(tasks: Iterable[Any], lanes: int, work: Callable[[Any], Any], ended: Callable[[Ended], None]) -> None:
    """Calls `work` with each task, for so many tasks at a time, and `ended` in this process as each of them ends."""
    waiting, running = deque(tasks), {}
    try:
        while waiting or running:
            while waiting and len(running) < lanes:
                with _held_back(ENDING):  # what has been started is among `running`, and is ended
                    lane = _Lane(waiting.popleft(), work)
                    running[lane.process.sentinel] = lane
            for sentinel in connection.wait(list(running)):
                ended(running[sentinel].ended())
                del running[sentinel]
    finally:
        _end([lane.process for lane in running.values()])


@contextlib.contextmanager
def _held_back(signals: set) -> Iterator[None]:
    """Signals that come meanwhile are handled afterwards."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, signals)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _end(processes: list) -> None:
    """Ends them and what they started: by what Ctrl-C sends, and after a while by force."""
    for number in signal.SIGINT, signal.SIGKILL:
        for process in processes:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, number)
        give_up = time.monotonic() + PATIENCE
        for process in processes:
            process.join(max(0, give_up - time.monotonic()))
