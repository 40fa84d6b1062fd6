"""The calls whose allocations are refused and that no kind of schema makes: the module's functions and classes; and
validators and serializers with what makes itself at the first use."""

from __future__ import annotations

import collections
import copy
import dataclasses
import datetime
import decimal
import enum
import fractions
import ipaddress
import json
import pathlib
import re
import uuid
from typing import Callable, Iterator

import pydantic_core
from pydantic_core import (
    ArgsKwargs,
    MultiHostUrl,
    PydanticCustomError,
    PydanticKnownError,
    PydanticSerializationError,
    PydanticSerializationUnexpectedValue,
    SchemaError,
    SchemaSerializer,
    SchemaValidator,
    Some,
    TzInfo,
    Url,
    ValidationError,
    core_schema,
    from_json,
    to_json,
    to_jsonable_python,
)

from tests.exhaustion.thing import Thing


class Color(enum.Enum):
    red = 'r'


class Number(enum.IntEnum):
    two = 2


@dataclasses.dataclass
class Point:
    x: int
    y: object


class Own:
    """Has a serializer of its own, as models do."""

    __slots__ = ('__dict__',)
    __pydantic_serializer__ = SchemaSerializer(
        core_schema.typed_dict_schema({'a': core_schema.typed_dict_field(core_schema.int_schema())})
    )


class Model:
    __slots__ = '__dict__', '__pydantic_fields_set__', '__pydantic_extra__', '__pydantic_private__'


JSONS = {
    'scalars': b'[null, true, 1, -2.5, "a", 18446744073709551615, 123456789012345678901234567890, -%s, 1e400, NaN]' % (b'7' * 4000),
    'strings': '{"short": "x", "not ascii": "h\u00e9\u4e16\U0001f600", "escaped": "a\\n\\u00e9", "%s": "%s"}' % ('k' * 80, 'v' * 3000),
    'nested': '[' * 20 + '{"a": [1, {"b": {}}]}' + ']' * 20,
    'much': '[%s]' % ', '.join('{"id": %d, "name": "name %d"}' % (i, i) for i in range(40)),
    'several shapes': '[%s]' % ', '.join(4 * [*3 * ['{"id": 1, "name": "n", "%s": [2]}' % ('k' * 20)], '{"id": 1, "other": [2]}', '{"id": 1}', '{"i\\u0064": 3, "n": {}}']),
    'broken': b'{"a": [1, 2, tru',
    'cut': '{"a": [{"b": "%s", "c": 1}, {"b": "x\\n' % ('text' * 30),
    'not UTF-8': b'["\xff"]',
}
VALUES = {
    'scalars': lambda: [None, True, 1, 2**70, -1.5, float('inf'), 'a\u4e16', 'lone \ud800'[:4], b'bytes', bytearray(b'b')],
    'containers': lambda: {'a': [1, (2, 3)], 2: {3}, (4, 'x'): frozenset({5}), None: collections.deque([6]), 1.5: {}},
    'times': lambda: [datetime.datetime(2022, 1, 2, 3, 4, 5, 6, datetime.timezone.utc), datetime.date(2022, 1, 2), datetime.time(1, 2), datetime.timedelta(1, 2, 3)],
    'library': lambda: [decimal.Decimal('1.50'), fractions.Fraction(1, 3).numerator, uuid.UUID(int=5), pathlib.PurePosixPath('/a').parts, ipaddress.ip_address('1.2.3.4'), ipaddress.ip_network('10.0.0.0/8')],
    'paths': lambda: [pathlib.Path('/a/b'), re.compile('a+'), 1j],
    'classes': lambda: [Color.red, Number.two, Point(1, [Point(2, None)]), Own(), Url('https://example.com/'), MultiHostUrl('redis://a,b/1')],
    'generators': lambda: {'a': iter([1, [2]]), 'b': zip([1], [2])},
    'long': lambda: ['x' * 5000, 'escaped " ' * 300, 10**700, -(10**6000), list(range(300))],
    'unknown': lambda: [1, object()],
    'a cycle': lambda: cycle(),
    'a hostile str': lambda: ['lone \ud800'],
}
URLS = [
    'https://user:pass@example.com:8080/a/b?c=d#e',
    'HTTPS://EXAMPLE.com/a/../b/%7e?q=\u00e9#\u4e16',
    'https://m\u00fcnchen.example/\u4e16\u754c',
    'https://[2001:db8::1]/',
    'file:///C:/a/./b',
    'data:text/plain,' + 'x' * 500,
    'https://example.com/' + 'long/' * 400,
    'no url',
    'https://exa mple.com',
]
PATTERNS = [r'^\w+( \w+)*$', r'^[a-z0-9._%+-]+@[a-z0-9.-]+\.[a-z]{2,}$', r'(?i)a{3,20}|\bb\p{Greek}+\b', 'a[ab]{12}b$', '(?<x>', r'\d{1,3}(?:\.\d{1,3}){3}']
ANY = core_schema.any_schema()


