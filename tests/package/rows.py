"""The rows of programs that run with it. As all rows here, each takes the environment, and leaves it as it was."""

from __future__ import annotations

import shutil
import textwrap

from tests.package.environment import OURS, PACKAGE, REAL, WHICH, Environment, enabled, script
from tools import build, components

NAMES = 'import pydantic_core as c; print(c.__version__, sorted(vars(c)), sorted(vars(c._pydantic_core)), sorted(vars(c.core_schema)))'
SHOW = 'import sys; print(__name__, sys.argv, sys.path, sys.flags, sys.warnoptions, __spec__ and __spec__.name)'


# Switching on for one program


def installation_changes_nothing(env):
    assert env.which() == REAL and env.hooks() == []
    active, version = env.prints('-c', f'import {PACKAGE} as p; print(p.active(), p.__version__)').split()
    assert active == 'None' and f'version = "{version}"' in (build.ROOT / 'pyproject.toml').read_text()


def one_program(env):
    assert env.prints('-m', PACKAGE, '-c', WHICH) == OURS
    code = f'import {PACKAGE} as p, pydantic; print(p.active(), pydantic.create_model("M", x=int)(x="1"))'
    assert env.prints('-m', PACKAGE, '-c', code) == f'{env.core} x=1'
    files = 'from pydantic_core import core_schema, _pydantic_core as m; print(core_schema.__file__, m.__file__)'
    for file in env.prints('-m', PACKAGE, '-c', files).split():
        assert file.startswith(f'{env.site}/{PACKAGE}/editions/{env.core}/pydantic_core/'), file


def same_names(env):
    assert env.prints('-m', PACKAGE, '-c', NAMES) == env.prints('-c', NAMES)


def as_python(env):
    """The same output, exit status and traceback as without."""
    show = script(env, 'show.py', SHOW)
    failing = script(env, 'failing.py', 'def f():\n    return 1 / 0\nf()\n')
    leaving = script(env, 'leaving.py', 'import sys; sys.exit(3)')
    (env.folder / 'app').mkdir()
    (env.folder / 'app' / '__main__.py').write_text(SHOW)
    archive = shutil.make_archive(str(env.folder / 'app'), 'zip', env.folder / 'app')
    killed = script(env, 'killed.py', 'import os; os.kill(os.getpid(), 15)')
    lines = [
        (show, 'a', '-b', '--help'), ('show.py',), ('-m', 'show', 'x'), ('-c', SHOW, '-m', 'y'), ('-O', '-W', 'error', '-X', 'dev', show),
        (failing,), (leaving,), (killed,), ('-m', 'failing'), ('missing.py',), ('-m', 'missing'), ('-c', '1 +'), (env.folder,), (archive, 'z'), ('app',), ('-',),
    ]  # fmt: skip
    for line in lines:
        assert env.package(*line) == env.call(*line), (line, env.package(*line), env.call(*line))


def options_before(env):
    """Python's options before the `-m` that names the package count as well, also written in one word."""
    for options in (['-O', '-X', 'dev'], ['-bb'], ['-W', 'error']):
        assert env.prints(*options, '-m', PACKAGE, '-c', SHOW, '1') == env.prints(*options, '-c', SHOW, '1')
    for word in (['-Om', PACKAGE], [f'-Om{PACKAGE}']):
        assert env.prints(*word, '-c', SHOW) == env.prints('-O', '-c', SHOW)
    run = f'import runpy, sys; sys.argv[1:] = ["-c", sys.argv[1]]; runpy.run_module("{PACKAGE}", run_name="__main__")'
    assert env.prints(script(env, 'runs_it.py', run), WHICH) == OURS


def unheard_options(env):
    for options in (['-I'], ['-E'], ['-S'], ['-Xdev', '-W', 'error', '-OE']):
        for status, out, err in (env.package(*options, '-c', '1'), env.call(*options, '-m', PACKAGE, '-c', '1')):
            if '-S' in options and 'No module named' in err:
                continue  # no packages at all
            assert (status, out) == (1, '') and err.startswith('error: with -') and err.count('\n') == 0, (options, err)
    assert env.prints('-m', PACKAGE, '-c', 'print(1)', '-I') == '1'


def pytest(env):
    test = script(env, 'test_it.py', f'def test_it():\n    import {PACKAGE}, pydantic\n    assert {PACKAGE}.active()\n')
    line = ('-m', 'pytest', '-q', '-p', 'no:cacheprovider', test)
    path = {'PYTHONPATH': str(components.site('tests', edition=env.edition))}
    assert '1 passed' in env.prints('-m', PACKAGE, *line, **path)
    assert '1 failed' in env.call(*line, **path)[1]


CHILDREN = f"""
import multiprocessing, subprocess, sys
def which():
    import pydantic_core
    return '{PACKAGE}' in pydantic_core.__file__
if __name__ == '__main__':
    found = [subprocess.run([sys.executable, '-c', {WHICH!r}], capture_output=True, text=True).stdout == '{OURS}\\n']
    for method in ('spawn', 'forkserver', 'fork'):
        with multiprocessing.get_context(method).Pool(1) as pool:
            found.append(pool.apply(which))
    print(found)
"""


