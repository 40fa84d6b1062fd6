"""Leaves: values of a field's or item's own type are taken without its node being asked, and it must not show.

Each row goes through the node alone and through each container of it; rows of what user code changes meanwhile follow."""

import copy
import gc
import json
import math

import pytest
from pydantic_core import SchemaValidator, ValidationError, from_json, to_json
from pydantic_core import core_schema as cs

INT, STR, FLOAT, BOOL = cs.int_schema(), cs.str_schema(), cs.float_schema(), cs.bool_schema()


class IntOf(int):
    pass


class StrOf(str):
    pass


class FloatOf(float):
    pass


SCHEMAS = {
    'any': cs.any_schema(),
    'int': INT,
    'strict int': cs.int_schema(strict=True),
    'str': STR,
    'str from numbers': cs.str_schema(coerce_numbers_to_str=True),
    'float': FLOAT,
    'finite float': cs.float_schema(allow_inf_nan=False),
    'bool': BOOL,
    'int or None': cs.nullable_schema(INT),
    'float with a default': cs.with_default_schema(FLOAT, default=1.0),
    'int, defaulted': cs.with_default_schema(INT, default=5, on_error='default'),
}
VALUES = [0, 7, -1, 10**30, True, False, None, 1.5, 2.0, math.inf, math.nan, '', 'text', '7', 'é', 'true', 'x' * 80]
OBJECTS = [IntOf(3), StrOf('s'), StrOf('4'), FloatOf(2.5), b'bytes', [1], {}, object()]


def outcome(validate, *args, **options):
    """The value with its type, or the errors without their place; and what the union would be told of it."""
    try:
        made = validate(*args, **options)
    except ValidationError as error:
        return [(e['type'], e['msg']) for e in error.errors(include_input=False, include_url=False)]
    return repr(made), type(made)


def containers(schema):
    """(schema, how the value lies in its input, how it comes out of what was made)"""
    yield cs.list_schema(schema), lambda v: [v], lambda m: m[0]
    yield cs.list_schema(schema, min_length=1, max_length=5, fail_fast=True), lambda v: [v], lambda m: m[0]
    yield cs.tuple_schema([schema], variadic_item_index=0), lambda v: (v,), lambda m: m[0]
    yield cs.tuple_schema([schema], variadic_item_index=0, max_length=5), lambda v: (v,), lambda m: m[0]
    yield cs.dict_schema(STR, schema), lambda v: {'k': v}, lambda m: m['k']
    yield cs.typed_dict_schema({'k': cs.typed_dict_field(schema)}), lambda v: {'k': v}, lambda m: m['k']
    yield cs.typed_dict_schema({'k': cs.typed_dict_field(schema, validation_alias='l')}), lambda v: {'l': v}, lambda m: m['k']
    yield cs.typed_dict_schema({'k': cs.typed_dict_field(schema, validation_alias=[['l'], ['m', 0]])}), lambda v: {'m': [v]}, lambda m: m['k']


@pytest.mark.parametrize('name', SCHEMAS)
@pytest.mark.parametrize('strict', [None, True])
def test_each_container_takes_what_the_node_takes(name, strict):
    schema = SCHEMAS[name]
    alone = SchemaValidator(schema)
    for container, wrap, unwrap in containers(schema):
        validator = SchemaValidator(container)
        for value in [*VALUES, *OBJECTS]:
            runs = [(alone.validate_python, validator.validate_python, value, wrap(value))]
            if value in VALUES:
                runs.append((alone.validate_json, validator.validate_json, json.dumps(value), json.dumps(wrap(value))))
            for by_node, by_container, given, wrapped in runs:
                expected = outcome(by_node, given, strict=strict)
                assert outcome(lambda: unwrap(by_container(wrapped, strict=strict))) == expected, (container['type'], given)


class TupleOf(tuple):
    def __iter__(self):
        raise AssertionError('not asked')


@pytest.mark.parametrize('item', [INT, cs.any_schema(), cs.nullable_schema(INT)], ids=['int', 'any', 'nullable'])
def test_tuples_are_copied(item):
    validator = SchemaValidator(cs.tuple_schema([item], variadic_item_index=0, min_length=2, max_length=4))
    for given in [(1000, 2000), [1000, 2000, 3000], TupleOf((1000, 2000))]:
        made = validator.validate_python(given)
        assert type(made) is tuple and made is not given and len(made) == len(given)
        assert all(made[i] is given[i] for i in range(len(made)))
    for given, error in [((1,), 'too_short'), ([1], 'too_short'), ((), 'too_short'), ((1,) * 5, 'too_long'), ([1] * 5, 'too_long')]:
        with pytest.raises(ValidationError) as raised:
            validator.validate_python(given)
        assert [e['type'] for e in raised.value.errors()] == [error]
    assert validator.validate_python(iter((1, 2))) == (1, 2)
    assert validator.validate_python({1, 2}) == (1, 2)


