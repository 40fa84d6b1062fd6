"""Rows for the arguments of calls: keys that are no keys, containers that change or lie, functions that misbehave.

As in bad_input.py the answer of the published wheel is right; where it panics, ours must only not crash.
"""

from __future__ import annotations

import collections
import functools
import itertools
import re
from typing import Callable, Iterator

from pydantic_core import ArgsKwargs, PydanticCustomError, PydanticOmit, PydanticUseDefault, SchemaSerializer, SchemaValidator

from tests.differential import pool
from tests.differential.bad_input import ANY, INT, LIST, STR, Row, validate, validate_json
from tests.editions import EDITION


def parameter(name: str, schema: dict, mode: str = 'positional_or_keyword', **more) -> dict:
    return {'name': name, 'schema': schema, 'mode': mode, **more}


def default(schema: dict, **more) -> dict:
    return {'type': 'default', 'schema': schema, **more}


def plain(*parameters: dict, **more) -> dict:
    return {'type': 'arguments', 'arguments_schema': list(parameters), **more}


def v3(*parameters: dict, **more) -> dict:
    return {'type': 'arguments-v3', 'arguments_schema': list(parameters), **more}


def function(call: Callable, schema: dict | None = None) -> dict:
    made = {'type': 'function-plain' if schema is None else 'function-after', 'function': {'type': 'no-info', 'function': call}}
    return made if schema is None else {**made, 'schema': schema}


def with_info(call: Callable) -> dict:
    return {'type': 'function-plain', 'function': {'type': 'with-info', 'function': call}}


def raiser(error: BaseException) -> Callable:
    def call(*args, **kwargs):
        raise error

    return call


class Unfriendly:
    """A key that equals nothing, with noise."""

    def __init__(self, name: str) -> None:
        self._hash = hash(name)

    def __hash__(self) -> int:
        return self._hash

    def __eq__(self, other: object) -> bool:
        raise RuntimeError('no comparing')

    def __repr__(self) -> str:
        return 'Unfriendly()'


class Lying(dict):
    """A dict whose methods are not to be asked, or to be believed, depending on who reads it."""

    def __getitem__(self, key):
        return 7

    def get(self, key, default=None):
        return 8

    def items(self):
        return [('a', 9), ('z', 9)]

    def keys(self):
        return ['z']

    def __iter__(self):
        return iter(['z'])

    def __len__(self):
        return 5


class Broken(pool.Mapping):
    def __init__(self, items, where: str) -> None:
        super().__init__(items)
        self._where = where

    def get(self, key, default=None):
        if self._where == 'get':
            raise RuntimeError('no getting')
        return super().get(key, default)

    def items(self):
        if self._where == 'items':
            raise RuntimeError('no items')
        return [(1, 2, 3)] if self._where == 'pairs' else super().items()


def failing():
    yield 1
    raise RuntimeError('over')


SUB, LONE, LONE_SUB = pool.StrSub('a'), '\ud800', pool.StrSub('\ud800')
# From 2.50 on upstream's locations have the very object that names an argument. Ours have its text, as before.
SUB_NAME = SUB if EDITION < (2, 50) else 'a'
TYPED = {'type': 'typed-dict', 'fields': {'x': {'type': 'typed-dict-field', 'schema': INT}, 'y': {'type': 'typed-dict-field', 'schema': INT, 'required': False}}}
POSITIONAL = plain(parameter('a', INT, 'positional_only'), parameter('b', INT, 'positional_only'))
ONE = plain(parameter('a', INT))
NAMED = plain(parameter('a', INT, 'keyword_only'), parameter('b', STR, 'keyword_only', alias='bb'))
UNPACKED = plain(parameter('a', INT), var_kwargs_schema=TYPED, var_kwargs_mode='unpacked-typed-dict')
REST = plain(parameter('a', INT), var_args_schema=INT, var_kwargs_schema=INT)
V3 = v3(
    parameter('a', INT, 'positional_only', alias='aa'), parameter('b', INT), parameter('args', INT, 'var_args', alias=['more', 0]),
    parameter('c', INT, 'keyword_only'), parameter('kwargs', INT, 'var_kwargs_uniform', alias='kw'),
)  # fmt: skip
V3_UNPACKED = v3(parameter('a', INT), parameter('kwargs', TYPED, 'var_kwargs_unpacked_typed_dict', alias='kw'))
SCHEMAS = {'positional': POSITIONAL, 'one': ONE, 'named': NAMED, 'unpacked': UNPACKED, 'rest': REST, 'v3': V3, 'v3 unpacked': V3_UNPACKED}


