"""`python3 -m tools.wheels [VERSION…] [--target TARGET…]`: the wheels for every target, into `dist/wheels/`.

For every CPython of those named (3.10 … 3.15, 3.13t; all that are to be had, if none is) and every target (tools/targets.py): the
distribution of each edition that replaces the real pydantic-core, and the package beside it, with the same modules. The name of a
wheel says what its modules need, as read from the modules themselves (tools/wheel_tags.py).
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

from tools import cache, components, pythons, targets, wheel_tags
from tools.build import ROOT
from tools.pins import EDITIONS
from tools.say import Failure, entry, run, say

DIST = ROOT / 'dist' / 'wheels'
VERSIONS = (*pythons.VERSIONS, pythons.FREE_THREADED)


def build(interpreter: Path, source: Path, to: Path, built: dict[str, Path], system: str = '') -> list[Path]:
    """The wheels from the checkout or unpacked source distribution `source`, for that interpreter.

    An edition of which `built` has a folder is not compiled: its package `pydantic_core` is there, for whatever target. `system` is
    the target's, where it is not this machine's.
    """
    made_for = {'built-for': system} if system else {}
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder)
        made, editions = [], {}
        for edition in EDITIONS:
            given = built_settings({name: path for name, path in built.items() if name == edition})
            made.append(_back_end(interpreter, source, fresh / f'replacing-{edition}', {'replace': edition, **given, **made_for}))
            editions[edition] = fresh / edition
            with zipfile.ZipFile(made[-1]) as archive:
                archive.extractall(editions[edition])
        made.append(_back_end(interpreter, source, fresh / 'beside', {**built_settings(editions), **made_for}))
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


def tagged(wheel: Path, to: Path) -> Path:
    """The same wheel in the folder `to`, with these tags in its name, and in the metadata that repeat it.

    Its files are in the order of their names, but for the record: a folder of the machine has any order.
    """
    rest, _, old = wheel.stem.rpartition('-')
    new = wheel_tags.platform(wheel)
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


def of_target(name: str, version: str, to: Path) -> list[Path]:
    """The wheels for that target and that CPython, compiled as far as they are not."""
    interpreter = pythons.of_version(version)
    if interpreter is None:
        raise Failure(f'there is no CPython {version} with its headers to be had')
    built = {edition: targets.site(name, version, edition) for edition in EDITIONS}
    return build(interpreter, ROOT, to, built, targets.TARGETS[name].system)


@entry
def main() -> None:
    parser = argparse.ArgumentParser(prog='python3 -m tools.wheels', description='Builds the wheels.')
    parser.add_argument('version', nargs='*', metavar='VERSION', help=f'of {" ".join(VERSIONS)} (default: all)')
    parser.add_argument('--target', action='append', choices=targets.TARGETS, help='again for each (default: all)')
    parser.add_argument('--to', type=Path, default=DIST, metavar='FOLDER', help='where they go (default: dist/wheels)')
    arguments = parser.parse_args()
    for version in arguments.version:
        if version not in VERSIONS:
            raise Failure(f'there are no wheels for "{version}"; there are for {" ".join(VERSIONS)}')
    cache.log('wheels').unlink(missing_ok=True)
    made = []
    for version in arguments.version or VERSIONS:
        if pythons.of_version(version) is None and not arguments.version:
            say(f'no wheels for CPython {version}: it is not to be had here')
            continue
        for name in targets.of_python(version, arguments.target or ()):
            say(f'building the wheels for CPython {version} on {name} (some minutes; log: {cache.log("wheels")})')
            made += of_target(name, version, arguments.to)
    if not made:
        raise Failure('no wheel was built')
    for wheel in made:
        print(f'{wheel}  {wheel.stat().st_size:,} bytes')


if __name__ == '__main__':
    sys.exit(main())
