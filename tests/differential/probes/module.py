"""The classes and functions of the module."""

from tests.differential.probes.names import *  # noqa: F403

#: missing object
(
    repr(MISSING),
    type(MISSING).__name__,
    copy.copy(MISSING) is MISSING,
    tries(lambda: pickle.loads(pickle.dumps(MISSING)) is MISSING),
    tries(lambda: MISSING | int),
    bool(MISSING),
)

#: from 2.50: tzinfo singleton
d = V({'type': 'datetime'})
a = d.validate_python('2020-01-01T00:00:00Z')
b = d.validate_python('2020-01-01T00:00:00+00:00')
tries(
    lambda: a.tzinfo is b.tzinfo,
    lambda: TzInfo() is TzInfo(0),
    lambda: TzInfo(0.5) is TzInfo(),
    lambda: TzInfo(60) is TzInfo(60),
    lambda: copy.deepcopy(TzInfo()) is TzInfo(),
    lambda: copy.copy(TzInfo()) is TzInfo(),
    lambda: pickle.loads(pickle.dumps(TzInfo())) is TzInfo(),
    lambda: copy.deepcopy(TzInfo(60)) is TzInfo(60),
    lambda: V({'type': 'time'}).validate_python('00:00:00Z').tzinfo is TzInfo(),
    lambda: TzInfo(-0.9) is TzInfo(),
    lambda: TzInfo(math.nan),
    lambda: TzInfo(1e9),
    lambda: TzInfo(86400),
    lambda: a.tzinfo is d.validate_json('"2020-01-01T00:00:00Z"').tzinfo,
)

#: regex cache and texts
tries(
    lambda: V({'type': 'str', 'pattern': '('}),
    lambda: V({'type': 'str', 'pattern': '(?<a>x)'}).validate_python('x'),
    lambda: V({'type': 'str', 'pattern': r'\p{Script=Garay}'}),
    lambda: V({'type': 'str', 'pattern': r'\p{Script=Sidetic}'}),
    lambda: V({'type': 'str', 'pattern': r'(?=x)'}),
    lambda: V({'type': 'str', 'pattern': 'a{1000000}'}),
    lambda: V({'type': 'str', 'pattern': r'\z'}).validate_python('x'),
    lambda: V({'type': 'str', 'pattern': r'\Z'}),
    lambda: V({'type': 'str', 'pattern': 'x', 'regex_engine': 'q'}),
)

#: pickling
e = PydanticCustomError('my_type', 'hello {x}', {'x': 1})
def raise_(v): raise e
class CE(PydanticCustomError):
    def __new__(cls, a): return super().__new__(cls, a, 'm')
c = CE('q')
c.extra = 5
def ve():
    try: V({'type': 'function-plain', 'function': {'type': 'no-info', 'function': raise_}}).validate_python(1)
    except ValidationError as x: return x
known = PydanticKnownError('greater_than', {'gt': 1})
tries(
    lambda: (lambda p: (p.type, p.message_template, p.context, p.args))(pickle.loads(pickle.dumps(e))),
    lambda: pickle.loads(pickle.dumps(ve())).errors(include_url=False),
    lambda: (lambda p: (type(p).__name__, p.type, p.extra))(pickle.loads(pickle.dumps(c))) if False else c.__reduce__()[1:],
    lambda: e.__reduce__(),
    lambda: ve().__reduce__()[1],
    lambda: known.__reduce__(),
    lambda: pickle.loads(pickle.dumps(known)),
    lambda: PydanticSerializationUnexpectedValue('m', 'f', 't', 3).__reduce__(),
    lambda: PydanticSerializationError('x').__reduce__(),
    lambda: copy.copy(e).context,
)

#: pickling unexpected value from inside
def get():
    with warnings.catch_warnings():
        try: S({'type': 'union', 'choices': [{'type': 'union', 'choices': [INT, {'type': 'bytes'}]}, {'type': 'union', 'choices': [STR, {'type': 'none'}]}]}).to_python(1.5, warnings='error')
        except Exception as x: return x
x = get()
tries(lambda: x.__reduce__(), lambda: str(x))

#: reduce of the two classes
tries(
    lambda: V(INT).__reduce__()[1],
    lambda: S(INT).__reduce__()[1],
    lambda: V(INT, {'strict': True}).__reduce__()[1],
    lambda: pickle.loads(pickle.dumps(V(INT))).title,
)

#: from 2.50: ValidationInfo
def f(v, info): return (repr(info), gc.is_tracked(info))  # ours tells the collector of more than the wheel does
V({'type': 'function-plain', 'function': {'type': 'with-info', 'function': f}}).validate_python(1, context={'a': 1})

