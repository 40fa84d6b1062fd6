"""Kinds of schema without schemas inside."""

from __future__ import annotations

import random
import re
from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal
from fractions import Fraction

from tests.differential import asking, callbacks, numerals, pool, urls
from tests.differential.maker import Made, Maker, Sample, kind


def plain(*samples: Sample) -> Sample:
    return lambda rng, json: rng.choice(samples)(rng, json)


def number(rng: random.Random, json: bool) -> object:
    return pool.number(rng)


def text(rng: random.Random, json: bool) -> object:
    return pool.text(rng)


def digits(rng: random.Random, json: bool) -> object:
    return str(pool.number(rng))


def ints(rng: random.Random, json: bool) -> object:
    return rng.choice([rng.randrange(-20, 20), rng.choice(pool.INTS)])


def other_members(rng: random.Random, json: bool) -> object:
    """Members of enums that no schema names, and objects with several answers."""
    if json:
        return pool.number(rng)
    return asking.some(rng) if rng.random() < 0.65 else rng.choice([*pool.Strange, *pool.Color, *pool.Word])


def odd(rng: random.Random, json: bool) -> object:
    return pool.json_value(rng) if json else pool.python_value(rng)


def bounds(m: Maker, make) -> dict:
    return m.some(0.15, ge=make, gt=make, le=make, lt=make)


@kind('any', 0.7)
def _(m: Maker, depth: int) -> Made:
    return Made({}, odd)


@kind('none', 0.4)
def _(m: Maker, depth: int) -> Made:
    return Made({}, lambda rng, json: rng.choice([None, None, 0, '', 'None', 'null', False]))


@kind('bool', 0.8)
def _(m: Maker, depth: int) -> Made:
    texts = ['true', 'TRUE', 'f', 'Off', 'on', 'yes', 'N', '1', '0', '2', ' true', 'tru', '']
    return Made(m.strict(), plain(lambda rng, json: rng.choice([True, False, 0, 1, 2, 1.0, 0.0, 0.5]), other_members, lambda rng, json: rng.choice(texts), numerals.sample))


@kind('int', 1.5)
def _(m: Maker, depth: int) -> Made:
    bound = lambda: m.rng.choice([0, 1, 5, -3, 100, 2**63, 10**25, -(2**64)])
    schema = {**bounds(m, bound), **m.some(0.1, multiple_of=lambda: m.rng.choice([1, 2, 3, 5, 10**20])), **m.strict()}
    schema.update(m.from_2_50(0.01, multiple_of=lambda: m.rng.choice([0, -1])))
    return Made(schema, plain(*[ints, numerals.sample, other_members] * 2, number, digits))


@kind('float', 1.5)
def _(m: Maker, depth: int) -> Made:
    bound = lambda: m.rng.choice([0, 1.0, 5.5, -3, 1e300, 2**60])
    schema = {
        **bounds(m, bound),
        **m.some(0.1, multiple_of=lambda: m.rng.choice([0.1, 0.5, 1, 2.5]), allow_inf_nan=m.flag),
        **m.from_2_50(0.01, multiple_of=lambda: m.rng.choice([0, -0.5, float('nan'), float('inf')])),
        **m.strict(),
    }
    return Made(schema, plain(*[number, numerals.sample, other_members] * 2, digits))


DECIMALS = [
    *('1.', '1e5', '0.00', '-0.0', '1e-7', '.5', '12.30', '1.2300e2', '0E+3', '0e-9', '100', '99.95', '-1.05', ' 1 ', '1_0', '+2', '٣', '1,5'),
    # No larger exponents: writing such a number out takes for ever on both sides. rows.py has them.
    *('NaN', '-nan', 'sNaN', 'Infinity', '-inf', '1e400', '-1e-400', '1e10000000000000000000'),
    '1.23456789012345678901234567890',
]


