"""The rows: each sets up one piece into a cache of its own under a stated misfortune, and says what must be seen.

A misfortune must end with exit status 1, one sentence, and no half-made thing; the same command must then succeed when
the misfortune is over.
"""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import traceback
from pathlib import Path
from unittest import mock

from tests.rows import heed_interrupts
from tests.setup import lanes
from tests.setup.index import Index
from tools import cache, components, pythons, wheel_pins
from tools.fetch import fetch
from tools.pins import CPYTHON_314, EDITIONS, FOREIGN_CPYTHONS, YYJSON
from tools.say import entry

ROOT = Path(__file__).resolve().parent.parent.parent
NOWHERE = 'http://127.0.0.1:9/simple'  # the discard port: nobody listens
WHEELS = [f'{name}-{wheel_pins.WHEELS[name].version}-py3-none-any.whl' for name in wheel_pins.TOOL_SETS['build']]


class Cache:
    """An empty cache in a temporary folder, and commands that use it."""

    def __init__(self, folder: str):
        self.root = Path(folder) / 'cache'
        self.bin = Path(folder) / 'bin'
        self.bin.mkdir()

    def start(self, *names: str, index: str = NOWHERE, module: str = 'tools.setup', **settings) -> subprocess.Popen:
        environment = {
            **os.environ,
            'PYDANTIC_CORE_CPP_CACHE': str(self.root),
            'PIP_INDEX_URL': index,
            'PIP_RETRIES': '0',
            'PIP_NO_CACHE_DIR': '1',
            'PIP_CONFIG_FILE': os.devnull,
            'PIP_FIND_LINKS': '',
            'no_proxy': '127.0.0.1',
            'npm_config_registry': 'http://127.0.0.1:9/',
            'npm_config_fetch_retries': '0',
            'npm_config_cache': str(self.root / 'npm'),
            **settings,
        }
        command = [sys.executable, '-m', module, *names]
        pipes = {'stdout': subprocess.PIPE, 'stderr': subprocess.PIPE, 'text': True}
        return subprocess.Popen(command, cwd=ROOT, env=environment, preexec_fn=heed_interrupts, **pipes)

    def setup(self, *names: str, **settings):
        process = self.start(*names, **settings)
        out, err = process.communicate(timeout=120)
        return process.returncode, out, err

    def fails(self, saying: str, *names: str, **settings) -> None:
        """The set-up ends with exit status 1, one sentence with these words in it, and nothing made."""
        status, out, err = self.setup(*names, **settings)
        errors = [line for line in err.splitlines() if line.startswith('error: ')]
        assert (status, out) == (1, ''), (status, out, err)
        assert len(errors) == 1 and saying in errors[0] and 'Traceback' not in err, err
        assert self.made() == [], self.made()

    def works(self, *names: str, **settings) -> None:
        status, out, err = self.setup(*names, **settings)
        assert status == 0, err
        for line in out.splitlines():
            assert Path(line.split(None, 1)[1]).exists(), out

    def made(self) -> list:
        """Everything in the cache that a later run would use, or that was left lying about."""
        if not self.root.is_dir():
            return []
        found = [path for path in self.root.iterdir() if path.name not in ('lock', 'log', 'npm', 'tmp', 'download')]
        found += list((self.root / 'tmp').glob('*')) + list((self.root / 'download').rglob('*.*'))
        return found


def archive() -> dict:
    """The real yyjson archive, as an index serves it."""
    return {YYJSON.file: fetch(YYJSON).read_bytes()}


def wrong_hash_of_an_archive(c: Cache) -> None:
    with Index({YYJSON.file: b'not what was pinned'}) as index:
        c.fails('sha256', 'yyjson', index=index.url)
    with Index(archive()) as index:
        c.works('yyjson', index=index.url)


def wrong_hash_of_a_wheel(c: Cache) -> None:
    with Index({wheel: b'not what was pinned' for wheel in WHEELS}) as index:
        c.fails('does not have the pinned sha256', 'ninja', index=index.url)


