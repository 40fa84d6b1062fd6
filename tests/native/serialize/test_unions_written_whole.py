"""Unions that write a value to JSON whole: the text is that of the plain objects which the choice makes of the value."""

import datetime
import uuid

import pytest
from pydantic_core import PydanticSerializationError, SchemaSerializer
from pydantic_core import core_schema as cs

from tests.native.rows import Model


class Other(Model):
    __slots__ = ()


class Derived(Model):
    __slots__ = ()


class Number(int):
    pass


class Text(str):
    pass


class Items(list):
    def __iter__(self):
        return iter('not these')


class Named(dict):
    pass


def schema(cls=Model, config=None, ref=None, **fields):
    made = {name: field if field['type'] == 'model-field' else cs.model_field(field) for name, field in fields.items()}
    return cs.model_schema(cls, cs.model_fields_schema(made), config=config, ref=ref)


def union(*choices):
    return cs.union_schema([*choices])


def long_way(ser, value, *, indent=None, ensure_ascii=False, **arguments):
    """The text by way of plain objects."""
    made = ser.to_python(value, mode='json', **arguments)
    return SchemaSerializer(cs.any_schema()).to_json(made, indent=indent, ensure_ascii=ensure_ascii)


INT, STR, FLOAT, ANY = cs.int_schema(), cs.str_schema(), cs.float_schema(), cs.any_schema()
POINT = cs.tuple_positional_schema([FLOAT, FLOAT])
SCALARS = schema(
    s=STR,
    i=INT,
    f=FLOAT,
    b=cs.bool_schema(),
    n=cs.nullable_schema(INT),
    d=cs.with_default_schema(cs.date_schema(), default=None),
    t=cs.datetime_schema(),
    u=cs.uuid_schema(),
    kind=cs.literal_schema(['a', 1, None]),
    any=ANY,
)
VALUES = {
    's': 'text', 'i': -7, 'f': 2.5, 'b': True, 'n': None, 'd': datetime.date(2026, 2, 3),
    't': datetime.datetime(2026, 2, 3, 4, 5, tzinfo=datetime.timezone.utc), 'u': uuid.UUID(int=5), 'kind': 'a', 'any': None,
}  # fmt: skip
SCALARS_JSON = (
    '{"s":"text","i":-7,"f":2.5,"b":true,"n":null,"d":"2026-02-03","t":"2026-02-03T04:05:00Z",'
    '"u":"00000000-0000-0000-0000-000000000005","kind":"a","any":null}'
)
TWICE = schema(a=cs.model_field(INT, serialization_alias='X'), b=cs.model_field(INT, serialization_alias='X'))
ALIASES = {'serialize_by_alias': True}
TYPED = cs.typed_dict_schema({'a': cs.typed_dict_field(INT), 'b': cs.typed_dict_field(STR, required=False)})
TREE = cs.definitions_schema(
    union(cs.definition_reference_schema('tree'), INT),
    [schema(ref='tree', value=INT, children=cs.list_schema(cs.definition_reference_schema('tree')))],
)


def tree(depth, value=1):
    node = Model(value=value, children=[])
    for _ in range(depth):
        node = Model(value=value, children=[node, Model(value=0, children=[])])
    return node


def with_hole():
    """A dict that lost a pair."""
    made = {str(i): i for i in range(9)}
    del made['3']
    return made


