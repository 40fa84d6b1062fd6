"""Named tuples."""

from tests.differential.probes.names import *  # noqa: F403

#: named-tuple build
N = namedtuple('N', 'x y')
f = lambda n, s, **k: {'type': 'named-tuple-field', 'name': n, 'schema': s, **k}
tries(
    lambda: V({'type': 'named-tuple', 'cls': N, 'fields': [f('x', INT)]}).title,
    lambda: V({'type': 'named-tuple', 'cls': N, 'cls_name': 'Q', 'fields': []}).title,
    lambda: repr(V({'type': 'named-tuple', 'cls': N, 'fields': [f('x', INT)]}))[:600],
    lambda: V({'type': 'named-tuple', 'cls': N}),
    lambda: V({'type': 'named-tuple', 'cls': 1, 'fields': []}),
    lambda: V({'type': 'named-tuple', 'cls': N, 'fields': [f('x', {'type': 'nope'})]}),
    lambda: V({'type': 'named-tuple', 'cls': N, 'fields': [f('x', {'type': 'default', 'schema': INT, 'on_error': 'omit'})]}),
    lambda: V({'type': 'named-tuple', 'cls': N, 'fields': [1]}),
    lambda: V({'type': 'named-tuple', 'cls': N, 'fields': [f('x', INT, validation_alias=3)]}),
    lambda: S({'type': 'named-tuple', 'cls': N, 'fields': [f('x', {'type': 'nope'})]}),
)

#: named-tuple python
N = namedtuple('N', 'x y')
f = lambda n, s, **k: {'type': 'named-tuple-field', 'name': n, 'schema': s, **k}
s = {'type': 'named-tuple', 'cls': N, 'fields': [f('x', INT), f('y', {'type': 'default', 'schema': STR, 'default': 'd'})]}
val(
    s,
    (1, 'a'),
    ['1'],
    N('1', 'b'),
    {'x': '1'},
    {'x': 1, 'y': 'b'},
    (),
    (1, 2),
    ('a', 1),
    (1, 'a', 'b'),
    N('q', 3),
    {},
    {'x': 'q', 'z': 1},
    {'y': 'a'},
    {1: 2, 'x': 1},
    (i for i in (1, 'a')),
    {1, 2},
    'ab',
    1,
    None,
    types.MappingProxyType({'x': 1}),
    {1: 'x'}.keys(),
    ArgsKwargs((1,), {'y': 'a'}),
)

#: named-tuple strict
N = namedtuple('N', 'x y')
f = lambda n, s, **k: {'type': 'named-tuple-field', 'name': n, 'schema': s, **k}
s = {'type': 'named-tuple', 'cls': N, 'fields': [f('x', INT), f('y', {'type': 'default', 'schema': STR, 'default': 'd'})]}
val(s, [1], {'x': 1}, ('1',), N(1, 'a'), strict=True)

#: named-tuple json
N = namedtuple('N', 'x y')
f = lambda n, s, **k: {'type': 'named-tuple-field', 'name': n, 'schema': s, **k}
s = {'type': 'named-tuple', 'cls': N, 'fields': [f('x', INT), f('y', {'type': 'default', 'schema': STR, 'default': 'd'})]}
jsn(s, '[1, "a"]', '["1"]', '{"x": 1}', '{"x": 1, "z": 2}', '{}', '[]', '[1,"a",3]', '1', '"a"', 'null', '{"x": 1, "x": 2}')

#: named-tuple strings
N = namedtuple('N', 'x y')
f = lambda n, s, **k: {'type': 'named-tuple-field', 'name': n, 'schema': s, **k}
s = {'type': 'named-tuple', 'cls': N, 'fields': [f('x', INT), f('y', STR)]}
strs(s, {'x': '1', 'y': 'a'}, {'x': '1'}, 'a')

