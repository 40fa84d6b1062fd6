"""URLs: rows of an input and the text that comes out, or the error; through Python, JSON and strings."""

import json

import pytest
from pydantic_core import MultiHostUrl, SchemaValidator, Url, ValidationError
from pydantic_core import core_schema as cs


def outcome(validate, value):
    """The URL's text, or type and message of the error."""
    try:
        return str(validate(value))
    except ValidationError as error:
        (line,) = error.errors()
        return line['type'], line.get('ctx', {}).get('error')


def parsing(error):
    return 'url_parsing', error


ROWS = [
    (cs.url_schema(), 'HTTP://Example.com:80/a/../b?c#d', 'http://example.com/b?c#d'),
    (cs.url_schema(), 'http://münchen.de', 'http://xn--mnchen-3ya.de/'),
    (cs.url_schema(), 'mailto:a@b', 'mailto:a@b'),
    (cs.url_schema(), 'http://[::1', parsing('invalid IPv6 address')),
    (cs.url_schema(), '', parsing('input is empty')),
    (cs.url_schema(strict=True), 'http:a', ('url_syntax_violation', 'expected //')),
    (cs.url_schema(max_length=8), 'http://a', 'http://a/'),
    (cs.url_schema(max_length=8), 'http://é', ('url_too_long', None)),
    (cs.url_schema(allowed_schemes=['http', 'ws']), 'ws://a', 'ws://a/'),
    (cs.url_schema(allowed_schemes=['http', 'ws']), 'wss://a', ('url_scheme', None)),
    (cs.url_schema(host_required=True), 'foo:', parsing('empty host')),
    (cs.url_schema(default_host='h', default_port=5, default_path='/p'), 'foo://', 'foo://h:5/p'),
    (cs.url_schema(default_host='h'), 'foo:x', parsing('a cannot-be-a-base URL doesn’t have a host to set')),
    (cs.url_schema(preserve_empty_path=True), 'http://a?b', 'http://a?b'),
    (cs.multi_host_url_schema(), 'foo://u@a:1,b/c', 'foo://u@a:1,b/c'),
    (cs.multi_host_url_schema(), 'foo://a,', parsing('empty host')),
    (cs.multi_host_url_schema(default_host='h'), 'foo://', 'foo://h'),
    (cs.multi_host_url_schema(preserve_empty_path=True), 'http://a,b', 'http://a,b'),
]


@pytest.mark.parametrize('schema,value,expected', ROWS)
def test_texts(schema, value, expected):
    validator = SchemaValidator(schema)
    assert outcome(validator.validate_python, value) == expected
    assert outcome(validator.validate_json, json.dumps(value)) == expected
    assert outcome(validator.validate_strings, value) == expected


class SubUrl(Url):
    pass


OBJECTS = [
    (cs.url_schema(), Url('http://a'), Url, True),
    (cs.url_schema(), SubUrl('http://a'), SubUrl, True),
    (cs.url_schema(default_port=80), SubUrl('http://a'), Url, False),
    (cs.url_schema(), MultiHostUrl('http://a'), Url, False),
    (cs.multi_host_url_schema(), MultiHostUrl('http://a,b'), MultiHostUrl, True),
    (cs.multi_host_url_schema(), SubUrl('http://a'), MultiHostUrl, False),
    (cs.url_schema(strict=True), Url('http:a'), Url, True),
]


@pytest.mark.parametrize('schema,value,cls,same', OBJECTS)
def test_objects(schema, value, cls, same):
    made = SchemaValidator(schema).validate_python(value)
    assert type(made) is cls
    assert (made is value) is same


def test_a_default_shows_in_the_text_of_a_url_whose_empty_path_is_kept():
    url = Url('http://a', preserve_empty_path=True)
    assert str(url) == 'http://a'
    assert str(SchemaValidator(cs.url_schema(default_port=81)).validate_python(url)) == 'http://a:81'
    moved = SchemaValidator(cs.url_schema(default_path='/p')).validate_python(url)
    assert (str(moved), moved.path) == ('http://a/p', '/p')


@pytest.mark.parametrize('value', [1, None, b'\xff', ['http://a'], object()])
def test_what_is_no_url(value):
    assert outcome(SchemaValidator(cs.url_schema()).validate_python, value) == ('url_type', None)


def test_long_ones():
    text = 'http://a/' + 'é' * 200_000
    assert len(str(Url(text))) == 9 + 6 * 200_000
    many = 'foo://' + ','.join(['h'] * 5_000)
    assert len(MultiHostUrl(many).hosts()) == 5_000
