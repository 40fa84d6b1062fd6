"""Kinds of schema that hold many values of one kind."""

from __future__ import annotations

import collections
import random

from tests.differential import pool
from tests.differential.maker import Made, Maker, inner, kind


def lengths(m: Maker) -> dict:
    return m.some(0.12, min_length=lambda: m.rng.randrange(4), max_length=lambda: m.rng.randrange(4), fail_fast=m.flag)


def items_sample(item: Made, for_set: bool = False):
    def sample(rng: random.Random, json: bool) -> object:
        items = [inner(item, rng, json) for _ in range(rng.choice([0, 1, 2, 3, 3, 5]))]
        if for_set:
            items = [value for value in items if not pool.unstable(value)]
        if json or rng.random() < 0.6:
            return items
        return pool.container(rng, items, [(i, value) for i, value in enumerate(items)])

    return sample


def deques(sample):
    """What `sample` makes; some of its lists as deques, also with a maxlen and of a subclass."""

    def make(rng: random.Random, json: bool) -> object:
        made = sample(rng, json)
        if json or not isinstance(made, list) or rng.random() < 0.5:
            return made
        return rng.choice([collections.deque, pool.DequeSub])(made, rng.choice([None, 0, 2, 9]))

    return make


def sequence(name: str):
    def make(m: Maker, depth: int) -> Made:
        item = m.make(depth)
        schema = {'items_schema': item.schema} if m.maybe(0.9) else {}
        sample = items_sample(item, for_set=name.endswith('set'))
        return Made({**schema, **lengths(m), **m.strict()}, deques(sample) if name == 'deque' else sample)

    kind(name, 1.2, nests=True)(make)


for _name in 'list', 'set', 'frozenset', 'deque':
    sequence(_name)


@kind('tuple', 1.0, nests=True)
def _(m: Maker, depth: int) -> Made:
    items = [m.make(depth) for _ in range(m.rng.choice([0, 1, 2, 3]))]
    schema = {'items_schema': [item.schema for item in items], **m.some(0.1, fail_fast=m.flag), **m.strict()}
    if items and m.maybe(0.4):
        schema['variadic_item_index'] = m.rng.randrange(len(items))
        schema.update(lengths(m))

    def sample(rng: random.Random, json: bool) -> object:
        values = [inner(item, rng, json) for item in items]
        if items and rng.random() < 0.3:
            values += [inner(items[-1], rng, json) for _ in range(rng.randrange(3))]
        values = values[: rng.choice([99, 99, 99, 1])]
        if json or rng.random() < 0.5:
            return values
        return rng.choice([tuple(values), pool.TupleSub(values), pool.container(rng, values, list(enumerate(values)))])

    return Made(schema, sample)


KEYS = ['str', 'str', 'str', 'int', 'int', 'float', 'bool', 'literal', 'enum', 'uuid', 'date', 'any', 'bytes', 'function-after', 'nullable', 'union', 'default']
FROM_TEXT = ['list', 'set', 'frozenset', 'tuple', 'dict', 'generator', 'typed-dict', 'arguments', 'decimal', 'datetime', 'time', 'timedelta', 'complex', 'url', 'json', 'none']
"""What no text is, or only some: in JSON a key is text, whatever it shall be."""


OWN = {
    'ordered-dict': [collections.OrderedDict, pool.OrderedSub],
    'counter': [collections.Counter, pool.CounterSub],
    'frozendict': pool.FROZEN_DICTS,
}
"""Type of schema → the classes of what it takes as it is."""


def pairs(m: Maker, depth: int, own: list[type]) -> Made:
    key = m.make(0, only=m.rng.choice([KEYS, FROM_TEXT, m.types]))
    value = m.make(depth)
    schema = {**m.some(0.8, keys_schema=lambda: key.schema, values_schema=lambda: value.schema), **lengths(m), **m.strict()}

    def sample(rng: random.Random, json: bool) -> object:
        pairs = []
        for _ in range(rng.choice([0, 1, 2, 3])):
            name = inner(key, rng, json)
            if json or pool.unhashable(name):
                name = pool.text_of(name)
            pairs.append((name, inner(value, rng, json)))
        made = dict(pairs)
        if own and not json and rng.random() < 0.5:
            made = rng.choice(own)(made)
            if isinstance(made, collections.OrderedDict) and made and rng.random() < 0.5:
                made.move_to_end(rng.choice(list(made)))
            return made
        if json or rng.random() < 0.6:
            return made
        return pool.container(rng, [item for _, item in pairs], pairs)

    return Made(schema, sample)


for _name in 'dict', 'ordered-dict', 'counter', 'frozendict':
    kind(_name, 1.2, nests=True)(lambda m, depth, own=OWN.get(_name, []): pairs(m, depth, own))


@kind('generator', 0.5, nests=True)
def _(m: Maker, depth: int) -> Made:
    item = m.make(depth)
    schema = {'items_schema': item.schema} if m.maybe(0.9) else {}
    return Made({**schema, **m.some(0.12, min_length=lambda: m.rng.randrange(4), max_length=lambda: m.rng.randrange(4))}, items_sample(item))
