"""Unions of records that are alike: they share the names of their fields, and some tell by a literal which they are.

Nearly all of what they are made of runs no Python code, so that unions try their choices where nobody can notice; the
functions, default factories and odd objects among them must be called all the same.
"""

from __future__ import annotations

import dataclasses
import random

from tests.differential import callbacks, pool
from tests.differential.maker import Made, Maker, inner

QUIET = ['int', 'str', 'float', 'bool', 'none', 'any', 'literal', 'date', 'uuid', 'list', 'dict', 'nullable', 'tuple', 'typed-dict', 'definition-ref']
SLOTS = ('__dict__', '__pydantic_fields_set__', '__pydantic_extra__', '__pydantic_private__')
TEXTS = ['a', 'b', 'c', 'naïve', '']


def _tag(m: Maker) -> Made:
    texts = m.rng.sample(TEXTS, m.rng.choice([1, 1, 2])) + m.rng.choice([[]] * 6 + [[1], [None], [pool.Word.yes]])
    return Made({'type': 'literal', 'expected': texts}, lambda rng, json: rng.choice([text for text in texts if isinstance(text, str) or not json]))


def _field(m: Maker, depth: int, name: str) -> Made:
    made = _tag(m) if name in ('kind', 'type') else m.make(max(depth, 0), only=QUIET if m.maybe(0.95) else None)
    roll = m.rng.random()
    if roll < 0.2:
        default = {'default': m.rng.choice([None, 1, 'a', [], {}, [1]])} if roll < 0.15 else {'default_factory': m.rng.choice([list, dict, callbacks.default_factory(m.rng, False)])}
        schema = {'type': 'default', 'schema': made.schema, **default, **m.some(0.1, on_error=lambda: m.rng.choice(['default', 'omit']))}
        return Made(schema, made.sample)
    return made


def _alias(m: Maker, name: str) -> dict:
    return m.some(0.06, validation_alias=lambda: m.rng.choice([f'{name}A', 'a', ['nest', name], [['kind'], [name]]]))


def _dataclass(m: Maker, made: dict[str, Made]) -> dict:
    m._classes += 1
    cls = dataclasses.make_dataclass(f'Alike{m._classes}', [(name, object, None) for name in made])
    cls.__pydantic_described__ = True
    cls.__pydantic_fields_set__ = None
    fields = [{'type': 'dataclass-field', 'name': name, 'schema': of.schema, **_alias(m, name)} for name, of in made.items()]
    for field in fields:
        field.update(m.some(0.06, init=m.flag, init_only=m.flag))
    extra = m.some(0.2, extra_behavior=lambda: m.rng.choice(['ignore', 'allow', 'forbid']))
    arguments = {'type': 'dataclass-args', 'dataclass_name': cls.__name__, 'fields': fields, **extra}
    return {'type': 'dataclass', 'cls': cls, 'schema': arguments, 'fields': list(made), **m.strict()}


def _record(m: Maker, depth: int, names: list[str]) -> tuple[dict, dict[str, Made]]:
    made = {name: _field(m, depth, name) for name in names}
    schema = _dataclass(m, made) if m.maybe(0.15) and m.has('dataclass') else _keyed(m, made)
    if m.maybe(0.1):
        schema = {'type': 'model', 'cls': m.new_class('Alike', __slots__=SLOTS), 'schema': schema, 'root_model': True}
    return schema, made


def _keyed(m: Maker, made: dict[str, Made]) -> dict:
    """A model or a typed dict."""
    is_model = m.maybe(0.7)
    fields = {}
    for name, of in made.items():
        fields[name] = {'type': 'model-field' if is_model else 'typed-dict-field', 'schema': of.schema}
        fields[name].update(_alias(m, name))
        if not is_model and of.schema['type'] != 'default':
            fields[name].update(m.some(0.2, required=m.flag))
    extra = m.some(0.2, extra_behavior=lambda: m.rng.choice(['ignore', 'allow', 'forbid']))
    if not is_model:
        return {'type': 'typed-dict', 'fields': fields, **extra, **m.some(0.05, total=m.flag)}
    config = m.some(0.08, config=lambda: m.rng.choice([{'validate_by_name': True}, {'strict': True}, {'loc_by_alias': False}, {'from_attributes': True}]))
    cls = m.new_class('Alike', __slots__=SLOTS)
    return {'type': 'model', 'cls': cls, 'schema': {'type': 'model-fields', 'fields': fields, **extra}, **config}


def union_of_records(m: Maker, depth: int) -> Made:
    """Without its options."""
    pairs = []
    for _ in range(m.rng.choice([2, 2, 3, 4, 7])):
        names = m.rng.sample(['a', 'b', 'c', 'd'], m.rng.choice([0, 1, 2, 2, 3]))
        pairs.append(_record(m, depth - 1, m.rng.choice([[], ['kind'], ['kind'], ['kind', 'type']]) + names))
    choices = [schema for schema, _ in pairs]
    if m.maybe(0.15):
        choices.insert(m.rng.randrange(len(choices) + 1), m.make(max(depth, 0)).schema)

    def sample(rng: random.Random, json: bool) -> object:
        _, fields = rng.choice(pairs)
        made = {name: inner(of, rng, json) for name, of in fields.items() if rng.random() < 0.93}
        if rng.random() < 0.1:
            made[rng.choice(['kind', 'a', 'more'])] = rng.choice([*TEXTS, 1, None]) if json else rng.choice([*TEXTS, 1, pool.python_value(rng, 1)])
        if rng.random() < 0.15:
            made = dict(rng.sample(list(made.items()), len(made)))
        return made

    return Made({'choices': choices}, sample)
