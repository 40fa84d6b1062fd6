"""Kinds that hold others: containers, records and unions.

SHOWN is a schema at whose output one can see that it was at work. The forms of cells are in tests/native/dumps.py; what they say
is what the published wheels give."""

import dataclasses
from datetime import date

import pytest
from pydantic_core import MISSING, SchemaError, SchemaSerializer
from pydantic_core import core_schema as cs

from tests.editions import by_edition, wrong_class
from tests.native.dumps import SAME, Apart, Fails, check_dumps, check_none, check_unexpected, no_key, unknown
from tests.native.rows import Model

INT, STR = cs.int_schema(), cs.str_schema()
SHOWN = cs.any_schema(serialization=cs.format_ser_schema('>3', when_used='always'))


class List(list):
    pass


class Tuple(tuple):
    pass


class Set(set):
    pass


class Frozen(frozenset):
    pass


class Dict(dict):
    pass


class Derived(Model):
    __slots__ = ()


class Property(Model):
    __slots__ = ()
    p = property(lambda self: self.a + 1)


@dataclasses.dataclass(frozen=True)
class Data:
    a: int
    b: str = 'x'


@dataclasses.dataclass(frozen=True)
class More(Data):
    c: int = 3


@dataclasses.dataclass(frozen=True)
class Slotted:
    __slots__ = ('a',)
    a: int


def model_of(fields, cls=Model, extra=None, **settings):
    return cs.model_schema(cls, cs.model_fields_schema(fields, extra_behavior=extra, **settings), extra_behavior=extra)


def model(cls=Model, extra=None, extras=None, computed=None, **schemas):
    fields = {name: cs.model_field(schema) for name, schema in schemas.items()}
    return model_of(fields, cls, extra, extras_schema=extras, computed_fields=computed)


def typed(extra=None, computed=None, **schemas):
    fields = {name: cs.typed_dict_field(schema) for name, schema in schemas.items()}
    return cs.typed_dict_schema(fields, extra_behavior=extra, computed_fields=computed)


def data(cls=Data, slots=None, **schemas):
    fields = [cs.dataclass_field(name, schema) for name, schema in schemas.items()]
    return cs.dataclass_schema(cls, cs.dataclass_args_schema('D', fields), list(schemas), slots=slots)


def instance(extra=None, fields_set=None, **values):
    made = Model(**values)
    made.__pydantic_extra__ = extra
    made.__pydantic_fields_set__ = fields_set or made.__pydantic_fields_set__
    return made


PAIR = cs.tuple_schema([SHOWN, STR])
VARIADIC = cs.tuple_schema([STR, SHOWN, STR], variadic_item_index=1)
FROZEN = no_key('frozenset')
TAGGED = cs.tagged_union_schema({'x': typed(t=STR, v=SHOWN), 'y': typed(t=STR, v=INT)}, 't')
SORTED = cs.tagged_union_schema({'x': SHOWN, 'y': INT}, lambda value: 'x' if value == 1 else 'y')
NO_MODEL = Fails('No model found for fields serialization')

