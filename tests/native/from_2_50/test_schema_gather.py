"""`_schema_gather`: the references of a schema, and which of them are the only one to their definition."""

import ast
import gc
import weakref

import pytest

from pydantic_core import core_schema
from pydantic_core._pydantic_core import _schema_gather as part

INT = {'type': 'int'}
MARKED = {'type': 'tagged-union', 'choices': {}, 'metadata': {'pydantic_internal_union_discriminator': 'kind'}}


def ref(name, **more):
    return {'type': 'definition-ref', 'schema_ref': name, **more}


A, B = ref('a'), ref('b')

# (schema, definitions, reference → whether it is the only one)
REFERENCES = [
    (INT, {}, {}),
    (A, {'a': INT}, {'a': True}),
    ({'type': 'list', 'items_schema': A}, {'a': INT}, {'a': True}),
    ({'type': 'list'}, {}, {}),
    ({'type': 'tuple', 'items_schema': [A, B]}, {'a': INT, 'b': INT}, {'a': True, 'b': True}),
    ({'type': 'tuple', 'items_schema': [A, ref('a')]}, {'a': INT}, {'a': False}),
    # The same object again is another encounter.
    ({'type': 'tuple', 'items_schema': [A, A]}, {'a': INT}, {'a': False}),
    ({'type': 'tuple', 'items_schema': 2 * [{'type': 'nullable', 'schema': A}]}, {'a': INT}, {'a': False}),
    # A definition that refers to itself.
    (A, {'a': {'type': 'list', 'items_schema': ref('a')}}, {'a': False}),
    ({'type': 'union', 'choices': [(A, 'label'), B]}, {'a': INT, 'b': ref('a')}, {'a': False, 'b': True}),
    ({'type': 'dict', 'keys_schema': A, 'values_schema': B}, {'a': INT, 'b': INT}, {'a': True, 'b': True}),
    ({'type': 'tagged-union', 'choices': {'x': A, 'y': B}}, {'a': INT, 'b': INT}, {'a': True, 'b': True}),
    ({'type': 'model-fields', 'fields': {'x': {'type': 'model-field', 'schema': A}}}, {'a': INT}, {'a': True}),
    ({'type': 'arguments', 'arguments_schema': [{'schema': A}], 'var_args_schema': B}, {'a': INT, 'b': INT}, {'a': True, 'b': True}),
    ({'type': 'function-plain', 'return_schema': A, 'json_schema_input_schema': B}, {'a': INT, 'b': INT}, {'a': True, 'b': True}),
    ({'type': 'call', 'arguments_schema': A, 'return_schema': B}, {'a': INT, 'b': INT}, {'a': True, 'b': True}),
    ({**INT, 'serialization': A}, {'a': INT}, {'a': True}),
    # Of the second reference, neither the serialization nor the metadata count.
    ({'type': 'chain', 'steps': [A, ref('a', serialization=B)]}, {'a': INT, 'b': INT}, {'a': False}),
    ({'type': 'no-such-type', 'schema': A}, {'a': INT}, {'a': True}),
]


@pytest.mark.parametrize('schema, definitions, expected', REFERENCES)
def test_references(schema, definitions, expected):
    collected, deferred = part.gather_schemas_for_cleaning(schema, definitions)
    assert {name: found is not None for name, found in collected.items()} == expected
    assert all(found is None or found['schema_ref'] == name for name, found in collected.items())
    assert deferred == []


SCHEMAS = {'CoreSchema', 'SerSchema', 'IncExSeqOrElseSerSchema', 'IncExDictOrElseSerSchema'}
"""The names for any schema in the annotations of pydantic_core.core_schema."""


def annotations(typed_dict):
    """Key → annotation, as syntax."""
    return {key: ast.parse(getattr(a, '__forward_arg__', a), mode='eval').body for key, a in typed_dict.__annotations__.items()}


def type_of(typed_dict):
    """The `type` of such a schema, or None."""
    found = annotations(typed_dict).get('type')
    return next((node.value for node in ast.walk(found) if isinstance(node, ast.Constant)), None) if found else None


def places(node):
    """Where a value of that annotation holds a schema: for each place, the function from a schema to such a value."""
    if isinstance(node, ast.BinOp):
        return places(node.left) + places(node.right)
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return places(ast.parse(node.value, mode='eval').body)
    if isinstance(node, ast.Name):
        typed_dict = getattr(core_schema, node.id, None)
        if node.id in SCHEMAS:
            return [lambda schema: schema]
        return [make for _, make in holders(typed_dict)] if hasattr(typed_dict, '__annotations__') else []
    if not isinstance(node, ast.Subscript) or not isinstance(node.value, ast.Name):
        return []
    inside = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
    if node.value.id in ('Required', 'Union'):
        return [make for part in inside for make in places(part)]
    wrap = {'list': lambda made: [made], 'dict': lambda made: {'x': made}, 'tuple': lambda made: (made, 'label')}.get(node.value.id)
    held = inside[1 if node.value.id == 'dict' else 0]
    return [lambda schema, make=make: wrap(make(schema)) for make in places(held)] if wrap else []


