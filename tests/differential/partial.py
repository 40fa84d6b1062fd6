"""Input that is not there yet: the text of JSON cut at each of its places, and what Python makes of the same pieces."""

from __future__ import annotations

import random
from typing import Callable, Iterator

from pydantic_core import SchemaValidator, from_json

MODES = [True, 'on', 'trailing-strings', False, 'off']
MOST = 40
"""Places of a longer text at which it is cut."""


def cuts(validator: SchemaValidator, text: str | bytes, rng: random.Random) -> Iterator[tuple[str, Callable[[], object], str]]:
    """The name of each case, its call, and what it is given."""
    mode = rng.choice([True, 'on', 'trailing-strings', 'trailing-strings'])
    ends = range(len(text) + 1)
    for end in ends if len(ends) <= MOST else sorted(rng.sample(ends, MOST)):
        given = f'{text[:end]!r} {mode!r}'
        yield f'cut.{end}.json', lambda end=end: validator.validate_json(text[:end], allow_partial=mode), given
        yield f'cut.{end}.python', lambda end=end: validator.validate_python(from_json(text[:end], allow_partial=mode), allow_partial=mode), given
