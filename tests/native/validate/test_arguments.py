"""The arguments of calls: rows of a schema, an input, and the arguments or the errors' types and places that come out.

Rows run through Python input; those that JSON can say through JSON too."""

import functools
import json

import pytest
from pydantic_core import ArgsKwargs, PydanticOmit, SchemaError, SchemaValidator, ValidationError
from pydantic_core import core_schema as cs

from tests.editions import by_edition

Args = ArgsKwargs


def outcome(validate, value):
    """The arguments, or the list of (type, loc) of the errors."""
    try:
        return validate(value)
    except ValidationError as error:
        return [(e['type'], e['loc']) for e in error.errors()]


def plain(*parameters, **more):
    return {'type': 'arguments', 'arguments_schema': list(parameters), **more}


def v3(*parameters, **more):
    return {'type': 'arguments-v3', 'arguments_schema': list(parameters), **more}


def named(name, mode='positional_or_keyword', schema=None, **more):
    return {'name': name, 'mode': mode, 'schema': schema or cs.int_schema(), **more}


def default(value, **more):
    return cs.with_default_schema(cs.int_schema(), default=value, **more)


TYPED = cs.typed_dict_schema({'x': cs.typed_dict_field(cs.int_schema())})
FUNCTION = plain(
    named('a', 'positional_only'),
    named('b', alias='bb'),
    named('c', 'keyword_only', default(3)),
    var_args_schema=cs.str_schema(),
    var_kwargs_schema=cs.bool_schema(),
)
FUNCTION_V3 = v3(
    named('a', 'positional_only'),
    named('b', alias=['bb', 0]),
    named('args', 'var_args', cs.str_schema()),
    named('c', 'keyword_only', default(3)),
    named('kwargs', 'var_kwargs_uniform', cs.bool_schema(), alias='rest'),
)
NONE = plain()
UNPACKED = plain(named('a'), var_kwargs_schema=TYPED, var_kwargs_mode='unpacked-typed-dict')
UNPACKED_V3 = v3(named('a'), named('kwargs', 'var_kwargs_unpacked_typed_dict', TYPED, alias='rest'))
WRONG_DEFAULT = named('b', schema=default('x', validate_default=True))

PYTHON = [
    (FUNCTION, Args((1, 2)), ((1, 2), {'c': 3})),
    (FUNCTION, Args(('1',), {'bb': '2', 'c': 4}), ((1,), {'b': 2, 'c': 4})),
    (FUNCTION, Args((1, 2, 'x', 'y'), {'d': 'yes'}), ((1, 2, 'x', 'y'), {'c': 3, 'd': True})),
    (FUNCTION, Args(()), [('missing_positional_only_argument', (0,)), ('missing_argument', ('bb',))]),
    (FUNCTION, Args((1, 2), {'bb': 3}), [('multiple_argument_values', ('b',))]),
    (FUNCTION, Args((1, 2, 3), {'d': 'x'}), [('string_type', (2,)), ('bool_parsing', ('d',))]),
    (FUNCTION, Args((1, 2), {4: 5}), [('invalid_key', (4,))]),
    (FUNCTION, Args((1, 2), {'\ud800': 5}), [('string_unicode', ())]),
    (FUNCTION, 'ab', [('arguments_type', ())]),
    (FUNCTION, {1, 2}, [('arguments_type', ())]),
    (NONE, (), ((), {})),
    (NONE, [1], [('unexpected_positional_argument', (0,))]),
    (NONE, {'a': 1}, [('unexpected_keyword_argument', ('a',))]),
    ({**NONE, 'extra_behavior': 'ignore'}, {'a': 1}, ((), {})),
    (UNPACKED, Args((1,), {'x': '2'}), ((1,), {'x': 2})),
    (UNPACKED, Args((1,)), [('missing', ('x',))]),
    (FUNCTION_V3, Args((1, 2, 'x'), {'d': 'yes'}), ((1, 2, 'x'), {'c': 3, 'd': True})),
    (FUNCTION_V3, Args((1,), {'bb': [2]}), ((1,), {'b': 2, 'c': 3})),
    (FUNCTION_V3, Args(()), [('missing_positional_only_argument', (0,)), ('missing_argument', ('bb', 0))]),
    (FUNCTION_V3, (1, 2), [('arguments_type', ())]),
    (FUNCTION_V3, {'a': 1, 'bb': [2], 'rest': {3: True}}, [('invalid_key', ('kwargs', 3))]),
    (FUNCTION_V3, {'a': 1, 'bb': [2], 5: 6}, [('invalid_key', (5,))]),
    (UNPACKED_V3, Args((1,), {'x': 2}), ((1,), {'x': 2})),
    # The first wrong default ends everything.
    (plain(named('a'), WRONG_DEFAULT), Args(('x',)), [('int_parsing', ('b',))]),
    (v3(named('a'), WRONG_DEFAULT), {'a': 'x'}, [('int_parsing', ('b',))]),
]
BOTH = [
    (FUNCTION, [1, '2'], ((1, 2), {'c': 3})),
    (FUNCTION, ['x', [], 'y', 1], [('int_parsing', (0,)), ('int_type', (1,)), ('string_type', (3,))]),
    (FUNCTION, {'a': True, 'bb': 2}, [('missing_positional_only_argument', (0,))]),
    (FUNCTION, 1, [('arguments_type', ())]),
    (FUNCTION_V3, {'a': 1, 'bb': [2]}, ((1, 2), {'c': 3})),
    (FUNCTION_V3, {'a': 1, 'bb': [2], 'args': ['x'], 'rest': {'d': 'no'}}, ((1, 2, 'x'), {'c': 3, 'd': False})),
    (FUNCTION_V3, {}, [('missing_positional_only_argument', ('a',)), ('missing_argument', ('bb', 0))]),
    (FUNCTION_V3, {'a': 1, 'bb': [2], 'args': 'x'}, [('tuple_type', ('args',))]),
    (FUNCTION_V3, {'a': 1, 'bb': [2], 'args': ['x', 1]}, [('string_type', ('args', 1))]),
    (FUNCTION_V3, {'a': 1, 'bb': [2], 'rest': [1]}, [('dict_type', ('rest',))]),
    (FUNCTION_V3, {'a': 1, 'bb': [2], 'rest': {'d': 5}}, [('bool_parsing', ('rest', 'd'))]),
    (FUNCTION_V3, {'a': 1, 'bb': [2], 'z': 5}, [('extra_forbidden', ('z',))]),
    (UNPACKED_V3, {'a': 1, 'rest': {'x': '2'}}, ((1,), {'x': 2})),
    (UNPACKED_V3, {'a': 1}, [('missing', ('kwargs', 'x'))]),
    (UNPACKED_V3, {'a': 1, 'rest': {'x': []}}, [('int_type', ('rest', 'x'))]),
]


