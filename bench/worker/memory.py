"""Memory, in a process of its own, whose memory nothing else has used before; bench/memory.py starts it.

`memory.py nodes SchemaValidator` prints the bytes of resident memory for each node of the large schema, as that class builds it.
`memory.py peak LIBRARY FILE` prints what validating the orders in that file of JSON takes, as JSON: `ns`, the least
nanoseconds of processor time, and `bytes`, how far the most memory in use is above that before the first call.
`memory.py grown LIBRARY COUNT` prints the bytes by which validating so many orders raises the most memory that the process has
ever had, where it has made their text itself: what that left free is used again, as in a program that does more than this.
"""

from __future__ import annotations

import gc
import json
import os
import sys
from pathlib import Path
from time import thread_time_ns
from typing import Callable

from workloads import orders, schemas

ENOUGH_NS = 300_000_000
"""Calls are repeated until they have taken so long together, and once at least: the first one gets its memory from the system."""


def nodes(kind: str, count: int = 60) -> None:
    import pydantic_core

    build = getattr(pydantic_core, kind)
    schema, made = schemas.large()
    warm = build(schema)
    gc.collect()
    before = _resident()
    kept = [build(schema) for _ in range(count)]
    gc.collect()
    print((_resident() - before) / count / made)
    del warm, kept


def peak(library: str, file: str) -> None:
    validate = _validate(library)
    text = Path(file).read_bytes()
    validate(b'[]')
    gc.collect()
    gc.disable()
    Path('/proc/self/clear_refs').write_text('5')  # forgets the most memory so far
    before = _status('VmRSS')
    took = [_timed(validate, text)]
    most = _status('VmHWM')
    while len(took) < 2 or sum(took) < ENOUGH_NS:
        took.append(_timed(validate, text))
    print(json.dumps({'ns': min(took), 'bytes': most - before}))


def grown(library: str, count: str) -> None:
    validate = _validate(library)
    text = orders.text(int(count))
    validate(b'[]')
    before = _status('VmHWM')
    validate(text)
    print(_status('VmHWM') - before)


def _timed(call: Callable[[bytes], object], text: bytes) -> int:
    start = thread_time_ns()
    call(text)
    return thread_time_ns() - start


def _validate(library: str) -> Callable[[bytes], object]:
    if library == 'msgspec':
        import msgspec

        return msgspec.json.Decoder(list[orders.models(msgspec.Struct)]).decode
    from pydantic import BaseModel, TypeAdapter

    return TypeAdapter(list[orders.models(BaseModel)]).validator.validate_json


def _resident() -> int:
    with open('/proc/self/statm') as f:
        return int(f.read().split()[1]) * os.sysconf('SC_PAGE_SIZE')


def _status(name: str) -> int:
    """The bytes that /proc tells under that name."""
    line = next(line for line in Path('/proc/self/status').read_text().splitlines() if line.startswith(name))
    return int(line.split()[1]) * 1024


if __name__ == '__main__':
    {'nodes': nodes, 'peak': peak, 'grown': grown}[sys.argv[1]](*sys.argv[2:])
