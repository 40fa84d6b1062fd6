"""ValidationError: what str(), errors() and json() say of each line, and what its constructors refuse."""

import copy
import gc
import json
import os
import pickle
import subprocess
import sys
import weakref

import pytest

from pydantic_core import PydanticCustomError, SchemaSerializer, SchemaValidator, ValidationError
from pydantic_core import core_schema as cs

from tests.editions import of_argument, wrong_class

from_data = ValidationError.from_exception_data
URL = 'https://errors.pydantic.dev/'


class Unprintable:
    def __repr__(self):
        raise RuntimeError('no repr')


class Outer:
    class Inner:
        def __repr__(self):
            return '<inner>'


def lines(error):
    """The text of an error without its links, whose version is that of the pydantic at hand."""
    return [line for line in str(error).splitlines() if URL not in line]


# (type, ctx, the message in Python, in JSON)
MESSAGES = [
    ('missing', None, 'Field required', 'Field required'),
    ('none_required', None, 'Input should be None', 'Input should be null'),
    ('list_type', None, 'Input should be a valid list', 'Input should be a valid array'),
    ('greater_than', {'gt': 5}, 'Input should be greater than 5', 'Input should be greater than 5'),
    ('greater_than', {'gt': 5.0}, 'Input should be greater than 5', 'Input should be greater than 5'),
    ('greater_than', {'gt': -0.125}, 'Input should be greater than -0.125', 'Input should be greater than -0.125'),
    ('greater_than', {'gt': 1e22}, f'Input should be greater than 1{"0" * 22}', f'Input should be greater than 1{"0" * 22}'),
    ('greater_than', {'gt': 5e-07}, 'Input should be greater than 0.0000005', 'Input should be greater than 0.0000005'),
    ('greater_than', {'gt': float('nan')}, 'Input should be greater than NaN', 'Input should be greater than NaN'),
    ('greater_than', {'gt': float('-inf')}, 'Input should be greater than -inf', 'Input should be greater than -inf'),
    ('greater_than', {'gt': '2020-01-01'}, 'Input should be greater than 2020-01-01', 'Input should be greater than 2020-01-01'),
    ('string_too_short', {'min_length': 1}, 'String should have at least 1 character', 'String should have at least 1 character'),
    ('string_too_short', {'min_length': 2}, 'String should have at least 2 characters', 'String should have at least 2 characters'),
    (
        'too_long',
        {'field_type': 'List', 'max_length': 1, 'actual_length': None},
        'List should have at most 1 item after validation, not more',
        'List should have at most 1 item after validation, not more',
    ),
    ('value_error', {'error': ValueError('abc')}, 'Value error, abc', 'Value error, abc'),
    ('value_error', {'error': None}, 'Value error, None', 'Value error, None'),
    ('enum', {'expected': "'a'"}, "Input should be 'a'", "Input should be 'a'"),
    ('time_delta_type', None, 'Input should be a valid timedelta', 'Input should be a valid duration'),
    (PydanticCustomError('mine', '{a} and {a} and {b}', {'a': 1}), None, '1 and 1 and {b}', '1 and 1 and {b}'),
]


@pytest.mark.parametrize('type,ctx,python,in_json', MESSAGES)
def test_messages(type, ctx, python, in_json):
    entry = {'type': type, 'input': 0} if ctx is None else {'type': type, 'ctx': ctx, 'input': 0}
    assert from_data('T', [entry]).errors()[0]['msg'] == python
    assert from_data('T', [entry], 'json').errors()[0]['msg'] == in_json
    assert from_data('T', [entry], 'string').errors()[0]['msg'] == in_json


# (input, what is shown as input_value and input_type)
INPUTS = [
    (1, 'input_value=1, input_type=int'),
    (None, 'input_value=None, input_type=NoneType'),
    ('x' * 48, f'input_value={"x" * 48!r}, input_type=str'),
    ('x' * 49, f"input_value='{'x' * 24}...{'x' * 23}', input_type=str"),
    ('é' * 40, f"input_value='{'é' * 12}...{'é' * 11}', input_type=str"),
    ('a🤷' * 24 + 'a', "input_value='a🤷a🤷a🤷a🤷a...a🤷a🤷a🤷a🤷a', input_type=str"),
    ('\ud800', r"input_value='\ud800', input_type=str"),
    (Unprintable(), 'input_value=<unprintable Unprintable object>, input_type=Unprintable'),
    (Outer.Inner(), 'input_value=<inner>, input_type=Outer.Inner'),
]


