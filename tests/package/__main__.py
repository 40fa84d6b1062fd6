"""Installs the package beside the real pydantic-core, offline and into a fresh environment, and tries the rows.

`--built FOLDER` takes the module that is in that folder already, and does not build the preset `dev`.
"""

from __future__ import annotations

import argparse
import functools
import sys
import tempfile
from pathlib import Path

from tests.package import lifecycle, rows, trial
from tests.package.environment import Environment, install, wheel
from tests.rows import run
from tools import build, cache
from tools.say import entry


@entry
def main() -> int:
    parser = argparse.ArgumentParser(prog='python3 -m tests.package')
    parser.add_argument('--built', type=Path, metavar='FOLDER', help='a folder with a built package pydantic_core')
    parser.add_argument('-k', default='', metavar='WORD', help='only the rows with that word in their names')
    arguments = parser.parse_args()
    built = arguments.built
    if built is None:
        build.build('dev', ['_pydantic_core'])
        built = build.site('dev')
    cache.log('package').unlink(missing_ok=True)
    chosen = [row for row in [*trial.ROWS, *rows.ROWS, *lifecycle.ROWS] if arguments.k in row[0]]
    with tempfile.TemporaryDirectory() as folder:
        environment = Environment(Path(folder).resolve() / 'env')
        install(environment, wheel(built.resolve(), Path(folder)))
        return run((name, functools.partial(row, environment)) for name, row in chosen)


if __name__ == '__main__':
    sys.exit(main())
