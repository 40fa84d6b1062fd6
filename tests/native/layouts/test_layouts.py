"""CPython's own layouts: where a short cut must be recognised, what is made by it, and that there is none where it is not."""

import gc
import sys
import sysconfig
import weakref

import _layouts_test as layouts
import pytest

HAS_GIL = not sysconfig.get_config_var('Py_GIL_DISABLED')
SIZES = [1, 2, 5, 6, 10, 11, 21, 40, 300]


class Plain:
    """As models are: a dict and a slot beside it; since 3.14 with room for values inside the instance."""

    __slots__ = '__dict__', 'member'


class Derived(Plain):
    pass


class Inline:
    """Its instances keep their values inside since 3.13."""


@pytest.fixture
def unrecognised():
    """As on a CPython whose layouts are others."""
    layouts.forget()
    yield
    layouts.recognise()


@pytest.fixture(autouse=True)
def recognised():
    layouts.recognise()


def pairs(size):
    """Names that are made at run time: such strs are counted."""
    return {f'field number {i}': [i] for i in range(size)}


def test_recognised():
    """A short cut that is silently off costs a fifth to a half of the speed: it must be on wherever it was written for."""
    version = sys.version_info[:2]
    tried = version < ((3, 16) if HAS_GIL else (3, 14))
    assert layouts.known() == {
        'dict': tried and version >= (3, 11),
        'set': tried,
        'instance': tried and version >= (3, 13),
        'inline': HAS_GIL and tried and version >= (3, 14),
        'containers': HAS_GIL and tried and version >= (3, 13),
        'collector': HAS_GIL and tried and version >= (3, 13),
        'making': HAS_GIL and tried and version >= (3, 13),
        # CPython 3.14.0 to 3.14.4 collect in small steps.
        'generations': HAS_GIL and tried and version >= (3, 12) and not (3, 14) <= sys.version_info < (3, 14, 5),
    }


@pytest.mark.parametrize('size', SIZES)
def test_dicts(size):
    like = pairs(size)
    made = layouts.dict_like(like)
    if not layouts.known()['dict']:
        assert made is None
        return
    assert made == like and list(made) == list(like)
    assert gc.is_tracked(made) and sys.getsizeof(made) >= sys.getsizeof(like.copy())
    made.update({f'more {i}': i for i in range(size)})
    for name in list(like):
        del made[name]
    assert made == {f'more {i}': i for i in range(size)}


def test_dicts_of_plain_values_are_tracked_as_others_are():
    made = layouts.dict_like({'a': 1, 'b': 'x'})
    if made is not None:
        # Since 3.14 nothing tells the collector of a dict when it gets a value that may be in a cycle.
        assert gc.is_tracked(made) or sys.version_info < (3, 14)


def test_dicts_in_cycles_are_collected():
    made = layouts.dict_like({'a': 1, 'b': 2})
    if made is None:
        return

    class Held:
        pass

    made['a'] = held = Held()
    held.dict = made
    seen = weakref.ref(held)
    del made, held
    gc.collect()
    assert seen() is None


def test_references_of_dicts():
    like = pairs(7)
    name, value = next(iter(like.items()))
    before = sys.getrefcount(name), sys.getrefcount(value)
    made = [layouts.dict_like(like) for _ in range(10)]
    if made[0] is not None:
        assert sys.getrefcount(value) == before[1] + 10
    del made
    assert (sys.getrefcount(name), sys.getrefcount(value)) == before


def interned(size):
    return [sys.intern(name) for name in pairs(size)]


@pytest.mark.parametrize('size', [0, *SIZES])
@pytest.mark.parametrize('names', [pairs, interned])
def test_sets(size, names):
    like = set(names(size))
    made = layouts.set_like(like)
    assert made == like and type(made) is set and gc.is_tracked(made)
    made.add('more')
    assert 'more' in made and len(made) == size + 1
    for name in like:
        made.remove(name)
    assert made == {'more'}


@pytest.mark.parametrize('names', [pairs, interned])
def test_names_that_are_given_twice(names):
    twice = [*names(20)] * 2
    made = layouts.set_like(twice)
    assert made == set(twice) and len(made) == 20
    for name in twice[:20]:
        made.remove(name)
    assert not made


