"""Unions of serializers: the choice of the value's own type is tried first, and all come out as if each had had its turn."""

import dataclasses

import pytest
from pydantic_core import PydanticSerializationUnexpectedValue, SchemaSerializer
from pydantic_core import core_schema as cs


class Model:
    __slots__ = '__dict__', '__pydantic_fields_set__', '__pydantic_extra__', '__pydantic_private__'

    def __init__(self, **fields):
        self.__dict__.update(fields)
        self.__pydantic_extra__ = None


class Other(Model):
    __slots__ = ()


class Derived(Model):
    __slots__ = ()


class Text(str):
    """A class of the user's that is a str, too."""


@dataclasses.dataclass
class Data:
    x: int


def schema(cls, x=None):
    return cs.model_schema(cls, cs.model_fields_schema({'x': cs.model_field(x or cs.int_schema())}))


def tagging(name, log=None, fail=False):
    """A schema whose serializer says who it was."""

    def function(value):
        if log is not None:
            log.append(name)
        if fail:
            raise PydanticSerializationUnexpectedValue('not mine')
        return f'{name} {value}'

    return cs.any_schema(serialization=cs.plain_serializer_function_ser_schema(function))


DATA = cs.dataclass_schema(Data, cs.dataclass_args_schema('Data', [cs.dataclass_field('x', cs.int_schema())]), ['x'])

ROWS = [
    # choices, value, JSON
    ([cs.int_schema(), cs.str_schema(), cs.bool_schema()], True, 'true'),
    ([cs.str_schema(), cs.float_schema(), cs.int_schema()], 3, '3'),
    ([cs.float_schema(), cs.int_schema()], 2.5, '2.5'),
    ([cs.int_schema(), cs.none_schema()], None, 'null'),
    ([schema(Other), cs.str_schema()], None, 'null'),
    ([schema(Other), schema(Model)], Model(x=1), '{"x":1}'),
    ([schema(Model), schema(Other)], Other(x=1), '{"x":1}'),
    ([DATA, schema(Model)], Data(1), '{"x":1}'),
    ([schema(Model), DATA], Data(1), '{"x":1}'),
    # Whoever has no type of its own has its turn.
    ([tagging('any'), schema(Model)], 'v', '"any v"'),
    ([cs.str_schema(), tagging('any')], 'v', '"v"'),
    ([schema(Model, tagging('model')), schema(Other, tagging('other'))], Other(x=1), '{"x":"other 1"}'),
    # Of a subclass alone: no choice is its own.
    ([schema(Other, tagging('other')), schema(Model, tagging('model'))], Derived(x=1), '{"x":"model 1"}'),
    # What is a str, too, goes to the first that takes one.
    ([cs.str_schema(), cs.is_instance_schema(Text, serialization=cs.to_string_ser_schema())], Text('t'), '"t"'),
]


@pytest.mark.parametrize('choices, value, json', ROWS)
def test_choices(choices, value, json):
    ser = SchemaSerializer(cs.union_schema(choices))
    assert ser.to_json(value) == json.encode()
    assert SchemaSerializer(cs.list_schema(cs.union_schema(choices))).to_json([value] * 3) == f'[{json},{json},{json}]'.encode()
    assert ser.to_json(value) == SchemaSerializer(cs.any_schema()).to_json(ser.to_python(value, mode='json'))


def test_a_choice_is_asked_as_often_as_before():
    """That of the value's type refuses: its functions have run once, and then the others had their turn, in their order."""
    log = []
    first, second = schema(Model, tagging('first', log, fail=True)), schema(Model, tagging('second', log))
    ser = SchemaSerializer(cs.union_schema([cs.int_schema(), first, second]))
    assert ser.to_python(Model(x=1)) == {'x': 'second 1'}
    assert log == ['first', 'second']


def test_all_refuse():
    """The warnings are those of all choices, in their order."""
    ser = SchemaSerializer(cs.union_schema([cs.int_schema(), schema(Other), schema(Model, tagging('x', fail=True)), cs.str_schema()]))
    with pytest.warns(UserWarning) as warned:
        assert type(ser.to_python(Model(x=1))) is Model
    lines = str(warned[0].message).splitlines()
    order = [lines.index(next(line for line in lines if word in line)) for word in ('int', 'Other', 'not mine', 'str')]
    assert order == sorted(order)


def test_a_choice_that_changes_the_object():
    """What a choice that refused has done to the value is seen by the next one."""
    model = Model(x=1)

    def change(value):
        model.__dict__['x'] = 'changed'
        raise PydanticSerializationUnexpectedValue('no')

    changing = cs.int_schema(serialization=cs.plain_serializer_function_ser_schema(change))
    ser = SchemaSerializer(cs.union_schema([schema(Model, changing), schema(Model, cs.str_schema())]))
    assert ser.to_python(model) == {'x': 'changed'}


def test_keys_of_dicts():
    """A key may be taken by a choice that strictly is for another type: all have their turn."""
    ser = SchemaSerializer(cs.dict_schema(cs.union_schema([cs.int_schema(), cs.bool_schema()]), cs.int_schema()))
    assert ser.to_json({True: 1}) == SchemaSerializer(cs.dict_schema(cs.int_schema(), cs.int_schema())).to_json({True: 1})


@pytest.mark.parametrize('value', [Model(x=1), Other(x=1), 1, 'text', None])
def test_serialize_as_any(value):
    ser = SchemaSerializer(cs.union_schema([cs.int_schema(), cs.str_schema(), schema(Model), schema(Other)]))
    any_ser = SchemaSerializer(cs.any_schema())
    if not isinstance(value, Model):
        assert ser.to_json(value, serialize_as_any=True) == any_ser.to_json(value)


def test_tagged_unions_fall_back_to_the_type():
    ser = SchemaSerializer(cs.tagged_union_schema({'a': schema(Model), 'b': schema(Other)}, discriminator='kind'))
    with pytest.warns(UserWarning, match='discriminator'):
        assert ser.to_json(Other(x=1)) == b'{"x":1}'


def test_too_few_fields():
    """The complaint of a choice names the field that the union stands for, and none of the fields that were there."""
    choice = cs.typed_dict_schema({'a': cs.typed_dict_field(cs.int_schema())}, extra_behavior='allow')
    union = cs.union_schema([choice, cs.int_schema()])
    with pytest.warns(UserWarning) as warned:
        SchemaSerializer(union).to_python({'b': 1})
    assert 'Expected 1 fields but got 0: Expected `dict`' in str(warned[0].message) and 'field_name' not in str(warned[0].message)
    with pytest.warns(UserWarning, match="Expected 1 fields but got 0: .*field_name='u'"):
        SchemaSerializer(cs.typed_dict_schema({'u': cs.typed_dict_field(union)})).to_python({'u': {'b': 1}})
