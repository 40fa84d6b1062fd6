"""Fields of models and typed dicts: what is left out, and in which order upstream asks."""

import pytest
from pydantic_core import SchemaSerializer
from pydantic_core import core_schema as cs

OPEN = SchemaSerializer(cs.typed_dict_schema({'a': cs.typed_dict_field(cs.int_schema())}, extra_behavior='allow'))


def test_keys_that_are_no_text():
    """Into JSON, what is left out needs no key; into Python, every key is looked at."""
    assert OPEN.to_json({'a': 1, 2: None}, exclude_none=True) == b'{"a":1}'
    with pytest.raises(TypeError, match="'int' object"):
        OPEN.to_python({'a': 1, 2: None}, exclude_none=True)
    with pytest.raises(ValueError, match="'int' object"):
        OPEN.to_json({'a': 1, 2: None})
