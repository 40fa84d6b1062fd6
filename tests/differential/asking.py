"""Objects that write down what they are asked, and in which order: __index__ before __float__, and so on.

tracing.py tries them one after the other; what the generator gives to its schemas has several answers at once.
"""

from __future__ import annotations

import collections.abc
import datetime
import decimal
import fractions
import random
from typing import Callable

from tests.differential import pool

ASKED: dict[str, None] = {}
"""The questions, each where it was first asked: how often it was is left to the two sides."""


def asked(name: str, answer: Callable) -> Callable:
    """The method `name` that notes that it was called, and gives or raises what `answer` says."""

    def method(self, *args):
        ASKED.setdefault(f'{name}({", ".join(repr(arg) for arg in args if isinstance(arg, (str, int)))})')
        return answer(self, *args)

    return method


def failing(*args):
    raise ValueError('not to be asked')


def give(value: object) -> Callable:
    return lambda self, *args: value


NUMBERS = {
    '__index__': {'0': give(0), '1': give(1), '7': give(7), 'huge': give(2**70), 'raises': failing, 'text': give('x')},
    '__float__': {'0': give(0.0), '1': give(1.0), '1.5': give(1.5), 'nan': give(float('nan')), 'raises': failing, 'text': give('x')},
    '__int__': {'1': give(1), 'text': give('x'), 'raises': failing},
}
OTHERS = {
    '__bool__': {'False': give(False), 'raises': failing},
    '__str__': {'text': give('1'), 'raises': failing},
    '__len__': {'1': give(1), 'raises': failing, 'text': give('x')},
    '__iter__': {'one': lambda self: iter([1]), 'itself': lambda self: self, 'raises': failing, 'none': give(1)},
    '__hash__': {'1': give(1), 'raises': failing},
    '__eq__': {'True': give(True), 'raises': failing},
    '__complex__': {'1': give(1j)},
    '__trunc__': {'1': give(1)},
    '__bytes__': {'x': give(b'x')},
    '__fspath__': {'x': give('x')},
    '__class__': {'vague': give(None)},  # no class at all
}
BASES = {
    'object': (object, ()), 'int': (int, (1,)), 'float': (float, (1.0,)), 'str': (str, ('1',)), 'bytes': (bytes, (b'1',)), 'Decimal': (decimal.Decimal, ('1',)), 'Fraction': (fractions.Fraction, (1,)),
    'complex': (complex, (1,)), 'timedelta': (datetime.timedelta, (1,)), 'date': (datetime.date, (2020, 1, 1)),
}  # fmt: skip
CONTAINERS = {
    'list': (list, ([1, 2],)), 'tuple': (tuple, ([1, 2],)), 'set': (set, ([1],)), 'frozenset': (frozenset, ([1],)), 'dict': (dict, ({'a': 1},)), 'Mapping': (pool.Mapping, ({'a': 1},)),
    'Sequence': (pool.Sequence, ([1],)), 'iterator': (collections.abc.Iterator, ()), 'object': (object, ()),
}  # fmt: skip
CONTAINER_METHODS = {
    '__iter__': lambda base: (lambda self: base.__iter__(self)) if hasattr(base, '__iter__') else (lambda self: iter([1])),
    '__len__': lambda base: lambda self: 1,
    '__getitem__': lambda base: (lambda self, key: base.__getitem__(self, key)) if hasattr(base, '__getitem__') else (lambda self, key: [1][key]),
    '__contains__': lambda base: lambda self, key: key in ('a', 1),
    '__next__': lambda base: lambda self: (_ for _ in ()).throw(StopIteration),
    'keys': lambda base: lambda self: ['a'],
    'items': lambda base: lambda self: [('a', 1)],
    'values': lambda base: lambda self: [1],
    'get': lambda base: lambda self, key, standard=None: 1 if key == 'a' else standard,
    'copy': lambda base: lambda self: {'a': 1},
    '__bool__': lambda base: lambda self: False,
    '__hash__': lambda base: lambda self: 1,
    '__eq__': lambda base: lambda self, other: False,
    '__length_hint__': lambda base: lambda self: 1,
    '__reversed__': lambda base: lambda self: iter([1]),
    '__int__': lambda base: lambda self: 1,
    '__float__': lambda base: lambda self: 1.0,
}


def instance(base: type, args: tuple, methods: dict[str, Callable], number: int | None = None) -> object:
    """`number`: the hash of one that has none by its value, so that the items of a set are asked in the same order on both sides."""
    by_address = base.__hash__ is object.__hash__ and number is not None
    cls = type('Asking', (base,), {'__hash__': (lambda self: number) if by_address else base.__hash__, '__repr__': lambda self: 'Asking()', **{name: asked(name, answer) for name, answer in methods.items()}})
    return cls(*args)

def some(rng: random.Random) -> object:
    """An object of any class with a few answers of its own."""
    if rng.random() < 0.3:
        base, args = CONTAINERS[rng.choice(list(CONTAINERS))]
        names = [name for name in rng.sample(list(CONTAINER_METHODS), rng.randrange(1, 5)) if base is not object or name != '__next__']
        methods = {name: CONTAINER_METHODS[name](base) for name in names}
        if base is collections.abc.Iterator:
            methods['__next__'] = CONTAINER_METHODS['__next__'](base)
        return instance(base, args, methods, rng.getrandbits(30))
    base, args = rng.choice([BASES['object'], BASES[rng.choice(list(BASES))]])
    ways = {**NUMBERS, **{name: OTHERS[name] for name in rng.sample(list(OTHERS), 2)}}
    return instance(base, args, {name: rng.choice(list(ways[name].values())) for name in rng.sample(list(ways), rng.randrange(2, 6))}, rng.getrandbits(30))


pool.ODD += [some, some]
