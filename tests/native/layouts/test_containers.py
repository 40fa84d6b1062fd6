"""Dicts and lists that are made past CPython's functions: they are as its own, and its collector knows them as its own."""

import gc
import sys
import weakref

import _layouts_test as layouts
import pytest

DICTS = [{}, {'a': [1]}, {f'name {i}': i for i in range(40)}, {1: 2, 'a': 3}]
GONE = {'a': 1, 'b': 2, 'c': 3}
del GONE['b']


@pytest.fixture(autouse=True)
def recognised():
    layouts.recognise()


def by_cpython(count, list_, dict_):
    rows = []
    for _ in range(count):
        rows.append([{}, [None, True], list_[:], dict_.copy()])
    return rows


@pytest.mark.parametrize('dict_', [*DICTS, GONE])
@pytest.mark.parametrize('list_', [[], [1, 'x'], [[]] * 300])
def test_they_are_as_others(list_, dict_):
    rows = layouts.containers(200, list_, dict_)
    (usual,) = by_cpython(1, list_, dict_)
    tracked = [gc.is_tracked(made) for made in (usual, *usual)]
    assert rows == [usual] * 200
    for row in rows:
        assert [gc.is_tracked(made) for made in (row, *row)] == tracked
        assert sys.getsizeof(row[3]) == sys.getsizeof(dict_.copy()) and sys.getsizeof(row[2]) == sys.getsizeof(list_[:])
    empty, short, copied_list, copied_dict = rows[-1]
    empty.update(dict_, more=1)
    copied_dict['more'] = short.pop()
    assert empty == dict(dict_, more=1) and list(copied_dict) == [*dict_, 'more'] and short == [None]
    copied_list += range(100)
    short.extend(copied_list)
    assert short == [None, *list_, *range(100)] and rows[0] == [{}, [None, True], list_, dict_]


def test_references():
    item, key = ['item'], 'a key of this test'
    before = sys.getrefcount(item), sys.getrefcount(key)
    rows = layouts.containers(200, [item], {key: item})
    assert sys.getrefcount(item) >= before[0] + 400 and sys.getrefcount(key) >= before[1]
    del rows
    assert (sys.getrefcount(item), sys.getrefcount(key)) == before


def test_the_collector_knows_and_counts_them():
    gc.disable()
    try:
        counted = []
        for make in (by_cpython, layouts.containers):
            gc.collect()
            before = gc.get_count()[0]
            rows = make(1000, [[]], {'a': []})
            counted.append(gc.get_count()[0] - before)
            known = {id(known) for known in gc.get_objects()}
            assert all(id(made) in known for row in rows for made in (row, *row) if gc.is_tracked(made))
            del rows
            gc.collect()
        assert abs(counted[0] - counted[1]) <= 8
    finally:
        gc.enable()


def test_cycles_are_collected():
    class Held:
        pass

    for _ in range(3):
        seen = []
        for row in layouts.containers(200, [], {'a': 1}):
            held = Held()
            seen.append(weakref.ref(held))
            for made in row[1:3]:
                made.append(held)
            row[0]['held'] = row[3]['held'] = held
            held.row = row
        del row, held, made
        gc.collect()
        assert not any(held() for held in seen)


def collections(make):
    """How many begin while cycles of what `make` makes become garbage."""
    ran = []
    before = gc.get_threshold()
    gc.collect()
    gc.callbacks.append(lambda phase, info: ran.append(phase))
    gc.set_threshold(500, *before[1:])
    try:
        for _ in range(400):
            rows = make(200, [], {})
            rows.append(rows)
            del rows
            for _ in range(10):
                len([])
    finally:
        gc.set_threshold(*before)
        gc.callbacks.pop()
    return ran.count('start')


def test_a_collection_becomes_due():
    """What comes back and forth makes no more garbage between two collections than CPython lets it."""
    by_others = collections(by_cpython)
    assert by_others > 0 and collections(layouts.containers) >= by_others // 2


def test_unrecognised():
    layouts.forget()
    assert layouts.containers(200, [1], {'a': 1}) == by_cpython(200, [1], {'a': 1})
    gc.collect()