def test_some_items_of_a_tuple_are_no_leaves():
    validator = SchemaValidator(cs.tuple_schema([INT], variadic_item_index=0))
    for given in [(1, '2', 3), [1, '2', 3], ('1', 2, 3), (1, 2, True, 3.0)]:
        made = validator.validate_python(given)
        assert made == tuple(map(int, given)) and {type(i) for i in made} == {int}
    with pytest.raises(ValidationError) as raised:
        validator.validate_python((1, 'x', 3, 'y'))
    assert [(e['type'], e['loc']) for e in raised.value.errors()] == [('int_parsing', (1,)), ('int_parsing', (3,))]


@pytest.mark.parametrize('given, choice', [((1, 2), 'int'), ((), 'any'), (('1', 2), 'any'), ([1, 2], 'any'), (('x',), 'any')])
def test_a_tuple_of_anything_is_not_exact(given, choice):
    def named(name, item):
        return cs.no_info_after_validator_function(lambda made: (name, made), cs.tuple_schema([item], variadic_item_index=0))

    validator = SchemaValidator(cs.union_schema([named('any', cs.any_schema()), named('int', INT)]))
    assert validator.validate_python(given) == (choice, tuple(given))


def test_what_is_wrong_may_be_left_out():
    item = cs.with_default_schema(INT, on_error='omit')
    for schema, given, made in (
        (cs.list_schema(item), [1, 'x', '3', 4], [1, 3, 4]),
        (cs.set_schema(item), [1, 'x', '3', 4], {1, 3, 4}),
        (cs.dict_schema(STR, item), {'a': 1, 'b': 'x', 'c': 3}, {'a': 1, 'c': 3}),
        (cs.typed_dict_schema({n: cs.typed_dict_field(item, required=False) for n in 'ab'}), {'a': 'x', 'b': 2}, {'b': 2}),
    ):
        validator = SchemaValidator(schema)
        assert validator.validate_python(given) == made == validator.validate_json(json.dumps(given))


def test_sets_and_keys():
    numbers = SchemaValidator(cs.set_schema(INT))
    assert numbers.validate_python({1, 2, 3}) == {1, 2, 3}
    made = numbers.validate_python([3, True, '4', 3])
    assert made == {3, 1, 4} and {type(item) for item in made} == {int}
    given = {1, 2}
    assert numbers.validate_python(given) is not given
    assert SchemaValidator(cs.set_schema(INT, max_length=2)).validate_python([1, 1, 2]) == {1, 2}
    for schema, count in (cs.set_schema(INT, max_length=2), 3), (cs.frozenset_schema(STR, min_length=2), 1):
        with pytest.raises(ValidationError):
            SchemaValidator(schema).validate_json(json.dumps([str(i) for i in range(count)]))
    by_int = SchemaValidator(cs.dict_schema(INT, FLOAT))
    assert by_int.validate_json('{"1": 1.5, "2": 2}') == {1: 1.5, 2: 2.0}
    with pytest.raises(ValidationError) as error:
        by_int.validate_python({'x': 'y', 3: 'z'})
    assert [e['loc'] for e in error.value.errors()] == [('x', '[key]'), ('x',), (3,)]
    # After a wrong value the next key is looked at, and then it ends.
    with pytest.raises(ValidationError) as error:
        SchemaValidator(cs.dict_schema(STR, INT, fail_fast=True)).validate_python({'a': 'x', 'b': 1, 'c': 'y'})
    assert [e['loc'] for e in error.value.errors()] == [('a',)]


def test_the_list_is_ones_own():
    validator = SchemaValidator(cs.list_schema(STR))
    given = ['a', 'b']
    made = validator.validate_python(given)
    assert made == given and made is not given
    assert validator.validate_python([]) == [] and validator.validate_json('[]') == []
    with pytest.raises(ValidationError) as error:
        SchemaValidator(cs.list_schema(INT, max_length=2)).validate_python([1, 2, 3])
    assert error.value.errors()[0]['ctx'] == {'field_type': 'List', 'max_length': 2, 'actual_length': 3}
    with pytest.raises(ValidationError) as error:
        validator.validate_python(['a', 1, 'b', 2])
    assert [e['loc'] for e in error.value.errors()] == [(1,), (3,)]


