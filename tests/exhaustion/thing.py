"""What is tried with its allocations refused: a call, and a way to make its arguments anew, so that no call sees what another
did to them."""

from __future__ import annotations

from typing import Callable, NamedTuple


class Thing(NamedTuple):
    name: str
    prepare: Callable[[], tuple[Callable, tuple, dict]]
    """Makes the function and what it is called with."""
    survives_all: bool = True
    """CPython's own part survives when an allocation and all later ones are refused."""
