"""With the garbage collector on: what a large call made is not looked at right behind it, and cycles that come later are found."""

import gc
import sys
import sysconfig
import weakref

import pytest
from pydantic_core import SchemaValidator, core_schema

IS_PROMOTED = (3, 12) <= sys.version_info < (3, 14) and not sysconfig.get_config_var('Py_GIL_DISABLED')
COUNT = 3000


class Model:
    __slots__ = '__dict__', '__weakref__', '__pydantic_fields_set__', '__pydantic_extra__', '__pydantic_private__'


FIELDS = core_schema.model_fields_schema({'a': core_schema.model_field(core_schema.list_schema(core_schema.int_schema()))})
VALIDATOR = SchemaValidator(core_schema.list_schema(core_schema.model_schema(Model, FIELDS)))
TEXT = b'[%s]' % b','.join([b'{"a": [1, 2]}'] * COUNT)
CALLS = {
    'json': lambda: VALIDATOR.validate_json(TEXT),
    'document': lambda data=bytearray(TEXT): VALIDATOR.validate_json(data),
    'python': lambda data=[{'a': [1, 2]}] * COUNT: VALIDATOR.validate_python(data),
}


@pytest.mark.parametrize('call', CALLS.values(), ids=CALLS)
def test_a_collection_behind_a_large_call_finds_it_moved(call):
    found = []

    def look(phase, info):
        if phase == 'start' and info['generation'] == 0:
            found.append(sum(type(known) is Model for known in gc.get_objects(generation=0)))

    gc.collect()
    gc.callbacks.append(look)
    try:
        made = call()
        [[] for _ in range(COUNT)]
    finally:
        gc.callbacks.remove(look)
    if IS_PROMOTED:
        assert found and found[0] == 0
    assert len(made) == COUNT and all(gc.is_tracked(model) for model in made)


@pytest.mark.parametrize('call', CALLS.values(), ids=CALLS)
@pytest.mark.parametrize('close', ['dict', 'list', 'set', 'slot', 'attribute'])
def test_cycles_that_are_made_later_are_collected(call, close):
    made = call()
    seen = [weakref.ref(model) for model in made]
    for model in made:
        if close == 'dict':
            model.__dict__['self'] = model
        elif close == 'list':
            model.a.append(model)
        elif close == 'set':
            model.__pydantic_fields_set__.add(model)
        elif close == 'slot':
            model.__pydantic_private__ = model
        else:
            model.self = model
    del made, model
    gc.collect()
    assert not any(ref() for ref in seen)


@pytest.mark.parametrize('call', CALLS.values(), ids=CALLS)
def test_cycles_do_not_pile_up_without_a_full_collection(call):
    """CPython's own turns find them: nobody calls gc.collect(). Without the GIL one comes when there is a quarter more than there was."""
    rounds = 25 + len(gc.get_objects()) // (4 * COUNT)
    seen = []
    for _ in range(rounds):
        made = call()
        for model in made:
            model.all = made
        seen.append(weakref.ref(made[0]))
        del made, model
    assert sum(ref() is not None for ref in seen) < rounds - 4


def test_a_disabled_collector_moves_nothing():
    gc.collect()
    gc.disable()
    try:
        made = CALLS['json']()
        assert sum(type(known) is Model for known in gc.get_objects(generation=0)) == COUNT
        assert len(made) == COUNT
    finally:
        gc.enable()
