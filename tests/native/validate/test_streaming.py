"""JSON text is validated while it is read, where no code of the user could tell, and it must not show.

A bytearray is never read so: each text is given in both ways, and must come to the same."""

import contextlib
import dataclasses
import enum
import json
import random
import sys
import tracemalloc
from pathlib import Path

import pytest
from pydantic_core import SchemaValidator, ValidationError, from_json
from pydantic_core import core_schema as cs

from tests.editions import by_edition

INT, STR, FLOAT, BOOL, ANY = cs.int_schema(), cs.str_schema(), cs.float_schema(), cs.bool_schema(), cs.any_schema()


def new_model(name, **members):
    slots = '__dict__', '__pydantic_fields_set__', '__pydantic_extra__', '__pydantic_private__'
    return type(name, (), {'__slots__': slots, **members})


def fields(schemas, make):
    """A schema a name; a pair of one and more settings of the field."""
    return {name: make(*schema[:1], **schema[1]) if isinstance(schema, tuple) else make(schema) for name, schema in schemas.items()}


def model(schemas, config=None, cls=None, settings={}, **options):
    inner = cs.model_fields_schema(fields(schemas, cs.model_field), **options)
    return cs.model_schema(cls or new_model('Model'), inner, config=config, **settings)


def typed_dict(schemas, config=None, **options):
    return cs.typed_dict_schema(fields(schemas, cs.typed_dict_field), config=config, **options)


def dataclass(schemas, config=None, **options):
    made = [{**field, 'name': name} for name, field in fields(schemas, lambda schema, **settings: cs.dataclass_field('', schema, **settings)).items()]
    cls = dataclasses.make_dataclass('Data', list(schemas))
    return cs.dataclass_schema(cls, cs.dataclass_args_schema('Data', made, **options), list(schemas), config=config)


def shown(value):
    """All of a value, with its types."""
    if isinstance(value, dict):
        return {key: shown(item) for key, item in value.items()}, list(value)
    if isinstance(value, (list, tuple, set, frozenset)):
        return type(value), [shown(item) for item in (value if isinstance(value, (list, tuple)) else sorted(value))]
    if hasattr(value, '__pydantic_fields_set__'):
        extra = value.__pydantic_extra__
        return type(value), shown(value.__dict__), value.__pydantic_fields_set__, extra and shown(extra)
    return (type(value), shown(value.__dict__)) if dataclasses.is_dataclass(value) else (type(value), repr(value))


def outcome(call, *args, **options):
    try:
        return shown(call(*args, **options))
    except ValidationError as error:
        errors = error.errors()
        if errors[0]['type'] == 'json_invalid':  # which shows the text, as it was given
            return 'json_invalid', errors[0]['msg']
        return str(error), repr([{**e, 'input': shown(e['input'])} for e in errors])
    except Exception as error:
        return type(error), str(error)


def check(schema, *texts, **options):
    """That each text comes to the same both ways; what it comes to."""
    made = []
    for text in texts:
        text = text if isinstance(text, bytes) else text.encode('utf8')
        validate = lambda: SchemaValidator(schema).validate_json  # anew: after a wrong text the next is not streamed
        expected = outcome(validate(), bytearray(text), **options)
        given = [text]
        try:
            given.append(text.decode())
        except UnicodeDecodeError:
            pass
        for each in given:
            assert outcome(validate(), each, **options) == expected, (each, options)
        made.append(expected)
    return made


PAIR = {'a': INT, 'b': (STR, {})}
DEFAULTED = {'a': INT, 'b': cs.with_default_schema(STR, default='none'), 'c': cs.with_default_schema(cs.list_schema(INT), default=[])}
ALIASED = {'a': (INT, {'validation_alias': 'A'}), 'b': (STR, {'validation_alias': [['B'], ['C']]}), 'c': INT}
RECORDS = [model, typed_dict, dataclass]
OBJECTS = [
    '{"a":1,"b":"x"}', '{ "b" : "x" , "a" : 1 }', '{"a":1}', '{"b":"x"}', '{}', ' { } ', '{"a":1,"b":"x","c":2}',
    '{"c":{"d":[1,{}]},"a":1,"e":"\\n","b":"x","f":1e400}', '{"a":1,"a":2,"b":"x"}', '{"a":"y","a":2,"b":"x"}', '{"a":1,"b":"x","a":"y"}',
    '{"a":1,"b":"x","c":[1],"c":[2]}', '{"\\u0061":1,"b":"\\u00e9"}', '{"a":"1","b":"x"}', '{"a":1.0,"b":"x"}', '{"a":1,"b":2}', '{"a":null,"b":"x"}',
    '{"a":1,"b":"x"', '{"a":1,"b":"x",}', '{"a":1 "b":"x"}', '{"a":1,"b":"x"}x', '{"a":"wrong","b":', '{"a":"wrong","b":"x"}]', '[]', '1', '"text"', 'null', '',
    '{"a":NaN,"b":"x"}', '{"a":1,"b":"x","c":NaN}', '{"a":1,"b":"x","c":01}', '{"a":1,"b":"x","c":"\\ud800"}', '{"A":1,"B":"x","c":3}', '{"A":1,"C":"x","c":3}',
    '{"A":1,"C":"x","B":"y","c":3}', '{"a":1,"A":2,"B":"x","c":3}', '{"A":1,"a":2,"b":"x","c":3}', '{"A":1,"a":"wrong","B":"x","c":3}', '{"A":1,"A":2,"B":"x","c":3}',
]  # fmt: skip


