"""Records: fields, extras, defaults and enums."""

from tests.differential.probes.names import *  # noqa: F403

#: missing-sentinel schema
tries(
    lambda: val({'type': 'missing-sentinel'}, MISSING, 1),
    lambda: val({'type': 'missing-sentinel', 'schema': INT}, MISSING, '1', 'x'),
    lambda: V({'type': 'missing-sentinel', 'schema': INT}).title,
    lambda: repr(V({'type': 'missing-sentinel'})),
    lambda: jsn({'type': 'missing-sentinel', 'schema': INT}, '1', '"x"'),
    lambda: V({'type': 'missing-sentinel', 'schema': {'type': 'nope'}}),
)

#: missing-sentinel ser
tries(
    lambda: ser({'type': 'missing-sentinel'}, MISSING),
    lambda: ser({'type': 'missing-sentinel'}, 1),
    lambda: ser({'type': 'missing-sentinel', 'schema': INT}, 1),
    lambda: ser({'type': 'missing-sentinel', 'schema': INT}, 'x'),
    lambda: ser({'type': 'missing-sentinel', 'schema': INT}, MISSING),
    lambda: key({'type': 'missing-sentinel', 'schema': INT}, 1),
    lambda: key({'type': 'missing-sentinel', 'schema': INT}, MISSING),
    lambda: repr(S({'type': 'missing-sentinel', 'schema': INT})),
)

#: missing in fields
s = model(Mod, {'a': {'type': 'missing-sentinel', 'schema': INT}, 'b': INT})
tries(lambda: S(s).to_python(Mod(a=MISSING, b=1)), lambda: S(s).to_json(Mod(a=MISSING, b=1)), lambda: S(s).to_python(Mod(a=3, b=1)))

#: computed exclude_if
s = model(
    Mod,
    {'a': INT},
    computed_fields=[
        {'type': 'computed-field', 'property_name': 'p', 'return_schema': INT, 'serialization_exclude_if': lambda v: v > 2},
    ],
)
class P1(Mod): p = property(lambda self: self.a)
tries(lambda: S(s).to_python(P1(a=1)), lambda: S(s).to_python(P1(a=3)), lambda: S(s).to_json(P1(a=3)))

#: computed exclude_if raises
s = model(
    Mod,
    {'a': INT},
    computed_fields=[
        {'type': 'computed-field', 'property_name': 'p', 'return_schema': INT, 'serialization_exclude_if': lambda v: 1 / 0},
    ],
)
class P1(Mod): p = property(lambda self: self.a)
tries(lambda: S(s).to_python(P1(a=1)), lambda: S(s).to_json(P1(a=3)))

#: computed missing
s = model(Mod, {'a': INT}, computed_fields=[{'type': 'computed-field', 'property_name': 'p', 'return_schema': INT}])
class P1(Mod): p = property(lambda self: MISSING)
tries(lambda: S(s).to_python(P1(a=1)), lambda: S(s).to_json(P1(a=1)))

#: info exclude_computed_fields of field serializer
class Q(Mod):
    def f(self, v, info): return (info.exclude_computed_fields, info.exclude_none)
s = model(
    Q,
    {'a': {'type': 'any', 'serialization': {'type': 'function-plain', 'function': Q.f, 'is_field_serializer': True, 'info_arg': True}}},
)
tries(lambda: S(s).to_python(Q(a=1), exclude_none=True), lambda: S(s).to_python(Q(a=1), exclude_computed_fields=True))

#: exclude_unset fields_set not a set
a = model(Mod, {'x': ANY})
m = Mod(x=1)
m.__pydantic_fields_set__ = ['x']
tries(lambda: S(a).to_python(m, exclude_unset=True), lambda: S(a).to_json(m, exclude_unset=True))

#: model fields iteration order and duplicates in json
m = model(Mod, {'a': INT, 'b': INT}, extra_behavior='allow')
tries(
    lambda: jsn(m, '{"x": 1, "b": 1, "a": 2, "x": 3, "y": 4}', '{"b": 1, "a": "q", "b": "z", "b": 2, "a": 5}'),
    lambda: jsn(model(Mod, {'a': INT}, extra_behavior='forbid'), '{"x": 1, "a": 1, "x": 2, "y": 1}'),
)

