"""wasi/cpython-tests.md: what came of each module of CPython's tests."""

from __future__ import annotations

from collections import Counter, defaultdict

from tests.conformance import waivers
from tests.conformance.runner import Results
from tests.sides import ROOT

FILE = ROOT / 'wasi' / 'cpython-tests.md'
HEAD = """# CPython's regression tests inside python.wasm

The tests of CPython 3.13.5, from the pinned source, each module in a process of its own: `python3 -m tests.cpython --full --table`
writes this. Skipped is what CPython's tests themselves do not do on WASI, or without the libraries and resources that are not there.

| module | passed | skipped | failed | why |
| --- | --- | --- | --- | --- |
"""


def write(names: list[str], results: Results, rows: dict[str, str]) -> None:
    counts = defaultdict(Counter)
    whys = defaultdict(Counter)
    for test, outcome in results.outcome.items():
        module = waivers.file_of(test)
        counts[module]['passed' if outcome == 'xfailed' else outcome] += 1
        if outcome == 'failed':
            row = waivers.covers(rows, test)
            whys[module][rows[row] if row else results.why[test]] += 1
        elif test.endswith('::*'):
            whys[module][results.why.get(test, '')] += 1
    for module in results.broken:
        counts[module]['failed'] += 1
        whys[module][rows.get(f'{module}::*') or results.why[module]] += 1
    lines = [_line(name, counts[name], whys[name]) for name in names]
    total = sum(counts.values(), Counter())
    lines.append(f'| **{len(names)} modules** | {total["passed"]} | {total["skipped"]} | {total["failed"]} | |')
    FILE.write_text(HEAD + '\n'.join(lines) + '\n')


def _line(name: str, counts: Counter, whys: Counter) -> str:
    why = '; '.join(text.replace('|', '\\|') for text, _ in whys.most_common())
    return f'| {name} | {counts["passed"]} | {counts["skipped"]} | {counts["failed"]} | {why} |'
