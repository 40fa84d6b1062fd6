"""MemoryError is no answer: out of other people's code, too, it is raised again wherever it comes from.

Upstream takes it for any other exception, and wraps it, uses a default or says that the input is wrong (README.md). A row is
what asks the code that raises."""

import datetime
import decimal
import enum

import pytest
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, computed_field, field_serializer, field_validator, model_serializer
from pydantic_core import SchemaSerializer, SchemaValidator, ValidationError, to_json, to_jsonable_python
from pydantic_core import core_schema as cs


def fail(*args, **kwargs):
    raise MemoryError('mine')


class Asked:
    """Every answer runs out of memory."""

    a = property(fail)
    __index__ = __float__ = __iter__ = __hash__ = __eq__ = __format__ = fail


class Endless:
    def __iter__(self):
        return self

    __next__ = fail


class Mapping(dict):
    items = fail


class Money(decimal.Decimal):
    __str__ = fail


class Only(enum.Enum):
    member = 1

    @classmethod
    def _missing_(cls, value):
        fail()


class Record:
    __slots__ = '__dict__', '__pydantic_fields_set__', '__pydantic_extra__', '__pydantic_private__'
    more = property(fail)


def record():
    made = Record()
    made.__dict__ = {}
    made.__pydantic_fields_set__, made.__pydantic_extra__, made.__pydantic_private__ = set(), None, None
    return made


NUMBER = cs.int_schema()
FAILS = cs.no_info_plain_validator_function(fail)
FIELDS = cs.model_fields_schema({'a': cs.model_field(NUMBER)}, from_attributes=True)
COMPUTED = cs.model_schema(Record, cs.model_fields_schema({}, computed_fields=[cs.computed_field('more', cs.any_schema())]))

VALIDATORS = {
    'a validator': (FAILS, 1),
    'a validator before': (cs.no_info_before_validator_function(fail, NUMBER), 1),
    'a validator after': (cs.no_info_after_validator_function(fail, NUMBER), 1),
    'a validator around': (cs.no_info_wrap_validator_function(fail, NUMBER), 1),
    'a choice of a union': (cs.union_schema([FAILS, NUMBER]), 1),
    'what has a default for errors': (cs.with_default_schema(FAILS, default=3, on_error='default'), 1),
    'an item that errors omit': (cs.list_schema(cs.with_default_schema(FAILS, on_error='omit')), [1]),
    'a default factory': (cs.typed_dict_schema({'a': cs.typed_dict_field(cs.with_default_schema(NUMBER, default_factory=fail))}), {}),
    'a property': (cs.model_schema(Record, FIELDS), Asked()),
    '__index__ and __float__, for an int': (NUMBER, Asked()),
    '__index__ and __float__, for a bool': (cs.bool_schema(), Asked()),
    '__index__ and __float__, for a datetime': (cs.datetime_schema(), Asked()),
    '__float__': (cs.float_schema(), Asked()),
    '__iter__': (cs.list_schema(), Asked()),
    '__next__': (cs.list_schema(), Endless()),
    'items()': (cs.dict_schema(), Mapping(a=1)),
    '__hash__': (cs.literal_schema([b'x']), Asked()),
    '_missing_': (cs.enum_schema(Only, list(Only), missing=Only._missing_), 9),
    'a discriminator': (cs.tagged_union_schema({'a': NUMBER}, fail), 1),
}


@pytest.mark.parametrize('name', VALIDATORS)
def test_validation(name):
    schema, value = VALIDATORS[name]
    with pytest.raises(MemoryError):
        SchemaValidator(schema).validate_python(value)


WRITES = cs.plain_serializer_function_ser_schema(fail)
SERIALIZERS = {
    'a serializer': (cs.any_schema(serialization=WRITES), 1),
    'a serializer around': (cs.any_schema(serialization=cs.wrap_serializer_function_ser_schema(fail)), 1),
    'a choice of a union': (cs.union_schema([cs.int_schema(serialization=WRITES), cs.any_schema()]), 1),
    'a computed field': (COMPUTED, record()),
    '__format__': (cs.any_schema(serialization=cs.format_ser_schema('x', when_used='always')), Asked()),
    '__str__ of a Decimal': (cs.any_schema(), Money(1)),
}


@pytest.mark.parametrize('name', SERIALIZERS)
def test_serialization(name):
    schema, value = SERIALIZERS[name]
    serializer = SchemaSerializer(schema)
    with pytest.raises(MemoryError):
        serializer.to_python(value, mode='json')
    with pytest.raises(MemoryError):
        serializer.to_json(value)


def test_fallback():
    for write in to_json, to_jsonable_python:
        with pytest.raises(MemoryError):
            write(Asked(), fallback=fail)


def test_time_zones():
    class Zone(datetime.tzinfo):
        utcoffset = fail

    with pytest.raises(MemoryError):
        to_json(datetime.datetime(2020, 1, 1, tzinfo=Zone()))


def test_repr_in_an_error():
    class Value:
        __repr__ = fail

    with pytest.raises(ValidationError) as caught:
        SchemaValidator(NUMBER).validate_python(Value())
    with pytest.raises(MemoryError):
        str(caught.value)


class OfPydantic(BaseModel):
    model_config = ConfigDict(from_attributes=True)
    a: int = 1


class Validated(OfPydantic):
    validated = field_validator('a')(lambda cls, value: fail())


class Made(BaseModel):
    a: int = Field(default_factory=fail)


class Serialized(OfPydantic):
    serialized = field_serializer('a')(lambda self, value: fail())


class Whole(OfPydantic):
    whole = model_serializer(lambda self: fail())


class Computed(BaseModel):
    more = computed_field(property(fail), return_type=int)


class Sought(enum.Enum):
    member = 1
    _missing_ = classmethod(fail)


OF_PYDANTIC = {
    'field_validator': lambda: Validated(a=1),
    'default_factory': lambda: Made(),
    'field_serializer': lambda: Serialized().model_dump(),
    'field_serializer, JSON': lambda: Serialized().model_dump_json(),
    'model_serializer': lambda: Whole().model_dump(),
    'model_serializer, JSON': lambda: Whole().model_dump_json(),
    'computed_field': lambda: Computed().model_dump(),
    'computed_field, JSON': lambda: Computed().model_dump_json(),
    'from_attributes': lambda: OfPydantic.model_validate(Asked()),
    '__index__': lambda: TypeAdapter(int).validate_python(Asked()),
    '__iter__': lambda: TypeAdapter(list[int]).validate_python(Asked()),
    '_missing_': lambda: TypeAdapter(Sought).validate_python(7),
}


@pytest.mark.parametrize('name', OF_PYDANTIC)
def test_pydantic(name):
    with pytest.raises(MemoryError, match='mine'):
        OF_PYDANTIC[name]()
