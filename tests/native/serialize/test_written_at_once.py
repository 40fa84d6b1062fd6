"""Values that are written without a call of their node: what comes out is what the node would have written.

Each row is written alone, as a field, an item and a value of a dict, beside other fields; and each in the ways in which the short
cut is not taken: with indent, with ensure_ascii, in a union, as any type."""

import json
import re
import uuid
from datetime import date, datetime, timedelta, timezone, tzinfo

import pytest
from pydantic_core import PydanticSerializationError, SchemaSerializer, TzInfo
from pydantic_core import core_schema as cs

from tests.editions import TOO_DEEP
from tests.native.rows import Model


class Offset(tzinfo):
    """Python code says what the offset is."""

    def __init__(self, then=lambda: None):
        self.then = then

    def utcoffset(self, when):
        self.then()
        return timedelta(hours=2)


class LateDate(date):
    pass


class LateDatetime(datetime):
    pass


class Uuid(uuid.UUID):
    pass


def odd_uuid(**slots):
    made = uuid.UUID(int=7)
    for name, value in slots.items():
        object.__setattr__(made, name, value)
    return made


UUID = uuid.UUID('12345678-1234-5678-9234-567812345678')
WHEN = datetime(2026, 1, 2, 3, 4, 5)
LITERAL = cs.literal_schema(['a', 'b'])
NUMBER = cs.literal_schema([1, 2, 'x'])

ROWS = [
    # schema, value, JSON
    (cs.str_schema(), 'text', '"text"'),
    (cs.str_schema(), '', '""'),
    (cs.str_schema(), 'a "quoted" \\ \n\x01', '"a \\"quoted\\" \\\\ \\n\\u0001"'),
    (cs.str_schema(), 'x' * 100, f'"{"x" * 100}"'),
    (cs.int_schema(), 0, '0'),
    (cs.int_schema(), -7, '-7'),
    (cs.int_schema(), 2**30 - 1, '1073741823'),
    (cs.int_schema(), 2**30, '1073741824'),
    (cs.int_schema(), -(10**40), f'-1{"0" * 40}'),
    (cs.float_schema(), 1.5, '1.5'),
    (cs.float_schema(), float('inf'), 'null'),
    (cs.bool_schema(), True, 'true'),
    (cs.bool_schema(), False, 'false'),
    (cs.none_schema(), None, 'null'),
    (cs.nullable_schema(cs.str_schema()), None, 'null'),
    (cs.nullable_schema(cs.uuid_schema()), None, 'null'),
    (cs.datetime_schema(), WHEN, '"2026-01-02T03:04:05"'),
    (cs.datetime_schema(), WHEN.replace(microsecond=60), '"2026-01-02T03:04:05.000060"'),
    (cs.datetime_schema(), WHEN.replace(tzinfo=timezone.utc), '"2026-01-02T03:04:05Z"'),
    (cs.datetime_schema(), WHEN.replace(tzinfo=TzInfo(-5400)), '"2026-01-02T03:04:05-01:30"'),
    (cs.datetime_schema(), WHEN.replace(tzinfo=timezone(timedelta(minutes=90))), '"2026-01-02T03:04:05+01:30"'),
    (cs.datetime_schema(), WHEN.replace(tzinfo=Offset()), '"2026-01-02T03:04:05+02:00"'),
    (cs.datetime_schema(), LateDatetime(2026, 1, 2), '"2026-01-02T00:00:00"'),
    (cs.date_schema(), date(1, 2, 3), '"0001-02-03"'),
    (cs.date_schema(), LateDate(2026, 2, 3), '"2026-02-03"'),
    (cs.uuid_schema(), UUID, '"12345678-1234-5678-9234-567812345678"'),
    (cs.uuid_schema(), uuid.UUID(int=0), '"00000000-0000-0000-0000-000000000000"'),
    (cs.uuid_schema(), uuid.UUID(int=2**128 - 1), '"ffffffff-ffff-ffff-ffff-ffffffffffff"'),
    (cs.uuid_schema(), Uuid(int=7), '"00000000-0000-0000-0000-000000000007"'),
    (cs.uuid_schema(), odd_uuid(int=True), '"00000000-0000-0000-0000-000000000001"'),
    (LITERAL, 'a', '"a"'),
    (LITERAL, 'not expected', '"not expected"'),
    (LITERAL, 'é', '"é"'),
    (LITERAL, 5, '5'),
    (NUMBER, 2, '2'),
    (NUMBER, 'x', '"x"'),
    (cs.with_default_schema(LITERAL, default='a'), 'b', '"b"'),
]


