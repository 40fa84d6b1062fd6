"""Dates, times and durations since core 2.50: timestamps with fractions, `multiple_of` of durations, the one TzInfo of UTC, and
the modes in which they are written."""

import copy
import math
import pickle
from datetime import date, datetime, time, timedelta, timezone

import pytest
from pydantic_core import SchemaError, SchemaSerializer, SchemaValidator, TzInfo, ValidationError, to_json, to_jsonable_python

DURATION = {'type': 'timedelta'}


def errors(validate, value):
    with pytest.raises(ValidationError) as info:
        validate(value)
    return [(e['type'], e['msg']) for e in info.value.errors()]


EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
# A timestamp, and what it is where it is in seconds, in milliseconds, and where that is inferred.
TIMESTAMPS = [
    (-0.125, timedelta(seconds=-0.125), timedelta(milliseconds=-0.125), 's'),
    (-1.5, timedelta(seconds=-1.5), timedelta(milliseconds=-1.5), 's'),
    (-125.5, timedelta(seconds=-125.5), timedelta(milliseconds=-125.5), 's'),
    (0.5, timedelta(seconds=0.5), timedelta(milliseconds=0.5), 's'),
    (20000000000.0, timedelta(seconds=20000000000), timedelta(milliseconds=20000000000), 's'),
    (20000000000.5, timedelta(seconds=20000000000.5), timedelta(milliseconds=20000000000.5), 'ms'),
    (-20000000000.5, timedelta(seconds=-20000000000.5), timedelta(milliseconds=-20000000000.5), 'ms'),
]


@pytest.mark.parametrize('value,seconds,milliseconds,inferred', TIMESTAMPS)
@pytest.mark.parametrize('form', [float, str])
def test_timestamps_keep_their_value(value, seconds, milliseconds, inferred, form):
    schema = {'type': 'datetime'}
    for unit, expected in (('seconds', seconds), ('milliseconds', milliseconds), ('infer', seconds if inferred == 's' else milliseconds)):
        validator = SchemaValidator(schema, {'val_temporal_unit': unit})
        assert validator.validate_python(form(value)) - EPOCH == expected
        assert validator.validate_json(f'"{value}"') - EPOCH == expected
        assert validator.validate_json(f'{value}') - EPOCH == expected


TEXTS = [
    ('-9223372036854775808', 'dates before 0000 are not supported as unix timestamps'),
    ('-9223372036854775809', 'invalid character in year'),
    ('18446744073709551617', 'invalid date separator, expected `-`'),
]


@pytest.mark.parametrize('kind', ['date', 'datetime'])
@pytest.mark.parametrize('text,reason', TEXTS)
def test_long_timestamps(kind, text, reason):
    ((_, message),) = errors(SchemaValidator({'type': kind}).validate_python, text)
    assert message.endswith(reason)


@pytest.mark.parametrize('sign,reason', [('', 'dates after 9999'), ('-', 'dates before 0000')])
def test_long_timestamps_with_a_fraction(sign, reason):
    ((_, message),) = errors(SchemaValidator({'type': 'date'}).validate_python, sign + '9' * 20 + '.5')
    assert reason in message


def test_leading_zeros_of_a_long_timestamp():
    validator = SchemaValidator({'type': 'datetime'})
    assert validator.validate_python('0' * 30 + '1.5') == EPOCH + timedelta(seconds=1.5)


def test_precision_goes_by_the_unit():
    schema = {'type': 'datetime', 'microseconds_precision': 'error'}
    assert SchemaValidator(schema, {'val_temporal_unit': 'seconds'}).validate_python('30000000000.0625').microsecond == 62500
    errors(SchemaValidator(schema, {'val_temporal_unit': 'milliseconds'}).validate_python, '1.0001')


@pytest.mark.parametrize('seconds', [2**63 - 1, 86400 * 2**32, 86400 * (2**32 + 1), -86400 * 2**32, 86400 * 10**9])
def test_days_are_checked(seconds):
    expected = [('time_delta_parsing', 'Input should be a valid timedelta, durations may not exceed 999,999,999 days')]
    assert errors(SchemaValidator(DURATION).validate_python, seconds) == expected
    assert SchemaValidator(DURATION).validate_python(86400 * 999_999_999) == timedelta(days=999_999_999)


MULTIPLES = [
    (timedelta(minutes=15), 'PT30M', timedelta(minutes=30)),
    (timedelta(minutes=15), -900, timedelta(minutes=-15)),
    (timedelta(minutes=15), timedelta(0), timedelta(0)),
    (90, 180, timedelta(seconds=180)),
    (timedelta(microseconds=9), timedelta(days=-999_999_999), timedelta(days=-999_999_999)),
    (timedelta(days=999_999_999), timedelta(days=999_999_999), timedelta(days=999_999_999)),
]


@pytest.mark.parametrize('of,value,expected', MULTIPLES)
def test_multiple_of_a_duration(of, value, expected):
    assert SchemaValidator({**DURATION, 'multiple_of': of}).validate_python(value) == expected