@pytest.mark.parametrize('value,shown', INPUTS)
def test_inputs(value, shown):
    error = from_data('T', [{'type': 'missing', 'input': value}])
    assert lines(error) == ['1 validation error for T', f'  Field required [type=missing, {shown}]']
    hidden = from_data('T', [{'type': 'missing', 'input': value}], hide_input=True)
    assert lines(hidden) == ['1 validation error for T', '  Field required [type=missing]']


# (loc as given, as errors() shows it, as str() shows it)
LOCATIONS = [
    ((), (), None),
    (('a',), ('a',), 'a'),
    (['a', 0, 'b'], ('a', 0, 'b'), 'a.0.b'),
    (('a.b', 2.5), ('a.b', '2.5'), '`a.b`.`2.5`'),
    ((None, b'x', True), ('None', "b'x'", 1), "None.b'x'.1"),
    ((10**30,), (str(10**30),), str(10**30)),
    (('\ud800',), ('\ufffd' * 3,), '\ufffd' * 3),
    (('',), ('',), ''),
]


@pytest.mark.parametrize('given,shown,text', LOCATIONS)
def test_locations(given, shown, text):
    error = from_data('T', [{'type': 'missing', 'loc': given, 'input': 1}])
    assert error.errors()[0]['loc'] == shown
    assert json.loads(error.json())[0]['loc'] == list(shown)
    assert lines(error)[1:-1] == ([] if text is None else [text])


# (keyword arguments of from_exception_data, the exception)
REFUSED = [
    ({'line_errors': ()}, TypeError(of_argument('line_errors', wrong_class('tuple', 'list')))),
    ({'line_errors': [1]}, TypeError(wrong_class('int', 'dict'))),
    ({'line_errors': [{}]}, KeyError('type')),
    ({'line_errors': [{'type': 1}]}, TypeError('`type` should be a `str` or `PydanticCustomError`')),
    ({'line_errors': [{'type': 'nope'}]}, KeyError("Invalid error type: 'nope'")),
    ({'line_errors': [{'type': 'custom_error'}]}, KeyError("Invalid error type: 'custom_error'")),
    ({'line_errors': [{'type': 'greater_than'}]}, TypeError("GreaterThan: 'gt' required in context")),
    (
        {'line_errors': [{'type': 'greater_than', 'ctx': {'gt': []}}]},
        TypeError("GreaterThan: 'gt' context value must be a Number"),
    ),
    (
        {'line_errors': [{'type': 'string_too_short', 'ctx': {'min_length': -1}}]},
        TypeError("StringTooShort: 'min_length' context value must be a usize"),
    ),
    ({'line_errors': [{'type': 'missing', 'ctx': None}]}, TypeError(wrong_class('NoneType', 'dict'))),
    ({'line_errors': [{'type': 'missing', 'loc': 'ab'}]}, TypeError('Location must be a list or tuple of strings and ints')),
    ({'line_errors': [], 'input_type': 'xml'}, ValueError('Invalid error mode: xml')),
    ({'line_errors': [], 'hide_input': 1}, TypeError(of_argument('hide_input', wrong_class('int', 'bool')))),
    ({}, TypeError("ValidationError.from_exception_data() missing 1 required positional argument: 'line_errors'")),
]


@pytest.mark.parametrize('arguments,expected', REFUSED)
def test_refused(arguments, expected):
    with pytest.raises(type(expected)) as raised:
        from_data('T', **arguments)
    assert raised.value.args == expected.args


