"""Typed dicts and dataclasses: rows of a schema, an input, and the value or the errors' types that come out.

JSON-capable rows run through Python input and JSON, those of texts through strings too."""

import dataclasses
import gc
import json
import weakref

import pytest
from pydantic_core import ArgsKwargs, PydanticUseDefault, SchemaError, SchemaValidator, ValidationError
from pydantic_core import core_schema as cs

from tests.editions import by_edition

INT, STR = cs.int_schema(), cs.str_schema()


def outcome(validate, value, **options):
    """The value, or the list of (type, loc) of the errors."""
    try:
        made = validate(value, **options)
    except ValidationError as error:
        return [(e['type'], e['loc']) for e in error.errors()]
    return dataclasses.asdict(made) if dataclasses.is_dataclass(made) else made


def typed(fields, **more):
    return cs.typed_dict_schema({name: field if 'schema' in field else cs.typed_dict_field(field) for name, field in fields.items()}, **more)


@dataclasses.dataclass
class Point:
    x: int
    y: int = 2


@dataclasses.dataclass(slots=True)
class Slotted:
    x: int
    y: int = 2


def data_class(cls=Point, **more):
    y = cs.with_default_schema(INT, default=2)
    fields = [cs.dataclass_field('x', INT, kw_only=False), cs.dataclass_field('y', y)]
    extra = {'extra_behavior': more.pop('extra')} if 'extra' in more else {}
    return cs.dataclass_schema(cls, cs.dataclass_args_schema(cls.__name__, fields, **extra), ['x', 'y'], **more)


PAIR = typed({'a': INT, 'b': cs.typed_dict_field(STR, required=False)})
ALIASED = typed({'a': cs.typed_dict_field(INT, validation_alias=[['p', 0], ['q']])})

BOTH = [
    (PAIR, {'a': '1', 'z': 2}, {'a': 1}),
    (PAIR, {'b': 3}, [('missing', ('a',)), ('string_type', ('b',))]),
    (PAIR, [], [('dict_type', ())]),
    (typed({'a': INT}, total=False), {}, {}),
    (typed({'a': INT}, extra_behavior='allow'), {'z': 2, 'a': 1}, {'a': 1, 'z': 2}),
    (typed({'a': INT}, extra_behavior='allow', extras_schema=INT), {'z': 'x'}, [('missing', ('a',)), ('int_parsing', ('z',))]),
    (typed({'a': INT}, extra_behavior='forbid'), {'a': 1, 'z': 2}, [('extra_forbidden', ('z',))]),
    (ALIASED, {'p': ['5'], 'q': 6}, {'a': 5}),
    (ALIASED, {'p': [], 'q': 'x'}, [('int_parsing', ('q',))]),
    (ALIASED, {'a': 1}, [('missing', ('p', 0))]),
    (data_class(), {'x': '1'}, {'x': 1, 'y': 2}),
    (data_class(), {'y': 'no'}, [('missing', ('x',)), ('int_parsing', ('y',))]),
    (data_class(extra='forbid'), {'x': 1, 'z': 2}, [('unexpected_keyword_argument', ('z',))]),
    (data_class(), 'x', [('dataclass_type', ())]),
    (data_class(Slotted, slots=True), {'x': 1, 'y': 3}, {'x': 1, 'y': 3}),
]  # fmt: skip


@pytest.mark.parametrize('schema,value,expected', BOTH)
def test_python_and_json(schema, value, expected):
    validator = SchemaValidator(schema)
    assert outcome(validator.validate_python, value) == expected
    assert outcome(validator.validate_json, json.dumps(value)) == expected


TEXTS = [
    (PAIR, {'a': '1', 'b': 'x'}, {'a': 1, 'b': 'x'}),
    (PAIR, {'a': 'no'}, [('int_parsing', ('a',))]),
    (PAIR, 'x', [('dict_type', ())]),
    (PAIR, {'a': 5}, {}),  # as upstream has it: what is no text is neither there nor missing
    (data_class(), {'x': '1', 'y': '3'}, {'x': 1, 'y': 3}),
    (data_class(), {'x': 'no', 'y': 3}, [('string_type', ())]),
    (data_class(), 'x', [('arguments_type', ())]),
]


@pytest.mark.parametrize('schema,value,expected', TEXTS)
def test_strings(schema, value, expected):
    assert outcome(SchemaValidator(schema).validate_strings, value) == expected


