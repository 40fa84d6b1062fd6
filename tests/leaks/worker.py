"""Does one thing after another ten thousand times, and watches the memory.

A thing is a kind of schema made from a seed (as tests/differential makes them) and a method, with inputs that it
accepts and inputs that it refuses. What is watched, in quarters of the run, the first of which only warms up:

- Python's allocated blocks: objects that nobody owns any more;
- the bytes that malloc has given out (heap.cc): what C++ allocates.

Growth counts when it is found a second time, in ever longer windows.

    python -m tests.leaks.worker TYPES SERIALIZERS REPEATS [KIND…]

Writes a line of JSON for each thing: its name, and what leaked, or null. Before each, a line with its name alone.
"""

from __future__ import annotations

import gc
import itertools
import json
import os
import random
import sys
import tempfile
import warnings
from collections import Counter
from typing import Callable, Iterator, NamedTuple

import heap
from pydantic_core import SchemaSerializer, SchemaValidator, ValidationError

from tests.differential import arguments, containers, jsons, records, scalars, serialization, wrappers  # noqa: F401
from tests.differential.callbacks import TRACE
from tests.differential.maker import KINDS, Maker, sloppy
from tests.differential.worker import OTHER_TYPES, _plain, _strings, types_in

SEEDS = 3
"""Schemas of each kind."""
INPUTS = 8
"""Different inputs for each schema."""
QUARTERS = 4
BLOCKS = 40
"""Blocks that may come and go: caches, and what the measuring itself keeps."""
BYTES = 8 * 1024
"""Bytes that may, and BYTES_A_CALL: a leak in one input of eight is more, a cache that fills slowly is less."""
BYTES_A_CALL = 1.5


class Thing(NamedTuple):
    name: str
    call: Callable[[], object]
    repeats: int


def things(types: list[str], serializers: list[str], repeats: int, kinds: list[str]) -> Iterator[Thing]:
    for kind, seed in itertools.product(kinds or [name for name in KINDS if name in types], range(SEEDS)):
        yield from things_of(kind, seed, types, serializers, repeats)


def things_of(kind: str, seed: int, types: list[str], serializers: list[str], repeats: int) -> Iterator[Thing]:
    maker = Maker(random.Random(f'{kind} {seed}'), types)
    made = maker.make(2, only=[kind])
    schema = made.schema
    if maker.definitions:
        schema = {'type': 'definitions', 'schema': schema, 'definitions': list(maker.definitions.values())}
    try:
        validator = SchemaValidator(schema)
    except Exception:
        return
    name = f'{kind} {seed}'
    # Building takes long, and leaks most at once.
    yield Thing(f'{name}: build a validator', lambda: SchemaValidator(schema), repeats // 10)
    sample = sloppy(made.sample, 0.3)
    inputs = [random.Random(f'{kind} {seed} {i}') for i in range(INPUTS)]
    python = [sample(rng, False) for rng in inputs]
    plain = [_plain(sample(rng, True)) for rng in inputs]
    texts = [jsons.dumps(value, rng) for value, rng in zip(plain, inputs)]
    strings = [_strings(value, rng) for value, rng in zip(plain, inputs)]
    yield Thing(f'{name}: validate_python', over(validator.validate_python, python), repeats)
    yield Thing(f'{name}: validate_json', over(validator.validate_json, texts), repeats)
    yield Thing(f'{name}: validate_strings', over(validator.validate_strings, strings), repeats)
    yield Thing(f'{name}: isinstance_python', over(validator.isinstance_python, python), repeats)
    if not types_in(schema) <= set(serializers) | OTHER_TYPES:
        return
    try:
        serializer = SchemaSerializer(schema)
    except Exception:
        return
    yield Thing(f'{name}: build a serializer', lambda: SchemaSerializer(schema), repeats // 10)
    values = [*python, *accepted(validator, python)]
    yield Thing(f'{name}: to_python', over(serializer.to_python, values), repeats)
    yield Thing(f'{name}: to_json', over(serializer.to_json, values), repeats)
    wrong = [value for value in values if refuses(serializer, value)]
    if wrong:
        yield Thing(f'{name}: to_json with warnings', over(lambda value: serializer.to_json(value, warnings='error'), wrong), repeats // 4)


def accepted(validator: SchemaValidator, values: list) -> list:
    made = []
    for value in values:
        try:
            made.append(validator.validate_python(value))
        except Exception:
            pass
    return made


def refuses(serializer: SchemaSerializer, value: object) -> bool:
    try:
        serializer.to_json(value, warnings='error')
    except Exception:
        return True
    return False


def over(function: Callable, inputs: list) -> Callable[[], object]:
    """Calls `function` with one input after another; looks at every tenth error as a user would."""
    turn = itertools.cycle(inputs)
    count = itertools.count()

    def call() -> None:
        try:
            function(next(turn))
        except Exception as error:
            if isinstance(error, ValidationError) and next(count) % 10 == 0:
                look(error)
        TRACE.clear()

    return call


def look(error: ValidationError) -> None:
    """Everything that a user may ask of an error; some inputs cannot be written as JSON."""
    try:
        str(error), error.errors(), error.json()
    except ValueError:
        pass


def leak(thing: Thing) -> str | None:
    """What `thing` leaked, in words. Caches and pools fill up and then stop: what grows must go on growing, ever longer."""
    for times in 1, 2, 4:
        quarter = thing.repeats * times // QUARTERS
        blocks, memory = measure(thing.call, quarter)
        more_blocks, more_bytes, calls = blocks[-1] - blocks[0], memory[-1] - memory[0], quarter * (QUARTERS - 1)
        if more_blocks <= BLOCKS and more_bytes <= max(BYTES, calls * BYTES_A_CALL):
            return None
    before = blocks_by_size()
    measure(thing.call, quarter)
    more = {size: n for size, n in (blocks_by_size() - before).items() if n >= QUARTERS}
    return f'{more_blocks} blocks and {more_bytes} bytes more after {calls} calls; blocks by their bytes: {more}'


def blocks_by_size() -> Counter[int]:
    """How many blocks of each size Python's allocator has given out."""
    with tempfile.TemporaryFile('w+') as told:
        stderr = os.dup(2)
        os.dup2(told.fileno(), 2)
        try:
            sys._debugmallocstats()
        finally:
            os.dup2(stderr, 2)
            os.close(stderr)
        told.seek(0)
        return Counter({int(row[1]): int(row[3]) for row in map(str.split, told) if len(row) == 5 and row[0].isdecimal()})


def measure(call: Callable[[], object], repeats: int) -> tuple[list[int], list[int]]:
    """Blocks and bytes after each quarter."""
    blocks, memory = [0] * QUARTERS, [0] * QUARTERS
    for quarter in range(QUARTERS):
        for _ in itertools.repeat(None, repeats):
            call()
        gc.collect()
        blocks[quarter], memory[quarter] = sys.getallocatedblocks(), heap.in_use()
    return blocks, memory


def main(types: str, serializers: str, repeats: str, *kinds: str) -> None:
    warnings.simplefilter('ignore')
    for thing in things(json.loads(types), json.loads(serializers), int(repeats), list(kinds)):
        print(json.dumps([thing.name]), flush=True)
        print(json.dumps([thing.name, leak(thing)]), flush=True)


if __name__ == '__main__':
    main(*sys.argv[1:])
