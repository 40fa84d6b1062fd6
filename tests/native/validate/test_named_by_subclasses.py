"""Names and aliases of a subclass of str: where they stay that, and where they become plain text."""

import gc
import weakref

import pytest
from pydantic_core import ArgsKwargs, SchemaError, SchemaSerializer, SchemaValidator, ValidationError
from pydantic_core import core_schema as cs

from tests.editions import EDITION
from tests.native.rows import Model, Own


class Name(str):
    """Is equal to its text, so that only the class tells them apart."""


IS_KEPT = EDITION >= (2, 50)
INT = cs.int_schema()


def classes(texts):
    return [type(text) for text in texts]


def location(schema, value, method='validate_python'):
    with pytest.raises(ValidationError) as raised:
        getattr(SchemaValidator(schema), method)(value)
    return raised.value.errors()[0]['loc']


def typed(name, **more):
    return cs.typed_dict_schema({name: cs.typed_dict_field(INT, **more)})


def model(fields, extra_behavior=None, **config):
    return cs.model_schema(Model, cs.model_fields_schema(fields, extra_behavior=extra_behavior), config=config)


LOCATIONS = {
    'a name': (typed(Name('a')), {'a': 'x'}, [Name]),
    'a missing name': (typed(Name('a')), {}, [Name]),
    'an alias': (typed('a', validation_alias=Name('b')), {'b': 'x'}, [Name]),
    'a missing alias': (typed('a', validation_alias=Name('b')), {}, [Name]),
    'a path': (typed('a', validation_alias=[Name('b'), 0, Name('c')]), {'b': [{'c': 'x'}]}, [Name, int, Name]),
    'one of two paths': (typed('a', validation_alias=[['b'], [Name('c'), 'd']]), {'c': {'d': 'x'}}, [Name, str]),
    'an argument': (cs.arguments_schema([cs.arguments_parameter(Name('a'), INT)]), ArgsKwargs((), {'a': 'x'}), [Name]),
    'a field below a function': (cs.no_info_wrap_validator_function(lambda value, handler: handler(value), typed(Name('a'))), {'a': 'x'}, [Name]),
    'a name where no alias is told': ({**typed(Name('a'), validation_alias='b'), 'config': {'loc_by_alias': False}}, {'b': 'x'}, [str]),
    'the same, missing': ({**typed(Name('a'), validation_alias='b'), 'config': {'loc_by_alias': False}}, {}, [Name]),
    'a model where no alias is told': (model({Name('a'): cs.model_field(INT)}, loc_by_alias=False), {'a': 'x'}, [str]),
    'an extra key': (cs.typed_dict_schema({}, extra_behavior='forbid'), {Name('a'): 1}, [str]),
    'a key of a dict': (cs.dict_schema(values_schema=INT), {Name('a'): 'x'}, [str]),
    'a choice': (cs.union_schema([(INT, Name('a')), (INT, Name('b'))]), 'x', [str]),
}


@pytest.mark.parametrize('schema, value, expected', LOCATIONS.values(), ids=LOCATIONS)
def test_locations(schema, value, expected):
    found = location(schema, value)
    assert classes(found) == (expected if IS_KEPT else [str if kind is Name else kind for kind in expected])


@pytest.mark.parametrize('method, value', [('validate_json', '{"b": "x"}'), ('validate_strings', {'b': 'x'})])
def test_locations_of_other_input(method, value):
    assert classes(location(typed('a', validation_alias=Name('b')), value, method)) == [Name if IS_KEPT else str]


@pytest.mark.parametrize('mode', ['python', 'json'])
@pytest.mark.parametrize('key', ['a', Name('a')], ids=['text', 'a name'])
def test_keys_of_what_is_serialized(mode, key):
    value = {key: 1}
    assert classes(SchemaSerializer(typed(Name('a'))).to_python(value, mode=mode)) == [Name]
    assert classes(SchemaSerializer(typed('a')).to_python(value, mode=mode)) == [str]
    aliased = SchemaSerializer(typed('a', serialization_alias=Name('b')))
    assert classes(aliased.to_python(value, mode=mode, by_alias=True)) == [Name if IS_KEPT else str]
    assert classes(aliased.to_python(value, mode=mode, by_alias=False)) == [str]
    assert aliased.to_json(value, by_alias=True) == b'{"b":1}'


@pytest.mark.parametrize('extra, kept', [('ignore', True), ('allow', IS_KEPT)])
def test_keys_of_a_model_that_was_assigned_to(extra, kept):
    fields = cs.model_fields_schema({Name('a'): cs.model_field(INT), Name('b'): cs.model_field(INT)}, extra_behavior=extra)
    validator = SchemaValidator(cs.model_schema(Model, fields))
    model = validator.validate_python({'a': 1, 'b': 2})
    assert classes(model.__dict__) == [Name, Name]
    validator.validate_assignment(model, 'b', 3)
    assert classes(model.__dict__) == [Name if kept else str] * 2 and model.__dict__ == {'a': 1, 'b': 3}