DUMPS = [
    # schema, value, to Python, JSON, key
    (cs.list_schema(), [1, None, (2,)], SAME, [1, None, [2]], None),
    (cs.list_schema(SHOWN), [1, 2], ['  1', '  2'], ['  1', '  2'], None),
    (cs.list_schema(SHOWN), [], [], [], None),
    (cs.list_schema(INT), List([1]), [1], [1], None),
    (cs.tuple_variable_schema(SHOWN), (1, 2), ('  1', '  2'), ['  1', '  2'], '  1,  2'),
    (PAIR, (1, 'a'), ('  1', 'a'), ['  1', 'a'], '  1,a'),
    (PAIR, Tuple((1, 'a')), ('  1', 'a'), ['  1', 'a'], '  1,a'),
    *by_edition([(PAIR, (1,), ('  1',), ['  1'], '  1')], []),
    (cs.tuple_schema([]), (), (), [], ''),
    (VARIADIC, ('a', 'z'), SAME, ['a', 'z'], 'a,z'),
    (VARIADIC, ('a', 1, 2, 'z'), ('a', '  1', '  2', 'z'), ['a', '  1', '  2', 'z'], 'a,  1,  2,z'),
    (VARIADIC, ('a',), SAME, ['a'], 'a'),
    (VARIADIC, (), (), [], ''),
    (cs.set_schema(SHOWN), {1}, {'  1'}, ['  1'], None),
    (cs.set_schema(), set(), set(), [], None),
    (cs.set_schema(INT), Set([1]), {1}, [1], None),
    (cs.frozenset_schema(SHOWN), frozenset({1}), frozenset({'  1'}), ['  1'], FROZEN),
    (cs.frozenset_schema(INT), Frozen([1]), frozenset({1}), [1], FROZEN),
    (cs.dict_schema(), {'a': 1, 2: None}, SAME, {'a': 1, '2': None}, None),
    (cs.dict_schema(SHOWN, SHOWN), {1: 2}, {'  1': '  2'}, {'  1': '  2'}, None),
    (cs.dict_schema(INT, INT), Dict({1: 2}), {1: 2}, {'1': 2}, None),
    (cs.dict_schema(cs.bytes_schema(), INT), {b'\xff': 1}, SAME, Fails('invalid utf-8'), None),
    (typed(a=SHOWN, b=INT), {'b': 2, 'a': 1}, {'b': 2, 'a': '  1'}, {'b': 2, 'a': '  1'}, None),
    (typed(a=SHOWN), Dict(a=1), {'a': '  1'}, {'a': '  1'}, None),
    (typed(a=INT, b=INT), {'a': 1}, SAME, SAME, None),
    (typed(a=INT), {'a': 1, 'b': 2}, {'a': 1}, {'a': 1}, None),
    (typed(a=INT, extra='allow'), {'a': 1, 'b': date(2020, 1, 2)}, SAME, {'a': 1, 'b': '2020-01-02'}, None),
    (typed(a=cs.missing_sentinel_schema(), b=INT), {'a': MISSING, 'b': 1}, {'b': 1}, {'b': 1}, None),
    (model(a=SHOWN, b=INT), Model(a=1, b=2), {'a': '  1', 'b': 2}, {'a': '  1', 'b': 2}, None),
    (model(a=SHOWN), Derived(a=1), {'a': '  1'}, {'a': '  1'}, None),
    (model(a=INT, b=INT), Model(a=1), {'a': 1}, {'a': 1}, None),
    (model(a=INT), Model(a=1, b=2), {'a': 1}, {'a': 1}, None),
    (model(a=INT), instance({'b': 'q'}, a=1), {'a': 1}, {'a': 1}, None),
    (model(a=INT, extra='allow'), instance({'b': 'q'}, a=1), {'a': 1, 'b': 'q'}, {'a': 1, 'b': 'q'}, None),
    (model(a=INT, extra='allow'), instance(None, a=1), {'a': 1}, {'a': 1}, None),
    (model(a=INT, extra='allow', extras=SHOWN), instance({'b': 'q'}, a=1), {'a': 1, 'b': '  q'},
     by_edition(Apart({'a': 1, 'b': '  q'}, '{"a":1,"b":"q"}'), {'a': 1, 'b': '  q'}), None),
    (model(a=cs.missing_sentinel_schema(), b=INT), Model(a=MISSING, b=1), {'b': 1}, {'b': 1}, None),
    (model(Property, a=INT, computed=[cs.computed_field('p', SHOWN)]), Property(a=1), {'a': 1, 'p': '  2'}, {'a': 1, 'p': '  2'}, None),
    (cs.model_schema(Model, SHOWN, root_model=True), Model(root=1), '  1', '  1', None),
    (cs.model_fields_schema({'a': cs.model_field(INT)}), {'a': 1}, NO_MODEL, NO_MODEL, None),
    (data(a=SHOWN, b=STR), Data(1), {'a': '  1', 'b': 'x'}, {'a': '  1', 'b': 'x'}, "Data(a=1, b='x')"),
    (data(a=SHOWN, b=STR), More(1), {'a': '  1', 'b': 'x'}, {'a': '  1', 'b': 'x'}, "More(a=1, b='x', c=3)"),
    (data(a=SHOWN), Data(1), {'a': '  1'}, {'a': '  1'}, "Data(a=1, b='x')"),
    # Of which class the value is matters in a union alone.
    (model(Derived, a=SHOWN), Model(a=1), {'a': '  1'}, {'a': '  1'}, None),
    (data(More, a=SHOWN), Data(1), {'a': '  1'}, {'a': '  1'}, "Data(a=1, b='x')"),
    (data(Slotted, slots=True, a=SHOWN), Slotted(1), {'a': '  1'}, {'a': '  1'}, 'Slotted(a=1)'),
    (data(a=cs.missing_sentinel_schema(), b=STR), Data(MISSING), {'b': 'x'}, {'b': 'x'}, None),
    (cs.dataclass_args_schema('D', [cs.dataclass_field('a', INT)]), {'a': 1}, NO_MODEL, NO_MODEL, None),
    (cs.union_schema([INT, STR]), 'a', SAME, SAME, 'a'),
    (cs.union_schema([SHOWN]), 1, '  1', '  1', '  1'),
    (cs.union_schema([cs.list_schema(INT), cs.list_schema(SHOWN)]), ['a'], ['  a'], ['  a'], None),
    (cs.union_schema([INT, (SHOWN, 'label')]), 'a', '  a', '  a', '  a'),
    (TAGGED, {'t': 'x', 'v': 1}, {'t': 'x', 'v': '  1'}, {'t': 'x', 'v': '  1'}, None),
    (TAGGED, {'t': 'y', 'v': 1}, SAME, SAME, None),
    (SORTED, 1, '  1', '  1', '  1'),
    (SORTED, 2, SAME, SAME, '2'),
    # Up to 2.41 the other choices are tried when the one that was named will not have the value.
    *by_edition([
        (SORTED, 'x', '  x', '  x', '  x'),
        (TAGGED, {'t': 'y', 'v': 'q'}, {'t': 'y', 'v': '  q'}, {'t': 'y', 'v': '  q'}, None),
        (TAGGED, {'t': 'z', 'v': 1}, {'t': 'z', 'v': '  1'}, {'t': 'z', 'v': '  1'}, None),
    ], []),
]


