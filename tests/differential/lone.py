"""Rows of lone surrogates in what a developer writes: each str of each schema, and of each method's arguments, in turn.

Such a str has no UTF-8. Upstream refuses most of them, keeps some as Python has them, and reads some lossily.
"""

from __future__ import annotations

import copy
import enum
import re
from typing import Callable, Iterator

import pydantic_core
from pydantic_core import PydanticCustomError, PydanticKnownError, SchemaSerializer, SchemaValidator, ValidationError

from tests.differential import pool
from tests.differential.bad_input import ANY, INT, STR, Model, Row
from tests.editions import EDITION

LONE = '\ud800'
SPOILED: dict[str, Callable[[str], str]] = {
    'alone': lambda text: LONE,
    'at the end': lambda text: text + LONE,
    'in a subclass': lambda text: pool.StrSub(text + LONE),
}


def fields(kind: str, named: dict[str, dict]) -> dict:
    return {name: {'type': kind, **field} for name, field in named.items()}


def function(kind: str, call: Callable, **more: object) -> dict:
    return {'type': kind, 'function': {'type': 'no-info', 'function': call, 'field_name': 'named'}, **more}


CUSTOM = {'custom_error_type': 'mine', 'custom_error_message': 'no {what}', 'custom_error_context': {'what': 'thing'}}
ALIASED = {'schema': INT, 'validation_alias': 'alias', 'serialization_alias': 'written'}
PATHS = {'schema': INT, 'validation_alias': [['p', 'q', 0], ['r']]}
COMPUTED = [{'type': 'computed-field', 'property_name': 'more', 'return_schema': ANY, 'alias': 'other'}]


class Described(Model):
    more = 5


def model_of(named: dict, **more: object) -> dict:
    inner = {'type': 'model-fields', 'model_name': 'Named', 'fields': fields('model-field', named), **more}
    return {'type': 'model', 'cls': Described, 'schema': inner, 'revalidate_instances': 'never', 'root_model': False, 'ref': 'a-model'}


def serialized(**serialization: object) -> dict:
    return {'type': 'any', 'serialization': serialization}