@pytest.mark.parametrize('schema,value,expected', PYTHON + BOTH)
def test_python(schema, value, expected):
    assert outcome(SchemaValidator(schema).validate_python, value) == expected


@pytest.mark.parametrize('schema,value,expected', BOTH)
def test_json(schema, value, expected):
    assert outcome(SchemaValidator(schema).validate_json, json.dumps(value)) == expected


def test_text_has_no_form_for_arguments():
    assert outcome(SchemaValidator(FUNCTION).validate_strings, {'b': '1'}) == [('arguments_type', ())]
    assert SchemaValidator(v3(named('a'))).validate_strings({'a': '1'}) == ((1,), {})
    assert outcome(SchemaValidator(v3(named('a'))).validate_strings, 'a') == [('arguments_type', ())]


@pytest.mark.parametrize('form', [plain, v3])
def test_aliases_and_names(form):
    validator = SchemaValidator(form(named('a', 'keyword_only', alias='aa')))
    assert validator.validate_python(Args((), {'aa': 1})) == ((), {'a': 1})
    assert validator.validate_python(Args((), {'a': 1}), by_alias=False, by_name=True) == ((), {'a': 1})
    with pytest.raises(by_edition(SchemaError, ValueError), match='cannot both be set'):
        validator.validate_python(Args((), {'a': 1}), by_alias=False, by_name=False)
    validator = SchemaValidator(form(named('a', alias=['x', 0])), {'loc_by_alias': False})
    assert outcome(validator.validate_python, Args((), {'x': ['q']})) == [('int_parsing', ('a',))]
    assert outcome(validator.validate_python, Args(())) == [('missing_argument', ('a',))]


@pytest.mark.parametrize('form', [plain, v3])
def test_a_signal_is_about_the_whole(form):
    def omit(value):
        raise PydanticOmit

    arguments = form(named('a'), named('b', schema=cs.no_info_plain_validator_function(omit)))
    assert SchemaValidator(cs.list_schema(arguments)).validate_python([Args(('x', 1))]) == []


@pytest.mark.parametrize('form,name', [(plain, 'Non-default argument'), (v3, 'Required parameter')])
def test_wrong_schemas(form, name):
    for parameters, error in [
        ([named('a', schema=default(1)), named('b')], name),
        ([named('a', schema=default(1, on_error='omit'))], 'omit_on_error cannot be used with arguments'),
        ([named('a', schema={'type': 'what'})], "Parameter 'a':"),
    ]:
        with pytest.raises(SchemaError, match=error):
            SchemaValidator(form(*parameters))


def call(function, arguments, **more):
    return {'type': 'call', 'function': function, 'arguments_schema': arguments, **more}


def test_calls():
    pair = plain(named('a'), named('b'))
    validator = SchemaValidator(call(lambda a, b: a / b, pair, return_schema=cs.int_schema()))
    assert validator.validate_python(('6', 3)) == 2
    assert validator.validate_json('{"a": 6, "b": 2}') == 3
    assert outcome(validator.validate_python, (1, 2)) == [('int_from_float', ('return',))]
    assert outcome(validator.validate_python, (1, 'x')) == [('int_parsing', (1,))]
    with pytest.raises(ZeroDivisionError):
        validator.validate_python((1, 0))


def test_what_a_call_takes():
    validator = SchemaValidator(call(lambda *args, **kwargs: (args, kwargs), cs.any_schema()))
    assert validator.validate_python({'a': 1}) == ((), {'a': 1})
    assert validator.validate_python(((1,), {'a': 2})) == ((1,), {'a': 2})
    for wrong in [(1,), {}], ((1,), [2]), 'x':
        with pytest.raises(TypeError, match='Arguments validator should return a tuple'):
            validator.validate_python(wrong)


class Nameless:
    def __call__(self):
        return 1


@pytest.mark.parametrize(
    'function,more,title',
    [
        (max, {}, 'call[max]'),
        (functools.partial(max, 1), {}, 'call[max]'),
        (Nameless(), {}, 'call[<unknown>]'),
        (Nameless(), {'function_name': 'given'}, 'call[given]'),
    ],
)
def test_names(function, more, title):
    assert SchemaValidator(call(function, NONE, **more)).title == title
