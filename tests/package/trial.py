"""The rows of `check` and `bench`: what they say of packages that give the same, that do not, and of all that can be wrong."""

from __future__ import annotations

import contextlib
import json
import re
import shutil
import signal
import textwrap
import time
from pathlib import Path

from tests.package.environment import PACKAGE, Environment, enabled
from tools.pins import EDITIONS

SHOP = {
    '__init__.py': '',
    'base.py': """
        import datetime, enum, uuid
        from decimal import Decimal
        from typing import Generic, Literal, TypeVar
        from pydantic import BaseModel, ConfigDict, Field, TypeAdapter
        from pydantic.dataclasses import dataclass
        T = TypeVar('T')
        class Line(BaseModel):
            sku: str = Field(min_length=5, examples=['AB-123'])
            count: int = Field(gt=2, multipleOf=3)
            price: Decimal
        class Box(BaseModel, Generic[T]):
            item: T
        IntBox = Box[int]
        @dataclass
        class Point:
            x: float
            y: float = 0
        Points = TypeAdapter(list[Point])
    """.replace('multipleOf', 'multiple_of'),
    'orders/__init__.py': """
        from ..base import *
        class Order(BaseModel):
            model_config = ConfigDict(json_schema_extra={'examples': [{'id': 7, 'lines': []}]})
            id: int
            token: uuid.UUID = Field(default_factory=uuid.uuid4)
            at: datetime.datetime = Field(default_factory=datetime.datetime.now)
            status: Literal['open', 'paid'] = 'open'
            lines: list[Line]
            parent: 'Order | None' = None
            notes: dict[str, set[int]] = {}
    """,
    'orders/__main__.py': 'raise AssertionError("a program is not imported")',
    'broken.py': 'import nothing_of_that_name',
    'leaves.py': 'import sys; sys.exit(3)',
}
# A model of which one field tells which core it has.
TELLING = """
    import pydantic, pydantic_core
    OURS = 'pydantic_core_cpp' in pydantic_core.__file__
    class M(pydantic.BaseModel):
        x: int
        @pydantic.field_validator('x')
        def check(cls, value):
            {}
            return value
"""
ODD = """
    from __future__ import annotations
    import abc, argparse, collections.abc, os, pydantic, sys
    print('printed'); print('printed', file=sys.stderr)
    assert argparse.ArgumentParser().parse_args() and input
    os.chdir('/'); sys.stdout = sys.stderr = None
    class Base(pydantic.BaseModel, abc.ABC):
        x: int
        @abc.abstractmethod
        def f(self): ...
    class Function(pydantic.BaseModel):
        f: collections.abc.Callable[[int], int]
    class Unfinished(pydantic.BaseModel):
        f: Nowhere
    class Extra(pydantic.BaseModel):
        model_config = {'json_schema_extra': {'examples': {'a': 1}, 'properties': 3, 'required': [[]]}}
        x: list[int]
    class Round(pydantic.BaseModel):
        one: Round
        more: list[Round]
    class Leaving(pydantic.BaseModel):
        x: int
        @pydantic.field_validator('x')
        def check(cls, value):
            sys.exit(3)
    def inner():
        class Base(pydantic.BaseModel):
            y: int
        return Base
    kept = inner(), inner()
"""
# Values inside values without end, in many fields; in the second model they are required, so that no value fits it.
BUSHY = """
    import pydantic
    class Tree(pydantic.BaseModel):
        kind: str
{}
    class Endless(pydantic.BaseModel):
{}
""".format(
    '\n'.join(f'        f{n}: "Tree | list[Tree] | dict[str, Tree] | None" = None' for n in range(30)),
    '\n'.join(f'        f{n}: "Endless"' for n in range(30)),
)
CONTEXT = """
    import pydantic
    class M(pydantic.BaseModel):
        x: int
        @pydantic.field_validator('x')
        def add(cls, value, info):
            return value + info.context['add']
"""