@kind('decimal')
def _(m: Maker, depth: int) -> Made:
    bound = lambda: m.rng.choice([Decimal('0'), Decimal('1.5'), Decimal('-10'), 7, '0.1', 2.5])
    schema = {
        **bounds(m, bound),
        **m.some(0.15, multiple_of=lambda: m.rng.choice([Decimal('0.5'), 3, '0.1', 1e-30]), allow_inf_nan=m.flag, max_digits=lambda: m.rng.randrange(1, 6)),
        **m.some(0.15, decimal_places=lambda: m.rng.randrange(4)),
        **m.from_2_50(0.01, multiple_of=lambda: m.rng.choice([0, '-1', Decimal('nan'), Decimal('inf')])),
        **m.strict(),
    }
    tuples = [(0, (1, 2), -1), (1, (3, 0, 0), 0), (0, (1, 5, 0, 0), -3), (0, (1,), 'F'), (0, (), 0), (2, (1,), 0), ['0', [1], 2], (0, [], 10), (1, 2)]

    def written(rng: random.Random, json: bool) -> object:
        return rng.choice(DECIMALS)

    def object_(rng: random.Random, json: bool) -> object:
        if rng.random() < 0.3:
            return rng.choice(tuples)
        if json:
            return str(rng.choice(tuples))
        try:
            return rng.choice([Decimal, pool.DecimalSub])(rng.choice(DECIMALS))
        except ArithmeticError:
            return rng.choice(tuples)

    def of_three(rng: random.Random, json: bool) -> object:
        made = rng.choice(tuples)
        return list(made) if json or rng.random() < 0.1 else made

    return Made(schema, plain(number, digits, written, object_, of_three, numerals.sample, other_members))


@kind('complex', 0.5)
def _(m: Maker, depth: int) -> Made:
    texts = ['1+2j', '(1+2j)', '1j', 'j', '1 + 2j', '-1-1j', 'infj', '1+', '', 'nan+nanj', '1-0j', '-0+1j', '-nanj', '1e400j']
    imaginary = [1, 1, 0.0, -0.0, float('nan'), -float('nan'), float('-inf')]
    python = lambda rng, json: rng.choice(texts) if json else complex(pool.number(rng), rng.choice(imaginary))
    numbers = [True, Fraction(1, 2), Decimal('1.5'), Decimal('nan'), pool.Indexable(3), pool.FloatSub(0.5), b'1', None, [1]]
    other = lambda rng, json: rng.choice([True, 2**64, None, [1]] if json else numbers)
    return Made(m.strict(), plain(number, python, other, lambda rng, json: rng.choice(texts), numerals.sample, other_members))


@kind('str', 1.8)
def _(m: Maker, depth: int) -> Made:
    schema = {
        **m.some(0.15, min_length=lambda: m.rng.randrange(5), max_length=lambda: m.rng.randrange(1, 9)),
        **m.some(0.1, strip_whitespace=m.flag, to_lower=m.flag, to_upper=m.flag, coerce_numbers_to_str=m.flag),
        **m.from_2_50(0.15, ascii_only=m.flag),
        **m.strict(),
    }
    if m.maybe(0.15):
        pattern = m.rng.choice(pool.PATTERNS)
        schema['pattern'] = re.compile(pattern) if m.maybe(0.15) else pattern
        schema.update(m.some(0.3, regex_engine=lambda: m.rng.choice(['rust-regex', 'python-re'])))
    return Made(schema, plain(*[text] * 6, *[number] * 2, other_members))


def binary(rng: random.Random, json: bool) -> object:
    return rng.choice(pool.BYTES).decode('latin-1') if json else rng.choice([*pool.BYTES, bytearray(b'xy'), memoryview(b'zz')])


@kind('bytes')
def _(m: Maker, depth: int) -> Made:
    lengths = m.some(0.15, min_length=lambda: m.rng.randrange(4), max_length=lambda: m.rng.randrange(1, 9))
    return Made({**lengths, **m.strict()}, plain(*[binary, text] * 3, other_members))


def temporal_text(rng: random.Random, json: bool) -> object:
    return rng.choice(pool.TEMPORAL_STRINGS)


def moment(rng: random.Random, json: bool) -> object:
    if not json:
        return pool.moment(rng)
    value = pool.moment(rng)
    return str(value) if isinstance(value, timedelta) else value.isoformat()


SECONDS = [0, 1, -1, 1.5, 0.0000004, 0.0000005, 86399, 86400, 1654646400, 1654646400.1234567, 1654646400000, 2e10, -2e10, 2e10 + 1, 1e20, -0.5]


def timestamp(rng: random.Random, json: bool) -> object:
    """Seconds or milliseconds, of either sign, with a fraction or not, as a number or as text."""
    value = rng.choice([*SECONDS, rng.randrange(-(10**13), 10**13) / rng.choice([1, 8, 1000, 10**6]), rng.choice([-1, 1]) * 10 ** rng.randrange(-7, 20)])
    return value if rng.random() < 0.4 else str(value) if rng.random() < 0.8 else f'{value:.3f}'


temporal = plain(*[moment, temporal_text] * 3, *[timestamp] * 2, numerals.sample, other_members)
PRECISION = ['truncate', 'error']


