"""`python3 -m tools.wasm_build [EDITION [--packaged]]`: builds dist/ when its sources have changed since: `run`, and a program that it runs.

There is a python.wasm of each edition, made only when it is asked for. So is dist/package/, what the package pydantic-wasm has besides
(tools/wasm_package.py): another build of the runner, and each program compiled. Beside the runner lies a note: of each part of dist/,
a digest of the sources' names, sizes and times, which makes the check one look at each file.
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
PACKAGED = DIST / 'package'
RUNNER = ('run', 'libwasmtime.so')
NOTE = DIST / 'built.json'
SOURCES = 'CMakeLists.txt CMakePresets.json cmake demo host include pyproject.toml python src tools wasi'.split()


def folder(edition: str | None = None) -> Path:
    """Where the runner looks for python.wasm and python-cold.wasm of that edition (host/runner/program_files.cc)."""
    series = _series(edition)
    return DIST / f'pydantic-{series}' if series else DIST


def command(edition: str | None = None) -> list[str]:
    """What runs the program of that edition; options of the runner and python's own arguments follow."""
    series = _series(edition)
    return [str(RUN), *(['--pydantic', series] if series else [])]


def inside(edition: str) -> dict:
    """The versions of the packages that python.wasm of that edition has inside."""
    from tools import components
    from tools.pins import EDITIONS

    versions = {name: wheel.version for name, wheel in components.pins('runtime', edition=edition).items()}
    return {**versions, 'pydantic_core': EDITIONS[edition].version}


def files(edition: str | None = None) -> list[str]:
    """The runner and the program of that edition, by their paths in dist/."""
    return [*RUNNER, *_program_files(edition)]


def packaged_files(editions) -> dict[str, Path]:
    """The files of the package pydantic-wasm with those editions, by their names in it."""
    names = [*RUNNER, *(name for edition in editions for name in _program_files(edition))]
    files = {name: DIST / name for name in names}
    files['run'] = PACKAGED / 'run'
    for edition in editions:
        compiled = _compiled_file(edition)
        files[compiled] = PACKAGED / compiled
    return files


def _series(edition: str | None) -> str:
    """The release of pydantic that the edition's program is named by; '' for the usual edition, which None stands for as well."""
    if edition is None:
        return ''  # without the pins, which take a fifth of the time that `./run.sh` looks for changes
    from tools.pins import EDITION, EDITIONS
    from tools.say import Failure

    if edition not in EDITIONS:
        raise Failure(f'there is no edition "{edition}"; there are: {" ".join(EDITIONS)}')
    return '' if edition == EDITION else EDITIONS[edition].series


def _program_files(edition: str | None) -> list[str]:
    return [str((folder(edition) / name).relative_to(DIST)) for name in ('python.wasm', 'python-cold.wasm')]


def _compiled_file(edition: str | None) -> str:
    """In dist/package/, where the runner of the package looks for it."""
    return str((folder(edition) / 'python.cwasm').relative_to(DIST))


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


def built(edition: str | None = None, packaged: bool = False) -> None:
    """Builds the runner and the program of that edition, as far as they are not up to date; also what the package has besides."""
    digest = sources_digest()
    names = _program_files(edition)
    parts = {'run': (RUNNER, _build_runner), names[0]: (names, lambda: _build_program(edition))}
    if packaged:
        run, compiled = (f'{PACKAGED.name}/{name}' for name in ('run', _compiled_file(edition)))
        parts |= {run: ([run], _build_packaged_runner), compiled: ([compiled], lambda: _compile_program(edition))}
    if not _outdated(parts, digest):
        return
    from tools import cache

    with cache.lock(f'build-{cache.key(str(ROOT))}'):
        for part in _outdated(parts, digest):  # another run may have built it meanwhile
            names, make = parts[part]
            (DIST / names[0]).parent.mkdir(parents=True, exist_ok=True)
            make()
            note = {**_read_note(), part: {'sources': digest, 'files': _stamps(names)}}
            temporary = NOTE.with_suffix('.tmp')
            temporary.write_text(json.dumps(note, indent=1))
            os.replace(temporary, NOTE)


def _outdated(parts: dict, digest: str) -> list:
    """Those of the parts that were made from other sources, or of which a file is missing or is not the one that was made."""
    note = _read_note()
    return [part for part, (names, _) in parts.items() if note.get(part) != {'sources': digest, 'files': _stamps(names)}]


def _read_note() -> dict:
    try:
        note = json.loads(NOTE.read_text())
    except (OSError, ValueError):
        return {}
    return note if isinstance(note, dict) else {}


def _stamps(names) -> dict:
    """Size and time of each file of dist/ that is there."""
    paths = {name: DIST / name for name in names}
    return {name: [path.stat().st_size, path.stat().st_mtime_ns] for name, path in paths.items() if path.exists()}