PARAMETERS = [{'name': 'a', 'mode': 'positional_or_keyword', 'schema': INT, 'alias': 'aa'}, {'name': 'b', 'mode': 'keyword_only', 'schema': {'type': 'default', 'schema': INT, 'default': 1}}]
SCHEMAS: dict[str, dict] = {
    **{kind: {'type': kind, 'ref': 'a-ref', 'metadata': {'note': 'text'}} for kind in ('any', 'none', 'bool', 'bytes', 'uuid', 'json', 'callable', 'complex', 'generator')},
    'int': {'type': 'int', 'ge': '1', 'multiple_of': '1'},
    'float': {'type': 'float', 'ge': '1'},
    'decimal': {'type': 'decimal', 'ge': '1', 'multiple_of': '0.5'},
    'str': {'type': 'str', 'pattern': 'a+', 'regex_engine': 'rust-regex'},
    'str by re': {'type': 'str', 'pattern': 'a+', 'regex_engine': 'python-re'},
    'compiled pattern': {'type': 'str', 'pattern': re.compile('a' + LONE)},
    'date': {'type': 'date', 'ge': '2020-01-01', 'now_op': 'past'},
    'datetime': {'type': 'datetime', 'tz_constraint': 'aware', 'microseconds_precision': 'error', 'now_op': 'past', 'le': '2020-01-01T00:00:00Z'},
    'time': {'type': 'time', 'tz_constraint': 'naive', 'microseconds_precision': 'error', 'gt': '00:00'},
    'timedelta': {'type': 'timedelta', 'microseconds_precision': 'error', 'gt': 'PT1S'},
    'literal': {'type': 'literal', 'expected': ['a', 1]},
    'enum': {'type': 'enum', 'cls': pool.Word, 'members': [pool.Word.yes], 'sub_type': 'str', 'cls_repr': 'Word'},
    'enum with a name': {'type': 'enum', 'cls': pool.Word, 'members': [pool.Word.yes], 'cls_repr': 'Word'},
    'enum of values': {'type': 'enum', 'cls': enum.Enum('Kept', {'a': 'x' + LONE}), 'members': list(enum.Enum('Kept', {'a': 'x' + LONE}))},
    'is-instance': {'type': 'is-instance', 'cls': int, 'cls_repr': 'MyInt'},
    'is-subclass': {'type': 'is-subclass', 'cls': int, 'cls_repr': 'MyInt'},
    'url': {'type': 'url', 'allowed_schemes': ['http'], 'default_host': 'h', 'default_path': '/p', 'host_required': True},
    'multi-host-url': {'type': 'multi-host-url', 'allowed_schemes': ['http'], 'default_host': 'h', 'default_path': '/p'},
    'list': {'type': 'list', 'items_schema': {'type': 'int', 'ref': 'in a list'}},
    'dict': {'type': 'dict', 'keys_schema': {'type': 'str', 'pattern': 'k'}, 'values_schema': INT},
    'nullable': {'type': 'nullable', 'schema': INT},
    'default': {'type': 'default', 'schema': STR, 'default': 'text', 'on_error': 'default', 'validate_default': True},
    'function-before': function('function-before', len, schema=ANY),
    'function-after': function('function-after', len, schema=ANY),
    'function-plain': function('function-plain', len),
    'function-wrap': function('function-wrap', lambda value, handler: handler(value), schema=ANY),
    'union': {'type': 'union', 'choices': [(INT, 'label'), STR], 'mode': 'smart', **CUSTOM},
    'union of known errors': {'type': 'union', 'choices': [INT], 'custom_error_type': 'greater_than', 'custom_error_context': {'gt': 3}},
    'union of one': {'type': 'union', 'choices': [(model_of({'a': {'schema': INT}}), 'label'), (INT, 'other')]},
    'tagged-union': {'type': 'tagged-union', 'discriminator': 'tag', 'choices': {'a': {'type': 'dict'}, 'b': model_of({'a': {'schema': INT}})}, **CUSTOM},
    'tagged-union of paths': {'type': 'tagged-union', 'discriminator': [['t', 'u', 0], ['v']], 'choices': {'a': {'type': 'dict'}}},
    'tagged-union by a function': {'type': 'tagged-union', 'discriminator': lambda value: 'a' + LONE, 'choices': {'a': {'type': 'dict'}, 1: ANY}},
    'custom-error': {'type': 'custom-error', 'schema': INT, **CUSTOM},
    'custom-error of a known type': {'type': 'custom-error', 'schema': INT, 'custom_error_type': 'less_than', 'custom_error_context': {'lt': 3}},
    'definitions': {
        'type': 'definitions',
        'schema': {'type': 'list', 'items_schema': {'type': 'definition-ref', 'schema_ref': 'node', 'ref': 'second'}},
        'definitions': [{'type': 'nullable', 'schema': {'type': 'int', 'ref': 'inner'}, 'ref': 'node'}],
    },
    'model': model_of({'a': {'schema': INT}}, extra_behavior='allow', extras_schema=ANY),
    'model with aliases': model_of({'a': ALIASED}, extra_behavior='forbid'),
    'model with paths': model_of({'a': PATHS}),
    'model with computed fields': {**model_of({'a': {'schema': INT}}), 'schema': {**model_of({'a': {'schema': INT}})['schema'], 'computed_fields': COMPUTED}},
    'model with parts': {**model_of({'a': {'schema': INT}}), 'post_init': 'after', 'config': {'title': 'Title', 'extra_fields_behavior': 'allow'}, 'custom_init': False},
    'root model': {'type': 'model', 'cls': Described, 'root_model': True, 'schema': INT},
    'typed-dict': {'type': 'typed-dict', 'cls_name': 'Typed', 'fields': fields('typed-dict-field', {'a': ALIASED}), 'extra_behavior': 'allow', 'computed_fields': []},
    'typed-dict with paths': {'type': 'typed-dict', 'fields': fields('typed-dict-field', {'a': PATHS}), 'extra_behavior': 'allow'},
    'dataclass': {
        'type': 'dataclass', 'cls': pool.Plain, 'cls_name': 'Named', 'fields': ['a', 'b'],
        'schema': {'type': 'dataclass-args', 'dataclass_name': 'Data', 'fields': [{'type': 'dataclass-field', 'name': 'a', 'schema': INT, 'validation_alias': 'alias', 'serialization_alias': 'written'}]},
    },
    'arguments': {'type': 'arguments', 'arguments_schema': PARAMETERS, 'var_kwargs_mode': 'uniform', 'var_kwargs_schema': INT},
    'arguments-v3': {'type': 'arguments-v3', 'arguments_schema': [*PARAMETERS, {'name': 'more', 'mode': 'var_kwargs_uniform', 'schema': INT, 'alias': ['x', 'y']}]},
    'call': {'type': 'call', 'arguments_schema': {'type': 'arguments', 'arguments_schema': []}, 'function': dict, 'function_name': 'called'},
    'format': serialized(type='format', formatting_string='>5', when_used='always'),
    'to-string': serialized(type='to-string', when_used='json'),
    'simple serializer': serialized(type='int'),
    'model serializer': serialized(type='model', cls=Model, schema=ANY),
    'plain serializer': serialized(type='function-plain', function=lambda value: value, return_schema=STR, when_used='always'),
    'wrap serializer': serialized(type='function-wrap', function=lambda value, handler: handler(value), schema=ANY, when_used='unless-none'),
    'include-exclude-dict': {'type': 'dict', 'serialization': {'type': 'include-exclude-dict', 'include': {'a' + LONE, 'a'}}},
}  # fmt: skip
CONFIG = {
    'title': 'Title', 'extra_fields_behavior': 'allow', 'revalidate_instances': 'never', 'ser_json_timedelta': 'iso8601', 'ser_json_bytes': 'utf8', 'ser_json_temporal': 'iso8601',
    'ser_json_inf_nan': 'null', 'val_json_bytes': 'utf8', 'val_temporal_unit': 'infer', 'regex_engine': 'rust-regex', 'cache_strings': 'all',
}  # fmt: skip
INPUTS = [
    1, 'a', 'aaa', 'a' + LONE, None, [1, 'x'], {'a': 1}, {'a': 'x'}, {'a' + LONE: 1}, {LONE: 1}, {'alias': 1, 'z': 2}, {'alias' + LONE: 1}, {'p': {'q': ['1']}}, {'p' + LONE: {'q': ['1']}},
    {'p': {'q' + LONE: ['1']}}, {'r' + LONE: 1}, {'tag': 'a'}, {'tag' + LONE: 'a'}, {'tag': 'a' + LONE}, {'t': {'u' + LONE: ['a']}}, {'v': 'z'}, {'aa': 1}, {'aa' + LONE: '1'}, {}, (1, 2), 'http://a', '/p', 'x:', '2019-01-01',
]  # fmt: skip