@pytest.mark.parametrize('make', RECORDS)
@pytest.mark.parametrize('schemas', [PAIR, DEFAULTED, ALIASED])
@pytest.mark.parametrize('extra', ['ignore', 'forbid', 'allow', None])
def test_records(make, schemas, extra):
    options = {'extra_behavior': extra} if extra else {}
    made = check(make(schemas, **options), *OBJECTS)
    assert any(not isinstance(each[0], str) for each in made)
    for config in {'validate_by_name': True}, {'validate_by_name': True, 'validate_by_alias': False}, {'loc_by_alias': False}, {'extra_fields_behavior': 'forbid'}:
        check(make(schemas, config=config, **options), *OBJECTS)
    for call in {'by_name': True}, {'by_alias': False, 'by_name': True}, {'strict': True}, {'extra': 'forbid'}, {'extra': 'allow'}, {'extra': 'ignore'}, {'context': {}}:
        check(make(schemas, **options), *OBJECTS, **call)
        check(cs.list_schema(make(schemas, **options)), *(f'[{text},{text}]' for text in OBJECTS), **call)
    check(make(schemas, **options), *OBJECTS[:8], by_alias=False, by_name=False)


def test_keys_that_do_not_stand_for_themselves():
    odd = {'a"b': INT, 'c\\d': INT, 'e\nf': INT, 'é': INT, '': INT, 'g\x7f': INT}
    for make in model, typed_dict:
        for ascii in True, False:
            check(make(odd), json.dumps(dict.fromkeys(odd, 1), ensure_ascii=ascii), json.dumps(dict.fromkeys(reversed(odd), 1), ensure_ascii=ascii), '{"a"b":1}')
    for schemas in (
        {'a': (INT, {'validation_alias': ['x', 'y', 0]}), 'b': INT},
        {'a': (INT, {'validation_alias': 'x'}), 'b': (INT, {'validation_alias': 'x'})},
        {'a': (INT, {'validation_alias': 'b'}), 'b': INT},
        {'a': (INT, {'validation_alias': 'a'}), 'b': INT},
    ):
        texts = '{"x":{"y":[1]},"b":2}', '{"x":1}', '{"a":1,"b":2}', '{"x":1,"b":2}', '{"b":1}', '{"x":1,"a":2,"b":3}'
        for make in RECORDS:
            check(make(schemas), *texts)
            check(make(schemas), *texts, by_name=True)


NUMBERS = (
    '0 -0 7 -7 1.5 -1.5 -0.0 0.0 1.0 1e3 1E-3 1e400 -1e400 5e-324 0.1 0.30000000000000004 123456789012345.678 999999999999999.9 12345678901234567 '
    '1e15 1.7976931348623157e308 2.2250738585072014e-308 9007199254740993 9007199254740993.0 999999999999999999 1000000000000000000 9223372036854775807 '
    '9223372036854775808 -9223372036854775808 -9223372036854775809 18446744073709551615 18446744073709551616 0.000000000000001 1.000000000000001 NaN -Infinity Infinity '
    '01 -01 1. .5 1e 1e+ + - 1_0 0x1 1.5.2 1e5e5 -'
).split()  # fmt: skip
TEXTS = ['', 'a', 'x' * 15, 'x' * 16, 'x' * 17, 'x' * 31 + 'é', 'é', '漢字' * 20, '😀', 'a\\n', '\\u0041', '\\ud83d\\ude00', '\\ud800', '\\udc00x', '\\q', '\\u12', 'tab\t', '\x7f', '1', 'true', '2022-01-02', '12:30', '\\\\', '\\"', '\\/']
Letter = enum.Enum('Letter', {'A': 'a', 'B': '漢字' * 20})
SCALARS = {
    'int': INT, 'float': FLOAT, 'str': STR, 'bool': BOOL, 'any': ANY, 'none': cs.none_schema(), 'nullable': cs.nullable_schema(FLOAT),
    'short str': cs.str_schema(max_length=3), 'pattern': cs.str_schema(pattern='^[a-z]*$'), 'positive': cs.int_schema(gt=0, le=10**20), 'below': cs.float_schema(lt=2),
    'finite': cs.float_schema(allow_inf_nan=False), 'decimal': cs.decimal_schema(), 'date': cs.date_schema(), 'time': cs.time_schema(), 'datetime': cs.datetime_schema(),
    'timedelta': cs.timedelta_schema(), 'bytes': cs.bytes_schema(), 'uuid': cs.uuid_schema(), 'url': cs.url_schema(), 'complex': cs.complex_schema(),
    'literal': cs.literal_schema(['a', 1, True, None]), 'enum': cs.enum_schema(Letter, list(Letter), sub_type='str'), 'union': cs.union_schema([INT, STR, cs.list_schema(INT)]), 'json': cs.json_schema(INT),
    'left': cs.union_schema([INT, STR], mode='left_to_right'), 'omitted': cs.with_default_schema(INT, default=5, on_error='default'),
}  # fmt: skip


