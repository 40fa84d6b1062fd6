"""Makes core schemas at random, each with a way to make inputs that it may accept.

A kind of schema is a function with the decorator `kind`, in scalars.py, containers.py, records.py, arguments.py or wrappers.py.
Everything follows from the random generator that the maker is given, so that both sides make the same.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Callable

from tests.differential import pool
from tests.editions import EDITION

Sample = Callable[[random.Random, bool], object]
"""Makes an input; with `True` one that JSON can say."""


@dataclass
class Made:
    """A schema, and a way to make inputs for it."""

    schema: dict
    sample: Sample


HABITS = {'aliases': (0.05, 0.15, 0.7), 'extras': (0.1, 0.2, 0.8), 'subclasses': (0, 0, 0.05, 0.5), 'told_by_name': (0, 0, 0, 0.7), 'references': (0, 0, 0, 0, 0.1, 0.3)}
"""How often schemas have something: each schema goes its own way, so that some have several such things at once."""

KINDS: dict[str, tuple[float, bool, Callable[['Maker', int], Made]]] = {}
"""type of schema → how often, whether it has schemas inside, and the function that makes one."""


def kind(name: str, often: float = 1.0, nests: bool = False):
    """Registers the function that makes schemas of the type `name`."""

    def register(function):
        KINDS[name] = (often, nests, function)
        return function

    return register


class Maker:
    """One schema's making."""

    def __init__(self, rng: random.Random, types: list[str]) -> None:
        self.rng = rng
        self.types = [name for name in KINDS if name in types]
        self.definitions: dict[str, dict] = {}
        """ref → a schema that the root must hold."""
        self.refs: dict[str, Made | None] = {}
        """ref → what was made for it; None while that is being made."""
        self.levels = 0
        """How many references the sample that is being made is inside of."""
        self.habits = {name: rng.choice(chances) for name, chances in HABITS.items()}
        self._leaves = [name for name in self.types if not KINDS[name][1]] or ['any']
        self._classes = 0

    def has(self, name: str) -> bool:
        return name in self.types

    def root(self) -> Made:
        """A whole schema, with the definitions that its parts refer to."""
        made = self.make(self.rng.choice([0, 1, 1, 2, 2, 3, 4]))
        if self.definitions:
            # What a definition refers to may come after it.
            definitions = self.rng.sample(list(self.definitions.values()), len(self.definitions))
            made.schema = {'type': 'definitions', 'schema': made.schema, 'definitions': definitions}
        return made

    def make(self, depth: int, only: list[str] | None = None) -> Made:
        """A schema, at most so deep; of the types `only`, if they are given and there are any."""
        names = [name for name in only or () if self.has(name)] or (self.types if depth > 0 else self._leaves)
        name = self.rng.choices(names, [KINDS[name][0] for name in names])[0]
        if only is None and self.maybe(self.habits['references']) and self.has('definition-ref') and (depth > 0 or self.refs):
            name = 'definition-ref'
        made = KINDS[name][2](self, depth - 1)
        made.schema = {'type': name, **made.schema} if 'type' not in made.schema else made.schema
        if self.maybe(0.04):
            made.schema['metadata'] = {'note': 1}
        return made

    def maybe(self, chance: float) -> bool:
        return self.rng.random() < chance

    def some(self, chance: float = 0.25, **values: Callable[[], object]) -> dict:
        """Some of the keys, each with what its function gives."""
        return {key: value() for key, value in values.items() if self.maybe(chance)}

    def from_2_50(self, chance: float = 0.25, **values: Callable[[], object]) -> dict:
        """`some` of the keys that schemas have from that edition on; for an older one nothing is drawn."""
        return self.some(chance, **values) if EDITION >= (2, 50) else {}

    def flag(self) -> bool:
        return self.maybe(0.5)

    def new_class(self, stem: str, bases: tuple = (), **members) -> type:
        """A class with a name of its own."""
        self._classes += 1
        return type(f'{stem}{self._classes}', bases, {'__module__': 'made', **members})

    def strict(self) -> dict:
        return self.some(0.12, strict=self.flag)


def sloppy(sample: Sample, chance: float = 0.12) -> Sample:
    """`sample`, but for some inputs that have nothing to do with the schema."""

    def make(rng: random.Random, json: bool) -> object:
        if rng.random() < chance:
            return pool.json_value(rng) if json else pool.python_value(rng)
        return sample(rng, json)

    return make


def inner(made: Made, rng: random.Random, json: bool) -> object:
    """An input for a schema inside another, nearly always one that fits."""
    if rng.random() < 0.04:
        return pool.json_value(rng, 1) if json else pool.python_value(rng, 1)
    return made.sample(rng, json)


def one_of(*values: object) -> Sample:
    return lambda rng, json: rng.choice(values)
