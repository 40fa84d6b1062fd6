"""Values that validators and serializers may be given: ordinary ones, ones at the edges, and unfriendly ones.

Each function returns new objects, so that nothing one case does is seen by the next.
"""

from __future__ import annotations

import builtins
import collections
import dataclasses
import enum
import pathlib
import random
import re
import types
import uuid
from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal
from fractions import Fraction


class IntSub(int):
    pass


class StrSub(str):
    pass


class Unhashable(str):
    """A name that no dict takes."""

    __hash__ = None


class FloatSub(float):
    pass


class BytesSub(bytes):
    pass


class DequeSub(collections.deque):
    pass


class OrderedSub(collections.OrderedDict):
    pass


class CounterSub(collections.Counter):
    pass


class FractionSub(Fraction):
    pass


FROZEN_DICTS: list[type] = []
"""The builtin of CPython 3.15, and a class below it; nothing before."""
if hasattr(builtins, 'frozendict'):

    class FrozenDictSub(builtins.frozendict):
        pass

    FROZEN_DICTS += [builtins.frozendict, FrozenDictSub]


class DictSub(dict):
    pass


class ListSub(list):
    pass


class TupleSub(tuple):
    pass


class SetSub(set):
    pass


class DatetimeSub(datetime):
    pass


class DecimalSub(Decimal):
    pass


class Color(enum.Enum):
    red = 'red'
    green = 2
    blue = None


class Number(enum.IntEnum):
    one = 1
    two = 2


class Word(str, enum.Enum):
    yes = 'yes'
    no = 'no'


class Ratio(float, enum.Enum):
    half = 0.5
    whole = 1.0


class Pair(collections.namedtuple('Pair', 'first second')):
    __slots__ = ()


@dataclasses.dataclass
class Plain:
    a: int = 1
    b: str = 'x'


class Attributes:
    """An object with attributes that look like fields."""

    def __init__(self, **attributes):
        self.__dict__.update(attributes)

    def __repr__(self):
        return f'Attributes({self.__dict__!r})'


class Mapping(collections.abc.Mapping):
    """A mapping that is no dict."""

    def __init__(self, items):
        self._items = dict(items)

    def __getitem__(self, key):
        return self._items[key]

    def __iter__(self):
        return iter(self._items)

    def __len__(self):
        return len(self._items)

    def __repr__(self):
        return f'Mapping({self._items!r})'


class Sequence(collections.abc.Sequence):
    """A sequence that is no list."""

    def __init__(self, items):
        self._items = list(items)

    def __getitem__(self, index):
        return self._items[index]

    def __len__(self):
        return len(self._items)

    def __repr__(self):
        return f'Sequence({self._items!r})'


class Indexable:
    def __init__(self, value):
        self.value = value

    def __index__(self):
        return self.value

    def __int__(self):
        return self.value

    def __float__(self):
        return float(self.value)

    def __repr__(self):
        return f'Indexable({self.value})'


def counting(items):
    yield from items


def breaking(items):
    """An iterator that fails at its end."""
    yield from items
    raise ValueError('no more')


class BadMapping(Mapping):
    """A mapping whose items are no pairs."""

    def items(self):
        return [*self._items.items(), (1, 2, 3)]


class BadItems(dict):
    """A dict that cannot be walked as one."""

    def items(self):
        raise RuntimeError('no items')

    def keys(self):
        raise RuntimeError('no keys')


class BadEqual:
    def __eq__(self, other):
        raise RuntimeError('not comparable')

    __hash__ = object.__hash__

    def __repr__(self):
        return 'BadEqual()'


class BadHash:
    def __hash__(self):
        raise RuntimeError('not hashable')

    def __repr__(self):
        return 'BadHash()'


class BadRepr:
    def __repr__(self):
        raise RuntimeError('not printable')


class BadAttributes:
    def __getattr__(self, name):
        raise RuntimeError(f'no {name}')

    def __repr__(self):
        return 'BadAttributes()'


class Liar:
    """An object that says it is of another class."""

    def __init__(self, cls):
        self._cls = cls

    @property
    def __class__(self):
        return object.__getattribute__(self, '_cls')

    def __repr__(self):
        return f'Liar({object.__getattribute__(self, "_cls").__name__})'


