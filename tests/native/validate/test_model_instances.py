"""Instances of models whose attributes are not what the core gave them: assignment and revalidation say so as upstream does."""

from collections.abc import Mapping

import pytest
from pydantic_core import SchemaValidator
from pydantic_core import core_schema as cs

from tests.editions import wrong_class
from tests.native.rows import Model, Pairs

INT = cs.int_schema()
FIELDS = cs.model_fields_schema({'x': cs.model_field(INT)})


class OwnSet(set):
    def add(self, item):
        raise RuntimeError('not to be called')

    update = __iter__ = add


def made(given={'x'}, extra=None, **fields):
    model = Model(**fields)
    model.__pydantic_fields_set__, model.__pydantic_extra__ = given, extra
    return model


@pytest.mark.parametrize('given', [5, None, frozenset(), {'x': 1}, {}, []])
def test_assignment_wants_a_set_of_given_fields(given):
    model = made(given, x=1)
    with pytest.raises(TypeError, match=f'^{wrong_class(type(given).__name__, "set")}$'):
        SchemaValidator(cs.model_schema(Model, FIELDS)).validate_assignment(model, 'x', 2)
    assert model.x == 1


def test_assignment_adds_to_a_set_past_its_methods():
    model = made(OwnSet('y'), x=1)
    SchemaValidator(cs.model_schema(Model, FIELDS)).validate_assignment(model, 'x', 2)
    assert set.__len__(model.__pydantic_fields_set__) == 2 and set.__contains__(model.__pydantic_fields_set__, 'x')


PARTS = [
    ((5, None, set()), 'int', 'dict'),
    ((5, None, 5), 'int', 'dict'),
    (({}, None, 5), 'int', 'set'),
    (({}, None, ['z']), 'list', 'set'),
    (({}, None, frozenset()), 'frozenset', 'set'),
    ([{}, None, set()], 'list', 'tuple'),
]  # fmt: skip


@pytest.mark.parametrize('parts,found,wanted', PARTS)
def test_assignment_wants_the_parts_of_a_model(parts, found, wanted):
    model = made(x=1)
    v = SchemaValidator(cs.model_schema(Model, cs.no_info_after_validator_function(lambda _: parts, FIELDS)))
    with pytest.raises(TypeError, match=f'^{wrong_class(found, wanted)}$'):
        v.validate_assignment(model, 'x', 2)
    assert model.__dict__ == {'x': 1} and model.__pydantic_fields_set__ == {'x'}


class Keys:
    """What dict.update() takes, and no Mapping."""

    def keys(self):
        return ['x']

    def __getitem__(self, key):
        return 5


REVALIDATED = SchemaValidator(cs.model_schema(Model, FIELDS, revalidate_instances='always'))


@pytest.mark.parametrize('extra', [5, [], [('x', 2)], '', set(), Keys()])
def test_extra_values_are_a_mapping(extra):
    with pytest.raises(TypeError, match=f'^{wrong_class(type(extra).__name__, "Mapping")}$'):
        REVALIDATED.validate_python(made(extra=extra, x=1))


@pytest.mark.parametrize('extra', [{'x': 3}, Pairs({'x': 3})])
def test_extra_values_of_any_mapping_are_used(extra):
    assert isinstance(extra, Mapping)
    assert REVALIDATED.validate_python(made(extra=extra, x=1)).x == 3


@pytest.mark.parametrize('held', [5, None, [('x', 1)], Pairs({'x': 2})])
def test_a_dict_of_another_type_takes_no_extra_values(held):
    class Odd(Model):
        __dict__ = held

    model = Odd.__new__(Odd)
    model.__pydantic_fields_set__, model.__pydantic_extra__ = {'x'}, {}
    with pytest.raises(TypeError, match=f'^{wrong_class(type(held).__name__, "dict")}$'):
        REVALIDATED.validate_python(model)


@pytest.mark.parametrize('given', [set(), {'root'}, {'x'}, 5])
@pytest.mark.parametrize('custom_init', [False, True])
def test_the_root_of_another_instance_is_always_given(given, custom_init):
    v = SchemaValidator(cs.model_schema(Model, INT, root_model=True, custom_init=custom_init, revalidate_instances='always'))
    old = made(given, root=3)
    new = v.validate_python(old)
    assert new is not old and new.root == 3
    assert new.__pydantic_fields_set__ == {'root'} and new.__pydantic_fields_set__ is not given


def test_a_root_model_without_its_set_is_not_revalidated():
    v = SchemaValidator(cs.model_schema(Model, INT, root_model=True, revalidate_instances='always'))
    old = Model.__new__(Model)
    old.root = 3
    with pytest.raises(AttributeError, match='__pydantic_fields_set__'):
        v.validate_python(old)


class Name(str):
    pass


@pytest.mark.parametrize('name', ['x', 'z'])
def test_a_name_of_a_subclass_of_str_is_its_text(name):
    fields = cs.model_fields_schema({'x': cs.model_field(INT)}, extra_behavior='allow')
    model = made({'y'}, {'e': 1}, x=1)
    SchemaValidator(cs.model_schema(Model, fields)).validate_assignment(model, Name(name), 2)
    assert model.__dict__ == {'x': 2 if name == 'x' else 1}
    assert model.__pydantic_fields_set__ == {'y', name} and {*map(type, model.__pydantic_fields_set__)} == {str}
    assert model.__pydantic_extra__ == {'e': 1, **({'z': 2} if name == 'z' else {})}
