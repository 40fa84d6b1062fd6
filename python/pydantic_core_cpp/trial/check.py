"""`python -m pydantic_core_cpp check PACKAGE…`: whether the models of a package give the same with the real core and with ours."""

import argparse
import contextlib
import heapq
import itertools
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import textwrap
from collections import Counter, deque

from .. import __version__
from .observe import Observation
from .sides import SIDES, WRONG, Wrong, command, environment, need_both

SHOWN = 10  # differences that are printed
SILENCE = 5  # seconds after which a line says how far a side is
LONGEST = 1 << 20  # bytes: more than a line of observations has
AGAIN = 4  # runs of the real core, at most, to tell what changes from run to run
CALLED = {'real': 'the real core', 'ours': 'ours'}
SAME, DIFFERENT, NOT_DONE = 0, 1, 2


def parsed(arguments):
    parser = argparse.ArgumentParser(
        prog='python -m pydantic_core_cpp check',
        description='Imports a package in two processes, one with the real pydantic-core and one with ours, and compares what its '
        'models give: JSON schemas, and validation, errors and dumps of the examples in the schemas, of values that are made from '
        'them, and of files. What the package does when it is imported is done in both.',
        epilog=f'Exit status: {SAME} all the same, {DIFFERENT} something differs, {NOT_DONE} it could not be done.',
    )
    parser.add_argument('target', nargs='+', help='a package (with all modules inside), a module, or a file that ends in .py')
    parser.add_argument(
        '--data', nargs=2, action='append', default=[], metavar=('MODEL', 'FILE'),
        help='a file of JSON for the model (Order or shop.models:Order): one value, an array of values, or .jsonl: one a line',
    )  # fmt: skip
    parser.add_argument('--rows', type=int, default=10_000, metavar='N', help='at most N rows of a file; 0: all (default: 10000)')
    parser.add_argument('--context', metavar='FILE', help='a file of JSON: the context that is given to validators and serializers')
    return parser.parse_args(arguments)


def main(arguments):
    options = parsed(arguments)
    try:
        version = need_both()
        task = {
            'targets': list(dict.fromkeys(options.target)),
            'data': [[model, os.path.abspath(file)] for model, file in options.data],
            'rows': max(options.rows, 0),
            'context': options.context and os.path.abspath(options.context),
        }
        with tempfile.TemporaryDirectory() as folder:
            return compare(task, version, folder)
    except Wrong as wrong:
        print(f'error: {wrong}', file=sys.stderr)
        return NOT_DONE
    except KeyboardInterrupt:
        print('interrupted', file=sys.stderr)
        return 130


def compare(task, version, folder):
    """Runs both sides, and says what differs. What differs between two runs of the real core as well is none of ours."""
    real, ours, again = (os.path.join(folder, name) for name in (*SIDES, 'again'))
    why = run('real', task, real)
    if why:
        raise Wrong(why)
    why = run('ours', task, ours)
    if why:
        print(f'DIFFERS with ours: {why}')
        return DIFFERENT
    counts, differences, broken, raised = Counter(), {}, [], None
    for one, other in pairs(read(real), read(ours)):
        counts.update(counted(one) if one else [])
        broken += [one] if one and one.key[0] == 0 and one.kind == 'raised' else []
        raised = raised or (one if one and one.key[0] == 1 and one.kind == 'raised' else None)
        if one is None or other is None or (one.kind, one.outcome) != (other.kind, other.outcome):
            differences[tuple((one or other).key)] = one, other
    verdicts = judged(differences, task, again)
    counts.update(verdicts.values())
    differences = {key: both for key, both in differences.items() if verdicts[key] == 'differ'}
    show(differences)
    print(f'pydantic-core {version} and pydantic-core-cpp {__version__}, Python {sys.version.split()[0]}')
    summary(counts, broken, raised)
    return DIFFERENT if differences else SAME


def judged(differences, task, path):
    """What each difference is, by its key, after the real core has run again: a word may be the same twice by chance."""
    seen = {key: [] for key in differences}
    verdicts = {}
    for _ in range(AGAIN if differences else 0):
        why = run('real', task, path)
        if why:
            raise Wrong(why)
        found = {tuple(again.key): again for again in read(path) if tuple(again.key) in differences}
        for key in differences:
            seen[key].append(found.get(key))
        verdicts = {key: verdict(*both, seen[key]) for key, both in differences.items()}
        if 'doubtful' not in verdicts.values():
            break
    return {key: 'differ' if word == 'doubtful' else word for key, word in verdicts.items()}


def verdict(one, other, again):
    """What a difference is, held against other runs of the real core: `differ`, `unsteady` (they differ as much from run to
    run), `in part` (the same but for words that change from run to run), or `doubtful` (it is in another word than these)."""
    if one is None or None in again:
        return 'differ' if one is None and not any(again) else 'unsteady'
    if any(one.kind != run.kind for run in again):
        return 'unsteady'
    if other is None or other.kind != one.kind:
        return 'differ'
    if all(one.outcome == run.outcome for run in again):
        return 'differ'
    words, others, *runs = (re.split(r'(\W)', seen.outcome) for seen in (one, other, *again))
    if any(len(words) != len(run) for run in (others, *runs)):
        return 'unsteady'
    same = all(len(set(word)) > 1 or word[0] == here for here, *word in zip(others, words, *runs))
    return 'in part' if same else 'doubtful'


