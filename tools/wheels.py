"""`python3 -m tools.wheels [VERSION…]`: the wheels for Linux on this machine's processor, into `dist/wheels/`.

For every CPython of those named (3.10 … 3.15, 3.13t; all that are to be had, if none is): the distribution of each edition that
replaces the real pydantic-core, and the package beside it, with the same modules. The name of a wheel says which glibc its
modules need (manylinux), as read from the modules themselves.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import os
import re
import sys
import tempfile
import zipfile
from pathlib import Path

from tools import cache, components, elf, pythons
from tools.build import ROOT
from tools.pins import EDITIONS
from tools.say import Failure, entry, run, say

DIST = ROOT / 'dist' / 'wheels'
FREE_THREADED = f'{components.OURS}t'
# What every Linux with glibc has (PEP 600): a wheel may need these and no others.
LIBRARIES = {'libc.so.6', 'libm.so.6', 'libpthread.so.0', 'libdl.so.2', 'librt.so.1', 'libgcc_s.so.1'}
LIBRARIES |= {'ld-linux-x86-64.so.2', 'ld-linux-aarch64.so.1'}


def python(version: str) -> Path | None:
    """The interpreter that a wheel of that version is built with."""
    if version == FREE_THREADED:
        return pythons.free_threaded_python()
    return pythons.native_python() if version == components.OURS else pythons.other_python(version)


def build(interpreter: Path, source: Path, to: Path, built: dict[str, Path]) -> list[Path]:
    """The wheels from the checkout or unpacked source distribution `source`, for that interpreter.

    An edition of which `built` has a folder is not compiled: its package `pydantic_core` is there.
    """
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder)
        made, editions = [], {}
        for edition in EDITIONS:
            given = built_settings({name: path for name, path in built.items() if name == edition})
            made.append(_back_end(interpreter, source, fresh / f'replacing-{edition}', {'replace': edition, **given}))
            editions[edition] = fresh / edition
            with zipfile.ZipFile(made[-1]) as archive:
                archive.extractall(editions[edition])
        made.append(_back_end(interpreter, source, fresh / 'beside', built_settings(editions)))
        to.mkdir(parents=True, exist_ok=True)
        return [tagged(wheel, to) for wheel in made]


def built_settings(built: dict[str, Path]) -> dict[str, str]:
    """The build back end's settings that name the folders of editions that are built already."""
    return {f'built-{edition}': str(folder) for edition, folder in built.items()}


def add_built(parser: argparse.ArgumentParser) -> None:
    """The option `--built`, whose value is pairs for `dict`."""

    def pair(text: str) -> tuple[str, Path]:
        edition, _, folder = text.partition('=')
        if edition not in EDITIONS or not folder:
            raise argparse.ArgumentTypeError(f'"{text}" is not EDITION=FOLDER with one of the editions {", ".join(EDITIONS)}')
        return edition, Path(folder).resolve()

    what = 'do not compile that edition: its package pydantic_core is in the folder (again for each edition)'
    parser.add_argument('--built', type=pair, action='append', default=[], metavar='EDITION=FOLDER', help=what)


def back_end_environment(source: Path) -> dict[str, str]:
    """That of a process which calls the build back end of the sources there, whose files then have a fixed date."""
    # On 3.10, the back end needs typing_extensions as well, which is one of the packages for the run time.
    path = os.pathsep.join([str(components.site('backend')), str(source), str(components.site('runtime'))])
    return {**os.environ, 'PYTHONPATH': path, 'SOURCE_DATE_EPOCH': '1577836800', 'PYTHONPYCACHEPREFIX': str(cache.compiled_python())}


def _back_end(interpreter: Path, source: Path, to: Path, settings: dict) -> Path:
    to.mkdir()
    code = f'from tools import backend; backend.build_wheel({str(to)!r}, {settings!r})'
    environment = back_end_environment(source)
    run([interpreter, '-c', code], log=cache.log('wheels'), what='building a wheel', cwd=source, env=environment)
    (wheel,) = to.glob('*.whl')
    return wheel


