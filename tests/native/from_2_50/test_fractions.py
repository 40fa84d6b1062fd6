"""Kinds of single values since core 2.50: fractions, and the ellipsis.

Rows of BOTH run through Python and JSON, those whose input is text through strings too."""

import sys
from decimal import Decimal
from fractions import Fraction

import pytest
from pydantic_core import SchemaError, SchemaValidator, ValidationError
from pydantic_core import core_schema as cs

from tests.native.rows import check_all_inputs, outcome, same

FRACTION = {'type': 'fraction'}
ELLIPSIS = {'type': 'ellipsis'}
BOUNDED = {'type': 'fraction', 'multiple_of': Fraction(1, 3), 'le': 2, 'lt': '5/3', 'ge': 0.25, 'gt': Fraction(1, 4)}


class Part(Fraction):
    pass


class Says:
    """Claims to be a Fraction."""

    __class__ = Fraction


BAD = [('fraction_parsing', ())]

BOTH = [
    (FRACTION, '1/2', Fraction(1, 2)),
    (FRACTION, ' -3 ', Fraction(-3)),
    (FRACTION, '1.5e2', Fraction(150)),
    (FRACTION, '1_0/5', Fraction(2) if sys.version_info >= (3, 11) else BAD),  # as CPython's own Fraction
    (FRACTION, 3, Fraction(3)),
    (FRACTION, 2**80, Fraction(2**80)),
    (FRACTION, 0.5, Fraction(1, 2)),
    (FRACTION, 'x', BAD),
    (FRACTION, '', BAD),
    (FRACTION, 'nan', BAD),
    (FRACTION, '1/0', BAD),
    (FRACTION, '1e', BAD),
    (FRACTION, '1e4300', Fraction(10**4300)),
    (FRACTION, '1e-4300', Fraction(1, 10**4300)),
    (FRACTION, '1e4301', BAD),
    (FRACTION, '1e-4301', BAD),
    (FRACTION, '1E99999999999999999999', BAD),
    (FRACTION, '1e' + '9' * 5000, BAD),
    (FRACTION, '1e999999\x1c', BAD),
    (FRACTION, '1e99_9999\u2003', BAD),
    (FRACTION, '1e2\x1c', Fraction(100)),
    (FRACTION, None, [('fraction_type', ())]),
    (FRACTION, [], [('fraction_type', ())]),
    (FRACTION, {}, [('fraction_type', ())]),
    (BOUNDED, '1/3', Fraction(1, 3)),
    (BOUNDED, '1/2', [('multiple_of', ())]),
    (BOUNDED, 3, [('less_than_equal', ())]),
    (BOUNDED, 2, [('less_than', ())]),
    (BOUNDED, 0, [('greater_than_equal', ())]),
    (ELLIPSIS, '...', [('ellipsis_error', ())]),
    (ELLIPSIS, None, [('ellipsis_error', ())]),
]


@pytest.mark.parametrize('schema,value,expected', BOTH)
def test_all_inputs(schema, value, expected):
    check_all_inputs(schema, value, expected)


PYTHON = [
    (FRACTION, 0.1, {}, Fraction(0.1)),
    (FRACTION, Decimal('1.5'), {}, Fraction(3, 2)),
    (FRACTION, float('inf'), {}, BAD),
    (FRACTION, Decimal('nan'), {}, BAD),
    (FRACTION, True, {}, Fraction(1)),
    (FRACTION, 1j, {}, [('fraction_type', ())]),
    (FRACTION, b'1', {}, [('fraction_type', ())]),
    (FRACTION, '\ud800', {}, BAD),
    (FRACTION, Part(1, 2), {}, Part(1, 2)),
    (FRACTION, Part(1, 2), {'strict': True}, Part(1, 2)),
    (FRACTION, Fraction(1, 2), {'strict': True}, Fraction(1, 2)),
    (FRACTION, '1/2', {'strict': True}, [('is_instance_of', ())]),
    (FRACTION, 1, {'strict': True}, [('is_instance_of', ())]),
    (ELLIPSIS, ..., {}, ...),
    (ELLIPSIS, ..., {'strict': True}, ...),
    (ELLIPSIS, 'Ellipsis', {}, [('ellipsis_error', ())]),
    (cs.union_schema([cs.str_schema(), FRACTION]), Fraction(1, 2), {}, Fraction(1, 2)),
    (cs.union_schema([FRACTION, cs.int_schema()]), 1, {}, 1),
    (cs.dict_schema(FRACTION, FRACTION), {'1/2': 'x'}, {}, [('fraction_parsing', ('1/2',))]),
]


@pytest.mark.parametrize('schema,value,options,expected', PYTHON)
def test_python(schema, value, options, expected):
    assert same(outcome(SchemaValidator(schema).validate_python, value, **options), expected)


def test_keys_of_json():
    validator = SchemaValidator(cs.dict_schema(FRACTION, FRACTION))
    assert validator.validate_json('{"1/2": 0.25}', strict=True) == {Fraction(1, 2): Fraction(1, 4)}
    assert outcome(validator.validate_json, '{"x": 1}') == [('fraction_parsing', ('x', '[key]'))]


def test_an_object_with_a_class_of_its_own_is_kept():
    claims = Says()
    assert SchemaValidator(FRACTION).validate_python(claims) is claims


def test_error_context():
    with pytest.raises(ValidationError) as info:
        SchemaValidator({'type': 'fraction', 'multiple_of': '1/3'}).validate_python('1/2')
    (error,) = info.value.errors()
    assert error['msg'] == 'Input should be a multiple of 1/3'
    assert same(error['ctx']['multiple_of'], Fraction(1, 3))


BAD_SCHEMAS = [
    ({'multiple_of': 0}, "'multiple_of' must be greater than 0"),
    ({'multiple_of': Fraction(-1, 2)}, "'multiple_of' must be greater than 0"),
    ({'multiple_of': 'x'}, "'multiple_of' must be coercible to a Fraction instance"),
    ({'le': None}, "'le' must be coercible to a Fraction instance"),
    ({'gt': '1e5000'}, "'gt' must be coercible to a Fraction instance"),
]


@pytest.mark.parametrize('settings,message', BAD_SCHEMAS)
def test_bad_schema(settings, message):
    with pytest.raises(SchemaError, match=message):
        SchemaValidator({'type': 'fraction', **settings})


def test_exceptions_of_the_users_code():
    class Raises(Part):
        def __le__(self, other):
            raise KeyError('le')

    with pytest.raises(KeyError):
        SchemaValidator({'type': 'fraction', 'le': 1}).validate_python(Raises(1))
