"""Rows for calls with wrong arguments: of every class, method and function, each argument that may be given, and each pair.

Of two wrong arguments, the one that is told of follows from the order in which they are read. A row is a pair, and holds what
comes of every two of the WRONG values.
"""

from __future__ import annotations

import inspect
import itertools
from typing import Callable, Iterator

import pydantic_core
from pydantic_core import (
    ArgsKwargs,
    MultiHostUrl,
    PydanticCustomError,
    PydanticKnownError,
    PydanticSerializationError,
    PydanticSerializationUnexpectedValue,
    PydanticUndefined,
    SchemaError,
    SchemaSerializer,
    SchemaValidator,
    Some,
    TzInfo,
    Url,
    ValidationError,
)

from tests.differential.bad_input import Row
from tests.differential.outcome import describe, describe_error

ANY = {'type': 'any'}
LINES = [{'type': 'missing', 'input': 1}]
ERROR = ValidationError.from_exception_data('t', LINES)
VALIDATOR = SchemaValidator(ANY)
TYPED = SchemaValidator({'type': 'typed-dict', 'fields': {'a': {'type': 'typed-dict-field', 'schema': {'type': 'int'}}}})
SERIALIZER = SchemaSerializer(ANY)
URL, HOSTS, ZONE = Url('a://b'), MultiHostUrl('a://b'), TzInfo(60)


class Thing:
    """What no argument is."""

    def __repr__(self) -> str:
        return 'Thing()'


WRONG = [Thing(), '\udc80', 'nonsense', -1, 2**70, None, [1], {'a': 1}, ('b', 2)]

CALLS: list[tuple[str, Callable, dict[str, object]]] = [
    # name, what is called, right arguments
    ('SchemaValidator', SchemaValidator, {'schema': ANY}),
    ('SchemaSerializer', SchemaSerializer, {'schema': ANY}),
    ('validate_python', VALIDATOR.validate_python, {'input': 1}),
    ('isinstance_python', VALIDATOR.isinstance_python, {'input': 1}),
    ('validate_json', VALIDATOR.validate_json, {'input': '1'}),
    ('validate_strings', VALIDATOR.validate_strings, {'input': '1'}),
    ('validate_assignment', TYPED.validate_assignment, {'obj': {'a': 1}, 'field_name': 'a', 'field_value': 2}),
    ('get_default_value', VALIDATOR.get_default_value, {}),
    ('to_python', SERIALIZER.to_python, {'value': 1}),
    ('to_json', SERIALIZER.to_json, {'value': 1}),
    ('the function to_json', pydantic_core.to_json, {'value': 1}),
    ('to_jsonable_python', pydantic_core.to_jsonable_python, {'value': 1}),
    ('from_json', pydantic_core.from_json, {'data': '[1]'}),
    ('ValidationError', ValidationError, {'title': 't', 'line_errors': []}),
    ('from_exception_data', ValidationError.from_exception_data, {'title': 't', 'line_errors': LINES}),
    ('errors', ERROR.errors, {}),
    ('json', ERROR.json, {}),
    ('Url', Url, {'url': 'a://b'}),
    ('MultiHostUrl', MultiHostUrl, {'url': 'a://b'}),
    ('Url.build', Url.build, {'scheme': 'a', 'host': 'b'}),
    ('MultiHostUrl.build', MultiHostUrl.build, {'scheme': 'a', 'host': 'b'}),
    ('MultiHostUrl.build of hosts', MultiHostUrl.build, {'scheme': 'a', 'hosts': [{'host': 'b'}]}),
    ('Url.__deepcopy__', URL.__deepcopy__, {'_memo': {}}),
    ('MultiHostUrl.__deepcopy__', HOSTS.__deepcopy__, {'_memo': {}}),
    ('TzInfo', TzInfo, {}),
    ('TzInfo.utcoffset', ZONE.utcoffset, {'dt': None}),
    ('TzInfo.__deepcopy__', ZONE.__deepcopy__, {'_memo': {}}),
    ('PydanticUndefined.__deepcopy__', PydanticUndefined.__deepcopy__, {'_memo': {}}),
    ('Some', Some, {'value': 1}),
    ('Some.__class_getitem__', Some.__class_getitem__, {'_item': int}),
    ('ArgsKwargs', ArgsKwargs, {'args': ()}),
    ('SchemaError', SchemaError, {'message': 'm'}),
    ('PydanticCustomError', PydanticCustomError, {'error_type': 't', 'message_template': 'm'}),
    ('PydanticKnownError', PydanticKnownError, {'error_type': 'missing'}),
    ('PydanticSerializationError', PydanticSerializationError, {'message': 'm'}),
    ('PydanticSerializationUnexpectedValue', PydanticSerializationUnexpectedValue, {}),
]