@kind('date')
def _(m: Maker, depth: int) -> Made:
    return Made({**bounds(m, lambda: date(2022, 6, 8)), **m.strict()}, temporal)


@kind('time')
def _(m: Maker, depth: int) -> Made:
    bound = lambda: m.rng.choice([time(12, 13), time(12, 13, 14, 5), time(1, 2, tzinfo=timezone.utc)])
    return Made({**bounds(m, bound), **zones(m), **m.some(0.1, microseconds_precision=lambda: m.rng.choice(PRECISION)), **m.strict()}, temporal)


@kind('datetime')
def _(m: Maker, depth: int) -> Made:
    bound = lambda: m.rng.choice([datetime(2022, 6, 8, 12), datetime(2022, 6, 8, 12, tzinfo=timezone.utc)])
    # Bounds that depend on the time of day would make the two sides differ by themselves, but not these.
    now = m.some(0.05, now_op=lambda: m.rng.choice(['past', 'future']), now_utc_offset=lambda: m.rng.choice([0, 3600, -7200]))
    precision = m.some(0.1, microseconds_precision=lambda: m.rng.choice(PRECISION))
    return Made({**bounds(m, bound), **zones(m), **now, **precision, **m.strict()}, temporal)


def zones(m: Maker) -> dict:
    return m.some(0.1, tz_constraint=lambda: m.rng.choice(['aware', 'naive', 0, 3600, 19800]))


@kind('timedelta')
def _(m: Maker, depth: int) -> Made:
    bound = lambda: m.rng.choice([timedelta(), timedelta(days=1), timedelta(days=-1, microseconds=3), timedelta(days=400, seconds=5)])
    precision = m.some(0.1, microseconds_precision=lambda: m.rng.choice(PRECISION))
    steps = [timedelta(minutes=15), timedelta(microseconds=3), timedelta(days=1, seconds=1), timedelta(), timedelta(seconds=-1), 5]
    return Made({**bounds(m, bound), **precision, **m.from_2_50(0.15, multiple_of=lambda: m.rng.choice(steps)), **m.strict()}, temporal)


def damaged(text: str, rng: random.Random) -> str:
    """The text with a character too many, too few, or another one."""
    at = rng.randrange(len(text) + 1)
    return text[:at] + rng.choice(['', '-', 'g', '{', '}', 'é', 'urn:uuid:', '0', '0' * 12]) + text[at + rng.choice([0, 0, 1, 9]) :]


@kind('uuid')
def _(m: Maker, depth: int) -> Made:
    import uuid

    forms = [str, lambda u: u.hex, lambda u: u.urn, lambda u: f'{{{u}}}', lambda u: u.bytes, lambda u: str(u).upper(), lambda u: str(u)[:-1]]

    def broken(rng: random.Random, json: bool) -> object:
        """The text of one, with something put in, taken out or changed."""
        form = rng.choice(forms[:4])(uuid.UUID(int=rng.getrandbits(128)))
        at = rng.randrange(len(form) + 1)
        return form[:at] + rng.choice(['', '', '-', 'g', 'é', '{', '0']) + form[at + rng.randrange(3) :]

    def sample(rng: random.Random, json: bool) -> object:
        value = uuid.UUID(int=rng.getrandbits(128), version=rng.choice([1, 3, 4, 5]))
        form = rng.choice(forms)(value)
        if isinstance(form, str) and rng.random() < 0.3:
            form = damaged(form, rng)
        if json:
            return form if isinstance(form, str) else str(value)
        return rng.choice([value, form])

    return Made({**m.some(0.2, version=lambda: m.rng.choice([1, 3, 4, 5, 6, 7, 8])), **m.strict()}, plain(sample, sample, broken, text))


@kind('literal')
def _(m: Maker, depth: int) -> Made:
    values = [1, 0, True, False, None, 'a', 'red', '1', b'a', 1.5, 2**70, -1, pool.Color.red, pool.Word.yes, pool.Number.one, (1, 2), ('a',), '', [1, 2], {}, pool.Attributes, 10**18, 'é', pool.StrSub('s')]
    expected = [m.rng.choice(values) for _ in range(m.rng.choice([1, 2, 3, 5]))]
    json_able = [1, 0, True, None, 'a', 'red', '1', 1.0, 1.5, 2**70, 'yes', -1, [1, 2], '']
    return Made({'expected': expected}, lambda rng, json: rng.choice(json_able if json else [*expected, *values, pool.StrSub('a'), pool.IntSub(1)]))


