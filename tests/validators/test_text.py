"""Text of every width comes through JSON whole, alone and among others."""

import json

import pytest
from pydantic_core import SchemaValidator, core_schema, from_json

TEXTS = ['', 'plain', 'Évora', 'naïve café', 'ÿ', 'Ωmega', '日本語', '🙂 ok', 'a' * 70 + 'é', 'tab\tand "quotes"', '\x00']


@pytest.mark.parametrize('text', TEXTS)
def test_text_through_json(text):
    raw = json.dumps(text, ensure_ascii=False)
    strings = SchemaValidator(core_schema.list_schema(core_schema.str_schema()))
    assert from_json(f'[{raw}, "x", {raw}]') == [text, 'x', text]
    assert from_json(f'{{{raw}: {raw}}}') == {text: text}
    assert strings.validate_json(f'[{raw}, "x", {raw}]') == [text, 'x', text]
    assert strings.validate_json(f'[{json.dumps(text)}]') == [text]