#: named-tuple alias
N = namedtuple('N', 'x y')
f = lambda n, s, **k: {'type': 'named-tuple-field', 'name': n, 'schema': s, **k}
s = {'type': 'named-tuple', 'cls': N, 'fields': [f('x', INT, validation_alias='a'), f('y', INT, validation_alias=[['b', 0], ['c']])]}
tries(
    lambda: val(s, {'a': 1, 'b': [2]}, {'a': 1, 'c': 2}, {'x': 1, 'y': 2}, {'a': 'q', 'b': ['z']}, (1, 2)),
    lambda: val(s, {'x': 1, 'y': 2}, {'a': 1, 'y': 2}, {'a': 1, 'x': 3, 'y': 2}, by_name=True),
    lambda: val(s, {'x': 'q', 'y': 2}, {}, by_name=True, by_alias=False),
    lambda: val(s, {}, {'a': 'z'}, config={'loc_by_alias': False}),
    lambda: val(s, {'x': 1, 'y': 2}, config={'validate_by_name': True}),
    lambda: val(s, {}, by_name=False, by_alias=False),
)

#: named-tuple class raises
class N(namedtuple('N', 'x')):
    def __new__(cls, x):
        if x == 1: raise ValueError('one')
        if x == 2: raise TypeError('two')
        if x == 3: raise PydanticCustomError('c', 'three')
        if x == 4: raise PydanticOmit
        if x == 5: raise AssertionError('five')
        return super().__new__(cls, x)
s = {'type': 'named-tuple', 'cls': N, 'fields': [{'type': 'named-tuple-field', 'name': 'x', 'schema': INT}]}
val(s, (0,), (1,), (2,), (3,), (4,), (5,))

#: named-tuple smart union
A = namedtuple('A', 'x')
B = namedtuple('B', 'x')
n = lambda c: {'type': 'named-tuple', 'cls': c, 'fields': [{'type': 'named-tuple-field', 'name': 'x', 'schema': INT}]}
tries(
    lambda: val({'type': 'union', 'choices': [n(A), n(B)]}, B(1), A(1), (1,), {'x': 1}, B('1')),
    lambda: val({'type': 'union', 'choices': [n(A), {'type': 'tuple', 'items_schema': [INT]}]}, (1,), A(1), [1]),
)

#: named-tuple subclass instance
N = namedtuple('N', 'x')
class M2(N): pass
s = {'type': 'named-tuple', 'cls': N, 'fields': [{'type': 'named-tuple-field', 'name': 'x', 'schema': INT}]}
v = V(s)
x = N(1)
r = v.validate_python(M2('q1'[1:]))
(type(r).__name__, r, v.validate_python(x) is x)

#: named-tuple info
N = namedtuple('N', 'x y')
seen = []
def w(x, info):
    seen.append((x, info.field_name, info.data, info.mode))
    return x
fn = {'type': 'function-plain', 'function': {'type': 'with-info', 'function': w}}
s = {'type': 'named-tuple', 'cls': N, 'fields': [{'type': 'named-tuple-field', 'name': k, 'schema': fn} for k in 'xy']}
V(s).validate_python((1, 2))
V(s).validate_python({'x': 1, 'y': 2})
V(s).validate_json('[1, 2]')
seen

#: named-tuple partial
N = namedtuple('N', 'x y')
s = {'type': 'named-tuple', 'cls': N, 'fields': [{'type': 'named-tuple-field', 'name': k, 'schema': INT} for k in 'xy']}
tries(
    lambda: V(s).validate_json('[1, "2', allow_partial=True),
    lambda: V(s).validate_json('[1', allow_partial=True),
    lambda: V({'type': 'list', 'items_schema': s}).validate_json('[[1, 2], [1', allow_partial=True),
)