@pytest.mark.parametrize('name', SCALARS)
def test_scalars_in_each_container(name):
    schema = SCALARS[name]
    values = [*NUMBERS, *(f'"{text}"' for text in TEXTS), 'null', 'true', 'false', 'nul', 'truE', '[]', '{}', '[1]', '{"a":[1]}', '"', '[', '9' * 4300, '9' * 4301, '0.' + '1' * 5000]
    check(schema, *values, *(f' {value}\n' for value in values), *(f'{value} x' for value in values))
    check(schema, *values, strict=True)
    check(cs.list_schema(schema), *(f'[{value}]' for value in values), *(f'[{value}, {value}]' for value in values))
    check(typed_dict({'k': schema, 'l': ANY}), *(f'{{"k":{value},"l":{value}}}' for value in values))
    check(cs.dict_schema(STR, schema), *(f'{{"k":{value}}}' for value in values))
    check(cs.tuple_schema([schema, ANY]), *(f'[{value},{value}]' for value in values))
    check(model({'a': cs.nullable_schema(schema)}), *(f'{{"a":{value}}}' for value in values))
    check(typed_dict({}), *(f'{{"ignored":{value}}}' for value in values))
    check(cs.list_schema(schema), *(f'[{value}]' for value in values), strict=True)


def test_containers():
    ints = cs.list_schema(INT, min_length=1, max_length=2)
    check(ints, '[]', '[1]', '[1,2]', '[1,2,3]', '[1,"x",3]', '{}', '1', '[1,]', '[,]', '[1', '[[1]]')
    check(cs.list_schema(INT, fail_fast=True), '["a","b"]', '[1]')
    check(cs.list_schema(), '[1,"a",[{}],{"b":null}]', '[]', '[1,NaN]')
    limited = cs.dict_schema(STR, INT, min_length=1, max_length=2)
    check(limited, '{}', '{"a":1}', '{"a":1,"a":2,"b":3}', '{"a":"x","a":2}', '{"a":1,"b":2,"c":3}', '[]', '{"a":1,}', '{"a"}', '{1:1}')
    check(cs.dict_schema(INT, INT), '{"1":1,"2":2,"01":3}', '{"x":1}')
    check(cs.dict_schema(cs.str_schema(min_length=2), INT), '{"ab":1}', '{"a":1}')
    for extra in {}, {'variadic_item_index': 0}, {'variadic_item_index': 1}:
        for limits in {}, {'min_length': 1}, {'max_length': 2}:
            check(cs.tuple_schema([INT, STR], **extra, **limits), '[]', '[1]', '[1,"a"]', '[1,"a","b"]', '[1,2,3,"a"]', '["a"]', '{}')
    check(cs.tuple_schema([]), '[]', '[1]')
    check(cs.tuple_schema([INT, cs.with_default_schema(INT, default=2)]), '[1]', '[]')
    for make, item in (cs.set_schema, INT), (cs.frozenset_schema, INT), (cs.set_schema, cs.nullable_schema(INT)), (cs.set_schema, cs.int_schema(gt=0)), (cs.set_schema, ANY):
        texts = '[]', '[1,1,2]', '[1,"1",true,1.0,null]', '["x"]', '[1,2,3]', '[3,2,1,2,3]', '[1,2', '[1,]', '{}', '1', '[[1]]', '[1,{}]', 'null', '[-1,1]'
        check(make(item), *texts)
        check(make(item), *texts, strict=True)
        check(make(item, min_length=2, max_length=2), *texts)
        check(make(item, fail_fast=True), *texts)
        check(cs.list_schema(cs.nullable_schema(make(item))), *(f'[{text}]' for text in texts), *(f'[{text},[9]]' for text in texts))
        check(typed_dict({'a': make(item)}), *(f'{{"a":{text}}}' for text in texts))
    check(cs.frozenset_schema(STR), '["a"]', '["a","\\u0061","é"]')
    check(cs.nullable_schema(ints), 'null', '[1]', ' null ', 'nul')
    check(cs.with_default_schema(ints, default=None), 'null', '[1]')
    check(cs.with_default_schema(ints, default=None, on_error='default'), '["x"]', '[1]', '[1')
    omits = cs.with_default_schema(cs.list_schema(INT), on_error='omit')
    check(cs.list_schema(omits), '[[1],["x"],[2]]', '["y",[1]]')
    check(cs.dict_schema(STR, omits), '{"a":["x"],"b":[1]}')
    check(typed_dict({'a': (omits, {'required': False}), 'b': INT}), '{"a":["x"],"b":1}', '{"b":1}', '{"a":[1],"b":1}')
    root = cs.model_schema(new_model('Root'), cs.list_schema(INT), root_model=True)
    check(root, '[1,2]', '["x"]', '[')
    check(cs.list_schema(root), '[[1],[2]]', '[[1],["x"]]')
    check(cs.list_schema(cs.model_schema(new_model('Root'), INT, root_model=True)), '[1,2]', '["x"]')


