"""Deques, tuples, lists and generators."""

from tests.differential.probes.names import *  # noqa: F403

#: deque build repr
tries(
    lambda: V({'type': 'deque', 'items_schema': INT}).title,
    lambda: repr(V({'type': 'deque', 'items_schema': INT})),
    lambda: repr(V({'type': 'deque'})),
    lambda: repr(S({'type': 'deque', 'items_schema': INT})),
)

#: deque python lax
val(
    {'type': 'deque', 'items_schema': INT},
    deque(['1', 2]),
    deque([1], maxlen=3),
    ['1'],
    (1,),
    {1},
    frozenset([1]),
    (i for i in range(2)),
    range(2),
    {1: 2}.keys(),
    'ab',
    b'ab',
    {'a': 1},
    bytearray(b'a'),
    Counter([1]),
    1,
    None,
    deque(['x', 'y']),
)

#: deque python strict
val({'type': 'deque', 'items_schema': INT}, deque([1, 2], maxlen=5), deque(['1']), [1], (1,), strict=True)

#: deque json
jsn({'type': 'deque', 'items_schema': INT}, '[1, "2"]', '[1, "x"]', '{}', '"a"', 'null')

#: deque json strict
jsn({'type': 'deque', 'items_schema': INT}, '[1]', '["1"]', strict=True)

#: deque strings
strs({'type': 'deque', 'items_schema': INT}, 'a', {'a': '1'})

#: deque no items copy
d = deque([1, 'a', None], maxlen=7)
r = V({'type': 'deque'}).validate_python(d)
(r, r is d)

#: deque subclass
class D(deque): pass
r = V({'type': 'deque', 'items_schema': INT}).validate_python(D(['1'], 4))
(type(r).__name__, r)

#: deque lengths
tries(
    *(
        lambda x=x: V({'type': 'deque', 'items_schema': INT, 'min_length': 1, 'max_length': 2}).validate_python(x)
        for x in (deque(), deque([1, 2, 3]), [1, 2, 3], (i for i in range(9)), deque([1, 2]))
    ),
)

#: deque lengths no items
tries(
    *(
        lambda x=x: V({'type': 'deque', 'min_length': 1, 'max_length': 2}).validate_python(x)
        for x in (deque(), deque([1, 2, 3]), [1, 2, 3], (i for i in range(9)), deque([1, 2]))
    ),
)

#: deque fail_fast
tries(
    lambda: V({'type': 'deque', 'items_schema': INT, 'fail_fast': True}).validate_python(['x', 1, 'y']),
    lambda: V({'type': 'deque', 'items_schema': INT}).validate_python(['x', 1, 'y']),
)

#: deque partial
tries(
    lambda: V({'type': 'deque', 'items_schema': INT}).validate_json('[1, "x', allow_partial=True),
    lambda: V({'type': 'deque', 'items_schema': INT}).validate_python([1, 'x'], allow_partial=True),
    lambda: V({'type': 'deque', 'items_schema': INT}).validate_json('[1, 2', allow_partial=True),
)

#: deque mutated during iteration
d = deque([1, 2, 3])
def f(x):
    d.append(9)
    return x
V({'type': 'deque', 'items_schema': {'type': 'function-plain', 'function': {'type': 'no-info', 'function': f}}}).validate_python(d)

#: deque iterator raises
def g():
    yield 1
    raise RuntimeError('no')
V({'type': 'deque', 'items_schema': INT}).validate_python(g())

#: deque omit item
V({'type': 'deque', 'items_schema': {'type': 'default', 'schema': INT, 'on_error': 'omit'}}).validate_python(['1', 'x', 3])

#: deque definition name
s = {
    'type': 'definitions',
    'schema': {'type': 'definition-ref', 'schema_ref': 'a'},
    'definitions': [{'type': 'deque', 'ref': 'a', 'items_schema': {'type': 'definition-ref', 'schema_ref': 'a'}}],
}
tries(lambda: V(s).title, lambda: V(s).validate_python([[], [[]]]), lambda: V(s).validate_python([1]))

#: deque cyclic
s = {
    'type': 'definitions',
    'schema': {'type': 'definition-ref', 'schema_ref': 'a'},
    'definitions': [{'type': 'deque', 'ref': 'a', 'items_schema': {'type': 'definition-ref', 'schema_ref': 'a'}}],
}
d = deque()
d.append(d)
V(s).validate_python(d)

#: deque ser
ser({'type': 'deque', 'items_schema': INT}, deque([1, 2], maxlen=3))

#: deque ser wrong
ser({'type': 'deque', 'items_schema': INT}, [1])

#: deque ser wrong item
ser({'type': 'deque', 'items_schema': INT}, deque(['a']))

#: deque ser subclass
class D(deque): pass
ser({'type': 'deque', 'items_schema': INT}, D([1], 9))

#: deque ser include exclude
tries(
    lambda: S({'type': 'deque'}).to_python(deque([1, 2, 3], 3), include={0, -1}),
    lambda: S({'type': 'deque'}).to_json(deque([1, 2, 3]), exclude={-1}),
    lambda: S({'type': 'deque', 'serialization': {'type': 'include-exclude-sequence', 'include': {1}}}).to_python(deque([1, 2, 3])),
)

