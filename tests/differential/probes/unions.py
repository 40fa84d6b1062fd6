"""Unions: trials, tags, and what their serializers make of what fits none."""

from tests.differential.probes.names import *  # noqa: F403

#: deque smart union
u = {'type': 'union', 'choices': [{'type': 'list', 'items_schema': INT}, {'type': 'deque', 'items_schema': INT}]}
val(u, deque([1]), [1], (1,), deque(['1']))

#: deque ser in union
ser({'type': 'union', 'choices': [{'type': 'list', 'items_schema': INT}, {'type': 'deque', 'items_schema': INT}]}, deque([1]))

#: counter smart union
val(
    {'type': 'union', 'choices': [{'type': 'dict'}, {'type': 'counter'}, {'type': 'ordered-dict'}]},
    Counter('a'),
    {'a': 1},
    OrderedDict(a=1),
    types.MappingProxyType({'a': 1}),
)

#: fraction union
val({'type': 'union', 'choices': [INT, {'type': 'fraction'}]}, Fraction(1, 2), Fraction(2, 1), 1, '1/2')

#: ellipsis union
tries(
    lambda: val({'type': 'union', 'choices': [INT, {'type': 'ellipsis'}]}, ..., 1, 'x'),
    lambda: ser({'type': 'union', 'choices': [INT, {'type': 'ellipsis'}]}, ...),
)

#: tagged union serializer by hash
u = {
    'type': 'tagged-union',
    'discriminator': 't',
    'choices': {
        1: {
            'type': 'typed-dict',
            'fields': {
                't': {'type': 'typed-dict-field', 'schema': INT},
                'v': {
                    'type': 'typed-dict-field',
                    'schema': {'type': 'any', 'serialization': {'type': 'format', 'formatting_string': '>3'}},
                },
            },
        },
        '1': {
            'type': 'typed-dict',
            'fields': {'t': {'type': 'typed-dict-field', 'schema': STR}, 'v': {'type': 'typed-dict-field', 'schema': ANY}},
        },
    },
}
class Enm(str, enum.Enum): x = '1'
class U: __hash__ = None
tries(
    lambda: ser(u, {'t': 1, 'v': 2}),
    lambda: ser(u, {'t': '1', 'v': 2}),
    lambda: ser(u, {'t': True, 'v': 2}),
    lambda: ser(u, {'t': 1.0, 'v': 2}),
    lambda: ser(u, {'t': Enm.x, 'v': 2}),
    lambda: ser(u, {'t': [1], 'v': 2}),
    lambda: ser(u, {'t': 7, 'v': 2}),
    lambda: ser(u, {'v': 2}),
)

#: tagged union serializer matched but fails
u = {
    'type': 'tagged-union',
    'discriminator': 't',
    'choices': {'a': model(Mod, {'t': STR, 'v': INT}), 'b': model(Sub, {'t': STR, 'v': STR})},
}
tries(
    lambda: ser(u, Mod(t='b', v=1)),
    lambda: ser(u, Sub(t='a', v='x')),
    lambda: ser(u, Mod(t='a', v='x')),
    lambda: ser(u, Mod(t='c', v=1)),
    lambda: ser(u, 1),
)

#: tagged union serializer build
tries(
    lambda: S({'type': 'tagged-union', 'discriminator': 't', 'choices': {}}),
    lambda: repr(S({'type': 'tagged-union', 'discriminator': 't', 'choices': {'a': INT}})),
    lambda: S({'type': 'tagged-union', 'discriminator': [], 'choices': {'a': INT, 'b': STR}}),
    lambda: repr(S({'type': 'tagged-union', 'discriminator': [['a', 1], ['b']], 'choices': {'a': INT}})),
    lambda: V({'type': 'tagged-union', 'discriminator': [], 'choices': {'a': INT}}),
    lambda: V({'type': 'tagged-union', 'discriminator': 3, 'choices': {'a': INT}}),
    lambda: V({'type': 'tagged-union', 'discriminator': [3], 'choices': {'a': INT}}),
    lambda: val({'type': 'tagged-union', 'discriminator': [['a', 0], ['b']], 'choices': {'x': ANY}}, {'a': 3}, {'a': ['x']}, {'b': 'x'}, {}),
)

