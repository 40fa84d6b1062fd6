"""Named tuples, a kind since core 2.50: by position from tuples, lists and arrays, by name from dicts and objects.

Rows of BOTH run through Python input and JSON."""

import json
from typing import NamedTuple

import pytest
from pydantic_core import SchemaError, SchemaSerializer, SchemaValidator
from pydantic_core import core_schema as cs

from tests.native.rows import Pairs, outcome, same

INT = cs.int_schema()


class Point(NamedTuple):
    x: int
    y: int


class Further(Point):
    pass


class One(NamedTuple):
    x: int


class Nothing(NamedTuple):
    pass


def field(name, schema=INT, **settings):
    return {'type': 'named-tuple-field', 'name': name, 'schema': schema, **settings}


def named(*fields, cls=Point, **settings):
    return {'type': 'named-tuple', 'cls': cls, 'fields': list(fields), **settings}


POINT = named(field('x'), field('y'))
WITH_DEFAULT = named(field('x'), field('y', cs.with_default_schema(INT, default=5)))
BAD_DEFAULT = named(field('x'), field('y', cs.with_default_schema(INT, default='q', validate_default=True)))
ALIASED = named(field('x', validation_alias='X'), field('y', validation_alias=[['Y', 'k'], ['Z', 0]]))


BOTH = [
    (POINT, [1, '2'], Point(1, 2)),
    (POINT, ['a', 'b'], [('int_parsing', (0,)), ('int_parsing', (1,))]),
    (POINT, [1], [('missing', (1,))]),
    (POINT, [], [('missing', (0,)), ('missing', (1,))]),
    (POINT, ['x', 2, 3], [('too_long', ())]),
    (POINT, {'x': 1, 'y': '2'}, Point(1, 2)),
    (POINT, {'y': 'b'}, [('missing', ('x',)), ('int_parsing', ('y',))]),
    (POINT, {'x': 1, 'y': 2, 'z': 3}, [('extra_forbidden', ('z',))]),
    (POINT, {'z': 3}, [('missing', ('x',)), ('missing', ('y',)), ('extra_forbidden', ('z',))]),
    (POINT, 'ab', [('named_tuple_type', ())]),
    (POINT, None, [('named_tuple_type', ())]),
    (WITH_DEFAULT, [1], Point(1, 5)),
    (WITH_DEFAULT, {'x': 1}, Point(1, 5)),
    (BAD_DEFAULT, ['x'], [('int_parsing', (1,))]),
    (BAD_DEFAULT, {'x': 'x'}, [('int_parsing', ('x',)), ('int_parsing', ('y',))]),
    (ALIASED, {'X': 1, 'Z': [2]}, Point(1, 2)),
    (ALIASED, {'X': 1, 'Y': {'k': 'b'}}, [('int_parsing', ('Y', 'k'))]),
    (ALIASED, {'x': 1}, [('missing', ('X',)), ('missing', ('Y', 'k')), ('extra_forbidden', ('x',))]),
    (named(cls=Nothing), [], Nothing()),
    (named(cls=Nothing), {}, Nothing()),
    (cs.list_schema(POINT), [[1, 2], [3]], [('missing', (1, 1))]),
]


@pytest.mark.parametrize('schema,value,expected', BOTH)
def test_python_and_json(schema, value, expected):
    validator = SchemaValidator(schema)
    assert same(outcome(validator.validate_python, value), expected)
    assert same(outcome(validator.validate_json, json.dumps(value)), expected)


def failing(*items):
    yield from items
    raise RuntimeError('over')


