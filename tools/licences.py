"""What others wrote of the packages of ours, with the licence of each: libraries that are linked in, Python code that is copied."""

from __future__ import annotations

import re
import tarfile
from pathlib import Path
from typing import Iterator, NamedTuple

from tools import components
from tools.fetch import fetch
from tools.pins import ADA, BZIP2, CPYTHON, EDITIONS, MUSL, RE2, SQLITE, XZ, YYJSON, ZLIB
from tools.wheel_pins import WHEELS


class Part(NamedTuple):
    name: str
    pin: object
    licence: str
    """Its SPDX expression."""
    text: str
    """The licence, with the names of the holders."""


def parts(system: str = '') -> list[Part]:
    """Those of the native module for that system, as CMake calls it; several versions of one have the same licence, word by word
    (tools/release_rules.py).
    """
    mingw = components.zig().parent / 'lib' / 'libc' / 'mingw'
    re2 = components.re2_source()
    re2_text = _read(re2 / 'LICENSE') + '\n' + _head(re2 / 'util' / 'rune.cc')
    return [
        Part('ada', ADA, 'MIT', _read(components.ada_source().parent / 'LICENSE')),
        *(Part('pydantic-core', edition.core, 'MIT', _read(components.pydantic_core_source(name) / 'LICENSE')) for name, edition in EDITIONS.items()),
        Part('re2', RE2, 'BSD-3-Clause', re2_text),
        Part('yyjson', YYJSON, 'MIT', _head(components.yyjson_source() / 'yyjson.c')),
        *([Part('mingw-w64', WHEELS['ziglang'], 'ZPL-2.1', _read(mingw / 'COPYING'))] if system == 'Windows' else []),
    ]


def of_programs() -> list[Part]:
    """Those of the package pydantic-wasm: what is in python.wasm, the library of wasmtime, and all of the above."""
    cpython, zig = components.cpython_source(), components.zig().parent / 'lib'
    return [
        *parts(),
        Part('bzip2', BZIP2, 'bzip2-1.0.6', _read(components.bzip2_source() / 'LICENSE')),
        # Its second text has those of expat, libmpdec, HACL* and all else that CPython brings.
        Part('cpython', CPYTHON, 'PSF-2.0', _read(cpython / 'LICENSE') + '\n' + _read(cpython / 'Doc' / 'license.rst')),
        Part('libcxx', WHEELS['ziglang'], 'Apache-2.0 WITH LLVM-exception', _read(zig / 'libcxx' / 'LICENSE.TXT')),
        Part('musl', MUSL, 'MIT', _read(components.musl_source() / 'COPYRIGHT')),
        Part('sqlite', SQLITE, 'blessing', _head(components.sqlite_source() / 'sqlite3.h')),
        Part('wasi-libc', WHEELS['ziglang'], 'Apache-2.0 WITH LLVM-exception', _all(zig / 'libc' / 'wasi', 'LICENSE*')),
        Part('wasmtime', WHEELS['wasmtime'], 'Apache-2.0 WITH LLVM-exception', _of_wheel(components.site('wasmtime'), 'wasmtime')),
        Part('xz', XZ, '0BSD', _in_archive(XZ, 'COPYING.0BSD')),
        Part('zlib', ZLIB, 'Zlib', _read(components.zlib_source() / 'LICENSE')),
        *_inside(),
    ]


def _inside() -> Iterator[Part]:
    """The packages inside each program; those that two of them share once."""
    licence = {'tzdata': 'Apache-2.0', 'typing_extensions': 'PSF-2.0'}
    seen = set()
    for edition in EDITIONS:
        site = components.site('runtime', edition=edition)
        for name, pin in components.pins('runtime', edition=edition).items():
            if pin not in seen:
                yield Part(name, pin, licence.get(name, 'MIT'), _of_wheel(site, name))
            seen.add(pin)


def hashes(pin) -> tuple[str, ...]:
    """The SHA-256 of what is fetched; of a wheel for several platforms, of each."""
    return pin.sha256 if isinstance(pin.sha256, tuple) else (pin.sha256,)


def write(folder: Path, parts: list[Part]) -> None:
    """Puts each text into the folder, as `LICENSE-NAME`."""
    for part in parts:
        (folder / f'LICENSE-{part.name}').write_text(part.text, encoding='utf-8')


def named(project: str, parts: list[Part]) -> str:
    """That pyproject.toml, with the licences of ours and of these parts."""
    others = sorted({part.licence for part in parts} - {'MIT'})
    return re.sub(r'(?m)^license = ".*"$', f'license = "{" AND ".join(["MIT", *others])}"', project)


def _read(path: Path) -> str:
    return path.read_text(encoding='utf-8')


def _all(folder: Path, pattern: str) -> str:
    return '\n'.join(_read(path) for path in sorted(folder.glob(pattern)))


def _of_wheel(site: Path, name: str) -> str:
    """What an installed wheel has as its licences."""
    (info,) = site.glob(f'{name}-*.dist-info')
    return '\n'.join(_read(path) for path in sorted((info / 'licenses').rglob('*')) if path.is_file())


def _in_archive(pin, name: str) -> str:
    with tarfile.open(fetch(pin)) as archive:
        (found,) = [member for member in archive.getmembers() if member.name.count('/') == 1 and member.name.endswith(f'/{name}')]
        return archive.extractfile(found).read().decode()


def _head(path: Path) -> str:
    """The text of the comment that a C file opens with."""
    comment = _read(path).partition('*/')[0]
    return '\n'.join(line.strip('/*= ') for line in comment.splitlines()).strip() + '\n'
