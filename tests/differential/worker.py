"""One side of the comparison: makes case after case from the seed, and writes what each came to.

    python -m tests.differential.worker types                       the types of schema that can be built here
    python -m tests.differential.worker run SEED FIRST COUNT TYPES SERIALIZERS
    python -m tests.differential.worker show SEED NUMBER TYPES SERIALIZERS
    python -m tests.differential.worker rows FIRST                  the rows of rows.py, from that number on

Every schema is tried with several inputs, in several ways; each of these is a case, and a line of JSON: its name, and
its outcome. A last line `NUMBER.end` says that a schema is done. TYPES and SERIALIZERS are lists in JSON: what both sides know how to validate, and how to serialize.
"""

from __future__ import annotations

import copy
import json
import random
import re
import sys
from typing import Callable

from pydantic_core import SchemaError, SchemaSerializer, SchemaValidator

from tests.differential import arguments, containers, jsons, lone, partial, pool, records, scalars, serialization, wrappers  # noqa: F401
from tests.differential.asking import ASKED
from tests.differential.callbacks import TRACE
from tests.differential.maker import KINDS, Made, Maker, Sample, sloppy
from tests.differential.outcome import describe, outcome
from tests.editions import EDITION

NOT_YET = 'Not implemented in this version'
NOT_HERE = re.compile(f'{NOT_YET}|Unknown (serialization )?schema type|only available on Python')
"""What a side says of a type that it does not know, or that this CPython lacks."""
INPUTS = 6
"""How often a schema is tried."""


def types() -> dict[str, list[str]]:
    """What can be built here."""
    return {
        cls.__name__: [name for name in [*KINDS, 'definitions'] if not NOT_HERE.search(outcome(lambda: cls({'type': name}), TRACE))]
        for cls in (SchemaValidator, SchemaSerializer)
    }


