"""Kinds since core 2.50: deques, ordered dicts, counters, fractions, the ellipsis and named tuples, by their schema and by
their type."""

import warnings
from collections import Counter, OrderedDict, deque
from fractions import Fraction
from typing import NamedTuple

import pytest
from pydantic_core import (
    PydanticSerializationError,
    PydanticSerializationUnexpectedValue,
    SchemaSerializer,
    to_json,
    to_jsonable_python,
)
from pydantic_core import core_schema as cs

INT = cs.int_schema()


class Point(NamedTuple):
    x: int
    y: int


class Further(Point):
    pass


def field(name, schema=INT):
    return {'type': 'named-tuple-field', 'name': name, 'schema': schema}


POINT = {'type': 'named-tuple', 'cls': Point, 'fields': [field('x'), field('y')]}
DEQUE = {'type': 'deque', 'items_schema': INT}
ORDERED = {'type': 'ordered-dict', 'values_schema': INT}
COUNTER = {'type': 'counter', 'values_schema': INT}
FRACTION = {'type': 'fraction'}
ELLIPSIS = {'type': 'ellipsis'}
PAIRED = {'serialization': {'type': 'include-exclude-dict', 'exclude': {'a'}}}
PLACED = {'serialization': {'type': 'include-exclude-sequence', 'include': {0}}}


class OwnItems(OrderedDict):
    def items(self):
        return [('z', 1)]


class Part(Fraction):
    pass


class Key(OrderedDict):
    def __hash__(self):
        return 1


REORDERED = OrderedDict(a=1, b=2)
REORDERED.move_to_end('a')


def same(value, expected):
    return value == expected and type(value) is type(expected)


ROWS = [
    # schema, value, in Python, in JSON mode, as text
    (DEQUE, deque([1, 2], 5), deque([1, 2]), [1, 2], b'[1,2]'),
    ({'type': 'deque'}, deque([Fraction(1, 2)]), deque(['1/2']), ['1/2'], b'["1/2"]'),
    ({**DEQUE, **PLACED}, deque([1, 2], 5), deque([1]), [1], b'[1]'),
    (ORDERED, REORDERED, OrderedDict(b=2, a=1), {'b': 2, 'a': 1}, b'{"b":2,"a":1}'),
    (ORDERED, OwnItems(a=1), OrderedDict(z=1), {'z': 1}, b'{"z":1}'),
    ({**ORDERED, **PAIRED}, REORDERED, OrderedDict(b=2), {'b': 2}, b'{"b":2}'),
    (COUNTER, Counter('aab'), Counter(a=2, b=1), {'a': 2, 'b': 1}, b'{"a":2,"b":1}'),
    ({'type': 'counter', 'keys_schema': INT}, Counter({1: 2}), Counter({1: 2}), {'1': 2}, b'{"1":2}'),
    ({**COUNTER, **PAIRED}, Counter('aab'), Counter(b=1), {'b': 1}, b'{"b":1}'),
    (FRACTION, Fraction(1, 2), '1/2', '1/2', b'"1/2"'),
    (FRACTION, Part(3), '3', '3', b'"3"'),
    (POINT, Point(1, 2), (1, 2), [1, 2], b'[1,2]'),
    (POINT, Further(1, 2), (1, 2), [1, 2], b'[1,2]'),
    (POINT, (1, 2), (1, 2), [1, 2], b'[1,2]'),
    ({**POINT, **PLACED}, Point(1, 2), (1,), [1], b'[1]'),
    (cs.any_schema(), deque([1, deque()], 5), deque([1, deque()]), [1, []], b'[1,[]]'),
    (cs.any_schema(), REORDERED, OrderedDict(b=2, a=1), {'b': 2, 'a': 1}, b'{"b":2,"a":1}'),
    (cs.any_schema(), OwnItems(a=1), OrderedDict(z=1), {'z': 1}, b'{"z":1}'),
    (cs.any_schema(), Counter('a'), Counter('a'), {'a': 1}, b'{"a":1}'),
    (cs.any_schema(), Fraction(1, 2), '1/2', '1/2', b'"1/2"'),
    (cs.any_schema(), Point(1, Fraction(1)), (1, '1'), [1, '1'], b'[1,"1"]'),
]


@pytest.mark.parametrize('schema,value,python,jsonable,text', ROWS)
def test_rows(schema, value, python, jsonable, text):
    serializer = SchemaSerializer(schema)
    with warnings.catch_warnings():
        warnings.simplefilter('error')
        assert same(serializer.to_python(value), python)
        assert same(serializer.to_python(value, mode='json'), jsonable)
        assert serializer.to_json(value) == text


def test_maxlen_is_kept():
    assert SchemaSerializer(DEQUE).to_python(deque([1], 5)).maxlen == 5
    assert SchemaSerializer(cs.any_schema()).to_python(deque([1], 5)).maxlen == 5


