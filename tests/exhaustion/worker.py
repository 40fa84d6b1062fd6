"""Does things with each of their allocations refused in turn, and judges what comes of it.

A thing is a call (things.py). It is made once without a refusal, which gives the right answer; then its first allocation
is refused, then its second, and so on until none is left to refuse. Each time the outcome must be

- MemoryError, or an exception that came of one (its cause, or its context);
- or the right answer (the same value, or the same exception), in spite of the refusal;

and afterwards no more blocks may be in use than before. Anything else, SystemError foremost, is a failure.

CPython 3.13 itself is not safe in three places, without our module, too:

- where a function object is made (MAKE_FUNCTION, for a lambda or a generator expression within a function), the code object
  is released twice when there is no memory for it: a crash. So functions that schemas call describe nothing here.
- telling a warning crashes when all allocations are refused. Such things say so (`survives_all`).
- where a traceback keeps a frame, and there is no memory for the frame that called it, the exception under way is cleared
  (take_ownership in frame.c): SystemError with a text of LOST, which only functions written in Python raise.

    python -m tests.exhaustion.worker run KIND TYPES SERIALIZERS STEP PLACE FIRST

Writes a line of JSON for each thing: its name, what was wrong, and how many calls it took; before each a line with its name
alone. PLACE is a file in which it says what it is about to refuse, for the case that the process does not survive. Every STEP-th
allocation is refused, from one that follows from the name on. FIRST is how many things are passed over.
"""

from __future__ import annotations

import faulthandler
import gc
import json
import os
import re
import sys
import warnings
import zlib
from typing import Iterator

import failing

from pydantic_core import _pydantic_core

from tests.differential import callbacks
from tests.differential.outcome import describe, describe_error
from tests.exhaustion import symbols
from tests.exhaustion.things import Thing, things

LOST = 'error return without exception set|<function .*> returned NULL without setting an exception'
OPERATOR_NEW = '_Znw', '_Zna'
"""Patterns (RE2 and our parser) and URLs take memory with `new`, which ends the process when it gets none: docs/design.md."""
HANGS = 30
"""Seconds after which a row counts as one that never ends."""
MOST = 6000
"""Allocations of one call that are refused; few have more."""
AGAIN = 6
"""How often a call that leaves blocks behind is made once more: caches fill up, a leak goes on."""


class Wrong(Exception):
    """What was wrong, in words."""


def came_of_memory_error(error: BaseException) -> bool:
    """Whether `error` is a MemoryError, or came of one."""
    seen: set[int] = set()
    todo = [error]
    while todo:
        error = todo.pop()
        if error is None or id(error) in seen:
            continue
        if isinstance(error, MemoryError):
            return True
        seen.add(id(error))
        todo += [error.__cause__, error.__context__]
    return False


def describe_outcome(result: object, error: BaseException | None) -> str:
    return describe(result) if error is None else f'raised {describe_error(error)}'


def where(n: int, and_later: bool) -> str:
    return f'allocation {n}{" and all later" * and_later}'


class Trial:
    """One thing's."""

    def __init__(self, thing: Thing, place: int) -> None:
        self.thing = thing
        self.place = place
        self.right = ''
        self.tried = 0

    def once(self, n: int, and_later: bool) -> bool:
        """Makes the call with its n-th allocation refused. False when there are not so many."""
        function, args, kwargs = self.thing.prepare()
        os.pwrite(self.place, b'%-30s' % where(n, and_later).encode(), 0)
        result, error, _, refused, broken = failing.call(n, and_later, function, args, kwargs)
        if broken:
            raise Wrong(f'gave {broken}')
        if isinstance(error, SystemError) and re.fullmatch(LOST, str(error)):
            return refused > 0
        if isinstance(error, SystemError):
            raise Wrong(f'SystemError: {error}')
        if error is None or not came_of_memory_error(error):
            text = describe_outcome(result, error)
            if not self.right:
                self.right = text
            elif text != self.right:
                raise Wrong(f'gave {text[:300]}\n      instead of {self.right[:300]}')
        elif not refused:
            raise Wrong(f'gave {error!r} though nothing was refused')
        return refused > 0

    def left_behind(self, n: int, and_later: bool) -> int:
        """How many more blocks are in use after the call."""
        sys._getframe()  # this frame's object, which a traceback on the way may ask for
        grown()
        self.once(n, and_later)
        return grown()

    def run(self, step: int) -> Iterator[str]:
        """What was wrong, with each allocation."""
        for _ in range(2):
            self.once(0, False)
        for and_later in (False, True) if self.thing.survives_all else (False,):
            first = zlib.crc32(self.thing.name.encode()) % step + 1
            for n in range(first, MOST, step):
                try:
                    grown()
                    if not self.once(n, and_later):
                        break
                    self.tried += 1
                    if grown() > 0 and min(self.left_behind(n, and_later) for _ in range(AGAIN)) > 0:
                        raise Wrong(f'left {self.left_behind(n, and_later)} blocks behind')
                except Wrong as wrong:
                    yield f'{where(n, and_later)} refused: {wrong}'


def grown() -> int:
    """How many more blocks are in use than at the last call, not counting garbage and what CPython keeps: free objects,
    and names in its cache of attributes."""
    sys._clear_type_cache()
    gc.collect()
    return failing.grown()


def read_info(info: object) -> None:
    """What functions do with the info that they are given."""
    for name in 'mode', 'context', 'config', 'field_name', 'data', 'include', 'exclude', 'by_alias', 'exclude_unset', 'round_trip':
        getattr(info, name, None)


def report(*values: object) -> None:
    print(json.dumps(values), flush=True)


def run(kind: str, types: str, serializers: str, step: str, place: str, first: str) -> None:
    warnings.simplefilter('ignore')
    sys.unraisablehook = lambda _: None
    callbacks.describe = callbacks.describe_error = lambda _: ''
    callbacks.note_info = read_info
    file = os.open(place, os.O_RDWR)
    every = list(things(kind, json.loads(types), json.loads(serializers)))
    failing.watch(os.path.basename(_pydantic_core.__file__))
    for name, address, size in symbols.functions(_pydantic_core.__file__):
        if name.startswith(OPERATOR_NEW):
            failing.spare(address, size)
    gc.disable()
    gc.freeze()
    for thing in every[int(first) :]:
        report(thing.name)
        faulthandler.dump_traceback_later(HANGS, exit=True)
        trial = Trial(thing, file)
        try:
            wrong = list(trial.run(int(step)))
        except Wrong as error:
            wrong = [f'nothing refused: {error}']
        report(thing.name, wrong, trial.tried)


if __name__ == '__main__':
    run(*sys.argv[2:])
