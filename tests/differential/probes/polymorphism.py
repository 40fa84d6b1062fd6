"""Models and dataclasses that are written as their own class says; what stands for a schema."""

from tests.differential.probes.names import *  # noqa: F403

#: any schema as serialization
tries(
    lambda: ser({'type': 'any', 'serialization': INT}, 1),
    lambda: ser({'type': 'any', 'serialization': {'type': 'list', 'items_schema': INT}}, ['a']),
    lambda: ser({'type': 'any', 'serialization': {'type': 'nullable', 'schema': INT}}, None),
    lambda: ser(
        {
            'type': 'any',
            'serialization': {'type': 'list', 'items_schema': ANY, 'serialization': {'type': 'include-exclude-sequence', 'include': {0}}},
        },
        [1, 2],
    ),
    lambda: ser({'type': 'any', 'serialization': {'type': 'int', 'serialization': {'type': 'to-string'}}}, 1),
    lambda: S({'type': 'any', 'serialization': {'type': 'nope'}}),
    lambda: S({'type': 'any', 'serialization': {'type': 'function-before', 'schema': INT, 'function': {'type': 'no-info', 'function': len}}}).to_python(
        1,
    ),
    lambda: S({'type': 'any', 'serialization': {'type': 'function-plain', 'function': {'type': 'no-info', 'function': len}}}),
    lambda: S({'type': 'any', 'serialization': {'type': 'model', 'cls': Mod, 'schema': INT}}),
    lambda: S({'type': 'any', 'serialization': {}}),
    lambda: S({'type': 'any', 'serialization': {'type': None}}),
    lambda: ser({'type': 'any', 'serialization': {'type': 'definition-ref', 'schema_ref': 'q'}}, 1),
)

#: serialization as definitions
ser(
    {
        'type': 'any',
        'serialization': {
            'type': 'definitions',
            'schema': {'type': 'definition-ref', 'schema_ref': 'q'},
            'definitions': [{'type': 'int', 'ref': 'q'}],
        },
    },
    1,
)

#: serialization is a prebuilt model
class Done(Mod): pass
s = model(Done, {'a': {'type': 'int', 'serialization': {'type': 'to-string'}}})
Done.__pydantic_serializer__ = S(s)
Done.__pydantic_complete__ = True
ser({'type': 'any', 'serialization': {'type': 'model', 'cls': Done, 'schema': model(Done, {'a': INT})['schema']}}, Done(a=1))

#: polymorphic
base, sub = model(Mod, {'a': INT}), model(Sub, {'a': INT, 'b': INT})
Mod.__pydantic_serializer__ = S(base)
Sub.__pydantic_serializer__ = S(sub)
tries(
    lambda: ser(base, Sub(a=1, b=2)),
    lambda: ser(base, Sub(a=1, b=2), polymorphic_serialization=True),
    lambda: ser({**base, 'config': {'polymorphic_serialization': True}}, Sub(a=1, b=2)),
    lambda: ser({**base, 'config': {'polymorphic_serialization': True}}, Sub(a=1, b=2), polymorphic_serialization=False),
    lambda: ser(base, Sub(a=1, b=2), config={'polymorphic_serialization': True}),
    lambda: ser(base, Mod(a=1), polymorphic_serialization=True),
)

#: polymorphic nested and lists
base, sub = model(Mod, {'a': INT}), model(Sub, {'a': INT, 'b': INT})
Mod.__pydantic_serializer__ = S(base)
Sub.__pydantic_serializer__ = S(sub)
class Out(Mod): pass
out = model(
    Out,
    {
        'm': base,
        'l': {'type': 'list', 'items_schema': base},
        'n': {'type': 'nullable', 'schema': {**base, 'config': {'polymorphic_serialization': True}}},
    },
)
x = Out(m=Sub(a=1, b=2), l=[Sub(a=1, b=2)], n=Sub(a=1, b=2))
tries(
    lambda: ser(out, x),
    lambda: ser(out, x, polymorphic_serialization=True),
    lambda: ser(out, x, polymorphic_serialization=False),
    lambda: ser({**out, 'config': {'polymorphic_serialization': True}}, x),
    lambda: ser(out, x, serialize_as_any=True),
)