ANYTHING = [
    '[]', '[1]', '[1,"a",[{}],{"b":null}]', '[1,2,3]', '[[1],[2],[3]]', '[NaN]', '[1,NaN]', '[1e400]', '[1,]', '[,1]', '[1', '[1}', '[[1,]]', '[{"a":1},{"a":2},{"a":"x"}]',
    '[{"a":1,"b":2},{"b":1,"a":2},{"a":1,"a":2,"b":3}]', '["\\ud800"]', '["\\u0061",{"\\u0061":1}]', '[1]x', '[123456789012345678901234567890,-0,1.0]', '["é","é"]',
    '{}', '{"a":1}', '{"a":1,"b":[{}],"c":{"d":null}}', '{"a":1,"a":[2]}', '{"a":1,"b":2,"a":3}', '{"a":NaN}', '{"a":1,}', '{"a"}', '{1:1}', '{"a":1', '{"a":1]',
    '{"\\u0061":1,"a":2}', '{"":[]}', '{"a":{"a":1},"b":{"a":2}}', '1', '"text"', 'null', '', ' [ 1 , [ ] ] ', ' { "a" : { } } ',
]  # fmt: skip


@pytest.mark.parametrize('limits', [{}, {'min_length': 1}, {'min_length': 2}, {'max_length': 2}, {'max_length': 0}, {'fail_fast': True}, {'strict': True}])
def test_containers_of_anything(limits):
    made = [cs.list_schema, *(by_edition([], [lambda **limits: {'type': 'deque', **limits}]))]
    for make in *made, cs.dict_schema, lambda **limits: cs.dict_schema(STR, ANY, **limits), lambda **limits: cs.dict_schema(ANY, INT, **limits):
        schema = make(**limits)
        for call in {}, {'strict': True}, *({'allow_partial': mode} for mode in (True, 'trailing-strings')):
            check(schema, *ANYTHING, **call)
        check(cs.list_schema(schema), *(f'[{text},{text}]' for text in ANYTHING))
        check(typed_dict({'a': schema}), *(f'{{"a":{text}}}' for text in ANYTHING))
        for other in cs.dict_schema(STR, INT), cs.list_schema(INT), cs.dict_schema(STR, cs.list_schema(ANY)), model({}):
            check(cs.union_schema([schema, other]), *ANYTHING)
            check(cs.union_schema([other, schema]), *ANYTHING)


def strings_in(value):
    if isinstance(value, (list, dict)):
        return [found for item in (value if isinstance(value, list) else [*value, *value.values()]) for found in strings_in(item)]
    return [value]


@pytest.mark.parametrize('cache', ['none', 'keys', 'all'])
@pytest.mark.parametrize(
    'schema, text',
    [
        (cs.dict_schema(), b'{"a key":["a value"]}'),
        (cs.dict_schema(STR, ANY), b'{"a key":["a value"]}'),
        (cs.dict_schema(STR, STR), b'{"a key":"a value"}'),
        (cs.list_schema(cs.dict_schema()), b'[{"a key":"a value"}]'),
        (cs.list_schema(cs.dict_schema(STR, ANY)), b'[{"a key":"a value"}]'),
        (cs.list_schema(), b'["a value",{"a key":"another value"}]'),
    ],
)
def test_strings_are_cached_as_those_of_a_document(schema, text, cache):
    validate = SchemaValidator(schema, {'cache_strings': cache}).validate_json
    shared = []
    for given in bytearray(text), text:
        *_, before, last = [strings_in(validate(given)) for _ in range(4)]  # what is met again is kept
        shared.append([a is b for a, b in zip(before, last)])
    assert shared[0] == shared[1]


def test_unions_of_records():
    cat, dog = (model({'kind': cs.literal_schema([kind]), 'name': STR, kind: INT}) for kind in ('cat', 'dog'))
    texts = '[{"kind":"cat","name":"a","cat":1},{"kind":"dog","name":"b","dog":2}]', '[{"kind":"cat","name":"\\n","cat":[]}]', '[{"kind":"cow"}]', '[{"dog":1,"name":"x","kind":"dog"}]', '[1]'
    check(cs.list_schema(cs.union_schema([cat, dog])), *texts)
    check(cs.list_schema(cs.tagged_union_schema({'cat': cat, 'dog': dog}, 'kind')), *texts)
    choices = cs.tagged_union_schema({'cat': cat, 'dog': dog}, lambda value: value.get('kind'))
    check(cs.list_schema(choices), *texts)


