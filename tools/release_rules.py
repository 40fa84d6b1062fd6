"""What must hold of a release: each rule is a function from its folder to what is wrong, and a row of RULES.

A wheel is opened as anybody would open it, so that a rule sees what is uploaded and not what was meant.
"""

from __future__ import annotations

import base64
import csv
import email
import hashlib
import io
import json
import re
import subprocess
import tarfile
import zipfile
from pathlib import Path
from typing import Iterator

from tools import cache, components, elf, licences, replacing, wasm_build, wheel_tags
from tools.build import ROOT
from tools.pins import EDITIONS

STUBS = ('_pydantic_core.pyi', '_pydantic_core/__init__.pyi')
"""Where upstream has it; from 2.50 on, with a submodule's beside it."""
OTHERS = '/libwasmtime.so'
"""Is as its project built it."""
MACHINE = re.compile(rb'/(?:home|root|tmp|Users)/[\w.+-]+')


def field(toml: Path, name: str) -> str:
    return re.search(rf'^{name} = "(.*)"', toml.read_text(), re.MULTILINE)[1]


def ours(folder: Path) -> list[Path]:
    """The wheels with a module of ours in them."""
    return sorted(path for path in folder.glob('*.whl') if path.name.startswith('pydantic_core'))


def of_programs(folder: Path) -> list[Path]:
    """The wheels with python.wasm in them."""
    return sorted(folder.glob('pydantic_wasm-*.whl'))


def versions(folder: Path) -> Iterator[str]:
    """Each stands in one place; where another one must repeat pydantic-core's, it is the pinned one."""
    wanted = {('pydantic-core-cpp', field(ROOT / 'pyproject.toml', 'version'))}
    for name, edition in EDITIONS.items():
        core, own = components.pins('reference', edition=name)['pydantic_core'].version, replacing.version(name)
        if not re.fullmatch(rf'{re.escape(core)}\+cpp\.[1-9]\d*', own):
            yield f'python/replacing.toml says {own}, and the pinned pydantic-core is {core}'
        if edition.version != core:
            yield f"upstream's sources are {edition.version}, and its wheel is {core}"
        wanted.add(('pydantic_core', own))
    wanted.add(('pydantic-wasm', field(ROOT / 'pyproject.toml', 'version')))
    found = {(metadata(wheel)['Name'], metadata(wheel)['Version']) for wheel in (*ours(folder), *of_programs(folder))}
    if found != wanted:
        yield f'the wheels are {sorted(found)}, not {sorted(wanted)}'


def change_log(folder: Path, text: str = '') -> Iterator[str]:
    """The version has its section, with a date, and nothing waits for a later one."""
    version = field(ROOT / 'pyproject.toml', 'version')
    sections = re.split(r'^## ', text or (ROOT / 'CHANGELOG.md').read_text(), flags=re.MULTILINE)[1:]
    titles = [section.partition('\n')[0].strip() for section in sections]
    if not any(re.fullmatch(rf'\[{re.escape(version)}\] - \d{{4}}-\d\d-\d\d', title) for title in titles):
        yield f'CHANGELOG.md has no section "[{version}] - YEAR-MONTH-DAY"'
    for title, section in zip(titles, sections):
        if title == '[Unreleased]' and '\n- ' in section:
            yield 'CHANGELOG.md has entries under [Unreleased]'


def names(folder: Path) -> Iterator[str]:
    """A source distribution, the same wheels for every CPython, the once cell's two, python.wasm; for Linux, a glibc is named, and the right one."""
    found = [path.name for path in folder.iterdir()]
    cell = (r'oncecell-[\d.]+\.tar\.gz', r'oncecell-[\d.]+-py3-none-any\.whl')
    for pattern in (r'pydantic_core_cpp-[\d.]+\.tar\.gz', *cell, r'pydantic_wasm-[\d.]+-py3-none-manylinux_\w+\.whl'):
        if sum(bool(re.fullmatch(pattern, name)) for name in found) != 1:
            yield f'there is not one file {pattern}'
    pythons = {}
    for wheel in (*ours(folder), *of_programs(folder)):
        name, version, python, abi, platforms = wheel.stem.split('-')
        if wheel in ours(folder):
            pythons.setdefault((name, version), set()).add((python, abi, platforms))
        if 'linux' in platforms and platforms != wheel_tags.platform(wheel):
            yield f'{wheel.name}: its modules need {wheel_tags.platform(wheel)}'
    if len(pythons) != 1 + len(EDITIONS) or len(set(map(frozenset, pythons.values()))) != 1:
        yield f'the {1 + len(EDITIONS)} distributions are not there for the same CPythons: {pythons}'


