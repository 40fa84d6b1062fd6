"""`python3 -m tests.reproducible`: everything of dist/ and the native module are built again elsewhere, and must come out the same.

Elsewhere is another folder with a longer name, without anything built, with other times of files, another locale, time
zone and hash seed. The standard library's archive, which the cache keeps, is compiled again as well, and so is every object.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tools import build, cache, wasm_build, wasm_python
from tools.pins import EDITIONS
from tools.say import entry, run

OTHER = {'PYTHONHASHSEED': '7', 'TZ': 'Asia/Kathmandu', 'LC_ALL': 'C', 'PYTHONDONTWRITEBYTECODE': '1', 'CCACHE_DISABLE': '1'}


def copy_sources(to: Path) -> None:
    ignored = shutil.ignore_patterns('__pycache__', '.*')
    for name in wasm_build.SOURCES:
        source = wasm_build.ROOT / name
        if source.is_dir():
            shutil.copytree(source, to / name, ignore=ignored, copy_function=shutil.copy)
        else:
            shutil.copy(source, to / name)


def difference(ours: Path, other: Path) -> str:
    """Where two files part; empty where they do not."""
    first, second = ours.read_bytes(), other.read_bytes()
    if first == second:
        return ''
    at = next((i for i, (a, b) in enumerate(zip(first, second)) if a != b), min(len(first), len(second)))
    return f'{len(first)} and {len(second)} bytes, which differ from byte {at} on: {first[at : at + 60]} and {second[at : at + 60]}'


def native_module(root: Path) -> Path:
    """The extension module of a release, in the checkout at `root`."""
    (module,) = (root / 'build' / 'release' / 'site' / 'pydantic_core').glob('_pydantic_core.*.so')
    return module


@entry
def main() -> int:
    for edition in EDITIONS:
        wasm_build.built(edition, packaged=True)
    build.build('release', ['_pydantic_core'])
    environment = {**os.environ, **OTHER}
    log = cache.log('reproducible')
    pairs = {}
    with tempfile.TemporaryDirectory(prefix='a folder elsewhere, with a longer name ') as folder:
        root = Path(folder, 'checkout')
        root.mkdir()
        copy_sources(root)
        for edition in EDITIONS:
            command = [sys.executable, '-m', 'tools.wasm_build', edition, '--packaged']
            run(command, log=log, what='building elsewhere', cwd=root, env=environment)
            for path in {*map(wasm_build.DIST.joinpath, wasm_build.files(edition)), *wasm_build.packaged_files([edition]).values()}:
                name = path.relative_to(build.ROOT)
                pairs[str(name)] = (path, root / name)
        run([sys.executable, '-m', 'tools.build', '--preset', 'release', '_pydantic_core'], log=log, what='building elsewhere', cwd=root, env=environment)
        pairs['the native module'] = (native_module(build.ROOT), native_module(root))
        for edition in EDITIONS:
            again = Path(folder, f'library-{edition}')
            run(wasm_python.library_command(again, edition), log=log, what='compiling the library again', env=environment)
            pairs[f'the archive of the library, {edition}'] = (wasm_python.library(edition), again)
        failed = 0
        for what, (ours, other) in pairs.items():
            why = difference(ours, other)
            failed += bool(why)
            if why:
                print(f'FAILED {what}: {why}')
    print(f'{len(pairs) - failed} passed, {failed} failed')
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