def rows() -> Iterator[Row]:
    for make in input_rows, json_rows, v3_rows, default_rows, order_rows, changing_rows, call_rows, schema_rows, repr_rows:
        yield from make()


INPUTS: dict[str, Callable[[], object]] = {
    'nothing': lambda: ArgsKwargs(()),
    'a number': lambda: 1,
    'text': lambda: 'ab',
    'bytes': lambda: b'ab',
    'a set': lambda: {1},
    'an iterator': lambda: iter([1]),
    'a deque': lambda: collections.deque([1]),
    'a mapping': lambda: pool.Mapping({'a': 1}),
    'a list': lambda: ['1', 'x', 3],
    'a list subclass': lambda: pool.ListSub([1]),
    'a tuple subclass': lambda: pool.TupleSub([1]),
    'a named tuple': lambda: pool.Pair(1, 2),
    'a dict': lambda: {'a': '1'},
    'a dict subclass': lambda: pool.DictSub(a=1),
    'a lying dict': lambda: Lying(a=1, b=2),
    'a default dict': lambda: collections.defaultdict(int),
    'an arguments list twice': lambda: ArgsKwargs((ArgsKwargs((1,)),)),
    'lying keywords': lambda: ArgsKwargs((), Lying(a=1, b=2)),
    'by position and name': lambda: ArgsKwargs((1,), {'a': 2}),
    'a key that is a number': lambda: ArgsKwargs((1,), {1: 2}),
    'a key that is bytes': lambda: {'a': 1, b'a': 1},
    'a key that is a str subclass': lambda: {SUB: 1},
    'more keys that are str subclasses': lambda: {'a': 1, pool.StrSub('x'): 1, pool.StrSub('q'): 2},
    'a key with a lone surrogate': lambda: {'a': 'x', LONE: 1},
    'a str subclass with a lone surrogate': lambda: {'a': 'x', LONE_SUB: 1},
    'an unfriendly key': lambda: {Unfriendly('a'): 1},
    'unfriendly keywords': lambda: ArgsKwargs((1,), {Unfriendly('a'): 1}),
    'an enum key': lambda: {'a': 1, pool.Word.yes: 1},
    'None as a key': lambda: {'a': 1, None: 1},
    'a key that is a tuple': lambda: {'a': 1, (1, 2): 1},
    'all wrong': lambda: ArgsKwargs(('x', 'y', 'z'), {'c': 'x', 'q': 'x', 1: 1, 'bb': 1}),
}


def input_rows() -> Iterator[Row]:
    for (shape, schema), (name, make) in itertools.product(SCHEMAS.items(), INPUTS.items()):
        yield Row(f'{shape}: {name}', lambda schema=schema, make=make: SchemaValidator(schema).validate_python(make()))
        yield Row(f'{shape}: {name}, strict', lambda schema=schema, make=make: SchemaValidator(schema).validate_python(make(), strict=True))
    for extra, (shape, schema) in itertools.product(('allow', 'ignore', 'forbid'), SCHEMAS.items()):
        for value in ({'a': 1, 'z': 1, 1: 1}, ArgsKwargs((1,), {'z': 'x'})):
            yield Row(f'{shape}: extra {extra} of the call, {value}', validate(schema, value, extra=extra))
            yield Row(f'{shape}: extra {extra} of the schema, {value}', validate({**schema, 'extra_behavior': extra}, value))
    for by_alias, by_name in itertools.product((None, True, False), repeat=2):
        for shape, schema in SCHEMAS.items():
            for value in ({'a': 1, 'aa': 2, 'b': 1, 'bb': 3, 'c': 1}, ArgsKwargs((), {'a': 1, 'aa': 2, 'b': 'b', 'bb': 'bb', 'c': 3})):
                yield Row(f'{shape}: alias {by_alias}, name {by_name}, {value}', validate(schema, value, by_alias=by_alias, by_name=by_name))
    for strings in ({'a': '1'}, 'x', {'a': {'b': '1'}}, {'aa': '1', 'b': '2', 'c': '3'}, {'aa': 'x', 'b': '2', 'c': 3}, {'aa': '1', 'b': 'x', 'c': '1', 'kw': {'x': '1'}}):
        for shape, schema in SCHEMAS.items():
            yield Row(f'{shape}: strings {strings}', lambda schema=schema, strings=strings: SchemaValidator(schema).validate_strings(strings))