class DictOf(dict):
    def __iter__(self):
        raise AssertionError('not asked')


@pytest.mark.parametrize('keys', [STR, cs.any_schema()], ids=['str', 'any'])
@pytest.mark.parametrize('values', [INT, cs.any_schema(), cs.nullable_schema(INT)], ids=['int', 'any', 'nullable'])
def test_dicts_are_copied(keys, values):
    validator = SchemaValidator(cs.dict_schema(keys, values, min_length=1, max_length=40))
    shrunk = {f'key {i}': i for i in range(100)}
    for i in range(95):
        del shrunk[f'key {i}']
    instance = type('Instance', (), {})()
    instance.b, instance.a = 1000, 2000
    for given in [{'b': 1000, 'a': 2000}, {str(i): i for i in range(40)}, shrunk, DictOf(a=1000), vars(instance)]:
        made = validator.validate_python(given)
        assert type(made) is dict and made is not given and list(made.items()) == list(dict.items(given))
        made['another'] = 1
        assert 'another' not in given
    for given, error in [({}, 'too_short'), ({str(i): i for i in range(41)}, 'too_long')]:
        with pytest.raises(ValidationError) as raised:
            validator.validate_python(given)
        assert [e['type'] for e in raised.value.errors()] == [error]


def test_some_pairs_of_a_dict_are_no_leaves():
    validator = SchemaValidator(cs.dict_schema(STR, INT))
    for given in [{'a': 1, 'b': '2', 'c': 3}, {'a': '1', 'b': 2}, {'a': 1, StrOf('b'): 2}, {b'a': 1, 'b': True}]:
        made = validator.validate_python(given)
        assert list(made.values()) == [int(value) for value in given.values()]
        assert {type(value) for value in made.values()} == {int} and {type(key) for key in made} == {str}
    with pytest.raises(ValidationError) as raised:
        validator.validate_python({'a': 1, 'b': 'x', 3: 4})
    assert [(e['type'], e['loc']) for e in raised.value.errors()] == [('int_parsing', ('b',)), ('string_type', (3, '[key]'))]


class Key:
    """A key that tells when it is hashed or compared, and works when it is compared."""

    def __init__(self, number, seen, work=None):
        self.number, self.seen, self.work = number, seen, work

    def __hash__(self):
        self.seen.append('hash')
        return hash(self.number)

    def __eq__(self, other):
        self.seen.append('eq')
        if self.work:
            self.work()
        return self is other


@pytest.mark.parametrize('values', [None, INT], ids=['any', 'int'])
def test_any_keys(values):
    validator = SchemaValidator(cs.dict_schema(values_schema=values))
    for given in [{1: 1000, 'a': 2, False: 3, 10**30: 4}, {1.5: 1, 'a': 2}, {'a': 1, (): 2, None: 3, StrOf('b'): 4}, {math.nan: 1, math.nan: 2}]:
        made = validator.validate_python(given)
        assert made is not given and [*map(repr, made.items())] == [*map(repr, given.items())]
        assert [*map(type, made)] == [*map(type, given)]
    seen = []
    given = {1: 0, Key(1, seen): 1, 'a': 2, Key(2, seen): 3}
    seen.clear()
    made = validator.validate_python(given)
    assert seen == ['hash', 'eq', 'hash']  # as a dict that takes them one by one
    assert list(made) == list(given)


def with_deleted_pairs(*pairs):
    """A dict that CPython copies pair by pair."""
    made = {**dict(pairs), **{f'key {i}': 0 for i in range(60)}}
    for i in range(60):
        del made[f'key {i}']
    return made


@pytest.mark.parametrize('keys', [None, STR], ids=['any', 'str'])
def test_keys_are_not_compared_before_they_are_hashed(keys):
    seen = []

    def work():
        raise AssertionError('compared')

    def dict_of(value):
        twins = [Key(5, seen), Key(5, seen)]
        made = with_deleted_pairs(('a', 1), *((twin, value) for twin in twins))
        for twin in twins:
            twin.work = work
        seen.clear()
        return made

    with pytest.raises(ValidationError) as raised:
        SchemaValidator(cs.dict_schema(keys, INT)).validate_python(dict_of('x'))
    assert {error['type'] for error in raised.value.errors()} >= {'int_parsing'} and seen == []
    validator = SchemaValidator(cs.dict_schema(keys))
    given = dict_of(2)
    if keys:
        with pytest.raises(ValidationError):
            validator.validate_python(given)
        assert seen == []
    else:
        with pytest.raises(AssertionError):
            validator.validate_python(given)
        assert seen == ['hash', 'hash', 'eq']


