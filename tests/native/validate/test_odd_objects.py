"""Objects that have a say: what lax conversions ask them, in which order, and what they make of the answers."""

import enum
from decimal import Decimal
from fractions import Fraction

import pytest
from pydantic_core import SchemaValidator, ValidationError
from pydantic_core import core_schema as cs

from tests.editions import by_edition


class Number(enum.IntEnum):
    one = 1
    two = 2


class Text(str, enum.Enum):
    a = 'a'


class Other(enum.Enum):
    one = 1
    whole = 2.0
    text = 'a'
    none = None
    huge = 2**70


class Nested(enum.Enum):
    member = Number.two


class Answers:
    def __init__(self, index, double):
        self._index, self._double = index, double

    def __index__(self):
        return self._index() if callable(self._index) else self._index

    def __float__(self):
        return self._double


class OddFraction(Fraction):
    def __int__(self):
        return 'two'

    __trunc__ = __int__


class OddDecimal(Decimal):
    def as_integer_ratio(self):
        return 'a', 1


def fail():
    raise ValueError('no index')


def outcome(schema, value):
    try:
        return SchemaValidator(schema).validate_python(value)
    except ValidationError as error:
        return [(e['type'], e['input']) for e in error.errors()]


NUMBERS = cs.enum_schema(Number, list(Number), sub_type='int')
ROWS = [
    # The value of another enum's member is taken unchecked, and must then be an integer.
    (NUMBERS, Other.one, Number.one),
    (NUMBERS, Nested.member, Number.two),
    (NUMBERS, Other.whole, [('int_parsing_size', 2.0)]),
    (NUMBERS, Other.text, [('int_parsing_size', 'a')]),
    (NUMBERS, Other.none, [('int_parsing_size', None)]),
    (NUMBERS, Other.huge, [('int_parsing_size', 2**70)]),
    (NUMBERS, OddFraction(2), by_edition([('int_parsing_size', 'two')], Number.two)),
    (cs.enum_schema(Number, list(Number)), Other.one, [('enum', Other.one)]),
    (cs.int_schema(), Other.text, 'a'),
    (cs.int_schema(ge=0), Other.text, [('int_parsing_size', 'a')]),
    (cs.int_schema(), OddFraction(2), by_edition('two', 2)),
    (cs.int_schema(), OddDecimal(2), 2),
    (cs.int_schema(le=Nested.member), 3, [('less_than_equal', 3)]),
    # __index__ comes before __float__, which has its say where the index is none of 64 bits.
    (cs.bool_schema(), Answers(0, 1.0), False),
    (cs.bool_schema(), Answers(1, 0.0), True),
    (cs.bool_schema(), Answers(2**70, 1.0), True),
    (cs.bool_schema(), Answers(fail, 1.0), True),
    (cs.float_schema(), Answers(0, 1.0), 1.0),
]


@pytest.mark.parametrize('schema,value,expected', ROWS)
def test_odd_objects(schema, value, expected):
    result = outcome(schema, value)
    assert result == expected and type(result) is type(expected)


def test_a_text_that_is_none_is_the_input():
    class Lone(enum.Enum):
        member = 'a\ud800'

    assert outcome(cs.str_schema(min_length=1), Lone.member) == [('string_unicode', 'a\ud800')]


KEYS = [
    # A key is asked for its name once for each error that is told, and for none that is tried in vain.
    (cs.str_schema(), 2),
    (cs.enum_schema(Text, list(Text), sub_type='str'), 3),  # the enum module names what it does not know
    (NUMBERS, 3),
    (cs.url_schema(), 2),
    (cs.custom_error_schema(cs.list_schema(), 'own', custom_error_message='own'), 2),
    (cs.union_schema([cs.int_schema(), cs.list_schema()], custom_error_type='own', custom_error_message='own'), 2),
    (cs.tagged_union_schema({1: cs.int_schema()}, lambda _: 2**70), 2),
]


@pytest.mark.parametrize('keys,expected', KEYS)
def test_how_often_a_key_is_named(keys, expected):
    named = []

    class Key:
        def __repr__(self):
            named.append(1)
            return 'key'

    with pytest.raises(ValidationError) as caught:
        SchemaValidator(cs.dict_schema(keys, cs.int_schema())).validate_python({Key(): 'x'})
    assert len(named) == expected
    assert [error['loc'] for error in caught.value.errors()] == [('key', '[key]'), ('key',)]


def test_a_handler_is_shown_on_one_line():
    shown = []
    schema = cs.no_info_wrap_validator_function(lambda value, handler: shown.append(repr(handler)), cs.list_schema(cs.int_schema()))
    SchemaValidator(schema).validate_python([])
    inside = 'item_validator: Some(Int(IntValidator { strict: false })), min_length: None, max_length: None, name: OnceLock(<uninit>), fail_fast: false'
    assert shown == [f'ValidatorCallable(List(ListValidator {{ strict: false, {inside} }}))']