#: model json duplicates with extras schema
calls = []
def f(v): calls.append(v); return v
m = model(Mod, {'a': INT}, extra_behavior='allow', extras_schema={'type': 'function-plain', 'function': {'type': 'no-info', 'function': f}})
tries(lambda: jsn(m, '{"x": 1, "a": 1, "x": 2}'), lambda: calls)

#: model json alias priorities
m = lambda alias, **k: model(Mod, {'a': {'schema': INT, 'validation_alias': alias}}, **k)
tries(
    lambda: jsn(m('b', extra_behavior='allow'), '{"a": 1, "b": 2}', '{"b": 2, "a": 1}', '{"a": 1}', by_name=True),
    lambda: jsn(m([['c'], ['b']], extra_behavior='allow'), '{"b": 1, "c": 2, "a": 3}', '{"b": 1}'),
    lambda: jsn(
        m(['b', 'c'], extra_behavior='allow'),
        '{"b": {"c": 1}, "a": 3}',
        '{"b": {"c": 1}, "b": 2, "a": 3}',
        '{"b": {"c": 1}, "b": {"c": 2}}',
        by_name=True,
    ),
    lambda: jsn(m([['b', -1], ['b', 0, 'x']]), '{"b": [1, 2]}', '{"b": []}', '{"b": {"x": 1}}'),
    lambda: jsn(m('b', extra_behavior='forbid'), '{"a": 1, "b": 2}'),
)

#: model two fields one alias in json
m = model(
    Mod,
    {
        'a': {'schema': INT, 'validation_alias': 'x'},
        'b': {'schema': INT, 'validation_alias': 'x'},
        'x': {'schema': {'type': 'default', 'schema': INT, 'default': 9}},
    },
    extra_behavior='allow',
)
tries(lambda: jsn(m, '{"x": 1}', '{"x": 1, "a": 2}'), lambda: val(m, {'x': 1}, {'x': 1, 'a': 2}))

#: model json and not an object
tries(
    lambda: jsn(model(Mod, {'a': INT}), '[]', '1'),
    lambda: V(model(Mod, {'a': INT})['schema']).validate_json('[]'),
    lambda: V({**model(Mod, {'a': INT})['schema'], 'model_name': 'Q'}).validate_json('1'),
    lambda: V({**model(Mod, {'a': INT})['schema'], 'from_attributes': True}).validate_json('1'),
    lambda: V({**model(Mod, {'a': INT})['schema'], 'from_attributes': True}).validate_python(1),
)

#: validate_by_name and alias both false
m = model(Mod, {'a': INT})
e = model(Mod, {})
td = {'type': 'typed-dict', 'fields': {}}
tries(
    *(
        lambda s=s, x=x: V(s).validate_python(x, by_alias=False, by_name=False)
        for s, x in ((m, {'a': 1}), (e, {}), (td, {}), ({'type': 'arguments', 'arguments_schema': []}, ((),)), ({'type': 'arguments', 'arguments_schema': [{'name': 'a', 'schema': INT}]}, {'a': 1}), ({'type': 'dataclass-args', 'dataclass_name': 'A', 'fields': []}, {}))
    ),
)

#: extras keys
m = lambda **k: model(Mod, {'a': INT}, extra_behavior='allow', **k)
fn = lambda f: {'type': 'function-plain', 'function': {'type': 'no-info', 'function': f}}
class Str2(str): pass
tries(
    lambda: val(m(extras_keys_schema=INT), {'a': 1, '5': 6}),
    lambda: val(m(extras_keys_schema=fn(lambda k: 5)), {'a': 1, 'x': 6}),
    lambda: val(m(extras_keys_schema={'type': 'str', 'max_length': 2}, extras_schema=INT), {'a': 1, 'long': 'bad', 'ok': 'bad'}),
    lambda: jsn(m(extras_keys_schema={'type': 'str', 'max_length': 2}, extras_schema=INT), '{"a": 1, "long": "bad", "ok": "bad"}'),
    lambda: val(m(), {'a': 1, Str2('x'): 2, 3: 4}),
    lambda: type(list(V(m(extras_keys_schema=fn(lambda k: Str2(k)))).validate_python({'a': 1, 'x': 6}).__pydantic_extra__)[0]).__name__,
)

