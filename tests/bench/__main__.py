"""`python3 -m tests.bench [--preset P]`: the benchmarks with few data, and what they make of workers that misbehave.

Every group is run once with all sides. Each must have all its cases on each side: a case is there only where its answer is the
published wheel's. Then the comparison itself is tried with workers that give other answers, lack cases or crash, and a
page is written from the figures.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import re
import sys
import tempfile
from pathlib import Path
from typing import Callable, NamedTuple
from xml.etree import ElementTree

from bench import __main__ as command
from bench import docs, figures
from bench.groups import GROUPS, WORKLOADS, workloads
from bench.instructions import __main__ as instructions
from bench.instructions import page
from bench.rounds import SMOKE
from bench.runner import Result, Runner
from bench.table import Table
from bench.workers import WORKER, Worker
from tests.rows import run
from tests.sides import Side
from tools import components, pythons
from tools.say import Failure, entry

SIDES = (figures.PUBLISHED, figures.OURS, figures.NEWER)


class Measured(NamedTuple):
    about: dict
    rows: list[dict]


def measure(preset: str) -> Measured:
    """Everything, with few data. The workloads share a process a side, as nothing is said of their times."""
    options = command.options_of(['--smoke', '--preset', preset])
    compared = command.compared(options)
    rows = [figures.row(result.case.partition('.')[0], result) for result in workloads(list(WORKLOADS), compared, SMOKE)]
    for name in GROUPS:
        if name not in WORKLOADS:
            rows += command.rows_of(name, compared, options)
    return Measured(figures.conditions(compared[1]), rows)


def every_group_has_every_side(group: str, rows: list[dict]) -> None:
    assert rows, 'no cases'
    for row in rows:
        assert not row['why'], (row['case'], row['why'])
        figures_of = row['bytes'] or row['times']
        # One group has the same side without something and with it.
        assert all(figures_of.get(side, -1) >= 0 for side in (SIDES[:2] if group == 'beside' else SIDES)), (row['case'], figures_of)


def page_from_the_figures(measured: Measured) -> None:
    with tempfile.TemporaryDirectory() as folder:
        docs.write(*measured, Path(folder))
        page = Path(folder, 'performance.md').read_text()
        charts = {path.name: path.read_bytes() for path in Path(folder, 'performance').iterdir()}
        docs.write(*measured, Path(folder))
        again = {path.name: path.read_bytes() for path in Path(folder, 'performance').iterdir()}
    assert charts == again, 'the same figures give other charts'
    for name in charts:
        ElementTree.fromstring(charts[name])
        assert f'(performance/{name})' in page, name
    for group in GROUPS:
        assert f'### {group}\n' in page or group == 'upstream', group
    assert not re.search(r'\b(nan|inf|Infinity)\b', page), page


def page_of_instructions(measured: Measured) -> None:
    """From figures in place of counts, for which valgrind is needed."""
    rows = [{**row, 'instructions': row['times']} for row in measured.rows if row['group'] in (*WORKLOADS, 'upstream')]
    with tempfile.TemporaryDirectory() as folder:
        page.write(measured.about, rows, Path(folder))
        text = Path(folder, 'instructions.md').read_text()
    for workload in WORKLOADS:
        assert f'### {workload}\n' in text, workload
    for row in rows:
        assert row['group'] == 'upstream' or f'\n| {row["case"].partition(".")[2]} | ' in text, row['case']
    assert text.count('geometric mean ') == len(figures.PEERS) and '—' not in text, text


# Workers that are scripts: what they offer is compared, and nothing of pydantic is in them.

TEMPLATE = """
import os
from lockstep import Line
line = Line()
def offer(case, answer):
    if case not in line.done:
        line.offer(case, {'': lambda: None}, answer)
