"""include and exclude that name items by their index, from either end, and change while the items are walked.

Each expected value was checked against the published wheel."""

import collections
import datetime
import itertools
import json
import random

import pytest
from pydantic_core import SchemaSerializer
from pydantic_core import core_schema as cs

from tests.editions import by_edition

INTS = SchemaSerializer(cs.list_schema(cs.int_schema()))
UNTYPED = SchemaSerializer(cs.any_schema())
TUPLE = SchemaSerializer(cs.tuple_variable_schema(cs.int_schema()))
LISTS = SchemaSerializer(cs.list_schema(cs.list_schema(cs.any_schema())))
GENERATOR = SchemaSerializer(cs.generator_schema(cs.int_schema()))


class Odd(int):
    """An index with a way of its own to count from the end."""

    def __mod__(self, other):
        return 2


class Failing(int):
    def __mod__(self, other):
        raise ValueError('no')


EXCLUDED = [
    # exclude, what is left of 0 to 4
    (set(), [0, 1, 2, 3, 4]),
    ({0}, [1, 2, 3, 4]),
    ({-1}, [0, 1, 2, 3]),
    ({1, -1, 9}, [0, 2, 3]),
    ({10**30 + 1}, [0, 2, 3, 4]),
    ({-(10**30)}, [1, 2, 3, 4]),
    ({True}, [0, 2, 3, 4]),
    ({1.0}, [0, 2, 3, 4]),
    ({'%d'}, [0, 1, 2, 3, 4]),
    ({'__all__'}, []),
    ({Odd(0)}, [0, 1, 3, 4]),
    ({Failing(3)}, [0, 1, 2, 4]),
    (frozenset({1, -1}), [0, 2, 3, 4]),
    ({1: True, -1: ...}, [0, 2, 3]),
    ({1: False}, [0, 1, 2, 3, 4]),
    ({1: {}, 2: True}, [0, 1, 3, 4]),
    ({1: True, -4: {}}, [0, 1, 2, 3, 4]),
    ({-4: {}, 1: True}, [0, 2, 3, 4]),
    ({Odd(0): True, 1: True}, [0, 3, 4]),
    ({'__all__': True}, []),
    ({'__all__': {'a'}, 2: True}, [0, 1, 3, 4]),
]


@pytest.mark.parametrize('excluded, left', EXCLUDED, ids=repr)
def test_exclude(excluded, left):
    items = list(range(5))
    for serializer, given in (INTS, items), (UNTYPED, items), (TUPLE, tuple(items)), (UNTYPED, tuple(items)):
        assert list(serializer.to_python(given, exclude=excluded)) == left
        assert serializer.to_json(given, exclude=excluded) == str(left).replace(' ', '').encode()


def test_include():
    items = list(range(5))
    for included, taken in ({0, -1}, [0, 4]), ({6: True}, [1]), ({'__all__'}, items), ({'__all__': ...}, items), (set(), []):
        assert INTS.to_python(items, include=included) == taken
        assert INTS.to_python(items, include=included, exclude={-1}) == [item for item in taken if item != 4]


def test_without_a_length():
    assert list(GENERATOR.to_python(iter(range(5)), exclude={1, 3, 10})) == [0, 2, 4]
    with pytest.raises(ValueError, match='Negative indices'):
        list(GENERATOR.to_python(iter(range(5)), exclude={-1}))
    iterator = GENERATOR.to_python(iter(range(5)), include={-1})
    for _ in range(3):
        with pytest.raises(ValueError, match='Negative indices'):
            next(iterator)
    assert iterator.index == 0


class Strange:
    """Nothing knows how to serialize this."""


