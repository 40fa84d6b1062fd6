"""What serializers write, by a schema and without one."""

from tests.differential.probes.names import *  # noqa: F403

#: exclude_unset function not called
calls = []
def f(v): calls.append(v); return v
a = model(Mod, {'x': {'type': 'any', 'serialization': {'type': 'function-plain', 'function': f}}, 'y': ANY})
m = Mod(x=1, y=2)
m.__pydantic_fields_set__ = {'y'}
tries(lambda: ser(a, m, exclude_unset=True), lambda: calls)

#: exclude_unset keeps dict order and model function sees
def w(m, h): return h(m)
a = model(Mod, {'x': ANY, 'y': ANY})
a['schema'] = {**a['schema'], 'serialization': {'type': 'function-wrap', 'function': lambda v, h: (v, h(v))}}
m = Mod(x=1, y=2)
m.__pydantic_fields_set__ = {'y'}
ser(a, m, exclude_unset=True)

#: function serializer keeps filters when not used
f = lambda when: {
    'type': 'dict',
    'keys_schema': STR,
    'values_schema': ANY,
    'serialization': {'type': 'function-plain', 'function': lambda v: v, 'when_used': when},
}
tries(
    *(lambda w=w: ser(f(w), {'a': 1, 'b': 2}, exclude={'a'}) for w in ('always', 'json', 'unless-none', 'json-unless-none')),
    lambda: S({'type': 'dict', 'serialization': {'type': 'function-wrap', 'schema': ANY, 'function': lambda v, h: h(v), 'when_used': 'json'}}).to_python(
        {'a': 1, 'b': 2},
        exclude={'a'},
    ),
)

#: wrap handler index_key
tries(
    *(
        lambda k=k: S({'type': 'any', 'serialization': {'type': 'function-wrap', 'schema': ANY, 'function': lambda v, h: h(v, k)}}).to_python(
            1,
            exclude={'x', 2},
        )
        for k in ('x', 2, 'y', 3, True, 1.5, None, (1,), -1, 2**70)
    ),
)

#: infer dict keys in python mode
class Hm(Mod):
    __hash__ = object.__hash__
Hm.__pydantic_serializer__ = S(model(Hm, {'a': INT}))
@dataclasses.dataclass(frozen=True)
class D: a: int
class Es(str, enum.Enum): x = 'y'
tries(
    *(
        lambda k=k: S(ANY).to_python({k: 1})
        for k in (Hm(a=1), D(1), (Hm(a=1),), Es.x, frozenset([1]), b'a', 1.5, None, dt.date(2020, 1, 1), Fraction(1, 2), object, (1, (2,)))
    ),
    lambda: S(ANY).to_python({object(): 1}, fallback=lambda v: 'fb'),
    lambda: S({'type': 'dict'}).to_python({object(): 1}, fallback=lambda v: 'fb'),
)

#: infer warnings of nested serializer
class Q(Mod): pass
Q.__pydantic_serializer__ = S(model(Q, {'a': INT}))
tries(
    lambda: S(ANY).to_python(Q(a='x')),
    lambda: S(ANY).to_json([Q(a='x')]),
    lambda: to_json(Q(a='x')),
    lambda: S(ANY).to_python(Q(a='x'), warnings='error'),
)

#: infer nested config
class Q(Mod): pass
Q.__pydantic_serializer__ = S(model(Q, {'a': ANY}), {'ser_json_bytes': 'hex'})
tries(
    lambda: S(ANY, {'ser_json_bytes': 'base64'}).to_json([b'ab', Q(a=b'ab'), b'ab']),
    lambda: to_json([b'ab', Q(a=b'ab'), b'ab'], bytes_mode='base64'),
)

#: infer dataclass
@dataclasses.dataclass
class D:
    a: int
    b: typing.Any = None
    c: dataclasses.InitVar[int] = 1
    d: typing.ClassVar[int] = 5
tries(lambda: ser(ANY, D(1, D(2))), lambda: ser(ANY, D(1, 2), exclude={'a'}), lambda: to_json(D(1), exclude_none=True))

#: filter does not hash without a filter
class K(str):
    def __hash__(self): raise RuntimeError('hash')
class K2:
    n = 0
    def __hash__(self): K2.n += 1; return 1
d = {K2(): 1}
K2.n = 0
S({'type': 'dict', 'keys_schema': {'type': 'any', 'serialization': {'type': 'to-string'}}}).to_json(d)
K2.n

