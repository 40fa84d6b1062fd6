"""Kinds of single values: enums, decimals, complex numbers, JSON text, the missing sentinel.

A row is a schema, an input, and the value or the errors' types and locations that come out; rows of BOTH run through Python
and JSON, those whose input is text through strings too."""

import enum
import json
from decimal import Decimal

import pytest
from pydantic_core import MISSING, SchemaError, SchemaValidator, ValidationError
from pydantic_core import core_schema as cs

from tests.editions import by_edition
from tests.native.rows import check_all_inputs, outcome, same


class Color(enum.Enum):
    red = 'red'
    two = 2


class Number(enum.IntEnum):
    one = 1


COLOR = cs.enum_schema(Color, list(Color))
NUMBER = cs.enum_schema(Number, list(Number), sub_type='int')
MONEY = cs.decimal_schema(max_digits=5, decimal_places=2, ge=0)
NUMBERS = cs.json_schema(cs.list_schema(cs.int_schema()))

BOTH = [
    (COLOR, 'red', Color.red),
    (COLOR, 2, Color.two),
    (COLOR, 2.0, Color.two),
    (COLOR, 'blue', [('enum', ())]),
    (COLOR, None, [('enum', ())]),
    (COLOR, 2**70, [('int_parsing_size', ())]),
    (NUMBER, '1', Number.one),
    (NUMBER, True, Number.one),
    (NUMBER, 1.5, [('enum', ())]),
    # The product and the difference are rounded one after the other, on every processor.
    *((cs.float_schema(multiple_of=of), 5e10, 5e10) for of in (0.1, 0.01)),
    (cs.decimal_schema(), '1e5', Decimal('1E+5')),
    (cs.decimal_schema(), 2**80, Decimal(2**80)),
    (cs.decimal_schema(), 0.1, Decimal('0.1')),
    (cs.decimal_schema(), True, [('decimal_type', ())]),
    (cs.decimal_schema(), 'x', [('decimal_parsing', ())]),
    (cs.decimal_schema(), 'inf', [('finite_number', ())]),
    (cs.decimal_schema(allow_inf_nan=True), '-inf', Decimal('-Infinity')),
    (cs.decimal_schema(allow_inf_nan=True, le=1), 'nan', [('less_than_equal', ())]),
    (cs.decimal_schema(multiple_of=0.5), '1.5', Decimal('1.5')),
    (cs.decimal_schema(multiple_of=0.5), '1.2', [('multiple_of', ())]),
    (MONEY, '123.45', Decimal('123.45')),
    (MONEY, '123.4500', Decimal('123.4500')),
    (MONEY, '1e-30', [('decimal_max_digits', ())]),
    (MONEY, '1e999999999999999999', [('decimal_max_digits', ())]),
    (MONEY, '0.123', [('decimal_max_places', ())]),
    (MONEY, '12345', [('decimal_whole_digits', ())]),
    (MONEY, '-1', [('greater_than_equal', ())]),
    (cs.complex_schema(), '1+2j', 1 + 2j),
    (cs.complex_schema(), 3, 3 + 0j),
    (cs.complex_schema(), 1.5, 1.5 + 0j),
    (cs.complex_schema(), None, [('complex_type', ())]),
    (NUMBERS, '[1, "2"]', [1, 2]),
    (NUMBERS, '[1, "x"]', [('int_parsing', (1,))]),
    (NUMBERS, '[1', [('json_invalid', ())]),
    (NUMBERS, 1, [('json_type', ())]),
    (cs.json_schema(), '{"a": [1.5, null]}', {'a': [1.5, None]}),
    (cs.missing_sentinel_schema(), 'MISSING', [('missing_sentinel_error', ())]),
]


@pytest.mark.parametrize('schema,value,expected', BOTH)
def test_all_inputs(schema, value, expected):
    check_all_inputs(schema, value, expected)


PYTHON = [
    (COLOR, Color.red, {'strict': True}, Color.red),
    (COLOR, 'red', {'strict': True}, [('is_instance_of', ())]),
    (COLOR, '\ud800', {}, [('string_unicode', ())]),
    (cs.decimal_schema(), Decimal('1.0'), {'strict': True}, Decimal('1.0')),
    (cs.decimal_schema(), '1.0', {'strict': True}, [('is_instance_of', ())]),
    (cs.decimal_schema(), (0, (1, 2), -1), {}, by_edition([('decimal_type', ())], Decimal('1.2'))),
    (cs.complex_schema(), 2**70, {}, complex(2**70)),
    (cs.complex_schema(), 10**400, {}, [('complex_type', ())]),
    (cs.complex_schema(strict=True), '1', {}, [('is_instance_of', ())]),
    (NUMBERS, b'[1]', {}, [1]),
    (NUMBERS, '[1, "2', {'allow_partial': True}, [1]),
    (cs.missing_sentinel_schema(), MISSING, {}, MISSING),
    (cs.missing_sentinel_schema(), None, {}, [('missing_sentinel_error', ())]),
]


@pytest.mark.parametrize('schema,value,options,expected', PYTHON)
def test_python(schema, value, options, expected):
    assert same(outcome(SchemaValidator(schema).validate_python, value, **options), expected)


def test_decimal_error_context():
    with pytest.raises(ValidationError) as info:
        SchemaValidator(cs.decimal_schema(le='10.50')).validate_python(11)
    (error,) = info.value.errors()
    assert error['msg'] == 'Input should be less than or equal to 10.50'
    assert same(error['ctx']['le'], Decimal('10.50'))


MISSING_ANSWERS = [
    (lambda value: Color.two, Color.two),
    (lambda value: None, [('enum', ())]),
    (lambda value: 1 // 0, [('enum', ())]),
]


@pytest.mark.parametrize('missing,expected', MISSING_ANSWERS)
def test_missing(missing, expected):
    """What the schema has under `missing` is not used since 2.50: the class is asked."""
    expected = by_edition(expected, [('enum', ())])
    validator = SchemaValidator(cs.enum_schema(Color, list(Color), missing=missing))
    assert outcome(validator.validate_python, 'x') == expected
    assert outcome(validator.validate_json, '"x"') == expected


def test_missing_answers_with_no_member():
    validator = SchemaValidator(cs.enum_schema(Color, list(Color), missing=lambda value: 'y'))
    text = "error in Color._missing_: returned 'y' instead of None or a valid member"
    with pytest.raises(by_edition(TypeError, ValidationError), match=by_edition(text, 'enum')):
        validator.validate_python('x')


BAD_SCHEMAS = [
    (cs.decimal_schema(le='x'), "'le' must be coercible to a Decimal instance"),
    (cs.decimal_schema(max_digits=1, allow_inf_nan=True), 'allow_inf_nan=True cannot be used with max_digits'),
    (cs.enum_schema(Color, []), '`members` should have length > 0'),
    (cs.enum_schema(Color, list(Color), sub_type='bytes'), '`sub_type` must be one of'),
]


@pytest.mark.parametrize('schema,message', BAD_SCHEMAS)
def test_bad_schema(schema, message):
    with pytest.raises(SchemaError, match=message):
        SchemaValidator(schema)


def test_nested_errors_outlive_their_document():
    validator = SchemaValidator(cs.json_schema(cs.json_schema(cs.dict_schema(values_schema=cs.int_schema()))))
    with pytest.raises(ValidationError) as info:
        validator.validate_python(json.dumps(json.dumps({'k' * 50: ['v' * 50]})))
    assert [(e['loc'], e['input']) for e in info.value.errors()] == [(('k' * 50,), ['v' * 50])]
