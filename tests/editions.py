"""What our own rows say where the editions of upstream differ. Rows that only some editions have are in folders of their own
(tests/native/conftest.py)."""

from __future__ import annotations

from typing import Callable, TypeVar

from pydantic_core import __version__

T = TypeVar('T')

EDITIONS = ((2, 41), (2, 50))
"""The editions, oldest first."""
EDITION = tuple(int(number) for number in __version__.split('.')[:2])
"""That of the module which is tested."""

CLASSES_IN_2_41 = {'str': 'PyString', 'bool': 'PyBool', 'dict': 'PyDict', 'list': 'PyList', 'set': 'PySet', 'tuple': 'PyTuple', 'type': 'PyType'}


def outcome(call: Callable[[], object]) -> object:
    """What the call gives, or the text of its exception."""
    try:
        return call()
    except Exception as error:
        return str(error)


def by_edition(*values: T) -> T:
    """The tested edition's value of one for each edition, oldest first. The last one holds for all later editions."""
    return values[min(EDITIONS.index(EDITION), len(values) - 1)]


def wrong_class(found: str, wanted: str) -> str:
    """The TypeError's text for an object of class `found` where one of the builtin class `wanted` must be."""
    object_ = by_edition(f"'{found}' object", "'None'" if found == 'NoneType' else f"'{found}' object")
    return by_edition(f"{object_} cannot be converted to '{CLASSES_IN_2_41.get(wanted, wanted)}'", f"{object_} is not an instance of '{wanted}'")


def of_argument(name: str, text: str) -> str:
    """The text of an exception that is about the argument `name`: since 2.50 a note says which one it is."""
    return by_edition(f"argument '{name}': {text}", text)


TOO_LARGE = by_edition('out of range integral type conversion attempted', 'number too large to fit in target type')
"""The OverflowError's text for an int that a number of the machine cannot hold."""
TOO_DEEP = by_edition('Circular reference detected (depth exceeded)', 'Maximum serialization depth exceeded')
"""What ends a serialization that goes too deep."""
