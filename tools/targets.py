"""What wheels are built for: a target is a processor, a C library and a system, and a row of TARGETS.

One Linux machine compiles for all of them, as zig brings the headers and the C library of each, or the names of what is in it. The build
of a target is kept in `build/`, and only what has changed is compiled again.
"""

from __future__ import annotations

import platform
import subprocess
from pathlib import Path
from typing import Callable, Iterable, Iterator, NamedTuple

from tools import build, components, debian_python, foreign_python, pythons
from tools.say import Failure, say


def _of_glibc(processor: str, version: str) -> Path:
    """This machine's, or one out of Debian's packages that QEMU runs."""
    if processor != platform.machine():
        return debian_python.python(version, processor)
    found = pythons.of_version(version)
    if found is None:
        raise Failure(f'there is no CPython {version} to be had')
    return found


def _of_musl(processor: str, version: str) -> Path:
    """One of our own, as no registry has a CPython on musl; of our own version, and for this machine's processor."""
    if (processor, version) != (platform.machine(), components.OURS):
        raise Failure(f'there is no CPython {version} on musl for {processor} to be had')
    return pythons.musl_python()


def _of_windows(processor: str, version: str) -> Path:
    return foreign_python.windows_python(version)


def _of_macos(processor: str, version: str) -> Path:
    raise Failure('nothing here runs programs of macOS')


class Target(NamedTuple):
    zig: str
    """The target's name for zig: of glibc, the oldest version that a wheel must load with."""
    system: str
    """Its name for CMake."""
    suffix: str
    """How CPython names its modules; `{}` is the digits of CPython's version, with a `t` where there is no GIL."""
    platform: str
    """The pattern of the platform in the names of its wheels."""
    python: Callable[[str, str], Path]
    """The CPython of a version that runs what is built for it, given the processor; raises a Failure that says why there is none."""

    @property
    def processor(self) -> str:
        return self.zig.partition('-')[0]

    @property
    def is_musl(self) -> bool:
        return self.zig.endswith('-musl')

    def module_suffix(self, version: str) -> str:
        name = self.suffix.format(version.replace('.', ''))
        return name.replace('-musl', '-gnu') if version == '3.10' else name  # which did not tell the two apart yet


TARGETS = {
    'manylinux-x86_64': Target('x86_64-linux-gnu.2.17', 'Linux', '.cpython-{}-x86_64-linux-gnu.so', r'manylinux_.*_x86_64', _of_glibc),
    'manylinux-aarch64': Target('aarch64-linux-gnu.2.17', 'Linux', '.cpython-{}-aarch64-linux-gnu.so', r'manylinux_.*_aarch64', _of_glibc),
    'musllinux-x86_64': Target('x86_64-linux-musl', 'Linux', '.cpython-{}-x86_64-linux-musl.so', r'musllinux_.*_x86_64', _of_musl),
    'musllinux-aarch64': Target('aarch64-linux-musl', 'Linux', '.cpython-{}-aarch64-linux-musl.so', r'musllinux_.*_aarch64', _of_musl),
    'windows-amd64': Target('x86_64-windows-gnu', 'Windows', '.cp{}-win_amd64.pyd', r'win_amd64', _of_windows),
    'macos-arm64': Target('aarch64-macos.11.0', 'Darwin', '.cpython-{}-darwin.so', r'macosx_.*_arm64', _of_macos),
}
NEVER_CALLED = {'Windows': 'CMAKE_RC_COMPILER', 'Darwin': 'CMAKE_INSTALL_NAME_TOOL'}
"""The CMake variable that must name a program of the system, which nothing of ours needs."""

# What a Python says about itself and what it runs on.
DESCRIBE = """
import platform, sysconfig
print('CPython', platform.python_version(), sysconfig.get_platform(), *platform.libc_ver())
"""


def python(name: str, version: str) -> Path:
    """The executable of the CPython of that version that runs what is built for that target. Raises a Failure that says why there is none."""
    target = TARGETS[name]
    return target.python(target.processor, version)


def headers(name: str, version: str) -> Path:
    """CPython's headers of that version for that target. Raises a Failure that says why there are none.

    Those of this machine serve every Linux, where `pyconfig.h` differs in nothing that they read.
    """
    if TARGETS[name].system != 'Linux':
        return foreign_python.headers(TARGETS[name].system, version)
    python = pythons.of_version(version)
    if python is None:
        raise Failure(f'there is no CPython {version} with its headers to be had')
    code = "import sysconfig; print(sysconfig.get_path('include'))"
    return Path(subprocess.check_output([python, '-I', '-c', code], text=True).strip())


def of_python(version: str, chosen: Iterable[str] = ()) -> Iterator[str]:
    """The targets, of those chosen or else of all, for which there are that CPython's headers. Says why the others are left out."""
    for name in chosen or TARGETS:
        try:
            headers(name, version)
        except Failure as failure:
            say(f'no wheels for CPython {version} on {name}: {failure}')
        else:
            yield name


def _of_system(target: Target, programs: Path, version: str) -> dict:
    """The CMake variables that its system needs besides."""
    variables = {NEVER_CALLED[target.system]: programs / 'cc'} if target.system in NEVER_CALLED else {}
    if target.system == 'Windows':
        variables['PYTHON_LIBRARY'] = foreign_python.import_library(version)
    return variables


def site(name: str, version: str, edition: str) -> Path:
    """The directory with the package `pydantic_core` of that edition for that target and that CPython, built."""
    target = TARGETS[name]
    programs = components.toolchain(target.zig, name)
    variables = {
        **build.launchers(),
        **build.toolchain(programs),
        **_of_system(target, programs, version),
        **build.third_party(edition),
        **build.recorded_profile('release'),
        'CMAKE_SYSTEM_NAME': target.system,
        'CMAKE_SYSTEM_PROCESSOR': target.processor,
        'PYTHON_INCLUDE_DIRS': headers(name, version),
        'PYTHON_MODULE_SUFFIX': target.module_suffix(version),
    }
    return build.build('release', ['_pydantic_core'], variables, folder=f'{name}-{version}-core-{edition}') / 'site'
