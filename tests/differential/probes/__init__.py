"""Rows that ask where two releases of upstream answer differently, and beside that, where they might have.

Each file is rows of Python source: a line `#: name`, then statements, the last of which is an expression whose value is compared. A row
runs in a namespace of its own, with what names.py makes anew for it. `#: from 2.50: name` is for the editions from that one on: what
ours did already before upstream.
"""

from __future__ import annotations

import ast
import re
from pathlib import Path
from types import CodeType
from typing import Callable, Iterator

from tests.differential.bad_input import Row
from tests.differential.outcome import PANIC
from tests.editions import EDITION

HERE = Path(__file__).resolve().parent
NAMES = HERE / 'names.py'
SINCE = re.compile(r'from (\d+)\.(\d+): (.*)')


class PanicException(BaseException):
    """What the wheel's own is called: where one of a row's calls panics, the row has nothing to compare."""


def rows() -> Iterator[Row]:
    names = compile(NAMES.read_text(), str(NAMES), 'exec')
    for path in sorted(HERE.glob('*.py')):
        if path.stem not in ('__init__', 'names'):
            for part in path.read_text().split('\n#: ')[1:]:
                name, _, code = part.partition('\n')
                since = SINCE.fullmatch(name)
                if not since or EDITION >= (int(since[1]), int(since[2])):
                    yield Row(f'{path.stem}: {since[3] if since else name}', _run(names, name, code))


def _run(names: CodeType, name: str, code: str) -> Callable[[], object]:
    def run() -> object:
        tree = ast.parse(code)
        last = tree.body.pop()
        space: dict[str, object] = {'__name__': 'probe'}
        exec(names, space)
        exec(compile(tree, name, 'exec'), space)
        value = eval(compile(ast.Expression(last.value), name, 'eval'), space)
        if isinstance(value, list) and any(PANIC in text for text in value if isinstance(text, str)):
            raise PanicException
        return value

    return run