def record(schema, value):
    """A model with the value between others."""
    fields = {'first': cs.str_schema(), 'it': schema, 'list': cs.list_schema(schema), 'last': cs.int_schema()}
    ser = SchemaSerializer(cs.model_schema(Model, cs.model_fields_schema({n: cs.model_field(s) for n, s in fields.items()})))
    return ser, Model(first='1', it=value, list=[value, value], last=4)


@pytest.mark.parametrize('schema, value, text', ROWS)
def test_json(schema, value, text):
    alone = SchemaSerializer(schema).to_json(value).decode()
    assert alone == text
    assert SchemaSerializer(cs.list_schema(schema)).to_json([value] * 3).decode() == f'[{text},{text},{text}]'
    ser = SchemaSerializer(cs.dict_schema(cs.str_schema(), schema))
    assert ser.to_json({'a': value, 'é': value, 'b': value}).decode() == f'{{"a":{text},"é":{text},"b":{text}}}'
    ser, model = record(schema, value)
    assert ser.to_json(model).decode() == f'{{"first":"1","it":{text},"list":[{text},{text}],"last":4}}'
    without = ser.to_json(model, exclude_none=True).decode()
    assert without == ser.to_json(model).decode().replace('"it":null,', '' if value is None else '"it":null,')
    assert json.loads(ser.to_json(model, indent=2)) == json.loads(ser.to_json(model, ensure_ascii=True)) == json.loads(ser.to_json(model))


@pytest.mark.parametrize('schema, value, text', ROWS)
def test_python(schema, value, text):
    ser, model = record(schema, value)
    assert SchemaSerializer(schema).to_python(value) is value
    made = ser.to_python(model)
    assert made['it'] is value and made['list'][1] is value
    expected = json.loads(text) if value != float('inf') else value
    made = ser.to_python(model, mode='json')
    assert made['it'] == expected and type(made['it']) is type(expected) and made['list'] == [expected] * 2


@pytest.mark.parametrize('number', [-1, 2**128, 'text'])
def test_uuids_that_are_none(number):
    ser, model = record(cs.uuid_schema(), odd_uuid(int=number))
    for call in (lambda: ser.to_json(model), lambda: SchemaSerializer(cs.uuid_schema()).to_json(model.it)):
        with pytest.raises(PydanticSerializationError, match='Error serializing to JSON: (OverflowError|TypeError|ValueError)'):
            call()


def test_a_uuid_without_its_int():
    ser, model = record(cs.uuid_schema(), uuid.UUID.__new__(uuid.UUID))
    with pytest.raises(PydanticSerializationError, match='AttributeError'):
        ser.to_json(model)


def test_the_config_decides():
    seconds = {'ser_json_temporal': 'seconds'}
    schema = cs.model_schema(Model, cs.model_fields_schema({'it': cs.model_field(cs.datetime_schema())}), config=seconds)
    assert SchemaSerializer(schema).to_json(Model(it=WHEN)) == b'{"it":1767323045.0}'
    # By its type, the config around is that of the whole serializer.
    schema = cs.model_schema(Model, cs.model_fields_schema({'it': cs.model_field(cs.datetime_schema())}))
    ser = SchemaSerializer(cs.list_schema(schema), seconds)
    assert ser.to_json([Model(it=WHEN)]) == b'[{"it":"2026-01-02T03:04:05"}]'


def test_literals_decide_in_unions():
    """There the literal itself is asked: it tells one model from the other."""

    def model(kind, mark):
        fields = {'kind': cs.literal_schema([kind]), 'x': cs.int_schema(serialization=cs.plain_serializer_function_ser_schema(mark))}
        return cs.model_schema(Model, cs.model_fields_schema({n: cs.model_field(s) for n, s in fields.items()}))

    ser = SchemaSerializer(cs.union_schema([model('a', lambda x: f'a{x}'), model('b', lambda x: f'b{x}')]))
    assert ser.to_json(Model(kind='b', x=1)) == b'{"kind":"b","x":"b1"}'
    assert ser.to_python(Model(kind='b', x=1)) == {'kind': 'b', 'x': 'b1'}
    assert ser.to_json([Model(kind='b', x=1)][0], indent=0) == b'{\n"kind": "b",\n"x": "b1"\n}'


