"""`python3 -m tests.release.wheels [WHEEL…] [--build VERSION] [--full] [--write]`: installs wheels where they are for, and says what came of it.

Without names these are all in dist/wheels/, which `python3 -m tools.wheels` makes; `--build` makes those for a CPython first, and
once more, when they must be the same files. A wheel goes by pip into a fresh environment of the
CPython that its target has (tools/targets.py): this machine's, one that QEMU runs. Rows of ours run there, and with `--full` upstream's own
tests. A wheel for which there is no such CPython is named as not run, with the reason; its modules are loaded by musl or read at least
(outside.py). `--write` puts the table of all that into docs/wheels.md.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from tests.install.__main__ import REPLACING, ROWS, prelude
from tests.release import outside
from tests.release.outside import Tried
from tests.sides import ROOT
from tools import cache, components, targets, wheels
from tools.pins import EDITIONS
from tools.say import Failure, entry, run, say
from tools.written_table import WrittenTable

TABLE = WrittenTable(ROOT / 'docs' / 'wheels.md', 'python3 -m tests.release.wheels --full --write')
OWN = [f'tests/native/{name}.py' for name in ('validate/test_values', 'validate/test_numbers_in_text', 'validate/test_url', 'serialize/test_fields')]
"""Rows of ours: values of each kind, both ways."""


def target_of(wheel: Path) -> str:
    """The name of the target that the wheel's name says it is for."""
    platforms = wheel.stem.rpartition('-')[2]
    for name, target in targets.TARGETS.items():
        if re.fullmatch(target.platform, platforms.partition('.')[0]):
            return name
    raise Failure(f'{wheel.name} is for no target of tools/targets.py')


def version_of(wheel: Path) -> str:
    """The version of CPython that it is for: 3.13t for cp313-cp313t."""
    abi = wheel.stem.split('-')[-2]
    return f'{abi[2]}.{abi[3:]}'


def editions_of(wheel: Path) -> list[str]:
    """The editions whose modules are in it."""
    found = [name for name, edition in EDITIONS.items() if wheel.name.startswith(f'pydantic_core-{edition.version}+')]
    return found or list(EDITIONS)


class Environment:
    """A fresh environment of that CPython in the folder, with the wheel installed, for one of its editions."""

    def __init__(self, base: Path, folder: Path, wheel: Path, edition: str) -> None:
        self.wheel, self.edition = wheel, edition
        self.python = folder / 'bin' / 'python'
        log = cache.log('wheel')
        run([base, '-m', 'venv', folder], log=log, what='python -m venv')
        install = [self.python, '-m', 'pip', 'install', '--quiet', '--no-compile', '--no-index', '--no-deps', '--find-links', components.wheelhouse('runtime', edition=edition)]
        run([*install, wheel, *components.pins('runtime', edition=edition)], log=log, what=f'installing {wheel.name}')
        (packages,) = (folder / 'lib').glob('python*/site-packages')
        # Its modules are those beside the real core: there they are tested on this machine, by tests.install.
        beside = packages / 'pydantic_core_cpp' / 'editions' / EDITIONS[edition].version
        self.replaces = not beside.is_dir()
        self.site = packages if self.replaces else beside

    def __call__(self, *arguments, path: tuple = ()) -> subprocess.CompletedProcess:
        """Runs Python with the wheel's module first on its path."""
        clean = {name: value for name, value in os.environ.items() if not name.startswith('PYTHON')}
        environment = {**clean, 'PYTHONPATH': self.path_of([self.site, *path]), 'PYTHONDONTWRITEBYTECODE': '1'}
        return subprocess.run([self.python, *arguments], cwd=ROOT, env=environment, capture_output=True, text=True)

    def path_of(self, folders: list[Path]) -> str:
        return os.pathsep.join(map(str, folders))

    def rows(self) -> tuple[int, list[str]]:
        """How many of the sentences about an installation hold, and which do not."""
        chosen = [*ROWS, *(REPLACING if self.replaces else [])]
        lines = [prelude(self.edition), f'assert module.is_relative_to(Path({str(self.site)!r}).absolute()), module']
        lines += [f'if not ({check}): print({row!r})' for row, check in chosen]
        done = self('-c', '\n'.join(lines))
        if done.returncode:
            return 0, [done.stderr.strip()[-500:]]
        failed = done.stdout.splitlines()
        return len(chosen) - len(failed), failed

    def own(self) -> tuple[int, list[str]]:
        """The same of our own tests."""
        tests = components.site('tests', edition=self.edition)
        done = self('-m', 'pytest', '-q', '-p', 'no:cacheprovider', *OWN, path=(tests, ROOT))
        passed = re.search(r'(\d+) passed', done.stdout)
        return int(passed[1]) if passed else 0, [] if done.returncode == 0 else [(done.stdout + done.stderr)[-1500:]]

    def upstream(self) -> str:
        """How upstream's own tests end. Raises a Failure where they do not end as with the published wheel."""
        (packages,) = (self.python.parent.parent / 'lib').glob('python*/site-packages')
        (packages / 'tests.pth').write_text(f'{components.site("tests", edition=self.edition)}\n')
        line = [sys.executable, '-m', 'tests.conformance', '--summary', '--edition', self.edition, '--python', self.python, '--site', self.site, '--patience', 10]
        done = subprocess.run(list(map(str, line)), cwd=ROOT, capture_output=True, text=True)
        ended = re.search(r'^core: (\d+) passed, (\d+) skipped, (\d+) xfailed', done.stdout, re.M)
        if done.returncode or not ended:
            raise Failure(f'upstream\'s tests: {(done.stdout + done.stderr)[-3000:]}')
        return f"upstream's: {int(ended[1]):,} passed, {ended[2]} skipped, {ended[3]} expected failures"