def rows() -> Iterator[Row]:
    for name, schema in SCHEMAS.items():
        for where, spoiled in spoilt(schema):
            yield from uses(f'{name}: {where}', spoiled, None)
    for key in CONFIG:
        for how, spoil in SPOILED.items():
            for name in 'str', 'model', 'typed-dict', 'datetime':
                yield from uses(f'config {key}, {how}: {name}', SCHEMAS[name], {key: spoil(CONFIG[key])})
    yield from argument_rows()


def spoilt(schema: dict) -> Iterator[tuple[str, dict]]:
    """The schema with each of its strs spoilt in turn, in each way, and what was spoilt."""
    for path in positions(schema):
        for how, spoil in SPOILED.items():
            copied = copied_schema(schema)
            *parents, last = path
            place = copied
            for step in parents:
                place = place[step]
            if isinstance(last, Key):
                place_items = [(spoil(key) if key == last.name else key, value) for key, value in place.items()]
                place.clear()
                place.update(place_items)
            else:
                place[last] = spoil(place[last])
            yield f'{"/".join(map(str, path))} {how}', copied


class Key(str):
    """The last step of a path to a key itself."""

    @property
    def name(self) -> str:
        return str(self)


def positions(value: object, path: tuple = ()) -> Iterator[tuple]:
    """Paths to all strs, keys of dicts included."""
    if isinstance(value, dict):
        for key, item in value.items():
            if isinstance(key, str) and path and path[-1] in ('fields', 'choices', 'custom_error_context', 'metadata'):
                yield (*path, Key(key))
            yield from positions(item, (*path, key))
    elif isinstance(value, list):
        for i, item in enumerate(value):
            yield from positions(item, (*path, i))
    elif type(value) is str:
        yield path