CHANGES = [
    # what is given, how it is changed at the first item, which of the others is left
    (lambda: {3}, lambda f: None, [1, 2, 4]),
    (lambda: {3}, lambda f: f.add(1), [2, 4]),
    (lambda: {3}, lambda f: f.discard(3), [1, 2, 3, 4]),
    (lambda: {3}, lambda f: (f.discard(3), f.add(2)), [1, 3, 4]),
    (lambda: {3}, lambda f: f.clear(), [1, 2, 3, 4]),
    (lambda: {3}, lambda f: f.update(range(-4, 0)), []),
    (lambda: {3: True}, lambda f: f.update({-1: True}), [1, 2]),
    (lambda: {3: True}, lambda f: f.pop(3), [1, 2, 3, 4]),
    (lambda: {3: True}, lambda f: f.update({1: f.pop(3)}), [2, 3, 4]),
    (lambda: {3: True}, lambda f: f.update({3: {}}), [1, 2, 3, 4]),
    (lambda: {3: {}}, lambda f: f.update({3: True}), [1, 2, 4]),
    (lambda: {3: True}, lambda f: f.update({8: {}}), [1, 2, 3, 4]),
    (lambda: {3: True}, lambda f: f.update({'__all__': True}), []),
    (lambda: {3: True}, lambda f: f.popitem(), [1, 2, 3, 4]),
    (lambda: {3: True}, lambda f: f.setdefault(-1, True), [1, 2]),
    (lambda: {3: True}, lambda f: f.__ior__({1: True}), [2, 4]),
    (lambda: {3: True}, lambda f: f.__init__({1: True}), [2, 4]),
    (lambda: {True: {}, 3: True}, lambda f: f.update({1: True}), [2, 4]),
    (lambda: dict.fromkeys(range(3, 5000, 5), True), lambda f: (f.clear(), f.update(dict.fromkeys(range(4, 5000, 5), True))), [1, 2, 3]),
    (lambda: set(range(3, 5000, 5)), lambda f: (f.clear(), f.update(range(4, 5000, 5))), [1, 2, 3]),
    (lambda: collections.defaultdict(dict, {3: True}), lambda f: f[1], [1, 2, 4]),
    (lambda: collections.defaultdict(dict, {3: True}), lambda f: f.update({-4: True}), [2, 4]),
    (lambda: collections.OrderedDict({3: True, 8: {}}), lambda f: f.move_to_end(3), [1, 2, 3, 4]),
    (lambda: collections.OrderedDict({3: True}), lambda f: f.popitem(), [1, 2, 3, 4]),
]


@pytest.mark.parametrize('given, change, left', CHANGES)
def test_changes_beneath_the_walk(given, change, left):
    """`fallback`, which serializes the first item, changes `exclude`. Since 2.50 what it said at the start counts."""
    at_first = [1, 2, 3, 4] if given() in ({3: {}}, {3: True, 8: {}}) else [1, 2, 4]
    left = by_edition(left, at_first)
    for make in list, tuple:
        for serializer in UNTYPED, SchemaSerializer(cs.list_schema() if make is list else cs.tuple_variable_schema()):
            for mode in 'python', 'json':
                exclude = given()

                def fallback(_):
                    change(exclude)
                    return 0

                items = make([Strange(), 1, 2, 3, 4])
                if mode == 'json':
                    found = serializer.to_json(items, exclude=exclude, fallback=fallback)
                    assert found == str([0, *left]).replace(' ', '').encode()
                else:
                    found = serializer.to_python(items, mode='json', exclude=exclude, fallback=fallback)
                    assert list(found) == [0, *left]


def test_leaves_after_a_change():
    """A leaf runs no code, but a leaf's neighbour does."""
    serializer = SchemaSerializer(cs.list_schema(cs.int_schema()))
    exclude = {4: True}

    def fallback(_):
        exclude[5] = True
        return 0

    items = [1, 2, Strange(), 3, 4, 5]
    assert serializer.to_json(items, exclude=exclude, fallback=fallback, warnings=False) == by_edition(b'[1,2,0,3]', b'[1,2,0,3,5]')


def taken(exclude, length, index):
    """Whether `exclude`, a dict, takes that item, by upstream's rules."""
    value = None
    for key, value_there in exclude.items():
        if key == '__all__' or key % length == index:
            value = value_there if key != '__all__' else value or value_there
    return value is not True


@pytest.mark.parametrize('seed', range(40))
def test_a_dict_that_changes_at_any_item(seed):
    chance = random.Random(seed)
    exclude, size, made = {}, 12, []
    expected = []

    def change():
        for _ in range(chance.choice([0, 0, 1, 2])):
            key = chance.randrange(-size, 2 * size)
            if chance.random() < 0.7:
                exclude[key] = chance.choice([True, False])
            elif chance.random() < 0.9:
                exclude.pop(key, None)
            else:
                exclude.clear()

    def fallback(item):
        change()
        made.append(dict(exclude))
        return item.index

    change()
    items = [Strange() for _ in range(size)]
    for index, item in enumerate(items):
        item.index = index
    made.append(dict(exclude))
    found = UNTYPED.to_python(items, mode='json', exclude=exclude, fallback=fallback)
    # Each state of `exclude` holds up to the next item that was taken.
    states = iter(made)
    now = next(states)
    for index in range(size):
        if taken(now, size, index):
            expected.append(index)
            now = by_edition(next(states), now)
    assert found == expected