def run(side, task, path):
    """Runs one side, whose observations are then in the file `path`; says why it did not come to its end, or ''."""
    turn = ', again' if path.endswith('again') else ''
    print(f'-- {", ".join(task["targets"])} with {CALLED[side]}{turn}', file=sys.stderr, flush=True)
    with open(f'{path}.log', 'w+', encoding='utf-8', errors='replace') as log:
        line = command('observe', side, path, json.dumps(task))
        with subprocess.Popen(line, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=environment()) as process:
            try:
                status = waited(process, path)
            except BaseException:
                process.kill()
                raise
        if status == 0:
            return ''
        last = latest(path)
        if status == WRONG and last.kind == 'wrong':
            return last.outcome
        log.seek(0)
        sys.stderr.writelines(f'   | {text.rstrip()}\n' for text in deque(log, 15))
        how = f'signal {-status} ({signal.strsignal(-status)})' if status < 0 else f'exit status {status}'
        after = f'after {last.place}: {last.what} {last.given}'.rstrip() if last else f'during the import of {task["targets"][0]}'
        return f'the process with {CALLED[side]} ended with {how} {after}'


def waited(process, path):
    """The exit status of that side, when it has ended; until then a line now and then says how far it is."""
    for turn in itertools.count(1):
        try:
            return process.wait(SILENCE)
        except subprocess.TimeoutExpired:
            last = latest(path)
            where = f'{last.place}: {last.what}' if last else 'the first import'
            print(f'   {turn * SILENCE} s, {where}', file=sys.stderr, flush=True)


def latest(path):
    """The last observation so far; None before the first."""
    with contextlib.suppress(FileNotFoundError), open(path, 'rb') as file:
        file.seek(max(0, file.seek(0, os.SEEK_END) - LONGEST))
        lines = [line for line in file.read().splitlines(keepends=True)[-2:] if line.endswith(b'\n')]
        return Observation(*json.loads(lines[-1])) if lines else None


def read(path):
    with contextlib.suppress(FileNotFoundError), open(path, encoding='ascii') as file:
        for line in file:
            if line.endswith('\n'):  # the last one may be half there
                yield Observation(*json.loads(line))


def pairs(real, ours):
    """The observations of both sides with the same key, in their order; None where a side has none."""
    sides = ((side, seen) for side, seen in heapq.merge(((0, seen) for seen in real), ((1, seen) for seen in ours), key=lambda one: one[1].key))
    for _, same in itertools.groupby(sides, key=lambda one: one[1].key):
        found = dict(same)
        yield found.get(0), found.get(1)


def counted(seen):
    """What an observation adds to the summary."""
    yield 'outcomes'
    if seen.key[0] == 0:
        yield 'modules' if seen.kind == 'imported' else 'not imported'
    elif seen.key[2] == 0 and seen.key[3] == 0:
        yield 'models'
    elif seen.key[2] > 0 and seen.key[3] == 0:
        yield 'inputs'
        yield seen.kind
        yield seen.what.split()[0] if seen.what.startswith(('example', 'made')) else 'rows'


def show(differences):
    """The first of them; of those of one input, one whole and the names of the others."""
    inputs = [list(same) for _, same in itertools.groupby(differences.items(), key=lambda item: item[0][:3])]
    for same in inputs[:SHOWN]:
        (one, other), *more = [both for _, both in same]
        seen = one or other
        print(f'DIFFERS {seen.place}: {seen.what}')
        if seen.given:
            print(f'  input {seen.given}')
        for side, what in zip(SIDES, (one, other)):
            print(textwrap.indent(f'{side}: {what.kind} {what.outcome}' if what else f'{side}: nothing', '  '))
        if more:
            print('  and in ' + '; '.join((first or second).what.rpartition(', ')[2] for first, second in more))
    if len(inputs) > SHOWN:
        print(f'and for {len(inputs) - SHOWN} more inputs')


def summary(counts, broken, raised):
    for seen in broken[:SHOWN]:
        print(f'not imported: {seen.place}: {seen.outcome}')
    print(f'modules {counts["modules"]}, not imported {len(broken)}, models {counts["models"]}')
    where = f'{counts["example"]} examples, {counts["made"]} made from JSON schemas, {counts["rows"]} rows of files'
    what = f'{counts["valid"]} valid, {counts["invalid"]} invalid, {counts["raised"]} raised another exception'
    print(f'inputs {counts["inputs"]} ({where}): {what}')
    if raised:
        print(f'the first exception of another kind: {raised.place}: {raised.what}: {raised.outcome} (a model may need a --context)')
    if counts['in part']:
        print(f'{counts["in part"]} outcomes are compared but for the words that the real core too has others of in each run')
    if counts['unsteady']:
        print(f'{counts["unsteady"]} outcomes are not compared: the real core too has others in each run')
    total = counts['outcomes'] - counts['unsteady']
    print(f'{counts["differ"]} of {total} outcomes differ' if counts['differ'] else f'all {total} outcomes are the same')