def cycle() -> list:
    made: list = []
    made.append(made)
    return made


def call(name: str, function: Callable, *args: object, **kwargs: object) -> Thing:
    """A call of what does not change its arguments."""
    return Thing(f'functions: {name}', lambda: (function, args, kwargs))


def things() -> Iterator[Thing]:
    for make in readers, writers, urls, patterns, unions, exceptions, values, shapes:
        yield from make()


def readers() -> Iterator[Thing]:
    for name, text in JSONS.items():
        yield call(f'from_json of {name}', from_json, text)
        yield call(f'from_json of {name}, partial', from_json, text, allow_partial='trailing-strings', cache_strings='none')
        yield call(f'validate_json of {name}', SchemaValidator(ANY).validate_json, text)
    yield call('from_json of an int', from_json, 5)
    yield call('from_json of a lone surrogate', from_json, '"\ud800"')


def writers() -> Iterator[Thing]:
    serializer = SchemaSerializer(ANY)
    for name, make in VALUES.items():
        for function in to_json, to_jsonable_python, serializer.to_python, serializer.to_json:
            yield Thing(f'functions: {function.__name__} of {name}', lambda function=function, make=make: (function, (make(),), {}), survives_all=True)
        for function in to_json, to_jsonable_python:
            options = {'serialize_unknown': True, 'timedelta_mode': 'float', 'bytes_mode': 'base64', 'inf_nan_mode': 'strings', 'by_alias': False, 'exclude_none': True}
            yield Thing(f'functions: {function.__name__} of {name}, options', lambda function=function, make=make: (function, (make(),), options))
            fallback = {'fallback': str, 'context': {}, 'include': {0: {1}, 'a': {0}}, 'exclude': {'__all__': {2}, -1: True}}
            yield Thing(f'functions: {function.__name__} of {name}, fallback', lambda function=function, make=make: (function, (make(),), fallback))
        yield Thing(f'functions: to_json of {name}, indented', lambda make=make: (to_json, (make(),), {'indent': 2, 'ensure_ascii': True}))


def unions() -> Iterator[Thing]:
    """What a union finds out about its choices when it is first used, and its errors."""

    def record(kind: str, **fields: dict) -> dict:
        fields = {'kind': core_schema.literal_schema([kind, kind * 2]), **fields}
        return core_schema.typed_dict_schema({name: core_schema.typed_dict_field(schema) for name, schema in fields.items()})

    node = core_schema.definition_reference_schema('node')
    choices = [record('a', one=core_schema.int_schema()), record('b', more=core_schema.list_schema(node)), record('c', **{f'f{i}': core_schema.int_schema() for i in range(20)})]
    schema = core_schema.definitions_schema(node, [core_schema.union_schema(choices, ref='node')])
    values = {'the first': {'kind': 'aa', 'one': 1}, 'one within another': {'kind': 'b', 'more': [{'kind': 'a', 'one': 2}]}, 'no choice': {'kind': 'é'}}
    for name, value in values.items():
        for method, given in ('validate_python', value), ('validate_json', json.dumps(value)), ('isinstance_python', value):
            yield Thing(f'functions: first {method} of a union: {name}', lambda method=method, given=given: (getattr(SchemaValidator(schema), method), (given,), {}))


