"""Kinds of single values: what each makes of a value of its type, of one of a subclass, of another and of None.

The forms of cells are in tests/native/dumps.py; what they say is what the published wheels give."""

import enum
import uuid
from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal
from math import inf, nan

import pytest
from pydantic_core import MISSING, MultiHostUrl, SchemaError, SchemaSerializer, Url
from pydantic_core import core_schema as cs

from tests.editions import by_edition
from tests.native.dumps import SAME, Apart, Fails, check_dumps, check_key, check_none, check_unexpected, came, no_key, unknown


class Int(int):
    pass


class Float(float):
    pass


class Text(str):
    pass


class Bytes(bytes):
    pass


class Date(date):
    pass


class Datetime(datetime):
    pass


class Time(time):
    pass


class Delta(timedelta):
    pass


class Number(Decimal):
    pass


class Complex(complex):
    pass


class Uuid(uuid.UUID):
    pass


class Link(Url):
    def __str__(self):
        return 'own'


class Links(MultiHostUrl):
    def __str__(self):
        return 'own'


class Color(enum.Enum):
    red = 'r'
    pair = (1, 2)


class Other(enum.Enum):
    red = 'r'


class Size(int, enum.Enum):
    one = 1


class Word(str, enum.Enum):
    one = 'w'


class Level(float, enum.Enum):
    half = 0.5
    top = inf


ID = '12345678-1234-4234-9234-1234567890ab'
WHEN = datetime(2020, 1, 2, 3, 4, 5)
EARLY = datetime(1969, 1, 2, 3, 4, 5, 500000, timezone(timedelta(hours=1)))
UTC = timezone.utc
COLOR = cs.enum_schema(Color, list(Color))
SIZE = cs.enum_schema(Size, list(Size), sub_type='int')
WORD = cs.enum_schema(Word, list(Word), sub_type='str')
LEVEL = cs.enum_schema(Level, list(Level), sub_type='float')
LITERAL = cs.literal_schema([1, 'a', None, Color.red])

CLASS, FUNCTION, NOT_UTF8 = unknown('type'), unknown('builtin_function_or_method'), Fails('invalid utf-8')

