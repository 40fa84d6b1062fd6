"""`python3 -m tools.wasm_build`: builds dist/python.wasm when its sources have changed since it was built.

Beside it lies a note: a digest of the sources' names, sizes and times, which makes the check one look at each file, and
what the runner needs to know without loading the set-up's code.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WASM = ROOT / 'dist' / 'python.wasm'
NOTE = ROOT / 'dist' / 'python.wasm.json'
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
    """What is known of dist/python.wasm; empty where it is missing or is not the file that the note was written for."""
    try:
        note = json.loads(NOTE.read_text())
        status = WASM.stat()
        same = [status.st_size, status.st_mtime_ns] == note['file']
        return note if same and os.path.isdir(note['wasmtime']) else {}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def built() -> dict:
    """The note on an up-to-date dist/python.wasm, which is built first where it is not."""
    digest = sources_digest()
    note = read_note()
    if note.get('sources') == digest:
        return note
    from tools import cache

    with cache.lock(f'build-{cache.key(str(ROOT))}'):
        note = read_note()  # another run may have built it meanwhile
        return note if note.get('sources') == digest else _build(digest)


def _build(digest: str) -> dict:
    from tools import build, cache, components, pythons, wasm_python
    from tools.say import say

    variables = {
        **build.third_party(),
        'WASI_TOOLCHAIN_DIR': wasm_python.toolchain(),
        'WASI_PYTHON_DIR': wasm_python.wasi_python(),
        'PYTHON_INCLUDE_DIRS': wasm_python.wasi_python() / 'include',
        'WASI_LIBRARY': wasm_python.library(),
        'BUILD_PYTHON': pythons.native_python(),
    }
    wasmtime = components.site('wasmtime')
    say('building dist/python.wasm')
    made = build.build('wasi', ['python_wasm'], variables) / 'host' / 'python.wasm'
    WASM.parent.mkdir(exist_ok=True)
    temporary = WASM.with_suffix('.tmp')
    shutil.copyfile(made, temporary)
    sha256 = cache.sha256_of(temporary)
    os.replace(temporary, WASM)
    status = WASM.stat()
    note = {
        'sources': digest,
        'sha256': sha256,
        'file': [status.st_size, status.st_mtime_ns],
        'wasmtime': str(wasmtime),
    }
    temporary = NOTE.with_suffix('.tmp')
    temporary.write_text(json.dumps(note, indent=1))
    os.replace(temporary, NOTE)
    return note


def main() -> int:
    from tools.say import entry

    return entry(lambda: print(built() and WASM))()


if __name__ == '__main__':
    sys.exit(main())