PARTIAL = typed({'a': cs.typed_dict_field(cs.list_schema(INT), required=False), 'b': cs.typed_dict_field(INT, required=False)})


@pytest.mark.parametrize(
    'value,expected',
    [
        ({'b': 1, 'a': [1, 'x']}, {'b': 1, 'a': [1]}),
        ({'a': [1], 'b': 'x'}, {'a': [1]}),
        ({'b': 'x', 'a': [1]}, [('int_parsing', ('b',))]),
        ({'a': [1, 'x'], 'b': 1}, [('int_parsing', ('a', 1))]),
    ],
)
def test_incomplete_input(value, expected):
    validator = SchemaValidator(PARTIAL)
    assert outcome(validator.validate_python, value, allow_partial=True) == expected
    assert outcome(validator.validate_json, json.dumps(value), allow_partial=True) == expected


ARGUMENTS = [
    (ArgsKwargs((1,), {'y': '3'}), {'x': 1, 'y': 3}),
    (ArgsKwargs(('no', 3)), [('int_parsing', (0,)), ('unexpected_positional_argument', (1,))]),
    (ArgsKwargs((1,), {'x': 1}), [('multiple_argument_values', ('x',))]),
    (ArgsKwargs(()), [('missing', ('x',))]),
    (Point(1), {'x': 1, 'y': 2}),
    ({1: 2, 'x': 1}, [('invalid_key', (1,))]),
]


@pytest.mark.parametrize('value,expected', ARGUMENTS)
def test_arguments(value, expected):
    assert outcome(SchemaValidator(data_class()).validate_python, value) == expected


def test_strict_asks_for_an_instance():
    validator = SchemaValidator(data_class())
    assert outcome(validator.validate_python, {'x': 1}, strict=True) == [('dataclass_exact_type', ())]
    assert validator.validate_json('{"x": 1}', strict=True) == Point(1)


@pytest.mark.parametrize('cls', [Point, Slotted])
def test_assignment(cls):
    validator = SchemaValidator(data_class(cls, slots=cls is Slotted))
    instance = cls(1)
    assert validator.validate_assignment(instance, 'y', '5') is instance
    assert instance.y == 5
    assert outcome(lambda value: validator.validate_assignment(instance, 'z', value), 1) == [('no_such_attribute', ('z',))]
    frozen = SchemaValidator(data_class(cls, slots=cls is Slotted, frozen=True))
    assert outcome(lambda value: frozen.validate_assignment(instance, 'y', value), 1) == [('frozen_instance', ())]


class Name(str):
    """The name of a field, or of none."""


class OddName(str):
    """Hashes in its own way: no dict finds the same text by it."""

    def __hash__(self):
        return 3


def keys(values):
    return [(type(key), str(key)) for key in values]


@pytest.mark.parametrize('kind', [Name, OddName])
def test_assignment_to_a_name_of_a_subclass(kind):
    """The name itself becomes a key, from 2.50 on; before, its text does. What was set is told by its text."""
    key = by_edition(str, kind)

    class Model:
        __slots__ = '__dict__', '__pydantic_fields_set__', '__pydantic_extra__', '__pydantic_private__'

        def __init__(self):
            self.__dict__, self.__pydantic_extra__, self.__pydantic_fields_set__ = {'a': 1}, {}, set()

    fields = cs.model_fields_schema({'a': cs.model_field(INT)}, extra_behavior='allow', extras_schema=INT)
    validator = SchemaValidator(cs.model_schema(Model, fields, extra_behavior='allow'))
    model = validator.validate_assignment(Model(), kind('z'), '5')
    assert keys(model.__pydantic_extra__) == [(key, 'z')] and keys(model.__pydantic_fields_set__) == [(str, 'z')]
    model = validator.validate_assignment(Model(), kind('a'), '5')
    splits = key is OddName
    assert model.__dict__ == {'a': 1 if splits else 5} and keys(model.__pydantic_extra__) == [(OddName, 'a')] * splits
    for name in 'a', 'z':
        with pytest.raises(ValidationError) as caught:
            validator.validate_assignment(Model(), kind(name), 'x')
        assert keys(caught.value.errors()[0]['loc']) == [(key, name)]
    closed = SchemaValidator(cs.model_schema(Model, cs.model_fields_schema({'a': cs.model_field(INT)})))
    with pytest.raises(ValidationError) as caught:
        closed.validate_assignment(Model(), kind('z'), 1)
    (error,) = caught.value.errors()
    assert (keys(error['loc']), type(error['ctx']['attribute'])) == ([(str, 'z')], str)


