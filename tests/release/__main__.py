"""Makes a release out of modules that are built already, holds it against the rules, and then damages it in every way that they know.

`--compile` compiles the modules from the source distribution instead, as a release does.
"""

from __future__ import annotations

import argparse
import contextlib
import functools
import io
import json
import platform
import shutil
import struct
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path
from typing import Callable

from tests.release import foreign
from tests.release import wheels as trials
from tests.rows import run
from tools import build, elf, pythons, release, release_rules, targets, wheel_tags, wheels
from tools.pins import EDITION, EDITIONS
from tools.say import Failure, entry

LOG = '## [Unreleased]\n### Added\n\n## [1.0.0] - 2026-01-31\n### Added\n- Something.\n'


def holds(folder: Path, compiled: bool) -> None:
    """Every rule, but that of the change log, which waits for the release.

    A debug build names the folders of its sources, and has a program of the usual edition alone.
    """
    left_out = {'change log'} | (set() if compiled else {'no folder of this machine', 'programs'})
    for name, rule in release_rules.RULES.items():
        problems = list(rule(folder))
        assert name in left_out or not problems, (name, problems)


def change_log() -> None:
    for text, wanted in (
        (LOG, []),
        (LOG.replace('2026-01-31', 'soon'), ['CHANGELOG.md has no section "[1.0.0] - YEAR-MONTH-DAY"']),
        (LOG.replace('1.0.0', '1.0.1'), ['CHANGELOG.md has no section "[1.0.0] - YEAR-MONTH-DAY"']),
        (LOG.replace('Added\n\n', 'Added\n- More.\n\n'), ['CHANGELOG.md has entries under [Unreleased]']),
    ):
        assert list(release_rules.change_log(Path(), text)) == wanted, text


def again(folder: Path, built: dict[str, Path], programs: list[str]) -> None:
    """Made again from the same modules and programs, every file is the same."""
    with tempfile.TemporaryDirectory() as other:
        release.make(Path(other, 'release'), built, programs, Path(other))
        assert (folder / release.SUMS).read_text() == Path(other, 'release', release.SUMS).read_text()


def other_pythons(folder: Path) -> None:
    """The back end works in every CPython that is to be had, and names the wheels after it. (The modules in them are another one's.)"""
    with tempfile.TemporaryDirectory() as other:
        built = {edition: Path(other, edition) for edition in EDITIONS}
        for edition, path in built.items():
            with zipfile.ZipFile(one(folder, f'pydantic_core-{EDITIONS[edition].version}+*.whl')) as archive:
                archive.extractall(path)
        for version in wheels.VERSIONS:
            interpreter = pythons.of_version(version)
            if interpreter:
                made = wheels.build(interpreter, build.ROOT, Path(other, f'wheels-{version}'), built)
                number = version.replace('.', '')
                tag = f'cp{number.rstrip("t")}-cp{number}'
                assert [wheel.name.split('-')[0] for wheel in made] == [*['pydantic_core'] * len(EDITIONS), 'pydantic_core_cpp'], made
                assert all(f'-{tag}-manylinux_' in wheel.name for wheel in made), made


def command(folder: Path) -> None:
    """Problems are counted, and said with the rule's name."""
    (folder / release.SUMS).write_text('')
    with contextlib.redirect_stdout(io.StringIO()) as out:
        failed = release.check(folder)
    assert failed and 'FAILED checksums\n  oncecell-' in out.getvalue() and out.getvalue().endswith(f', {failed} failed\n'), out.getvalue()


# Damage: the rule that must find it, and what is done to a copy of the release.


def one(folder: Path, pattern: str) -> Path:
    return sorted(folder.glob(pattern))[0]


def rewritten(pattern: str, change: Callable[[str, bytes], bytes | None]) -> Callable[[Path], None]:
    """Each file in a wheel becomes what `change` makes of it; None leaves it out."""

    def damage(folder: Path) -> None:
        wheel = one(folder, pattern)
        old = wheel.rename(folder / 'old')
        with zipfile.ZipFile(old) as archive, zipfile.ZipFile(wheel, 'w') as out:
            for info in archive.infolist():
                data = change(info.filename, archive.read(info))
                if data is not None:
                    out.writestr(info, data)
        old.unlink()

    return damage


def without(end: str) -> Callable[[str, bytes], bytes | None]:
    return lambda name, data: None if name.endswith(end) else data


def replaced(end: str, old: bytes, new: bytes) -> Callable[[str, bytes], bytes | None]:
    return lambda name, data: data.replace(old, new) if name.endswith(end) else data


