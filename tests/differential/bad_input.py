"""Rows of bad input: JSON that is broken, deep or huge, objects that lie, callbacks that misbehave.

The answer of the published wheel is right by definition, down to the text of its errors.
"""

from __future__ import annotations

import sys
from typing import Callable, Iterator, NamedTuple

from pydantic_core import SchemaSerializer, SchemaValidator, ValidationError, from_json, to_json, to_jsonable_python

from tests.differential import pool
from tests.differential.records import SLOTS


class Row(NamedTuple):
    name: str
    call: Callable[[], object]


class Model:
    __slots__ = SLOTS


def model(**fields: dict) -> dict:
    return {
        'type': 'model',
        'cls': Model,
        'schema': {'type': 'model-fields', 'fields': {name: {'type': 'model-field', 'schema': schema} for name, schema in fields.items()}},
    }


ANY, INT, STR, FLOAT, BOOL = ({'type': name} for name in ('any', 'int', 'str', 'float', 'bool'))
LIST = {'type': 'list', 'items_schema': INT}
DICT = {'type': 'dict', 'keys_schema': STR, 'values_schema': INT}
RECORD = model(a=INT, b={'type': 'nullable', 'schema': STR}, c={'type': 'list', 'items_schema': FLOAT}, d={'type': 'dict'})
RECORD_TEXT = r'{"a": 12, "b": "xé\u00e9\ud83d\ude00\n", "c": [1.5, -2e3, 0], "d": {"k": [true, false, null, {}]}}'.encode()


def rows() -> Iterator[Row]:
    for make in json_rows, truncated_rows, scalar_text_rows, hostile_rows, changing_rows, recursive_rows, callback_rows, argument_rows:
        yield from make()


def validate(schema: dict, value: object, **options) -> Callable[[], object]:
    return lambda: SchemaValidator(schema).validate_python(value, **options)


def validate_json(schema: dict, text: object, **options) -> Callable[[], object]:
    return lambda: SchemaValidator(schema).validate_json(text, **options)


TEXTS: dict[str, str | bytes] = {
    'lone high surrogate': '"\\ud800"',
    'lone low surrogate': '"\\udc00x"',
    'surrogates the wrong way round': '"\\udc00\\ud800"',
    'surrogate and plain escape': '"\\ud800\\u0041"',
    'half an escape': '"\\u12',
    'bad escape': '"\\x41"',
    'bad hex digits': '"\\u12g4"',
    'str with a lone surrogate': '"\ud800"',
    'invalid UTF-8': b'"\xff"',
    'invalid UTF-8 after text': b'"abc\xc3"',
    'overlong UTF-8': b'"\xc0\x80"',
    'UTF-8 of a surrogate': b'"\xed\xa0\x80"',
    'UTF-8 beyond Unicode': b'"\xf4\x90\x80\x80"',
    'invalid UTF-8 outside strings': b'[1, \xff]',
    'BOM': '\ufeff1',
    'BOM in bytes': b'\xef\xbb\xbf1',
    'NaN': 'NaN',
    'minus NaN': '-NaN',
    'Infinity': '[Infinity, -Infinity]',
    'inf': 'inf',
    '4,300 digits': '1' * 4300,
    '4,301 digits': '1' * 4301,
    'minus 4,301 digits': '-' + '1' * 4301,
    '5,000 digits and a point': '1' * 5000 + '.5',
    'a huge exponent': '1e999999999999',
    'a tiny exponent': '1e-999999999999',
    'minus zero': '[-0, -0.0, 0e5]',
    'leading zero': '01',
    'minus alone': '-',
    'a point alone': '1.',
    'an exponent alone': '1e',
    'plus': '+1',
    'edges of 64 bits': '[9223372036854775807, 9223372036854775808, -9223372036854775808, -9223372036854775809, 18446744073709551616]',
    'duplicate keys': '{"a": 1, "a": 2, "b": 3, "a": "x"}',
    'a key that is empty': '{"": 1}',
    'control characters': '"a\x01b"',
    'a newline in a string': '"a\nb"',
    'DEL': '"\x7f"',
    'NUL': '"\x00"',
    'NUL after': '1\x00',
    'empty': '',
    'spaces': ' \t\r\n',
    'form feed': '\x0c1',
    'no-break space': '\xa01',
    'two values': '1 2',
    'trailing comma': '[1,]',
    'trailing comma in an object': '{"a": 1,}',
    'missing comma': '[1 2]',
    'missing colon': '{"a" 1}',
    'key that is no string': '{1: 2}',
    'single quotes': "['a']",
    'comment': '[1] // x',
    'wrong bracket': '[1}',
    'words': '[true, false, null]',
    'cut words': 'tru',
    'wrong words': 'True',
    'lines and columns': '{\n  "a": 1,\n  "b": [1,\n 2,, 3]\n}',
    'columns after é': '["é", "é" x]',
}


