"""Writes down what a call came to, with every type, so that two sides can be compared as text."""

from __future__ import annotations

import collections
import enum
import functools
import re
import types
import uuid
import warnings
from datetime import datetime, time
from typing import Callable

from pydantic_core import (
    ArgsKwargs,
    MultiHostUrl,
    PydanticCustomError,
    PydanticKnownError,
    SchemaError,
    Some,
    Url,
    ValidationError,
)

from tests.differential import urls
from tests.differential.asking import ASKED
from tests.differential.pool import FROZEN_DICTS

ADDRESS = re.compile(r'0x[0-9a-f]*|(?<=\.\.\.)[x0-9a-f]+(?=>)')
"""Addresses in the repr of objects, also when the repr was cut in the middle."""
MOST = 40
"""Items of a container that are written down."""

PANIC = 'the published wheel panics'
"""Where Rust code gave up there is nothing to compare with."""


def outcome(call: Callable[[], object], trace: list[str], asks: bool = True) -> str:
    """The result of `call`, or its exception; with what callbacks noted in `trace`, what objects were asked (if `asks`), and with
    warnings."""
    trace.clear()
    ASKED.clear()
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter('always')
        asked: list[str] = []
        try:
            result = call()
            asked += ASKED
            text = describe(result)
        except Exception as error:
            asked = asked or [*ASKED]
            text = f'raised {describe_error(error)}'
        except BaseException as error:
            if type(error).__name__ != 'PanicException':
                raise
            return PANIC
    notes = ''.join(f' | {note}' for note in trace)
    warned = ''.join(f' | {w.category.__name__}: {scrub(str(w.message))}' for w in caught)
    questions = f' | asked {" ".join(asked)}' if asks and asked else ''
    return text + notes + questions + warned


def scrub(text: str) -> str:
    return ADDRESS.sub('', text)


def describe_error(error: BaseException, depth: int = 0) -> str:
    if isinstance(error, ValidationError):
        return _validation_error(error, depth)
    if isinstance(error, SchemaError):
        return f'SchemaError {scrub(str(error))}'
    text = f'{type(error).__name__}({scrub(str(error))!r})'
    if isinstance(error, (PydanticCustomError, PydanticKnownError)):
        text += f' {error!r} {error.type} {error.message()!r} {describe(error.context, depth + 1)}'
    if error.__cause__ is not None and depth < 4:
        text += f' from {describe_error(error.__cause__, depth + 1)}'
    return text


def _validation_error(error: ValidationError, depth: int) -> str:
    parts = [f'ValidationError {error.title!r} {error.error_count()}', scrub(str(_try(lambda: str(error))))]
    parts.append(describe(_try(error.errors), depth + 1))
    parts.append(scrub(str(_try(error.json))))
    if len(parts[1]) % 8 == 0:
        few = {'include_url': False, 'include_context': len(parts[1]) % 3 == 0, 'include_input': len(parts[1]) % 5 == 0}
        parts.append(describe(_try(lambda: error.errors(**few)), depth + 1))
        parts.append(scrub(str(_try(lambda: error.json(indent=1, **few)))))
        parts.append(scrub(str(_try(lambda: repr(error)))))
    if error.__cause__ is not None and depth < 4:
        parts.append(f'from {describe_error(error.__cause__, depth + 1)}')
    return ' ¦ '.join(parts)


def _try(call: Callable[[], object]) -> object:
    try:
        return call()
    except Exception as error:
        return error


def describe(value: object, depth: int = 0) -> str:
    """`value` as text: the exact types, the order of dicts, sets in sorted order."""
    if depth > 12:
        return '…'
    write = _WRITERS.get(type(value))
    if write is not None:
        return write(value, depth + 1)
    try:
        return _other(value, depth + 1)
    except Exception:
        # Made to be hostile.
        return f'some {type(value).__qualname__}'


