"""The rows of what is switched on for a whole environment: at once, half-way, where nothing can be written, and after it is gone."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import textwrap

from tests.package.environment import OURS, PACKAGE, REAL, WHICH, Environment, enabled, install, published


def enable_disable(env):
    assert 'not enabled' in env.prints('-m', PACKAGE, 'status')
    for _ in range(2):
        env.prints('-m', PACKAGE, 'enable')
        assert env.hooks() == env.left_by_enable and env.which() == env.which('-I') == OURS
        assert f'enabled by {env.site}' in env.prints('-m', PACKAGE, 'status')
        assert env.prints('-m', PACKAGE, '-c', WHICH) == OURS  # both ways at once
    for _ in range(2):
        env.prints('-m', PACKAGE, 'disable')
        assert env.hooks() == [] and env.which() == REAL


def enables_at_once(env):
    processes = [env.start('-m', PACKAGE, 'enable') for _ in range(6)]
    outcomes = [(process.communicate(timeout=60), process.returncode) for process in processes]
    try:
        assert all(err == '' and status == 0 for (_, err), status in outcomes), outcomes
        assert env.hooks() == env.left_by_enable and env.which() == OURS
    finally:
        env.package('disable')


def interrupted_enable(env):
    """The process ends at any step of `enable`: Python starts as if nothing had happened, and the next `enable` works."""
    for step, nth in (('os.replace', 1), ('os.replace', 2), ('builtins.open', 1), ('builtins.open', 2)):
        code = f"""
            import builtins, os, sys
            from {PACKAGE} import environment
            calls = []
            def die(*arguments, **names):
                writes = {step!r} == 'os.replace' or 'w' in arguments
                calls.extend([writes] * writes)
                if not writes or len(calls) < {nth}:
                    return whole(*arguments, **names)
                if {step!r} == 'builtins.open':
                    file = whole(*arguments, **names)
                    file.write('import sys; exec("')
                    file.flush()
                os._exit(9)
            whole, {step} = {step}, die
            environment.enable()
        """
        status, _, _ = env.call('-c', textwrap.dedent(code))
        assert status == 9 and env.which() == REAL and 'not enabled' in env.prints('-m', PACKAGE, 'status')
        with enabled(env):
            assert env.which() == OURS
        for name in env.hooks():
            assert name.endswith('.tmp')
            (env.site / name).unlink()


INSTALLS = """
import threading
import pydantic_core_cpp as p
threads = [threading.Thread(target=p.install) for _ in range(8)]
[thread.start() for thread in threads] + [thread.join() for thread in threads]
"""


def installs_at_once(env):
    """By threads of one process: no harm. By two pips: whatever they make of it, Python starts, and one more puts it right."""
    assert env.prints('-c', f'{INSTALLS}\n{WHICH}') == OURS
    (wheel,) = env.folder.parent.glob(f'{PACKAGE}-*.whl')
    line = ('-m', 'pip', 'install', '--no-index', '--no-deps', '--no-compile', '--force-reinstall', wheel)
    with enabled(env):
        pips = [env.start(*line) for _ in range(2)]
        while any(pip.poll() is None for pip in pips):
            assert env.which() in (REAL, OURS)
        for pip in pips:
            pip.communicate()
        assert env.which() in (REAL, OURS)
        assert env.call(*line)[0] == 0 and env.which() == OURS


def half_an_edition(env):
    """An edition without its module or another file, with half of its module, or with one for another Python, answers nothing."""
    (module,) = (env.site / PACKAGE / 'editions' / env.core).rglob('_pydantic_core.*.so')
    schemas = module.with_name('core_schema.py')
    with enabled(env):
        for file, name in ((module, 'away'), (module, '_pydantic_core.cpython-39-x86_64-linux-gnu.so'), (schemas, 'away')):
            file.rename(file.with_name(name))
            try:
                assert env.which() == REAL and env.prints('-m', PACKAGE, '-c', WHICH) == REAL
                assert env.prints('-c', f'import {PACKAGE} as p; print(p.install(), p.active())') == 'None None'
            finally:
                file.with_name(name).rename(file)
        whole = module.with_name('away')
        module.rename(whole)
        try:
            content = whole.read_bytes()
            for size in (0, 3, 63, 64, 4096, len(content) // 2, len(content) - 1):
                module.write_bytes(content[:size])
                os.utime(module, (0, 0))
                assert env.which() == REAL, size
            for other in (b'\x7fELF\x01' + content[5:64], b'MZ'):  # a format that says it in another way is left to the system
                module.write_bytes(other)
                assert env.prints('-c', f'from {PACKAGE}.finder import is_whole; print(is_whole({str(module)!r}))') == 'True', other
        finally:
            whole.replace(module)
        assert env.which() == OURS


def edition_being_installed(env):
    """A module that was written just now answers once RECORD, which installers write last, is not older."""
    (module,) = (env.site / PACKAGE / 'editions' / env.core).rglob('_pydantic_core.*.so')
    (record,) = env.site.glob(f'{PACKAGE}-*.dist-info/RECORD')
    away = record.with_name('away')
    times = module.stat(), record.stat()
    new, later = 'os.utime(module)', 'os.utime(record, ns=(0, os.stat(module).st_mtime_ns + {}))'
    cases = (
        (f'{new}; {later.format(-1)}', REAL),
        (f'{new}; {later.format(0)}', OURS),
        (f'{new}; {later.format(10**9)}', OURS),
        (f'{new}; os.rename(record, away)', REAL),
        ('os.utime(module, (0, time.time() - 6)); os.rename(record, away)', OURS),
        ('os.utime(module, (0, time.time() + 60)); os.rename(record, away)', OURS),  # by another clock
        (f'{new}; os.rename(record, away); sys.frozen = True', OURS),
    )
    with enabled(env):
        for change, expected in cases:
            code = f'import os, sys, time; module, record, away = {str(module)!r}, {str(record)!r}, {str(away)!r}; {change}\n{WHICH}'
            try:
                assert env.prints('-c', code) == expected, change
            finally:
                if away.exists():
                    away.rename(record)
                for file, before in zip((module, record), times):
                    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))


def edition_that_goes(env):
    """The files of the edition go, or are written anew, after the import has found them: it gets the real one."""
    (module,) = (env.site / PACKAGE / 'editions' / env.core).rglob('_pydantic_core.*.so')
    package = module.parent
    gone = 'os.rename({0!r}, {1!r})'
    wrong = f'{gone}; open({{0!r}}, "w").write("(")'
    half = f'{gone}; open({{0!r}}, "wb").write(open({{1!r}}, "rb").read()[:1 << 20])'
    for file in (module, package / '__init__.py', package / 'core_schema.py'):
        for change in (gone, wrong, half):
            away = file.with_name('away')
            code = f"""
                import os
                from {PACKAGE} import finder
                whole = finder.find
                def find():
                    spec = whole()
                    {change.format(str(file), str(away))}
                    return spec
                finder.find = find
                import {PACKAGE}
                {PACKAGE}.hook.switch_on()
                {WHICH}
                import pydantic
                print({PACKAGE}.active(), pydantic.TypeAdapter(int).validate_python('1'))
            """
            try:
                assert env.prints('-B', '-c', textwrap.dedent(code)) == f'{REAL}\nNone 1', (file, change)
            finally:
                away.rename(file)
    away = module.with_name('away')
    code = f"""
        import os, sys
        class Installer:
            def find_spec(name, path=None, target=None):
                if name == 'typing_extensions':  # what the package imports first
                    {half.format(str(module), str(away))}
        sys.meta_path.insert(0, Installer)
        {WHICH}
        print(pydantic_core.SchemaValidator({{'type': 'int'}}).validate_python('1'))
    """
    with enabled(env):
        try:
            assert env.prints('-B', '-c', textwrap.dedent(code)) == f'{OURS}\n1'
        finally:
            away.rename(module)
    for file in (module, package / '__init__.py', package / 'core_schema.py'):  # what does not change is an error as ever
        away = file.with_name('away')
        file.rename(away)
        file.write_text('(')
        os.utime(file, (0, 0))
        try:
            with enabled(env):
                assert env.call('-B', '-c', WHICH)[0] == 1, file
        finally:
            away.rename(file)


def another_release(env):
    """Whatever pydantic is installed later, its own edition answers."""
    editions = published(env.version)
    which = f'{WHICH}; print(pydantic_core.__version__, {PACKAGE}.active())'
    with enabled(env):
        for edition in (*reversed(editions), env.edition):
            install(env, edition)
            assert env.prints('-c', f'import {PACKAGE}; {which}') == f'{OURS}\n{env.core} {env.core}'
            assert f'installed: pydantic-core {env.core}' in env.prints('-m', PACKAGE, 'status')
            assert env.prints('-m', 'pip', 'check') == 'No broken requirements found.'


def module_missing(env):
    """The start of Python says nothing where somebody removed one of the two files."""
    env.package('enable')
    (env.site / env.left_by_enable[-1]).unlink()
    assert env.which() == REAL
    env.package('disable')
    assert env.hooks() == []


def read_only(env):
    """A folder that cannot be written to: one sentence. (The superuser gives up the right to do so all the same.)"""
    drop = ['setpriv', '--bounding-set=-dac_override,-dac_read_search'] if os.getuid() == 0 else []
    for command in ('enable', 'disable'):
        env.package('enable' if command == 'disable' else 'disable')
        env.site.chmod(0o555)
        try:
            done = subprocess.run([*drop, env.python, '-m', PACKAGE, command], capture_output=True, text=True)
            assert done.returncode == 1 and done.stdout == '', done
            assert done.stderr == f'error: this environment cannot be changed: {env.site}: Permission denied\n', done
        finally:
            env.site.chmod(0o755)
    env.package('disable')


def system_packages(env):
    """In an environment on top of another: what is enabled in one is enabled there, and above it."""
    base = env.folder / 'base'
    user = base / 'lib' / f'python{env.version}'
    user.mkdir(parents=True)
    (user / 'site-packages').symlink_to(env.site)
    above = Environment(env.folder / 'above', env.version, '--without-pip', '--system-site-packages')
    path = {'PYTHONUSERBASE': str(base)}
    assert above.which(**path) == REAL
    above.prints('-m', PACKAGE, 'enable', **path)
    assert above.hooks() == above.left_by_enable and env.hooks() == []
    assert above.which(**path) == OURS and env.which() == REAL
    above.prints('-m', PACKAGE, 'disable', **path)
    with enabled(env):
        assert above.which(**path) == OURS
        status, out, err = above.package('disable', **path)
        assert (status, out) == (1, '') and err.startswith('error: still enabled by ') and err.endswith('disable it there')
    assert above.which(**path) == REAL


def start_file(env):
    """What `enable` writes for Python 3.15, called as PEP 829 calls it: with the package there, and without."""
    folder = env.folder / 'start'
    code = f"""
        import os, sys
        from {PACKAGE}.environment import start_files
        for name, text in start_files((3, 15)):
            with open(os.path.join({str(folder)!r}, name), 'w') as file:
                file.write(text)
    """
    folder.mkdir()
    env.prints('-c', textwrap.dedent(code))
    call = f'import pkgutil, sys; sys.path.append({str(folder)!r}); pkgutil.resolve_name(open("{folder}/_{PACKAGE}.start").read().strip())()\n'
    assert env.prints('-c', call + WHICH) == OURS
    with uninstalled(env):
        assert env.prints('-c', call + WHICH) == REAL


@contextlib.contextmanager
def uninstalled(env: Environment):
    """The package is not there, as a leftover of it would see."""
    away = env.folder / 'away'
    shutil.move(env.site / PACKAGE, away)
    try:
        yield
    finally:
        shutil.move(away, env.site / PACKAGE)


def uninstalled_while_running(env):
    """A program goes on that has the package's folder on PYTHONPATH: what it starts says nothing of what is gone."""
    start = env.site / PACKAGE / 'start'
    path = {'PYTHONPATH': str(start)}
    assert env.which(**path) == OURS
    with uninstalled(env):
        assert env.which(**path) == REAL
        shutil.copytree(env.folder / 'away' / 'start', start)  # all but the last of it
        assert env.which(**path) == REAL
        shutil.rmtree(start.parent)


