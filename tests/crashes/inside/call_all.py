"""`call_all.py MODULE SEED CALLS FIRST`: calls everything in that module with odd arguments, inside python.wasm.

Which arguments, follows from the seed. Each call's number and text is written to fd 3's file before it is made, so that
after a crash another process goes on behind it: FIRST is the number of its first call. What a call raises is of no
interest.
"""

import importlib
import io
import os
import random
import sys
import types

# They end the program, or the test, by what they are for.
NOT_CALLED = {
    'posix._exit', 'posix.abort', 'os._exit', 'os.abort', 'faulthandler._fatal_error_c_thread', 'faulthandler._sigabrt',
    'faulthandler._sigfpe', 'faulthandler._sigsegv', 'signal.raise_signal', '_signal.raise_signal', 'sys.setrecursionlimit',
}  # fmt: skip
MOST = 4  # arguments


class Odd:
    """Answers every special method that C code asks for, with something that it does not expect."""

    def __index__(self):
        return 2**40

    def __float__(self):
        return float('nan')

    def __len__(self):
        return 2**30

    def __getitem__(self, key):
        raise IndexError(key)

    def __iter__(self):
        return iter([self, None])

    def __call__(self, *args, **kwargs):
        return self

    def __fspath__(self):
        return '\0'

    def fileno(self):
        return 99


def odd_values():
    """New ones for each call: a call may change them."""
    loop = []
    loop.append(loop)
    return [
        None, True, -1, 0, 1, 2, 255, 2**31 - 1, 2**31, -(2**31) - 1, 2**63, 2**100, -(2**100), 0.0, -1.5, 1e308, float('nan'), float('inf'),
        1j, '', 'a', 'ab\0c', '\ud800', 'ß' * 50, 'utf-8', '%s', b'', b'a', bytes(300), bytearray(b'abc'), memoryview(b'abcd'), (), (1,), (1, 2, 3),
        [], [1, 2], ['a', 'b'], loop, {}, {'a': 1}, {1: None}, {1, 2}, frozenset('ab'), range(3), slice(1, None, -1), object(), Odd(), Odd, int,
        str, type, len, lambda *a, **k: None, (i for i in 'ab'), iter([1, 2]), io.BytesIO(b'abc'), io.StringIO('abc'), ValueError('x'),
        types.SimpleNamespace(a=1), sys, Ellipsis, NotImplemented,
    ]  # fmt: skip


def members(module):
    """The module's callables by name, with those of its classes, which are called on instances as well."""
    for name, value in sorted(vars(module).items(), key=lambda item: item[0]):
        owner = getattr(value, '__module__', None) or module.__name__
        if not callable(value) or owner not in (module.__name__, 'builtins', module.__name__.lstrip('_'), '_' + module.__name__):
            continue
        yield f'{module.__name__}.{name}', value, None
        if isinstance(value, type):
            for attribute in sorted(set(dir(value)) - {'__class__', '__subclasshook__'}):
                try:
                    method = getattr(value, attribute)
                except Exception:
                    continue
                if callable(method):
                    yield f'{module.__name__}.{name}.{attribute}', attribute, value


def arguments(chance):
    values = odd_values()
    return [chance.choice(values) for _ in range(chance.choice((0, 1, 1, 1, 2, 2, 3, MOST)))]


def instance(cls, chance):
    """One that a few odd arguments make, else without any of its own set-up."""
    for count in range(3):
        try:
            return cls(*[chance.choice(odd_values()) for _ in range(count)])
        except Exception:
            pass
    try:
        return cls.__new__(cls)
    except Exception:
        return chance.choice(odd_values())


def call(target, owner, chance):
    if owner is None:
        function, given = target, arguments(chance)
    elif chance.random() < 0.2:
        function, given = getattr(owner, target), arguments(chance)  # on no instance
    else:
        function, given = getattr(instance(owner, chance), target), arguments(chance)
    result = function(*given)
    # What is made lazily is made, a little of it.
    if hasattr(type(result), '__next__'):
        for _ in range(3):
            next(result)
    repr(result)


def main(name, seed, calls, first):
    log = os.open('/tmp/calls', os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    write = os.write
    module = importlib.import_module(name)
    number = 0
    for title, target, owner in list(members(module)):
        if title in NOT_CALLED:
            continue
        for turn in range(calls):
            number += 1
            if number <= first:
                continue
            write(log, f'{number} {title} {turn}\n'.encode())
            try:
                call(target, owner, random.Random(f'{seed} {title} {turn}'))
            except BaseException:  # SystemExit too
                pass
    write(log, b'end\n')
    os._exit(0)


if __name__ == '__main__':
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
