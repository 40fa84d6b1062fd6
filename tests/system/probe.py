"""The layer of WASI by itself: a program in C (probe/) makes the calls, in folders that are made for it here.

Beside what the program says, everything that it may not change must be as it was.
"""

from __future__ import annotations

import ctypes
import functools
import os
import socket
import subprocess
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.system.limits import MEMORY
from tests.system.peaks import peak_of, too_large
from tests.system.place import Place
from tests.system.row import Check, code
from tests.system.sandbox import TRY
from tools import wasm_build, wasm_python

SOURCES = Path(__file__).resolve().parent / 'probe'


@functools.lru_cache(None)
def program() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder, 'probe.wasm')
        flags = ['-std=c11', '-O1', '-Wall', '-Werror', '-Wno-format', '-o', made]
        subprocess.run([wasm_python.toolchain() / 'cc', *flags, *sorted(SOURCES.glob('*.c'))], check=True)
        return wasm_build.with_build_id(made.read_bytes())


class World:
    """A runner with the probe as its program, and the folders: `w` may be written to but for `w/locked`, `r` may not but for `r/open`."""

    def __enter__(self):
        self.place = Place()
        self.root = self.place.__enter__().root
        (self.root / 'python.wasm').write_bytes(program())
        for name in ('w', 'w/sub', 'w/many', 'w/a', 'w/a/deeper', 'outside', 'r', 'r/sub', 'r/empty', 'r/open'):
            (self.root / name).mkdir()
        for name in ('w/locked', 'w/locked/sub', 'w/locked/empty'):
            (self.root / name).mkdir()
        for name in ('w/file', 'w/sub/file', 'w/locked/file', 'r/file', 'outside/file', 'rest'):
            (self.root / name).write_text('text')
        (self.root / 'w/a/secret').write_text('inside')
        (self.root / 'outside/secret').write_text('outside')
        links = {
            'link': 'sub/file', 'to_locked': 'locked', 'locked/to_self': '.', 'locked/sub/up': '..', 'sub/to_above': '..', 'sub/out': '../..',
            'loop': 'loop', 'dangling': 'nowhere', 'out': '..', 'absolute': '/etc', 'to_absolute': 'absolute', 'to_fifo': 'fifo', 'b': '../outside',
        }  # fmt: skip
        for name, target in links.items():
            (self.root / 'w' / name).symlink_to(target)
        for number in range(3000):
            (self.root / 'w/many' / f'f{number}').touch()
        os.mkfifo(self.root / 'w/fifo')
        with socket.socket(socket.AF_UNIX) as made:
            folder = os.open(self.root / 'w', os.O_PATH)
            made.bind(f'/proc/self/fd/{folder}/socket')  # the path of a socket must be short
            os.close(folder)
        self.before = self.kept()
        return self

    def __exit__(self, *error):
        self.place.__exit__(*error)

    def kept(self) -> dict:
        """All that no call may change."""
        return {
            str(path): (status.st_ino, status.st_nlink, status.st_size, status.st_ctime_ns)
            for top in ('w/locked', 'outside', 'r')
            for path in (self.root / top, *(self.root / top).rglob('*'))
            for status in [path.lstat()]
            if path.name != 'open'
        }

    def changed(self, but: str = ''):
        """What has changed that may not; None where nothing has."""
        before, now = self.before.items(), self.kept().items()
        found = sorted({path for path, _ in before ^ now} - {str(self.root / but)})
        return f'changed: {found}' if found else None

    def command(self, part: str) -> tuple:
        """What to run, and its environment."""
        folders = ['w::/w:rw', 'w/locked::/w/locked', 'r::/r', 'r/open::/r/open:rw']
        options = [text for folder in folders for text in ('--dir', str(self.root / folder))]
        settings = {**os.environ, 'PYDANTIC_CORE_CPP_CACHE': str(self.root / 'cache')}
        return [self.root / 'run', '--timeout', '100', '--env', 'A=b', *options, '-c', part], settings

    def start(self, part: str, **streams) -> subprocess.Popen:
        command, settings = self.command(part)
        return subprocess.Popen(command, env=settings, **streams)

    def ended(self, process: subprocess.Popen):
        """What is wrong once it has ended."""
        out, error = process.communicate(timeout=110)
        if process.returncode != 0:
            return f'status {process.returncode}\n{out}{error}'
        return self.changed()


def part(name: str) -> Check:
    def run():
        pipe = subprocess.PIPE
        with World() as world:
            return world.ended(world.start(name, stdout=pipe, stderr=pipe, text=True))

    return Check(f'the calls of WASI: {name}', run)


def streams():
    """Stdin, stdout and stderr are files that were read and written to before: what was stays as it was, and unread."""
    with World() as world:
        files = [world.root / name for name in ('in', 'out', 'err')]
        for file in files:
            file.write_text('seenrest' if file.name == 'in' else 'seen')
        opened = [open(files[0], 'rb', 0), *(open(file, 'r+b', 0) for file in files[1:])]
        for file in opened:
            file.seek(4)
        process = world.start('streams', stdin=opened[0], stdout=opened[1], stderr=opened[2])
        wrong = world.ended(process)
        for file in opened:
            file.close()
        said = [file.read_text() for file in files]
        if wrong or said[0] != 'seenrest' or not (said[1] == 'seen' and said[2].startswith('seen')):
            return f'{wrong}: {said}'


