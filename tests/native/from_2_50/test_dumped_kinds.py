"""Kinds since core 2.50, serialized: what each makes of a value of its type, of one of a subclass, of another and of None.

The forms of cells are in tests/native/dumps.py; what they say is what the published wheel gives."""

import builtins
import sys
from collections import Counter, OrderedDict, deque
from fractions import Fraction
from typing import NamedTuple

import pytest
from pydantic_core import SchemaError, SchemaSerializer
from pydantic_core import core_schema as cs

from tests.native.dumps import SAME, Apart, Fails, came, check_dumps, check_key, check_none, check_unexpected, no_key, unknown

INT = cs.int_schema()
SHOWN = cs.any_schema(serialization=cs.format_ser_schema('>3', when_used='always'))


class Point(NamedTuple):
    x: int
    y: int


class Further(Point):
    pass


class Queue(deque):
    def __hash__(self):
        return 1


class Sorted(OrderedDict):
    def __hash__(self):
        return 1


class Tally(Counter):
    def __hash__(self):
        return 1


class Part(Fraction):
    pass


def field(name, schema):
    return {'type': 'named-tuple-field', 'name': name, 'schema': schema}


POINT = {'type': 'named-tuple', 'cls': Point, 'fields': [field('x', SHOWN), field('y', INT)]}
DEQUE = {'type': 'deque', 'items_schema': SHOWN}
INTS = {'type': 'deque', 'items_schema': INT}
ORDERED = {'type': 'ordered-dict', 'keys_schema': SHOWN, 'values_schema': INT}
INTS_BY_INT = {'type': 'ordered-dict', 'keys_schema': INT, 'values_schema': INT}
COUNTER = {'type': 'counter', 'keys_schema': SHOWN}
BY_INT = {'type': 'counter', 'keys_schema': INT}
FROZEN = {'type': 'frozendict', 'keys_schema': SHOWN, 'values_schema': INT}
FRACTION = {'type': 'fraction'}
ELLIPSIS = {'type': 'ellipsis'}
NEW_IN_3_15 = sys.version_info >= (3, 15)

DUMPS = [
    # schema, value, to Python, JSON, key
    (DEQUE, deque([1, 2]), deque(['  1', '  2']), ['  1', '  2'], None),
    (DEQUE, deque(), SAME, [], None),
    (DEQUE, Queue([1]), deque(['  1']), ['  1'], no_key('deque')),
    (ORDERED, OrderedDict({2: 1, 1: 2}), OrderedDict({'  2': 1, '  1': 2}), {'  2': 1, '  1': 2}, None),
    (ORDERED, Sorted({2: 1}), OrderedDict({'  2': 1}), {'  2': 1}, no_key('ordered_dict')),
    (COUNTER, Counter({1: 2}), Counter({'  1': 2}), {'  1': 2}, None),
    (COUNTER, Tally({1: 2}), Counter({'  1': 2}), {'  1': 2}, no_key('counter')),
    ({'type': 'counter'}, Counter(a=2, b=0), SAME, {'a': 2, 'b': 0}, None),
    ({'type': 'counter', 'values_schema': SHOWN}, Counter({1: 2}), Counter({1: '  2'}), {'1': '  2'}, None),
    (FRACTION, Fraction(1, 2), '1/2', '1/2', '1/2'),
    (FRACTION, Part(3), '3', '3', '3'),
    (POINT, Point(1, 2), ('  1', 2), ['  1', 2], '  1,2'),
    (POINT, Further(1, 2), ('  1', 2), ['  1', 2], '  1,2'),
    (POINT, (1, 2), ('  1', 2), ['  1', 2], '  1,2'),
    (ELLIPSIS, ..., SAME, Apart(SAME, Fails("'Ellipsis' can't be serialized to JSON")), unknown('ellipsis')),
]
if NEW_IN_3_15:
    DUMPS += [(FROZEN, builtins.frozendict({1: 2}), builtins.frozendict({'  1': 2}), {'  1': 2}, no_key('frozendict'))]


