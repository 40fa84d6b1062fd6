"""`python -m pydantic_core_cpp bench FILE.py:MODEL DATA.json`: how long a model of the user's takes with the real core and with ours."""

import argparse
import json
import os
import statistics
import subprocess
import sys

from .. import __version__
from .sides import SIDES, Wrong, command, environment, need_both

ROUND_NS = 20_000_000  # a round lasts at least so long: far more than a clock or a scheduler's tick is wrong by


def parsed(arguments):
    parser = argparse.ArgumentParser(
        prog='python -m pydantic_core_cpp bench',
        description='Times a model with data of yours in two processes, one with the real pydantic-core and one with ours. Rounds '
        'alternate between them, so that what else the machine does meets both.',
    )
    parser.add_argument('model', metavar='FILE.py:MODEL', help='or MODULE:MODEL; a model, dataclass, TypeAdapter or any other type')
    parser.add_argument('data', metavar='DATA', help='JSON: one value, an array of values, or .jsonl: one a line')
    parser.add_argument('--rows', type=int, default=1_000, metavar='N', help='at most N rows of the data; 0: all (default: 1000)')
    parser.add_argument('--rounds', type=int, default=15, metavar='N', help='rounds of each (default: 15)')
    parser.add_argument('--context', metavar='FILE', help='a file of JSON: the context that is given to validators and serializers')
    options = parser.parse_args(arguments)
    if ':' not in options.model:
        parser.error(f'"{options.model}" names no model: write FILE.py:MODEL or MODULE:MODEL')
    if options.rounds < 3:
        parser.error('a median needs 3 rounds')
    return options


class Side:
    """The process of one side. Its first answer is about the rows; it is there when the model is imported."""

    def __init__(self, name, task):
        pipes = {'stdin': subprocess.PIPE, 'stdout': subprocess.PIPE, 'stderr': subprocess.DEVNULL}
        self.process = subprocess.Popen(command('timed', name, json.dumps(task)), text=True, env=environment(), **pipes)

    def run(self, turn, passes):
        self.process.stdin.write(json.dumps([turn, passes]) + '\n')
        self.process.stdin.flush()
        return self.answer()

    def answer(self):
        line = self.process.stdout.readline()
        if not line:
            raise Wrong(f'its process ended with status {self.process.wait()} while the model was imported or used')
        answer = json.loads(line)
        if isinstance(answer, dict) and 'wrong' in answer:
            raise Wrong(answer['wrong'])
        return answer

    def end(self):
        self.process.kill()
        self.process.wait()


def main(arguments):
    options = parsed(arguments)
    sides = []
    try:
        version = need_both()
        task = {
            'model': options.model,
            'file': os.path.abspath(options.data),
            'rows': max(options.rows, 0),
            'context': options.context and os.path.abspath(options.context),
        }
        abouts = []
        for name in SIDES:  # one after the other: an import may hold what the next one needs
            sides.append(Side(name, task))
            abouts.append(sides[-1].answer())
        report(options, version, abouts, sides)
    except Wrong as wrong:
        print(f'error: {wrong}', file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print('interrupted', file=sys.stderr)
        return 130
    finally:
        for side in sides:
            side.end()
    return 0


def report(options, version, abouts, sides):
    about, other = abouts
    print(f'{options.model}, {about["rows"]} rows of {options.data} ({about["bytes"]:,} bytes of JSON), {about["valid"]} of them valid')
    print(f'real: pydantic-core {version}; ours: pydantic-core-cpp {__version__}; Python {sys.version.split()[0]}')
    differing = sum(bool(one and two and one != two) for one, two in zip(about['digests'], other['digests']))
    if differing:
        print(f'{differing} rows have another result with ours: python -m pydantic_core_cpp check shows which')
    print(f'microseconds a row: median of {options.rounds} rounds of each, half of the rounds within ±; the collector is on')
    print(f'{"":16}{"real":>18}{"ours":>18}{"real / ours":>13}')
    for turn, rows in about['turns'].items():
        if other['turns'].get(turn) != rows:
            continue  # there are rows that only one of them takes
        figures = [statistics.quantiles(times, n=4) for times in rounds(turn, options.rounds, sides)]
        cells = [f'{middle / rows / 1000:10.3f} ±{max(high - middle, middle - low) / middle:5.1%}' for low, middle, high in figures]
        print(f'{turn:16}{cells[0]:>18}{cells[1]:>18}{figures[0][1] / figures[1][1]:13.2f}', flush=True)
    if not about['valid']:
        print('no row is valid, so that nothing is dumped')


def rounds(turn, count, sides):
    """The nanoseconds of one pass, by side and round. All rounds have the same number of passes; who begins changes."""
    passes = 1
    while min(side.run(turn, passes) for side in sides) < ROUND_NS:
        passes *= 2
    times = {side: [] for side in sides}
    for number in range(count):
        for side in sides if number % 2 else reversed(sides):
            times[side].append(side.run(turn, passes) / passes)
    return list(times.values())
