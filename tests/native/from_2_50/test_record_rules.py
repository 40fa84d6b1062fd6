"""Fields without a value, and input that is no field, of models, typed dicts and dataclasses."""

import pytest

from pydantic_core import PydanticUseDefault, SchemaError, SchemaValidator, ValidationError
from pydantic_core import core_schema as cs

INT = cs.int_schema()


def use_default(*args):
    raise PydanticUseDefault


def errors(validate, *args, **kwargs):
    with pytest.raises(ValidationError) as caught:
        validate(*args, **kwargs)
    return [(error['type'], error['loc']) for error in caught.value.errors()]


def from_data(result=None):
    """A schema whose default is made of the fields before it."""
    return cs.with_default_schema(cs.any_schema(), default_factory=lambda data: result or data['a'], default_factory_takes_data=True)


FACTORY_RECORDS = [
    (lambda a, b: cs.model_fields_schema({'a': cs.model_field(a), 'b': cs.model_field(b)}), True),
    (lambda a, b: cs.typed_dict_schema({'a': cs.typed_dict_field(a), 'b': cs.typed_dict_field(b)}), True),
    (
        lambda a, b: cs.typed_dict_schema({'a': cs.typed_dict_field(a, required=False), 'b': cs.typed_dict_field(b)}),
        False,
    ),
    (lambda a, b: cs.dataclass_args_schema('D', [cs.dataclass_field('a', a), cs.dataclass_field('b', b)]), True),
]


@pytest.mark.parametrize('record, is_missing', FACTORY_RECORDS)
def test_no_factory_after_a_missing_field(record, is_missing):
    validator = SchemaValidator(record(INT, from_data()))
    expected = [('missing', ('a',))] * is_missing + [('default_factory_not_called', ('b',))]
    assert errors(validator.validate_python, {}) == expected
    assert errors(validator.validate_json, '{}') == expected
    validator.validate_python({'a': 1})
    # A field with a default is not missing.
    SchemaValidator(record(cs.with_default_schema(INT, default=2), from_data())).validate_python({})


def model_fields(schema, **kwargs):
    return cs.model_fields_schema({'a': cs.model_field(schema, **kwargs)})


DEFAULTED = cs.with_default_schema(INT, default=7)


def test_use_default_of_a_field_of_a_model():
    asks = cs.no_info_plain_validator_function(use_default)
    validator = SchemaValidator(model_fields(asks, validation_alias='b'))
    assert errors(validator.validate_python, {'b': 1}) == [('missing', ('b',))]
    assert errors(validator.validate_json, '{"b": 1}') == [('missing', ('b',))]
    # It asks the field, and not what is inside its function.
    validator = SchemaValidator(model_fields(cs.no_info_before_validator_function(use_default, DEFAULTED)))
    assert errors(validator.validate_python, {'a': 1}) == [('missing', ('a',))]
    # A default that asks for the default has nobody to ask.
    own = cs.with_default_schema(asks, default=8, validate_default=True)
    for run in (lambda v: v.validate_python({'a': 1}), lambda v: v.validate_python({})):
        with pytest.raises(SchemaError, match='Uncaught `PydanticUseDefault` exception'):
            run(SchemaValidator(model_fields(own)))
    with pytest.raises(SchemaError, match='Uncaught `PydanticUseDefault` exception'):
        SchemaValidator(cs.typed_dict_schema({'a': cs.typed_dict_field(asks)})).validate_python({'a': 1})


def test_use_default_forgets_errors_and_is_not_set():
    def fails_then_asks(value, handler):
        try:
            handler(value)
        except ValidationError:
            raise PydanticUseDefault

    definition = cs.no_info_wrap_validator_function(fails_then_asks, INT)
    reference = cs.definitions_schema(
        cs.definition_reference_schema('d'), [cs.with_default_schema(definition, default=3, ref='d')]
    )
    dict_, extra, fields_set = SchemaValidator(model_fields(reference)).validate_python({'a': 'x'})
    assert (dict_, extra, fields_set) == ({'a': 3}, None, {'a'})
    asks = cs.no_info_plain_validator_function(use_default)
    inner = cs.with_default_schema(asks, default=4)
    outer = cs.definitions_schema(
        cs.model_fields_schema({'a': cs.model_field(cs.definition_reference_schema('d'))}),
        [dict(inner, ref='d')],
    )
    assert SchemaValidator(outer).validate_python({'a': 1}) == ({'a': 4}, None, {'a'})


EXTRAS_OF = [
    lambda **k: cs.typed_dict_schema({'a': cs.typed_dict_field(INT, validation_alias='b')}, **k),
    lambda **k: cs.dataclass_args_schema('D', [cs.dataclass_field('a', INT, validation_alias='b')], **k),
]


@pytest.mark.parametrize('record', EXTRAS_OF)
def test_an_extra_key_is_no_field_name(record):
    def dict_of(value):
        return value[0] if isinstance(value, tuple) else value

    validator = SchemaValidator(record(extra_behavior='allow'))
    assert dict_of(validator.validate_python({'b': 1, 'a': 'x', 'c': 2})) == {'a': 1, 'c': 2}
    assert dict_of(validator.validate_json('{"b": 1, "a": "x", "c": 2}')) == {'a': 1, 'c': 2}
    assert dict_of(validator.validate_python({'a': 1}, by_name=True)) == {'a': 1}
    assert errors(validator.validate_python, {'a': 1}) == [('missing', ('b',))]
    assert len(errors(SchemaValidator(record(extra_behavior='forbid')).validate_python, {'b': 1, 'a': 2})) == 1