def test_switches_of_errors():
    error = from_data('T', [{'type': 'greater_than', 'ctx': {'gt': 5}, 'input': 1}])
    full = error.errors()[0]
    assert list(full) == ['type', 'loc', 'msg', 'input', 'ctx', 'url']
    assert full['url'].startswith(URL) and full['url'].endswith('/v/greater_than')
    for switch, key in [('include_url', 'url'), ('include_context', 'ctx'), ('include_input', 'input')]:
        without = {k: v for k, v in full.items() if k != key}
        assert error.errors(**{switch: False}) == [without]
        assert json.loads(error.json(**{switch: False})) == [{**without, 'loc': []}]


@pytest.mark.parametrize('switches', [(u, c, i) for u in (True, False) for c in (True, False) for i in (True, False)])
def test_dicts_of_errors_are_their_owners(switches):
    """Those with the same keys are made of one table: what an owner does with one shows in no other."""
    url, context, with_input = switches
    validator = SchemaValidator(cs.tuple_schema([cs.int_schema(gt=3), cs.str_schema(), cs.int_schema()]))
    with pytest.raises(ValidationError) as raised:
        validator.validate_python((1, 2, 'x'))
    error = raised.value

    def show():
        return error.errors(include_url=url, include_context=context, include_input=with_input)

    first, second, third = show()
    keys = ['type', 'loc', 'msg', *['input'] * with_input, *['ctx'] * context, *['url'] * url]
    assert list(first) == keys
    assert list(second) == list(third) == [key for key in keys if key != 'ctx']
    assert [e['loc'] for e in (first, second, third)] == [(0,), (1,), (2,)]
    assert context is False or first['ctx'] == {'gt': 3}
    before = copy.deepcopy(show())
    first['loc'] = second['ctx'] = third
    del first['msg'], second['type']
    third.update({str(i): i for i in range(40)})
    assert show() == before and [list(e) for e in show()] == [list(e) for e in before]
    third.clear()
    gc.collect()
    assert first['loc'] == {} and show() == before


def test_what_is_shown_may_drop_the_error():
    class Dropping:
        def __repr__(self):
            errors.clear()
            gc.collect()
            return 'dropped'

        def __str__(self):
            return repr(self)

    errors = []
    for show in (str, lambda e: e.errors()[0]['msg'], lambda e: json.loads(e.json(include_input=False))[0]['msg']):
        context = {'value': Dropping()}
        errors.append(from_data('T', [{'type': PydanticCustomError('a', '{value} {value}', context), 'loc': ('a', 1), 'input': Dropping()}]))
        assert 'dropped dropped' in show(errors[0])
        assert errors == []


JSON_INPUTS = [
    (float('nan'), 'NaN'),
    (float('inf'), 'Infinity'),
    (b'abc', '"abc"'),
    ({(1, 2): 3, None: 2}, '{"1,2":3,"None":2}'),
    (int, '"<class \'int\'>"'),
    (ValueError('abc'), '"abc"'),
    ({1}, '[1]'),
]


@pytest.mark.parametrize('value,text', JSON_INPUTS)
def test_json_inputs(value, text):
    error = from_data('T', [{'type': 'missing', 'input': value}])
    expected = '[{"type":"missing","loc":[],"msg":"Field required","input":%s}]' % text
    assert error.json(include_url=False) == expected


def test_json_indent_and_failures():
    assert from_data('T', []).json(indent=2) == '[]'
    error = from_data('T', [{'type': 'missing', 'input': [1]}])
    assert error.json(indent=1, include_url=False).splitlines() == [
        '[', ' {', '  "type": "missing",', '  "loc": [],', '  "msg": "Field required",', '  "input": [', '   1', '  ]', ' }', ']',
    ]  # fmt: skip
    with pytest.raises(TypeError, match=of_argument('indent', "'str' object cannot be interpreted as an integer")):
        error.json(indent='2')
    with pytest.raises(OverflowError, match="can't convert negative int to unsigned"):
        error.json(indent=-1)
    for value, why in [('\ud800', 'UnicodeEncodeError: '), (b'\xff', 'invalid utf-8 sequence of 1 bytes from index 0')]:
        with pytest.raises(ValueError, match=f'Error serializing ValidationError to JSON: {why}'):
            from_data('T', [{'type': 'missing', 'input': value}]).json()
    bad_context = from_data('T', [{'type': PydanticCustomError('a', '{b}', {1: 2}), 'input': 1}])
    message = 'TypeError: ' + wrong_class('int', 'str')
    assert f'(error rendering message: {message})' in str(bad_context)
    with pytest.raises(ValueError, match=message):
        bad_context.json()