#: args as list etc
tries(
    lambda: V({'type': 'arguments', 'arguments_schema': [{'name': 'a', 'schema': INT}]}).validate_python(ArgsKwargs((1,), None)),
    lambda: V({'type': 'arguments', 'arguments_schema': [{'name': 'a', 'schema': INT, 'mode': 'keyword_only', 'alias': [['x', 0], ['y']]}]}).validate_python(
        {'x': [1]},
    ),
    lambda: V({'type': 'arguments', 'arguments_schema': [{'name': 'a', 'schema': INT, 'mode': 'keyword_only', 'alias': [['x', 0], ['y']]}]}).validate_python(
        {},
    ),
)

#: enum_schema deprecation
E = enum.Enum('E', 'a')
tries(
    lambda: cs.enum_schema(E, list(E), missing=lambda v: v)['type'],
    lambda: sorted(cs.enum_schema(E, list(E), missing=None)),
    lambda: cs.missing_sentinel_schema(),
    lambda: cs.missing_sentinel_schema({'a': 1}),
    lambda: hasattr(cs, 'iter_union_choices'),
)

#: core_schema names
sorted(n for n in dir(cs) if n[0] != '_')

#: core_schema functions signature
import inspect
{n: str(inspect.signature(getattr(cs, n))).replace(' ', '') for n in dir(cs) if inspect.isfunction(getattr(cs, n)) and n.endswith(('_schema', '_field'))  and n.split('_')[0] in ('deque', 'counter', 'ordered', 'frozendict', 'fraction', 'ellipsis', 'named', 'str', 'timedelta', 'missing', 'computed', 'enum')}

#: package names
(list(M.__all__), 'MISSING' in dir(P), hasattr(P, 'ModelFieldsSet'), hasattr(P, 'UNSET'))

#: deprecated core_schema functions warn
cs.general_plain_validator_function(len)['type']

#: frozen error classes
tries(
    lambda: setattr(ValidationError.from_exception_data('t', []), 'foo', 1),
    lambda: setattr(PydanticKnownError('missing'), 'foo', 1),
    lambda: PydanticSerializationError('x').foo,
)

#: custom error subclass reduce
class CE(PydanticCustomError):
    def __new__(cls, a): return super().__new__(cls, a, 'm')
c = CE('q')
c.extra = 5
n = PydanticCustomError('t', 'm', {'a': 1})
n.add_note('note')
tries(
    lambda: c.__reduce__(),
    lambda: n.__reduce__(),
    lambda: copy.copy(n).__notes__,
    lambda: copy.deepcopy(c).extra,
    lambda: copy.copy(PydanticCustomError('t', 'm {a}', {'a': 1})).message(),
)

#: custom error built inside is pickled
def ve():
    try: V({'type': 'custom-error', 'schema': INT, 'custom_error_type': 'my', 'custom_error_message': 'm {a}', 'custom_error_context': {'a': 1}}).validate_python('x')
    except ValidationError as x: return x
tries(
    lambda: pickle.loads(pickle.dumps(ve())).errors(include_url=False),
    lambda: ve().__reduce__()[1][1][0]['type'].args,
    lambda: ve().__reduce__()[1][1][0]['type'].__reduce__(),
)

#: regex cache across threads and settings
tries(
    lambda: [V({'type': 'str', 'pattern': p}).validate_python('aab') for p in ('a+', 'a+', 'b')],
    lambda: V({'type': 'str', 'pattern': re.compile('A', re.I)}).validate_python('a'),
)

#: pattern object of python re keeps flags only with python-re
tries(lambda: V({'type': 'str', 'pattern': re.compile('A', re.I), 'regex_engine': 'python-re'}).validate_python('a'))

#: deepcopy and pickle of url
u = Url('http://a')
tries(
    lambda: copy.deepcopy(u) == u,
    lambda: pickle.loads(pickle.dumps(u)) == u,
    lambda: hash(u) == hash(Url('http://a/')),
    lambda: u > Url('http://A'),
    lambda: u >= None,
)

#: handlers are shown on one line
shown = []
def wrap(v, h): shown.append(repr(h)); return h(v)
w = lambda s: {'type': 'function-wrap', 'function': {'type': 'no-info', 'function': wrap}, 'schema': s}
tries(
    lambda: V(w({'type': 'list', 'items_schema': INT})).validate_python([1]),
    lambda: V(w({'type': 'nullable', 'schema': {'type': 'dict', 'keys_schema': STR}})).validate_python({}),
    lambda: V(w(model(Mod, {'a': INT}))).validate_python({'a': 1}),
    lambda: V(w(model(Mod, {'a': INT}))).validate_assignment(Mod(a=1), 'a', 2),
    lambda: shown,
)

#: signatures of what takes nothing
tries(
    *(lambda c=c: (c.__doc__, c.__text_signature__) for c in (PydanticOmit, PydanticUseDefault, type(PydanticUndefined))),
    *(lambda a=a: type(PydanticUndefined)(*a) for a in ((), (1,), (1, 2))),
    lambda: type(PydanticUndefined)(zz=1),
)
