"""`python3 -m tools.build [--preset PRESET] [--edition EDITION] [TARGET…]`: configures when needed, and builds natively.

The importable tree is `build/PRESET/site`. With the preset already configured, and nothing changed in what it was
configured with, this goes straight to Ninja, which looks for new files itself.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from tools import cache, components, profile, pythons
from tools.pins import EDITION, EDITIONS
from tools.say import INHERITED, Failure, entry, say

ROOT = Path(__file__).resolve().parent.parent
SANITIZERS = ('asan-ubsan', 'tsan')
FREE_THREADED = ('dev-t', 'tsan')
OTHER_VERSIONS = [version for version in pythons.VERSIONS if version != components.OURS]


class Preset(NamedTuple):
    """What a name like `dev`, `dev-3.10` or `dev-3.10-core-2.50` stands for."""

    cmake: str
    """CMake's own preset."""
    version: str = components.OURS
    """The version of CPython."""
    edition: str = EDITION

    @property
    def name(self) -> str:
        version = [] if self.version == components.OURS else [self.version]
        edition = [] if self.edition == EDITION else ['core', self.edition]
        return '-'.join([self.cmake, *version, *edition])


_ON_OURS = [Preset(kind, edition=edition) for kind in ('dev', 'dev-t', 'release', *SANITIZERS) for edition in EDITIONS]
_ON_OTHERS = [Preset(kind, version, edition) for kind in ('dev', 'release') for version in OTHER_VERSIONS for edition in EDITIONS]
NATIVE = {preset.name: preset for preset in (*_ON_OURS, *_ON_OTHERS)}
"""Every native preset, by name."""


def build_dir(preset: str) -> Path:
    return ROOT / 'build' / preset


def site(preset: str) -> Path:
    """The directory to put on `sys.path` for the built `pydantic_core`."""
    return build_dir(preset) / 'site'


def built_site(preset: str, edition: str = EDITION) -> Path:
    """The same of that edition, with the module built."""
    name = preset_for(preset, edition=edition)
    build(name, ['_pydantic_core'])
    return site(name)


def python(preset: str) -> Path:
    """The interpreter that a native preset is built for."""
    cmake, version, _ = NATIVE[preset]
    if version != components.OURS:
        found = pythons.other_python(version)
        if found is None:
            raise Failure(f'{preset} needs a CPython {version} with its headers, which this machine does not have')
        return found
    return pythons.free_threaded_python() if cmake in FREE_THREADED else pythons.native_python()


def preset_for(preset: str, version: str = components.OURS, edition: str = EDITION) -> str:
    """The preset like `preset` whose module loads in CPython of that version, and is of that edition."""
    return Preset(preset, version, edition).name


def third_party(edition: str = EDITION) -> dict:
    """The CMake variables that name the source trees. UPSTREAM_DIR says which edition is built."""
    return {
        'YYJSON_DIR': components.yyjson_source(),
        'ADA_DIR': components.ada_source(),
        'RE2_DIR': components.re2_source(),
        'UPSTREAM_DIR': components.pydantic_core_source(edition),
    }


def recorded_profile(preset: str) -> dict:
    """The CMake variable that names the profile to optimise by, where that is wanted."""
    return {'PROFILE': profile.indexed()} if preset.partition('-')[0] == 'release' and profile.CORE.exists() else {}


def quick(preset: str) -> dict:
    """The CMake variable with which the module compiles in half of the time: where another CPython is what is tested."""
    return {'QUICK_TO_BUILD': 'ON'} if NATIVE[preset].cmake == 'dev' and NATIVE[preset].version != components.OURS else {}


def compilers(preset: str) -> dict:
    """zig, but for the sanitizers, whose run-time libraries come with the system's compiler."""
    if _is_sanitized(preset):
        for cc, cxx in (('gcc', 'g++'), ('clang', 'clang++')):
            if shutil.which(cc) and shutil.which(cxx):
                return {'CMAKE_C_COMPILER': shutil.which(cc), 'CMAKE_CXX_COMPILER': shutil.which(cxx)}
        raise Failure(f'the preset {preset} needs g++ or clang++, which this machine does not have')
    return toolchain(components.native_toolchain())


def toolchain(folder: Path) -> dict:
    """The CMake variables that name zig's programs in that folder."""
    names = {'CMAKE_C_COMPILER': 'cc', 'CMAKE_CXX_COMPILER': 'c++', 'CMAKE_AR': 'ar', 'CMAKE_RANLIB': 'ranlib'}
    return {variable: folder / name for variable, name in names.items()}


