"""What core 2.50 serializes otherwise than its predecessors."""

import dataclasses
import enum
import json
import pickle
import warnings
from collections import Counter
from fractions import Fraction

import pytest
from pydantic_core import MISSING, PydanticSerializationError, PydanticSerializationUnexpectedValue, SchemaError, SchemaSerializer, to_json
from pydantic_core import core_schema as cs

from tests.native.rows import Model

INT, STR, ANY = cs.int_schema(), cs.str_schema(), cs.any_schema()


class Other(Model):
    __slots__ = ()


def fields(schemas, **settings):
    return cs.model_fields_schema({name: cs.model_field(schema) for name, schema in schemas.items()}, **settings)


def model(schemas, cls=Model, **settings):
    return cs.model_schema(cls, fields(schemas, **settings), extra_behavior=settings.get('extra_behavior'))


def typed(schemas, **settings):
    return cs.typed_dict_schema({name: cs.typed_dict_field(schema) for name, schema in schemas.items()}, **settings)


def shown(form='>4'):
    """What shows in the output that it was at work; None stays None."""
    return cs.any_schema(serialization=cs.format_ser_schema(form, when_used='unless-none'))


def plain(function, **settings):
    return cs.any_schema(serialization=cs.plain_serializer_function_ser_schema(function, **settings))


def dumps(schema, value, **options):
    """What comes of it in JSON mode and as JSON, which have to say the same, and the lines of the warning."""
    serializer = SchemaSerializer(schema)
    said = []
    for call in (lambda: serializer.to_python(value, mode='json', **options), lambda: json.loads(serializer.to_json(value, **options))):
        with warnings.catch_warnings(record=True) as seen:
            warnings.simplefilter('always')
            made = call()
        said.append((made, [line.strip() for warning in seen for line in str(warning.message).split('\n')[1:]]))
    assert said[0] == said[1]
    return said[0]


def told(text):
    return f'PydanticSerializationUnexpectedValue({text})'


def wrong(kind, value, name=None):
    field = f'field_name={name!r}, ' if name else ''
    return told(f'Expected `{kind}` - serialized value may not be as expected [{field}input_value={value!r}, input_type={type(value).__name__}]')


FEW = told('Unexpected too few items present in tuple')
DEFAULTING = 'Defaulting to left to right union serialization - failed to get discriminator value for tagged union serialization'


def defaulting(value):
    return told(f'{DEFAULTING} [input_value={value!r}, input_type={type(value).__name__}]')


# --- any schema as serialization ---


ANY_SCHEMA = [
    ({'type': 'list', 'items_schema': shown()}, [1], ['   1']),
    ({'type': 'nullable', 'schema': shown()}, None, None),
    ({'type': 'int', 'serialization': {'type': 'to-string'}}, 1, '1'),
    ({'type': 'list', 'items_schema': INT, 'serialization': {'type': 'include-exclude-sequence', 'include': {0}}}, [1, 2], [1]),
    ({'type': 'any', 'serialization': {'type': 'any', 'serialization': shown()}}, 1, '   1'),
    ({'type': 'function-before', 'schema': shown(), 'function': {'type': 'no-info', 'function': len}}, 1, '   1'),
    ({'type': 'typed-dict', 'fields': {'a': {'type': 'typed-dict-field', 'schema': shown()}}}, {'a': 1}, {'a': '   1'}),
]


@pytest.mark.parametrize('serialization, value, expected', ANY_SCHEMA)
def test_any_schema_as_serialization(serialization, value, expected):
    assert dumps({'type': 'any', 'serialization': serialization}, value) == (expected, [])


def test_prebuilt_as_serialization():
    class Done(Model):
        __slots__ = ()

    Done.__pydantic_serializer__ = SchemaSerializer(model({'a': shown()}, Done))
    Done.__pydantic_complete__ = True
    assert dumps({'type': 'any', 'serialization': model({'a': INT}, Done)}, Done(a=1)) == ({'a': '   1'}, [])