def children(env):
    program = script(env, 'children.py', CHILDREN)
    assert env.prints('-m', PACKAGE, program) == '[True, True, True, True]'
    installing = script(env, 'installing.py', f'import {PACKAGE}\n{PACKAGE}.install()\n{CHILDREN}')
    assert env.prints(installing) == '[False, True, True, True]'
    call = f'import {PACKAGE}\n    {PACKAGE}.install(children=True)\n    '
    with_children = script(env, 'with_children.py', CHILDREN.replace('found =', f'{call}found =', 1))
    assert env.prints(with_children) == '[True, True, True, True]'
    with enabled(env):
        assert env.prints(program) == '[True, True, True, True]'


def own_sitecustomize(env):
    folder = env.folder / 'custom'
    folder.mkdir()
    (folder / 'sitecustomize.py').write_text('import builtins\nbuiltins.customized = __file__\n')
    path = {'PYTHONPATH': str(folder)}
    code = 'import sys; print(customized, sys.modules["sitecustomize"].__file__)'
    assert env.prints('-m', PACKAGE, '-c', code, **path) == env.prints('-c', code, **path)
    assert env.prints('-m', PACKAGE, '-c', WHICH, **path) == OURS


def another_python(env):
    """A Python that has no such package is started by a program that has it switched on, and notices nothing."""
    bare = Environment(env.folder / 'bare', env.version, '--without-pip')
    code = f'import subprocess; print(subprocess.run([{str(bare.python)!r}, "-c", "import pydantic_core"], capture_output=True, text=True).stderr)'
    lines = env.prints('-m', PACKAGE, '-c', code).splitlines()
    assert lines[-1] == "ModuleNotFoundError: No module named 'pydantic_core'" and len(lines) <= 4, lines


def stubs(env):
    """mypy's stubtest says of upstream's stub and our module what it says of that stub and upstream's module."""
    settings = script(env, 'mypy.ini', '[mypy]\nsqlite_cache = False\ncache_dir = /dev/null\n')
    # The checker takes no stub from below a folder of installed packages.
    ours = shutil.copytree(env.site / PACKAGE / 'editions' / env.core, env.folder / 'edition')
    said = []
    for folder in components.site('reference', edition=env.edition), ours:
        path = {'PYTHONPATH': f'{folder}:{components.site("stubs")}', 'MYPYPATH': str(folder)}
        where = env.prints('-c', 'import pydantic_core._pydantic_core as module; print(module.__file__)', **path)
        checker = env.start('-m', 'mypy.stubtest', 'pydantic_core._pydantic_core', '--concise', '--mypy-config-file', settings, **path)
        out, err = checker.communicate(timeout=300)
        assert where.startswith(f'{folder}/pydantic_core/') and err == '' and checker.returncode in (0, 1), (where, out, err)
        said.append(out.splitlines())
    real, found = said
    assert len(real) > 10 and all(line.startswith('pydantic_core._pydantic_core.') for line in real), real
    assert found == real, set(found) ^ set(real)


# Switching on by a call


def install_call(env):
    assert env.prints('-c', f'import {PACKAGE} as p; print(p.install(), p.install())\n{WHICH}\nprint(p.install())') == f'{env.core} {env.core}\n{OURS}\n{env.core}'
    status, out, err = env.call('-c', f'import pydantic, {PACKAGE}; {PACKAGE}.install()')
    last = err.splitlines()[-1]
    assert status == 1 and last.startswith('RuntimeError: pydantic_core is loaded already, from /') and 'before anything imports' in last


def one_module_a_process(env):
    code = f"""
        import sys, pydantic_core, {PACKAGE}.hook
        del sys.modules['pydantic_core']
        {PACKAGE}.hook.switch_on()
        import pydantic_core
    """
    status, out, err = env.call('-c', textwrap.dedent(code))
    last = err.splitlines()[-1]
    assert status == 1 and last.startswith('ImportError: pydantic_core is loaded already') and 'cannot have both' in last, err
    # Whatever is removed, while something of it is left; ours can be loaded again.
    for left in ('pydantic_core._pydantic_core', 'pydantic_core.core_schema', 'pydantic.main'):
        remove = f'import pydantic.main, sys\nfor name in list(sys.modules):\n    if name.startswith("pydantic") and name != "{left}": del sys.modules[name]\n'
        install = f'import {PACKAGE}; {PACKAGE}.install()\n'
        status, out, err = env.call('-c', f'{remove}{install}')
        last = err.splitlines()[-1]
        assert status == 1 and last.startswith('RuntimeError: pydantic_core is loaded already, from /'), err
        assert env.prints('-c', f'{install}{remove}{install}{WHICH}') == OURS, left


