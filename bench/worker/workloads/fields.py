"""Models of few fields and of many."""

from __future__ import annotations

import random
from typing import Any, Optional

from .workload import Call, Settings, four, model

KINDS: list[tuple[Any, Any]] = [(int, 12), (str, 'some text'), (float, 1.5), (bool, True), (Optional[str], None), (list[int], [1, 2])]


def _of(settings: Settings, fields: int, records: int) -> dict[str, Call]:
    kinds = {f'field_{f}': KINDS[f % len(KINDS)] for f in range(fields)}
    rng = random.Random(23)
    record = {name: rng.random() if kind is float else value for name, (kind, value) in kinds.items()}
    data = [record] * max(2, settings.count(records))
    return four(settings, lambda base: list[model(base, 'Wide', **{name: kind for name, (kind, _) in kinds.items()})], data)


def fields_5(settings: Settings) -> dict[str, Call]:
    """1,000 models of 5 fields"""
    return _of(settings, 5, 1000)


def fields_50(settings: Settings) -> dict[str, Call]:
    """100 models of 50 fields"""
    return _of(settings, 50, 100)


def fields_500(settings: Settings) -> dict[str, Call]:
    """10 models of 500 fields"""
    return _of(settings, 500, 10)


WORKLOADS = {'fields-5': fields_5, 'fields-50': fields_50, 'fields-500': fields_500}
