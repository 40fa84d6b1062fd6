"""The argument `_use_prebuilt` of both constructors: whether a class's own validator or serializer stands for its schema."""

import copy

import pytest

from pydantic_core import SchemaSerializer, SchemaValidator
from pydantic_core import core_schema as cs


class Model:
    __slots__ = '__dict__', '__pydantic_fields_set__', '__pydantic_extra__', '__pydantic_private__'


def schema(length):
    """A schema of Model whose texts have at most that length, and are written that often."""
    text = cs.str_schema(max_length=length, serialization=cs.plain_serializer_function_ser_schema(lambda value: value * length))
    return cs.model_schema(Model, cs.model_fields_schema({'a': cs.model_field(text)}))


Model.__pydantic_validator__ = SchemaValidator(schema(2), _use_prebuilt=False)
Model.__pydantic_serializer__ = SchemaSerializer(schema(2), _use_prebuilt=False)
Model.__pydantic_complete__ = True

# (more arguments, whether the class's own one is used)
ARGUMENTS = [((), {}, True), ((None, True), {}, True), ((None, False), {}, False), ((), {'_use_prebuilt': False}, False)]


@pytest.mark.parametrize('args, kwargs, own', ARGUMENTS)
@pytest.mark.parametrize('nested', [False, True])
def test_which_one(args, kwargs, own, nested):
    made_of = cs.list_schema(schema(1)) if nested else schema(1)
    one, two = {'a': 'x'}, {'a': 'xx'}
    validator = SchemaValidator(made_of, *args, **kwargs)
    assert validator.isinstance_python([two] if nested else two) is own
    value = validator.validate_python([one] if nested else one)
    written = {'a': 'xx' if own else 'x'}
    assert SchemaSerializer(made_of, *args, **kwargs).to_python(value) == ([written] if nested else written)
    # A copy has an own one of its own schema.
    assert copy.copy(validator).isinstance_python([two] if nested else two) is False


@pytest.mark.parametrize('cls', [SchemaValidator, SchemaSerializer])
def test_the_argument(cls):
    assert cls.__text_signature__ == '(schema, config=None, _use_prebuilt=True)'
    made = cls(cs.int_schema(), {'title': 'x'}, True)
    assert made.__reduce__() == (cls, (cs.int_schema(), {'title': 'x'}, False))
    with pytest.raises(TypeError) as caught:
        cls(cs.int_schema(), None, 1)
    assert str(caught.value) == "'int' object is not an instance of 'bool'"
