"""Fields of models and typed dicts: what is left out, and in which order upstream asks."""

import gc

import pytest
from pydantic_core import SchemaError, SchemaSerializer
from pydantic_core import core_schema as cs

from tests.editions import by_edition, outcome, wrong_class

OPEN = SchemaSerializer(cs.typed_dict_schema({'a': cs.typed_dict_field(cs.int_schema())}, extra_behavior='allow'))


def test_keys_that_are_no_text():
    """Every key is looked at, but that into JSON what is left out needed none before 2.50."""
    left_out = lambda: OPEN.to_json({'a': 1, 2: None}, exclude_none=True)
    assert outcome(left_out) == by_edition(b'{"a":1}', f"Error serializing to JSON: TypeError: {wrong_class('int', 'str')}")
    with pytest.raises(TypeError, match="'int' object"):
        OPEN.to_python({'a': 1, 2: None}, exclude_none=True)
    with pytest.raises(ValueError, match="'int' object"):
        OPEN.to_json({'a': 1, 2: None})


def test_an_error_outlives_the_collector():
    """Naming a field calls str(), which may run the collector while the error of the field is on its way."""
    schema = cs.model_fields_schema({'a': cs.model_field({'type': 'unknown'})})
    before = gc.get_threshold()
    gc.set_threshold(1, 1, 1)
    try:
        for _ in range(200):
            with pytest.raises(SchemaError, match='Field `a`:\n  SchemaError: Unknown'):
                SchemaSerializer(schema)
    finally:
        gc.set_threshold(*before)
