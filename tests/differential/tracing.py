"""Rows of objects that write down what they are asked, and in which order: __index__ before __float__, and so on.

A conversion may ask an object several things. An answer other than the last one's shows in the value; the questions
themselves are compared, too.
"""

from __future__ import annotations

import collections.abc
import datetime
import decimal
import fractions
import itertools
from typing import Callable, Iterator

from pydantic_core import ArgsKwargs, SchemaValidator, to_json, to_jsonable_python

from tests.differential import pool
from tests.differential.bad_input import ANY, INT, SCHEMAS, STR, Row
from tests.differential.lone import attempt

ASKED: list[str] = []


def asked(name: str, answer: Callable) -> Callable:
    """The method `name` that notes that it was called, and gives or raises what `answer` says."""

    def method(self, *args):
        ASKED.append(f'{name}({", ".join(repr(arg) for arg in args if isinstance(arg, (str, int)))})')
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
KINDS: dict[str, dict] = {
    **{name: schema for name, schema in SCHEMAS.items() if name != 'generator'},
    **{name: {'type': name} for name in ('none', 'time', 'datetime', 'timedelta', 'url', 'callable', 'generator', 'json')},
    'int with bounds': {'type': 'int', 'ge': 0, 'multiple_of': 1},
    'float with bounds': {'type': 'float', 'ge': 0, 'multiple_of': 0.5, 'allow_inf_nan': False},
    'str from numbers': {'type': 'str', 'coerce_numbers_to_str': True},
    'str with limits': {'type': 'str', 'min_length': 1, 'to_upper': True},
    'list with limits': {'type': 'list', 'items_schema': INT, 'min_length': 1, 'max_length': 1},
    'list of anything': {'type': 'list'},
    'tuple of any length': {'type': 'tuple', 'items_schema': [INT], 'variadic_item_index': 0, 'max_length': 1},
    'set with limits': {'type': 'set', 'items_schema': INT, 'max_length': 1},
    'frozenset': {'type': 'frozenset', 'items_schema': ANY},
    'dict with limits': {'type': 'dict', 'keys_schema': STR, 'values_schema': INT, 'min_length': 1, 'max_length': 1},
    'bytes with limits': {'type': 'bytes', 'max_length': 1},
    'typed-dict': {'type': 'typed-dict', 'fields': {'a': {'type': 'typed-dict-field', 'schema': INT, 'validation_alias': ['a', 'b']}}, 'extra_behavior': 'allow'},
    'literal of members': {'type': 'literal', 'expected': [pool.Color.red, b'x', (1,)]},
    'default': {'type': 'default', 'schema': INT, 'default': 1, 'on_error': 'default'},
    'smart union': {'type': 'union', 'choices': [INT, {'type': 'float'}, {'type': 'bool'}, {'type': 'datetime'}, {'type': 'list'}, {'type': 'dict'}]},
    'arguments': {'type': 'arguments', 'arguments_schema': [{'name': 'a', 'schema': INT}]},
    'is-subclass': {'type': 'is-subclass', 'cls': int},
}  # fmt: skip


FUNCTIONS = to_json, to_jsonable_python, lambda value: to_json(value, serialize_unknown=True)


def rows() -> Iterator[Row]:
    for name, make in makers():
        for kind, schema in KINDS.items():
            yield Row(f'{kind} asks {name}', lambda schema=schema, make=make: traced(lambda value: SchemaValidator(schema).validate_python(value), make))
        yield Row(f'functions ask {name}', lambda make=make: [traced(function, make) for function in FUNCTIONS])
        yield Row(f'arguments ask {name}', lambda make=make: [traced(lambda value: SchemaValidator(ANY).validate_python(1, strict=value), make), traced(lambda value: to_json([1], indent=value), make)])
        for key, kind in ('ge', 'int'), ('ge', 'float'), ('ge', 'decimal'), ('multiple_of', 'int'), ('min_length', 'str'), ('max_digits', 'decimal'), ('strict', 'bool'), ('ge', 'timedelta'):
            yield Row(f'{key} of {kind} asks {name}', lambda make=make, key=key, kind=kind: traced(lambda value: SchemaValidator({'type': kind, key: value}).validate_python(2), make))


def traced(call: Callable[[object], object], make: Callable[[], object]) -> object:
    """What comes of it, and what the object was asked."""
    value = make()
    ASKED.clear()
    result = attempt(lambda: call(value))
    came = ('the object itself',) if result is value else (type(result).__name__, attempt(lambda: plain(result)))
    # The order counts, not how often. Upstream's serializers ask each list for its len(), which tells them nothing new.
    return [*came, *(question for question in dict.fromkeys(ASKED) if call not in FUNCTIONS or question != '__len__()')]


def plain(value: object) -> object:
    """The value, unless writing it down would ask the object again."""
    if type(value).__module__ == __name__ or 'Asking' in type(value).__name__:
        return 'an object that asks'
    if isinstance(value, BaseException):
        return str(value)[:200]
    if type(value) in (list, tuple):
        if value and value[0] and isinstance(value[0], str) and isinstance(value[-1], dict) and 'msg' in value[-1]:
            return [line['type'] for line in value[1:]]
        return [plain(item) for item in value]
    return value if type(value) in (int, float, bool, str, bytes, dict, complex, decimal.Decimal, datetime.datetime, datetime.timedelta, datetime.time) else type(value).__name__


def makers() -> Iterator[tuple[str, Callable[[], object]]]:
    """Each kind of object with some of the methods."""
    for base_name, (base, args) in BASES.items():
        for first, second in itertools.combinations(NUMBERS, 2):
            for (a, one), (b, two) in itertools.product(NUMBERS[first].items(), NUMBERS[second].items()):
                # Of the classes that have them already, a few.
                if base is not object and (a, b) not in (('1', '0'), ('0', '1'), ('raises', 'raises'), ('text', '1')):
                    continue
                yield f'{base_name}, {first} {a}, {second} {b}', lambda base=base, args=args, methods={first: one, second: two}: instance(base, args, methods)
    for (base_name, (base, args)), (name, ways) in itertools.product(BASES.items(), OTHERS.items()):
        for what, answer in ways.items():
            yield f'{base_name}, {name} {what}', lambda base=base, args=args, name=name, answer=answer: instance(base, args, {name: answer})
    for (base_name, (base, args)), names in itertools.product(CONTAINERS.items(), [tuple(CONTAINER_METHODS), *((name,) for name in CONTAINER_METHODS)]):
        if base is collections.abc.Iterator and '__next__' not in names:
            continue
        methods = {name: CONTAINER_METHODS[name](base) for name in names if base is not object or name != '__next__'}
        yield f'{base_name} with {names if len(names) == 1 else "all"}', lambda base=base, args=args, methods=methods: instance(base, args, methods)
    yield 'keywords', lambda: ArgsKwargs((), instance(dict, ({'a': 1},), {name: CONTAINER_METHODS[name](dict) for name in ('items', 'keys', '__iter__', 'get', '__getitem__')}))
    yield 'attributes', lambda: instance(object, (), {'__getattr__': lambda self, name: (_ for _ in ()).throw(AttributeError(name))})


def instance(base: type, args: tuple, methods: dict[str, Callable]) -> object:
    cls = type('Asking', (base,), {'__hash__': base.__hash__, '__repr__': lambda self: 'Asking()', **{name: asked(name, answer) for name, answer in methods.items()}})
    return cls(*args)
