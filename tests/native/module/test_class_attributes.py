"""Classes whose metaclass has a say in their attributes: what it says is what counts."""

import pytest
from pydantic_core import SchemaSerializer, SchemaValidator
from pydantic_core import core_schema as cs

SLOTS = '__dict__', '__pydantic_fields_set__', '__pydantic_extra__', '__pydantic_private__'


class WithGetattr(type):
    def __getattr__(cls, name):
        raise AttributeError(name)


class WithName(type):
    @property
    def __name__(cls):
        return 'Renamed'


class WithGetattribute(type):
    def __getattribute__(cls, name):
        return 'Asked' if name == '__name__' else type.__getattribute__(cls, name)


class WithNameInItsDict(type):
    """The descriptor of type is a data descriptor: the class's own attribute does not count."""

    def __new__(meta, name, bases, namespace):
        return super().__new__(meta, name, bases, {**namespace, '__name__': 'Hidden'})


NAMES = [(type, 'Model'), (WithGetattr, 'Model'), (WithName, 'Renamed'), (WithGetattribute, 'Asked'), (WithNameInItsDict, 'Model')]


def model(meta, **attributes):
    return meta('Model', (), {'__slots__': SLOTS, **attributes})


def schema(cls):
    return cs.model_schema(cls, cs.model_fields_schema({'x': cs.model_field(cs.int_schema())}))


@pytest.mark.parametrize('meta, name', NAMES)
def test_the_name(meta, name):
    cls = model(meta)
    assert SchemaValidator(schema(cls)).title == name
    assert f'name: "{name}"' in repr(SchemaSerializer(schema(cls)))
    made = SchemaValidator(schema(cls)).validate_python({'x': 1})
    assert type(made) is cls and made.__dict__ == {'x': 1} and SchemaSerializer(schema(cls)).to_python(made) == {'x': 1}


def test_a_name_that_cannot_be_had():
    def fail(cls):
        raise RuntimeError('no name')

    failing = type('Failing', (type,), {'__name__': property(fail)})
    for build in SchemaValidator, SchemaSerializer:
        with pytest.raises(Exception, match='no name'):
            build(schema(model(failing)))


def test_a_dict_that_is_shown_otherwise():
    """Whether a class has a validator of its own is told by the `__dict__` that it shows."""
    inner = model(type)
    own = SchemaValidator(schema(inner))
    log = []

    class Shown(type):
        @property
        def __dict__(cls):
            log.append(cls)
            return {'__pydantic_complete__': True, '__pydantic_validator__': own}

    cls = model(Shown)
    outer = SchemaValidator(cs.list_schema(schema(cls)))
    assert log and type(outer.validate_python([{'x': 1}])[0]) is inner
