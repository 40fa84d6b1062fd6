"""Lone surrogates in what a developer writes: refused, not read lossily; but for patterns, and for names of parameters."""

import enum
import re

import pytest
from pydantic_core import SchemaError, SchemaSerializer, SchemaValidator, ValidationError
from pydantic_core import core_schema as cs

from tests.editions import by_edition, of_argument, outcome

LONE = 'a\ud800'


class Only(enum.Enum):
    member = 1


class Shown:
    """Its repr is nothing that can be put into a name."""

    def __repr__(self):
        return LONE


FIELD = {'type': 'typed-dict-field', 'schema': {'type': 'int'}}


def typed_dict(name='a', **field):
    return {'type': 'typed-dict', 'fields': {name: {**FIELD, **field}}}


REFUSED = {
    'a type': {'type': 'list', 'items_schema': {'type': LONE}},
    'an alias': typed_dict(validation_alias=LONE),
    'a step of a path': typed_dict(validation_alias=['p', LONE]),
    'a field': typed_dict(LONE),
    'extra_behavior': {**typed_dict(), 'extra_behavior': LONE},
    'a ref': {'type': 'definitions', 'schema': {'type': 'definition-ref', 'schema_ref': LONE}, 'definitions': [{'type': 'int', 'ref': LONE}]},
    'cls_repr': {'type': 'is-instance', 'cls': int, 'cls_repr': LONE},
    'model_name': {'type': 'model-fields', 'fields': {}, 'model_name': LONE},
    'a message': {'type': 'custom-error', 'schema': {'type': 'int'}, 'custom_error_type': 'x', 'custom_error_message': LONE},
    'a tag': {'type': 'tagged-union', 'discriminator': 'x', 'choices': {LONE: {'type': 'int'}}},
    'a discriminator': {'type': 'tagged-union', 'discriminator': [['x', LONE]], 'choices': {'a': {'type': 'int'}}},
    'on_error': {'type': 'default', 'schema': {'type': 'int'}, 'on_error': LONE},
    'sub_type': {'type': 'enum', 'cls': Only, 'members': [Only.member], 'sub_type': LONE},
    'a mode': {'type': 'union', 'choices': [{'type': 'int'}], 'mode': LONE},
    'a literal': {'type': 'literal', 'expected': [1, Shown()]},
    'a member': {'type': 'enum', 'cls': Only, 'members': [type('Member', (), {'value': Shown()})]},
    'regex_engine': {'type': 'str', 'pattern': 'a', 'regex_engine': LONE},
    'regex_engine beside a compiled pattern': {'type': 'str', 'pattern': re.compile('a'), 'regex_engine': LONE},
    'regex_engine beside a wrong pattern': {'type': 'str', 'pattern': 1, 'regex_engine': LONE},
}


@pytest.mark.parametrize('what', REFUSED)
def test_refused_by_validators(what):
    with pytest.raises(SchemaError, match='surrogates not allowed|error extracting str'):
        SchemaValidator(REFUSED[what])


@pytest.mark.parametrize('key', ['ser_json_bytes', 'ser_json_timedelta', 'ser_json_temporal', 'ser_json_inf_nan'])
def test_refused_by_serializers(key):
    with pytest.raises((SchemaError, UnicodeEncodeError), match='surrogates not allowed'):
        SchemaSerializer({'type': 'float'}, {key: LONE})


def test_arguments_of_calls():
    validator = SchemaValidator({**typed_dict(), 'extra_behavior': 'allow'})
    fields = SchemaValidator({'type': 'model-fields', 'fields': {}, 'extra_behavior': 'allow'})
    with pytest.raises(UnicodeEncodeError):
        fields.validate_assignment({}, LONE, 1)
    with pytest.raises(UnicodeEncodeError):
        validator.validate_python({}, extra=LONE)
    with pytest.raises(TypeError, match=of_argument('allow_partial', 'Invalid partial mode')):
        validator.validate_python({}, allow_partial=LONE)
    with pytest.raises(UnicodeEncodeError):
        ValidationError.from_exception_data('t', [], LONE)


def test_taken_lossily():
    pattern = SchemaValidator(cs.str_schema(pattern='a\ud800'))
    with pytest.raises(ValidationError) as caught:
        pattern.validate_python('a')
    assert caught.value.errors()[0]['ctx'] == {'pattern': 'a\ufffd\ufffd\ufffd'}
    assert pattern.validate_python('a\ufffd\ufffd\ufffd') == 'a\ufffd\ufffd\ufffd'
    assert SchemaValidator({**typed_dict(), 'cls_name': LONE}).title == 'typed-dict'


@pytest.mark.parametrize('mode', ['python', 'json'])
def test_keys_of_values(mode):
    """No key is lost without a word, whether or not it is a field's."""
    serializer = SchemaSerializer(typed_dict())
    assert serializer.to_python({'a': 1, 'b': 2}, mode=mode) == {'a': 1}
    with pytest.raises(UnicodeEncodeError):
        serializer.to_python({'a': 1, LONE: 2}, mode=mode)
    with pytest.raises(ValueError, match='surrogates not allowed'):
        serializer.to_json({'a': 1, LONE: 2})
    left_out = lambda: serializer.to_json({'a': 1, LONE: None}, exclude_none=True)
    refused = "Error serializing to JSON: UnicodeEncodeError: 'utf-8' codec can't encode character '\\ud800' in position 1: surrogates not allowed"
    assert outcome(left_out) == by_edition(b'{"a":1}', refused)