def with_own_serializer(function):
    serialization = cs.plain_serializer_function_ser_schema(function, info_arg=True)
    return type('Own', (), {'__pydantic_serializer__': SchemaSerializer(cs.any_schema(serialization=serialization))})()


TOLD = {
    'mode': 'json', 'by_alias': None, 'exclude_unset': False, 'exclude_defaults': False, 'exclude_none': False, 'exclude_computed_fields': False, 'round_trip': False,
    'serialize_as_any': False,
}  # fmt: skip


def test_json_of_values_with_serializers_of_their_own():
    def error(function):
        return from_data('T', [{'type': 'missing', 'input': with_own_serializer(function)}])

    def told(function):
        return json.loads(error(function).json())[0]['input']

    assert told(lambda value, info: info.__dict__) == TOLD
    assert told(lambda value, info: [info.mode, info.mode_is_json()]) == ['json', True]
    assert told(lambda value, info: repr(info)).startswith("SerializationInfo(include=None, exclude=None, context=None, mode='json', by_alias=False")

    def fail(value, info):
        raise KeyError('no')

    with pytest.raises(ValueError) as caught:
        error(fail).json()
    assert str(caught.value) == "Error serializing ValidationError to JSON: PydanticSerializationError: Error calling function `fail`: KeyError: 'no'"
    with pytest.raises(ValueError) as caught:
        error(lambda value, info: b'\xff').json()
    assert str(caught.value) == 'Error serializing ValidationError to JSON: invalid utf-8 sequence of 1 bytes from index 0'


class Subclass(ValidationError):
    def __new__(cls, title, line_errors, *rest):
        self = super().__new__(cls, title, line_errors, *rest)
        self.seen = (title, len(line_errors), rest)
        return self


def test_subclass_and_copies():
    error = Subclass.from_exception_data('T', [{'type': 'missing', 'loc': ('a',)}], 'json', hide_input=True)
    assert type(error) is Subclass and error.seen == ('T', 1, ('json', True))
    for twin in (pickle.loads(pickle.dumps(error)), copy.copy(error), copy.deepcopy(error)):
        assert type(twin) is Subclass
        assert (twin.title, str(twin), twin.errors()) == ('T', str(error), error.errors())
    with pytest.raises(TypeError, match=wrong_class('int', 'PyLineError')):
        ValidationError('T', [1])


def test_is_collected():
    class Marker:
        pass

    marker = Marker()
    error = from_data('T', [{'type': 'missing', 'input': marker, 'ctx': {'x': marker}}])
    marker.error = error
    gone = weakref.ref(marker)
    del marker, error
    gc.collect()
    assert gone() is None


def test_long_chain_is_freed():
    error = None
    for _ in range(100_000):
        outer = from_data('T', [])
        outer.__context__ = error
        error = outer
    del error, outer