def large():
    with World() as world:
        (run, *rest), settings = world.command('large')
        peak_of([run, '-V'], env=settings)  # compiles it, which takes memory
        ended = peak_of([run, '--memory', MEMORY, *rest], env=settings)
        return ended.out + ended.error if ended.status else too_large(ended, MEMORY) or world.changed()


def exchange(one: Path, other: Path) -> None:
    at_fdcwd, rename_exchange = -100, 2
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.renameat2(at_fdcwd, bytes(one), at_fdcwd, bytes(other), rename_exchange) != 0:
        raise OSError(ctypes.get_errno(), 'renameat2')


def race():
    with World() as world:
        process = world.start('race', stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        process.stdout.readline()  # its folders are open
        pairs = [[world.root / 'w' / name for name in names] for names in (('a', 'b'), ('sub', 'locked'))]

        def goes_on() -> int:
            """Exchanges them until the process ends, an even number of times, which is returned."""
            count = 0
            while process.poll() is None:
                for pair in pairs:
                    exchange(*pair)
                count += 1
            if count % 2:
                for pair in pairs:
                    exchange(*pair)
            return count

        with ThreadPoolExecutor(1) as pool:
            exchanges = pool.submit(goes_on)
            out, error = process.communicate(timeout=110)
            count = exchanges.result()  # raises what it raised
        if process.returncode != 0 or count < 100:
            return f'status {process.returncode}, {count} exchanges\n{out}{error}'
        # Exchanging changes the time of the folder itself.
        return world.changed(but='w/locked')


def started_before_its_start():
    """A module that calls WASI while it is instantiated, where there is no guest yet: a sentence, and no crash."""
    section = lambda number, content: bytes([number, len(content)]) + content
    name = lambda text: bytes([len(text)]) + text
    types = b'\2\x60\0\0\x60\0\1\x7f'  # () -> (), () -> i32
    imports = b'\1' + name(b'wasi_snapshot_preview1') + name(b'sched_yield') + b'\0\1'
    exports = b'\2' + name(b'memory') + b'\2\0' + name(b'_start') + b'\0\1'
    body = b'\0\x10\0\x1a\x0b'  # call 0, drop
    module = b''.join(
        [b'\0asm\1\0\0\0', section(1, types), section(2, imports), section(3, b'\1\0'), section(5, b'\1\0\1')]
        + [section(7, exports), section(8, b'\1'), section(10, b'\1' + bytes([len(body)]) + body)]
    )
    with Place() as place:
        (place.root / 'python.wasm').write_bytes(wasm_build.with_build_id(module))
        process = place.start()
        out, error = process.communicate(timeout=60)
    said = error.splitlines()[-1]
    assert (process.returncode, out, said) == (1, '', SAYS), f'status {process.returncode}, {out!r}, {error!r}'


# Those that this machine has: in a container they may be ordinary folders.
KERNEL_FOLDERS = [path for path in ('/proc', '/sys', '/dev') if os.path.ismount(path)]
KERNEL = TRY + f"""
for path in {KERNEL_FOLDERS}:
    path = '/all' + path
    for below in '', '/self', '/kernel', '/shm', '/self/root/etc':
        attempt(path + below, os.listdir, path + below)
        attempt(path + below, os.stat, path + below + '/.')
        attempt(path + below, os.open, path + below, os.O_RDONLY | os.O_DIRECTORY)
    for below in 'self/environ', 'self/mem', 'version', 'null', 'stdin', 'tty', 'kernel/uevent_seqnum':
        attempt(path + below, open, path + '/' + below, 'rb')
        attempt(path + below, os.stat, path + '/' + below)
print(os.path.isdir('/all/etc'), len(open('/all/etc/passwd').read()) > 0, 'proc' in os.listdir('/all'))
"""
TIMES = """
import os, time
begin = time.monotonic(); time.sleep(0.3); passed = os.times()
print(passed.user < 0.2, 0.3 <= passed.elapsed < time.monotonic() + 5, passed.system, time.process_time() < 0.2)
while time.process_time() < 0.3: pass
print(0.25 <= os.times().user < 1)
"""
SAYS = 'error: python.wasm cannot start: it calls WASI before it is started'

ROWS = [
    part('hostile'),
    part('changes'),
    part('spellings'),
    part('limits'),
    Check('the calls of WASI: streams', streams),
    Check('the calls of WASI: all memory in one call', large),
    Check('the calls of WASI: a race', race),
    code('kernel folders below a folder', KERNEL, says=('/all/proc refused', 'True True True'), lacks=('GOT',), options=['--dir', '/::/all']),
    code('times of the process', TIMES, 'True True 0.0 True\nTrue\n'),
    code('times of the process without the snapshot', 'import os; print(os.times().elapsed < 60)', 'True\n', options=['--no-snapshot']),
    Check('a module that calls WASI while it is instantiated', started_before_its_start),
]  # fmt: skip
