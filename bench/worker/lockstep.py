"""The worker's end of a benchmark: it offers callables, and times them when it is told to.

Several workers run at once, one a side, and the command that started them (bench/runner.py) lets them take turns: never
two at the same time, and a round of one right after a round of the other, so that what disturbs the machine disturbs all.
The messages are lines of JSON on two pipes:

    worker   ["ready", CASE, [VARIANT, …], DIGEST]   the callables of a case, and what its answer is ('': not known)
             ["missing", CASE, WHY]                  this side cannot run it
             ["took", NANOSECONDS]                   an answer to "run"
             ["answer", TEXT]                        an answer to "answer"
             ["bytes", CASE, NUMBER]                 an amount of memory, measured otherwise
             ["end"]
    starter  ["run", VARIANT, N, COLLECTOR]          call it N times, with the garbage collector on or off
             ["answer"]                              say the whole answer, of which DIGEST is the digest
             ["next"]                                the case is done
"""

from __future__ import annotations

import gc
import hashlib
import json
import os
from functools import partial
from itertools import repeat
from time import thread_time_ns
from typing import Callable


WARM_UP_NS = 10_000_000
"""For how long a round of few calls warms up before it counts: with a single call of 2 ms, 1,000 orders took 15 % longer."""


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

    def offer(self, case: str, variants: dict[str, Callable[[], object]], answer: str = '') -> None:
        """Lets the starter time `variants`, until it goes on. `answer` is compared between the sides before."""
        self._send('ready', case, list(variants), hashlib.sha256(answer.encode()).hexdigest() if answer else '')
        while True:
            command, *args = json.loads(self._in.readline())
            if command == 'next':
                return
            if command == 'answer':
                self._send('answer', answer)
            else:
                variant, n, collector = args
                self._send('took', timed(variants[variant], n, collector))

    def missing(self, case: str, why: str) -> None:
        self._send('missing', case, why)

    def bytes(self, case: str, number: float) -> None:
        self._send('bytes', case, number)

    def end(self) -> None:
        self._send('end')


def timed(call: Callable[[], object], n: int, collector: bool) -> int:
    """Nanoseconds for `n` calls, after some that only warm up, with the garbage collector on or off.

    They are nanoseconds of this thread's processor time: what else runs on the machine does not count, but for the
    caches that it takes. What the other side's round has left in them is gone after a few calls, or after a long one.
    """
    if not collector:
        gc.disable()
    try:
        warm = thread_time_ns() + WARM_UP_NS
        for _ in repeat(None, n // 8):
            call()
        for _ in repeat(None, 4):
            call()
            if thread_time_ns() > warm:
                break
        start = thread_time_ns()
        for _ in repeat(None, n):
            call()
        return thread_time_ns() - start
    finally:
        gc.enable()


def bound(function: Callable, *args, **kwargs) -> Callable[[], object]:
    """The call of `function` with these arguments."""
    return partial(function, *args, **kwargs) if args or kwargs else function
