"""URLs: usual ones, long paths, and names that are not ASCII."""

from __future__ import annotations

import random

from .workload import Call, Settings, calls_of

WORDS = 'api v2 users orders items search static images blog 2026 docs reference'.split()


def _calls(data: list[str]) -> dict[str, Call]:
    from pydantic import AnyUrl

    return calls_of(list[AnyUrl], data)


def _only_read(calls: dict[str, Call]) -> dict[str, Call]:
    return {name: call for name, call in calls.items() if name.startswith('validate')}


def usual(settings: Settings) -> dict[str, Call]:
    """1,000 URLs of web pages"""
    rng = random.Random(25)
    return _calls([f'https://www.example.com/{"/".join(rng.choices(WORDS, k=3))}?page={rng.randrange(100)}' for _ in range(settings.count(1000))])


def long_paths(settings: Settings) -> dict[str, Call]:
    """100 URLs of 300 segments"""
    rng = random.Random(26)
    return _only_read(_calls([f'https://example.com/{"/".join(rng.choices(WORDS, k=300))}' for _ in range(settings.count(100))]))


def international(settings: Settings) -> dict[str, Call]:
    """1,000 URLs with names that are not ASCII"""
    rng = random.Random(27)
    names = ['bücher.example', 'пример.example', '例え.example', 'παράδειγμα.example', 'façade.example']
    return _only_read(_calls([f'https://{rng.choice(names)}/{rng.choice(WORDS)}' for _ in range(settings.count(1000))]))


WORKLOADS = {'urls': usual, 'urls-long': long_paths, 'urls-idna': international}
