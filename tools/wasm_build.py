"""`python3 -m tools.wasm_build`: builds dist/ when its sources have changed since: python.wasm, and `run`, which runs it.

Beside them lies a note: a digest of the sources' names, sizes and times, which makes the check one look at each file.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DIST = ROOT / 'dist'
WASM = DIST / 'python.wasm'
RUN = DIST / 'run'
FILES = ('python.wasm', 'python-cold.wasm', 'run', 'libwasmtime.so')
NOTE = DIST / 'built.json'
SOURCES = 'CMakeLists.txt CMakePresets.json cmake demo host include pyproject.toml python src tools wasi'.split()


def sources_digest() -> str:
    """Changes when a source is added, removed or written."""
    seen = hashlib.sha256()

    def look(path: str) -> None:
        with os.scandir(path) as entries:
            for entry in sorted(entries, key=lambda entry: entry.name):
                if entry.name.startswith('.') or entry.name == '__pycache__':
                    continue
                if entry.is_dir():
                    look(entry.path)
                else:
                    add(entry.path, entry.stat())

    def add(path: str, status: os.stat_result) -> None:
        seen.update(f'{os.path.relpath(path, ROOT)} {status.st_size} {status.st_mtime_ns}\n'.encode())

    for name in SOURCES:
        path = os.path.join(ROOT, name)
        look(path) if os.path.isdir(path) else add(path, os.stat(path))
    return seen.hexdigest()


def read_note() -> dict:
    """What is known of dist/; empty where a file is missing or is not the one that the note was written for."""
    try:
        note = json.loads(NOTE.read_text())
        return note if note['files'] == {name: _stamp(DIST / name) for name in FILES} else {}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def _stamp(path: Path) -> list:
    status = path.stat()
    return [status.st_size, status.st_mtime_ns]


def built() -> dict:
    """The note on an up-to-date dist/, which is built first where it is not."""
    digest = sources_digest()
    note = read_note()
    if note.get('sources') == digest:
        return note
    from tools import cache

    with cache.lock(f'build-{cache.key(str(ROOT))}'):
        note = read_note()  # another run may have built it meanwhile
        return note if note.get('sources') == digest else _build(digest)


def _build(digest: str) -> dict:
    from tools import build
    from tools.say import say

    say('building dist/python.wasm and its runner')
    DIST.mkdir(exist_ok=True)
    variables = runner_variables()
    runner = build.build('runner', ['runner'], variables) / 'host' / 'runner' / 'run'
    cold = program()
    _put('python-cold.wasm', with_build_id(cold.read_bytes()), 0o644)
    _put('python.wasm', with_snapshot(cold), 0o644)
    _put('libwasmtime.so', variables['WASMTIME_LIBRARY'].read_bytes(), 0o644)
    _put('run', runner.read_bytes(), 0o755)
    note = {'sources': digest, 'files': {name: _stamp(DIST / name) for name in FILES}}
    temporary = NOTE.with_suffix('.tmp')
    temporary.write_text(json.dumps(note, indent=1))
    os.replace(temporary, NOTE)
    return note


def program(name: str = 'wasi', more: dict | None = None, python: Path | None = None) -> Path:
    """The program before its snapshot, in the build folder `name`; with more CMake variables, or another CPython."""
    from tools import build, components, pythons, wasm_python

    python = python or wasm_python.wasi_python()
    variables = {
        **build.third_party(),
        'CPYTHON_SOURCE_DIR': components.cpython_source(),
        'BZIP2_DIR': components.bzip2_source(),
        'XZ_DIR': components.xz_source(),
        'SQLITE_DIR': components.sqlite_source(),
        'MUSL_SOURCE_DIR': components.musl_source(),
        'WASI_TOOLCHAIN_DIR': wasm_python.toolchain(),
        'WASI_PYTHON_DIR': python,
        'PYTHON_INCLUDE_DIRS': python / 'include',
        'WASI_LIBRARY': wasm_python.library(),
        'BUILD_PYTHON': pythons.native_python(),
        **(more or {}),
    }
    return build.build('wasi', ['python_wasm'], variables, folder=name) / 'host' / 'python.wasm'


def with_snapshot(cold: Path) -> bytes:
    """python.wasm, made from the program without the snapshot."""
    from tools import wasm_pages

    made = snapshot(cold)
    stretches = wasm_pages.written(made, cold.parent / 'usual_run')
    return with_build_id(wasm_pages.with_hot_pages(made.read_bytes(), stretches))


def snapshot(cold: Path) -> Path:
    """The program as it is in memory once its interpreter is up (host/snapshot/snapshot.cc)."""
    from tools import cache, components
    from tools.say import run, say

    say('taking the snapshot')
    made = cold.with_name('snapshot.wasm')
    functions = ['--init-func', 'wizer.initialize', '--rename-func', '_start=wizer.resume']
    command = [components.wizer(), '--allow-wasi', *functions, '-o', made, cold]
    run(command, log=cache.log('snapshot'), what='taking the snapshot')
    return made


def runner_variables() -> dict:
    """The CMake variables of the preset `runner`."""
    from tools import build, components, pythons, replacing
    from tools.pins import CPYTHON_VERSION
    from tools.wheel_pins import WHEELS

    (library,) = components.site('wasmtime').glob('wasmtime/linux-*/_libwasmtime.so')
    wasmtime = WHEELS['wasmtime'].version
    inside = [
        f'Python {CPYTHON_VERSION}',
        f'pydantic {WHEELS["pydantic"].version}',
        f'pydantic_core {replacing.version()}',
        f'wasmtime {wasmtime}',
    ]
    return {
        **build.compilers('runner'),
        **build.third_party(),
        'Python_EXECUTABLE': pythons.native_python(),
        'CPYTHON_SOURCE_DIR': components.cpython_source(),
        'WASMTIME_LIBRARY': library,
        'WASMTIME_VERSION': wasmtime,
        'RUNNER_VERSIONS': ', '.join(inside),
    }


def with_build_id(wasm: bytes) -> bytes:
    """With a custom section at its end that names the content: the runner's cache knows the file by it."""
    content = b'\x08build_id\x20' + hashlib.sha256(wasm).digest()
    return wasm + bytes([0, len(content)]) + content


def _put(name: str, content: bytes, mode: int) -> None:
    """Replaces that file of dist/ at once, unless it has just this content."""
    path = DIST / name
    if path.is_file() and path.read_bytes() == content:
        return
    temporary = DIST / f'{name}.tmp'
    temporary.write_bytes(content)
    temporary.chmod(mode)
    os.replace(temporary, path)


def main() -> int:
    from tools.say import entry

    return entry(lambda: 0 if built() else 1)()


if __name__ == '__main__':
    sys.exit(main())