PYTHON = [
    (POINT, (1, 2), {'strict': True}, Point(1, 2)),
    (POINT, ['1', 2], {}, Point(1, 2)),
    (POINT, Point(1, 'x'), {}, [('int_parsing', ('y',))]),
    (POINT, Further('1', 2), {}, Point(1, 2)),
    (POINT, One(1), {}, [('missing', (1,))]),
    (POINT, {1, 2}, {}, Point(1, 2)),
    (POINT, iter([1, 2]), {}, Point(1, 2)),
    (POINT, failing('x'), {}, [('iteration_error', (1,))]),
    (POINT, failing(1, 2), {}, [('too_long', ())]),
    (POINT, Pairs({'x': 1, 'y': 2}), {}, Point(1, 2)),
    (POINT, Pairs({'x': 1, 'q': 2}), {}, [('missing', ('y',)), ('extra_forbidden', ('q',))]),
    (POINT, {'x': 1, 'y': 2, 3: 4}, {}, [('invalid_key', (3,))]),
    (POINT, {'x': 1, '\ud800': 4}, {}, [('string_unicode', ())]),
    (POINT, {'x': 1, 'y': 2, 'z': 3}, {'extra': 'ignore'}, [('extra_forbidden', ('z',))]),
    (ALIASED, {'x': 1, 'y': 2}, {'by_alias': False, 'by_name': True}, Point(1, 2)),
    (ALIASED, {'X': 1, 'y': 2}, {'by_name': True}, Point(1, 2)),
    (cs.union_schema([POINT, cs.tuple_schema([INT, INT])]), Point(1, 2), {}, Point(1, 2)),
    (cs.union_schema([POINT, cs.tuple_schema([INT, INT])]), (1, 2), {}, (1, 2)),
]


@pytest.mark.parametrize('schema,value,options,expected', PYTHON)
def test_python(schema, value, options, expected):
    assert same(outcome(SchemaValidator(schema).validate_python, value, **options), expected)


STRINGS = [
    ({'x': '1', 'y': '2'}, Point(1, 2)),
    ({'x': '1', 'y': 2}, [('string_type', ())]),
    ('x', [('named_tuple_type', ())]),
]


@pytest.mark.parametrize('value,expected', STRINGS)
def test_strings(value, expected):
    assert same(outcome(SchemaValidator(POINT).validate_strings, value), expected)


class Refuses:
    def __init__(self, *args):
        raise ValueError('no')


class Fails:
    def __init__(self, *args):
        raise KeyError('no')


def test_what_the_class_raises():
    assert outcome(SchemaValidator(named(field('x'), cls=Refuses)).validate_python, (1,)) == [('value_error', ())]
    with pytest.raises(KeyError):
        SchemaValidator(named(field('x'), cls=Fails)).validate_python((1,))


def test_a_class_that_is_no_tuple():
    schema = named(field('x'), cls=int)
    assert SchemaValidator(schema).validate_python(['7']) == 7
    assert outcome(SchemaValidator(schema).validate_python, 7) == [('tuple_type', ())]


def test_validators_learn_the_field():
    def tell(value, info):
        return value, info.field_name

    schema = named(field('x', cs.with_info_plain_validator_function(tell)), cls=One)
    for value in [1], {'x': 1}, One(1):
        assert SchemaValidator(schema).validate_python(value) == One((1, 'x'))


def test_a_list_that_shrinks_on_the_way():
    given = [1, 2]

    def shrink(value):
        given.clear()
        return value

    schema = named(field('x', cs.no_info_plain_validator_function(shrink)), field('y'))
    assert outcome(SchemaValidator(schema).validate_python, given) == [('missing', (1,))]


def test_title():
    assert SchemaValidator(POINT).title == 'Point'
    assert SchemaValidator(named(field('x'), cls_name='Nick')).title == 'Nick'


BAD_SCHEMAS = [
    ({'type': 'named-tuple'}, 'cls'),
    (named(field('x'), cls=1), "TypeError: 'int' object"),
    (named({'schema': INT}), 'name'),
    (named({'name': 'x'}), 'schema'),
    (named(field('x', {'type': 'q'})), "Field 'x':\n  SchemaError: Unknown schema type"),
    (named(field('x', cs.with_default_schema(INT, on_error='omit'))), "'on_error = omit' cannot be set for named tuple fields"),
]


@pytest.mark.parametrize('schema,message', BAD_SCHEMAS)
def test_bad_schema(schema, message):
    with pytest.raises(SchemaError) as info:
        SchemaValidator(schema)
    assert message in str(info.value)


UNBUILDABLE = [
    (None, "TypeError: 'None' is not an instance of 'dict'"),
    ({'type': 'nope'}, 'SchemaError: Field `x`:\n  SchemaError: Unknown serialization schema type: `nope`'),
]


@pytest.mark.parametrize('schema, message', UNBUILDABLE)
def test_schemas_that_cannot_be_serialized(schema, message):
    with pytest.raises(SchemaError, match=f'^Error building `named-tuple` serializer:\n  {message}$'):
        SchemaSerializer(named(field('x', schema), cls=One))
