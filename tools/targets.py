"""What wheels are built for: a target is a processor, a C library and a system, and a row of TARGETS.

One Linux machine compiles for all of them, as zig brings the headers and the C library of each. The build of a target is kept in
`build/`, and only what has changed is compiled again.
"""

from __future__ import annotations

import platform
import subprocess
from pathlib import Path
from typing import Callable, NamedTuple

from tools import build, components, debian_python, pythons
from tools.say import Failure


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


class Target(NamedTuple):
    zig: str
    """The target's name for zig: of glibc, the oldest version that a wheel must load with."""
    system: str
    """Its name for CMake."""
    suffix: str
    """How CPython names its modules; `{}` is the digits of CPython's version, with a `t` where there is no GIL."""
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
    'manylinux-x86_64': Target('x86_64-linux-gnu.2.17', 'Linux', '.cpython-{}-x86_64-linux-gnu.so', _of_glibc),
    'manylinux-aarch64': Target('aarch64-linux-gnu.2.17', 'Linux', '.cpython-{}-aarch64-linux-gnu.so', _of_glibc),
    'musllinux-x86_64': Target('x86_64-linux-musl', 'Linux', '.cpython-{}-x86_64-linux-musl.so', _of_musl),
    'musllinux-aarch64': Target('aarch64-linux-musl', 'Linux', '.cpython-{}-aarch64-linux-musl.so', _of_musl),
}

# What a Python says about itself and what it runs on.
DESCRIBE = """
import platform, sysconfig
print('CPython', platform.python_version(), sysconfig.get_platform(), *platform.libc_ver())
"""


def python(name: str, version: str) -> Path:
    """The executable of the CPython of that version that runs what is built for that target. Raises a Failure that says why there is none."""
    target = TARGETS[name]
    return target.python(target.processor, version)


def headers(version: str) -> Path:
    """CPython's headers of that version: this machine's serve every Linux, where `pyconfig.h` differs in nothing that they read."""
    python = pythons.of_version(version)
    if python is None:
        raise Failure(f'there is no CPython {version} with its headers to be had')
    code = "import sysconfig; print(sysconfig.get_path('include'))"
    return Path(subprocess.check_output([python, '-I', '-c', code], text=True).strip())


def site(name: str, version: str, edition: str) -> Path:
    """The directory with the package `pydantic_core` of that edition for that target and that CPython, built."""
    target = TARGETS[name]
    variables = {
        **build.launchers(),
        **build.toolchain(components.toolchain(target.zig, name)),
        **build.third_party(edition),
        **build.recorded_profile('release'),
        'CMAKE_SYSTEM_NAME': target.system,
        'CMAKE_SYSTEM_PROCESSOR': target.processor,
        'PYTHON_INCLUDE_DIRS': headers(version),
        'PYTHON_MODULE_SUFFIX': target.module_suffix(version),
    }
    return build.build('release', ['_pydantic_core'], variables, folder=f'{name}-{version}-core-{edition}') / 'site'
