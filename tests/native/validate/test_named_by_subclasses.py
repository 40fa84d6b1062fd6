"""Names and aliases of a subclass of str: where they stay that, and where they become plain text."""

import pytest
from pydantic_core import ArgsKwargs, SchemaSerializer, SchemaValidator, ValidationError
from pydantic_core import core_schema as cs

from tests.editions import EDITION
from tests.native.rows import Model


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
