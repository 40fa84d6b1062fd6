"""What a call made is moved to the collector's next generation: the lists stay whole whatever happened meanwhile, and nothing is lost."""

import gc
import weakref

import _layouts_test as layouts
import pytest


layouts.recognise()
MOVED = 1 if layouts.known()['generations'] else 0


class Held:
    pass


@pytest.fixture(autouse=True)
def quiet_collector():
    """Nothing is collected but where a test says so."""
    layouts.recognise()
    gc.collect()
    gc.disable()
    yield
    gc.enable()
    gc.unfreeze()


def generation_of(held):
    return [any(known is held for known in gc.get_objects(generation=i)) for i in range(3)].index(True)


def check_lists():
    """All is found once, from the first to the last, and a collection goes through."""
    if MOVED:  # without the GIL there is one list, whatever generation is asked for
        everything = [id(known) for i in range(3) for known in gc.get_objects(generation=i)]
        assert len(everything) == len(set(everything))
    last = Held()
    last.self = last
    seen = weakref.ref(last)
    del last
    gc.collect()
    assert seen() is None


def test_what_was_made_is_moved_and_what_was_there_is_not():
    before = [Held()]
    made = layouts.promoted(lambda: [[Held()] for _ in range(100)])
    after = [Held()]
    assert generation_of(before) == 0 and generation_of(after) == 0
    assert {generation_of(held) for held in (made, made[0], made[-1], made[0][0], made[-1][0])} == {MOVED}
    check_lists()
    assert len(made) == 100 and before and after


def test_calls_in_calls():
    made = layouts.promoted(lambda: [layouts.promoted(lambda: [[]]), [], layouts.promoted(list)])
    assert {generation_of(held) for held in (made, *made)} == {MOVED}
    check_lists()


@pytest.mark.parametrize('generation', [MOVED or 2, 2])
def test_cycles_made_later_are_collected(generation):
    made = layouts.promoted(lambda: [Held() for _ in range(10)])
    for held in made:
        held.all = made
    seen = [weakref.ref(held) for held in made]
    del made, held
    gc.collect(generation)
    assert not any(ref() for ref in seen)


def test_cycles_dropped_in_the_call_are_collected():
    seen = []

    def call():
        for _ in range(10):
            held = Held()
            held.self = held
            seen.append(weakref.ref(held))

    layouts.promoted(call)
    gc.collect(MOVED or 2)
    assert not any(ref() for ref in seen)


def drop(kept):
    kept.clear()


def freeze(kept):
    gc.freeze()


def freeze_for_a_moment(kept):
    gc.freeze()
    gc.unfreeze()


def collect_youngest(kept):
    gc.collect(0)


def collect_all(kept):
    gc.collect()


def nothing(kept):
    pass


@pytest.mark.parametrize('meanwhile', [nothing, drop, freeze, freeze_for_a_moment, collect_youngest, collect_all])
@pytest.mark.parametrize('first', [False, True])
def test_whatever_happens_meanwhile(meanwhile, first):
    kept = [Held()]

    def call():
        made = [] if first else [[Held()] for _ in range(10)]
        meanwhile(kept)
        return made + [[Held()] for _ in range(10)]

    made = layouts.promoted(call)
    assert all(gc.is_tracked(held) for held in made)
    check_lists()
    gc.unfreeze()
    check_lists()
    seen = weakref.ref(made[-1][0])
    made[-1][0].all = made
    del made
    gc.collect()
    assert seen() is None


def test_finalizers_run_once():
    kept, ran = [], []

    class Stays:
        def __del__(self):
            ran.append(1)
            kept.append(self)

    def call():
        Stays()
        return [[]]

    made = layouts.promoted(call)
    assert len(kept) == 1 and made
    kept.clear()
    gc.collect()
    assert ran == [1] and not kept


def test_calls_that_make_nothing_or_fail():
    layouts.promoted(lambda: None)
    with pytest.raises(ZeroDivisionError):
        layouts.promoted(lambda: 1 / 0)
    check_lists()