@pytest.mark.parametrize('kind', ['keys', 'values'])
@pytest.mark.parametrize(
    'given, choice', [({'a': 1}, 'exact'), ({}, 'any'), (with_deleted_pairs(), 'any'), ({'a': '1'}, 'any'), ({'a': None}, 'any')]
)
def test_a_dict_of_anything_is_not_exact(kind, given, choice):
    def named(name, keys, values):
        return cs.no_info_after_validator_function(lambda made: (name, made), cs.dict_schema(keys, values))

    if kind == 'keys':
        loose, exact = (cs.any_schema(), cs.any_schema()), (STR, INT)
    else:
        loose, exact = (STR, cs.any_schema()), (STR, INT)
    validator = SchemaValidator(cs.union_schema([named('any', *loose), named('exact', *exact)]))
    assert validator.validate_python(given) == (choice, given)
    validator = SchemaValidator(cs.union_schema([named('any', cs.any_schema(), INT), named('exact', STR, INT)]))
    if choice == 'exact':
        assert validator.validate_python(given) == (choice, given)


class Trap:
    """Whose end, which the collector may bring about at any time, changes a list."""

    def __init__(self, target):
        self.target, self.cycle = target, self

    def __del__(self):
        self.target[:] = ['not an int'] * len(self.target)


def test_the_collector_changes_the_list():
    threshold = gc.get_threshold()
    gc.collect()
    gc.set_threshold(1)
    try:
        validator = SchemaValidator(cs.list_schema(INT))
        for _ in range(200):
            given = [1] * 10
            Trap(given)
            try:
                made = validator.validate_python(given)
            except ValidationError:
                continue
            assert made == [1] * 10
    finally:
        gc.set_threshold(*threshold)


def test_incomplete_input():
    schema = cs.typed_dict_schema({n: cs.typed_dict_field(s, required=False) for n, s in {'a': INT, 'b': STR, 'c': FLOAT}.items()})
    validator = SchemaValidator(schema)
    assert validator.validate_json('{"a": 1, "b": "te', allow_partial=True) == {'a': 1}
    assert validator.validate_json('{"a": 1, "b": "te', allow_partial='trailing-strings') == {'a': 1, 'b': 'te'}
    assert validator.validate_json('{"a": 1, "c": "x', allow_partial='trailing-strings') == {'a': 1}
    for text, made in ('[1, 2, 3', [1, 2]), ('[1, 2, "x', [1, 2]), ('[1, "x", 3', None):
        lists = SchemaValidator(cs.list_schema(INT))
        if made is None:
            with pytest.raises(ValidationError):
                lists.validate_json(text, allow_partial=True)
        else:
            assert lists.validate_json(text, allow_partial=True) in (made, [*made, 3])


def test_extra_keys_beside_leaves():
    fields = {n: cs.typed_dict_field(INT) for n in 'ab'}
    forbid, allow = (SchemaValidator(cs.typed_dict_schema(fields, extra_behavior=b)) for b in ('forbid', 'allow'))
    given = {'a': 1, 'b': 2, 'c': 3}
    assert allow.validate_python(given) == given == allow.validate_json(to_json(given))
    for validate, value in (forbid.validate_python, given), (forbid.validate_json, to_json(given)):
        with pytest.raises(ValidationError) as error:
            validate(value)
        assert [(e['type'], e['loc']) for e in error.value.errors()] == [('extra_forbidden', ('c',))]
        assert validate(copy.copy({'a': 1, 'b': 2}) if value is given else b'{"a":1,"b":2}') == {'a': 1, 'b': 2}


CHANGES = [
    # what a validator of the first field does to the input, and what comes out
    (lambda d: None, {'b': 2, 'c': 'x'}),
    (lambda d: d.update(b=20), {'b': 20, 'c': 'x'}),
    (lambda d: d.pop('a'), {'b': 2, 'c': 'x'}),
    (lambda d: d.pop('b'), [('missing', ('b',))]),
    (lambda d: d.clear(), [('missing', ('b',)), ('missing', ('c',))]),
    (lambda d: d.update(b=d.pop('b')), {'b': 2, 'c': 'x'}),
    (lambda d: d.update(a=d.pop('a')), {'b': 2, 'c': 'x'}),
    (lambda d: d.update({f"more {i}": i for i in range(100)}), {'b': 2, 'c': 'x'}),
    (lambda d: (d.pop('c'), d.update(c='y' * 3)), {'b': 2, 'c': 'yyy'}),
    (lambda d: d.update(b='z'), [('int_parsing', ('b',))]),
]


