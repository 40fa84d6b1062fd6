"""Small records one by one: what a call costs, apart from its data."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from datetime import datetime
from functools import partial
from typing import Any, Literal, Optional

from .workload import Call, Settings, compact, model

LEVELS = ('debug', 'info', 'warning', 'error')


def _record_type(base: type) -> type:
    return model(base, 'Record', time=datetime, level=Literal[LEVELS], logger=str, message=str, user=Optional[int])


def _record(rng: random.Random, number: int) -> dict:
    return {
        'time': f'2026-01-{1 + number % 28:02}T{rng.randrange(24):02}:{rng.randrange(60):02}:00.{rng.randrange(1000):03}000Z',
        'level': rng.choice(LEVELS),
        'logger': rng.choice(['app.web', 'app.db', 'app.jobs']),
        'message': f'request {number} took {rng.randrange(1000)} ms',
        'user': rng.choice([None, rng.randrange(100_000)]),
    }


def each(call: Callable[[Any], object], values: Iterable) -> list:
    """What the call gives for each of the values."""
    return list(map(call, values))


def logs(settings: Settings) -> dict[str, Call]:
    """100,000 small log records, a call each"""
    from pydantic import BaseModel

    rng = random.Random(4)
    data = [_record(rng, number) for number in range(settings.count(100_000))]
    lines = [compact(record) for record in data]
    cls = _record_type(BaseModel)
    validator, serializer = cls.__pydantic_validator__, cls.__pydantic_serializer__
    values = [validator.validate_python(record) for record in data]
    calls = {
        'validate_json': Call(partial(each, validator.validate_json, lines)),
        'validate_python': Call(partial(each, validator.validate_python, data)),
        'dump_json': Call(partial(each, serializer.to_json, values)),
        'dump_python': Call(partial(each, serializer.to_python, values)),
    }
    if settings.beside:
        import msgspec

        kind = _record_type(msgspec.Struct)
        decoder, encoder = msgspec.json.Decoder(kind), msgspec.json.Encoder()
        calls['validate_json'].beside['msgspec'] = partial(each, decoder.decode, lines)
        calls['dump_json'].less['msgspec'] = partial(each, encoder.encode, [decoder.decode(line) for line in lines])
    return calls


WORKLOADS = {'logs': logs}