def test_definitions():
    node = typed_dict({'value': INT, 'next': (cs.nullable_schema(cs.definition_reference_schema('node')), {'required': False})}, ref='node')
    tree = cs.definitions_schema(cs.definition_reference_schema('node'), [node])
    deep = lambda depth, inside: '{"value":1,"next":' * depth + inside + '}' * depth
    check(tree, '{"value":1}', deep(3, 'null'), deep(3, '{"value":"x"}'), *(deep(n, 'null') for n in (199, 200, 201, 202)), *(deep(n, '{}') for n in (199, 200, 201)))
    endless = cs.definitions_schema(cs.definition_reference_schema('a'), [cs.nullable_schema(cs.definition_reference_schema('a'), ref='a')])
    check(endless, '[]', 'null', '{}')
    lists = cs.definitions_schema(cs.definition_reference_schema('l'), [cs.list_schema(cs.definition_reference_schema('l'), ref='l')])
    check(lists, *('[' * n + ']' * n for n in (1, 2, 199, 200, 201, 202, 10_000)), '[[],[[]],[]]')
    for wide in cs.list_schema(), cs.list_schema(ANY), typed_dict({}):
        check(wide, *('[' * n + inside + ']' * n for n in (199, 200, 201) for inside in ('', '1', '{}')))
        check(wide, *('{"a":' * n + inside + '}' * n for n in (199, 200, 201) for inside in ('1', '{}')))


def test_partial_input_and_an_instance_that_is_there():
    made = SchemaValidator(cs.list_schema(INT)).validate_json(b'[1, 2, 3', allow_partial=True)
    assert made == [1, 2, 3]
    assert SchemaValidator(typed_dict({'a': INT, 'b': (STR, {'required': False})})).validate_json(b'{"a": 1, "b": "x', allow_partial=True) == {'a': 1}
    cls = new_model('Model')
    instance = cls()
    assert SchemaValidator(model(PAIR, cls=cls)).validate_json(b'{"a": 1, "b": "x"}', self_instance=instance) is instance
    assert instance.__dict__ == {'a': 1, 'b': 'x'}


def test_a_bytearray_is_not_read_so_for_it_can_change():
    class Trap:
        def __init__(self, text):
            self.text, self.cycle = text, self

        def __del__(self):
            self.text[:] = b' ' * len(self.text)

    text = bytearray(json.dumps([{'a': i, 'b': str(i)} for i in range(3000)]).encode())
    validator = SchemaValidator(cs.list_schema(model(PAIR)))
    for _ in range(100):
        Trap(text)
    assert len(validator.validate_json(text)) == 3000


# --- code of the user ---


class Calls(list):
    """Notes who was called."""

    def function(self, name, answer=lambda value: value):
        return lambda *args: self.append(name) or answer(*args[:1])


def with_code(calls, here):
    """Schemas of a list of records in which one thing runs code, and texts of two good items."""
    call = calls.function(here)
    item = '{"a":1,"b":"x"}'
    yield 'after', cs.no_info_after_validator_function(call, INT), '1'
    yield 'before', cs.no_info_before_validator_function(call, INT), '1'
    yield 'plain', cs.no_info_plain_validator_function(call), '1'
    yield 'wrap', cs.no_info_wrap_validator_function(lambda v, handler: call(handler(v)), INT), '1'
    yield 'factory', typed_dict({'a': cs.with_default_schema(INT, default_factory=lambda: call(1))}), '{}'
    yield 'post_init', model(PAIR, cls=new_model('Model', model_post_init=call), settings={'post_init': 'model_post_init'}), item
    yield 'custom_init', model(PAIR, cls=new_model('Model', __init__=lambda self, **values: call(1) and None), settings={'custom_init': True}), item
    made = dataclasses.make_dataclass('Data', ['a', 'b'], namespace={'__post_init__': call})
    inner = cs.dataclass_args_schema('Data', [cs.dataclass_field('a', INT), cs.dataclass_field('b', STR)])
    yield '__post_init__', cs.dataclass_schema(made, inner, ['a', 'b'], post_init=True), item
    yield 'discriminator', cs.tagged_union_schema({1: INT}, lambda value: call(1)), '1'


@pytest.mark.parametrize('number', range(9))
def test_code_runs_once_and_not_before_the_text_was_read(number):
    calls = Calls()
    name, schema, item = list(with_code(calls, 'here'))[number]
    validator = SchemaValidator(cs.list_schema(cs.union_schema([schema, STR])))
    for end, good in ((']', True), (',null]', True), ('', False), (',]', False), (',nul]', False)):
        text = f'[{item},{item}{end}'.encode()
        counts = []
        for given in bytearray(text), text:
            calls.clear()
            outcome(validator.validate_json, given)
            counts.append(len(calls))
        assert counts[0] == counts[1] and (counts[0] >= 2 if good else counts[0] == 0), (name, text)


