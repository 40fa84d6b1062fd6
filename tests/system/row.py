"""A row of the system tests: one run of `dist/run` in a folder with some files, and what must come of it."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path
from typing import Callable, NamedTuple

from tests.system import program
from tests.system.peaks import peak_of, too_large

ROOT = Path(__file__).resolve().parent.parent.parent


class Row(NamedTuple):
    """Runs `dist/run *arguments`; `out` is all of its output, `says` parts of it, `error` parts of its error output."""

    what: str
    arguments: list
    out: str | None = None
    says: tuple = ()
    lacks: tuple = ()
    error: tuple = ()
    status: int = 0
    files: dict = {}
    links: dict = {}
    stdin: str = ''

    def problem(self):
        """What is not as the row has it; None where all is."""
        with tempfile.TemporaryDirectory() as folder:
            for name, text in self.files.items():
                path = Path(folder, name)
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text)
            for name, target in self.links.items():
                Path(folder, name).symlink_to(target)
            try:
                ended = peak_of([*program.command(), *self.arguments], cwd=folder, input=self.stdin)
            except subprocess.TimeoutExpired:
                return 'it did not end'
        wrong = []
        if ended.status != self.status:
            wrong.append(f'exit status {ended.status}, not {self.status}')
        if self.out is not None and ended.out != self.out:
            wrong.append(f'output is not {self.out!r}')
        wrong += [f'output lacks {part!r}' for part in self.says if part not in ended.out]
        wrong += [f'output has {part!r}' for part in self.lacks if part in ended.out]
        wrong += [f'error output lacks {part!r}' for part in self.error if part not in ended.error]
        if '--memory' in self.arguments:
            memory = float(self.arguments[self.arguments.index('--memory') + 1])
            wrong += filter(None, [too_large(ended, memory)])
        if not wrong:
            return None
        return '; '.join(wrong) + f'\n--- output\n{ended.out[-1500:]}\n--- error output\n{ended.error[-1500:]}'


def code(what: str, text: str, out: str | None = None, **rest) -> Row:
    """A row that runs `-c text`, after the `options` of the runner."""
    return Row(what, [*rest.pop('options', []), '-c', text], out, **rest)


class Check(NamedTuple):
    """A row that is a function: it returns what is wrong, or None."""

    what: str
    function: Callable

    def problem(self):
        try:
            return self.function()
        except Exception as error:
            return f'{type(error).__name__}: {error}'