def copied_schema(value: object) -> object:
    """A copy of the dicts and lists; tuples become lists, so that their items can be replaced."""
    if isinstance(value, dict):
        return {key: copied_schema(item) for key, item in value.items()}
    return [copied_schema(item) for item in value] if isinstance(value, list) else value


def uses(name: str, schema: dict, config: dict | None) -> Iterator[Row]:
    """What comes of the schema, and of using it."""
    validator = lambda: SchemaValidator(schema, config)
    serializer = lambda: SchemaSerializer(schema, config)
    yield Row(f'{name}, validator', lambda: [repr(validator()) if shows(schema) else 'built', validator().title])
    yield Row(f'{name}, serializer', lambda: repr(serializer()) if shows(schema) else [serializer()] and 'built')
    yield Row(f'{name}, validates', lambda: of_each(validator().validate_python, INPUTS))
    yield Row(f'{name}, validates by name', lambda: of_each(lambda value: validator().validate_python(value, by_name=True, extra='allow'), INPUTS))
    yield Row(f'{name}, strings', lambda: of_each(validator().validate_strings, [value for value in INPUTS if isinstance(value, (str, dict))]))
    yield Row(f'{name}, JSON', lambda: of_each(validator().validate_json, ['1', '"a"', '{"a": "x"}', '{"alias": 1}', '{"p": {"q": [1]}}', '{"tag": "a"}', '["x"]', '{"a\ufffd": 1}', '{"r\ufffd": 1}']))
    yield Row(f'{name}, serializes', lambda: of_each(serializer().to_python, INPUTS))
    yield Row(f'{name}, to JSON', lambda: of_each(lambda value: serializer().to_json(value, by_alias=True), INPUTS))
    yield Row(f'{name}, a model', lambda: of_each(lambda how: serializer().to_python(a_model(), mode=how, by_alias=True), ['python', 'json']))


def shows(schema: dict) -> bool:
    """Whether repr() is the same each time. From 2.50 on it shows the keys of a model, in no order."""
    if EDITION >= (2, 50) and 'validation_alias' in repr(schema):
        return schema['type'] != 'model'
    return schema['type'] not in ('definitions', 'tagged-union', 'enum', 'literal', 'url', 'multi-host-url', 'dataclass')


def a_model() -> object:
    made = Described()
    for name, value in ('__dict__', {'a': 1, 'b': 2}), ('__pydantic_fields_set__', {'a'}), ('__pydantic_extra__', {'q': 1}), ('__pydantic_private__', None):
        object.__setattr__(made, name, value)
    return made


def of_each(call: Callable, values: list) -> list:
    return [attempt(lambda: call(copy.copy(value))) for value in values]


def attempt(call: Callable[[], object]) -> object:
    try:
        return call()
    except ValidationError as error:
        return [error.title, *error.errors(include_url=False)]
    except Exception as error:
        return error