def launchers() -> dict:
    """The CMake variables with which zig compiles nothing that the cache has already."""
    command = ';'.join(map(str, components.ccache(ROOT)))
    return {'CMAKE_C_COMPILER_LAUNCHER': command, 'CMAKE_CXX_COMPILER_LAUNCHER': command}


def _is_sanitized(preset: str) -> bool:
    return preset in NATIVE and NATIVE[preset].cmake in SANITIZERS


def sanitizer_environment(preset: str) -> dict[str, str]:
    """What a Python needs in its environment to load a module built with a sanitizer; nothing for other presets."""
    if not _is_sanitized(preset):
        return {}
    compiler = compilers(preset)['CMAKE_CXX_COMPILER']
    short = preset.partition('-')[0]
    library = f'libclang_rt.{short}-{platform.machine()}.so' if 'clang' in Path(compiler).name else f'lib{short}.so'
    path = subprocess.run([compiler, f'-print-file-name={library}'], capture_output=True, text=True).stdout.strip()
    return {
        'LD_PRELOAD': path,
        # Python itself leaves much behind at its end.
        'ASAN_OPTIONS': 'detect_leaks=0:allocator_may_return_null=1',
        'UBSAN_OPTIONS': 'halt_on_error=1:print_stacktrace=1',
        # Each object in a block of its own, so that its use after its end is seen.
        'PYTHONMALLOC': 'malloc',
    }


def configure(preset: str, folder: Path, variables: dict) -> None:
    """Runs CMake for the preset in that folder, unless it is configured with just these variables."""
    # A copy of a configured build directory would go on compiling the sources that it came from.
    wanted = json.dumps({'source': str(ROOT), **{name: str(value) for name, value in sorted(variables.items())}}, indent=1)
    note = folder / 'configured-with.json'
    if (folder / 'build.ninja').is_file() and note.is_file() and note.read_text() == wanted:
        return
    say(f'configuring {preset}')
    for cached in (folder / 'CMakeCache.txt', note):  # the objects stay: Ninja knows which of them still hold
        if cached.exists():
            cached.unlink()
    defines = [f'-D{name}={value}' for name, value in variables.items()]
    cmake_preset = NATIVE[preset].cmake if preset in NATIVE else preset
    _checked([components.cmake(), '--preset', cmake_preset, '-B', folder, f'-DCMAKE_MAKE_PROGRAM={components.ninja()}', *defines])
    note.write_text(wanted)


def build(preset: str, targets=(), variables=None, options=(), folder: str = '') -> Path:
    """Builds the targets (all, if none is named) and returns the build directory, which is `folder` where it is not to be
    the preset's. `options` are Ninja's.

    One build at a time works in a build directory: two Ninjas there would compile everything twice.
    """
    if variables is None:
        if preset not in NATIVE:
            raise Failure(f'there is no native preset "{preset}"; there are: {" ".join(NATIVE)}')
        variables = {} if _is_sanitized(preset) else launchers()
        variables |= {**compilers(preset), **third_party(NATIVE[preset].edition), **recorded_profile(preset), **quick(preset)}
        variables['Python_EXECUTABLE'] = python(preset)  # last: where there is no compiler, none is made from source
    directory = build_dir(folder or preset)
    with cache.lock(f'build-{directory.name}-{cache.key(ROOT)}'):
        configure(preset, directory, variables)
        _checked([components.ninja(), '-C', directory, pythons.jobs(), '--quiet', *options, *targets])
    return directory


def _checked(command: list) -> None:
    if subprocess.run([str(part) for part in command], cwd=ROOT, stdout=sys.stderr, pass_fds=INHERITED.files).returncode:
        raise Failure(f'{Path(command[0]).name} failed; its messages are above')


@entry
def main() -> None:
    parser = argparse.ArgumentParser(prog='build.sh', description='Builds the native module and tests.')
    parser.add_argument('--preset', default='dev', help=f'one of {" ".join(NATIVE)} (default: dev)')
    parser.add_argument('--edition', choices=EDITIONS, default=EDITION, help='the release of upstream (default: %(default)s)')
    parser.add_argument('--keep-going', action='store_true', help='go on after an error, to see them all')
    parser.add_argument('target', nargs='*', help='CMake targets (default: all)')
    arguments = parser.parse_args()
    options = ['-k', '0'] if arguments.keep_going else []
    print(build(preset_for(arguments.preset, edition=arguments.edition), arguments.target, options=options))


if __name__ == '__main__':
    os.chdir(ROOT)
    sys.exit(main())