#: extras validator info
seen = []
def f(v, info):
    seen.append((v, info.field_name, dict(info.data) if info.data is not None else None)); return v
m = model(
    Mod,
    {'a': INT},
    extra_behavior='allow',
    extras_schema={'type': 'function-plain', 'function': {'type': 'with-info', 'function': f}},
)
tries(
    lambda: V(m).validate_python({'a': 1, 'x': 2}),
    lambda: V(m).validate_json('{"a": 1, "x": 2}'),
    lambda: V(model(Sub, {'m': m})).validate_python({'m': {'a': 1, 'x': 2}}),
    lambda: seen,
)

#: extras that match a field name
td = {
    'type': 'typed-dict',
    'extra_behavior': 'allow',
    'fields': {'a': {'type': 'typed-dict-field', 'schema': INT, 'validation_alias': 'b'}},
}
@dataclasses.dataclass
class D: a: int
dc = {
    'type': 'dataclass',
    'cls': D,
    'fields': ['a'],
    'schema': {
        'type': 'dataclass-args',
        'dataclass_name': 'D',
        'extra_behavior': 'allow',
        'fields': [{'type': 'dataclass-field', 'name': 'a', 'schema': INT, 'validation_alias': 'b'}],
    },
}
tries(
    lambda: val(td, {'b': 1, 'a': 'x', 'c': 2}),
    lambda: jsn(td, '{"b": 1, "a": "x"}'),
    lambda: vars(V(dc).validate_python({'b': 1, 'a': 'x', 'c': 2})),
    lambda: val({**td, 'extra_behavior': 'forbid'}, {'b': 1, 'a': 'x'}),
    lambda: val(model(Mod, {'a': {'schema': INT, 'validation_alias': 'b'}}, extra_behavior='allow'), {'b': 1, 'a': 'x'}),
)

#: default factory after a missing field
fields = lambda kind, **k: {
    'a': {'type': kind, 'schema': INT, **k},
    'b': {
        'type': kind,
        'schema': {'type': 'default', 'schema': ANY, 'default_factory': lambda d: d['a'], 'default_factory_takes_data': True},
    },
}
tries(
    lambda: V({'type': 'model-fields', 'fields': fields('model-field')}).validate_python({}),
    lambda: V({'type': 'model-fields', 'fields': fields('model-field')}).validate_python({'a': 'x'}),
    lambda: V({'type': 'typed-dict', 'fields': fields('typed-dict-field')}).validate_python({}),
    lambda: V({'type': 'typed-dict', 'fields': fields('typed-dict-field', required=False)}).validate_python({}),
    lambda: V({'type': 'dataclass-args', 'dataclass_name': 'A', 'fields': [{**v, 'name': k} for k, v in fields('dataclass-field').items()]}).validate_python(
        {},
    ),
)

#: PydanticUseDefault
def use(v): raise PydanticUseDefault
fn = {'type': 'function-plain', 'function': {'type': 'no-info', 'function': use}}
before = lambda s: {'type': 'function-before', 'function': {'type': 'no-info', 'function': use}, 'schema': s}
dflt = {'type': 'default', 'schema': INT, 'default': 7}
wrap = lambda s: {'type': 'function-after', 'function': {'type': 'no-info', 'function': use}, 'schema': s}
tries(
    *(
        lambda s=s: V(model(Mod, {'a': s})).validate_python({'a': 1})
        for s in (fn, before(dflt), wrap(dflt), {'type': 'default', 'schema': fn, 'default': 8}, {'type': 'default', 'schema': fn, 'default': 8, 'validate_default': True}, {'type': 'nullable', 'schema': before(dflt)}, {'type': 'default', 'schema': before(dflt), 'default_factory': lambda: 9})
    ),
    lambda: V(fn).validate_python(1),
    lambda: V({'type': 'list', 'items_schema': fn}).validate_python([1]),
    lambda: V({'type': 'typed-dict', 'fields': {'a': {'type': 'typed-dict-field', 'schema': wrap(dflt)}}}).validate_python({'a': 1}),
    lambda: V({'type': 'default', 'schema': fn, 'default': 8, 'validate_default': True}).get_default_value(),
)

