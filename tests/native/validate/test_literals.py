"""Which of a literal's values an input is: Python's equality alone would say that 1, 1.0 and True are one."""

import enum
import gc
import json

import pytest
from pydantic_core import SchemaValidator, ValidationError
from pydantic_core import core_schema as cs

BIG, MOST, LEAST = 2**70, 2**63 - 1, -(2**63)
LONG = 'x' * 100


class Text(str):
    """Equal to a str, but none."""


class Whole(int):
    """Equal to an int, but none."""


class Letter(str, enum.Enum):
    A = 'a'
    B = 'b'


class Hostile:
    """Can neither be hashed nor compared."""

    def __hash__(self):
        raise RuntimeError('hash')

    def __eq__(self, other):
        raise RuntimeError('eq')


def outcome(call, *args, **options):
    """The value with its type, or the types of the errors."""
    try:
        value = call(*args, **options)
    except ValidationError as error:
        return [each['type'] for each in error.errors(include_url=False)]
    return type(value), value


NO = ['literal_error']
TOO_BIG = ['int_parsing_size']
NO_TEXT = ['string_unicode']


# fmt: off
PYTHON = [
    ([1, 2], [(1, (int, 1)), (2, (int, 2)), (3, NO), (True, (int, 1)), (False, NO), (2.0, (int, 2)), (Whole(2), (int, 2)), (BIG, TOO_BIG), (-BIG, TOO_BIG), ('1', NO), (b'1', NO), (None, NO), ([1], NO), ({}, NO)]),
    ([MOST, LEAST, 2**30, -(2**60)], [(MOST, (int, MOST)), (LEAST, (int, LEAST)), (2**30, (int, 2**30)), (-(2**60), (int, -(2**60))), (MOST + 1, TOO_BIG), (LEAST - 1, TOO_BIG), (0, NO), (2.0**30, (int, 2**30))]),
    ([BIG], [(BIG, (int, BIG)), (BIG + 1, NO), (1, NO), (float(BIG), (int, BIG))]),
    ([1, BIG], [(BIG, TOO_BIG), (1, (int, 1)), (float(BIG), (int, BIG))]),
    ([True], [(True, (bool, True)), (1, (bool, True)), (1.0, (bool, True)), (False, NO), (0, NO), ('true', NO)]),
    ([1, True], [(1, (int, 1)), (True, (bool, True)), (1.0, (bool, True))]),
    ([True, 1], [(1, (int, 1)), (True, (bool, True)), (1.0, (bool, True))]),
    ([0, False], [(0, (int, 0)), (False, (bool, False)), (True, NO), (-0.0, (bool, False))]),
    ([1.0], [(1, (float, 1.0)), (True, (float, 1.0)), (1.0, (float, 1.0)), (2, NO)]),
    (['a', 'é', '漢字', '', LONG], [('a', (str, 'a')), ('é', (str, 'é')), ('漢字', (str, '漢字')), ('', (str, '')), (LONG, (str, LONG)), (LONG + 'x', NO), ('b', NO), (Text('a'), (str, 'a')), (Letter.A, (str, 'a')), (Letter.B, NO), (b'a', NO), (1, NO), (BIG, NO), ('\ud800', NO_TEXT), (Text('\ud800'), NO)]),
    ([1], [('\ud800', NO), ('a', NO)]),
    (['a', 1], [('a', (str, 'a')), (1, (int, 1)), (True, (int, 1)), ('1', NO), (BIG, TOO_BIG), ('\ud800', NO_TEXT)]),
    ([Letter.A], [('a', (Letter, Letter.A)), (Letter.A, (Letter, Letter.A)), (Letter.B, NO), ('b', NO), (Text('a'), (Letter, Letter.A)), (1, NO)]),
    ([Letter.A, 'a', 'b'], [('a', (str, 'a')), (Letter.A, (Letter, Letter.A)), (Letter.B, (str, 'b')), (Text('a'), (Letter, Letter.A))]),
    ([[1], 1, 'a', None], [([1], (list, [1])), ([1.0], (list, [1])), ([2], NO), (None, (type(None), None)), (1, (int, 1)), ('a', (str, 'a')), ('b', NO), (2, NO)]),
    ([b'a', None], [(b'a', (bytes, b'a')), ('a', NO), (None, (type(None), None)), (0, NO)]),
]
JSON = [
    ([1, 2], [('1', (int, 1)), ('3', NO), ('true', (int, 1)), ('2.0', (int, 2)), (str(BIG), TOO_BIG), ('"1"', NO), ('null', NO), ('[1]', NO), ('{}', NO)]),
    ([MOST, LEAST], [(str(MOST), (int, MOST)), (str(LEAST), (int, LEAST)), (str(MOST + 1), TOO_BIG), (str(LEAST - 1), TOO_BIG), ('0', NO)]),
    ([BIG], [(str(BIG), (int, BIG)), ('1', NO), (str(MOST + 1), NO)]),
    ([True], [('true', (bool, True)), ('1', (bool, True)), ('1.0', (bool, True)), ('false', NO), ('0', NO), ('"true"', NO)]),
    ([1, True], [('1', (int, 1)), ('true', (bool, True)), ('1.0', (bool, True))]),
    (['a', 'é', '漢字', '', LONG], [('"a"', (str, 'a')), ('"\\u0061"', (str, 'a')), ('"é"', (str, 'é')), ('"漢字"', (str, '漢字')), ('""', (str, '')), (f'"{LONG}"', (str, LONG)), (f'"{LONG}x"', NO), ('"b"', NO), ('1', NO), (str(BIG), NO), ('null', NO)]),
    ([Letter.A, 'b'], [('"a"', (Letter, Letter.A)), ('"b"', (str, 'b')), ('"c"', NO), ('1', NO)]),
    ([[1], 1, None], [('[1]', (list, [1])), ('1', (int, 1)), ('null', (type(None), None)), ('"a"', NO), ('2', NO)]),
]
# fmt: on


