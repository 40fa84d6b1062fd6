"""Rows of instances of models whose attributes the user has made anything, assigned to and validated again."""

from __future__ import annotations

import itertools
from typing import Iterator

from pydantic_core import SchemaSerializer, SchemaValidator

from tests.differential import pool
from tests.differential.bad_input import INT, STR, Model, Row, model
from tests.editions import EDITION


class OwnSet(set):
    """A set whose methods nobody may ask."""

    def add(self, item: object) -> None:
        raise RuntimeError('not to be called')

    update = __contains__ = __iter__ = add


class Keys:
    """What dict.update() takes, and no Mapping."""

    def keys(self) -> list:
        return ['a']

    def __getitem__(self, key: object) -> int:
        return 5


SETS = {
    'a set': lambda: {'a'}, 'an empty set': set, 'a set of its own': lambda: OwnSet('b'), 'a frozenset': frozenset, 'a dict': lambda: {'a': 1},
    'a list': list, 'None': lambda: None, 'an int': lambda: 5,
}  # fmt: skip
EXTRAS = {
    'None': lambda: None, 'a dict': lambda: {'a': 7}, 'a dict of another type': lambda: pool.DictSub(a=8), 'a mapping': lambda: pool.Mapping({'a': 9}),
    'keys': Keys, 'pairs': lambda: [('a', 1)], 'a set of pairs': lambda: {('a', 1)}, 'text': str, 'an int': lambda: 5,
}  # fmt: skip
DICTS = {
    'a dict': lambda: {'a': 1}, 'a dict of another type': lambda: pool.DictSub(a=1), 'a mapping': lambda: pool.Mapping({'a': 1}), 'pairs': lambda: [('a', 1)],
    'None': lambda: None, 'an int': lambda: 5,
}  # fmt: skip
RECORD = model(a=INT)
ROOT = {'type': 'model', 'cls': Model, 'root_model': True, 'schema': INT}


class Held(Model):
    """Says itself what its dict is."""

    __slots__ = ('held',)
    __dict__ = property(lambda self: self.held)


def state_of(value: object) -> object:
    """What an instance holds, its set without being asked."""
    held = {name: getattr(value, name, 'unset') for name in Model.__slots__}
    given = held['__pydantic_fields_set__']
    return type(value).__name__, held, sorted(set().union(given)) if isinstance(given, set) else None


def instance(cls: type, given: object, extra: object, **fields: object) -> object:
    made = cls.__new__(cls)
    for name, value in {**fields, '__pydantic_fields_set__': given, '__pydantic_extra__': extra, '__pydantic_private__': None}.items():
        setattr(made, name, value)
    return made


def rows() -> Iterator[Row]:
    for make in attribute_rows, part_rows, name_rows, root_rows, field_rows, key_rows:
        yield from make()


def attribute_rows() -> Iterator[Row]:
    again = SchemaValidator({**RECORD, 'revalidate_instances': 'always'})
    serializer = SchemaSerializer({**RECORD, 'schema': {**RECORD['schema'], 'extra_behavior': 'allow'}})
    for (what, given), (more, extra) in itertools.product(SETS.items(), EXTRAS.items()):
        made = lambda given=given, extra=extra: instance(Model, given(), extra(), a=1)
        yield Row(f'a model with {what} of fields and {more} of extras, again', lambda made=made: state_of(again.validate_python(made())))
        yield Row(f'a model with {what} of fields and {more} of extras, assigned to', lambda made=made: state_of(again.validate_assignment(made(), 'a', 2)))
        yield Row(f'a model with {what} of fields and {more} of extras, dumped', lambda made=made: serializer.to_python(made(), exclude_unset=True))
    for (what, held), (more, extra) in itertools.product(DICTS.items(), EXTRAS.items()):
        made = lambda held=held, extra=extra: instance(Held, {'a'}, extra(), held=held())
        yield Row(f'a model with {what} and {more} of extras, again', lambda made=made: state_of(again.validate_python(made())))
        yield Row(f'a model with {what} and {more} of extras, assigned to', lambda made=made: state_of(again.validate_assignment(made(), 'a', 2)))


