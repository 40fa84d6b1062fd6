"""Many threads and one validator, one serializer, one input: every answer is right, whatever is going on beside it.

Without the GIL these meet at once; with it they are switched often. What each thread checks is its own result: where
another thread changes the input meanwhile, that it is one of the results that the input could have had.
"""

import gc
import json
import random
import subprocess
import sys
import threading
import uuid
from datetime import datetime, timezone
from decimal import Decimal
from enum import Enum

import pydantic
import pytest
from pydantic_core import (
    PydanticSerializationError,
    SchemaSerializer,
    SchemaValidator,
    ValidationError,
    from_json,
    to_json,
    to_jsonable_python,
)
from pydantic_core import core_schema as cs

THREADS = 8
PATIENCE = 120
"""Seconds after which a thread counts as hanging."""
FREE_THREADED = bool(getattr(sys, '_is_gil_enabled', None)) and not sys._is_gil_enabled()


@pytest.fixture(autouse=True)
def switch_often():
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    yield
    sys.setswitchinterval(interval)


def together(*functions):
    """Runs each function in a thread of its own, all released at once; returns what they returned, or raises."""
    results, errors = [None] * len(functions), []
    barrier = threading.Barrier(len(functions))

    def run(index, function):
        barrier.wait()
        try:
            results[index] = function()
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=run, args=pair, daemon=True) for pair in enumerate(functions)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
        assert not thread.is_alive(), 'a thread hangs'
    if errors:
        raise errors[0]
    return results


def in_all(function, count=THREADS):
    """Calls function(number of the thread) in `count` threads at once."""
    return together(*(lambda n=n: function(n) for n in range(count)))


def beside(change, check):
    """Calls `check` in threads until each has done so many times, while one calls `change` again and again."""
    left = [THREADS - 1]
    lock = threading.Lock()

    def checks():
        try:
            for _ in range(500):
                check()
        finally:
            with lock:
                left[0] -= 1

    def changes():
        number = 0
        while left[0]:
            change(number)
            number += 1

    together(changes, *[checks] * (THREADS - 1))


def field(schema, **more):
    return cs.model_field(schema, **more)


# One validator, one serializer

TREE = cs.definitions_schema(
    cs.definition_reference_schema('node'),
    [
        cs.typed_dict_schema(
            {
                'name': cs.typed_dict_field(cs.str_schema()),
                'sub': cs.typed_dict_field(cs.list_schema(cs.definition_reference_schema('node')), required=False),
            },
            ref='node',
        )
    ],
)


def tree(depth, width=3):
    return {'name': f'at {depth}', 'sub': [tree(depth - 1, width) for _ in range(width)] if depth else []}


def test_recursive_definitions():
    validator, serializer = SchemaValidator(TREE), SchemaSerializer(TREE)
    trees = [tree(depth) for depth in range(1, 5)]
    texts = [json.dumps(value, separators=(',', ':')).encode() for value in trees]
    loop = tree(1)
    loop['sub'].append(loop)

    def work(n):
        for i in range(12):
            value, text = trees[(n + i) % 4], texts[(n + i) % 4]
            assert validator.validate_python(value) == value
            assert validator.validate_json(text) == value
            assert serializer.to_python(value) == value
            assert serializer.to_json(value) == text
            # What guards against loops is each call's own.
            with pytest.raises(ValidationError, match='recursion_loop'):
                validator.validate_python(loop)
            with pytest.raises(ValueError, match='Circular reference'):
                serializer.to_json(loop)

    in_all(work)


def test_the_names_of_recursive_definitions():
    """A choice is named when its error is shown: "..." stands only for what is being named in the same thread."""
    itself = cs.definition_reference_schema('t')
    many = cs.nullable_schema(cs.list_schema(itself), ref='t')
    validator = SchemaValidator(cs.definitions_schema(cs.union_schema([cs.int_schema(), itself]), [many]))

    def work(n):
        for _ in range(500):
            with pytest.raises(ValidationError) as raised:
                validator.validate_python('x')
            assert [line['loc'] for line in raised.value.errors()] == [('int',), ('nullable[list[...]]',)]

    in_all(work)


