"""Numbers since core 2.50: Decimal from three parts and with its digits counted as they are, complex of what complex() takes,
int of fractions, and `multiple_of`."""

import decimal
import json
import math
from decimal import Decimal
from fractions import Fraction

import pytest
from pydantic_core import SchemaError, SchemaSerializer, SchemaValidator, ValidationError, to_json

DECIMAL = {'type': 'decimal'}
COMPLEX = {'type': 'complex'}


def outcome(validate, value, **options):
    """The value and its class, or the types of the errors."""
    try:
        made = validate(value, **options)
    except ValidationError as error:
        return [e['type'] for e in error.errors()]
    return repr(made), type(made).__name__


def number(text):
    return f"Decimal('{text}')", 'Decimal'


TRIPLES = [
    ((0, (1, 2, 3), -2), number('1.23')),
    ((1, (1,), 3), number('-1E+3')),
    ((0, (), 0), number('0')),
    ((0, [1], 0), number('1')),
    ((0, (1,), 'F'), ['finite_number']),
    ((2, (1,), 0), ['decimal_type']),
    (('a', 'b', 'c'), ['decimal_type']),
    ((0, (1, 2)), ['decimal_type']),
]


@pytest.mark.parametrize('parts,expected', TRIPLES)
def test_decimal_of_three_parts(parts, expected):
    validator = SchemaValidator(DECIMAL)
    assert outcome(validator.validate_python, parts) == expected
    assert outcome(validator.validate_json, json.dumps(parts)) == expected
    assert outcome(validator.validate_python, parts, strict=True) == ['is_instance_of']
    assert outcome(validator.validate_json, json.dumps(parts), strict=True) == ['decimal_type']


def test_only_a_tuple_itself_has_three_parts():
    class Parts(tuple):
        pass

    validator = SchemaValidator(DECIMAL)
    assert outcome(validator.validate_python, Parts((0, (1,), 0))) == ['decimal_type']
    assert outcome(validator.validate_python, [0, (1,), 0]) == ['decimal_type']


LONG = '1' + '0' * 28 + '.0001'
DIGITS = [
    ({'max_digits': 29}, LONG, ['decimal_max_digits']),
    ({'decimal_places': 2}, '1' * 27 + '.001', ['decimal_max_places']),
    ({'max_digits': 40, 'decimal_places': 1}, '1' * 28 + '.04', ['decimal_max_places']),
    ({'max_digits': 3}, '0E+10', number('0E+10')),
    ({'max_digits': 3, 'decimal_places': 1}, '0.000', number('0.000')),
    ({'max_digits': 3, 'decimal_places': 1}, '12.300', number('12.300')),
    ({'max_digits': 3, 'decimal_places': 1}, '123.0', ['decimal_whole_digits']),
    ({'max_digits': 1}, '1E+5', ['decimal_max_digits']),
    ({'max_digits': 5, 'decimal_places': 2}, '1E+999999', ['decimal_max_digits']),
    ({'decimal_places': 5}, '1E-999999', ['decimal_max_places']),
]


@pytest.mark.parametrize('limits,text,expected', DIGITS)
@pytest.mark.parametrize('precision', [28, 1])
def test_digits_whatever_the_context(limits, text, expected, precision):
    with decimal.localcontext() as context:
        context.prec = precision
        assert outcome(SchemaValidator({**DECIMAL, **limits}).validate_python, text) == expected


def test_what_the_context_cannot_divide_is_no_multiple():
    validator = SchemaValidator({**DECIMAL, 'multiple_of': Decimal('1E-30')})
    assert outcome(validator.validate_python, '1') == ['multiple_of']
    assert outcome(validator.validate_python, '0') == number('0')
    with decimal.localcontext() as context:
        context.traps[decimal.DivisionByZero] = True
        assert outcome(validator.validate_python, '1E+10') == ['multiple_of']


class Complex:
    def __complex__(self):
        return 1j


class Float:
    def __float__(self):
        return 1.5


class Index:
    def __index__(self):
        return 3


class Fails:
    def __complex__(self):
        raise RuntimeError


class Sub(complex):
    pass


COMPLEXES = [
    (Complex(), '1j'),
    (Float(), '(1.5+0j)'),
    (Index(), '(3+0j)'),
    (True, '(1+0j)'),
    (Decimal('1.5'), '(1.5+0j)'),
    (Fraction(1, 2), '(0.5+0j)'),
    (2**63, '(9.223372036854776e+18+0j)'),
    ('1+2j', '(1+2j)'),
    (10**400, None),
    ('x', None),
    ('\ud800', None),
    (b'1', None),
    (Fails(), None),
    (None, None),
    ([1], None),
]