def test_a_dict_within_that_changes():
    """Each list inside is walked with the same dict, which the walks before have seen."""
    inside = {2: True}
    exclude = {0: inside, -1: inside, 5: inside}

    def fallback(_):
        inside[1] = True
        return 0

    value = [[Strange(), 1, 2], [3, 4, 5], [6, 7, 8]]
    found = UNTYPED.to_python(value, mode='json', exclude=exclude, fallback=fallback)
    assert found == [by_edition([0], [0, 1]), [3, 4, 5], [6]]


def test_a_rule_for_each_item():
    """In linear time: serializing a model may change the rules, for all that its list knows."""
    model = type('Model', (), {'__slots__': ('__dict__', '__pydantic_fields_set__', '__pydantic_extra__', '__pydantic_private__')})
    fields = {name: cs.model_field(cs.int_schema()) for name in 'ab'}
    serializer = SchemaSerializer(cs.list_schema(cs.model_schema(model, cs.model_fields_schema(fields))))
    items = []
    for i in range(2000):
        items.append(model())
        items[-1].__dict__.update(a=i, b=-i)
    found = serializer.to_python(items, exclude={i if i % 2 else i - 2000: {'ab'[i % 2]} for i in range(2000)})
    assert found == [{'a': i} if i % 2 else {'b': -i} for i in range(2000)]


NAMED = [
    # exclude; of 200 lists, those that are left out, and what is left of the others
    ({'__all__': {0}}, [], ['b', 'c']),
    ({'__all__': {0: True, -1: ...}}, [], ['b']),
    ({'__all__': {0}, 64: True, -1: ...}, [64, 199], ['b', 'c']),
    ({'__all__': True, 64: {0}}, [*range(64), *range(65, 200)], ['b', 'c']),
    ({'__all__', 3}, range(200), []),
    ({0, 63, 64, 127, 128, -1, -200, 2**40}, [0, 63, 64, 127, 128, 176, 199], ['a', 'b', 'c']),
    ({128.0, 1.5, 'x', ('y',)}, [128], ['a', 'b', 'c']),
    ({Odd(7): True, False: ..., 5: {}}, [0, 2], ['a', 'b', 'c']),
]


@pytest.mark.parametrize('exclude, out, left', NAMED, ids=[str(exclude) for exclude, *_ in NAMED])
def test_items_that_are_named_and_those_that_are_not(exclude, out, left):
    value = [['a', 'b', 'c'] for _ in range(200)]
    expected = [left] * (200 - len(out))
    for serializer in LISTS, UNTYPED:
        assert serializer.to_python(value, exclude=exclude) == expected
        assert json.loads(serializer.to_json(value, exclude=exclude)) == expected


def test_indices_of_what_has_no_length():
    """They are as they were given: nothing is counted from the end, and any number may be one."""
    for far in 2**20, 2**21 + 5, 2**62, 10**30:
        assert list(GENERATOR.to_python(iter(range(5)), exclude={1, True, 3.0, far})) == [0, 2, 4]
        assert list(GENERATOR.to_python(iter(range(5)), include={far: True, 2: True, '__all__': False})) == [0, 1, 2, 3, 4]
    serializer = SchemaSerializer(cs.generator_schema(cs.int_schema()))
    first = 2**20
    given = itertools.chain(itertools.repeat(0, first), [1, 2, 3])
    assert list(itertools.islice(serializer.to_python(given, include={first - 1, first + 1}), 5)) == [0, 2]


class Zone(datetime.tzinfo):
    """A time zone that works when it is asked."""

    def __init__(self, work):
        self.work = work

    def utcoffset(self, when):
        self.work()
        return datetime.timedelta(0)