def without_modes(folder: Path) -> None:
    """As a tool would pack it again that knows nothing of modes."""
    wheel = one(folder, PROGRAMS)
    old = wheel.rename(folder / 'old')
    with zipfile.ZipFile(old) as archive, zipfile.ZipFile(wheel, 'w') as out:
        for name in archive.namelist():
            out.writestr(name, archive.read(name))
    old.unlink()


def retagged(folder: Path) -> None:
    wheel = one(folder, 'pydantic_core_cpp-*.whl')
    wheel.rename(wheel.with_name(wheel.name.replace('manylinux_2_17', 'manylinux_2_5')))


def added_to_sdist(name: str) -> Callable[[Path], None]:
    def damage(folder: Path) -> None:
        sdist = one(folder, 'pydantic_core_cpp-*.tar.gz')
        with tempfile.TemporaryDirectory() as unpacked:
            with tarfile.open(sdist) as archive:
                archive.extractall(unpacked)
            (top,) = Path(unpacked).iterdir()
            (top / name).write_text('another text')
            with tarfile.open(sdist, 'w:gz') as archive:
                archive.add(top, top.name)

    return damage


def bill_without(part: str) -> Callable[[Path], None]:
    def damage(folder: Path) -> None:
        bill = json.loads((folder / release.SBOM).read_text())
        bill['components'] = [one for one in bill['components'] if one['name'] != part]
        (folder / release.SBOM).write_text(json.dumps(bill))

    return damage


BESIDE, REPLACING, CELL, PROGRAMS = 'pydantic_core_cpp-*.whl', 'pydantic_core-*.whl', 'oncecell-*.whl', 'pydantic_wasm-*.whl'
DAMAGE = [
    ('versions', rewritten(BESIDE, replaced('/METADATA', b'\nVersion: 1', b'\nVersion: 2'))),
    ('versions', rewritten(REPLACING, replaced('/METADATA', b'+cpp.', b'+c.'))),
    ('versions', lambda folder: one(folder, REPLACING).unlink()),
    ('names of the files', retagged),
    ('names of the files', lambda folder: one(folder, REPLACING).unlink()),
    ('names of the files', lambda folder: one(folder, 'oncecell-*.tar.gz').unlink()),
    ('names of the files', lambda folder: one(folder, PROGRAMS).unlink()),
    ('records of the wheels', rewritten(BESIDE, replaced('hook.py', b'import', b'impart'))),
    ('versions', rewritten(PROGRAMS, replaced('/METADATA', b'\nVersion: 1', b'\nVersion: 2'))),
    ('programs', rewritten(PROGRAMS, without('/python.cwasm'))),
    ('programs', without_modes),
    ('licences', rewritten(PROGRAMS, without('/LICENSE-sqlite'))),
    ('records of the wheels', rewritten(CELL, without('oncecell.h'))),
    ('licences', rewritten(BESIDE, without('/LICENSE-re2'))),
    ('licences', rewritten(REPLACING, replaced('/LICENSE-yyjson', b'YaoYuan', b'Nobody'))),
    ('licences', rewritten(REPLACING, replaced('/METADATA', b'License-File: LICENSE-ada\n', b''))),
    ('licences', rewritten(CELL, without('licenses/LICENSE'))),
    ('types', rewritten(BESIDE, without('.pyi'))),
    ('types', rewritten(REPLACING, without('py.typed'))),
    ('types', rewritten(BESIDE, lambda name, data: None if '/editions/2.50.' in name else data)),
    ('description', rewritten(BESIDE, replaced('/METADATA', b'\nSummary: ', b'\nOther: '))),
    ('description', rewritten(CELL, replaced('/METADATA', b'text/markdown', b'text/plain'))),
    ('no folder of this machine', rewritten(BESIDE, replaced('.so', b'pydantic_core', b'/home' + b'/sam/src'))),
    ('functions of the C library', rewritten(REPLACING, replaced('.so', b'\0memcpy\0', b'\0memset\0'))),
    ('source distribution', added_to_sdist('left.txt')),
    ('source distribution', added_to_sdist('README.md')),
    ('checksums', lambda folder: one(folder, '*.gz').write_bytes(b'')),
    ('checksums', lambda folder: (folder / 'one more').touch()),
    ('bill of materials', bill_without('re2')),
    ('bill of materials', bill_without('wasmtime')),
]


def damaged(folder: Path, rule: str, damage: Callable[[Path], None]) -> None:
    with tempfile.TemporaryDirectory() as other:
        copy = Path(other, 'release')
        shutil.copytree(folder, copy)
        before = list(release_rules.RULES[rule](copy))
        damage(copy)
        after = list(release_rules.RULES[rule](copy))
        assert set(after) - set(before), (rule, after)


