"""Texts of numbers: the limit on their length comes before what follows the digits. Before 2.50 the sign is part of the length."""

import json
import math
import sys
from decimal import Context, Decimal, InvalidOperation, localcontext

import pytest
from pydantic_core import PydanticKnownError, SchemaSerializer, SchemaValidator, ValidationError, from_json, to_json

from tests.editions import by_edition

INT, FLOAT = SchemaValidator({'type': 'int'}), SchemaValidator({'type': 'float'})
KEYS = SchemaValidator({'type': 'dict', 'keys_schema': {'type': 'int'}})
LONGEST = '1' * 4300


def error_of(call, text):
    with pytest.raises(ValidationError) as caught:
        call(text)
    return caught.value.errors()[0]['type']


WAYS = {
    'str': INT.validate_python,
    'bytes': lambda text: INT.validate_python(text.encode()),
    'JSON': lambda text: INT.validate_json(f'"{text}"'),
    'strings': INT.validate_strings,
    'a key of JSON': lambda text: next(iter(KEYS.validate_json(f'{{"{text}": 1}}'))),
}


@pytest.mark.parametrize('way', WAYS)
def test_length_of_ints(way):
    convert = WAYS[way]
    assert convert(LONGEST) % 10 == 1
    assert convert('-' + LONGEST[1:]) < 0
    assert convert(LONGEST + '.0') == convert(LONGEST)
    negative = '-' + LONGEST
    for text in '1' + LONGEST, negative + '1', '1' + LONGEST + 'x', '1' + LONGEST + '.0', *by_edition([negative, negative + '.5'], []):
        assert error_of(convert, text) == 'int_parsing_size'
    for text in by_edition([], [negative, negative + '.0']):
        assert convert(text) < 0
    # What does not begin as an int, or needs its text cleaned first, is only malformed.
    for text in LONGEST + 'x', '0' + LONGEST + 'x', ' 1' + LONGEST, '+1' + LONGEST, '1_' * 4300 + '1':
        assert error_of(convert, text) == 'int_parsing'


def test_floats_out_of_range():
    for text in '1' * 400, '0' * 9 + '1' * 400, '000.1e400', '0' * 500 + '1e309':
        assert FLOAT.validate_python(text) == math.inf, text
        assert FLOAT.validate_python('-' + text) == -math.inf, text
    for text in '1e-400', '0.' + '0' * 400 + '1', '00.1e-400', '1' * 50 + 'e-400', '1e-99999999999999999999':
        assert FLOAT.validate_python(text) == 0.0, text


def numbers():
    """Around the limbs of each way to keep an int, and long ones."""
    for bits in *range(28, 34), *range(58, 68), *range(88, 92), *range(118, 132), 190, 192, 1000, 4000, 14280:
        yield from (2**bits - 1, 2**bits, 2**bits + 1)
    for digits in *range(17, 42), 300, 1000, 4298:
        yield from (10**digits - 1, 10**digits, 10**digits // 7)


@pytest.fixture
def any_length():
    """str() and int() of any length, and afterwards as they were."""
    limit = sys.get_int_max_str_digits()
    sys.set_int_max_str_digits(0)
    yield
    sys.set_int_max_str_digits(limit)


@pytest.mark.parametrize('sign', [1, -1])
def test_long_ints(any_length, sign):
    coerced = SchemaValidator({'type': 'str', 'coerce_numbers_to_str': True})
    decimal = SchemaValidator({'type': 'decimal'})
    for number in numbers():
        number *= sign
        text = str(number)
        assert [INT.validate_python(text), INT.validate_json(text), INT.validate_strings(text), from_json(text)] == [number] * 4
        assert INT.validate_python(f' {number:_} ') == number
        assert to_json(number) == SchemaSerializer({'type': 'int'}).to_json(number) == text.encode()
        assert coerced.validate_json(text) == coerced.validate_python(number) == text
        assert decimal.validate_json(text) == Decimal(number)


def test_ints_longer_than_any_text(any_length):
    for number in 10**20_000 - 1, 10**20_000, -(10**20_000) // 7:
        assert to_json(number) == to_json([number])[1:-1] == str(number).encode()


def test_the_limit_of_str_is_none_here():
    limit = sys.get_int_max_str_digits()
    sys.set_int_max_str_digits(640)
    try:
        number = INT.validate_json(LONGEST)
        assert number == INT.validate_python(LONGEST) == from_json(LONGEST)
        assert to_json(number) == LONGEST.encode()
        assert SchemaValidator({'type': 'str', 'coerce_numbers_to_str': True}).validate_json(LONGEST) == LONGEST
    finally:
        sys.set_int_max_str_digits(limit)


class Int(int):
    def __str__(self):
        return 'no'

    __repr__ = __index__ = __str__


def test_a_subclass_is_written_by_its_value():
    assert SchemaSerializer({'type': 'int'}).to_json(Int(10**30)) == b'1' + b'0' * 30


@pytest.mark.parametrize(
    'text, shown',
    [
        ('1.0', '1'), ('-0.0', '-0'), ('1e16', '10000000000000000'), ('1.5e-7', '0.00000015'), ('123.25', '123.25'),
        ('1113178120592002.25', '1113178120592002.3'),  # two shortest decimals are equally near
        ('Infinity', 'inf'), ('-Infinity', '-inf'), ('NaN', 'NaN'),
    ],
)  # fmt: skip
def test_floats_are_shown_as_rust_shows_them(text, shown):
    assert SchemaValidator({'type': 'str', 'coerce_numbers_to_str': True}).validate_json(text) == shown
    assert PydanticKnownError('less_than', {'lt': float(text)}).message() == f'Input should be less than {shown}'


DECIMALS = [
    '1.5', '-1.5', '+1', '.5', '5.', '0', '-0', '00.10', '1' * 64, '1' * 65, '0.' + '7' * 100, '1_000', ' 1.5 ', '1e5', '-1E-7', '\u0663',
    '', '.', '-', '+', '-.', '1.2.3', '--1', '1-', 'x', 'inf', '-Infinity', 'nan', 'sNaN', 'NaN12', '1e999999999999999999999', '1\n',
]  # fmt: skip


@pytest.mark.parametrize('text', DECIMALS)
@pytest.mark.parametrize('trapped', [True, False])
def test_decimals_in_each_context(text, trapped):
    """Without its traps Decimal() makes NaN of what is no number."""
    validator = SchemaValidator({'type': 'decimal'})
    with localcontext(Context(prec=2, traps=[InvalidOperation] * trapped)):
        try:
            made = Decimal(text)
            expected = repr(made) if made.is_finite() else 'finite_number'
        except InvalidOperation:
            expected = 'decimal_parsing'
        for validate, given in (validator.validate_python, text), (validator.validate_json, json.dumps(text)), (validator.validate_strings, text):
            try:
                assert repr(validate(given)) == expected
            except ValidationError as error:
                assert error.errors()[0]['type'] == expected
