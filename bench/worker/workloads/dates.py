"""Dates, times, durations and UUIDs: read from text and written as text."""

from __future__ import annotations

import random
from datetime import date, datetime, time, timedelta, timezone
from typing import Any, Callable
from uuid import UUID

from .workload import Call, Settings, four


ZONES = [timezone.utc, timezone(timedelta(hours=2)), timezone(timedelta(hours=-5))]


def _of(settings: Settings, kind: Any, seed: int, text: Callable[[random.Random], str]) -> dict[str, Call]:
    """The calls for 1,000 values of that type, each from a text."""
    rng = random.Random(seed)
    return four(settings, lambda base: list[kind], [text(rng) for _ in range(settings.count(1000))])


def datetimes(settings: Settings) -> dict[str, Call]:
    """1,000 datetimes with time zones"""
    return _of(settings, datetime, 13, lambda rng: datetime.fromtimestamp(rng.randrange(2**31), rng.choice(ZONES)).isoformat())


def dates(settings: Settings) -> dict[str, Call]:
    """1,000 dates"""
    return _of(settings, date, 14, lambda rng: str(date.fromordinal(rng.randrange(1, 3_000_000))))


def times(settings: Settings) -> dict[str, Call]:
    """1,000 times of day"""
    return _of(settings, time, 15, lambda rng: f'{rng.randrange(24):02}:{rng.randrange(60):02}:{rng.randrange(60):02}')


def durations(settings: Settings) -> dict[str, Call]:
    """1,000 durations"""
    calls = _of(settings, timedelta, 16, lambda rng: f'P{rng.randrange(1, 100)}DT{rng.randrange(1, 86400)}S')
    dump = calls['dump_json']
    dump.beside, dump.less = {}, dump.beside  # msgspec writes seconds alone
    return calls


def uuids(settings: Settings) -> dict[str, Call]:
    """1,000 UUIDs"""
    return _of(settings, UUID, 17, lambda rng: str(UUID(int=rng.getrandbits(128), version=4)))


WORKLOADS = {'datetimes': datetimes, 'dates': dates, 'times': times, 'durations': durations, 'uuids': uuids}