class Colour(Enum):
    red = 'red'
    blue = 'blue'


class Address(pydantic.BaseModel):
    street: str = pydantic.Field(pattern=r'^\w[\w .]*$')
    colour: Colour = Colour.red


class Person(pydantic.BaseModel):
    id: uuid.UUID
    born: datetime
    worth: Decimal
    address: Address
    friends: 'list[Person]' = []
    more: 'int | str | list[int]' = 0


def person(n, friends=2):
    return {
        'id': uuid.UUID(int=n + 1),
        'born': datetime(2000, 1, 1 + n % 28, tzinfo=timezone.utc),
        'worth': Decimal(n) / 4,
        'address': {'street': f'{"Ünter" if n % 2 else "Low"} st. {n}', 'colour': Colour.blue},
        'friends': [person(n + 1 + i, 0) for i in range(friends)],
        'more': ['a', n, [n, n]][n % 3],
    }


def test_models_with_everything_in_them():
    def work(n):
        for i in range(30):
            given = person(n * 31 + i)
            one = Person.model_validate(given)
            assert one.model_dump() == given
            text = one.model_dump_json()
            assert Person.model_validate_json(text) == one
            assert json.loads(text) == one.model_dump(mode='json')
            with pytest.raises(ValidationError) as error:
                Person.model_validate({**given, 'id': n, 'born': 'x', 'address': {'street': '!'}})
            assert [e['loc'] for e in error.value.errors()] == [('id',), ('born',), ('address', 'street')]

    in_all(work)


def test_what_is_made_at_the_first_use():
    """Programs of patterns, for ASCII and for all of Unicode, are made when the first text asks for them."""
    for number in range(40):
        validator = SchemaValidator(cs.str_schema(pattern=rf'^(\w+|é{{{number % 5 + 1}}})-\d{{1,{number + 1}}}$'))

        def work(n):
            good = 'é' * (number % 5 + 1) + '-7' if n % 2 else f'abc_{n}-{n}'
            assert validator.validate_python(good) == good
            with pytest.raises(ValidationError):
                validator.validate_python(good + 'x')

        in_all(work)


def pet(kind, **fields):
    fields = {'kind': cs.typed_dict_field(cs.literal_schema([kind])), **{name: cs.typed_dict_field(schema) for name, schema in fields.items()}}
    return cs.typed_dict_schema(fields)


def test_what_a_union_finds_out_at_its_first_use():
    for _ in range(40):
        validator = SchemaValidator(cs.union_schema([pet('cat', lives=cs.int_schema()), pet('dog'), pet('fish', name=cs.str_schema())]))

        def work(n):
            value = [{'kind': 'cat', 'lives': n}, {'kind': 'dog'}, {'kind': 'fish', 'name': 'x'}, {'kind': 'bird'}][n % 4]
            for given, validate in ((value, validator.validate_python), (json.dumps(value), validator.validate_json)):
                if value['kind'] != 'bird':
                    assert validate(given) == value
                    continue
                with pytest.raises(ValidationError) as error:
                    validate(given)
                assert error.value.error_count() == 5

        in_all(work)


def test_an_input_that_changes_between_a_trial_and_its_errors():
    """Whatever a union sees, its answer is one of those that the input could have had."""
    validator = SchemaValidator(cs.union_schema([pet('cat', lives=cs.int_schema()), pet('dog')]))
    value = {'kind': 'cat', 'lives': 1}

    def change():
        for i in range(4000):
            value['kind'] = ('cat', 'dog', 'bird')[i % 3]
            value['lives'] = (1, 'x')[i % 2]

    def read():
        for _ in range(2000):
            try:
                assert validator.validate_python(value)['kind'] in ('cat', 'dog')
            except ValidationError as error:
                assert 1 <= len(error.errors()) <= 4

    together(change, read, read, read)


