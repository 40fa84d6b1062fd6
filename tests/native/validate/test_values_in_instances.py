"""Models whose values lie in the instance itself since CPython 3.14: they are as models with a dict are, whoever made the instance, and
whatever is done with it and its dict."""

import copy
import gc
import pickle
import weakref

import pytest
from pydantic_core import SchemaSerializer, SchemaValidator, from_json
from pydantic_core import core_schema as cs

SLOTS = '__dict__', '__pydantic_fields_set__', '__pydantic_extra__', '__pydantic_private__'


class Model:
    __slots__ = SLOTS


def own_class(name='Own', bases=(Model,), **members):
    """A class that has no names of attributes yet."""
    return type(name, bases, {'__slots__': (), '__module__': __name__, **members})


def schema_of(cls, names, *, extra='ignore', field=None, **options):
    fields = {name: cs.model_field(field or cs.any_schema()) for name in names}
    return cs.model_schema(cls, cs.model_fields_schema(fields, extra_behavior=extra), config={'extra_fields_behavior': extra}, **options)


def both(schema):
    return SchemaValidator(schema), SchemaSerializer(schema)


def names_of(count):
    return [f'name_{i}' for i in range(count)]


def check(model, ser, expected):
    """It has these values in this order, for whoever asks."""
    assert ser.to_python(model) == expected and list(ser.to_python(model)) == list(expected)
    assert list(from_json(ser.to_json(model)).items()) == list(expected.items())
    for name, value in expected.items():
        assert getattr(model, name) == value
    assert list(model.__dict__.items()) == list(expected.items())
    check_dumps(model, ser, expected)


def check_dumps(model, ser, expected):
    first = next(iter(expected), None)
    rest = {name: value for name, value in expected.items() if name != first}
    assert ser.to_python(model) == expected == from_json(ser.to_json(model))
    assert ser.to_python(model, exclude={first}) == rest == from_json(ser.to_json(model, exclude={first}))
    some = {name: value for name, value in expected.items() if value is not None}
    assert ser.to_python(model, exclude_none=True) == some == from_json(ser.to_json(model, exclude_none=True))


@pytest.mark.parametrize('count', [0, 1, 7, 8, 9, 28, 29, 30, 31, 80])
@pytest.mark.parametrize('first', ['validator', 'serializer', 'instances'])
def test_any_number_of_fields(count, first):
    cls, names = own_class(), names_of(count)
    if first == 'instances':
        for _ in range(40):
            cls()
    schema = schema_of(cls, names)
    if first == 'serializer':
        ser, validator = SchemaSerializer(schema), SchemaValidator(schema)
    else:
        validator, ser = both(schema)
    given = {name: None if i % 3 else i for i, name in enumerate(names)}
    for model in (
        validator.validate_python(given),
        validator.validate_json(ser.to_json(validator.validate_python(given))),
        validator.validate_python(given, self_instance=cls()),
        validator.validate_python(validator.validate_python(given).__dict__),
        validator.validate_python(dict(reversed(given.items()))),
    ):
        check(model, ser, given)
        assert model.__pydantic_fields_set__ == set(names)


def with_attribute(cls):
    made = cls()
    made.other = 1
    return made


def with_attribute_deleted(cls):
    made = with_attribute(cls)
    del made.other
    return made


def with_dict_asked_for(cls):
    made = cls()
    assert made.__dict__ == {}
    return made


def with_dict(cls):
    made = cls()
    made.__dict__ = {'other': 1}
    return made


@pytest.mark.parametrize('make', [object.__new__, with_attribute, with_attribute_deleted, with_dict_asked_for, with_dict])
def test_instances_that_others_made(make):
    cls = own_class()
    validator, ser = both(schema_of(cls, 'abc'))
    for _ in range(3):
        made = make(cls)
        before = made.__dict__ if make in (with_dict, with_dict_asked_for) else None
        for values in ({'a': 1, 'b': 2, 'c': 3}, {'a': 4, 'b': 5, 'c': 6}):
            assert validator.validate_python(values, self_instance=made) is made
            check(made, ser, values)
        assert before is None or 'a' not in before


def copied(model):
    made = type(model)()
    made.__dict__ = copy.copy(model.__dict__)
    for name in SLOTS[1:]:
        setattr(made, name, copy.copy(getattr(model, name)))
    return made


