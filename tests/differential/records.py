"""Kinds of schema with named parts: models, typed dicts, dataclasses, named tuples."""

from __future__ import annotations

import collections
import dataclasses
import random

from pydantic_core import ArgsKwargs, SchemaSerializer, SchemaValidator

from tests.differential import callbacks, pool
from tests.differential.maker import Made, Maker, inner, kind

NAMES = ['a', 'b', 'c', 'name', 'tag', 'id_', '_x', 'naïve']
EXTRA = ['ignore', 'allow', 'forbid']
SLOTS = ('__dict__', '__pydantic_fields_set__', '__pydantic_extra__', '__pydantic_private__')


def text(m: Maker, value: str) -> str:
    """`value`, at times of a subclass of str."""
    return pool.StrSub(value) if m.maybe(m.habits['subclasses']) else value


def alias(m: Maker, name: str) -> object:
    """A validation alias: a name, a path, or several paths."""
    path = lambda: m.rng.choice([[text(m, f'{name}A')], [text(m, 'nest'), text(m, name)], ['list', 0], ['list', -1], ['nest', text(m, 'list'), 1]])
    return m.rng.choice([text(m, f'{name}A'), f'{name}A', path(), [path(), path()]])


def shown(m: Maker, name: str) -> str:
    """What a field is called when it is dumped."""
    return pool.Unhashable(f'{name}S') if m.maybe(0.05) else f'{name}S'


def named(m: Maker, depth: int, type_: str, optional: str = '') -> dict[str, tuple[dict, Made]]:
    """Some fields: name → what the record's schema has for it, and its schema's maker."""
    fields = {}
    for name in m.rng.sample(NAMES, m.rng.choice([0, 1, 2, 2, 3, 4])):
        name = text(m, name)
        made = m.make(depth)
        if m.maybe(0.25) and m.has('default'):
            default = {'default': m.rng.choice([None, 1, 'x', []]), **m.some(0.3, validate_default=lambda: True)}
            made = Made({'type': 'default', 'schema': made.schema, **default}, made.sample)
        field = {'type': type_, 'schema': made.schema}
        field.update(m.some(m.habits['aliases'], validation_alias=lambda: alias(m, name), serialization_alias=lambda: shown(m, name)))
        field.update(m.some(0.05, serialization_exclude=m.flag, serialization_exclude_if=lambda: lambda value: value is None))
        if type_ == 'typed-dict-field':
            field.update(m.some(0.3, required=m.flag))
        else:
            field.update(m.some(0.08, frozen=m.flag))
        fields[name] = (field, made)
    return fields


def place(made: dict, name: str, field: dict, value: object, rng: random.Random) -> None:
    """Puts a value into the input where the field is looked for: under its name, or its alias."""
    where = field.get('validation_alias')
    if not where or not isinstance(where, (str, list)) or rng.random() < 0.25:  # none, or spoilt
        made[name] = value
    elif isinstance(where, str):
        made[where] = value
    else:
        path = rng.choice(where) if isinstance(where[0], list) else where
        target = made
        for step, following in zip(path, [*path[1:], None]):
            if isinstance(step, int):
                target.extend([value] * (2 - len(target)))
                return
            if not isinstance(step, str):  # of a spoiled schema
                return
            target = target.setdefault(step, value if following is None else [] if isinstance(following, int) else {})
            if not isinstance(target, (dict, list)) or (isinstance(target, dict) and isinstance(following, int)):
                return


def fill(fields: dict, rng: random.Random, json: bool) -> dict:
    """An input with most of the fields, in some order, and now and then with more."""
    names = list(fields)
    if rng.random() < 0.2:
        rng.shuffle(names)
    made: dict = {}
    for name in names:
        if rng.random() < 0.9:
            field, of = fields[name]
            place(made, name, field, inner(of, rng, json), rng)
    if rng.random() < 0.2:
        made[rng.choice(['more', 'a', 'z', ''])] = pool.json_value(rng, 1)
    if rng.random() < (0.01 if json else 0.06):
        made[rng.choice(['\ud800', 'a\udfff', pool.StrSub('\ud800'), pool.StrSub('more'), *pool.Word])] = pool.json_value(rng, 1)
    return made