def test_a_class_that_gets_code_later():
    calls = Calls()
    for name, function in ('__new__', lambda cls: calls.append('new') or object.__new__(cls)), ('__del__', lambda self: calls.append('del')):
        for make in (
            lambda cls: cs.list_schema(model(PAIR, cls=cls)),
            lambda cls: cs.list_schema(cs.union_schema([model(PAIR, cls=cls), STR])),
            lambda cls: cs.list_schema(cs.with_default_schema(model(PAIR, cls=cls), on_error='omit')),
            lambda cls: cs.list_schema(cs.model_schema(cls, cs.dict_schema(STR, ANY), root_model=True)),
        ):
            cls = new_model('Model')
            validator = SchemaValidator(make(cls))
            validator.validate_json('[{"a":1,"b":"x"}]')
            setattr(cls, name, function)
            for text, expected in (b'[{"a":1,"b":"x"},{"a":1,"b":"x"}]', 2), (b'[{"a":1,"b":"x"},{"a":1,"b":"x"}', 0), (b'[{"a":1,"b":"x"},7]', 1):
                calls.clear()
                outcome(validator.validate_json, text)
                for _ in range(2):
                    outcome(validator.validate_json, b'[]')  # the next text is streamed again
                assert len(calls) == expected, (name, text)


def test_a_property_in_the_place_of_the_root():
    calls = Calls()
    cls = new_model('Root')
    validator = SchemaValidator(cs.list_schema(cs.model_schema(cls, INT, root_model=True)))
    cls.root = property(lambda self: 0, lambda self, value: calls.append(value))
    outcome(validator.validate_json, b'[1,2')
    assert calls == []
    validator.validate_json(b'[1,2]')
    assert calls == [1, 2]


def test_a_default_that_is_no_longer_empty(monkeypatch):
    calls = Calls()
    kept = []
    validator = SchemaValidator(cs.list_schema(typed_dict({'a': cs.with_default_schema(cs.list_schema(), default=kept)})))
    assert validator.validate_json(b'[{},{}]') == [{'a': []}, {'a': []}]

    class Noted:
        def __deepcopy__(self, memo):
            calls.append('copied')
            return self

    kept.append(Noted())
    outcome(validator.validate_json, b'[{},{}')
    assert calls == []
    outcome(validator.validate_json, b'[]')
    made = validator.validate_json(b'[{},{}]')
    assert calls == ['copied'] * 2 and made[0]['a'] is not made[1]['a'] is not kept


@pytest.mark.parametrize('make', RECORDS)
@pytest.mark.parametrize('factory, made', [(list, ['a']), (dict, {'a': 1}), (set, {'a'})])
def test_a_container_of_the_fields_before_it(make, factory, made):
    taking = cs.with_default_schema(cs.any_schema(), default_factory=factory, default_factory_takes_data=True)
    schema = make({'a': INT, 'b': taking})
    check(schema, '{"a":1}', '{"a":1,"b":2}', '{"a":"wrong"}')
    value = SchemaValidator(schema).validate_json('{"a":1}')
    assert (value if isinstance(value, dict) else value.__dict__) == {'a': 1, 'b': made}


def test_an_enum_is_asked_only_when_it_counts():
    calls = Calls()

    class Color(enum.Enum):
        red = 'r'

        @classmethod
        def _missing_(cls, value):
            calls.append(value)
            return cls.red

    schema = cs.enum_schema(Color, list(Color), missing=Color._missing_)
    for make in lambda s: s, lambda s: cs.union_schema([s, STR], mode='left_to_right'), lambda s: cs.with_default_schema(s, default=None, on_error='default'):
        validator = SchemaValidator(cs.list_schema(make(schema)))
        assert validator.validate_json(b'["r","r"]') == [Color.red] * 2 and calls == []
        assert outcome(validator.validate_json, b'["r","x"')[0] == 'json_invalid' and calls == []
        for _ in range(3):
            validator.validate_json(b'[]')
        assert validator.validate_json(b'["r","x"]') == [Color.red] * 2
        expected = list(calls)
        calls.clear()
        assert validator.validate_json(bytearray(b'["r","x"]')) == [Color.red] * 2
        assert calls == expected
        calls.clear()


def test_values_that_compare_with_code():
    calls = Calls()

    class Odd(str):
        __hash__ = str.__hash__

        def __eq__(self, other):
            calls.append(other)
            return str.__eq__(self, other)

    validator = SchemaValidator(cs.list_schema(cs.literal_schema([Odd('x'), 'y'])))
    calls.clear()
    outcome(validator.validate_json, b'["x","y"')
    assert calls == []
    keys = SchemaValidator(cs.dict_schema(model({}, cls=new_model('Key', __hash__=lambda self: calls.append('hash') or 1)), INT))
    outcome(keys.validate_json, b'{"a":1')
    sets = SchemaValidator(cs.set_schema(model({}, cls=new_model('Item', __hash__=lambda self: calls.append('hash') or 1))))
    outcome(sets.validate_json, b'[{},{}')
    assert calls == []
    assert len(sets.validate_json(b'[{},{}]')) == 2 and calls == ['hash'] * 2