#: named-tuple default factory
N = namedtuple('N', 'x y')
s = {
    'type': 'named-tuple',
    'cls': N,
    'fields': [
        {'type': 'named-tuple-field', 'name': 'x', 'schema': INT},
        {
            'type': 'named-tuple-field',
            'name': 'y',
            'schema': {'type': 'default', 'schema': INT, 'default_factory': lambda data: data, 'default_factory_takes_data': True},
        },
    ],
}
val(s, (1,), {'x': 1}, ('q',))

#: named-tuple bad default
N = namedtuple('N', 'x y')
s = {
    'type': 'named-tuple',
    'cls': N,
    'fields': [
        {'type': 'named-tuple-field', 'name': 'x', 'schema': INT},
        {'type': 'named-tuple-field', 'name': 'y', 'schema': {'type': 'default', 'schema': INT, 'default': 'z', 'validate_default': True}},
    ],
}
val(s, (1,), {'x': 1}, ('q',), {'x': 'q'})

#: named-tuple iterator raises
N = namedtuple('N', 'x y')
def g():
    yield 1
    raise RuntimeError('no')
s = {'type': 'named-tuple', 'cls': N, 'fields': [{'type': 'named-tuple-field', 'name': k, 'schema': INT} for k in 'xy']}
val(s, g())

#: named-tuple ser
N = namedtuple('N', 'x y')
s = {
    'type': 'named-tuple',
    'cls': N,
    'fields': [
        {'type': 'named-tuple-field', 'name': 'x', 'schema': INT},
        {'type': 'named-tuple-field', 'name': 'y', 'schema': {'type': 'bytes'}},
    ],
}
tries(
    lambda: repr(S(s))[:60],
    lambda: ser(s, N(1, b'a')),
    lambda: ser(s, (1, b'a')),
    lambda: ser(s, (1,)),
    lambda: ser(s, (1, b'a', 3)),
    lambda: ser(s, [1, b'a']),
    lambda: ser(s, N('q', 1)),
    lambda: key(s, N(1, b'a')),
    lambda: key(s, 'q'),
    lambda: ser(s, N(1, b'a'), include={0}),
    lambda: ser(s, N(1, b'a'), exclude={-1}),
)

#: named-tuple ser union
A = namedtuple('A', 'x')
B = namedtuple('B', 'x')
n = lambda c, t: {
    'type': 'named-tuple',
    'cls': c,
    'fields': [
        {'type': 'named-tuple-field', 'name': 'x', 'schema': {'type': 'str', 'serialization': {'type': 'format', 'formatting_string': t}}},
    ],
}
u = {'type': 'union', 'choices': [n(A, '>3'), n(B, '>5')]}
tries(lambda: ser(u, B('a')), lambda: ser(u, ('a',)), lambda: ser(u, ('a', 'b')), lambda: ser(u, 1))

#: named-tuple ser info fields
N = namedtuple('N', 'x')
s = {
    'type': 'named-tuple',
    'cls': N,
    'fields': [
        {
            'type': 'named-tuple-field',
            'name': 'x',
            'schema': {'type': 'any', 'serialization': {'type': 'function-plain', 'function': lambda v, i: repr(i), 'info_arg': True}},
        },
    ],
    'serialization': {'type': 'include-exclude-sequence', 'include': {0}},
}
ser(s, N(1))

#: named tuple that is not a tuple class
class NT:
    def __init__(self, *a): self.a = a
    def __repr__(self): return f'NT{self.a}'
s = {'type': 'named-tuple', 'cls': NT, 'fields': [{'type': 'named-tuple-field', 'name': 'x', 'schema': INT}]}
tries(lambda: V(s).validate_python((1,)), lambda: V(s).validate_python(NT(1)), lambda: ser(s, NT(1)), lambda: ser(s, (1,)))

