"""Fields of models and typed dicts: what is left out, and in which order upstream asks."""

import enum
import gc

import pytest
from pydantic_core import PydanticSerializationError, SchemaError, SchemaSerializer
from pydantic_core import core_schema as cs

from tests.editions import by_edition, outcome, wrong_class

OPEN = SchemaSerializer(cs.typed_dict_schema({'a': cs.typed_dict_field(cs.int_schema())}, extra_behavior='allow'))


def test_keys_that_are_no_text():
    """Every key is looked at, but that into JSON what is left out needed none before 2.50."""
    left_out = lambda: OPEN.to_json({'a': 1, 2: None}, exclude_none=True)
    assert outcome(left_out) == by_edition(b'{"a":1}', f"Error serializing to JSON: TypeError: {wrong_class('int', 'str')}")
    with pytest.raises(TypeError, match="'int' object"):
        OPEN.to_python({'a': 1, 2: None}, exclude_none=True)
    with pytest.raises(ValueError, match="'int' object"):
        OPEN.to_json({'a': 1, 2: None})


class Color(str, enum.Enum):
    red = 'r'


class Odd(str):
    def __str__(self):
        return 'odd'


class Silent(str):
    def __str__(self):
        raise ValueError


@pytest.mark.filterwarnings('ignore::pytest.PytestUnraisableExceptionWarning')
@pytest.mark.parametrize(
    'key, shown',
    [
        ('z', 'z'),
        (Color.red, by_edition('Color.red', 'r')),
        (Odd('z'), by_edition('odd', 'z')),
        (Silent('z'), by_edition('<unprintable Silent object>', 'z')),
    ],
)
def test_a_key_that_is_no_field(key, shown):
    schema = cs.typed_dict_schema({'a': cs.typed_dict_field(cs.int_schema())})
    choices = SchemaSerializer(cs.union_schema([schema, schema]))
    for dump in choices.to_python, choices.to_json:
        with pytest.raises(PydanticSerializationError) as raised:
            dump({key: 1}, warnings='error')
        assert f'Unexpected field `{shown}`' in str(raised.value)


def test_an_error_outlives_the_collector():
    """Naming a field calls str(), which may run the collector while the error of the field is on its way."""
    schema = cs.model_fields_schema({'a': cs.model_field({'type': 'unknown'})})
    before = gc.get_threshold()
    gc.set_threshold(1, 1, 1)
    try:
        for _ in range(200):
            with pytest.raises(SchemaError, match='Field `a`:\n  SchemaError: Unknown'):
                SchemaSerializer(schema)
    finally:
        gc.set_threshold(*before)


BROKEN = {'type': 'unknown'}
LONE = "UnicodeEncodeError: 'utf-8' codec can't encode character"


def model_fields(name, schema, alias):
    return cs.model_fields_schema({name: cs.model_field(schema, serialization_alias=alias)})


def typed_dict(name, schema, alias):
    return cs.typed_dict_schema({name: cs.typed_dict_field(schema, serialization_alias=alias)})


def arguments(name, schema, alias):
    return cs.dataclass_args_schema('D', [cs.dataclass_field(name, schema, serialization_alias=alias)])


def computed(name, schema, alias):
    return cs.typed_dict_schema({}, computed_fields=[cs.computed_field(name, schema, alias=alias)])


REFUSED = [
    # A name without UTF-8 comes before a wrong schema, but for computed fields before 2.50.
    (model_fields, '\ud800', None, LONE),
    (typed_dict, '\ud800', None, LONE),
    (arguments, '\ud800', None, LONE),
    (computed, '\ud800', None, by_edition('Computed field `\ufffd\ufffd\ufffd`:\n  SchemaError: Unknown', LONE)),
    (computed, 'a\udfffb', None, by_edition('Computed field `a\ufffd\ufffd\ufffdb`:\n  SchemaError: Unknown', LONE)),
    # So does an alias where the fields are a dict.
    (model_fields, 'a', '\ud800', LONE),
    (typed_dict, 'a', '\ud800', LONE),
    (arguments, 'a', '\ud800', 'Field `0`:\n  SchemaError: Unknown'),
    (computed, 'a', '\ud800', 'Computed field `a`:\n  SchemaError: Unknown'),
    (model_fields, 'a', 5, wrong_class('int', 'str')),
    (arguments, 'a', 5, 'Field `0`:\n  SchemaError: Unknown'),
    (computed, 'a', 5, 'Computed field `a`:\n  SchemaError: Unknown'),
]


@pytest.mark.parametrize('make,name,alias,text', REFUSED)
def test_of_two_errors_of_a_field_upstreams_is_told(make, name, alias, text):
    with pytest.raises(SchemaError) as caught:
        SchemaSerializer(make(name, BROKEN, alias))
    assert text in str(caught.value)


class Liar(str):
    """A key that hashes as another one, and is equal to everything."""

    def __hash__(self):
        return hash('f1')

    def __eq__(self, other):
        return True


@pytest.mark.parametrize('count', [3, 31, 32, 70])
def test_the_field_of_a_key_is_that_of_its_text(count):
    fields = {f'f{i}': cs.typed_dict_field(cs.int_schema()) for i in range(count)}
    fields['f2'] = cs.typed_dict_field(cs.any_schema(serialization=cs.to_string_ser_schema()))
    s = SchemaSerializer(cs.typed_dict_schema(fields))
    assert [*s.to_python({Liar('f2'): 5, 'f0': 1}, mode='json').values()] == ['5', 1]
    assert s.to_json({Liar('f2'): 5}) == b'{"f2":"5"}'