def validator_handler(*args: object, **kwargs: object) -> object:
    call = lambda value, handler: handler(*args, **kwargs)
    return SchemaValidator({'type': 'function-wrap', 'function': {'type': 'no-info', 'function': call}, 'schema': {'type': 'int'}}).validate_python(1)


def serializer_handler(*args: object, **kwargs: object) -> object:
    call = lambda value, handler: handler(*args, **kwargs)
    return SchemaSerializer({'type': 'any', 'serialization': {'type': 'function-wrap', 'function': call, 'schema': ANY}}).to_python(1)


HANDLERS: list[tuple[str, Callable, list[str]]] = [
    ('handler of a validator', validator_handler, ['input_value', 'outer_location']),
    ('handler of a serializer', serializer_handler, ['value', 'index_key']),
]


def rows() -> Iterator[Row]:
    for name, function, right in CALLS:
        listed = inspect.signature(function).parameters.values()
        only_positional = [one.name for one in listed if one.kind is one.POSITIONAL_ONLY]
        positional = [one.name for one in listed if one.kind in (one.POSITIONAL_ONLY, one.POSITIONAL_OR_KEYWORD)]
        yield Row(f'{name}: signature', lambda function=function: function.__text_signature__)
        yield from rows_of(name, function, [one.name for one in listed], right, positional, only_positional)
    for name, function, names in HANDLERS:
        yield from rows_of(name, function, names, {names[0]: 1}, names, [])


def rows_of(name: str, function: Callable, names: list[str], right: dict, positional: list[str], only_positional: list[str]) -> Iterator[Row]:
    def attempt(given: dict[str, object]) -> str:
        args = list(itertools.takewhile(lambda name: name in given, only_positional))
        return outcome_of(function, [given[name] for name in args], {name: value for name, value in given.items() if name not in args})

    for first in names:
        yield Row(f'{name}: {first}', lambda first=first: [attempt({**right, first: value}) for value in WRONG])
        without = {name: value for name, value in right.items() if name != first}
        yield Row(f'{name}: {first} is missing', lambda without=without: attempt(without))
        yield Row(
            f'{name}: {first} and an unknown one', lambda first=first: [attempt({**right, first: value, 'unknown': 1}) for value in WRONG]
        )
    for first, second in itertools.combinations(names, 2):
        yield Row(f'{name}: {first}, {second}', lambda a=first, b=second: [[attempt({**right, a: x, b: y}) for y in WRONG] for x in WRONG])
        yield Row(f'{name}: {second} before {first}', lambda a=first, b=second: attempt({b: WRONG[0], **without_keys(right, b), a: WRONG[0]}))
        yield Row(f'{name}: {first} and {second} are missing', lambda a=first, b=second: attempt(without_keys(right, a, b)))
    values = [right.get(name, WRONG[0]) for name in positional]
    for count in range(len(positional) + 3):
        args = [*values, 1, 2][:count]
        yield Row(f'{name}: {count} by position', lambda args=args: outcome_of(function, args, {}))
        for again in names:
            yield Row(f'{name}: {count} by position, {again} by name', lambda args=args, again=again: outcome_of(function, args, {again: WRONG[0]}))
            yield Row(
                f'{name}: {count} by position, an unknown one and {again} by name',
                lambda args=args, again=again: outcome_of(function, args, {'unknown': 1, again: WRONG[0]}),
            )


def without_keys(given: dict, *names: str) -> dict:
    return {name: value for name, value in given.items() if name not in names}


def outcome_of(function: Callable, args: list, kwargs: dict[str, object]) -> str:
    try:
        return describe(function(*args, **kwargs))
    except Exception as error:
        return describe_error(error)
