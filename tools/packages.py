"""`--packages REQUIREMENTS|FOLDER`: packages without compiled parts, for scripts inside python.wasm.

The runner is given a folder in place of what `--packages` names. A requirements file is resolved once, by pip: its wheels are unpacked and
compiled in the cache, under a key of its text, so that the next run needs no network. A folder of wheels is unpacked in the same way; any
other folder is taken as it is. What python.wasm has inside comes from there: pip is shown stand-ins for it, which are empty wheels of the
same names and versions.

Also a module of the package pydantic-wasm (tools/wasm_package.py), which is why the imports are relative.
"""

from __future__ import annotations

import base64
import hashlib
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import NamedTuple

from . import cache
from .say import Failure, run, say

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
    except (py_compile.PyCompileError, RecursionError):
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
    arguments = []
    for name, value in given:
        if name == '--packages':
            value = str(folder(value, program).absolute())
        arguments += [name] if value is None else [name, value]
    return arguments


def folder(given: str, program: Program) -> Path:
    """The folder to put on the guest's path."""
    path = Path(given)
    if path.is_dir():
        wheels = sorted(path.glob('*.whl'))
        return unpacked([(wheel.name, cache.sha256_of(wheel)) for wheel in wheels], program, lambda tmp: wheels) if wheels else path
    try:
        text = path.read_text(encoding='utf-8')
    except (OSError, UnicodeDecodeError) as error:
        raise Failure(f'--packages needs a folder or a requirements file, and "{given}" is neither ({error})') from error
    wanted = requirements(given, text, program.inside)
    return unpacked((wanted, program.inside), program, lambda tmp: download(wanted, program, tmp))


def unpacked(made_from, program: Program, wheels) -> Path:
    """A folder of the cache with the packages of `wheels(tmp)`, their modules compiled."""

    def make(tmp: Path, final: Path) -> None:
        scratch = tmp / '.wheels'
        scratch.mkdir()
        for wheel in wheels(scratch):
            unpack(wheel, tmp)
        shutil.rmtree(scratch)
        compile_modules(tmp, program)

    return cache.directory('packages', (made_from, program.python), make)


def compile_modules(folder: Path, program: Program) -> None:
    """Puts compiled modules beside the sources. The program makes them, which can only read that folder."""
    sources = sorted(folder.rglob('*.py'))
    if not sources:
        return
    names = '\0'.join(str(source.relative_to(folder)) for source in sources)
    command = [*program.command, '--packages', str(folder), '-c', COMPILE]
    made = subprocess.run(command, input=os.fsencode(names), stdout=subprocess.PIPE).stdout
    for source in sources:
        size = int.from_bytes(made[:8], 'little')
        content, made = made[8 : 8 + size], made[8 + size :]
        if size and len(content) == size:
            major, minor = program.python.split('.')[:2]
            compiled = source.parent / '__pycache__' / f'{source.stem}.cpython-{major}{minor}.pyc'
            compiled.parent.mkdir(exist_ok=True)
            compiled.write_bytes(content)


def unpack(wheel: Path, into: Path) -> None:
    """What the wheel would install, but for scripts and headers."""
    if not wheel.name.endswith('-none-any.whl'):
        raise Failure(f'{wheel.name} has compiled parts, for another platform: python.wasm takes wheels that end in -none-any.whl')
    try:
        with zipfile.ZipFile(wheel) as archive:
            for name in archive.namelist():
                parts = name.split('/')
                if parts[0].endswith('.data'):
                    parts = parts[2:] if parts[1:2] in (['purelib'], ['platlib']) else []
                if '..' in parts or name.startswith('/'):
                    raise Failure(f'{wheel.name} has a file outside of its folder: {name}')
                if not parts or name.endswith('/'):
                    continue
                path = into.joinpath(*parts)
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(archive.read(name))
    except zipfile.BadZipFile as error:
        raise Failure(f'{wheel.name} is no wheel: {error}') from error


def requirements(given: str, text: str, inside: dict) -> list:
    """The requirements for pip, one a line, without those that are inside: of these the versions are checked."""
    try:
        from pip._vendor.packaging.requirements import InvalidRequirement, Requirement
        from pip._vendor.packaging.utils import canonicalize_name
    except ImportError as error:
        raise Failure(f'--packages with a requirements file needs pip, which {sys.executable} does not have') from error

    versions = {canonicalize_name(name): version for name, version in inside.items()}
    wanted = []
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
        version = versions.get(canonicalize_name(requirement.name))
        if version is None:
            wanted.append(line)
        elif not requirement.specifier.contains(version):
            raise Failure(f'{given} wants {plain}, and python.wasm has {requirement.name} {version} inside')
    return wanted


def download(wanted: list, program: Program, scratch: Path) -> list:
    """The wheels of the requirements and of what they need, less what is inside."""
    if not wanted:
        return []
    hashed = any('--hash' in line for line in wanted)
    lines = [*wanted]
    for wheel in stand_ins(program.inside, scratch / 'inside'):
        name, version = wheel.name.split('-')[:2]
        lines.append(f'{name}=={version}' + (f' --hash=sha256:{cache.sha256_of(wheel)}' if hashed else ''))
    (scratch / 'requirements.txt').write_text('\n'.join(lines) + '\n')
    say('downloading packages')
    log = cache.log('packages')
    log.unlink(missing_ok=True)
    platform = ['--only-binary=:all:', '--platform=any', '--implementation=py', '--abi=none', f'--python-version={program.python.rpartition(".")[0]}']
    command = [sys.executable, '-m', 'pip', 'download', '--dest', scratch, '--find-links', scratch / 'inside', *platform]
    options = ['--disable-pip-version-check', '--no-input', '--requirement', scratch / 'requirements.txt']
    try:
        run([*command, *options], cwd=scratch, log=log, what='pip download', env={**os.environ, 'PIP_REQUIRE_VIRTUALENV': '0', 'PIP_USER': '0'})
    except Failure as failure:
        raise Failure(reason(log.read_text(errors='replace'), log, program.inside)) from failure
    names = {name.lower() for name in program.inside}
    return [wheel for wheel in sorted(scratch.glob('*.whl')) if wheel.name.partition('-')[0].lower() not in names]


def reason(said: str, log: Path, inside: dict) -> str:
    """One sentence about what pip could not do."""
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


def stand_ins(inside: dict, into: Path) -> list:
    """Empty wheels of what python.wasm has inside, the same bytes each time."""
    into.mkdir()
    made = []
    for name, version in inside.items():
        info = f'{name}-{version}.dist-info'
        files = {
            f'{info}/METADATA': f'Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n',
            f'{info}/WHEEL': 'Wheel-Version: 1.0\nGenerator: tools\nRoot-Is-Purelib: true\nTag: py3-none-any\n',
        }
        files[f'{info}/RECORD'] = ''.join(f'{path},sha256={_digest(text)},{len(text)}\n' for path, text in files.items()) + f'{info}/RECORD,,\n'
        made.append(into / f'{name}-{version}-py3-none-any.whl')
        with zipfile.ZipFile(made[-1], 'w') as archive:
            for path, text in files.items():
                archive.writestr(zipfile.ZipInfo(path), text)
    return made


def _digest(text: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b'=').decode()
