"""Unions whose first choices are leaves, defaults that are copied, instances that are made without their class's allocator."""

import copy
import gc
import json
import sys
import weakref

import pytest
from pydantic_core import SchemaValidator, ValidationError
from pydantic_core import core_schema as cs

from tests.editions import by_edition

INT, STR, FLOAT, BOOL = cs.int_schema(), cs.str_schema(), cs.float_schema(), cs.bool_schema()

ROWS = [
    # choices, options, input, what comes of Python, what of JSON
    ([INT, STR, FLOAT], {}, 1, 1, 1),
    ([INT, STR, FLOAT], {}, '1', '1', '1'),
    ([INT, STR, FLOAT], {}, 1.0, 1.0, 1.0),
    ([INT, STR, FLOAT], {}, True, 1, 1),
    ([FLOAT, INT], {}, 1, 1, 1),
    ([FLOAT, BOOL], {}, True, True, True),
    ([STR, INT], {'mode': 'left_to_right'}, 1, 1, 1),
    ([INT, STR], {'mode': 'left_to_right'}, '1', 1, 1),
    ([INT, STR], {'mode': 'left_to_right'}, 'x', 'x', 'x'),
    ([FLOAT, INT], {'mode': 'left_to_right'}, 1, 1.0, 1.0),
    ([cs.nullable_schema(INT), STR], {}, None, None, None),
    ([STR, cs.nullable_schema(INT)], {}, None, None, None),
    ([cs.date_schema(), STR], {}, '2020-01-01', '2020-01-01', None),
    ([INT, cs.with_default_schema(STR, default='x')], {}, 'y', 'y', 'y'),
    # What is wrong for one choice ends the union when that choice says so.
    ([cs.with_default_schema(INT, default=7, on_error='default'), STR], {'mode': 'left_to_right'}, 'x', 7, 7),
    ([cs.list_schema(INT), INT], {}, 3, 3, 3),
]


@pytest.mark.parametrize('choices, options, given, python, from_json', ROWS)
def test_leaves_first(choices, options, given, python, from_json):
    validator = SchemaValidator(cs.union_schema(choices, **options))
    made = validator.validate_python(given)
    assert made == python and type(made) is type(python)
    if from_json is not None or given is None:
        made = validator.validate_json(json.dumps(given))
        assert made == from_json and type(made) is type(from_json)


def test_a_default_of_a_choice_is_its_own():
    """Since 2.50 the other choices are tried where one leaves the value out."""
    validator = SchemaValidator(cs.list_schema(cs.union_schema([cs.with_default_schema(INT, on_error='omit'), STR])))
    assert validator.validate_python([1, 'x', 2]) == by_edition([1, 2], [1, 'x', 2])


def test_unions_in_unions():
    inner = cs.union_schema([INT, STR])
    validator = SchemaValidator(cs.union_schema([cs.list_schema(inner), inner, FLOAT]))
    assert validator.validate_python([1, 'a', '2']) == [1, 'a', '2']
    assert validator.validate_python(2.0) == 2.0 and type(validator.validate_python(2.0)) is float
    with pytest.raises(ValidationError) as error:
        validator.validate_python(b'\xff')
    assert [e['loc'] for e in error.value.errors()] == [('list[union[int,str]]',), ('union[int,str]', 'int'), ('union[int,str]', 'str'), ('float',)]


class Model:
    __slots__ = '__dict__', '__pydantic_fields_set__', '__pydantic_extra__', '__pydantic_private__'


def model(cls=Model, default=None):
    fields = {'a': cs.model_field(INT), 'b': cs.model_field(cs.with_default_schema(cs.any_schema(), default=default))}
    return SchemaValidator(cs.model_schema(cls, cs.model_fields_schema(fields)))


class List(list):
    pass


@pytest.mark.parametrize('default', [{}, [], set(), [1], {'a': []}, {1}, List(), bytearray(b'x')], ids=repr)
def test_each_use_of_a_default_has_its_own(default):
    validator = model(default=default)
    one, other = validator.validate_python({'a': 1}), validator.validate_python({'a': 1})
    assert one.b == other.b == default and type(one.b) is type(default)
    assert one.b is not other.b and one.b is not default
    if isinstance(default, dict):
        one.b['more'] = 1
    elif isinstance(default, set):
        one.b.add('more')
    else:
        one.b.append(1)
    assert other.b == default == validator.validate_python({'a': 1}).b


def test_a_default_that_is_filled_later():
    """It is the default's state at each use that is copied."""
    default = []
    validator = model(default=default)
    assert validator.validate_python({'a': 1}).b == []
    default.append([1])
    made = validator.validate_python({'a': 1}).b
    assert made == [[1]] and made[0] is not default[0]


class Weak(Model):
    __slots__ = ('__weakref__',)


class WithSlot(Model):
    __slots__ = ('more',)


class WithNew(Model):
    __slots__ = ()

    def __new__(cls):
        made = super().__new__(cls)
        made.__dict__['new'] = True
        return made


class Derived(Model):
    __slots__ = ()


class Plain:
    """Without slots: CPython may keep its values within the instance."""


@pytest.mark.parametrize('cls', [Model, Weak, WithSlot, WithNew, Derived, Plain])
def test_instances(cls):
    validator = model(cls, default=5)
    made = [validator.validate_python({'a': n}) for n in range(50)]
    assert [type(m) for m in made] == [cls] * 50
    assert [(m.a, m.b) for m in made] == [(n, 5) for n in range(50)]
    one = made[7]
    assert one.__pydantic_fields_set__ == {'a'} and one.__pydantic_extra__ is None and one.__pydantic_private__ is None
    one.b = [one]  # a cycle, which the collector must find
    assert gc.is_tracked(one) and one.__dict__['b'][0] is one
    copied = copy.copy(made[8])
    assert (copied.a, copied.b) == (8, 5) and copied.__dict__ is not made[8].__dict__
    del one.a, one.__pydantic_private__
    with pytest.raises(AttributeError):
        one.a
    with pytest.raises(AttributeError):
        one.__pydantic_private__
    if cls is WithSlot:
        with pytest.raises(AttributeError):
            one.more
        one.more = 1
    if cls is Weak:
        gone = weakref.ref(one)
        del one, made, copied
        gc.collect()
        assert gone() is None


def test_instances_are_counted():
    class Here(Model):
        __slots__ = ()

    validator = model(Here)
    value = object()
    validator.validate_python({'a': 1, 'b': value})
    before = sys.getrefcount(Here), sys.getrefcount(value)
    made = [validator.validate_python({'a': 1, 'b': value}) for _ in range(100)]
    assert (sys.getrefcount(Here), sys.getrefcount(value)) == (before[0] + 100, before[1] + 100)
    del made
    assert (sys.getrefcount(Here), sys.getrefcount(value)) == before


def test_a_class_that_gets_a_new_later():
    class Late(Model):
        __slots__ = ()

    validator = model(Late)
    assert type(validator.validate_python({'a': 1})) is Late
    calls = []

    def new(cls):
        calls.append(cls)
        return object.__new__(cls)

    Late.__new__ = staticmethod(new)
    assert validator.validate_python({'a': 1}).a == 1
    assert calls == [Late]


def test_a_class_that_becomes_abstract_is_refused():
    import abc

    class Base(Model, metaclass=abc.ABCMeta):
        __slots__ = ()

        @abc.abstractmethod
        def method(self): ...

    with pytest.raises(TypeError, match='abstract'):
        model(Base).validate_python({'a': 1})