def test_errors_before_a_signal_are_forgotten():
    def give_up(value):
        raise PydanticUseDefault

    fields = {'a': INT, 'b': cs.no_info_plain_validator_function(give_up)}
    schema = cs.with_default_schema(typed(fields), default='standard')
    assert SchemaValidator(cs.list_schema(schema)).validate_python([{'a': 'no', 'b': 1}]) == ['standard']


def test_a_default_that_never_fits_is_no_crash():
    def give_up(value):
        raise PydanticUseDefault

    schema = cs.with_default_schema(cs.no_info_plain_validator_function(give_up), default=1, validate_default=True)
    with pytest.raises(by_edition(RecursionError, SchemaError)):
        SchemaValidator(schema).validate_python(1)


def test_instances_and_validators_are_collected():
    def make():
        @dataclasses.dataclass
        class Local:
            x: int
            y: int = 1

        Local.validator = SchemaValidator(data_class(Local))
        Local.last = Local.validator.validate_python({'x': 1})
        return weakref.ref(Local)

    made = make()
    gc.collect()
    assert made() is None


@pytest.mark.parametrize('kind', ['model', 'dataclass'])
def test_a_new_that_came_later_runs(kind):
    """As `@deprecated` gives one to a class that pydantic has built long ago."""
    cls = dataclasses.make_dataclass('Late', ['x']) if kind == 'dataclass' else type('Late', (), {})
    if kind == 'dataclass':
        schema = cs.dataclass_schema(cls, cs.dataclass_args_schema('Late', [cs.dataclass_field('x', INT)]), ['x'])
    else:
        schema = cs.model_schema(cls, cs.model_fields_schema({'x': cs.model_field(INT)}))
    v = SchemaValidator(schema)
    made = []

    def new(cls):
        made.append(cls)
        return object.__new__(cls)

    cls.__new__ = new
    assert v.validate_python({'x': 1}).x == v.validate_json('{"x": 1}').x == 1
    assert made == [cls, cls]


@pytest.mark.parametrize('made', [None, 3, [('x', 1)]])
def test_a_model_whose_parts_are_no_dict(made):
    cls = type('Odd', (), {'__slots__': ('__dict__', '__pydantic_fields_set__', '__pydantic_extra__', '__pydantic_private__')})
    fields = cs.model_fields_schema({'x': cs.model_field(INT)})
    v = SchemaValidator(cs.model_schema(cls, cs.no_info_after_validator_function(lambda parts: (made, None, set()), fields)))
    with pytest.raises(TypeError, match='^__dict__ must be set to a dictionary, not a '):
        v.validate_python({'x': 1})


# Arguments, extra behavior, and the fields in the dict's order or the errors' locations.
DATACLASS_ARGUMENTS = [
    ({'a': 1, 'b': 2, 'c': 3}, 'ignore', {'a': 1, 'b': 2, 'made': 'x', 'c': 3}),
    ({'c': '3', 'b': '2', 'a': '1'}, 'ignore', {'a': 1, 'b': 2, 'made': 'x', 'c': 3}),
    ({'a': 1, 'more': 0, 'b': 2, 'c': 3}, 'ignore', {'a': 1, 'b': 2, 'made': 'x', 'c': 3}),
    ({'more': 0, 'a': 1, 'b': 2, 'c': 3}, 'allow', {'a': 1, 'b': 2, 'made': 'x', 'c': 3, 'more': 0}),
    ({'a': 1, 'c': 3}, 'forbid', {'a': 1, 'b': 7, 'made': 'x', 'c': 3}),
    ({'a': 1, 'made': 2, 'c': 3}, 'forbid', [('unexpected_keyword_argument', ('made',))]),
    ({'a': 1, 'b': [], 'more': 0}, 'forbid', [('int_type', ('b',)), ('missing', ('c',)), ('unexpected_keyword_argument', ('more',))]),
    ({'a': 'x', 'b': 2, 'c': 3}, 'allow', [('int_parsing', ('a',))]),
    (ArgsKwargs((1,), {'b': 2, 'c': 3}), 'forbid', {'a': 1, 'b': 2, 'made': 'x', 'c': 3}),
    (ArgsKwargs((1, 2), {'b': 2, 'c': 3}), 'forbid', [('multiple_argument_values', ('b',))]),
    (ArgsKwargs((1, 2, 3)), 'forbid', [('missing', ('c',)), ('unexpected_positional_argument', (2,))]),
]