def test_exclude_if_is_asked():
    asked = []

    def is_small(value):
        asked.append(value)
        return value < 3

    fields = {'a': cs.model_field(cs.int_schema(), serialization_exclude_if=is_small), 'b': cs.model_field(cs.int_schema())}
    ser = SchemaSerializer(cs.model_schema(Model, cs.model_fields_schema(fields)))
    assert ser.to_json(Model(a=1, b=2)) == b'{"b":2}' and ser.to_json(Model(a=5, b=2)) == b'{"a":5,"b":2}'
    assert ser.to_python(Model(a=1, b=2)) == {'b': 2} and asked == [1, 5, 1]


LEFT_OUT = [
    # values of the fields a, b and c, keyword arguments, what is dumped: b is never serialized
    ((1, 2, 'x'), {}, {'a': 1, 'c': 'x'}),
    ((None, None, None), {}, {'a': None, 'c': None}),
    ((None, 2, 'x'), {'exclude_none': True}, {'c': 'x'}),
    ((1, None, None), {'exclude_none': True}, {'a': 1}),
    ((None, None, None), {'exclude_none': True}, {}),
    ((None, 2, b'x'), {'exclude_none': True, 'mode': 'json'}, {'c': 'x'}),
]


@pytest.mark.parametrize('values, arguments, dumped', LEFT_OUT)
def test_fields_in_order_that_are_left_out(values, arguments, dumped):
    """The same where the dict is not made at once: in another order, and with a filter. What is dumped takes further keys."""
    field = cs.model_field(cs.nullable_schema(cs.any_schema()))
    fields = {'a': field, 'b': cs.model_field(cs.any_schema(), serialization_exclude=True), 'c': field}
    ser = SchemaSerializer(cs.model_schema(Model, cs.model_fields_schema(fields)))
    pairs = list(zip('abc', values))
    found = ser.to_python(Model(**dict(pairs)), **arguments)
    assert found == dumped and list(found) == list(dumped)
    found.update(b=0, d=1)
    assert found == {**dumped, 'b': 0, 'd': 1}
    assert ser.to_python(Model(**dict(reversed(pairs))), **arguments) == dumped
    assert ser.to_python(Model(**dict(pairs)), exclude={'d'}, **arguments) == dumped


def test_none_that_comes_out_is_not_left_out():
    """What counts is the value in the model, when the dump began."""
    to_none = cs.plain_serializer_function_ser_schema(lambda value: model.__dict__.update(c=None))
    fields = {'a': cs.any_schema(serialization=to_none), 'b': cs.any_schema(), 'c': cs.any_schema()}
    ser = SchemaSerializer(cs.model_schema(Model, cs.model_fields_schema({n: cs.model_field(s) for n, s in fields.items()})))
    model = Model(a=1, b=None, c=3)
    assert ser.to_python(model, exclude_none=True) == {'a': None, 'c': 3}
    assert ser.to_python(model, exclude_none=True) == {'a': None}


CALLS = [
    # keyword arguments, JSON of a model whose dict is {'b': None, 'x': 9, 'a': 1, 'd': 'é', 'c': 'c'}
    ({}, '{"b":null,"a":1,"d":"é","C":"c"}'),
    ({'exclude_none': True}, '{"a":1,"d":"é","C":"c"}'),
    ({'by_alias': False}, '{"b":null,"a":1,"d":"é","c":"c"}'),
    ({'exclude_unset': True}, '{"a":1,"C":"c"}'),
    ({'exclude_defaults': True}, '{"b":null,"d":"é","C":"c"}'),
    ({'include': {'a', 'c'}}, '{"a":1,"C":"c"}'),
    ({'exclude': {'a'}}, '{"b":null,"d":"é","C":"c"}'),
    ({'ensure_ascii': True}, '{"b":null,"a":1,"d":"\\u00e9","C":"c"}'),
    ({'indent': 0}, '{\n"b": null,\n"a": 1,\n"d": "é",\n"C": "c"\n}'),
]