def test_unknown_schema_as_serialization():
    with pytest.raises(SchemaError, match='^Unknown serialization schema type: `nope`$'):
        SchemaSerializer({'type': 'any', 'serialization': {'type': 'nope'}})


def test_serialization_without_end():
    schema = {'type': 'any'}
    schema['serialization'] = schema
    with pytest.raises(RecursionError):
        SchemaSerializer(schema)


# --- MISSING ---


def test_missing_sentinel_with_a_schema():
    serializer = SchemaSerializer({'type': 'missing-sentinel', 'schema': shown()})
    assert serializer.to_python(MISSING) is MISSING
    assert serializer.to_json(1) == b'"   1"'
    with pytest.raises(PydanticSerializationError, match="'MISSING' can't be serialized to JSON"):
        serializer.to_json(MISSING)
    assert dumps({'type': 'missing-sentinel', 'schema': INT}, 'x') == ('x', [wrong('int', 'x')])
    assert 'serializer: Some(' in repr(serializer)
    assert 'serializer: None' in repr(SchemaSerializer({'type': 'missing-sentinel'}))


def test_missing_values_of_fields():
    schema = model({'a': {'type': 'missing-sentinel', 'schema': INT}, 'b': INT})
    assert dumps(schema, Model(a=MISSING, b=1)) == ({'b': 1}, [])
    assert dumps(schema, Model(a=3, b=1)) == ({'a': 3, 'b': 1}, [])
    for union in (cs.union_schema([schema, INT]), model({'m': cs.union_schema([schema, INT])})):
        value = Model(a=MISSING, b=1)
        made, noted = dumps(union, Model(m=value) if 'schema' in union else value)
        assert made in ({'b': 1}, {'m': {'b': 1}}) and not noted


def test_unset_fields_are_missing_for_functions():
    value = Model(a=1, b=2, c=3)
    value.__pydantic_fields_set__ = {'a', 'c'}
    seen = []
    inner = plain(lambda fields: seen.append(fields) or 1)
    serializer = SchemaSerializer(cs.model_schema(Model, inner))
    serializer.to_python(value, exclude_unset=True)
    assert list(seen[0].items()) == [('a', 1), ('b', MISSING), ('c', 3)]
    value.__pydantic_fields_set__ = {'a', 'b', 'c'}
    serializer.to_python(value, exclude_unset=True)
    assert seen[1] is value.__dict__
    assert value.__dict__ == {'a': 1, 'b': 2, 'c': 3}


def test_fields_that_are_unset():
    value = Model(a=1, b=2, c=3)
    value.__pydantic_fields_set__ = {'c', 'a'}
    schema = model({'a': INT, 'b': INT, 'c': INT})
    assert dumps(schema, value, exclude_unset=True) == ({'a': 1, 'c': 3}, [])
    assert dumps(cs.union_schema([schema, STR]), value, exclude_unset=True) == ({'a': 1, 'c': 3}, [])
    value.__pydantic_fields_set__ = ['a']
    with pytest.raises(TypeError, match="'list' object is not an instance of 'set'"):
        SchemaSerializer(schema).to_python(value, exclude_unset=True)


# --- fields and computed fields ---


def computed(exclude_if):
    field = cs.computed_field('p', INT)
    return model({'a': INT}, computed_fields=[{**field, 'serialization_exclude_if': exclude_if}])


class Property(Model):
    __slots__ = ()
    p = property(lambda self: self.a)


def test_computed_fields_that_are_left_out():
    assert dumps(computed(lambda value: value > 2), Property(a=1)) == ({'a': 1, 'p': 1}, [])
    assert dumps(computed(lambda value: value > 2), Property(a=3)) == ({'a': 3}, [])
    asked = []
    serializer = SchemaSerializer(computed(lambda value: bool(asked.append(value))))
    serializer.to_python(Property(a=None), exclude_none=True)
    serializer.to_python(Property(a=1), exclude={'p'})
    serializer.to_python(Property(a=1), round_trip=True)
    assert asked == []