DUMPS = [
    # schema, value (to Python it stays the same), JSON, key
    (cs.none_schema(), None, None, 'None'),
    (cs.bool_schema(), True, SAME, 'true'),
    (cs.bool_schema(), False, SAME, 'false'),
    (cs.int_schema(), 1, SAME, '1'),
    (cs.int_schema(), True, 1, 'True'),
    (cs.int_schema(), -(2**70), SAME, '-1180591620717411303424'),
    (cs.int_schema(), Int(1), 1, '1'),
    (cs.int_schema(), Size.one, 1, 'Size.one'),
    (cs.float_schema(), 1.5, SAME, '1.5'),
    (cs.float_schema(), -0.0, SAME, '-0.0'),
    (cs.float_schema(), 1e300, by_edition(Apart(SAME, '1e300'), SAME), '1e+300'),
    (cs.float_schema(), 1, 1.0, '1'),
    (cs.float_schema(), True, 1.0, 'True'),
    (cs.float_schema(), Float(1.5), 1.5, '1.5'),
    (cs.float_schema(), 2**70, by_edition(Apart(1.1805916207174113e+21, '1.1805916207174113e21'), 1.1805916207174113e+21), '1180591620717411303424'),
    (cs.float_schema(), nan, Apart(SAME, 'null'), 'nan'),
    (cs.float_schema(), -inf, Apart(SAME, 'null'), '-inf'),
    (cs.decimal_schema(), Decimal('1.50'), '1.50', '1.50'),
    (cs.decimal_schema(), Decimal('-1E+3'), '-1E+3', '-1E+3'),
    (cs.decimal_schema(), Decimal('NaN'), 'NaN', 'NaN'),
    (cs.decimal_schema(), Number('1'), '1', '1'),
    (cs.complex_schema(), 1 + 2j, '1+2j', None),
    (cs.complex_schema(), complex(nan, -inf), 'NaN-infj', None),
    (cs.complex_schema(), Complex(1.5), '1.5+0j', None),
    (cs.str_schema(), 'a', SAME, 'a'),
    (cs.str_schema(), 'é"\n\x7f', SAME, 'é"\n\x7f'),
    (cs.str_schema(), '\ud800', Apart(SAME, Fails('surrogates not allowed')), '���'),
    (cs.str_schema(), Text('a'), 'a', 'a'),
    (cs.str_schema(), Word.one, 'w', 'w'),
    (cs.bytes_schema(), b'a', 'a', 'a'),
    (cs.bytes_schema(), 'é'.encode(), 'é', 'é'),
    (cs.bytes_schema(), b'a\xff', NOT_UTF8, NOT_UTF8),
    (cs.bytes_schema(), Bytes(b'a'), 'a', 'a'),
    (cs.date_schema(), date(2020, 1, 2), '2020-01-02', '2020-01-02'),
    (cs.date_schema(), Date(2020, 1, 2), '2020-01-02', '2020-01-02'),
    (cs.datetime_schema(), WHEN, '2020-01-02T03:04:05', '2020-01-02T03:04:05'),
    (cs.datetime_schema(), datetime(2020, 1, 2, 3, 4, 5, 60, UTC), '2020-01-02T03:04:05.000060Z', '2020-01-02T03:04:05.000060Z'),
    (cs.datetime_schema(), datetime(2020, 1, 2, tzinfo=timezone(timedelta(hours=-1))), '2020-01-02T00:00:00-01:00', '2020-01-02T00:00:00-01:00'),
    (cs.datetime_schema(), Datetime(2020, 1, 2), '2020-01-02T00:00:00', '2020-01-02T00:00:00'),
    (cs.time_schema(), time(1, 2, 3), '01:02:03', '01:02:03'),
    (cs.time_schema(), time(1, 2, 3, 4000), '01:02:03.004000', '01:02:03.004000'),
    (cs.time_schema(), time(1, tzinfo=UTC), '01:00:00Z', '01:00:00Z'),
    (cs.time_schema(), Time(1), '01:00:00', '01:00:00'),
    (cs.timedelta_schema(), timedelta(1, 2, 3), 'P1DT2.000003S', 'P1DT2.000003S'),
    (cs.timedelta_schema(), timedelta(-1), '-P1D', '-P1D'),
    (cs.timedelta_schema(), timedelta(), 'PT0S', 'PT0S'),
    (cs.timedelta_schema(), Delta(400), 'P1Y35D', 'P1Y35D'),
    (cs.uuid_schema(), uuid.UUID(ID), ID, ID),
    (cs.uuid_schema(), Uuid(ID), ID, ID),
    (cs.url_schema(), Url('HTTP://É.com'), 'http://xn--9ca.com/', 'http://xn--9ca.com/'),
    (cs.url_schema(), Link('http://a.com'), 'http://a.com/', 'http://a.com/'),
    (cs.multi_host_url_schema(), MultiHostUrl('redis://a,b:1'), 'redis://a,b:1', 'redis://a,b:1'),
    (cs.multi_host_url_schema(), Links('redis://a,b:1'), 'redis://a,b:1', 'redis://a,b:1'),
    (COLOR, Color.red, 'r', 'r'),
    (COLOR, Color.pair, [1, 2], '1,2'),
    (SIZE, Size.one, 1, '1'),
    (WORD, Word.one, 'w', 'w'),
    (LEVEL, Level.half, 0.5, '0.5'),
    (LITERAL, 1, SAME, '1'),
    (LITERAL, 'a', SAME, 'a'),
    (LITERAL, None, None, 'None'),
    (LITERAL, Color.red, 'r', 'r'),
    (LITERAL, 'b', SAME, 'b'),
    (LITERAL, 2.5, SAME, '2.5'),
    (LITERAL, Int(2), 2, '2'),
    (cs.missing_sentinel_schema(), MISSING, Apart(SAME, Fails("'MISSING' can't be serialized to JSON")), Fails('Unable to serialize unknown type')),
    (cs.any_schema(), None, None, 'None'),
    (cs.any_schema(), Decimal('1.0'), '1.0', '1.0'),
    (cs.any_schema(), bytearray(b'a'), 'a', None),
    (cs.any_schema(), Size.one, 1, '1'),
    (cs.any_schema(), Color.pair, [1, 2], '1,2'),
    (cs.any_schema(), Link('http://a.com'), 'own', 'own'),
    (cs.any_schema(), object, CLASS, CLASS),
    (cs.any_schema(), len, FUNCTION, FUNCTION),
    (cs.is_instance_schema(date), date(2020, 1, 2), '2020-01-02', '2020-01-02'),
    (cs.is_instance_schema(date), 'x', SAME, 'x'),
    (cs.is_subclass_schema(int), int, CLASS, CLASS),
    (cs.is_subclass_schema(int), 1.5, SAME, '1.5'),
    (cs.callable_schema(), len, FUNCTION, FUNCTION),
    (cs.callable_schema(), 'x', SAME, 'x'),
]


