"""What is measured in a process of its own each time, as it is about memory (worker/memory.py runs in it)."""

from __future__ import annotations

import json
import subprocess
import tempfile
from pathlib import Path
from typing import Iterator

from bench.rounds import Effort
from bench.runner import Result
from bench.worker.workloads import orders
from bench.workers import WORKER
from tests.sides import Side

SIZES = (1, 10, 100, 1000, 10_000, 100_000)
MANY = 1000
"""With fewer, what is left free in the heap hides what they need."""
VERY_MANY = 10_000
"""With fewer, so does what making their text has left free."""


def scale(sides: list[Side], effort: Effort, names: str) -> Iterator[Result]:
    """Orders from JSON, of which a size is ten times the one before: the time, the most memory, and how far the most memory of a
    process grows that has made the text itself."""
    with tempfile.TemporaryDirectory() as folder:
        for size in SIZES[:3] if effort.small else SIZES:
            file = Path(folder, f'{size}.json')
            file.write_bytes(orders.text(size))
            time, peak, grown = (Result(f'scale.{what}_{size}') for what in ('validate_json', 'peak', 'grown'))
            for side, library in [(side, 'pydantic') for side in sides] + [(sides[0], 'msgspec')]:
                found = json.loads(_run(side, 'peak', library, str(file)))
                name = side.name if library == 'pydantic' else library
                time.times[name], peak.bytes[name] = found['ns'], found['bytes']
                grown.bytes[name] = float(_run(side, 'grown', library, str(size)))
            yield time
            if size >= MANY or effort.small:
                yield peak
            if size >= VERY_MANY or effort.small:
                yield grown


def nodes(sides: list[Side], effort: Effort, names: str) -> Iterator[Result]:
    """The bytes of a validator and of a serializer of a large schema, for each node of it."""
    for kind in 'SchemaValidator', 'SchemaSerializer':
        result = Result(f'memory.{kind}')
        for side in sides:
            result.bytes[side.name] = float(_run(side, 'nodes', kind))
        yield result


def _run(side: Side, *arguments: str) -> str:
    command = [side.python, str(WORKER / 'memory.py'), *arguments]
    return subprocess.run(command, env=side.environment(PYTHONHASHSEED='0'), capture_output=True, text=True, check=True).stdout