def json_rows() -> Iterator[Row]:
    texts = [
        '[]', '{}', '1', 'null', '"a"', '[1]', '["1", 2]', '[1, 2, 3]', '["x", [], {}]', '{"a": 1}', '{"a": 1, "a": "x"}',
        '{"a": "x", "a": 1}', '{"a": 1, "z": 1, "z": "x"}', '{"z": 1, "a": 1, "z": 2, "": 1}', '{"aa": 1, "b": 1, "c": 1, "kw": {"x": 1, "x": "y", "z": "2"}}',
        '{"aa": 1, "b": 1, "c": 1, "more": [["1", "x", 2.5]], "kw": []}', '{"a": 1, "kw": {"x": "1", "x": 2, "q": 1}}', '{"a": 1, "x": 1, "x": 2}',
        '{"bb": "b", "a": 12345678901234567890123}', '[{"a": 1}]', '{"aa": 1, "b": 1, "c": 1, "more": "x"}', '{"more": [{}]}',
    ]  # fmt: skip
    for (shape, schema), text in itertools.product(SCHEMAS.items(), texts):
        yield Row(f'{shape}: JSON {text}', validate_json(schema, text))
        yield Row(f'{shape}: JSON {text}, strict', validate_json(schema, text, strict=True))
    for text in '[1', '[1, "x', '{"a": 1, "z', '{"a": 1, "kw": {"x": 1, "y": ':
        for shape, schema in SCHEMAS.items():
            yield Row(f'{shape}: partial {text}', validate_json(schema, text, allow_partial=True))
    # Upstream validates these as Python objects.
    dates = v3(parameter('kwargs', {'type': 'date', 'strict': True}, 'var_kwargs_uniform'))
    yield Row('JSON dates under **kwargs', validate_json(dates, '{"kwargs": {"x": "2022-01-01"}}'))
    yield Row('JSON tuples under **kwargs', validate_json(v3(parameter('kwargs', {'type': 'tuple', 'items_schema': [INT]}, 'var_kwargs_uniform')), '{"kwargs": {"x": [1]}}', strict=True))


