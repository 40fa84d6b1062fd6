"""The exceptions that users raise to speak to validation, SchemaError, and the list of error types."""

import enum

import pytest

from pydantic_core import (
    PydanticCustomError,
    PydanticKnownError,
    PydanticOmit,
    PydanticUseDefault,
    SchemaError,
    ValidationError,
)
from pydantic_core._pydantic_core import list_all_errors

from tests.editions import by_edition, of_argument, wrong_class


class Unprintable:
    def __str__(self):
        raise RuntimeError('no str')


class Number(enum.IntEnum):
    two = 2


# (template, context, message)
TEMPLATES = [
    ('plain', None, 'plain'),
    ('{x}', None, '{x}'),
    ('{x} {y}', {'x': 'a', 'y': 1}, 'a 1'),
    ('{x}{x}', {'x': True}, '11'),
    ('{x}', {'x': Number.two}, '2'),
    ('{x}', {'x': 2.5}, '2.5'),
    ('{x}', {'x': 10**30}, str(10**30)),
    ('{x}', {'x': '{y}', 'y': 'z'}, 'z'),
    ('{x}', {'x': Unprintable()}, '<unprintable Unprintable object>'),
]


@pytest.mark.filterwarnings('ignore::pytest.PytestUnraisableExceptionWarning')
@pytest.mark.parametrize('template,context,message', TEMPLATES)
def test_custom_error(template, context, message):
    error = PydanticCustomError('kind', template, context)
    assert (error.type, error.message_template, error.context) == ('kind', template, context)
    assert error.message() == str(error) == message
    assert repr(error) == f'{message} [type=kind, context={context}]'
    assert isinstance(error, ValueError)
    assert error.args == ('kind', template, context)


# (class, arguments, the exception)
REFUSED = [
    (PydanticCustomError, (), "PydanticCustomError.__new__() missing 2 required positional arguments: 'error_type' and 'message_template'"),
    (PydanticCustomError, (1, 'a'), of_argument('error_type', wrong_class('int', 'str'))),
    (PydanticCustomError, ('a', 'b', 1), of_argument('context', wrong_class('int', 'dict'))),
    (PydanticCustomError, ('a', 'b', {}, 1), 'PydanticCustomError.__new__() takes from 2 to 3 positional arguments but 4 were given'),
    (PydanticKnownError, ('greater_than',), "GreaterThan: 'gt' required in context"),
    (PydanticKnownError, ('greater_than', {'gt': None}), "GreaterThan: 'gt' context value must be a Number"),
    (PydanticKnownError, ('greater_than', []), of_argument('context', wrong_class('list', 'dict'))),
    (PydanticOmit, (1,), 'PydanticOmit.__new__() takes 0 positional arguments but 1 was given'),
    (PydanticUseDefault, (1,), 'PydanticUseDefault.__new__() takes 0 positional arguments but 1 was given'),
    (SchemaError, (), "SchemaError.__new__() missing 1 required positional argument: 'message'"),
    (SchemaError, (1,), of_argument('message', wrong_class('int', 'str'))),
]


@pytest.mark.parametrize('cls,arguments,message', REFUSED)
def test_refused(cls, arguments, message):
    with pytest.raises(TypeError) as raised:
        cls(*arguments)
    assert str(raised.value) == message


def test_positional_only():
    message = "got some positional-only arguments passed as keyword arguments: 'error_type' and 'message_template'"
    with pytest.raises(TypeError, match=message):
        PydanticCustomError(error_type='a', message_template='b')


def test_custom_error_with_a_wrong_key():
    with pytest.raises(TypeError, match=wrong_class('int', 'str')):
        PydanticCustomError('kind', 'x', {1: 2}).message()


def test_known_error():
    error = PydanticKnownError('greater_than', {'gt': 5, 'more': []})
    assert error.type == 'greater_than'
    assert error.message_template == 'Input should be greater than {gt}'
    assert error.context == {'gt': 5, 'more': []}
    assert error.message() == str(error) == 'Input should be greater than 5'
    assert repr(error) == "Input should be greater than 5 [type=greater_than, context={'gt': 5, 'more': []}]"
    assert PydanticKnownError('missing').context is None
    with pytest.raises(KeyError, match="Invalid error type: 'nope'"):
        PydanticKnownError('nope')


def test_signals():
    for cls in (PydanticOmit, PydanticUseDefault):
        assert repr(cls()) == str(cls()) == f'{cls.__name__}()'
        assert not issubclass(cls, ValueError)


@pytest.mark.parametrize(
    'message,shown',
    [
        ('plain', 'SchemaError("plain")'),
        ('it\'s "é"', 'SchemaError("it\'s \\"é\\"")'),
        ('\n\t\r\0\x7f\u200b', r'SchemaError("\n\t\r\0\u{7f}\u{200b}")'),
    ],
)
def test_schema_error(message, shown):
    error = SchemaError(message)
    assert (str(error), repr(error), error.error_count(), error.errors()) == (message, shown, 0, [])


@pytest.mark.parametrize('cls', [PydanticKnownError, PydanticOmit, PydanticUseDefault, SchemaError])
def test_not_a_base(cls):
    with pytest.raises(TypeError, match='is not an acceptable base type'):
        type('Sub', (cls,), {})


def test_every_listed_type_can_be_raised():
    listed = list_all_errors()
    assert len({entry['type'] for entry in listed}) == len(listed) == by_edition(103, 112)
    for entry in listed:
        context = entry['example_context']
        error = PydanticKnownError(entry['type'], context)
        assert error.message_template == entry['message_template_python']
        assert error.message() == entry['example_message_python']
        assert error.context == context
        line = {'type': entry['type'], 'input': 1, **({'ctx': context} if context else {})}
        in_json = ValidationError.from_exception_data('T', [line], 'json').errors()[0]['msg']
        assert in_json == entry.get('example_message_json', entry['example_message_python'])