#: polymorphic in union
base, sub = model(Mod, {'a': INT}), model(Sub, {'a': INT, 'b': INT})
Mod.__pydantic_serializer__ = S(base)
Sub.__pydantic_serializer__ = S(sub)
u = {'type': 'union', 'choices': [base, INT]}
tries(lambda: ser(u, Sub(a=1, b=2)), lambda: ser(u, Sub(a=1, b=2), polymorphic_serialization=True))

#: polymorphic field function and key
base, sub = model(Mod, {'a': INT}), model(Sub, {'a': INT, 'b': INT})
Sub.__pydantic_serializer__ = S(sub)
Sub.__hash__ = lambda self: 1
Mod.__str__ = lambda self: 'str'
tries(
    lambda: key(base, Sub(a=1, b=2), polymorphic_serialization=True),
    lambda: ser(
        {**base, 'serialization': {'type': 'function-plain', 'function': lambda m: 'f'}},
        Sub(a=1, b=2),
        polymorphic_serialization=True,
    ),
    lambda: ser(
        {**base, 'serialization': {'type': 'function-wrap', 'function': lambda m, h: ['w', h(m)]}},
        Sub(a=1, b=2),
        polymorphic_serialization=True,
    ),
)

#: polymorphic without serializer and dataclass
@dataclasses.dataclass
class A: a: int
@dataclasses.dataclass
class B(A): b: int
d = {
    'type': 'dataclass',
    'cls': A,
    'fields': ['a'],
    'schema': {'type': 'dataclass-args', 'dataclass_name': 'A', 'fields': [{'type': 'dataclass-field', 'name': 'a', 'schema': INT}]},
}
tries(
    lambda: ser(d, B(1, 2), polymorphic_serialization=True),
    lambda: ser(model(Mod, {'a': INT}), Sub(a=1, b=2), polymorphic_serialization=True),
)

#: polymorphic info
s = {
    'type': 'any',
    'serialization': {
        'type': 'function-plain',
        'function': lambda v, i: (repr(i), getattr(i, 'polymorphic_serialization', 'no')),
        'info_arg': True,
    },
}
tries(
    lambda: S(s).to_python(1),
    lambda: S(s).to_python(1, polymorphic_serialization=True),
    lambda: S(s).to_python(1, polymorphic_serialization=False),
    lambda: S(s).to_python(1, polymorphic_serialization=1),
    lambda: to_json(1, polymorphic_serialization=True),
    lambda: to_jsonable_python(1, polymorphic_serialization=None),
)

#: polymorphic bad config
tries(
    lambda: S({**model(Mod, {'a': INT}), 'config': {'polymorphic_serialization': 'x'}}),
    lambda: S({**model(Mod, {'a': INT}), 'config': None}),
)

#: polymorphic repr
repr(S(model(Mod, {'a': INT})))

#: rebuild of mock serializer
class Mock:
    def rebuild(self, **kw):
        print_args.append(kw)
        return S(model(Mod, {'a': INT}))
print_args = []
class Q(Mod): __pydantic_serializer__ = Mock()
tries(lambda: S(ANY).to_python(Q(a=1)), lambda: to_json(Q(a=1)), lambda: print_args)

#: mock without rebuild
class Q(Mod): __pydantic_serializer__ = 5
class R(Mod):
    class X:
        def rebuild(self, **kw): return None
    __pydantic_serializer__ = X()
class T(Mod):
    class X:
        def rebuild(self, **kw): return 7
    __pydantic_serializer__ = X()
tries(lambda: S(ANY).to_python(Q(a=1)), lambda: S(ANY).to_python(R(a=1)), lambda: S(ANY).to_json(T(a=1)))