#: tagged union hostile eq
class H:
    def __hash__(self): return hash('a')
    def __eq__(self, o): raise RuntimeError('eq')
class H2:
    def __hash__(self): raise RuntimeError('hash')
td = lambda s: {'type': 'typed-dict', 'fields': {'t': {'type': 'typed-dict-field', 'schema': s}}}
u = {'type': 'tagged-union', 'discriminator': 't', 'choices': {'a': td(ANY), 'b': td(ANY)}}
tries(
    lambda: S(u).to_python({'t': H()}),
    lambda: S(u).to_json({'t': H()}),
    lambda: S(u).to_python({'t': H2()}),
    lambda: V(u).validate_python({'t': H()}),
    lambda: V(u).validate_python({'t': H2()}),
)

#: nested union attempts
calls = []
def mk(name):
    def f(v):
        calls.append(name); raise PydanticSerializationUnexpectedValue(name)
    return {'type': 'any', 'serialization': {'type': 'function-plain', 'function': f}}
u = {'type': 'union', 'choices': [{'type': 'union', 'choices': [mk('a'), mk('b')]}, mk('c')]}
tries(lambda: S(u).to_python(1), lambda: ''.join(calls), lambda: calls.clear(), lambda: S(u).to_json(1), lambda: ''.join(calls))

#: nested union of models lax
class Base(Mod): pass
class Sub2(Base): pass
u = {'type': 'union', 'choices': [{'type': 'union', 'choices': [model(Base, {'a': INT}), INT]}, STR]}
tries(lambda: ser(u, Sub2(a=1)), lambda: ser(u, Sub2(a='x')), lambda: ser(u, 1.5))

#: union serializer errors text
u = {'type': 'union', 'choices': [{'type': 'union', 'choices': [INT, {'type': 'bytes'}]}, STR]}
ser(u, 1.5)

#: union of typed dicts exclude_none
a = {
    'type': 'typed-dict',
    'fields': {
        'x': {'type': 'typed-dict-field', 'schema': {'type': 'nullable', 'schema': INT}},
        'k': {'type': 'typed-dict-field', 'schema': {'type': 'literal', 'expected': ['a']}},
    },
}
b = {
    'type': 'typed-dict',
    'fields': {
        'y': {'type': 'typed-dict-field', 'schema': {'type': 'nullable', 'schema': INT}},
        'k': {'type': 'typed-dict-field', 'schema': {'type': 'literal', 'expected': ['a']}},
    },
}
u = {'type': 'union', 'choices': [a, b]}
tries(
    lambda: ser(u, {'y': None, 'k': 'a'}, exclude_none=True),
    lambda: ser(u, {'y': 1, 'k': 'a'}, exclude={'y'}),
    lambda: ser(u, {'y': 1, 'k': 'a'}, exclude_defaults=True),
    lambda: ser(u, {'q': None, 'k': 'a'}, exclude_none=True),
)

#: union of models exclude_unset
a, b = model(Mod, {'x': INT, 'y': INT}), model(Sub, {'x': INT, 'y': INT, 'z': INT})
m = Mod(x=1, y=2)
m.__pydantic_fields_set__ = {'x'}
tries(
    lambda: ser({'type': 'union', 'choices': [b, a]}, m, exclude_unset=True),
    lambda: ser(a, m, exclude_unset=True),
    lambda: ser(a, m, exclude_unset=True, exclude_none=True),
)

#: smart union omit
om = {'type': 'default', 'schema': INT, 'on_error': 'omit'}
raiser = {'type': 'function-plain', 'function': {'type': 'no-info', 'function': lambda v: (_ for _ in ()).throw(PydanticOmit)}}
tries(
    lambda: val({'type': 'list', 'items_schema': {'type': 'union', 'choices': [om, STR]}}, ['a', 1, 'b', None]),
    lambda: val({'type': 'list', 'items_schema': {'type': 'union', 'choices': [STR, om]}}, ['a', 1, None]),
    lambda: val({'type': 'list', 'items_schema': {'type': 'union', 'choices': [raiser, INT]}}, ['a', 1]),
    lambda: val({'type': 'list', 'items_schema': {'type': 'union', 'mode': 'left_to_right', 'choices': [raiser, INT]}}, ['a', 1]),
    lambda: val({'type': 'union', 'choices': [raiser, INT]}, 'a'),
)

