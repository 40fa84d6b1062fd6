"""Functions that schemas may call: well-behaved ones, and ones that raise, lie or call back too often.

What they are told goes into `TRACE`, which is part of a case's outcome.
"""

from __future__ import annotations

import random

from pydantic_core import PydanticCustomError, PydanticKnownError, PydanticOmit, PydanticUseDefault, ValidationError

from tests.differential.outcome import describe, describe_error

TRACE: list[str] = []


def note(what: str) -> None:
    if len(TRACE) < 30:
        TRACE.append(what)


def note_info(info) -> None:
    """All that an info argument says."""
    names = 'mode', 'context', 'config', 'field_name', 'data', 'include', 'exclude', 'by_alias', 'exclude_unset', 'round_trip', 'exclude_computed_fields', 'polymorphic_serialization'
    note('info ' + ' '.join(f'{name}={describe(getattr(info, name))}' for name in names if hasattr(info, name)))


def _raise(error: Exception):
    raise error


RESULTS = {
    'same': lambda value: value,
    'text': lambda value: f'<{type(value).__name__}>',
    'nothing': lambda value: None,
    'seven': lambda value: 7,
    'value_error': lambda value: _raise(ValueError('not this one')),
    'assertion': lambda value: _raise(AssertionError('never')),
    'empty_assertion': lambda value: _raise(AssertionError()),
    'custom': lambda value: _raise(PydanticCustomError('my_error', 'bad {what} of {n}', {'what': 'thing', 'n': 3})),
    'custom_plain': lambda value: _raise(PydanticCustomError('my_error', 'simply bad')),
    'known': lambda value: _raise(PydanticKnownError('greater_than', {'gt': 5})),
    'omit': lambda value: _raise(PydanticOmit()),
    'use_default': lambda value: _raise(PydanticUseDefault()),
    'type_error': lambda value: _raise(TypeError('mine')),
    'key_error': lambda value: _raise(KeyError('mine')),
    'recursion': lambda value: _raise(RecursionError('mine')),
}
FRIENDLY = ['same'] * 12 + ['text', 'nothing', 'seven']


def result(rng: random.Random):
    """What a function does with its value; mostly it gives it back."""
    return RESULTS[rng.choice(FRIENDLY + list(RESULTS))]


def validator(rng: random.Random, info: bool):
    do = result(rng)

    def with_info(value, info):
        note_info(info)
        return do(value)

    def without_info(value):
        note(f'called with {describe(value)}')
        return do(value)

    return with_info if info else without_info


def wrap_validator(rng: random.Random, info: bool):
    do, way = result(rng), rng.choice(['plain'] * 4 + ['twice', 'catch', 'loc', 'int_loc', 'skip', 'before'])

    def through(value, handler):
        if way == 'twice':
            handler(value)
        if way == 'catch':
            try:
                return handler(value)
            except ValidationError as error:
                note(f'caught {describe_error(error)}')
                return 'caught'
        if way == 'loc':
            return do(handler(value, 'outer'))
        if way == 'int_loc':
            return do(handler(value, 3))
        if way == 'skip':
            return do(value)
        if way == 'before':
            return handler(do(value))
        return do(handler(value))

    def with_info(value, handler, info):
        note_info(info)
        return through(value, handler)

    return with_info if info else lambda value, handler: through(value, handler)


def default_factory(rng: random.Random, takes_data: bool):
    if rng.random() < 0.15:
        return rng.choice([list, dict])
    do = result(rng)
    if takes_data:
        return lambda data: do(dict(data))
    return lambda: do(5)


def discriminator(value):
    """A tag out of a value, or none."""
    if isinstance(value, dict):
        return value.get('tag')
    return getattr(value, 'tag', 'int' if isinstance(value, int) else None)


def serializer(rng: random.Random, field: bool, info: bool):
    do = result(rng)

    def call(*args):
        args = list(args)
        if info:
            note_info(args.pop())
        if field:
            note(f'on {describe(args.pop(0))}')
        (value,) = args
        return do(value)

    return _with_arity(call, 1 + field + info)


def wrap_serializer(rng: random.Random, field: bool, info: bool):
    do, skip = result(rng), rng.random() < 0.2
    key = [rng.choice(['a', 0, -1, None, 1.5, (1,)])] if rng.random() < 0.1 else []

    def call(*args):
        args = list(args)
        if info:
            note_info(args.pop())
        if field:
            args.pop(0)
        value, handler = args
        return do(value if skip else handler(value, *key))

    return _with_arity(call, 2 + field + info)


def _with_arity(call, n: int):
    """`call` with exactly `n` parameters."""
    return [None, lambda a: call(a), lambda a, b: call(a, b), lambda a, b, c: call(a, b, c), lambda a, b, c, d: call(a, b, c, d)][n]