def record_sample(fields: dict, classes: list):
    """Inputs for records: dicts, mappings, objects with attributes, instances of `classes`."""

    def sample(rng: random.Random, json: bool) -> object:
        values = fill(fields, rng, json)
        if json or rng.random() < 0.7:
            return values
        form = rng.randrange(5 if classes else 4)
        if form == 4:
            return instance(rng, classes, {name: value for name, value in values.items() if name in fields})
        return [pool.DictSub, pool.Mapping, lambda d: pool.Attributes(**d), lambda d: ArgsKwargs((), d)][form](values)

    return sample


def instance(rng: random.Random, classes: list, values: dict) -> object:
    """An instance of a model's class that no validator has seen."""
    cls = rng.choice(classes)
    made = cls.__new__(cls)
    made.__dict__.update(values)
    if '__pydantic_fields_set__' in dir(cls) and 'unset' not in values:
        extra = {'more': 1, **({'\ud800': 2} if len(values) % 2 else {})} if len(values) % 3 == 2 else None
        given = odd_set(rng) if rng.random() < 0.05 else set(values)
        if rng.random() < 0.05:
            extra = rng.choice([5, [], [('a', 1)], pool.DictSub(a=1), pool.Mapping({'a': 1}), {1: 1}, set(values)])
        for name, value in zip(SLOTS[1:], (given, extra, None)):
            object.__setattr__(made, name, value)
    return made


def odd_set(rng: random.Random) -> object:
    """What a user may have made of the set of given fields."""
    return rng.choice([None, 5, set(), {'more'}, frozenset(), {'a': 1}, ['a']])


def init_model(self: object, data: dict) -> None:
    """The __init__ of a class that has its own."""
    if 'more' in data:
        raise ValueError('too much')
    self.__dict__.update(data, made='by itself')
    for name, value in zip(SLOTS[1:], (set(data), None, None)):
        object.__setattr__(self, name, value)


def post_init(do):
    def after(self: object, context: object) -> None:
        callbacks.note(f'post init {sorted(self.__dict__)} {context!r}')
        do(self)

    return after


def around(m: Maker, fields: dict) -> dict:
    """A function around a model's fields, which may come to anything."""
    info = m.maybe(0.3)
    kind = {'type': 'with-info' if info else 'no-info'}
    way = m.rng.choice(['function-before', 'function-after', 'function-wrap', 'default', 'definition-ref', 'custom-error'])
    if not m.has(way):
        return fields
    if way == 'default':
        return {'type': way, 'schema': fields, 'default': ({}, None, set())}
    if way == 'custom-error':
        return {'type': way, 'schema': fields, 'custom_error_type': 'mine', 'custom_error_message': 'no'}
    if way == 'definition-ref':
        ref = f'fields-{m._classes}'
        m.definitions[ref] = {**fields, 'ref': ref}
        return {'type': way, 'schema_ref': ref}
    make = callbacks.wrap_validator if way == 'function-wrap' else callbacks.validator
    return {'type': way, 'schema': fields, 'function': {**kind, 'function': make(m.rng, info)}}


def lend_validator(cls: type, schema: dict) -> None:
    """Gives a class its own validator and serializer, which others take over."""
    try:
        validator, serializer = (make({'type': 'model', **schema}) for make in (SchemaValidator, SchemaSerializer))
    except Exception:
        return
    cls.__pydantic_complete__ = True
    cls.__pydantic_validator__, cls.__pydantic_serializer__ = validator, serializer


def polymorphic(m: Maker, schema: dict, child: type) -> None:
    """Perhaps the setting by which instances of `child` are written as their own class says, and what that says.

    A child that only inherits what its parent lends is left out: the wheel calls itself with it until it crashes.
    """
    setting = m.from_2_50(0.15, polymorphic_serialization=m.flag)
    if setting:
        schema['config'] = {**schema.get('config', {}), **setting}
    if setting or m.from_2_50(0.1, own=m.flag):
        written = {'type': 'function-plain', 'function': lambda value: ['the child', *sorted(getattr(value, '__dict__', {}))]}
        child.__pydantic_serializer__ = SchemaSerializer({'type': 'any', **m.some(0.7, serialization=lambda: written)})