def _build_runner() -> None:
    from tools import build
    from tools.say import say

    say('building dist/run')
    variables = runner_variables()
    runner = build.build('runner', ['runner'], variables) / 'host' / 'runner' / 'run'
    _put(DIST / 'libwasmtime.so', variables['WASMTIME_LIBRARY'].read_bytes(), 0o644)
    _put(RUN, runner.read_bytes(), 0o755)


def packaged_runner() -> Path:
    """The runner of the package pydantic-wasm, built."""
    from tools import build

    return build.build('runner', ['runner_packaged'], runner_variables()) / 'host' / 'runner' / 'packaged' / 'run'


def _build_packaged_runner() -> None:
    _put(PACKAGED / 'run', packaged_runner().read_bytes(), 0o755)


def _compile_program(edition: str | None) -> None:
    from tools.say import say

    say(f'compiling {_program_files(edition)[0]} for the package')
    precompile(folder(edition) / 'python.wasm', PACKAGED / _compiled_file(edition))


def precompile(wasm: Path, made: Path) -> None:
    """Machine code for every processor that is not older than the baseline (host/runner/engine.h)."""
    from tools import build, cache
    from tools.say import run

    compiler = build.build('runner', ['precompile'], runner_variables()) / 'host' / 'runner' / 'precompile'
    run([compiler, wasm, made], log=cache.log('wasm-package'), what='compiling a program')


def _build_program(edition: str | None) -> None:
    from tools.pins import EDITION
    from tools.say import say

    wasm = folder(edition) / 'python.wasm'
    say(f'building {wasm.relative_to(ROOT)}')
    cold = program(edition or EDITION)
    _put(wasm.with_name('python-cold.wasm'), with_build_id(cold.read_bytes()), 0o644)
    _put(wasm, with_snapshot(cold), 0o644)


def program(edition: str, name: str = 'wasi', more: dict | None = None, python: Path | None = None) -> Path:
    """The program before its snapshot, in the build folder `name`; with more CMake variables, or another CPython."""
    from tools import build, components, pythons, wasm_python

    python = python or wasm_python.wasi_python()
    variables = {
        **build.launchers(),
        **build.third_party(edition),
        'CPYTHON_SOURCE_DIR': components.cpython_source(),
        'BZIP2_DIR': components.bzip2_source(),
        'XZ_DIR': components.xz_source(),
        'SQLITE_DIR': components.sqlite_source(),
        'MUSL_SOURCE_DIR': components.musl_source(),
        'WASI_TOOLCHAIN_DIR': wasm_python.toolchain(),
        'WASI_PYTHON_DIR': python,
        'PYTHON_INCLUDE_DIRS': python / 'include',
        'WASI_LIBRARY': wasm_python.library(edition),
        'BUILD_PYTHON': pythons.native_python(),
        **(more or {}),
    }
    build_folder = build.preset_for(name, edition=edition)
    return build.build('wasi', ['python_wasm'], variables, folder=build_folder) / 'host' / 'python.wasm'


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
    from tools.pins import CPYTHON_VERSION, EDITION, EDITIONS
    from tools.wheel_pins import WHEELS

    (library,) = components.site('wasmtime').glob('wasmtime/linux-*/_libwasmtime.so')
    wasmtime = WHEELS['wasmtime'].version
    default_first = sorted(EDITIONS, key=lambda edition: edition != EDITION)
    programs = []
    for edition in default_first:
        pydantic = components.pins('runtime', edition=edition)['pydantic'].version
        inside = f'Python {CPYTHON_VERSION}, pydantic {pydantic}, pydantic_core {replacing.version(edition)}, wasmtime {wasmtime}'
        programs.append(f'{{"{EDITIONS[edition].series}", "{inside}"}}')
    return {
        **build.compilers('runner'),
        **build.launchers(),
        **build.third_party(),
        'Python_EXECUTABLE': pythons.native_python(),
        'CPYTHON_SOURCE_DIR': components.cpython_source(),
        'WASMTIME_LIBRARY': library,
        'WASMTIME_VERSION': wasmtime,
        'RUNNER_PROGRAMS': ', '.join(programs),
    }


def with_build_id(wasm: bytes) -> bytes:
    """With a custom section at its end that names the content: the runner's cache knows the file by it."""
    content = b'\x08build_id\x20' + hashlib.sha256(wasm).digest()
    return wasm + bytes([0, len(content)]) + content


def _put(path: Path, content: bytes, mode: int) -> None:
    """Replaces that file at once, unless it has just this content."""
    if path.is_file() and path.read_bytes() == content:
        return
    temporary = path.with_name(f'{path.name}.tmp')
    temporary.write_bytes(content)
    temporary.chmod(mode)
    os.replace(temporary, path)


def main() -> None:
    from tools.say import entry

    entry(lambda: built(*sys.argv[1:2], packaged=sys.argv[2:] == ['--packaged']))()


if __name__ == '__main__':
    sys.exit(main())