@pytest.mark.parametrize('schema, value, jsonable, key', DUMPS)
def test_dumps(schema, value, jsonable, key):
    check_dumps(schema, value, SAME, jsonable, key)


SETTINGS = [
    # config, schema, value, JSON, key
    ({'ser_json_timedelta': 'float'}, cs.timedelta_schema(), timedelta(1, 2, 3), 86402.000003, '86402.000003'),
    ({'ser_json_timedelta': 'float'}, cs.timedelta_schema(), timedelta(-1), -86400.0, '-86400'),
    ({'ser_json_timedelta': 'iso8601'}, cs.timedelta_schema(), timedelta(1, 2, 3), 'P1DT2.000003S', 'P1DT2.000003S'),
    ({'ser_json_timedelta': 'float', 'ser_json_temporal': 'milliseconds'}, cs.timedelta_schema(), timedelta(1, 2, 3), 86402000.003, '86402000.003'),
    ({'ser_json_temporal': 'iso8601'}, cs.timedelta_schema(), timedelta(1, 2, 3), 'P1DT2.000003S', 'P1DT2.000003S'),
    ({'ser_json_temporal': 'seconds'}, cs.timedelta_schema(), timedelta(1, 2, 3), 86402.000003, '86402.000003'),
    ({'ser_json_temporal': 'milliseconds'}, cs.timedelta_schema(), timedelta(1, 2, 3), 86402000.003, '86402000.003'),
    ({'ser_json_temporal': 'iso8601'}, cs.datetime_schema(), WHEN, '2020-01-02T03:04:05', '2020-01-02T03:04:05'),
    ({'ser_json_temporal': 'seconds'}, cs.datetime_schema(), WHEN, 1577934245.0, '1577934245'),
    ({'ser_json_temporal': 'seconds'}, cs.datetime_schema(), EARLY, by_edition(-31438554.5, -31442154.5), by_edition('-31438554.5', '-31442154.5')),
    ({'ser_json_temporal': 'milliseconds'}, cs.datetime_schema(), WHEN, 1577934245000.0, '1577934245000'),
    ({'ser_json_temporal': 'seconds'}, cs.date_schema(), date(2020, 1, 2), 1577923200.0, '1577923200'),
    ({'ser_json_temporal': 'milliseconds'}, cs.date_schema(), Date(1969, 1, 2), -31449600000.0, '-31449600000'),
    ({'ser_json_temporal': 'seconds'}, cs.time_schema(), time(1, 2, 3, 500000), 3723.5, '3723.5'),
    ({'ser_json_temporal': 'milliseconds'}, cs.time_schema(), time(1, 2, 3, tzinfo=UTC), 3723000.0, '3723000'),
    ({'ser_json_temporal': 'seconds'}, cs.any_schema(), timedelta(1), 86400.0, '86400'),
    ({'ser_json_timedelta': 'float'}, cs.any_schema(), timedelta(1), 86400.0, '86400'),
    ({'ser_json_bytes': 'utf8'}, cs.bytes_schema(), b'ab', 'ab', 'ab'),
    ({'ser_json_bytes': 'base64'}, cs.bytes_schema(), b'a\xff\xfe>?', 'Yf_-Pj8=', 'Yf_-Pj8='),
    ({'ser_json_bytes': 'base64'}, cs.bytes_schema(), Bytes(b'a'), 'YQ==', 'YQ=='),
    ({'ser_json_bytes': 'hex'}, cs.bytes_schema(), b'a\xff', '61ff', '61ff'),
    ({'ser_json_bytes': 'hex'}, cs.bytes_schema(), b'', '', ''),
    ({'ser_json_bytes': 'hex'}, cs.any_schema(), b'a\xff', '61ff', '61ff'),
    ({'ser_json_bytes': 'base64'}, cs.any_schema(), b'a\xff', 'Yf8=', 'Yf8='),
    ({'ser_json_inf_nan': 'null'}, cs.float_schema(), nan, Apart(SAME, 'null'), 'nan'),
    ({'ser_json_inf_nan': 'constants'}, cs.float_schema(), nan, SAME, 'nan'),
    ({'ser_json_inf_nan': 'constants'}, cs.float_schema(), -inf, SAME, '-inf'),
    ({'ser_json_inf_nan': 'strings'}, cs.float_schema(), nan, Apart(SAME, '"NaN"'), 'nan'),
    ({'ser_json_inf_nan': 'strings'}, cs.float_schema(), inf, Apart(SAME, '"Infinity"'), 'inf'),
    ({'ser_json_inf_nan': 'strings'}, cs.float_schema(), Float('-inf'), Apart(-inf, '"-Infinity"'), '-inf'),
    ({'ser_json_inf_nan': 'strings'}, cs.float_schema(), 1.5, SAME, '1.5'),
    ({'ser_json_inf_nan': 'constants'}, cs.any_schema(), inf, SAME, 'inf'),
    ({'ser_json_inf_nan': 'strings'}, cs.any_schema(), inf, Apart(SAME, '"Infinity"'), 'inf'),
    ({'ser_json_inf_nan': 'strings'}, cs.complex_schema(), complex(nan, inf), 'NaN+infj', None),
    ({'ser_json_inf_nan': 'strings'}, cs.decimal_schema(), Decimal('NaN'), 'NaN', 'NaN'),
    ({'ser_json_inf_nan': 'strings'}, LEVEL, Level.top, Apart(inf, '"Infinity"'), 'inf'),
    ({'ser_json_inf_nan': 'constants'}, cs.enum_schema(Level, list(Level)), Level.top, inf, 'inf'),
]