def uninstall_while_enabled(env):
    """No start of Python fails, or prints, because of what is left, and an installation finds it on. The last row: the package is gone then."""
    assert env.prints('-m', 'pip', 'check') == 'No broken requirements found.'
    env.prints('-m', PACKAGE, 'enable')
    assert env.call('-m', 'pip', 'uninstall', '--yes', 'pydantic-core-cpp')[0] == 0
    assert env.hooks() == env.left_by_enable and not (env.site / PACKAGE / '__init__.py').exists()
    assert env.prints('-c', 'pass') == '' and env.prints('-W', 'error', '-X', 'dev', '-c', 'pass') == ''
    assert env.which() == REAL
    assert env.prints('-c', 'import pydantic; print(pydantic.create_model("M", x=int)(x=1))') == 'x=1'
    (wheel,) = env.folder.parent.glob(f'{PACKAGE}-*.whl')
    assert env.call('-m', 'pip', 'install', '--no-index', '--no-deps', '--no-compile', wheel)[0] == 0
    assert env.which() == OURS and f'enabled by {env.site}' in env.prints('-m', PACKAGE, 'status')
    env.prints('-m', PACKAGE, 'disable')
    assert env.call('-m', 'pip', 'uninstall', '--yes', 'pydantic-core-cpp')[0] == 0
    assert env.hooks() == [] and env.which() == REAL