def json_rows() -> Iterator[Row]:
    schemas = {'any': ANY, 'int': INT, 'str': STR, 'float': FLOAT, 'list': LIST, 'dict': DICT, 'record': RECORD}
    for name, text in TEXTS.items():
        yield Row(f'from_json {name}', lambda text=text: from_json(text))
        for of, schema in schemas.items():
            yield Row(f'{of} from JSON: {name}', validate_json(schema, text))
        for mode in True, 'trailing-strings':
            yield Row(f'partial {mode}: {name}', lambda text=text, mode=mode: from_json(text, allow_partial=mode))
    big = '[' + ','.join(['{"a": 1, "b": "text", "c": [1.5, 2], "d": {}}'] * 200_000) + ']'
    records = {'type': 'list', 'items_schema': RECORD}
    yield Row('JSON of 10 MB', lambda: len(SchemaValidator(records).validate_json(big)))
    yield Row('JSON of 10 MB, wrong at its end', validate_json(records, big[:-1]))
    yield Row('a string of 10 MB', lambda: len(SchemaValidator(STR).validate_json('"' + 'é' * 5_000_000 + '"')))
    for depth in 100, 199, 200, 201, 202, 1000, 10_000:
        for opening, closing in ('[', ']'), ('{"a":', '}'), ('[', ''), ('{"a":', ''), ('[{"a":', '}]'):
            text = opening * depth + '1' * bool(closing) + closing * depth
            yield Row(f'{opening} to a depth of {depth}{"" if closing else ", open"}', lambda text=text: depth_of(from_json(text)))
            yield Row(f'any: {opening} to a depth of {depth}{"" if closing else ", open"}', validate_json(INT, text))
            yield Row(f'partial: {opening} to a depth of {depth}', lambda text=text: depth_of(from_json(text, allow_partial=True)))
    for value in (b'1', bytearray(b'1'), memoryview(b'1'), pool.StrSub('1'), pool.BytesSub(b'1'), 1, None, [], object):
        yield Row(f'JSON in a {type(value).__name__}', validate_json(INT, value))
        yield Row(f'from_json of a {type(value).__name__}', lambda value=value: from_json(value))
    for options in {'allow_inf_nan': False}, {'cache_strings': 'keys'}, {'cache_strings': False}, {'cache_strings': 'x'}, {'allow_partial': 'x'}:
        yield Row(f'from_json with {options}', lambda options=options: from_json('[NaN, "a", {"a": "a"}]', **options))


def depth_of(value: object) -> int:
    depth = 0
    while isinstance(value, (list, dict)) and value:
        value = value[0] if isinstance(value, list) else next(iter(value.values()))
        depth += 1
    return depth


def truncated_rows() -> Iterator[Row]:
    for end in range(len(RECORD_TEXT)):
        text = RECORD_TEXT[:end]
        yield Row(f'record cut at {end}', validate_json(RECORD, text))
        yield Row(f'from_json cut at {end}', lambda text=text: from_json(text))
        for mode in True, 'trailing-strings':
            yield Row(f'from_json cut at {end}, partial {mode}', lambda text=text, mode=mode: from_json(text, allow_partial=mode))
            yield Row(f'record cut at {end}, partial {mode}', validate_json(RECORD, text, allow_partial=mode))


def scalar_text_rows() -> Iterator[Row]:
    """Every text of the pool to every kind that takes text."""
    for schema in INT, FLOAT, BOOL, STR, *({'type': name} for name in ('bytes', 'decimal', 'complex', 'uuid', 'date', 'time', 'datetime', 'timedelta')):
        for text in [*pool.STRINGS, *pool.TEMPORAL_STRINGS]:
            yield Row(f'{schema["type"]} from {text!r}', validate(schema, text))
        for value in [*pool.INTS, *pool.FLOATS]:
            yield Row(f'{schema["type"]} from {value!r}', validate(schema, value))


