"""`python-wasm --packages`: what this names is made ready first. Its modules come from the project's tools."""

from __future__ import annotations

import sys
from pathlib import Path

from ._contents import INSIDE, PYTHON
from .tools import packages
from .tools.say import entry


def prepared(arguments: list[str]) -> list[str]:
    """The arguments for the runner. Ends the process, with a sentence, where the packages are not to be had."""
    made = []

    @entry
    def prepare() -> None:
        given, rest = packages.options_before(arguments, (Path(__file__).parent / 'help.txt').read_text())
        release = dict(given).get('--pydantic')
        inside = INSIDE.get(release) if release else next(iter(INSIDE.values()))
        if inside is None:  # the runner says which there are
            made.extend(arguments)
            return
        command = [str(Path(__file__).parent / 'run'), *(['--pydantic', release] if release else [])]
        made.extend([*packages.ready(given, packages.Program(command, PYTHON, inside)), *rest])

    status = prepare()
    if status:
        sys.exit(status)
    return made