def holders(typed_dict):
    """For each place in such a schema: its key, and the function from a schema to one that holds it there, and `int` elsewhere."""
    makers = {key: places(node) for key, node in annotations(typed_dict).items()}
    base = {key: found[0](INT) for key, found in makers.items() if found}
    kind = type_of(typed_dict)
    base = {'type': kind, **base} if kind else base
    base = {'schema_ref': 'b', **base} if kind == 'definition-ref' else base
    return [(key, lambda schema, key=key, make=make: {**base, key: make(schema)}) for key, found in makers.items() for make in found]


PLACES = [
    (type_of(typed_dict), key, make(A))
    for typed_dict in vars(core_schema).values()
    if hasattr(typed_dict, '__total__') and type_of(typed_dict)
    for key, make in holders(typed_dict)
]
OVERLOOKED = [('model-fields', 'extras_keys_schema')]
"""Where upstream does not look."""


@pytest.mark.parametrize('kind, key, schema', PLACES)
def test_every_place_that_holds_a_schema(kind, key, schema):
    """Each that upstream declares, whether src/schema/children.def has it or not."""
    collected, _ = part.gather_schemas_for_cleaning(schema, {'a': INT, 'b': INT})
    assert collected.get('a') == (None if (kind, key) in OVERLOOKED else A)


def test_places_of_containers_are_found():
    found = {(kind, key) for kind, key, _ in PLACES}
    assert found > {('union', 'choices'), ('typed-dict', 'fields'), ('model-fields', 'computed_fields'), ('chain', 'steps'), ('tagged-union', 'choices')}


def test_deferred():
    schema = {'type': 'tuple', 'items_schema': [MARKED, INT, MARKED]}
    collected, deferred = part.gather_schemas_for_cleaning(schema, definitions={})
    assert collected == {} and deferred == [MARKED] and deferred[0] is MARKED


def test_inner_ones_come_first():
    inner, outer = dict(MARKED), {**MARKED, 'choices': {}}
    outer['choices'] = {'x': inner}
    deferred = part.gather_schemas_for_cleaning(outer, {})[1]
    assert deferred[0] is inner and deferred[1] is outer


def raised(call):
    """What CPython raises, whose words differ from version to version."""
    with pytest.raises(Exception) as caught:
        call()
    return caught.value


# (schema, the error)
WRONG = [
    (1, TypeError("'int' object is not an instance of 'dict'")),
    (None, TypeError("'None' is not an instance of 'dict'")),
    ({}, KeyError('type')),
    ({'type': 1}, TypeError("'int' object is not an instance of 'str'")),
    ({'type': 'union'}, KeyError('choices')),
    ({'type': 'union', 'choices': 1}, TypeError("'int' object is not iterable")),
    ({'type': 'union', 'choices': [()]}, IndexError('tuple index out of range')),
    ({'type': 'tagged-union', 'choices': 1}, AttributeError("'int' object has no attribute 'values'")),
    ({'type': 'definition-ref'}, KeyError('schema_ref')),
    (ref([]), raised(lambda: {}.get([]))),
    ({'type': 'arguments', 'arguments_schema': [{}]}, KeyError('schema')),
    ({'type': 'arguments', 'arguments_schema': [1]}, TypeError("'int' object is not an instance of 'dict'")),
    ({'type': 'int', 'metadata': 3}, raised(lambda: 'x' in 3)),
    ({'type': 'int', 'serialization': 3}, TypeError("'int' object is not an instance of 'dict'")),
]


@pytest.mark.parametrize('schema, error', WRONG)
def test_wrong(schema, error):
    with pytest.raises(type(error)) as caught:
        part.gather_schemas_for_cleaning(schema, {})
    assert type(caught.value) is type(error) and caught.value.args == error.args


@pytest.mark.parametrize('definitions', [{}, {'a': None}])
def test_missing(definitions):
    with pytest.raises(part.MissingDefinitionError, match='^a$') as caught:
        part.gather_schemas_for_cleaning(A, definitions)
    error = caught.value
    assert isinstance(error, LookupError) and error.args == ('a',) and error.schema_reference == 'a'
    with pytest.raises(AttributeError):
        error.schema_reference = 'b'


def test_deep():
    schema = INT
    for _ in range(100_000):
        schema = {'type': 'nullable', 'schema': schema}
    assert part.gather_schemas_for_cleaning(schema, {}) == ({}, [])
    while 'schema' in schema:  # or its end would take as many frames
        schema = schema.pop('schema')


def test_changes_in_the_midst():
    """A container that empties what is being walked when it is asked for its items."""
    inside = [A, B]

    class Emptying:
        def __iter__(self):
            inside.clear()
            return iter([INT])

    schema = {'type': 'chain', 'steps': [{'type': 'chain', 'steps': Emptying()}, {'type': 'chain', 'steps': inside}]}
    assert part.gather_schemas_for_cleaning(schema, {}) == ({}, [])


def test_errors_are_collected():
    class Reference:
        pass

    error = part.MissingDefinitionError(Reference())
    gone = weakref.ref(error.schema_reference)
    error.schema_reference.error = error
    del error
    gc.collect()
    assert gone() is None
