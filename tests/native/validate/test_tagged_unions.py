"""Tagged unions: rows of a discriminator, an input, and the value or the errors' types and locations."""

import enum
import json
import types

import pytest
from pydantic_core import SchemaError, SchemaValidator, ValidationError
from pydantic_core import core_schema as cs


class Tag(enum.Enum):
    e = 'e'


class Text(str, enum.Enum):
    t = 't'


def record(**fields):
    return cs.model_fields_schema({name: cs.model_field(schema) for name, schema in fields.items()})


CHOICES = {
    'a': record(v=cs.int_schema()),
    1: record(v=cs.str_schema()),
    Tag.e: record(),
    Text.t: record(v=cs.bool_schema()),
    None: record(),
}


def outcome(validate, value, **options):
    """The fields, or the list of (type, loc) of the errors."""
    try:
        return validate(value, **options)[0]
    except ValidationError as error:
        return [(e['type'], e['loc']) for e in error.errors()]


INVALID, NOT_FOUND = [('union_tag_invalid', ())], [('union_tag_not_found', ())]
BOTH = [
    ('tag', {'tag': 'a', 'v': '1'}, {'v': 1}),
    ('tag', {'tag': 'a', 'v': 'x'}, [('int_parsing', ('a', 'v'))]),
    ('tag', {'tag': 1, 'v': 'x'}, {'v': 'x'}),
    ('tag', {'tag': True, 'v': 1}, [('string_type', (1, 'v'))]),
    ('tag', {'tag': 't', 'v': 1}, {'v': True}),
    ('tag', {'tag': None}, {}),
    ('tag', {'tag': 'b'}, INVALID),
    ('tag', {'tag': [1]}, INVALID),
    ('tag', {'tag': 2**70}, INVALID),
    ('tag', {}, NOT_FOUND),
    ('tag', [], [('dict_type', ())]),
    (['x', 0, 'tag'], {'x': [{'tag': 'a'}], 'v': 2}, {'v': 2}),
    (['x', 1], {'x': ['a']}, NOT_FOUND),
    ([['x', 'tag'], ['tag']], {'x': 1, 'tag': 'a', 'v': 2}, {'v': 2}),
    (lambda value: 'a', {'v': 3}, {'v': 3}),
    (lambda value: None, {'v': 3}, NOT_FOUND),
    (lambda value: 'b', {'v': 3}, INVALID),
]


@pytest.mark.parametrize('discriminator,value,expected', BOTH)
def test_python_and_json(discriminator, value, expected):
    validator = SchemaValidator(cs.tagged_union_schema(CHOICES, discriminator))
    assert outcome(validator.validate_python, value, from_attributes=False) == expected
    assert outcome(validator.validate_json, json.dumps(value)) == expected


STRINGS = [
    ({'tag': 'a', 'v': '1'}, {'v': 1}),
    ({'tag': '1', 'v': '1'}, INVALID),
    ({'tag': {'x': 'a'}}, INVALID),
    ({}, NOT_FOUND),
    ('a', [('dict_type', ())]),
]


@pytest.mark.parametrize('value,expected', STRINGS)
def test_strings(value, expected):
    assert outcome(SchemaValidator(cs.tagged_union_schema(CHOICES, 'tag')).validate_strings, value) == expected


PYTHON = [
    ({'tag': Tag.e}, {}, {}),
    ({'tag': Text.t, 'v': 'x'}, {}, [('bool_parsing', ('t', 'v'))]),
    (types.SimpleNamespace(tag='b'), {}, INVALID),
    (types.SimpleNamespace(), {}, NOT_FOUND),
    (types.SimpleNamespace(tag='a'), {'from_attributes': False}, [('dict_type', ())]),
    (1, {}, [('model_attributes_type', ())]),
    (types.MappingProxyType({'tag': 'a', 'v': 1}), {}, {'v': 1}),
    (types.MappingProxyType({'tag': 'a', 'v': 1}), {'strict': True, 'from_attributes': False}, [('dict_type', ())]),
]


@pytest.mark.parametrize('value,options,expected', PYTHON)
def test_python(value, options, expected):
    assert outcome(SchemaValidator(cs.tagged_union_schema(CHOICES, 'tag')).validate_python, value, **options) == expected


def test_messages():
    validator = SchemaValidator(cs.tagged_union_schema({'a': cs.any_schema(), 1: cs.any_schema()}, [['x', -1], ['tag']]))
    with pytest.raises(ValidationError) as info:
        validator.validate_python({'tag': 'b'})
    assert info.value.errors()[0]['msg'] == "Input tag 'b' found using 'x'.-1 | 'tag' does not match any of the expected tags: 'a', 1"
    assert validator.title == 'tagged-union[any,any]'


def test_custom_error():
    schema = cs.tagged_union_schema(CHOICES, 'tag', custom_error_type='mine', custom_error_message='no')
    for value in ({}, {'tag': 'b'}):
        assert outcome(SchemaValidator(schema).validate_python, value) == [('mine', ())]


def test_discriminator_that_raises():
    validator = SchemaValidator(cs.tagged_union_schema(CHOICES, lambda value: int('x')))
    with pytest.raises(ValueError, match='invalid literal'):
        validator.validate_python({})


@pytest.mark.parametrize('discriminator', [1, [], [[]], [1], ['a', 1.5]])
def test_bad_schema(discriminator):
    with pytest.raises(SchemaError, match='Error building "tagged-union" validator'):
        SchemaValidator(cs.tagged_union_schema(CHOICES, discriminator))


def test_recursive():
    tree = cs.definitions_schema(
        cs.definition_reference_schema('tree'),
        [
            cs.tagged_union_schema(
                {'leaf': record(v=cs.int_schema()), 'node': record(tag=cs.str_schema(), of=cs.list_schema(cs.definition_reference_schema('tree')))},
                'tag',
                ref='tree',
            )
        ],
    )
    validator = SchemaValidator(tree)
    value = {'tag': 'node', 'of': [{'tag': 'node', 'of': [{'tag': 'leaf', 'v': 'x'}]}]}
    expected = [('int_parsing', ('node', 'of', 0, 'node', 'of', 0, 'leaf', 'v'))]
    assert outcome(validator.validate_python, value) == expected
    assert outcome(validator.validate_json, json.dumps(value)) == expected
    value['of'].append(value)
    assert ('recursion_loop', ('node', 'of', 1)) in outcome(validator.validate_python, value)


def test_what_is_wrong_about_a_choice_is_told_before_what_is_wrong_about_a_tag():
    with pytest.raises(SchemaError, match='Unknown schema type: "nonesuch"'):
        SchemaValidator(cs.tagged_union_schema({'\ud800': cs.any_schema(), 'b': {'type': 'nonesuch'}}, 't'))
    with pytest.raises(SchemaError, match='error extracting str'):
        SchemaValidator(cs.tagged_union_schema({'\ud800': cs.any_schema(), 'b': cs.any_schema()}, 't'))