def hostile(**methods: Callable) -> Callable[[], object]:
    """A maker of objects with these methods."""
    cls = type('Hostile', (), {'__repr__': lambda self: 'Hostile()', **methods})
    return cls


def broken(*args, **kwargs):
    raise RuntimeError('hostile')


SCHEMAS = {
    'any': ANY,
    'int': INT,
    'str': STR,
    'float': FLOAT,
    'bool': BOOL,
    'list': LIST,
    'dict': DICT,
    'record': RECORD,
    'record from attributes': {**RECORD, 'schema': {**RECORD['schema'], 'from_attributes': True}},
    'nullable': {'type': 'nullable', 'schema': INT},
    'literal': {'type': 'literal', 'expected': [1, 'a', b'x']},
    'set': {'type': 'set', 'items_schema': ANY},
    'tuple': {'type': 'tuple', 'items_schema': [INT, STR]},
    'union': {'type': 'union', 'choices': [INT, STR, LIST]},
    'date': {'type': 'date'},
    'uuid': {'type': 'uuid'},
    'decimal': {'type': 'decimal'},
    'decimal with limits': {'type': 'decimal', 'max_digits': 3, 'decimal_places': 1, 'multiple_of': 1, 'ge': 0},
    'complex': {'type': 'complex'},
    'generator': {'type': 'generator', 'items_schema': INT, 'max_length': 3},
    'json': {'type': 'json', 'schema': LIST},
    'missing-sentinel': {'type': 'missing-sentinel'},
    'tagged-union': {'type': 'tagged-union', 'choices': {1: RECORD, 'a': DICT, pool.Color.red: ANY}, 'discriminator': [['a'], ['b', 0]]},
    'tagged-union by itself': {'type': 'tagged-union', 'choices': {1: INT, 'a': STR, int: ANY}, 'discriminator': lambda value: value},
    'bytes': {'type': 'bytes'},
    'enum': {'type': 'enum', 'cls': pool.Color, 'members': list(pool.Color)},
    'int enum': {'type': 'enum', 'cls': pool.Number, 'members': list(pool.Number), 'sub_type': 'int'},
    'str enum': {'type': 'enum', 'cls': pool.Word, 'members': list(pool.Word), 'sub_type': 'str', 'missing': lambda value: value},
    'float enum': {'type': 'enum', 'cls': pool.Ratio, 'members': list(pool.Ratio), 'sub_type': 'float'},
    'is-instance': {'type': 'is-instance', 'cls': int},
}  # fmt: skip
HOSTILE = {
    'raises on ==': lambda: hostile(__eq__=broken, __hash__=lambda self: 1)(),
    'raises on hash': lambda: hostile(__hash__=broken)(),
    'raises on getattr': lambda: hostile(__getattr__=broken)(),
    'raises on getattribute': lambda: hostile(__getattribute__=broken)(),
    'raises on repr': lambda: hostile(__repr__=broken)(),
    'raises on len': lambda: hostile(__len__=broken, __iter__=lambda self: iter([1]))(),
    'raises on iter': lambda: hostile(__iter__=broken)(),
    'raises on next': lambda: hostile(__iter__=lambda self: self, __next__=broken)(),
    'raises on index': lambda: hostile(__index__=broken, __int__=broken)(),
    'raises on float': lambda: hostile(__float__=broken)(),
    'raises on str': lambda: hostile(__str__=broken)(),
    'lies about its class': lambda: hostile(__class__=property(lambda self: int))(),
    'has a class that raises': lambda: hostile(__class__=property(broken))(),
    'says it is a dict': lambda: hostile(__class__=property(lambda self: dict), keys=lambda self: ['a'])(),
    'has a keys method': lambda: hostile(keys=lambda self: ['a'], __getitem__=lambda self, key: {'a': 1}[key])(),
    'a str that raises': lambda: type('Bad', (str,), {'__eq__': broken, '__hash__': broken, '__str__': broken})('a'),
    'an int that raises': lambda: type('Bad', (int,), {'__eq__': broken, '__hash__': broken, '__int__': broken, '__index__': broken})(1),
    'a float that raises': lambda: type('Bad', (float,), {'__float__': broken, '__eq__': broken, '__hash__': float.__hash__})(1.5),
    'a dict that raises': lambda: type('Bad', (dict,), {'items': broken, '__iter__': broken, '__getitem__': broken, 'keys': broken})(a=1),
    'a list that raises': lambda: type('Bad', (list,), {'__iter__': broken, '__len__': broken, '__getitem__': broken})([1, 2]),
    'a dict with strange keys': lambda: {1: 2, None: 3, ('t',): 4, 'a': 1},
    'a dict with hostile keys': lambda: {hostile(__eq__=broken, __hash__=lambda self: hash('a'))(): 1, 'a': 2},
    'a mapping of pairs that are none': lambda: hostile(items=lambda self: [1, 2])(),
    'a mapping whose items raise': lambda: type('Bad', (pool.Mapping,), {'items': broken})({'a': 1}),
    'a mapping whose items lie': lambda: type('Bad', (pool.Mapping,), {'items': lambda self: [(1, 2, 3)]})({'a': 1}),
    'a generator that raises': lambda: (broken() for _ in range(2)),
    'an endless str': lambda: 'x' * 100_000,
    'a huge int': lambda: 10**5000,
    'a surrogate': lambda: '\ud800',
    'bytes that are no UTF-8': lambda: b'\xff\xfe',
    'a type': lambda: int,
    'a module': lambda: sys,
    'deep list': lambda: _deep(2000),
}  # fmt: skip