@pytest.mark.parametrize('expected, rows', PYTHON)
def test_python_objects(expected, rows):
    validator = SchemaValidator(cs.literal_schema(expected))
    for value, wanted in rows:
        assert outcome(validator.validate_python, value) == wanted, (expected, value)
        assert outcome(validator.validate_python, value, strict=True) == wanted, (expected, value)


@pytest.mark.parametrize('expected, rows', JSON)
def test_json_values(expected, rows):
    schema = cs.literal_schema(expected)
    for text, wanted in rows:
        for given in text, text.encode(), bytearray(text.encode()):
            assert outcome(SchemaValidator(schema).validate_json, given) == wanted, (expected, text)
        items = outcome(SchemaValidator(cs.list_schema(schema)).validate_json, f'[{text}]')
        assert items == (list, [wanted[1]]) if type(wanted) is tuple else wanted, (expected, text)


def test_keys_of_json_and_strings():
    validator = SchemaValidator(cs.dict_schema(cs.literal_schema([True, 'a', 1]), cs.any_schema()))
    assert list(validator.validate_json('{"true": 1, "a": 2}')) == [True, 'a']
    assert outcome(validator.validate_json, '{"b": 1}') == NO
    strings = SchemaValidator(cs.literal_schema([True, 'a', 1]))
    for text, wanted in ('true', (bool, True)), ('a', (str, 'a')), ('1', (bool, True)), ('b', NO), ('\ud800', NO_TEXT):
        assert outcome(strings.validate_strings, text) == wanted


def test_the_last_of_equal_values_is_the_one():
    first, last = ''.join(['é'] * 100), ''.join(['é'] * 100)
    assert first is not last
    validator = SchemaValidator(cs.literal_schema([first, 'other', last]))
    assert validator.validate_python('é' * 100) is last
    assert validator.validate_json(json.dumps(first)) is last
    one, other = int('1' * 15), int('1' * 15)
    assert SchemaValidator(cs.literal_schema([one, other])).validate_json('1' * 15) is other


def test_many_values():
    texts, numbers = [f'{"y" * (i % 40)}{i}' for i in range(3000)], [i * 2**20 for i in range(-1500, 1500)]
    validator = SchemaValidator(cs.literal_schema([*texts, *numbers]))
    for value in [*texts, *numbers]:
        assert validator.validate_python(value) == value
        assert validator.validate_json(json.dumps(value)) == value
    for value in 'y', 'y' * 41, 1, 2**20 + 1, 1500 * 2**20:
        assert outcome(validator.validate_python, value) == outcome(validator.validate_json, json.dumps(value)) == NO


def test_objects_that_cannot_be_looked_up():
    for expected in [1], ['a'], [None], [[1]], [1, 'a', [1], 2.5]:
        assert outcome(SchemaValidator(cs.literal_schema(expected)).validate_python, Hostile()) == NO


class Number(enum.IntEnum):
    ONE = 1
    MANY = MOST


class Word(str, enum.Enum):
    A = 'a'
    E = 'é'


