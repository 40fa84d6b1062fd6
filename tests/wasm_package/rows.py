"""What the command does, and what the sandbox gives it: rows of a name and a function of the environment."""

from __future__ import annotations

import os
import shutil
import signal
import zipfile

from tests.system.place import CAN_MOUNT, IS_ROOT, OTHER, SAYS_COMPILING
from tests.wasm_package.installed import Ended, Installed
from tools import cache, components, pythons

MODEL = """
import sys
from pydantic import BaseModel, ValidationError

class Order(BaseModel):
    id: int

print(Order(id='7'), sys.argv[1:], type(Order.__pydantic_validator__).__module__)
try:
    Order(id='x')
except ValidationError as error:
    sys.exit(error.error_count() + 6)
"""


def script(env: Installed):
    path = env.file('app with a space.py', MODEL)
    ended = env.run(path.name, '--memory', 'is an argument', cwd=env.work)
    assert ended == (7, "id=7 ['--memory', 'is an argument'] pydantic_core._pydantic_core\n", ''), ended
    assert not env.cache.exists(), 'something was compiled or kept'


def forms(env: Installed):
    env.file('greet/__main__.py', 'import sys; print("hello", *sys.argv[1:])')
    assert env.prints('-c', 'import sys; print(sys.argv)', 'a') == "['-c', 'a']\n"
    assert env.prints('-m', 'greet', 'you') == 'hello you\n'
    assert env.prints('-', 'a', stdin='import sys; print(sys.argv)') == "['-', 'a']\n"
    assert env.prints('-c', 'print(input() * 2)', stdin='ab\n') == 'abab\n'
    assert env.prints('-c', 'print(1)', command=[env.python, '-m', 'pydantic_wasm']) == '1\n'
    runner = env.prints('-c', 'import pydantic_wasm; print(pydantic_wasm.runner(), end="")', command=[env.python])
    assert env.prints('-c', 'print(2)', command=[runner]) == '2\n'
    assert 'ALL TESTS PASSED!' in env.prints(), 'without a script, the checks'


def words(env: Installed):
    usage = env.prints('--help')
    assert usage.startswith('usage: python-wasm [OPTION…]') and './run.sh' not in usage and '--timeout SECONDS' in usage
    for release in env.releases:
        assert f'pydantic {release}.' in env.prints('--version')
    assert env.prints('-V') == 'Python 3.13.5\n'
    ended = env.run('--timeout', 'soon', '-c', '')
    assert ended.status == 2 and ended.err.endswith('; python-wasm --help lists the options\n'), ended
    ended = env.run('--pydantic', '2.13', '-c', '')
    assert ended == (2, '', 'error: --pydantic is one of 2.12, 2.14, not "2.13"; python-wasm --help lists the options\n'), ended
    ended = env.run('-c', 'raise SystemExit("no")')
    assert ended == (1, '', 'no\n'), ended


def releases(env: Installed):
    """Each starts from what was compiled beforehand."""
    for release in env.releases:
        assert env.prints('--pydantic', release, '-c', 'import pydantic; print(pydantic.VERSION)').startswith(f'{release}.')
    assert not env.cache.exists()


def limits(env: Installed):
    ended = env.run('--timeout', '0.5', '-c', 'while True: pass')
    assert ended.status == 124, ended
    ended = env.run('--memory', '60', '-c', 'b" " * 100_000_000')
    assert ended.status == 1 and ended.err.endswith('MemoryError\n'), ended
    (env.work / 'data').mkdir(exist_ok=True)
    write = 'open("data/made", "w").write("x")'
    assert 'PermissionError' in env.run('--dir', 'data', '-c', write).err
    assert env.prints('--dir', 'data:rw', '--env', 'A=b', '-c', f'import os; {write}; print(os.environ["A"])') == 'b\n'
    assert (env.work / 'data' / 'made').read_text() == 'x'
    # No machine code comes with that program: it is compiled, and said so, once a cache.
    ended = env.run('--no-snapshot', '-c', 'print(3)', env={'PYDANTIC_CORE_CPP_CACHE': str(cache.root())})
    assert ended in (Ended(0, '3\n', ''), Ended(0, '3\n', SAYS_COMPILING)), ended


