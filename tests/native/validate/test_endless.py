"""Schemas, defaults and inputs that go round for ever: an answer or an exception, never the end of the process."""

import pytest
from pydantic_core import PydanticUseDefault, SchemaError, SchemaValidator, ValidationError
from pydantic_core import core_schema as cs

from tests.editions import by_edition

REF = cs.definition_reference_schema('a')


def outcome(validate, *args):
    """The value, the types of the errors, or the class of another exception."""
    try:
        return validate(*args)
    except ValidationError as error:
        return [e['type'] for e in error.errors()]
    except Exception as error:
        return type(error)


def recursive(schema: dict) -> SchemaValidator:
    return SchemaValidator(cs.definitions_schema(REF, [{**schema, 'ref': 'a'}]))


LOOPS = {
    'itself': REF,
    'nullable': cs.nullable_schema(REF),
    'default': cs.with_default_schema(REF, default=1),
    'chain': cs.chain_schema([REF, cs.int_schema()]),
    'function': cs.no_info_after_validator_function(lambda value: value, REF),
}


@pytest.mark.parametrize('schema', LOOPS.values(), ids=LOOPS)
def test_a_schema_that_goes_nowhere(schema):
    validator = recursive(schema)
    assert outcome(validator.validate_python, 'x') == ['recursion_loop']
    assert outcome(validator.validate_json, '"x"') == ['recursion_loop']
    assert outcome(validator.validate_strings, 'x') == ['recursion_loop']


def test_a_choice_that_goes_nowhere():
    validator = recursive(cs.union_schema([REF, cs.int_schema()]))
    assert outcome(validator.validate_python, 1) == 1
    assert outcome(validator.validate_json, '1') == 1
    assert outcome(validator.validate_strings, '1') == 1


def test_the_default_of_itself():
    assert outcome(recursive(REF).get_default_value) is RecursionError


def want_default(value):
    raise PydanticUseDefault


# Since 2.50 a default is validated by what is inside alone, so it does not go round: what comes of the whole.
WRONG = {
    'once': cs.with_default_schema(cs.callable_schema(), default=1, validate_default=True, on_error='default'),
    'wanted': cs.with_default_schema(
        cs.no_info_plain_validator_function(want_default), default=1, validate_default=True
    ),
}
for _name in 'twice', 'three times', 'four times':
    WRONG[_name] = cs.with_default_schema(list(WRONG.values())[-1], default=2, validate_default=True, on_error='default')


@pytest.mark.parametrize('name', WRONG)
def test_a_default_that_is_always_wrong(name):
    validator = SchemaValidator(WRONG[name])
    expected = by_edition(RecursionError, ['callable_type'] if name == 'once' else SchemaError)
    assert outcome(validator.validate_python, 5) == expected
    assert outcome(validator.validate_json, '5') == expected
    assert outcome(validator.get_default_value) == expected


def test_strings_inside_themselves():
    value: dict = {}
    value['a'] = value
    assert outcome(recursive(cs.dict_schema(values_schema=REF)).validate_strings, value) == ['recursion_loop']


def test_strings_deep_inside():
    value: dict = {}
    for _ in range(100_000):
        value = {'a': value}
    expected = by_edition(RecursionError, ['recursion_depth_exceeded'])
    assert outcome(recursive(cs.dict_schema(values_schema=REF)).validate_strings, value) == expected
    while value:
        value = value.pop('a')