def test_keys_that_come_again_in_json():
    seen = []
    note = cs.no_info_plain_validator_function(lambda value: seen.append(value) or value)
    noting = cs.model_fields_schema({'a': cs.model_field(INT)}, extra_behavior='allow', extras_schema=note)
    text = '{"x": 1, "y": 2, "a": 1, "x": 3, "\\u0078": 4}'
    dict_, extra, fields_set = SchemaValidator(noting).validate_json(text)
    assert (seen, list(extra.items()), fields_set) == ([4, 2], [('x', 4), ('y', 2)], {'a', 'x', 'y'})
    forbidding = SchemaValidator(cs.model_fields_schema({'a': cs.model_field(INT)}, extra_behavior='forbid'))
    with pytest.raises(ValidationError) as caught:
        forbidding.validate_json(text)
    found = [(error['loc'], error['input']) for error in caught.value.errors()]
    assert found == [(('x',), 4), (('y',), 2)]
    many = ', '.join(f'"k{i % 1000}": {i}' for i in range(3000))
    dict_, extra, _ = SchemaValidator(noting).validate_json(f'{{"a": 1, {many}}}')
    assert extra == {f'k{i}': i + 2000 for i in range(1000)}
    assert list(extra) == [f'k{i}' for i in range(1000)]


def test_extras_see_the_fields():
    seen = []

    def note(value, info):
        seen.append((value, info.field_name, dict(info.data)))
        return value

    extras = cs.with_info_plain_validator_function(note)
    inner = cs.model_fields_schema({'a': cs.model_field(INT)}, extra_behavior='allow', extras_schema=extras)
    outer = cs.model_fields_schema({'m': cs.model_field(inner)})
    SchemaValidator(outer).validate_python({'m': {'a': 1, 'x': 2}})
    SchemaValidator(inner).validate_json('{"x": 3, "a": 4}')
    assert seen == [(2, 'm', {'a': 1}), (3, None, {'a': 4})]
    # Their default factories know that a field was wrong.
    asks = cs.no_info_plain_validator_function(use_default)
    extras = cs.with_default_schema(asks, default_factory=dict, default_factory_takes_data=True)
    inner = cs.model_fields_schema({'a': cs.model_field(INT)}, extra_behavior='allow', extras_schema=extras)
    validator = SchemaValidator(inner)
    assert validator.validate_python({'a': 1, 'x': 2})[1] == {'x': {'a': 1}}
    assert errors(validator.validate_python, {'a': 'z', 'x': 2}) == [
        ('int_parsing', ('a',)),
        ('default_factory_not_called', ('x',)),
    ]


def with_keys(keys, **kwargs):
    fields = {'a': cs.model_field(INT)}
    return SchemaValidator(cs.model_fields_schema(fields, extra_behavior='allow', extras_keys_schema=keys, **kwargs))


def test_keys_of_extras():
    validator = with_keys(cs.str_schema(max_length=2), extras_schema=INT)
    expected = [('string_too_long', ('long',)), ('int_parsing', ('long',)), ('int_parsing', ('ok',))]
    assert errors(validator.validate_python, {'a': 1, 'long': 'bad', 'ok': 'bad'}) == expected
    assert errors(validator.validate_json, '{"a": 1, "long": "bad", "ok": "bad"}') == expected
    for schema in (INT, cs.no_info_plain_validator_function(lambda key: 5)):
        with pytest.raises(TypeError) as caught:
            with_keys(schema).validate_python({'a': 1, '5': 6})
        assert str(caught.value) == 'Extra keys must be strings, got `int`'


def test_strings_are_keyword_arguments():
    class Model:
        def __init__(self, **kwargs):
            self.got = kwargs

    validator = SchemaValidator(cs.model_schema(Model, model_fields(INT), custom_init=True))
    assert validator.validate_strings({'a': '1', 'b': {'c': 'd'}}).got == {'a': '1', 'b': {'c': 'd'}}
    assert errors(validator.validate_strings, 'a') == [('model_type', ())]
    kwargs = [cs.arguments_v3_parameter('k', INT, mode='var_kwargs_uniform')]
    assert SchemaValidator(cs.arguments_v3_schema(kwargs)).validate_strings({'k': {'x': '2'}}) == ((), {'x': 2})


# What a schema of text takes from under a path, and the errors.
UNREADABLE = [
    ({'a': {'b': [1]}}, [('string_type', ('x',))]),
    ({'a': {'b': [1]}, 'c': {'d': '1'}}, [('string_type', ('x',)), ('extra_forbidden', ('c',))]),
    ({'a': {'z': '1'}, 'c': {'d': [1]}}, [('string_type', ('x',)), ('extra_forbidden', ('a',))]),
]


@pytest.mark.parametrize('text, expected', UNREADABLE)
def test_a_key_that_is_unreadable_is_not_extra(text, expected):
    field = cs.model_field(INT, validation_alias=[['a', 'b'], ['c', 'd']])
    validator = SchemaValidator(cs.model_fields_schema({'x': field}, extra_behavior='forbid'))
    assert errors(validator.validate_strings, text) == expected