def _other(value: object, depth: int) -> str:
    kind = type(value)
    if isinstance(value, type):
        return f'class {value.__module__}.{value.__qualname__}'
    if isinstance(value, enum.Enum):
        return repr(value)
    if isinstance(value, BaseException):
        return describe_error(value, depth)
    if hasattr(kind, '__pydantic_fields_set__') or hasattr(kind, '__pydantic_described__'):
        return _model(value, depth)
    for base, write in _WRITERS.items():
        if isinstance(value, base) and base is not object:
            return f'{kind.__qualname__}:{write(value, depth)}'
    if kind.__name__ in ('ValidatorIterator', 'SerializationIterator', 'generator', 'list_iterator'):
        return f'{kind.__name__}[{", ".join(_drain(value, depth))}]'
    return f'{kind.__qualname__} {scrub(_repr(value))}'


def _repr(value: object) -> str:
    try:
        return repr(value)
    except Exception as error:
        return f'<repr raised {type(error).__name__}>'


def _drain(value, depth: int):
    for _ in range(8):
        try:
            yield describe(next(value), depth)
        except StopIteration:
            return
        except Exception as error:
            yield f'raised {describe_error(error, depth)}'  # and what comes after that


def _model(value: object, depth: int) -> str:
    parts = [describe(getattr(value, '__dict__', None), depth)]
    for slot in '__pydantic_fields_set__', '__pydantic_extra__', '__pydantic_private__':
        if hasattr(type(value), slot):
            parts.append(describe(getattr(value, slot, Ellipsis), depth))
    return f'{type(value).__qualname__}<{"; ".join(parts)}>'


def _items(values, depth: int) -> str:
    texts = [describe(value, depth) for value in list(values)[:MOST]]
    return ', '.join(texts) + (f', … {len(values)}' if len(values) > MOST else '')


def _sorted(values, depth: int) -> str:
    return ', '.join(sorted(describe(value, depth) for value in values))


def _pairs(value: dict, depth: int) -> str:
    pairs = list(dict.items(value))
    texts = [f'{describe(k, depth)}: {describe(v, depth)}' for k, v in pairs[:MOST]]
    return ', '.join(texts) + (f', … {len(pairs)}' if len(pairs) > MOST else '')


def _int(value: int, depth: int) -> str:
    # Python refuses to write out very long integers in decimal.
    return int.__repr__(value) if -(10**60) < value < 10**60 else f'{value:#x}'


def _str(value: str, depth: int) -> str:
    text = scrub(str.__repr__(value))
    return text if len(text) < 3000 else f'{text[:200]}…{len(text)}…{hash(text)}'


def _moment(value: datetime | time, depth: int) -> str:
    zone = value.tzinfo
    inside = '' if zone is None else f' {type(zone).__module__}.{type(zone).__name__} {zone!r} {zone} {value.utcoffset()}'
    return f'{type(value).__name__} {value.isoformat()} fold={value.fold}{inside}'


_WRITERS: dict[type, Callable] = {
    bool: lambda v, d: bool.__repr__(v),
    int: _int,
    float: lambda v, d: float.__repr__(v),
    str: _str,
    bytes: lambda v, d: _str(bytes.__repr__(v), d),
    type(None): lambda v, d: 'None',
    list: lambda v, d: f'[{_items(v, d)}]',
    tuple: lambda v, d: f'({_items(v, d)},)',
    dict: lambda v, d: f'{{{_pairs(v, d)}}}',
    set: lambda v, d: f'set({_sorted(v, d)})',
    frozenset: lambda v, d: f'frozenset({_sorted(v, d)})',
    collections.deque: lambda v, d: f'deque({_items(v, d)}, {v.maxlen})',
    datetime: _moment,
    time: _moment,
    Some: lambda v, d: f'Some({describe(v.value, d)})',
    ArgsKwargs: lambda v, d: f'ArgsKwargs({describe(v.args, d)}, {describe(v.kwargs, d)})',
    types.FunctionType: lambda v, d: f'function {v.__qualname__}',
    types.BuiltinFunctionType: lambda v, d: f'builtin {v.__qualname__}',
    Url: lambda v, d: urls.parts(v),
    MultiHostUrl: lambda v, d: urls.parts(v),
    uuid.UUID: lambda v, d: f'{v} {getattr(v, "is_safe", None)}',
    functools.partial: lambda v, d: f'partial {describe(v.func, d)}',
    **{cls: lambda v, d, items=cls.items: f'frozendict({{{_pairs(dict(items(v)), d)}}})' for cls in FROZEN_DICTS[:1]},
}