def config(m: Maker, chance: float = 0.06) -> dict:
    rng = m.rng
    return m.some(
        chance,
        title=lambda: 'Titled',
        strict=m.flag,
        extra_fields_behavior=lambda: rng.choice(EXTRA),
        from_attributes=m.flag,
        loc_by_alias=m.flag,
        revalidate_instances=lambda: rng.choice(['always', 'never', 'subclass-instances']),
        validate_default=m.flag,
        str_max_length=lambda: rng.randrange(1, 8),
        str_min_length=lambda: rng.randrange(3),
        str_strip_whitespace=m.flag,
        str_to_lower=m.flag,
        str_to_upper=m.flag,
        allow_inf_nan=m.flag,
        val_temporal_unit=lambda: rng.choice(['infer', 'seconds', 'milliseconds']),
        ser_json_timedelta=lambda: rng.choice(['iso8601', 'float']),
        ser_json_temporal=lambda: rng.choice(['iso8601', 'seconds', 'milliseconds']),
        ser_json_bytes=lambda: rng.choice(['utf8', 'base64', 'hex']),
        ser_json_inf_nan=lambda: rng.choice(['null', 'constants', 'strings']),
        val_json_bytes=lambda: rng.choice(['utf8', 'base64', 'hex']),
        hide_input_in_errors=m.flag,
        validation_error_cause=m.flag,
        coerce_numbers_to_str=m.flag,
        regex_engine=lambda: rng.choice(['rust-regex', 'python-re']),
        cache_strings=lambda: rng.choice([True, False, 'all', 'keys', 'none']),
        validate_by_alias=lambda: True,
        validate_by_name=m.flag,
        serialize_by_alias=m.flag,
        url_preserve_empty_path=m.flag,
    ) | m.from_2_50(
        chance,
        polymorphic_serialization=m.flag,
        ascii_only=m.flag,
        validate_by_alias=m.flag,
    ) | m.some(m.habits['told_by_name'], loc_by_alias=lambda: False)


def fields_schema(m: Maker, fields: dict, type_: str) -> dict:
    schema = {'type': type_, 'fields': {name: field for name, (field, _) in fields.items()}}
    schema.update(m.some(m.habits['extras'], extra_behavior=lambda: m.rng.choice(EXTRA)))
    schema.update(m.some(0.15, from_attributes=m.flag))
    if schema.get('extra_behavior') == 'allow' and m.maybe(0.4):
        schema['extras_schema'] = m.make(0).schema
    if schema.get('extra_behavior') == 'allow' and m.maybe(0.15):
        schema['extras_keys_schema'] = m.rng.choice([{'type': 'str', 'max_length': 3}, m.make(0).schema])
    return {**schema, **m.strict()} if type_ == 'typed-dict' else schema


def between(m: Maker, schema: dict) -> dict:
    """Perhaps a function around the fields of a record, which sees their parts as a tuple."""
    if not m.maybe(0.08):
        return schema
    info = m.flag()
    name = m.rng.choice(['function-before', 'function-after', 'function-wrap'])
    make = callbacks.wrap_validator if name == 'function-wrap' else callbacks.validator
    return {'type': name, 'schema': schema, 'function': {'type': 'with-info' if info else 'no-info', 'function': make(m.rng, info)}}