def file_not_in_the_index(c: Cache) -> None:
    with Index({}) as index:
        c.fails(f'the package index has no file {YYJSON.file}', 'yyjson', index=index.url)


def download_breaks_off(c: Cache) -> None:
    with Index(archive(), cut=True) as index:
        c.fails('cannot download', 'yyjson', index=index.url)


def no_network_for_an_archive(c: Cache) -> None:
    c.fails('check the network', 'yyjson')


def no_network_for_wheels(c: Cache) -> None:
    c.fails('check the network', 'ninja')


def no_network_for_npm(c: Cache) -> None:
    c.fails('check the network', 're2')


def no_network_for_an_edition(c: Cache) -> None:
    for edition in EDITIONS:
        c.fails('check the network', f'pydantic-core-{edition}')
        c.fails('check the network', '--edition', edition, module='tools.build')


def no_network_with_a_warm_cache(c: Cache) -> None:
    with Index(archive()) as index:
        c.works('yyjson', index=index.url)
    c.works('yyjson')


def no_apt(c: Cache) -> None:
    (c.bin / 'python3').symlink_to(sys.executable)
    c.fails('put that file at', 'zlib', PATH=str(c.bin))


def an_apt(c: Cache, script: str) -> str:
    """The PATH with an apt-get of that code before the machine's."""
    (c.bin / 'apt-get').write_text(f'#!/bin/sh\n{script}\n')
    (c.bin / 'apt-get').chmod(0o755)
    return f'{c.bin}:{os.environ["PATH"]}'


BROKEN_APT = 'case $1 in indextargets) echo http://127.0.0.1:9/ main stable ;; *) exit 100 ;; esac'


def apt_without_a_mirror(c: Cache) -> None:
    for name in ('zlib', 'python-3.15'):
        c.fails('knows no Debian mirror', name, PATH=an_apt(c, ''))


def apt_fails(c: Cache) -> None:
    for name in ('zlib', 'python-3.15'):
        c.fails('failed with exit status 100', name, PATH=an_apt(c, BROKEN_APT))


def no_apt_for_a_python(c: Cache) -> None:
    (c.bin / 'python3').symlink_to(sys.executable)
    c.fails('there is no apt-get here', 'python-3.15', PATH=str(c.bin))


def packages_that_nobody_signed(c: Cache) -> None:
    """A mirror has all that is asked for, without a signature: the machine's own apt, where it has one, must not take it."""
    own = shutil.which('apt-get')
    if own:
        mirror = unsigned_mirror(c.bin / 'mirror', 'python3.15-dev', 'python3.15-venv', 'libstdc++6')
        path = an_apt(c, f'case $1 in indextargets) echo file:{mirror} main stable ;; *) exec {own} "$@" ;; esac')
        c.fails('failed with exit status 100', 'python-3.15', PATH=path)
        assert 'not signed' in (c.root / 'log' / 'python3.15.log').read_text()


def unsigned_mirror(folder: Path, *names: str) -> Path:
    """A Debian archive whose suite `unstable` has empty packages of these names."""
    architecture = subprocess.run(['dpkg', '--print-architecture'], capture_output=True, text=True, check=True).stdout.strip()
    suite = folder / 'dists' / 'unstable'
    listed = Path('main') / f'binary-{architecture}' / 'Packages'
    (suite / listed).parent.mkdir(parents=True)
    packages = ''
    for name in names:
        control = f'Package: {name}\nVersion: 1\nArchitecture: {architecture}\nMaintainer: nobody\nDescription: nothing\n'
        (folder / name / 'DEBIAN').mkdir(parents=True)
        (folder / name / 'DEBIAN' / 'control').write_text(control)
        file = folder / f'{name}.deb'
        subprocess.run(['dpkg-deb', '--build', folder / name, file], stdout=subprocess.DEVNULL, check=True)
        packages += f'{control}Filename: {file.name}\nSize: {file.stat().st_size}\nSHA256: {cache.sha256_of(file)}\n\n'
    (suite / listed).write_text(packages)
    sums = f'SHA256:\n {cache.sha256_of(suite / listed)} {len(packages)} {listed}\n'
    head = f'Origin: Debian\nSuite: unstable\nCodename: sid\nArchitectures: {architecture}\nComponents: main\n'
    (suite / 'Release').write_text(f'{head}Date: Sat, 28 Nov 2026 00:00:00 UTC\n{sums}')
    return folder