ROWS = [
    # schema, value, JSON
    (union(SCALARS, INT), Model(**VALUES), SCALARS_JSON),
    (union(STR, INT, SCALARS), Model(**VALUES), SCALARS_JSON),
    (union(schema(Other, x=INT), SCALARS), Model(**VALUES), SCALARS_JSON),
    (union(INT, STR, cs.none_schema()), 'é "quoted" \n', '"é \\"quoted\\" \\n"'),
    (union(INT, STR, cs.none_schema()), 10**40, str(10**40)),
    (union(INT, STR, cs.none_schema()), None, 'null'),
    (union(INT, FLOAT), float('inf'), 'null'),
    (union(schema(x=STR), INT), Model(x='née'), '{"x":"née"}'),
    (union(schema(x=STR), schema(x=INT)), Model(x=1), '{"x":1}'),  # refused in the midst
    (union(schema(a=STR, x=STR), schema(a=STR, x=INT)), Model(a='a', x=1), '{"a":"a","x":1}'),
    (union(schema(a=STR, x=cs.literal_schema(['p'])), schema(a=ANY, x=cs.literal_schema(['q']))), Model(a='a', x='q'), '{"a":"a","x":"q"}'),
    (union(schema(x=cs.nullable_schema(cs.literal_schema(['p']))), schema(x=INT)), Model(x='p'), '{"x":"p"}'),
    (union(schema(x=cs.literal_schema([1, 2])), schema(x=INT)), Model(x=True), '{"x":1}'),
    (union(schema(x=INT), schema(x=FLOAT)), Model(x=Number(3)), '{"x":3}'),
    (union(schema(x=INT), schema(x=ANY)), Model(x=[1, {'a': (2, None)}]), '{"x":[1,{"a":[2,null]}]}'),
    (union(schema(x=STR), INT), Model(x=Text('t')), '{"x":"t"}'),
    (union(schema(x=INT)), Derived(x=1), '{"x":1}'),
    (union(schema(x=INT, y=INT), schema(x=INT)), Model(y=2, x=1), '{"y":2,"x":1}'),  # in another order
    (union(schema(x=cs.list_schema(INT)), INT), Model(x=[1, 2, 3]), '{"x":[1,2,3]}'),
    (union(schema(x=cs.list_schema(INT)), INT), Model(x=[]), '{"x":[]}'),
    (union(schema(x=cs.list_schema(INT)), INT), Model(x=Items([1, 2])), '{"x":[1,2]}'),
    (union(schema(x=cs.list_schema(ANY)), INT), Model(x=[1, 'a', None, [True]]), '{"x":[1,"a",null,[true]]}'),
    (union(schema(x=cs.dict_schema(STR, INT)), INT), Model(x={'a': 1, 'é': 2, 'c"': 3}), '{"x":{"a":1,"é":2,"c\\"":3}}'),
    (union(schema(x=cs.dict_schema(STR, INT)), INT), Model(x=with_hole()), '{"x":{"0":0,"1":1,"2":2,"4":4,"5":5,"6":6,"7":7,"8":8}}'),
    (union(schema(x=cs.dict_schema(INT, INT)), INT), Model(x={1: 1}), '{"x":{"1":1}}'),
    (union(schema(x=cs.dict_schema(ANY, INT)), INT), Model(x={1: 1, '1': 2}), '{"x":{"1":2}}'),  # a dict has each key once
    (union(cs.dict_schema(STR, INT), cs.list_schema(INT)), [1, 2], '[1,2]'),
    (union(cs.dict_schema(STR, INT), STR), 'text', '"text"'),
    (union(cs.dict_schema(STR, INT), schema(x=INT)), Model(x=1), '{"x":1}'),
    (union(cs.dict_schema(STR, INT), INT), 7, '7'),
    (union(cs.dict_schema(STR, INT), INT), Named(a=1, b=2), '{"a":1,"b":2}'),
    (union(schema(x=cs.dict_schema(STR, INT)), schema(x=INT)), Model(x=5), '{"x":5}'),
    (union(cs.list_schema(INT), cs.tuple_variable_schema(INT), cs.dict_schema(STR, INT)), {'a': 1}, '{"a":1}'),
    (union(cs.list_schema(INT), cs.tuple_variable_schema(INT), cs.dict_schema(STR, INT)), (1, 2), '[1,2]'),
    (union(schema(x=POINT), INT), Model(x=(1.0, 2.5)), '{"x":[1.0,2.5]}'),
    (union(schema(x=cs.tuple_variable_schema(INT)), INT), Model(x=(1, 2, 3)), '{"x":[1,2,3]}'),
    (union(schema(x=cs.tuple_schema([STR, INT], variadic_item_index=1)), INT), Model(x=('a',)), '{"x":["a"]}'),
    (union(POINT, cs.tuple_positional_schema([STR])), ('a',), '["a"]'),
    (union(TYPED, INT), {'a': 1, 'b': 'b'}, '{"a":1,"b":"b"}'),
    (union(TYPED, INT), {'a': 1}, '{"a":1}'),
    (union(schema(x=union(INT, STR)), INT), Model(x='x'), '{"x":"x"}'),
    (union(schema(x=union(INT, cs.list_schema(STR), cs.none_schema())), INT), Model(x=['x']), '{"x":["x"]}'),
    (union(schema(x=union(INT, cs.list_schema(STR), cs.none_schema())), INT), Model(x=None), '{"x":null}'),
    (union(schema(x=union(cs.list_schema(INT), cs.list_schema(STR))), INT), Model(x=['x']), '{"x":["x"]}'),
    (union(TWICE, INT), Model(a=1, b=2), '{"a":1,"b":2}'),
    (TREE, tree(3), None),
    (TREE, tree(40), None),
    (TREE, 5, '5'),
    (union(INT, cs.dict_schema(STR, schema(x=INT))), {'a': Model(x=1)}, '{"a":{"x":1}}'),
    (cs.tagged_union_schema({'a': SCALARS, 1: schema(kind=cs.literal_schema([1]))}, 'kind'), Model(**VALUES), SCALARS_JSON),
    (cs.tagged_union_schema({'a': SCALARS, 1: schema(kind=cs.literal_schema([1]))}, 'kind'), Model(kind=1), '{"kind":1}'),
]  # fmt: skip