class Cases:
    """The cases of one schema."""

    def __init__(self, seed: int, number: int, types: list[str], serializers: list[str]) -> None:
        self.rng = random.Random(f'{seed}/{number}')
        maker = Maker(self.rng, types)
        self.made: Made = maker.root()
        if self.rng.random() < 0.3:
            serialization.decorate(maker, self.made.schema, 0.15)
        self.config = records.config(maker, self.rng.choice([0.05, 0.05, 0.25])) if self.rng.random() < 0.35 else None
        if self.rng.random() < 0.05:
            _spoil(self.made.schema, self.rng)
        if self.config and self.rng.random() < 0.05:
            _spoil(self.config, self.rng)
        if self.rng.random() < 0.04:
            _spoil_text(self.made.schema, self.rng)
        self.in_pieces = self.rng.random() < 0.15
        """Whether its inputs are mostly not there yet."""
        self._prebuilt = [self.rng.random() < 0.5] if EDITION >= (2, 50) and self.rng.random() < 0.1 else []
        """What is said of whether a class's own validator and serializer may be taken, if anything is."""
        self._serializes = types_in(self.made.schema) <= set(serializers) | OTHER_TYPES

    def run(self):
        """Yields the name and the outcome of each case, and what it was given, written lazily."""
        validator = self._build(SchemaValidator)
        yield 'validator', validator if isinstance(validator, str) else 'built', lambda: ''
        # The draw comes first: what follows is the same on both sides, whatever this one builds.
        if self.rng.random() < 0.2 and not isinstance(validator, str):
            shown = (lambda: _words(repr(validator))) if is_unordered(self.made.schema) else lambda: repr(validator)
            yield 'repr', outcome(shown, TRACE), lambda: ''
        serializer = self._build(SchemaSerializer) if self._serializes else NOT_YET
        yield 'serializer', serializer if isinstance(serializer, str) else 'built', lambda: ''
        sample = sloppy(self.made.sample)
        for i in range(INPUTS):
            seed = self.rng.random()
            if not isinstance(validator, str):
                yield from self._validate(f'{i}', validator, serializer, sample, seed)
            if not isinstance(serializer, str):
                yield from self._serialize(f'{i}.odd', serializer, lambda: fresh(sample, seed), seed)

    def _build(self, cls: type) -> object:
        built: list = []
        text = outcome(lambda: built.append(cls(self.made.schema, self.config, *self._prebuilt)), TRACE)
        return built[0] if built else text

    def _validate(self, name: str, validator, serializer, sample, seed: float):
        rng = random.Random(f'{seed} options')
        options = _options(rng, self.in_pieces)
        python = lambda: fresh(sample, seed)
        kept: list = []

        def validate():
            value = python()
            result = validator.validate_python(value, **options)
            kept.append(result)
            return ('same object', result) if result is value and isinstance(value, (list, dict, set)) else result

        asks = not options.get('allow_partial')  # ours asks for the location of an error that this drops
        yield f'{name}.python', outcome(validate, TRACE, asks), lambda: f'{_show(python)} {options}'
        if rng.random() < 0.15:
            plain = {key: value for key, value in options.items() if key != 'allow_partial'}
            yield f'{name}.isinstance', outcome(lambda: validator.isinstance_python(python(), **plain), TRACE), lambda: f'{_show(python)} {plain}'
        text = jsons.dumps(_plain(sample(random.Random(seed), True)), random.Random(f'{seed} text'), bool(options.get('allow_partial')))
        options.pop('from_attributes', None)
        yield f'{name}.json', outcome(lambda: validator.validate_json(text, **options), TRACE), lambda: f'{text!r} {options}'
        if self.in_pieces and rng.random() < 0.3:
            whole = jsons.dumps(_plain(sample(random.Random(seed), True)), random.Random(f'{seed} whole'))
            for cut, call, given in partial.cuts(validator, whole, rng):
                yield f'{name}.{cut}', outcome(call, TRACE), lambda given=given: given
        strings = _strings(sample(random.Random(seed), True), random.Random(f'{seed} strings'))
        yield f'{name}.strings', outcome(lambda: validator.validate_strings(strings, **options), TRACE), lambda: f'{strings!r} {options}'
        if rng.random() < 0.1:
            few = {key: options[key] for key in ('strict', 'context') if key in options}
            yield f'{name}.default', outcome(lambda: validator.get_default_value(**few), TRACE), lambda: f'{few}'
        cls = self.made.schema.get('cls')
        if isinstance(cls, type) and rng.random() < 0.1:
            made = lambda: validator.validate_python(python(), self_instance=cls.__new__(cls), **options)
            yield f'{name}.init', outcome(made, TRACE), lambda: f'{_show(python)} {options}'
        if kept and rng.random() < 0.3:
            yield from self._assign(name, validator, kept[0], rng)
        if kept and not isinstance(serializer, str):
            yield from self._serialize(name, serializer, lambda: kept[0], seed)

    def _assign(self, name: str, validator, target: object, rng: random.Random):
        """A new value for a field, also where there are no fields."""
        fields = list(getattr(target, '__dict__', None) or (target if isinstance(target, dict) else ()))
        field = rng.choice([*(field for field in fields if isinstance(field, str)), 'a', 'more'])
        old = getattr(target, '__dict__', {}).get(field)
        value = pool.python_value(rng, 1) if old is None or rng.random() < 0.5 else old
        options = {key: option for key, option in _options(rng, False).items() if key != 'allow_partial'}
        given = [records.odd_set(rng)] if hasattr(type(target), '__pydantic_fields_set__') and rng.random() < 0.1 else []

        def assign() -> object:
            model = copy.copy(target)
            for odd in given:
                model.__pydantic_fields_set__ = odd
            return validator.validate_assignment(model, field, value, **options)

        yield f'{name}.assign', outcome(assign, TRACE), lambda: f'{field} = {describe(value)} in {describe(target)} {given} {options}'

    def _serialize(self, name: str, serializer, value, seed: float):
        rng = random.Random(f'{seed} serializer')
        if pool.unordered(value()):
            return
        options = serialization.options(rng, False)
        yield f'{name}.to_python', outcome(lambda: serializer.to_python(value(), **options), TRACE), lambda: f'{_show(value)} {options}'
        more = serialization.options(rng, True)
        yield f'{name}.to_json', outcome(lambda: serializer.to_json(value(), **more), TRACE), lambda: f'{_show(value)} {more}'


def fresh(sample: Sample, seed: float) -> object:
    """An input from Python. What its parts were asked while it was made is forgotten."""
    value = sample(random.Random(seed), False)
    ASKED.clear()
    return value


UNORDERED = {'definitions', 'literal', 'tagged-union', 'enum', *(['model-fields'] if EDITION >= (2, 50) else [])}
"""Types whose parts repr() shows in no order; it does so with `allowed_schemes`, too. Of those, its words are compared."""
OTHER_TYPES = {'model-field', 'typed-dict-field', 'dataclass-field', 'named-tuple-field', 'dataclass-args', 'computed-field', 'with-info', 'no-info', 'definitions'} | {
    'format', 'to-string', 'include-exclude-sequence', 'include-exclude-dict',
}  # fmt: skip


def is_unordered(schema: object) -> bool:
    return bool(types_in(schema) & UNORDERED) or 'allowed_schemes' in repr(schema)