#: PydanticUseDefault in json
def use(v): raise PydanticUseDefault
wrap = {
    'type': 'function-wrap',
    'function': {'type': 'no-info', 'function': lambda v, h: use(v)},
    'schema': {'type': 'default', 'schema': INT, 'default': 7},
}
tries(lambda: V(model(Mod, {'a': wrap})).validate_json('{"a": 1}'), lambda: V(model(Mod, {'a': wrap})).validate_python({}))

#: validate_default and on_error
d = lambda **k: {'type': 'default', 'schema': INT, 'default': 'x', 'validate_default': True, **k}
tries(
    *(lambda s=s: V(model(Mod, {'a': s})).validate_python({}) for s in (d(), d(on_error='omit'), d(on_error='default'))),
    lambda: V(d(on_error='default')).validate_python('q'),
    lambda: V(d(on_error='omit')).validate_python('q'),
    lambda: V(d(on_error='default')).get_default_value(),
    lambda: V(d(on_error='omit')).get_default_value(),
)

#: from_attributes with errors
class AE(AttributeError): pass
class O:
    @property
    def a(self): raise AE('q')
class O2:
    @property
    def a(self): raise RuntimeError('q')
m = model(Mod, {'a': INT})
tries(*(lambda o=o: V(m, None).validate_python(o, from_attributes=True) for o in (O(), O2(), types.SimpleNamespace(a='1'))))

#: from_attributes extra allow
class O:
    def __init__(self): self.a = 1; self.b = 2; self.c = len
    def m(self): pass
    @staticmethod
    def s(): pass
m = {**model(Mod, {'a': INT}, extra_behavior='allow')}
tries(lambda: V(m).validate_python(O(), from_attributes=True), lambda: V({'type': 'dict'}).validate_python(O(), from_attributes=True))

#: alias path into a dict attribute
class O:
    def __init__(self, d): self.d = d
class D(dict):
    def __missing__(self, k): return 5
m = model(Mod, {'a': {'schema': INT, 'validation_alias': ['d', 'x']}})
tries(*(lambda o=o: V(m).validate_python(O(o), from_attributes=True) for o in ({'x': 1}, {}, D(), collections.UserDict(x=3))))

#: enum missing
class E(enum.Enum):
    a = 1
    @classmethod
    def _missing_(cls, v):
        if v == 'a': return cls.a
        if v == 'bad': return 5
        if v == 'boom': raise RuntimeError('boom')
        if v == 'val': raise ValueError('val')
        if v == 'type': raise TypeError('type')
s = {'type': 'enum', 'cls': E, 'members': list(E)}
tries(
    lambda: val(s, 1, 'a', 'bad', 'boom', 'val', 'type', 'zzz', []),
    lambda: jsn(s, '1', '"a"', '"bad"', '"boom"', '"zzz"', '[1]'),
    lambda: val({**s, 'missing': lambda v: E.a}, 'zzz'),
    lambda: jsn({**s, 'missing': lambda v: E.a}, '"zzz"'),
    lambda: strs(s, 'a', 'zzz'),
    lambda: val(s, 'a', strict=True),
    lambda: V({**s, 'missing': 3}),
)

#: enum class call in json
class E(enum.Enum):
    a = (1, 2)
s = {'type': 'enum', 'cls': E, 'members': list(E)}
tries(lambda: jsn(s, '[1, 2]'), lambda: val(s, (1, 2), [1, 2]))

