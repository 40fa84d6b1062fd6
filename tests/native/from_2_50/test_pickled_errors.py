"""Exceptions that come out of a pickle since core 2.50 as they went in."""

import copy
import pickle

import pytest
from pydantic_core import PydanticCustomError, PydanticSerializationUnexpectedValue, SchemaValidator, ValidationError

CUSTOM = {'type': 'custom-error', 'schema': {'type': 'int'}, 'custom_error_type': 'my', 'custom_error_message': 'm {a}', 'custom_error_context': {'a': 1}}


class Named(PydanticCustomError):
    def __new__(cls, name):
        return super().__new__(cls, name, 'named {x}', {'x': name})


class Plain(PydanticCustomError):
    """Calls no __init__ with arguments."""

    args = ()


class Odd(PydanticCustomError):
    args = 5


def details(error):
    return error.type, error.message_template, error.context


def failed(schema, value='x'):
    with pytest.raises(ValidationError) as info:
        SchemaValidator(schema).validate_python(value)
    return info.value


def test_custom_errors():
    error = PydanticCustomError('t', 'm {x}', {'x': 1})
    for other in (pickle.loads(pickle.dumps(error)), copy.copy(error)):
        assert details(other) == ('t', 'm {x}', {'x': 1})
        assert other.args == error.args
    assert PydanticCustomError('t', 'm').__reduce__() == (PydanticCustomError, ('t', 'm'))


def test_attributes():
    error = Named('n')
    assert error.__reduce__() == (Named, ('n',))
    error.extra = 5
    other = pickle.loads(pickle.dumps(error))
    assert (details(other), other.extra, type(other)) == (details(error), 5, Named)


def test_what_has_no_args():
    assert Plain('t', 'm').__reduce__() == (Plain, ('t', 'm'))
    assert Plain('t', 'm', {'x': 1}).__reduce__() == (Plain, ('t', 'm', {'x': 1}))
    with pytest.raises(TypeError):
        Odd('t', 'm').__reduce__()


def test_validation_errors_with_custom_ones():
    schema = {'type': 'tuple', 'items_schema': [CUSTOM, {'type': 'int'}, CUSTOM]}
    error = failed(schema, ['x', 'y', 'z'])
    other = pickle.loads(pickle.dumps(error))
    assert other.errors(include_url=False) == error.errors(include_url=False)
    assert [e['type'] for e in other.errors()] == ['my', 'int_parsing', 'my']
    lines = error.__reduce__()[1][1]
    assert details(lines[0]['type']) == ('my', 'm {a}', {'a': 1})
    assert (lines[0]['type'].args, lines[1]['type']) == ((), 'int_parsing')
    assert lines[0]['type'].__reduce__() == (PydanticCustomError, ('my', 'm {a}', {'a': 1}))


UNEXPECTED = [(), ('m',), ('m', 'f', 't', 3)]


@pytest.mark.parametrize('args', UNEXPECTED)
def test_unexpected_values(args):
    error = PydanticSerializationUnexpectedValue(*args)
    other = pickle.loads(pickle.dumps(error))
    assert str(other) == str(error)
    assert error.__reduce__()[0] is PydanticSerializationUnexpectedValue
    assert error.__reduce__()[1] == (args or (None, None, None, None))