@pytest.mark.parametrize('size, places', [(0, 8), (5, 8), (6, 16), (10, 16), (11, 32), (20, 32), (21, 64), (80, 128)])
def test_sets_are_as_small_as_they_can_be(size, places):
    like = set(interned(size))
    made = layouts.set_like(like)
    if layouts.known()['set']:
        assert sys.getsizeof(made) == sys.getsizeof(set()) + (16 * places if places > 8 else 0)
    others = [str(i) for i in range(size)]
    assert all(name in made for name in like) and not any(name in made for name in others)
    assert made | {'x'} == {'x'} | made == like | {'x'} and made & like == like and not made - like and made.copy() == like
    made.update(others)
    assert made == like.union(others) and len(made) == 2 * size
    for name in others:
        made.discard(name)
    assert sorted(made) == sorted(like)


@pytest.mark.parametrize('cls', [Plain, Derived])
def test_instances(cls):
    values = {'a': [1]}
    instance = layouts.instance_of(cls, values)
    if not layouts.known()['instance']:
        assert instance is None
        return
    assert type(instance) is cls and vars(instance) is values and instance.a == [1]
    assert layouts.peek_dict(instance) is (values if HAS_GIL else None)
    assert gc.is_tracked(instance) and not hasattr(instance, 'member')
    instance.member, instance.b = 2, 3
    assert values == {'a': [1], 'b': 3} and instance.member == 2
    instance.__dict__ = {'c': 4}
    assert instance.c == 4 and values == {'a': [1], 'b': 3}
    del instance.__dict__
    assert vars(instance) == {}


def test_many_instances_and_who_reads_them():
    """Also where the interpreter has specialised reading and writing for the instances before."""
    if not layouts.known()['instance']:
        return

    class Read:
        __slots__ = '__dict__', 'member'

    def through(instance):
        instance.x = instance.a + 1
        return instance.x

    for i in range(200):
        instance = layouts.instance_of(Read, {'a': i}) if i % 7 else Read()
        instance.a = i
        assert through(instance) == i + 1
        if HAS_GIL and i % 7:
            assert layouts.peek_dict(instance) == {'a': i, 'x': i + 1}


def filled(cls):
    instance = cls()
    instance.a = 1
    return instance


def asked_for(cls):
    instance = filled(cls)
    assert vars(instance) == {'a': 1}
    return instance


def given(cls):
    instance = filled(cls)
    instance.__dict__ = {'a': 1}
    return instance


@pytest.mark.parametrize('cls', [Plain, Derived, Inline])
@pytest.mark.parametrize('make', [object.__new__, filled, asked_for, given])
def test_dicts_of_instances_that_others_made(cls, make):
    instance = make(cls)
    before = layouts.peek_dict(instance)
    assert before is None or before is vars(instance)
    values = {'b': [2]}
    kept = vars(make(cls))
    if make in (filled, asked_for):  # their dict is the instance's own values
        kept = vars(instance)
    if layouts.set_dict(instance, values):
        assert HAS_GIL and vars(instance) is values and layouts.peek_dict(instance) is values
    else:
        instance.__dict__ = values
    assert instance.b == [2] and not hasattr(instance, 'a') and vars(instance) is values
    instance.c = 3
    assert values == {'b': [2], 'c': 3} and 'b' not in kept
    is_understood = cls is not Inline or sys.version_info >= (3, 14)
    if HAS_GIL and layouts.known()['instance'] and is_understood and make in (object.__new__, given):
        assert layouts.set_dict(make(cls), {})


@pytest.mark.parametrize('cls', [Plain, Derived, Inline])
def test_references_of_instances(cls):
    values, other = {}, {}
    before = sys.getrefcount(values), sys.getrefcount(other)
    for make in (object.__new__, filled, given):
        for _ in range(3):
            instance = make(cls)
            layouts.set_dict(instance, values)
            layouts.set_dict(instance, other)
            del instance
    assert (sys.getrefcount(values), sys.getrefcount(other)) == before


def test_instances_in_cycles_are_collected():
    class Own:
        __slots__ = '__dict__', 'member', '__weakref__'

    instance = layouts.instance_of(Own, {})
    if instance is None:
        return
    instance.self = instance
    seen = weakref.ref(instance)
    del instance
    gc.collect()
    assert seen() is None


def own_class(*static):
    """A class that no other test has given names to. CPython gives it those first that its code sets on `self`."""
    return type('Own', (), {'__slots__': ('__dict__', 'member', '__weakref__'), '__static_attributes__': tuple(map(sys.intern, static))})