WRONG = cs.with_default_schema(INT, default='x', validate_default=True)
ARGUMENT = cs.arguments_parameter(Name('a'), WRONG)
DEFAULTS = {
    'a model': model({Name('a'): cs.model_field(WRONG)}),
    'a typed dict': cs.typed_dict_schema({Name('a'): cs.typed_dict_field(WRONG)}),
    'a dataclass': cs.dataclass_args_schema('Data', [cs.dataclass_field(Name('a'), WRONG)]),
    'a dataclass, not by init': cs.dataclass_args_schema('Data', [cs.dataclass_field(Name('a'), WRONG, init=False)]),
    'arguments': cs.arguments_schema([ARGUMENT]),
    'arguments by keyword': cs.arguments_schema([{**ARGUMENT, 'mode': 'keyword_only'}]),
    'arguments of v3': cs.arguments_v3_schema([cs.arguments_v3_parameter(Name('a'), WRONG)]),
}


@pytest.mark.parametrize('schema', DEFAULTS.values(), ids=DEFAULTS)
def test_a_wrong_default_is_told_by_text(schema):
    assert classes(location(schema, {})) == [str]


def test_a_wrong_default_of_unpacked_keywords():
    inner = cs.typed_dict_schema({'x': cs.typed_dict_field(INT)})
    parameter = cs.arguments_v3_parameter(Name('a'), inner, mode='var_kwargs_unpacked_typed_dict')
    assert classes(location(cs.arguments_v3_schema([parameter]), {})) == [Name if IS_KEPT else str, str]


@pytest.mark.parametrize('value, expected', [({'a': 'x'}, [str]), ({}, [Name if IS_KEPT else str])], ids=['found', 'missing'])
def test_arguments_of_v3_where_no_alias_is_told(value, expected):
    schema = cs.arguments_v3_schema([cs.arguments_v3_parameter(Name('a'), INT)])
    with pytest.raises(ValidationError) as raised:
        SchemaValidator(schema, {'loc_by_alias': False}).validate_python(value)
    assert classes(raised.value.errors()[0]['loc']) == expected


def test_equal_parameters_are_told_by_text():
    parameters = [cs.arguments_v3_parameter(name, INT, mode='keyword_only') for name in ('a', Own('a'))]
    with pytest.raises(SchemaError, match="Duplicate parameter 'a'"):
        SchemaValidator(cs.arguments_v3_schema(parameters))


class Shown(str):
    def __str__(self):
        return 'shown'


@pytest.mark.parametrize('name, told', [('a', 'a'), (Name('a'), 'a'), (Shown('a'), 'shown')])
def test_functions_are_given_text(name, told):
    names = []
    function = cs.plain_serializer_function_ser_schema(
        lambda model, value, info: names.append(info.field_name), is_field_serializer=True, info_arg=True
    )
    schema = model({name: cs.model_field(cs.any_schema(serialization=function))})
    value = SchemaValidator(schema).validate_python({'a': 1})
    serializer = SchemaSerializer(schema)
    serializer.to_python(value)
    serializer.to_json(value)
    assert names == [told, told] and classes(names) == [str, str]


@pytest.mark.parametrize('name, told', [('a', 'a'), (Name('a'), 'a'), (Shown('a'), 'shown')])
def test_warnings_tell_text(name, told):
    schema = model({name: cs.model_field(INT)})
    with pytest.warns(UserWarning, match=f"field_name='{told}'"):
        SchemaSerializer(schema).to_python(Model(**{'a': 'x'}) if type(name) is str else made(schema, name))


def made(schema, name):
    value = SchemaValidator(schema).validate_python({'a': 1})
    value.__dict__[next(iter(value.__dict__))] = 'x'
    return value


@pytest.mark.parametrize('build', [SchemaValidator, SchemaSerializer])
def test_names_in_a_cycle_are_collected(build):
    class Data:
        pass

    schema = cs.dataclass_schema(Data, cs.dataclass_args_schema('Data', [cs.dataclass_field('a', INT)]), [Name('a')])
    name = schema['fields'][0]
    name.made = build(schema)
    gone = weakref.ref(name)
    del name, schema, Data
    gc.collect()
    assert gone() is None


@pytest.mark.parametrize('build', [SchemaValidator, SchemaSerializer])
def test_names_of_definitions_are_collected(build):
    name = Name('ref')
    inner = cs.nullable_schema(cs.definition_reference_schema(name))
    name.made = build(cs.definitions_schema(cs.definition_reference_schema(name), [cs.list_schema(inner, ref=name)]))
    gone = weakref.ref(name)
    del name, inner
    gc.collect()
    assert gone() is None
