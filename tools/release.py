"""`python3 -m tools.release [--check]`: everything of a release, into `dist/release/`. Nothing is uploaded.

The source distribution, the wheels that are built from it (unpacked elsewhere) for our own CPython, those for others and for other
targets that `python3 -m tools.wheels` left in dist/wheels/, the once cell's two, the wheel of python.wasm (from this checkout, which the source
distribution equals), a bill of materials (`sbom.cdx.json`) and SHA256SUMS.
With `--check`, all of it is then held against the rules of tools/release_rules.py, and so are the versions and the change log.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tarfile
import tempfile
from pathlib import Path

from tools import cache, oncecell, pythons, release_rules, sbom, wasm_package, wheels
from tools.build import ROOT
from tools.pins import EDITIONS
from tools.say import entry, run, say

DIST = ROOT / 'dist' / 'release'
SBOM, SUMS = 'sbom.cdx.json', 'SHA256SUMS'


def make(to: Path, built: dict[str, Path], programs=EDITIONS, others: Path = wheels.DIST) -> None:
    """Fills the folder, which is emptied first. Editions in `built` are not compiled: see wheels.build. `programs` are those in the wheel of python.wasm.

    `others` is the folder with the wheels for other CPythons and targets.
    """
    cache.log('release').unlink(missing_ok=True)
    cache.log('wheels').unlink(missing_ok=True)
    shutil.rmtree(to, ignore_errors=True)
    to.mkdir(parents=True)
    sdist = source_distribution(to)
    say(f'building the wheels from {sdist.name}')
    with tempfile.TemporaryDirectory() as folder:
        with tarfile.open(sdist) as archive:
            archive.extractall(folder)
        wheels.build(pythons.native_python(), Path(folder, sdist.name[: -len('.tar.gz')]), to, built)
        cell = oncecell.build(Path(folder, 'oncecell'))
        for name in ('sdist', 'wheel'):
            shutil.copy(cell[name], to)
    wasm_package.build(to, programs)
    for wheel in sorted(others.glob('*.whl')):
        if not (to / wheel.name).exists():
            shutil.copy(wheel, to)
    (to / SBOM).write_text(sbom.bill(wasm_package.version()))
    sums = [f'{cache.sha256_of(path)}  {path.name}\n' for path in sorted(to.iterdir())]
    (to / SUMS).write_text(''.join(sums))


def source_distribution(to: Path) -> Path:
    code = f'from tools import backend; backend.build_sdist({str(to)!r})'
    environment = wheels.back_end_environment(ROOT)
    run([pythons.native_python(), '-c', code], log=cache.log('release'), what='the source distribution', cwd=ROOT, env=environment)
    (sdist,) = to.glob('pydantic_core_cpp-*.tar.gz')
    return sdist


def check(folder: Path) -> int:
    """Says which rules do not hold, and of what; returns how many."""
    failed = 0
    for name, rule in release_rules.RULES.items():
        problems = list(rule(folder))
        failed += bool(problems)
        if problems:
            print('\n  '.join([f'FAILED {name}', *problems]))
    print(f'{len(release_rules.RULES) - failed} passed, {failed} failed')
    return failed


@entry
def main() -> int:
    parser = argparse.ArgumentParser(prog='python3 -m tools.release', description='Makes a release; uploads nothing.')
    parser.add_argument('--check', action='store_true', help='hold it against the rules: exit status 1 where one does not hold')
    wheels.add_built(parser)
    parser.add_argument('--to', type=Path, default=DIST, metavar='FOLDER', help='where it goes (default: dist/release)')
    arguments = parser.parse_args()
    make(arguments.to.resolve(), dict(arguments.built))
    for path in sorted(arguments.to.iterdir()):
        print(f'{path}  {path.stat().st_size:,} bytes')
    return min(check(arguments.to), 1) if arguments.check else 0


if __name__ == '__main__':
    sys.exit(main())
