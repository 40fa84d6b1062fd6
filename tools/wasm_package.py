"""`python3 -m tools.wasm_package [--to FOLDER]`: the package pydantic-wasm, a wheel of every python.wasm with its runner.

It is for any Python on Linux: what it has is a program, which its command becomes. What was compiled for old processors lies beside
each program (wasm_build.compiled), so that its first start compiles nothing. The Python code that `--packages` needs is copied from tools/.
"""

from __future__ import annotations

import argparse
import os
import pprint
import re
import shutil
import sys
import tempfile
from pathlib import Path

from tools import cache, licences, pythons, wasm_build, wheels
from tools.build import ROOT
from tools.pins import CPYTHON_VERSION, EDITION, EDITIONS
from tools.say import entry, run, say

SOURCE = ROOT / 'pydantic-wasm'
PACKAGE = Path('src') / 'pydantic_wasm'
TOOLS = ['__init__.py', 'cache.py', 'package_index.py', 'packages.py', 'plain_wheels.py', 'say.py']
"""The modules of tools/ that the package has as well."""


def version() -> str:
    """That of pydantic-core-cpp: they are released together."""
    return re.search(r'^version = "(.*)"', (ROOT / 'pyproject.toml').read_text(), re.MULTILINE)[1]


def build(to: Path, editions=EDITIONS) -> Path:
    """The wheel in the folder `to`, with the programs of those editions."""
    for edition in editions:
        wasm_build.built(edition, packaged=True)
    say('packing the wheel of python.wasm')
    with tempfile.TemporaryDirectory() as folder:
        project, made = Path(folder, 'project'), Path(folder, 'made')
        _fill(project, editions)
        code = f'from scikit_build_core import build; build.build_wheel({str(made)!r})'
        environment = wheels.back_end_environment(project)
        made.mkdir()
        run([pythons.native_python(), '-c', code], log=cache.log('wasm-package'), what='building the wheel', cwd=project, env=environment)
        (wheel,) = made.glob('*.whl')
        to.mkdir(parents=True, exist_ok=True)
        return wheels.tagged(wheel, to)


def _fill(project: Path, editions) -> None:
    """Makes the folder that the wheel is built from."""
    package = project / PACKAGE
    shutil.copytree(SOURCE / PACKAGE, package, ignore=shutil.ignore_patterns('__pycache__'))
    shutil.copy(ROOT / 'LICENSE', project)
    shutil.copy(SOURCE / 'README.md', project)
    licences.write(project, licences.of_programs())
    expression = ' AND '.join(sorted({'MIT', *(part.licence for part in licences.of_programs())}))
    text = (SOURCE / 'pyproject.toml').read_text(encoding='utf-8')
    (project / 'pyproject.toml').write_text(text.replace('@VERSION@', version()).replace('@LICENCES@', expression), encoding='utf-8')
    (package / 'tools').mkdir()
    for name in TOOLS:
        shutil.copy(ROOT / 'tools' / name, package / 'tools')
    shutil.copy(ROOT / 'host' / 'runner' / 'help.txt', package)
    for name, path in wasm_build.packaged_files(editions).items():
        (package / name).parent.mkdir(exist_ok=True)
        shutil.copy(path, package / name)
    (package / '_contents.py').write_text(_contents(package, editions))


def _contents(package: Path, editions) -> str:
    """The module with what the Python code has to know of the programs."""
    sizes = {name: (package / name).stat().st_size for name in wasm_build.RUNNER}
    usual_first = sorted(editions, key=lambda edition: edition != EDITION)
    inside = {EDITIONS[edition].series: wasm_build.inside(edition) for edition in usual_first}
    parts = [
        ('SIZES', sizes, 'The files that start a program, which cannot say themselves that they are damaged.'),
        ('PYTHON', CPYTHON_VERSION, 'The version of Python inside.'),
        ('INSIDE', inside, 'The packages inside, for each release of pydantic; the usual one is the first.'),
    ]
    text = ''.join(f'{name} = {pprint.pformat(value, width=120, sort_dicts=False)}\n"""{what}"""\n' for name, value, what in parts)
    return f'"""What is in this package: written by tools/wasm_package.py."""\n\n{text}'


@entry
def main() -> None:
    parser = argparse.ArgumentParser(prog='python3 -m tools.wasm_package', description='Builds the package pydantic-wasm.')
    parser.add_argument('--to', type=Path, default=wheels.DIST, metavar='FOLDER', help='where it goes (default: dist/wheels)')
    wheel = build(parser.parse_args().to.resolve())
    print(f'{wheel}  {wheel.stat().st_size:,} bytes')


if __name__ == '__main__':
    os.chdir(ROOT)
    sys.exit(main())
