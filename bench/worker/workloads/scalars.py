"""Containers of plain values: unions of scalars, sets, and values of any type."""

from __future__ import annotations

import random
from typing import Any, Optional, Union

from .workload import Call, Settings, four


def _mixed(count: int) -> list:
    rng = random.Random(18)
    return [rng.choice([rng.randrange(1000), rng.random(), f'word {rng.randrange(100)}']) for _ in range(count)]


def unions(settings: Settings) -> dict[str, Call]:
    """A list of int, str or float"""
    return four(settings, lambda base: list[Union[int, str, float]], _mixed(settings.count(10_000)))


def any_list(settings: Settings) -> dict[str, Call]:
    """A list of any values"""
    return four(settings, lambda base: list[Any], _mixed(settings.count(10_000)))


def optional_list(settings: Settings) -> dict[str, Call]:
    """A list of ints or None"""
    rng = random.Random(19)
    return four(settings, lambda base: list[Optional[int]], [rng.choice([None, rng.randrange(1000)]) for _ in range(settings.count(10_000))])


def set_of_ints(settings: Settings) -> dict[str, Call]:
    """A set of ints"""
    return four(settings, lambda base: set[int], random.Random(20).sample(range(10**6), settings.count(5000)))


def dict_of_floats(settings: Settings) -> dict[str, Call]:
    """A dict of str to float"""
    rng = random.Random(21)
    return four(settings, lambda base: dict[str, float], {f'key {n}': rng.random() for n in range(settings.count(5000))})


WORKLOADS = {'scalar-union': unions, 'any': any_list, 'optional': optional_list, 'set-of-ints': set_of_ints, 'dict': dict_of_floats}