def v3_rows() -> Iterator[Row]:
    star = v3(parameter('args', INT, 'var_args'))
    for name, make in {
        'text': lambda: '12', 'bytes': lambda: b'12', 'a set': lambda: {1}, 'a dict': lambda: {1: 2}, 'keys': lambda: {1: 2}.keys(),
        'a generator': lambda: pool.counting([1, 'x', 2]), 'a deque': lambda: collections.deque(['1']), 'None': lambda: None, 'a range': lambda: range(3),
        'a mapping': lambda: pool.Mapping({1: 2}), 'a sequence': lambda: pool.Sequence([1]), 'a tuple subclass': lambda: pool.TupleSub(['x', 1, 'y']),
        'a failing generator': failing, 'an array': lambda: memoryview(b'ab'),
    }.items():  # fmt: skip
        yield Row(f'*args: {name}', lambda make=make: SchemaValidator(star).validate_python({'args': make()}))
        yield Row(f'*args: {name}, strict', lambda make=make: SchemaValidator(star).validate_python({'args': make()}, strict=True))
    for schema, shape in (v3(parameter('kwargs', INT, 'var_kwargs_uniform', alias=['k', 'w'])), 'uniform'), (v3(parameter('kwargs', TYPED, 'var_kwargs_unpacked_typed_dict', alias=['k', 'w'])), 'unpacked'):
        for name, make in {
            'None': lambda: None, 'pairs': lambda: [('x', 1)], 'a mapping': lambda: pool.Mapping({'x': 1}), 'a subclass': lambda: pool.DictSub(x=1),
            'a lying dict': lambda: Lying(x='y'), 'wrong keys': lambda: {1: 1, 'x': 'y', b'x': 1, None: 1}, 'a subclass key': lambda: {pool.StrSub('x'): 1},
            'a lone surrogate': lambda: {LONE: 1, 'x': 'y'}, 'a lone surrogate in a subclass': lambda: {LONE_SUB: 1, 'x': 1}, 'an unfriendly key': lambda: {Unfriendly('x'): 1},
        }.items():  # fmt: skip
            yield Row(f'**kwargs, {shape}: {name}', lambda make=make, schema=schema: SchemaValidator(schema).validate_python({'k': {'w': make()}}))
            yield Row(f'**kwargs, {shape}: {name}, by name', lambda make=make, schema=schema: SchemaValidator(schema, {'loc_by_alias': False}).validate_python({'k': {'w': make()}}))
    for where in 'get', 'items', 'pairs', 'nowhere':
        for extra in 'forbid', 'allow', 'ignore':
            schema = v3(parameter('a', INT), extra_behavior=extra)
            yield Row(f'a mapping broken in {where}, extra {extra}', lambda where=where, schema=schema: SchemaValidator(schema).validate_python(Broken({'a': 'x', 'z': 1}, where)))
    yield Row('functions are not told names in v3', lambda: SchemaValidator(v3(parameter('a', with_info(lambda value, info: info.field_name)))).validate_python({'a': 1}))
    yield Row('a path through lists', validate(v3(parameter('a', INT, alias=[['x', 1], ['x', -1, 'y'], ['x']])), {'x': [{'y': 'no'}]}))
    yield Row('a path that leads nowhere', validate(v3(parameter('a', INT, alias=[['x', 1, 'y'], ['z']])), {'x': 'text'}))


def default_rows() -> Iterator[Row]:
    wrong = default(LIST, default=['x', 'y'], validate_default=True)
    for form in plain, v3:
        name = form.__name__
        for value in ArgsKwargs(('x',)), ArgsKwargs(()), {'a': 'x'}, {}:
            for mode in 'positional_only', 'positional_or_keyword', 'keyword_only':
                first = parameter('a', default(INT, default=1), 'positional_only')
                yield Row(f'{name}: a wrong default, {mode}, {value}', validate(form(first, parameter('b', wrong, mode)), value))
                yield Row(f'{name}: a wrong default, {mode}, {value}, in a list', validate({'type': 'list', 'items_schema': form(first, parameter('b', wrong, mode))}, ['q', value, 'r']))
                raising = default(INT, default_factory=raiser(RuntimeError('no default')))
                yield Row(f'{name}: a factory that raises, {mode}, {value}', validate(form(first, parameter('b', raising, mode)), value))
                mutable = default(LIST, default=[1])
                yield Row(f'{name}: a default that is copied, {mode}, {value}', validate(form(first, parameter('b', mutable, mode)), value))
                taking = default(INT, default_factory=lambda data: dict(data) if isinstance(data, dict) else data, default_factory_takes_data=True)
                yield Row(f'{name}: a factory that takes data, {mode}, {value}', validate(form(first, parameter('b', taking, mode)), value))
                inside = {'type': 'typed-dict', 'fields': {'q': {'type': 'typed-dict-field', 'schema': INT}, 'r': {'type': 'typed-dict-field', 'schema': form(first, parameter('b', taking, mode))}}}
                for q in 1, 'x':
                    yield Row(f'{name}: a factory that takes data of {q} around it, {mode}, {value}', validate(inside, {'q': q, 'r': value}))
        for error in PydanticOmit(), PydanticUseDefault(), ValueError('v'), PydanticCustomError('t', 'm'), TypeError('t'):
            schema = form(parameter('a', INT), parameter('b', function(raiser(error))))
            for value in ArgsKwargs(('x', 1)), ArgsKwargs((), {'a': 'x', 'b': 1}):
                yield Row(f'{name}: {error!r} from {value}', validate(schema, value))
                yield Row(f'{name}: {error!r} from {value}, in a list', validate({'type': 'list', 'items_schema': schema}, [value, value]))
                yield Row(f'{name}: {error!r} from {value}, with a default', validate({'type': 'list', 'items_schema': default(schema, default=3)}, [value, value]))