def test_errors_of_exclude_if():
    serializer = SchemaSerializer(computed(lambda value: 1 / 0))
    with pytest.raises(ZeroDivisionError):
        serializer.to_python(Property(a=1))
    with pytest.raises(PydanticSerializationError, match='ZeroDivisionError'):
        serializer.to_json(Property(a=1))
    with pytest.raises(TypeError, match="'int' object is not an instance of 'bool'"):
        SchemaSerializer(computed(lambda value: 1)).to_python(Property(a=1))


ONE, TWO = {'x': INT}, {'x': INT, 'y': cs.nullable_schema(INT)}
COUNTED = [
    # in a union of the two: the value, the options, what comes of it and whether it is told of
    ({'x': 1, 'y': 2}, {}, {'x': 1, 'y': 2}, False),
    ({'x': 1, 'y': None}, {'exclude_none': True}, {'x': 1}, False),
    ({'x': 1, 'y': 2}, {'exclude': {'y'}}, {'x': 1}, False),
    ({'x': 1}, {}, {'x': 1}, False),
    ({'y': 1}, {'exclude_none': True}, {'y': 1}, True),
    ({'x': 1, 'z': None}, {'exclude_none': True}, {'x': 1, 'z': None}, True),
]


@pytest.mark.parametrize('value, options, expected, is_told', COUNTED)
def test_fields_in_a_union(value, options, expected, is_told):
    made, noted = dumps(cs.union_schema([typed(TWO), typed(ONE)]), value, **options)
    assert made == expected
    assert bool(noted) == is_told


def test_unexpected_fields_are_always_errors_in_a_strict_check():
    seen = []
    log = plain(lambda value: seen.append('first') or value)
    choices = [typed({'x': log}), typed({'x': plain(lambda value: seen.append('second') or value), 'z': ANY})]
    assert dumps(cs.union_schema(choices), {'z': None, 'x': 1}, exclude_none=True) == ({'x': 1}, [])
    assert set(seen) == {'second'}


def test_keys_that_are_no_str():
    value = Model(a=1)
    value.__dict__[5] = None
    for options in ({}, {'exclude_none': True}, {'exclude': {5}}):
        for call in (SchemaSerializer.to_python, SchemaSerializer.to_json):
            with pytest.raises((TypeError, PydanticSerializationError), match="'int' object is not an instance of 'str'"):
                call(SchemaSerializer(model({'a': INT})), value, **options)


def test_fields_outside_of_a_model():
    serializer = SchemaSerializer(fields({'a': INT}))
    # What is no dict is told of first, in both outputs.
    assert dumps(fields({'a': INT}), 'x') == ('x', [wrong('general-fields', 'x')])
    for call in (serializer.to_python, serializer.to_json):
        with pytest.raises((PydanticSerializationUnexpectedValue, PydanticSerializationError), match='No model found'):
            call({'a': 1})


# --- extras ---


def with_extra(**extra):
    value = Model(a=1)
    value.__pydantic_extra__ = extra
    return value


def test_extras_have_their_schema_in_json():
    schema = model({'a': INT}, extra_behavior='allow', extras_schema=shown())
    assert dumps(schema, with_extra(b='q', c=None, d=MISSING)) == ({'a': 1, 'b': '   q', 'c': None}, [])
    assert dumps(schema, with_extra(b='q', c=None), exclude_none=True) == ({'a': 1, 'b': '   q'}, [])
    allowing = typed({'a': INT}, extra_behavior='allow', extras_schema=shown())
    assert dumps(allowing, {'a': 1, 'b': 'q', 'c': MISSING}) == ({'a': 1, 'b': '   q'}, [])


def test_warnings_of_extras():
    schema = model({'a': INT}, extra_behavior='allow', extras_schema=INT)
    assert dumps(schema, with_extra(b='q')) == ({'a': 1, 'b': 'q'}, [wrong('int', 'q')])
    allowing = typed({'a': INT}, extra_behavior='allow', extras_schema=INT)
    assert dumps(allowing, {'a': 1, 'b': 'q'}) == ({'a': 1, 'b': 'q'}, [wrong('int', 'q', 'b')])


