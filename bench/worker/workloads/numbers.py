"""Numbers: floats, ints of every length, and decimals."""

from __future__ import annotations

import random
from decimal import Decimal
from functools import partial

from .workload import Call, Settings, calls_of, compact, four


def floats(settings: Settings) -> dict[str, Call]:
    """10,000 floats, of few digits and of all"""
    rng = random.Random(9)
    kinds = [lambda: round(rng.uniform(-1e3, 1e3), 2), rng.random, lambda: rng.uniform(-1e15, 1e15), lambda: rng.random() * 1e-200]
    data = [rng.choice(kinds)() for _ in range(settings.count(10_000))]
    return four(settings, lambda base: list[float], data)


def ints(settings: Settings) -> dict[str, Call]:
    """10,000 ints below 2**63"""
    rng = random.Random(10)
    data = [rng.getrandbits(rng.choice([4, 8, 20, 40, 62])) for _ in range(settings.count(10_000))]
    return four(settings, lambda base: list[int], data)


def big_ints(settings: Settings) -> dict[str, Call]:
    """Ints of 30, 1,000 and 4,000 digits, from JSON, from text, and written"""
    from pydantic import TypeAdapter

    rng = random.Random(11)
    adapter = TypeAdapter(list[int])
    calls = {}
    for digits, count in (30, 1000), (1000, 50), (4000, 10):
        data = [rng.randrange(10 ** (digits - 1), 10**digits) for _ in range(settings.count(count))]
        calls[f'validate_json_{digits}'] = Call(partial(adapter.validator.validate_json, compact(data)))
        calls[f'validate_text_{digits}'] = Call(partial(adapter.validator.validate_python, [str(number) for number in data]))
        calls[f'dump_json_{digits}'] = Call(partial(adapter.serializer.to_json, data))
    return calls


def decimals(settings: Settings) -> dict[str, Call]:
    """Decimals from JSON's strings and numbers"""
    rng = random.Random(12)
    data = [f'{rng.randrange(10**9)}.{rng.randrange(100):02}' for _ in range(settings.count(2000))]
    calls = four(settings, lambda base: list[Decimal], data)
    numbers = calls_of(list[Decimal], data, ('[' + ','.join(str(int(float(text))) + '.25' for text in data) + ']').encode())
    return {**calls, 'validate_json_numbers': numbers['validate_json']}


WORKLOADS = {'floats': floats, 'ints': ints, 'big-ints': big_ints, 'decimals': decimals}