@pytest.mark.parametrize('schema, value, python, jsonable, key', DUMPS)
def test_dumps(schema, value, python, jsonable, key):
    check_dumps(schema, value, python, jsonable, key)


DEFAULTING = 'Defaulting to left to right union serialization - failed to get discriminator value for tagged union serialization'

UNEXPECTED = [
    # schema, value, to Python, JSON, key, what is said
    (cs.list_schema(INT), 'x', SAME, SAME, 'x', 'Expected `list[int]`'),
    (cs.list_schema(INT), (1,), SAME, [1], '1', 'Expected `list[int]`'),
    (cs.list_schema(INT), ['x'], SAME, SAME, None, 'Expected `int`'),
    (cs.tuple_schema([INT]), [1], SAME, SAME, None, 'Expected `tuple[int]`'),
    (cs.tuple_schema([INT]), ('x',), SAME, ['x'], 'x', 'Expected `int`'),
    (cs.tuple_schema([INT]), (1, 2), SAME, [1, 2], '1,2', 'Unexpected extra items present in tuple'),
    *by_edition([], [(cs.tuple_schema([INT, INT]), (1,), SAME, [1], '1', 'Unexpected too few items present in tuple')]),
    (cs.tuple_variable_schema(INT), [1], SAME, SAME, None, 'Expected `tuple[int, ...]`'),
    (VARIADIC, ('a', 1, 2), ('a', '  1', 2), ['a', '  1', 2], 'a,  1,2', 'Expected `str`'),
    (cs.set_schema(INT), [1], SAME, SAME, None, 'Expected `set[int]`'),
    (cs.set_schema(INT), frozenset({1}), SAME, [1], None, 'Expected `set[int]`'),
    (cs.set_schema(INT), {'x'}, SAME, ['x'], None, 'Expected `int`'),
    (cs.frozenset_schema(INT), {1}, SAME, [1], None, 'Expected `frozenset[int]`'),
    (cs.frozenset_schema(INT), 'x', SAME, SAME, 'x', 'Expected `frozenset[int]`'),
    (cs.dict_schema(INT, INT), [1], SAME, SAME, None, 'Expected `dict[int, int]`'),
    (cs.dict_schema(INT, INT), {'x': 1}, SAME, SAME, None, 'Expected `int`'),
    (cs.dict_schema(INT, INT), {1: 'x'}, SAME, {'1': 'x'}, None, 'Expected `int`'),
    (cs.generator_schema(INT), 'x', SAME, SAME, 'x', 'Expected `generator`'),
    (cs.generator_schema(INT), [1], SAME, SAME, None, 'Expected `generator`'),
    (typed(a=INT), [1], SAME, SAME, None, 'Expected `general-fields`'),
    (typed(a=INT), 'x', SAME, SAME, None, 'Expected `general-fields`'),
    (typed(a=INT), {'a': 'x'}, SAME, SAME, None, "Expected `int` - serialized value may not be as expected [field_name='a', "),
    (model(a=INT), {'a': 1}, SAME, SAME, None, 'Expected `Model`'),
    (model(Derived, a=INT), 'x', SAME, SAME, 'x', 'Expected `Derived`'),
    (model(a=INT), Model(a='x'), {'a': 'x'}, {'a': 'x'}, None, "Expected `int` - serialized value may not be as expected [field_name='a', "),
    (data(a=INT, b=STR), {'a': 1}, SAME, SAME, None, 'Expected `Data`'),
    (data(a=INT, b=STR), Data('x'), {'a': 'x', 'b': 'x'}, {'a': 'x', 'b': 'x'}, None, 'Expected `int`'),
    (cs.union_schema([INT, STR]), [1], SAME, SAME, None, 'Expected `int`'),
    (cs.union_schema([INT, STR]), [1], SAME, SAME, None, 'Expected `str`'),
    (cs.union_schema([INT, cs.list_schema(INT)]), ['x'], SAME, SAME, None, "[input_value='x', input_type=str]"),
    *by_edition([], [
        (TAGGED, {'t': 'y', 'v': 'q'}, SAME, SAME, None, "Expected `int` - serialized value may not be as expected [field_name='v', "),
        (TAGGED, {'t': 'z', 'v': 1}, {'t': 'z', 'v': '  1'}, {'t': 'z', 'v': '  1'}, None, DEFAULTING),
        (SORTED, 'x', SAME, SAME, 'x', 'Expected `int`'),
    ]),
    (TAGGED, 1, SAME, SAME, None, DEFAULTING),
    (TAGGED, 1, SAME, SAME, None, 'Expected `general-fields`'),
    (TAGGED, None, SAME, SAME, None, DEFAULTING),
]