def urls() -> Iterator[Thing]:
    for text in URLS:
        yield call(f'Url({text[:60]!r})', Url, text)
        yield call(f'validate_python of the URL {text[:60]!r}', SchemaValidator(core_schema.url_schema(strict=True)).validate_python, text)
        yield call(f'MultiHostUrl({text[:60]!r})', MultiHostUrl, text)
        try:
            url, many = Url(text), MultiHostUrl(text)
        except ValidationError:
            continue
        for made in url, many:
            of = f'of the {type(made).__name__} {text[:60]!r}'
            for function in str, repr, hash, copy.copy, copy.deepcopy, made.unicode_string, made.query_params, made.__reduce_ex__:
                yield call(f'{getattr(function, "__name__", function)} {of}', function, *([] if getattr(function, '__self__', None) is made else [made]), *([2] if function == made.__reduce_ex__ else []))
            for name in 'scheme', 'username', 'password', 'host', 'port', 'path', 'query', 'fragment':
                if hasattr(made, name):
                    yield call(f'{name} {of}', getattr, made, name)
            yield call(f'== {of}', made.__eq__, type(made)(text))
        yield call(f'unicode_host of {text[:60]!r}', url.unicode_host)
        yield call(f'hosts of {text[:60]!r}', many.hosts)
    hosts = [{'host': 'a', 'username': 'u', 'password': 'p', 'port': 1}, {'host': 'b\u00fc'}]
    yield call('MultiHostUrl of several', MultiHostUrl, 'mongodb://u:p@a.example:1,b.example:2/db?x=1')
    yield call('MultiHostUrl.build', MultiHostUrl.build, scheme='redis', hosts=hosts, path='1', query='q', fragment='f')
    yield call('Url.build', Url.build, scheme='https', username='u', password='p', host='h', port=1, path='p', query='q', fragment='f')
    yield call('Url.build of nonsense', Url.build, scheme='https', host='a b')


def patterns() -> Iterator[Thing]:
    """A pattern's programs are made by the first texts, which here are always the first."""
    for pattern in PATTERNS:
        schema = core_schema.str_schema(pattern=pattern)
        yield call(f'build a validator of the pattern {pattern}', SchemaValidator, schema)
        try:
            SchemaValidator(schema)
        except SchemaError:
            continue
        for text in 'aaab', 'a\u0394\u03b1', 'ab' * 2000, '\u03b1 b' * 500:
            yield Thing(f'functions: first search of {pattern} in {text[:5]!r} ({len(text)})', lambda schema=schema, text=text: (SchemaValidator(schema).isinstance_python, (text,), {}))