@pytest.mark.parametrize('change, expected', CHANGES)
@pytest.mark.parametrize('extra', ['ignore', 'forbid'])
def test_the_input_changes_meanwhile(change, expected, extra):
    given = {'a': 1, 'b': 2, 'c': 'x'}

    def first(value):
        change(given)
        return value

    fields = {
        'a': cs.typed_dict_field(cs.no_info_after_validator_function(first, INT)),
        'b': cs.typed_dict_field(INT),
        'c': cs.typed_dict_field(STR),
    }
    validator = SchemaValidator(cs.typed_dict_schema(fields, extra_behavior=extra))
    try:
        found = validator.validate_python(given)
    except ValidationError as error:
        found = [(e['type'], e['loc']) for e in error.errors() if e['type'] != 'extra_forbidden']
        if isinstance(expected, dict):
            assert found == [] and extra == 'forbid'
            return
    assert found == ({'a': 1, **expected} if isinstance(expected, dict) else expected)


REPLACED = [
    lambda d: d.pop('a'),
    lambda d: (d.pop('a'), d.pop('extra')),
    lambda d: (d.pop('a'), d.update(more=3)),
    lambda d: (d.clear(), d.update(x=1)),
    lambda d: (d.clear(), d.update(x=1, y=2)),
    lambda d: (d.clear(), d.update(x=1, y=2, z=3)),
    lambda d: (d.pop('extra'), d.update({'a': 5})),
]


def records(fields, extra):
    """Each kind that has keys, with these fields, and what is made of it as a dict."""
    yield cs.typed_dict_schema({n: cs.typed_dict_field(s) for n, s in fields.items()}, extra_behavior=extra), lambda made: made
    yield cs.model_fields_schema({n: cs.model_field(s) for n, s in fields.items()}, extra_behavior=extra), lambda made: {**made[0], **(made[1] or {})}
    dataclass_fields = [cs.dataclass_field(n, s) for n, s in fields.items()]
    yield cs.dataclass_args_schema('D', dataclass_fields, extra_behavior=extra), lambda made: made[0]
    parameters = [cs.arguments_parameter(n, s, mode='keyword_only') for n, s in fields.items()]
    var_kwargs = {'var_kwargs_schema': cs.any_schema()} if extra == 'allow' else {}
    yield cs.arguments_schema(parameters, **var_kwargs), lambda made: made[1]


@pytest.mark.parametrize('replace', REPLACED)
@pytest.mark.parametrize('extra', ['forbid', 'allow'])
@pytest.mark.parametrize('kind', ['typed dict', 'model', 'dataclass', 'arguments'])
def test_other_keys_take_the_place_of_used_ones(kind, extra, replace):
    """How many keys there are tells nothing of records once a validator has changed the input; for arguments it decides."""
    given = {}

    def last(value):
        replace(given)
        return value

    fields = {'a': INT, 'b': cs.no_info_before_validator_function(last, INT)}
    schema, as_dict = dict(zip(('typed dict', 'model', 'dataclass', 'arguments'), records(fields, extra)))[kind]
    validator = SchemaValidator(schema)
    given.update(a=1, b=2, extra=3)
    left = dict(given)
    replace(left)
    unknown = {name: value for name, value in left.items() if name not in fields}
    if (kind == 'dataclass' and len(left) == 2) or (kind == 'arguments' and len(left) <= 2):
        unknown = {}
    try:
        assert as_dict(validator.validate_python(given)) == {'a': 1, 'b': 2, **unknown}
        assert extra == 'allow' or not unknown
    except ValidationError as error:
        assert extra == 'forbid'
        assert [e['loc'] for e in error.errors()] == [(name,) for name in unknown]


