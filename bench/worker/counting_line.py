"""Stands in for a `Line` (lockstep.py) under callgrind: each case is called once while its instructions are counted."""

from __future__ import annotations

import gc
from typing import Callable


class CountingLine:
    """The collector is off, and each call was made before."""

    done = frozenset()

    def offer(self, case: str, variants: dict[str, Callable[[], object]], answer: str = '') -> None:
        import counter  # compiled for the interpreter, where it is asked for

        gc.disable()
        try:
            for _ in range(3):
                variants['']()
            counter.count(variants[''], case)
        finally:
            gc.enable()

    def missing(self, case: str, why: str) -> None:
        """The other sides' counts show it."""

    def end(self) -> None:
        """Callgrind has written all counts."""