def signals(env: Installed):
    """The command becomes the runner, so that a signal reaches it."""
    process = env.start('-c', 'print("up", flush=True); input()')
    assert process.stdout.readline() == 'up\n'
    assert os.readlink(f'/proc/{process.pid}/exe') == str(env.package.resolve() / 'run')
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=60)
    assert process.returncode == -signal.SIGTERM


def own_folder(env: Installed):
    """No script may write to what it is run by: not to the Python code of the package either, nor to what starts that."""
    packages, base = env.package.parent, env.python.resolve().parent.parent
    (info,) = packages.glob('pydantic_wasm-*.dist-info')
    python = (env.command.parent, packages.parent, packages / 'pip', info, base / 'bin', base / 'lib' / packages.parent.name)
    for folder in (env.package, packages, env.package / 'tools', env.package / '__pycache__', *python):
        ended = env.run('--dir', f'{folder}:rw', '-c', '')
        assert ended.status == 2 and 'a script could then change' in ended.err, (folder, ended)
    link = env.work / 'data' / 'linked.cwasm'
    link.parent.mkdir(exist_ok=True)
    os.link(env.package / 'python.cwasm', link)
    write = 'open("data/linked.cwasm", "r+b").write(b"x")'
    assert 'PermissionError' in env.run('--dir', 'data:rw', '-c', write).err
    link.unlink()


def target(env: Installed):
    """`pip install --target` puts the command into a folder `bin` beside the package."""
    folder = env.work / 'target'
    shutil.copytree(env.package, folder / 'pydantic_wasm', copy_function=os.link)
    for name in ('bin', 'other'):
        (folder / name).mkdir()
        ended = env.run('--dir', f'{folder / name}:rw', '-c', '', command=[folder / 'pydantic_wasm' / 'run'])
        assert ended.status == 2 and 'a script could then change' in ended.err, ended
    shutil.rmtree(folder)


def linked_command(env: Installed):
    """The command has another name in a writable folder: it stays what it is."""
    link = env.work / 'data' / 'command'
    link.parent.mkdir(exist_ok=True)
    os.link(env.command, link)
    assert 'PermissionError' in env.run('--dir', 'data:rw', '-c', 'open("data/command", "r+b").write(b"x")').err
    link.unlink()


def beside(env: Installed):
    """What is in the environment and no part of the command may be written to."""
    share = env.command.parent.parent / 'share'
    share.mkdir()
    assert env.prints('--dir', f'{share}::/d:rw', '-c', 'print(open("/d/x", "w").write("x"))') == '1\n'
    shutil.rmtree(share)


def planted(env: Installed):
    """Modules in the current folder are not code for the Python that starts the runner; with `-m`, beyond what `-m` itself imports."""
    folder = env.work / 'planted'
    for name in ('zipfile', 'base64', 'subprocess', 'hashlib', 'tempfile'):
        env.file(f'planted/{name}.py', 'print("planted")')
    (folder / 'wheels').mkdir()
    for start in ([env.command], [env.python, '-m', 'pydantic_wasm']):
        out = env.prints('--packages', 'wheels', '-c', 'print(1)', command=start, cwd=folder)
        assert out == '1\n', out


def wheel(env: Installed, name: str, files: dict) -> None:
    info = f'{name}-1.dist-info'
    metadata = {f'{info}/METADATA': f'Metadata-Version: 2.1\nName: {name}\nVersion: 1\n', f'{info}/RECORD': ''}
    metadata[f'{info}/WHEEL'] = 'Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n'
    (env.work / 'wheels').mkdir(exist_ok=True)
    with zipfile.ZipFile(env.work / 'wheels' / f'{name}-1-py3-none-any.whl', 'w') as archive:
        for path, text in {**files, **metadata}.items():
            archive.writestr(path, text)