@pytest.mark.parametrize('schema', [cs.datetime_schema(), cs.any_schema()])
def test_a_time_zone_changes_what_is_excluded(schema):
    """A datetime is a leaf, but its time zone is code of the user."""
    exclude = {3}
    moment = datetime.datetime(2026, 1, 2, tzinfo=Zone(lambda: exclude.add(1)))
    found = SchemaSerializer(cs.list_schema(schema)).to_json([moment, 1, 2, 3], exclude=exclude, warnings=False)
    assert found == by_edition(b'["2026-01-02T00:00:00Z",2]', b'["2026-01-02T00:00:00Z",1,2]')


class Working(set):
    """A set that works when it is read the third time, as upstream does for each item up to 2.41."""

    def __init__(self, items, work):
        super().__init__(items)
        self.work, self.times = work, 0

    def __iter__(self):
        self.times += 1
        if self.times == 3:
            self.work()
        return super().__iter__()


@pytest.mark.parametrize('item', [cs.int_schema(), cs.any_schema()], ids=['int', 'any'])
@pytest.mark.parametrize(
    'include, work, left, at_first',
    [
        ({0, 1, 2, 4}, lambda include: include.add(3), [0, 2, 3, 4], [0, 2, 4]),
        ({0: True, 1: True, 2: True, 4: {}}, lambda include: include.update({3: True}), [0, 2, 3, 4], [0, 2, 4]),
        ({'__all__': {0}}, lambda include: include.clear(), [0, 2], [0, 2, 3, 4, 5]),
    ],
)
def test_exclude_changes_include_while_it_is_read(item, include, work, left, at_first):
    include = include.copy()
    exclude = Working({7}, lambda: work(include))
    found = SchemaSerializer(cs.list_schema(item)).to_python(list(range(6)), include=include, exclude=exclude)
    assert found == by_edition(left, at_first)


class DictOf(dict):
    def keys(self):
        raise AssertionError('not asked')

    __iter__ = keys


def test_a_dict_for_all_items_is_read_as_it_is():
    found = LISTS.to_python([['a', 'b', 'c']], exclude={0: {0: True}, '__all__': DictOf({1: True})})
    assert found == [['c']]


def test_many():
    items = list(range(20_000))
    assert INTS.to_python(items, exclude={i: True for i in range(0, 20_000, 2)}) == items[1::2]
    assert INTS.to_python(items, include={-i for i in range(1, 20_000, 2)}) == items[1::2]


CHANGES_OF_LENGTH = [
    # the change at the first item, what is left of the others by a schema that asks each time, and by one that asks once
    (lambda items: items.pop(), [1, 2], [1, 2, 3]),
    (lambda items: items.append(5), [1, 2, 3, 4], [1, 2, 3]),
    (lambda items: None, [1, 2, 3], [1, 2, 3]),
]


@pytest.mark.parametrize('change, now, at_first', CHANGES_OF_LENGTH)
@pytest.mark.parametrize('schema', [cs.list_schema(), cs.any_schema()])
def test_the_end_of_a_list_whose_length_changes(change, now, at_first, schema):
    serializer = SchemaSerializer(schema)
    left = [0, *(now if schema['type'] == 'list' and by_edition(True, False) else at_first)]
    for mode in 'python', 'json':
        items = [Strange(), 1, 2, 3, 4]

        def fallback(_):
            change(items)
            return 0

        if mode == 'json':
            assert serializer.to_json(items, exclude={-1}, fallback=fallback) == str(left).replace(' ', '').encode()
        else:
            assert serializer.to_python(items, mode='json', exclude={-1}, fallback=fallback) == left


@pytest.mark.parametrize(
    'own, included, excluded',
    [
        ({1: False}, [2], [1, 2, 3, 4]),
        ({1: [0]}, [2], [1, 2, 3, 4]),
        ({1: 5}, [2], [1, 2, 3, 4]),
        ({1: ...}, [2], [1, 3, 4]),
        ({2: ...}, [2, 3], [1, 4]),
    ],
)
def test_a_set_for_all_items_adds_what_an_item_does_not_name(own, included, excluded):
    """The value of what it names is not looked at, also where no filter can be such a value."""
    value = [[1, 2, 3, 4], [5, 6, 7, 8]]
    assert LISTS.to_python(value, include={'__all__': {1}, 0: own}) == [included, [6]]
    assert LISTS.to_python(value, exclude={'__all__': {1}, 0: own}) == [excluded, [5, 7, 8]]
