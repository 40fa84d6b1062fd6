"""The texts of errors, and what a schema must not say."""

from tests.differential.probes.names import *  # noqa: F403

#: unknown kinds
tries(
    *(lambda t=t: V({'type': t}) for t in ('deque', 'counter', 'ordered-dict', 'frozendict', 'fraction', 'ellipsis', 'named-tuple', 'nope')),
    *(lambda t=t: S({'type': t}) for t in ('deque', 'counter', 'ordered-dict', 'frozendict', 'fraction', 'ellipsis', 'named-tuple', 'nope')),
)

#: is_instance_of text
tries(
    lambda: val({'type': 'is-instance', 'cls': int}, 'a'),
    lambda: jsn({'type': 'is-instance', 'cls': int}, '1'),
    lambda: V({'type': 'is-instance', 'cls': 1}),
    lambda: val({'type': 'is-instance', 'cls': int, 'cls_repr': 'Q'}, 'a'),
    lambda: val({'type': 'decimal'}, '1', strict=True),
    lambda: val({'type': 'uuid'}, 'x', strict=True),
    lambda: val({'type': 'enum', 'cls': enum.Enum('E', 'a'), 'members': []}, 1),
)

#: pyo3 cast texts at build
tries(
    lambda: V(1),
    lambda: V(None),
    lambda: V([]),
    lambda: V({}),
    lambda: V({'type': 1}),
    lambda: V({'type': 'list', 'items_schema': 3}),
    lambda: V({'type': 'list', 'min_length': 'x'}),
    lambda: V({'type': 'list', 'min_length': -1}),
    lambda: V({'type': 'list', 'min_length': 1.5}),
    lambda: V({'type': 'int', 'strict': 'x'}),
    lambda: V({'type': 'str', 'max_length': None}),
    lambda: V({'type': 'float', 'gt': 'x'}),
    lambda: V({'type': 'union', 'choices': 3}),
    lambda: V({'type': 'model', 'cls': 3, 'schema': INT}),
    lambda: V({'type': 'int'}, 3),
    lambda: V({'type': 'typed-dict', 'fields': {1: {'type': 'typed-dict-field', 'schema': INT}}}),
    lambda: V({'type': 'typed-dict', 'fields': {'a': 1}}),
    lambda: V({'type': 'literal', 'expected': 3}),
    lambda: V({'type': 'function-plain', 'function': 3}),
    lambda: V({'type': 'int', 'gt': 'x'}),
    lambda: V({'type': 'str', 'pattern': 3}),
    lambda: V({'type': 'definitions', 'schema': INT, 'definitions': 3}),
    lambda: V({'type': 'bool', 'strict': None}),
)

#: pyo3 cast texts at build of serializers
tries(
    lambda: S(1),
    lambda: S(None),
    lambda: S({}),
    lambda: S({'type': 1}),
    lambda: S({'type': 'list', 'items_schema': 3}),
    lambda: S({'type': 'union', 'choices': 3}),
    lambda: S({'type': 'union', 'choices': [3]}),
    lambda: S({'type': 'model', 'cls': 3, 'schema': INT}),
    lambda: S({'type': 'any', 'serialization': 3}),
    lambda: S({'type': 'any', 'serialization': {'type': 'function-plain', 'function': len, 'is_field_serializer': 3}}),
    lambda: S({'type': 'float'}, {'ser_json_inf_nan': 3}),
    lambda: S({'type': 'bytes'}, {'ser_json_bytes': 'x'}),
    lambda: S({'type': 'tuple', 'items_schema': 3}),
    lambda: S({'type': 'list', 'serialization': {'type': 'include-exclude-sequence', 'include': [1]}}),
    lambda: S({'type': 'tagged-union', 'discriminator': 3, 'choices': {}}),
    lambda: S({'type': 'dict', 'serialization': {'type': 'include-exclude-dict', 'include': 3}}),
)

