"""How fields and arguments are looked for: neither by name nor by alias, and aliases that are none."""

import collections

import pytest

from pydantic_core import SchemaError, SchemaValidator, ValidationError
from pydantic_core import core_schema as cs

INT = cs.int_schema()
NT = collections.namedtuple('NT', 'a')
NT_FIELDS = [{'type': 'named-tuple-field', 'name': 'a', 'schema': INT}]
BOTH_OFF = '`validate_by_name` and `validate_by_alias` cannot both be set to `False`.'

# (schema, input that is entered, input of a wrong type, whether that comes first)
RECORDS = [
    (cs.model_fields_schema({'a': cs.model_field(INT)}), {'a': 1}, 5, False),
    (cs.model_fields_schema({}), {}, 5, False),
    (cs.typed_dict_schema({'a': cs.typed_dict_field(INT)}), {'a': 1}, 5, True),
    (cs.typed_dict_schema({}), {}, 5, True),
    (cs.dataclass_args_schema('D', []), {}, 5, True),
    (cs.dataclass_args_schema('D', [cs.dataclass_field('a', INT, init=False)]), {}, 5, True),
    (cs.arguments_schema([]), ((),), 5, True),
    (cs.arguments_schema([cs.arguments_parameter('a', INT, mode='positional_only')]), (1,), 5, True),
    (cs.arguments_v3_schema([]), {}, 5, True),
    ({'type': 'named-tuple', 'cls': NT, 'fields': NT_FIELDS}, {'a': 1}, 5, True),
]


@pytest.mark.parametrize('schema, entered, wrong, type_first', RECORDS)
def test_neither_names_nor_aliases(schema, entered, wrong, type_first):
    validator = SchemaValidator(schema)
    with pytest.raises(ValueError) as caught:
        validator.validate_python(entered, by_alias=False, by_name=False)
    assert (type(caught.value), str(caught.value)) == (ValueError, BOTH_OFF)
    with pytest.raises(ValueError) as caught:
        validator.validate_python(wrong, by_alias=False, by_name=False)
    assert type(caught.value) is (ValidationError if type_first else ValueError)


def test_a_tuple_has_no_names():
    validator = SchemaValidator({'type': 'named-tuple', 'cls': NT, 'fields': NT_FIELDS})
    assert validator.validate_python((1,), by_alias=False, by_name=False) == NT(1)


def causes(text, path, choices):
    """The message for an alias of none of the three forms."""
    lines = ["failed to extract enum ValidationAlias ('Str | AliasPath | AliasChoices')"]
    for form, cause in (('Str', text), ('AliasPath', path), ('AliasChoices', choices)):
        failed = f'TypeError: failed to extract field ValidationAlias::{form}.0, caused by {cause}'
        lines.append(f'- variant {form} ({form}): {failed}')
    return '\n'.join(lines)


def no(kind, wanted):
    return f"TypeError: '{kind}' object is not an instance of '{wanted}'"


FIRST = 'TypeError: The first item in an alias path should be a string'
ITEM = 'TypeError: Item in an alias path should be a string or int'
EMPTY_PATH = 'SchemaError: Each alias path should have at least one element'
EMPTY = 'SchemaError: Lookup paths should have at least one element'
LONE = "UnicodeEncodeError: 'utf-8' codec can't encode character '\\ud800' in position 0: surrogates not allowed"

ALIASES = [
    (3, causes(no('int', 'str'), no('int', 'list'), no('int', 'list'))),
    (('a',), causes(no('tuple', 'str'), no('tuple', 'list'), no('tuple', 'list'))),
    ([], causes(no('list', 'str'), EMPTY_PATH, EMPTY)),
    ([[]], causes(no('list', 'str'), FIRST, EMPTY_PATH)),
    ([3], causes(no('list', 'str'), FIRST, no('int', 'list'))),
    ([['a'], 'b'], causes(no('list', 'str'), FIRST, no('str', 'list'))),
    (['a', 1.5], causes(no('list', 'str'), ITEM, no('str', 'list'))),
    (['a', 2**64], causes(no('list', 'str'), ITEM, no('str', 'list'))),
    ([['a', -(2**63) - 1]], causes(no('list', 'str'), FIRST, ITEM)),
    ('\ud800', causes(LONE, no('str', 'list'), no('str', 'list'))),
]
WITH_ALIAS = [
    lambda alias: cs.model_fields_schema({'a': cs.model_field(INT, validation_alias=alias)}),
    lambda alias: cs.arguments_schema([cs.arguments_parameter('a', INT, alias=alias)]),
    lambda alias: cs.arguments_v3_schema([cs.arguments_v3_parameter('a', INT, alias=alias)]),
    lambda alias: cs.tagged_union_schema({'x': INT}, alias),
]


