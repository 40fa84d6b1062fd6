"""Kinds of schema around other schemas: functions, unions, defaults, references."""

from __future__ import annotations

import json as json_module
import random

from tests.differential import callbacks, pool
from tests.differential.alike import union_of_records
from tests.differential.maker import Made, Maker, inner, kind


@kind('nullable', 1.0, nests=True)
def _(m: Maker, depth: int) -> Made:
    made = m.make(depth)
    return Made({'schema': made.schema, **m.strict()}, lambda rng, json: None if rng.random() < 0.3 else inner(made, rng, json))


@kind('default', 0.8, nests=True)
def _(m: Maker, depth: int) -> Made:
    made = m.make(depth)
    schema: dict = {'schema': made.schema, **m.some(0.2, validate_default=m.flag, copy_default=m.flag)}
    schema.update(m.some(0.3, on_error=lambda: m.rng.choice(['raise', 'omit', 'default'])))
    if m.maybe(0.3):
        takes_data = m.maybe(0.4)
        schema.update({'default_factory': callbacks.default_factory(m.rng, takes_data), 'default_factory_takes_data': takes_data})
    elif m.maybe(0.9) or schema.get('on_error') == 'default':
        schema['default'] = m.rng.choice([None, 1, 'x', [], {}, [1], 2.5])
    return Made(schema, made.sample)


def function(name: str, nests: bool):
    def make(m: Maker, depth: int) -> Made:
        made = m.make(depth) if nests else Made({}, lambda rng, json: pool.json_value(rng) if json else pool.python_value(rng))
        info = m.maybe(0.4)
        call = (callbacks.wrap_validator if name == 'function-wrap' else callbacks.validator)(m.rng, info)
        schema: dict = {'function': {'type': 'with-info' if info else 'no-info', 'function': call, **m.some(0.1, field_name=lambda: 'named')}}
        if nests:
            schema['schema'] = made.schema
        return Made(schema, made.sample)

    kind(name, 0.6, nests)(make)


for _name, _nests in ('function-before', True), ('function-after', True), ('function-wrap', True), ('function-plain', False):
    function(_name, _nests)


@kind('union', 1.6, nests=True)
def _(m: Maker, depth: int) -> Made:
    if m.maybe(0.4) and m.has('model') and m.has('typed-dict'):
        alike = union_of_records(m, depth)
        options = {**m.some(0.25, mode=lambda: m.rng.choice(['smart', 'left_to_right'])), **custom_error(m), **m.strict()}
        return Made({**alike.schema, **options}, alike.sample)
    choices = [m.make(depth) for _ in range(m.rng.choice([1, 2, 2, 3, 4]))]
    labels = [m.rng.choice([None, None, None, f'label {i}']) for i in range(len(choices))]
    schema = {
        'choices': [(made.schema, label) if label else made.schema for made, label in zip(choices, labels)],
        **m.some(0.25, mode=lambda: m.rng.choice(['smart', 'left_to_right'])),
        **m.some(0.1, auto_collapse=m.flag),
        **custom_error(m),
        **m.strict(),
    }
    return Made(schema, lambda rng, json: inner(rng.choice(choices), rng, json))


def custom_error(m: Maker, chance: float = 0.06) -> dict:
    if not m.maybe(chance):
        return {}
    if m.maybe(0.3):
        return {'custom_error_type': 'greater_than', 'custom_error_context': {'gt': 3}}
    message = m.rng.choice(['no such thing', 'no {what}', 'no {missing}'])
    return {'custom_error_type': 'my_own', 'custom_error_message': message, 'custom_error_context': {'what': 'thing'}}