#: extras in json by schema
m = model(
    Mod,
    {'a': INT},
    extra_behavior='allow',
    extras_schema={'type': 'any', 'serialization': {'type': 'format', 'formatting_string': '>4'}},
)
x = Mod(a=1)
x.__pydantic_extra__ = {'b': 'q', 'c': None, 'd': MISSING}
td = {
    'type': 'typed-dict',
    'extra_behavior': 'allow',
    'extras_schema': {'type': 'any', 'serialization': {'type': 'format', 'formatting_string': '>4'}},
    'fields': {'a': {'type': 'typed-dict-field', 'schema': INT}},
}
tries(
    lambda: ser(m, x),
    lambda: ser(m, x, exclude_none=True),
    lambda: ser(m, x, serialize_as_any=True),
    lambda: ser(td, {'a': 1, 'b': 'q'}),
    lambda: ser(td, {'a': 1, 3: 'q'}),
    lambda: ser(td, {'a': 1, 'b': MISSING}),
)

#: extras warnings name
m = model(Mod, {'a': INT}, extra_behavior='allow', extras_schema=INT)
x = Mod(a='z')
x.__pydantic_extra__ = {'b': 'q'}
td = {'type': 'typed-dict', 'extra_behavior': 'allow', 'extras_schema': INT, 'fields': {'a': {'type': 'typed-dict-field', 'schema': INT}}}
tries(lambda: ser(m, x), lambda: ser(td, {'a': 1, 'b': 'q'}))

#: extras not strings
m = model(Mod, {'a': INT}, extra_behavior='allow')
x = Mod(a=1)
x.__pydantic_extra__ = {5: 'q'}
y = Mod(a=1)
y.__dict__[5] = 1
tries(lambda: ser(m, x), lambda: ser(m, y))

#: strings into custom init
class Q(Mod):
    def __init__(self, **kw): self.got = kw; Mod.__init__(self, **kw)
m = {**model(Q, {'a': INT}), 'custom_init': True}
tries(
    lambda: V(m).validate_strings({'a': '1'}),
    lambda: V(m).validate_python({'a': '1'}),
    lambda: V(m).validate_json('{"a": "1"}'),
    lambda: V(m).validate_strings('a'),
)

#: model ser of odd objects
class NoDict: __slots__ = ()
class DictProp:
    @property
    def __dict__(self): raise RuntimeError('d')
class DictList:
    @property
    def __dict__(self): return [1]
m = model(Mod, {'a': INT})
tries(
    lambda: ser(m, NoDict()),
    lambda: ser(m, 5),
    lambda: ser(m, DictProp()),
    lambda: ser(m, DictList()),
    lambda: ser(m, types.SimpleNamespace(a=1)),
)

#: mutation of __dict__ while serializing
m = Mod(a=1, b=2)
def f(v):
    m.__dict__['z%d' % len(m.__dict__)] = 1
    return v
s = model(
    Mod,
    {
        'a': {'type': 'any', 'serialization': {'type': 'function-plain', 'function': f}},
        'b': {'type': 'any', 'serialization': {'type': 'function-plain', 'function': f}},
    },
)
tries(lambda: S(s).to_python(m), lambda: S(s).to_json(m), lambda: S(s).to_python(m, exclude_unset=True))

#: validate_assignment
m = model(Mod, {'a': INT, 'b': {'schema': INT, 'frozen': True}}, extra_behavior='allow')
def va(s, f, v, **k):
    x = Mod(a=1, b=2); return V(s).validate_assignment(x, f, v, **k), x
tries(
    lambda: va(m, 'a', '5'),
    lambda: va(m, 'b', 5),
    lambda: va(m, 'zz', 5),
    lambda: va(m, 3, 5),
    lambda: va(m, 'a', 'x'),
    lambda: va({**m, 'frozen': True}, 'a', 1),
)

#: field_name and data in wrap of json
seen = []
def w(v, h, info):
    seen.append((info.field_name, dict(info.data) if info.data is not None else None)); return h(v)