def lazy_imports(env):
    """Programs whose imports are lazy (PEP 810, from 3.15 on) get ours as others do, when they first use it."""
    code = f'__lazy_modules__ = ["pydantic_core"]\nimport sys, pydantic_core\nprint("pydantic_core" in sys.modules)\n{WHICH}'
    at_once = env.prints('-c', code).split()[0]
    lazy = env.left_by_enable[0].endswith('.start')
    assert at_once == str(not lazy)
    assert env.prints('-m', PACKAGE, '-c', code).split() == [at_once, OURS]
    with enabled(env):
        assert env.prints('-c', code).split() == [at_once, OURS]
        use = 'import pydantic; print(pydantic.create_model("M", x=int)(x="1"))'
        for option in ('normal', 'all'):
            assert env.which('-X', f'lazy_imports={option}') == OURS
            assert env.prints('-X', f'lazy_imports={option}', '-c', use) == 'x=1'
            assert env.prints('-X', f'lazy_imports={option}', '-m', PACKAGE, '-c', use) == 'x=1'


EACH_EDITION = [
    ('an edition without its module', half_an_edition),
    ('an edition that is being installed', edition_being_installed),
    ('an edition that goes while it is imported', edition_that_goes),
]
"""What depends on the files of an edition; ROWS are tried with one."""
ROWS = [
    ('enable and disable', enable_disable),
    ('lazy imports', lazy_imports),
    ('several enables at once', enables_at_once),
    ('several installs at once', installs_at_once),
    ('another release of pydantic', another_release),
    ('an interrupted enable', interrupted_enable),
    ('half of it removed', module_missing),
    ('a read-only environment', read_only),
    ('an environment with system packages', system_packages),
    ('the files for Python 3.15', start_file),
    ('uninstalled while a program runs', uninstalled_while_running),
    ('uninstalled while enabled', uninstall_while_enabled),
]
