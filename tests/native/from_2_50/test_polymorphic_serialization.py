"""polymorphic_serialization, a setting since core 2.50: an instance of a subclass goes to its own serializer."""

import dataclasses
import gc
import json
import weakref

import pytest
from pydantic_core import PydanticSerializationError, SchemaSerializer, to_json, to_jsonable_python
from pydantic_core import core_schema as cs

from tests.native import rows

ON = {'polymorphic_serialization': True}


class Model(rows.Model):
    __slots__ = ()

    def __str__(self):
        return 'a model'


def model(cls, *names, schema=cs.int_schema(), **settings):
    return cs.model_schema(cls, cs.model_fields_schema({name: cs.model_field(schema) for name in names}), **settings)


@pytest.fixture
def classes():
    """A class and a subclass, each with its own serializer."""

    class Base(Model):
        __slots__ = ()

    class Sub(Base):
        __slots__ = ()

    Base.__pydantic_serializer__ = SchemaSerializer(model(Base, 'a'))
    Sub.__pydantic_serializer__ = SchemaSerializer(model(Sub, 'a', 'b'))
    return Base, Sub


def dumps(schema, value, **options):
    """What comes of it in Python, in JSON mode and as JSON: the three have to say the same."""
    serializer = SchemaSerializer(schema)
    python = serializer.to_python(value, **options)
    assert serializer.to_python(value, mode='json', **options) == python
    assert json.loads(serializer.to_json(value, **options)) == python
    return python


BASE, SUB = {'a': 1}, {'a': 1, 'b': 2}
SETTINGS = [
    # of the model, of the call, what a subclass's instance becomes
    (None, None, BASE),
    (None, True, SUB),
    (None, False, BASE),
    (False, None, BASE),
    (False, True, SUB),
    (True, None, SUB),
    (True, True, SUB),
    (True, False, BASE),
]


@pytest.mark.parametrize('of_model, of_call, expected', SETTINGS)
def test_call_wins_over_model(classes, of_model, of_call, expected):
    base, sub = classes
    config = {} if of_model is None else {'config': {'polymorphic_serialization': of_model}}
    value = sub(a=1, b=2)
    for around in (lambda schema: schema, cs.nullable_schema):
        assert dumps(around({**model(base, 'a'), **config}), value, polymorphic_serialization=of_call) == expected
    assert dumps(cs.list_schema({**model(base, 'a'), **config}), [value], polymorphic_serialization=of_call) == [expected]
    assert dumps({**model(base, 'a'), **config}, base(a=1), polymorphic_serialization=of_call) == BASE


def test_only_the_models_own_config_counts(classes):
    base, sub = classes
    assert SchemaSerializer(model(base, 'a'), ON).to_python(sub(a=1, b=2)) == BASE
    outer = cs.model_schema(Model, cs.model_fields_schema({'m': cs.model_field(model(base, 'a'))}), config=ON)
    assert dumps(outer, Model(m=sub(a=1, b=2))) == {'m': BASE}


def test_functions_of_the_base_are_left_out(classes):
    base, sub = classes
    for function in (
        cs.plain_serializer_function_ser_schema(lambda value: 'base'),
        cs.wrap_serializer_function_ser_schema(lambda value, handler: ['base', handler(value)]),
    ):
        schema = model(base, 'a', serialization=function)
        assert dumps(schema, sub(a=1, b=2), **ON) == SUB
        assert 'base' in dumps(schema, base(a=1), **ON)


def test_functions_of_the_subclass_count(classes):
    base, sub = classes
    function = cs.plain_serializer_function_ser_schema(lambda value: 'sub')
    sub.__pydantic_serializer__ = SchemaSerializer(model(sub, 'a', serialization=function))
    assert dumps(model(base, 'a'), sub(a=1), **ON) == 'sub'


def test_another_schema_as_serialization(classes):
    base, sub = classes
    schema = model(base, 'a', serialization=cs.to_string_ser_schema())
    assert dumps(schema, sub(a=1, b=2), **ON) == SUB
    assert SchemaSerializer(schema).to_json(base(a=1), **ON) == b'"a model"'


