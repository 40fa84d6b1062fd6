"""`--packages REQUIREMENTS|FOLDER`: packages without compiled parts, for scripts inside python.wasm.

The runner is given a folder in place of what `--packages` names. A requirements file is resolved once, by pip: its wheels are unpacked and
compiled in the cache, under a key of its text, so that the next run needs no network. A folder of wheels is unpacked in the same way; any
other folder is taken as it is. What python.wasm has inside comes from there: pip is shown stand-ins for it, which are empty wheels of the
same names, versions and extras.

Neither a package nor a file that is given is trusted: no code of theirs runs but in the sandbox, and what they take of this machine is bounded.

Also a module of the package pydantic-wasm (tools/wasm_package.py), which is why the imports are relative.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Iterator, NamedTuple

from . import cache
from .package_index import download, requirements
from .plain_wheels import UNPACKED_BYTES, copies, regular, sha256, unpack
from .say import Failure

REQUIREMENTS_BYTES = 1 << 20
"""The most that a requirements file can have."""
COMPILING = {'--timeout': '300', '--memory': '1024'}
"""The limits for compiling the modules, unless the command has others."""
FORMAT = 2
"""Of the components: another number makes them all anew."""

# Runs inside: compiles the modules whose names come on stdin, and writes each one's size and content, or the size 0 for what is no Python.
# They are not checked against the sources later, since those do not change.
COMPILE = """
import py_compile, sys
for name in sys.stdin.read().split('\\0'):
    path, made = f'/python.wasm/packages/{name}', '/tmp/made.pyc'
    try:
        py_compile.compile(path, made, doraise=True, invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH)
        with open(made, 'rb') as file:
            content = file.read()
    except Exception:
        content = b''
    sys.stdout.buffer.write(len(content).to_bytes(8, 'little') + content)
"""


class Program(NamedTuple):
    """A python.wasm that packages are for."""

    command: list[str]
    """What starts it."""
    python: str
    """The version of Python inside: 3.13.5."""
    inside: dict[str, str]
    """The versions of the packages inside, by name."""


def options_before(arguments: list, usage: str) -> tuple[list, list]:
    """The runner's options that come first, as names and values (None for one without), and all that follows them.

    `usage` is the text of its --help.
    """
    known = dict(re.findall(r'(?m)^  (--[\w-]+)( \S+)?  ', usage))
    given, rest = [], list(arguments)
    while rest:
        name, joined, value = rest[0].partition('=')
        if name not in known or (joined and not known[name]):
            break
        needed = 2 if known[name] and not joined else 1
        if len(rest) < needed:
            break
        given.append((name, rest[1] if needed == 2 else value if joined else None))
        del rest[:needed]
    return given, rest


def ready(given: list, program: Program) -> list:
    """Those options as arguments for the runner, with the folder in place of what `--packages` names."""
    limits = {**COMPILING, **{name: value for name, value in given if name in COMPILING}}
    arguments = []
    with _ending_children():
        for name, value in given:
            if name == '--packages':
                value = str(folder(value, program, limits).absolute())
            arguments += [name] if value is None else [name, value]
    return arguments


@contextlib.contextmanager
def _ending_children() -> Iterator[None]:
    """TERM and HUP, where they are not ignored, end what this process waits for as well."""
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGHUP)}
    for number, handler in before.items():
        if handler != signal.SIG_IGN:
            signal.signal(number, lambda number, frame: sys.exit(128 + number))
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def folder(given: str, program: Program, limits: dict) -> Path:
    """The folder to put on the guest's path."""
    if not given:
        raise Failure('--packages needs a value: a requirements file or a folder')
    path = Path(given)
    if os.path.isdir(path):
        wheels = {wheel: sha256(wheel) for wheel in sorted(path.glob('*.whl'))}
        named = [(wheel.name, digest) for wheel, digest in wheels.items()]
        return unpacked(named, program, limits, lambda scratch: copies(wheels, scratch)) if wheels else path
    try:
        with regular(path) as file:
            content = file.read(REQUIREMENTS_BYTES + 1)
        if len(content) > REQUIREMENTS_BYTES:
            raise Failure(f'{given} has more than {REQUIREMENTS_BYTES:,} bytes, which is the most for a requirements file')
        text = content.decode('utf-8-sig')
    except (OSError, UnicodeDecodeError) as error:
        raise Failure(f'--packages needs a folder or a requirements file, and "{given}" is neither ({error})') from error
    wanted, extras = requirements(given, text, program.inside)
    return unpacked((wanted, extras, program.inside), program, limits, lambda scratch: download(wanted, extras, program, scratch))


def unpacked(made_from, program: Program, limits: dict, wheels) -> Path:
    """A folder of the cache with the packages of `wheels(scratch)`, their modules compiled."""

    def make(tmp: Path, final: Path) -> None:
        scratch, packages = tmp / 'wheels', tmp / 'packages'
        scratch.mkdir()
        packages.mkdir()
        left = UNPACKED_BYTES
        for wheel in wheels(scratch):
            left -= unpack(wheel, packages, left)
        shutil.rmtree(scratch)
        compile_modules(packages, program, limits, left)

    return cache.directory('packages', (FORMAT, made_from, program.python), make) / 'packages'


def compile_modules(folder: Path, program: Program, limits: dict, left: int) -> None:
    """Puts compiled modules beside the sources, at most `left` bytes. The program makes them, which can only read that folder.

    A module that takes too long, or too much memory, is not compiled, nor are those after it where that ends the program.
    """
    sources = sorted(path for path in folder.rglob('*.py') if path.is_file())
    if not sources:
        return
    options = [part for limit in limits.items() for part in limit]
    command = [*program.command, *options, '--packages', str(folder), '-c', COMPILE]
    major, minor = program.python.split('.')[:2]
    with tempfile.TemporaryFile() as names:
        names.write(os.fsencode('\0'.join(str(source.relative_to(folder)) for source in sources)))
        names.seek(0)
        with subprocess.Popen(command, stdin=names, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
            try:
                for source in sources:
                    size = int.from_bytes(process.stdout.read(8), 'little')
                    left -= size
                    if left < 0:
                        break
                    content = process.stdout.read(size)
                    if size and len(content) == size:
                        compiled = source.parent / '__pycache__' / f'{source.stem}.cpython-{major}{minor}.pyc'
                        compiled.parent.mkdir(exist_ok=True)
                        compiled.write_bytes(content)
            finally:
                process.kill()
