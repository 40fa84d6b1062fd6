"""`./run.sh` with `--packages` or `--pydantic`: makes ready what these name, and becomes dist/run."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from tools import packages, wasm_build
from tools.pins import CPYTHON_VERSION, EDITION, EDITIONS
from tools.say import Failure, entry

HELP = Path(__file__).resolve().parent.parent / 'host' / 'runner' / 'help.txt'


def edition_of(pydantic: str) -> str:
    """The edition that a release of pydantic wants."""
    by_series = {edition.series: name for name, edition in EDITIONS.items()}
    if pydantic not in by_series:
        raise Failure(f'--pydantic is one of {", ".join(by_series)}, not "{pydantic}"')
    return by_series[pydantic]


@entry
def main() -> None:
    given, rest = packages.options_before(sys.argv[1:], HELP.read_text())
    pydantic = dict(given).get('--pydantic')
    edition = EDITION if pydantic is None else edition_of(pydantic)
    wasm_build.built(edition)
    program = packages.Program(wasm_build.command(edition), CPYTHON_VERSION, wasm_build.inside(edition))
    os.execv(wasm_build.RUN, [str(wasm_build.RUN), *packages.ready(given, program), *rest])


if __name__ == '__main__':
    sys.exit(main())