@pytest.mark.parametrize('schema, value, text', ROWS)
def test_rows(schema, value, text):
    ser = SchemaSerializer(schema)
    expected = long_way(ser, value)
    assert ser.to_json(value) == expected
    assert text is None or expected.decode() == text
    assert SchemaSerializer(cs.list_schema(schema)).to_json([value] * 2) == b'[%b,%b]' % (expected, expected)
    for layout in {'indent': 2}, {'ensure_ascii': True}:
        assert ser.to_json(value, **layout) == long_way(ser, value, **layout)


CALLS = [
    # keyword arguments, JSON of a model whose fields a, b and c are None, 1 (its default) and 'c' (which has an alias)
    ({}, '{"a":null,"b":1,"C":"c"}'),
    ({'by_alias': False}, '{"a":null,"b":1,"c":"c"}'),
    ({'exclude_none': True}, '{"b":1,"C":"c"}'),
    ({'exclude_defaults': True}, '{"a":null,"C":"c"}'),
    ({'exclude_unset': True}, '{"C":"c"}'),
    ({'include': {'a', 'b'}}, '{"a":null,"b":1}'),
    ({'exclude': {'c'}}, '{"a":null,"b":1}'),
    ({'serialize_as_any': True}, None),
    ({'indent': 0}, '{\n"a": null,\n"b": 1,\n"C": "c"\n}'),
]


@pytest.mark.parametrize('arguments, text', CALLS)
def test_calls(arguments, text):
    fields = {
        'a': cs.nullable_schema(INT),
        'b': cs.with_default_schema(INT, default=1),
        'c': cs.model_field(STR, serialization_alias='C'),
    }
    choice = schema(Other, config=ALIASES, **fields)
    Other.__pydantic_serializer__ = SchemaSerializer(choice)
    try:
        ser = SchemaSerializer(union(INT, choice))
        model = Other(a=None, b=1, c='c')
        model.__pydantic_fields_set__ = {'c'}
        found = ser.to_json(model, warnings=False, **arguments).decode()
        assert found == (text or found) == long_way(ser, model, warnings=False, **arguments).decode()
    finally:
        del Other.__pydantic_serializer__


def test_one_name_for_two_fields():
    """A dict has it once, in the place of the first and with the value of the last."""
    ser = SchemaSerializer(union(TWICE, INT))
    assert ser.to_json(Model(a=1, b=2), by_alias=True) == b'{"X":2}'


@pytest.mark.parametrize('mode, text', [('null', b'null'), ('constants', b'-Infinity'), ('strings', b'"-Infinity"')])
def test_the_config_decides(mode, text):
    ser = SchemaSerializer(union(schema(x=FLOAT), INT), {'ser_json_inf_nan': mode})
    assert ser.to_json(Model(x=float('-inf'))) == b'{"x":%b}' % text


def test_what_is_left_out_of_a_model():
    """Computed fields, exclude_if and fields that are never serialized take the long way."""
    asked = []
    hidden = cs.model_field(INT, serialization_exclude=True)
    asking = cs.model_field(INT, serialization_exclude_if=lambda value: asked.append(value) or value == 2)
    ser = SchemaSerializer(union(schema(a=hidden, b=INT, c=asking), INT))
    assert ser.to_json(Model(a=1, b=2, c=2)) == b'{"b":2}' and ser.to_json(Model(a=1, b=2, c=3)) == b'{"b":2,"c":3}'
    assert asked == [2, 3]


