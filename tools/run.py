"""`./run.sh` with `--packages` or `--pydantic`: makes ready what these name, and becomes dist/run."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

from tools import packages, wasm_build
from tools.pins import EDITION, EDITIONS
from tools.say import Failure, entry

HELP = Path(__file__).resolve().parent.parent / 'host' / 'runner' / 'help.txt'


def own_options(arguments: list) -> tuple[list, list]:
    """The runner's options that come first, as names and values (None for one without), and all that follows them."""
    known = dict(re.findall(r'(?m)^  (--[\w-]+)( \S+)?  ', HELP.read_text()))
    given, rest = [], list(arguments)
    while rest:
        name, joined, value = rest[0].partition('=')
        if name not in known or (joined and not known[name]):
            break
        needed = 2 if known[name] and not joined else 1
        if len(rest) < needed:
            break
        given.append((name, rest[1] if needed == 2 else value if joined else None))
        del rest[:needed]
    return given, rest


def edition_of(pydantic: str) -> str:
    """The edition that a release of pydantic wants."""
    by_series = {edition.series: name for name, edition in EDITIONS.items()}
    if pydantic not in by_series:
        raise Failure(f'--pydantic is one of {", ".join(by_series)}, not "{pydantic}"')
    return by_series[pydantic]


@entry
def main() -> None:
    given, rest = own_options(sys.argv[1:])
    pydantic = dict(given).get('--pydantic')
    edition = EDITION if pydantic is None else edition_of(pydantic)
    arguments = []
    for name, value in given:
        if name == '--packages':
            value = str(packages.folder(value, packages.inside(edition)).absolute())
        arguments += [name] if value is None else [name, value]
    wasm_build.built(edition)
    os.execv(wasm_build.RUN, [str(wasm_build.RUN), *arguments, *rest])


if __name__ == '__main__':
    sys.exit(main())
