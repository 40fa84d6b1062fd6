"""Texts of numbers: the limit on their length, sign included, comes before what follows the digits."""

import math

import pytest
from pydantic_core import SchemaValidator, ValidationError

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
    for text in '1' + LONGEST, '-' + LONGEST, '1' + LONGEST + 'x', '1' + LONGEST + '.0', '-' + LONGEST + '.5':
        assert error_of(convert, text) == 'int_parsing_size'
    # What does not begin as an int, or needs its text cleaned first, is only malformed.
    for text in LONGEST + 'x', '0' + LONGEST + 'x', ' 1' + LONGEST, '+1' + LONGEST, '1_' * 4300 + '1':
        assert error_of(convert, text) == 'int_parsing'


def test_floats_out_of_range():
    for text in '1' * 400, '0' * 9 + '1' * 400, '000.1e400', '0' * 500 + '1e309':
        assert FLOAT.validate_python(text) == math.inf, text
        assert FLOAT.validate_python('-' + text) == -math.inf, text
    for text in '1e-400', '0.' + '0' * 400 + '1', '00.1e-400', '1' * 50 + 'e-400', '1e-99999999999999999999':
        assert FLOAT.validate_python(text) == 0.0, text