def test_functions_run_once():
    """Also those of a choice that refuses, and of one beside which all could be written at once."""
    log = []

    def function(name):
        return cs.plain_serializer_function_ser_schema(lambda value: log.append(name) or f'{name} {value}')

    first = schema(Model, a=INT, b=cs.int_schema(serialization=function('first')), c=STR)
    second = schema(Model, a=INT, b=cs.int_schema(serialization=function('second')), c=INT)
    ser = SchemaSerializer(union(first, second))
    assert ser.to_json(Model(a=1, b=2, c=3)) == b'{"a":1,"b":"second 2","c":3}'
    assert log == ['first', 'second']


def test_a_tag_is_asked_for_once():
    asked = []

    class Asked(Model):
        __slots__ = ()

        @property
        def kind(self):
            asked.append(self)
            return 'a'

    ser = SchemaSerializer(cs.tagged_union_schema({'a': schema(Asked, x=INT), 'b': schema(Other, x=INT)}, 'kind'))
    assert ser.to_json(Asked(x=1)) == b'{"x":1}' and len(asked) == 1


def cycle():
    node = Model(value=1, children=[])
    node.children.append(node)
    return node


FAILURES = [
    # schema, value, message
    (union(schema(a=STR, x=STR), INT), Model(a='a', x='\ud800'), 'UnicodeEncodeError'),
    (TREE, tree(300), 'unknown type'),  # no choice takes it, for its depth
    (TREE, cycle(), 'unknown type'),
]


@pytest.mark.parametrize('schema, value, message', FAILURES)
def test_failures(schema, value, message):
    with pytest.raises(PydanticSerializationError, match=message):
        SchemaSerializer(schema).to_json(value)


def test_a_value_that_was_refused_before():
    """It was too deep once, and stays refused in this call."""
    plain = cs.any_schema(serialization=cs.plain_serializer_function_ser_schema(lambda value: 'plain'))
    ref = cs.definition_reference_schema('t')
    item = cs.typed_dict_schema({'c': cs.typed_dict_field(cs.list_schema(ref))}, ref='t')
    ser = SchemaSerializer(cs.definitions_schema(cs.list_schema(union(ref, plain)), [item]))
    deep = first = {'c': []}
    for _ in range(255):
        deep = {'c': [deep]}
    assert ser.to_json([first, deep]) == b'[{"c":[]},"plain"]' and ser.to_json([deep, first]) == b'["plain","plain"]'


def test_a_cycle_that_the_user_cuts():
    """The value is still being serialized when it is met again, though it then holds itself no more."""

    def fallback(value):
        if value is marker:
            model.a, model.n = 1, 5
        return 'fallback'

    ref = cs.definition_reference_schema('d')
    ser = SchemaSerializer(cs.definitions_schema(ref, [schema(ref='d', a=ANY, n=union(INT, ref))]))
    marker = object()
    model = Model(a=marker, n=None)
    model.n = model
    assert ser.to_json(model, fallback=fallback, warnings=False) == b'{"a":"fallback","n":"fallback"}'


def test_names_that_are_no_plain_strs():
    """Nothing is asked of them when the schema is built."""

    class Name(str):
        __hash__ = None

    fields = {'a': cs.model_field(INT, serialization_alias=Name('X')), 'b': cs.model_field(INT, serialization_alias='Y')}
    ser = SchemaSerializer(schema(config=ALIASES, **fields))
    assert ser.to_json(Model(a=1, b=2)) == b'{"X":1,"Y":2}'


def test_definitions_of_nothing_else():
    """A schema that refers to itself without going into the value."""
    loop = cs.definitions_schema(
        union(INT, cs.definition_reference_schema('loop')), [cs.nullable_schema(cs.definition_reference_schema('loop'), ref='loop')]
    )
    ser = SchemaSerializer(loop)
    assert ser.to_json(1) == b'1' and ser.to_json(None) == b'null'
    with pytest.warns(UserWarning):
        assert ser.to_json('x') == b'"x"'


def test_warnings_stay():
    """None of the choices takes the first value, of which some would have been written."""
    ser = SchemaSerializer(cs.list_schema(union(TYPED, INT)))
    values = [{'a': 1, 'b': 2}, {'a': 1, 'b': 'b'}]
    with pytest.warns(UserWarning) as short:
        assert ser.to_json(values) == b'[{"a":1,"b":2},{"a":1,"b":"b"}]'
    with pytest.warns(UserWarning) as long:
        ser.to_python(values, mode='json')
    assert [str(w.message) for w in short] == [str(w.message) for w in long]
