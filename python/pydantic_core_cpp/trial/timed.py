"""The process of one side of `bench`: holds the model and its rows, and times passes over them when it is told to.

`python -m pydantic_core_cpp.trial.timed SIDE TASK` reads a line of JSON a request, and answers with one: first what the rows
are, then the nanoseconds of so many passes of an operation. What the user's code prints goes to stderr.
"""

import functools
import gc
import hashlib
import json
import os
import sys
import time

from . import outcomes, rows, targets
from .sides import WRONG, Wrong, alone, become


class Subject:
    """The model with its rows, and the operations as a program calls them."""

    def __init__(self, task):
        module, _, name = task['model'].rpartition(':')
        model = _named(targets.load(module), name, task['model'])
        try:
            adapter = targets.adapter(model)
        except Exception as error:
            why = outcomes.describe(error).partition('\n')[0]
            raise Wrong(f'{task["model"]} is nothing that pydantic can validate: {why}') from error
        calls = _calls(model, adapter)
        context = rows.value(task['context'])
        if context is not None:
            calls = {operation: functools.partial(call, context=context) for operation, call in calls.items()}
        _, _, schema = outcomes.attempt(adapter.json_schema)
        whole = bool(schema) and schema.get('type') == 'array'
        texts = [row for _, row in rows.rows(task['file'], whole, task['rows'])]
        if not texts:
            raise Wrong(f'{task["file"]} has no rows')
        values = [_value(number, text, task['file']) for number, text in enumerate(texts, 1)]
        digests, good = [], []
        for number, text in enumerate(texts, 1):
            tries = [outcomes.attempt(lambda: adapter.validate_json(text, context=context)) for _ in range(2)]
            (kind, outcome, value), again = tries
            if kind == 'raised':
                raise Wrong(f'{task["file"]}, row {number}: {outcome} (a model may need a --context)')
            good += [value] if kind == 'valid' else []
            # A result that is another one at each try, as that of a default from a clock, tells nothing.
            digests.append(_digest(outcome) if outcome == again[1] else None)
        self.turns = {'validate JSON': (calls['validate_json'], texts), 'validate Python': (calls['validate_python'], values)}
        if good:
            self.turns |= {'dump to Python': (calls['dump_python'], good), 'dump to JSON': (calls['dump_json'], good)}
        items = {turn: len(items) for turn, (_, items) in self.turns.items()}
        self.about = {'rows': len(texts), 'bytes': sum(map(len, texts)), 'valid': len(good), 'digests': digests, 'turns': items}

    def run(self, turn, passes):
        """The nanoseconds of that many passes over the rows, with the collector as the program has it."""
        from pydantic_core import ValidationError

        call, items = self.turns[turn]
        gc.collect()
        start = time.perf_counter_ns()
        for _ in range(passes):
            for item in items:
                try:
                    call(item)
                except ValidationError:
                    pass
        return time.perf_counter_ns() - start


def _named(module, name, given):
    found = module
    for part in name.split('.'):
        found = getattr(found, part, None)
    if found is None:
        named = targets.models([module])
        raise Wrong(f'there is no {given}; its models: {", ".join(sorted(one.partition(":")[2] for one in named)) or "none"}')
    return found


def _calls(model, adapter):
    """The methods that a program calls: a model's own, else those of the adapter."""
    from pydantic import BaseModel

    if isinstance(model, type) and issubclass(model, BaseModel):
        return {
            'validate_json': model.model_validate_json,
            'validate_python': model.model_validate,
            'dump_python': model.model_dump,
            'dump_json': model.model_dump_json,
        }
    return {name: getattr(adapter, name) for name in ('validate_json', 'validate_python', 'dump_python', 'dump_json')}


def _digest(text):
    return hashlib.sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()


def _value(number, text, file):
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Wrong(f'{file}, row {number} is not JSON: {error}') from error


def main():
    side, task = sys.argv[1:]
    alone()
    requests, answers = os.fdopen(os.dup(0)), os.fdopen(os.dup(1), 'w')
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(2, 1)

    def answer(what):
        print(json.dumps(what), file=answers, flush=True)

    try:
        become(side)
        subject = Subject(json.loads(task))
    except (Exception, SystemExit) as error:
        answer({'wrong': str(error) if isinstance(error, Wrong) else f'the model cannot be used: {outcomes.describe(error)}'})
        return WRONG
    answer(subject.about)
    for request in requests:
        answer(subject.run(*json.loads(request)))
    return 0


if __name__ == '__main__':
    sys.exit(main())