def run(code, **env):
    done = subprocess.run([sys.executable, '-W', 'always', '-c', code], env={**ENV, **env}, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done


ENV = {k: v for k, v in os.environ.items() if not k.startswith('PYDANTIC_ERRORS')}
ENV['PYTHONPATH'] = os.pathsep.join(sys.path)
PRINT = "from pydantic_core import ValidationError as V; print(V.from_exception_data('T', [{'type': 'missing'}]))"


@pytest.mark.parametrize(
    'env,shown',
    [
        ({}, True),
        ({'PYDANTIC_ERRORS_INCLUDE_URL': '1'}, True),
        ({'PYDANTIC_ERRORS_INCLUDE_URL': 'TRUE'}, True),
        ({'PYDANTIC_ERRORS_INCLUDE_URL': '0'}, False),
        ({'PYDANTIC_ERRORS_INCLUDE_URL': ''}, False),
        ({'PYDANTIC_ERRORS_OMIT_URL': '1'}, False),
        ({'PYDANTIC_ERRORS_OMIT_URL': ''}, True),
    ],
)
def test_urls_by_environment(env, shown):
    done = run(PRINT, **env)
    assert (URL in done.stdout) == shown
    assert ('PYDANTIC_ERRORS_OMIT_URL is deprecated' in done.stderr) == ('PYDANTIC_ERRORS_OMIT_URL' in env)


@pytest.mark.parametrize('count', [1, 2, 3, 4, 5, 8, 9, 40])
def test_few_errors_and_many(count):
    """Some lie within the state of the call, more do not."""
    validator = SchemaValidator(cs.dict_schema(cs.str_schema(), cs.list_schema(cs.union_schema([cs.int_schema(), cs.list_schema(cs.int_schema())]))))
    given = {'a.b': [f'x{i}' for i in range(count)]}
    for validate, value in ((validator.validate_python, given), (validator.validate_json, json.dumps(given))):
        with pytest.raises(ValidationError) as error:
            validate(value)
        locations = [('a.b', i, choice) for i in range(count) for choice in ('int', 'list[int]')]
        for _ in range(2):  # they are made anew each time
            assert [e['loc'] for e in error.value.errors()] == locations
            assert [e['input'] for e in error.value.errors()] == [f'x{i}' for i in range(count) for _ in range(2)]
        assert error.value.error_count() == 2 * count
        assert [tuple(e['loc']) for e in json.loads(error.value.json())] == locations
        assert f'\n`a.b`.{count - 1}.list[int]\n' in str(error.value)
        again = pickle.loads(pickle.dumps(error.value))
        assert again.errors() == error.value.errors() and str(again) == str(error.value)


def test_keys_of_other_types_in_locations():
    class Index:
        def __index__(self):
            return 12

    validator = SchemaValidator(cs.dict_schema(cs.any_schema(), cs.int_schema()))
    keys = {7: 7, -1: -1, 10**30: str(10**30), True: 1, Index: repr(Index), (1, 2): '(1, 2)', 'a.b': 'a.b', '\ud800': '\ufffd\ufffd\ufffd', b'a': "b'a'", Index(): 12}
    with pytest.raises(ValidationError) as raised:
        validator.validate_python(dict.fromkeys(keys, 'x'))
    error = raised.value
    assert [e['loc'] for e in error.errors()] == [(shown,) for shown in keys.values()]
    assert [e['loc'] for e in json.loads(error.json())] == [[shown] for shown in keys.values()]
    texts = [line for line in lines(error)[1:] if not line.startswith(' ')]
    assert texts == [f'`{shown}`' if '.' in str(shown) else str(shown) for shown in keys.values()]
    assert pickle.loads(pickle.dumps(error)).errors() == error.errors()


def test_errors_within_errors_keep_their_places():
    inner = SchemaValidator(cs.list_schema(cs.int_schema()))

    def call(value):
        return inner.validate_python(value)

    outer = SchemaValidator(cs.dict_schema(cs.int_schema(), cs.no_info_plain_validator_function(call)))
    with pytest.raises(ValidationError) as error:
        outer.validate_python({1: ['x', 1, 'y'], 2: 'z'})
    assert [(e['loc'], e['input']) for e in error.value.errors()] == [((1, 0), 'x'), ((1, 2), 'y'), ((2,), 'z')]
    assert not outer.isinstance_python({1: ['x']}) and outer.isinstance_python({1: ['1']})


@pytest.mark.parametrize(
    'given, name',
    [(1, 'int'), ('x', 'str'), (None, 'NoneType'), (object(), 'object'), ({}.keys(), 'dict_keys'), (json.JSONDecoder(), 'JSONDecoder')],
    ids=lambda value: value if isinstance(value, str) else '',
)
def test_the_type_of_an_input_is_named(given, name):
    with pytest.raises(ValidationError) as error:
        SchemaValidator(cs.list_schema(cs.date_schema(), strict=True)).validate_python(given)
    assert f', input_type={name}]' in str(error.value)