def test_prebuilt_serializers_follow_the_schema_around_them(classes):
    base, sub = classes
    base.__pydantic_complete__ = True
    outer = cs.list_schema({**model(base, 'a'), 'config': ON})
    assert 'PrebuiltSerializer' in repr(SchemaSerializer(outer))
    assert dumps(outer, [sub(a=1, b=2), base(a=1)]) == [SUB, BASE]
    assert dumps(outer, [sub(a=1, b=2)], polymorphic_serialization=False) == [BASE]


def test_prebuilt_wrap_functions_are_built_anew(classes):
    base, _ = classes
    function = cs.wrap_serializer_function_ser_schema(lambda value, handler: ['once', handler(value)])
    schema = model(base, 'a', serialization=function)
    base.__pydantic_serializer__ = SchemaSerializer(schema)
    base.__pydantic_complete__ = True
    assert dumps(cs.list_schema(schema), [base(a=1)]) == [['once', BASE]]


def test_root_models():
    class Root(Model):
        __slots__ = ()

    class Sub(Root):
        __slots__ = ()

    shown = cs.any_schema(serialization=cs.format_ser_schema('>4', when_used='always'))
    Sub.__pydantic_serializer__ = SchemaSerializer(cs.model_schema(Sub, shown, root_model=True))
    schema = cs.model_schema(Root, cs.int_schema(), root_model=True)
    assert dumps(schema, Sub(root=1)) == 1
    assert dumps(schema, Sub(root=1), **ON) == '   1'


def test_dataclasses():
    @dataclasses.dataclass
    class Base:
        a: int

    @dataclasses.dataclass
    class Sub(Base):
        b: int

    def schema(cls, *names):
        fields = [cs.dataclass_field(name, cs.int_schema()) for name in names]
        return cs.dataclass_schema(cls, cs.dataclass_args_schema(cls.__name__, fields), list(names))

    # Without a serializer of its own it is what it was.
    assert dumps(schema(Base, 'a'), Sub(1, 2), **ON) == BASE
    Sub.__pydantic_serializer__ = SchemaSerializer(schema(Sub, 'a', 'b'))
    assert dumps(schema(Base, 'a'), Sub(1, 2), **ON) == SUB
    assert dumps({**schema(Base, 'a'), 'config': ON}, Sub(1, 2)) == SUB


def test_unions_try_the_very_class_first(classes):
    base, sub = classes
    assert dumps(cs.union_schema([model(base, 'a'), cs.int_schema()]), sub(a=1, b=2), **ON) == SUB
    both = cs.union_schema([model(base, 'a'), model(sub, 'b')])
    assert dumps(both, sub(a=1, b=2), **ON) in (SUB, {'b': 2})


def test_keys_are_not_polymorphic(classes):
    base, sub = classes
    schema = cs.dict_schema(model(base, 'a'), cs.int_schema())
    sub.__hash__ = lambda self: 1
    assert SchemaSerializer(schema).to_json({sub(a=1, b=2): 1}, **ON) == b'{"a model":1}'


def test_the_other_serializers_config_counts(classes):
    base, sub = classes
    sub.__pydantic_serializer__ = SchemaSerializer(model(sub, 'a', schema=cs.any_schema()), {'ser_json_bytes': 'hex'})
    schema = cs.tuple_schema([cs.any_schema(), model(base, 'a', schema=cs.any_schema()), cs.any_schema()])
    serializer = SchemaSerializer(schema, {'ser_json_bytes': 'base64'})
    assert serializer.to_json((b'ab', sub(a=b'ab'), b'ab'), **ON) == b'["YWI=",{"a":"6162"},"YWI="]'


def test_filters_and_aliases_reach_the_other_serializer(classes):
    base, sub = classes
    fields = cs.model_fields_schema({'a': cs.model_field(cs.int_schema()), 'b': cs.model_field(cs.int_schema(), serialization_alias='B')})
    sub.__pydantic_serializer__ = SchemaSerializer(cs.model_schema(sub, fields))
    assert dumps(model(base, 'a'), sub(a=1, b=2), by_alias=True, exclude={'a'}, **ON) == {'B': 2}


def test_stand_ins_are_rebuilt(classes):
    base, sub = classes
    asked = []

    class StandIn:
        def rebuild(self, **settings):
            asked.append(settings)
            return SchemaSerializer(model(sub, 'b'))

    sub.__pydantic_serializer__ = StandIn()
    assert dumps(model(base, 'a'), sub(a=1, b=2), **ON) == {'b': 2}
    assert asked == [{'parent_namespace_depth': 0}] * 3