def order_rows() -> Iterator[Row]:
    mixed = plain(parameter('k', INT, 'keyword_only'), parameter('p', INT, 'positional_only'), parameter('q', INT), parameter('w', INT, 'whatever'), parameter('l', INT, 'keyword_only'))
    for value in ArgsKwargs(()), ArgsKwargs((1, 2, 3, 4, 5)), ArgsKwargs((1, 2), {'k': 1, 'q': 2, 'w': 1, 'l': 3}), ArgsKwargs((1, 2, 3), {'k': 1, 'l': 2, 'q': 2, 'p': 1}), [1, 2, 3], {'k': 1}:
        yield Row(f'an order that Python would not take, {value}', validate(mixed, value))
    yield Row('an order that Python would not take, JSON', validate_json(mixed, '[1, "x", 3, 4, "y"]'))
    same = plain(parameter('a', INT), parameter('a', STR), parameter('b', INT, alias='a'))
    for value in ArgsKwargs(()), ArgsKwargs((1,), {'a': 'x'}), {'a': 1}:
        yield Row(f'the same name twice, {value}', validate(same, value))
    notes: list = []
    noting = lambda name: with_info(lambda value, info: (notes.append((name, info.field_name)), value)[1])
    told = plain(parameter('a', noting('a')), parameter('b', noting('b'), 'keyword_only', alias='bb'), var_args_schema=noting('args'), var_kwargs_schema=noting('kwargs'))
    yield Row('names that functions are told', lambda: (SchemaValidator(told).validate_python(ArgsKwargs((1, 2), {'bb': 3, 'z': 4})), notes[:], notes.clear())[:2])
    union = {'type': 'union', 'choices': [plain(parameter('a', STR)), plain(parameter('a', INT)), plain(parameter('a', {'type': 'float'}))]}
    for value in ('1',), (1,), (1.0,), ({},), {'a': 1}:
        yield Row(f'a smart union, {value}', validate(union, value))
    recursive = {
        'type': 'definitions', 'schema': {'type': 'definition-ref', 'schema_ref': 'x'},
        'definitions': [plain(parameter('a', {'type': 'nullable', 'schema': {'type': 'definition-ref', 'schema_ref': 'x'}}), ref='x')],
    }  # fmt: skip
    deep: object = None
    for _ in range(100):
        deep = (deep,)
    yield Row('arguments in arguments', validate(recursive, deep))
    loop: list = []
    loop.append(loop)
    yield Row('arguments in themselves', validate(recursive, loop))


def changing_rows() -> Iterator[Row]:
    def changing(value, change):
        schema = plain(parameter('a', function(lambda v: change(value))), parameter('b', INT), var_args_schema=INT, var_kwargs_schema=INT)
        return lambda: SchemaValidator(schema).validate_python(value)

    items = [1, 2, 3]
    yield Row('a list that is cleared', changing(items, lambda value: value.clear()))
    kwargs = {'a': 1, 'b': 2, 'c': 3}
    yield Row('a dict that loses a key', changing(kwargs, lambda value: value.pop('b')))
    more = {'a': 1, 'c': 3}
    yield Row('a dict that gets a key', changing(more, lambda value: value.update(b=1)))