#: negative indices with a wrong filter
tries(
    lambda: ser({'type': 'list'}, [], include={-1}),
    lambda: ser({'type': 'generator'}, iter([1, 2]), include={-1}),
    lambda: ser({'type': 'list'}, [1, 2], exclude={-1: ..., 'x': ...}),
    lambda: ser({'type': 'list'}, [1, 2, 3], include={-1, 0}),
    lambda: list(S({'type': 'generator'}).to_python(iter([1, 2]), exclude={-1})),
    lambda: ser({'type': 'tuple', 'items_schema': [INT, INT]}, (1, 2), exclude={-1}),
    lambda: ser({'type': 'list'}, [1, 2], include=3),
)

#: arguments-v3 kwargs
s = {
    'type': 'arguments-v3',
    'arguments_schema': [
        {'name': 'a', 'schema': INT, 'mode': 'positional_or_keyword'},
        {'name': 'kw', 'schema': INT, 'mode': 'var_kwargs_uniform'},
    ],
}
td = {'type': 'typed-dict', 'fields': {'x': {'type': 'typed-dict-field', 'schema': INT}}}
s2 = {'type': 'arguments-v3', 'arguments_schema': [{'name': 'kw', 'schema': td, 'mode': 'var_kwargs_unpacked_typed_dict'}]}
tries(
    lambda: val(
        s,
        {'a': 1, 'kw': {'b': '2'}},
        {'a': 1, 'kw': 3},
        {'a': 1, 'kw': {'b': 'x'}},
        {'a': 1, 'kw': {3: 1}},
        {'a': 1, 'q': 1},
        ArgsKwargs((1,), {'b': '2'}),
        ArgsKwargs((1,), {'b': 'x'}),
    ),
    lambda: val(s2, {'kw': {'x': '1'}}, {}, {'kw': {'x': 'q'}}, {'kw': 3}, ArgsKwargs((), {'x': '1'}), ArgsKwargs((), {'x': 'q'})),
    lambda: jsn(s, '{"a": 1, "kw": {"b": 2}}', '{"a": 1, "kw": [1]}'),
)

#: ser of url subclasses and others
class U2(Url): pass
tries(
    lambda: ser({'type': 'url'}, U2('http://a')),
    lambda: ser(ANY, U2('http://a')),
    lambda: ser({'type': 'url'}, MultiHostUrl('http://a')),
    lambda: ser({'type': 'multi-host-url'}, MultiHostUrl('http://a')),
)

#: dataclass ser with function args schema
@dataclasses.dataclass
class D: a: int
args = {'type': 'dataclass-args', 'dataclass_name': 'D', 'fields': [{'type': 'dataclass-field', 'name': 'a', 'schema': INT}]}
d = lambda s: {'type': 'dataclass', 'cls': D, 'fields': ['a'], 'schema': s}
wrapped = {**args, 'serialization': {'type': 'function-wrap', 'function': lambda v, h: h(v)}}
tries(
    lambda: ser(d(args), D(1)),
    lambda: ser(d(wrapped), D(1)),
    lambda: ser(d(wrapped), D(1), serialize_as_any=True),
    lambda: ser(d(args), D('x')),
    lambda: ser(d(args), 5),
    lambda: ser({**d(args), 'config': {'polymorphic_serialization': True}}, D(1)),
)

#: dataclass ser extra allow
@dataclasses.dataclass
class D: a: int
args = {
    'type': 'dataclass-args',
    'dataclass_name': 'D',
    'extra_behavior': 'allow',
    'fields': [{'type': 'dataclass-field', 'name': 'a', 'schema': INT}],
}
x = D(1)
x.zz = 5
ser({'type': 'dataclass', 'cls': D, 'fields': ['a'], 'schema': args}, x)

#: field order fast path with renamed keys
m = model(Mod, {'a': INT, 'b': {'schema': STR, 'serialization_alias': 'B'}, 'c': {'schema': ANY, 'serialization_exclude': True}})
x = Mod(b='x', a=1, c=3)
x.__dict__['zz'] = 4
y = Mod()
y.__dict__['a'] = 1
tries(
    lambda: ser(m, x, by_alias=True),
    lambda: ser(m, y),
    lambda: ser({'type': 'union', 'choices': [m, STR]}, x),
    lambda: ser({'type': 'union', 'choices': [m, STR]}, y),
)