EVERYTHING_AT_ONCE = """
import sys, threading
sys.setswitchinterval(1e-5)
barrier, errors = threading.Barrier(8), []

def work(n):
    try:
        barrier.wait()
        import pydantic_core
        from pydantic_core import SchemaValidator, SchemaSerializer, core_schema as cs
        kinds = [cs.decimal_schema(), cs.uuid_schema(), cs.datetime_schema(now_op='past'), cs.float_schema(), cs.url_schema()]
        good = ['1.5', '12345678-1234-5678-1234-567812345678', '2000-01-01T00:00:00Z', '2.5', 'http://a.b/c']
        for i in range(len(kinds)):
            kind, text = kinds[(n + i) % len(kinds)], good[(n + i) % len(kinds)]
            value = SchemaValidator(kind).validate_python(text)
            SchemaSerializer(kind).to_json(value)
            SchemaSerializer(cs.any_schema()).to_json(value)
            try:
                SchemaValidator(kind).validate_json('"no"')
            except pydantic_core.ValidationError as error:
                assert 'https://errors.pydantic.dev' in str(error), error
    except BaseException as error:
        errors.append(error)

threads = [threading.Thread(target=work, args=(n,)) for n in range(8)]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
if errors:
    raise errors[0]
"""


def test_the_first_use_of_all():
    """Importing, and whatever a process makes once: classes looked up in modules, tables of kinds, texts of errors."""
    for _ in range(5):
        done = subprocess.run([sys.executable, '-c', EVERYTHING_AT_ONCE], capture_output=True, text=True, timeout=PATIENCE)
        assert done.returncode == 0, done.stderr


def test_the_cache_of_strings():
    """All strings of JSON go through one cache, where they push each other out."""

    def work(n):
        rng = random.Random(n % 2)
        for i in range(60):
            value = [{f'k{rng.randrange(20_000)}': f'v{rng.randrange(20_000)}'} for _ in range(150)]
            assert from_json(json.dumps(value), cache_strings='all') == value

    in_all(work)


def test_the_shapes_of_objects():
    """Blanks of objects with the same keys, and which of them is expected where: both are kept for all threads."""

    def work(n):
        rng = random.Random(n % 2)
        for i in range(60):
            kinds = [[f'k{rng.randrange(50)}' for _ in range(rng.randrange(2, 12))] for _ in range(8)]
            value = [dict.fromkeys(kind, [dict.fromkeys(kind, i)] * 2) for kind in kinds for _ in range(3)]
            text = json.dumps(value)
            assert json.dumps(from_json(text)) == text
            assert json.dumps(from_json(bytearray(text, 'ascii'))) == text

    in_all(work)


def test_schemas_are_built_and_dropped():
    def work(n):
        for i in range(25):
            model = pydantic.create_model(f'Model{n}', one=(int, i), two=(Address, ...), us=('list[Person]', []))
            model.model_rebuild(_types_namespace={'Person': Person})
            made = model.model_validate({'two': {'street': f'a{n}'}, 'us': [person(i, 0)]})
            assert (made.one, made.two.street, made.us[0].id.int) == (i, f'a{n}', i + 1)
            assert repr(model.__pydantic_validator__) and repr(model.__pydantic_serializer__)
            if i % 8 == n:
                gc.collect()

    in_all(work)


def test_an_error_is_read_by_all():
    with pytest.raises(ValidationError) as caught:
        Person.model_validate({'id': 1, 'address': {'street': ''}})
    error = caught.value
    errors, text, shown = error.errors(), error.json(), str(error)

    def work(n):
        for _ in range(50):
            assert error.errors() == errors
            assert error.json() == text
            assert str(error) == shown

    in_all(work)


@pytest.mark.parametrize('side', ['validator', 'serializer'])
def test_one_iterator(side):
    """Each item of a lazy iterator goes to one thread; one that comes while another is at work is told so."""
    schema = cs.generator_schema(cs.int_schema())
    if side == 'validator':
        iterator = SchemaValidator(schema).validate_json(json.dumps(list(range(2000))))
    else:
        iterator = SchemaSerializer(schema).to_python(n for n in range(2000))

    def work(n):
        seen = []
        while True:
            try:
                seen.append(next(iterator))
            except StopIteration:
                return seen
            except RuntimeError as error:
                assert 'Already borrowed' in str(error)

    assert sorted(sum(in_all(work), [])) == list(range(2000))
    with pytest.raises(StopIteration):
        next(iterator)


