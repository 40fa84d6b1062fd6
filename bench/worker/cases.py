"""The cases that are not upstream's: the workload `orders`, schemas, memory. Runs in one worker a side.

Arguments: the names of groups, and `beside` for the side that also offers other libraries; or `memory` and a class.
"""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
from typing import Callable

import orders
from lockstep import Line, bound


def orders_group(line: Line, beside: bool, slice: bool = False) -> None:
    group = 'orders-slice' if slice else 'orders'
    variants: dict[str, dict[str, Callable]] = {}
    if beside:
        variants = {'msgspec': _msgspec(slice), 'orjson': _orjson()}
    names = ('validate_json', 'validate_python', 'dump_json', 'dump_python')
    try:
        variants = {'': pydantic_calls(slice), **variants}
    except Exception as error:
        for name in names:
            line.missing(f'{group}.{name}', _first_line(error))
        return
    for name in names:
        line.offer(f'{group}.{name}', {variant: calls[name] for variant, calls in variants.items() if name in calls})


def pydantic_calls(slice: bool) -> dict[str, Callable]:
    from pydantic import BaseModel, TypeAdapter

    adapter = TypeAdapter(list[orders.models(BaseModel, slice=slice)])
    text, data = orders.text(), orders.data()
    values = adapter.validator.validate_json(text)
    assert adapter.validator.validate_python(data) == values and len(values) == len(data)
    assert adapter.serializer.to_json(values) == text
    return {
        'validate_json': bound(adapter.validator.validate_json, text),
        'validate_python': bound(adapter.validator.validate_python, data),
        'dump_json': bound(adapter.serializer.to_json, values),
        'dump_python': bound(adapter.serializer.to_python, values),
    }


def _msgspec(slice: bool) -> dict[str, Callable]:
    """msgspec with its own classes; it has nothing like dump_python to the same plain values."""
    import msgspec

    kind = list[orders.models(msgspec.Struct, slice=slice)]
    text, data = orders.text(), orders.data()
    decoder, encoder = msgspec.json.Decoder(kind), msgspec.json.Encoder()
    values = decoder.decode(text)
    return {
        'validate_json': bound(decoder.decode, text),
        'validate_python': bound(msgspec.convert, data, kind),
        'dump_json': bound(encoder.encode, values),
        'dump_python': bound(msgspec.to_builtins, values, builtin_types=()),
    }


def _orjson() -> dict[str, Callable]:
    """orjson between text and plain dicts: it validates nothing."""
    import orjson

    return {'validate_json': bound(orjson.loads, orders.text()), 'dump_json': bound(orjson.dumps, orders.data())}


def model_group(line: Line, beside: bool) -> None:
    """The smallest thing that counts: one model with five fields."""
    try:
        from pydantic import BaseModel

        class Five(BaseModel):
            a: int
            b: str
            c: float
            d: bool
            e: list[int]

        data = {'a': 1, 'b': 'two', 'c': 3.0, 'd': True, 'e': []}
        value = Five(**data)
        text = json.dumps(data)
    except Exception as error:
        for name in ('validate_python', 'validate_json', 'dump_json', 'dump_python', 'init'):
            line.missing(f'model.{name}', _first_line(error))
        return
    validator, serializer = Five.__pydantic_validator__, Five.__pydantic_serializer__
    line.offer('model.validate_python', {'': bound(validator.validate_python, data)})
    line.offer('model.validate_json', {'': bound(validator.validate_json, text)})
    line.offer('model.dump_json', {'': bound(serializer.to_json, value)})
    line.offer('model.dump_python', {'': bound(serializer.to_python, value)})
    line.offer('model.init', {'': bound(Five, **data)})


def large_schema(models: int = 40, fields: int = 20) -> tuple[dict, int]:
    """A core schema of many models with many fields, and how many validators it asks for."""
    kinds = [
        {'type': 'int'},
        {'type': 'str', 'max_length': 100},
        {'type': 'nullable', 'schema': {'type': 'float'}},
        {'type': 'list', 'items_schema': {'type': 'str'}},
        {'type': 'dict', 'keys_schema': {'type': 'str'}, 'values_schema': {'type': 'int'}},
        {'type': 'default', 'schema': {'type': 'bool'}, 'default': False},
    ]
    nodes_of_kind = [1, 1, 2, 2, 3, 2]
    outer, nodes = {}, 2
    for m in range(models):
        cls = type(f'Model{m}', (), {'__slots__': ('__dict__', *PYDANTIC_SLOTS)})
        inner = {f'field_{f}': {'type': 'model-field', 'schema': kinds[f % len(kinds)]} for f in range(fields)}
        nodes += 2 + sum(nodes_of_kind[f % len(kinds)] for f in range(fields))
        model = {'type': 'model', 'cls': cls, 'schema': {'type': 'model-fields', 'fields': inner}}
        outer[f'model_{m}'] = {'type': 'model-field', 'schema': model}
    root = type('Root', (), {'__slots__': ('__dict__', *PYDANTIC_SLOTS)})
    return {'type': 'model', 'cls': root, 'schema': {'type': 'model-fields', 'fields': outer}}, nodes


PYDANTIC_SLOTS = ('__pydantic_fields_set__', '__pydantic_extra__', '__pydantic_private__')


def schema_group(line: Line, beside: bool) -> None:
    """Building a large schema, and the memory of what was built."""
    names = ('schema.build_validator', 'schema.build_serializer', 'memory.validator', 'memory.serializer')
    try:
        from pydantic_core import SchemaSerializer, SchemaValidator

        schema, nodes = large_schema()
        SchemaValidator(schema), SchemaSerializer(schema)
    except Exception as error:
        for name in names:
            line.missing(name, _first_line(error))
        return
    line.offer(names[0], {'': bound(SchemaValidator, schema)})
    line.offer(names[1], {'': bound(SchemaSerializer, schema)})
    for name, kind in (names[2], 'SchemaValidator'), (names[3], 'SchemaSerializer'):
        # In a process of its own, whose memory nothing else has used before.
        done = subprocess.run([sys.executable, __file__, 'memory', kind], capture_output=True, text=True, check=True)
        line.value(name, bytes=float(done.stdout))


def memory(kind: str, count: int = 60) -> None:
    """Prints the bytes of resident memory for each node of the large schema, as the class `kind` builds it."""
    import pydantic_core

    build = getattr(pydantic_core, kind)
    schema, nodes = large_schema()
    warm = build(schema)
    gc.collect()
    before = _resident()
    kept = [build(schema) for _ in range(count)]
    gc.collect()
    print((_resident() - before) / count / nodes)
    del warm, kept


def _resident() -> int:
    with open('/proc/self/statm') as f:
        return int(f.read().split()[1]) * os.sysconf('SC_PAGE_SIZE')


def _first_line(error: Exception) -> str:
    return f'{type(error).__name__}: {error}'.splitlines()[0][:200]


GROUPS = {
    'orders': orders_group,
    'orders-slice': lambda line, beside: orders_group(line, beside, slice=True),
    'model': model_group,
    'schema': schema_group,
}


def main(names: list[str]) -> None:
    if names[0] == 'memory':
        return memory(names[1])
    line = Line()
    for name in names:
        if name in GROUPS:
            GROUPS[name](line, 'beside' in names)
    line.end()


if __name__ == '__main__':
    main(sys.argv[1:])
