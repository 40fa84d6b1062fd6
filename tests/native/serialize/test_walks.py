"""Objects that the user's code changes while they are walked: what comes out is what was there before.

No function of the schema runs here, which would be known when the schema is built: it is `fallback`, called for a value that is
not of the expected type, that makes the change."""

import collections
import dataclasses
import sys

import pytest
from pydantic_core import PydanticSerializationError, SchemaSerializer, SchemaValidator, from_json
from pydantic_core import core_schema as cs

from tests.editions import by_edition


class Model:
    __slots__ = '__dict__', '__pydantic_fields_set__', '__pydantic_extra__', '__pydantic_private__'


class Strange:
    """Nothing knows how to serialize this."""


NAMES = ['a', 'b', 'c', 'd']

LEAVES = {'int': (cs.int_schema(), 7), 'str': (cs.str_schema(), 'text'), 'nullable': (cs.nullable_schema(cs.float_schema()), None)}


def model_schema(leaf, cls=None):
    """Of that class, or of one that has no names of attributes yet."""
    fields = {name: cs.model_field(cs.any_schema() if name == 'b' else leaf) for name in NAMES}
    return cs.model_schema(cls or type('Own', (Model,), {'__slots__': ()}), cs.model_fields_schema(fields))


def serializer(leaf, kind):
    if kind == 'model':
        return SchemaSerializer(model_schema(leaf, Model))
    return SchemaSerializer(
        cs.typed_dict_schema({name: cs.typed_dict_field(cs.any_schema() if name == 'b' else leaf) for name in NAMES})
    )


CHANGES = [
    lambda d: None,
    lambda d: d.pop('c'),
    lambda d: d.pop('a'),
    lambda d: d.pop('b'),
    lambda d: d.clear(),
    lambda d: d.update(more=1),
    lambda d: d.update({f'more {i}': 1 for i in range(50)}),
    lambda d: d.update(c=d.pop('c')),
    lambda d: d.update({5: 'a key that is no str'}),
    lambda d: (d.pop('c'), d.update(more=1)),
]


@pytest.mark.parametrize('leaf', LEAVES)
@pytest.mark.parametrize('kind', ['model', 'validated', 'typed_dict'])
@pytest.mark.parametrize('change', CHANGES)
def test_changes_beneath_the_walk(leaf, kind, change):
    schema, value = LEAVES[leaf]
    for call in ('to_json', 'to_python'):
        values = {'a': value, 'b': Strange(), 'c': value, 'd': value}
        made = values
        ser = serializer(schema, kind) if kind != 'validated' else None
        if kind == 'validated':
            own = model_schema(schema)
            made = SchemaValidator(own).validate_python(values)
            ser = SchemaSerializer(own)
        if kind == 'model':
            made = Model()
            made.__dict__ = values
            values = made.__dict__

        def fallback(_):
            change(values if kind != 'validated' else made.__dict__)
            return 'strange'

        expected = {'a': value, 'b': 'strange', **dict.fromkeys('cd', value)}
        found = getattr(ser, call)(
            made, fallback=fallback, **({} if call == 'to_json' else {'mode': 'json'})
        )
        found = from_json(found) if call == 'to_json' else found
        assert found == expected and list(found) == list(expected), call


@pytest.mark.parametrize('by_alias', [False, True])
@pytest.mark.parametrize('change', [*CHANGES, lambda d: d.update(a=[]), lambda d: (d.clear(), d.update(dict.fromkeys('wxyz', 1)))])
def test_python_objects_of_a_dict_in_another_order(by_alias, change):
    fields = {name: cs.typed_dict_field(cs.any_schema(), serialization_alias=name.upper()) for name in NAMES}
    values = {'b': Strange(), 'd': 4, 'a': 1, 'c': 3}
    made = SchemaSerializer(cs.typed_dict_schema(fields)).to_python(
        values, mode='json', by_alias=by_alias, fallback=lambda _: (change(values), 'strange')[1]
    )
    expected = {'b': 'strange', 'd': 4, 'a': 1, 'c': 3}
    assert list(made.items()) == [(name.upper() if by_alias else name, value) for name, value in expected.items()]