ENUM_ROWS = [
    (Number, 'int', [(1, Number.ONE), (True, Number.ONE), (1.0, Number.ONE), ('1', Number.ONE), (b'1', Number.ONE), (Whole(1), Number.ONE), (MOST, Number.MANY), (2, None), (BIG, TOO_BIG), ('x', None)]),
    (Word, 'str', [('a', Word.A), ('é', Word.E), (b'a', Word.A), (bytearray(b'a'), Word.A), (Text('a'), Word.A), (Text('é'), Word.E), (Letter.A, Word.A), ('b', None), (1, None), ('\ud800', NO_TEXT)]),
]  # fmt: skip


@pytest.mark.parametrize('cls, sub_type, rows', ENUM_ROWS)
def test_values_of_enums(cls, sub_type, rows):
    validator = SchemaValidator(cs.enum_schema(cls, list(cls), sub_type=sub_type))
    for value, wanted in rows:
        got = outcome(validator.validate_python, value)
        assert got == ((cls, wanted) if isinstance(wanted, cls) else wanted or ['enum']), value
        if isinstance(value, (int, float)) or type(value) is str and value != '\ud800':
            assert outcome(validator.validate_json, json.dumps(value)) == got, value


@pytest.mark.parametrize('sides', [{'gt': 0, 'lt': 10}, {'ge': 1, 'le': 9}, {'gt': 0, 'ge': 1, 'le': 9, 'lt': 10}])
def test_ints_in_a_range(sides):
    validator = SchemaValidator(cs.int_schema(**sides))
    for value in range(-2, 12):
        for got in outcome(validator.validate_python, value), outcome(validator.validate_json, str(value)):
            assert (got == (int, value)) is (1 <= value <= 9)
    assert outcome(validator.validate_python, 5.0) == outcome(validator.validate_python, '5') == (int, 5)
    assert outcome(validator.validate_python, True) == (int, 1)


EDGES = [LEAST - 1, LEAST, LEAST + 1, 0, MOST - 1, MOST, MOST + 1, -BIG, BIG]


@pytest.mark.parametrize('name, holds', [('ge', lambda a, b: a >= b), ('gt', lambda a, b: a > b), ('le', lambda a, b: a <= b), ('lt', lambda a, b: a < b)])
def test_bounds_at_the_ends_of_64_bits(name, holds):
    for bound in EDGES:
        validator = SchemaValidator(cs.int_schema(**{name: bound}))
        multiple = SchemaValidator(cs.int_schema(**{name: bound}, multiple_of=2))
        for value in EDGES:
            wanted = holds(value, bound)
            for validate, given in (validator.validate_python, value), (validator.validate_json, str(value)):
                assert (outcome(validate, given) == (int, value)) is wanted, (name, bound, value)
            assert (outcome(multiple.validate_python, value) == (int, value)) is (wanted and value % 2 == 0)


class NoHash(str):
    def __hash__(self):
        raise RuntimeError('hash')


class Unequal(str):
    """Hashes in its own way, and equals nothing."""

    def __hash__(self):
        return 3

    def __eq__(self, other):
        return False


@pytest.mark.parametrize('text', [Text('a'), NoHash('a'), Unequal('a')])
@pytest.mark.parametrize('values, value', [([Letter.A, 'a'], 'a'), (['a', Text('b')], 'a'), (['a'], 'a')])
def test_a_text_of_a_subclass_is_a_text_among_strings(text, values, value):
    assert outcome(SchemaValidator(cs.literal_schema(values)).validate_strings, text) == (str, value)


def test_a_surrogate_of_a_subclass_among_strings():
    assert outcome(SchemaValidator(cs.literal_schema(['a'])).validate_strings, Text('\ud800')) == NO_TEXT


@pytest.mark.parametrize('answer, is_equal', [(False, False), (True, True), (0, False), ([], False), (ValueError(), False), (NotImplemented, True)])
def test_what_cannot_be_hashed_is_asked_whether_it_equals_itself(answer, is_equal):
    class Value:
        __hash__ = None

        def __eq__(self, other):
            if isinstance(answer, Exception):
                raise answer
            return answer

    value = Value()
    validator = SchemaValidator(cs.literal_schema([value]))
    if is_equal:
        assert validator.validate_python(value) is value
    else:
        assert outcome(validator.validate_python, value) == NO


def test_texts_outlive_the_dicts_that_a_debugger_empties():
    tags = {f'key {i} {"x" * 400}': cs.any_schema() for i in range(50)}
    validator = SchemaValidator(cs.tagged_union_schema(tags, 't'))
    names = [str(name) for name in tags]
    tags.clear()
    for found in gc.get_referents(validator):
        if type(found) is dict:
            found.clear()
    junk = ['y' * 400 + str(i) for i in range(1000)]
    assert all(validator.validate_python({'t': name}) == {'t': name} for name in names) and junk