m = model(Mod, {'a': INT, 'b': {'schema': {'type': 'function-wrap', 'schema': INT, 'function': {'type': 'with-info', 'function': w}}}})
tries(lambda: V(m).validate_json('{"a": 1, "b": 2}'), lambda: V(m).validate_python({'a': 1, 'b': 2}), lambda: seen)

#: strict check counts excluded fields
a = model(
    Mod,
    {'x': INT, 'y': {'schema': INT, 'serialization_exclude': True}, 'z': {'schema': {'type': 'default', 'schema': INT, 'default': 3}}},
)
b = model(Mod, {'x': INT})
m = Mod(x=1, y=2, z=3)
n = Mod(x=1)
tries(
    lambda: ser({'type': 'union', 'choices': [a, INT]}, m, exclude_defaults=True),
    lambda: ser({'type': 'union', 'choices': [a, INT]}, n, exclude_defaults=True),
    lambda: ser({'type': 'union', 'choices': [a, b]}, n, exclude_none=True),
    lambda: ser({'type': 'union', 'choices': [b, a]}, m, exclude={'y'}),
    lambda: ser({'type': 'union', 'choices': [a, INT]}, n, exclude={'q'}),
    lambda: ser({'type': 'union', 'choices': [a, INT]}, n, exclude_computed_fields=True),
)

#: extras set later
m = model(Mod, {'a': INT}, extra_behavior='allow')
x = Mod(a=1)
x.__pydantic_extra__ = {}
V(m).validate_assignment(x, 'zz', 5)
x

#: iteration of a model's data that has extras of the same name
m = model(Mod, {'a': INT}, extra_behavior='allow')
x = Mod(a=1)
x.__pydantic_extra__ = {'a': 5, 'b': 6}
ser(m, x)

#: other keys in the place of used ones
CHANGES = [
    lambda d: d.pop('a'),
    lambda d: d.pop('b'),
    lambda d: (d.pop('a'), d.pop('extra')),
    lambda d: (d.pop('a'), d.update(more='3')),
    lambda d: (d.pop('extra'), d.update(more='3')),
    lambda d: d.clear(),
    lambda d: (d.clear(), d.update(x='1')),
    lambda d: (d.clear(), d.update(x='1', y='2')),
    lambda d: (d.clear(), d.update(x='1', y='2', z='3')),
]
def records_of(fields, extra):
    named = {n: {'schema': s} for n, s in fields.items()}
    listed = [{'name': n, 'schema': s, 'mode': 'keyword_only'} for n, s in fields.items()]
    yield {'type': 'typed-dict', 'fields': {n: {'type': 'typed-dict-field', **f} for n, f in named.items()}, 'extra_behavior': extra}
    yield {'type': 'model-fields', 'fields': {n: {'type': 'model-field', **f} for n, f in named.items()}, 'extra_behavior': extra}
    dataclass_fields = [{'type': 'dataclass-field', 'name': n, **f} for n, f in named.items()]
    yield {'type': 'dataclass-args', 'dataclass_name': 'D', 'fields': dataclass_fields, 'extra_behavior': extra}
    yield {'type': 'arguments', 'arguments_schema': listed, **({'var_kwargs_schema': {'type': 'any'}} if extra == 'allow' else {})}
    yield {'type': 'arguments-v3', 'arguments_schema': listed, 'extra_behavior': extra}
def replaced(kind, extra, change, names, mode):
    given = {'a': '1', 'b': '2', 'extra': '3'}
    def first(value): change(given); return value
    changing = {'type': 'function-before', 'function': {'type': 'no-info', 'function': first}, 'schema': INT}
    fields = {n: changing if n == 'b' else INT for n in names}
    made = getattr(V(list(records_of(fields, extra))[kind]), f'validate_{mode}')(given)
    return [sorted(part, key=str) if isinstance(part, set) else part for part in made] if isinstance(made, tuple) else made
tries(
    *[
        functools.partial(replaced, kind, extra, change, names, mode)
        for kind in range(5)
        for extra in ('ignore', 'forbid', 'allow')
        for change in CHANGES
        for names in ('ab', 'ba')
        for mode in ('python', 'strings')
    ]
)