#: deque ser key
tries(lambda: key({'type': 'deque'}, (1,)), lambda: key({'type': 'deque'}, None))

#: deque ser mutated
d = deque([1, 2, 3])
def f(x):
    d.append(9)
    return x
s = {'type': 'deque', 'items_schema': {'type': 'any', 'serialization': {'type': 'function-plain', 'function': f}}}
tries(lambda: S(s).to_python(d), lambda: S(s).to_json(d))

#: deque infer
tries(
    lambda: S(ANY).to_python(deque([1, b'a'], 3)),
    lambda: S(ANY).to_python(deque([1, b'a'], 3), mode='json'),
    lambda: S(ANY).to_json(deque([1, b'a'])),
    lambda: to_json(deque([1])),
    lambda: to_jsonable_python(deque([1], 4)),
    lambda: to_json({(deque,): 1}, serialize_unknown=True),
)

#: deque infer include
tries(lambda: S(ANY).to_python(deque([1, 2, 3]), exclude={-1}), lambda: S(ANY).to_json(deque([1, 2, 3]), include={0}))

#: tuple too few ser
t = {'type': 'tuple', 'items_schema': [INT, INT, INT]}
tries(
    lambda: ser(t, (1,)),
    lambda: ser(t, ()),
    lambda: key(t, (1,)),
    lambda: ser({**t, 'variadic_item_index': 1}, (1,)),
    lambda: ser({'type': 'union', 'choices': [t, {'type': 'tuple', 'items_schema': [INT]}]}, (1,)),
    lambda: ser({'type': 'union', 'choices': [t, STR]}, (1, 2)),
    lambda: ser(t, (1, 2, 3, 4)),
    lambda: ser(t, ('a',)),
)

#: generator max_length no items schema
v = V({'type': 'generator', 'max_length': 1})
v2 = V({'type': 'generator', 'min_length': 3})
tries(lambda: list(v.validate_python([1, 2])), lambda: list(v2.validate_python([1, 2])), lambda: list(v.validate_json('[1, 2]')))

#: generator keeps by_name
td = {'type': 'typed-dict', 'fields': {'a': {'type': 'typed-dict-field', 'schema': INT, 'validation_alias': 'b'}}}
tries(
    lambda: list(V({'type': 'generator', 'items_schema': td}).validate_python([{'a': 1}], by_name=True)),
    lambda: list(V({'type': 'generator', 'items_schema': td}).validate_python([{'b': 1}], by_alias=False, by_name=True)),
    lambda: V({'type': 'function-wrap', 'schema': td, 'function': {'type': 'no-info', 'function': lambda v, h: h(v)}}).validate_python(
        {'a': 1},
        by_name=True,
        by_alias=False,
    ),
)

#: list mutated during filters
l = [1, 2, 3]
def f(v):
    if len(l) < 6: l.append(9)
    return v
tries(
    lambda: S({'type': 'list', 'items_schema': {'type': 'any', 'serialization': {'type': 'function-plain', 'function': f}}}).to_python(
        l,
        exclude={-1},
    ),
)

#: deque of models in json and round trip
tries(
    lambda: ser({'type': 'deque', 'items_schema': {'type': 'date'}}, deque([dt.date(2020, 1, 1)])),
    lambda: S({'type': 'json', 'schema': {'type': 'deque', 'items_schema': INT}}).to_json(deque([1]), round_trip=True),
    lambda: V({'type': 'json', 'schema': {'type': 'deque', 'items_schema': INT}}).validate_python('[1]'),
)

#: deque len raises
class D(deque):
    def __len__(self): raise RuntimeError('len')
class D2(deque):
    @property
    def maxlen(self): raise RuntimeError('maxlen')
class D3(deque):
    maxlen = 'x'
class D4(deque):
    maxlen = 1
class D5(deque):
    def __iter__(self): raise RuntimeError('iter')
tries(
    *(functools.partial(lambda c: V({'type': 'deque'}).validate_python(c([1, 2])), c) for c in (D, D2, D3, D4, D5)),
    *(functools.partial(lambda c: S({'type': 'deque'}).to_python(c([1, 2])), c) for c in (D, D2, D3, D4, D5)),
    *(functools.partial(lambda c: S(ANY).to_json(c([1, 2])), c) for c in (D, D2, D3, D4, D5)),
)

#: isinstance hooks of the new kinds
class Fake:
    __class__ = deque
class FakeC:
    __class__ = Counter
class FakeF:
    __class__ = Fraction
tries(
    lambda: V({'type': 'deque'}).validate_python(Fake()),
    lambda: V({'type': 'counter'}).validate_python(FakeC()),
    lambda: type(V({'type': 'fraction'}).validate_python(FakeF())).__name__,
    lambda: S({'type': 'counter'}).to_python(FakeC()),
    lambda: S(ANY).to_json(FakeF()),
    lambda: S({'type': 'deque'}).to_python(Fake()),
)