def test_a_lent_validator_with_code():
    calls = Calls()
    for function, expected in (calls.function('called'), 2), (None, 0):
        inner = cs.no_info_after_validator_function(function, INT) if function else INT
        cls = new_model('Model')
        schema = model({'a': inner}, cls=cls)
        cls.__pydantic_validator__ = SchemaValidator(schema)
        cls.__pydantic_complete__ = True
        validator = SchemaValidator(cs.list_schema(schema))
        assert 'Prebuilt' in repr(validator)
        outcome(validator.validate_json, b'[{"a":1},{"a":1}')
        assert calls == []
        assert len(validator.validate_json(b'[{"a":1},{"a":1}]')) == 2
        assert len(calls) == expected
        calls.clear()


# --- how often it is tried, and what it saves ---


def test_right_and_wrong_texts_in_turn():
    validator = SchemaValidator(cs.list_schema(model(PAIR)))
    good, bad = b'[{"a":1,"b":"x"}]', b'[{"a":1,"b":"x"},{"a":"x","b":"x"}]'
    expected = outcome(validator.validate_json, bytearray(good)), outcome(validator.validate_json, bytearray(bad))
    rng = random.Random(5)
    for wrong in [*[1] * 300, *[0] * 300, *(rng.random() < share for share in (0.01, 0.5, 0.9) for _ in range(500))]:
        assert outcome(validator.validate_json, (good, bad)[wrong]) == expected[wrong]


def peak(call):
    """By how many bytes the process grows while it makes a call, at most; and what that gives."""
    Path('/proc/self/clear_refs').write_text('5')
    status = lambda name: next(int(line.split()[1]) * 1024 for line in Path('/proc/self/status').read_text().splitlines() if line.startswith(name))
    before = status('VmRSS')
    made = call()
    return status('VmHWM') - before, made


HAS_GIL = getattr(sys, '_is_gil_enabled', lambda: True)()
STREAMED = {
    'list': (cs.list_schema(STR), '[%s]'),
    'lists': (cs.list_schema(cs.nullable_schema(cs.list_schema(STR))), '[null,[%s]]'),
    'tuple': (cs.tuple_schema([INT, STR]), '[1,%s]'),
    'dict': (cs.dict_schema(STR, STR), '{"k":%s}'),
    'model': (model({'a': STR, 'b': cs.with_default_schema(INT, default=1)}), '{"x":{"y":["\\n"]},"a":%s}'),
    'model in any order': (model({'a': STR, 'b': INT}), '{"b":1,"a":%s}'),
    'model by alias': (model({'a': (STR, {'validation_alias': 'A'}), 'b': (INT, {'validation_alias': 'B'})}), '{"B":1,"A":%s}'),
    'typed dict': (typed_dict({'a': STR, 'b': (INT, {'required': False})}), '{"a":%s}'),
    'dataclass': (dataclass({'a': STR, 'b': INT}), '{"b":1,"a":%s}'),
    'root model': (cs.model_schema(new_model('Root'), cs.list_schema(STR), root_model=True), '[%s]'),
    'default': (cs.with_default_schema(cs.list_schema(STR), default=None), '[%s]'),
    'union in a list': (cs.list_schema(cs.union_schema([INT, cs.list_schema(STR)])), '[[%s]]'),
    'reference': (cs.definitions_schema(cs.definition_reference_schema('r'), [cs.list_schema(STR, ref='r')]), '[%s]'),
    'extra values': (cs.list_schema(typed_dict({'a': STR}, extra_behavior='allow')), '[{"a":%s}]'),
}  # fmt: skip


@pytest.mark.parametrize('name', STREAMED)
def test_no_document_is_made(name):
    """A document holds the text once more. Instances of models are made in place from CPython 3.13 on; before, models are
    read as documents. Without the GIL, CPython's allocator uses again what was just freed: there, only the first way is measured."""
    streams = sys.version_info >= (3, 13) or 'model' not in name
    schema, form = STREAMED[name]
    size = 33 << 20  # what malloc gives back at once, whatever it learnt before
    validator = SchemaValidator(schema)
    grown = []
    for kind in bytes, bytearray:
        text = kind((form % f'"{"x" * size}"').encode())
        most, made = peak(lambda: validator.validate_json(text))
        assert made is not None
        grown.append(most)
        del text, made
    streamed, with_document = grown
    assert (streamed < 1.5 * size) == streams, grown
    if HAS_GIL:
        assert (with_document - streamed > 0.5 * size) == streams, grown


# --- generated ---


