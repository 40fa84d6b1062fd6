"""The process of one side of `check`: imports the modules, tries their models, and writes down what came of it.

`python -m pydantic_core_cpp.trial.observe SIDE FILE TASK` writes a line of JSON an observation, in the order of their keys,
each before the next thing is tried: where the process ends early, the last line says how far it came.
"""

import importlib
import json
import sys
from typing import NamedTuple

from . import outcomes, rows, samples, targets
from .sides import WRONG, Wrong, alone, become


class Observation(NamedTuple):
    key: list
    """Sorts as it was made: [0, number of the target, module] of imports, [1, model, number of the input, of the operation]."""
    what: str
    given: str
    """The input, or its beginning."""
    kind: str
    """imported, valid, invalid (a ValidationError), raised (another exception); or wrong: `outcome` says why the task cannot be done."""
    outcome: str

    @property
    def place(self):
        return self.key[2] if self.key[0] == 0 else self.key[1]


def of_imports(names, modules):
    """Imports the targets, and what is inside packages, and adds the modules to the list. One that fails is left out."""
    for number, name in enumerate(names):
        outcome, module = _imported(lambda: targets.load(name))
        yield Observation([0, number, name], 'import', '', *outcome)
        for inside in targets.submodules(module) if module else ():
            outcome, found = _imported(lambda: importlib.import_module(inside))
            yield Observation([0, number, inside], 'import', '', *outcome)
            modules += [found] if found else []
        modules += [module] if module else []


def _imported(load):
    try:
        return ('imported', ''), load()
    except Wrong:
        raise
    except (Exception, SystemExit) as error:
        return ('raised', outcomes.describe(error)), None


def of_model(name, model, files, task):
    """Its schemas, then what it makes of every input."""
    kind, text, adapter = outcomes.attempt(lambda: targets.adapter(model))
    yield Observation([1, name, 0, 0], 'type adapter', '', kind, '' if adapter else text)
    if adapter is None:
        return
    schemas = []
    for number, (what, call) in enumerate(outcomes.SCHEMAS.items(), 1):
        kind, text, schema = outcomes.attempt(lambda: call(adapter))
        yield Observation([1, name, 0, number], what, '', kind, text)
        schemas.append(json.loads(schema) if schema else {})
    inputs = enumerate(_inputs(schemas[0], files, task['rows']), 1)
    for number, (label, given) in inputs:
        for turn, (operation, kind, text) in enumerate(outcomes.of_input(adapter, given, task['context'])):
            shown = outcomes.shortened(given if isinstance(given, str) else given.decode('utf-8', 'replace'))
            yield Observation([1, name, number, turn], f'{label}, {operation}', shown, kind, text)


def _inputs(schema, files, limit):
    seen = set()
    for what, make in (('example', samples.examples), ('made', samples.made)):
        try:
            texts = list(make(schema))
        except Exception:  # a schema that the user has put anything into
            texts = []
        new = [text for text in dict.fromkeys(texts) if text not in seen]
        seen.update(new)
        yield from ((f'{what} {number}', text) for number, text in enumerate(new, 1))
    for file in files:
        whole = schema.get('type') == 'array'
        yield from ((f'{file} row {number}', row) for number, row in rows.rows(file, whole, limit))


def observations(task):
    """All of them. Raises Wrong."""
    modules = []
    failed = None
    for observation in of_imports(task['targets'], modules):
        failed = failed or (observation if observation.kind == 'raised' else None)
        yield observation
    models = targets.models(modules)
    if not models:
        why = f'{failed.place} cannot be imported: {failed.outcome}' if failed else f'no models are defined in {", ".join(task["targets"])}'
        raise Wrong(why)
    task['context'] = rows.value(task['context'])
    files = {}
    for wanted, file in task['data']:
        files.setdefault(targets.pick(models, wanted), []).append(file)
    for name in sorted(models):
        yield from of_model(name, models[name], files.get(name, []), task)


def main():
    side, path, task = sys.argv[1:]
    alone()
    with open(path, 'w', encoding='ascii', buffering=1) as file:
        try:
            become(side)
            for observation in observations(json.loads(task)):
                file.write(json.dumps(observation) + '\n')
        except Wrong as wrong:
            file.write(json.dumps(Observation([2], '', '', 'wrong', str(wrong))) + '\n')
            return WRONG
    return 0


if __name__ == '__main__':
    sys.exit(main())
