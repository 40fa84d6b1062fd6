"""Depth, lengths, unions, defaults, handlers, the MISSING sentinel with a schema, and wrapped validators of classes."""

import pytest

from pydantic_core import MISSING, PydanticOmit, SchemaError, SchemaValidator, ValidationError
from pydantic_core import core_schema as cs

INT = cs.int_schema()


def errors(validate, *args, **kwargs):
    with pytest.raises(ValidationError) as caught:
        validate(*args, **kwargs)
    return [(error['type'], error['loc'], error['msg']) for error in caught.value.errors(include_input=False)]


def recursive(container):
    reference = cs.definition_reference_schema('r')
    return SchemaValidator(cs.definitions_schema(reference, [dict(container(reference), ref='r')]))


def nested(depth, wrap):
    value = wrap()
    for _ in range(depth):
        value = wrap(value)
    return value


def wrap_list(*values):
    return list(values)


def wrap_dict(*values):
    return {'a': value for value in values}


DEEP = [
    (lambda r: cs.list_schema(r), 'validate_python', wrap_list),
    (lambda r: cs.dict_schema(values_schema=r), 'validate_python', wrap_dict),
    (lambda r: cs.dict_schema(values_schema=r), 'validate_strings', wrap_dict),
]


@pytest.mark.parametrize('container, method, wrap', DEEP)
def test_depth_is_no_cycle(container, method, wrap):
    validate = getattr(recursive(container), method)
    assert validate(nested(254, wrap)) == nested(254, wrap)
    for depth in (255, 400):
        [(kind, loc, message)] = errors(validate, nested(depth, wrap))
        assert (kind, len(loc)) == ('recursion_depth_exceeded', 255)
        assert message == 'Recursion error - maximum validation depth exceeded'
    cycle = wrap(None)
    if method == 'validate_strings':
        cycle['a'] = cycle
    else:
        cycle[next(iter(cycle)) if isinstance(cycle, dict) else 0] = cycle
    assert [error[0] for error in errors(validate, cycle)] == ['recursion_loop']


def test_a_dict_stops_at_its_most():
    seen = []
    note = cs.no_info_plain_validator_function(lambda value: seen.append(value) or value)
    message = 'Dictionary should have at most 1 item after validation, not more'
    expected = [('too_long', (), message)]
    assert errors(SchemaValidator(cs.dict_schema(values_schema=note, max_length=1)).validate_python, {1: 1, 2: 2, 3: 3}) == expected
    assert seen == [1, 2]
    validator = SchemaValidator(cs.dict_schema(values_schema=INT, max_length=1))
    assert errors(validator.validate_python, {'a': 'x', 'b': 2, 'c': 3}) == expected
    assert errors(validator.validate_json, '{"a": 1, "b": 2}') == expected
    # What comes again does not count, nor what is wrong.
    assert validator.validate_json('{"a": 1, "a": 2}') == {'a': 2}
    assert [error[0] for error in errors(validator.validate_python, {'a': 'x', 'b': 2})] == ['int_parsing']


def test_a_generator_counts_any_items():
    validator = SchemaValidator(cs.generator_schema(max_length=1))
    for items in (validator.validate_python([1, 2]), validator.validate_json('[1, 2]')):
        assert next(items) == 1
        with pytest.raises(ValidationError, match='Generator should have at most 1 item after validation, not more'):
            next(items)
    assert list(validator.validate_python([1])) == [1]


def test_handlers_look_up_as_their_call():
    typed_dict = cs.typed_dict_schema({'a': cs.typed_dict_field(INT, validation_alias='b')})
    generator = SchemaValidator(cs.generator_schema(typed_dict))
    assert list(generator.validate_python([{'a': 1}], by_name=True)) == [{'a': 1}]
    with pytest.raises(ValidationError):
        list(generator.validate_python([{'b': 1}], by_alias=False, by_name=True))
    wrap = SchemaValidator(cs.no_info_wrap_validator_function(lambda value, handler: handler(value), typed_dict))
    assert wrap.validate_python({'a': 1}, by_name=True, by_alias=False) == {'a': 1}


def omit(value):
    raise PydanticOmit


OMITS = [cs.with_default_schema(INT, on_error='omit'), cs.no_info_plain_validator_function(omit)]


@pytest.mark.parametrize('omits', OMITS)
def test_a_smart_union_goes_on_after_omit(omits):
    items = SchemaValidator(cs.list_schema(cs.union_schema([omits, cs.str_schema()])))
    assert items.validate_python(['a', None, 'b']) == ['a', 'b']
    assert items.validate_json('["a", null, "b"]') == ['a', 'b']
    items = SchemaValidator(cs.list_schema(cs.union_schema([cs.str_schema(), omits])))
    assert items.validate_python(['a', None]) == ['a']
    items = SchemaValidator(cs.list_schema(cs.union_schema([omits, cs.str_schema()], mode='left_to_right')))
    assert items.validate_python(['a', None]) == []
    with pytest.raises(SchemaError, match='Uncaught Omit error'):
        SchemaValidator(cs.union_schema([omits, cs.bool_schema()])).validate_python('x')


