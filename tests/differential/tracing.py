"""Rows of objects that write down what they are asked, and in which order: __index__ before __float__, and so on.

A conversion may ask an object several things. An answer other than the last one's shows in the value; the questions
themselves are compared, too.
"""

from __future__ import annotations

import collections.abc
import datetime
import decimal
import itertools
from typing import Callable, Iterator

from pydantic_core import ArgsKwargs, SchemaSerializer, SchemaValidator, to_json, to_jsonable_python

from tests.differential import pool
from tests.differential.asking import ASKED, BASES, CONTAINER_METHODS, CONTAINERS, NUMBERS, OTHERS, instance
from tests.differential.bad_input import ANY, INT, SCHEMAS, STR, Row
from tests.differential.lone import attempt

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


KEYED: dict[str, dict] = {
    'a dict': {'type': 'dict', 'keys_schema': ANY, 'values_schema': ANY},
    'a dict of strs': {'type': 'dict', 'keys_schema': STR},
    'a dict with a filter': {'type': 'dict', 'serialization': {'type': 'include-exclude-dict', 'exclude': {'a'}}},
    'a dict without a schema': ANY,
    'a record': {'type': 'typed-dict', 'fields': {'a': {'type': 'typed-dict-field', 'schema': INT}}, 'extra_behavior': 'allow'},
}
FUNCTIONS = to_json, to_jsonable_python, lambda value: to_json(value, serialize_unknown=True)


def rows() -> Iterator[Row]:
    for name, make in makers():
        for kind, schema in KINDS.items():
            yield Row(f'{kind} asks {name}', lambda schema=schema, make=make: traced(lambda value: SchemaValidator(schema).validate_python(value), make))
        yield Row(f'functions ask {name}', lambda make=make: [traced(function, make, dumps=True) for function in FUNCTIONS])
        yield Row(f'arguments ask {name}', lambda make=make: [traced(lambda value: SchemaValidator(ANY).validate_python(1, strict=value), make), traced(lambda value: to_json([1], indent=value), make)])
        for kind, schema in KEYED.items():
            yield Row(f'{kind} asks its key {name}', lambda schema=schema, make=make: keyed(schema, make))
        for key, kind in ('ge', 'int'), ('ge', 'float'), ('ge', 'decimal'), ('multiple_of', 'int'), ('min_length', 'str'), ('max_digits', 'decimal'), ('strict', 'bool'), ('ge', 'timedelta'):
            yield Row(f'{key} of {kind} asks {name}', lambda make=make, key=key, kind=kind: traced(lambda value: SchemaValidator({'type': kind, key: value}).validate_python(2), make))


def traced(call: Callable[[object], object], make: Callable[[], object], dumps: bool = False) -> object:
    """What comes of it, and what the object was asked."""
    value = make()
    ASKED.clear()
    result = attempt(lambda: call(value))
    came = ('the object itself',) if result is value else (type(result).__name__, attempt(lambda: plain(result)))
    # The order counts, not how often. Upstream's serializers ask each list for its len(), which tells them nothing new.
    questions = [question for question in ASKED if not (dumps and question == '__len__()')]
    ASKED.clear()  # the row's outcome has them
    return [*came, *questions]


def keyed(schema: dict, make: Callable[[], object]) -> list:
    """The same for the key of a dict that is serialized."""
    serializer = SchemaSerializer(schema)
    calls = serializer.to_python, lambda value: serializer.to_python(value, mode='json'), serializer.to_json, lambda value: serializer.to_python(value, exclude={'a'})
    return [traced(call, lambda: {make(): 1}, dumps=True) for call in calls]


def plain(value: object) -> object:
    """The value, unless writing it down would ask the object again."""
    if 'Asking' in type(value).__name__:
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