@pytest.mark.parametrize('functions', [False, True])
@pytest.mark.parametrize('arguments, text', CALLS)
def test_calls(arguments, text, functions):
    """In another order than the fields', with a key that is none; with and without a function, which has the pairs copied first."""
    fields = {
        'a': cs.model_field(cs.with_default_schema(cs.int_schema(), default=1)),
        'b': cs.model_field(cs.nullable_schema(cs.str_schema())),
        'c': cs.model_field(cs.str_schema(), serialization_alias='C'),
        'd': cs.model_field(cs.str_schema()),
    }
    if functions:
        function = cs.plain_serializer_function_ser_schema(lambda value: value)
        fields['d'] = cs.model_field(cs.str_schema(serialization=function))
    schema = cs.model_schema(Model, cs.model_fields_schema(fields), config={'serialize_by_alias': True})
    ser = SchemaSerializer(schema)
    model = Model(b=None, x=9, a=1, d='é', c='c')
    model.__pydantic_fields_set__ = {'a', 'c'}
    assert ser.to_json(model, **arguments).decode() == text
    python = {name: value for name, value in arguments.items() if name not in ('ensure_ascii', 'indent')}
    assert ser.to_python(model, **python) == json.loads(text)


CHANGES = [
    # what the offset's code does to the dict of the model while it is asked
    lambda d: None,
    lambda d: d.pop('c'),
    lambda d: d.clear(),
    lambda d: d.update(dict.fromkeys(map(str, range(50)))),  # a dict that grows may move what comes next
]


@pytest.mark.parametrize('change', CHANGES)
def test_an_offset_that_changes_the_model(change):
    """What comes out is what was there before; so it is with the dict and the list."""
    fields = {'a': cs.str_schema(), 'b': cs.datetime_schema(), 'c': cs.str_schema()}
    ser = SchemaSerializer(cs.model_schema(Model, cs.model_fields_schema({n: cs.model_field(s) for n, s in fields.items()})))
    model = Model(a='a' * 50, c='c' * 50)
    model.__dict__.pop('c')
    model.__dict__.update(b=WHEN.replace(tzinfo=Offset(lambda: change(model.__dict__))), c='c' * 50)
    found = json.loads(ser.to_json(model))
    assert found == {'a': 'a' * 50, 'b': '2026-01-02T03:04:05+02:00', 'c': 'c' * 50}


def test_an_offset_that_changes_a_list():
    when = []
    when += [WHEN, WHEN.replace(tzinfo=Offset(when.clear)), WHEN]
    assert SchemaSerializer(cs.list_schema(cs.datetime_schema())).to_json(when) == b'["2026-01-02T03:04:05","2026-01-02T03:04:05+02:00"]'


def test_an_offset_that_changes_a_dict():
    when = {}
    when.update(a=WHEN, b=WHEN.replace(tzinfo=Offset(when.clear)), c=WHEN)
    with pytest.raises(PydanticSerializationError, match='dictionary changed size'):
        SchemaSerializer(cs.dict_schema(values_schema=cs.datetime_schema())).to_json(when)


def test_containers_that_lost_items():
    values = {str(i): i for i in range(40)}
    for i in range(0, 40, 3):
        del values[str(i)]
    ser = SchemaSerializer(cs.dict_schema(cs.str_schema(), cs.int_schema()))
    assert json.loads(ser.to_json(values)) == values and ser.to_json({}) == b'{}'
    assert ser.to_json({'a': 1, 'b': 10**30, 'c': 3}) == b'{"a":1,"b":%d,"c":3}' % 10**30
    assert SchemaSerializer(cs.list_schema(cs.int_schema())).to_json([1, 10**30, 3], indent=1) == b'[\n 1,\n %d,\n 3\n]' % 10**30


def test_at_the_limit_of_the_recursion_guard():
    """There a literal, which is written by its type, is refused as anything else is."""
    item = cs.model_schema(
        Model,
        cs.model_fields_schema(
            {'kind': cs.model_field(LITERAL), 'next': cs.model_field(cs.nullable_schema(cs.definition_reference_schema('m')))}
        ),
        ref='m',
    )
    ser = SchemaSerializer(cs.definitions_schema(cs.definition_reference_schema('m'), [item]))
    model = Model(kind='a', next=None)
    for _ in range(300):
        model = Model(kind='a', next=model)
    with pytest.raises(PydanticSerializationError, match=re.escape(TOO_DEEP)):
        ser.to_json(model)