@pytest.mark.parametrize('schema, value, python, jsonable, key, said', UNEXPECTED)
def test_unexpected(schema, value, python, jsonable, key, said):
    check_unexpected(schema, value, python, jsonable, key, said)


NO_KEYS = ['dict', 'frozenset', 'generator', 'list', 'set', 'typed-dict']
ALL = {row[0]['type']: row[0] for row in DUMPS + UNEXPECTED}


@pytest.mark.parametrize('kind', sorted(ALL.keys() - {'model-fields', 'dataclass-args', 'tagged-union'}))
def test_none(kind):
    check_none(ALL[kind], no_key(kind) if kind in NO_KEYS else 'None')


GENERATORS = [lambda: iter([1, 2]), lambda: (item for item in (1, 2)), lambda: map(int, '12')]


@pytest.mark.parametrize('make', GENERATORS)
def test_generators(make):
    serializer = SchemaSerializer(cs.generator_schema(SHOWN))
    made = serializer.to_python(make())
    assert type(made).__name__ == 'SerializationIterator' and (next(made), list(made)) == ('  1', ['  2'])
    assert serializer.to_python(make(), mode='json') == ['  1', '  2']
    assert serializer.to_json(make()) == b'["  1","  2"]'


@pytest.mark.parametrize('make', GENERATORS)
def test_items_of_generators(make):
    serializer = SchemaSerializer(cs.generator_schema(STR))
    with pytest.warns(UserWarning, match='Expected `str`'):
        assert list(serializer.to_python(make())) == [1, 2]
    with pytest.warns(UserWarning, match='Expected `str`'):
        assert serializer.to_json(make()) == b'[1,2]'


COMPUTED = model(Property, a=INT, computed=[cs.computed_field('p', INT, alias='P')])
ALIASED = model_of({'a': cs.model_field(INT, serialization_alias='A'), 'b': cs.model_field(INT)})
LEAVING = model_of({'a': cs.model_field(INT, serialization_exclude=True), 'b': cs.model_field(INT, serialization_exclude_if=lambda value: value > 9)})
NULLABLE = model(a=cs.nullable_schema(INT), b=SHOWN)
DEFAULT = cs.with_default_schema(SHOWN, default=1)
MADE = cs.with_default_schema(SHOWN, default_factory=lambda: 1)