class Answers:
    """An object whose answers differ with the question."""

    def __init__(self, index, double):
        self.index, self.double = index, double

    def __index__(self):
        return self.index

    def __float__(self):
        return self.double

    def __repr__(self):
        return f'Answers({self.index}, {self.double})'


class Strange(enum.Enum):
    """Members with values of every kind."""

    text = 'a'
    digit = '1'
    whole = 2.0
    half = 1.5
    true = True
    none = None
    huge = 2**70
    nan = float('nan')
    member = Number.one
    items = (1,)
    decimal = Decimal(2)
    fraction = Fraction(2)
    answers = Answers(2, 1.5)
    lone = 'a\ud800'


INTS = [
    0, 1, -1, 2, 5, 10, 42, 100, 255, 1000, 20_000, 2**31, 2**53, 2**53 + 1, 2**63 - 1, 2**63, -(2**63), -(2**63) - 1,
    2**64, 10**30, -(10**40), 1_500_000_000, 20_000_000_000, 20_000_000_001, 1_494_012_444_883,
]
FLOATS = [
    0.0, -0.0, 1.0, -1.0, 0.1, 1.5, 2.0, 42.0, 1e10, 1e15, 1e16, 1e17, 123456789.125, 1e22, 1.7976931348623157e308, 5e-324,
    1e-7, 2.5e-5, 0.3, 9007199254740993.0, 9.223372036854775e18, 1.8446744073709552e19, float('nan'), float('inf'),
    float('-inf'),
]  # fmt: skip
STRINGS = [
    '', ' ', 'a', 'abc', 'x' * 60, 'ABC def', ' padded ', 'é', 'ß', '日本語', '😀', '\x00', 'a\nb', '"quoted"', '\\', '\u2028',
    '\x7f', '\x1f', 'İ', '٣', '１２', '\ud800', 'a\udfff', '1', ' 1 ', '-1', '+1', '0', '-0', '00', '007', '1.0', '1.00', '1.5', '.5',
    '1.', '1e3', '1E3', '1_000', '1__0', '_1', '0x10', 'NaN', 'nan', 'inf', '-inf', 'Infinity', '-Infinity', 'true', 'True', 'TRUE',
    'false', 'yes', 'no', 'on', 'off', 'y', 'n', 't', 'f', 'null', 'None', '9223372036854775807', '9223372036854775808',
    '18446744073709551616', '1' * 25, '1.7976931348623157e309', '12345678901234567890.0', '1j', '1+2j', '(1+2j)', 'red', 'one',
    'http://example.com', 'https://user:pass@example.com:8080/a/b?c=d#e', 'not a url', '12345678-1234-5678-1234-567812345678',
    '{12345678-1234-5678-1234-567812345678}', 'urn:uuid:12345678-1234-5678-1234-567812345678', '12345678123456781234567812345678',
    'zz345678-1234-5678-1234-567812345678', '[1, 2]', '{"a": 1}', '"x"',
]  # fmt: skip
TEMPORAL_STRINGS = [
    '2022-06-08', '2022-6-8', '2022-13-01', '2022-02-29', '2024-02-29', '20220608', '0000-01-01', '0001-01-01', '9999-12-31',
    '2022-06-08T12:13:14', '2022-06-08 12:13:14', '2022-06-08t12:13', '2022-06-08T12:13:14Z', '2022-06-08T12:13:14z',
    '2022-06-08T12:13:14.123456', '2022-06-08T12:13:14.123456789', '2022-06-08T12:13:14+05:30', '2022-06-08T12:13:14-0530',
    '2022-06-08T12:13:14+24:00', '2022-06-08T24:00:00', '2022-06-08T12:60:00', '2022-06-08T12:13:60', '2022-06-08T00:00:00',
    '2022-06-08T00:00:00.000001', '2022-06-08T12:13:14 +01:00', '2022-06-08T', '2022-06-08T12', '2022-06-08_12:13:14',
    '12:13', '12:13:14', '12:13:14.5', '12:13:14.1234567', '12:13:14Z', '12:13:14+01:00', '12:13:14-00:00', '25:00', '1:02', '12:3',
    'P1D', 'P1DT2H3M4S', 'PT0.5S', '-P1D', '+P1D', 'P1W', 'P1Y', 'P1M', 'PT1M', '1 day', '2 days 01:02:03', '-1 day, 01:00:00',
    '1 d 00:00:01', '01:02:03', '-01:02:03', '00:15:30.0001', 'P', 'PT', 'P1', '100000000 days', 'P999999999D', 'P1000000000D', 'P0.1D',
    '1654646400', '1654646400000', '1654646400.123456', '-1654646400', '20000000000', '20000000001', '1e10', '-11676096001', '253402300800',
]  # fmt: skip
BYTES = [b'', b'abc', b'1', b'true', b'\xff\xfe', b'\xc3\xa9', b'\x00', b'2022-06-08', b'aGVsbG8=', b'aGVsbG8', b'a-_b', b'aR==', b'aGR=', b'====', b'a=bc', b'6162', b'1.5', b'{"a": 1}']
PATTERNS = ['^a', 'b$', '^[a-z]+$', r'\d+', r'^\w+$', '(?i)ABC', '^$', '.', r'^\s', 'é|ß', 'a{2,3}', r'\bx', '[^\n]+', '(?P<name>a)b?']