FROM_MAVEN = {
    'python-3.14': CPYTHON_314,
    'headers-windows': FOREIGN_CPYTHONS['Windows']['3.14'],
    'headers-macos': FOREIGN_CPYTHONS['Darwin']['3.14'],
}


def no_maven(c: Cache) -> None:
    (c.bin / 'python3').symlink_to(sys.executable)
    for name in FROM_MAVEN:
        c.fails('(mvn), which is not here', name, PATH=str(c.bin))


def a_maven(c: Cache, script: str) -> str:
    """The PATH with a client of that code before the machine's."""
    (c.bin / 'mvn').write_text(f'#!/bin/sh\n{script}\n')
    (c.bin / 'mvn').chmod(0o755)
    return f'{c.bin}:{os.environ["PATH"]}'


def maven_fails(c: Cache) -> None:
    for name in FROM_MAVEN:
        c.fails('failed with exit status 1', name, PATH=a_maven(c, 'exit 1'))


def wrong_hash_from_maven(c: Cache) -> None:
    for name, pin in FROM_MAVEN.items():
        file = f'{pin.artifact}-{pin.version}-{pin.classifier}.jar'
        copy = f'for a; do case $a in -DoutputDirectory=*) echo x >"${{a#*=}}/{file}" ;; esac; done'
        c.fails('sha256', name, PATH=a_maven(c, copy))


def another_python_that_is_not_to_be_had(c: Cache) -> None:
    """Is the machine's own, or none: a stage then skips what it would do with it, and says so."""
    said = {'3.14': 'the pinned CPython 3.14 is not to be had: mvn', '3.15': 'CPython 3.15 is not to be had: '}
    a_maven(c, 'exit 1')
    environment = {**os.environ, 'PYDANTIC_CORE_CPP_CACHE': str(c.root), 'PATH': an_apt(c, BROKEN_APT)}
    for version, why in said.items():
        code = f"from tools import pythons; print(pythons.other_python('{version}'))"
        done = subprocess.run([sys.executable, '-c', code], cwd=ROOT, env=environment, capture_output=True, text=True)
        found = Path(done.stdout.strip())
        assert done.returncode == 0 and (why in done.stderr or version == '3.15' and found.is_file()), done
        assert str(found) == 'None' or found.is_file(), done


FACTS = 'import os, sys, sysconfig; print(sys.executable, sys.prefix, sysconfig.get_path("include"), sorted(os.environ))'


def a_python_with_its_own_loader(c: Cache) -> None:
    """Debian's, where it is the one that there is, is as any other: its name and folders, its children, virtual environments."""
    python = pythons.other_python('3.15')
    if python is None or cache.root() not in python.parents:
        return
    usr, folder = python.parent.parent, c.bin.parent / 'environment'

    def facts(executable: Path, *more: str) -> str:
        settings = {'PATH': os.environ['PATH'], 'odd.name': '1'}
        return subprocess.run([executable, *more, '-c', FACTS], env=settings, capture_output=True, text=True, check=True).stdout

    expected = f"{{}} {{}} {usr}/include/python3.15 ['LC_CTYPE', 'PATH', 'odd.name']\n"
    assert facts(python) == expected.format(python, usr), facts(python)
    child = 'import subprocess, sys; exec("import sys; " + sys.argv[1]) if 0 else subprocess.run([sys.executable, "-c", sys.argv[1]])'
    done = subprocess.run([python, '-c', child, FACTS], env={'PATH': '', 'odd.name': '1'}, capture_output=True, text=True)
    assert done.stdout == expected.format(python, usr), done
    subprocess.run([python, '-m', 'venv', '--without-pip', folder], check=True)
    assert facts(folder / 'bin' / 'python') == expected.format(folder / 'bin' / 'python', folder), facts(folder / 'bin' / 'python')


