"""Kinds since core 2.50 that make a class of the module collections: deque, ordered-dict and counter, and frozendict, which
CPython has since 3.15.

Rows of BOTH run through Python input and JSON; a row is a schema, an input, and the value or the errors' types and locations."""

import builtins
import json
import sys
from collections import Counter, OrderedDict, deque

import pytest
from pydantic_core import SchemaError, SchemaValidator
from pydantic_core import core_schema as cs

from tests.native.rows import Pairs, outcome, same

INT = cs.int_schema()


def deque_schema(**settings):
    return {'type': 'deque', **settings}


def ordered(**settings):
    return {'type': 'ordered-dict', **settings}


def counter(**settings):
    return {'type': 'counter', **settings}


BOTH = [
    (deque_schema(), [1, 'a'], deque([1, 'a'])),
    (deque_schema(items_schema=INT), [1, '2'], deque([1, 2])),
    (deque_schema(items_schema=INT), ['x', 1, 'y'], [('int_parsing', (0,)), ('int_parsing', (2,))]),
    (deque_schema(items_schema=INT, fail_fast=True), ['x', 1, 'y'], [('int_parsing', (0,))]),
    (deque_schema(items_schema=INT, min_length=1), [], [('too_short', ())]),
    (deque_schema(items_schema=INT, max_length=1), [1, 2], [('too_long', ())]),
    (deque_schema(max_length=1), [1, 2], [('too_long', ())]),
    (deque_schema(), 'ab', [('deque_type', ())]),
    (deque_schema(), {'a': 1}, [('deque_type', ())]),
    (deque_schema(items_schema=deque_schema(items_schema=INT)), [[1], ['x']], [('int_parsing', (1, 0))]),
    (ordered(), {'b': 1, 'a': [2]}, OrderedDict(b=1, a=[2])),
    (ordered(keys_schema=INT, values_schema=INT), {'1': '2'}, OrderedDict({1: 2})),
    (ordered(keys_schema=INT, values_schema=INT), {'x': 'y'}, [('int_parsing', ('x', '[key]')), ('int_parsing', ('x',))]),
    (ordered(values_schema=INT, fail_fast=True), {'a': 'x', 'b': 'y'}, [('int_parsing', ('a',))]),
    (ordered(min_length=1), {}, [('too_short', ())]),
    (ordered(values_schema=INT, max_length=1), {'a': 1, 'b': 2, 'c': 'x'}, [('too_long', ())]),
    (ordered(), [['a', 1]], [('ordered_dict_type', ())]),
    (counter(values_schema=INT), {'a': '1'}, Counter(a=1)),
    (counter(values_schema=INT), {'a': -1, 'b': 0}, Counter(a=-1, b=0)),
    (counter(values_schema=INT), {'a': 'x'}, [('int_parsing', ('a',))]),
    (counter(keys_schema=INT, max_length=1), {'1': 1, '01': 2}, Counter({1: 2})),
    (counter(values_schema=INT, max_length=1), {'a': 'x', 'b': 1, 'c': 2}, [('too_long', ())]),
    (counter(), 'aab', [('counter_type', ())]),
    (counter(), None, [('counter_type', ())]),
]


@pytest.mark.parametrize('schema,value,expected', BOTH)
def test_python_and_json(schema, value, expected):
    validator = SchemaValidator(schema)
    assert same(outcome(validator.validate_python, value), expected)
    text = json.dumps(value)
    assert same(outcome(validator.validate_json, text), expected)
    assert same(outcome(validator.validate_json, bytearray(text.encode())), expected)  # not streamed


STRINGS = [
    (ordered(values_schema=INT), {'b': '1', 'a': '2'}, OrderedDict(b=1, a=2)),
    (counter(values_schema=INT), {'b': '1'}, Counter(b=1)),
    (ordered(), 'a', [('ordered_dict_type', ())]),
    (counter(), 'a', [('counter_type', ())]),
    (deque_schema(), 'a', [('deque_type', ())]),
]


@pytest.mark.parametrize('schema,value,expected', STRINGS)
def test_strings(schema, value, expected):
    assert same(outcome(SchemaValidator(schema).validate_strings, value), expected)


class LongDeque(deque):
    """Says what its own items are."""

    def __len__(self):
        return 9

    def __iter__(self):
        yield '1'
        raise RuntimeError('over')


class Says:
    """Claims to be what it is not."""

    def __init__(self, cls):
        self.cls = cls

    @property
    def __class__(self):
        return self.cls


REORDERED = OrderedDict(a=1, b=2)
REORDERED.move_to_end('a')

PYTHON = [
    (deque_schema(items_schema=INT), deque([1, '2'], 3), {}, deque([1, 2])),
    (deque_schema(items_schema=INT), deque([1], 3), {'strict': True}, deque([1])),
    (deque_schema(), [1], {'strict': True}, [('deque_type', ())]),
    (deque_schema(), (1, 2), {}, deque([1, 2])),
    (deque_schema(), iter([1, 2]), {}, deque([1, 2])),
    (deque_schema(items_schema=INT), LongDeque(), {}, [('iteration_error', (1,))]),
    (ordered(), REORDERED, {}, OrderedDict(b=2, a=1)),
    (ordered(), REORDERED, {'strict': True}, OrderedDict(b=2, a=1)),
    (ordered(), {'a': 1}, {'strict': True}, [('ordered_dict_type', ())]),
    (ordered(), Counter('a'), {}, OrderedDict(a=1)),
    (ordered(), Pairs({'a': 1}), {}, OrderedDict(a=1)),
    (ordered(), Says(OrderedDict), {}, [('mapping_type', ())]),
    (counter(), Counter('aab'), {'strict': True}, Counter('aab')),
    (counter(), {'a': 1}, {'strict': True}, [('counter_type', ())]),
    (counter(), OrderedDict(a=1), {}, Counter(a=1)),
    (counter(), Pairs({'a': 1}), {}, Counter(a=1)),
]