def test_values_that_are_replaced():
    values = {'a': 1, 'b': Strange(), 'c': 3, 'd': 4}

    def fallback(_):
        values.update(b=None, c=30, d=40)
        return 2

    ser = serializer(cs.int_schema(), 'typed_dict')
    assert ser.to_python(values, mode='json', fallback=fallback) == {'a': 1, 'b': 2, 'c': 3, 'd': 4}
    values.update(b=Strange(), c=3, d=4)
    assert ser.to_json(values, fallback=fallback) == b'{"a":1,"b":2,"c":3,"d":4}'


def test_a_dataclass_with_the_fields_of_a_model():
    """Its values are attributes, and in no dict."""

    @dataclasses.dataclass(slots=True)
    class Data:
        a: int
        b: str

    fields = cs.model_fields_schema({'a': cs.model_field(cs.int_schema()), 'b': cs.model_field(cs.str_schema())})
    ser = SchemaSerializer(cs.dataclass_schema(Data, fields, ['a', 'b']))
    assert ser.to_python(Data(1, 'x')) == {'a': 1, 'b': 'x'} and ser.to_json(Data(1, 'x')) == b'{"a":1,"b":"x"}'


def test_the_instance_gets_another_dict():
    model = Model()
    model.__dict__ = {'a': 1, 'b': Strange(), 'c': 3, 'd': 4}

    def fallback(_):
        model.__dict__ = {}
        return 2

    assert serializer(cs.int_schema(), 'model').to_json(model, fallback=fallback) == b'{"a":1,"b":2,"c":3,"d":4}'


@pytest.mark.parametrize('asked', [False, True])
@pytest.mark.parametrize('change', ['replace', 'delete', 'assign', 'init'])
def test_an_instance_gets_a_dict_in_place_of_its_values(change, asked):
    schema = model_schema(cs.any_schema())
    validator, ser = SchemaValidator(schema), SchemaSerializer(schema)

    def fallback(_):
        if change == 'replace':
            model.__dict__ = {'a': 5, 'x': 6, 'd': 7, 'c': 8}
        elif change == 'delete':
            del model.__dict__
        elif change == 'assign':
            validator.validate_assignment(model, 'c', 8)
        else:
            validator.validate_python({'a': 5, 'b': 6, 'c': 7, 'd': 8}, self_instance=model)
        return 2

    for call in 'to_json', 'to_python':
        model = validator.validate_python({'a': 1, 'b': Strange(), 'c': 3, 'd': 4})
        kept = model.__dict__ if asked else None
        found = ser.to_json(model, fallback=fallback) if call == 'to_json' else ser.to_python(model, mode='json', fallback=fallback)
        assert (from_json(found) if call == 'to_json' else found) == {'a': 1, 'b': 2, 'c': 3, 'd': 4}
        assert kept is None or (list(kept) == NAMES and kept['c'] == (7 if change == 'init' and kept is model.__dict__ else 3))


def test_fields_that_are_set_meanwhile():
    """Which of them count was decided before."""
    schema = model_schema(cs.int_schema())
    model = SchemaValidator(schema).validate_python({'a': 1, 'b': Strange(), 'c': 3, 'd': 4})
    ser = SchemaSerializer(schema)

    def fallback(_):
        model.__pydantic_fields_set__.add('c')
        model.__pydantic_fields_set__.discard('d')
        return 2

    for call, mode in ('to_json', {}), ('to_python', {'mode': 'json'}):
        model.__pydantic_fields_set__ = {'a', 'b', 'd'}
        found = getattr(ser, call)(model, exclude_unset=True, fallback=fallback, **mode)
        assert (from_json(found) if call == 'to_json' else found) == {'a': 1, 'b': 2, 'd': 4}


