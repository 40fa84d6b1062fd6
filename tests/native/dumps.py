"""How rows say what a serializer makes of a value: `to_python`, `to_python(mode='json')`, `to_json`, and as the key of a dict.

A cell of a row is a value that comes out, or one of the names below."""

import json
import warnings
from typing import NamedTuple

import pytest
from pydantic_core import PydanticSerializationError, SchemaSerializer
from pydantic_core import core_schema as cs

SAME = type('Same', (), {'__repr__': lambda self: 'SAME'})()
"""The value as it went in."""


class Fails(str):
    """An exception: a piece of `ValueError: its text`."""


class Apart(NamedTuple):
    """JSON mode and the text of `to_json`, where this is not the text of that."""

    jsonable: object
    text: object


def unknown(name):
    return Fails(f"Unable to serialize unknown type: <class '{name}'>")


def no_key(name):
    return Fails(f'TypeError: `{name}` not valid as object key')


def came(call):
    """What comes out; of an exception, its class and text."""
    try:
        return call()
    except Exception as error:
        return Fails(f'{type(error).__name__}: {error}')


def check(made, expected, value):
    if type(expected) is Fails:
        assert type(made) is Fails and expected in made
    else:
        expected = value if expected is SAME else expected
        assert (type(made), repr(made)) == (type(expected), repr(expected))


def as_text(expected, value):
    """What `to_json` gives, from what is expected of JSON mode."""
    if type(expected) is Fails:
        return expected
    return json.dumps(value if expected is SAME else expected, separators=(',', ':'), ensure_ascii=False)


def check_dumps(schema, value, python, jsonable, key, config=None, **options):
    """All outputs, where nothing is warned of. `key` is the text, or None for what is no key of a dict in Python."""
    serializer = SchemaSerializer(schema, config)
    jsonable, text = jsonable if type(jsonable) is Apart else (jsonable, as_text(jsonable, value))
    with warnings.catch_warnings():
        warnings.simplefilter('error')
        check(came(lambda: serializer.to_python(value, **options)), python, value)
        check(came(lambda: serializer.to_python(value, mode='json', **options)), jsonable, value)
        check(came(lambda: serializer.to_json(value, **options).decode()), text, value)
        check_key(schema, value, key, config, **options)


def check_key(schema, value, key, config=None, **options):
    if key is not None:
        serializer = SchemaSerializer(cs.dict_schema(schema), config)
        expected = key if type(key) is Fails else {key: 1}
        check(came(lambda: serializer.to_python({value: 1}, mode='json', **options)), expected, value)
        check(came(lambda: json.loads(serializer.to_json({value: 1}, **options))), expected, value)


def check_unexpected(schema, value, python, jsonable, key, said):
    """All outputs of a value that is warned of, in words with `said` in them, and each way of `warnings`."""
    serializer = SchemaSerializer(schema)
    jsonable, text = jsonable if type(jsonable) is Apart else (jsonable, as_text(jsonable, value))
    for dump, expected in (
        (lambda **options: serializer.to_python(value, **options), python),
        (lambda **options: serializer.to_python(value, mode='json', **options), jsonable),
        (lambda **options: serializer.to_json(value, **options).decode(), text),
    ):
        with pytest.warns(UserWarning) as caught:
            check(dump(), expected, value)
        assert len(caught) == 1 and said in str(caught[0].message)
        with warnings.catch_warnings():
            warnings.simplefilter('error')
            check(dump(warnings=False), expected, value)
        with pytest.raises(PydanticSerializationError) as raised:
            dump(warnings='error')
        assert said in str(raised.value)
    if key is not None:
        with pytest.warns(UserWarning) as caught:
            check_key(schema, value, key)
        assert all(said in str(warning.message) for warning in caught)


def check_none(schema, key='None'):
    """None is never warned of, and is None whatever else the schema expects."""
    check_dumps(schema, None, None, None, key)
