"""CPython 3.13.5 for wasm32-wasi: its static libraries, headers and compiled standard library, made from the pinned source.

zig is the compiler. wasi/config.site says what configure must not find out for itself; the other particulars are here,
each with its reason. The standard library is made with the native CPython of the same version, which is the build Python.
"""

from __future__ import annotations

import hashlib
import platform
import pprint
import runpy
import shutil
from pathlib import Path

from tools import cache, components, pythons
from tools.pins import CPYTHON, CPYTHON_VERSION, EDITION, ZLIB
from tools.say import run, say
from tools.wheel_pins import WHEELS

ROOT = Path(__file__).resolve().parent.parent
CONFIG_SITE = ROOT / 'wasi' / 'config.site'
ARCHIVER = ROOT / 'tools' / 'wasm_archive.py'

CONFIGURE = [
    '--host=wasm32-unknown-wasip1',
    '--prefix=/python.wasm',
    '--disable-test-modules',
    '--with-pymalloc',  # off by default on WASI, where it is as useful as elsewhere
    '--without-mimalloc',
]
CFLAGS = [
    '-g0',
    '-Wno-date-time',  # zig makes __DATE__ an error
    '-fno-sanitize=undefined',
    # zig's own one never returns without threads: host/libc/missing.cc has this one.
    '-Dpthread_key_delete=pydantic_core_cpp_pthread_key_delete',
]
# Raised when a change of the code below must build it anew.
RECIPE = 2
# Overridden in CPython's own Makefile: zig's headers have no SOCK_RAW.
MAKE = ['MODULE__SOCKET_CFLAGS=-DSOCK_RAW=3']
LIBRARIES = [
    'libpython3.13.a',
    'Modules/_decimal/libmpdec/libmpdec.a',
    'Modules/expat/libexpat.a',
    'Modules/_hacl/libHacl_Hash_SHA2.a',
]
# A command around zig. zig puts the stack first by itself and refuses the option that asks for it; configure asks.
COMPILER = """#!/bin/sh
for argument do
  shift
  [ "$argument" = -Wl,--stack-first ] || set -- "$@" "$argument"
done
export ZIG_GLOBAL_CACHE_DIR="{objects}"
exec "{zig}" {language} -target wasm32-wasi "$@"
"""
ARCHIVE_TOOL = """#!/bin/sh
exec "{zig}" {tool} "$@"
"""


def toolchain() -> Path:
    """A directory with `cc`, `c++`, `ar` and `ranlib` that are zig's, for wasm32-wasi."""
    zig = components.zig()
    objects = cache.root() / 'zig'

    def make(tmp: Path, final: Path) -> None:
        for language in ('cc', 'c++'):
            (tmp / language).write_text(COMPILER.format(zig=zig, language=language, objects=objects))
        for tool in ('ar', 'ranlib'):
            (tmp / tool).write_text(ARCHIVE_TOOL.format(zig=zig, tool=tool))
        for command in tmp.iterdir():
            command.chmod(0o755)

    return cache.directory('zig-wasi', (str(zig), COMPILER, ARCHIVE_TOOL), make)


