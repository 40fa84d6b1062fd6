"""What can be said of a wheel whose CPython is not to be had here: musl's loader takes its modules, or they are read."""

from __future__ import annotations

import re
import subprocess
import tempfile
import zipfile
from pathlib import Path
from typing import Callable, NamedTuple

from tools import debian_programs, foreign_python, mach_o, pe, targets
from tools.say import Failure

READERS = {'Windows': pe, 'Darwin': mach_o}
ENTRY_POINT = 'PyInit__pydantic_core'
ALSO_SHOWN = re.compile(r'__dso_handle|_mh_dylib_header|_Zn[aw]m.*|_Zd[al]Pv.*')
"""On macOS: what zig's linker adds to each library, and C++'s operators new and delete, which are one for a process there."""


class Tried(NamedTuple):
    """What came of a wheel."""

    passed: int
    failed: int
    where: str
    """What ran it, or why nothing did."""
    result: str


def tried(wheel: Path, target: targets.Target, version: str, why: str) -> Tried:
    """The wheel is for that target and that CPython, and nothing runs it, for that reason."""
    try:
        if target.is_musl:
            return _loaded(wheel, target, why)
        if target.system in READERS:
            return _read(wheel, target, version, why)
    except Failure as failure:
        why = f'{why}; {failure}'
    return Tried(0, 0, 'not run', why)


def _loaded(wheel: Path, target: targets.Target, why: str) -> Tried:
    """What musl's loader makes of the modules: it must find all that they need, but for what is CPython's."""
    loader = debian_programs.musl(target.processor)
    version = re.search(r'Version (\S+)', subprocess.run(loader, capture_output=True, text=True).stderr)[1]

    def look(module: Path) -> tuple[str, list[str]]:
        done = subprocess.run([*loader, '--list', module], capture_output=True, text=True)
        missing = re.findall(r': (\w+): symbol not found$', done.stderr, re.M)
        problems = [line for line in done.stderr.splitlines() if not re.search(r': _?Py\w+: symbol not found$', line)]
        if 'libc.so' not in done.stdout or not missing:
            problems.append(done.stdout)
        return f"finds all that a module needs but {len(missing)} symbols of CPython's", problems

    return _each(wheel, f'the loader of musl {version}', why, look)


def _read(wheel: Path, target: targets.Target, version: str, why: str) -> Tried:
    """What the modules say of themselves: that CPython has all that they take from it, and others see their entry point alone.

    That they take nothing else but what every such system has, the name of the wheel says (tools/wheel_tags.py).
    """
    reader, library = READERS[target.system], foreign_python.library(target.system, version)
    source = library.name if target.system == 'Windows' else mach_o.ANY_LIBRARY
    given = reader.exports(library.read_bytes())

    def look(module: Path) -> tuple[str, list[str]]:
        image = module.read_bytes()
        taken = reader.imports(image).get(source, set())
        seen = {name for name in reader.exports(image) if reader is pe or not ALSO_SHOWN.fullmatch(name)}
        problems = [f'CPython {version} has no {name}' for name in sorted(taken - given)]
        if seen != {ENTRY_POINT}:
            problems.append(f'others see {", ".join(sorted(seen)) or "nothing"}')
        if 'PyErr_SetString' not in taken:
            problems.append(f'takes nothing from {source or "CPython"}')
        return f"a module takes {len(taken)} symbols of CPython's, which it has, and shows its entry point alone", problems

    return _each(wheel, 'nothing: read from outside', why, look)


def _each(wheel: Path, where: str, why: str, look: Callable[[Path], tuple[str, list[str]]]) -> Tried:
    """What `look` says of each module, and how many it finds problems with, which are printed."""
    said, failed = [], 0
    with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(wheel) as archive:
        for name in (name for name in archive.namelist() if re.search(r'/_pydantic_core\.[^/]*(so|pyd)$', name)):
            sentence, problems = look(Path(archive.extract(name, folder)))
            said.append(sentence)
            failed += bool(problems)
            for problem in problems:
                print(f'FAILED {wheel.name}: {name}: {problem}')
    return Tried(len(said) - failed, failed, where, '; '.join([*dict.fromkeys(said), f'not run: {why}']))
