"""Validates one shard: good rows to a Parquet file, a table of errors beside it. No engine is needed for that.

    python validate.py SHARD.ndjson OUT_FOLDER

A shard is NDJSON, plain or `.gz`. A file appears in OUT_FOLDER only when it is whole, so that a shard may be done again
at any time, also by two workers at once: the last one to finish wins, and both write the same.
"""

import contextlib
import gzip
import os
import secrets
import sys
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa
import pyarrow.json
import pyarrow.parquet as pq
from pydantic import ValidationError
from records import COLUMNS, Order

BATCH_ROWS = 10_000
BATCH_BYTES = 32 << 20
"""A batch is written when it has that many rows, or bytes of JSON: what a worker holds does not grow with the shard."""
MAX_LINE = 256 << 20
"""A longer line, in bytes, is an error and is never held as a whole."""
SHOWN = 200
"""How many characters of an input are kept in the table of errors."""
MAX_ERRORS = 100
"""How many errors of a line are kept."""
READ_ERRORS = (OSError, EOFError, zlib.error, OverflowError)
ERRORS = pa.schema({
    'file': pa.string(),
    'line': pa.int64(),
    'location': pa.string(),
    'type': pa.string(),
    'message': pa.string(),
    'input': pa.string(),
})  # fmt: skip


class Summary(NamedTuple):
    file: str
    rows: int
    errors: int
    """Lines that are wrong; the line at which the shard cannot be read any further is one."""
    core: str
    """The file of the `pydantic_core` that did it."""


def validate_shard(shard: Path, out: Path) -> Summary:
    """Writes `out/NAME.parquet` and `out/NAME.errors.parquet`. Raises OSError where these cannot be written."""
    rows = wrong = 0
    with _table(out / f'{shard.name}.parquet', COLUMNS, _columns) as good, _table(out / f'{shard.name}.errors.parquet', ERRORS) as bad:
        for number, line in _lines(shard):
            try:
                if isinstance(line, Exception):
                    raise line
                text = Order.model_validate_json(line).model_dump_json()
            except ValidationError as error:
                wrong += 1
                for part in error.errors(include_url=False, include_context=False)[:MAX_ERRORS]:
                    bad.add(_error(shard, number, '.'.join(map(str, part['loc'])), part['type'], part['msg'], part['input']))
            except READ_ERRORS as error:
                wrong += 1
                bad.add(_error(shard, number, '', 'unreadable', str(error), ''))
            else:
                rows += 1
                good.add(text, len(text))
    return Summary(shard.name, rows, wrong, sys.modules['pydantic_core'].__file__)


def _lines(shard: Path) -> Iterator[tuple[int, bytes | Exception]]:
    """The lines that are not blank, with their numbers, or what is wrong with reading one."""
    number = 0
    try:
        with gzip.open(shard) if shard.suffix == '.gz' else shard.open('rb') as file:
            while line := file.readline(MAX_LINE + 1):
                number += 1
                if len(line) > MAX_LINE:
                    yield number, OverflowError(f'the line has more than {MAX_LINE:,} bytes')
                    while line and not line.endswith(b'\n'):
                        line = file.readline(MAX_LINE)
                elif not line.isspace():
                    yield number, line
    except READ_ERRORS as error:
        yield number + 1, error


def _error(shard: Path, number: int, location: str, kind: str, message: str, value: object) -> dict:
    text = value if isinstance(value, str) else repr(value)
    # A lone surrogate has no UTF-8.
    text = text[:SHOWN].encode(errors='backslashreplace').decode()
    return {'file': shard.name, 'line': number, 'location': location, 'type': kind, 'message': message, 'input': text}


def _columns(batch: list[str], schema: pa.Schema) -> pa.Table:
    """The rows as columns: Arrow reads the JSON that pydantic wrote, several times faster than it reads Python's objects."""
    text = '\n'.join(batch).encode()
    whole = pa.json.ReadOptions(block_size=len(text) + 1)  # no row may lie in two blocks
    return pa.json.read_json(pa.BufferReader(text), whole, pa.json.ParseOptions(explicit_schema=schema))


class Batches:
    """Writes rows to a Parquet file a batch at a time; `make` makes a table of a batch."""

    def __init__(self, writer: pq.ParquetWriter, make: Callable):
        self._writer = writer
        self._make = make
        self._rows = []
        self._size = 0

    def add(self, row: object, size: int = 0) -> None:
        self._rows.append(row)
        self._size += size
        if len(self._rows) >= BATCH_ROWS or self._size >= BATCH_BYTES:
            self.flush()

    def flush(self) -> None:
        if self._rows:
            self._writer.write_table(self._make(self._rows, self._writer.schema))
        self._rows, self._size = [], 0


@contextlib.contextmanager
def _table(path: Path, schema: pa.Schema, make: Callable = pa.Table.from_pylist) -> Iterator[Batches]:
    """The batches of a file that gets its name when it is whole, and is not there otherwise."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.parent / f'.{path.name}.{os.getpid()}-{secrets.token_hex(4)}.part'
    try:
        with pq.ParquetWriter(part, schema) as writer:
            batches = Batches(writer, make)
            yield batches
            batches.flush()
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


if __name__ == '__main__':
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    print(validate_shard(Path(sys.argv[1]), Path(sys.argv[2])))
