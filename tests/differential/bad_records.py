"""Rows of bad input for typed dicts and dataclasses: classes that lie, arguments that change, signals at odd places."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from typing import Callable, Iterator

from pydantic_core import ArgsKwargs, PydanticOmit, PydanticUndefined, PydanticUseDefault, SchemaSerializer, SchemaValidator

from tests.differential import pool
from tests.differential.bad_input import ANY, INT, STR, Row, broken_with

LIST = {'type': 'list', 'items_schema': INT}


def default(schema: dict, value: object = 7, **more: object) -> dict:
    return {'type': 'default', 'schema': schema, 'default': value, **more}


def before(function: Callable, schema: dict = ANY, info: bool = False) -> dict:
    return {'type': 'function-before', 'schema': schema, 'function': {'type': 'with-info' if info else 'no-info', 'function': function}}


def typed(fields: dict, **more: object) -> dict:
    """A typed dict; a value of `fields` is a schema, or a pair of it and what else its field says."""
    made = {}
    for name, field in fields.items():
        schema, also = field if isinstance(field, tuple) else (field, {})
        made[name] = {'type': 'typed-dict-field', 'schema': schema, **also}
    return {'type': 'typed-dict', 'fields': made, **more}


def data_class(fields: dict, *, slots: bool = False, args: dict | None = None, between: Callable = lambda schema: schema, **more: object) -> dict:
    """A dataclass, likewise."""
    cls = more.pop('cls', None) or dataclasses.make_dataclass('Data', [(name, object, None) for name in fields], slots=slots)
    listed = []
    for name, field in fields.items():
        schema, also = field if isinstance(field, tuple) else (field, {})
        listed.append({'type': 'dataclass-field', 'name': name, 'schema': schema, 'kw_only': False, **also})
    arguments = {'type': 'dataclass-args', 'dataclass_name': 'Data', 'fields': listed, **(args or {})}
    return {'type': 'dataclass', 'cls': cls, 'schema': between(arguments), 'fields': list(fields), 'slots': slots, **more}


def state_of(value: object) -> object:
    """What an instance holds, and of which class it is."""
    held = dict(getattr(value, '__dict__', {}))
    for name in getattr(type(value), '__slots__', ()):
        held[name] = getattr(value, name, 'unset')
    return type(value).__name__, held


def validate(schema: dict, value: object, **options: object) -> Callable[[], object]:
    return lambda: _shown(SchemaValidator(schema).validate_python(value, **options))


def _shown(value: object) -> object:
    return state_of(value) if dataclasses.is_dataclass(type(value)) else value


def rows() -> Iterator[Row]:
    for make in typed_dict_rows, partial_rows, argument_rows, class_rows, init_rows, assignment_rows, signal_rows, schema_rows, repr_rows:
        yield from make()


class Getter(dict):
    """Answers get() in its own way."""

    def get(self, key, standard=None):
        if key == 'b':
            raise RuntimeError('no b')
        return super().get(key, standard)


class NoItems(pool.Mapping):
    def items(self):
        raise RuntimeError('no items')


def hostile_keys() -> Iterator[tuple[str, object]]:
    class Unequal(str):
        def __eq__(self, other: object) -> bool:
            raise RuntimeError('not to be compared')

        __hash__ = str.__hash__

    yield 'an int', {1: 1}
    yield 'None', {None: 1, 'a': 1}
    yield 'a lone surrogate', {'a': 1, '\ud800': 2}
    yield 'a lone surrogate of a subclass', {'a': 1, pool.StrSub('\ud800'): 2}
    yield 'a subclass', {pool.StrSub('a'): 1, pool.StrSub('z'): 2}
    yield 'a key that cannot be compared', {Unequal('a'): 1}
    yield 'a tuple', {('a',): 1}


def typed_dict_rows() -> Iterator[Row]:
    fields = {'a': INT, 'b': (STR, {'required': False}), 'c': default(INT)}
    for extra in 'ignore', 'allow', 'forbid':
        schema = typed(fields, extra_behavior=extra)
        for what, value in hostile_keys():
            yield Row(f'typed dict, {extra}: {what}', validate(schema, value))
        for what, value in (
            ('defaultdict', defaultdict(int, z=1)), ('get raises', Getter(a=1)), ('items raises', NoItems({'a': 1, 'z': 2})), ('a subclass', pool.DictSub(a='1', z=2)),
            ('a mapping', pool.Mapping({'a': 1, 'b': 'x', 'y': []})), ('a list of pairs', [('a', 1)]), ('attributes', pool.Attributes(a=1)), ('undefined', {'a': PydanticUndefined}),
        ):  # fmt: skip
            yield Row(f'typed dict, {extra}: {what}', validate(schema, value))
            yield Row(f'typed dict, {extra}, strict: {what}', validate(schema, value, strict=True))
            yield Row(f'typed dict, {extra}, from attributes: {what}', validate(schema, value, from_attributes=True))
        for value in ({'a': 1}, {'a': '1', 'z': 5}, {'a': '1', 5: 'z'}, {'a': 5, 'b': {}}, {'b': 5}, 'x', {'a': '1', 'z': {'y': 5}}):
            yield Row(f'typed dict, {extra}, strings: {value}', lambda schema=schema, value=value: SchemaValidator(schema).validate_strings(value))
        for text in '{"a": 1, "a": "x"}', '{"a": "x", "a": 1, "z": 1, "z": 2}', '[]', '{"z": null}', '{"": 1}', '{"a":1,"c":"x","b":2}':
            yield Row(f'typed dict, {extra}, JSON: {text}', lambda schema=schema, text=text: SchemaValidator(schema).validate_json(text))
    aliased = typed({'a': (INT, {'validation_alias': [['x', 'y'], ['z', 0]]}), 'b': (INT, {'validation_alias': 'a'})}, extra_behavior='forbid')
    for value in ({'x': {'y': 1}, 'a': 2}, {'x': 1, 'z': [3], 'a': 1}, {'z': 'text'}, {'x': {'y': 'no'}, 'a': 'no'}, {'b': 1, 'a': 1}, {'z': {0: 4}}, {'z': [], 'x': {}}):
        for options in {}, {'by_name': True}, {'by_name': True, 'by_alias': False}, {'by_name': False, 'by_alias': False}:
            yield Row(f'typed dict, aliases {options}: {value}', validate(aliased, value, **options))
    for loc_by_alias in True, False:
        schema = {**aliased, 'config': {'loc_by_alias': loc_by_alias}}
        yield Row(f'typed dict, loc_by_alias {loc_by_alias}', validate(schema, {'x': {'y': 'no'}, 'q': 1}))
    told: list = []
    tell = before(lambda value, info: told.append((info.field_name, dict(info.data or {}))) or value, INT, info=True)
    schema = typed({'a': tell, 'b': default(tell, 'x', validate_default=True), 'c': default(tell, 2, validate_default=True)}, extra_behavior='allow', extras_schema=tell)
    for value in {'a': 1, 'b': 2}, {'a': 'no', 'z': 1}, {'a': 1, 'b': 'no', 'c': 'no', 'y': 'no', 'z': 2}:
        yield Row(f'typed dict, what validators are told: {value}', lambda value=value: (told.clear(), _try(validate(schema, value)), list(told)))
    data = {'a': 1, 'b': 2, 'c': 3}
    for what, change in ('emptied', data.clear), ('grown', lambda: data.update({f'k{len(data)}': 1})):
        schema = typed({'a': before(lambda value, change=change: change() or value), 'c': INT}, extra_behavior='allow', extras_schema=before(lambda value, change=change: change() or value))
        yield Row(f'typed dict, {what} meanwhile', lambda schema=schema: (data.update(a=1, b=2, c=3), _try(validate(schema, data))))


def _try(call: Callable[[], object]) -> object:
    try:
        return call()
    except Exception as error:
        return error


def partial_rows() -> Iterator[Row]:
    fields = {'a': (LIST, {'required': False}), 'b': (INT, {'required': False}), 'c': (LIST, {'required': False, 'validation_alias': ['p', 'q']}), 'd': (STR, {'required': False})}
    schemas = {
        'a': typed(fields),
        'b': typed(fields, extra_behavior='allow', extras_schema=INT),
        'c': typed(fields, extra_behavior='forbid'),
        'required': typed({'a': LIST, 'b': INT}),
        'nested': {'type': 'list', 'items_schema': typed({'x': (typed(fields), {'required': False})}, total=False)},
        'union': {'type': 'union', 'choices': [typed(fields), {'type': 'dict', 'values_schema': LIST}]},
        'default': typed({'a': (default(LIST, [1]), {'required': False}), 'b': (default(INT, on_error='default'), {'required': False})}),
    }  # fmt: skip
    values = (
        {'a': [1, 'x']}, {'a': ['x'], 'b': 1}, {'b': 1, 'a': ['x', 'y']}, {'p': {'q': [1, 'x']}}, {'p': {'q': ['x']}, 'b': 'x'}, {'z': 'x'}, {'z': 'x', 'b': 'y'}, {'b': 1, 'z': 'x'},
        {'b': 'x', 1: 2}, {}, [{'x': {'a': [1, 'x']}}], [{'x': {'a': ['x']}}, {'x': 5}], {'d': 'ab', 'b': 'x', 'd2': []}, pool.Mapping({'b': 1, 'a': ['x']}), defaultdict(list, b='x'),
        pool.DictSub(a=1, b='x'), NoItems({'b': 'x'}), Getter(a=[1], d=3),
    )  # fmt: skip
    for name, schema in schemas.items():
        for value in values:
            for mode in 'on', 'trailing-strings':
                yield Row(f'partial {mode}, {name}: {value!r}', validate(schema, value, allow_partial=mode))
        for text in '{"a":[1,2', '{"a":[1,"x"],"b":', '{"b":"x"', '{"z":"x","z":"y"', '{"p":{"q":[1,"x', '[{"x":{"a":[1,"x"', '{"d":"ab', '{"d":1,"d":"ab', '{"a":[1],"b"':
            for mode in 'on', 'trailing-strings':
                yield Row(f'partial {mode}, {name}: {text}', lambda schema=schema, text=text, mode=mode: SchemaValidator(schema).validate_json(text, allow_partial=mode))
        for value in {'d': 'x', 'b': 5}, {'b': 'x'}, {'b': '1', 'a': 5}, {'b': '1', 5: 5}:
            yield Row(f'partial, {name}, strings: {value}', lambda schema=schema, value=value: SchemaValidator(schema).validate_strings(value, allow_partial=True))


def argument_rows() -> Iterator[Row]:
    fields = {'a': INT, 'b': (STR, {'kw_only': True}), 'c': (default(INT, 'x', validate_default=True), {'init': False}), 'd': default(INT)}
    for extra in 'ignore', 'allow', 'forbid':
        schema = data_class(fields, args={'extra_behavior': extra})
        for what, value in hostile_keys():
            yield Row(f'dataclass, {extra}: {what}', validate(schema, value))
            yield Row(f'dataclass, {extra}, in ArgsKwargs: {what}', validate(schema, ArgsKwargs((1,), value)))
        for value in (
            {'a': 1, 'b': 'x'}, {'a': 1, 'b': 'x', 'c': 5, 'z': 1}, ArgsKwargs((1, 2, 3, 4)), ArgsKwargs((1, 2, 3, 4, 5, 6), {'b': 'x'}), ArgsKwargs((1,), {'a': 2, 'b': 3}), ArgsKwargs(()),
            ArgsKwargs(('x',), {'b': 1, 'q': 2}), defaultdict(int, a=1), pool.DictSub(a=1, b='x'), Getter(a=1, b='x'), pool.Mapping({'a': 1}), NoItems({'a': 1}), (), [], None, 5, 'x', object,
        ):  # fmt: skip
            for options in {}, {'strict': True}, {'by_name': False, 'by_alias': False}, {'extra': 'allow'}, {'extra': 'forbid'}:
                yield Row(f'dataclass, {extra}, {options}: {value!r}', validate(schema, value, **options))
        for value in ({'a': '1', 'b': 'x'}, {'a': '1', 'b': 5, 'd': 'no'}, {'d': 'no', 'a': 5}, {'a': '1', 'b': 'x', 'z': 5}, {'a': '1', 'b': 'x', 5: 'z'}, {'a': '1', 'b': 'x', 'z': 'z'}, 'x'):
            yield Row(f'dataclass, {extra}, strings: {value}', lambda schema=schema, value=value: _shown(SchemaValidator(schema).validate_strings(value)))
        for text in '{"a": 1, "b": "x", "a": 2}', '[1]', '{"a": 1, "b": "x", "z": 1, "z": "y"}', '{}', 'null', '{"a": 1, "b": "x", "c": 9, "": 1}':
            yield Row(f'dataclass, {extra}, JSON: {text}', lambda schema=schema, text=text: _shown(SchemaValidator(schema).validate_json(text)))
    extras = data_class({'a': INT}, args={'extra_behavior': 'allow', 'extras_schema': INT})
    for value in {'a': 1, 'z': '2'}, {'a': 1, 'z': 'x', 'y': []}, {'a': 'x', 1: 1}:
        yield Row(f'dataclass, extras: {value}', validate(extras, value))
    told: list = []
    tell = before(lambda value, info: told.append((info.field_name, dict(info.data or {}))) or value, INT, info=True)
    again = default(tell, 2, validate_default=True)
    schema = data_class({'a': tell, 'b': (again, {'init': False}), 'c': again, 'd': (tell, {'init_only': True})}, args={'extra_behavior': 'allow', 'extras_schema': tell})
    for value in {'a': 1, 'd': 2}, {'a': 'no', 'c': 'no', 'd': 1, 'z': 1}, ArgsKwargs((1, 'no', 'no', 1), {'z': 'no'}):
        yield Row(f'dataclass, what validators are told: {value!r}', lambda value=value: (told.clear(), _try(validate(schema, value)), list(told)))
    made = {'type': 'default', 'schema': INT, 'default_factory': lambda data: len(data), 'default_factory_takes_data': True}
    schema = data_class({'a': INT, 'b': made, 'c': (made, {'init': False}), 'd': made})
    for value in {'a': 1}, {'a': 'x'}, {'a': 1, 'b': 'x'}, {}, ArgsKwargs((1,), {'a': 1}):
        yield Row(f'dataclass, factories that take data: {value!r}', validate(schema, value))


def class_rows() -> Iterator[Row]:
    """Classes and instances that are not what they seem."""

    @dataclasses.dataclass
    class Plain:
        a: int

    @dataclasses.dataclass
    class Child(Plain):
        b: int = 1

    class Imposter:
        a = 1

        @property
        def __class__(self):
            return Plain

    class Meta(type):
        def __instancecheck__(cls, instance):
            raise RuntimeError('not to be asked')

    Asked = dataclasses.make_dataclass('Asked', [('a', int)], namespace={'__module__': 'made'})
    Asked = Meta('Asked', (Asked,), {})
    without = Plain(1)
    del without.a
    for revalidate in 'never', 'always', 'subclass-instances':
        for i, value in enumerate((Plain(1), Plain('x'), Child(1), Child('x', 2), Imposter(), without, Plain, {'a': 1})):
            for options in {}, {'strict': True}:
                schema = data_class({'a': INT}, cls=Plain, revalidate_instances=revalidate)
                yield Row(f'dataclass, revalidate {revalidate} {options}: value {i}', validate(schema, value, **options))
    for value in {'a': 1}, Plain(1), 5:
        yield Row(f'dataclass, a metaclass that raises: {type(value).__name__}', validate(data_class({'a': INT}, cls=Asked), value))
        yield Row(f'dataclass, generic_origin: {type(value).__name__}', validate(data_class({'a': INT}, cls=Child, generic_origin=Plain), value))

    class NoNew:
        def __new__(cls, *args):
            raise ValueError('no instances')

    class Other:
        def __new__(cls, *args):
            return 5

    class Guarded:
        __slots__ = ('a',)

        def __setattr__(self, name, value):
            raise RuntimeError('not to be set')

    class Property:
        @property
        def a(self):
            return 1

    for cls in NoNew, Other, Guarded, Property, int, type(None), Exception:
        for slots in True, False:
            yield Row(f'dataclass of {cls.__name__}, slots {slots}', validate(data_class({'a': INT}, cls=cls, slots=slots), {'a': 1}))

    class Keeper:
        def __set__(self, instance, value):
            instance.__dict__.setdefault('kept', []).append(value)
            value.append(1)

    class Described:
        a = Keeper()

    yield Row('dataclass, a descriptor', lambda: state_of(SchemaValidator(data_class({'a': ANY}, cls=Described, slots=True)).validate_python({'a': []})))


def init_rows() -> Iterator[Row]:
    """__post_init__, and validation from within __init__."""
    for error in ValueError('x'), AssertionError('y'), TypeError('z'), PydanticOmit(), PydanticUseDefault(), KeyError('k'):
        cls = dataclasses.make_dataclass('Data', [('a', int)], namespace={'__post_init__': lambda self, *args, error=error: broken_with(error)})
        schema = data_class({'a': INT}, cls=cls, post_init=True)
        yield Row(f'__post_init__ raises {error!r}', validate(schema, {'a': 1}))
        yield Row(f'__post_init__ raises {error!r}, in a list', validate({'type': 'list', 'items_schema': schema}, [{'a': 1}, {'a': 'x'}]))
        yield Row(f'__post_init__ raises {error!r}, of an instance', validate({**schema, 'revalidate_instances': 'always'}, cls.__new__(cls)))
        yield Row(f'__post_init__ raises {error!r}, with a default', validate(default(schema, 'standard'), {'a': 1}))
    cls = dataclasses.make_dataclass('Data', [('a', int)])
    yield Row('__post_init__ is missing', validate(data_class({'a': INT}, cls=cls, post_init=True), {'a': 1}))
    cls.__post_init__ = 5
    yield Row('__post_init__ is no function', validate(data_class({'a': INT}, cls=cls, post_init=True), {'a': 1}))
    for collect in True, False:
        for given in {'a': 1, 'b': 2, 'c': 3}, {'a': 1, 'c': 3}, {'a': 1, 'b': 'x'}, ArgsKwargs((1, 2, 3)):
            seen: list = []
            cls = dataclasses.make_dataclass('Data', [('a', int)], namespace={'__post_init__': lambda self, *args, seen=seen: seen.append(args)})
            fields = {'a': INT, 'b': (default(INT), {'init_only': True}), 'c': (STR, {'init_only': True})}
            schema = data_class(fields, cls=cls, post_init=True, args={'collect_init_only': collect})
            yield Row(f'init-only {collect}: {given!r}', lambda schema=schema, given=given, seen=seen: (_try(validate(schema, given)), seen))
    for result in (1, 2), ({},), ({}, None, None), ({}, 5), ({'a': 5}, None), (5, None), ({}, ()), ({'a': 1}, (1, 2)), [{}, None], None, ({5: 1}, None), ({'zz': 1}, None):
        for slots in True, False:
            give = lambda schema, result=result: {'type': 'function-plain', 'function': {'type': 'no-info', 'function': lambda value: result}}
            cls = dataclasses.make_dataclass('Data', [('a', int)], slots=slots, namespace={'__post_init__': lambda self, *args: None})
            schema = data_class({'a': INT}, cls=cls, slots=slots, post_init=True, between=give)
            yield Row(f'a function around arguments gives {result!r}, slots {slots}', validate(schema, {'a': 1}))
    for slots in True, False:
        inner_cls = dataclasses.make_dataclass('Inner', [('x', int)])
        inner = data_class({'x': INT}, cls=inner_cls)
        cls = dataclasses.make_dataclass('Data', [('a', int), ('b', object)], slots=slots)
        schema = data_class({'a': INT, 'b': inner}, cls=cls, slots=slots)
        for given in ArgsKwargs(('1', {'x': 2})), {'a': 1, 'b': {'x': 2}}, ArgsKwargs((), {'a': 'x'}), cls(1, 2), 5:
            for options in {}, {'strict': True}:
                instance = cls.__new__(cls)
                run = lambda schema=schema, given=given, instance=instance, options=options: SchemaValidator(schema).validate_python(given, self_instance=instance, **options)
                yield Row(f'within __init__ {options}, slots {slots}: {type(given).__name__}', lambda run=run, instance=instance: (_try(lambda: run() is instance), state_of(instance)))
        for wrong in 5, None, 'x', object():
            yield Row(f'self_instance is a {type(wrong).__name__}, slots {slots}', lambda schema=schema, wrong=wrong: _shown(SchemaValidator(schema).validate_python({'a': 1, 'b': {'x': 1}}, self_instance=wrong)))


def assignment_rows() -> Iterator[Row]:
    fields = {'a': INT, 'b': (STR, {'frozen': True}), 'c': before(lambda value, info: f'{value} {sorted(info.data)} {info.field_name}', info=True)}
    for slots in True, False:
        cls = dataclasses.make_dataclass('Data', ['a', 'b', 'c'], slots=slots)
        for extra in 'ignore', 'allow', 'forbid':
            for name, value in ('a', '2'), ('a', 'x'), ('b', 'y'), ('c', 1), ('z', 3), ('', 1), ('é', 2):
                schema = data_class(fields, cls=cls, slots=slots, args={'extra_behavior': extra, **({'extras_schema': STR} if extra == 'allow' else {})})

                def assign(schema=schema, cls=cls, name=name, value=value):
                    instance = cls(1, 'b', None)
                    return _try(lambda: SchemaValidator(schema).validate_assignment(instance, name, value) is instance), state_of(instance)

                yield Row(f'assign {name!r}, slots {slots}, {extra}', assign)
        for what, instance in ('a dict', {'a': 1}), ('nothing set', cls.__new__(cls)), ('None', None), ('another class', pool.Attributes(a=1, b='x', c=2)):
            schema = data_class(fields, cls=cls, slots=slots)
            yield Row(f'assign to {what}, slots {slots}', lambda schema=schema, instance=instance: state_of(SchemaValidator(schema).validate_assignment(instance, 'a', 5)))
        frozen = data_class(fields, cls=cls, slots=slots, frozen=True)
        yield Row(f'assign to a frozen one, slots {slots}', lambda frozen=frozen, cls=cls: SchemaValidator(frozen).validate_assignment(cls(1, 'b', 2), 'a', 5))
        for result in (1, 2), ({'a': 1},), ({'a': 9}, None), ({'z': 9}, None), None, ([], 1):
            for name in 'function-after', 'function-wrap':
                function = (lambda value, result=result: result) if name == 'function-after' else (lambda value, handler, result=result: result)
                around = lambda schema, name=name, function=function: {'type': name, 'schema': schema, 'function': {'type': 'no-info', 'function': function}}
                schema = data_class(fields, cls=cls, slots=slots, between=around)
                yield Row(f'assign, {name} gives {result!r}, slots {slots}', lambda schema=schema, cls=cls: state_of(SchemaValidator(schema).validate_assignment(cls(1, 'b', 2), 'a', 5)))
    yield Row('assign to a typed dict', lambda: SchemaValidator(typed({'a': INT})).validate_assignment({'a': 1}, 'a', 2))
    arguments = data_class({'a': INT})['schema']
    yield Row('assign to arguments', lambda: SchemaValidator(arguments).validate_assignment({'a': 1, 'b': 2}, 'a', '2'))
    yield Row('assign to arguments that are no dict', lambda: SchemaValidator(arguments).validate_assignment(5, 'a', '2'))


def signal_rows() -> Iterator[Row]:
    """PydanticOmit and PydanticUseDefault out of fields, after errors of other fields."""
    for error in PydanticOmit(), PydanticUseDefault(), ValueError('v'), RuntimeError('r'):
        signal = before(lambda value, error=error: broken_with(error))
        makers = {
            'typed dict': lambda fields, **more: typed(fields, **more),
            'dataclass': lambda fields, **more: data_class(fields, args=more),
        }
        for kind, make in makers.items():
            plain = make({'a': INT, 'b': signal, 'c': INT})
            extras = make({'a': INT}, extra_behavior='allow', extras_schema=signal)
            for what, schema in (
                ('', plain), (', extras', extras), (', in a list', {'type': 'list', 'items_schema': plain}), (', with a default', default(plain)), (', extras with a default', default(extras)),
                (', omitted', {'type': 'list', 'items_schema': {'type': 'default', 'schema': plain, 'on_error': 'omit'}}), (', default on error', default(plain, on_error='default')),
                (', in a union', {'type': 'union', 'choices': [plain, ANY]}), (', in a dict', {'type': 'dict', 'values_schema': plain}),
                (', default not validated', make({'a': default(signal, 1, validate_default=True)})), (', in a typed dict', typed({'a': INT, 'b': plain})),
            ):  # fmt: skip
                if 'not validated' in what and isinstance(error, PydanticUseDefault):
                    continue  # the published wheel recurses until it crashes
                for values in {'a': 1, 'b': 2, 'c': 3}, {'a': 'x', 'b': 2, 'c': 'x'}:
                    value = [values, values] if 'list' in what or 'omitted' in what else {'a': 'x', 'b': values} if 'in a' in what and 'union' not in what else values
                    yield Row(f'{error!r} in a {kind}{what}: {values}', lambda schema=schema, value=value: _flat(SchemaValidator(schema).validate_python(value)))


def _flat(value: object) -> object:
    if isinstance(value, dict):
        return {key: _flat(item) for key, item in value.items()}
    return [_flat(item) for item in value] if isinstance(value, list) else _shown(value)


def schema_rows() -> Iterator[Row]:
    """Schemas that are wrong."""
    field = {'type': 'typed-dict-field', 'schema': INT}
    for what, change in (
        ('no fields', {'fields': None}), ('a list of fields', {'fields': [field]}), ('a field that is no dict', {'fields': {'a': 5}}), ('a name that is no str', {'fields': {1: field}}),
        ('a field without a schema', {'fields': {'a': {}}}), ('a wrong schema', {'fields': {'a': {'schema': {'type': 'no'}}}}), ('required is no bool', {'fields': {'a': {**field, 'required': 1}}}),
        ('frozen is no bool', {'fields': {'a': {**field, 'frozen': 'x'}}}), ('total is no bool', {'total': 'x'}), ('cls_name is no str', {'cls_name': 5}), ('cls is no class', {'cls': 5}),
        ('cls', {'cls': int}), ('config is no dict', {'config': 5}), ('total of the config', {'config': {'typed_dict_total': False}}), ('extras_schema without allow', {'extras_schema': INT}),
        ('extras_keys_schema', {'extra_behavior': 'allow', 'extras_keys_schema': {'type': 'int'}}), ('a wrong extra_behavior', {'extra_behavior': 'x'}), ('a name with a lone surrogate', {'fields': {'\ud800': field}}),
        ('a required field with a default', {'fields': {'a': {'schema': default(INT), 'required': True}}}), ('an omitted required field', {'fields': {'a': {'schema': {'type': 'default', 'schema': INT, 'on_error': 'omit'}}}}),
        ('an empty alias', {'fields': {'a': {**field, 'validation_alias': []}}}), ('an alias of ints', {'fields': {'a': {**field, 'validation_alias': [1]}}}), ('an alias that is an int', {'fields': {'a': {**field, 'validation_alias': 1}}}),
        ('an empty path', {'fields': {'a': {**field, 'validation_alias': [[]]}}}), ('a path with None', {'fields': {'a': {**field, 'validation_alias': [['a', None]]}}}),
    ):  # fmt: skip
        yield Row(f'typed dict schema: {what}', lambda change=change: SchemaValidator({'type': 'typed-dict', 'fields': {'a': field}, **change}).validate_python({'a': 1, 'b': 2}))
    field = {'type': 'dataclass-field', 'name': 'a', 'schema': INT}
    for what, args, change in (
        ('no fields', {'fields': None}, {}), ('a dict of fields', {'fields': {'a': field}}, {}), ('a field that is no dict', {'fields': [5]}, {}), ('no name', {'fields': [{'schema': INT}]}, {}),
        ('name is no str', {'fields': [{'name': 5, 'schema': INT}]}, {}), ('no schema', {'fields': [{'name': 'a'}]}, {}), ('a wrong schema', {'fields': [{'name': 'a', 'schema': {'type': 'no'}}]}, {}),
        *((f'{flag} is no bool', {'fields': [{**field, flag: 1}]}, {}) for flag in ('kw_only', 'init', 'init_only', 'frozen')), ('the same name twice', {'fields': [field, field]}, {}),
        ('an omitted field', {'fields': [{'name': 'a', 'schema': {'type': 'default', 'schema': INT, 'on_error': 'omit'}}]}, {}), ('no dataclass_name', {'dataclass_name': None}, {}), ('collect_init_only', {'collect_init_only': 1}, {}),
        ('extras_schema without allow', {'extras_schema': INT}, {}), ('cls is no class', {}, {'cls': 5}), ('cls_name', {}, {'cls_name': 'Named'}), ('cls_name is no str', {}, {'cls_name': 5}), ('fields is a str', {}, {'fields': 'a'}),
        ('fields is a tuple', {}, {'fields': ('a',)}), ('fields is a set', {}, {'fields': {'a'}}), ('fields are no str', {}, {'fields': [5]}), ('fields is missing', {}, {'fields': None}), ('fields is an int', {}, {'fields': 5}),
        ('post_init is a str', {}, {'post_init': 'x'}), ('slots is no bool', {}, {'slots': 1}), ('frozen is no bool', {}, {'frozen': 1}), ('revalidate', {}, {'revalidate_instances': 'x'}), ('strict', {}, {'strict': True}),
        ('strict of the config', {}, {'config': {'strict': True}}), ('generic_origin is no class', {}, {'generic_origin': 5}),
    ):  # fmt: skip

        def build(args=args, change=change):
            schema = data_class({'a': INT}, args={'fields': [field], **args}, **{key: value for key, value in change.items() if key != 'fields'})
            schema.update(change)
            for part in schema, schema['schema']:
                for key in [key for key, value in part.items() if value is None]:
                    del part[key]
            return _shown(SchemaValidator(schema).validate_python({'a': 1, 'b': 2}))

        yield Row(f'dataclass schema: {what}', build)


def repr_rows() -> Iterator[Row]:
    aliased = (default(INT), {'validation_alias': [['x', 0, -1], ['y']], 'required': False})
    for name, schema in {
        'typed dict': typed({'a': (INT, {'required': False}), 'b': aliased, 'c': (STR, {'validation_alias': 'C'})}, extra_behavior='allow', extras_schema=STR, cls_name='Named "x"', strict=True),
        'empty typed dict': typed({}, config={'loc_by_alias': False, 'validate_by_name': True, 'validate_by_alias': False}),
        'dataclass': data_class(
            {'a': (INT, {'frozen': True}), 'b': (STR, {'init_only': True, 'kw_only': True, 'validation_alias': 'B'}), 'c': (ANY, {'init': False})},
            args={'collect_init_only': True, 'extra_behavior': 'forbid'}, generic_origin=int, post_init=True, revalidate_instances='always', frozen=True, slots=True, cls_name='Other',
        ),
        'plain dataclass': data_class({'a': INT}),
    }.items():  # fmt: skip
        yield Row(f'repr of a {name}', lambda schema=schema: repr(SchemaValidator(schema)))
        if name == 'plain dataclass':  # the published wheel shows a serializer's fields in any order
            yield Row(f'repr of the serializer of a {name}', lambda schema=schema: repr(SchemaSerializer(schema)))
        yield Row(f'title of a {name}', lambda schema=schema: (SchemaValidator(schema).title, _try(lambda: SchemaValidator({'type': 'union', 'choices': [schema, INT]}).validate_python('x'))))