"""


def run_scripts(lead: str, follower: str) -> list[Result]:
    """The results of two sides that run these scripts."""
    python = str(pythons.native_python())
    scripts = {'published': lead, 'ours': follower}

    def start(side: Side, done: list[str]) -> Worker:
        return Worker(side, ['-c', TEMPLATE + scripts[side.name] + '\nline.end()'], done, side.environment(WORKER))

    with Runner(start, [Side(name, python, (components.site('tests'),)) for name in scripts]) as runner:
        return list(runner.results(SMOKE))


TWO = "offer('w.a', 'one'); offer('w.b', 'two')"


def the_same_answers() -> None:
    a, b = run_scripts(TWO, TWO)
    assert not a.why and not b.why and set(a.times) == set(b.collected) == {'published', 'ours'}, (a, b)


def another_answer() -> None:
    a, b = run_scripts(TWO, TWO.replace("'one'", "'uno'"))
    assert "'uno', not 'one'" in a.why['ours'] and 'ours' not in a.times and 'published' in a.times, a
    assert not b.why and 'ours' in b.times, b
    table = Table()
    with contextlib.redirect_stdout(io.StringIO()):
        for result in a, b:
            table.add(figures.row('w', result))
    assert table.wrong() == 1


def a_case_is_missing() -> None:
    a, b = run_scripts(TWO, "line.missing('w.a', 'reasons'); offer('w.b', 'two')")
    assert a.why == {'ours': 'reasons'} and not b.why, (a, b)


def a_case_is_left_out() -> None:
    a, b = run_scripts(TWO, "offer('w.b', 'two')")
    assert a.why == {'ours': 'not collected'} and not b.why, (a, b)


def a_workload_is_missing() -> None:
    a, b = run_scripts(TWO, "line.missing('w', 'reasons')")
    assert a.why == b.why == {'ours': 'reasons'}, (a, b)


def crash_before_a_case() -> None:
    a, b = run_scripts(TWO, "'w.a' in line.done or os._exit(3)\n" + TWO)
    assert 'crash' in a.why['ours'] and 'status 3' in a.why['ours'] and not b.why, (a, b)


def crash_in_a_call() -> None:
    crashing = "'w.a' in line.done or line.offer('w.a', {'': lambda: os._exit(3)}, 'one')\n" + TWO
    a, b = run_scripts(TWO, crashing)
    assert 'crash' in a.why['ours'] and 'published' in a.times and not b.why, (a, b)


def medians_of_runs() -> None:
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder, f'{run}.json') for run in range(3)]
        for path, ours in zip(paths, (30, 10, 20)):
            figures.save(path, {'python': path.stem}, [figures.row('w', Result('w.a', times={'ours': ours, 'published': 40}))])
        about, rows = figures.load(paths)
    assert about == {'python': '2'} and [row['times'] for row in rows] == [{'ours': 20, 'published': 40}], rows
    assert figures.ratios(rows, 'published') == {'w.a': 2} and figures.ratios(rows, 'newest') == {}


def groups_are_known_by_name() -> None:
    assert all(group.what and not group.what.endswith('.') for group in GROUPS.values())
    refuses(command.options_of, 'no-such-group')


def what_instructions_are_counted() -> None:
    def chosen(*arguments: str) -> list[str]:
        return instructions.options_of(list(arguments)).workload

    assert chosen() == ['orders'] and chosen('dict', 'ints') == ['dict', 'ints']
    assert chosen('-k', 'union') == ['upstream'] and chosen('--write-docs') == [*WORKLOADS, 'upstream']
    for arguments in ('scale',), ('dict', '-k', 'union'), ('--write-docs', '--ours'), ('--write-docs', '--edition', '2.50'):
        refuses(instructions.options_of, *arguments)


def refuses(options_of: Callable[[list[str]], object], *arguments: str) -> None:
    with contextlib.suppress(Failure):
        options_of(list(arguments))
        raise AssertionError(f'{arguments} were taken')


COMPARISON = (
    the_same_answers,
    another_answer,
    a_case_is_missing,
    a_case_is_left_out,
    a_workload_is_missing,
    crash_before_a_case,
    crash_in_a_call,
    medians_of_runs,
    groups_are_known_by_name,
    what_instructions_are_counted,
)


@entry
def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--preset', default='dev', help='the build to use (default: %(default)s)')
    options = parser.parse_args()
    rows: list[tuple[str, Callable[[], None]]] = [(check.__name__, check) for check in COMPARISON]
    measured = measure(options.preset)
    for group in GROUPS:
        of_group = [row for row in measured.rows if row['group'] == group]
        rows.append((f'group {group}', lambda group=group, of_group=of_group: every_group_has_every_side(group, of_group)))
    rows.append(('page_from_the_figures', lambda: page_from_the_figures(measured)))
    rows.append(('page_of_instructions', lambda: page_of_instructions(measured)))
    return run(rows)


if __name__ == '__main__':
    sys.exit(main())