FILTERS = [
    (DEQUE, deque([1, 2, 3]), {'include': {0, -1}}, b'[1,3]'),
    (cs.any_schema(), deque([1, 2, 3]), {'exclude': {-1}}, b'[1,2]'),
    (ORDERED, REORDERED, {'include': {'a'}}, b'{"a":1}'),
    (cs.any_schema(), REORDERED, {'exclude': {'a'}}, b'{"b":2}'),
    (COUNTER, Counter('ab'), {'exclude': {'a'}}, b'{"b":1}'),
    (POINT, Point(1, 2), {'exclude': {-1}}, b'[1]'),
]


@pytest.mark.parametrize('schema,value,filters,text', FILTERS)
def test_filters(schema, value, filters, text):
    assert SchemaSerializer(schema).to_json(value, **filters) == text


KEYS = [
    (FRACTION, Fraction(1, 2), '1/2'),
    (POINT, Point(1, 2), '1,2'),
    (cs.any_schema(), Fraction(1, 2), '1/2'),
]


@pytest.mark.parametrize('schema,key,text', KEYS)
def test_keys(schema, key, text):
    assert SchemaSerializer(cs.dict_schema(schema)).to_python({key: 1}, mode='json') == {text: 1}


BAD_KEYS = [
    (ORDERED, None, '`ordered-dict` not valid as object key'),
    (DEQUE, None, '`deque` not valid as object key'),
    (ELLIPSIS, None, '`ellipsis` not valid as object key'),
    (cs.any_schema(), Key(), '`ordered_dict` not valid as object key'),
]


@pytest.mark.parametrize('schema,key,message', BAD_KEYS)
def test_bad_keys(schema, key, message):
    with pytest.raises(TypeError, match=message):
        SchemaSerializer(cs.dict_schema(schema)).to_python({key: 1}, mode='json')


def test_ellipsis():
    serializer = SchemaSerializer(ELLIPSIS)
    assert serializer.to_python(...) is ...
    with pytest.raises(PydanticSerializationUnexpectedValue, match="Expected 'Ellipsis' object"):
        serializer.to_python(1)
    with pytest.raises(PydanticSerializationError, match="'Ellipsis' can't be serialized to JSON"):
        serializer.to_json(...)


def test_a_union_finds_the_class():
    one = {'type': 'named-tuple', 'cls': Further, 'fields': [field('x', cs.str_schema()), field('y', cs.str_schema())]}
    serializer = SchemaSerializer(cs.union_schema([one, POINT]))
    with warnings.catch_warnings():
        warnings.simplefilter('error')
        assert serializer.to_json(Further('a', 'b')) == b'["a","b"]'
        assert serializer.to_json(Point(1, 2)) == b'[1,2]'


def test_functions():
    assert to_json([Fraction(1, 2), deque([1])]) == b'["1/2",[1]]'
    assert to_jsonable_python({Fraction(1, 2): Counter('a')}) == {'1/2': {'a': 1}}


def plain(change):
    return {'type': 'any', 'serialization': {'type': 'function-plain', 'function': change}}


def test_changed_on_the_way():
    items = deque([1, 2])
    ordered = OrderedDict(a=1, b=2)
    counted = Counter('ab')

    def change(value):
        items.append(1)
        ordered[len(ordered)] = counted[len(counted)] = 1
        return value

    with pytest.raises(RuntimeError, match='deque mutated during iteration'):
        SchemaSerializer({'type': 'deque', 'items_schema': plain(change)}).to_python(items)
    before = dict(ordered)
    assert SchemaSerializer({'type': 'ordered-dict', 'values_schema': plain(change)}).to_python(ordered) == before
    with pytest.raises(BaseException, match='dictionary changed size during iteration'):
        SchemaSerializer({'type': 'counter', 'values_schema': plain(change)}).to_python(counted)


CYCLES = [deque(), OrderedDict(), Counter()]
CYCLES[0].append(CYCLES[0])
CYCLES[1]['a'] = CYCLES[1]
CYCLES[2]['a'] = CYCLES[2]


@pytest.mark.parametrize('value', CYCLES)
def test_cycles(value):
    serializer = SchemaSerializer(cs.any_schema())
    assert type(serializer.to_python(value)) is type(value)
    with pytest.raises((ValueError, PydanticSerializationError), match='Circular reference detected'):
        serializer.to_json(value)


def test_what_says_that_it_is_something_else():
    vague = type('Vague', (Fraction,), {'__class__': 5})(1, 2)
    claiming = type('Claiming', (Counter,), {'__class__': property(lambda self: Fraction)})('a')
    for value, expected, is_told in (vague, '1/2', False), (claiming, Counter('a'), True):
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter('always')
            assert same(SchemaSerializer(FRACTION).to_python(value), expected)
        assert bool(caught) is is_told