VALUES = """
import copy, pickle, sys, pydantic_core as c
try:
    c.SchemaValidator({'type': 'int'}).validate_python('x')
except c.ValidationError as error:
    values = [error]
values += [c.Url('http://a.b/'), c.MultiHostUrl('http://a.b/'), c.PydanticUndefined, c.TzInfo(3600), c.PydanticOmit(),
    c.PydanticCustomError('t', 'm {a}', {'a': 1}), c.PydanticKnownError('int_type'), c.SchemaValidator({'type': 'int'})]
if len(sys.argv) == 1:
    print(pickle.dumps(values).hex())
else:
    read = copy.copy(pickle.loads(bytes.fromhex(sys.argv[1])))
    print([isinstance(one, type(other)) for one, other in zip(read, values)], *map(str, read[:-1]), read[-1].validate_python('1'))
"""


def pickles(env):
    """What can be pickled goes across between a process with the one module and one with the other."""
    expected = env.prints('-c', VALUES, env.prints('-c', VALUES))
    assert 'False' not in expected
    for one, other in (([], ['-m', PACKAGE]), (['-m', PACKAGE], []), (['-m', PACKAGE], ['-m', PACKAGE])):
        assert env.prints(*other, '-c', VALUES, env.prints(*one, '-c', VALUES)) == expected


def newer_core(env):
    """A core that has no edition is the one that is imported, whatever is switched on."""
    newer = env.folder / 'newer'
    (newer / 'pydantic_core').mkdir(parents=True)
    (newer / 'pydantic_core' / '__init__.py').write_text('__version__ = "99.1.0"\n')
    (newer / 'pydantic_core-99.1.0.dist-info').mkdir()
    (newer / 'pydantic_core-99.1.0.dist-info' / 'METADATA').write_text('Metadata-Version: 2.1\nName: pydantic_core\nVersion: 99.1.0\n')
    path = {'PYTHONPATH': str(newer)}
    for line in (['-m', PACKAGE, '-c', WHICH], ['-c', f'import {PACKAGE}; {PACKAGE}.install()\n{WHICH}']):
        assert env.prints(*line, **path) == REAL
    with enabled(env):
        assert env.which(**path) == REAL
        assert 'installed: pydantic-core 99.1.0' in env.prints('-m', PACKAGE, 'status', **path)


def replacing_core(env):
    """Where ours is installed in place of the real one, `status` says so."""
    folder = env.folder / 'replacing'
    (folder / 'pydantic_core').mkdir(parents=True)
    (folder / 'pydantic_core' / '__init__.py').touch()
    (folder / f'pydantic_core-{env.core}+cpp.1.dist-info').mkdir()
    lines = env.prints('-m', PACKAGE, 'status', PYTHONPATH=str(folder)).splitlines()
    assert f'installed: pydantic-core {env.core}+cpp.1' in lines, lines
    assert lines[-1] == 'import pydantic_core gives ours in this process, installed in place of the real one', lines
    assert env.prints('-m', PACKAGE, 'status').endswith(' gives the real one in this process')


def metadata_elsewhere(env):
    """The real package has no metadata beside it, as in an editable installation: importlib.metadata finds them."""
    bare = env.folder / 'bare-package'
    (bare / 'pydantic_core').mkdir(parents=True)
    (bare / 'pydantic_core' / '__init__.py').touch()
    path = {'PYTHONPATH': str(bare)}
    assert env.which(**path) == REAL and env.prints('-m', PACKAGE, '-c', WHICH, **path) == OURS


def costs(env):
    """Without pydantic, nothing more is imported; with it, only the package and its finder."""
    loaded = 'import sys; print(sorted(sys.modules))'
    plain, with_pydantic = env.prints('-c', loaded), env.prints('-c', 'import pydantic_core; ' + loaded)
    with enabled(env):
        # Python reads every .pth file with that.
        assert set(eval(env.prints('-c', loaded))) - set(eval(plain)) <= {'encodings.utf_8_sig', env.left_by_enable[-1][:-3]}
        found = set(eval(env.prints('-c', 'import pydantic_core; ' + loaded))) - set(eval(with_pydantic)) - {'encodings.utf_8_sig', env.left_by_enable[-1][:-3]}
        # The core asks `gc`, which is built in, where the collector's generations are.
        assert found - {'gc'} == {PACKAGE, f'{PACKAGE}.hook', f'{PACKAGE}.finder'}, found


ROWS = [
    ('installing it changes nothing', installation_changes_nothing),
    ('a program is run with it', one_program),
    ('it has the same names', same_names),
    ('a program is run as python runs it', as_python),
    ("python's own options count", options_before),
    ('options that would keep it out are refused', unheard_options),
    ('pytest', pytest),
    ('subprocesses and workers of multiprocessing', children),
    ("the environment's own sitecustomize", own_sitecustomize),
    ('a Python without the package', another_python),
    ('install()', install_call),
    ('one module a process', one_module_a_process),
    ('pickles go across', pickles),
    ('a core newer than any edition', newer_core),
    ('ours in place of the real core', replacing_core),
    ('metadata that are elsewhere', metadata_elsewhere),
    ('what it costs', costs),
]

ON_OUR_CPYTHON = [('stubs', stubs)]  # the checker is pinned for that one