def no_pip(c: Cache) -> None:
    (c.bin / 'pip.py').write_text('raise ImportError')
    c.fails('no working pip', 'yyjson', PYTHONPATH=str(c.bin), PIP_INDEX_URL='')


def unknown_component(c: Cache) -> None:
    c.fails('there is no component "nonesuch"', 'yyjson', 'nonesuch')


def cache_that_cannot_be_written(c: Cache) -> None:
    c.fails('cannot be written', 'yyjson', PYDANTIC_CORE_CPP_CACHE='/dev/null/cache')


def cache_that_others_can_write_to(c: Cache) -> None:
    """Or that is a link to one, or lies in one."""
    opened = c.bin / 'opened'
    (opened / 'inner').mkdir(parents=True)
    (c.bin / 'link').symlink_to(opened)
    for mode in (0o777, 0o775):
        opened.chmod(mode)
        for path in (opened, c.bin / 'link', opened / 'inner'):
            c.fails(f'{opened} can be written to by other users; "chmod go-w" it', 'yyjson', PYDANTIC_CORE_CPP_CACHE=str(path))
            assert not list((opened / 'inner').iterdir())
    assert [path.name for path in opened.iterdir()] == ['inner']
    opened.chmod(0o755)
    with Index(archive()) as index:
        c.works('yyjson', index=index.url, PYDANTIC_CORE_CPP_CACHE=str(opened))


def cache_of_another_user(c: Cache) -> None:
    """Only root can make one here."""
    if os.geteuid() != 0:
        return
    (c.bin / 'mine').mkdir()
    (c.bin / 'link').symlink_to(c.bin / 'mine')
    (c.bin / 'theirs').mkdir()
    for name in ('link', 'theirs'):
        os.chown(c.bin / name, 54321, -1, follow_symlinks=False)
        c.fails(f'{name} belongs to another user', 'yyjson', PYDANTIC_CORE_CPP_CACHE=str(c.bin / name))


def files_that_others_put_into_the_cache(c: Cache) -> None:
    """A lock that is a link is not followed, a component that is one is not taken; what is made is for this user alone."""
    with Index(archive()) as index:
        before = os.umask(0)
        try:
            c.works('yyjson', index=index.url)
        finally:
            os.umask(before)
    (component,) = c.root.glob('yyjson-*')
    assert all(path.stat().st_mode & 0o077 == 0 for path in (c.root, c.root / 'tmp', c.root / 'lock', c.root / 'download', component))
    shutil.rmtree(component)
    lock, victim = c.root / 'lock' / component.name, c.bin / 'victim'
    victim.write_text('precious')
    for path in lock, component:
        path.unlink(missing_ok=True)
        path.symlink_to(victim)
        status, _, err = c.setup('yyjson')
        assert status == 1 and ('cannot be written' if path == lock else 'remove it') in err and victim.read_text() == 'precious', err


