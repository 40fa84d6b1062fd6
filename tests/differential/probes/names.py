"""What the rows of this folder may name: modules, the classes under test, and short forms of what they do most often."""

from __future__ import annotations

import builtins  # noqa: F401
import collections  # noqa: F401
import copy  # noqa: F401
import dataclasses  # noqa: F401
import datetime as dt  # noqa: F401
import decimal  # noqa: F401
import enum  # noqa: F401
import fractions  # noqa: F401
import functools
import gc  # noqa: F401
import math  # noqa: F401
import pickle  # noqa: F401
import re  # noqa: F401
import sys  # noqa: F401
import types  # noqa: F401
import typing  # noqa: F401
import uuid  # noqa: F401
import warnings  # noqa: F401
from collections import Counter, OrderedDict, deque, namedtuple  # noqa: F401
from decimal import Decimal  # noqa: F401
from fractions import Fraction  # noqa: F401
from typing import Callable

import pydantic_core as P  # noqa: F401
from pydantic_core import MISSING, core_schema as cs, _pydantic_core as M  # noqa: F401
from pydantic_core._pydantic_core import *  # noqa: F403
from pydantic_core._pydantic_core import SchemaSerializer as S, SchemaValidator as V

from tests.differential.outcome import outcome

INT, STR, ANY, FLOAT = {'type': 'int'}, {'type': 'str'}, {'type': 'any'}, {'type': 'float'}


def tries(*calls: Callable[[], object]) -> list[str]:
    """What each call comes to."""
    return [outcome(call, []) for call in calls]


def val(schema: dict, *values: object, config: dict | None = None, **options: object) -> list[str]:
    validate = V(schema, config).validate_python
    return tries(*(functools.partial(validate, value, **options) for value in values))


def jsn(schema: dict, *texts: str | bytes, config: dict | None = None, **options: object) -> list[str]:
    validate = V(schema, config).validate_json
    return tries(*(functools.partial(validate, text, **options) for text in texts))


def strs(schema: dict, *values: object, config: dict | None = None, **options: object) -> list[str]:
    validate = V(schema, config).validate_strings
    return tries(*(functools.partial(validate, value, **options) for value in values))


def ser(schema: dict, value: object, config: dict | None = None, **options: object) -> list[str]:
    """To Python, to Python as JSON, to JSON."""
    s = S(schema, config)
    return tries(lambda: s.to_python(value, **options), lambda: s.to_python(value, mode='json', **options), lambda: s.to_json(value, **options))


def key(schema: dict, value: object, **options: object) -> list[str]:
    """As a key of an object of JSON."""
    s = S({'type': 'dict', 'keys_schema': schema, 'values_schema': ANY})
    return tries(lambda: s.to_python({value: 1}, **options), lambda: s.to_json({value: 1}, **options))


def model(cls: type, fields: dict, **more: object) -> dict:
    """The schema of a model; a field is its schema, or what a model field says."""
    inner = {name: more.pop(name) for name in ('computed_fields', 'extra_behavior', 'extras_schema', 'extras_keys_schema') if name in more}
    if 'extra_behavior' in inner:
        more.setdefault('config', {'extra_fields_behavior': inner['extra_behavior']})
    listed = {name: {'type': 'model-field', **({'schema': field} if 'type' in field else field)} for name, field in fields.items()}
    return {'type': 'model', 'cls': cls, 'schema': {'type': 'model-fields', 'fields': listed, **inner}, **more}


class Mod:
    """A model's class."""

    __slots__ = '__dict__', '__pydantic_extra__', '__pydantic_fields_set__', '__pydantic_private__'

    def __init__(self, **values: object) -> None:
        object.__setattr__(self, '__dict__', dict(values))
        object.__setattr__(self, '__pydantic_fields_set__', set(values))
        object.__setattr__(self, '__pydantic_extra__', None)
        object.__setattr__(self, '__pydantic_private__', None)

    def __repr__(self) -> str:
        extra = getattr(self, '__pydantic_extra__', '-')
        return f'{type(self).__name__}({self.__dict__!r}, extra={extra!r}, set={sorted(self.__pydantic_fields_set__)!r})'


class Sub(Mod):
    """A child of it."""