def write(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(textwrap.dedent(text))


@contextlib.contextmanager
def files(env: Environment, given: dict[str, str]):
    """These files are where the commands run, and only while they do."""
    write(env.folder, given)
    try:
        yield
    finally:
        for top in {Path(name).parts[0] for name in given}:
            path = env.folder / top
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        shutil.rmtree(env.folder / '__pycache__', ignore_errors=True)


def said(env, status, *arguments, **settings) -> str:
    """What the command prints on stdout; it must end with that status."""
    found, out, err = env.package(*arguments, **settings)
    assert found == status and 'Traceback' not in err, (arguments, found, out, err)
    return out


def number(text: str, what: str) -> int:
    return int(re.search(what.replace('N', r'(\d+)'), text)[1])


def same(env):
    with files(env, {f'shop/{name}': text for name, text in SHOP.items()}):
        out = said(env, 0, 'check', 'shop')
        assert 'modules 3, not imported 2, models 6\n' in out and 'not imported: shop.leaves: SystemExit: 3\n' in out, out
        assert number(out, 'all N outcomes are the same') > 2000 and number(out, r'\(N examples') == 2, out
        assert number(out, ': N valid') > 100 and number(out, 'N invalid') > 200 and '0 raised' in out, out
        # The ids and dates that are others in each run are left out of what is compared, and nothing else is.
        assert number(out, 'N outcomes are compared but for the words') > 50 and 'are not compared' not in out, out
        for status, target in ((0, 'shop.base'), (0, 'shop/base.py'), (2, 'shop.broken')):
            said(env, status, 'check', target)


def sides(env):
    """One process has the real core and one has ours, also where ours is switched on already."""
    path = {'PYTHONPATH': str(env.site / PACKAGE / 'start')}
    with files(env, {'telling.py': TELLING.format('open("which", "a").write(f"{OURS} "); return value')}):
        which = env.folder / 'which'
        for settings, context in (({}, contextlib.nullcontext()), (path, contextlib.nullcontext()), ({}, enabled(env))):
            with context:
                assert ' outcomes are the same' in said(env, 0, 'check', 'telling', **settings)
            assert list(dict.fromkeys(which.read_text().split())) == ['False', 'True']
            which.unlink()


def differs(env):
    with files(env, {'telling.py': TELLING.format('value += OURS')}):
        out = said(env, 1, 'check', 'telling')
        first = (
            'DIFFERS telling:M: made 1, validate_json\n'
            '  input {"x": 1}\n'
            "  real: valid telling.M{'fields': {'x': 1}, 'set': set('x'), 'extra': None, 'private': None}\n"
            "  ours: valid telling.M{'fields': {'x': 2}, 'set': set('x'), 'extra': None, 'private': None}\n"
            '  and in validate_python; validate_json(strict=True); dump_python; '
        )
        assert out.startswith(first) and re.search(r'\n\d+ of \d+ outcomes differ$', out), out
    # A difference beside something that is another in each run, a type, an exception, a warning.
    for change in ('value = f"{id(cls)} {OURS}"', 'value = (float if OURS else int)(value)', 'assert not OURS, "no"',
                   'import warnings; OURS and warnings.warn("w")', 'value = {"b": 1, "a": 1} if OURS else {"a": 1, "b": 1}'):  # fmt: skip
        with files(env, {'telling.py': TELLING.format(change)}):
            assert 'DIFFERS telling:M: made 1, validate_json\n' in said(env, 1, 'check', 'telling'), change
    with files(env, {'telling.py': TELLING.format('') + '    if OURS:\n        class N(M): pass\n'}):
        out = said(env, 1, 'check', 'telling')
        assert 'DIFFERS telling:N: type adapter\n  real: nothing\n  ours: valid' in out, out
    with files(env, {'telling.py': TELLING.format('') + '    assert not OURS\n'}):
        assert 'DIFFERS with ours: telling cannot be imported: AssertionError' in said(env, 1, 'check', 'telling')


def ends(env):
    """The process ends in the midst."""
    ending = 'import os; OURS and value == -1 and os.kill(os.getpid(), 6)'
    with files(env, {'telling.py': TELLING.format(ending)}):
        out = said(env, 1, 'check', 'telling')
        where = 'the process with ours ended with signal 6 (Aborted) after telling:M: made 7, dump_json(exclude_defaults=True) {"x": 0}'
        assert out.startswith(f'DIFFERS with ours: {where}'), out
    with files(env, {'telling.py': 'import os, sys\nprint("last words")\nsys.stdout.flush()\nos._exit(5)\n'}):
        status, out, err = env.package('check', 'telling')
        assert (status, out) == (2, '') and '   | last words\n' in err, err
        assert err.endswith('error: the process with the real core ended with exit status 5 during the import of telling'), err


def odd_imports(env):
    """What is printed, read and changed by an import stays in its process; odd models are compared as well."""
    with files(env, {'odd.py': ODD}):
        out = said(env, 0, 'check', 'odd.py')
        names = 'printed' not in out and 'models 8\n' in out and 'all ' in out
        assert names and 'raised another exception\nthe first exception of another kind: odd:' in out, out


def bushy(env):
    """The values that are made are bounded, and there are values inside values in them all the same."""
    look = """
        import bushy, json
        from pydantic_core_cpp.trial import samples
        for model in (bushy.Tree, bushy.Endless):
            texts = list(samples.made(model.model_json_schema()))
            print(len(texts), max(map(len, texts)), sum(map(len, texts)), texts[0].count('"kind"'))
    """
    with files(env, {'bushy.py': BUSHY}):
        tree, endless = (map(int, line.split()) for line in env.prints('-c', textwrap.dedent(look)).splitlines())
        count, longest, total, inside = tree
        assert count == 500 and longest < 20_000 and total < 500_000 and inside > 10, (count, longest, total, inside)
        count, longest, total, _ = endless
        assert count > 30 and longest < 50_000 and total < 1_100_000, (count, longest, total)
        assert 'models 2\n' in said(env, 0, 'check', 'bushy')


def progress(env):
    """What takes long says how far it is."""
    slow = 'import time; time.sleep(0.4 if value == 0 else 0)'
    command = 'import sys; from pydantic_core_cpp.trial import check; check.SILENCE = 0.1; sys.exit(check.main(["telling"]))'
    with files(env, {'telling.py': TELLING.format(slow)}):
        status, out, err = env.call('-c', command)
        assert status == 0 and re.search(r'^   [\d.]+ s, the first import$', err, re.M), err
        assert re.search(r'^   [\d.]+ s, telling:M: made \d+, validate_\w+', err, re.M), err


def data(env):
    given = {
        'shop.py': SHOP['base.py'],
        'm.py': CONTEXT,
        'one.json': '{"item": 1}',
        'points.json': '[{"x": 1}, {"x": "z"}]',
        'array.json': '[{"item": 1}, {"item": []}, 3]',
        'lines.ndjson': '{"item": 1}\n\nnot JSON\n{"item": "\\ud800"}\n\n',
        'huge.json': json.dumps({'item': 'é' * 3_000_000}),
    }
    with files(env, given):
        wanted = {('Box[int]', 'one.json'): 1, ('shop:Box', 'array.json'): 3, ('Box', 'lines.ndjson'): 3, ('Points', 'points.json'): 1,
                  ('Point', 'points.json'): 2, ('Box', 'huge.json'): 1}  # fmt: skip
        out = said(env, 0, 'check', 'shop', *(part for pair in wanted for part in ('--data', *pair)))
        assert f' {sum(wanted.values())} rows of files)' in out, out
        (env.folder / 'lines.ndjson').write_bytes(b'{"item": "\xff"}\n' * 20)
        for limit, rows in (('7', 7), ('0', 20)):
            assert f' {rows} rows of files)' in said(env, 0, 'check', 'm', '--rows', limit, '--data', 'M', 'lines.ndjson')


def context(env):
    with files(env, {'m.py': CONTEXT, 'context.json': '{"add": 1}', 'row.json': '{"x": 1}'}):
        assert "'NoneType' object is not subscriptable (a model may need a --context)" in said(env, 0, 'check', 'm')
        assert ' 0 raised another' in said(env, 0, 'check', 'm', '--context', 'context.json')
        assert env.package('bench', 'm.py:M', 'row.json')[2].endswith('(a model may need a --context)')
        assert 'dump to JSON' in said(env, 0, 'bench', 'm.py:M', 'row.json', '--rounds', '3', '--context', 'context.json')


BAD = {'none.py': 'x = 1\n', 'bad.py': '1 +\n', 'm.py': CONTEXT, 'inner/json.py': '', 'cut.json': '[1,\n2', 'no.jsonl': '\n', 'row.json': '1'}
WRONG = [
    (('check', 'nowhere'), 'there is no module nowhere here'),
    (('check', 'none.nowhere'), 'there is no module none.nowhere here'),
    (('check', 'nowhere.py'), 'there is no file nowhere.py'),
    (('check', 'a/b'), '"a/b" is neither the name of a module nor a file that ends in .py'),
    (('check', 'none'), 'no models are defined in none'),
    (('check', 'bad'), 'bad cannot be imported: SyntaxError: invalid syntax (bad.py, line 1)'),
    (('check', 'inner/json.py'), 'inner/json.py: Python has loaded another module "json" already: give the file another name'),
    (('check', 'm', '--data', 'N', 'cut.json'), 'there is no model "N": there are m:M'),
    (('check', 'm', '--data', 'M', 'cut.json'), '{}/cut.json is not JSON: line 2, column 2: Expecting \',\' delimiter'),
    (('check', 'm', '--data', 'M', 'nothing.json'), '{}/nothing.json cannot be read: No such file or directory'),
    (('check', 'm', '--data', 'M', '.'), '{} cannot be read: Is a directory'),
    (('check', 'm', '--context', 'cut.json'), '{}/cut.json is not JSON: line 2, column 2: Expecting \',\' delimiter'),
    (('bench', 'm.py:N', 'cut.json'), 'there is no m.py:N; its models: M'),
    (('bench', 'nowhere:N', 'cut.json'), 'there is no module nowhere here'),
    (('bench', 'bad.py:N', 'cut.json'), 'the model cannot be used: SyntaxError: invalid syntax (bad.py, line 1)'),
    (('bench', 'm.py:M', 'cut.json'), '{}/cut.json is not JSON: line 2, column 2: Expecting \',\' delimiter'),
    (('bench', 'm.py:M', 'bad.jsonl'), '{}/bad.jsonl cannot be read: No such file or directory'),
    (('bench', 'm.py:M', 'no.jsonl'), '{}/no.jsonl has no rows'),
    (('bench', 'm.py:pydantic', 'row.json'), 'm.py:pydantic is nothing that pydantic can validate: pydantic.errors.PydanticSchemaGenerationError: Unable to'),
]


def wrong(env):
    """One sentence, and status 2."""
    with files(env, BAD):
        for arguments, sentence in WRONG:
            status, out, err = env.package(*arguments)
            last = err.splitlines()[-1]
            assert status == 2 and out == '' and last.startswith('error: ' + sentence.format(env.folder)), (arguments, status, out, err)
        for line in ('check', 'bench m.py row.json', 'bench m.py:M row.json --rounds 2', 'check m --rows x'):
            status, out, err = env.package(*line.split())
            assert status == 2 and out == '' and 'error: ' in err.splitlines()[-1], (line, err)


def no_edition(env):
    newer = env.folder / 'newer-core'
    write(newer, {'pydantic_core/__init__.py': '', 'pydantic_core-99.1.0.dist-info/METADATA': 'Name: pydantic_core\nVersion: 99.1.0\n'})
    versions = ', '.join(edition.version for edition in EDITIONS.values())
    for arguments in (('check', 'none'), ('bench', 'none:M', 'row.json')):
        status, out, err = env.package(*arguments, PYTHONPATH=str(newer))
        assert status == 2 and err.startswith(f'error: the installed pydantic-core is 99.1.0, and this package stands for {versions}: there'), err


def interrupted(env):
    """An import that hangs is ended by the terminal's interrupt, and so is the process that hangs."""
    given = {'hangs.py': 'import os, time\nopen("pid", "w").write(str(os.getpid()))\ntime.sleep(60)\n', 'row.json': '1'}
    for arguments in (('check', 'hangs'), ('bench', 'hangs:M', 'row.json')):
        with files(env, given):
            process = env.start('-m', PACKAGE, *arguments)
            pid = env.folder / 'pid'
            deadline = time.monotonic() + 30
            while not (pid.exists() and pid.read_text()) and time.monotonic() < deadline:
                time.sleep(0.02)
            process.send_signal(signal.SIGINT)
            out, err = process.communicate(timeout=30)
            assert process.returncode == 130 and out == '' and err.endswith('interrupted\n') and 'Traceback' not in err, err
            command_line = Path('/proc', pid.read_text(), 'cmdline')
            pid.unlink()
            while running(command_line) and time.monotonic() < deadline:
                time.sleep(0.02)
            assert not running(command_line), arguments


def running(command_line: Path) -> bool:
    try:
        return bool(command_line.read_bytes())  # that of a process that nobody has waited for is empty
    except FileNotFoundError:
        return False


def bench(env):
    rows = [{'sku': 'AB-123', 'count': 3, 'price': '1.5'}] * 20 + [{'sku': 'A'}]
    given = {
        'shop.py': SHOP['base.py'],
        'ids.py': SHOP['orders/__init__.py'].replace('..base', 'shop'),
        'rows.json': json.dumps(rows),
        'wrong.json': '[{"sku": 1}]',
        'order.json': '[{"id": 1, "lines": []}]',
    }
    with files(env, given):
        out = said(env, 0, 'bench', 'shop.py:Line', 'rows.json', '--rounds', '3')
        assert out.startswith('shop.py:Line, 21 rows of rows.json ') and ', 20 of them valid\n' in out, out
        turns = re.findall(r'^(.*?) +([\d.]+) ±[ \d.]+% +([\d.]+) ±[ \d.]+% +([\d.]+)$', out, re.MULTILINE)
        assert [turn[0] for turn in turns] == ['validate JSON', 'validate Python', 'dump to Python', 'dump to JSON'], out
        for _, real, ours, ratio in turns:
            assert float(real) > 0 and abs(float(real) / float(ours) - float(ratio)) < 0.02 * float(ratio) + 0.01, turns
        out = said(env, 0, 'bench', 'shop:Line', 'wrong.json', '--rounds', '3')
        assert 'dump to' not in out and out.endswith('no row is valid, so that nothing is dumped'), out
        assert ' 1 rows ' in said(env, 0, 'bench', 'shop:Points', 'rows.json', '--rounds', '3')
        assert ' 5 rows ' in said(env, 0, 'bench', 'shop:Point', 'rows.json', '--rounds', '3', '--rows', '5')
        assert 'another result' not in said(env, 0, 'bench', 'ids:Order', 'order.json', '--rounds', '3')
    with files(env, {'telling.py': TELLING.format('value += OURS'), 'row.jsonl': '{"x": 1}\n{"x": 2}\n'}):
        assert '\n2 rows have another result with ours: ' in said(env, 0, 'bench', 'telling:M', 'row.jsonl', '--rounds', '3')


ROWS = [
    ('check: a package that gives the same', same),
    ('check: one process of each core', sides),
    ('check: differences', differs),
    ('check: a process that ends', ends),
    ('check: imports with effects, odd models', odd_imports),
    ('check: models that go round in many fields', bushy),
    ('check: what takes long', progress),
    ('check: files of data', data),
    ('check and bench: a context', context),
    ('check and bench: what is wrong is said', wrong),
    ('check and bench: a core without an edition', no_edition),
    ('check and bench: interrupted', interrupted),
    ('bench', bench),
]