@kind('model', 1.6, nests=True)
def _(m: Maker, depth: int) -> Made:
    members: dict = {'__slots__': SLOTS}
    schema: dict = {}
    if m.maybe(0.08):
        members['after'] = post_init(callbacks.result(m.rng))
        schema['post_init'] = 'after'
    if m.maybe(0.08):
        members['__init__'] = lambda self, **data: init_model(self, data)
        schema['custom_init'] = m.maybe(0.9)
    cls = m.new_class('Model', **members)
    child = type(f'{cls.__name__}Child', (cls,), {'__module__': 'made', '__slots__': ()})
    origin = type(f'{cls.__name__}Origin', (), {'__module__': 'made', '__slots__': SLOTS})
    schema.update({'cls': cls, **m.strict(), **m.some(0.08, frozen=m.flag), **m.some(0.08, generic_origin=lambda: origin)})
    schema.update(m.some(0.15, revalidate_instances=lambda: m.rng.choice(['always', 'never', 'subclass-instances'])))
    if m.maybe(0.2):
        schema['config'] = config(m)
    if m.maybe(0.12):
        root = m.make(depth)
        field = {'type': 'model-field', 'schema': root.schema}
        schema.update({'root_model': True, 'schema': {'type': 'model-fields', 'fields': {'root': field}}})
        if m.maybe(0.7):
            schema['schema'] = root.schema

        def sample(rng: random.Random, json: bool) -> object:
            value = inner(root, rng, json)
            return value if json or rng.random() < 0.7 else instance(rng, [cls, child], {'root': value})

        return Made(schema, sample)
    fields = named(m, depth, 'model-field')
    schema['schema'] = fields_schema(m, fields, 'model-fields')
    if m.maybe(0.12):
        schema['schema'] = around(m, schema['schema'])
    elif m.maybe(0.1) or m.from_2_50(0.15, also=m.flag):
        cls.computed = property(lambda self: len(self.__dict__))
        schema['schema']['computed_fields'] = [
            {'type': 'computed-field', 'property_name': 'computed', 'return_schema': {'type': 'int'}, **m.some(0.3, alias=lambda: 'computedA')}
        ]
        few = lambda value: callbacks.note(f'exclude if {value}') or value < 2
        schema['schema']['computed_fields'][0].update(m.from_2_50(0.4, serialization_exclude_if=lambda: m.rng.choice([few, callbacks.result(m.rng)])))
    polymorphic(m, schema, child)
    if m.maybe(0.06):
        lend_validator(cls, schema)
    return Made(schema, record_sample(fields, [cls, child, origin] if 'generic_origin' in schema else [cls, child]))


@kind('model-fields', 0.3, nests=True)
def _(m: Maker, depth: int) -> Made:
    fields = named(m, depth, 'model-field')
    return Made(fields_schema(m, fields, 'model-fields'), record_sample(fields, []))


@kind('typed-dict', 1.0, nests=True)
def _(m: Maker, depth: int) -> Made:
    fields = named(m, depth, 'typed-dict-field')
    schema = fields_schema(m, fields, 'typed-dict')
    schema.update(m.some(0.15, total=m.flag, cls_name=lambda: 'Named'))
    schema.pop('from_attributes', None)
    schema.update(m.some(0.06, cls=lambda: m.new_class('Dict'), extras_keys_schema=lambda: {'type': 'str', 'max_length': 2}))
    if m.maybe(0.2):
        schema['config'] = {**config(m), **m.some(0.1, typed_dict_total=m.flag)}
    return Made(schema, record_sample(fields, []))


@kind('named-tuple', 0.8, nests=True)
def _(m: Maker, depth: int) -> Made:
    names = [name for name in m.rng.sample(NAMES, m.rng.choice([0, 1, 2, 3])) if name.isidentifier() and name[0] != '_']
    m._classes += 1
    cls = collections.namedtuple(f'Tuple{m._classes}', names, module='made')
    fields = {}
    for name in names:
        made = m.make(depth)
        if m.maybe(0.25) and m.has('default'):
            made = Made({'type': 'default', 'schema': made.schema, 'default': 1, **m.some(0.2, validate_default=m.flag)}, made.sample)
        fields[name] = ({'type': 'named-tuple-field', 'name': text(m, name), 'schema': made.schema, **m.some(m.habits['aliases'], validation_alias=lambda: alias(m, name))}, made)
    by_name = record_sample(fields, [])

    def sample(rng: random.Random, json: bool) -> object:
        if rng.random() < 0.4:
            return by_name(rng, json)
        values = [inner(made, rng, json) for _, made in fields.values()]
        if not json and rng.random() < 0.4:
            return cls(*values)
        values = (values + [1])[: rng.choice([len(values)] * 4 + [0, 99])]
        return values if json or rng.random() < 0.5 else tuple(values)

    return Made({'cls': cls, 'fields': [field for field, _ in fields.values()], **m.some(0.1, cls_name=lambda: 'Named')}, sample)


