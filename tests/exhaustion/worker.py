"""Does things with each of their allocations refused in turn, and judges what comes of it.

A thing is a call (things.py). It is made once without a refusal, which gives the right answer; then its first allocation
is refused, then its second, and so on until none is left to refuse. Each time the outcome must be

- MemoryError, or an exception that came of one (its cause, or its context);
- or the right answer (the same value, or the same exception), in spite of the refusal;

and afterwards no more blocks may be in use than before. Anything else, SystemError foremost, is a failure.

CPython 3.13 itself is not safe everywhere, without our module, too (each was seen with a call of the standard library alone).
Things that come past such a place are kept out, by what they do and not by their names:

- MAKE_FUNCTION, for a lambda or a generator expression within a function, releases the code object twice when there is no
  memory for the function, and crashes: no function that a call enters may have that instruction.
- The iterator of dict.items() crashes when there is no memory for its pair: no function may ask for items(), and no dict of a
  subclass be among the arguments, for theirs are asked for.
- Where all allocations are refused, an exception handler in Python code is entered again and again for ever, and telling a
  warning crashes: what enters Python code, or warns, has its allocations refused one at a time alone.
- A deque that ends takes a new block, and clears the exception under way where there is none: the same goes for what has a deque.
- Where a traceback keeps a frame, and there is no memory for the frame that called it, the exception under way is cleared
  (take_ownership in frame.c): a SystemError with a text of LOST, which only functions written in Python raise, is let pass.
  A generator ends then as if it had no more to give: none that raises may be run.

    python -m tests.exhaustion.worker run KIND TYPES SERIALIZERS STEP PLACE FIRST

Writes a line of JSON for each thing: its name, what was wrong, how many calls it took, and whether it was kept out; before each a line with its name
alone. PLACE is a file in which it says what it is about to refuse, for the case that the process does not survive. Every STEP-th
allocation is refused, from one that follows from the name on. FIRST is how many things are passed over.
"""

from __future__ import annotations

import dis
import faulthandler
import gc
import json
import os
import re
import sys
import warnings
import zlib
from collections import deque
from types import CodeType, FrameType, MappingProxyType
from typing import Callable, Iterator

import failing

from pydantic_core import _pydantic_core

from tests.differential import callbacks, pool
from tests.differential.outcome import describe, describe_error
from tests.exhaustion import symbols
from tests.exhaustion.things import Thing, things

LOST = re.compile('SystemError.*(error return without exception set|<function .*> returned NULL without setting an exception)')
OPERATOR_NEW = '_Znw', '_Zna'
"""Patterns (RE2 and our parser) and URLs take memory with `new`, which ends the process when it gets none: docs/patterns.md."""
HANGS = 30
"""Seconds after which a row counts as one that never ends."""
MOST = 6000
"""Allocations of one call that are refused; few have more."""
AGAIN = 20
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


def functions_entered(thing: Thing) -> tuple[set[CodeType], bool]:
    """The functions written in Python that the call runs, and whether it warns."""
    entered: set[CodeType] = set()
    function, args, kwargs = thing.prepare()

    def note(frame: FrameType, event: str, _: object) -> None:
        if event == 'call':
            entered.add(frame.f_code)

    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter('always')
        sys.setprofile(note)
        try:
            function(*args, **kwargs)
        except Exception:
            pass
        finally:
            sys.setprofile(None)
    return entered, bool(told)


def is_unsafe(code: CodeType) -> bool:
    return code is pool.breaking.__code__ or 'items' in code.co_names or any(instruction.opname == 'MAKE_FUNCTION' for instruction in dis.get_instructions(code))


def is_odd_dict(kind: type) -> bool:
    return issubclass(kind, (dict, MappingProxyType)) and kind is not dict


def is_deque(kind: type) -> bool:
    return issubclass(kind, deque)


def holds(value: object, wanted: Callable[[type], bool], depth: int = 0) -> bool:
    """Whether something of a wanted type is in there. Asks for types, as `__class__` may lie."""
    kind = type(value)
    if wanted(kind):
        return True
    inside = [*value, *value.values()] if kind is dict else value if issubclass(kind, (list, tuple)) else ()
    inside = inside or list(getattr(value, '__dict__', {}).values() if not issubclass(kind, type) else ())
    return depth < 10 and any(holds(item, wanted, depth + 1) for item in inside)


class Trial:
    """One thing's."""

    def __init__(self, thing: Thing, place: int) -> None:
        self.thing = thing
        self.place = place
        self.right = ''
        self.tried = 0
        self.entered, warns = functions_entered(thing)
        arguments = thing.prepare()[1]
        self.kept_out = any(map(is_unsafe, self.entered)) or holds(arguments, is_odd_dict)
        survives_all = thing.survives_all and not self.entered and not warns and not holds(arguments, is_deque)
        self.modes = (False, True) if survives_all else (False,)

    def once(self, n: int, and_later: bool) -> bool:
        """Makes the call with its n-th allocation refused. False when there are not so many."""
        function, args, kwargs = self.thing.prepare()
        os.pwrite(self.place, b'%-30s' % where(n, and_later).encode(), 0)
        result, error, _, refused, broken = failing.call(n, and_later, function, args, kwargs)
        if broken:
            raise Wrong(f'gave {broken}')
        if self.entered and (error is None or not came_of_memory_error(error)) and LOST.search(describe_outcome(result, error)):
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
        # As grown() does, but without a frame more.
        gc.collect()
        sys._clear_type_cache()
        return failing.grown()

    def run(self, step: int) -> Iterator[str]:
        """What was wrong, with each allocation."""
        for _ in range(2):
            self.once(0, False)
        for and_later in self.modes:
            first = zlib.crc32(self.thing.name.encode(errors='surrogatepass')) % step + 1
            for n in range(first, MOST, step):
                try:
                    grown()
                    if not self.once(n, and_later):
                        break
                    self.tried += 1
                    if grown() > 0 and all(self.left_behind(n, and_later) > 0 for _ in range(AGAIN)):
                        raise Wrong(f'left {self.left_behind(n, and_later)} blocks behind')
                except Wrong as wrong:
                    yield f'{where(n, and_later)} refused: {wrong}'


def grown() -> int:
    """How many more blocks are in use than at the last call, not counting garbage and what CPython keeps: free objects,
    and names in its cache of attributes."""
    gc.collect()
    sys._clear_type_cache()
    return failing.grown()


def read_info(info: object) -> None:
    """What functions do with the info that they are given."""
    for name in 'mode', 'context', 'config', 'field_name', 'data', 'include', 'exclude', 'by_alias', 'exclude_unset', 'round_trip':
        getattr(info, name, None)


def forget(what: str) -> None:
    pass


def report(*values: object) -> None:
    print(json.dumps(values), flush=True)


def run(kind: str, types: str, serializers: str, step: str, place: str, first: str) -> None:
    warnings.simplefilter('ignore')
    sys.unraisablehook = lambda _: None
    callbacks.describe = callbacks.describe_error = lambda _: ''
    callbacks.note = forget  # its list grows
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
            wrong = [] if trial.kept_out else list(trial.run(int(step)))
        except Wrong as error:
            wrong = [f'nothing refused: {error}']
        report(thing.name, wrong, trial.tried, trial.kept_out)


if __name__ == '__main__':
    run(*sys.argv[2:])
