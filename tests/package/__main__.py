"""Installs the package beside the real pydantic-core, offline and into a fresh environment for each edition, and tries the rows.

`--on VERSION` does so for CPython of that version, not for our own, and each edition of which a wheel is published for it.
`--built EDITION=FOLDER` takes the module that is in that folder already, and does not build the preset `dev`.
"""

from __future__ import annotations

import argparse
import functools
import sys
import tempfile
from pathlib import Path

from tests.package import lifecycle, rows, trial
from tests.package.environment import Environment, install, published, wheel
from tests.rows import run
from tools import build, cache, components, wheels
from tools.pins import EDITIONS
from tools.say import entry


@entry
def main() -> int:
    parser = argparse.ArgumentParser(prog='python3 -m tests.package')
    wheels.add_built(parser)
    parser.add_argument('--edition', choices=EDITIONS, help='only beside that release of upstream (default: each in turn)')
    on = 'CPython of that version (default: %(default)s)'
    parser.add_argument('--on', metavar='VERSION', default=components.OURS, help=on)
    parser.add_argument('-k', default='', metavar='WORD', help='only the rows with that word in their names')
    arguments = parser.parse_args()
    given = dict(arguments.built)
    version = arguments.on
    preset = build.preset_for('dev', version)
    built = {edition: given.get(edition) or build.built_site(preset, edition) for edition in EDITIONS}
    cache.log('package').unlink(missing_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        package = wheel(version, built, Path(folder))
        chosen = []
        for edition in [arguments.edition] if arguments.edition else published(version):
            environment = Environment(Path(folder).resolve() / f'env-{edition}', version)
            install(environment, edition, package)
            own = rows.ON_OUR_CPYTHON if version == components.OURS else []
            once = lifecycle.ROWS if edition == published(version)[0] else []
            for name, row in [*trial.ROWS, *rows.ROWS, *own, *lifecycle.EACH_EDITION, *once]:
                chosen.append((f'{edition}: {name}', functools.partial(row, environment)))
        return run(row for row in chosen if arguments.k in row[0])


if __name__ == '__main__':
    sys.exit(main())
