"""A table in a document that a command writes: it stands between a comment that names the command and one that ends it."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from tools.say import Failure

END = '<!-- end -->\n'


class WrittenTable(NamedTuple):
    document: Path
    command: str

    def read(self) -> str:
        """The table as it is. Raises a Failure where the document has no place for it."""
        return self._parts()[1]

    def write(self, table: str) -> None:
        """Puts the lines of `table` in its place. Raises a Failure as `read` does."""
        before, _, after = self._parts()
        self.document.write_text(f'{before}{self._begin}{table}{END}{after}')

    @property
    def _begin(self) -> str:
        return f'<!-- {self.command} -->\n'

    def _parts(self) -> tuple[str, str, str]:
        before, _, rest = self.document.read_text().partition(self._begin)
        table, ended, after = rest.partition(END)
        if not ended:
            raise Failure(f'{self.document.name} has no place for the table, which is between {self._begin.strip()} and {END.strip()}')
        return before, table, after