def test_no_multiple_of_a_duration():
    errors(SchemaValidator({**DURATION, 'multiple_of': timedelta(microseconds=7)}).validate_python, timedelta(days=-999_999_999))
    validator = SchemaValidator({**DURATION, 'multiple_of': timedelta(minutes=15), 'gt': timedelta(9)})
    with pytest.raises(ValidationError) as info:
        validator.validate_json('"PT20M"')
    (error,) = info.value.errors(include_url=False)
    assert error == {
        'type': 'multiple_of',
        'loc': (),
        'msg': 'Input should be a multiple of 15 minutes',
        'input': timedelta(minutes=20),
        'ctx': {'multiple_of': '15 minutes'},
    }


BAD_MULTIPLES = [
    (timedelta(0), 'must be greater than 0'),
    (timedelta(-1), 'must be greater than 0'),
    (-0.5, 'must be greater than 0'),
    ('x', 'must be coercible to a timedelta instance'),
]


@pytest.mark.parametrize('of,message', BAD_MULTIPLES)
def test_bad_multiples_of_durations(of, message):
    with pytest.raises(SchemaError, match=f"'multiple_of' {message}"):
        SchemaValidator({**DURATION, 'multiple_of': of})


def test_repr_of_a_multiple():
    shown = repr(SchemaValidator({**DURATION, 'multiple_of': timedelta(1)}))
    assert 'TimedeltaConstraints {\n                multiple_of: Some(\n                    Duration {' in shown
    assert 'multiple_of: None,\n                le: Some(' in repr(SchemaValidator({**DURATION, 'le': timedelta(1)}))


UTC = [
    lambda: TzInfo(0),
    lambda: TzInfo(0.5),
    lambda: TzInfo(-0.9),
    lambda: TzInfo(math.nan),
    lambda: copy.copy(TzInfo()),
    lambda: copy.deepcopy(TzInfo()),
    lambda: pickle.loads(pickle.dumps(TzInfo())),
    lambda: SchemaValidator({'type': 'time'}).validate_python('00:00:00Z').tzinfo,
    lambda: SchemaValidator({'type': 'datetime'}).validate_json('"2020-01-01T00:00:00+00:00"').tzinfo,
]


@pytest.mark.parametrize('make', UTC)
def test_utc_is_one_object(make):
    assert make() is TzInfo()


def test_other_offsets_are_objects_of_their_own():
    assert copy.deepcopy(TzInfo(60)) is not TzInfo(60)
    assert copy.deepcopy(TzInfo(60)) == TzInfo(60)


EAST = datetime(2020, 1, 1, 12, 0, 0, 500000, tzinfo=timezone(timedelta(hours=2)))
WRITTEN = [
    (EAST, 1577872800.5),
    (EAST.replace(tzinfo=None), 1577880000.5),
    (EAST.astimezone(timezone.utc), 1577872800.5),
    (datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=14))), -62135647200.0),
    (datetime(2020, 1, 1, tzinfo=timezone(timedelta(seconds=90, microseconds=7))), 1577836710.0),
    (time(12, tzinfo=timezone(timedelta(hours=2))), 43200.0),
    (date(2020, 1, 1), 1577836800.0),
]


@pytest.mark.parametrize('value,seconds', WRITTEN)
def test_timestamps_are_moments(value, seconds):
    kind = type(value).__name__
    for mode, expected in (('seconds', seconds), ('milliseconds', seconds * 1000)):
        serializer = SchemaSerializer({'type': kind}, {'ser_json_temporal': mode})
        assert serializer.to_python(value, mode='json') == to_jsonable_python(value, temporal_mode=mode) == expected
        assert float(to_json(value, temporal_mode=mode)) == float(serializer.to_json(value)) == expected
        (key,) = to_jsonable_python({value: 1}, temporal_mode=mode)
        assert float(key) == expected


NOON, SPAN = datetime(2020, 1, 1, 12), timedelta(seconds=90)


def test_durations_have_a_mode_of_their_own():
    assert to_json([NOON, SPAN, NOON.date(), NOON.time()], timedelta_mode='float') == b'["2020-01-01T12:00:00",90.0,"2020-01-01","12:00:00"]'
    assert to_jsonable_python({NOON: SPAN, SPAN: NOON}, timedelta_mode='float') == {'2020-01-01T12:00:00': 90.0, '90': '2020-01-01T12:00:00'}
    assert to_json([NOON, SPAN], timedelta_mode='float', temporal_mode='seconds') == b'[1577880000.0,90.0]'
    serializer = SchemaSerializer({'type': 'any'}, {'ser_json_timedelta': 'float'})
    assert serializer.to_json([NOON, SPAN]) == b'["2020-01-01T12:00:00",90.0]'
    serializer = SchemaSerializer({'type': 'any'}, {'ser_json_timedelta': 'float', 'ser_json_temporal': 'iso8601'})
    assert serializer.to_json([NOON, SPAN]) == b'["2020-01-01T12:00:00","PT1M30S"]'


BAD_MODES = [
    {'temporal_mode': 'x'},
    {'timedelta_mode': 'x'},
    {'timedelta_mode': 'x', 'temporal_mode': 'x'},
]


@pytest.mark.parametrize('modes', BAD_MODES)
def test_bad_modes(modes):
    with pytest.raises(SchemaError, match='Mode serialization mode: `x`, expected iso8601'):
        to_json(SPAN, **modes)


def test_the_mode_of_durations_is_not_read_where_the_other_one_wins():
    assert to_json(SPAN, timedelta_mode='x', temporal_mode='seconds') == b'90.0'
