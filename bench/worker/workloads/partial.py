"""JSON that comes in pieces: each piece is read with all that came before, as a program does that shows an answer as it grows."""

from __future__ import annotations

import random
from typing import Any

from . import api
from .workload import Call, Settings, compact

STEPS = 20


def growing(settings: Settings) -> dict[str, Call]:
    """An answer of a chat in 20 steps: partial JSON"""
    from pydantic import TypeAdapter
    from pydantic_core import from_json

    rng = random.Random(24)
    text = compact([api.completion(rng) for _ in range(settings.count(100))])
    pieces = [text[: len(text) * step // STEPS] for step in range(1, STEPS + 1)]
    validator = TypeAdapter(list[dict[str, Any]]).validator
    return {
        'validate_json': Call(lambda: [validator.validate_json(piece, allow_partial='trailing-strings') for piece in pieces]),
        'from_json': Call(lambda: [from_json(piece, allow_partial='trailing-strings') for piece in pieces]),
    }


WORKLOADS = {'partial': growing}