def test_extras_that_are_no_str():
    value = with_extra()
    value.__pydantic_extra__ = {5: 'q'}
    for call in (SchemaSerializer.to_python, SchemaSerializer.to_json):
        with pytest.raises((TypeError, PydanticSerializationError), match="'int' object is not an instance of 'str'"):
            call(SchemaSerializer(model({'a': INT}, extra_behavior='allow')), value)


# --- tuples and unions ---


TUPLES = [
    ((1, 2, 3), []),
    ((1,), [FEW]),
    ((), [FEW]),
    (('a',), [wrong('int', 'a'), FEW]),
    ((1, 2, 3, 4), [told('Unexpected extra items present in tuple')]),
]


@pytest.mark.parametrize('value, noted', TUPLES)
def test_short_tuples(value, noted):
    assert dumps(cs.tuple_schema([INT, INT, INT]), value) == (list(value), noted)


def test_variadic_tuples_may_be_short():
    assert dumps(cs.tuple_schema([INT, INT, INT], variadic_item_index=1), (1,)) == ([1], [])


class Word(str, enum.Enum):
    one = '1'


def tagged(**choices):
    return cs.tagged_union_schema(choices or {1: typed({'t': INT, 'v': shown('>3')}), '1': typed({'t': STR, 'v': ANY})}, 't')


TAGS = [
    (1, '  2', []),
    ('1', 2, []),
    (Word.one, 2, []),
    (True, 2, [told('Unexpected Value')]),
    (1.0, 2, [wrong('int', 1.0, 't')]),
]


@pytest.mark.parametrize('tag, value, noted', TAGS)
def test_tags_are_looked_up_as_keys_are(tag, value, noted):
    assert dumps(tagged(), {'t': tag, 'v': 2}) == ({'t': tag, 'v': value}, noted)


def test_tags_that_are_not_there():
    assert dumps(tagged(), {'t': 7, 'v': 2}) == ({'t': 7, 'v': '  2'}, [defaulting({'t': 7, 'v': 2})])
    _, noted = dumps(tagged(), {'v': 2})
    assert noted[0] == defaulting({'v': 2}) and len(noted) == 3


def test_tags_that_cannot_be_looked_up():
    class Odd:
        __hash__ = str.__hash__.__get__('1')

        def __eq__(self, other):
            raise RuntimeError('eq')

    for tag, error in (([1], 'unhashable'), (Odd(), 'eq')):
        with pytest.raises((TypeError, RuntimeError), match=error):
            SchemaSerializer(tagged()).to_python({'t': tag, 'v': 2})
        with pytest.raises(PydanticSerializationError, match=error):
            SchemaSerializer(tagged()).to_json({'t': tag, 'v': 2})


def test_the_named_choice_has_the_last_word():
    seen = []
    log = lambda name: plain(lambda value: seen.append(name) or value)
    schema = tagged(a=typed({'t': ANY, 'v': INT}), b=typed({'t': log('other'), 'v': ANY}))
    assert dumps(schema, {'t': 'a', 'v': 'q'}) == ({'t': 'a', 'v': 'q'}, [wrong('int', 'q', 'v')])
    assert seen == []


def test_inner_tagged_unions_complain_to_the_outer_one():
    inner = tagged(a=typed({'t': ANY, 'v': INT}), b=typed({'t': ANY, 'v': STR}))
    taken = typed({'t': ANY, 'v': shown()})
    assert dumps(cs.union_schema([inner, taken]), {'t': 'a', 'v': 2.5}) == ({'t': 'a', 'v': ' 2.5'}, [])


def test_how_many_choices():
    assert 'TaggedUnion' not in repr(SchemaSerializer(tagged(a=INT)))
    with pytest.raises(SchemaError, match='One or more union choices required'):
        SchemaSerializer({**tagged(a=INT), 'choices': {}})


