"""What rows of several files have in common: how an outcome is said, a model, a str with a hash of its own, and a mapping that is no dict."""

import json
from collections.abc import Mapping

from pydantic_core import SchemaValidator, ValidationError


def outcome(validate, value, **options):
    """The value, or the list of (type, loc) of the errors."""
    try:
        return validate(value, **options)
    except ValidationError as error:
        return [(e['type'], e['loc']) for e in error.errors()]


def same(value, expected):
    return value == expected and type(value) is type(expected)


def check_all_inputs(schema, value, expected):
    """Through Python input and JSON, and what is text through strings too."""
    validator = SchemaValidator(schema)
    assert same(outcome(validator.validate_python, value), expected)
    assert same(outcome(validator.validate_json, json.dumps(value)), expected)
    if isinstance(value, str):
        assert same(outcome(validator.validate_strings, value), expected)


class Model:
    """What pydantic's BaseModel is to the core: a class with these four attributes."""

    __slots__ = '__dict__', '__pydantic_fields_set__', '__pydantic_extra__', '__pydantic_private__'

    def __init__(self, **fields):
        self.__dict__.update(fields)
        self.__pydantic_extra__ = None
        self.__pydantic_fields_set__ = set(fields)


class Own(str):
    """Is another key in a dict than the str of the same text."""

    def __hash__(self):
        return str.__hash__(self) ^ 1

    def __eq__(self, other):
        return str.__eq__(self, other)


class Pairs(Mapping):
    def __init__(self, pairs):
        self.pairs = pairs

    def __getitem__(self, key):
        return self.pairs[key]

    def __iter__(self):
        return iter(self.pairs)

    def __len__(self):
        return len(self.pairs)
