"""Dicts, and the kinds that are like them."""

from tests.differential.probes.names import *  # noqa: F403

#: counter build
tries(
    lambda: V({'type': 'counter', 'keys_schema': STR, 'values_schema': INT}).title,
    lambda: V({'type': 'counter'}).title,
    lambda: repr(S({'type': 'counter', 'keys_schema': STR}))[:400],
)

#: counter python lax
val(
    {'type': 'counter', 'keys_schema': STR, 'values_schema': INT},
    Counter('aab'),
    {'a': '2'},
    {'a': 'x'},
    {1: 1},
    OrderedDict(a=1),
    [('a', 1)],
    'aab',
    types.MappingProxyType({'a': 1}),
    None,
    1,
)

#: counter python strict
val({'type': 'counter', 'keys_schema': STR, 'values_schema': INT}, Counter('aab'), {'a': 2}, {'a': 'x'}, strict=True)

#: counter json
jsn({'type': 'counter', 'keys_schema': STR, 'values_schema': INT}, '{"a": 1}', '{"a": "2"}', '[]', '{"a": "x"}')

#: counter strings
strs({'type': 'counter', 'keys_schema': STR, 'values_schema': INT}, {'a': '1'}, 'a')

#: counter identity and type
class C(Counter): pass
c = Counter('a')
r = V({'type': 'counter'}).validate_python(c)
r2 = V({'type': 'counter'}).validate_python(C('ab'))
(r, r is c, type(r).__name__, type(r2).__name__, r2)

#: counter lengths
tries(
    *(
        lambda x=x: V({'type': 'counter', 'min_length': 1, 'max_length': 2}).validate_python(x)
        for x in (Counter(), Counter('abc'), {'a': 1, 'b': 2, 'c': 3}, {'a': 1})
    ),
)

#: counter key merge max_length
V({'type': 'counter', 'keys_schema': {'type': 'str', 'to_lower': True}, 'max_length': 1}).validate_python({'a': 1, 'A': 2})

#: counter fail_fast
tries(
    lambda: V({'type': 'counter', 'keys_schema': INT, 'values_schema': INT, 'fail_fast': True}).validate_python({'x': 'y', 'z': 1}),
    lambda: V({'type': 'counter', 'keys_schema': INT, 'values_schema': INT}).validate_python({'x': 'y', 'z': 1}),
)

#: counter partial
tries(
    lambda: V({'type': 'counter', 'keys_schema': STR, 'values_schema': INT}).validate_json('{"a": 1, "b": "x', allow_partial=True),
    lambda: V({'type': 'counter', 'values_schema': INT}).validate_python({'a': 1, 'b': 'x'}, allow_partial=True),
)

#: counter missing values method
class Boom(dict):
    def items(self): raise RuntimeError('items')
val({'type': 'counter'}, Boom(a=1))

#: counter ser
ser({'type': 'counter', 'keys_schema': STR, 'values_schema': INT}, Counter('aab'))

#: counter ser wrong
tries(
    lambda: ser({'type': 'counter', 'keys_schema': STR, 'values_schema': INT}, {'a': 1}),
    lambda: ser({'type': 'counter', 'values_schema': INT}, Counter({'a': 'x'})),
)

#: counter ser include
tries(
    lambda: S({'type': 'counter'}).to_python(Counter('ab'), include={'a'}),
    lambda: S({'type': 'counter', 'serialization': {'type': 'include-exclude-dict', 'exclude': {'a'}}}).to_json(Counter('ab')),
)

#: counter infer
tries(
    lambda: S(ANY).to_python(Counter('aab')),
    lambda: S(ANY).to_python(Counter('aab'), mode='json'),
    lambda: S(ANY).to_json(Counter('aab')),
    lambda: to_jsonable_python(Counter({1: 2})),
)

#: ordered-dict build
tries(lambda: V({'type': 'ordered-dict', 'keys_schema': STR}).title, lambda: repr(V({'type': 'ordered-dict'}))[:300])

#: ordered-dict python lax
val(
    {'type': 'ordered-dict', 'keys_schema': STR, 'values_schema': INT},
    OrderedDict(a='1'),
    {'a': '2'},
    {'a': 'x'},
    {1: 1},
    Counter('a'),
    [('a', 1)],
    'a',
    types.MappingProxyType({'a': 1}),
    None,
)

#: ordered-dict python strict
val({'type': 'ordered-dict', 'keys_schema': STR, 'values_schema': INT}, OrderedDict(a=1), {'a': 2}, strict=True)

