"""date, time, datetime and timedelta: each row runs as Python input, as JSON and, where it is text, as strings input."""

import json
from datetime import date, datetime, time, timedelta, timezone, tzinfo

import pytest

from pydantic_core import SchemaError, SchemaValidator, ValidationError

from tests.editions import TOO_LARGE

UTC = timezone.utc


class Err:
    """What errors() says: the type, and the message after `Input should be …, `."""

    def __init__(self, type, reason=None):
        self.type, self.reason = type, reason


def outcome(validate, value, **options):
    try:
        return validate(value, **options)
    except ValidationError as error:
        [line] = error.errors()
        return line['type'], line.get('ctx', {}).get('error')


def check(validator, value, expected, strict=None):
    """Holds the validator against the row in every way in which the value can come."""
    want = (expected.type, expected.reason) if isinstance(expected, Err) else expected
    ways = [(validator.validate_python, value)]
    if isinstance(value, (str, int, float)):
        ways.append((validator.validate_json, json.dumps(value)))
    if isinstance(value, str):
        ways.append((validator.validate_strings, value))
        ways.append((validator.validate_python, value.encode()))
    for validate, given in ways:
        got = outcome(validate, given, strict=strict)
        assert (type(got), got) == (type(want), want), (validate, given)


ROWS = [
    # type, value, outcome
    ('date', '2022-06-08', date(2022, 6, 8)),
    ('date', '0001-01-01', date(1, 1, 1)),
    ('date', '0000-01-01', Err('date_parsing', 'year 0 is out of range')),
    ('date', '2022-02-29', Err('date_from_datetime_parsing', 'day value is outside expected range')),
    ('date', '2022-06-08T00:00:00Z', date(2022, 6, 8)),
    ('date', '2022-06-08T00:00:01', Err('date_from_datetime_inexact')),
    ('date', 'x', Err('date_from_datetime_parsing', 'input is too short')),
    ('date', '1654646400', date(2022, 6, 8)),
    ('date', 1654646400, date(2022, 6, 8)),
    ('date', 1654646400000, date(2022, 6, 8)),
    ('date', 1654646401, Err('date_from_datetime_inexact')),
    ('date', 1654646400.0, date(2022, 6, 8)),
    ('date', 10**17, Err('date_from_datetime_parsing', 'dates after 9999 are not supported as unix timestamps')),
    ('date', True, Err('date_type')),
    ('date', '', Err('date_from_datetime_parsing', 'input is too short')),
    ('time', '12:13:14', time(12, 13, 14)),
    ('time', '12:13', time(12, 13)),
    ('time', '12:13:14.123456789', time(12, 13, 14, 123456)),
    ('time', '12:13:14Z', time(12, 13, 14, tzinfo=UTC)),
    ('time', '12:13:14-02:30', time(12, 13, 14, tzinfo=timezone(-timedelta(hours=2, minutes=30)))),
    ('time', '25:00', Err('time_parsing', 'hour value is outside expected range of 0-23')),
    ('time', 3661, time(1, 1, 1, tzinfo=UTC)),
    ('time', 3661.5, time(1, 1, 1, 500000, tzinfo=UTC)),
    ('time', -1, Err('time_parsing', 'time in seconds should be positive')),
    ('time', 86400, Err('time_parsing', 'numeric times may not exceed 86,399 seconds')),
    ('time', True, Err('time_type')),
    ('datetime', '2022-06-08T12:13:14', datetime(2022, 6, 8, 12, 13, 14)),
    ('datetime', '2022-06-08 12:13', datetime(2022, 6, 8, 12, 13)),
    ('datetime', '2022-06-08T12:13:14.5Z', datetime(2022, 6, 8, 12, 13, 14, 500000, tzinfo=UTC)),
    ('datetime', '2022-06-08T12:13:14+01:00', datetime(2022, 6, 8, 11, 13, 14, tzinfo=UTC)),
    ('datetime', '2022-06-08', datetime(2022, 6, 8)),
    ('datetime', '1654646400', datetime(2022, 6, 8, tzinfo=UTC)),
    ('datetime', 1654646400, datetime(2022, 6, 8, tzinfo=UTC)),
    ('datetime', 1654646400.25, datetime(2022, 6, 8, 0, 0, 0, 250000, tzinfo=UTC)),
    ('datetime', -1654646400, datetime(1917, 7, 27, tzinfo=UTC)),
    ('datetime', '0000-01-01T00:00:00', Err('datetime_parsing', 'year 0 is out of range')),
    ('datetime', '2022-06-08T25:00', Err('datetime_from_date_parsing', 'unexpected extra characters at the end of the input')),
    ('datetime', 'x', Err('datetime_from_date_parsing', 'input is too short')),
    ('datetime', 10**17, Err('datetime_parsing', 'dates after 9999 are not supported as unix timestamps')),
    ('datetime', True, Err('datetime_type')),
    ('timedelta', 'P1DT2H3M4.5S', timedelta(days=1, hours=2, minutes=3, seconds=4.5)),
    ('timedelta', '-P1D', -timedelta(days=1)),
    ('timedelta', '1 day, 02:03:04', timedelta(days=1, hours=2, minutes=3, seconds=4)),
    ('timedelta', 61, timedelta(seconds=61)),
    ('timedelta', -0.5, timedelta(seconds=-0.5)),
    ('timedelta', 'P', Err('time_delta_parsing', 'input is too short')),
    ('timedelta', 10**15, Err('time_delta_parsing', 'durations may not exceed 999,999,999 days')),
]


