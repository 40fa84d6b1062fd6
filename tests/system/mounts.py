"""What `--dir` and the script's own folder show: one folder, the one that was named, and none that gives the host away."""

from __future__ import annotations

import os
import subprocess
import tempfile
from pathlib import Path
from typing import Callable, NamedTuple

from tests.system.place import CAN_MOUNT, Place, in_namespace
from tests.system.row import Check, Row, code
from tools import wasm_build

SHOW = 'import os; print(sorted(os.listdir("/")), open("/own.txt").read(), end="")'
FILES = {'one/own.txt': 'one\n', 'two/own.txt': 'two\n', 'far/near/own.txt': 'near\n', 'far/own.txt': 'far\n'}
READ = 'print(open("own.txt").read(), end="")'


class Refused(NamedTuple):
    """A start that is refused with one sentence, before anything is loaded."""

    what: str
    arguments: list
    why: str  # with "…" for where the row's folder is
    files: dict = FILES
    links: dict = {}

    def problem(self):
        said = f'error: {self.why}; ./run.sh --help lists the options\n'
        return Row(self.what, self.arguments, '', status=2, error=tuple(said.split('…')), files=self.files, links=self.links).problem()


def dirs(*values: str) -> list:
    return [part for value in values for part in ('--dir', value)]


# A writable folder that holds what the runner takes its native code from


def writable(folder: str, what: str | None, prepare: Callable = lambda place: None, **environment: str) -> Callable:
    """`folder`, of the place, writable: what a script could then change, or None where it may be."""

    def check():
        with Place() as place:
            settings = {name: value.format(root=place.root) for name, value in environment.items()}
            for name in 'data', 'inner/data':
                (place.root / name).mkdir(parents=True)
            prepare(place)
            host = folder.format(root=place.root)
            if what is None:
                assert place.ran(*dirs(f'{host}::/d:rw'), '-V', **settings).count('not kept') == 0
                return
            process = place.start(*dirs(f'{host}::/d:rw'), '-V', **settings)
            out, error = process.communicate(timeout=60)
            wanted = f'error: --dir: "{host}" cannot be writable, because a script could then change {what.format(root=place.root)}; '
            assert (process.returncode, out) == (2, '') and error.startswith(wanted), f'{process.returncode} {out!r} {error!r}, not {wanted!r}'
            place.ran(*dirs(f'{host}::/d'), '-V', **settings)  # to read, it may be

    return check


def apart(place: Place):
    """The runner's folder away from its cache, and its library elsewhere."""
    library = place.root / 'lib' / 'real.so'
    library.parent.mkdir()
    library.symlink_to(wasm_build.DIST / 'libwasmtime.so')
    (place.root / 'libwasmtime.so').unlink()
    (place.root / 'libwasmtime.so').symlink_to(library)


def linked_cache(place: Place):
    """The name of the cache's folder is a link in `inner`, to where `far` is."""
    (place.root / 'far').mkdir()
    (place.root / 'inner' / 'cache').symlink_to(place.root / 'far')


def home(place: Place):
    """The cache's folder has been made before."""
    place.ran(**{'PYDANTIC_CORE_CPP_CACHE': f'{place.root}/inner/cache'})


def bound(folder: str, where: str) -> Callable:
    """Another mount of the same folder."""

    def check():
        with Place() as place:
            place.ran()
            (place.root / 'elsewhere').mkdir()
            mount = f'mount --bind {place.root}/{folder} {place.root}/elsewhere'
            process = place.start(*dirs(f'{where}:rw'), '-V', before=in_namespace(mount))
            out, error = process.communicate(timeout=60)
            assert process.returncode == 2 and 'cannot be writable' in error, f'{process.returncode} {out!r} {error!r}'

    return check


CHANGE = """
import os
def attempt(change, *arguments):
    try: change(*arguments)
    except OSError as error: return error.strerror
for name in sorted(os.listdir('/d')):
    path = '/d/' + name
    if os.path.isdir(path): print(name, attempt(open, path + '/new', 'w'), attempt(os.mkdir, path + '/folder'))
    else: print(name, *(attempt(open, path, mode) for mode in ('w', 'r+', 'a')), attempt(os.truncate, path, 0), len(open(path, 'rb').read(8)))
"""


def second_names():
    """What code is run from has another name in a writable folder: `ln` of a file, `mount --bind` of a folder."""
    with tempfile.TemporaryDirectory(dir=wasm_build.DIST.parent / 'build') as folder:  # on the file system of dist/
        data, copy = Path(folder, 'data'), Path(folder, 'cache')
        (data / 'bound').mkdir(parents=True)
        environment = {**os.environ, 'PYDANTIC_CORE_CPP_CACHE': str(copy)}
        subprocess.run([wasm_build.RUN, '-V'], env=environment, check=True, capture_output=True)
        (module,) = (copy / 'compiled').glob('*.cwasm')
        for path in (wasm_build.RUN, wasm_build.DIST / 'libwasmtime.so', wasm_build.DIST / 'python.wasm', module):
            os.link(path, data / path.name)
        (data / 'other').write_text('mine')
        command = [wasm_build.RUN, *dirs(f'{data}::/d:rw'), '-c', CHANGE]
        before = in_namespace(f'mount --bind {wasm_build.DIST} {data}/bound') if CAN_MOUNT else []
        process = subprocess.run([*before, *command], env=environment, capture_output=True, text=True, timeout=60)
    refused = 'Operation not permitted'
    wanted = {name: f'{refused} ' * 4 + '8' for name in ('run', 'libwasmtime.so', 'python.wasm', module.name)}
    wanted |= {'other': 'None None None None 0', 'bound': f'{refused} {refused}' if CAN_MOUNT else 'None None'}
    said = dict(line.split(' ', 1) for line in process.stdout.splitlines())
    assert said == wanted, f'{said}, {process.stderr}'