#: fields set counts and smart unions unchanged
a, b = model(Mod, {'x': INT}), model(Sub, {'x': INT, 'y': {'schema': {'type': 'default', 'schema': INT, 'default': 1}}})
tries(
    lambda: val({'type': 'union', 'choices': [a, b]}, {'x': 1}, {'x': 1, 'y': 2}),
    lambda: jsn({'type': 'union', 'choices': [a, b]}, '{"x": 1}', '{"x": 1, "y": 2}'),
)

#: nested union lax attempts
class A(Mod): pass
class A2(A): pass
calls = []
def mk(n):
    def f(v): calls.append(n); raise PydanticSerializationUnexpectedValue(n)
    return {'type': 'any', 'serialization': {'type': 'function-plain', 'function': f}}
u = {'type': 'union', 'choices': [{'type': 'union', 'choices': [mk('a'), model(A, {'x': mk('m')})]}, mk('c')]}
tries(lambda: S(u).to_python(A2(x=1)), lambda: ''.join(calls), lambda: calls.clear(), lambda: S(u).to_json(A2(x=1)), lambda: ''.join(calls))

#: nested tagged union in a union
t = {
    'type': 'tagged-union',
    'discriminator': 't',
    'choices': {'a': model(Mod, {'t': STR, 'v': INT}), 'b': model(Sub, {'t': STR, 'v': STR})},
}
class Sm(Mod): pass
tries(
    lambda: ser({'type': 'union', 'choices': [t, INT]}, Mod(t='a', v=1)),
    lambda: ser({'type': 'union', 'choices': [t, INT]}, Sm(t='a', v=1)),
    lambda: ser({'type': 'union', 'choices': [t, INT]}, Mod(t='b', v=1)),
    lambda: ser({'type': 'nullable', 'schema': t}, Mod(t='z', v=1)),
    lambda: ser(t, Sm(t='a', v=1)),
)

#: tagged union serializer function discriminator
def d(v): calls.append(1); return v['t']
calls = []
td = lambda f: {
    'type': 'typed-dict',
    'fields': {
        't': {'type': 'typed-dict-field', 'schema': STR},
        'v': {'type': 'typed-dict-field', 'schema': {'type': 'any', 'serialization': {'type': 'format', 'formatting_string': f}}},
    },
}
u = {'type': 'tagged-union', 'discriminator': d, 'choices': {'a': td('>3'), 'b': td('>5')}}
tries(
    lambda: S(u).to_json({'t': 'b', 'v': 1}),
    lambda: len(calls),
    lambda: S(u).to_json(5),
    lambda: S({**u, 'choices': {'a': td('>3')}}).to_json({'t': 'q', 'v': 1}),
)

#: missing in a nested model of a union
inner = model(Mod, {'a': {'type': 'missing-sentinel', 'schema': INT}, 'b': INT})
out = model(Sub, {'m': {'type': 'union', 'choices': [inner, INT]}})
tries(lambda: ser(out, Sub(m=Mod(a=MISSING, b=1))), lambda: ser({'type': 'union', 'choices': [inner, INT]}, Mod(a=MISSING, b=1)))

#: union of missing and constraints
tries(
    lambda: val({'type': 'union', 'choices': [INT, {'type': 'missing-sentinel'}]}, MISSING, 'x'),
    lambda: val({'type': 'missing-sentinel', 'schema': {'type': 'union', 'choices': [INT, {'type': 'none'}]}}, MISSING, 'x', None),
    lambda: val({'type': 'union', 'choices': [{'type': 'missing-sentinel', 'schema': INT}, STR]}, MISSING, 'x', 1),
    lambda: V({'type': 'default', 'schema': {'type': 'missing-sentinel', 'schema': INT}, 'default': MISSING}).get_default_value(),
)
