"""Text of every width comes through JSON whole, alone and among others."""

import json

import pytest
from pydantic_core import SchemaValidator, ValidationError, core_schema, from_json

TEXTS = ['', 'plain', 'Évora', 'naïve café', 'ÿ', 'Ωmega', '日本語', '🙂 ok', 'a' * 70 + 'é', 'tab\tand "quotes"', '\x00']


@pytest.mark.parametrize('text', TEXTS)
def test_text_through_json(text):
    raw = json.dumps(text, ensure_ascii=False)
    strings = SchemaValidator(core_schema.list_schema(core_schema.str_schema()))
    assert from_json(f'[{raw}, "x", {raw}]') == [text, 'x', text]
    assert from_json(f'{{{raw}: {raw}}}') == {text: text}
    assert strings.validate_json(f'[{raw}, "x", {raw}]') == [text, 'x', text]
    assert strings.validate_json(f'[{json.dumps(text)}]') == [text]


CASES = {'to_lower': str.lower, 'to_upper': str.upper}
WHITE = '\t\n\x0b\x0c\r \x85\xa0\u1680\u2000\u2028\u3000'


def texts():
    """Every character of one byte, alone and among others, and what has rules of its own."""
    yield from map(chr, range(256))
    yield from (f'Aa{chr(c)}zZ' for c in range(256))
    yield from ('', 'ß', 'Straße', 'ßa', 'ÿ', 'µ', 'aÿ', '×÷ØøÞþ', 'ΣΑΣ', 'İ', 'ŉ', 'ǆ', 'Привет', '日本', '🙂 Ok', 'a' * 62 + 'B', 'a' * 63 + 'B')
    yield from ('A' * 64 + 'é', 'aB' * 5000, 'Éé' * 5000)


@pytest.mark.parametrize('option', CASES)
@pytest.mark.parametrize('strip', [False, True])
def test_case(option, strip):
    validator = SchemaValidator(core_schema.str_schema(strip_whitespace=strip, **{option: True}))
    for text in texts():
        for given in text, f' {text}', f'{text}\t', f'\n {text}  ':
            expected = CASES[option](given.strip(WHITE) if strip else given)
            raw = json.dumps(given, ensure_ascii=False)
            for found in validator.validate_python(given), validator.validate_json(raw), validator.validate_json(json.dumps(given)):
                assert found == expected and type(found) is str and found.isascii() == expected.isascii(), given


def test_no_white_space_for_strip():
    validator = SchemaValidator(core_schema.str_schema(strip_whitespace=True))
    for c in '\x1c\x1d\x1e\x1f\x00\u200b':
        assert validator.validate_python(f' {c} ') == validator.validate_json(json.dumps(f' {c} ')) == c
    for text in ' \t\n', '':
        assert validator.validate_python(text) == validator.validate_json(json.dumps(text)) == ''


def test_limits_are_those_of_what_is_left():
    validator = SchemaValidator(core_schema.str_schema(strip_whitespace=True, to_upper=True, min_length=2, max_length=3))
    for text, expected in ('  ab ', 'AB'), ('é\u2028é', 'É\u2028É'), (' a ', 'string_too_short'), ('abcd', 'string_too_long'), (' éééé', 'string_too_long'):
        for call in validator.validate_python, lambda text: validator.validate_json(json.dumps(text)):
            try:
                found = call(text)
            except ValidationError as error:
                (line,) = error.errors()
                found = line['type']
                assert line['input'] == text
            assert found == expected


class Text(str):
    pass


def test_what_need_not_be_changed_is_the_result():
    validator = SchemaValidator(core_schema.str_schema(strip_whitespace=True, max_length=20))
    for text in 'plain text', 'größer', '日本語', 'x':
        given = ''.join(list(text))
        assert validator.validate_python(given) is given
        found = validator.validate_python(Text(f' {text} '))
        assert found == text and type(found) is str


def test_strings_of_json_are_shared():
    text = '["' + 'é' * 20 + '", "ab", "' + 'ё' * 31 + '", {"key": "ab"}]'
    for call in from_json, SchemaValidator(core_schema.any_schema()).validate_json, SchemaValidator(core_schema.list_schema()).validate_json:
        first = [call(text) for _ in range(3)][-1]
        second = call(text)
        assert first == second == json.loads(text)
        assert all(a is b for a, b in zip(first[:3], second)) and next(iter(first[3])) is next(iter(second[3]))
    assert from_json(text, cache_strings='none')[0] is not from_json(text, cache_strings='none')[0]
    keys = [from_json(text, cache_strings='keys') for _ in range(2)]
    assert keys[0][0] is not keys[1][0] and next(iter(keys[0][3])) is next(iter(keys[1][3]))