def changed_module(end: str, change: Callable[[bytes], bytes]) -> Callable[[str, bytes], bytes | None]:
    return lambda name, data: change(data) if name.endswith('.so') and end in name else data


MACHINES = {name: number for number, name in elf.PROCESSORS.items()}
(OTHER,) = set(MACHINES) - {platform.machine()}


def for_other(module: bytes) -> bytes:
    """A module for a processor that is not this machine's."""
    return module[:0x12] + struct.pack('<H', MACHINES[OTHER]) + module[0x14:]


def needing(library: bytes) -> Callable[[bytes], bytes]:
    """A module that needs that library in place of glibc's libpthread."""
    return lambda module: module.replace(b'libpthread.so.0\0', library.ljust(16, b'\0'))


TAGS = [
    ('', for_other, f'manylinux_2_17_{OTHER}.manylinux2014_{OTHER}'),
    ('/2.50.', for_other, 'its modules are for aarch64, x86_64'),
    ('', needing(b'libstrange.so.0'), 'needs libstrange.so.0, which not every Linux has'),
    ('', needing(b'libc.so'), 'libc.so.6, libdl.so.2, '),  # musl and glibc
    ('', lambda module: module.replace(b'GLIBC_2.17\0', b'GLIBC_2.99\0'), 'manylinux_2_99_'),
]
"""Which modules of a wheel are changed, and how; its tags then, or why it gets none."""


def tags(folder: Path, which: str, change: Callable[[bytes], bytes], wanted: str) -> None:
    """A wheel is named by what its modules need."""
    with tempfile.TemporaryDirectory() as other:
        wheel = Path(shutil.copy(one(folder, BESIDE), other))
        rewritten('*.whl', changed_module(which, change))(wheel.parent)
        try:
            found = wheel_tags.platform(wheel)
        except Failure as failure:
            found = str(failure)
        assert wanted in found, found


def targets_of_wheels() -> None:
    """The target and the CPython that a wheel is for, from its name."""
    for name, version, tags in (
        ('manylinux-x86_64', '3.10', 'cp310-cp310-manylinux_2_17_x86_64.manylinux2014_x86_64'),
        ('manylinux-aarch64', '3.13t', 'cp313-cp313t-manylinux_2_28_aarch64'),
        ('musllinux-x86_64', '3.13', 'cp313-cp313-musllinux_1_2_x86_64'),
        ('musllinux-aarch64', '3.15', 'cp315-cp315-musllinux_1_2_aarch64'),
        ('windows-amd64', '3.14', 'cp314-cp314-win_amd64'),
        ('macos-arm64', '3.12', 'cp312-cp312-macosx_11_0_arm64'),
    ):
        wheel = Path(f'pydantic_core-2.50.5+cpp.1-{tags}.whl')
        assert (trials.target_of(wheel), trials.version_of(wheel)) == (name, version), wheel
        assert trials.editions_of(wheel) == ['2.50']
    # As CPython's own build names them; upstream's wheels have the same names.
    names = [targets.TARGETS['musllinux-x86_64'].module_suffix(version) for version in ('3.10', '3.11', '3.13t')]
    assert names == ['.cpython-310-x86_64-linux-gnu.so', '.cpython-311-x86_64-linux-musl.so', '.cpython-313t-x86_64-linux-musl.so']


@entry
def main() -> int:
    parser = argparse.ArgumentParser(prog='python3 -m tests.release')
    parser.add_argument('--compile', action='store_true', help='compile the modules, in some minutes')
    wheels.add_built(parser)
    arguments = parser.parse_args()
    built = dict(arguments.built) or ({} if arguments.compile else {edition: build.built_site('dev', edition) for edition in EDITIONS})
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary, 'release')
        programs = [EDITION] if built else list(EDITIONS)
        release.make(folder, built, programs, Path(temporary))  # without what this checkout's dist/ may have
        rows = [
            ('the release keeps the rules', functools.partial(holds, folder, not built)),
            ('the change log', change_log),
            ('the targets of wheels', targets_of_wheels),
            *((f'tags {number}', functools.partial(tags, folder, *row)) for number, row in enumerate(TAGS, 1)),
            *((name, functools.partial(row, *values)) for name, row, values in foreign.ROWS),
            ('other CPythons', functools.partial(other_pythons, folder)),
            *((f'damage {number}', functools.partial(damaged, folder, *row)) for number, row in enumerate(DAMAGE, 1)),
        ]
        rows += [('made again', functools.partial(again, folder, built, programs))] if built else []
        return run([*rows, ('the command', functools.partial(command, folder))])


if __name__ == '__main__':
    sys.exit(main())
