"""include and exclude by negative indices, where a class has a `__len__` of its own: some walks ask it, at each item or once."""

import pytest
from pydantic_core import SchemaSerializer
from pydantic_core import core_schema as cs


def told(base: type, length, items=(1, 2)):
    """Items of a class that says they are so many; and how often it was asked."""
    asked = []

    class Told(base):
        def __len__(self):
            asked.append(1)
            return length()

    return Told(items), asked


ASK_ONCE = [(cs.any_schema(), list), (cs.any_schema(), tuple), (cs.generator_schema(), list)]


@pytest.mark.parametrize('schema, base', ASK_ONCE)
@pytest.mark.parametrize('mode', ['python', 'json'])
def test_negative_indices_count_from_what_len_says(schema, base, mode):
    serializer = SchemaSerializer(schema)
    value, asked = told(base, lambda: 5)
    assert list(serializer.to_python(value, mode=mode, exclude={-1: True}, warnings=False)) == [1, 2]
    assert list(serializer.to_python(value, mode=mode, exclude={-4: True}, warnings=False)) == [1]
    assert serializer.to_json(value, include={-5}, warnings=False) == b'[1]'
    assert len(asked) == 3
    assert list(serializer.to_python(value, mode=mode, warnings=False)) == [1, 2] and len(asked) == 4


@pytest.mark.parametrize('size', [0, 1, 2, 5])
@pytest.mark.parametrize('item', [cs.int_schema(), cs.any_schema()])
def test_a_list_asks_at_each_item_for_python_and_never_for_json(size, item):
    serializer = SchemaSerializer(cs.list_schema(item))
    items = list(range(size))
    value, asked = told(list, lambda: 8, items)
    assert serializer.to_python(value, exclude={-7: True}) == [x for x in items if x != 1] and len(asked) == size
    assert serializer.to_python(value) == items and len(asked) == 2 * size
    assert serializer.to_json(value, exclude={-1: True}) == str(items[:-1]).replace(' ', '').encode() and len(asked) == 2 * size


@pytest.mark.parametrize('schema, base', [*ASK_ONCE, (cs.list_schema(), list)])
def test_without_a_len_there_are_no_negative_indices(schema, base):
    serializer = SchemaSerializer(schema)
    value, _ = told(base, lambda: 1 // 0)
    assert list(serializer.to_python(value, exclude={1: True}, warnings=False)) == [1]
    with pytest.raises(ValueError, match='Negative indices cannot be used'):
        serializer.to_python(value, exclude={-1: True}, warnings=False)
