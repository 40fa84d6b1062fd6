"""include and exclude by negative indices: they count from the end that the items have at the start, and no `__len__` is asked."""

import pytest
from pydantic_core import SchemaSerializer
from pydantic_core import core_schema as cs

WALKS = [
    (cs.any_schema(), list),
    (cs.any_schema(), tuple),
    (cs.generator_schema(), list),
    (cs.list_schema(), list),
    (cs.tuple_variable_schema(), tuple),
]


def fail():
    raise ValueError('not to be asked')


@pytest.mark.parametrize('length', [lambda: 5, fail])
@pytest.mark.parametrize('schema, base', WALKS)
def test_the_items_are_counted(schema, base, length):
    serializer = SchemaSerializer(schema)
    asked = []

    class Told(base):
        def __len__(self):
            asked.append(1)
            return length()

    value = Told([1, 2])
    for mode in 'python', 'json':
        assert list(serializer.to_python(value, mode=mode, exclude={-1: True}, warnings=False)) == [1]
        assert list(serializer.to_python(value, mode=mode, exclude={-4: True}, warnings=False)) == [2]
        assert list(serializer.to_python(value, mode=mode, warnings=False)) == [1, 2]
    assert serializer.to_json(value, exclude={-1: True}, warnings=False) == b'[1]'
    assert serializer.to_json(value, include={-2}, warnings=False) == b'[1]'
    assert not asked