def number(rng: random.Random) -> object:
    return rng.choice([rng.choice(INTS), rng.choice(FLOATS), rng.randrange(-50, 50), round(rng.uniform(-9, 9), rng.randrange(4))])


def text(rng: random.Random) -> str:
    kind = rng.randrange(4)
    if kind == 0:
        return rng.choice(TEMPORAL_STRINGS)
    if kind == 1:
        return ''.join(rng.choice('ab1 -.:é"\\\n') for _ in range(rng.randrange(12)))
    return rng.choice(STRINGS)


def zone(rng: random.Random):
    return rng.choice([None, None, timezone.utc, timezone(timedelta(hours=5, minutes=30)), timezone(timedelta(seconds=-3600), 'X')])


def moment(rng: random.Random) -> object:
    """A date, time, datetime or timedelta."""
    when = datetime(rng.choice([1, 1969, 1970, 2022, 2024, 9999]), rng.randrange(1, 13), rng.randrange(1, 29), tzinfo=zone(rng))
    when += rng.choice([timedelta(), timedelta(seconds=rng.randrange(86_400)), timedelta(microseconds=rng.randrange(10**9))])
    span = rng.choice([
        timedelta(), timedelta(days=1), timedelta(days=-1, seconds=5), timedelta(seconds=3600), timedelta.max, timedelta.min,
        timedelta(microseconds=rng.randrange(-(10**9), 10**12)), timedelta(days=3, seconds=61, microseconds=7),
    ])  # fmt: skip
    return rng.choice([when, when.date(), when.timetz(), when.time(), span, DatetimeSub(2022, 1, 2, 3, 4, 5)])


def json_value(rng: random.Random, depth: int = 2) -> object:
    """Something that JSON can say."""
    kind = rng.randrange(8 if depth else 6)
    if kind == 6:
        return [json_value(rng, depth - 1) for _ in range(rng.randrange(4))]
    if kind == 7:
        return {rng.choice(['a', 'b', 'c', '1', '']): json_value(rng, depth - 1) for _ in range(rng.randrange(4))}
    return [None, rng.random() < 0.5, number(rng), number(rng), text(rng), text(rng)][kind]


def python_value(rng: random.Random, depth: int = 2) -> object:
    """Anything at all."""
    if rng.random() < 0.5:
        return json_value(rng, depth)
    if depth and rng.random() < 0.4:
        items = [python_value(rng, depth - 1) for _ in range(rng.randrange(4))]
        pairs = [(rng.choice(['a', 'b', 1, None, 2.5, ('t',), b'k', '\ud800', StrSub('b')]), item) for item in items]
        return container(rng, items, pairs)
    return rng.choice(ODD)(rng)


def container(rng: random.Random, items: list, pairs: list) -> object:
    """Some container of `items`, or of `pairs`."""
    hashable = [item for item in items if not unhashable(item) and not unstable(item)]
    return rng.choice([
        lambda: list(items), lambda: tuple(items), lambda: set(hashable), lambda: frozenset(hashable), lambda: dict(pairs),
        lambda: collections.deque(items), lambda: counting(items), lambda: iter(items), lambda: dict(pairs).keys(),
        lambda: dict(pairs).values(), lambda: dict(pairs).items(), lambda: ListSub(items), lambda: TupleSub(items), lambda: SetSub(hashable),
        lambda: DictSub(pairs), lambda: collections.OrderedDict(pairs), lambda: collections.defaultdict(list, pairs), lambda: Mapping(pairs),
        lambda: Sequence(items), lambda: types.MappingProxyType(dict(pairs)), lambda: Pair(1, items), lambda: list(pairs),
        lambda: with_deleted_pairs(pairs), lambda: breaking(items), lambda: BadMapping(pairs), lambda: BadItems(pairs), *(lambda cls=cls: cls(pairs) for cls in FROZEN_DICTS),
    ])()  # fmt: skip


