"""`python3 -m tools.edition_lines [--write]`: the lines of src/ that only one of the editions has, by file, and those that both have.

A line counts where the development build of an edition has instructions of it (tools/dwarf_lines.py), or where it is a row of a table
with a span of editions. Values that differ (`by_edition`) are lines of both. With the table: how large each module is when stripped.
`--write` puts what it comes to into HACKING.md.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import defaultdict
from pathlib import Path

from tools import build, dwarf_lines, elf
from tools.pins import EDITIONS
from tools.say import entry
from tools.written_table import WrittenTable

SOURCE = build.ROOT / 'src'
SPAN = re.compile(r'\b(from|up_to)_(\d+)_(\d+)\b')
WRITTEN = WrittenTable(build.ROOT / 'HACKING.md', 'python3 -m tools.edition_lines --write')
LOADED = ('.text', '.rodata', '.data', '.data.rel.ro', '.eh_frame', '.rela.dyn')


def module(edition: str) -> Path:
    preset = build.preset_for('dev', edition=edition)
    build.build(preset, ['_pydantic_core'])
    return next((build.site(preset) / 'pydantic_core').glob('_pydantic_core*.so'))


def rows_with_spans() -> dict[str, dict[str, set[int]]]:
    """edition → file → the lines of rows with a span that has the edition, and not all of them."""
    found: dict[str, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for path in sorted(SOURCE.rglob('*')):
        if path.suffix not in ('.def', '.cc') or not path.is_file():
            continue
        for number, line in enumerate(path.read_text().splitlines(), 1):
            span = SPAN.search(line.split('//')[0])
            if span:
                bound = int(span[2]), int(span[3])
                for edition in EDITIONS:
                    key = tuple(map(int, edition.split('.')))
                    if key >= bound if span[1] == 'from' else key <= bound:
                        found[edition][path.relative_to(SOURCE).as_posix()].add(number)
    return found


def table() -> list[tuple[str, ...]]:
    listed = rows_with_spans()
    modules = {edition: module(edition) for edition in EDITIONS}
    folders = {edition: build.build_dir(build.preset_for('dev', edition=edition)) for edition in modules}
    lines = {edition: dwarf_lines.lines(path, SOURCE, folders[edition]) for edition, path in modules.items()}
    files = sorted({file for found in (*lines.values(), *listed.values()) for file in found})
    made, total = [('file', *(f'only {edition}' for edition in EDITIONS), 'both')], [0] * (len(EDITIONS) + 1)
    for file in files:
        have = [lines[edition].get(file, set()) | listed[edition][file] for edition in EDITIONS]
        shared = set.intersection(*have)
        counts = [*(len(mine - set().union(*(other for other in have if other is not mine))) for mine in have), len(shared)]
        total = [before + count for before, count in zip(total, counts)]
        if any(counts[:-1]):
            made.append((f'src/{file}', *map(str, counts)))
    sizes = [sum(len(elf.section(path.read_bytes(), name)) for name in LOADED) for path in modules.values()]
    return [*made, ('all files', *map(str, total)), ('bytes that are loaded', *map(str, sizes), '')]


def summary(rows: list[tuple[str, ...]]) -> str:
    """The heading and the last two rows, in Markdown."""
    (_, *heads), *_, lines, sizes = rows
    cells = [['', *heads], ['---'] * (len(heads) + 1), *([what, *(f'{int(count):,}' if count else '' for count in counts)] for what, *counts in (lines, sizes))]
    return ''.join(f'| {" | ".join(row)} |\n' for row in cells)


@entry
def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--write', action='store_true', help='put the sums into HACKING.md')
    options = parser.parse_args()
    rows = table()
    for file, *counts in rows:
        print(f'{file:52}' + ''.join(f'{count:>12}' for count in counts))
    if options.write:
        WRITTEN.write(summary(rows))


if __name__ == '__main__':
    sys.exit(main())
