"""Schemas as dicts: a schema counts by what its keys say, whatever the dict and its keys look like."""

import json
import sys

import pytest
from pydantic_core import SchemaError, SchemaSerializer, SchemaValidator, ValidationError, from_json
from pydantic_core import core_schema as cs


class Text(str):
    """A str that cannot be interned."""


class Hostile(str):
    """A str that is never equal to the name it spells."""

    __hash__ = str.__hash__

    def __eq__(self, other):
        raise RuntimeError('compared')


SCHEMA = {
    'type': 'typed-dict',
    'fields': {
        'a': {'type': 'typed-dict-field', 'schema': {'type': 'str', 'max_length': 2}, 'validation_alias': 'b'},
        'c': {'type': 'typed-dict-field', 'schema': {'type': 'int'}, 'required': False},
    },
    'config': {'title': 'T', 'str_max_length': 1},
}


def remade(value, key):
    """The same schema with other keys and dicts."""
    if isinstance(value, dict):
        return {key(k): remade(v, key) for k, v in value.items()}
    return value


def with_holes(value):
    """Dicts from which much was deleted, so that no pair is at its place."""
    if not isinstance(value, dict):
        return value
    holed = {f'gone_{i}': i for i in range(20)}
    holed.update({k: with_holes(v) for k, v in value.items()})
    for i in range(20):
        del holed[f'gone_{i}']
    return holed


@pytest.mark.parametrize(
    'schema',
    [
        SCHEMA,
        json.loads(json.dumps(SCHEMA)),  # keys that are not interned
        remade(SCHEMA, lambda k: ''.join(list(k))),
        remade(SCHEMA, Text),
        with_holes(SCHEMA),
        {**{f'x{i}': None for i in range(100)}, **SCHEMA},
        {**SCHEMA, 1: 2, None: 3},
    ],
    ids=['plain', 'json', 'not interned', 'subclass', 'holes', 'many', 'other keys'],
)
def test_same_schema(schema):
    validator = SchemaValidator(schema)
    assert validator.title == 'typed-dict'
    assert validator.validate_python({'b': 'xy', 'c': '1'}) == {'a': 'xy', 'c': 1}
    assert validator.validate_json('{"c": 1, "b": "xy"}') == {'a': 'xy', 'c': 1}
    with pytest.raises(ValidationError) as raised:
        validator.validate_python({'a': 'xyz', 'b': 'xyz'})
    assert [(e['type'], e['loc']) for e in raised.value.errors()] == [('string_too_long', ('b',))]
    assert SchemaSerializer(schema).to_json({'a': 'x', 'c': 1}) == b'{"a":"x","c":1}'


def test_hostile_keys():
    with pytest.raises((RuntimeError, SchemaError)):
        SchemaValidator({Hostile('type'): 'int'})


@pytest.mark.parametrize('name', ['{}', 'field_{}', 'a_name_of_sixteen_{}', '{}_at_the_front_of_the_name', 'é{}'])
def test_many_fields_in_any_order(name):
    names = [name.format(i) for i in range(300)]
    fields = {n: {'type': 'typed-dict-field', 'schema': {'type': 'int'}} for n in names}
    schema = {'type': 'typed-dict', 'fields': fields}
    validator, serializer = SchemaValidator(schema), SchemaSerializer(schema)
    backwards = {''.join(list(n)): i for i, n in reversed(list(enumerate(names)))}  # and not interned
    expected = dict(zip(names, range(300)))
    assert list(validator.validate_python(backwards).items()) == list(expected.items())
    assert list(validator.validate_json(json.dumps(backwards)).items()) == list(expected.items())
    assert serializer.to_python(backwards) == expected
    assert json.loads(serializer.to_json(backwards)) == expected
    few = {n: i for n, i in backwards.items() if i < 5}
    small = {'type': 'typed-dict', 'fields': dict(list(fields.items())[:5])}
    assert SchemaSerializer(small).to_python(few) == few


@pytest.mark.parametrize('text', ['made at run time', 'n', 'x' * 63, 'x' * 64, 'größer', 'größer' * 20])
@pytest.mark.parametrize('seen_in_json', [False, True])
def test_names_that_are_made_at_run_time(text, seen_in_json):
    text += f' {seen_in_json}'

    def made():
        return ''.join(list(text))

    for _ in range(3 if seen_in_json else 0):  # such strings are shared, and not interned
        assert from_json(json.dumps([text])) == [text]
    for _ in range(5):
        field = cs.typed_dict_field(cs.any_schema(), serialization_alias=made())
        schema = cs.typed_dict_schema({made(): field})
        for key in (*SchemaValidator(schema).validate_python({made(): 1}), *SchemaSerializer(schema).to_python({made(): 1}, by_alias=True)):
            assert key == text and key is sys.intern(made())


class Index:
    def __init__(self, value):
        self.value = value

    def __index__(self):
        if self.value is None:
            raise RuntimeError
        return self.value


# (a step of an alias path, the int that it is; None: it is refused)
STEPS = [(0, 0), (True, 1), (Index(2), 2), (2**63 - 1, 2**63 - 1), (2**64, None), (-(2**63), -(2**63)), (-(2**63) - 1, None), (Index(None), None), (1.0, None)]


@pytest.mark.parametrize('step, index', STEPS)
def test_steps_of_alias_paths(step, index):
    field = cs.typed_dict_field(cs.int_schema(), validation_alias=['x', step])
    schema = cs.typed_dict_schema({'a': field})
    if index is None:
        with pytest.raises(SchemaError, match='TypeError: Item in an alias path should be a string or int'):
            SchemaValidator(schema)
        return
    validator = SchemaValidator(schema)
    assert validator.validate_python({'x': {index: 1}}) == {'a': 1}
    with pytest.raises(ValidationError) as caught:
        validator.validate_python({'x': {}})
    [error] = caught.value.errors()
    assert error['loc'] == ('x', index) and type(error['loc'][1]) is int
    shown = f'Neg(\n{" " * 32}{-index},' if index < 0 else f'Pos(\n{" " * 32}{index},'
    assert ' '.join(shown.split()) in ' '.join(repr(validator).split())


TWO_WRONG = [
    ({'type': 'str', 'pattern': 3, 'min_length': 'x'}, 'Invalid pattern'),
    ({'type': 'str', 'pattern': 3, 'strict': 3}, 'Invalid pattern'),
    ({'type': 'uuid', 'strict': 3, 'version': 'x'}, 'cannot be interpreted as an integer'),
    ({'type': 'timedelta', 'strict': 3, 'le': 'x'}, "'le' must be coercible"),
    ({'type': 'int', 'multiple_of': 'x', 'le': 'x'}, "'multiple_of' must be coercible"),
    ({'type': 'decimal', 'multiple_of': 'x', 'le': 'x'}, "'multiple_of' must be coercible"),
    ({'type': 'date', 'strict': 3, 'le': 'x'}, '(?i)bool'),
]


@pytest.mark.parametrize('schema,message', TWO_WRONG)
def test_which_of_two_wrong_settings_is_reported(schema, message):
    with pytest.raises(SchemaError, match=message):
        SchemaValidator(schema)
