"""Records that are no models: typed dicts, and dataclasses of the standard library's."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import make_dataclass
from typing import Any, Optional

from .workload import Call, Settings, calls_of, with_msgspec

WORDS = 'alpha bravo charlie delta echo foxtrot golf hotel india juliet kilo lima mike'.split()


def _data(count: int) -> list[dict]:
    rng = random.Random(22)
    return [
        {
            'id': number,
            'name': f'{rng.choice(WORDS)} {rng.choice(WORDS)}',
            'balance': round(rng.uniform(-100, 100), 2),
            'active': rng.random() < 0.5,
            'tags': rng.sample(WORDS, 2),
            'home': {'street': f'{rng.randrange(200)} {rng.choice(WORDS)} st', 'city': rng.choice(WORDS), 'zip': rng.choice([None, '01234'])},
        }
        for number in range(count)
    ]


def _account(record: Callable[[str, dict], Any]) -> Any:
    """The type of an account, of records that `record` makes of a name and fields."""
    home = record('Home', {'street': str, 'city': str, 'zip': Optional[str]})
    return record('Account', {'id': int, 'name': str, 'balance': float, 'active': bool, 'tags': list[str], 'home': home})


def _of(settings: Settings, account: Any) -> dict[str, Call]:
    data = _data(settings.count(1000))
    calls = calls_of(list[account], data)
    return with_msgspec(calls, list[account], data) if settings.beside else calls


def typed_dicts(settings: Settings) -> dict[str, Call]:
    """1,000 typed dicts with one nested in each"""
    from typing_extensions import TypedDict

    return _of(settings, _account(TypedDict))


def dataclasses(settings: Settings) -> dict[str, Call]:
    """1,000 dataclasses with one nested in each"""
    return _of(settings, _account(lambda name, fields: make_dataclass(name, list(fields.items()))))


WORKLOADS = {'typed-dicts': typed_dicts, 'dataclasses': dataclasses}