@kind('tagged-union', 0.8, nests=True)
def _(m: Maker, depth: int) -> Made:
    tags = m.rng.sample(['x', 'y', 'int', 1, 2, 2.5, pool.Color.red, pool.Word.yes, None], m.rng.choice([1, 2, 3]))
    made = {tag: m.make(depth, only=['model', 'typed-dict', 'model-fields', 'dict', 'dataclass']) for tag in tags}
    discriminator = m.rng.choice(['tag', 'tag', ['tag'], ['nest', 'tag'], [['kind'], ['tag']], callbacks.discriminator])
    schema = {
        'choices': {tag: of.schema for tag, of in made.items()},
        'discriminator': discriminator,
        **m.some(0.15, from_attributes=m.flag),
        **custom_error(m),
        **m.strict(),
    }

    def sample(rng: random.Random, json: bool) -> object:
        tag = rng.choice(tags)
        value = inner(made[tag], rng, json)
        if json:
            tag = getattr(tag, 'value', tag)
        written = rng.choice([tag] * 8 + ['z', None, [1]])
        if issubclass(type(value), dict):  # some only say that they are
            value = {'tag': written, 'kind': written, 'nest': {'tag': written}, **value}
        elif isinstance(value, pool.Attributes):
            value.tag = written
        return value

    return Made(schema, sample)


@kind('chain', 0.5, nests=True)
def _(m: Maker, depth: int) -> Made:
    steps = [m.make(depth) for _ in range(m.rng.choice([1, 2, 2, 3]))]
    return Made({'steps': [step.schema for step in steps]}, steps[0].sample)


@kind('lax-or-strict', 0.4, nests=True)
def _(m: Maker, depth: int) -> Made:
    lax, strict = m.make(depth), m.make(depth)
    schema = {'lax_schema': lax.schema, 'strict_schema': strict.schema, **m.strict()}
    return Made(schema, lambda rng, json: inner(rng.choice([lax, strict]), rng, json))


@kind('json-or-python', 0.4, nests=True)
def _(m: Maker, depth: int) -> Made:
    for_json, python = m.make(depth), m.make(depth)
    schema = {'json_schema': for_json.schema, 'python_schema': python.schema}
    return Made(schema, lambda rng, json: inner(for_json if json else python, rng, json))


@kind('json', 0.4, nests=True)
def _(m: Maker, depth: int) -> Made:
    made = m.make(depth)

    def sample(rng: random.Random, json: bool) -> object:
        text = json_module.dumps(inner(made, rng, True))
        text = text[: rng.choice([999, 999, 999, 4])]
        return text if json or rng.random() < 0.7 else text.encode('utf8', 'surrogatepass')

    return Made({'schema': made.schema} if m.maybe(0.9) else {}, sample)


@kind('custom-error', 0.4, nests=True)
def _(m: Maker, depth: int) -> Made:
    made = m.make(depth)
    return Made({'schema': made.schema, **custom_error(m, 1.0)}, made.sample)


@kind('definition-ref', 0.6, nests=True)
def _(m: Maker, depth: int) -> Made:
    """A reference to something new, or to something it is itself inside of."""
    refs = m.refs
    if refs and (depth < 0 or m.maybe(0.5)):
        ref = m.rng.choice(list(refs))
    else:
        ref = f'ref-{len(refs)}'
        refs[ref] = None
        refs[ref] = made = m.make(max(depth, 0), only=['model', 'typed-dict', 'list', 'nullable', 'dict', 'union', 'int', 'function-after', 'default', 'tuple'])
        made.schema['ref'] = ref
        m.definitions[ref] = made.schema

    def sample(rng: random.Random, json: bool) -> object:
        if m.levels > 2 or refs[ref] is None:
            return None
        m.levels += 1
        try:
            value = inner(refs[ref], rng, json)
        finally:
            m.levels -= 1
        if not json and rng.random() < 0.05:
            _loop(value, rng)
        return value

    return Made({'schema_ref': ref}, sample)


def _loop(value: object, rng: random.Random) -> None:
    """Puts a container into itself. Asks for its type, as `__class__` may lie."""
    if issubclass(type(value), list):
        value.insert(rng.randrange(len(value) + 1), value)
    elif issubclass(type(value), dict):
        value[rng.choice([*value, 'a'])] = value
