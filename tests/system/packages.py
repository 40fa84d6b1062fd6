"""`./run.sh --packages`: packages from a requirements file or a folder, with small wheels that are made here. No network."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import zipfile
import zlib
from contextlib import contextmanager
from pathlib import Path

from tests.system import program
from tests.system.row import ROOT, Check
from tools import cache, components, package_index, packages, plain_wheels, wasm_build
from tools.say import Failure

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

    def start(self, *arguments, links=None, **more) -> subprocess.Popen:
        links = self.wheels if links is None else links
        plain = {name: value for name, value in os.environ.items() if not name.startswith('PIP_')}
        environment = {**plain, 'PIP_NO_INDEX': '1', 'PIP_FIND_LINKS': str(links), **more}
        command = [ROOT / 'run.sh', *program.options(), *arguments]
        return subprocess.Popen(command, cwd=self.root, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    def run(self, *arguments, **rest) -> tuple:
        process = self.start(*arguments, **rest)
        out, error = process.communicate(timeout=120)
        return process.returncode, out, error

    def fails(self, sentence: str, *arguments, **rest) -> None:
        status, out, error = self.run(*arguments, '-c', 'print("ran")', **rest)
        last = error.splitlines()[-1]
        assert (status, out) == (1, '') and last.startswith('error: ') and sentence in last, f'{status} {out!r} {error!r}'
        assert 'Traceback' not in error, error

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
        assert not (made / 'packages' / 'pydantic').exists() and list(made.rglob('mine/__pycache__/*.pyc')) and not list(made.rglob('scripts'))


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


def builds():
    """Nothing of a package runs on this machine. The package here would make the file `ran` when it is built."""
    with place() as here:
        source, ran = here.root / 'evil', here.root / 'ran'
        source.mkdir()
        (source / 'setup.py').write_text(f'open({str(ran)!r}, "w")\nfrom setuptools import setup\nsetup(name="evil", version="1")\n')
        shutil.make_archive(str(here.root / 'evil-1'), 'gztar', here.root, 'evil')
        fifo = here.root / 'evil-1-py3-none-any.whl'
        os.mkfifo(fifo)
        for url in (source.as_uri(), (here.root / 'evil-1.tar.gz').as_uri(), fifo.as_uri(), 'git+https://127.0.0.1:9/evil', 'http://127.0.0.1:9/evil-1.zip'):
            here.wheel('mine', {'mine.py': ''}, [f'evil @ {url}'])
            here.wheel('outer', {'outer.py': ''}, ['mine'])
            here.fails(f'a package needs "evil @ {url}"', '--packages', here.wants(f'outer  # {url}\n'))
        here.wheel('mine', {'mine.py': 'VALUE = 7\n'}, [f'evil @ {url} ; extra == "not-wanted"'])
        ended = here.run('--packages', here.wants('mine'), '-c', 'import mine; print(mine.VALUE)')
        assert ended == (0, '7\n', DOWNLOADING), ended
        driver = [sys.executable, '-c', package_index.PIP, 'download', '--no-index', '--no-deps', '--dest', here.root / 'got']
        for project in source, here.root / 'evil-1.tar.gz':
            ended = subprocess.run([*driver, project], cwd=here.root, capture_output=True, text=True, timeout=120)
            assert ended.returncode and 'pip can start no program here' in ended.stderr + ended.stdout, ended
        assert not ran.exists()


def extras():
    """Of a package that is inside; and a line whose marker is false is as if it were not there."""
    with place() as here:
        here.wheel('email_validator', {'email_validator.py': 'VALUE = 7\n'})
        show = ['-c', 'import email_validator; print(email_validator.VALUE)']
        assert here.run('--packages', here.wants('pydantic[email]>=2\npydantic<2; python_version < "3"'), *show) == (0, '7\n', DOWNLOADING)
        here.wheel('mine', {'mine.py': ''}, ['Pydantic[email]'])
        assert here.run('--packages', here.wants('mine'), *show) == (0, '7\n', DOWNLOADING)


def odd_files():
    """What is given may be anything: it does not block, and has a bound."""
    with place() as here:
        os.mkfifo(here.root / 'fifo')
        (here.root / 'long.txt').write_text('#' * (packages.REQUIREMENTS_BYTES + 1))
        (here.root / 'accents.txt').write_text('#\n' + 'é' * (packages.REQUIREMENTS_BYTES // 2), encoding='utf-8')
        for sentence, given in (
            ('needs a value', ''), ('it is not a regular file', 'fifo'), ('it is not a regular file', '/dev/zero'),
            ('long.txt has more than 1,048,576 bytes', 'long.txt'), ('accents.txt has more than 1,048,576 bytes', 'accents.txt'),
            ('is neither', 'a' * 300),
        ):
            here.fails(sentence, f'--packages={given}')
        (here.root / 'bom.txt').write_text('pydantic\n', encoding='utf-8-sig')
        assert here.run('--packages', 'bom.txt', '-c', 'print(7)')[:2] == (0, '7\n')
        for make in (os.mkfifo, os.mkdir):
            path = here.wheels / 'bad-1-py3-none-any.whl'
            make(path)
            here.fails(f'wheels/{path.name} cannot be read', '--packages', 'wheels')
            shutil.rmtree(path) if path.is_dir() else path.unlink()


def _patched(path: Path, old: bytes, new: bytes) -> None:
    content = path.read_bytes()
    assert old in content
    path.write_bytes(content.replace(old, new))


def bad_wheels():
    """One sentence that names the wheel."""
    deep = '/'.join('d' * 1500) + '/m.py'
    with place() as here:
        for what, files, change in (
            ('is encrypted', {'m.py': ''}, lambda path: _patched(path, b'PK\x01\x02\x14\x03\x14\x00\x00', b'PK\x01\x02\x14\x03\x14\x00\x01')),
            ("can't decode", {'né.py': ''}, lambda path: _patched(path, 'né'.encode(), b'n\xff\xfe')),
            ('compression', {'m.py': ''}, lambda path: _patched(path, b'PK\x01\x02\x14\x03\x14\x00\x00\x00\x00', b'PK\x01\x02\x14\x03\x14\x00\x00\x00\x63')),
            ('more than 60 folders deep', {deep: ''}, None),
            ('is no wheel that can be unpacked', {'m': '', 'm/n.py': ''}, None),
            ('is no wheel that can be unpacked', {'.': ''}, None),
            ('is no wheel that can be unpacked', {'m' * 300: ''}, None),
            ('is no wheel that can be unpacked', {'m.py': 'deflated'}, _with_broken_deflate),
            ('too large: all packages together may have 1,024 MB', {'m.py': ''}, _with_a_large_entry),
            ('too large', {'m.py': ''}, lambda path: os.truncate(path, plain_wheels.UNPACKED_BYTES + 1)),
        ):
            wheel = here.wheel('odd', files)
            if change:
                change(wheel)
            here.fails(what, '--packages', 'wheels')
            here.fails(wheel.name, '--packages', 'wheels')
        assert list(set(cache.root().glob('packages-*')) - here.before) == []


def _with_broken_deflate(path: Path) -> None:
    with zipfile.ZipFile(path, 'w', zipfile.ZIP_DEFLATED) as archive:
        archive.writestr('m.py', 'x' * 1000)
    _patched(path, zlib.compress(b'x' * 1000, wbits=-15), b'\xff' * len(zlib.compress(b'x' * 1000, wbits=-15)))


def _with_a_large_entry(path: Path) -> None:
    with zipfile.ZipFile(path, 'w', zipfile.ZIP_DEFLATED) as archive, archive.open('m.py', 'w') as entry:
        for _ in range(1025):
            entry.write(bytes(1 << 20))


def unpacked_in_blocks():
    """The memory that this takes does not depend on the size of what is in a wheel."""
    with place() as here:
        path = here.wheel('large', {})
        with zipfile.ZipFile(path, 'a', zipfile.ZIP_DEFLATED) as archive, archive.open('data', 'w') as entry:
            for _ in range(400):
                entry.write(bytes(1 << 20))
        code = 'import resource, sys; from tools import packages\nprogram = packages.Program(["false"], "3.13.5", {})\n'
        code += 'print(packages.folder(sys.argv[1], program, {}), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)'
        ended = subprocess.run([sys.executable, '-c', code, here.wheels], cwd=ROOT, capture_output=True, text=True, timeout=120)
        folder, peak = ended.stdout.rsplit(' ', 1)
        assert os.path.getsize(f'{folder}/data') == 400 << 20 and int(peak) < 250_000, ended


def compiling():
    """A module that takes too long, and what only looks like a module, do not keep the others from being compiled."""
    lines = ['def f():']
    for depth in range(17):
        lines += [' ' * (depth + 1) + 'try: x', ' ' * (depth + 1) + 'finally:']
    slow = '\n'.join([*lines, ' ' * 18 + 'x', ''])
    with place() as here:
        here.wheel('mine', {'aaa.py/data': '', 'b.py': 'VALUE = 7\n', 'c.py': slow, 'd/__pycache__': '', 'd/e.py': ''})
        status, out, error = here.run('--timeout', '3', '--memory', '100', '--packages', 'wheels', '-c', 'import b, os; print(os.path.exists(b.__cached__))')
        assert (status, out, error) == (0, 'True\n', ''), (status, out, error)
        (made,) = set(cache.root().glob('packages-*')) - here.before
        assert not list(made.rglob('c.*.pyc'))


def swapped():
    """A wheel that is another one once its hash is known is not taken under that hash."""
    with place() as here:
        wheel = here.wheel('mine', {'mine.py': 'VALUE = 7\n'})
        hashed = {wheel: cache.sha256_of(wheel)}
        here.wheel('mine', {'mine.py': 'VALUE = 8\n'})
        try:
            plain_wheels.copies(hashed, here.root)
        except Failure as failure:
            assert 'changed while it was read' in str(failure)
        else:
            raise AssertionError('it is taken')


def logs():
    """Of two runs at once, each has a log of its own."""
    with place() as here:
        for name in ('one', 'two'):
            (here.root / f'{name}.txt').write_text(f'{name}-is-missing=={here.version}')
        processes = [(name, here.start('--packages', f'{name}.txt', '-c', '')) for name in ('one', 'two') * 3]
        for name, process in processes:
            _, error = process.communicate(timeout=120)
            assert f'"{name}-is-missing' in error.splitlines()[-1], error


def ended_early():
    """TERM ends pip as well."""
    with place() as here, socket.create_server(('127.0.0.1', 0)) as server:
        index = f'http://127.0.0.1:{server.getsockname()[1]}/'
        no_proxy = {'no_proxy': '127.0.0.1', 'http_proxy': ''}
        process = here.start('--packages', here.wants(f'mine=={here.version}'), '-c', '', PIP_NO_INDEX='0', PIP_INDEX_URL=index, **no_proxy)
        server.settimeout(60)
        connection, _ = server.accept()
        with connection:
            connection.settimeout(10)
            process.terminate()
            while connection.recv(4096):
                pass
        process.communicate(timeout=10)
        assert process.returncode == 128 + signal.SIGTERM, process.returncode


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
            here.fails('is no wheel that can be unpacked' if content else 'has a file outside', '--packages', 'wheels')


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
    Check('packages that would be built', builds),
    Check('packages that are extras', extras),
    Check('packages from odd files', odd_files),
    Check('packages that are bad wheels', bad_wheels),
    Check('packages that are large', unpacked_in_blocks),
    Check('packages with modules that are slow to compile', compiling),
    Check('packages that are swapped', swapped),
    Check('packages and their logs', logs),
    Check('packages for a run that is ended', ended_early),
    Check('packages in a folder', folders),
    Check('email-validator, pydantic-settings, pydantic-extra-types', real_ones),
]