#: pyo3 argument texts
tries(
    lambda: V(INT).validate_python(1, strict='x'),
    lambda: V(INT).validate_python(),
    lambda: V(INT).validate_python(1, 2),
    lambda: V(INT).validate_python(1, foo=1),
    lambda: V(INT).validate_json(1),
    lambda: V(INT).validate_strings(1),
    lambda: V(INT).validate_assignment(1, 2, 3),
    lambda: V(INT).validate_python(1, extra='x'),
    lambda: V(INT).validate_python(1, from_attributes=3),
    lambda: S(INT).to_python(1, warnings=3),
    lambda: S(INT).to_python(1, mode=3),
    lambda: S(INT).to_json(1, indent='x'),
    lambda: S(INT).to_json(1, indent=-1),
    lambda: to_json(1, bytes_mode=3),
    lambda: to_json(1, bytes_mode='x'),
    lambda: to_json(1, by_alias=None),
    lambda: from_json(3),
    lambda: from_json('[1', allow_partial=3),
    lambda: from_json('1', cache_strings=3),
    lambda: PydanticCustomError(1, 'x'),
    lambda: PydanticCustomError('a', 'b', 3),
    lambda: PydanticKnownError('nope'),
    lambda: PydanticKnownError(3),
    lambda: ValidationError.from_exception_data('t', 3),
    lambda: ValidationError.from_exception_data('t', [3]),
    lambda: ArgsKwargs(3),
    lambda: ArgsKwargs((), 3),
    lambda: Url(3),
    lambda: TzInfo('x'),
    lambda: V(INT, config=3),
    lambda: V(INT, None, 3),
    lambda: V(INT, None, False, 1),
    lambda: V(),
    lambda: Some(),
    lambda: PydanticUndefinedType(),
)

#: known error contexts
tries(
    *(
        lambda a=a: PydanticKnownError(*a)
        for a in (('greater_than', {'gt': 'x'}), ('greater_than', {}), ('greater_than',), ('greater_than', {'gt': None}), ('too_short', {'field_type': 1, 'min_length': 1, 'actual_length': 1}), ('too_short', {'field_type': 'a', 'min_length': -1, 'actual_length': 1}), ('string_sub_type',), ('named_tuple_type', {'class_name': 'N'}), ('named_tuple_type',), ('recursion_depth_exceeded',), ('union_tag_invalid', {'discriminator': 'a', 'tag': 1, 'expected_tags': 'b'}), ('date_parsing', {'error': 3}))
    ),
)

#: depth in validation
s = {
    'type': 'definitions',
    'schema': {'type': 'definition-ref', 'schema_ref': 'a'},
    'definitions': [{'type': 'list', 'ref': 'a', 'items_schema': {'type': 'definition-ref', 'schema_ref': 'a'}}],
}
def deep(n):
    x = []
    for _ in range(n): x = [x]
    return x
def loc(n):
    try: V(s).validate_python(deep(n)); return 'ok'
    except ValidationError as e:
        d = e.errors()[0]; return d['type'], len(d['loc']), d['msg']
c = []
c.append(c)
tries(lambda: loc(253), lambda: loc(254), lambda: loc(255), lambda: loc(300), lambda: loc(1000), lambda: V(s).validate_python(c))

#: depth in strings
s = {
    'type': 'definitions',
    'schema': {'type': 'definition-ref', 'schema_ref': 'a'},
    'definitions': [{'type': 'dict', 'ref': 'a', 'values_schema': {'type': 'definition-ref', 'schema_ref': 'a'}}],
}
def deep(n):
    x = {}
    for _ in range(n): x = {'a': x}
    return x
def loc(n):
    try: V(s).validate_strings(deep(n)); return 'ok'
    except ValidationError as e:
        d = e.errors(include_input=False)[0]; return d['type'], len(d['loc']), d['msg']
c = {}
c['a'] = c
tries(lambda: loc(200), lambda: loc(260), lambda: loc(300))