def assigned(model):
    validator = SchemaValidator(schema_of(type(model), 'abc'))
    return validator.validate_assignment(validator.validate_assignment(model, 'b', 7), 'b', 2)


def asked(model):
    model.__dict__['b'] = 5
    model.b = 2
    return model


def set_again(model):
    values = dict(model.__dict__)
    for name in list(values):
        delattr(model, name)
    for name, value in values.items():
        setattr(model, name, value)
    return model


def of_another_class(model):
    model.__class__ = own_class('Other', (type(model),))
    return model


@pytest.mark.parametrize('change', [copied, assigned, asked, set_again, of_another_class, copy.copy, copy.deepcopy])
def test_models_that_are_changed_and_copied(change):
    cls = own_class()
    validator, ser = both(schema_of(cls, 'abc'))
    for _ in range(3):
        model = change(validator.validate_python({'a': 1, 'b': 2, 'c': None}))
        check(model, ser, {'a': 1, 'b': 2, 'c': None})
        model.d = 4
        check_dumps(model, ser, {'a': 1, 'b': 2, 'c': None})
        del model.d, model.a
        check_dumps(model, ser, {'b': 2, 'c': None})
        model.a = [1]
        assert list(ser.to_python(model)) == ['b', 'c', 'a'] == list(from_json(ser.to_json(model)))


def test_a_subclass_with_more_attributes():
    base = own_class()
    derived = own_class('Derived', (base,))
    ser = SchemaSerializer(cs.list_schema(schema_of(base, 'abc')))
    models = [SchemaValidator(schema_of(derived, names)).validate_python(dict.fromkeys(names, 1)) for names in ('abc', 'abcd', 'xabc', 'ab')]
    assert ser.to_python(models, warnings=False) == [dict.fromkeys(names, 1) for names in ('abc', 'abc', 'abc', 'ab')]
    assert ser.to_json(models, warnings=False) == b'[{"a":1,"b":1,"c":1},{"a":1,"b":1,"c":1},{"a":1,"b":1,"c":1},{"a":1,"b":1}]'


@pytest.mark.parametrize('extra', ['allow', 'ignore', 'forbid'])
def test_the_dict_of_a_model_as_input(extra):
    """It may have other keys, be in another order, and change while it is read."""
    cls = own_class()
    source, _ = both(schema_of(cls, 'abc'))
    target, ser = both(schema_of(own_class(), 'abc', extra=extra))
    for _ in range(3):
        model = source.validate_python({'a': 1, 'b': 2, 'c': 3})
        for values in (model.__dict__, copy.copy(model.__dict__)):
            check(target.validate_python(values), ser, {'a': 1, 'b': 2, 'c': 3})
            values['d'] = 4
            if extra != 'forbid':
                made = target.validate_python(values)
                assert ser.to_python(made) == {'a': 1, 'b': 2, 'c': 3, **({'d': 4} if extra == 'allow' else {})}
            del values['a']
            values['a'] = 1
            del values['d']
            check(target.validate_python(values), ser, {'a': 1, 'b': 2, 'c': 3})

    def take_away(value):
        source_dict.pop('c', None)
        return value

    fields = {n: cs.model_field(cs.no_info_plain_validator_function(take_away) if n == 'a' else cs.any_schema()) for n in 'abc'}
    fields['c'] = cs.model_field(cs.with_default_schema(cs.any_schema(), default='gone'))
    source_dict = source.validate_python({'a': 1, 'b': 2, 'c': 3}).__dict__
    made = SchemaValidator(cs.model_schema(own_class(), cs.model_fields_schema(fields))).validate_python(source_dict)
    assert made.__dict__ == {'a': 1, 'b': 2, 'c': 'gone'}


def test_extras_and_fields_that_are_set():
    cls = own_class()
    validator, ser = both(schema_of(cls, 'ab', extra='allow', field=cs.with_default_schema(cs.any_schema(), default=0)))
    model = validator.validate_python({'b': 1, 'x': 2})
    assert ser.to_python(model) == {'a': 0, 'b': 1, 'x': 2} and from_json(ser.to_json(model)) == {'a': 0, 'b': 1, 'x': 2}
    assert ser.to_python(model, exclude_unset=True) == {'b': 1, 'x': 2} == from_json(ser.to_json(model, exclude_unset=True))
    assert ser.to_python(model, exclude_defaults=True) == {'b': 1, 'x': 2}