def _words(shown: str) -> list[str]:
    """Without plain numbers: those of a table of keys say where in it something is."""
    return sorted(word for word in re.findall(r'[^\s,(){}\[\]]+', shown) if not re.fullmatch(r'\d+(\.\.\d+)?', word))


def types_in(schema: object) -> set[str]:
    """The types named anywhere in a schema."""
    if isinstance(schema, dict):
        named = {schema['type']} if isinstance(schema.get('type'), str) else set()
        return named.union(*map(types_in, schema.values()))
    if isinstance(schema, (list, tuple)):
        return set().union(*map(types_in, schema))
    return set()


def _show(value) -> str:
    return outcome(value, [])


def _options(rng: random.Random, in_pieces: bool) -> dict:
    """Keyword arguments of `validate_python`."""
    made: dict = {}
    choices = {
        'strict': (0.2, [True, True, False, None]),
        'extra': (0.12, ['allow', 'forbid', 'ignore']),
        'from_attributes': (0.15, [True, False]),
        'context': (0.06, [{'c': 1}, 5]),
        'by_alias': (0.06, [True, None, False] if EDITION >= (2, 50) else [True, None]),
        'by_name': (0.06, [True, False]),
        'allow_partial': (0.7 if in_pieces else 0.04, [True, 'on', 'trailing-strings', False]),
    }
    for name, (chance, values) in choices.items():
        if rng.random() < chance:
            made[name] = rng.choice(values)
    return made


def _plain(value: object) -> object:
    """What JSON can say of `value`."""
    if isinstance(value, dict):
        return {pool.text_of(key): _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return value


def _strings(value: object, rng: random.Random) -> object:
    """`value` with strings for all that is not a dict, as validate_strings takes it; but for some."""
    if isinstance(value, dict):
        return {_key(pool.text_of(key), rng): _strings(item, rng) for key, item in value.items()}
    if isinstance(value, list) and value:
        return rng.choice([_strings_in, _strings_in, _first_string, _text])(value, rng)
    text = value if isinstance(value, str) or rng.random() < 0.04 else pool.text_of(value)
    return pool.StrSub(text) if isinstance(text, str) and rng.random() < 0.04 else text


def _strings_in(value: list, rng: random.Random) -> object:
    return [_strings(item, rng) for item in value]  # no string, but a path may lead through it


def _first_string(value: list, rng: random.Random) -> object:
    return _strings(value[0], rng)


def _text(value: list, rng: random.Random) -> object:
    return pool.text_of(value)


def _key(text: str, rng: random.Random) -> object:
    return text if rng.random() < 0.97 else rng.choice([text + lone.LONE, pool.StrSub(text), 1, None])


def _spoil(schema: dict, rng: random.Random) -> None:
    """Makes one thing in the schema wrong."""
    place: dict | list = schema
    while rng.random() < 0.7:
        nested = [value for value in (place.values() if isinstance(place, dict) else place) if isinstance(value, (dict, list)) and value]
        if not nested:
            break
        place = rng.choice(nested)
    key = rng.choice(list(place)) if isinstance(place, dict) else rng.randrange(len(place))
    if rng.random() < 0.4:
        del place[key]
    else:
        place[key] = rng.choice([None, 1, 'x', [], {}, 2.5, 'int', True, -1, ['a'], {'type': 'nonsense'}, {'type': 5}, {'type': 'int'}])


def _spoil_text(schema: dict, rng: random.Random) -> None:
    """Puts a lone surrogate into one of the schema's strs."""
    paths = [path for path in lone.positions(schema) if not isinstance(path[-1], lone.Key)]
    if not paths:
        return
    *parents, last = rng.choice(paths)
    place = schema
    for step in parents:
        place = place[step]
    place[last] += lone.LONE


def write(name: str, text: str) -> None:
    """One line, at once: the next case may be the last."""
    sys.stdout.write(json.dumps([name, text]) + '\n')
    sys.stdout.flush()


def main(command: str, *args: str) -> None:
    if command == 'types':
        return print(json.dumps(types()))
    if command == 'rows':
        from tests.differential import rows

        for name, text in rows.run(int(args[0])):
            write(name, text)
        return None
    seed, first, count = int(args[0]), int(args[1]), int(args[2])
    known = json.loads(args[3]), json.loads(args[4])
    for number in range(first, first + count):
        cases = Cases(seed, number, *known)
        if command == 'show':
            print(f'schema: {describe(cases.made.schema)}\nconfig: {cases.config}', flush=True)
        for name, text, given in cases.run():
            if command == 'show':
                print(f'{name}: given {given()}\n    {text}', flush=True)
            else:
                write(f'{number}.{name}', text)
        write(f'{number}.end', '')


if __name__ == '__main__':
    main(*sys.argv[1:])