def platform(wheel: Path) -> str:
    """The platform tags that a wheel for Linux deserves, by what its modules and programs need."""
    newest = (2, 17)
    with zipfile.ZipFile(wheel) as archive:
        images = {name: archive.read(name) for name in archive.namelist() if _is_loaded(archive, name)}
        own = {name.rpartition('/')[2] for name in images}
        for name, image in images.items():
            wants = elf.needs(image)
            others = sorted(set(wants.libraries) - LIBRARIES - own)
            if others:
                raise Failure(f'{wheel.name}: {name} needs {", ".join(others)}, which not every Linux has')
            found = (re.fullmatch(r'GLIBC_(\d+)\.(\d+)(?:\.\d+)?', version) for version in wants.versions)
            newest = max([newest, *((int(match[1]), int(match[2])) for match in found if match)])
    machine = re.search('(x86_64|aarch64)$', wheel.stem)[1]
    name = f'manylinux_{newest[0]}_{newest[1]}_{machine}'
    return f'{name}.manylinux2014_{machine}' if newest == (2, 17) else name


def _is_loaded(archive: zipfile.ZipFile, name: str) -> bool:
    """Whether the system loads it: a library or a program, and not a compiled module of python.wasm."""
    with archive.open(name) as file:
        return file.read(4) == b'\x7fELF' and not name.endswith('.cwasm')


def tagged(wheel: Path, to: Path) -> Path:
    """The same wheel in the folder `to`, with these tags in its name, and in the metadata that repeat it.

    Its files are in the order of their names, but for the record: a folder of the machine has any order.
    """
    rest, _, old = wheel.stem.rpartition('-')
    new = platform(wheel)
    final = to / f'{rest}-{new}.whl'
    with zipfile.ZipFile(wheel) as archive, zipfile.ZipFile(final, 'w', zipfile.ZIP_DEFLATED) as out:
        record = ''
        for info in sorted(archive.infolist(), key=lambda info: (info.filename.endswith('/RECORD'), info.filename)):
            data = archive.read(info)
            if info.filename.endswith('.dist-info/WHEEL'):
                tags = ''.join(rf'\g<1>-{tag}\n' for tag in new.split('.'))
                data = re.sub(rf'(Tag: .*)-{old}\n', tags, data.decode()).encode()
                digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b'=').decode()
                record = f'{info.filename},sha256={digest},{len(data)}'
            elif info.filename.endswith('.dist-info/RECORD'):
                lines = re.sub(r'^[^\n]*\.dist-info/WHEEL,[^\n]*$', record, data.decode(), flags=re.MULTILINE).splitlines()
                data = '\n'.join([*sorted(lines), '']).encode()
            out.writestr(info, data)
    return final


@entry
def main() -> None:
    known = [*pythons.VERSIONS, FREE_THREADED]
    parser = argparse.ArgumentParser(prog='python3 -m tools.wheels', description='Builds the wheels for Linux.')
    parser.add_argument('version', nargs='*', metavar='VERSION', help=f'of {" ".join(known)} (default: all)')
    parser.add_argument('--to', type=Path, default=DIST, metavar='FOLDER', help='where they go (default: dist/wheels)')
    add_built(parser)
    arguments = parser.parse_args()
    for version in arguments.version:
        if version not in known:
            raise Failure(f'there are no wheels for "{version}"; there are for {" ".join(known)}')
    cache.log('wheels').unlink(missing_ok=True)
    made = []
    for version in arguments.version or known:
        interpreter = python(version)
        if interpreter is None and arguments.version:
            raise Failure(f'there is no CPython {version} with its headers to be had')
        if interpreter is None:
            say(f'no wheels for CPython {version}: it is not to be had here')
            continue
        say(f'building the wheels for CPython {version} (some minutes; log: {cache.log("wheels")})')
        made += build(interpreter, ROOT, arguments.to, dict(arguments.built))
    for wheel in made:
        print(f'{wheel}  {wheel.stat().st_size:,} bytes')


if __name__ == '__main__':
    sys.exit(main())
