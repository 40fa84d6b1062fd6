"""Assigning to a model that allows extra values: which of its values are fields is asked by the text of their names."""

from pydantic_core import SchemaValidator
from pydantic_core import core_schema as cs

from tests.native.rows import Model, Own


def test_fields_are_found_by_text():
    fields = cs.model_fields_schema({Own('a'): cs.model_field(cs.int_schema())}, extra_behavior='allow')
    validator = SchemaValidator(cs.model_schema(Model, fields))
    value = validator.validate_json('{"a": 1}')
    validator.validate_assignment(value, 'a', 2)
    assert list(value.__dict__.values()) == [2] and list(value.__pydantic_extra__.values()) == [1]