def call_rows() -> Iterator[Row]:
    def called(a, b=2, *args, c=3, **kwargs):
        return [a, b, args, c, kwargs]

    class Odd:
        def __init__(self, **attributes):
            self.__dict__.update(attributes)

        def __call__(self, *args, **kwargs):
            return args, kwargs

    class Property(Odd):
        @property
        def __name__(self):
            raise RuntimeError('no name')

        @property
        def func(self):
            raise RuntimeError('no func')

    functions = {
        'a function': called, 'a partial': functools.partial(called, 1), 'a partial of a partial': functools.partial(functools.partial(called, 1), 2),
        'an object': Odd(), 'a name that is a number': Odd(__name__=1), 'a name that is a subclass': Odd(__name__=pool.StrSub('sub')),
        'a func without a name': Odd(func=1), 'a func with a number': Odd(func=Odd(__name__=1)), 'a name that raises': Property(), 'a class': dict, 'nothing to call': 1,
        'a name with a lone surrogate': Odd(__name__=LONE), 'a built-in': max, 'a method': [].append,
    }  # fmt: skip
    for name, target in functions.items():
        schema = {'type': 'call', 'arguments_schema': REST, 'function': target}
        yield Row(f'call of {name}', lambda schema=schema: (lambda v: (v.title, v.validate_python((1, '2'))))(SchemaValidator(schema)))
        yield Row(f'call of {name}, not valid', validate({'type': 'union', 'choices': [schema, INT]}, ('x',)))
        yield Row(f'call of {name}, with a name', lambda schema=schema: SchemaValidator({**schema, 'function_name': 'given'}).title)
        yield Row(f'call of {name}, serialized', lambda schema=schema: SchemaSerializer({**schema, 'return_schema': INT}).to_json(1))
    for error in ValueError('v'), AssertionError('a'), PydanticOmit(), PydanticUseDefault(), PydanticCustomError('t', 'm'), RecursionError('r'), KeyboardInterrupt():
        schema = {'type': 'call', 'arguments_schema': REST, 'function': raiser(error)}
        if not isinstance(error, KeyboardInterrupt):
            yield Row(f'a called function raises {error!r}', validate(schema, (1,)))
            yield Row(f'a called function raises {error!r}, in a list', validate({'type': 'list', 'items_schema': schema}, [(1,)]))
            yield Row(f'a called function raises {error!r}, with a default', validate(default(schema, default=1, on_error='default'), (1,)))
    for given in (((1,), {}), ((1,), {'b': 2}), {'a': 1}, (1, 2), ((1,), [1]), [(1,), {}], ((1,), {1: 2}), ((), {}, 1), {1: 2}, {}, 'x', pool.TupleSub([(1,), {}]), (pool.TupleSub([1]), pool.DictSub(b=1)), pool.DictSub(a=1)):
        yield Row(f'arguments that come out as {given!r}', validate({'type': 'call', 'arguments_schema': ANY, 'function': called}, given))
    for result in 1, 'x', [1, 'x'], None:
        schema = {'type': 'call', 'arguments_schema': plain(), 'function': lambda result=result: result, 'return_schema': LIST}
        yield Row(f'a result {result!r}', validate(schema, ()))
        yield Row(f'a result {result!r}, strict, in a dict', validate({'type': 'dict', 'values_schema': schema}, {'k': ()}, strict=True))
    for value in ((1,), {'a': 1}):
        yield Row(f'assignment {value}', lambda value=value: SchemaValidator(REST).validate_assignment(value, 'a', 1))
        yield Row(f'assignment to a call, {value}', lambda value=value: SchemaValidator({'type': 'call', 'arguments_schema': REST, 'function': called}).validate_assignment(value, 'a', 1))
    for schema in REST, V3, {'type': 'call', 'arguments_schema': REST, 'function': called}:
        yield Row(f'default value of {schema["type"]}', lambda schema=schema: SchemaValidator(schema).get_default_value())


BAD_PARAMETERS: list[object] = [
    1, {}, {'name': 1, 'schema': INT}, {'name': 'a'}, {'name': 'a', 'schema': 1}, {'name': 'a', 'schema': {'type': 'x'}}, {'name': 'a', 'schema': INT, 'mode': 1},
    {'name': 'a', 'schema': INT, 'mode': 'what'}, {'name': 'a', 'schema': INT, 'mode': LONE}, {'name': 'a', 'schema': INT, 'alias': 1}, {'name': 'a', 'schema': INT, 'alias': []},
    {'name': 'a', 'schema': INT, 'alias': [[]]}, {'name': 'a', 'schema': INT, 'alias': [1]}, {'name': 'a', 'schema': INT, 'alias': ['x', 1.5]}, {'name': 'a', 'schema': INT, 'alias': None},
    {'name': 'a', 'schema': INT, 'alias': LONE}, {'name': LONE, 'schema': INT}, {'name': LONE_SUB, 'schema': INT}, {'name': SUB_NAME, 'schema': INT}, {'name': '', 'schema': INT},
    {'name': 'a', 'schema': default(INT, default=1, on_error='omit')}, {'name': 'a', 'schema': default(INT, on_error='omit')}, {'name': 'a', 'schema': INT, 'alias': {'x': 1}},
]  # fmt: skip