class Maker:
    """Schemas that run no code, and texts for them, some of which are wrong in some way."""

    def __init__(self, seed):
        self.random = random.Random(seed)

    def pick(self, *choices):
        return self.random.choice(choices)()

    def schema(self, depth):
        """A schema, and what makes a text for it."""
        if depth == 0:
            name = self.random.choice(list(SCALARS))
            return SCALARS[name], lambda: self.pick(lambda: self.random.choice(NUMBERS[:30]), lambda: json.dumps(self.random.choice(['a', 'é', '7', 'x\ny', '2022-01-02'])), lambda: 'null', lambda: 'true', lambda: str(self.random.randrange(1000)))
        return self.random.choice([self.list, self.dict, self.record, self.record, self.record, self.nullable, self.union])(depth)

    def list(self, depth):
        schema, text = self.schema(self.random.randrange(depth))
        limits = self.random.choice([{}, {}, {'min_length': 1}, {'max_length': 2}])
        return cs.list_schema(schema, **limits), lambda: f'[{", ".join(text() for _ in range(self.random.randrange(4)))}]'

    def dict(self, depth):
        schema, text = self.schema(self.random.randrange(depth))
        return cs.dict_schema(self.random.choice([STR, STR, ANY]), schema), lambda: '{%s}' % ','.join(f'"{self.random.choice("abcé")}" : {text()}' for _ in range(self.random.randrange(4)))

    def nullable(self, depth):
        schema, text = self.schema(self.random.randrange(depth))
        return cs.nullable_schema(schema), lambda: self.random.choice(['null', text()])

    def union(self, depth):
        made = [self.schema(self.random.randrange(depth)) for _ in range(2)]
        return cs.union_schema([schema for schema, _ in made]), lambda: self.random.choice(made)[1]()

    def record(self, depth):
        parts = {name: self.schema(self.random.randrange(depth)) for name in 'abcd'[: self.random.randrange(1, 5)]}
        aliases = {name: self.random.choice([name, name, name.upper()]) for name in parts}
        schemas = {}
        for name, (schema, _) in parts.items():
            if self.random.random() < 0.3:
                factory = {'default_factory': self.random.choice([list, dict]), 'default_factory_takes_data': self.random.random() < 0.5}
                schema = cs.with_default_schema(schema, **self.random.choice([{'default': None}, {'default': 1}, {'default': []}, factory]))
            schemas[name] = schema, {'validation_alias': aliases[name]} if aliases[name] != name else {}
        make = self.random.choice(RECORDS)
        extra = self.random.choice([{}, {}, {'extra_behavior': 'forbid'}, {'extra_behavior': 'allow'}])

        def text():
            pairs = [(self.random.choice([aliases[name], aliases[name], name]) if self.random.random() < 0.1 else aliases[name], value()) for name, (_, value) in parts.items() if self.random.random() < 0.93]
            pairs += [(self.random.choice('abxé'), self.schema(0)[1]()) for _ in range(self.random.random() < 0.15)]
            if self.random.random() < 0.3:
                self.random.shuffle(pairs)
            return '{%s}' % ', '.join(f'{json.dumps(key)}: {value}' for key, value in pairs)

        return make(schemas, **extra), text

    def damaged(self, text):
        at = self.random.randrange(len(text) + 1)
        return self.pick(lambda: text[:at], lambda: text[:at] + self.random.choice('[]{}",:\\0-.eE \tnx') + text[at + self.random.randrange(2) :], lambda: text + ' ]')


@pytest.mark.parametrize('seed', range(150))
def test_generated(seed):
    maker = Maker(seed)
    schema, text = maker.record(3) if seed % 3 else maker.list(4)
    options = maker.random.choice([{}, {}, {'strict': True}, {'by_name': True}, {'extra': 'ignore'}])
    texts = [text() for _ in range(12)]
    check(schema, *texts, *(maker.damaged(each) for each in texts[:6]), **options)


def peak_memory(call, *args):
    """The most bytes that CPython's objects take during a call, which may fail."""
    tracemalloc.start()
    try:
        with contextlib.suppress(ValidationError):
            call(*args)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize('item, schema', [('{}', model({f'f{i}': cs.with_default_schema(INT, default=i) for i in range(20)})), ('%d.5', FLOAT), ('%d.5', ANY)])
@pytest.mark.parametrize('kind', ['list', 'tuple', 'set', 'frozenset'])
def test_no_more_items_are_made_than_may_be(kind, item, schema):
    """An item too many ends the attempt. What takes memory then is the input, for the error."""
    of = {'items_schema': [schema], 'variadic_item_index': 0} if kind == 'tuple' else {'items_schema': schema}
    validator = SchemaValidator({'type': kind, **of, 'max_length': 3})
    text = '[%s]' % ','.join(item % i if '%' in item else item for i in range(50_000))
    assert peak_memory(validator.validate_json, text) < 1.5 * peak_memory(from_json, text)
    with pytest.raises(ValidationError, match='at most 3 items'):
        validator.validate_json(text)