@pytest.mark.parametrize('with_alias', WITH_ALIAS)
@pytest.mark.parametrize('alias, message', ALIASES, ids=repr)
def test_aliases_of_no_form(with_alias, alias, message):
    with pytest.raises(SchemaError) as caught:
        SchemaValidator(with_alias(alias))
    assert str(caught.value).endswith(f':\n  TypeError: {message}')


def test_positional_only_parameters_have_no_alias():
    parameter = cs.arguments_parameter('a', INT, mode='positional_only', alias=3)
    validator = SchemaValidator(cs.arguments_schema([parameter]))
    assert validator.validate_python((1,)) == ((1,), {})
    assert 'lookup_path_collection: None,' in repr(validator)
    keyword = cs.arguments_parameter('k', INT, mode='keyword_only', alias='K')
    validator = SchemaValidator(cs.arguments_schema([keyword]))
    assert validator.validate_python({'K': 1}) == ((), {'k': 1})
    assert 'lookup_path_collection: Some(' in repr(validator)


@pytest.mark.parametrize('schema', [cs.arguments_schema, cs.arguments_v3_schema])
def test_parameters_have_names_in_unicode(schema):
    with pytest.raises(SchemaError, match='UnicodeEncodeError'):
        SchemaValidator(schema([{'name': '\ud800', 'schema': INT}]))


def info(kind, alias=0):
    return f'LookupFieldInfo {{ field_index: 0, lookup_priority: LookupFieldPriority {{ lookup_type: {kind}, alias_index: {alias}, }}, }},'


def node(fields, end, branches, inside='map: {}, list: {},'):
    return f'NestedLookupNode {{ fields: {fields}, subtree_end: {end}, branches: {branches}, {inside} }},'


KEY_A = 'PathItemString( "a", ):'
LEAVES = f'map: {{ PathItemString( "c", ): {node("1..2", 2, "2..2")} }}, list: {{}},'
STEPS = f'map: {{}}, list: {{ -1: {node("1..1", 2, "1..2", LEAVES)} }},'
NESTED = [
    f'inner: {{ {KEY_A} {node("0..1", 2, "0..2", STEPS)} }},',
    f'paths: [ {info("Name")} {info("Alias")} ], branch_count: 2,',
]
# (alias of the field "a", what repr() shows of how keys lead to it)
LOOKUPS = [
    ({}, [f'lookup: NoAliases( {{ {KEY_A} 0, }}, ),']),
    ({'validation_alias': 'a'}, [f'lookup: Flat( FlatLookup {{ inner: {{ {KEY_A} [ {info("Name")} {info("Alias")} ], }}, }}, ),']),
    ({'validation_alias': [['b'], ['a']]}, [f'{KEY_A} [ {info("Name")} {info("Alias", 1)} ],', f'PathItemString( "b", ): [ {info("Alias")} ],']),
    ({'validation_alias': ['a', -1, 'c']}, [f'lookup: Nested( NestedLookup {{ {" ".join(NESTED)} }}, ),']),
]


@pytest.mark.parametrize('options, pieces', LOOKUPS)
def test_repr_shows_how_keys_lead_to_fields(options, pieces):
    shown = ' '.join(repr(SchemaValidator(cs.model_fields_schema({'a': cs.model_field(INT, **options)}))).split())
    for piece in pieces:
        assert piece in shown


def test_repr_of_a_long_path():
    path = ['a', *['b', 0] * 50_000]
    shown = repr(SchemaValidator(cs.model_fields_schema({'a': cs.model_field(INT, validation_alias=path[:1000])})))
    assert shown.count('NestedLookupNode {') == 1000
    validator = SchemaValidator(cs.model_fields_schema({'a': cs.model_field(INT, validation_alias=path)}))
    assert validator.validate_python({'a': 1}, by_name=True, by_alias=False) == ({'a': 1}, None, {'a'})
