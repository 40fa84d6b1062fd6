"""The worker of the workloads, one a side: `own.py [--beside] [--small] WORKLOAD…`, which bench/groups.py starts.

`--beside` is for the side that also times other libraries. Each of these must give the same values as pydantic,
or has a † behind its name.
"""

from __future__ import annotations

import sys

import answers
from lockstep import Line
from workloads import WORKLOADS
from workloads.workload import Call, Settings


def offer(line: Line, case: str, call: Call) -> None:
    """Offers one call, with what it answers, unless an earlier worker was through with it."""
    if case in line.done:
        return
    answer = call.seen(call.run())
    said = answers.text(answer)
    if call.beside:
        values = answers.values(answer)
        for library, run in call.beside.items():
            if answers.values(call.seen(run())) != values:
                raise AssertionError(f'{case}: {library} gives other values than pydantic')
    less = {f'{library}†': run for library, run in call.less.items()}
    line.offer(case, {'': call.run, **call.beside, **less}, said)


def main(arguments: list[str]) -> None:
    settings = Settings(beside='--beside' in arguments, small='--small' in arguments)
    line = Line()
    for name in arguments:
        if name.startswith('--'):
            continue
        try:
            calls = WORKLOADS[name](settings)
        except Exception as error:
            line.missing(name, f'{type(error).__name__}: {error}'.splitlines()[0][:200])
            continue
        for call_name, call in calls.items():
            offer(line, f'{name}.{call_name}', call)
    line.end()


if __name__ == '__main__':
    main(sys.argv[1:])
