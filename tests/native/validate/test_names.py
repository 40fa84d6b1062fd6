"""Names of validators that contain references: in titles, in locations of unions, and in repr().

A definition keeps the name that it had when a part of the schema whose own name is fixed, or the title, first asked
for it. What was not built by then, and what contains itself, is "...".
"""

import re

import pytest
from pydantic_core import SchemaValidator, ValidationError
from pydantic_core import core_schema as cs

A, B = cs.definition_reference_schema('a'), cs.definition_reference_schema('b')
INT, BYTES = cs.int_schema(), cs.bytes_schema()
LIST, DICT, UNION, NULLABLE, TUPLE = cs.list_schema, cs.dict_schema, cs.union_schema, cs.nullable_schema, cs.tuple_schema


def validator(schema: dict, a: dict, b: dict = INT) -> SchemaValidator:
    return SchemaValidator(cs.definitions_schema(schema, [{**a, 'ref': 'a'}, {**b, 'ref': 'b'}]))


def locations(schema: SchemaValidator) -> list[str]:
    with pytest.raises(ValidationError) as caught:
        schema.validate_python(object())
    return ['.'.join(map(str, error['loc'])) for error in caught.value.errors()]


ROWS = {
    # what: the schema, definitions a and b; the title; the locations of the errors of an object
    'a list of itself': (A, LIST(A), INT, 'list[...]', ['']),
    'a list of lists of itself': (A, LIST(LIST(A)), INT, 'list[list[...]]', ['']),
    'a dict of itself': (A, DICT(values_schema=A), INT, 'dict[any,...]', ['']),
    'asked for by the title alone': (A, LIST(B), LIST(INT), 'list[list[int]]', ['']),
    'filled when it is asked for': (UNION([B, BYTES]), LIST(INT), LIST(A), 'union[list[list[int]],bytes]', ['list[list[int]]', 'bytes']),
    # b asks for a, whose name is made before b is there.
    'not filled when it is asked for': (
        UNION([A, B, BYTES]),
        LIST(B),
        UNION([INT, DICT(values_schema=A)]),
        'union[list[...],union[int,dict[any,list[...]]],bytes]',
        ['list[...]', 'union[int,dict[any,list[...]]].int', 'union[int,dict[any,list[...]]].dict[any,list[...]]', 'bytes'],
    ),
    'a list of lists that is asked for too early': (
        A,
        UNION([INT, LIST(LIST(A))]),
        INT,
        'union[int,list[list[...]]]',
        ['int', 'list[list[...]]'],
    ),
    'a list that is asked for too early': (A, UNION([INT, LIST(A)]), INT, 'union[int,list[...]]', ['int', 'list[union[int,list[...]]]']),
    'two lists of each other': (UNION([A, B]), LIST(B), LIST(A), 'union[list[list[...]],list[...]]', ['list[list[...]]', 'list[...]']),
    'nullable': (UNION([NULLABLE(A), BYTES]), TUPLE([B]), NULLABLE(A), 'union[nullable[tuple[...]],bytes]', ['nullable[tuple[...]]', 'bytes']),
}


@pytest.mark.parametrize(('schema', 'a', 'b', 'title', 'where'), ROWS.values(), ids=ROWS)
def test_title_and_locations(schema, a, b, title, where):
    made = validator(schema, a, b)
    assert made.title == title
    assert locations(made) == where
    assert locations(made) == where  # asking again changes nothing


REPRS = {
    # the schema, definitions a and b; the names that repr() shows of references, and of lists
    'nothing asks': (cs.typed_dict_schema({'x': cs.typed_dict_field(LIST(A))}), INT, INT, ['...'], ['<uninit>']),
    'a default asks': (cs.typed_dict_schema({'x': cs.typed_dict_field(cs.with_default_schema(LIST(A), default=1))}), INT, INT, ['int'], ['"list[int]"']),
    'asked for before it is known': (cs.typed_dict_schema({}), UNION([INT, LIST(A)]), INT, ['...'], ['<uninit>']),
    'known in part': (cs.typed_dict_schema({}), UNION([INT, LIST(LIST(A))]), INT, ['...'], ['"list[list[...]]"', '<uninit>']),
    'the title asks': (LIST(A), INT, INT, ['int'], ['"list[int]"']),
}


@pytest.mark.parametrize(('schema', 'a', 'b', 'references', 'lists'), REPRS.values(), ids=REPRS)
def test_repr(schema, a, b, references, lists):
    shown = repr(validator(schema, a, b))
    assert re.findall(r'definition: "([^"]*)"', shown) == references
    assert sorted(re.findall(r'name: OnceLock\(\s*([^\s),]*)', shown)) == lists


def test_a_given_title_asks_for_no_name():
    assert '<uninit>' in repr(SchemaValidator(LIST(INT), cs.CoreConfig(title='T')))
    assert '<uninit>' not in repr(SchemaValidator(LIST(INT)))