def argument_rows() -> Iterator[Row]:
    """Arguments of constructors, methods and functions."""
    typed = {'type': 'typed-dict', 'fields': fields('typed-dict-field', {'a': {'schema': INT}}), 'extra_behavior': 'allow'}
    calls: dict[str, Callable[[str], object]] = {
        'PydanticCustomError, type': lambda text: raised(PydanticCustomError(text, 'm')),
        'PydanticCustomError, message': lambda text: raised(PydanticCustomError('t', text)),
        'PydanticCustomError, context': lambda text: raised(PydanticCustomError('t', 'm {x}', {'x': text})),
        'PydanticCustomError, key of the context': lambda text: raised(PydanticCustomError('t', 'm {x}', {text: 1})),
        'PydanticKnownError, type': lambda text: raised(PydanticKnownError(text)),
        'PydanticKnownError, context': lambda text: raised(PydanticKnownError('string_pattern_mismatch', {'pattern': text})),
        'PydanticKnownError, key of the context': lambda text: raised(PydanticKnownError('less_than', {'lt': 1, text: 1})),
        'PydanticSerializationError': lambda text: str(pydantic_core.PydanticSerializationError(text)),
        'PydanticSerializationUnexpectedValue': lambda text: str(pydantic_core.PydanticSerializationUnexpectedValue(text)),
        'SchemaError': lambda text: str(pydantic_core.SchemaError(text)),
        'title': lambda text: repr(ValidationError.from_exception_data(text, [{'type': 'missing', 'input': 1}])),
        'line errors, type': lambda text: ValidationError.from_exception_data('t', [{'type': text, 'input': 1}]).errors(),
        'line errors, loc': lambda text: ValidationError.from_exception_data('t', [{'type': 'missing', 'input': 1, 'loc': (text, 1)}]).errors(),
        'line errors, input': lambda text: ValidationError.from_exception_data('t', [{'type': 'missing', 'input': text}]).json(),
        'line errors, ctx': lambda text: ValidationError.from_exception_data('t', [{'type': 'value_error', 'input': 1, 'ctx': {'error': text}}]).errors(),
        'line errors, input_type': lambda text: ValidationError.from_exception_data('t', [{'type': 'missing', 'input': 1}], text).errors(),
        'validate_assignment': lambda text: SchemaValidator(typed).validate_assignment({'a': 1}, text, 1),
        'validate_assignment of a model': lambda text: SchemaValidator(SCHEMAS['model']).validate_assignment(a_model(), text, 1).__dict__,
        'validate_assignment of a dataclass': lambda text: vars(SchemaValidator(SCHEMAS['dataclass']).validate_assignment(pool.Plain(1, 'x'), text, 1)),
        'validate_assignment of arguments': lambda text: SchemaValidator({**SCHEMAS['dataclass']['schema'], 'extra_behavior': 'allow'}).validate_assignment({'a': 1}, text, 1),
        'validate_assignment of fields': lambda text: SchemaValidator(SCHEMAS['model']['schema']).validate_assignment({'a': 1}, text, 1),
        'validate_assignment of a function': lambda text: SchemaValidator(function('function-after', lambda value: value, schema=SCHEMAS['model'])).validate_assignment(a_model(), text, 1).__dict__,
        'validate_python, extra': lambda text: SchemaValidator(typed).validate_python({'a': 1}, extra=text),
        'validate_python, allow_partial': lambda text: SchemaValidator(typed).validate_python({'a': 1}, allow_partial=text),
        'to_python, mode': lambda text: SchemaSerializer(function_of_mode()).to_python(1, mode=text),
        'to_python, warnings': lambda text: SchemaSerializer(INT).to_python('x', warnings=text),
        'to_json, inf_nan_mode': lambda text: pydantic_core.to_json(1, inf_nan_mode=text),
        'to_json, bytes_mode': lambda text: pydantic_core.to_json(1, bytes_mode=text),
        'to_json, timedelta_mode': lambda text: pydantic_core.to_json(1, timedelta_mode=text),
        'from_json': lambda text: pydantic_core.from_json(f'"{text}"'),
        'from_json, cache_strings': lambda text: pydantic_core.from_json('1', cache_strings=text),
        'handler, loc': lambda text: SchemaValidator({**function('function-wrap', lambda value, handler: handler(value, text)), 'schema': INT}).validate_python('x'),
        'from_attributes': lambda text: SchemaValidator({**SCHEMAS['model']['schema'], 'from_attributes': True}).validate_python(pool.Attributes(**{'a': 1, text: 1})).__repr__(),
    }  # fmt: skip
    for name, call in calls.items():
        for how, spoil in SPOILED.items():
            yield Row(f'{name}, {how}', lambda call=call, spoil=spoil: call(spoil('on')))


def raised(error: Exception) -> object:
    """The error itself, and what a validator that raises it makes of it."""

    def fail(value):
        raise error

    return [attempt(lambda: str(error)), attempt(lambda: repr(error)), attempt(lambda: SchemaValidator(function('function-plain', fail)).validate_python(1))]


def function_of_mode() -> dict:
    call = lambda value, info: [info.mode, str(info), repr(info)]
    return {'type': 'any', 'serialization': {'type': 'function-plain', 'function': call, 'info_arg': True}}