def _deep(depth: int) -> list:
    made: list = []
    for _ in range(depth):
        made = [made]
    return made


def hostile_rows() -> Iterator[Row]:
    for what, make in HOSTILE.items():
        for name, schema in SCHEMAS.items():
            yield Row(f'{name}: {what}', lambda schema=schema, make=make: SchemaValidator(schema).validate_python(make()))
            yield Row(f'{name}, strict: {what}', lambda schema=schema, make=make: SchemaValidator(schema).validate_python(make(), strict=True))
            yield Row(f'{name} of a list: {what}', lambda schema=schema, make=make: SchemaValidator(schema).validate_python([make(), {'a': make()}]))
            yield Row(f'{name}, as attributes: {what}', lambda schema=schema, make=make: SchemaValidator(schema).validate_python({'a': make(), 'b': make()}))
            yield Row(f'{name} to JSON: {what}', lambda schema=schema, make=make: SchemaSerializer(schema).to_json(make()))
            yield Row(f'{name} to Python: {what}', lambda schema=schema, make=make: SchemaSerializer(schema).to_python({'a': make()}))
        yield Row(f'to_json: {what}', lambda make=make: to_json([make()]))
        yield Row(f'to_jsonable_python: {what}', lambda make=make: to_jsonable_python({'a': make()}))
        yield Row(f'to_json with a fallback: {what}', lambda make=make: to_json({'a': make()}, fallback=repr))