def no_home(c: Cache) -> None:
    """And no entry for this user that says where it is. Only root can become such a user."""
    if os.geteuid() != 0:
        return
    code = 'import os, sys; from tools import say, cache; os.setuid(54321); sys.exit(say.entry(cache.root)())'
    environment = {'PATH': os.environ['PATH']}
    done = subprocess.run([sys.executable, '-c', code], cwd=ROOT, env=environment, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (1, '') and done.stderr.startswith('error: there is no home folder for the cache: set '), done


def full_disk(c: Cache) -> None:
    full = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(c.root))
    said = []
    with Index(archive()) as index, contextlib.ExitStack() as patches:
        settings = {'PYDANTIC_CORE_CPP_CACHE': str(c.root), 'PIP_INDEX_URL': index.url, 'no_proxy': '127.0.0.1'}
        patches.enter_context(mock.patch.dict(os.environ, settings))
        patches.enter_context(mock.patch.object(Path, 'write_bytes', side_effect=full))
        patches.enter_context(mock.patch('tools.say.print', lambda text, **_: said.append(text), create=True))
        status = entry(components.yyjson_source)()
    assert status == 1 and 'the disk is full' in said[-1], (status, said)
    assert c.made() == [], c.made()


def killed_and_started_again(c: Cache) -> None:
    with Index(archive(), stall=60) as index:
        process = c.start('yyjson', index=index.url)
        assert index.asked.wait(30)
        process.kill()
        process.communicate()
    assert [path for path in c.made() if path.parent.name != 'tmp'] == []
    with Index(archive()) as index:
        c.works('yyjson', index=index.url)
    assert not list((c.root / 'tmp').iterdir())


def killed_alone(c: Cache) -> None:
    """The pip of a set-up that was killed goes on for a while. The next set-up waits for it, so that no two write to one folder."""
    with Index({wheel: b'not what was pinned' for wheel in WHEELS}, stall=8) as index:
        process = c.start('ninja', index=index.url)
        assert index.asked.wait(30)
        process.kill()
        process.communicate()
        status, _, err = c.setup('ninja', index=index.url)
    assert status == 1 and 'waiting for another run that holds' in err and 'does not have the pinned sha256' in err, (status, err)
    assert c.made() == [], c.made()


def control_c(c: Cache) -> None:
    with Index(archive(), stall=60) as index:
        process = c.start('yyjson', index=index.url)
        assert index.asked.wait(30)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=30)
    assert process.returncode == 130 and 'start again' in err and 'Traceback' not in err, err
    assert c.made() == [], c.made()


def two_at_the_same_time(c: Cache) -> None:
    with Index(archive(), stall=1) as index:
        both = [c.start('yyjson', index=index.url) for _ in range(2)]
        answers = [process.communicate(timeout=120) for process in both]
        assert [process.returncode for process in both] == [0, 0], answers
        assert index.served == [YYJSON.file], index.served


ROWS = [
    wrong_hash_of_an_archive,
    wrong_hash_of_a_wheel,
    file_not_in_the_index,
    download_breaks_off,
    no_network_for_an_archive,
    no_network_for_wheels,
    no_network_for_npm,
    no_network_for_an_edition,
    no_network_with_a_warm_cache,
    no_apt,
    apt_without_a_mirror,
    apt_fails,
    no_apt_for_a_python,
    packages_that_nobody_signed,
    no_maven,
    maven_fails,
    wrong_hash_from_maven,
    another_python_that_is_not_to_be_had,
    a_python_with_its_own_loader,
    no_pip,
    unknown_component,
    cache_that_cannot_be_written,
    cache_that_others_can_write_to,
    cache_of_another_user,
    files_that_others_put_into_the_cache,
    no_home,
    full_disk,
    killed_and_started_again,
    killed_alone,
    control_c,
    two_at_the_same_time,
]


@entry
def main() -> int:
    failed = 0
    rows = [row for row in [*ROWS, *lanes.ROWS] if row.__name__ in (sys.argv[1:] or row.__name__)]
    for row in rows:
        with tempfile.TemporaryDirectory() as folder:
            try:
                row() if row in lanes.ROWS else row(Cache(folder))
            except Exception:
                failed += 1
                print(f'FAILED {row.__name__}')
                traceback.print_exc(file=sys.stdout)
    print(f'{len(rows) - failed} passed, {failed} failed')
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