@pytest.mark.parametrize('schema, value, python, jsonable, key', DUMPS)
def test_dumps(schema, value, python, jsonable, key):
    check_dumps(schema, value, python, jsonable, key)


UNEXPECTED = [
    # schema, value, to Python, JSON, key, what is said
    (INTS, [1], SAME, SAME, None, 'Expected `deque[int]`'),
    (INTS, 'x', SAME, SAME, 'x', 'Expected `deque[int]`'),
    (INTS, deque(['x']), SAME, ['x'], None, 'Expected `int`'),
    (INTS_BY_INT, {1: 2}, SAME, {'1': 2}, None, 'Expected `ordered-dict[int, int]`'),
    (INTS_BY_INT, OrderedDict(x=1), SAME, {'x': 1}, None, 'Expected `int`'),
    (INTS_BY_INT, OrderedDict({1: 'x'}), SAME, {'1': 'x'}, None, 'Expected `int`'),
    (BY_INT, {1: 2}, SAME, {'1': 2}, None, 'Expected `counter[int, any]`'),
    (BY_INT, 'x', SAME, SAME, 'x', 'Expected `counter[int, any]`'),
    (BY_INT, Counter(x=1), SAME, {'x': 1}, None, 'Expected `int`'),
    (FRACTION, 1, SAME, SAME, '1', 'Expected `fraction`'),
    (FRACTION, '1/2', SAME, SAME, '1/2', 'Expected `fraction`'),
    (FRACTION, 0.5, SAME, SAME, '0.5', 'Expected `fraction`'),
    (POINT, [1, 2], SAME, SAME, None, 'Expected `Point`'),
    (POINT, 'x', SAME, SAME, 'x', 'Expected `Point`'),
    (POINT, (1,), ('  1',), ['  1'], '  1', 'Unexpected too few items present in named tuple'),
    (POINT, (1, 2, 3), ('  1', 2), ['  1', 2], '  1,2', 'Unexpected extra items present in named tuple'),
    (POINT, Point(1, 'x'), ('  1', 'x'), ['  1', 'x'], '  1,x', 'Expected `int`'),
]
if NEW_IN_3_15:
    UNEXPECTED += [(FROZEN, {1: 2}, SAME, {'1': 2}, None, 'Expected `frozendict[format, int]`')]


@pytest.mark.parametrize('schema, value, python, jsonable, key, said', UNEXPECTED)
def test_unexpected(schema, value, python, jsonable, key, said):
    check_unexpected(schema, value, python, jsonable, key, said)


NONES = [(DEQUE, no_key('deque')), (ORDERED, no_key('ordered-dict')), (COUNTER, no_key('counter')), (FRACTION, 'None'), (POINT, 'None')]


@pytest.mark.parametrize('schema, key', NONES)
def test_none(schema, key):
    check_none(schema, key)


def test_no_ellipsis():
    serializer = SchemaSerializer(ELLIPSIS)
    for value in 1, None:
        for mode in 'python', 'json':
            assert "PydanticSerializationUnexpectedValue: Expected 'Ellipsis' object" in came(lambda: serializer.to_python(value, mode=mode))
        assert "PydanticSerializationError: Error serializing to JSON: 'Ellipsis' can't be" in came(lambda: serializer.to_json(value))
    check_key(ELLIPSIS, None, no_key('ellipsis'))
    with pytest.warns(UserWarning, match='Expected `ellipsis`'):
        check_key(ELLIPSIS, 1, '1')


BAD_SCHEMAS = [] if NEW_IN_3_15 else [(FROZEN, 'The `frozendict` builtin type is only available on Python 3.15 and above')]


@pytest.mark.parametrize('schema, message', BAD_SCHEMAS)
def test_bad_schemas(schema, message):
    with pytest.raises(SchemaError) as caught:
        SchemaSerializer(schema)
    assert message in str(caught.value)