@pytest.mark.parametrize('allow_partial', [True, 'trailing-strings'])
def test_the_collector_changes_incomplete_input(allow_partial):
    """Looking for the last key of an incomplete dict makes an object, which may begin a collection."""
    fields = {n: cs.typed_dict_field(cs.no_info_after_validator_function(lambda v: v, INT)) for n in 'abc'}
    validator = SchemaValidator(cs.typed_dict_schema(fields))
    threshold = gc.get_threshold()
    gc.collect()
    gc.set_threshold(1)
    try:
        for _ in range(200):
            given = {'a': 1, 'b': 2, 'c': 3}
            end = End(lambda given=given: given.update({f'more {i}': i for i in range(100)}))
            end.cycle = end
            del end
            assert validator.validate_python(given, allow_partial=allow_partial) == {'a': 1, 'b': 2, 'c': 3}
    finally:
        gc.set_threshold(*threshold)


def test_validators_see_the_fields_before_them():
    seen = []

    def look(value, info):
        seen.append(dict(info.data))
        return value

    fields = {
        'a': cs.model_field(INT),
        'b': cs.model_field(cs.with_info_after_validator_function(look, INT)),
        'c': cs.model_field(STR),
        'd': cs.model_field(cs.with_info_after_validator_function(look, INT)),
    }
    validator = SchemaValidator(cs.model_fields_schema(fields))
    given = {'a': 1, 'b': 2, 'c': 'x', 'd': 4}
    assert validator.validate_python(given)[0] == given == validator.validate_json(to_json(given))[0]
    assert seen == [{'a': 1}, {'a': 1, 'b': 2, 'c': 'x'}] * 2


class End:
    """Whose end changes the input."""

    def __init__(self, change):
        self.change = change

    def __del__(self):
        self.change()


@pytest.mark.parametrize('change, expected', CHANGES[1:])
@pytest.mark.parametrize('kind', ['model', 'dataclass'])
def test_a_leaf_takes_the_place_of_what_changes_the_input(kind, change, expected):
    """A validator put a value under the name of a later field; when that field's own comes, it ends."""
    given = {'first': 0, 'a': 1, 'b': 2, 'c': 'x'}

    def first(value, info):
        info.data['a'] = End(lambda: change(given))
        return value

    schemas = {'first': cs.with_info_after_validator_function(first, INT), 'a': INT, 'b': INT, 'c': STR}
    if kind == 'model':
        schema = cs.model_fields_schema({name: cs.model_field(inner) for name, inner in schemas.items()})
    else:
        schema = cs.dataclass_args_schema('D', [cs.dataclass_field(name, inner) for name, inner in schemas.items()])
    try:
        found = SchemaValidator(schema).validate_python(given)[0]
        found = {name: found[name] for name in 'bc'}
    except ValidationError as error:
        found = [(e['type'], e['loc']) for e in error.errors()]
    assert found == expected


def test_strings_that_come_again():
    """Equal short strings of JSON are one str from their third time on, if they may be kept."""
    validator = SchemaValidator(cs.list_schema(STR))
    text = json.dumps(['a string that comes again', 'é, which comes again'])
    for _ in range(3):
        validator.validate_json(text)
    one, other = validator.validate_json(text), validator.validate_json(text)
    assert one == other == from_json(text) and one[0] is other[0]
    never = SchemaValidator(cs.list_schema(STR), cs.CoreConfig(cache_strings='none'))
    one, other = never.validate_json(text), never.validate_json(text)
    assert one == other and one[0] is not other[0]


LISTS = [cs.list_schema(INT), cs.list_schema(STR)]
SMALL = cs.int_schema(lt=2)
PARTIAL = [
    (cs.union_schema(LISTS), '["a", 1', ['a']),
    (cs.union_schema(LISTS, mode='left_to_right'), '["a", 1', ['a']),
    (cs.chain_schema([cs.list_schema(INT), cs.list_schema(SMALL)]), '["1", 2]', [1]),
    (cs.chain_schema([cs.set_schema(INT), cs.list_schema(SMALL)]), '["1", 2]', [1]),
    (cs.union_schema([cs.dict_schema(STR, INT), cs.dict_schema(STR, cs.list_schema(INT))]), '{"a": [1], "b": 1', {'a': [1]}),
    (cs.chain_schema([cs.dict_schema(STR, INT), cs.dict_schema(STR, SMALL)]), '{"a": "1", "b": 2}', {'a': 1}),
]


@pytest.mark.parametrize('schema, text, expected', PARTIAL)
def test_the_end_of_incomplete_input_is_a_leaf(schema, text, expected):
    """Who validates the same input next, another choice or step, still allows for its end."""
    assert SchemaValidator(schema).validate_json(text, allow_partial=True) == expected