@pytest.mark.parametrize('given, extra, expected', DATACLASS_ARGUMENTS)
@pytest.mark.parametrize('last', [INT, cs.no_info_after_validator_function(lambda value: value, INT)], ids=['leaf', 'function'])
def test_the_arguments_of_a_dataclass(given, extra, expected, last):
    fields = [
        cs.dataclass_field('a', INT, kw_only=False),
        cs.dataclass_field('b', cs.with_default_schema(INT, default=7), kw_only=False),
        cs.dataclass_field('made', cs.with_default_schema(cs.str_schema(), default='x'), init=False),
        cs.dataclass_field('c', last),
    ]
    validator = SchemaValidator(cs.dataclass_args_schema('Data', fields, extra_behavior=extra))
    answer = outcome(validator.validate_python, given)
    assert (list(answer[0].items()) if isinstance(answer, tuple) else answer) == (list(expected.items()) if isinstance(expected, dict) else expected)
    if isinstance(given, dict):
        assert outcome(validator.validate_json, json.dumps(given)) == answer


def test_values_for_post_init_are_in_no_dict():
    fields = [cs.dataclass_field('a', INT), cs.dataclass_field('b', INT, init_only=True), cs.dataclass_field('c', INT)]
    validator = SchemaValidator(cs.dataclass_args_schema('Data', fields, collect_init_only=True))
    assert validator.validate_python({'a': 1, 'b': 2, 'c': 3}) == ({'a': 1, 'c': 3}, (2,))
    assert validator.validate_json('{"c": 3, "b": 2, "a": 1}') == ({'a': 1, 'c': 3}, (2,))


def test_what_validators_of_a_dataclass_see():
    seen = []

    def note(value, info):
        seen.append(dict(info.data))
        return value

    noting = cs.with_info_after_validator_function(note, INT)
    names = ['a', 'b', 'c', 'd']
    fields = [cs.dataclass_field(name, noting if name in 'bd' else INT) for name in names]
    validator = SchemaValidator(cs.dataclass_args_schema('Data', fields))
    assert validator.validate_python({name: name_at for name_at, name in enumerate(names)})[0] == {'a': 0, 'b': 1, 'c': 2, 'd': 3}
    assert seen == [{'a': 0}, {'a': 0, 'b': 1, 'c': 2}]
    seen.clear()
    assert outcome(validator.validate_python, {'a': 'x', 'b': 1, 'c': [], 'd': 3}) == [('int_parsing', ('a',)), ('int_type', ('c',))]
    assert seen == [{}, {'b': 1}]


RECORDS_WITH_EXTRAS = {
    'dataclass': (cs.dataclass_args_schema, 'Data', {'fields': [cs.dataclass_field('a', INT)]}),
    'typed dict': (cs.typed_dict_schema, {'a': cs.typed_dict_field(INT)}, {}),
    'model': (cs.model_fields_schema, {'a': cs.model_field(INT)}, {}),
}
DATA_OF_EXTRAS = {
    'dataclass': ([{'a': 1}, {'a': 1, 'x': 2}], [{}, {'x': 2}]),
    'typed dict': ([None, None], [None, None]),
    'model': (by_edition([None, None], [{'a': 1}, {'a': 1}]), by_edition([None, None], [{}, {}])),
}


@pytest.mark.parametrize('kind', RECORDS_WITH_EXTRAS)
def test_what_validators_of_extra_values_see(kind):
    seen = []

    def note(value, info):
        seen.append(None if info.data is None else dict(info.data))
        return value

    make, first, rest = RECORDS_WITH_EXTRAS[kind]
    extras = cs.with_info_plain_validator_function(note)
    validator = SchemaValidator({**make(first, **rest), 'extra_behavior': 'allow', 'extras_schema': extras})
    for value, expected in zip(({'a': 1, 'x': 2, 'y': 3}, {'a': 'no', 'x': 2, 'y': 3}), DATA_OF_EXTRAS[kind]):
        for call, text in ((validator.validate_python, value), (validator.validate_json, json.dumps(value))):
            seen.clear()
            outcome(call, text)
            assert seen == expected