@kind('enum')
def _(m: Maker, depth: int) -> Made:
    cls, sub_type = m.rng.choice([(pool.Color, None), (pool.Number, 'int'), (pool.Word, 'str'), (pool.Ratio, 'float'), (pool.Number, None), (pool.Word, None)])
    schema = {'cls': cls, 'members': list(cls.__members__.values()), **m.strict()}
    if sub_type:
        schema['sub_type'] = sub_type
    if m.maybe(0.15):
        schema['missing'] = m.rng.choice([lambda value: list(cls)[0], lambda value: None, lambda value: 'wrong', callbacks.RESULTS['value_error']])
    json_able = ['red', 2, 'yes', 1, 0.5, None, '1', 1.0, True, 'blue', 3]
    python = [*json_able, *pool.Strange, *pool.Number, *pool.Ratio, pool.StrSub('yes'), pool.IntSub(1)]
    member = lambda rng, json: rng.choice(json_able if json else [*cls, *python])
    return Made(schema, plain(*[member] * 6, numerals.sample, other_members))


CLASSES = [int, str, dict, pool.Attributes, pool.Color, object, pool.IntSub]


@kind('is-instance', 0.6)
def _(m: Maker, depth: int) -> Made:
    return Made({'cls': m.rng.choice([*CLASSES, (int, str)]), **m.some(0.1, cls_repr=lambda: 'MyClass')}, odd)


@kind('is-subclass', 0.5)
def _(m: Maker, depth: int) -> Made:
    sample = lambda rng, json: 'int' if json else rng.choice([*CLASSES, bool, 1, 'int', None, pool.Attributes(), list[int]])
    return Made({'cls': m.rng.choice(CLASSES), **m.some(0.1, cls_repr=lambda: 'MyClass')}, sample)


@kind('callable', 0.4)
def _(m: Maker, depth: int) -> Made:
    return Made({}, lambda rng, json: 'f' if json else rng.choice([len, int, lambda: 1, 5, None, pool.Attributes]))


def url_text(rng: random.Random, json: bool) -> object:
    return urls.text(rng, rng.choice([1, 1, 3]))


def url(m: Maker, depth: int) -> Made:
    schema = {
        **m.some(0.15, max_length=lambda: m.rng.choice([5, 20, 50]), host_required=m.flag, default_host=lambda: 'localhost'),
        **m.some(0.15, allowed_schemes=lambda: m.rng.choice([['http', 'https'], ['redis'], ['http'], ["b'c", 'd"e']]), default_port=lambda: 8080),
        **m.some(0.1, default_path=lambda: '/p', preserve_empty_path=m.flag),
        **m.strict(),
    }
    return Made(schema, plain(url_text, url_text, url_text, text))


kind('url')(url)
kind('multi-host-url')(url)


FRACTIONS = ['1/2', '-3/4', ' 5 ', '1e3', '1.5', '1_0/5', '1/0', '/', '1/', 'x', '1e4301', '1e-4300', '1e-9999', '1e', 'e', 'nan', 'inf', '1 / 2', '']


@kind('fraction', 0.6)
def _(m: Maker, depth: int) -> Made:
    bound = lambda: m.rng.choice([Fraction(1, 2), Fraction(-3), 7, '0.1', 2.5, '1/3', 'x'])
    schema = {**bounds(m, bound), **m.some(0.15, multiple_of=lambda: m.rng.choice([Fraction(1, 4), 3, '1/3', 0, -1])), **m.strict()}

    def written(rng: random.Random, json: bool) -> object:
        return rng.choice(FRACTIONS)

    def object_(rng: random.Random, json: bool) -> object:
        parts = rng.randrange(-9, 9), rng.randrange(1, 6)
        return '/'.join(map(str, parts)) if json else rng.choice([Fraction, pool.FractionSub])(*parts)

    return Made(schema, plain(number, digits, written, object_, object_, numerals.sample, other_members))


@kind('ellipsis', 0.2)
def _(m: Maker, depth: int) -> Made:
    return Made({}, lambda rng, json: '...' if json else rng.choice([..., ..., None, '...']))


@kind('missing-sentinel', 0.2)
def _(m: Maker, depth: int) -> Made:
    from pydantic_core import MISSING

    # As the schema of a field of its own it is common enough where there is one inside.
    made = m.make(0)
    return Made(m.from_2_50(0.6, schema=lambda: made.schema), lambda rng, json: made.sample(rng, json) if json or rng.random() < 0.4 else rng.choice([MISSING, None, 1]))
