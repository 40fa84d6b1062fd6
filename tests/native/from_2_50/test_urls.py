"""URLs since core 2.50: compared as they are shown, hosts that may be None, and what their parser reads in another way."""

import pytest
from pydantic_core import MultiHostUrl, SchemaValidator, Url, ValidationError

EMPTY = SchemaValidator({'type': 'url', 'preserve_empty_path': True})


def test_an_empty_path_makes_a_difference():
    with_path, without = Url('https://a.com/'), EMPTY.validate_python('https://a.com')
    assert str(without) == 'https://a.com'
    assert with_path != without and hash(with_path) != hash(without)
    assert without < with_path and not with_path < without
    assert without == EMPTY.validate_python('https://A.com') and len({without, EMPTY.validate_python('https://A.com')}) == 1


def test_a_default_path_is_no_empty_path():
    validator = SchemaValidator({'type': 'url', 'preserve_empty_path': True, 'default_path': '/p'})
    url = validator.validate_python('https://a.com')
    assert (str(url), url.path) == ('https://a.com/p', '/p')
    assert url == Url('https://a.com/p') and hash(url) == hash(Url('https://a.com/p'))


def test_parts_of_hosts_may_be_none():
    host = {'host': 'a', 'port': None, 'username': None, 'password': None}
    assert str(MultiHostUrl.build(scheme='http', hosts=[host])) == 'http://a/'
    assert str(MultiHostUrl.build(scheme='http', hosts=None, host='a')) == 'http://a/'
    with pytest.raises(ValueError, match="expected one of 'host', 'username', 'password' or 'port' to be set"):
        MultiHostUrl.build(scheme='http', hosts=[{'host': None}])


FILES = [
    ('file:/c:443/p', 'file:///c:443/p'),
    ('file:u:p@d', 'file:///u:p@d'),
    ('file:///c:/x', 'file:///c:/x'),
    ('file:c:', 'file:///c:'),
    ('file:/c|/x', 'file:///c:/x'),
    ('file:///c:/../x', 'file:///c:/x'),
    ('file:///c:443/../x', 'file:///x'),
]


@pytest.mark.parametrize('text,expected', FILES)
def test_drive_letters(text, expected):
    assert str(Url(text)) == expected


MULTI = [
    ('foo:/a,/p', 'foo://a,p', ['a', 'p']),
    ('foo:/[::1],/p', 'foo://[::1],p', ['[::1]', 'p']),
    ('file:/a,\t/p', 'file://a,p/', ['a', 'p']),
    ('http:/u@h,/p', 'http://u@h,p/', ['h', 'p']),
    ('HTTP://a:80,b:80', 'http://a,b/', ['a', 'b']),
    ('redis://a:1,b:2/0', 'redis://a:1,b:2/0', ['a', 'b']),
]


@pytest.mark.parametrize('text,expected,hosts', MULTI)
def test_hosts(text, expected, hosts):
    url = MultiHostUrl(text)
    assert (str(url), url.unicode_string()) == (expected, expected)
    assert [host['host'] for host in url.hosts()] == hosts
    assert MultiHostUrl(text) == url and hash(MultiHostUrl(text)) == hash(url)


def test_strict_rules_are_for_the_text_as_it_is():
    validator = SchemaValidator({'type': 'multi-host-url', 'strict': True})
    assert str(validator.validate_python('http:/u@h,/p')) == 'http://u@h,p/'
    assert str(validator.validate_python('HTTP://a,b')) == 'http://a,b/'
    for text in (' http://a,b', r'http:\\a,b'):
        with pytest.raises(ValidationError) as info:
            validator.validate_python(text)
        assert info.value.errors()[0]['type'] == 'url_syntax_violation'


def test_schemes_are_shown_as_python_shows_them():
    validator = SchemaValidator({'type': 'url', 'allowed_schemes': ['a', "b'c", 'é']})
    assert validator.title == """url['a',"b'c",'é']"""
    with pytest.raises(ValidationError) as info:
        validator.validate_python('http://x')
    assert info.value.errors()[0]['ctx'] == {'expected_schemes': """'a', "b'c" or 'é'"""}