@pytest.mark.parametrize('schema,value,options,expected', PYTHON)
def test_python(schema, value, options, expected):
    assert same(outcome(SchemaValidator(schema).validate_python, value, **options), expected)


def test_maxlen_is_kept():
    validator = SchemaValidator(deque_schema(items_schema=INT))
    assert validator.validate_python(deque(['1', 2], 5)).maxlen == 5
    assert validator.validate_python(deque([], 0)).maxlen == 0
    assert validator.validate_python([1]).maxlen is None
    assert validator.validate_json('[1]').maxlen is None


BAD_MAXLEN = [('x', TypeError), (-1, OverflowError), (2**70, OverflowError)]


@pytest.mark.parametrize('maxlen,error', BAD_MAXLEN)
def test_bad_maxlen(maxlen, error):
    cls = type('Bad', (deque,), {'maxlen': maxlen})
    with pytest.raises(error):
        SchemaValidator(deque_schema()).validate_python(cls())


def test_claims():
    with pytest.raises(AttributeError):
        SchemaValidator(deque_schema()).validate_python(Says(deque))
    with pytest.raises(TypeError):
        SchemaValidator(counter()).validate_python(Says(Counter))


def test_an_end_that_was_cut_off():
    validator = SchemaValidator(deque_schema(items_schema=INT))
    assert validator.validate_json('[1, 2, "x', allow_partial='trailing-strings') == deque([1, 2])
    validator = SchemaValidator(ordered(values_schema=INT))
    assert validator.validate_json('{"a": 1, "b": "x', allow_partial='trailing-strings') == OrderedDict(a=1)
    validator = SchemaValidator(counter(values_schema=INT))
    assert validator.validate_json('{"a": 1, "b": "x', allow_partial='trailing-strings') == Counter(a=1)


UNIONS = [
    ([cs.list_schema(), deque_schema()], deque([1])),
    ([deque_schema(), cs.list_schema()], [1]),
    ([cs.dict_schema(), ordered(), counter()], {'a': 1}),
    ([ordered(), counter(), cs.dict_schema(strict=True)], Counter('a')),
    ([counter(), ordered()], OrderedDict(a=1)),
]


@pytest.mark.parametrize('choices,value', UNIONS)
def test_a_union_takes_the_exact_one(choices, value):
    assert same(SchemaValidator(cs.union_schema(choices)).validate_python(value), value)


def test_changed_on_the_way():
    given = deque([1, 2, 3])

    def change(value):
        given.append(value)
        return value

    schema = deque_schema(items_schema=cs.no_info_plain_validator_function(change))
    assert outcome(SchemaValidator(schema).validate_python, given) == [('iteration_error', (2,))]


def test_pairs_changed_on_the_way():
    given = OrderedDict(a=1, b=2)
    counted = Counter('ab')

    def change(value):
        given[len(given)] = counted[len(counted)] = 1
        return value

    values = cs.no_info_plain_validator_function(change)
    assert SchemaValidator(ordered(values_schema=values)).validate_python(given) == OrderedDict(a=1, b=2)
    with pytest.raises(BaseException, match='dictionary changed size during iteration'):
        SchemaValidator(counter(values_schema=values)).validate_python(counted)


def test_a_dict_is_a_mapping_whatever_it_says():
    for base, schema in (Counter, ordered()), (OrderedDict, counter()):
        value = type('Vague', (base,), {'__class__': 5})(a=1)
        assert outcome(SchemaValidator(schema).validate_python, value) == {'a': 1}


NAMES = [
    (deque_schema(items_schema=INT), 'deque[int]'),
    (deque_schema(), 'deque[any]'),
    (ordered(keys_schema=INT), 'ordered-dict[int,any]'),
    (counter(keys_schema=INT), 'counter[int,any]'),
]


@pytest.mark.parametrize('schema,name', NAMES)
def test_name(schema, name):
    assert SchemaValidator(schema).title == name


@pytest.mark.skipif(sys.version_info >= (3, 15), reason='has frozendict')
def test_frozendict_needs_a_newer_python():
    message = 'The `frozendict` builtin type is only available on Python 3.15 and above'
    with pytest.raises(SchemaError, match=message):
        SchemaValidator({'type': 'frozendict'})


@pytest.mark.skipif(sys.version_info < (3, 15), reason='frozendict is new in 3.15')
def test_frozendict():
    make = builtins.frozendict
    validator = SchemaValidator({'type': 'frozendict', 'values_schema': INT, 'max_length': 1})
    assert same(outcome(validator.validate_python, {'a': '1'}), make(a=1))
    assert same(outcome(validator.validate_python, make(a=1), strict=True), make(a=1))
    assert outcome(validator.validate_python, {'a': 1}, strict=True) == [('frozen_dict_type', ())]
    assert same(outcome(validator.validate_json, '{"a": 1}'), make(a=1))
    assert outcome(validator.validate_json, '{"a": 1, "b": 2}') == [('too_long', ())]
