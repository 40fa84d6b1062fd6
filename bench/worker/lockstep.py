"""The worker's end of a benchmark: it offers callables, and times them when it is told to.

Two or more workers run at once, one a side, and the command that started them (bench/rounds.py) lets them take turns:
never two at the same time, and a round of one right after a round of the other, so that what disturbs the machine
disturbs both. The messages are lines of JSON on two pipes:

    worker   ["ready", CASE, [VARIANT, …]]   the callables of a case
             ["missing", CASE, WHY]          this side cannot run it
             ["took", NANOSECONDS]           an answer to "run"
             ["value", CASE, {NAME: NUMBER}] something measured otherwise
             ["end"]
    starter  ["run", VARIANT, N]             call it N times
             ["next"]                        the case is done
"""

from __future__ import annotations

import gc
import json
import os
from functools import partial
from itertools import repeat
from time import thread_time_ns
from typing import Callable


class Line:
    """The pipes to the starter, whose descriptors are in the environment."""

    def __init__(self) -> None:
        read, write = map(int, os.environ['BENCH_PIPES'].split(','))
        self._in = os.fdopen(read)
        self._out = os.fdopen(write, 'w')
        self.done = set(json.loads(os.environ['BENCH_DONE']))
        """Cases that an earlier worker, which crashed, was through with."""

    def _send(self, *message) -> None:
        self._out.write(json.dumps(message) + '\n')
        self._out.flush()

    def offer(self, case: str, variants: dict[str, Callable[[], object]]) -> None:
        """Lets the starter time `variants`, until it goes on."""
        self._send('ready', case, list(variants))
        while True:
            command, *args = json.loads(self._in.readline())
            if command == 'next':
                return
            variant, n = args
            self._send('took', timed(variants[variant], n))

    def missing(self, case: str, why: str) -> None:
        self._send('missing', case, why)

    def value(self, case: str, **numbers: float) -> None:
        self._send('value', case, numbers)

    def end(self) -> None:
        self._send('end')


def timed(call: Callable[[], object], n: int) -> int:
    """Nanoseconds for `n` calls, after some that only warm up, without the garbage collector.

    They are nanoseconds of this thread's processor time: what else runs on the machine does not count, but for the
    caches that it takes.
    """
    gc.disable()
    try:
        for _ in repeat(None, n // 8 + 1):
            call()
        start = thread_time_ns()
        for _ in repeat(None, n):
            call()
        return thread_time_ns() - start
    finally:
        gc.enable()


def bound(function: Callable, *args, **kwargs) -> Callable[[], object]:
    """The call of `function` with these arguments."""
    return partial(function, *args, **kwargs) if args or kwargs else function