#: depth in assignment
s = {
    'type': 'definitions',
    'schema': {'type': 'definition-ref', 'schema_ref': 'a'},
    'definitions': [{**model(Mod, {'x': {'type': 'nullable', 'schema': {'type': 'definition-ref', 'schema_ref': 'a'}}}), 'ref': 'a'}],
}
m = Mod(x=None)
V(s).validate_assignment(m, 'x', None)

#: depth in serialization
def deep(n):
    x = 1
    for _ in range(n): x = [x]
    return x
c = []
c.append(c)
tries(
    lambda: len(to_json(deep(250))),
    lambda: len(to_json(deep(254))),
    lambda: to_json(deep(255)),
    lambda: to_json(deep(256)),
    lambda: S(ANY).to_python(deep(300)) is not None,
    lambda: S(ANY).to_python(deep(300), mode='json'),
    lambda: to_json(deep(300)),
    lambda: len(to_json(deep(300), serialize_unknown=True)),
    lambda: to_json(c),
    lambda: S(ANY).to_python(c),
    lambda: S(ANY).to_python(c, mode='json'),
    lambda: len(to_json(deep(255), serialize_unknown=True)),
)

#: depth in serialization by schema
s = {
    'type': 'definitions',
    'schema': {'type': 'definition-ref', 'schema_ref': 'a'},
    'definitions': [{'type': 'list', 'ref': 'a', 'items_schema': {'type': 'definition-ref', 'schema_ref': 'a'}}],
}
def deep(n):
    x = []
    for _ in range(n): x = [x]
    return x
tries(
    lambda: len(S(s).to_json(deep(254))),
    lambda: S(s).to_json(deep(255)),
    lambda: S(s).to_python(deep(255)),
    lambda: S(s).to_python(deep(300), mode='json'),
)

#: bad aliases at build
f = lambda a: model(Mod, {'a': {'schema': INT, 'validation_alias': a}})
tries(
    *(
        lambda a=a: V(f(a))
        for a in (3, [], [[]], [3], [[3]], ['a', 1.5], ['a', None], [['a'], 'b'], ['a', ['b']], None, ('a',), ['a', -2**62])
    ),
    lambda: V({'type': 'arguments', 'arguments_schema': [{'name': 'a', 'schema': INT, 'mode': 'positional_only', 'alias': 3}]}),
)

#: from 2.50: an index beyond 64 bits in an alias path
V(model(Mod, {'a': {'schema': INT, 'validation_alias': ['a', 2**70]}}))

#: unknown type repr in panics
val(INT, 2**64, -2**63, 2**63, '9' * 4301)

#: custom errors format
tries(
    *(
        lambda c=c: PydanticCustomError('t', 'a {x} b', c).message()
        for c in ({'x': 1}, {'x': 2**70}, {'x': True}, {'x': 1.5}, {'x': 's'}, {'x': None}, {'x': [1]}, {'x': fractions.Fraction(1, 2)}, {1: 2})
    ),
    lambda: PydanticCustomError('t', 'm', {'x': 1}).context,
    lambda: setattr(PydanticCustomError('t', 'm'), 'foo', 1),
)

#: loc items
class I(int): pass
class Ix:
    def __index__(self): return 4
tries(
    lambda: ValidationError.from_exception_data('t', [{'type': 'missing', 'loc': ('a', 1, I(2), True, Ix(), 2**70, 1.5, None), 'input': 1}]).errors(include_url=False)[0]['loc'],
    lambda: ValidationError.from_exception_data('t', [{'type': 'missing', 'loc': 3, 'input': 1}]),
    lambda: val({'type': 'dict', 'values_schema': INT}, {Ix(): 'x', True: 'y', 2**70: 'z', ('t',): 'q'}),
)

#: json schema of the error messages that name inputs
tries(lambda: jsn({'type': 'frozenset'}, '1'), lambda: jsn({'type': 'deque'}, '1'), lambda: jsn({'type': 'fraction'}, '{}'))

#: internal error of a class without a dict
val(model(int, {'f': INT}), {'f': 1})
