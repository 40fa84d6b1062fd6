"""The module that pydantic gathers definitions with."""

from tests.differential.probes.names import *  # noqa: F403

#: schema_gather
g = M._schema_gather
ref = {'type': 'definition-ref', 'schema_ref': 'a'}
ref2 = {'type': 'definition-ref', 'schema_ref': 'a'}
defs = {'a': {'type': 'int', 'ref': 'a'}}
disc = {'type': 'union', 'choices': [INT, (STR, 'l')], 'metadata': {'pydantic_internal_union_discriminator': 1}}
gs = lambda s, d: g.gather_schemas_for_cleaning(s, d)
tries(
    lambda: gs(ref, defs),
    lambda: gs({'type': 'tuple', 'items_schema': [ref, ref2]}, defs),
    lambda: gs({'type': 'tuple', 'items_schema': [ref, ref]}, defs),
    lambda: gs(ref, {}),
    lambda: gs(disc, {}),
    lambda: gs({'type': 'nope', 'schema': INT}, {}),
    lambda: gs({'type': 'call', 'arguments_schema': []}, {}),
    lambda: gs({'type': 'definitions'}, {}),
    lambda: gs(3, {}),
    lambda: gs({}, {}),
    lambda: gs({'type': 3}, {}),
    lambda: gs({'type': 'tagged-union', 'choices': {'a': ref}}, defs),
    lambda: gs({'type': 'any', 'metadata': None}, {}),
    lambda: gs({'type': 'any', 'metadata': 3}, {}),
    lambda: gs({'type': 'any', 'serialization': ref}, defs),
    lambda: g.gather_schemas_for_cleaning(schema=INT, definitions={}),
    lambda: g.__name__,
    lambda: sorted(n for n in dir(g) if n[0] != '_'),
    lambda: g.__all__,
    lambda: type(g).__name__,
    lambda: g.gather_schemas_for_cleaning.__text_signature__,
    lambda: 'pydantic_core._pydantic_core._schema_gather' in sys.modules,
)

#: schema_gather missing definition
g = M._schema_gather
E2 = g.MissingDefinitionError
e = E2('q')
tries(
    lambda: (E2.__mro__[1:3], E2.__module__, E2.__qualname__),
    lambda: (e.schema_reference, e.args, str(e), repr(e)),
    lambda: E2(),
    lambda: E2(schema_reference=1),
    lambda: setattr(e, 'schema_reference', 1),
    lambda: type('S', (E2,), {}),
    lambda: E2(1, 2),
    lambda: pickle.loads(pickle.dumps(e)),
    lambda: E2.__text_signature__,
)

#: schema_gather cycle and order
g = M._schema_gather
a = {
    'type': 'model',
    'ref': 'a',
    'schema': {
        'type': 'model-fields',
        'fields': {
            'x': {'type': 'model-field', 'schema': {'type': 'definition-ref', 'schema_ref': 'a'}},
            'y': {
                'type': 'model-field',
                'schema': {'type': 'definition-ref', 'schema_ref': 'b', 'metadata': {'pydantic_internal_union_discriminator': 1}},
            },
        },
    },
}
b = {'type': 'int', 'ref': 'b', 'metadata': {'pydantic_internal_union_discriminator': 2}}
tries(lambda: g.gather_schemas_for_cleaning({'type': 'definition-ref', 'schema_ref': 'a'}, {'a': a, 'b': b}))