@pytest.mark.parametrize('call', ['to_json', 'to_python'])
def test_a_list_of_leaves_beside_others(call):
    """A list that shrinks or grows meanwhile is read as far as it was and is."""
    for change, rest in (lambda l: l.clear(), []), (lambda l: l.extend([9] * 100), [3, 4]), (lambda l: l.pop(), [3]):
        items = [1, Strange(), 3, 4]

        def fallback(_):
            change(items)
            return 2

        made = getattr(SchemaSerializer(cs.list_schema(cs.int_schema())), call)(
            items, fallback=fallback, warnings=False, **({} if call == 'to_json' else {'mode': 'json'})
        )
        assert (from_json(made) if call == 'to_json' else made) == [1, 2, *rest]


@pytest.mark.parametrize('count', [1, 3, 16, 17, 40])
def test_what_comes_out_is_ones_own(count):
    """The dict of a model that has all its fields in order is made of a blank: nothing is shared, all is counted."""
    names = [f'field number {i}' for i in range(count)]
    ser = SchemaSerializer(cs.model_schema(Model, cs.model_fields_schema({n: cs.model_field(cs.any_schema()) for n in names})))
    value = object()
    model = Model()
    model.__dict__ = dict.fromkeys(names, value)
    before = sys.getrefcount(value), [sys.getrefcount(name) for name in names]
    made = [ser.to_python(model) for _ in range(10)]
    assert made == [model.__dict__] * 10
    assert sys.getrefcount(value) == before[0] + 10 * count
    made[0].clear()
    made[1]['more'] = 1
    assert made[2] == model.__dict__ == dict.fromkeys(names, value)
    del made
    assert (sys.getrefcount(value), [sys.getrefcount(name) for name in names]) == before


@pytest.mark.parametrize(
    'change, expected',
    [
        (lambda m: m.__dict__.pop('b'), {'a': 1, 'c': 3}),
        (lambda m: setattr(m, 'other', 1), {'a': 1, 'b': 2, 'c': 3}),
        (lambda m: setattr(m, '__dict__', {'c': 3, 'b': 2, 'a': 1}), {'c': 3, 'b': 2, 'a': 1}),
        (lambda m: setattr(m, '__dict__', {'b': 2, 'more': 1, 'a': 1, 'c': 3}), {'b': 2, 'a': 1, 'c': 3}),
        (lambda m: setattr(m, '__dict__', {}), {}),
    ],
)
def test_dicts_that_are_not_the_fields_in_order(change, expected):
    fields = {name: cs.model_field(cs.int_schema()) for name in 'abc'}
    ser = SchemaSerializer(cs.model_schema(Model, cs.model_fields_schema(fields)))
    model = Model()
    model.__dict__ = {'a': 1, 'b': 2, 'c': 3}
    change(model)
    made = ser.to_python(model)
    assert made == expected and list(made) == list(expected)
    assert from_json(ser.to_json(model)) == expected
    assert ser.to_python(model, exclude={'a'}) == {k: v for k, v in expected.items() if k != 'a'}


LEAF_ROWS = [
    (cs.str_schema(), 'plain'),
    (cs.str_schema(), ''),
    (cs.str_schema(), 'a "quote", a \\, a tab \t'),
    (cs.str_schema(), 'é, 漢, 😀'),
    (cs.str_schema(), 'x' * 5000),
    (cs.str_schema(), '"' * 5000),
    (cs.int_schema(), 0),
    (cs.int_schema(), -(10**18)),
    (cs.int_schema(), 10**40),
    (cs.float_schema(), 1.5),
    (cs.float_schema(), -0.0),
    (cs.float_schema(), 1e300),
    (cs.bool_schema(), True),
    (cs.bool_schema(), False),
    (cs.none_schema(), None),
    (cs.nullable_schema(cs.int_schema()), None),
    (cs.with_default_schema(cs.nullable_schema(cs.str_schema()), default=None), None),
]


