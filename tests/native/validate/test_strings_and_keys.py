"""What strings mode and the keys of JSON have to themselves."""

import pytest
from pydantic_core import SchemaValidator, ValidationError
from pydantic_core import core_schema as cs


class Record:
    __slots__ = '__dict__', '__pydantic_fields_set__', '__pydantic_extra__', '__pydantic_private__'


A = cs.with_default_schema(cs.int_schema(), default=1)
MAKERS = {
    'model': lambda extra: cs.model_schema(Record, cs.model_fields_schema({'a': cs.model_field(A, validation_alias=['l', 0])}, extra_behavior=extra)),
    'typed dict': lambda extra: cs.typed_dict_schema({'a': cs.typed_dict_field(A, validation_alias=['l', 0])}, extra_behavior=extra),
}


def errors_of(call, *args):
    with pytest.raises(ValidationError) as caught:
        call(*args)
    return [(e['type'], e['loc']) for e in caught.value.errors()]


@pytest.mark.parametrize('make', MAKERS.values(), ids=MAKERS)
def test_strings_with_extras(make):
    """Where extra keys are asked for, every value must be a string or a dict, also one of which a field takes a part."""
    for extra in 'allow', 'forbid':
        validator = SchemaValidator(make(extra))
        assert errors_of(validator.validate_strings, {'l': ['4']}) == [('string_type', ())]
        assert errors_of(validator.validate_strings, {'l': ['x']}) == [('string_type', ())]
        assert errors_of(validator.validate_strings, {'z': '1', 'l': '4', 'y': 5})[-1] == ('string_type', ())
    made = SchemaValidator(make('ignore')).validate_strings({'l': ['4']})
    assert (made if isinstance(made, dict) else made.__dict__) == {'a': 4}
    SchemaValidator(make('forbid')).validate_python({'l': [4]})


def test_strings_of_arguments():
    parameters = [cs.arguments_v3_parameter('a', A, alias=['l', 0])]
    for extra in 'allow', 'forbid':
        validator = SchemaValidator({**cs.arguments_v3_schema(parameters), 'extra_behavior': extra})
        assert errors_of(validator.validate_strings, {'l': ['4']}) == [('string_type', ())]
        assert errors_of(validator.validate_strings, {'l': ['x']}) == [('string_type', ())]
    ignoring = SchemaValidator({**cs.arguments_v3_schema(parameters), 'extra_behavior': 'ignore'})
    assert ignoring.validate_strings({'l': ['4']}) == ((4,), {})


def test_strings_of_dataclasses():
    """Here only keys that are left over make all values count."""
    args = cs.dataclass_args_schema('Data', [cs.dataclass_field('a', A, validation_alias=['l', 0], kw_only=True)], extra_behavior='forbid')
    validator = SchemaValidator(args)
    assert validator.validate_strings({'l': ['4']}) == ({'a': 4}, None)
    assert errors_of(validator.validate_strings, {'l': ['4'], 'z': '1'}) == [('string_type', ())]


KEYS = {
    'list': ('list_type', 'list_type'),
    'set': ('set_type', 'set_type'),
    'frozenset': ('set_type', 'frozen_set_type'),
    'dict': ('dict_type', 'dict_type'),
}


@pytest.mark.parametrize('kind', KEYS)
def test_containers_as_keys(kind):
    of_json, of_strings = KEYS[kind]
    validator = SchemaValidator({'type': 'dict', 'keys_schema': {'type': kind}})
    assert errors_of(validator.validate_json, '{"a": 1}') == [(of_json, ('a', '[key]'))]
    assert errors_of(validator.validate_strings, {'a': '1'}) == [(of_strings, ('a', '[key]'))]
    assert errors_of(SchemaValidator({'type': 'frozenset'}).validate_json, '"a"') == [('frozen_set_type', ())]
