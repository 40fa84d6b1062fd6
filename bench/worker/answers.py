"""What a call returned, as text that is the same for the same answer, whatever library gave it.

Only after all sides have given the same text is a case timed: a wrong answer never counts as fast.
"""

from __future__ import annotations

import dataclasses
import json
from collections import deque
from collections.abc import Iterator
from datetime import datetime, time

SCALARS = (str, int, float, bool, type(None), bytes)


def text(answer: object) -> str:
    """All that can be seen of an answer: classes, values, the fields that were set, and the errors."""
    return json.dumps(_seen(answer, whole=True))


def values(answer: object) -> object:
    """Its values alone, which other libraries must have as well: no fields that were set, and JSON as what it says."""
    return _seen(json.loads(answer) if isinstance(answer, bytes) else answer, whole=False)


def _seen(value: object, whole: bool) -> object:
    kind = type(value)
    if kind in SCALARS:
        # json.dumps knows neither bytes nor numbers that are too long for str().
        return [kind.__name__, hex(value)] if kind is int and abs(value) >= 1 << 64 else value.decode() if kind is bytes else value
    if isinstance(value, (list, tuple, deque)):
        return [kind.__name__, [_seen(item, whole) for item in value]]
    if isinstance(value, dict):
        return [kind.__name__, [[_seen(key, whole), _seen(item, whole)] for key, item in value.items()]]
    if isinstance(value, (set, frozenset)):
        return [kind.__name__, sorted(json.dumps(_seen(item, whole)) for item in value)]
    if isinstance(value, (datetime, time)):
        return [kind.__name__, value.isoformat()]
    fields = _fields(value)
    if fields is not None:
        seen = [kind.__name__, {name: _seen(item, whole) for name, item in fields.items()}]
        return [*seen, sorted(getattr(value, '__pydantic_fields_set__', None) or ())] if whole else seen
    if isinstance(value, Exception):
        errors = getattr(value, 'errors', None)
        return [kind.__name__, str(value) if errors is None else repr(errors(include_url=False))]
    if isinstance(value, Iterator):
        return ['iterator', [_seen(item, whole) for item in value]]
    return [kind.__name__, str(value)]


def _fields(value: object) -> dict[str, object] | None:
    """The fields of a model, dataclass or Struct, with the tag of one in a union."""
    kind = type(value)
    if dataclasses.is_dataclass(kind):
        names = [field.name for field in dataclasses.fields(kind)]
    else:
        names = getattr(kind, 'model_fields', None) or getattr(kind, '__struct_fields__', None)
    if names is None:
        return None
    config = getattr(kind, '__struct_config__', None)
    tag = {config.tag_field: config.tag} if config is not None and config.tag is not None else {}
    return {**tag, **{name: getattr(value, name) for name in names}}