def with_deleted_pairs(pairs: list) -> dict:
    """A dict that CPython copies pair by pair: it has more places of deleted pairs than pairs."""
    made = {**dict(pairs), **dict.fromkeys(range(1000, 1060))}
    for key in range(1000, 1060):
        del made[key]
    return made


def unstable(value: object) -> bool:
    """Whether the hash differs from run to run, and so would set the order of a set."""
    if isinstance(value, (tuple, frozenset)):
        return any(map(unstable, value))
    if isinstance(value, tuple(FROZEN_DICTS)):
        return any(map(unstable, FROZEN_DICTS[0].items(value)))
    try:
        return callable(value) or type(value).__hash__ in (object.__hash__, BadHash.__hash__) or bool(value != value)
    except Exception:
        return True


def unordered(value: object) -> bool:
    """Whether there is a set inside whose order differs from run to run."""
    try:
        return _unordered(value, 0)
    except Exception:
        return True


def _unordered(value: object, depth: int) -> bool:
    if isinstance(value, (set, frozenset)):
        return len(value) > 1 and any(map(unstable, value))
    if depth > 6 or isinstance(value, Liar):
        return False
    items = value.values() if type(value) in (dict, collections.OrderedDict, *FROZEN_DICTS) else value if isinstance(value, (list, tuple, collections.deque)) else ()
    return any(_unordered(item, depth + 1) for item in [*items, *getattr(value, '__dict__', {}).values()])


def text_of(value: object) -> str:
    """str(), of whatever it may be."""
    try:
        return str(value)
    except Exception:
        return type(value).__name__


def unhashable(value: object) -> bool:
    try:
        hash(value)
    except Exception:
        return True
    return False


ODD = [
    lambda r: IntSub(r.choice(INTS)), lambda r: StrSub(text(r)), lambda r: FloatSub(r.choice(FLOATS)), lambda r: BytesSub(r.choice(BYTES)),
    lambda r: r.choice(BYTES), lambda r: bytearray(r.choice(BYTES)), lambda r: memoryview(b'abc'), moment, moment,
    lambda r: Decimal(r.choice(['0', '1', '1.5', '1.0', '-3', '1E+3', '0.1', 'NaN', 'Infinity', '-0', '12345678901234567890.12'])),
    lambda r: Fraction(r.randrange(9), r.randrange(1, 5)), lambda r: complex(r.randrange(4), r.randrange(3)),
    lambda r: uuid.UUID(int=r.getrandbits(128), version=r.choice([1, 3, 4, 5])), lambda r: r.choice(list(Color)), lambda r: r.choice(list(Number)),
    lambda r: r.choice(list(Word)), lambda r: r.choice(list(Ratio)), lambda r: Pair(1, 2), lambda r: Plain(), lambda r: Plain, lambda r: int,
    lambda r: Attributes(a=1, b='x', c=None), lambda r: Attributes(), lambda r: object(), lambda r: len, lambda r: counting,
    lambda r: range(r.randrange(4)), lambda r: Ellipsis, lambda r: NotImplemented, lambda r: pathlib.PurePosixPath('/a/b'),
    lambda r: re.compile('a+'), lambda r: Indexable(r.randrange(5)), lambda r: Answers(r.randrange(3), r.choice([0.0, 1.0, 1.5])), lambda r: r.choice(list(Strange)), lambda r: types.SimpleNamespace(a=1), lambda r: list[int],
    lambda r: BadEqual(), lambda r: BadHash(), lambda r: BadRepr(), lambda r: BadAttributes(), lambda r: Liar(r.choice([int, str, dict, list, bool])),
    lambda r: ValueError('an error'), lambda r: date(2022, 6, 8), lambda r: time(12, 13, tzinfo=timezone.utc),
]  # fmt: skip
"""Single values; asking.py adds its own."""