def with_values(cls, names, values):
    return layouts.instance_with(cls, tuple(map(sys.intern, names)), tuple(values))


@pytest.mark.parametrize('static', [(), ('name 3', 'other', 'name 0')])
@pytest.mark.parametrize('size', [1, 2, 7, 8, 9, 16, 17, 24, 29, 30, 40])
def test_values_in_instances(size, static):
    names = [f'name {i}' for i in range(size)]
    cls = own_class(*static)
    made = [with_values(cls, names, [[name] for name in names]) for _ in range(40)]
    has_room = layouts.known()['inline'] and len({*names, *static}) < 30
    if not has_room:
        assert made == [None] * 40
        return
    for i, one in enumerate(made):
        assert type(one) is cls and gc.is_tracked(one) and layouts.values_of(one) == [(name, [name]) for name in names]
        assert all(getattr(one, name) == [name] for name in names)
        if i % 2:
            assert list(vars(one).items()) == [(name, [name]) for name in names] == layouts.values_of(one)
        one.more = i
        delattr(one, names[0])
        assert list(vars(one)) == [*names[1:], 'more'] and not hasattr(one, names[0])
        vars(one).clear()
        assert vars(one) == {} and (layouts.values_of(one) or []) == []
        setattr(one, names[-1], 1)
        assert vars(one) == {names[-1]: 1}


def test_an_order_of_names_that_others_gave():
    cls = own_class()
    other = cls()
    other.c, other.a = 1, 2
    made = with_values(cls, 'abc', [1, 2, 3])
    if made is not None:
        assert layouts.values_of(made) == list(vars(made).items()) == [('a', 1), ('b', 2), ('c', 3)]
        assert layouts.values_of(other) == list(vars(other).items()) == [('c', 1), ('a', 2)]
        again = with_values(cls, 'bc', [2, 3])
        assert list(vars(again).items()) == [('b', 2), ('c', 3)]


def test_a_class_that_has_no_room_left():
    """Each instance that is made takes some away, as long as the class has got no names."""
    cls = own_class()
    for _ in range(40):
        cls()
    assert with_values(cls, 'ab', [1, 2]) is None
    assert not hasattr(cls(), 'a')


def test_references_of_values():
    value, names = object(), [sys.intern(f'name {i} of this test') for i in range(9)]
    cls = own_class()
    made = with_values(cls, names, [value] * 9)
    if made is None:
        return
    before = sys.getrefcount(value), [sys.getrefcount(name) for name in names]
    more = [with_values(cls, names, [value] * 9) for _ in range(100)]
    assert sys.getrefcount(value) == before[0] + 900
    dicts = [vars(one) for one in more[:50]]
    del more
    assert sys.getrefcount(value) == before[0] + 450 and dicts[0] == dict.fromkeys(names, value)
    del dicts
    gc.collect()
    assert sys.getrefcount(value) == before[0] and [sys.getrefcount(name) for name in names] == before[1]


def test_values_in_cycles_are_collected():
    cls = own_class()
    cycle = []
    made = with_values(cls, 'ab', [cycle, None])
    if made is None:
        return
    cycle.append(made)
    made.b = made
    seen = weakref.ref(made)
    del made, cycle
    gc.collect()
    assert seen() is None


def test_values_and_who_reads_them():
    """Also where the interpreter has specialised reading and writing for the instances before."""
    cls = own_class()

    def through(instance):
        instance.x = instance.a + 1
        return instance.x

    for i in range(200):
        instance = with_values(cls, 'ba', [0, i]) if i % 7 else None
        if instance is None:
            instance = cls()
            instance.a = i
        elif i % 3 == 0:
            instance.__dict__ = {'a': i}
        assert through(instance) == i + 1


def test_classes_without_a_dict_have_no_pointer():
    assert layouts.instance_of(int, {}) is None and layouts.peek_dict(1) is None


def test_nothing_is_taken_for_granted(unrecognised):
    assert not any(layouts.known().values())
    assert layouts.dict_like({'a': 1}) is None
    assert layouts.instance_of(Plain, {}) is None and not layouts.set_dict(Plain(), {})
    assert layouts.peek_dict(given(Plain)) is None
    assert layouts.set_like({'a', 'b'}) == {'a', 'b'}
    assert with_values(own_class(), 'ab', [1, 2]) is None and layouts.values_of(own_class()()) is None
