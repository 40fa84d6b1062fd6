"""Some, ArgsKwargs, PydanticUndefined and TzInfo."""

import copy
import pickle
from datetime import datetime, timedelta, timezone, tzinfo

import pytest

from pydantic_core import ArgsKwargs, PydanticUndefined, Some, TzInfo
from pydantic_core._pydantic_core import PydanticUndefinedType

from tests.editions import of_argument, wrong_class


def test_some():
    assert repr(Some([1])) == 'Some([1])'
    assert Some(None).value is None
    assert Some[int] is Some
    match_args = Some.__match_args__
    assert match_args == ('value',)


def test_args_kwargs():
    assert repr(ArgsKwargs((1,), {'a': 2})) == "ArgsKwargs((1,), {'a': 2})"
    assert repr(ArgsKwargs((), {})) == 'ArgsKwargs(())'
    assert ArgsKwargs((1,), {}).kwargs is None
    assert ArgsKwargs((1,), {'a': 2}) == ArgsKwargs(args=(1.0,), kwargs={'a': 2})
    assert ArgsKwargs((1,)) != ArgsKwargs((1,), {'a': 2})
    assert ArgsKwargs((1,)) != (1,)
    with pytest.raises(TypeError, match="unhashable type: 'pydantic_core._pydantic_core.ArgsKwargs'"):
        hash(ArgsKwargs(()))
    with pytest.raises(TypeError, match=of_argument('args', wrong_class('list', 'tuple'))):
        ArgsKwargs([])


def test_undefined():
    assert repr(PydanticUndefined) == 'PydanticUndefined'
    twins = [copy.copy(PydanticUndefined), copy.deepcopy([PydanticUndefined])[0], PydanticUndefinedType.new()]
    twins.append(pickle.loads(pickle.dumps(PydanticUndefined)))
    assert all(twin is PydanticUndefined for twin in twins)
    with pytest.raises(NotImplementedError):
        PydanticUndefinedType()
    with pytest.raises(TypeError, match='takes 0 positional arguments but 1 was given'):
        PydanticUndefinedType(1)


# (seconds, name)
OFFSETS = [
    (0, 'UTC'), (1, '+00:00:01'), (-1, '-00:00:01'), (60, '+00:01'), (-3600, '-01:00'), (19800, '+05:30'),
    (86399, '+23:59:59'), (-86399, '-23:59:59'),
]  # fmt: skip


@pytest.mark.parametrize('seconds,name', OFFSETS)
def test_tzinfo(seconds, name):
    tz = TzInfo(seconds)
    same = timezone(timedelta(seconds=seconds))
    assert (str(tz), repr(tz), tz.tzname(None), tz.dst(None)) == (name, f'TzInfo({seconds})', name, None)
    assert tz.utcoffset(None) == timedelta(seconds=seconds)
    assert tz == same and same == tz and tz != timezone(timedelta(seconds=seconds // 2 + 7))
    assert hash(tz) == hash(TzInfo(seconds))
    for twin in (copy.copy(tz), copy.deepcopy(tz), pickle.loads(pickle.dumps(tz))):
        assert twin == tz and type(twin) is TzInfo
    noon = datetime(2020, 1, 1, 12, tzinfo=timezone.utc)
    assert noon.astimezone(tz) == noon and noon.astimezone(tz).utcoffset() == timedelta(seconds=seconds)


@pytest.mark.parametrize('given,seconds', [(1.9, 1), (-1.9, -1), (True, 1), (float('nan'), 0)])
def test_tzinfo_truncates(given, seconds):
    assert TzInfo(given) == TzInfo(seconds)


@pytest.mark.parametrize(
    'given,error',
    [
        (86400, ValueError('TzInfo offset must be strictly between -86400 and 86400 (24 hours) seconds, got 86400')),
        (float('inf'), ValueError('TzInfo offset must be strictly between -86400 and 86400 (24 hours) seconds, got 2147483647')),
        ('a', TypeError(of_argument('seconds', 'must be real number, not str'))),
        (10**400, OverflowError('int too large to convert to float')),
    ],
)
def test_tzinfo_refuses(given, error):
    with pytest.raises(type(error)) as raised:
        TzInfo(given)
    assert raised.value.args == error.args


class Nowhere(tzinfo):
    def utcoffset(self, dt):
        return None


class Broken(tzinfo):
    def utcoffset(self, dt):
        raise KeyError('broken')


def test_tzinfo_compares_with_strangers():
    assert TzInfo(0) != 0 and TzInfo(0) != Nowhere()
    with pytest.raises(TypeError):
        TzInfo(0) < 0
    with pytest.raises(KeyError, match='broken'):
        TzInfo(0) == Broken()
    assert TzInfo(0) < TzInfo(1) < timezone(timedelta(seconds=2))