class InWine(Environment):
    """The same for Windows. Wine has all folders on the drive Z; pip is not asked of it, so the wheel is unpacked beside pydantic.

    CPython asks Windows for its name by WMI, of which Wine has too little to survive that; it does without where the module is missing.
    """

    def __init__(self, base: Path, folder: Path, wheel: Path, edition: str) -> None:
        self.wheel, self.edition, self.python = wheel, edition, base
        with zipfile.ZipFile(wheel) as archive:
            archive.extractall(folder)
        (folder / 'sitecustomize.py').write_text("import sys\nsys.modules['_wmi'] = None\n")
        self.customized = folder
        beside = folder / 'pydantic_core_cpp' / 'editions' / EDITIONS[edition].version
        self.replaces = not beside.is_dir()
        self.site = folder if self.replaces else beside

    def path_of(self, folders: list[Path]) -> str:
        return ';'.join(f'Z:{folder}' for folder in [*folders, components.site('runtime', edition=self.edition), self.customized])


def tried(wheel: Path, full: bool) -> Tried:
    """Upstream's tests run with the wheels that replace the real core, on our own version of CPython, for which their ends are counted."""
    try:
        base = targets.python(target_of(wheel), version_of(wheel))
    except Failure as failure:
        return outside.tried(wheel, targets.TARGETS[target_of(wheel)], version_of(wheel), str(failure))
    # CPython in Wine starts only where all of its output goes to pipes.
    where = subprocess.run([base, '-c', targets.DESCRIBE], capture_output=True, text=True, check=True).stdout.strip()
    in_wine = targets.TARGETS[target_of(wheel)].system == 'Windows'
    passed, failed, said = 0, [], []
    for edition in editions_of(wheel):
        with tempfile.TemporaryDirectory() as folder:
            try:
                environment = (InWine if in_wine else Environment)(base, Path(folder), wheel, edition)
                for count, problems in (environment.rows(), environment.own()):
                    passed, failed = passed + count, failed + problems
                if full and environment.replaces and not in_wine and version_of(wheel) == components.OURS:
                    said.append(environment.upstream())
            except Failure as failure:
                failed.append(str(failure))
    for problem in failed:
        print(f'FAILED {wheel.name}: {problem}')
    result = f'**{len(failed)} failed**' if failed else ', '.join([f'{passed:,} rows of ours', *said])
    return Tried(passed, len(failed), f'{where} in Wine' if in_wine else where, result)


def build(version: str) -> int:
    """Builds the wheels for that CPython and every target; returns how many are others when they are made again."""
    different = 0
    for name in targets.of_python(version):
        made = wheels.of_target(name, version, wheels.DIST)
        with tempfile.TemporaryDirectory() as folder:
            for one, other in zip(made, wheels.of_target(name, version, Path(folder))):
                if one.read_bytes() != other.read_bytes():
                    different += 1
                    print(f'FAILED {one.name}: made again, it is another file')
    return different


def table(rows: dict[Path, Tried]) -> str:
    lines = ['| wheel | bytes | ran on | result |', '| --- | --- | --- | --- |']
    for wheel, one in rows.items():
        lines.append(f'| `{wheel.name}` | {wheel.stat().st_size:,} | {one.where} | {one.result} |')
    return ''.join(f'{line}\n' for line in lines)


@entry
def main() -> int:
    parser = argparse.ArgumentParser(prog='python3 -m tests.release.wheels', description='Tries wheels where they are for.')
    parser.add_argument('wheel', nargs='*', type=Path, help='default: all in dist/wheels')
    parser.add_argument('--build', choices=wheels.VERSIONS, metavar='VERSION', help='first build those for that CPython')
    parser.add_argument('--full', action='store_true', help="upstream's own tests as well")
    parser.add_argument('--write', action='store_true', help='put the table into docs/wheels.md')
    arguments = parser.parse_args()
    cache.log('wheel').unlink(missing_ok=True)
    different = build(arguments.build) if arguments.build else 0
    rows = {}
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        os.environ['WINEPREFIX'] = folder  # what Wine makes for itself, which it may still use when it has ended
        for wheel in arguments.wheel or sorted(wheels.DIST.glob('*.whl')):
            say(f'trying {wheel.name}')
            rows[wheel.resolve()] = tried(wheel.resolve(), arguments.full)
    print(table(rows), end='')
    if arguments.write:
        TABLE.write(table(rows))
    skipped = sum(not (one.passed or one.failed) for one in rows.values())
    passed, failed = sum(one.passed for one in rows.values()), different + sum(one.failed for one in rows.values())
    print(f'{passed} passed, {failed} failed, {skipped} skipped')
    return 1 if failed or not passed else 0


if __name__ == '__main__':
    sys.exit(main())
