"""What texts are read as and refused with since core 2.50: str.ascii_only, UUIDs, base64, JSON without UTF-8, members of enums."""

import enum
import uuid

import pytest
from pydantic_core import SchemaValidator, ValidationError, from_json


def error(validate, value):
    with pytest.raises(ValidationError) as info:
        validate(value)
    (found,) = info.value.errors(include_url=False)
    return found


ASCII = [
    ({}, 'abc', 'abc'),
    ({}, '', ''),
    ({}, 'é', 'string_not_ascii'),
    ({}, '\x7f', '\x7f'),
    ({}, '\x80', 'string_not_ascii'),
    ({'strip_whitespace': True}, 'a\u2003', 'a'),
    ({'strip_whitespace': True}, ' é ', 'string_not_ascii'),
    ({'min_length': 3, 'pattern': 'z'}, 'é', 'string_not_ascii'),
    ({'min_length': 3}, 'a', 'string_too_short'),
    ({'to_upper': True}, 'ß', 'string_not_ascii'),
    ({'to_upper': True}, 'a', 'A'),
    ({'ascii_only': False, 'min_length': 1}, 'é', 'é'),
]


@pytest.mark.parametrize('settings,value,expected', ASCII)
def test_ascii_only(settings, value, expected):
    validator = SchemaValidator({'type': 'str', **settings}, {'ascii_only': True})
    for validate in (validator.validate_python, validator.validate_strings, lambda value: validator.validate_json(f'"{value}"'.encode())):
        try:
            assert validate(value) == expected
        except ValidationError as found:
            assert found.errors()[0]['type'] == expected


def test_ascii_only_is_shown():
    assert repr(SchemaValidator({'type': 'str', 'ascii_only': True})).count('ascii_only: true,\n') == 1
    assert error(SchemaValidator({'type': 'str', 'ascii_only': True}).validate_python, 'é')['msg'] == 'String should contain only ASCII characters'


ID = '12345678-1234-5678-1234-567812345678'
LENGTH = 'invalid length: found '
COUNT = 'invalid group count: expected 5, found '
UUIDS = [
    ('', LENGTH + '0'),
    ('1' * 31, LENGTH + '31'),
    ('1' * 35, LENGTH + '35'),
    ('1' * 45, LENGTH + '45'),
    ('g' * 46, LENGTH + '46'),
    ('é' * 23, LENGTH + '46'),
    ('{}', COUNT + '1'),
    ('1' * 36, COUNT + '1'),
    ('{' + '1' * 36 + '}', COUNT + '1'),
    ('urn:uuid:' + '1' * 23, COUNT + '1'),
    ('-' * 45, COUNT + '46'),
    ('{' + '1' * 34 + '}', 'invalid character: found `{` at 0'),
    ('urn:uuid:' + '1' * 27, 'invalid character: found `u` at 0'),
    ('URN:UUID:' + ID, 'invalid character: found `U` at 0'),
    (f'{{{ID[:-1]}g}}', 'invalid character: found `g` at 35'),
    ('{1g}', 'invalid character: found `g` at 2'),
    ('1' * 30 + 'é', 'invalid character: found `é` at 30'),
    ('1-1-1-1-1', 'invalid group length in group 0: expected 8, found 1'),
    (ID[:-1], 'invalid group length in group 4: expected 12, found 11'),
    (f'{{{ID[:-1]}}}', 'invalid group length in group 4: expected 12, found 13'),
]


@pytest.mark.parametrize('text,expected', UUIDS)
def test_what_is_no_uuid(text, expected):
    validator = SchemaValidator({'type': 'uuid'})
    assert error(validator.validate_python, text)['ctx'] == {'error': expected}


def test_nobody_knows_how_safe_a_uuid_is():
    made = SchemaValidator({'type': 'uuid'}).validate_python(ID)
    assert made == uuid.UUID(ID)
    assert made.is_safe is uuid.SafeUUID.unknown


BASE64 = [
    ('YR==', "Invalid last symbol 0x52 ('R') at offset 1, decoded as 0b00010001."),
    ('YWJjYW/=', "Invalid last symbol 0x2f ('/') at offset 6, decoded as 0b00111111."),
    ('Y!==', 'Invalid symbol 33, offset 1.'),
    ('Y', 'Invalid input length: 1'),
]


