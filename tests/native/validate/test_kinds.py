"""The kinds that pick, convert or combine: rows of a schema, an input, and the value or the errors' types that come out.

JSON-capable rows run through Python input and JSON."""

import json
import uuid

import pytest
from pydantic_core import SchemaValidator, ValidationError
from pydantic_core import core_schema as cs

from tests.editions import by_edition

UUID_TEXT = '12345678-1234-4234-9234-1234567890ab'


def outcome(validate, value):
    """The value, or the list of (type, loc) of the errors."""
    try:
        return validate(value)
    except ValidationError as error:
        return [(e['type'], e['loc']) for e in error.errors()]


INT_STR = cs.union_schema([cs.int_schema(), cs.str_schema()])
TAIL = cs.tuple_schema([cs.int_schema(), cs.str_schema(), cs.int_schema()], variadic_item_index=1)

BOTH = [
    (cs.tuple_schema([cs.int_schema(), cs.str_schema()]), [1, 'a'], (1, 'a')),
    (cs.tuple_schema([cs.int_schema(), cs.str_schema()]), [1], [('missing', (1,))]),
    (cs.tuple_schema([cs.int_schema()]), ['x', 2], [('too_long', ())]),
    (TAIL, [1, 'a', 'b', '2'], (1, 'a', 'b', 2)),
    (TAIL, [1, 2], (1, 2)),
    (cs.set_schema(cs.int_schema()), [1, '1', 2], {1, 2}),
    (cs.set_schema(cs.int_schema(), max_length=1), [1, 1, 2], [('too_long', ())]),
    (cs.set_schema(), [[]], [('set_item_not_hashable', (0,))]),
    (cs.frozenset_schema(cs.int_schema()), [1, 'x'], [('int_parsing', (1,))]),
    (cs.literal_schema([1, 'a']), 1, 1),
    (cs.literal_schema([1, 'a']), True, 1),
    (cs.literal_schema([1, 'a']), 'b', [('literal_error', ())]),
    (INT_STR, '1', '1'),
    (cs.union_schema([cs.with_default_schema(cs.int_schema(), default=7, on_error='default'), cs.str_schema()]), 'x', 7),
    (cs.dict_schema(cs.str_schema(), cs.int_schema(), fail_fast=True), {'a': 'x', 'b': 'y'}, [('int_parsing', ('a',))]),
    (cs.tuple_schema([cs.int_schema(), cs.with_default_schema(cs.int_schema(), default='y', validate_default=True)]), ['x'],
     [('int_parsing', (1,))]),
    (cs.str_schema(strip_whitespace=True), ' \x1fa\u2003', '\x1fa'),
    (INT_STR, [], [('int_type', ('int',)), ('string_type', ('str',))]),
    (cs.union_schema([(cs.int_schema(), 'a')], auto_collapse=False), 'x', [('int_parsing', ('a',))]),
    (cs.union_schema([cs.int_schema(), cs.str_schema()], mode='left_to_right'), '1', 1),
    (cs.uuid_schema(), UUID_TEXT, uuid.UUID(UUID_TEXT)),
    (cs.uuid_schema(version=1), UUID_TEXT, [('uuid_version', ())]),
    (cs.uuid_schema(), 'x', [('uuid_parsing', ())]),
    (cs.chain_schema([cs.str_schema(), cs.int_schema()]), '1', 1),
    (cs.lax_or_strict_schema(cs.str_schema(), cs.int_schema()), 'x', 'x'),
    (cs.custom_error_schema(cs.int_schema(), custom_error_type='mine', custom_error_message='no'), 'x', [('mine', ())]),
]


@pytest.mark.parametrize('schema,value,expected', BOTH)
def test_python_and_json(schema, value, expected):
    validator = SchemaValidator(schema)
    assert outcome(validator.validate_python, value) == expected
    assert outcome(validator.validate_json, json.dumps(value)) == expected


TEXTS = [
    ('base64', 'YWI=', b'ab'),
    ('base64', 'YWI', b'ab'),
    ('base64', '-_+/', 'Invalid symbol 45, offset 0.'),
    ('base64', 'YW=I', 'Invalid symbol 61, offset 2.'),
    ('base64', 'YWJ', by_edition('Invalid last symbol 74, offset 2.', "Invalid last symbol 0x4a ('J') at offset 2, decoded as 0b00001001.")),
    ('base64', 'Y', 'Invalid input length: 1'),
    ('hex', '61fF', b'a\xff'),
    ('hex', '6', 'Odd number of digits'),
    ('hex', 'é', "Invalid character 'Ã' at position 0"),
]


@pytest.mark.parametrize('mode,text,expected', TEXTS)
def test_bytes_as_text(mode, text, expected):
    validator = SchemaValidator(cs.bytes_schema(), {'val_json_bytes': mode})
    for validate, value in [(validator.validate_python, text), (validator.validate_json, json.dumps(text))]:
        if isinstance(expected, bytes):
            assert validate(value) == expected
        else:
            with pytest.raises(ValidationError) as caught:
                validate(value)
            assert caught.value.errors()[0]['ctx']['encoding_error'] == expected


def test_only_python_objects():
    assert SchemaValidator(cs.is_instance_schema(int)).isinstance_python(True)
    assert outcome(SchemaValidator(cs.is_instance_schema(int)).validate_json, '1') == [('needs_python_object', ())]
    assert SchemaValidator(cs.is_subclass_schema(int)).validate_python(bool) is bool
    assert outcome(SchemaValidator(cs.callable_schema()).validate_python, 1) == [('callable_type', ())]
    either = SchemaValidator(cs.json_or_python_schema(cs.int_schema(), cs.str_schema()))
    assert either.validate_json('1') == 1
    assert either.validate_python('1') == '1'


def test_a_failing_iterator_is_all_that_is_told():
    def items():
        yield 'x'
        raise RuntimeError('over')

    assert outcome(SchemaValidator(cs.set_schema(cs.int_schema())).validate_python, items()) == [
        ('iteration_error', (1,))
    ]
    assert outcome(SchemaValidator(TAIL).validate_python, items()) == [('iteration_error', (2,))]