def schema_rows() -> Iterator[Row]:
    for form in plain, v3:
        for bad in BAD_PARAMETERS:
            for value in ({LONE: 1, 'a': 2, '': 3}, {'\ufffd': 1}, ()):
                yield Row(f'{form.__name__} of {bad!r}, {value}', validate(form(bad), value))
            yield Row(f'{form.__name__} of {bad!r} after another', validate(form(parameter('z', default(INT, default=1)), bad), {}))
        for modes in itertools.product(['positional_only', 'positional_or_keyword', 'var_args', 'keyword_only', 'var_kwargs_uniform', 'var_kwargs_unpacked_typed_dict'], repeat=2):
            schema = form(*(parameter(name, INT if 'unpacked' not in mode else TYPED, mode) for name, mode in zip('ab', modes)))
            yield Row(f'{form.__name__} of {modes}', validate(schema, ArgsKwargs((1, 2, 3), {'x': 1, 'a': 3})))
            schema = form(parameter('a', default(INT, default=1), modes[0]), parameter('b', INT, modes[1]))
            yield Row(f'{form.__name__} of {modes}, the first with a default', validate(schema, ArgsKwargs((1, 2))))
        yield Row(f'{form.__name__} with one name twice', validate(form(parameter('a', INT), parameter(SUB_NAME, INT)), ()))
        for key, values in {
            'arguments_schema': [None, 1, {}, ()], 'var_args_schema': [None, 1, {}], 'var_kwargs_schema': [None, 1, {}], 'var_kwargs_mode': [1, 'x', 'uniform', 'unpacked-typed-dict', LONE],
            'extra_behavior': [1, 'x', None], 'validate_by_name': [1], 'validate_by_alias': ['x'],
        }.items():  # fmt: skip
            for value in values:
                yield Row(f'{form.__name__} with {key} {value!r}', validate({**form(parameter('a', INT)), key: value}, (1,)))
        yield Row(f'{form.__name__} without arguments_schema', validate({'type': form()['type']}, ()))
        config = {'extra_fields_behavior': 'ignore', 'loc_by_alias': False, 'validate_by_name': True, 'validate_by_alias': False}
        aliased = form(parameter('a', INT, alias=['x', 'y']), parameter('b', INT, 'keyword_only', alias='bb'))
        for value in ArgsKwargs((), {'x': {'y': 'q'}, 'b': 'q', 'bb': 'q', 'z': 1}), {'x': {'y': 'q'}, 'a': 'q', 'bb': 'q'}, {}:
            for keep in range(len(config) + 1):
                some = dict(list(config.items())[:keep])
                yield Row(f'{form.__name__} with config {some}, {value}', lambda aliased=aliased, some=some, value=value: SchemaValidator(aliased, some).validate_python(value))
                yield Row(f'{form.__name__} in config {some}, {value}', lambda aliased=aliased, some=some, value=value: SchemaValidator({**aliased, 'validate_by_name': False}, some).validate_python(value))
    for key, values in {'function': [None], 'arguments_schema': [1], 'return_schema': [1, None], 'function_name': [1, LONE]}.items():
        for value in values:
            schema = {'type': 'call', 'arguments_schema': REST, 'function': max, key: value}
            yield Row(f'call with {key} {value!r}', lambda schema=schema: SchemaValidator(schema).title)
            yield Row(f'call without {key}', lambda schema=schema, key=key: SchemaValidator({k: v for k, v in schema.items() if k != key}).title)


def repr_rows() -> Iterator[Row]:
    """What repr() says, but for addresses."""
    odd = plain(parameter('k', INT, 'keyword_only', alias=['x', 0, -1]), {'name': 'p', 'schema': default(INT, default=1)}, parameter('w', default(STR, default='x'), 'whatever', alias=[['x'], ['y', 'z']]))
    for name, schema in {**SCHEMAS, 'odd': odd, 'call': {'type': 'call', 'arguments_schema': odd, 'function': max, 'return_schema': INT}}.items():
        yield Row(f'repr of {name}', lambda schema=schema: re.sub('0x[0-9a-f]+', '0x', repr(SchemaValidator(schema, {'validate_by_name': True}))))