def exceptions() -> Iterator[Thing]:
    custom = PydanticCustomError('my_type', 'bad {what} of {n} {obj}', {'what': 'thing', 'n': 3, 'obj': [1]})
    known = PydanticKnownError('greater_than', {'gt': 5})
    yield call('PydanticCustomError', PydanticCustomError, 'my_type', 'bad {what}', {'what': 'thing'})
    yield call('PydanticKnownError', PydanticKnownError, 'string_too_short', {'min_length': 2})
    yield call('PydanticKnownError without its context', PydanticKnownError, 'greater_than', {})
    yield call('PydanticKnownError of no type', PydanticKnownError, 'no type')
    for error in custom, known:
        for function in str, repr, error.message, error.__reduce__:
            yield call(f'{function.__name__} of a {type(error).__name__}', function, *([] if getattr(function, '__self__', None) is error else [error]))
        for name in 'type', 'message_template', 'context':
            yield call(f'{name} of a {type(error).__name__}', getattr, error, name)
    lines = [
        {'type': 'greater_than', 'loc': ('a', 1), 'input': 4, 'ctx': {'gt': 5}},
        {'type': custom, 'loc': ['b.c'], 'input': 'x' * 100},
        {'type': 'value_error', 'ctx': {'error': ValueError('mine')}, 'input': object},
        {'type': 'too_long', 'loc': (b'odd', 2**70), 'input': [], 'ctx': {'field_type': 'List', 'max_length': 1, 'actual_length': None}},
        {'type': 'decimal_max_places', 'input': 1.5, 'ctx': {'decimal_places': 2**40}},
    ]
    yield call('ValidationError.from_exception_data', ValidationError.from_exception_data, 'Title', lines)
    yield call('from_exception_data of nonsense', ValidationError.from_exception_data, 'Title', [{'type': 'nonsense'}])
    made = ValidationError.from_exception_data('Title', lines, 'json', hide_input=True)
    for error in made, ValidationError.from_exception_data('Title', lines):
        hidden = ', input hidden' * (error is made)
        yield call(f'str of a ValidationError{hidden}', str, error)
        yield call(f'repr of a ValidationError{hidden}', repr, error)
        yield call(f'errors{hidden}', error.errors)
        yield call(f'errors without URLs{hidden}', error.errors, include_url=False, include_context=False, include_input=False)
        yield call(f'json{hidden}', error.json, include_input=False)
        yield call(f'json, indented{hidden}', error.json, indent=2)
        yield call(f'pickle of a ValidationError{hidden}', error.__reduce__)
        yield call(f'title{hidden}', getattr, error, 'title')
    cause = SchemaValidator(core_schema.no_info_plain_validator_function(raise_value_error), {'validation_error_cause': True})
    yield call('validation_error_cause', cause.validate_python, 1)
    yield call('SchemaError', SchemaError, 'message')
    yield call('repr of a SchemaError', repr, SchemaError('message'))
    yield call('PydanticSerializationError', PydanticSerializationError, 'message')
    yield call('PydanticSerializationUnexpectedValue', PydanticSerializationUnexpectedValue, 'message', 'name', 'int', [1])
    yield call('str of that', str, PydanticSerializationUnexpectedValue('message', 'name', 'int', [1]))
    yield call('repr of that', repr, PydanticSerializationUnexpectedValue('message', 'name', 'int', [1]))
    yield call('list_all_errors', pydantic_core._pydantic_core.list_all_errors)


def raise_value_error(value: object) -> None:
    raise ValueError('mine')


def values() -> Iterator[Thing]:
    arguments = ArgsKwargs((1, 'a'), {'b': [2]})
    for value in arguments, Some([1]), Some('x'), TzInfo(3600), TzInfo(-5), pydantic_core.PydanticUndefined:
        yield call(f'repr of {value!r}', repr, value)
        yield call(f'str of {value!r}', str, value)
        yield call(f'__reduce_ex__ of {value!r}', value.__reduce_ex__, 4)
        yield call(f'== {value!r}', value.__eq__, value)
    yield call('ArgsKwargs', ArgsKwargs, (1,), {'a': 2})
    yield call('Some', Some, 1)
    yield call('TzInfo', TzInfo, 5400)
    yield call('TzInfo of too much', TzInfo, 90000)
    now = datetime.datetime(2022, 1, 2, tzinfo=TzInfo(3600))
    for name in 'utcoffset', 'tzname', 'dst', 'fromutc':
        yield call(f'TzInfo.{name}', getattr(now.tzinfo, name), now)
    yield call('__reduce__ of a TzInfo', TzInfo(3600).__reduce__)