OPTIONS = [
    # schema, options, value, what comes out
    (typed(a=DEFAULT, b=INT), {'exclude_defaults': True}, {'a': 1, 'b': 2}, {'b': 2}),
    (typed(a=DEFAULT, b=INT), {'exclude_defaults': True}, {'a': 2, 'b': 2}, {'a': '  2', 'b': 2}),
    (typed(a=MADE, b=INT), {'exclude_defaults': True}, {'a': 1, 'b': 2}, {'b': 2}),
    (model(a=DEFAULT), {'exclude_defaults': True}, Model(a=True), {}),
    (NULLABLE, {'exclude_none': True}, Model(a=None, b=1), {'b': '  1'}),
    (NULLABLE, {'exclude_unset': True}, instance(None, {'b'}, a=1, b=1), {'b': '  1'}),
    (model(a=INT, extra='allow'), {'exclude_none': True}, instance({'b': None}, a=1), {'a': 1}),
    (model(a=INT, extra='allow'), {'exclude': {'b'}}, instance({'b': 2}, a=1), {'a': 1}),
    (model(a=INT), {'serialize_as_any': True}, Model(a='x'), Apart(SAME, unknown('tests.native.rows.Model'))),
    (COMPUTED, {}, Property(a=1), {'a': 1, 'p': 2}),
    (COMPUTED, {'by_alias': True}, Property(a=1), {'a': 1, 'P': 2}),
    (COMPUTED, {'round_trip': True}, Property(a=1), {'a': 1}),
    (COMPUTED, {'exclude_computed_fields': True}, Property(a=1), {'a': 1}),
    (COMPUTED, {'exclude': {'p'}}, Property(a=1), {'a': 1}),
    (COMPUTED, {'include': {'p'}}, Property(a=1), {'p': 2}),
    (ALIASED, {}, Model(a=1, b=2), {'a': 1, 'b': 2}),
    (ALIASED, {'by_alias': True}, Model(a=1, b=2), {'A': 1, 'b': 2}),
    (LEAVING, {}, Model(a=1, b=2), {'b': 2}),
    (LEAVING, {}, Model(a=1, b=20), {}),
    (cs.list_schema(INT, serialization=cs.filter_seq_schema(include={0, 2}, exclude={2})), {}, [1, 2, 3], [1]),
    (cs.dict_schema(STR, INT, serialization=cs.filter_dict_schema(exclude={'a'})), {}, {'a': 1, 'b': 2}, {'b': 2}),
    (cs.dict_schema(STR, INT, serialization=cs.filter_dict_schema(include={'a'})), {'exclude': {'a'}}, {'a': 1, 'b': 2}, {}),
]


@pytest.mark.parametrize('schema, options, value, expected', OPTIONS)
def test_options(schema, options, value, expected):
    python, jsonable = expected if type(expected) is Apart else (expected, expected)
    check_dumps(schema, value, python, jsonable, None, **options)


BAD_SCHEMAS = [
    (cs.union_schema([]), 'One or more union choices required'),
    *by_edition([], [(cs.tagged_union_schema({}, 't'), 'One or more union choices required')]),
    (cs.list_schema(cs.invalid_schema()), 'Unknown serialization schema type: `invalid`'),
    (cs.list_schema(serialization=cs.filter_seq_schema(exclude={-1})), "OverflowError: can't convert negative int to unsigned"),
    (cs.list_schema(serialization=cs.filter_seq_schema(exclude={'a'})), "TypeError: 'str' object cannot be interpreted as an integer"),
    (cs.model_schema(3, SHOWN), f'TypeError: {wrong_class("int", "type")}'),
    (cs.dataclass_schema(3, SHOWN, []), f'TypeError: {wrong_class("int", "type")}'),
]


@pytest.mark.parametrize('schema, message', BAD_SCHEMAS)
def test_bad_schemas(schema, message):
    with pytest.raises(SchemaError) as caught:
        SchemaSerializer(schema)
    assert f'Error building `{schema["type"]}` serializer:\n  ' in str(caught.value) and message in str(caught.value)
