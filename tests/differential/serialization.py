"""Options of serializers, and the schemas of `serialization`, at random."""

from __future__ import annotations

import random

from pydantic_core import SchemaSerializer

from tests.differential import callbacks, pool
from tests.differential.maker import Maker
from tests.editions import EDITION

WHEN = ['always', 'unless-none', 'json', 'json-unless-none']
SIMPLE = ['none', 'int', 'bool', 'float', 'str', 'bytes', 'list', 'dict', 'any']


def decorate(m: Maker, schema: object, chance: float) -> None:
    """Gives some of the schemas in `schema` a serialization of their own."""
    if isinstance(schema, dict):
        if isinstance(schema.get('type'), str) and m.maybe(chance) and not schema['type'].endswith(('-field', '-args', 'info')):
            schema['serialization'] = serialization(m)
        for value in list(schema.values()):
            decorate(m, value, chance)
    elif isinstance(schema, (list, tuple)):
        for value in schema:
            decorate(m, value, chance)


def serialization(m: Maker) -> dict:
    rng = m.rng
    way = rng.choice(['function-plain', 'function-wrap', 'format', 'to-string', 'simple', 'filter', 'schema'])
    if EDITION >= (2, 50) and m.maybe(0.2):
        made = m.make(rng.choice([0, 1])).schema  # any schema at all
        if made['type'] != 'definition-ref':
            return made
    when = m.some(0.4, when_used=lambda: rng.choice(WHEN))
    if way.startswith('function'):
        info = m.maybe(0.3)
        make = callbacks.serializer if way == 'function-plain' else callbacks.wrap_serializer
        field = m.maybe(0.15)
        schema = {'type': way, 'function': make(rng, field, info), 'info_arg': info, **when}
        if field:
            schema['is_field_serializer'] = True
        return {**schema, **m.some(0.3, return_schema=lambda: {'type': rng.choice(['int', 'str', 'any', 'float'])})}
    if way == 'format':
        return {'type': 'format', 'formatting_string': rng.choice(['', '0.1f', '>5', 'd', '%Y']), **when}
    if way == 'to-string':
        return {'type': 'to-string', **when}
    if way == 'schema':
        return m.make(rng.choice([0, 1])).schema
    if way == 'simple':
        return {'type': rng.choice(SIMPLE)}
    name = rng.choice(['include-exclude-sequence', 'include-exclude-dict'])
    keys = {0, 1, -1} if name.endswith('sequence') else {'a', 'b'}
    return {'type': name, **m.some(0.6, include=lambda: set(rng.sample(sorted(keys, key=str), 2)), exclude=lambda: {rng.choice(sorted(keys, key=str))})}


def options(rng: random.Random, to_json: bool) -> dict:
    """Keyword arguments of `to_python` or `to_json`."""
    made: dict = {}

    def maybe(chance: float, **values) -> None:
        made.update({name: make() for name, make in values.items() if rng.random() < chance})

    flag = lambda: rng.random() < 0.5
    selection = lambda: rng.choice([{'a'}, {'a', 'b'}, {0}, {'a': True}, {'a': {'b'}}, {'\ud800'}, {'\ud800': {'a'}}, {'__all__': {'a'}}, {0: {'a': ...}}, {-1: True}, set(), {}, {'b': ...}, {'__all__': {0, 'a'}, 0: {0: False, 'a': [1]}}, {'__all__': {'a': {'b'}}, -1: {'a'}}])
    maybe(0.1, include=selection, exclude=selection, by_alias=flag, exclude_unset=flag, exclude_defaults=flag, exclude_none=flag)
    maybe(0.08, round_trip=flag, exclude_computed_fields=flag, serialize_as_any=flag, context=lambda: {'c': 1})
    if EDITION >= (2, 50):
        maybe(0.15, polymorphic_serialization=lambda: rng.choice([True, True, False, None]))
    maybe(0.15, warnings=lambda: rng.choice([True, False, 'none', 'warn', 'error']), fallback=lambda: lambda value: f'fallback {type(value).__name__}')
    if to_json:
        maybe(0.12, indent=lambda: rng.choice([0, 1, 2]), ensure_ascii=flag)
    else:
        maybe(0.5, mode=lambda: rng.choice(['json', 'json', 'python', 'other']))
    return made


def own(rng: random.Random) -> object:
    """An object with a serializer of its own, which is told of the call."""
    function = callbacks.serializer(rng, False, True)
    schema = {'type': 'any', 'serialization': {'type': 'function-plain', 'function': function, 'info_arg': True}}
    return type('Own', (), {'__pydantic_serializer__': SchemaSerializer(schema), '__repr__': lambda self: 'Own()'})()


pool.ODD += [own, own]