#: ordered-dict json strings
tries(
    lambda: jsn({'type': 'ordered-dict', 'values_schema': INT}, '{"b": 1, "a": "2"}', '[]'),
    lambda: strs({'type': 'ordered-dict', 'values_schema': INT}, {'a': '1'}, 'x'),
)

#: ordered-dict moved
o = OrderedDict(a=1, b=2)
o.move_to_end('a')
tries(
    lambda: V({'type': 'ordered-dict'}).validate_python(o),
    lambda: S({'type': 'ordered-dict'}).to_python(o),
    lambda: S({'type': 'ordered-dict'}).to_json(o),
    lambda: S(ANY).to_python(o),
    lambda: S(ANY).to_json(o),
    lambda: to_jsonable_python(o),
    lambda: S({'type': 'dict'}).to_json(o),
    lambda: V({'type': 'dict'}).validate_python(o),
)

#: ordered-dict lengths
tries(
    *(
        lambda x=x: V({'type': 'ordered-dict', 'min_length': 1, 'max_length': 2}).validate_python(x)
        for x in (OrderedDict(), {'a': 1, 'b': 2, 'c': 3}, {'a': 1})
    ),
)

#: ordered-dict mutated
o = OrderedDict(a=1, b=2)
def f(x):
    o['z' + str(len(o))] = 1
    return x
s = {
    'type': 'ordered-dict',
    'values_schema': {
        'type': 'function-plain',
        'function': {'type': 'no-info', 'function': f},
        'serialization': {'type': 'function-plain', 'function': f},
    },
}
tries(lambda: V(s).validate_python(o), lambda: S(s).to_python(o), lambda: S(s).to_json(o))

#: ordered-dict ser
ser({'type': 'ordered-dict', 'keys_schema': STR, 'values_schema': INT}, OrderedDict(a=1))

#: ordered-dict ser wrong
ser({'type': 'ordered-dict', 'keys_schema': STR, 'values_schema': INT}, {'a': 1})

#: ordered-dict ser items overridden
class O(OrderedDict):
    def items(self): return [('q', 1)]
ser({'type': 'ordered-dict'}, O(a=1))

#: ordered-dict infer
tries(
    lambda: S(ANY).to_python(OrderedDict(a=1)),
    lambda: S(ANY).to_python(OrderedDict(a=1), mode='json'),
    lambda: to_json(OrderedDict(a=1)),
    lambda: S(ANY).to_python(OrderedDict(a=1, b=2), exclude={'a'}),
)

#: infer subclasses python
class O(OrderedDict): pass
class C(Counter): pass
class D(deque): pass
class F(Fraction): pass
tries(*(lambda x=x: (lambda r: (type(r).__name__, r))(S(ANY).to_python(x)) for x in (O(a=1), C('a'), D([1]), F(1, 2))))

#: frozendict below 3.15
tries(
    lambda: V({'type': 'frozendict'}),
    lambda: S({'type': 'frozendict'}),
    lambda: V({'type': 'frozendict', 'keys_schema': {'type': 'nope'}}),
)

#: frozendict
make, s = getattr(builtins, 'frozendict', dict), {'type': 'frozendict', 'keys_schema': STR, 'values_schema': INT}
class F(make): pass
class Own(make):
    def items(self): return [('q', 1)]
    def __iter__(self): return iter(['z'])
mine = make(a=1)
[
    *val(s, mine, F(a='1'), Own(a=1), {'a': '1'}, OrderedDict(a=1), [('a', 1)], make({1: 1}), make(a='x')),
    *val(s, mine, F(a=1), {'a': 1}, strict=True),
    *jsn(s, '{"a": "1", "a": 2}', '[]', '{"a": "x"}'),
    *strs(s, {'a': '1'}, mine),
    *ser(s, mine), *ser(s, F(a=1)), *ser(s, Own(a=1)), *ser(s, {'a': 1}), *ser(s, make(a='x', b=1), exclude={'b'}),
    *tries(
        *(lambda t=t: V({'type': t}).validate_python(Own(a=1)) for t in ('frozendict', 'dict', 'ordered-dict', 'counter')),
        *(lambda m=m: S(ANY).to_python(F(a=mine), mode=m) for m in ('python', 'json')),
        lambda: S(ANY).to_python(make(a=1, b=make(c=1)), exclude={'b': {'c'}}),
        lambda: to_json(make({1: Own(a=1), mine: 2})),
        lambda: type(V(s).validate_python(F(a=1))), lambda: V({'type': 'frozendict'}).validate_python(mine) is mine,
        lambda: V(s).title, lambda: hash(V({'type': 'frozendict'}).validate_python({'a': 1})) == hash(mine),
        lambda: V(model(Mod, {'a': INT})).validate_python(make(a=1)).__dict__,
        lambda: V({'type': 'dict'}).validate_python(mine),
    ),
]

