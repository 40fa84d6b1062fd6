"""The classes Url and MultiHostUrl: what they say of a URL, how they are made, compared and copied."""

import copy
import pickle

import pytest
from pydantic_core import MultiHostUrl, SchemaSerializer, Url

from tests.editions import TOO_LARGE, of_argument, wrong_class

PARTS = [
    ('https://u:p@münchen.de:8080/a?b=1&b=%ff#f', ('https', 'u', 'p', 'xn--mnchen-3ya.de', 8080, '/a', 'b=1&b=%ff', 'f')),
    ('http://a', ('http', None, None, 'a', 80, '/', None, None)),
    ('foo://[::1]', ('foo', None, None, '[::1]', None, None, None, None)),
    ('foo:x?#', ('foo', None, None, None, None, 'x', '', '')),
]


@pytest.mark.parametrize('text,expected', PARTS)
def test_parts(text, expected):
    url = Url(text)
    assert (url.scheme, url.username, url.password, url.host, url.port, url.path, url.query, url.fragment) == expected


def test_other_spellings():
    url = Url('https://xn--mnchen-3ya.de?a=%ff&b+c=%C3%A9')
    assert url.unicode_host() == 'münchen.de'
    assert url.unicode_string() == 'https://münchen.de/?a=%ff&b+c=%C3%A9'
    assert url.query_params() == [('a', '\ufffd'), ('b c', 'é')]
    assert repr(url) == "Url('https://xn--mnchen-3ya.de/?a=%ff&b+c=%C3%A9')"


def test_hosts():
    url = MultiHostUrl('http://u@a,b:81/p')
    first = {'username': 'u', 'password': None, 'host': 'a', 'port': 80}
    assert url.hosts() == [first, {'username': None, 'password': None, 'host': 'b', 'port': 81}]
    assert repr(url) == "MultiHostUrl('http://u@a,b:81/p')"
    assert MultiHostUrl('foo:x').hosts() == []


@pytest.mark.parametrize('cls', [Url, MultiHostUrl])
def test_build(cls):
    url = cls.build(scheme='foo', host='h', username='u', password='p', port=1, path='a', query='q', fragment='f')
    assert str(url) == 'foo://u:p@h:1/a?q#f'
    with pytest.raises(OverflowError, match=TOO_LARGE):
        cls.build(scheme='foo', host='h', port=65536)
    with pytest.raises(TypeError, match=of_argument('path', wrong_class('int', 'str'))):
        cls.build(scheme='foo', host='h', path=1)


def test_build_several_hosts():
    assert str(MultiHostUrl.build(scheme='foo', hosts=[{'host': 'a', 'username': 'u'}, {'host': 'b', 'port': 2}])) == 'foo://u@a,b:2'
    for arguments, message in [
        ({'hosts': [{'host': 'a'}], 'host': 'b'}, 'expected one of `hosts` or singular values to be set.'),
        ({'hosts': [{}]}, "expected one of 'host', 'username', 'password' or 'port' to be set"),
        ({}, 'expected either `host` or `hosts` to be set'),
    ]:
        with pytest.raises(ValueError, match=message):
            MultiHostUrl.build(scheme='foo', **arguments)


@pytest.mark.parametrize('cls', [Url, MultiHostUrl])
def test_compared_and_copied(cls):
    a, b = cls('http://a'), cls('http://b')
    assert a == cls('http://a/') and hash(a) == hash(cls('http://a/')) and a != b and a < b <= b and b > a
    assert a != 'http://a/' and bool(cls('foo:'))
    for other in (copy.copy(a), copy.deepcopy(a), pickle.loads(pickle.dumps(a))):
        assert other == a and other is not a and type(other) is cls
    with pytest.raises(TypeError):
        a < 'http://b/'


class Sub(Url):
    def __str__(self):
        return 'sub'


def test_subclass():
    sub = Sub('http://a')
    assert repr(sub) == "Url('http://a/')" and sub == Url('http://a')
    assert type(pickle.loads(pickle.dumps(sub))) is Sub and type(copy.deepcopy(sub)) is Url
    assert type(Sub.build(scheme='http', host='a')) is Sub
    # The schema's own serializer asks the URL, inference asks str().
    assert SchemaSerializer({'type': 'url'}).to_json(sub) == b'"http://a/"'
    assert SchemaSerializer({'type': 'any'}).to_json(sub) == b'"sub"'


def test_constructor_errors():
    for call, message in [
        (lambda: Url(), "Url.__new__() missing 1 required positional argument: 'url'"),
        (lambda: Url('x:', 1), 'Url.__new__() takes 1 positional arguments but 2 were given'),
        (lambda: Url.build(), "Url.build() missing 2 required keyword arguments: 'scheme' and 'host'"),
        (lambda: object.__new__(Url), 'object.__new__(pydantic_core._pydantic_core.Url) is not safe, use pydantic_core._pydantic_core.Url.__new__()'),
    ]:
        with pytest.raises(TypeError) as caught:
            call()
        assert str(caught.value) == message