def shapes() -> Iterator[Thing]:
    """Validators and serializers of models, with the parts that the made ones seldom have together."""
    schema = model_schema()
    validator, serializer = SchemaValidator(schema), SchemaSerializer(schema)
    good = {'a': '1', 'B': ['2022-01-02T03:04:05Z', None], 'c': {'x': 1.5}, 'd': 5, 'e': 'urn:uuid:12345678-1234-5678-1234-567812345678', 'more': [1]}
    bad = {**good, 'a': 'x', 'B': ['no', 5, {}], 'c': {'x': 'y', 2: 3}, 'd': -1, 'e': 'short'}
    yield call('build a model', SchemaValidator, schema)
    yield call('build its serializer', SchemaSerializer, schema)
    for what, value in ('good', good), ('bad', bad):
        yield call(f'a {what} model', validator.validate_python, value)
        yield call(f'a {what} model of JSON', validator.validate_json, to_json(value))
        yield call(f'a {what} model, from attributes', validator.validate_python, Attributes(value), from_attributes=True)
        yield Thing(f'functions: __init__ of a {what} model', lambda value=value: (validator.validate_python, (value,), {'self_instance': Model()}))
    for field, value in ('a', '5'), ('a', 'x'), ('more', 1), ('d', [5]):
        yield Thing(f'functions: assignment of {value!r} to {field}', lambda field=field, value=value: (validator.validate_assignment, (validator.validate_python(good), field, value), {}))
    model = validator.validate_python(good)
    ways = {
        '': {}, ', by alias': {'by_alias': True}, ', unset': {'exclude_unset': True}, ', defaults': {'exclude_defaults': True, 'exclude_none': True},
        ', some': {'include': {'a', 'b', 'twice'}, 'exclude': {'b': {0}}}, ', as any': {'serialize_as_any': True, 'context': 1},
    }  # fmt: skip
    for name, options in ways.items():
        yield call(f'to_python of a model{name}', serializer.to_python, model, warnings='error', **options)
        yield call(f'to_json of a model{name}', serializer.to_json, model, warnings='error', **options)
    wrong = copy.copy(model)
    wrong.__dict__ = {**model.__dict__, 'a': 'x', 'b': 5, 'e': object}
    yield call('to_python of a wrong model', serializer.to_python, wrong, warnings='error')
    yield call('to_json of a wrong model', serializer.to_json, wrong, warnings='error')
    named = SchemaSerializer(core_schema.typed_dict_schema({Name('a' * 40): core_schema.typed_dict_field(core_schema.int_schema())}))
    for warned in True, 'error':
        yield call(f'to_python of a wrong value under a name, warnings {warned}', named.to_python, {Name('a' * 40): 'x'}, warnings=warned)
        yield call(f'to_json of a wrong value under a name, warnings {warned}', named.to_json, {Name('a' * 40): 'x'}, warnings=warned)


class Name(str):
    """Its text has to be made where a field's name is told."""


class Attributes:
    def __init__(self, values: dict) -> None:
        self.__dict__.update(values)


def plus_one(value: int) -> int:
    return value + 1


def twice(model: Model) -> int:
    return model.a * 2


def around(value: object, handler: Callable, info: object) -> object:
    return handler(value)


def model_schema() -> dict:
    cs = core_schema
    items = cs.list_schema(cs.nullable_schema(cs.datetime_schema()), max_length=4)
    fields = {
        'a': cs.model_field(cs.no_info_after_validator_function(plus_one, cs.int_schema())),
        'b': cs.model_field(items, validation_alias='B', serialization_alias='BB'),
        'c': cs.model_field(cs.dict_schema(cs.str_schema(), cs.union_schema([cs.int_schema(), cs.float_schema()]))),
        'd': cs.model_field(cs.with_default_schema(cs.int_schema(ge=0), default=7)),
        'e': cs.model_field(
            cs.with_info_wrap_validator_function(around, cs.uuid_schema()),
            validation_alias=[['E', 0], ['e']],
        ),
        'f': cs.model_field(cs.with_default_schema(items, default_factory=list), frozen=True),
    }
    inner = cs.model_fields_schema(
        fields,
        extra_behavior='allow',
        computed_fields=[cs.computed_field('twice', cs.int_schema(), alias='TWICE')],
        from_attributes=True,
    )
    Model.twice = property(twice)
    return cs.model_schema(Model, inner, config={'str_max_length': 100, 'revalidate_instances': 'always'})
