"""Dicts and sets made of blanks: they are as if their keys had been inserted, whatever is done with them afterwards."""

import copy
import gc
import os
import subprocess
import sys

import pytest
from pydantic_core import SchemaValidator
from pydantic_core import core_schema as cs

SIZES = [0, 1, 2, 5, 6, 10, 11, 16, 17, 21, 40, 300]


class Model:
    __slots__ = '__dict__', '__pydantic_fields_set__', '__pydantic_extra__', '__pydantic_private__'


def names_of(size):
    """Names that are made at run time: such strs are counted."""
    return [f'field number {number}' for number in range(size)]


def typed_dict(names, item):
    return SchemaValidator(cs.typed_dict_schema({name: cs.typed_dict_field(item) for name in names}))


class Instance:
    """What dataclasses make: its fields are its attributes."""


def data_class(names, item):
    arguments = cs.dataclass_args_schema('Instance', [cs.dataclass_field(name, item) for name in names])
    return SchemaValidator(cs.dataclass_schema(Instance, arguments, names))


def model(names, item):
    return SchemaValidator(cs.model_schema(Model, cs.model_fields_schema({name: cs.model_field(item) for name in names})))


@pytest.mark.parametrize('size', SIZES)
@pytest.mark.parametrize('number', [1, [1]], ids=['plain', 'with a list'])
@pytest.mark.parametrize('record', [typed_dict, data_class])
def test_the_dict_of_a_record(record, size, number):
    names = names_of(size)
    validator = record(names, cs.any_schema())
    expected = {name: number for name in names}

    def validated():
        value = validator.validate_python(expected)
        return value if record is typed_dict else value.__dict__

    made = [validated() for _ in range(3)]
    assert made == [expected] * 3
    assert list(made[0]) == names
    assert sys.getsizeof(made[0]) >= sys.getsizeof(dict(expected))
    if size:
        # The collector knows it where it may be in a cycle, and only there where dicts do so too.
        assert gc.is_tracked(made[0]) or not gc.is_tracked(expected)
        assert gc.is_tracked(made[0]) or number == 1
    for change in (
        lambda d: d.update(more=1),
        lambda d: d.update({f'new {i}': i for i in range(2 * size + 9)}),
        lambda d: [d.pop(name) for name in names[::2]],
        lambda d: d.clear(),
        lambda d: d.update({name: None for name in reversed(names)}),
        lambda d: d.setdefault(7, 'a key that is no str'),
    ):
        one, other = copy.copy(made[1]), dict(expected)
        changed = validated()
        for target in (one, other, changed):
            change(target)
        assert list(one.items()) == list(other.items()) == list(changed.items())
    assert made == [expected] * 3


@pytest.mark.parametrize('size', SIZES)
def test_the_dict_and_the_set_of_a_model(size):
    names = names_of(size)
    validator = model(names, cs.int_schema())
    expected = {name: place for place, name in enumerate(names)}
    one, other = validator.validate_python(expected), validator.validate_python(expected)
    assert one.__dict__ == expected and list(one.__dict__) == names
    one.__dict__['more'] = 1
    one.__pydantic_fields_set__.add('more')
    for name in names[::2]:
        delattr(one, name)
        one.__pydantic_fields_set__.remove(name)
    assert other.__dict__ == expected and other.__pydantic_fields_set__ == set(names)
    assert one.__pydantic_fields_set__ == {*names[1::2], 'more'}
    assert validator.validate_python(expected).__dict__ == expected


@pytest.mark.parametrize('kind', [typed_dict, model])
def test_keys_and_values_are_counted(kind):
    """As many references are let go of as were taken: of names that are counted, and of those that are not."""
    for names in (names_of(12), ['a', 'b', 'self']):
        value = object()
        validator = kind(names, cs.any_schema())
        given = {name: value for name in names}
        validator.validate_python(given)
        before = [sys.getrefcount(name) for name in names], sys.getrefcount(value)
        kept = [validator.validate_python(given) for _ in range(100)]
        assert sys.getrefcount(value) == before[1] + 100 * len(names)
        del kept
        assert ([sys.getrefcount(name) for name in names], sys.getrefcount(value)) == before


def test_names_that_have_no_blank():
    """A subclass of str, and fewer fields than names: those are inserted."""

    class Name(str):
        pass

    validator = SchemaValidator(
        cs.typed_dict_schema({Name('a'): cs.typed_dict_field(cs.int_schema()), 'b': cs.typed_dict_field(cs.int_schema(), required=False)})
    )
    assert validator.validate_python({'a': '1', 'b': '2'}) == {'a': 1, 'b': 2}
    assert validator.validate_python({'a': '1'}) == {'a': 1}


@pytest.mark.skipif('PYTHONMALLOC' in os.environ, reason='this is the run that the test starts')
def test_memory_is_given_back_where_it_came_from():
    """The same with CPython's checks: memory of one allocator that goes to another ends the process."""
    done = subprocess.run(
        [sys.executable, '-m', 'pytest', '-q', '-p', 'no:cacheprovider', __file__],
        env={**os.environ, 'PYTHONMALLOC': 'debug'},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def model_of(cls):
    fields = cs.model_fields_schema({'a': cs.model_field(cs.int_schema())})
    return SchemaValidator(cs.model_schema(cls, fields))


def test_two_names_for_one_slot():
    class Model:
        __slots__ = '__dict__', '__pydantic_fields_set__', '__pydantic_extra__', 'x'

    Model.__pydantic_private__ = Model.__dict__['__pydantic_extra__']
    model = model_of(Model).validate_python({'a': 1})
    with pytest.raises(AttributeError):
        model.x
    assert model.a == 1 and model.__pydantic_private__ is None


def test_a_slot_of_another_class():
    class Other:
        __slots__ = tuple('abcdefghijklmnopqrstuvwxyz')

    class Model:
        __slots__ = '__dict__', '__pydantic_fields_set__', '__pydantic_extra__', '__pydantic_private__'

    Model.__pydantic_private__ = Other.__dict__['z']
    with pytest.raises(TypeError, match="descriptor 'z' for 'Other' objects doesn't apply to a 'Model' object"):
        model_of(Model).validate_python({'a': 1})
