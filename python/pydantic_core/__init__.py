"""The Python face of `_pydantic_core`: the public names, and the typed dictionaries that describe its data.

Everything that does work is compiled; what stands here is what type checkers and users read. The module
`core_schema` beside this file is upstream's own and is put there when the package is built.
"""

from __future__ import annotations

import sys as _sys
from typing import Any as _Any

from typing_extensions import Sentinel

from ._pydantic_core import (
    ArgsKwargs,
    MultiHostUrl,
    PydanticCustomError,
    PydanticKnownError,
    PydanticOmit,
    PydanticSerializationError,
    PydanticSerializationUnexpectedValue,
    PydanticUndefined,
    PydanticUndefinedType,
    PydanticUseDefault,
    SchemaError,
    SchemaSerializer,
    SchemaValidator,
    Some,
    TzInfo,
    Url,
    ValidationError,
    __version__,
    from_json,
    to_json,
    to_jsonable_python,
)
from .core_schema import CoreConfig, CoreSchema, CoreSchemaType, ErrorType

# pydantic builds schemas from these classes, and the typing module's own forms are complete only from
# the versions named here.
if _sys.version_info >= (3, 11):
    from typing import NotRequired as _NotRequired
else:
    from typing_extensions import NotRequired as _NotRequired

if _sys.version_info >= (3, 12):
    from typing import TypedDict as _TypedDict
else:
    from typing_extensions import TypedDict as _TypedDict

__all__ = [
    '__version__',
    # schemas
    'CoreConfig',
    'CoreSchema',
    'CoreSchemaType',
    # what compiles and runs them
    'SchemaValidator',
    'SchemaSerializer',
    'from_json',
    'to_json',
    'to_jsonable_python',
    # values
    'ArgsKwargs',
    'MISSING',
    'MultiHostUrl',
    'PydanticUndefined',
    'PydanticUndefinedType',
    'Some',
    'TzInfo',
    'Url',
    # errors
    'ErrorDetails',
    'InitErrorDetails',
    'PydanticCustomError',
    'PydanticKnownError',
    'PydanticOmit',
    'PydanticSerializationError',
    'PydanticSerializationUnexpectedValue',
    'PydanticUseDefault',
    'SchemaError',
    'ValidationError',
]


class ErrorDetails(_TypedDict):
    """One row of `ValidationError.errors()`."""

    type: str
    """The kind of error: a short name, one a message, that programs may rely on."""
    loc: tuple[int | str, ...]
    """The way from the outermost value to the one that is wrong: field names, keys and indices."""
    msg: str
    """The message for people."""
    input: _Any
    """The value that is wrong."""
    ctx: _NotRequired[dict[str, _Any]]
    """What was filled into the message; absent when the message has no blanks."""
    url: _NotRequired[str]
    """Where the error is documented; absent for errors that users define."""


class InitErrorDetails(_TypedDict):
    """One row of the argument `line_errors` of `ValidationError.from_exception_data`."""

    type: str | PydanticCustomError
    """The name of a known kind of error, or an error of one's own."""
    loc: _NotRequired[tuple[int | str, ...]]
    """The way to the value that is wrong; without it the outermost value is meant."""
    input: _Any
    """The value that is wrong."""
    ctx: _NotRequired[dict[str, _Any]]
    """What the message of a known kind needs to be complete."""


class ErrorTypeInfo(_TypedDict):
    """One row of `_pydantic_core.list_all_errors()`: a kind of error and its messages."""

    type: ErrorType
    """The name of the kind."""
    message_template_python: str
    """The message for Python input, with blanks in braces."""
    example_message_python: str
    """That message, filled in from `example_context`."""
    message_template_json: _NotRequired[str]
    """The message for JSON input, where it reads otherwise."""
    example_message_json: _NotRequired[str]
    """That message, filled in from `example_context`."""
    example_context: dict[str, _Any] | None
    """Values that fit the blanks, or `None` where there are none."""


class MultiHostHost(_TypedDict):
    """One row of `MultiHostUrl.hosts()`, and of the argument `hosts` of `MultiHostUrl.build`."""

    username: str | None
    """The user's name, or `None`."""
    password: str | None
    """The user's password, or `None`."""
    host: str | None
    """The name or address of the host, or `None`."""
    port: int | None
    """The port, or `None`."""


MISSING = Sentinel('MISSING')
"""Stands for a value that was not given, where `None` would be a value of its own.

A field whose default is `MISSING` may be left out; while it holds `MISSING` it is left out of what is
serialized.
"""
