"""Modules for Windows and macOS, which zig makes of a few lines: what their wheels are named, and what is said of them from outside."""

from __future__ import annotations

import contextlib
import io
import subprocess
import tempfile
import zipfile
from pathlib import Path
from typing import Callable, NamedTuple
from unittest import mock

from tests.release import outside
from tools import components, debian_programs, foreign_python, targets, wheel_tags
from tools.say import Failure

SOURCE = """
#ifdef _WIN32
#define SHOWN __declspec(dllexport)
#define TAKEN __declspec(dllimport)
#else
#define SHOWN __attribute__((visibility("default")))
#define TAKEN extern
#endif
"""
MODULE = 'TAKEN void PyErr_SetString(void*, const char*);\nSHOWN void* PyInit__pydantic_core(void) { PyErr_SetString(0, ""); return 0; }\n'
ANOTHER_SHOWN = MODULE + 'SHOWN int another;\n'
ANOTHER_TAKEN = MODULE.replace('{', '{ PyErr_Gone();').replace('TAKEN', 'TAKEN void PyErr_Gone(void);\nTAKEN', 1)
NOTHING_TAKEN = 'SHOWN void* PyInit__pydantic_core(void) { return 0; }\n'
PYTHON = 'SHOWN void PyErr_SetString(void* type, const char* text) { (void)type; (void)text; }\n'


class System(NamedTuple):
    """What it takes to make a module for a system."""

    name: str
    """CMake's."""
    file: str
    options: tuple[str, ...]
    library: str
    """What CPython itself is called there."""


WINDOWS = System('Windows', '_pydantic_core.cp314-win_amd64.pyd', ('-nostdlib', '-Wl,-e,PyInit__pydantic_core'), 'python314.dll')
MACOS = System('Darwin', '_pydantic_core.cpython-314-darwin.so', ('-Wl,-undefined,dynamic_lookup',), 'libpython3.14.dylib')


def made(system: System, zig: str, source: str, to: Path, *more: str | Path) -> Path:
    """That code, compiled and linked for what zig calls so."""
    (to / 'source.c').write_text(SOURCE + source)
    file = to / system.file
    command = [components.toolchain(zig, f'test-{zig}') / 'cc', '-shared', '-s', '-fvisibility=hidden', to / 'source.c', '-o', file]
    subprocess.run([*command, *system.options, *more], check=True, capture_output=True)
    return file


def library_of(names: str, library: str, to: Path) -> Path:
    """What a DLL for Windows is linked with that takes these names from that library."""
    (to / 'names.def').write_text(f'LIBRARY {library}\nEXPORTS\n{names}\n')
    subprocess.run([components.zig(), 'dlltool', '-m', 'i386:x86-64', '-d', to / 'names.def', '-l', to / 'names.lib'], check=True)
    return to / 'names.lib'


def wheel_of(*modules: Path) -> Path:
    """Beside the first one, a wheel with these files in its package."""
    wheel = modules[0].with_name('some-1-cp314-cp314-any.whl')
    with zipfile.ZipFile(wheel, 'w') as archive:
        for number, module in enumerate(modules):
            archive.write(module, f'{number}/pydantic_core/{module.name}')
    return wheel


def built(system: System, zig: str, source: str, folder: Path, library: str = 'python314.dll') -> Path:
    """A module of that code; on Windows it takes its symbols from that library."""
    names = '\n'.join(name for name in ('PyErr_SetString', 'PyErr_Gone') if name in source)
    more = [library_of(names, library, folder)] if system is WINDOWS and names else []
    return made(system, zig, source, folder, *more)


TAGS = [
    (WINDOWS, 'x86_64-windows-gnu', 'python314.dll', 'win_amd64'),
    (WINDOWS, 'x86_64-windows-gnu', 'KERNEL32.dll', 'win_amd64'),
    (WINDOWS, 'x86_64-windows-gnu', 'vcruntime140.dll', 'needs vcruntime140.dll, which not every Windows has'),
    (MACOS, 'aarch64-macos.11.0', '', 'macosx_11_0_arm64'),
    (MACOS, 'aarch64-macos.12.3', '', 'macosx_12_3_arm64'),
]
"""For what a module is made and, on Windows, what library it takes its symbols from; the tags of its wheel, or why it has none."""


def tags(system: System, zig: str, library: str, wanted: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        wheel = wheel_of(built(system, zig, MODULE, Path(folder), library))
        try:
            found = wheel_tags.platform(wheel)
        except Failure as failure:
            found = str(failure).partition(f'{system.file} ')[2]
        assert found == wanted, found


def several_systems() -> None:
    with tempfile.TemporaryDirectory() as folder:
        modules = [built(system, zig, MODULE, Path(folder)) for system, zig in ((WINDOWS, 'x86_64-windows-gnu'), (MACOS, 'aarch64-macos.11.0'))]
        try:
            found = wheel_tags.platform(wheel_of(*modules))
        except Failure as failure:
            found = str(failure)
        assert found.endswith('its modules are for several systems'), found


def read_from_outside(system: System, zig: str) -> None:
    """A module that takes what CPython has and shows its entry point passes, and no other."""
    (target,) = [target for target in targets.TARGETS.values() if target.system == system.name]
    with tempfile.TemporaryDirectory() as folder:
        python = Path(folder, 'python', system.library)
        python.parent.mkdir()
        options = ('-nostdlib', '-Wl,-e,PyErr_SetString') if system is WINDOWS else ()
        made(System(system.name, system.library, options, ''), zig, PYTHON, python.parent)
        for source, wanted in ((MODULE, (1, 0)), (ANOTHER_SHOWN, (0, 1)), (ANOTHER_TAKEN, (0, 1)), (NOTHING_TAKEN, (0, 1))):
            wheel = wheel_of(built(system, zig, source, Path(folder)))
            quiet = contextlib.redirect_stdout(io.StringIO())
            with quiet, mock.patch.object(foreign_python, 'library', lambda name, version: python):
                found = outside.tried(wheel, target, '3.14', 'nobody')
            assert found[:2] == wanted and found.result.endswith('not run: nobody'), (source, found)


def not_to_be_had(target: str, module: object, name: str) -> None:
    """Where what would look at the modules is not to be had either, the row says that too."""
    with mock.patch.object(module, name, mock.Mock(side_effect=Failure('no network'))):
        found = outside.tried(Path('some.whl'), targets.TARGETS[target], '3.14', 'nobody')
    assert found == (0, 0, 'not run', 'nobody; no network'), found


ROWS: list[tuple[str, Callable[..., None], tuple]] = [
    *((f'tags of other systems {number}', tags, row) for number, row in enumerate(TAGS, 1)),
    ('several systems in a wheel', several_systems, ()),
    ('read from outside: Windows', read_from_outside, (WINDOWS, 'x86_64-windows-gnu')),
    ('read from outside: macOS', read_from_outside, (MACOS, 'aarch64-macos.11.0')),
    ('no musl to be had', not_to_be_had, ('musllinux-x86_64', debian_programs, 'musl')),
    ('no CPython for Windows to be had', not_to_be_had, ('windows-amd64', foreign_python, 'library')),
]