@pytest.mark.parametrize('config, schema, value, jsonable, key', SETTINGS)
def test_settings(config, schema, value, jsonable, key):
    check_dumps(schema, value, SAME, jsonable, key, config)


UNEXPECTED = [
    # schema, value, JSON, key
    (cs.none_schema(), 'x', SAME, 'x'),
    (cs.none_schema(), 0, SAME, '0'),
    (cs.bool_schema(), 1, SAME, '1'),
    (cs.int_schema(), '1', SAME, '1'),
    (cs.int_schema(), 1.0, SAME, '1.0'),
    (cs.float_schema(), '1', SAME, '1'),
    (cs.decimal_schema(), 1, SAME, '1'),
    (cs.decimal_schema(), '1.0', SAME, '1.0'),
    (cs.complex_schema(), 1.5, SAME, '1.5'),
    (cs.str_schema(), 1, SAME, '1'),
    (cs.str_schema(), b'a', 'a', 'a'),
    (cs.str_schema(), Color.red, 'r', 'r'),
    (cs.bytes_schema(), 'a', SAME, 'a'),
    (cs.bytes_schema(), bytearray(b'a'), 'a', None),
    (cs.date_schema(), WHEN, '2020-01-02T03:04:05', '2020-01-02T03:04:05'),
    (cs.date_schema(), '2020-01-02', SAME, '2020-01-02'),
    (cs.datetime_schema(), date(2020, 1, 2), '2020-01-02', '2020-01-02'),
    (cs.datetime_schema(), 1, SAME, '1'),
    (cs.time_schema(), WHEN, '2020-01-02T03:04:05', '2020-01-02T03:04:05'),
    (cs.timedelta_schema(), 1.5, SAME, '1.5'),
    (cs.uuid_schema(), ID, SAME, ID),
    (cs.url_schema(), 'http://a.com', SAME, 'http://a.com'),
    (cs.url_schema(), MultiHostUrl('redis://a,b:1'), 'redis://a,b:1', 'redis://a,b:1'),
    (cs.multi_host_url_schema(), 'redis://a,b:1', SAME, 'redis://a,b:1'),
    (cs.multi_host_url_schema(), Url('http://a.com'), 'http://a.com/', 'http://a.com/'),
    (COLOR, 'r', SAME, 'r'),
    (COLOR, Other.red, 'r', 'r'),
    (SIZE, 1, SAME, '1'),
    (LEVEL, 0.5, SAME, '0.5'),
]


