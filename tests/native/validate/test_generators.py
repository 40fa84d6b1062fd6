"""Generators: the iterators that validation makes of them, from Python and JSON, and what they own."""

import gc

import pytest
from pydantic_core import SchemaValidator, ValidationError
from pydantic_core import core_schema as cs


def drain(iterator):
    """All items; an error stands as its type and location."""
    out = []
    while len(out) < 10:
        try:
            out.append(next(iterator))
        except StopIteration:
            break
        except ValidationError as error:
            assert error.title == 'ValidatorIterator'
            (e,) = error.errors()
            out.append((e['type'], e['loc']))
            if e['type'] == 'too_short':  # for ever
                break
    return out


def ints(**limits):
    return SchemaValidator(cs.generator_schema(cs.int_schema(), **limits))


ROWS = [
    ({}, [1, '2', 'x', 3], [1, 2, ('int_parsing', (2,)), 3]),
    ({}, '1x', [1, ('int_parsing', (1,))]),
    ({}, {'1': 'x'}, [1]),
    ({'max_length': 1}, [1, 2, 3], [1, ('too_long', ()), ('too_long', ())]),
    ({'min_length': 2}, [1], [1, ('too_short', ())]),
    ({'min_length': 1}, [], [('too_short', ())]),
]


@pytest.mark.parametrize('limits,value,expected', ROWS)
def test_python_and_json(limits, value, expected):
    import json

    assert drain(ints(**limits).validate_python(value)) == expected
    assert drain(ints(**limits).validate_json(json.dumps(value))) == expected


@pytest.mark.parametrize('value', ['12', {}])
def test_strings(value):
    with pytest.raises(ValidationError, match='iterable_type'):
        ints().validate_strings(value)


def test_json_of_every_shape_outlives_its_document():
    validator = SchemaValidator(cs.generator_schema(cs.dict_schema(values_schema=cs.list_schema())))
    iterator = validator.validate_json('[{"a": [1, {"b": ["\\u00e9", -2.5]}]}, {}, {"' + 'k' * 99 + '": [' + '9' * 40 + ', [[]], true]}]')
    del validator
    gc.collect()
    assert list(iterator) == [{'a': [1, {'b': ['é', -2.5]}]}, {}, {'k' * 99: [int('9' * 40), [[]], True]}]


def test_repr_and_index():
    iterator = ints().validate_python([1, 2])
    assert repr(iterator) == 'ValidatorIterator(index=0, schema=Some(Int(IntValidator { strict: false })))'
    next(iterator)
    assert iterator.index == 1
    assert repr(SchemaValidator(cs.generator_schema()).validate_json('[1]')) == 'ValidatorIterator(index=0, schema=None)'


@pytest.mark.parametrize('use,message', [(next, 'Already borrowed'), (iter, 'Already mutably'), (repr, 'Already mutably'), (lambda it: it.index, 'Already mutably')])
def test_not_while_it_is_in_use(use, message):
    validator = SchemaValidator(cs.generator_schema(cs.no_info_plain_validator_function(lambda f: f())))
    iterator = validator.validate_python([lambda: use(iterator), lambda: 'free again'])
    with pytest.raises(RuntimeError, match=message):
        next(iterator)
    assert next(iterator) == 'free again'


def test_an_iterable_that_raises():
    def items():
        yield 1
        raise ZeroDivisionError

    iterator = ints().validate_python(items())
    assert next(iterator) == 1
    with pytest.raises(ZeroDivisionError):
        next(iterator)
    assert drain(iterator) == []