@pytest.mark.parametrize('text,expected', BASE64)
def test_what_is_no_base64(text, expected):
    validator = SchemaValidator({'type': 'bytes'}, {'val_json_bytes': 'base64'})
    assert error(validator.validate_json, f'"{text}"')['ctx'] == {'encoding': 'base64', 'encoding_error': expected}


@pytest.mark.parametrize('text,column', [(b'"\xff"', 2), (b'"ab\xff"', 4), (b'[1, "\xe2\x82"]', 6), (b'"\\n\xff"', 3), (b'{"\xff": 1}', 3)])
def test_the_column_of_what_is_no_utf8(text, column):
    with pytest.raises(ValueError, match=f'^invalid unicode code point at line 1 column {column}$'):
        from_json(text)


class Letter(enum.Enum):
    a = 1

    @classmethod
    def _missing_(cls, value):
        if value == 'a':
            return cls.a
        if value == 'boom':
            raise RuntimeError('boom')
        if value == 'value':
            raise ValueError('value')
        return 5 if value == 'bad' else None


LETTERS = {'type': 'enum', 'cls': Letter, 'members': list(Letter)}


@pytest.mark.parametrize('schema', [LETTERS, {**LETTERS, 'missing': lambda value: Letter.a}, {**LETTERS, 'missing': 3}])
def test_an_enum_class_decides(schema):
    validator = SchemaValidator(schema)
    for validate in (validator.validate_python, validator.validate_strings, lambda value: validator.validate_json(f'"{value}"')):
        assert validate('a') is Letter.a
        for other in ('zzz', 'value'):
            assert error(validate, other)['type'] == 'enum'
        with pytest.raises(RuntimeError, match='boom'):
            validate('boom')
        with pytest.raises(TypeError, match='error in Letter._missing_: returned 5 instead of None or a valid member'):
            validate('bad')
    assert validator.validate_json('1') is Letter.a
    assert error(validator.validate_json, '[1]')['input'] == [1]
    assert error(lambda value: validator.validate_python(value, strict=True), 'a')['type'] == 'is_instance_of'


def test_an_enum_class_decides_within_a_union_and_a_list():
    validator = SchemaValidator({'type': 'list', 'items_schema': {'type': 'union', 'choices': [{'type': 'int'}, LETTERS]}})
    assert validator.validate_json('["a", 2, "1"]') == [Letter.a, 2, 1]
    with pytest.raises(RuntimeError):
        validator.validate_json('["boom"]')


NINES = '9' * 4300
LONG_INTS = [
    (NINES, True),
    ('-' + NINES, True),
    ('-1_' + NINES[1:], True),
    ('-00' + NINES, True),
    (f' -{NINES}.0 ', True),
    (NINES + '9', False),
    (f'-{NINES}9', False),
]


@pytest.mark.parametrize('text,taken', LONG_INTS)
def test_the_sign_of_an_int_is_no_digit(text, taken):
    validator = SchemaValidator({'type': 'int'})
    for validate in (validator.validate_python, validator.validate_strings, lambda text: validator.validate_json(f'"{text}"')):
        if taken:
            assert abs(validate(text)) >= 10**4299
        else:
            assert error(validate, text)['type'] == 'int_parsing_size'


def test_the_sign_of_a_number_of_json_is_no_digit():
    assert from_json('[-' + NINES + ']') == [-int(10**4300 - 1)]
    assert from_json('-' + NINES + '.5') == float('-inf')
    for sign, column in (('', 4302), ('-', 4303)):
        with pytest.raises(ValueError, match=f'^number out of range at line 1 column {column}$'):
            from_json(sign + NINES + '99')


WHOLE = [10**18, -(10**18), 2**63 - 1, -(2**63)]
BEYOND = [2**63, -(2**63) - 1, 10**30]
KINDS = {'date': 'date_from_datetime_parsing', 'datetime': 'datetime_parsing', 'timedelta': 'time_delta_parsing', 'bool': 'bool_parsing'}


@pytest.mark.parametrize('kind', KINDS)
def test_ints_of_json_that_fit_64_bits(kind):
    validator = SchemaValidator({'type': kind})
    for number in WHOLE:
        assert error(validator.validate_json, str(number))['type'] == KINDS[kind]
        assert SchemaValidator({'type': 'complex'}).validate_json(str(number)) == complex(number)
    for number in BEYOND:
        assert error(validator.validate_json, str(number))['type'] == f'{"time_delta" if kind == "timedelta" else kind}_type'
        assert error(SchemaValidator({'type': 'complex'}).validate_json, str(number))['type'] == 'complex_type'
