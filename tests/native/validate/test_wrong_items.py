"""What containers make of wrong items: which errors are left, with fail_fast, with too many or too few items, and where the
iteration itself fails. A row is a schema, an input (or a function that makes it), and the value or the errors' types and locations."""

import pytest
from pydantic_core import PydanticOmit, PydanticUseDefault, SchemaValidator, ValidationError
from pydantic_core import core_schema as cs

INT = cs.int_schema()


def failing(*items):
    """An iterator that raises behind these items."""

    def iterate():
        yield from items
        raise ValueError('no more')

    return iterate


def raising(signal):
    """A function validator that raises for the input 'out'."""

    def call(value):
        if value == 'out':
            raise signal
        return value

    return cs.no_info_before_validator_function(call, INT)


class Pairs(dict):
    """A mapping whose items() are no pairs behind the first."""

    def items(self):
        return [*super().items(), 'no pair']


OMIT = raising(PydanticOmit())
USE_DEFAULT = cs.with_default_schema(cs.list_schema(raising(PydanticUseDefault())), default='D')
WRONG_DEFAULT = cs.with_default_schema(cs.list_schema(INT), default=['p', 'q'], validate_default=True)
POSITIONS = [INT, INT, WRONG_DEFAULT]
NAMED = cs.arguments_schema([
    cs.arguments_parameter('a', INT, mode='positional_only'),
    cs.arguments_parameter('b', WRONG_DEFAULT, mode='positional_only'),
])

ROWS = [
    (cs.list_schema(INT), failing('x', 1), [('iteration_error', (2,))]),
    (cs.list_schema(INT, fail_fast=True), failing('x', 1), [('int_parsing', (0,))]),
    (cs.list_schema(INT, fail_fast=True), failing(1, 2), [('iteration_error', (2,))]),
    (cs.list_schema(cs.list_schema(INT), fail_fast=True), [['x', 'y'], 'z'], [('int_parsing', (0, 0)), ('int_parsing', (0, 1))]),
    (cs.list_schema(INT, max_length=1), ['x', 'y', 'z'], [('too_long', ())]),
    (cs.list_schema(INT, max_length=1, fail_fast=True), ['x', 'y'], [('int_parsing', (0,))]),
    (cs.list_schema(INT, min_length=3), ['x', 1], [('int_parsing', (0,))]),
    (cs.list_schema(OMIT, min_length=2), ['out', 1], [('too_short', ())]),
    (cs.list_schema(OMIT, max_length=1), ['out', 1], [1]),
    (USE_DEFAULT, ['x', 'out', 'y'], 'D'),
    (cs.list_schema(USE_DEFAULT), [['x', 'out'], [1]], ['D', [1]]),
    (cs.set_schema(INT), failing('x', 1), [('iteration_error', (2,))]),
    (cs.set_schema(INT, fail_fast=True), failing(1, 'x'), [('int_parsing', (1,))]),
    (cs.set_schema(INT, max_length=1), ['x', 1, 1, 2], [('too_long', ())]),
    (cs.set_schema(INT, max_length=1), ['x', 'y', 1], [('int_parsing', (0,)), ('int_parsing', (1,))]),
    (cs.set_schema(OMIT), [1, 'out', 2], {1, 2}),
    (cs.set_schema(cs.any_schema(), fail_fast=True), [1, [], {}], [('set_item_not_hashable', (1,))]),
    (cs.tuple_schema([INT], variadic_item_index=0, min_length=4), ('x', 1, 'y'),
     [('int_parsing', (0,)), ('int_parsing', (2,)), ('too_short', ())]),
    (cs.tuple_schema([INT], variadic_item_index=0, min_length=4, fail_fast=True), ('x', 1, 'y'), [('int_parsing', (0,)), ('too_short', ())]),
    (cs.tuple_schema([INT], variadic_item_index=0), failing('x', 1), [('iteration_error', (3,))]),
    (cs.tuple_schema([INT, INT, INT], fail_fast=True), failing('x', 1), [('int_parsing', (0,))]),
    (cs.tuple_schema([INT, INT, INT], fail_fast=True), failing(1), [('iteration_error', (2,))]),
    (cs.tuple_schema([INT, INT]), ('x', 'y', 'z'), [('too_long', ())]),
    (cs.tuple_schema([INT, INT], fail_fast=True), ('x', 'y', 'z'), [('int_parsing', (0,))]),
    (cs.tuple_schema(POSITIONS), ('x', 'y'), [('int_parsing', (2, 0)), ('int_parsing', (2, 1))]),
    (cs.tuple_schema(POSITIONS), failing('x', 'y'), [('int_parsing', (2, 0)), ('int_parsing', (2, 1))]),
    (cs.tuple_schema([INT, INT, INT], variadic_item_index=1, fail_fast=True), (1, 'x', 'y', 'z'), [('int_parsing', (1,))]),
    (cs.tuple_schema([OMIT, INT]), ('out', 2), (2,)),
    (cs.dict_schema(INT, INT), Pairs({'x': 1}), [('mapping_type', ())]),
    (cs.dict_schema(INT, INT, fail_fast=True), {'x': 'y', 'z': 1}, [('int_parsing', ('x', '[key]'))]),
    (cs.dict_schema(INT, INT, fail_fast=True), {'1': 'y', 'z': 1}, [('int_parsing', ('1',)), ('int_parsing', ('z', '[key]'))]),
    (cs.dict_schema(INT, INT), {'x': 'y'}, [('int_parsing', ('x', '[key]')), ('int_parsing', ('x',))]),
    (cs.dict_schema(OMIT, OMIT), {'out': 1, 1: 'out', 2: 2}, {2: 2}),
    (NAMED, ('x',), [('int_parsing', ('b', 0)), ('int_parsing', ('b', 1))]),
]


@pytest.mark.parametrize('schema,value,expected', ROWS)
def test_errors_that_are_left(schema, value, expected):
    try:
        found = SchemaValidator(schema).validate_python(value() if callable(value) else value)
    except ValidationError as error:
        found = [(e['type'], e['loc']) for e in error.errors()]
    assert found == expected


def test_last_item_of_incomplete_input():
    inner = cs.list_schema(INT, fail_fast=True)
    validator = SchemaValidator(cs.dict_schema(cs.str_schema(), cs.list_schema(inner)))
    assert validator.validate_json('{"a": [[1, "x', allow_partial='trailing-strings') == {'a': [[1]]}
    assert validator.validate_json('{"a": [[1], "x"', allow_partial=True) == {'a': [[1]]}
    assert validator.validate_json('{"a": [[1]], "b": "x"', allow_partial=True) == {'a': [[1]]}
    with pytest.raises(ValidationError) as caught:
        validator.validate_json('{"a": [["x"], [2]], "b": [["y"', allow_partial=True)
    assert [e['loc'] for e in caught.value.errors()] == [('a', 0, 0)]
