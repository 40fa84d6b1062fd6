"""What others wrote of a wheel of ours, with the licence of each: the libraries that are linked in, and upstream's Python half."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from tools import components
from tools.pins import ADA, EDITIONS, RE2, YYJSON


class Part(NamedTuple):
    name: str
    pin: object
    licence: str
    """Its SPDX expression."""
    text: str
    """The licence, with the names of the holders."""


def parts() -> list[Part]:
    """All of them; several versions of one have the same licence, word by word (tools/release_rules.py)."""
    re2 = components.re2_source()
    re2_text = _read(re2 / 'LICENSE') + '\n' + _head(re2 / 'util' / 'rune.cc')
    return [
        Part('ada', ADA, 'MIT', _read(components.ada_source().parent / 'LICENSE')),
        *(Part('pydantic-core', edition.core, 'MIT', _read(components.pydantic_core_source(name) / 'LICENSE')) for name, edition in EDITIONS.items()),
        Part('re2', RE2, 'BSD-3-Clause', re2_text),
        Part('yyjson', YYJSON, 'MIT', _head(components.yyjson_source() / 'yyjson.c')),
    ]


def write(folder: Path) -> None:
    """Puts each text into the folder, as `LICENSE-NAME`."""
    for part in parts():
        (folder / f'LICENSE-{part.name}').write_text(part.text, encoding='utf-8')


def _read(path: Path) -> str:
    return path.read_text(encoding='utf-8')


def _head(path: Path) -> str:
    """The text of the comment that a C file opens with."""
    comment = _read(path).partition('*/')[0]
    return '\n'.join(line.strip('/*= ') for line in comment.splitlines()).strip() + '\n'