# Inputs that change meanwhile


class Item:
    """A value that dies with its container, unless whoever uses it holds it."""

    def __init__(self, number):
        self.number = number


ITEM = cs.is_instance_schema(Item)


def test_a_list_that_changes():
    for schema in (cs.list_schema(ITEM), cs.tuple_variable_schema(ITEM), cs.set_schema(ITEM), cs.list_schema()):
        validator, serializer = SchemaValidator(schema), SchemaSerializer(cs.list_schema(cs.any_schema()))
        items = [Item(n) for n in range(20)]

        def change(number):
            if number % 3 == 0:
                items[number % 10] = Item(number)
            elif number % 3 == 1:
                items[:] = [Item(n) for n in range(number % 40 + 10)]
            else:
                items.append(Item(number))

        def check():
            for item in validator.validate_python(items):
                assert type(item) is Item and item.number >= 0
            assert all(type(item) is int for item in serializer.to_python(items, mode='json', fallback=lambda item: item.number))

        beside(change, check)


def test_a_dict_that_changes():
    record = cs.model_fields_schema({f'f{n}': field(ITEM) for n in range(8)}, extra_behavior='allow')
    typed = cs.typed_dict_schema({f'f{n}': cs.typed_dict_field(ITEM, required=False) for n in range(8)})
    pairs = cs.dict_schema(cs.str_schema(), ITEM)
    for schema in (record, typed, pairs):
        validator, serializer = SchemaValidator(schema), SchemaSerializer(pairs)
        items = {f'f{n}': Item(n) for n in range(8)}

        def change(number):
            key = f'f{number % 8}'
            if number % 5:
                items[key] = Item(number)
            else:
                items[f'more {number % 30}'] = Item(number)
                items.pop(f'more {(number + 10) % 30}', None)
                items[key] = items.pop(key, None) or Item(number)

        def check():
            try:
                found = validator.validate_python(items)
            except ValidationError as error:  # a field that was not there at that moment
                assert all(e['type'] == 'missing' for e in error.errors())
            except RuntimeError as error:
                assert 'changed size' in str(error)
            else:
                found = {**found[0], **found[1]} if type(found) is tuple else found
                assert all(type(key) is str and type(item) is Item for key, item in found.items())
            try:
                written = serializer.to_python(items, mode='json', fallback=lambda item: item.number)
            except RuntimeError as error:
                assert 'changed size' in str(error)
            else:
                assert all(type(key) is str and type(item) is int for key, item in written.items())

        beside(change, check)


def test_a_set_that_changes():
    validator, serializer = SchemaValidator(cs.set_schema(cs.int_schema())), SchemaSerializer(cs.set_schema(cs.int_schema()))
    numbers = set(range(50))

    def change(number):
        numbers.add(50 + number % 100)
        numbers.discard(number % 50)
        numbers.add(number % 50)

    def check():
        for call in (validator.validate_python, serializer.to_python, serializer.to_json):
            try:
                found = call(numbers)
            except (RuntimeError, PydanticSerializationError) as error:
                assert 'changed size' in str(error)
            except ValidationError as error:
                assert [e['type'] for e in error.errors()] == ['iteration_error']
            else:
                assert set(json.loads(found) if type(found) is bytes else found) <= set(range(150))

    beside(change, check)


class Leaves(pydantic.BaseModel):
    number: int
    text: str
    share: float | None = None
    numbers: list[int] = []


