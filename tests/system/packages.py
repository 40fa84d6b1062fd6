"""`./run.sh --packages`: packages from a requirements file or a folder, with small wheels that are made here. No network."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import threading
import time
import zipfile
from contextlib import contextmanager
from pathlib import Path

from tests.system import program
from tests.system.row import ROOT, Check
from tools import cache, components, wasm_build

DOWNLOADING = '-- downloading packages\n'
SHOW = 'import mine, other, pydantic, importlib.metadata as m, sys; print(mine.VALUE, other.__file__, m.version("mine") > "1", pydantic.VERSION, sys.path[-1])'
SHOWN = f'7 /python.wasm/packages/other.py True {program.pydantic()} /python.wasm/packages\n'
REAL = '''
from pydantic import BaseModel, EmailStr
from pydantic_settings import BaseSettings, SettingsConfigDict
from pydantic_extra_types.color import Color
from pydantic_extra_types.mac_address import MacAddress

class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix='APP_', env_file='.env')
    colour: Color
    name: str

class User(BaseModel):
    email: EmailStr
    mac: MacAddress

print(Settings(), User(email='ada@example.com', mac='00:00:5e:00:53:01'))
'''


class Place:
    """A folder to run in, with wheels in `wheels`, and a version that no other test has: the cache does not know it."""

    def __init__(self, root: str):
        self.root = Path(root)
        self.wheels = self.root / 'wheels'
        self.wheels.mkdir()
        self.version = f'2.{time.time_ns()}'
        self.before = set(cache.root().glob('packages-*'))

    def wheel(self, name: str, files: dict, requires=(), version='', tag='py3-none-any') -> Path:
        version = version or self.version
        info = f'{name}-{version}.dist-info'
        metadata = f'Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n' + ''.join(f'Requires-Dist: {need}\n' for need in requires)
        wheel = f'Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: {tag}\n'
        path = self.wheels / f'{name}-{version}-{tag}.whl'
        with zipfile.ZipFile(path, 'w') as archive:
            for file, text in {**files, f'{info}/METADATA': metadata, f'{info}/WHEEL': wheel, f'{info}/RECORD': ''}.items():
                archive.writestr(file, text)
        return path

    def usual(self) -> None:
        self.wheel('other', {'other.py': 'VALUE = 7\n', f'other-{self.version}.data/scripts/other': '#!python\n'})
        self.wheel('mine', {'mine/__init__.py': 'from other import VALUE\n'}, ['other', 'pydantic>=2', 'typing-extensions'])
        (self.root / 'requirements.txt').write_text(f'# what is needed\nmine=={self.version}  # and what it needs\n\npydantic>=2\n')

    def start(self, *arguments, links=None) -> subprocess.Popen:
        links = self.wheels if links is None else links
        plain = {name: value for name, value in os.environ.items() if not name.startswith('PIP_')}
        environment = {**plain, 'PIP_NO_INDEX': '1', 'PIP_FIND_LINKS': str(links)}
        command = [ROOT / 'run.sh', *program.options(), *arguments]
        return subprocess.Popen(command, cwd=self.root, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    def run(self, *arguments, **rest) -> tuple:
        process = self.start(*arguments, **rest)
        out, error = process.communicate(timeout=120)
        return process.returncode, out, error

    def fails(self, sentence: str, *arguments) -> None:
        status, out, error = self.run(*arguments, '-c', 'print("ran")')
        assert (status, out) == (1, '') and sentence in error.splitlines()[-1], f'{status} {out!r} {error!r}'

    def wants(self, text: str) -> str:
        (self.root / 'r.txt').write_text(text)
        return 'r.txt'



# Two rows at once would take each other's packages in the cache for their own.
ALONE = threading.Lock()


@contextmanager
def place():
    with ALONE, tempfile.TemporaryDirectory() as root:
        made = Place(root)
        try:
            yield made
        finally:
            for path in set(cache.root().glob('packages-*')) - made.before:
                shutil.rmtree(path)


def from_requirements():
    with place() as here:
        here.usual()
        arguments = ['--packages', 'requirements.txt', '-c', SHOW]
        assert here.run(*arguments) == (0, SHOWN, DOWNLOADING)
        assert here.run(*arguments, links='/nowhere') == (0, SHOWN, ''), 'the second run is not offline'
        joined = here.run('--packages=requirements.txt', '--no-snapshot', '-c', SHOW)
        assert joined == (0, SHOWN, ''), joined
        assert here.run('--env', 'A=b', *arguments[:2], '-I', '-c', SHOW) == (0, SHOWN, '')
        Path(here.root, 's.py').write_text('import sys; print(sys.argv)')
        assert here.run('s.py', '--packages', 'x') == (0, "['s.py', '--packages', 'x']\n", '')
        (made,) = set(cache.root().glob('packages-*')) - here.before
        assert not (made / 'pydantic').exists() and list(made.rglob('mine/__pycache__/*.pyc')) and not list(made.rglob('scripts'))


def runs_at_once():
    with place() as here:
        here.usual()
        processes = [here.start('--packages', 'requirements.txt', '-c', SHOW) for _ in range(3)]
        ended = [(*process.communicate(timeout=120), process.returncode) for process in processes]
        assert all((out, status) == (SHOWN, 0) for out, _, status in ended), ended
        assert sum(DOWNLOADING in error for _, error, _ in ended) == 1, ended


def interrupted():
    with place() as here:
        here.usual()
        for step in range(6):
            process = here.start('--packages', 'requirements.txt', '-c', SHOW)
            time.sleep(0.1 + step / 4)
            process.kill()
            process.communicate()
        status, out, _ = here.run('--packages', 'requirements.txt', '-c', SHOW)
        assert (status, out) == (0, SHOWN)
        assert not list((cache.root() / 'tmp').glob('packages-*'))


def hashes():
    with place() as here:
        other = cache.sha256_of(here.wheel('other', {'other.py': 'VALUE = 7\n'}))
        mine = cache.sha256_of(here.wheel('mine', {'mine.py': 'from other import VALUE\n'}, ['other', 'pydantic']))
        good = f'mine=={here.version} --hash=sha256:{mine}\nother=={here.version} \\\n    --hash=sha256:{other}\npydantic=={program.pydantic()} --hash=sha256:{"0" * 64}\n'
        assert here.run('--packages', here.wants(good), '-c', SHOW) == (0, SHOWN, DOWNLOADING)
        here.fails('a package does not have the sha256 that the requirements give', '--packages', here.wants(good.replace(mine, '1' * 64)))
        here.fails('all packages need one', '--packages', here.wants(good.partition('\n')[0]))


def refused():
    with place() as here:
        here.wheel('native', {'native.py': ''}, tag='cp313-cp313-manylinux_2_17_x86_64')
        here.wheel('needy', {'needy.py': ''}, ['native'])
        here.wheel('old', {'old.py': ''}, ['pydantic<2'])
        no_wheel = 'there is no wheel without compiled parts of "{}'
        for sentence, text in (
            (no_wheel.format('native"'), 'native'), (no_wheel.format('native"'), 'needy'), (no_wheel.format('nothing=='), 'nothing==1'),
            (f'r.txt wants pydantic<2, and python.wasm has pydantic {program.pydantic()} inside', 'pydantic<2'), ('do not fit together', 'old'),
            ('"-r other.txt" is not the name of a package', '-r other.txt'), ('is not the name of a package', './wheels/x.whl'), ('is not the name of a package', 'a @ file:///x.whl'),
        ):
            here.fails(sentence, '--packages', here.wants(text))
        here.fails('is neither', '--packages', 'nowhere')
        here.fails('native-', '--packages', 'wheels')
        status, _, error = here.run('--packages')
        assert status == 2 and '--packages needs a value' in error
        assert list(set(cache.root().glob('packages-*')) - here.before) == []


def folders():
    with place() as here:
        here.usual()
        assert here.run('--packages', 'wheels', '-c', SHOW) == (0, SHOWN, '')
        here.wheel('other', {'other.py': 'VALUE = 8\n'})
        assert here.run('--packages', 'wheels', '-c', SHOW)[:2] == (0, SHOWN.replace('7', '8', 1)), 'another wheel of the same name'
        plain = here.root / 'plain'
        plain.mkdir()
        (plain / 'other.py').write_text('VALUE = 9')
        (plain / 'json.py').write_text('1 / 0')
        text = 'import other, json, os; print(other.VALUE, other.__file__)\ntry: open(other.__file__, "w")\nexcept OSError as error: print(type(error).__name__)'
        for command in ([ROOT / 'run.sh'], [wasm_build.RUN]):
            ended = subprocess.run([*command, *program.options(), '--packages', 'plain', '-c', text], cwd=here.root, capture_output=True, text=True, timeout=120)
            assert (ended.stdout, ended.stderr) == ('9 /python.wasm/packages/other.py\nPermissionError\n', '')
        for name, content in ('bad', b'no zip'), ('up', None):
            for wheel in here.wheels.glob('*.whl'):
                wheel.unlink()
            path = here.wheel(name, {'../outside.py': ''})
            if content:
                path.write_bytes(content)
            here.fails('is no wheel' if content else 'has a file outside', '--packages', 'wheels')


def real_ones():
    """email-validator, pydantic-settings and pydantic-extra-types, with what they need."""
    with place() as here:
        (here.root / '.env').write_text('APP_NAME=of the file\n')
        (here.root / 's.py').write_text(REAL)
        wanted = here.wants(f'email-validator\npydantic-settings\npydantic-extra-types\n# {here.version}\n')
        status, out, error = here.run('--env', 'APP_COLOUR=red', '--packages', wanted, 's.py', links=components.wheelhouse('packages'))
        assert (status, out) == (0, "colour=Color('red', rgb=(255, 0, 0)) name='of the file' email='ada@example.com' mac='00:00:5e:00:53:01'\n"), out + error


ROWS = [
    Check('packages of a requirements file', from_requirements),
    Check('packages for runs at once', runs_at_once),
    Check('packages after an interruption', interrupted),
    Check('packages with hashes', hashes),
    Check('packages that cannot be', refused),
    Check('packages in a folder', folders),
    Check('email-validator, pydantic-settings, pydantic-extra-types', real_ones),
]