def packages(env: Installed):
    """Of a folder of wheels, and of a requirements file: fetched once, and compiled for the Python inside."""
    wheel(env, 'mine', {'mine/__init__.py': 'VALUE = 7\n', 'mine/bad.py': 'no Python\n', 'mine/data.txt': ''})
    env.file('r.txt', 'mine\npydantic>=2\n')
    show = 'import mine, os; print(mine.VALUE, mine.__cached__, os.listdir("/python.wasm/packages/mine/__pycache__"))'
    shown = "7 /python.wasm/packages/mine/__pycache__/__init__.cpython-313.pyc ['__init__.cpython-313.pyc']\n"
    offline = {'PIP_NO_INDEX': '1', 'PIP_FIND_LINKS': (env.work / 'wheels').as_uri()}
    assert env.prints('--packages', 'wheels', '-c', show) == shown
    first = env.run('--packages', 'r.txt', '-c', show, env=offline)
    assert (first.status, first.out) == (0, shown) and '-- downloading packages\n' in first.err, first
    assert env.prints('--packages=r.txt', '-c', show) == shown
    env.file('r.txt', 'pydantic<2\n')
    ended = env.run('--packages', 'r.txt', '-c', 'print(1)')
    assert (ended.status, ended.out) == (1, '') and 'wants pydantic<2, and python.wasm has pydantic 2.12.5 inside' in ended.err, ended
    shutil.rmtree(env.cache)


def another_user(env: Installed):
    """It was installed by somebody else, where this user can write nothing, and this user has no cache. (Nor a Python, so the runner is called.)"""
    for folder in (env.work.parent, env.work):
        folder.chmod(0o755)
    become = {'command': [env.package / 'run'], 'user': OTHER, 'group': OTHER, 'extra_groups': [], 'env': {'PYDANTIC_CORE_CPP_CACHE': '', 'XDG_CACHE_HOME': '', 'HOME': ''}}
    for options in ([], ['--timeout', '9', '--memory', '200']):
        assert env.prints(*options, '-c', 'import pydantic; print(pydantic.VERSION)', **become) == '2.12.5\n'


def other_pythons(env: Installed):
    """It is for any of them."""
    for version in pythons.VERSIONS:
        interpreter = pythons.native_python() if version == components.OURS else pythons.other_python(version)
        if interpreter:
            there = {'command': [interpreter, '-m', 'pydantic_wasm'], 'env': {'PYTHONPATH': str(env.package.parent), 'PYTHONDONTWRITEBYTECODE': '1'}}
            assert env.prints('-c', 'print(4)', **there) == '4\n'


def at_once(env: Installed):
    processes = [env.start('-c', 'import pydantic; print(pydantic.VERSION)') for _ in range(6)]
    ended = [(process.communicate(timeout=120), process.returncode) for process in processes]
    assert ended == [(('2.12.5\n', ''), 0)] * 6, ended
    assert not env.cache.exists()


def read_only(env: Installed):
    """A disk that nobody can write to."""
    mount = f'mount --bind "{env.package}" "{env.package}" && mount -o remount,bind,ro "{env.package}" && exec "$@"'
    before = ['unshare', '--mount', 'sh', '-ec', mount, 'sh']
    assert env.prints('-c', 'print(1)', command=[*before, env.command]) == '1\n'
    assert not env.cache.exists()


ROWS = [
    ('a script, its arguments and status', script),
    ('code, a module, stdin, the other ways in', forms),
    ('its words', words),
    ('each release of pydantic', releases),
    ('limits and folders', limits),
    ('signals', signals),
    ('its own folder', own_folder),
    ('its own folder, of pip --target', target),
    ('its own folder: a link to the command', linked_command),
    ('its own folder: what is beside it', beside),
    ('modules in the current folder', planted),
    ('packages', packages),
    ('other Pythons', other_pythons),
    ('six at once', at_once),
    *([('another user', another_user)] if IS_ROOT else []),
    *([('a read-only disk', read_only)] if CAN_MOUNT else []),
]