@kind('dataclass', 1.4, nests=True)
def _(m: Maker, depth: int) -> Made:
    names = [name for name in m.rng.sample(NAMES, m.rng.choice([1, 2, 3])) if name.isidentifier()] or ['a']
    m._classes += 1
    cls = dataclasses.make_dataclass(f'Data{m._classes}', [(name, object, None) for name in names], slots=m.maybe(0.3))
    cls.__pydantic_described__ = True
    if '__dict__' in dir(cls):
        cls.__pydantic_fields_set__ = None
    child = type(f'{cls.__name__}Child', (cls,), {'__module__': 'made'} | {'__slots__': () for _ in '.' if '__slots__' in cls.__dict__})
    schema: dict = {'cls': cls}
    if m.maybe(0.15):
        do = callbacks.result(m.rng)
        cls.__post_init__ = lambda self, *args: callbacks.note(f'post init {args!r}') or do(args and args[0])
        schema['post_init'] = True
    fields, listed = {}, []
    for name in names:
        made = m.make(depth)
        if m.maybe(0.3) and m.has('default'):
            made = Made({'type': 'default', 'schema': made.schema, 'default': 1, **m.some(0.2, validate_default=m.flag)}, made.sample)
        field = {'type': 'dataclass-field', 'name': text(m, name), 'schema': made.schema}
        field.update(m.some(0.15, kw_only=m.flag, init_only=m.flag, init=m.flag, frozen=m.flag))
        field.update(m.some(m.habits['aliases'], validation_alias=lambda: alias(m, name), serialization_alias=lambda: shown(m, name)))
        fields[name] = (field, made)
        listed.append(field)
    if m.maybe(0.7):
        listed.sort(key=lambda field: bool(field.get('kw_only', True)))
    arguments = {'type': 'dataclass-args', 'dataclass_name': cls.__name__, 'fields': listed}
    arguments.update(m.some(0.2, collect_init_only=m.flag))
    arguments.update(m.some(m.habits['extras'], extra_behavior=lambda: m.rng.choice(EXTRA)))
    if arguments.get('extra_behavior') == 'allow' and m.maybe(0.4):
        arguments['extras_schema'] = m.make(0).schema
    schema.update({'schema': between(m, arguments), 'fields': names, **m.strict(), **m.some(0.1, frozen=m.flag)})
    schema.update(m.some(0.1, revalidate_instances=lambda: m.rng.choice(['always', 'never', 'subclass-instances'])))
    schema.update(m.some(0.1, cls_name=lambda: 'Named', config=lambda: config(m)))
    if m.maybe(0.05):
        schema['generic_origin'] = m.new_class('Origin')
    if '__slots__' in cls.__dict__:
        schema['slots'] = True
    polymorphic(m, schema, child)

    def sample(rng: random.Random, json: bool) -> object:
        values = fill(fields, rng, json)
        if json or rng.random() < 0.5:
            return values
        if rng.random() < 0.1:
            values[rng.choice([1, pool.StrSub('a'), None])] = 1
        given = [inner(made, rng, json) for _, made in fields.values()]
        positional = tuple(inner(made, rng, json) for _, made in fields.values())
        return rng.choice([
            ArgsKwargs(tuple(given)), ArgsKwargs((), values), cls(*given), child(*given), pool.DictSub(values), pool.Mapping(values),
            ArgsKwargs(tuple(given[:1]), values), ArgsKwargs((*positional, 1), values), values,
        ])  # fmt: skip

    return Made(schema, sample)
