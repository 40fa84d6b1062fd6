"""Cases that are kept: each difference that was ever found, and the bad inputs of bad_input.py.

A found difference is a row of Python source: a name, a schema, and calls with `v`, its validator, or `s`, its serializer.
The row stays when the difference is gone.
"""

from __future__ import annotations

import collections
import copy
import datetime
import decimal
import enum
import math
import pickle
import uuid
from typing import Callable, Iterator

import pydantic_core
from pydantic_core import SchemaSerializer, SchemaValidator, core_schema

from tests.differential import bad_input, callbacks, pool, url_rows
from tests.differential.bad_input import Row
from tests.differential.outcome import outcome

FOUND: list[tuple[str, str, list[str]]] = [
    # name, schema, calls
    (
        'fail_fast and keys, from strings',
        "{'type': 'dict', 'keys_schema': {'type': 'int'}, 'values_schema': {'type': 'tuple', 'items_schema': []}, 'fail_fast': True}",
        ["v.validate_strings({'-14': '[]', '2.5e-05': '[]'})", "v.validate_python({1: 1, 'x': 2})", 'v.validate_json(\'{"1": 1, "x": 2}\')'],
    ),
    ('an enum member that holds no number', "{'type': 'int', 'multiple_of': 1}", ['v.validate_python(Color.blue)', 'v.validate_python(Color.red)']),
    ('an enum member that holds no number, free', "{'type': 'int'}", ['v.validate_python(Color.blue)', 'v.validate_python(Color.green)']),
    (
        'a format that fails',
        "{'type': 'any', 'serialization': {'type': 'format', 'formatting_string': '0.1f'}}",
        ["s.to_json('4.86')", "s.to_python('4.86', mode='json')", "s.to_python('4.86')"],
    ),
    ('auto_collapse that is no bool', "{'type': 'union', 'choices': [{'type': 'int'}, {'type': 'str'}], 'auto_collapse': 2.5}", ["v.validate_python('x')"]),
    (
        'a default dict as a record',
        "{'type': 'model-fields', 'fields': {'a': {'type': 'model-field', 'schema': {'type': 'any'}}}}",
        ["v.validate_python(defaultdict(list))", "v.validate_python(defaultdict(list, a=1))"],
    ),
    (
        'a smart union of a function that catches',
        "{'type': 'union', 'choices': [{'type': 'function-wrap', 'schema': {'type': 'str'}, 'function': {'type': 'no-info', 'function': catch}}, "
        "{'type': 'list', 'items_schema': {'type': 'float'}}]}",
        ["v.validate_json('[8.4, 10]')", 'v.validate_python([8.4, 10])', 'v.validate_python([8.4])'],
    ),
    (
        'a default that never fits',
        "{'type': 'default', 'schema': {'type': 'str'}, 'validate_default': True, 'on_error': 'raise', 'default': 1}",
        ['v.get_default_value()', "v.validate_python('x')", 'v.validate_python(PydanticUndefined)'],
    ),
    (
        'where a UUID goes wrong',
        "{'type': 'uuid'}",
        [
            f'v.validate_python({text!r})'
            for text in (
                '{0296a012-2559-3 8c-8ae8-1d86636d4fba}',
                'urn:uuid:ca10b73n-0df6-34eb-a11b-c122ad173ec5',
                '{b9bf452a}f4c1-4d6c-82b6-99481726d292}',
                'urn:uuid:2e0953ae-a319n383c-a9e1-b6e6ac6cd7c1',
                '0296a012-2559-3 8c-8ae8-1d86636d4fba',
            )
        ],
    ),
    (
        'how far an iterator is read',
        "{'type': 'frozenset', 'items_schema': {'type': 'datetime'}, 'max_length': 0}",
        ["v.validate_python(iter(['2022-01-01', '01:02:03', 'x', 'y']))", "v.validate_python(counting(['2022-01-01', 1, 'x', 'y']))"],
    ),
    (
        'how far a union reads an iterator',
        "{'type': 'union', 'choices': [{'type': 'frozenset', 'items_schema': {'type': 'int'}, 'fail_fast': True}, "
        "{'type': 'list', 'items_schema': {'type': 'tuple', 'items_schema': [{'type': 'bool'}], 'strict': True}}]}",
        ["v.validate_python(iter([[0.0], [False], ['0'], ('yes',), [1.0]]))"],
    ),
]


def catch(value: object, handler: Callable) -> object:
    """A wrap function that makes a failure its own result."""
    try:
        return handler(value)
    except pydantic_core.ValidationError:
        return 'caught'


NAMES = {
    name: value
    for module in (collections, datetime, decimal, enum, math, uuid, pydantic_core, pool, callbacks)
    for name, value in vars(module).items()
    if not name.startswith('_')
} | {'core_schema': core_schema, 'catch': catch, 'copy': copy, 'pickle': pickle}


def found() -> Iterator[Row]:
    for name, schema, calls in [*FOUND, *url_rows.rows()]:
        for call in calls:
            yield Row(f'{name}: {call}', _source(schema, call))


def _source(schema: str, call: str) -> Callable[[], object]:
    def run() -> object:
        names = dict(NAMES)
        built = eval(schema, names)
        if built is not None:
            names['v'] = SchemaValidator(built) if 'v.' in call else None
            names['s'] = SchemaSerializer(built) if 's.' in call else None
        return eval(call, names)

    return run


def run(first: int) -> Iterator[tuple[str, str]]:
    """The names and outcomes of all rows from that one on; the name alone first, so that a crash can be blamed."""
    rows = [*found(), *bad_input.rows()]
    for row in rows[first:]:
        yield f'start {row.name}', ''
        yield row.name, outcome(row.call, callbacks.TRACE)