#: dict max_length lazily
calls = []
def f(v): calls.append(v); return v
d = {'type': 'dict', 'max_length': 1, 'values_schema': {'type': 'function-plain', 'function': {'type': 'no-info', 'function': f}}}
tries(
    lambda: V(d).validate_python({'a': 1, 'b': 2, 'c': 3}),
    lambda: calls,
    lambda: V({'type': 'dict', 'max_length': 1, 'values_schema': INT}).validate_python({'a': 'x', 'b': 2, 'c': 3}),
    lambda: V({'type': 'dict', 'max_length': 1, 'values_schema': INT}).validate_json('{"a": 1, "a": 2}'),
    lambda: V({'type': 'dict', 'max_length': 1}).validate_json('{"a": 1, "b": 2}'),
    lambda: V({'type': 'dict', 'max_length': 0}).validate_python({}),
    lambda: V({'type': 'dict', 'max_length': 0}).validate_python({1: 2}),
    lambda: V({'type': 'dict', 'min_length': 2}).validate_python({1: 2}),
)

#: counter values arithmetic kept
val({'type': 'counter', 'values_schema': INT}, {'a': 0, 'b': -1}, Counter(a=0))

#: counter of ordered subclass iteration
class C(Counter):
    def items(self): return [('q', 1)]
    def __iter__(self): return iter(['z'])
c = C('ab')
tries(
    lambda: V({'type': 'counter'}).validate_python(c),
    lambda: S({'type': 'counter'}).to_python(c),
    lambda: S({'type': 'counter'}).to_json(c),
    lambda: S(ANY).to_json(c),
    lambda: V({'type': 'ordered-dict'}).validate_python(c),
    lambda: V({'type': 'dict'}).validate_python(c),
)

#: counter mutated during validation
c = Counter('ab')
def f(v): c['n%d' % len(c)] = 1; return v
s = {
    'type': 'counter',
    'values_schema': {
        'type': 'function-plain',
        'function': {'type': 'no-info', 'function': f},
        'serialization': {'type': 'function-plain', 'function': f},
    },
}
tries(lambda: V(s).validate_python(c), lambda: S(s).to_python(c))

#: dict mutated during validation
c = dict(a=1, b=2)
def f(v): c['n%d' % len(c)] = 1; return v
V({'type': 'dict', 'values_schema': {'type': 'function-plain', 'function': {'type': 'no-info', 'function': f}}}).validate_python(c)

#: unhashable validated keys
un = {'type': 'function-plain', 'function': {'type': 'no-info', 'function': lambda v: []}}
tries(
    *(
        functools.partial(lambda k: V({'type': k, 'keys_schema': un}).validate_python({'a': 1}), k)
        for k in ('dict', 'counter', 'ordered-dict')
    ),
)

#: omit in dict kinds
om = {'type': 'function-plain', 'function': {'type': 'no-info', 'function': lambda v: (_ for _ in ()).throw(PydanticOmit)}}
tries(
    *(
        functools.partial(lambda k, w: V({'type': k, w: om}).validate_python({'a': 1}), k, w)
        for k in ('dict', 'counter', 'ordered-dict') for w in ('keys_schema', 'values_schema')
    ),
)

#: keys of dict kinds in json mode
tries(
    *(
        functools.partial(lambda k, x: ser({'type': k, 'keys_schema': {'type': 'date'}}, x), k, x)
        for k, x in (('counter', Counter([dt.date(2020, 1, 1)])), ('ordered-dict', OrderedDict({dt.date(2020, 1, 1): 1})))
    ),
    lambda: key({'type': 'counter'}, 1),
    lambda: key({'type': 'ordered-dict'}, None),
)

#: ordered-dict no gc and is tracked
tries(
    lambda: V({'type': 'ordered-dict'}).validate_python({'a': 1}).popitem(last=False),
    lambda: list(reversed(V({'type': 'ordered-dict'}).validate_python({'a': 1, 'b': 2}))),
)