@pytest.mark.parametrize('type,value,expected', ROWS)
def test_lax(type, value, expected):
    check(SchemaValidator({'type': type}), value, expected)


class Date(date):
    pass


class DateTime(datetime):
    pass


class Time(time):
    pass


class Delta(timedelta):
    pass


OBJECTS = [
    # type, value, lax outcome, strict outcome
    ('date', date(2022, 6, 8), date(2022, 6, 8), date(2022, 6, 8)),
    ('date', Date(2022, 6, 8), Date(2022, 6, 8), Date(2022, 6, 8)),
    ('date', datetime(2022, 6, 8), date(2022, 6, 8), Err('date_type')),
    ('date', datetime(2022, 6, 8, 1), Err('date_from_datetime_inexact'), Err('date_type')),
    ('date', None, Err('date_type'), Err('date_type')),
    ('datetime', datetime(2022, 6, 8), datetime(2022, 6, 8), datetime(2022, 6, 8)),
    ('datetime', DateTime(2022, 6, 8), DateTime(2022, 6, 8), DateTime(2022, 6, 8)),
    ('datetime', date(2022, 6, 8), datetime(2022, 6, 8), Err('datetime_type')),
    ('datetime', time(1), Err('datetime_type'), Err('datetime_type')),
    ('datetime', float('nan'), Err('datetime_parsing', 'NaN values not permitted'), Err('datetime_type')),
    ('time', time(1, 2), time(1, 2), time(1, 2)),
    ('time', Time(1, 2), Time(1, 2), Time(1, 2)),
    ('time', datetime(2022, 6, 8), Err('time_type'), Err('time_type')),
    ('time', float('nan'), Err('time_parsing', 'NaN values not permitted'), Err('time_type')),
    ('timedelta', timedelta(1), timedelta(1), timedelta(1)),
    ('timedelta', Delta(1), Delta(1), Delta(1)),
    ('timedelta', [], Err('time_delta_type'), Err('time_delta_type')),
    ('timedelta', float('inf'), Err('time_delta_parsing', 'durations may not exceed 999,999,999 days'), Err('time_delta_type')),
    ('datetime', '\ud800', Err('string_unicode'), Err('datetime_type')),
]


@pytest.mark.parametrize('type,value,lax,strict', OBJECTS)
def test_objects(type, value, lax, strict):
    validator = SchemaValidator({'type': type})
    for expected, flag in [(lax, False), (strict, True)]:
        want = (expected.type, expected.reason) if isinstance(expected, Err) else expected
        got = outcome(validator.validate_python, value, strict=flag)
        assert got == want and got.__class__ is want.__class__


class Broken(tzinfo):
    def utcoffset(self, dt):
        raise ValueError('no offset today')


BOUNDS = [
    # schema, value, the error's type, its message
    ({'type': 'date', 'le': date(2022, 1, 1)}, '2022-01-02', 'less_than_equal', 'Input should be less than or equal to 2022-01-01'),
    ({'type': 'date', 'gt': '2022-01-01'}, date(2022, 1, 1), 'greater_than', 'Input should be greater than 2022-01-01'),
    ({'type': 'date', 'now_op': 'past'}, '9999-01-01', 'date_past', 'Date should be in the past'),
    ({'type': 'date', 'now_op': 'future', 'now_utc_offset': 0}, '2020-01-01', 'date_future', 'Date should be in the future'),
    ({'type': 'time', 'lt': time(12)}, '12:00', 'less_than', 'Input should be less than 12:00:00'),
    ({'type': 'time', 'ge': '12:00Z'}, '12:30+01:00', 'greater_than_equal', 'Input should be greater than or equal to 12:00:00Z'),
    ({'type': 'time', 'tz_constraint': 'aware'}, '12:00', 'timezone_aware', 'Input should have timezone info'),
    ({'type': 'datetime', 'lt': datetime(2022, 1, 1)}, '2022-01-01', 'less_than', 'Input should be less than 2022-01-01T00:00:00'),
    ({'type': 'datetime', 'now_op': 'past'}, '9999-01-01T00:00', 'datetime_past', 'Input should be in the past'),
    ({'type': 'datetime', 'tz_constraint': 'naive'}, '2022-01-01T00:00Z', 'timezone_naive', 'Input should not have timezone info'),
    ({'type': 'datetime', 'tz_constraint': 60}, '2022-01-01T00:00Z', 'timezone_offset', 'Timezone offset of 60 required, got 0'),
    (
        {'type': 'datetime', 'tz_constraint': 'aware'},
        datetime(2022, 1, 1, tzinfo=Broken()),
        'datetime_object_invalid',
        'Invalid datetime object, got ValueError: no offset today',
    ),
    ({'type': 'timedelta', 'le': timedelta(1, 2)}, 'P2D', 'less_than_equal', 'Input should be less than or equal to 1 day and 2 seconds'),
    ({'type': 'timedelta', 'gt': 'PT0S'}, timedelta(0), 'greater_than', 'Input should be greater than 0 seconds'),
]