#: use_prebuilt
class Q(Mod): pass
Q.__pydantic_validator__ = V(model(Q, {'a': {'type': 'literal', 'expected': ['old']}}))
Q.__pydantic_complete__ = True
Q.__pydantic_serializer__ = S(model(Q, {'a': {'type': 'any', 'serialization': {'type': 'format', 'formatting_string': '>5'}}}))
new = model(Q, {'a': INT})
l = {'type': 'list', 'items_schema': new}
tries(
    lambda: V(new).validate_python({'a': 1}),
    lambda: V(l).validate_python([{'a': 1}]),
    lambda: V(l, None, False).validate_python([{'a': 1}]),
    lambda: V(l, _use_prebuilt=False).validate_python([{'a': 1}]),
    lambda: V(new, None, False).validate_python({'a': 1}),
    lambda: S(new).to_json(Q(a='x')),
    lambda: S(l).to_json([Q(a='x')]),
    lambda: S(l, None, False).to_json([Q(a=1)]),
    lambda: pickle.loads(pickle.dumps(V({'type': 'list', 'items_schema': INT}))).title,
    lambda: V(*V(l).__reduce__()[1]).validate_python([{'a': 1}]),
)

#: prebuilt validator of a plugin
class Pl:
    def __init__(self, v): self.__pydantic_schema_validator__ = v
class Q(Mod): pass
Q.__pydantic_complete__ = True
Q.__pydantic_validator__ = Pl(V(model(Q, {'a': {'type': 'literal', 'expected': ['old']}})))
new = {'type': 'list', 'items_schema': model(Q, {'a': INT})}
class R(Mod): pass
R.__pydantic_complete__ = True
R.__pydantic_validator__ = 5
tries(
    lambda: V(new).validate_python([{'a': 1}]),
    lambda: V({'type': 'list', 'items_schema': model(R, {'a': INT})}).validate_python([{'a': 1}]),
)

#: polymorphic root model and function fields
class Rt(Mod): pass
class Rs(Rt): pass
root = {'type': 'model', 'cls': Rt, 'schema': INT, 'root_model': True}
Rs.__pydantic_serializer__ = S(
    {
        'type': 'model',
        'cls': Rs,
        'schema': {'type': 'any', 'serialization': {'type': 'format', 'formatting_string': '>4'}},
        'root_model': True,
    },
)
x = Rs(root=1)
tries(lambda: ser(root, x), lambda: ser(root, x, polymorphic_serialization=True), lambda: ser(root, x, serialize_as_any=True))

#: polymorphic instance with its own mock
class Mk:
    def rebuild(self, **kw): return S(model(Sub, {'b': INT}))
class Sx(Sub): __pydantic_serializer__ = Mk()
tries(lambda: ser(model(Mod, {'a': INT}), Sx(a=1, b=2), polymorphic_serialization=True))

#: polymorphic is_instance raises
class Meta(type):
    def __instancecheck__(cls, o): raise RuntimeError('inst')
class Mm(Mod, metaclass=Meta): pass
tries(lambda: ser(model(Mm, {'a': INT}), Sub(a=1)), lambda: ser(model(Mm, {'a': INT}), Sub(a=1), polymorphic_serialization=True))

#: polymorphic keeps the config of the other serializer
base = model(Mod, {'a': ANY})
Sub.__pydantic_serializer__ = S(model(Sub, {'a': ANY}), {'ser_json_bytes': 'hex'})
tries(
    lambda: S({'type': 'tuple', 'items_schema': [ANY, base, ANY]}, {'ser_json_bytes': 'base64'}).to_json(
        (b'ab', Sub(a=b'ab'), b'ab'),
        polymorphic_serialization=True,
    ),
)

#: polymorphic with include exclude by_alias
base = model(Mod, {'a': ANY})
Sub.__pydantic_serializer__ = S(model(Sub, {'a': ANY, 'b': {'schema': ANY, 'serialization_alias': 'B'}}))
tries(lambda: ser(base, Sub(a=1, b=2), polymorphic_serialization=True, by_alias=True, exclude={'a'}))

#: polymorphic inherited serializer
Mod.__pydantic_serializer__ = S(model(Mod, {'a': INT}))
tries(lambda: S(model(Mod, {'a': INT})).to_python(Sub(a=1), polymorphic_serialization=True))

#: infer inherited serializer
Mod.__pydantic_serializer__ = S(model(Mod, {'a': INT}))
tries(lambda: S(ANY).to_python(Sub(a=1)), lambda: to_json(Sub(a=1)), lambda: to_json(Sub(a=1), serialize_unknown=True))
