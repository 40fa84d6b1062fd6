"""Sets dumped to Python: all items are serialized before the first of them is hashed, and nobody comes upon a set that is not
complete."""

import gc
import sys

import pytest
from pydantic_core import SchemaSerializer
from pydantic_core import core_schema as cs

KINDS = [(cs.set_schema, set), (cs.frozenset_schema, frozenset)]


def serializer(kind, function):
    return SchemaSerializer(kind(cs.any_schema(serialization=cs.plain_serializer_function_ser_schema(function))))


@pytest.mark.parametrize('kind, cls', KINDS)
@pytest.mark.parametrize('items', [[], [1], range(1000), ['a', 'b'], [1, 1.5, 'x', None, (1, 2)], [2**100, -1]])
def test_items_as_they_are(kind, cls, items):
    value = cls(items)
    for schema in (kind(), kind(cs.any_schema())):
        dumped = SchemaSerializer(schema).to_python(value)
        assert type(dumped) is cls and dumped == value and (dumped is not value)
        # CPython 3.15 tracks a frozenset only where an item is tracked.
        may_be_untracked = cls is frozenset and sys.version_info >= (3, 15) and not any(map(gc.is_tracked, dumped))
        assert gc.is_tracked(dumped) or may_be_untracked
        as_json = SchemaSerializer(schema).to_python(value, mode='json')
        assert type(as_json) is list and len(as_json) == len(value)


class Number:
    """Notes when it is hashed."""

    def __init__(self, number, log):
        self.number, self.log = number, log

    def __hash__(self):
        self.log.append('hashed')
        return self.number


@pytest.mark.parametrize('kind, cls', KINDS)
def test_all_are_made_before_the_first_is_hashed(kind, cls):
    log = []

    def made(value):
        log.append('made')
        return Number(value, log)

    assert len(serializer(kind, made).to_python(cls(range(5)))) == 5
    assert log == ['made'] * 5 + ['hashed'] * 5


@pytest.mark.parametrize('kind, cls', KINDS)
def test_equal_items_become_one(kind, cls):
    assert serializer(kind, lambda value: value // 10).to_python(cls(range(100))) == cls(range(10))


@pytest.mark.parametrize('kind, cls', KINDS)
def test_items_that_have_no_hash(kind, cls):
    with pytest.raises(TypeError, match='unhashable'):
        serializer(kind, lambda value: [value]).to_python(cls(range(5)))


class Raising:
    def __hash__(self):
        return 7

    def __eq__(self, other):
        raise RuntimeError('compared')


@pytest.mark.parametrize('kind, cls', KINDS)
def test_items_that_cannot_be_compared(kind, cls):
    with pytest.raises(RuntimeError, match='compared'):
        serializer(kind, lambda value: Raising()).to_python(cls(range(5)))


@pytest.mark.parametrize('kind, cls', KINDS)
def test_the_collector_does_not_show_a_growing_set(kind, cls):
    seen = []

    class Looking:
        """Looks for sets that contain one of its kind when it is hashed."""

        def __init__(self, number):
            self.number = number

        def __hash__(self):
            seen.extend(len(o) for o in gc.get_objects() if type(o) is cls and any(isinstance(i, Looking) for i in o))
            return self.number

    assert len(serializer(kind, Looking).to_python(cls(range(3)))) == 3
    assert seen == []


def test_a_set_that_grows_meanwhile():
    value = {1, 2, 3}

    def grow(item):
        value.add(item + 100)
        return item

    with pytest.raises(RuntimeError, match='changed size'):
        serializer(cs.set_schema, grow).to_python(value)


@pytest.mark.parametrize('kind, cls', KINDS)
@pytest.mark.parametrize('size', [1, 4, 5, 100, 5000])
def test_items_come_in_the_order_of_the_iterator(kind, cls, size):
    value = set(range(0, size * 7, 7))
    for number in list(value)[::3]:
        value.discard(number)  # leaves a place behind that is neither free nor an item
    value = cls(value) if cls is frozenset else value
    assert SchemaSerializer(kind(cs.int_schema())).to_python(value, mode='json') == list(value)


def test_a_set_that_becomes_another_of_the_same_size():
    def walked(walk):
        value, seen = set(range(10)), []

        def replace(item):
            seen.append(item)
            if len(seen) == 4:
                value.clear()
                value.update(range(100, 110))
            return item

        walk(value, replace)
        return seen

    expected = walked(lambda value, replace: [replace(item) for item in value])
    assert walked(lambda value, replace: serializer(cs.set_schema, replace).to_python(value)) == expected


@pytest.mark.parametrize('kind, cls', KINDS)
def test_a_subclass_says_what_it_contains(kind, cls):
    class Other(cls):
        def __iter__(self):
            return iter([7, 8])

    assert SchemaSerializer(kind(cs.int_schema())).to_python(Other([1, 2, 3])) == {7, 8}