def test_what_inner_unions_say_is_worded_when_asked_for():
    shown = []

    class Value:
        def __repr__(self):
            shown.append(1)
            return 'Value()'

    caught = []

    def wrap(value, handler):
        try:
            return handler(value)
        except PydanticSerializationUnexpectedValue as error:
            caught.append(error)
            return 'none'

    inner = cs.union_schema([cs.int_schema(), cs.union_schema([cs.str_schema(), cs.bool_schema()])])
    inner = cs.any_schema(serialization=cs.wrap_serializer_function_ser_schema(wrap, schema=inner))
    assert SchemaSerializer(cs.union_schema([cs.int_schema(), cs.list_schema(inner)])).to_python([Value()]) == ['none']
    [error] = caught
    assert (shown, error.args) == ([], ())
    line = 'PydanticSerializationUnexpectedValue: Expected `{}` - serialized value may not be as expected [input_value=Value(), input_type=Value]'
    assert str(error).startswith(line.format('int') + '\n') and line.format('bool') in str(error)
    assert len(shown) >= 3
    assert str(pickle.loads(pickle.dumps(error))) == str(error)


def test_inner_unions_try_once():
    seen = []

    def refuse(name):
        def function(value):
            seen.append(name)
            raise PydanticSerializationUnexpectedValue(name)

        return plain(function)

    # The list makes the union worth a second try.
    inner = cs.union_schema([refuse('a'), refuse('c'), model({}, Other)])
    SchemaSerializer(cs.union_schema([inner, refuse('m')])).to_python(1, warnings=False)
    assert Counter(seen) == {'a': 2, 'c': 2, 'm': 2}


# --- functions ---


@pytest.mark.parametrize('when, expected', [('always', {'a': 1, 'b': 2}), ('json', {'b': 2}), ('json-unless-none', {'b': 2})])
def test_filters_where_a_function_is_not_used(when, expected):
    schema = cs.dict_schema(STR, ANY, serialization=cs.plain_serializer_function_ser_schema(lambda value: value, when_used=when))
    assert SchemaSerializer(schema).to_python({'a': 1, 'b': 2}, exclude={'a'}) == expected


def test_info_of_computed_fields():
    info = {**plain(lambda model, value, info: (info.exclude_computed_fields, info.exclude_none))}
    info['serialization'].update(is_field_serializer=True, info_arg=True)
    serializer = SchemaSerializer(model({'a': info}))
    assert serializer.to_python(Model(a=1), exclude_none=True) == {'a': (False, True)}
    assert serializer.to_python(Model(a=1), exclude_computed_fields=True) == {'a': (True, False)}


@pytest.mark.parametrize('key, fine', [('y', True), (3, True), (True, True), (-1, True), (2**70, True), (None, True), (1.5, False), ((1,), False)])
def test_index_keys_of_handlers(key, fine):
    function = cs.wrap_serializer_function_ser_schema(lambda value, handler: handler(value, key), schema=ANY)
    for options in ({}, {'exclude': {'x', 2}}):
        if fine:
            assert SchemaSerializer(cs.any_schema(serialization=function)).to_python(1, **options) == 1
        else:
            with pytest.raises(PydanticSerializationError, match="'index_key' is expected to be an integer or a string, got"):
                SchemaSerializer(cs.any_schema(serialization=function)).to_python(1, **options)


# --- inference ---


@dataclasses.dataclass(frozen=True)
class Frozen:
    a: int


def test_keys_are_inferred_in_python_mode():
    to_python = SchemaSerializer(ANY).to_python
    assert to_python({Fraction(1, 2): 1, (1, (Fraction(3),)): 2, Word.one: 3}) == {'1/2': 1, (1, ('3',)): 2, Word.one: 3}
    assert to_python({object: 1}, fallback=lambda value: 'other') == {'other': 1}
    for key in (Frozen(1), (Frozen(1),)):
        with pytest.raises(TypeError, match="unhashable type: 'dict'"):
            to_python({key: 1})


def test_warnings_of_own_serializers_are_kept():
    class Own(Model):
        __slots__ = ()

    Own.__pydantic_serializer__ = SchemaSerializer(model({'a': INT}, Own))
    assert dumps(ANY, [Own(a='x')]) == ([{'a': 'x'}], [wrong('int', 'x', 'a')])
    with pytest.raises(PydanticSerializationError, match='Expected `int`'):
        SchemaSerializer(ANY).to_python(Own(a='x'), warnings='error')