@pytest.mark.parametrize('call', [SchemaSerializer.to_python, SchemaSerializer.to_json])
def test_errors_of_isinstance_are_raised_where_it_is_asked(call):
    class Meta(type):
        def __instancecheck__(cls, value):
            raise RuntimeError('never')

    class Base(Model, metaclass=Meta):
        __slots__ = ()

    serializer = SchemaSerializer(model(Base, 'a'))
    call(serializer, Model(a=1))
    with pytest.raises((RuntimeError, PydanticSerializationError), match='never'):
        call(serializer, Model(a=1), **ON)


TOO_DEEP = 'Maximum serialization depth exceeded'


@pytest.mark.parametrize('call', [SchemaSerializer.to_python, SchemaSerializer.to_json])
def test_a_serializer_that_leads_back_is_refused(classes, call):
    base, _ = classes

    class Heir(base):
        """Only inherits its parent's serializer."""

        __slots__ = ()

    class Turning(base):
        """Gets another serializer of its parent each time."""

        __slots__ = ()

        @property
        def __pydantic_serializer__(self):
            return SchemaSerializer(model(base, 'a'))

    for cls in (Heir, Turning):
        for schema in (model(base, 'a'), cs.any_schema(), cs.list_schema(cs.any_schema())):
            value = [cls(a=1)] if schema['type'] == 'list' else cls(a=1)
            with pytest.raises((ValueError, PydanticSerializationError), match=TOO_DEEP):
                call(SchemaSerializer(schema), value, **ON)


def test_deep_values_are_no_loop(classes):
    base, sub = classes
    ref = cs.nullable_schema(cs.definition_reference_schema('base'))
    fields = lambda *names: cs.model_fields_schema({name: cs.model_field(ref) for name in names})
    schema = cs.definitions_schema(cs.definition_reference_schema('base'), [cs.model_schema(base, fields('a'), ref='base')])
    sub.__pydantic_serializer__ = SchemaSerializer(
        cs.definitions_schema(cs.model_schema(sub, fields('a')), [cs.model_schema(base, fields('a'), ref='base')])
    )
    value = None
    for _ in range(120):
        value = sub(a=base(a=value))
    serializer = SchemaSerializer(schema)
    assert serializer.to_json(value, **ON).count(b'"a"') == 240


INFO = cs.any_schema(
    serialization=cs.plain_serializer_function_ser_schema(lambda value, info: (info.polymorphic_serialization, repr(info)), info_arg=True)
)


@pytest.mark.parametrize('given', [True, False, None])
def test_info_has_it(given):
    said, shown = SchemaSerializer(INFO).to_python(1, polymorphic_serialization=given)
    assert said is given
    assert 'polymorphic' not in shown


@pytest.mark.parametrize('call', [lambda **o: SchemaSerializer(INFO).to_python(1, **o), lambda **o: to_json(1, **o), lambda **o: to_jsonable_python(1, **o)])
def test_it_must_be_a_bool(call):
    call(polymorphic_serialization=True)
    call(polymorphic_serialization=None)
    with pytest.raises(TypeError, match="'int' object is not an instance of 'bool'"):
        call(polymorphic_serialization=1)


def test_bad_config_is_told_as_it_is(classes):
    base, _ = classes
    with pytest.raises(TypeError, match="^'str' object is not an instance of 'bool'$"):
        SchemaSerializer({**model(base, 'a'), 'config': {'polymorphic_serialization': 'x'}})


def test_repr(classes):
    base, _ = classes
    text = repr(SchemaSerializer({**model(base, 'a'), 'config': ON}))
    assert text.startswith('SchemaSerializer(serializer=PolymorphismTrampoline(\n    PolymorphismTrampoline {')
    assert 'enabled_from_config: true' in text
    assert 'by_name: {\n' in text


def test_the_class_is_collected():
    class Base(Model):
        __slots__ = ()

    Base.__pydantic_serializer__ = SchemaSerializer(model(Base, 'a', serialization=cs.plain_serializer_function_ser_schema(str)))
    gone = weakref.ref(Base)
    del Base
    gc.collect()
    assert gone() is None
