"""Unions that try their choices where nobody can notice: they come to what they come to without a trial.

A choice that is a function is not quiet, so that a union with one has no trial. `without_trial` adds one that takes
nothing, and forgets its error.
"""

import enum
import gc
import json
import random

import pytest
from pydantic_core import PydanticCustomError, SchemaValidator, ValidationError
from pydantic_core import core_schema as cs

INT, STR, FLOAT, BOOL = cs.int_schema(), cs.str_schema(), cs.float_schema(), cs.bool_schema()
SLOTS = '__dict__', '__pydantic_fields_set__', '__pydantic_extra__', '__pydantic_private__'


def refuse(value):
    raise ValueError('never')


def class_of(name, *bases, **members):
    return type(name, bases, {'__slots__': () if bases else SLOTS, **members})


def model(name, fields, cls=None, **options):
    fields = {key: cs.model_field(schema) for key, schema in fields.items()}
    return cs.model_schema(cls or class_of(name), cs.model_fields_schema(fields, **options))


def root(name, schema, cls=None):
    return cs.model_schema(cls or class_of(name), schema, root_model=True)


def dataclass(name, fields, cls=None, **options):
    """`fields`: a schema each, or the field."""
    fields = [schema if schema['type'] == 'dataclass-field' else cs.dataclass_field(key, schema) for key, schema in fields.items()]
    cls = cls or type(name, (), {'__dataclass_fields__': {}})
    return cs.dataclass_schema(cls, cs.dataclass_args_schema(name, fields, **options), [field['name'] for field in fields])


def tag(*texts):
    return cs.literal_schema(list(texts))


def outcome(validate, value):
    """What a call comes to: the value with its types, or all that its errors say."""
    try:
        made = validate(value)
    except ValidationError as error:
        return [(e['type'], e['loc'], e['msg'], repr(e['input']), e.get('ctx')) for e in error.errors(include_url=False)]
    return shown(made)