def part_rows() -> Iterator[Row]:
    """What a function around the fields of a model makes of them, in an assignment."""
    for (what, held), (more, given) in itertools.product(DICTS.items(), SETS.items()):
        function = {'type': 'no-info', 'function': lambda parts, held=held, given=given: (held(), None, given())}
        schema = {**RECORD, 'schema': {'type': 'function-after', 'schema': RECORD['schema'], 'function': function}}
        if more != 'a set of its own':  # to iterate over it is a panic
            yield Row(f'{what} and {more} of fields, assigned', lambda schema=schema: state_of(SchemaValidator(schema).validate_assignment(instance(Model, {'z'}, None, a=1), 'a', 2)))


def name_rows() -> Iterator[Row]:
    """Names of subclasses of str, which in 2.50 stay what they are in part of what comes of them."""
    shown = lambda value: [[(type(key).__name__, str(key)) for key in getattr(value, name) or ()] for name in Model.__slots__[:3]]
    for extra, (what, name) in itertools.product(('allow', 'ignore', 'forbid'), (('a subclass', pool.StrSub('a')), ('a new one', pool.StrSub('z')), ('a liar', Liar('a')))):
        v = SchemaValidator({**RECORD, 'schema': {**RECORD['schema'], 'extra_behavior': extra}})
        for value in 2, 'x':
            yield Row(f'{extra}, {value} assigned to {what}', lambda v=v, name=name, value=value: shown(v.validate_assignment(instance(Model, {'b'}, {}, a=1), name, value)))


def root_rows() -> Iterator[Row]:
    for custom_init, (what, given) in itertools.product((False, True), SETS.items()):
        again = SchemaValidator({**ROOT, 'custom_init': custom_init, 'revalidate_instances': 'always'})
        yield Row(f'a root model with {what} of fields, {custom_init}, again', lambda again=again, given=given: state_of(again.validate_python(instance(Model, given(), None, root=3))))
        yield Row(f'a root model with {what} of fields, {custom_init}, assigned to', lambda again=again, given=given: state_of(again.validate_assignment(instance(Model, given(), None, root=3), 'root', 4)))


def field_rows() -> Iterator[Row]:
    """Two things that are wrong with one field: which of them is told of."""
    names = {'a name': 'a', 'a lone surrogate': '\ud800', 'one in a name': 'a\udfff', 'an int': 5}
    aliases = {'no alias': {}, 'an alias': {'alias': 'b'}, 'an alias without UTF-8': {'alias': '\ud800'}, 'an int as alias': {'alias': 5}}
    schemas = {'no schema': {}, 'an unknown schema': {'schema': {'type': 'unknown'}}, 'an int as schema': {'schema': 5}, 'a schema': {'schema': INT}}
    excluded = {'': {}, ', excluded': {'serialization_exclude': True}, ', excluded by an int': {'serialization_exclude': 5}}
    for (what, name), (more, alias), (and_, schema), (also, exclude) in itertools.product(names.items(), aliases.items(), schemas.items(), excluded.items()):
        field = {**schema, **{f'serialization_{key}': value for key, value in alias.items()}, **exclude}
        returned = {'return_schema': value for value in schema.values()}
        computed = {'type': 'computed-field', 'property_name': name, **alias, **returned}
        for kind, made in {
            'model fields': {'type': 'model-fields', 'fields': {name: {'type': 'model-field', **field}}},
            'a typed dict': {'type': 'typed-dict', 'fields': {name: {'type': 'typed-dict-field', **field}}},
            'dataclass args': {'type': 'dataclass-args', 'dataclass_name': 'D', 'fields': [{'type': 'dataclass-field', 'name': name, **field}]},
            'a computed field': {'type': 'typed-dict', 'fields': {}, 'computed_fields': [computed]},
        }.items():
            yield Row(f'{kind}: {what}, {more}, {and_}{also}', lambda made=made: SchemaSerializer(made) and 'built')


class Liar(str):
    """A key that hashes as another one, and is equal to everything."""

    def __hash__(self) -> int:
        return hash('f1')

    def __eq__(self, other: object) -> bool:
        return True


def key_rows() -> Iterator[Row]:
    for count in 3, 31, 32, 70:
        fields = {f'f{i}': {'type': 'typed-dict-field', 'schema': [INT, STR][i % 2]} for i in range(count)}
        serializer = SchemaSerializer({'type': 'typed-dict', 'fields': fields})
        for what, key in ('a subclass', pool.StrSub('f2')), ('a liar', Liar('f2')), ('a liar that is no field', Liar('x')):
            for name in 'to_python', 'to_json':
                yield Row(f'{count} fields, {name}: {what}', lambda serializer=serializer, key=key, name=name: getattr(serializer, name)({key: 5, 'f0': 1}))
