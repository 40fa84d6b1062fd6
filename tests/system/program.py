"""The program that the rows run: dist/python.wasm, or another edition's, as `python3 -m tests.system --edition` says.

`use` is called before the rows are imported, since some of them say what is inside.
"""

from __future__ import annotations

from tools import wasm_build
from tools.pins import EDITION, EDITIONS

_chosen = EDITION


def use(edition: str) -> None:
    global _chosen
    _chosen = edition


def edition() -> str:
    return _chosen


def command() -> list[str]:
    """What starts it; options of the runner and python's own arguments follow."""
    return wasm_build.command(_chosen)


def options() -> list[str]:
    """The options with which ./run.sh and dist/run take it."""
    return command()[1:]


def pydantic() -> str:
    """The version of pydantic inside."""
    return wasm_build.inside(_chosen)['pydantic']


def series() -> str:
    """Its first two numbers."""
    return EDITIONS[_chosen].series


def core() -> str:
    """The version of pydantic_core that is stood for."""
    return EDITIONS[_chosen].version