def changing_rows() -> Iterator[Row]:
    """Containers that change while they are validated or written."""

    def changing(container, change):
        def call(value):
            change(container)
            return value

        return {'type': 'function-after', 'schema': ANY, 'function': {'type': 'no-info', 'function': call}}

    def dict_row(change):
        data = {str(i): i for i in range(5)}
        return SchemaValidator({'type': 'dict', 'keys_schema': STR, 'values_schema': changing(data, change)}).validate_python(data)

    def list_row(change):
        data = list(range(5))
        return SchemaValidator({'type': 'list', 'items_schema': changing(data, change)}).validate_python(data)

    def model_row(change):
        data = {'a': 1, 'b': 2, 'c': 3}
        step = changing(data, change)
        return SchemaValidator(model(a=step, b=step, c=step)).validate_python(data)

    yield Row('a dict that grows', lambda: dict_row(lambda d: d.update({str(len(d)): 1}) if len(d) < 20 else None))
    yield Row('a dict that is emptied', lambda: dict_row(lambda d: d.clear()))
    yield Row('a dict that swaps a key', lambda: dict_row(lambda d: (d.pop('4', None), d.update(x=1))))
    yield Row('a list that is emptied', lambda: list_row(lambda data: data.clear()))
    yield Row('a list that grows', lambda: list_row(lambda data: data.append(1) if len(data) < 20 else None))
    yield Row('a list that shrinks', lambda: list_row(lambda data: data.pop()))
    yield Row('a record whose dict is emptied', lambda: model_row(lambda d: d.clear()))
    yield Row('a record whose dict grows', lambda: model_row(lambda d: d.update({str(len(d)): 1})))

    def write(data, change):
        step = {'type': 'any', 'serialization': {'type': 'function-plain', 'function': lambda value: (change(data), value)[1]}}
        schema = {'type': 'list', 'items_schema': step} if isinstance(data, list) else {'type': 'dict', 'values_schema': step}
        return SchemaSerializer(schema).to_python(data), SchemaSerializer(schema).to_json(data)

    yield Row('writing a list that is emptied', lambda: write([1, 2, 3], lambda data: data.clear()))
    yield Row('writing a dict that is emptied', lambda: write({'a': 1, 'b': 2}, lambda data: data.clear()))
    yield Row('writing a dict that grows', lambda: write({'a': 1, 'b': 2}, lambda data: data.update({str(len(data)): 1}) if len(data) < 9 else None))


def recursive_rows() -> Iterator[Row]:
    looped_list: list = [1]
    looped_list.append(looped_list)
    looped_dict: dict = {'a': 1}
    looped_dict['next'] = looped_dict
    recursive = {
        'type': 'definitions',
        'schema': {'type': 'definition-ref', 'schema_ref': 'node'},
        'definitions': [
            {**model(a=INT, next={'type': 'default', 'schema': {'type': 'nullable', 'schema': {'type': 'definition-ref', 'schema_ref': 'node'}}, 'default': None}), 'ref': 'node'}
        ],
    }  # fmt: skip
    lists = {
        'type': 'definitions',
        'schema': {'type': 'definition-ref', 'schema_ref': 'list'},
        'definitions': [{'type': 'list', 'items_schema': {'type': 'definition-ref', 'schema_ref': 'list'}, 'ref': 'list'}],
    }
    yield Row('a list inside itself', validate(lists, looped_list))
    yield Row('a dict inside itself', validate(recursive, looped_dict))
    yield Row('any, a list inside itself', validate({'type': 'list', 'items_schema': {'type': 'list', 'items_schema': INT}}, looped_list))
    for write in to_json, to_jsonable_python, SchemaSerializer(ANY).to_python, SchemaSerializer(ANY).to_json:
        yield Row(f'{write.__name__} of a list inside itself', lambda write=write: write(looped_list))
        yield Row(f'{write.__name__} of a dict inside itself', lambda write=write: write(looped_dict))
    for depth in 10, 100, 200, 254, 255, 256, 300, 1000, 5000:
        yield Row(f'lists to a depth of {depth}', lambda depth=depth: depth_of(SchemaValidator(lists).validate_python(_deep(depth))))
        yield Row(f'lists in JSON to a depth of {depth}', lambda depth=depth: depth_of(SchemaValidator(lists).validate_json('[' * depth + ']' * depth)))
        yield Row(f'models to a depth of {depth}', lambda depth=depth: _count(SchemaValidator(recursive).validate_python(_nested(depth))))
        yield Row(f'to_json to a depth of {depth}', lambda depth=depth: len(to_json(_deep(depth))))
        yield Row(f'to_jsonable_python to a depth of {depth}', lambda depth=depth: depth_of(to_jsonable_python(_deep(depth))))
    yield Row('a definition that is missing', lambda: SchemaValidator({'type': 'definitions', 'schema': {'type': 'definition-ref', 'schema_ref': 'x'}, 'definitions': []}))


def _nested(depth: int) -> dict:
    made: dict = {'a': 1}
    for _ in range(depth):
        made = {'a': 1, 'next': made}
    return made


def _count(value: object) -> int:
    depth = 0
    while value is not None:
        value = value.next
        depth += 1
    return depth


