"""Kinds that let another schema, a function or a format say what comes out.

`shown()` is a schema at whose output one can see that it was at work. The forms of cells are in tests/native/dumps.py; what they
say is what the published wheels give."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from pydantic_core import PydanticSerializationError, PydanticSerializationUnexpectedValue, SchemaError, SchemaSerializer
from pydantic_core import core_schema as cs

from tests.native.dumps import SAME, Apart, Fails, check_dumps, check_none, check_unexpected, no_key
from tests.native.rows import Model

INT, STR, ANY = cs.int_schema(), cs.str_schema(), cs.any_schema()


def own(schema, serialization):
    return {**schema, 'serialization': serialization}


def shown(form='>3', when='always', **more):
    return {**own(ANY, cs.format_ser_schema(form, when_used=when)), **more}


def text(when='always'):
    return own(INT, cs.to_string_ser_schema(when_used=when))


def plain(function, **settings):
    return own(INT, cs.plain_serializer_function_ser_schema(function, **settings))


def wrap(function, inside=INT, **settings):
    return own(inside, cs.wrap_serializer_function_ser_schema(function, **settings))


def model(**schemas):
    return cs.model_schema(Model, cs.model_fields_schema({name: cs.model_field(schema) for name, schema in schemas.items()}))


def double(value):
    return value * 2


def spell(value):
    return f'{value}!'


def around(value, handler):
    return f'<{handler(value)}>'


def told(value, info):
    return f'{value} {info.mode} {info.round_trip} {info.context}'


def around_told(value, handler, info):
    return f'<{handler(value)}> {info.mode}'


def fail(value, handler=None):
    raise ValueError('no')


def refuse(value, handler=None):
    raise PydanticSerializationError('refused')


def complain(value, handler=None):
    raise PydanticSerializationUnexpectedValue('mine')


def never(value):
    raise AssertionError


CALL = cs.arguments_schema([]), never
REF = cs.definition_reference_schema('r')
TREE = cs.definitions_schema(REF, [cs.list_schema(REF, ref='r')])

WRAPPERS = [
    # the schema around another one, whether that says what a key is
    (cs.nullable_schema, True),
    (lambda schema: cs.with_default_schema(schema, default=1), True),
    (lambda schema: cs.custom_error_schema(schema, 'mine', custom_error_message='no'), True),
    (lambda schema: cs.chain_schema([STR, schema]), True),
    (lambda schema: cs.lax_or_strict_schema(STR, schema), True),
    (lambda schema: cs.json_or_python_schema(schema, schema), True),
    (cs.json_schema, False),
    (lambda schema: cs.call_schema(*CALL, return_schema=schema), True),
    (lambda schema: cs.no_info_before_validator_function(never, schema), True),
    (lambda schema: cs.no_info_after_validator_function(never, schema), True),
    (lambda schema: cs.no_info_wrap_validator_function(never, schema), True),
    (lambda schema: cs.definitions_schema(REF, [{**schema, 'ref': 'r'}]), True),
    (lambda schema: plain(lambda value: value, return_schema=schema), True),
    (lambda schema: wrap(lambda value, handler: handler(value), schema=schema), True),
]


@pytest.mark.parametrize('wrapper, of_keys', WRAPPERS)
def test_wrappers(wrapper, of_keys):
    check_dumps(wrapper(shown()), 1, '  1', '  1', '  1' if of_keys else '1')
    check_unexpected(wrapper(INT), 'x', SAME, SAME, 'x' if of_keys else None, "Expected `int` - serialized value may not be as expected [input_value='x', ")
    check_none(wrapper(INT))


DUMPS = [
    # schema, value, to Python, JSON, key
    (cs.nullable_schema(shown()), None, None, None, 'None'),
    (cs.json_or_python_schema(shown('>3'), shown('>2')), 1, ' 1', Apart(' 1', '"  1"'), '  1'),
    (cs.json_schema(), [1], SAME, SAME, None),
    (cs.call_schema(*CALL), 1, SAME, SAME, '1'),
    (cs.no_info_plain_validator_function(never), Decimal('1.0'), SAME, '1.0', '1.0'),
    (TREE, [[], [[]]], SAME, SAME, None),
    (cs.definitions_schema(cs.dict_schema(REF, INT), [shown(ref='r')]), {1: 2}, {'  1': 2}, {'  1': 2}, None),
    (own(STR, cs.simple_ser_schema('int')), 1, SAME, SAME, '1'),
    (own(STR, cs.simple_ser_schema('int')), None, None, None, 'None'),
    (own(INT, cs.simple_ser_schema('timedelta')), timedelta(1), SAME, 'P1D', 'P1D'),
    (own(INT, cs.model_ser_schema(Model, model(a=shown())['schema'])), Model(a=1), {'a': '  1'}, {'a': '  1'}, None),
    (own(cs.bytes_schema(), {'type': 'base64'}), b'a\xff', SAME, Fails('invalid utf-8'), Fails('invalid utf-8')),
    (own(cs.arguments_schema([]), cs.to_string_ser_schema()), 1, SAME, '1', '1'),
    (own({'type': 'nope'}, cs.simple_ser_schema('int')), 1, SAME, SAME, '1'),
    (text(), 1, '1', '1', '1'),
    (text(), 'x', SAME, SAME, 'x'),
    (text(), None, 'None', 'None', 'None'),
    (shown(), 1, '  1', '  1', '  1'),
    (shown(), 'x', '  x', '  x', '  x'),
    (shown(''), 1, '1', '1', '1'),
    (shown(''), None, 'None', 'None', 'None'),
    (plain(double), 1, 2, 2, '2'),
    (plain(double, return_schema=shown()), 1, '  2', '  2', '  2'),
    (plain(told, info_arg=True), 1, '1 python False None', '1 json False None', '1 json False None'),
    (plain(lambda value: date(2020, 1, value)), 1, date(2020, 1, 1), '2020-01-01', '2020-01-01'),
    (plain(lambda value: [value]), 1, [1], [1], no_key('list')),
    (plain(lambda value: None), 1, None, None, 'None'),
    (wrap(around), 1, '<1>', '<1>', '<1>'),
    (wrap(around, schema=shown()), 1, '<  1>', '<  1>', '<  1>'),
    (wrap(around, cs.nullable_schema(shown())), 1, '<  1>', '<  1>', '<  1>'),
    (wrap(around, return_schema=shown('>5')), 1, '  <1>', '  <1>', '  <1>'),
    (wrap(around_told, info_arg=True), 1, '<1> python', '<1> json', '<1> json'),
    *((schema, value, failed, failed, failed) for schema, value, failed in (
        (shown('d'), 'x', Fails("Error calling `format(value, 'd')`: ValueError: Unknown format code 'd'")),
        (shown(), None, Fails("Error calling `format(value, '>3')`: TypeError: unsupported format string passed to NoneType")),
        (plain(fail), 1, Fails('Error calling function `fail`: ValueError: no')),
        (plain(refuse), 1, Fails('PydanticSerializationError: refused')),
        (wrap(fail), 1, Fails('Error calling function `fail`: ValueError: no')),
        (wrap(refuse), 1, Fails('PydanticSerializationError: refused')),
        (plain(double, is_field_serializer=True), 1, Fails('plain serializer expected to be run inside the context of a model field')),
        (wrap(around, is_field_serializer=True), 1, Fails('wrap serializer expected to be run inside the context of a model field')),
    )),
]


@pytest.mark.parametrize('schema, value, python, jsonable, key', DUMPS)
def test_dumps(schema, value, python, jsonable, key):
    check_dumps(schema, value, python, jsonable, key)


UNEXPECTED = [
    # schema, value, to Python, JSON, key, what is said
    (plain(double, return_schema=INT), 'x', 'xx', 'xx', 'xx', 'Expected `int`'),
    (plain(complain), 1, SAME, SAME, '1', 'PydanticSerializationUnexpectedValue(mine)'),
    (wrap(complain), 1, SAME, SAME, '1', 'PydanticSerializationUnexpectedValue(mine)'),
    (wrap(around), 'x', '<x>', '<x>', '<x>', 'Expected `int`'),
    (own(STR, cs.simple_ser_schema('int')), 'x', SAME, SAME, 'x', 'Expected `int`'),
    (TREE, 'x', SAME, SAME, 'x', 'Expected `list[definition-ref]`'),
    (TREE, [[], ['x']], SAME, SAME, None, 'Expected `list[definition-ref]`'),
]


@pytest.mark.parametrize('schema, value, python, jsonable, key, said', UNEXPECTED)
def test_unexpected(schema, value, python, jsonable, key, said):
    check_unexpected(schema, value, python, jsonable, key, said)


WHEN_USED = [
    # where it is used: for 1 in Python, for 1 in JSON, for None in Python, for None in JSON
    ('always', True, True, True, True),
    ('unless-none', True, True, False, False),
    ('json', False, True, False, True),
    ('json-unless-none', False, True, False, False),
]
WITH_WHEN = [
    # by when_used: the schema; what it makes of 1 and of None
    (text, '1', 'None'),
    (lambda when: shown('', when), '1', 'None'),
    (lambda when: plain(spell, when_used=when), '1!', 'None!'),
    (lambda when: wrap(around, when_used=when), '<1>', '<None>'),
]


@pytest.mark.parametrize('when, one_in_python, one_in_json, none_in_python, none_in_json', WHEN_USED)
@pytest.mark.parametrize('schema, one, none', WITH_WHEN)
def test_when_used(schema, one, none, when, one_in_python, one_in_json, none_in_python, none_in_json):
    check_dumps(schema(when), 1, one if one_in_python else 1, one if one_in_json else 1, one if one_in_json else '1')
    check_dumps(schema(when), None, none if none_in_python else None, none if none_in_json else None, none if none_in_json else 'None')


def test_where_a_function_is_not_used_the_schema_holds():
    for schema in plain(double, when_used='json'), wrap(around, when_used='json'):
        with pytest.warns(UserWarning, match='Expected `int`'):
            assert SchemaSerializer(schema).to_python('x') == 'x'


FIELDS = [
    # the function of field `a`, its settings, what comes out in Python and in JSON
    (plain, lambda model, value: [model.b, value], {}, [2, 1], [2, 1]),
    (plain, lambda model, value, info: [model.b, info.field_name, info.mode], {'info_arg': True}, [2, 'a', 'python'], [2, 'a', 'json']),
    (wrap, lambda model, value, handler: [model.b, handler(value)], {}, [2, 1], [2, 1]),
    (wrap, lambda model, value, handler, info: [handler(value), info.field_name, info.mode], {'info_arg': True}, [1, 'a', 'python'], [1, 'a', 'json']),
]


@pytest.mark.parametrize('make, function, settings, python, jsonable', FIELDS)
def test_functions_of_fields(make, function, settings, python, jsonable):
    schema = model(a=make(function, is_field_serializer=True, **settings), b=INT)
    check_dumps(schema, Model(a=1, b=2), {'a': python, 'b': 2}, {'a': jsonable, 'b': 2}, None)


ROUND_TRIPS = [
    # schema, value, the text, key
    (cs.json_schema(cs.list_schema(shown())), [1], '["  1"]', None),
    (cs.json_schema(), {'a': 'é'}, '{"a":"é"}', None),
    (cs.json_schema(INT), 1, '1', '1'),
    (cs.json_schema(cs.json_schema(STR)), 'x', '"\\"x\\""', '"\\"x\\""'),
]


@pytest.mark.parametrize('schema, value, text, key', ROUND_TRIPS)
def test_round_trips(schema, value, text, key):
    check_dumps(schema, value, text, text, key, round_trip=True)


BAD_SCHEMAS = [
    (cs.arguments_schema([]), '`arguments` validators require a custom serializer'),
    (cs.invalid_schema(), 'Unknown serialization schema type: `invalid`'),
    (text('never'), 'Invalid value for `when_used`: "never"'),
    (shown(when='never'), 'Invalid value for `when_used`: "never"'),
    (plain(double, when_used='never'), 'Invalid value for `when_used`: "never"'),
    (REF, 'Definitions error: definition `r` was never filled'),
    (cs.definitions_schema(INT, [INT]), "KeyError: 'ref'"),
]


@pytest.mark.parametrize('schema, message', BAD_SCHEMAS)
def test_bad_schemas(schema, message):
    with pytest.raises(SchemaError) as caught:
        SchemaSerializer(schema)
    assert message in str(caught.value)