def records(folder: Path) -> Iterator[str]:
    """A wheel has the files of its record, with these hashes, and no others."""
    for wheel in folder.glob('*.whl'):
        with zipfile.ZipFile(wheel) as archive:
            (record,) = [name for name in archive.namelist() if name.endswith('.dist-info/RECORD')]
            rows = list(csv.reader(io.StringIO(archive.read(record).decode())))
            if sorted(row[0] for row in rows) != sorted(archive.namelist()):
                yield f'{wheel.name}: the record names other files than there are'
                continue
            for name, digest, size in rows:
                data = archive.read(name)
                found = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b'=').decode()
                if name != record and (digest, size) != (f'sha256={found}', str(len(data))):
                    yield f'{wheel.name}: {name} is not what the record says'


def licence_texts(folder: Path) -> Iterator[str]:
    """Ours and those of all that is compiled or copied in, word by word, and named in the metadata."""
    libraries = re.findall(r'^add_third_party\((\w+) ', (ROOT / 'cmake' / 'third_party.cmake').read_text(), re.MULTILINE)
    yield from (f'tools/licences.py has no licence of {name}' for name in libraries if name not in {part.name for part in licences.parts()})
    own = {'LICENSE': (ROOT / 'LICENSE').read_text()}
    module, program = ({**own, **{f'LICENSE-{part.name}': part.text for part in parts}} for parts in (licences.parts(), licences.of_programs()))
    yield from (f'there are two licences of {part.name}' for part in licences.of_programs() if part.text != program[f'LICENSE-{part.name}'])
    for wheel in folder.glob('*.whl'):
        texts = module if wheel in ours(folder) else program if wheel in of_programs(folder) else own
        named = metadata(wheel).get_all('License-File', [])
        if sorted(named) != sorted(texts):
            yield f'{wheel.name}: the metadata name {named}'
        with zipfile.ZipFile(wheel) as archive:
            inside = {name.rpartition('/')[2]: archive.read(name).decode() for name in archive.namelist() if '.dist-info/licenses/' in name}
        yield from (f'{wheel.name}: {name} is not there, or has another text' for name in texts if inside.get(name) != texts[name])


def typed(folder: Path) -> Iterator[str]:
    for wheel in ours(folder):
        with zipfile.ZipFile(wheel) as archive:
            found = set(archive.namelist())
        inside = [name.rpartition('/')[0] for name in found if re.search(r'/_pydantic_core\.[^/]*(so|pyd)$', name)]
        for part in ('py.typed', '__init__.py', 'core_schema.py'):
            yield from (f'{wheel.name}: no {package}/{part}' for package in inside if f'{package}/{part}' not in found)
        for package in inside:
            if found.isdisjoint(f'{package}/{stub}' for stub in STUBS):
                yield f'{wheel.name}: no stub in {package}'
        modules = len(EDITIONS) if wheel.name.startswith('pydantic_core_cpp') else 1
        if len(inside) != modules:
            yield f'{wheel.name}: the number of its modules is {len(inside)}, not {modules}'


def programs(folder: Path) -> Iterator[str]:
    """Each release of pydantic has its program, with and without the snapshot, and compiled; what starts them may be executed."""
    for wheel in of_programs(folder):
        with zipfile.ZipFile(wheel) as archive:
            modes = {info.filename: info.external_attr >> 16 for info in archive.infolist()}
        for name in wasm_build.packaged_files(EDITIONS):
            if f'pydantic_wasm/{name}' not in modes:
                yield f'{wheel.name}: no {name}'
        if not modes.get('pydantic_wasm/run', 0) & 0o111:
            yield f'{wheel.name}: the runner may not be executed'


