"""The suites inside python.wasm: `dist/run` starts pytest there, in folders that it is given.

    /suite      the suite's source tree
    /packages   pytest and what else the tests need, in Python alone
    /stand_ins  for packages that are not (stand_ins/)
    /pyc        compiled Python, kept between the runs
    /tmp        the run's own: the journal, temporary files; it and /pyc can be written
"""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

from tests.conformance.runner import Program
from tests.conformance.suites import Suite
from tests.sides import ROOT
from tools import cache, components, wasm_build
from tools.wheel_pins import PYTHON_SETS

HERE = Path(__file__).resolve().parent

MEMORY = 2048
"""MB: a test that allocates without end must not take the machine with it."""


def program(suite: Suite, args: list[str], scratch: Path) -> Program:
    """The command whose journal is `scratch`/journal; the test files are to be added to it."""
    # Not in the cache, where the runner lets no script write. Each source tree has its own: inside, all are /suite, and the files
    # of two releases can have the same size and date, by which Python knows what a compiled file is of.
    compiled = ROOT / 'build' / 'conformance' / f'pyc-wasm-{suite.root.name}'
    compiled.mkdir(parents=True, exist_ok=True)
    folders = {
        suite.root: '/suite',
        packages(suite.edition, *suite.packages): '/packages',
        HERE / 'stand_ins': '/stand_ins',
        compiled: '/pyc:rw',
        scratch: '/tmp:rw',
    }
    variables = {
        'JOURNAL': '/tmp/journal',
        'HYPOTHESIS_STORAGE_DIRECTORY': '/tmp/hypothesis',
        **suite.env,
    }
    return Program(
        [
            *wasm_build.command(suite.edition),
            f'--memory={MEMORY}',
            *(part for host, guest in folders.items() for part in ('--dir', f'{host}::{guest}')),
            *(part for name, value in variables.items() for part in ('--env', f'{name}={value}')),
            str((HERE / 'inside' / 'start_in_wasm.py').relative_to(ROOT)),
            *suite.pytest_args,
            # There are neither file descriptors to be duplicated nor signals.
            '--capture=sys',
            '-p',
            'no:faulthandler',
            '-p',
            'journal_plugin',
            *args,
        ],
        ROOT,
        None,
    )


def packages(edition: str, *names: str) -> Path:
    """A folder with the packages that the tests need, besides those that are inside python.wasm.

    Left out are packages with native code, and what lies outside the folder itself: importlib.metadata looks for every
    file that a RECORD names, and a look outside is refused.
    """
    sites = [components.site(name, edition=edition) for name in ('tests', *names)]

    def make(tmp: Path, final: Path) -> None:
        for site in sites:
            for record in site.glob('*.dist-info/RECORD'):
                with open(record, newline='') as f:
                    rows = [row for row in csv.reader(f) if not row[0].startswith('../')]
                name = record.parent.name.partition('-')[0].lower()
                if name in PYTHON_SETS['runtime'] or any(row[0].endswith('.so') for row in rows):
                    continue
                for path, *_ in rows:
                    (tmp / path).parent.mkdir(parents=True, exist_ok=True)
                    shutil.copy2(site / path, tmp / path)
                with open(tmp / record.relative_to(site), 'w', newline='') as f:
                    csv.writer(f).writerows(rows)

    return cache.directory('packages-wasm', [site.name for site in sites], make)