@pytest.mark.parametrize('value,expected', COMPLEXES)
def test_complex(value, expected):
    validator = SchemaValidator(COMPLEX)
    assert outcome(validator.validate_python, value) == ((expected, 'complex') if expected else ['complex_type'])
    assert outcome(validator.validate_python, value, strict=True) == ['is_instance_of']


def test_complex_keeps_its_class():
    validator = SchemaValidator(COMPLEX)
    assert outcome(validator.validate_python, Sub(1j), strict=True) == ('1j', 'Sub')


def test_strictness_of_the_call():
    validator = SchemaValidator({'type': 'list', 'items_schema': COMPLEX})
    assert outcome(validator.validate_python, [1], strict=True) == ['is_instance_of']
    assert outcome(validator.validate_json, '[1]', strict=True) == ['complex_str_parsing']
    assert outcome(validator.validate_json, '["1j"]', strict=True) == ('[1j]', 'list')
    assert outcome(SchemaValidator({**COMPLEX, 'strict': True}).validate_python, 1.5, strict=False) == ('(1.5+0j)', 'complex')


TEXTS = [
    (complex(1, -0.0), '1-0j'),
    (complex(1, 0.0), '1+0j'),
    (complex(1, math.nan), '1+NaNj'),
    (complex(1, -math.nan), '1+NaNj'),
    (complex(0, -0.0), '-0j'),
    (complex(math.nan, 1), 'NaN+1j'),
    (complex(1, -math.inf), '1-infj'),
]


@pytest.mark.parametrize('value,expected', TEXTS)
def test_text_of_complex(value, expected):
    assert SchemaSerializer(COMPLEX).to_python(value, mode='json') == expected
    assert to_json(value) == f'"{expected}"'.encode()


class Odd(Fraction):
    def is_integer(self):
        raise RuntimeError


class Pairless(Fraction):
    def as_integer_ratio(self):
        return 1


INTS = [
    (Fraction(4, 2), ('2', 'int')),
    (Odd(4), ('4', 'int')),
    (Fraction(10**30), (str(10**30), 'int')),
    (Fraction(1, 2), ['int_from_float']),
    (Fraction(1, 10**30), ['int_from_float']),
]


@pytest.mark.parametrize('value,expected', INTS)
def test_int_of_a_fraction(value, expected):
    validator = SchemaValidator({'type': 'int'})
    assert outcome(validator.validate_python, value) == expected
    assert outcome(validator.validate_python, value, strict=True) == ['int_type']


def test_int_of_a_fraction_without_a_ratio():
    with pytest.raises(TypeError):
        SchemaValidator({'type': 'int'}).validate_python(Pairless(1))


MULTIPLES = [
    *(('int', of) for of in (0, -1, -(10**30), False)),
    *(('float', of) for of in (0.0, -0.0, -1.0, math.inf, math.nan)),
    *(('decimal', of) for of in (0, Decimal(-1), Decimal('NaN'), Decimal('Infinity'), '-0')),
]


@pytest.mark.parametrize('kind,of', MULTIPLES)
def test_multiples_are_positive(kind, of):
    with pytest.raises(SchemaError, match="'multiple_of' must be a finite number greater than 0"):
        SchemaValidator({'type': kind, 'multiple_of': of})


@pytest.mark.parametrize('kind,of', [('int', 10**30), ('float', 5e-324), ('decimal', '0.1')])
def test_good_multiples(kind, of):
    validator = SchemaValidator({'type': kind, 'multiple_of': of})
    assert validator.validate_python(0) == 0


FLOATS = [(1e16, b'1e+16'), (1.5e300, b'1.5e+300'), (-1e22, b'-1e+22'), (1e15, b'1000000000000000.0'), (1e-7, b'1e-7')]


@pytest.mark.parametrize('value,expected', FLOATS)
def test_exponents_in_json(value, expected):
    assert to_json([value]) == b'[%b]' % expected
    assert SchemaSerializer({'type': 'float'}).to_json(value) == expected


TWO_WRONG = [
    ({'multiple_of': 'x', 'strict': 3}, 'coercible|must be real number'),
    ({'multiple_of': 0, 'strict': 3}, 'must be a finite number greater than 0'),
    ({'multiple_of': 1, 'strict': 3, 'le': 'x'}, "'bool'"),
]


@pytest.mark.parametrize('kind', ['int', 'float', 'decimal'])
@pytest.mark.parametrize('settings,message', TWO_WRONG)
def test_a_wrong_multiple_is_reported_first(kind, settings, message):
    with pytest.raises(SchemaError, match=message):
        SchemaValidator({'type': kind, **settings})