@pytest.mark.parametrize('schema,value,type,message', BOUNDS)
def test_bounds(schema, value, type, message):
    with pytest.raises(ValidationError) as raised:
        SchemaValidator(schema).validate_python(value)
    [line] = raised.value.errors()
    assert (line['type'], line['msg']) == (type, message)


def test_the_error_of_a_timedelta_bound_is_about_the_timedelta():
    with pytest.raises(ValidationError) as raised:
        SchemaValidator({'type': 'timedelta', 'le': timedelta(1)}).validate_python('P2D')
    assert raised.value.errors()[0]['input'] == timedelta(2)


def test_precision_and_unit():
    rows = [
        ('time', '00:00:00.1234567', time(0, 0, 0, 123456), 'second fraction value is more than 6 digits long'),
        (
            'datetime',
            '2022-06-08T00:00:00.1234567',
            datetime(2022, 6, 8, 0, 0, 0, 123456),
            'unexpected extra characters at the end of the input',  # what it says as a date
        ),
        ('timedelta', '00:00:00.1234567', timedelta(microseconds=123456), 'second fraction value is more than 6 digits long'),
    ]
    for kind, value, truncated, reason in rows:
        check(SchemaValidator({'type': kind}), value, truncated)
        with pytest.raises(ValidationError, match=reason):
            SchemaValidator({'type': kind, 'microseconds_precision': 'error'}).validate_python(value)
    seconds = SchemaValidator({'type': 'datetime'}, {'val_temporal_unit': 'seconds'})
    milliseconds = SchemaValidator({'type': 'datetime'}, {'val_temporal_unit': 'milliseconds'})
    assert seconds.validate_python(3 * 10**10) == datetime(2920, 8, 30, 5, 20, tzinfo=UTC)
    assert milliseconds.validate_python(1000) == datetime(1970, 1, 1, 0, 0, 1, tzinfo=UTC)


REFUSED_SCHEMAS = [
    ({'type': 'date', 'le': 'x'}, "ValueError: 'le' must be coercible to a date instance"),
    ({'type': 'date', 'le': datetime(2022, 1, 1)}, "ValueError: 'le' must be coercible to a date instance"),
    ({'type': 'time', 'le': []}, "ValueError: 'le' must be coercible to a time instance"),
    ({'type': 'datetime', 'gt': None}, "ValueError: 'gt' must be coercible to a datetime instance"),
    ({'type': 'timedelta', 'gt': 'x'}, "ValueError: 'gt' must be coercible to a timedelta instance"),
    ({'type': 'datetime', 'lt': datetime(2022, 1, 1, tzinfo=Broken())}, 'ValueError: no offset today'),
    ({'type': 'date', 'now_op': 'x'}, 'SchemaError: Invalid now_op "x"'),
    ({'type': 'date', 'now_op': 'past', 'now_utc_offset': 2**31}, f'OverflowError: {TOO_LARGE}'),
    ({'type': 'time', 'tz_constraint': 'x'}, 'SchemaError: Invalid tz_constraint "x"'),
    ({'type': 'time', 'tz_constraint': 1.5}, "TypeError: 'float' object cannot be interpreted as an integer"),
    (
        {'type': 'timedelta', 'microseconds_precision': 'x'},
        'SchemaError: Invalid `microseconds_precision`, must be one of "truncate" or "error"',
    ),
]


@pytest.mark.parametrize('schema,message', REFUSED_SCHEMAS)
def test_refused_schemas(schema, message):
    with pytest.raises(SchemaError) as raised:
        SchemaValidator(schema)
    assert str(raised.value) == f'Error building "{schema["type"]}" validator:\n  {message}'


def test_repr():
    text = repr(SchemaValidator({'type': 'datetime', 'le': datetime(2022, 1, 2), 'now_op': 'past', 'tz_constraint': 60}))
    words = ' '.join(text.split())
    assert words == (
        'SchemaValidator(title="datetime", validator=Datetime( DateTimeValidator { strict: false, constraints: Some( '
        'DateTimeConstraints { le: Some( DateTime { date: Date { year: 2022, month: 1, day: 2, }, time: Time { hour: 0, '
        'minute: 0, second: 0, microsecond: 0, tz_offset: None, }, }, ), lt: None, ge: None, gt: None, now: Some( '
        'NowConstraint { op: Past, utc_offset: None, }, ), tz: Some( Aware( Some( 60, ), ), ), }, ), '
        'microseconds_precision: Truncate, val_temporal_unit: Infer, }, ), definitions=[], cache_strings=True)'
    )
