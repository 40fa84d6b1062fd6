"""Schemas: what it takes to build a validator and a serializer, small and large, at the level of core schemas."""

from __future__ import annotations

from functools import partial

from .workload import Call, Settings

PYDANTIC_SLOTS = ('__pydantic_fields_set__', '__pydantic_extra__', '__pydantic_private__')
KINDS = [
    {'type': 'int'},
    {'type': 'str', 'max_length': 100},
    {'type': 'nullable', 'schema': {'type': 'float'}},
    {'type': 'list', 'items_schema': {'type': 'str'}},
    {'type': 'dict', 'keys_schema': {'type': 'str'}, 'values_schema': {'type': 'int'}},
    {'type': 'default', 'schema': {'type': 'bool'}, 'default': False},
]
NODES_OF_KIND = [1, 1, 2, 2, 3, 2]
VALUES = [1, 'text', 1.5, ['a'], {'a': 1}, True]


def large(models: int = 40, fields: int = 20) -> tuple[dict, int]:
    """A core schema of many models with many fields, and how many validators it asks for."""
    outer, nodes = {}, 2
    for m in range(models):
        outer[f'model_{m}'] = {'type': 'model-field', 'schema': _model(f'Model{m}', fields)}
        nodes += 2 + sum(NODES_OF_KIND[f % len(KINDS)] for f in range(fields))
    return {'type': 'model', 'cls': _class('Root'), 'schema': {'type': 'model-fields', 'fields': outer}}, nodes


def _model(name: str, fields: int) -> dict:
    inner = {f'field_{f}': {'type': 'model-field', 'schema': KINDS[f % len(KINDS)]} for f in range(fields)}
    return {'type': 'model', 'cls': _class(name), 'schema': {'type': 'model-fields', 'fields': inner}}


def _class(name: str) -> type:
    return type(name, (), {'__slots__': ('__dict__', *PYDANTIC_SLOTS)})


def _calls(schema: dict, data: dict) -> dict[str, Call]:
    from pydantic_core import SchemaSerializer, SchemaValidator

    value = SchemaValidator(schema).validate_python(data)
    return {
        'validator': Call(partial(SchemaValidator, schema), seen=lambda built: repr(_plain(built.validate_python(data)))),
        'serializer': Call(partial(SchemaSerializer, schema), seen=lambda built: built.to_python(value)),
    }


def _plain(value: object) -> object:
    return {name: _plain(item) for name, item in vars(value).items()} if hasattr(value, '__pydantic_fields_set__') else value


def small_schema(settings: Settings) -> dict[str, Call]:
    """Building the schema of one model of 5 fields"""
    return _calls(_model('Small', 5), {f'field_{f}': VALUES[f] for f in range(5)})


def large_schema(settings: Settings) -> dict[str, Call]:
    """Building the schema of 40 models of 20 fields"""
    models = 2 if settings.small else 40
    record = {f'field_{f}': VALUES[f % len(VALUES)] for f in range(20)}
    return _calls(large(models)[0], {f'model_{m}': record for m in range(models)})


WORKLOADS = {'schema-small': small_schema, 'schema-large': large_schema}