#: named tuple unhashable and dup names
N = namedtuple('N', 'x y')
f = lambda n, **k: {'type': 'named-tuple-field', 'name': n, 'schema': INT, **k}
tries(
    lambda: V({'type': 'named-tuple', 'cls': N, 'fields': [f('x'), f('x')]}).validate_python({'x': 1}),
    lambda: V({'type': 'named-tuple', 'cls': N, 'fields': [{'name': 'x', 'schema': INT}, f('y')]}).validate_python((1, 2)),
    lambda: V({'type': 'named-tuple', 'cls': N, 'fields': [{'type': 'named-tuple-field', 'schema': INT}]}),
    lambda: V({'type': 'named-tuple', 'cls': N, 'fields': [{'type': 'named-tuple-field', 'name': 'x'}]}),
    lambda: V({'type': 'named-tuple', 'cls': N, 'fields': [f('x')]}).validate_python((1,)),
    lambda: V({'type': 'named-tuple', 'cls': N, 'fields': [f('x'), f('y')], 'cls_name': 3}),
)

#: named tuple field omit from a function
N = namedtuple('N', 'x')
om = {'type': 'function-plain', 'function': {'type': 'no-info', 'function': lambda v: (_ for _ in ()).throw(PydanticOmit)}}
us = {'type': 'function-plain', 'function': {'type': 'no-info', 'function': lambda v: (_ for _ in ()).throw(PydanticUseDefault)}}
s = lambda x: {'type': 'named-tuple', 'cls': N, 'fields': [{'type': 'named-tuple-field', 'name': 'x', 'schema': x}]}
tries(
    lambda: V(s(om)).validate_python((1,)),
    lambda: V({'type': 'list', 'items_schema': s(om)}).validate_python([(1,)]),
    lambda: V(s({'type': 'default', 'schema': us, 'default': 4})).validate_python((1,)),
    lambda: V(s(us)).validate_python({'x': 1}),
)

#: named tuple assignment and instance checks
N = namedtuple('N', 'x')
s = {'type': 'named-tuple', 'cls': N, 'fields': [{'type': 'named-tuple-field', 'name': 'x', 'schema': INT}]}
tries(lambda: V(s).validate_assignment(N(1), 'x', 2), lambda: V(s).isinstance_python((1,)), lambda: V(s).isinstance_python('x'))

#: named tuple by definition
N = namedtuple('N', 'x')
ref = {'type': 'definition-ref', 'schema_ref': 'n'}
s = {
    'type': 'definitions',
    'schema': ref,
    'definitions': [
        {
            'type': 'named-tuple',
            'cls': N,
            'ref': 'n',
            'fields': [{'type': 'named-tuple-field', 'name': 'x', 'schema': {'type': 'nullable', 'schema': ref}}],
        },
    ],
}
l = []
l.append(l)
tries(
    lambda: V(s).title,
    lambda: V(s).validate_python([[[None]]]),
    lambda: V(s).validate_python(l),
    lambda: ser(s, N(N(None))),
    lambda: repr(S(s))[:200],
)

#: sequence ser of named tuple config
tries(
    lambda: cs.named_tuple_schema(
        tuple,
        [cs.named_tuple_field('x', cs.int_schema(), validation_alias='y', metadata={'a': 1})],
        cls_name='q',
        ref='r',
    ),
    lambda: cs.CoreSchemaFieldType.__args__,
    lambda: [a for a in cs.ExpectedSerializationTypes.__args__],
    lambda: sorted(cs.CoreConfig.__annotations__),
    lambda: sorted(n for n in vars(cs.SerializationInfo) if n[0] != '_'),
)

#: from 2.50: schemas that no serializer is made of
class Nt(typing.NamedTuple): a: int
tries(
    *(
        lambda s=s: S({'type': 'named-tuple', 'cls': Nt, 'fields': [{'type': 'named-tuple-field', 'name': 'a', 'schema': s}]})
        for s in (None, 1, [], {}, {'type': 'nope'}, {'type': 'int', 'ref': 1})
    ),
    *(lambda f=f: S({'type': 'named-tuple', 'cls': Nt, 'fields': f}) for f in (None, [1], [{}], [{'name': 'a'}], [{'name': 1, 'schema': INT}])),
)