class Rebuilding:
    def __init__(self, made):
        self.made = made

    def rebuild(self, **settings):
        assert settings == {'parent_namespace_depth': 0}
        if isinstance(self.made, Exception):
            raise self.made
        return self.made


def test_stand_ins_are_rebuilt():
    class Own(Model):
        __slots__ = ()

    Own.__pydantic_serializer__ = Rebuilding(SchemaSerializer(model({'a': shown()}, Own)))
    assert SchemaSerializer(ANY).to_python(Own(a=1)) == {'a': '   1'}
    assert to_json([Own(a=1)]) == b'[{"a":"   1"}]'


BAD_STAND_INS = [
    (5, TypeError, "'int' object is not an instance of 'SchemaSerializer'"),
    (Rebuilding(7), TypeError, "'int' object is not an instance of 'SchemaSerializer'"),
    (Rebuilding(None), TypeError, "'Rebuilding' object is not an instance of 'SchemaSerializer'"),
    (Rebuilding(KeyError('mine')), KeyError, 'mine'),
]


@pytest.mark.parametrize('stand_in, error, text', BAD_STAND_INS)
def test_bad_stand_ins(stand_in, error, text):
    class Own(Model):
        __slots__ = ()

    Own.__pydantic_serializer__ = stand_in
    with pytest.raises(error, match=text):
        SchemaSerializer(ANY).to_python(Own(a=1))
    with pytest.raises(PydanticSerializationError, match=text):
        to_json(Own(a=1))


# --- filters ---


class Hashed:
    def __init__(self):
        self.asked = 0

    def __hash__(self):
        self.asked += 1
        return 1


def test_keys_are_hashed_for_filters_alone():
    key = Hashed()
    value = {key: 1}
    key.asked = 0
    serializer = SchemaSerializer(cs.dict_schema())
    fallback = lambda value: 'key'
    serializer.to_json(value, fallback=fallback)
    assert key.asked == 0
    serializer.to_json(value, fallback=fallback, exclude={'x'})
    assert key.asked > 0


def test_filters_of_a_sequence_are_read_once():
    exclude = {-1}

    def change(value):
        exclude.add(0), exclude.discard(-1)
        return value

    for schema in (cs.list_schema(plain(change)), cs.tuple_schema([plain(change)], variadic_item_index=0), cs.generator_schema(plain(change))):
        exclude.clear()
        exclude.add(2 if schema['type'] == 'generator' else -1)
        value = iter([1, 2, 3]) if schema['type'] == 'generator' else [1, 2, 3] if schema['type'] == 'list' else (1, 2, 3)
        assert list(SchemaSerializer(schema).to_python(value, exclude=exclude)) == [1, 2]


def test_indices_count_from_the_end_at_first():
    items = [1, 2, 3]

    def shrink(value):
        items[2:] = []
        return value

    assert SchemaSerializer(cs.list_schema(plain(shrink))).to_python(items, exclude={-2}) == [1]


# Bytes, and where the sequence in them begins and ends that is not UTF-8.
NOT_UTF8 = [
    (b'\xff', 0, 1),
    (b'a\xc3', 1, 2),
    (b'\xe2\x82', 0, 2),
    (b'ab\xf0\x90\x80', 2, 5),
    (b'\xf0\x90\x80x', 0, 3),
    (b'\xed\x9d\xd2', 0, 2),
    (b'\xed\xa0\x80', 0, 1),
]


@pytest.mark.parametrize('value, start, end', NOT_UTF8)
def test_what_a_decode_error_is_about(value, start, end):
    for serialized in (value, {value: 1}):
        with pytest.raises(UnicodeDecodeError) as caught:
            SchemaSerializer(ANY).to_python(serialized, mode='json')
        assert (caught.value.object, caught.value.start, caught.value.end) == (value, start, end)