def wasi_python(optimization: str = '-O2') -> Path:
    """A directory with `lib/*.a` (zlib with them), `include/` and the module that `sysconfig` reads."""

    def make(tmp: Path, final: Path) -> None:
        source, zlib, tools, python = (
            components.cpython_source(),
            components.zlib_source(),
            toolchain(),
            pythons.native_python(),
        )
        name = 'cpython-wasi'
        say(f'building CPython {CPYTHON_VERSION} for WASI from source (some minutes; log: {cache.log(name)})')
        cache.log(name).unlink(missing_ok=True)
        step = pythons.Steps(name, tmp)
        step.env.update(
            CONFIG_SITE=str(CONFIG_SITE),
            CPYTHON_SOURCE=str(source),
            CC=str(tools / 'cc'),
            CXX=str(tools / 'c++'),
            AR=str(tools / 'ar'),
            RANLIB=str(tools / 'ranlib'),
            CFLAGS=' '.join([optimization, *CFLAGS]),
            SOURCE_DATE_EPOCH='0',
        )
        # By a relative path, which `__FILE__` then has as well, so that no path of this machine gets into the library.
        (step.folder / 'source').symlink_to(source)
        build = [f'--build={platform.machine()}-linux-gnu', f'--with-build-python={python}']
        step('configure', ['./source/configure', *build, *CONFIGURE])
        setup = step.folder / 'Modules' / 'Setup.local'
        setup.write_text(f'*static*\nzlib zlibmodule.c -I{zlib}\n')
        step('configure', [components.make(), '-f', 'Makefile.pre', 'Makefile'])
        step('compile', [components.make(), pythons.jobs(), *MAKE, *LIBRARIES, 'platform'])

        (tmp / 'lib').mkdir()
        for library in LIBRARIES:
            shutil.copy(step.folder / library, tmp / 'lib')
        _zlib(step, zlib, tools, tmp / 'lib' / 'libz.a')
        shutil.copytree(source / 'Include', tmp / 'include')
        shutil.copy(step.folder / 'pyconfig.h', tmp / 'include')
        for header in ('zlib.h', 'zconf.h'):
            shutil.copy(zlib / header, tmp / 'include')
        _sysconfig(step.folder, source, tmp)
        shutil.rmtree(step.folder)

    site = hashlib.sha256(CONFIG_SITE.read_bytes()).hexdigest()
    made_from = (CPYTHON, ZLIB, CONFIGURE, [optimization, *CFLAGS], MAKE, LIBRARIES, WHEELS['ziglang'], site, RECIPE)
    return cache.directory(f'cpython-wasi-{CPYTHON_VERSION}', made_from, make)


def _zlib(step: pythons.Steps, zlib: Path, tools: Path, library: Path) -> None:
    sources = [path for path in sorted(zlib.glob('*.c')) if not path.name.startswith('gz')]
    for source in sources:
        flags = ['-O2', '-g0', '-w', '-DHAVE_UNISTD_H', '-fno-sanitize=undefined', '-fvisibility=hidden']
        command = [tools / 'cc', *flags, '-c', source, '-o', f'{source.stem}.o']
        run(command, log=cache.log(step.name), what='zlib for WASI', cwd=step.folder, env=step.env)
    step('zlib', [tools / 'ar', 'rcs', library, *(f'{source.stem}.o' for source in sources)])


def _sysconfig(build: Path, source: Path, out: Path) -> None:
    """The build's variables for `sysconfig`, without the paths of this machine."""
    (found,) = build.glob('build/lib.*/_sysconfigdata_*.py')
    variables = runpy.run_path(str(found))['build_time_vars']
    hidden = [(str(build), '/build'), (str(source), '/source'), (str(cache.root()), '/cache')]
    for name, value in variables.items():
        if isinstance(value, str):
            for path, shown in hidden:
                value = value.replace(path, shown)
            variables[name] = value
    text = f'build_time_vars = {pprint.pformat(variables, width=120)}\n'
    (out / found.name).write_text(text)


def library(edition: str = EDITION) -> Path:
    """The archive of the standard library and the packages that python.wasm of that edition carries, for wasm_archive.py's `merge`."""

    def make(tmp: Path, final: Path) -> None:
        command = library_command(tmp / 'library', edition)
        say('compiling the standard library and pydantic for python.wasm')
        run(command, log=cache.log('wasm-library'), what='compiling the standard library for python.wasm')

    packages = components.pins('runtime', edition=edition)
    archiver = hashlib.sha256(ARCHIVER.read_bytes()).hexdigest()
    return cache.directory('wasm-library', (wasi_python().name, packages, archiver), make) / 'library'


def library_command(out: Path, edition: str = EDITION) -> list:
    """The command that writes the archive to that file."""
    (sysconfig,) = wasi_python().glob('_sysconfigdata_*.py')
    site = components.site('runtime', edition=edition)
    inputs = ['--stdlib', components.cpython_source() / 'Lib', '--site', site, '--sysconfig', sysconfig]
    return [pythons.native_python(), ARCHIVER, 'library', '--out', out, *inputs]