@pytest.mark.parametrize('schema, value', LEAF_ROWS)
@pytest.mark.parametrize('options', [{}, {'indent': 2}, {'ensure_ascii': True}, {'serialize_as_any': True}])
def test_leaves_come_out_as_their_nodes_write_them(schema, value, options):
    """Alone, where the node itself is asked, and in each container, in which it mostly is not."""
    alone = SchemaSerializer(schema).to_json(value, **options)
    compact = alone
    layout = {k: v for k, v in options.items() if k != 'indent'}
    containers = [
        (cs.list_schema(schema), [value, value], b'[%b,%b]'),
        (cs.set_schema(schema), {value}, b'[%b]'),
        (cs.dict_schema(cs.str_schema(), schema), {'k': value, 'l': value}, b'{"k":%b,"l":%b}'),
        (cs.typed_dict_schema({n: cs.typed_dict_field(schema) for n in 'kl'}), {'k': value, 'l': value}, b'{"k":%b,"l":%b}'),
    ]
    for container, values, form in containers:
        ser = SchemaSerializer(container)
        assert ser.to_json(values, **layout) == form % ((compact,) * form.count(b'%b'))
        assert from_json(ser.to_json(values, **options)) == from_json(ser.to_json(values))
        assert ser.to_python(values) == values


@pytest.mark.parametrize('mode, text, python', [('null', b'null', 'inf'), ('strings', b'"Infinity"', 'inf'), ('constants', b'Infinity', 'inf')])
def test_floats_that_are_not_finite(mode, text, python):
    config = cs.CoreConfig(ser_json_inf_nan=mode)
    ser = SchemaSerializer(cs.list_schema(cs.float_schema()), config)
    assert ser.to_json([float('inf'), 1.0]) == b'[' + text + b',1.0]'
    assert ser.to_python([float('inf')], mode='json') == [float(python)]


class Renamed(dict):
    def keys(self):
        return ['b']

    def __getitem__(self, key):
        return 'GOT'

    def __iter__(self):
        return iter('b')


def test_what_a_dict_says_of_itself_is_not_asked():
    fields = {name: cs.typed_dict_field(schema, required=False) for name, schema in (('a', cs.int_schema()), ('b', cs.str_schema()), ('c', cs.str_schema()))}
    ser = SchemaSerializer(cs.typed_dict_schema(fields))
    assert ser.to_python(Renamed(a=1, b='x')) == {'a': 1, 'b': 'x'}
    ordered = collections.OrderedDict(a=1, b='x')
    ordered.move_to_end('a')
    assert list(ser.to_python(ordered)) == ['a', 'b']


class Rehashed(str):
    """A key whose hash is asked for again, and then fails."""

    fails = False

    def __hash__(self):
        if self.fails:
            raise RuntimeError('not again')
        return str.__hash__(self)


KEYED = {
    'a dict': cs.dict_schema(cs.any_schema(), cs.any_schema()),
    'a typed dict': cs.typed_dict_schema({}, extra_behavior='allow'),
}


@pytest.mark.parametrize('schema', KEYED.values(), ids=KEYED)
def test_the_hash_of_each_key_is_asked_for(schema):
    """For JSON, since 2.50 only where include or exclude needs it."""
    key = Rehashed('a')
    value = {key: 1}
    key.fails = True
    ser = SchemaSerializer(schema)
    with pytest.raises(RuntimeError, match='not again'):
        ser.to_python(value)
    with pytest.raises(PydanticSerializationError, match='not again'):
        ser.to_json(value, **by_edition({}, {'exclude': {'b'}}))
    assert SchemaSerializer(cs.any_schema()).to_json(value) == b'{"a":1}'


def test_a_key_whose_end_changes_the_dict():
    """The walk lets go of a key that is gone from the dict when it has the next pair."""
    values = {}

    class Key:
        def __del__(self):
            values.clear()

    def fallback(value):
        if isinstance(value, Key):
            return 'key'
        del values[next(iter(values))]
        values['c'] = 'c'
        return 'strange'

    values[Key()] = Strange()
    values['b'] = ['item'] * 3
    with pytest.raises(PydanticSerializationError, match='dictionary changed size'):
        SchemaSerializer(cs.dict_schema()).to_json(values, fallback=fallback)
    assert values == {}