def test_a_wrong_default_does_not_ask_for_itself():
    calls = []

    def factory():
        calls.append(1)
        return 'x'

    def validator(**kwargs):
        return SchemaValidator(cs.with_default_schema(INT, default_factory=factory, validate_default=True, **kwargs))

    for on_error in ('raise', 'default'):
        assert [error[0] for error in errors(validator(on_error=on_error).get_default_value)] == ['int_parsing']
    assert len(calls) == 2
    assert [error[0] for error in errors(validator(on_error='default').validate_python, 'q')] == ['int_parsing']
    assert len(calls) == 3
    assert SchemaValidator(cs.list_schema(cs.with_default_schema(INT, on_error='omit'))).validate_python(['q']) == []
    with pytest.raises(SchemaError, match='Uncaught Omit error'):
        validator(on_error='omit').get_default_value()

    def fail(value):
        raise KeyError(value)

    inner = cs.no_info_plain_validator_function(fail)
    fields = {'a': cs.model_field(cs.with_default_schema(inner, default=1, validate_default=True, on_error='omit'))}
    assert SchemaValidator(cs.model_fields_schema(fields)).validate_python({}) == ({}, None, set())


def test_missing_or_a_schema():
    validator = SchemaValidator(cs.missing_sentinel_schema(INT))
    assert validator.title == 'missing-sentinel[int]'
    assert validator.validate_python(MISSING) is MISSING
    assert validator.validate_python('1') == validator.validate_json('1') == validator.validate_strings('1') == 1
    assert [error[0] for error in errors(validator.validate_python, 'x')] == ['int_parsing']
    assert [error[0] for error in errors(validator.validate_python, '1', strict=True)] == ['int_type']
    plain = SchemaValidator(cs.missing_sentinel_schema())
    assert plain.title == 'missing-sentinel'
    assert [error[0] for error in errors(plain.validate_json, '1')] == ['missing_sentinel_error']
    with pytest.raises(SchemaError, match='Error building "missing-sentinel" validator:\n  SchemaError: Unknown schema type: "nope"'):
        SchemaValidator(cs.missing_sentinel_schema({'type': 'nope'}))
    with pytest.raises(SchemaError, match="'int' object is not an instance of 'dict'"):
        SchemaValidator(cs.missing_sentinel_schema(3))


def test_missing_within():
    field = cs.with_default_schema(cs.missing_sentinel_schema(INT), default=MISSING)
    assert SchemaValidator(field).get_default_value().value is MISSING
    validator = SchemaValidator(cs.typed_dict_schema({'a': cs.typed_dict_field(field), 'b': cs.typed_dict_field(INT)}))
    assert validator.validate_json('{"a": 1, "b": 2}') == {'a': 1, 'b': 2}
    assert validator.validate_json('{"b": 2}') == {'a': MISSING, 'b': 2}
    assert validator.validate_python({'a': MISSING, 'b': '2'}) == {'a': MISSING, 'b': 2}
    for choices in ([cs.str_schema(), cs.missing_sentinel_schema(INT)], [cs.missing_sentinel_schema(INT), cs.str_schema()]):
        union = SchemaValidator(cs.union_schema(choices))
        assert [union.validate_python(value) for value in (MISSING, 1, '1')] == [MISSING, 1, '1']


class Model:
    __slots__ = '__dict__', '__pydantic_fields_set__', '__pydantic_extra__', '__pydantic_private__'


def model(field):
    return cs.model_schema(Model, cs.model_fields_schema({'a': cs.model_field(field)}))


class Wrapper:
    def __init__(self, validator):
        self.__pydantic_schema_validator__ = validator


class Raising:
    @property
    def __pydantic_schema_validator__(self):
        raise RuntimeError


WRAPPERS = [(Wrapper(SchemaValidator(model(cs.literal_schema(['own'])))), True), (Wrapper(5), False), (Raising(), False), (5, False)]


@pytest.mark.parametrize('wrapper, is_used', WRAPPERS)
def test_the_wrapped_validator_of_a_class(wrapper, is_used):
    Model.__pydantic_complete__, Model.__pydantic_validator__ = True, wrapper
    try:
        validator = SchemaValidator(cs.list_schema(model(INT)))
    finally:
        del Model.__pydantic_complete__, Model.__pydantic_validator__
    assert validator.isinstance_python([{'a': 'own'}]) is is_used
    assert validator.isinstance_python([{'a': 1}]) is not is_used