@pytest.mark.parametrize('name', ['b', 'method', 'value', '__pydantic_extra__'])
def test_names_that_the_class_has_already(name):
    """Such a class has its own way to read and set them; the dict has the value all the same."""
    cls = own_class(method=lambda self: 1, value=property(lambda self: 'own'), b=5)
    validator, ser = both(schema_of(cls, ['a', name]))
    model = validator.validate_python({'a': 1, name: 2})
    assert model.__dict__ == {'a': 1, name: 2} and ser.to_python(model) == {'a': 1, name: 2}
    assert model.a == 1 and ('value' != name or model.value == 'own')


def test_a_class_gets_code_that_runs_for_its_instances():
    cls = own_class()
    validator, ser = both(schema_of(cls, 'ab'))
    assert validator.validate_python({'a': 1, 'b': 2}).b == 2
    told = []
    cls.__del__ = lambda self: told.append(self.__dict__)
    validator.validate_python({'a': 1, 'b': 2})
    gc.collect()
    assert told == [{'a': 1, 'b': 2}]

    def new(cls, *args):
        made = object.__new__(cls)
        made.early = 1
        return made

    cls.__new__ = new
    made = validator.validate_python({'a': 1, 'b': 2})
    assert made.__dict__ == {'a': 1, 'b': 2}
    check_dumps(made, ser, {'a': 1, 'b': 2})


class Pickled(Model):
    __slots__ = ()


def test_pickles_and_dicts_that_stay():
    validator, ser = both(schema_of(Pickled, 'ab'))
    model = validator.validate_python({'a': [1], 'b': 2})
    again = pickle.loads(pickle.dumps(model))
    check(again, ser, {'a': [1], 'b': 2})
    kept = model.__dict__
    del model
    assert kept == {'a': [1], 'b': 2}
    kept['c'] = 3
    assert list(kept) == ['a', 'b', 'c']


@pytest.mark.parametrize('shape', ['own', 'copied', 'typed dict'])
def test_a_dict_that_is_being_cleared(shape):
    """The end of a value runs while the others are there no more."""
    cls, found = own_class(), []
    validator, ser = both(schema_of(cls, 'abc'))
    if shape == 'typed dict':
        ser = SchemaSerializer(cs.typed_dict_schema(dict.fromkeys('abc', cs.typed_dict_field(cs.any_schema()))))

    class Last:
        def __del__(self):
            shown = model.__dict__ if shape == 'typed dict' else model
            found.append((len(model.__dict__), ser.to_python(shown), ser.to_json(shown), ser.to_python(shown, exclude_none=True)))
            if shape != 'typed dict':
                validator.validate_python({'a': 0, 'b': 0, 'c': 0, **model.__dict__})

    model = validator.validate_python({'a': 1, 'b': Last(), 'c': [3]})
    if shape == 'copied':
        model = copied(model)
    model.__dict__.clear()
    gc.collect()
    assert found == [(0, {}, b'{}', {})] and model.__dict__ == {}


@pytest.mark.parametrize('name', ['__pydantic_fields_set__', '__pydantic_extra__'])
def test_properties_that_replace_the_dict(name):
    """What comes out is what was there before they were asked."""

    def replaced(self):
        self.__dict__ = {'a': 9, 'b': 8}
        return {'a'} if name == '__pydantic_fields_set__' else {}

    base = own_class()
    validator, _ = both(schema_of(base, 'ab', extra='allow'))
    cls = own_class('Asked', (base,), **{name: property(replaced)})
    _, ser = both(schema_of(cls, 'ab', extra='allow'))
    for call in ser.to_python, lambda *args, **options: from_json(ser.to_json(*args, **options)):
        model = validator.validate_python({'a': 1, 'b': 2})
        model.__class__ = cls
        unset = {'b': 2} if name == '__pydantic_extra__' else {}
        assert call(model, exclude_unset=True) == {'a': 1, **unset}


def test_cycles_are_collected():
    cls = own_class('Weak', (Model,), __slots__=('__weakref__',))
    validator, _ = both(schema_of(cls, 'ab'))
    cycle = []
    model = validator.validate_python({'a': cycle, 'b': 2})
    cycle.append(model)
    seen = weakref.ref(model)
    del model, cycle
    gc.collect()
    assert seen() is None