def test_leaves_that_change():
    """Values that are read and written without their nodes, in containers that another thread changes."""
    model = Leaves(number=0, text='0', share=0.5)
    values = {'number': 0, 'text': '0', 'share': 0.5, 'numbers': [0]}
    many = list(range(30))

    def change(number):
        model.__dict__.update(number=number, text='x' * (number % 90), share=number / 7, numbers=[number])
        values.update(number=number, text='é' * (number % 9), share=None, numbers=[number])
        values['number'] = values.pop('number')
        many[number % 10] = number if number % 3 else 'not a number'
        many[20:] = [number] * (number % 50)

    numbers = SchemaValidator(cs.list_schema(cs.int_schema()))
    dumped = SchemaSerializer(cs.list_schema(cs.int_schema()))

    def check():
        text = Leaves.model_validate_json(model.model_dump_json())
        for found in (model.model_dump(), text.model_dump(), Leaves.model_validate(model.__dict__).model_dump()):
            assert type(found['number']) is int and type(found['text']) is str and set(found['text']) <= {'x', '0'}
        try:
            made = Leaves.model_validate(values)
            assert type(made.number) is int and type(made.text) is str
        except ValidationError as error:  # it was not there at that moment
            assert {(e['type'], e['loc']) for e in error.errors()} == {('missing', ('number',))}
        try:
            assert all(type(item) is int for item in numbers.validate_python(many))
        except ValidationError as error:
            assert {e['type'] for e in error.errors()} == {'int_parsing'}
        assert all(type(item) in (int, str) for item in json.loads(dumped.to_json(many, warnings=False)))

    beside(change, check)


class Changing(pydantic.BaseModel):
    model_config = pydantic.ConfigDict(validate_assignment=True, extra='allow', arbitrary_types_allowed=True)

    item: Item
    name: str = 'a'
    inner: 'Changing | None' = None

    @pydantic.computed_field
    @property
    def length(self) -> int:
        return len(self.name)


def test_a_model_that_changes():
    model = Changing(item=Item(0), inner=Changing(item=Item(1)))
    adapter = pydantic.TypeAdapter(Changing, config=None)

    def change(number):
        model.item = Item(number)
        model.name = 'b' * (number % 50)
        model.more = Item(number)
        model.inner = Changing(item=Item(number))
        if number % 7 == 0:
            model.__pydantic_fields_set__ = {'item'}

    def check():
        try:
            assert set(model.name) <= {'b', 'a'}
            for dumped in (model.model_dump(exclude={'item', 'more'}), model.model_dump(exclude_unset=True)):
                assert set(dumped) <= {'item', 'name', 'inner', 'more', 'length'}
            text = model.model_dump_json(fallback=lambda item: item.number)
            assert type(json.loads(text)['item']) is int
            assert to_jsonable_python(model, fallback=lambda item: item.number)
            assert to_json(model, fallback=lambda item: item.number)
            assert type(adapter.validate_python(model).item) is Item
            assert type(Changing.model_validate(model, from_attributes=True).item) is Item
        except RuntimeError as error:
            assert 'changed size' in str(error)

    beside(change, check)


def test_a_model_that_all_change():
    model = Changing(item=Item(0))

    def work(n):
        for i in range(200):
            model.name = f'{n}'
            model.item = Item(i)
            setattr(model, f'more{n}', i)
            assert getattr(model, f'more{n}') in range(200)
            assert model.name in map(str, range(THREADS))
            with pytest.raises(ValidationError):
                model.name = 1

    # Upstream replaces the whole dict as well: of two assignments at once one may be lost.
    try:
        in_all(work)
    except (RuntimeError, AttributeError) as error:
        assert 'changed size' in str(error) or 'more' in str(error)
    assert set(model.model_dump()) >= {'item', 'name', 'length'}


def test_the_gil_stays_off():
    """The module says that it needs no GIL: importing it does not switch one on."""
    if not FREE_THREADED:
        assert not hasattr(sys, '_is_gil_enabled') or sys._is_gil_enabled()
        code = "import sysconfig; assert not sysconfig.get_config_var('Py_GIL_DISABLED')"
    else:
        code = 'import sys, pydantic_core; assert not sys._is_gil_enabled()'
    subprocess.run([sys.executable, '-W', 'error', '-c', code], check=True, timeout=PATIENCE)