def shown(value):
    if hasattr(value, '__pydantic_fields_set__'):
        extra = getattr(value, '__pydantic_extra__', None)
        return type(value).__name__, shown(value.__dict__), sorted(value.__pydantic_fields_set__), shown(extra)
    if hasattr(type(value), '__dataclass_fields__'):
        return type(value).__name__, shown(value.__dict__)
    if isinstance(value, dict):
        return {key: shown(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return type(value).__name__, [shown(item) for item in value]
    return type(value).__name__, repr(value)


def both(choices, **options):
    """The union, and the same without trials."""
    never = cs.no_info_plain_validator_function(refuse)
    return SchemaValidator(cs.union_schema(choices, **options)), SchemaValidator(cs.union_schema([*choices, (never, 'never')], **options))


def is_text(value):
    """Whether it is an input in strings mode."""
    if isinstance(value, dict):
        return all(type(key) is str and is_text(item) for key, item in value.items())
    return type(value) is str


def check(pair, value, **settings):
    trial, plain = pair
    is_json = True
    try:
        text = json.dumps(value)
    except TypeError:
        is_json = False
    calls = [('validate_python', value), *([('validate_json', text)] if is_json else []), *([('validate_strings', value)] if is_text(value) else [])]
    for method, given in calls:
        ours, other = (outcome(lambda v: getattr(side, method)(v, **settings), given) for side in (trial, plain))
        if isinstance(other, list):
            other = [line for line in other if line[1] != ('never',)]
        assert ours == other, (method, given)
    assert trial.isinstance_python(value, **settings) == plain.isinstance_python(value, **settings)
    return outcome(lambda v: trial.validate_python(v, **settings), value)


CAT = {'kind': tag('cat'), 'name': STR, 'lives': INT}
DOG = {'kind': tag('dog', 'wolf'), 'name': STR, 'tricks': cs.list_schema(STR)}
FISH = {'kind': cs.with_default_schema(tag('fish'), default='fish'), 'name': STR}
PETS = [model('Cat', CAT), model('Dog', DOG), model('Fish', FISH), model('Any', {'name': cs.with_default_schema(STR, default='')}, extra_behavior='forbid')]
FISH_AS_DATACLASS = {'kind': cs.dataclass_field('kind', cs.with_default_schema(tag('fish'), default='fish')), 'name': STR}
WITHOUT_INIT = cs.dataclass_field('more', cs.with_default_schema(INT, default=1), init=False)
PETS_OF_OTHER_KINDS = {
    'dataclasses': [dataclass('Cat', CAT), dataclass('Dog', DOG), dataclass('Fish', FISH_AS_DATACLASS), dataclass('Any', {'name': STR}, extra_behavior='forbid')],
    'root models': [root('Cats', model('Cat', CAT)), root('Dogs', root('Dog', dataclass('Dog', DOG))), root('List', cs.list_schema(INT)), root('Text', tag('cat', 'dog'))],
    'roots as tags': [model('Cat', {**CAT, 'kind': root('Kind', tag('cat'))}), dataclass('Dog', {**DOG, 'kind': root('Kind', cs.with_default_schema(tag('dog'), default='dog'))})],
    'all kinds': [PETS[0], dataclass('Dog', DOG), cs.typed_dict_schema({'kind': cs.typed_dict_field(tag('cat')), 'name': cs.typed_dict_field(STR)}), root('Fish', PETS[2])],
    'fields without init': [dataclass('Cat', {**CAT, 'more': WITHOUT_INIT}), dataclass('Dog', {'kind': tag('dog', 'cat'), 'name': cs.dataclass_field('name', STR, init_only=True)}, collect_init_only=True)],
}
PET_INPUTS = [
    {'kind': 'cat', 'name': 'a', 'lives': 9},
    {'kind': 'cat', 'name': 'a', 'lives': 'nine'},
    {'kind': 'cat', 'name': 'a'},
    {'kind': 'dog', 'name': 'a', 'tricks': []},
    {'kind': 'wolf', 'name': 'a', 'tricks': ['sit', 1]},
    {'kind': 'fish', 'name': 'a'},
    {'kind': 'fish', 'name': 'a', 'lives': 3, 'tricks': []},
    {'name': 'a'},
    {'name': 1},
    {},
    {'kind': None, 'name': 'a'},
    {'kind': 1, 'name': 'a'},
    {'kind': ['cat'], 'name': 'a'},
    {'kind': 'ca\u0308t', 'name': 'a'},
    {'kind': '\ud800', 'name': 'a'},
    {'\ud800': 'cat', 'name': 'a'},
    {'kind': 'cat', 'name': 'a', 'lives': 10**30, 'more': {'x': [1, (2, 3), None]}},
    {1: 'cat', 'name': 'a'},
    None,
    'cat',
    [],
    [('kind', 'cat')],
    ({'kind': 'cat'},),
    object(),
    {'kind': 'cat', 'name': object(), 'lives': 9},
]


@pytest.mark.parametrize('mode', ['smart', 'left_to_right'])
@pytest.mark.parametrize('settings', [{}, {'strict': True}, {'by_name': True}, {'by_alias': False, 'by_name': True}, {'extra': 'allow'}], ids=str)
def test_pets(mode, settings):
    pair = both(PETS, mode=mode)
    for value in PET_INPUTS:
        check(pair, value, **settings)


@pytest.mark.parametrize('choices', PETS_OF_OTHER_KINDS.values(), ids=PETS_OF_OTHER_KINDS)
@pytest.mark.parametrize('mode', ['smart', 'left_to_right'])
@pytest.mark.parametrize('settings', [{}, {'strict': True}, {'by_alias': False, 'by_name': True}, {'extra': 'allow'}], ids=str)
def test_pets_of_other_kinds(choices, mode, settings):
    pair = both(choices, mode=mode)
    for value in [*PET_INPUTS, [1], [1, 'x'], 'dog']:
        check(pair, value, **settings)


def test_texts_find_their_choice():
    """In strings mode, in which every value is a text."""
    trial, plain = both([*PETS, dataclass('Bird', {'kind': tag('bird'), 'wings': INT}), root('Number', INT)])
    for value, expected in [({'kind': 'cat', 'name': 'a', 'lives': '9'}, 'Cat'), ({'kind': 'bird', 'wings': '2'}, 'Bird'), ('12', 'Number')]:
        assert type(trial.validate_strings(value)).__name__ == expected
    for value in ({'kind': 'bird', 'wings': 'x'}, {'kind': 'bird'}, {'kind': {'cat': 'dog'}}, 'x', {'name': 'a'}, {}):
        check((trial, plain), value)


def test_all_errors_are_told_in_order():
    got = check(both(PETS), {'kind': 'bird', 'lives': 1})
    assert [(type, loc) for type, loc, *_ in got] == [
        ('literal_error', ('Cat', 'kind')),
        ('missing', ('Cat', 'name')),
        ('literal_error', ('Dog', 'kind')),
        ('missing', ('Dog', 'name')),
        ('missing', ('Dog', 'tricks')),
        ('literal_error', ('Fish', 'kind')),
        ('missing', ('Fish', 'name')),
        ('extra_forbidden', ('Any', 'kind')),
        ('extra_forbidden', ('Any', 'lives')),
    ]


def test_the_last_of_equal_keys_counts():
    trial, plain = both(PETS)
    for text in ['{"kind": "dog", "name": "a", "lives": 1, "kind": "cat"}', '{"kind": "cat", "name": "a", "lives": 1, "kind": "dog"}']:
        ours, other = outcome(trial.validate_json, text), outcome(plain.validate_json, text)
        assert ours == [line for line in other if line[1] != ('never',)] if isinstance(other, list) else ours == other
    assert outcome(trial.validate_json, '{"kind": "dog", "name": "a", "lives": 1, "kind": "cat"}')[0] == 'Cat'


def test_a_custom_error_stands_for_all():
    pair = SchemaValidator(cs.union_schema(PETS, custom_error_type='pet', custom_error_message='no pet'))
    assert outcome(pair.validate_python, {'kind': 'bird'}) == [('pet', (), 'no pet', "{'kind': 'bird'}", None)]


ALIASED = [
    cs.model_schema(class_of('A'), cs.model_fields_schema({'kind': cs.model_field(tag('a'), validation_alias='k'), 'x': cs.model_field(INT)})),
    cs.model_schema(class_of('B'), cs.model_fields_schema({'kind': cs.model_field(tag('b'), validation_alias=['k', 0]), 'x': cs.model_field(INT)})),
    cs.model_schema(class_of('C'), cs.model_fields_schema({'kind': cs.model_field(tag('c'), validation_alias=[['k'], ['kk']])})),
    cs.typed_dict_schema({'kind': cs.typed_dict_field(tag('d'), required=False), 'x': cs.typed_dict_field(INT, validation_alias='y')}),
]


@pytest.mark.parametrize('settings', [{}, {'by_name': True}, {'by_alias': False, 'by_name': True}], ids=str)
def test_aliases(settings):
    pair = both(ALIASED)
    for k in ('a', 'b', 'c', 'd', ['b'], None):
        for rest in ({}, {'x': 1}, {'x': 'y'}, {'y': 2}, {'kind': 'd', 'y': 1}, {'kind': 'a', 'x': 1}, {'kk': 'c'}):
            check(pair, {'k': k, **rest}, **settings)
            check(pair, rest, **settings)


def test_neither_names_nor_aliases():
    """The error of a schema that allows neither is raised, whatever the input lacks."""
    config = cs.CoreConfig(validate_by_alias=False, validate_by_name=False)
    odd = cs.model_schema(class_of('Odd'), cs.model_fields_schema({'a': cs.model_field(INT)}), config=config)
    for side in both([odd, PETS[0]]):
        with pytest.raises(Exception, match='cannot both be set to `False`'):
            side.validate_python({})


def test_many_choices():
    """More than the filter looks at, under more keys than it keeps."""
    choices = [model(f'M{i}', {'id': INT, f'key_{i}': INT, f'also_{i}': STR}) for i in range(140)]
    pair = both(choices)
    for i in (0, 1, 63, 64, 127, 128, 139):
        assert check(pair, {'id': 1, f'key_{i}': i, f'also_{i}': 'x'})[0] == f'M{i}'
    check(pair, {'id': 1})


def test_many_tags():
    choices = [model(f'M{i}', {**{f't{k}': tag(f'{i}-{k}') for k in range(6)}}) for i in range(70)]
    pair = both(choices)
    for i in (0, 33, 64, 69):
        value = {f't{k}': f'{i}-{k}' for k in range(6)}
        assert check(pair, value)[0] == f'M{i}'
        check(pair, {**value, 't5': 'x'})
        check(pair, {**value, 't0': 'x'})


def optional(**fields):
    return {name: cs.with_default_schema(schema, default=None) for name, schema in fields.items()}


COUNTED = [
    # choices, and inputs whose best choice hangs on how many fields they set
    [model('A', {'id': INT, **optional(a=INT)}), model('B', {'id': INT, **optional(b=INT)}), model('C', {'id': INT, **optional(b=INT, c=INT)})],
    [model('A', {'id': INT, **optional(a=INT)}), cs.typed_dict_schema({'id': cs.typed_dict_field(INT), 'b': cs.typed_dict_field(INT, required=False)})],
    [cs.typed_dict_schema({'id': cs.typed_dict_field(INT), 'b': cs.typed_dict_field(INT, required=False)}), model('A', {'id': INT, **optional(a=INT, b=STR)})],
    # Records within count their fields as well.
    [model('A', {'id': INT, **optional(a=INT, b=INT)}), model('B', {'id': INT, 'a': model('N', optional(x=INT, y=INT, z=INT))})],
    [model('A', {'id': INT, **optional(a=INT)}), model('B', {'id': INT}, extra_behavior='allow', extras_schema=model('N', optional(x=INT, y=INT, z=INT)))],
    # A field that is left out where it is wrong is not set.
    [model('A', {'id': INT, 'a': cs.with_default_schema(INT, on_error='omit', default=1), 'b': cs.with_default_schema(INT, on_error='default', default=1)}), model('B', {'id': INT, **optional(c=INT)})],
    # Two fields of one key.
    [
        cs.model_schema(class_of('A'), cs.model_fields_schema({'a': cs.model_field(INT, validation_alias='id'), 'b': cs.model_field(INT, validation_alias='id')})),
        model('B', {'id': INT, **optional(c=INT)}),
    ],
    [model('A', {'id': FLOAT, **optional(a=INT)}), model('B', {'id': INT, **optional(b=INT)})],
    [cs.dict_schema(STR, cs.any_schema()), model('B', {'id': INT, **optional(b=INT)})],
    [dataclass('A', {'id': INT, **optional(a=INT)}), model('B', {'id': INT, **optional(b=INT)}), dataclass('C', {'id': INT, **optional(b=INT, c=INT)})],
    [dataclass('A', {'id': INT, 'b': WITHOUT_INIT}), dataclass('B', {'id': INT, **optional(c=INT)}), root('R', model('C', {'id': INT, **optional(b=INT)}))],
    [model('A', {'id': INT}), cs.union_schema([model('B', {'id': INT, **optional(b=INT)}), model('C', {'id': INT, **optional(c=INT)})])],
]


@pytest.mark.parametrize('choices', COUNTED, ids=lambda choices: ' '.join(choice['type'] for choice in choices))
@pytest.mark.parametrize('backwards', [False, True])
def test_the_most_fields_win(choices, backwards):
    pair = both(choices[::-1] if backwards else choices)
    for first in (1, '1', 1.0, None):
        for rest in ({}, {'a': 1}, {'b': 1}, {'b': 'x'}, {'c': 1}, {'b': 1, 'c': 1}, {'a': 1, 'b': 2, 'c': 3}, {'a': {'x': 1}}, {'a': {'x': 1, 'y': 2, 'z': 3}}, {'m': {'x': 1, 'y': 2, 'z': 3}}):
            check(pair, {'id': first, **rest})


def tree():
    """Recursive: a node is a leaf, a pair of nodes, or a list of them."""
    ref = cs.definition_reference_schema('node')
    node = cs.union_schema([model('Leaf', {'leaf': INT}), model('Pair', {'left': ref, 'right': ref}), model('Many', {'many': cs.list_schema(ref)})], ref='node')
    never = cs.no_info_plain_validator_function(refuse)
    plain = {**node, 'choices': [*node['choices'], (never, 'never')]}
    return SchemaValidator(cs.definitions_schema(ref, [node])), SchemaValidator(cs.definitions_schema(ref, [plain]))


def test_a_recursive_union():
    trial, plain = tree()

    def same(value):
        ours, other = outcome(trial.validate_python, value), outcome(plain.validate_python, value)
        if isinstance(other, list):
            other = [line for line in other if line[1][-1] != 'never']
        assert ours == other
        ours, text = outcome(trial.validate_json, json.dumps(value)), json.dumps(value)
        other = outcome(plain.validate_json, text)
        assert ours == ([line for line in other if line[1][-1] != 'never'] if isinstance(other, list) else other)

    leaf = {'leaf': 1}
    good = {'left': leaf, 'right': {'many': [leaf, {'left': leaf, 'right': leaf}]}}
    same(good)
    same({'left': good, 'right': {'many': [good, {'leaf': 'x'}]}})
    same({'left': good, 'right': {'many': [good, {'left': 1}]}})
    deep = leaf
    for _ in range(40):
        deep = {'left': leaf, 'right': deep}
    assert trial.isinstance_python(deep)


def test_fields_of_records_of_the_same_kind_count():
    """A record that holds itself sets the fields within as well."""
    more = cs.with_default_schema(cs.nullable_schema(cs.definition_reference_schema('self')), default=None)
    fields = {'x': cs.with_default_schema(INT, default=0), 'y': cs.with_default_schema(INT, default=0), 'more': more}
    itself = {**model('Self', fields), 'ref': 'self'}
    flat = model('Flat', {'x': INT, **optional(y=INT, z=INT, more=cs.any_schema())})
    never = cs.no_info_plain_validator_function(refuse)
    for choices in ([flat, cs.definition_reference_schema('self')], [cs.definition_reference_schema('self'), flat]):
        pair = [SchemaValidator(cs.definitions_schema(cs.union_schema(every), [itself])) for every in (choices, [*choices, (never, 'never')])]
        for value in ({'x': 1, 'y': 1, 'z': 1}, {'x': 1, 'more': {'x': 1}}, {'x': 1, 'more': {'x': 1, 'y': 1}, 'y': 1, 'z': 1}, {'x': 1, 'z': 1, 'more': {'x': 1, 'more': {'y': 2}}}):
            check(pair, value)


def test_a_failing_chain_is_told_once():
    """If each level were tried once more for each level above, this would never end."""
    trial, _ = tree()
    levels = 60
    deep = {'leaf': 'x'}
    for _ in range(levels):
        deep = {'many': [deep]}
    with pytest.raises(ValidationError) as error:
        trial.validate_json(json.dumps(deep))
    assert error.value.error_count() == levels * 3 + 4  # the keys of the other choices; and below all


def test_failed_choices_leave_their_trace_in_the_exactness():
    """From left to right a choice that fails lowers it all the same, which a smart union around it sees."""
    a = model('A', {'kind': tag('a'), 'x': INT})
    b = cs.typed_dict_schema({'kind': cs.typed_dict_field(tag('b'))})
    around = [cs.union_schema([a, b], mode='left_to_right'), cs.dict_schema(STR, STR)]
    pair = both(around)
    for value in ({'kind': 'b'}, {'kind': 'a', 'x': 'y'}, {'kind': 'c'}):
        check(pair, value)


def test_values_that_hold_themselves():
    pair = both([model('A', {'a': cs.any_schema(), 'b': INT}), model('B', {'a': cs.list_schema(cs.any_schema())})])
    loop = []
    loop.append(loop)
    value = {'a': loop}
    assert pair[0].isinstance_python(value) and type(pair[0].validate_python(value)).__name__ == 'B'
    value['self'] = value
    assert type(pair[0].validate_python(value)).__name__ == 'B'


class Meta(type):
    asked = 0

    def __instancecheck__(cls, instance):
        Meta.asked += 1
        return super().__instancecheck__(instance)


class Told:
    """Notes what is called."""

    calls = []

    def __index__(self):
        self.calls.append('index')
        return 1

    def __eq__(self, other):
        self.calls.append('eq')
        return NotImplemented

    def __hash__(self):
        self.calls.append('hash')
        return hash('cat')

    def __repr__(self):
        self.calls.append('repr')
        return 'told'


def calls_of(validator, value, method='validate_python'):
    Told.calls.clear()
    try:
        getattr(validator, method)(value)
    except ValidationError:
        pass
    return list(Told.calls)


def test_objects_are_asked_as_often_as_without():
    trial, plain = both([model('A', {'n': INT, 'm': INT}), model('B', {'n': INT, 'kind': tag('cat')})])
    for value in [{'n': Told()}, {'n': Told(), 'm': Told()}, {'n': 1, 'kind': Told()}, {'n': [Told()], 'm': Told()}]:
        assert calls_of(trial, value) == calls_of(plain, value) != [], value


def test_keys_are_asked_what_they_are_called_by_errors_that_stay():
    """As upstream does: also where errors are only counted, but not for choices that failed in a union that did not."""
    # Not models, of which there are no trials before CPython 3.13: there, A's error asks the key too.
    union = cs.union_schema([cs.typed_dict_schema({name: cs.typed_dict_field(INT)}) for name in 'ab'])
    validator = SchemaValidator(cs.dict_schema(cs.any_schema(), union))
    for method in ('validate_python', 'isinstance_python'):
        assert calls_of(validator, {Told(): {'b': 1}}, method).count('index') == 0
        assert calls_of(validator, {Told(): {'c': 1}}, method).count('index') == 2
    assert calls_of(SchemaValidator(cs.dict_schema(cs.any_schema(), INT)), {Told(): 'x'}, 'isinstance_python').count('index') == 1


def noisy_new(cls):
    Told.calls.append('new')
    return object.__new__(cls)


def noisy_init(self, **kwargs):
    Told.calls.append('init')


def dataclass_with(name, member):
    """A model with a field of a dataclass whose class has that member."""
    cls = type('L', (), {'__dataclass_fields__': {}, name: member})
    inner = {**dataclass('L', {}, cls), **({'post_init': True} if name == '__post_init__' else {})}
    return model('O', {'a': inner, 'b': INT})


class Loud(enum.Enum):
    one = 'one'

    @classmethod
    def _missing_(cls, value):
        Told.calls.append('missing')


class Word(enum.Enum):
    cat = 'cat'
    one = 1


LOUD = [
    ('a function', lambda: cs.no_info_after_validator_function(lambda v: Told.calls.append('after') or v, model('L', {'a': INT, 'b': INT}))),
    ('a function of a field', lambda: model('L', {'a': cs.no_info_after_validator_function(lambda v: Told.calls.append('after') or v, INT), 'b': INT})),
    ('a factory', lambda: model('L', {'a': cs.with_default_schema(INT, default_factory=lambda: Told.calls.append('made') or 1), 'b': INT})),
    ('__new__', lambda: model('O', {'a': model('L', {}, class_of('L', __new__=noisy_new)), 'b': INT})),
    ('__init__', lambda: cs.model_schema(class_of('L', __init__=noisy_init), cs.model_fields_schema({'b': cs.model_field(INT)}), custom_init=True)),
    ('post_init', lambda: model('O', {'a': cs.model_schema(class_of('L', after=lambda self, ctx: Told.calls.append('post')), cs.model_fields_schema({}), post_init='after'), 'b': INT})),
    ('__del__', lambda: model('O', {'a': model('L', {}, class_of('L', __del__=lambda self: Told.calls.append('del'))), 'b': INT})),
    ('a literal with a hash', lambda: model('L', {'a': cs.literal_schema([Told()]), 'b': INT})),
    ('_missing_ of an enum', lambda: model('L', {'a': cs.enum_schema(Loud, list(Loud)), 'b': INT})),
    ('__post_init__', lambda: dataclass_with('__post_init__', lambda self: Told.calls.append('post'))),
    ('__new__ of a dataclass', lambda: dataclass_with('__new__', noisy_new)),
    ('__del__ of a dataclass', lambda: dataclass_with('__del__', lambda self: Told.calls.append('del'))),
    ('__dict__ of a dataclass', lambda: dataclass_with('__dict__', property(lambda self: {}, lambda self, value: Told.calls.append('dict')))),
    ('a function of a dataclass', lambda: dataclass('L', {'a': cs.no_info_after_validator_function(lambda v: Told.calls.append('after') or v, INT), 'b': INT})),
    ('root', lambda: model('O', {'a': root('R', cs.any_schema(), class_of('R', root=property(None, lambda self, value: Told.calls.append('root')))), 'b': INT})),
    ('__new__ of a root model', lambda: model('O', {'a': root('R', cs.any_schema(), class_of('R', __new__=noisy_new)), 'b': INT})),
    ('__del__ of a root model', lambda: model('O', {'a': root('R', cs.any_schema(), class_of('R', __del__=lambda self: Told.calls.append('del'))), 'b': INT})),
    ('a set of them', lambda: model('O', {'a': cs.set_schema(model('L', {}, class_of('L', __hash__=lambda self: Told.calls.append('hash') or 1))), 'b': INT})),
]


@pytest.mark.parametrize('make', [make for _, make in LOUD], ids=[name for name, _ in LOUD])
@pytest.mark.parametrize('value', [{'a': 1}, {'a': {}}, {'a': 'cat'}, {'a': [{}]}, {}, {'b': 1}], ids=repr)
def test_code_of_the_users_runs_as_often(make, value):
    never = cs.no_info_plain_validator_function(refuse)
    loud = make()
    trial = SchemaValidator(cs.union_schema([loud, model('P', {'c': INT})]))
    plain = SchemaValidator(cs.union_schema([loud, model('P', {'c': INT}), (never, 'never')]))
    gc.collect()
    assert calls_of(trial, value) == calls_of(plain, value)


def test_enums_without_code():
    pair = both([model('A', {'word': cs.enum_schema(Word, list(Word)), 'a': INT}), model('B', {'word': cs.enum_schema(Word, list(Word), sub_type='str')}), model('C', {'c': INT})])
    for word in ('cat', 1, 'dog', 2, 1.0, None, [1], {}):
        for rest in ({}, {'a': 1}, {'c': 1}):
            check(pair, {'word': word, **rest})


def test_a_metaclass_is_asked_as_often():
    cls = Meta('Asked', (), {'__slots__': SLOTS})
    trial, plain = both([model('O', {'a': model('A', {'x': INT}, cls), 'b': INT}), model('B', {'c': INT})])
    counts = []
    for side in (trial, plain):
        Meta.asked = 0
        for value in ({'a': 'text'}, {'a': [1], 'b': 1}, {'a': 1, 'c': 1}):
            side.isinstance_python(value)
        counts.append(Meta.asked)
    assert counts[0] == counts[1] == 3


def test_partial_mode_goes_from_choice_to_choice():
    """A model turns it off for the choices after it."""
    pair = both([model('A', {'a': INT}), cs.typed_dict_schema({'b': cs.typed_dict_field(INT), 'c': cs.typed_dict_field(INT, required=False)})])
    for value in ({'b': 1, 'c': 'x'}, {'b': 1}, {'a': 'x'}):
        ours, other = (outcome(lambda v: side.validate_python(v, allow_partial=True), value) for side in pair)
        assert ours == ([line for line in other if line[1] != ('never',)] if isinstance(other, list) else other)


def test_a_validation_error_seen_by_user_code_is_whole():
    """Also where the call itself only counts."""
    seen = []

    def wrap(value, handler):
        try:
            return handler(value)
        except ValidationError as error:
            seen.append([(e['type'], e['loc']) for e in error.errors()])
            raise

    validator = SchemaValidator(cs.list_schema(cs.no_info_wrap_validator_function(wrap, cs.union_schema(PETS[:2]))))
    assert not validator.isinstance_python([{'kind': 'bird', 'name': 1}])
    assert seen == [
        [
            ('literal_error', ('Cat', 'kind')),
            ('string_type', ('Cat', 'name')),
            ('missing', ('Cat', 'lives')),
            ('literal_error', ('Dog', 'kind')),
            ('string_type', ('Dog', 'name')),
            ('missing', ('Dog', 'tricks')),
        ]
    ]


class Quiet(ValueError):
    asked = 0

    def __str__(self):
        Quiet.asked += 1
        return 'text'


@pytest.mark.parametrize('error', [Quiet(), PydanticCustomError('mine', 'text'), AssertionError('text')], ids=repr)
def test_exceptions_of_users_count(error):
    def fail(value):
        raise error

    validator = SchemaValidator(cs.list_schema(cs.no_info_plain_validator_function(fail)))
    Quiet.asked = 0
    assert not validator.isinstance_python([1, 2])
    assert Quiet.asked == (2 if isinstance(error, Quiet) else 0)


def test_errors_above_those_that_are_counted():
    """Errors from before a trial stay, and those after it come behind them."""
    validator = SchemaValidator(cs.model_fields_schema({name: cs.model_field(schema) for name, schema in {'a': INT, 'u': cs.union_schema(PETS[:3]), 'b': INT}.items()}))
    got = outcome(validator.validate_python, {'a': 'x', 'u': {'kind': 'cat', 'name': 'n', 'lives': 1}, 'b': 'y'})
    assert [line[1] for line in got] == [('a',), ('b',)]
    got = outcome(validator.validate_python, {'a': 'x', 'u': {'kind': 'cat', 'name': 'n', 'lives': 'l'}, 'b': 'y'})
    assert [line[1] for line in got] == [('a',), ('u', 'Cat', 'lives'), ('u', 'Dog', 'kind'), ('u', 'Dog', 'tricks'), ('u', 'Fish', 'kind'), ('b',)]


def random_schema(rng, depth):
    """A quiet schema."""
    if depth == 0 or rng.random() < 0.3:
        return rng.choice([INT, STR, FLOAT, BOOL, cs.none_schema(), cs.any_schema(), tag('a'), tag('a', 'b'), cs.literal_schema([1, 'a', None]), cs.date_schema(), cs.int_schema(gt=1)])
    inner = lambda: random_schema(rng, depth - 1)
    roll = rng.randrange(9)
    if roll < 5:
        fields = {name: inner() for name in rng.sample('abcd', rng.randrange(4))}
        fields.update({'kind': tag(*rng.sample(['a', 'b', 'c'], rng.randrange(1, 3)))} if rng.random() < 0.6 else {})
        fields = {n: cs.with_default_schema(s, default=rng.choice([None, 1, []])) if rng.random() < 0.25 else s for n, s in fields.items()}
        extra = {'extra_behavior': rng.choice(['ignore', 'allow', 'forbid'])} if rng.random() < 0.4 else {}
        if rng.random() < 0.3:
            return cs.typed_dict_schema({n: cs.typed_dict_field(s) for n, s in fields.items()}, **extra)
        made = rng.choice([model, model, dataclass])(f'M{rng.randrange(10**6)}', fields, **extra)
        return root(f'R{rng.randrange(10**6)}', made) if rng.random() < 0.2 else made
    if roll == 5:
        return cs.list_schema(inner())
    if roll == 6:
        return cs.dict_schema(STR, inner())
    if roll == 7:
        return cs.nullable_schema(inner())
    return cs.union_schema([inner() for _ in range(rng.randrange(2, 4))], mode=rng.choice(['smart', 'smart', 'left_to_right']))


def random_value(rng, depth=3):
    if depth == 0 or rng.random() < 0.35:
        return rng.choice([1, 0, 2, 'a', 'b', 'c', '1', 1.5, True, None, '2020-01-01'])
    if rng.random() < 0.8:
        return {name: random_value(rng, depth - 1) if name != 'kind' or rng.random() < 0.1 else rng.choice('abc') for name in rng.sample(['a', 'b', 'c', 'd', 'kind', 'x'], rng.randrange(6))}
    return [random_value(rng, depth - 1) for _ in range(rng.randrange(3))]


@pytest.mark.parametrize('seed', range(60))
def test_both_ways_come_to_the_same(seed):
    rng = random.Random(seed)
    pair = both([random_schema(rng, 3) for _ in range(rng.randrange(2, 6))], mode=rng.choice(['smart', 'left_to_right']))
    for _ in range(60):
        check(pair, random_value(rng), **rng.choice([{}, {}, {'strict': True}, {'extra': 'forbid'}]))
