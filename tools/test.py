"""`python3 -m tools.test [--full] [--list] [--edition EDITION] [--jobs N] [STAGE…]`, which `test.sh` calls: every test of the project.

Two stages run at a time (`tools/stages.py` has them all), and what one prints is shown when it ends. Those that need the machine to
themselves come last. The closing line is the sum. The exit status is 0 only when every stage ran and nothing failed.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
import time

from tools.lanes import Ended, side_by_side
from tools.say import Failure, entry, say
from tools.stages import ROOT, STAGES, TESTED, Counts, Stage, together

LANES = min(2, os.cpu_count() or 1)
"""How many stages run at a time. Most of them use one processor, for most of their time."""
WIDTH = max(len(stage.title) for stage in STAGES)


@entry
def main() -> int:
    parser = argparse.ArgumentParser(prog='test.sh', description='Runs every test, or the named stages.')
    parser.add_argument('--full', action='store_true', help='the long forms of the stages as well')
    parser.add_argument('--list', action='store_true', help='list the stages')
    parser.add_argument('--edition', choices=TESTED, help='only the stages that are about that release of upstream')
    parser.add_argument('--jobs', type=int, default=LANES, metavar='N', help='stages at a time (default: %(default)s)')
    parser.add_argument('stage', nargs='*', help='stages to run (default: all)')
    arguments = parser.parse_args()
    stages = [stage for stage in STAGES if arguments.edition in (None, stage.edition)]
    if arguments.list:
        for stage in stages:
            print(f'{stage.title:{WIDTH}} {stage.what}' + (' (only in --full)' if stage.full_only else ''))
        return 0
    chosen = _chosen(stages, arguments)
    for number in signal.SIGTERM, signal.SIGHUP:  # not without ending what runs
        signal.signal(number, lambda number, frame: sys.exit(128 + number))
    ended = _run(chosen, arguments.full, arguments.jobs)
    print('\n== summary')
    for stage, (counts, seconds) in ended.items():
        print(f'   {stage.title:{WIDTH}} {counts.line()} ({seconds:.1f} s)')
    total = together(counts for counts, _ in ended.values())
    print(total.line())
    return 1 if total.failed or not total.passed else 0


def _chosen(stages: list[Stage], arguments: argparse.Namespace) -> list[Stage]:
    known = list(dict.fromkeys(stage.name for stage in STAGES))
    for name in arguments.stage:
        if name not in known and all(name != stage.title for stage in STAGES):
            raise Failure(f'there is no stage "{name}"; there are: {" ".join(known)}')
    if not arguments.stage:
        return [stage for stage in stages if arguments.full or not stage.full_only]
    named = [stage for name in arguments.stage for stage in stages if name in (stage.name, stage.title)]
    if not named:
        raise Failure(f'edition {arguments.edition} has no stage of its own called {" or ".join(arguments.stage)}')
    return list(dict.fromkeys(named))


def _run(stages: list[Stage], full: bool, lanes: int) -> dict[Stage, tuple[Counts, float]]:
    """How each stage ended and after how many seconds, in the order of `stages`."""
    rows = {}
    shared = [stage for stage in stages if not stage.alone] if lanes > 1 and len(stages) > 1 else []

    def show(ended: Ended) -> None:
        rows[ended.task] = ended.result or Counts(0, 1), ended.seconds
        print(f'{_heading(ended.task)}\n{ended.output}', end='', flush=True)

    def work(stage: Stage) -> Counts:
        return _counts(stage, full)

    if shared:
        say(f'{lanes} stages at a time; what a stage prints is shown when it ends')
    side_by_side(shared, lanes, work, show)
    for stage in stages:
        if stage not in rows:
            print(_heading(stage), flush=True)
            start = time.monotonic()
            rows[stage] = work(stage), time.monotonic() - start
    return {stage: rows[stage] for stage in stages}


def _heading(stage: Stage) -> str:
    return f'\n== {stage.title}: {stage.what}'


def _counts(stage: Stage, full: bool) -> Counts:
    try:
        return stage.run(full)
    except (Failure, OSError) as failure:
        print(f'   error: {failure}')
        return Counts(0, 1)


if __name__ == '__main__':
    os.chdir(ROOT)
    sys.exit(main())
