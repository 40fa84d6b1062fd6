"""The calls whose allocations are refused: schemas of each kind made from seeds, as tests/differential makes them."""

from __future__ import annotations

import dataclasses
import itertools
import random
from typing import Callable, Iterator

from pydantic_core import SchemaSerializer, SchemaValidator, ValidationError

from tests.differential import arguments, containers, jsons, records, scalars, serialization, wrappers  # noqa: F401
from tests.differential.maker import Maker, sloppy
from tests.differential.worker import OTHER_TYPES, _plain, _strings, types_in
from tests.exhaustion import functions
from tests.exhaustion.thing import Thing

SEEDS = 3
"""Schemas of each kind."""
INPUTS = 24
"""Inputs that are looked through for one that is accepted and one that is refused."""

def things(kind: str, types: list[str], serializers: list[str]) -> Iterator[Thing]:
    if kind == 'functions':
        yield from functions.things()
        return
    for seed in range(SEEDS):
        yield from Schema(kind, seed, types).things(serializers)


def fields_of(value: object) -> dict:
    """Those of a model, a dataclass or a typed dict, by their names."""
    return getattr(value, '__dict__', None) or (value if isinstance(value, dict) else {})


def weight(value: object) -> int:
    """How much there is of a value, roughly."""
    try:
        return len(repr(value))
    except Exception:
        return 0


class Schema:
    def __init__(self, kind: str, seed: int, types: list[str]) -> None:
        self.name = f'{kind} {seed}'
        maker = Maker(random.Random(self.name), types)
        made = maker.make(2, only=[kind])
        if seed == SEEDS - 1:
            serialization.decorate(maker, made.schema, 0.3)
        self.schema = made.schema
        if maker.definitions:
            self.schema = {'type': 'definitions', 'schema': self.schema, 'definitions': list(maker.definitions.values())}
        self._sample = sloppy(made.sample, 0.3)

    def things(self, serializers: list[str]) -> Iterator[Thing]:
        schema = self.schema
        try:
            validator = SchemaValidator(schema)
        except Exception:
            yield Thing(f'{self.name}: refuse to build a validator', lambda: (SchemaValidator, (schema,), {}))
            return
        yield Thing(f'{self.name}: build a validator', lambda: (SchemaValidator, (schema,), {}))
        yield Thing(f'{self.name}: repr of the validator', lambda: (repr, (validator,), {}))
        yield from self._validations(validator)
        if not types_in(schema) <= set(serializers) | OTHER_TYPES:
            return
        try:
            serializer = SchemaSerializer(schema)
        except Exception:
            return
        yield Thing(f'{self.name}: build a serializer', lambda: (SchemaSerializer, (schema,), {}))
        yield Thing(f'{self.name}: repr of the serializer', lambda: (repr, (serializer,), {}))
        yield from self._serializations(validator, serializer)

    def _python(self, i: int) -> object:
        return self._sample(random.Random(f'{self.name} {i}'), False)

    def _json(self, i: int) -> str | bytes:
        rng = random.Random(f'{self.name} {i}')
        return jsons.dumps(_plain(self._sample(rng, True)), rng)

    def _strings(self, i: int) -> object:
        rng = random.Random(f'{self.name} {i}')
        return _strings(_plain(self._sample(rng, True)), rng)

    def _validations(self, validator: SchemaValidator) -> Iterator[Thing]:
        ways = [
            ('validate_python', validator.validate_python, self._python),
            ('validate_json', validator.validate_json, self._json),
            ('validate_strings', validator.validate_strings, self._strings),
        ]
        for name, function, make in ways:
            for verdict, i in self._found(function, make).items():
                yield Thing(f'{self.name}: {name}, {verdict}', lambda function=function, make=make, i=i: (function, (make(i),), {}))
                if verdict == 'refused' and name != 'validate_strings':
                    yield from self._of_error(name, lambda function=function, make=make, i=i: function(make(i)))
                if verdict == 'accepted' and name == 'validate_python':
                    yield from self._assignments(validator, i)
        yield Thing(f'{self.name}: isinstance_python', lambda: (validator.isinstance_python, (self._python(0),), {}))
        yield Thing(f'{self.name}: get_default_value', lambda: (validator.get_default_value, (), {}))

    def _found(self, function: Callable, make: Callable) -> dict[str, int]:
        """Inputs of each verdict: of those that need the most, as far as that shows."""
        found: dict[str, int] = {}
        for i in range(INPUTS):
            try:
                function(make(i))
                verdict = 'accepted'
            except ValidationError:
                verdict = 'refused'
            except Exception:
                verdict = 'raises'
            if verdict not in found or weight(make(i)) > weight(make(found[verdict])):
                found[verdict] = i
        return found

    def _of_error(self, way: str, fail: Callable[[], object]) -> Iterator[Thing]:
        def error() -> ValidationError:
            try:
                fail()
            except ValidationError as error:
                return error.with_traceback(None)  # without the frames of this test
            raise AssertionError('was refused before')

        for name in 'errors', 'json', '__str__', '__repr__', '__reduce__':
            yield Thing(f'{self.name}: {name} of the error of {way}', lambda name=name: (getattr(error(), name), (), {}))

    def _assignments(self, validator: SchemaValidator, i: int) -> Iterator[Thing]:
        target = validator.validate_python(self._python(i))
        if not isinstance(target, dict) and not hasattr(type(target), '__pydantic_fields_set__') and not dataclasses.is_dataclass(target):
            return

        def assign(field: str, value: Callable[[dict], object]) -> tuple:
            fresh = validator.validate_python(self._python(i))  # what a validation makes can be used up, such as an iterator
            return validator.validate_assignment, (fresh, field, value(fields_of(fresh))), {}

        for field in [field for field in fields_of(target) if isinstance(field, str)][:2]:
            yield Thing(f'{self.name}: assign the same to {field}', lambda field=field: assign(field, lambda fields: fields[field]))
            yield Thing(f'{self.name}: assign what does not fit to {field}', lambda field=field: assign(field, lambda fields: [object]))

    def _serializations(self, validator: SchemaValidator, serializer: SchemaSerializer) -> Iterator[Thing]:
        ways = {
            'to_python': (serializer.to_python, {'warnings': False}),
            'to_python, mode json': (serializer.to_python, {'mode': 'json', 'warnings': 'error'}),
            'to_json': (serializer.to_json, {'warnings': False}),
            'to_json with warnings': (serializer.to_json, {}),
            'to_json of much': (serializer.to_json, {'warnings': False, 'indent': 2, 'round_trip': True, 'by_alias': True, 'exclude_none': True, 'include': {'a', 'b', 0, 1}}),
        }
        accepted = self._found(validator.validate_python, self._python).get('accepted')
        for (name, (function, options)), odd in itertools.product(ways.items(), (False, True)):
            if odd:
                make = lambda: self._python(1)
            elif accepted is None:
                continue
            else:
                make = lambda: validator.validate_python(self._python(accepted))
            what = 'what was not validated' if odd else 'what was validated'
            prepare = lambda function=function, options=options, make=make: (function, (make(),), options)
            yield Thing(f'{self.name}: {name}, {what}', prepare, survives_all='warnings' in options)