def callback_rows() -> Iterator[Row]:
    def after(function: Callable, schema: dict = INT) -> dict:
        return {'type': 'function-after', 'schema': schema, 'function': {'type': 'no-info', 'function': function}}

    def wrap(function: Callable, schema: dict = INT) -> dict:
        return {'type': 'function-wrap', 'schema': schema, 'function': {'type': 'no-info', 'function': function}}

    for error in (ValueError('x'), ValueError(), AssertionError('x'), TypeError('x'), RecursionError('x'), MemoryError('x'), StopIteration(1)):
        yield Row(f'a validator that raises {error!r}', validate({'type': 'list', 'items_schema': after(lambda value, error=error: broken_with(error))}, [1]))
    for function in (None, 5, len, lambda: 1, lambda a, b, c: 1, int):
        yield Row(f'a validator that is {type(function).__name__}', validate(after(function), 1))

    def reenter(value: object) -> object:
        return validator.validate_python(value - 1) + 1 if value > 0 else 0

    validator = SchemaValidator(after(reenter))
    yield Row('a validator that calls itself', lambda: validator.validate_python(20))

    def endless(value: object) -> object:
        return forever.validate_python(value)

    forever = SchemaValidator(after(endless))
    yield Row('a validator that calls itself for ever', lambda: _error_type(lambda: forever.validate_python(1)))
    yield Row('a handler called later', lambda: _later(wrap))
    yield Row('a handler with a wrong location', validate(wrap(lambda value, handler: handler(value, 1.5)), 'x'))
    yield Row('a handler without arguments', validate(wrap(lambda value, handler: handler()), 'x'))
    yield Row('an error from another validator', validate(after(lambda value: SchemaValidator(STR).validate_python(value)), 1))

    def wrong_error(value: object) -> object:
        raise ValidationError.from_exception_data('t', [{'type': 'missing', 'loc': ('a', 1), 'input': value}])

    yield Row('an error made by hand', validate(model(a=after(wrong_error)), {'a': 1}))
    factory = {'type': 'default', 'schema': INT, 'default_factory': broken}
    yield Row('a default factory that raises', validate(model(a=factory), {}))


def broken_with(error: Exception):
    raise error


def _error_type(call: Callable[[], object]) -> str:
    try:
        return repr(call())
    except Exception as error:
        return type(error).__name__


def _later(wrap: Callable) -> object:
    kept = []

    def keep(value, handler):
        kept.append(handler)
        return value

    SchemaValidator(wrap(keep)).validate_python(1)
    return kept[0]('7')


def argument_rows() -> Iterator[Row]:
    """The methods themselves called wrongly."""
    v, s = SchemaValidator(RECORD), SchemaSerializer(RECORD)
    for of, name in (
        *((v, name) for name in ('validate_python', 'validate_json', 'validate_strings', 'isinstance_python', 'validate_assignment', 'get_default_value')),
        *((s, name) for name in ('to_python', 'to_json')),
    ):
        for args, kwargs in (
            ((), {}), ((1, 2), {}), ((1, 2, 3, 4), {}), (('{}',), {'nonsense': 1}), (('{}',), {'strict': 5}), (('{}',), {'by_alias': 'x'}), (('{}',), {'mode': 3}),
            (('{}',), {'by_alias': False, 'by_name': False}), (({},), {'extra': 'x'}), (({},), {'extra': 5}), (({},), {'allow_partial': 'x'}), (({},), {'warnings': 'x'}), (({},), {'indent': -1}),
            (({},), {'include': 5}), (({},), {'exclude': [1]}), (({},), {'self_instance': 5}), (({},), {'fallback': 5}), (({},), {'input': 1}), ((Model(), 'a', 1), {}), (({}, 'a', 1), {}),
        ):  # fmt: skip
            yield Row(f'{name} of {args} {kwargs}', lambda of=of, name=name, args=args, kwargs=kwargs: getattr(of, name)(*args, **kwargs))
    for cls in SchemaValidator, SchemaSerializer:
        for args, kwargs in (((), {}), ((1,), {}), ((INT, 5), {}), ((INT, {}, 1), {}), ((None,), {}), (({},), {}), (({'type': 1},), {}), (({'type': 'no'},), {}), ((INT,), {'config': {'title': 5}})):
            yield Row(f'{cls.__name__} of {args} {kwargs}', lambda cls=cls, args=args, kwargs=kwargs: [cls(*args, **kwargs)] and None)
