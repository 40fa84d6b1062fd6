"""Cases that are kept: each difference that was ever found, and the bad inputs of bad_input.py.

A found difference is a row of Python source: a name, a schema, and calls with `v`, its validator, or `s`, its serializer.
The row stays when the difference is gone.
"""

from __future__ import annotations

import collections
import datetime
import decimal
import enum
import math
import uuid
from typing import Callable, Iterator

import pydantic_core
from pydantic_core import SchemaSerializer, SchemaValidator, core_schema

from tests.differential import bad_input, callbacks, pool
from tests.differential.bad_input import Row
from tests.differential.outcome import outcome

FOUND: list[tuple[str, str, list[str]]] = [
    # name, schema, calls
    ('a float that is an integer', "{'type': 'float'}", ['v.validate_json("1")', 's.to_json(1)', 's.to_json(1.0)', 's.to_json(1e16)']),
    ('text around a number', "{'type': 'int'}", ["v.validate_python(' 1_0 ')", "v.validate_python('1__0')", "v.validate_python('١')"]),
]

NAMES = {
    name: value
    for module in (collections, datetime, decimal, enum, math, uuid, pydantic_core, pool, callbacks)
    for name, value in vars(module).items()
    if not name.startswith('_')
} | {'core_schema': core_schema}


def found() -> Iterator[Row]:
    for name, schema, calls in FOUND:
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
