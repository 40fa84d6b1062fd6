"""Installs the checkout and pydantic into a fresh environment as a user would, and looks at what is there.

`--on VERSION` does so for CPython of that version, not for our own, `--edition` with another release of pydantic. `--replace`
installs the distribution `pydantic_core` in place of the real one; without it, ours is installed beside the real one and switched on.
Everything that pip needs comes from wheelhouses in the cache, so this also shows that a warm cache needs no network.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tools import build, cache, components, pythons
from tools.pins import EDITION, EDITIONS
from tools.release_rules import STUBS
from tools.say import Failure, entry, run

SIZE_LIMITS = {'2.41': 2_100_000, '2.50': 2_300_000}  # bytes of the extension module
LOCKING = 50_000  # what a module without the GIL may have more

# What must hold in the fresh environment: a sentence, and an expression that asserts it. CORE and PYDANTIC are the edition's versions,
# LIMIT is that of the module's size.
ROWS = [
    ('the version that pydantic compares', 'pydantic_core.__version__ == CORE'),
    ('pydantic imports', 'pydantic.VERSION == PYDANTIC'),
    ('core_schema.py is there', "core_schema.int_schema() == {'type': 'int'}"),
    ('the stub is there', f"any((package / stub).is_file() for stub in {STUBS}) and (package / 'py.typed').is_file()"),
    ("upstream's licence is there", "(package / 'LICENSE-pydantic-core').is_file()"),
    ('the module is small', 'module.stat().st_size <= LIMIT'),
    ('a model works', "pydantic.create_model('M', x=int).model_validate_json('{\"x\": 1}').x == 1"),
]
BESIDE = [
    ('the module is ours', "'pydantic_core_cpp' in module.parts"),
    ('the real distribution is there', "metadata.version('pydantic_core') == CORE"),
]
REPLACING = [('the version of the distribution', "metadata.version('pydantic_core').startswith(CORE + '+cpp.')")]
PRELUDE = """
from importlib import metadata
from pathlib import Path
import sysconfig
import pydantic, pydantic_core
from pydantic_core import core_schema
module = Path(pydantic_core._pydantic_core.__file__)
package = module.parent
"""


def prelude(edition: str) -> str:
    """What is run before the expressions."""
    limit = f"{SIZE_LIMITS[edition]} + {LOCKING} * bool(sysconfig.get_config_var('Py_GIL_DISABLED'))"
    return f'{PRELUDE}\nCORE, PYDANTIC, LIMIT = {EDITIONS[edition].version!r}, {pydantic(edition)!r}, {limit}'


def install(base: Path, folder: Path, version: str, edition: str, replace: bool) -> Path:
    """A fresh environment's interpreter, with the checkout and pydantic installed, made by the interpreter `base`."""
    run([base, '-m', 'venv', folder], log=cache.log('install'), what='python -m venv')
    python = folder / 'bin' / 'python'
    where = "import ensurepip, os; print(os.path.join(os.path.dirname(ensurepip.__file__), '_bundled'))"
    bundled = subprocess.run([base, '-c', where], capture_output=True, text=True).stdout.strip()
    houses = [components.wheelhouse('backend'), components.wheelhouse('runtime', edition=edition)]
    houses += [] if replace else [components.wheelhouse('reference', version, edition)]
    settings = ['--config-settings', f'replace={edition}'] if replace else []
    links = [part for house in [*houses, bundled] for part in ('--find-links', house)]
    command = [python, '-m', 'pip', 'install', '--no-index', *links, *settings, build.ROOT, f'pydantic=={pydantic(edition)}']
    environment = {**os.environ, 'PIP_FIND_LINKS': '', 'CMAKE_BUILD_PARALLEL_LEVEL': '2'}
    run(command, log=cache.log('install'), what='pip install .', env=environment)
    return python


def pydantic(edition: str) -> str:
    """The version of pydantic that wants that edition."""
    return components.pins('runtime', edition=edition)['pydantic'].version


@entry
def main() -> int:
    parser = argparse.ArgumentParser(prog='python3 -m tests.install')
    parser.add_argument('--on', metavar='VERSION', help='CPython of that version (3.10 … 3.15), not our own 3.13')
    parser.add_argument('--replace', action='store_true', help='in place of the real pydantic-core, not beside it')
    parser.add_argument('--edition', choices=EDITIONS, default=EDITION, help='the release of upstream (default: %(default)s)')
    arguments = parser.parse_args()
    version, edition, replace = arguments.on, arguments.edition, arguments.replace
    rows = [*ROWS, *(REPLACING if replace else BESIDE)]
    switch = [] if replace else ['-m', 'pydantic_core_cpp']
    base = pythons.other_python(version) if version else pythons.native_python()
    if base is None:
        raise Failure(f'there is no CPython {version} with its headers to be had')
    cache.log('install').unlink(missing_ok=True)
    failed = []
    with tempfile.TemporaryDirectory() as folder:
        try:
            python = install(base, Path(folder), version or components.OURS, edition, replace)
        except Failure as failure:
            print(f'FAILED pip install .: {failure}')
            print(f'0 passed, {len(rows) + 1} failed')
            return 1
        checks = [*((row, [python, *switch, '-c', f'{prelude(edition)}\nassert {check}']) for row, check in rows),
                  ('pip sees no conflict', [python, '-m', 'pip', 'check'])]
        for row, command in checks:
            done = subprocess.run(command, capture_output=True, text=True, cwd=folder)
            if done.returncode:
                failed.append(row)
                print(f'FAILED {row}\n{done.stdout}{done.stderr}')
    print(f'{len(checks) - len(failed)} passed, {len(failed)} failed')
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