def described(folder: Path) -> Iterator[str]:
    """An index shows what the metadata say: the summary, and a page in Markdown."""
    for wheel in folder.glob('*.whl'):
        found = metadata(wheel)
        if not found['Summary'] or found['Description-Content-Type'] != 'text/markdown' or not found.get_payload().strip():
            yield f'{wheel.name}: the metadata have no summary, or no description in Markdown'


def no_machine(folder: Path) -> Iterator[str]:
    """Nothing names a folder of the machine that it was built on."""
    for wheel in folder.glob('*.whl'):
        with zipfile.ZipFile(wheel) as archive:
            for name in archive.namelist():
                found = MACHINE.search(archive.read(name)) if re.search(r'(\.(so|pyd)|/run)$', name) and not name.endswith(OTHERS) else None
                if found:
                    yield f'{wheel.name}: {name} has {found[0].decode()}'


def c_library(folder: Path) -> Iterator[str]:
    """Modules copy and compare memory by the C library's functions. Where something in them needs the compiler's run-time library (a division
    of 128 bits does), that one's come with it, which are slower.
    """
    for wheel in ours(folder):
        with zipfile.ZipFile(wheel) as archive:
            for name in archive.namelist():
                if re.search(r'/_pydantic_core\.[^/]*so$', name) and not {'memcpy', 'memcmp'} <= elf.imported_names(archive.read(name)):
                    yield f'{wheel.name}: {name} has a memcpy() or memcmp() of its own'


def source(folder: Path) -> Iterator[str]:
    """The source distribution has the files that git knows, as they are here, and no others."""
    tracked = subprocess.check_output(['git', 'ls-files', '-z'], cwd=ROOT, text=True).split('\0')[:-1]
    for sdist in folder.glob('pydantic_core_cpp-*.tar.gz'):
        top = sdist.name[: -len('.tar.gz')]
        with tarfile.open(sdist) as archive:
            members = {member.name[len(top) + 1 :]: member for member in archive if member.isfile()}
            missing = [name for name in tracked if (ROOT / name).is_file() and not (ROOT / name).is_symlink() and name not in members]
            extra = [name for name in members if name not in tracked and not (ROOT / name).resolve().is_relative_to(ROOT / 'include')]
            extra = [name for name in extra if name not in ('PKG-INFO', 'oncecell/LICENSE')]
            other = [name for name in tracked if name in members and archive.extractfile(members[name]).read() != (ROOT / name).read_bytes()]
        for what, found in (('lacks', missing), ('has besides', extra), ('has another version of', other)):
            if found:
                yield f'{sdist.name} {what} {", ".join(found[:5])}' + (f' and {len(found) - 5} more' if len(found) > 5 else '')


def checksums(folder: Path) -> Iterator[str]:
    lines = (folder / 'SHA256SUMS').read_text().splitlines()
    wanted = {path.name: cache.sha256_of(path) for path in folder.iterdir() if path.name != 'SHA256SUMS'}
    found = {name: digest for digest, name in (line.split('  ', 1) for line in lines)}
    yield from (f'{name}: not its checksum' for name in sorted({*wanted, *found}) if wanted.get(name) != found.get(name))


def materials(folder: Path) -> Iterator[str]:
    """The bill names this version, and every part with the hash of what is fetched."""
    bill = json.loads((folder / 'sbom.cdx.json').read_text())
    if bill['metadata']['component']['version'] != field(ROOT / 'pyproject.toml', 'version'):
        yield 'the bill of materials is of another version'
    hashes = {one['content'] for part in bill['components'] for one in part.get('hashes', [])}
    yield from (f'{part.name} is not in the bill of materials' for part in licences.of_programs() if hashes.isdisjoint(licences.hashes(part.pin)))


def metadata(wheel: Path):
    with zipfile.ZipFile(wheel) as archive:
        (name,) = [name for name in archive.namelist() if name.endswith('.dist-info/METADATA')]
        return email.message_from_bytes(archive.read(name))


RULES = {
    'versions': versions,
    'change log': change_log,
    'names of the files': names,
    'records of the wheels': records,
    'licences': licence_texts,
    'types': typed,
    'programs': programs,
    'description': described,
    'no folder of this machine': no_machine,
    'functions of the C library': c_library,
    'source distribution': source,
    'checksums': checksums,
    'bill of materials': materials,
}
