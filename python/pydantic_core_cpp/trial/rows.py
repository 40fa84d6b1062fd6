"""Files of JSON: one value, an array of values, or (`.jsonl`, `.ndjson`) one value a line."""

import itertools
import json

from .sides import Wrong


def rows(path, whole, limit):
    """The first `limit` rows (0: all) as (number from 1, bytes). With `whole`, an array is one value, not rows.

    Lines are passed on as they are, whatever is in them, and one at a time. Raises Wrong for what cannot be read.
    """
    try:
        found = enumerate(_lines(path) if path.endswith(('.jsonl', '.ndjson')) else _values(path, whole), 1)
        yield from itertools.islice(found, limit or None)
    except OSError as error:
        raise Wrong(f'{path} cannot be read: {error.strerror}') from error
    except MemoryError:
        raise Wrong(f'{path} is too large to be read as one value: write one value a line into a file .jsonl') from None


def _lines(path):
    with open(path, 'rb') as file:
        for line in file:
            if line.strip():
                yield line.rstrip(b'\r\n')


def _values(path, whole):
    text, value = _read(path)
    if whole or not isinstance(value, list):
        yield text
        return
    del text
    for item in value:
        yield json.dumps(item, ensure_ascii=False).encode('utf-8', 'surrogatepass')


def _read(path):
    with open(path, 'rb') as file:
        text = file.read()
    try:
        return text, json.loads(text)
    except json.JSONDecodeError as error:
        raise Wrong(f'{path} is not JSON: line {error.lineno}, column {error.colno}: {error.msg}') from error
    except (ValueError, RecursionError) as error:
        raise Wrong(f'{path} cannot be read as JSON: {error}') from error


def value(path):
    """What a file of one JSON value holds; None without a file."""
    if path is None:
        return None
    try:
        return _read(path)[1]
    except OSError as error:
        raise Wrong(f'{path} cannot be read: {error.strerror}') from error
