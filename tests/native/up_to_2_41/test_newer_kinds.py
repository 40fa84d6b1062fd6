"""Kinds that later editions have are unknown here: upstream's own errors, wherever in a schema they are."""

import pytest
from pydantic_core import SchemaError, SchemaSerializer, SchemaValidator

KINDS = ['counter', 'deque', 'ellipsis', 'fraction', 'frozendict', 'named-tuple', 'ordered-dict']


@pytest.mark.parametrize('kind', KINDS)
def test_validators(kind):
    with pytest.raises(SchemaError) as raised:
        SchemaValidator({'type': kind})
    assert str(raised.value) == f'Unknown schema type: "{kind}"'
    with pytest.raises(SchemaError) as raised:
        SchemaValidator({'type': 'list', 'items_schema': {'type': kind}})
    assert str(raised.value) == f'Error building "list" validator:\n  SchemaError: Unknown schema type: "{kind}"'


@pytest.mark.parametrize('kind', KINDS)
@pytest.mark.parametrize('schema', [lambda new: new, lambda new: {'type': 'any', 'serialization': new}])
def test_serializers(kind, schema):
    with pytest.raises(SchemaError) as raised:
        SchemaSerializer(schema({'type': kind}))
    assert str(raised.value) == f'Unknown serialization schema type: `{kind}`'