def exchanged():
    """The folder is exchanged for another one while a script runs: it goes on with the one that was named."""
    with Place() as place:
        for name in 'good', 'bad':
            (place.root / name).mkdir()
            (place.root / name / 'x').write_text(name)
        script = 'import os, sys\nprint(1, flush=True); sys.stdin.readline()\nprint(open("/d/x").read())'
        command = [wasm_build.RUN, *dirs(f'{place.root}/good::/d'), '-c', script]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
            process.stdout.readline()
            (place.root / 'good').rename(place.root / 'old')
            (place.root / 'good').symlink_to(place.root / 'bad')
            out, _ = process.communicate('\n', timeout=60)
        assert out == 'good\n', out


def fifo():
    """What nobody writes to is not waited for."""
    with Place() as place:
        os.mkfifo(place.root / 'fifo')
        for value in 'fifo', 'fifo:rw', 'fifo/x':
            process = place.start(*dirs(value), '-V')
            out, error = process.communicate(timeout=10)
            assert (process.returncode, out) == (2, '') and 'there is no folder' in error, error


CACHE = 'the cache, {root}/cache'
INNER = {'PYDANTIC_CORE_CPP_CACHE': '{root}/inner/cache'}

ROWS = [
    # one name, one folder
    Refused('a folder that is not there', dirs('none'), '--dir: there is no folder "none"'),
    Refused('a folder that is a file', dirs('one/own.txt'), '--dir: there is no folder "one/own.txt"'),
    Check('a FIFO as a folder', fifo),
    Refused('a name with :rw, where both folders are', dirs('one:rw'), '--dir: "one:rw" can mean the folder "one" or the folder "one:rw"', {**FILES, 'one:rw/own.txt': ''}),
    Refused('a name with ::, where both folders are', dirs('one::two'), '--dir: "one::two" can mean the folder "one" or the folder "one::two"', {**FILES, 'one::two/own.txt': ''}),
    Refused('a name with ::, and a name for the script', dirs('one::two::/'), '--dir: "one::two::/" can mean the folder "one" or the folder "one::two"', {**FILES, 'one::two/own.txt': ''}),
    Refused('a name with ::, to write', dirs('one::two:rw'), '--dir: "one::two:rw" can mean the folder "one" or the folder "one::two"', {**FILES, 'one::two/own.txt': ''}),
    Refused('a name with :rw alone', dirs('three:rw'), '--dir: there is no folder "three"', {'three:rw/own.txt': ''}),
    code('a name with :rw, and one for the script', SHOW, "['own.txt'] three\n", options=dirs('three:rw::/'), files={'three:rw/own.txt': 'three\n', 'three/own.txt': ''}),
    Refused('no name for the script', dirs('one::'), '--dir: "one::" has no name for the script to see the folder by'),
    Refused('.. in the name for the script', dirs('one::/a/../b'), '--dir: "/a/../b" cannot be a folder\'s name for the script, because of its ".."'),
    Refused('one name twice', dirs('one::/d', 'two::/d'), '--dir: two folders would be "/d" for the script'),
    Refused('one name twice, spelled apart', dirs('one::/d/e', 'two::d//./e/:rw'), '--dir: two folders would be "/d/e" for the script'),
    Refused('one name twice for one folder', dirs('one', './one/:rw'), '--dir: two folders would be "/one" for the script'),
    Refused('the name of the script\'s folder', [*dirs('two::/'), 'one.py'], 'another folder would be "/" for the script than its own', {**FILES, 'one.py': ''}),
    Row('the script\'s folder, to write', [*dirs('.:rw'), 'one.py'], '1\n', files={'one.py': 'print(open("/new", "w").write("x"))'}),
    Row('the script\'s folder, spelled apart', [*dirs('one/../one:rw'), 'one/../one/x.py'], '1\n', files={'one/x.py': 'print(open("/one/new", "w").write("x"))'}),
    Refused('too many folders', dirs(*(f'one::/{i}' for i in range(256))), '--dir: at most 254 folders can be given'),
    # links
    Row('a folder that is a link', [*dirs('link::/'), '-c', SHOW], "['own.txt'] near\n", files=FILES, links={'link': 'far/near'}),
    Row('a script below a link', ['link/read.py', 'x'], 'near\n', files={**FILES, 'far/near/read.py': 'print(open("/link/own.txt").read(), end="")'}, links={'link': 'far/near'}),
    Row('up, without a link', [*dirs('one/../two::/'), '-c', SHOW], "['own.txt'] two\n", files=FILES),
    Row('up from a link, with one meaning', [*dirs('link/../two::/'), '-c', SHOW], "['own.txt'] two\n", files=FILES, links={'link': 'one'}),
    Row('a script that is a link', ['link.py'], 'one\n', files={'own.txt': 'one\n', 'sub/read.py': READ, 'sub/own.txt': ''}, links={'link.py': 'sub/read.py'}),
    *(Refused(f'a script that is a link {what}', ['one/link.py'], f'the script "one/link.py" is a link to "…/{leads}", outside of its folder: name that file instead', {**FILES, 'two/read.py': READ}, links)
      for what, leads, links in (
          ('out of its folder', 'two/read.py', {'one/link.py': '../two/read.py'}),
          ('to a link out of its folder', 'two/read.py', {'one/link.py': 'other', 'one/other': '../two/read.py'}),
          ('out of its folder and back', 'one/own.txt', {'one/link.py': '../one/own.txt'}))),
    Refused('a script that is a link to itself', ['own.py'], 'the script "own.py" is a link that leads to no file', links={'own.py': 'own.py'}),
    Refused('up from a link', dirs('link/..::/'), '--dir: "link/.." leads through a link: it can mean "…/far" or "…"', links={'link': 'far/near'}),
    Refused('up from a link, to write', dirs('link/..:rw'), '--dir: "link/.." leads through a link: it can mean "…/far" or "…"', links={'link': 'far/near'}),
    Refused('a script up from a link', ['link/../x.py'], '"link/.." leads through a link: it can mean "…/far" or "…"', links={'link': 'far/near'}),
    Refused('up from a link, where the text leads nowhere', dirs('a/link/../two'), '--dir: "a/link/../two" leads through a link: it can mean "…/far/two" or "…/a/two"', {**FILES, 'a/x': '', 'far/two/x': ''}, {'a/link': '../far/near'}),
    # what is the system's
    *(Refused(f'the folder {folder}', dirs(f'{folder}::/d{mode}'), f'--dir: "{folder}" is a folder of the system\'s, which no script may see')
      for folder in ('/proc', '/proc/self', '/proc/self/fd', '/sys', '/sys/kernel', '/dev', '/dev/fd') for mode in ('', ':rw')),
    Refused('a script in /proc', ['/proc/self/cmdline'], '"/proc/self" is a folder of the system\'s, which no script may see'),
    Check('a folder that is exchanged', exchanged),
    # what native code comes from
    Check('a writable folder', writable('{root}/data', None)),
    Check('a writable folder beside the cache', writable('{root}/inner/data', None, home, **INNER)),
    Check('writable: the cache', writable('{root}/cache', CACHE, Place.ran)),
    Check('writable: in the cache', writable('{root}/cache/compiled', CACHE, Place.ran)),
    Check('writable: deep in the cache', writable('{root}/cache/deep/er', CACHE, lambda place: (place.root / 'cache' / 'deep' / 'er').mkdir(parents=True))),
    Check('writable: above the cache', writable('{root}/inner', 'the cache, {root}/inner/cache', home, **INNER)),
    Check('writable: above a cache that is not there yet', writable('{root}/inner', 'the cache, {root}/inner/cache/to/come', **{'PYDANTIC_CORE_CPP_CACHE': '{root}/inner/cache/to/come'})),
    Check('writable: a relative name of the cache', writable('{root}/inner', 'the cache, {root}/inner/cache', **{'PYDANTIC_CORE_CPP_CACHE': 'inner/cache'})),
    Check('writable: a link to the cache', writable('{root}/inner', 'the cache, {root}/inner/cache', linked_cache, **INNER)),
    Check('writable: what a link to the cache leads to', writable('{root}/far', 'the cache, {root}/inner/cache', linked_cache, **INNER)),
    Check('writable: HOME', writable('{root}/inner', 'the cache, {root}/inner/.cache/pydantic-core-cpp', **{'PYDANTIC_CORE_CPP_CACHE': '', 'XDG_CACHE_HOME': '', 'HOME': '{root}/inner'})),
    Check('writable: the runner', writable('{root}', 'the runner, {root}/run')),
    Check('writable: everything', writable('/', 'the runner, {root}/run')),
    Check('writable: a link of the library', writable('{root}/lib', 'the library of wasmtime, {root}/libwasmtime.so', apart)),
    Check('writable: the library', writable(str(wasm_build.DIST), 'the library of wasmtime, {root}/libwasmtime.so')),
    Check('writable: another program', writable('{root}/pydantic-2.14', 'the program, {root}/pydantic-2.14/python.wasm', lambda place: (place.root / 'pydantic-2.14').mkdir())),
    Check('writable: second names', second_names),
    *([Check('writable: another mount of the cache', bound('cache', 'elsewhere')), Check('writable: another mount of the runner', bound('.', 'elsewhere'))] if CAN_MOUNT else []),
]  # fmt: skip