@pytest.mark.parametrize('schema, value, jsonable, key', UNEXPECTED)
def test_unexpected(schema, value, jsonable, key):
    check_unexpected(schema, value, SAME, jsonable, key, f'Expected `{schema["type"]}` - serialized value may not be as expected [input_value={value!r}, ')


ALL = {row[0]['type']: row[0] for row in DUMPS}


@pytest.mark.parametrize('kind', sorted(ALL.keys() - {'missing-sentinel'}))
def test_none(kind):
    check_none(ALL[kind], no_key('complex') if kind == 'complex' else 'None')


def test_what_is_taken_for_a_float():
    """Into JSON text anything that has a `__float__` goes without a warning."""
    serializer = SchemaSerializer(cs.float_schema())
    assert serializer.to_json(Decimal('1')) == b'1.0'
    with pytest.warns(UserWarning, match='Expected `float`'):
        assert serializer.to_python(Decimal('1'), mode='json') == '1'
    with pytest.warns(UserWarning, match='Expected `float`'):
        check_key(cs.float_schema(), Decimal('1'), '1')


@pytest.mark.parametrize('key, text', [(1 + 2j, '1+2j'), (1.5, '1.5'), ('x', 'x')])
def test_complex_numbers_are_no_keys(key, text):
    with pytest.warns(UserWarning, match='Expected `complex`'):
        check_key(cs.complex_schema(), key, text)


def test_no_missing_sentinel():
    serializer = SchemaSerializer(cs.missing_sentinel_schema())
    for value in 1, None:
        for mode in 'python', 'json':
            assert "Expected 'MISSING' sentinel" in came(lambda: serializer.to_python(value, mode=mode))
        assert "'MISSING' can't be serialized to JSON" in came(lambda: serializer.to_json(value))
    with pytest.warns(UserWarning, match='Expected `missing-sentinel`'):
        check_key(cs.missing_sentinel_schema(), 1, '1')


BAD_SCHEMAS = [
    (cs.literal_schema([]), '`expected` should have length > 0'),
    (cs.enum_schema(Color, list(Color), sub_type='bytes'), "`sub_type` must be one of: 'int', 'str', 'float' or None"),
]


@pytest.mark.parametrize('schema, message', BAD_SCHEMAS)
def test_bad_schemas(schema, message):
    with pytest.raises(SchemaError) as caught:
        SchemaSerializer(schema)
    assert message in str(caught.value)
