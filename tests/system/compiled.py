"""Compiled modules in the runner's cache: made once, by a process of their own, and used only as they were made."""

from __future__ import annotations

import contextlib
import os
import random
import re
import shutil
import signal
import struct
import subprocess
import time
from pathlib import Path
from typing import Callable

from tests.rows import heed_interrupts
from tests.system.place import IS_ROOT, NOT_KEPT, OTHER, SAYS_COMPILING, Place, program
from tests.system.row import Check
from tools import wasm_build

TRAILER = 56  # bytes: a mark, the size, the checksum, the key
HOUR = 3600


def compiled_once():
    with Place() as place:
        assert place.ran() == SAYS_COMPILING
        assert place.ran() == ''
        assert place.compiled().stat().st_mode & 0o7777 == 0o1600
        (place.root / 'python.wasm').write_bytes(wasm_build.with_build_id(program()))
        assert place.ran() == SAYS_COMPILING, 'another program was taken for the cached one'


def started_at_once():
    with Place() as place:
        processes = [place.start() for _ in range(8)]
        said = [process.communicate(timeout=60)[1] for process in processes]
        assert [process.returncode for process in processes] == [0] * 8, said
        assert sum(text == SAYS_COMPILING for text in said) == 1 and sum(text == '' for text in said) == 7, said
        place.compiled()


def killed_half_way():
    """Killed at many moments: the next run always works, and nothing half-made is taken."""
    with Place() as place:
        for step in range(30):
            process = place.start()
            time.sleep(step / 300)
            process.kill()
            process.communicate()
            for path in (place.cache / 'compiled').glob('*.cwasm'):
                assert place.ran() == '', 'a complete file was not used'
                path.unlink()
        assert place.ran() in ('', SAYS_COMPILING) and place.ran() == ''
        place.compiled()
        assert not list((place.cache / 'compiled').glob('*.tmp'))


def ends_with_its_run(*options: str, status: int) -> Callable:
    """The process that compiles ends with the one that waits for it."""

    def check():
        with Place() as place:
            shutil.copy(wasm_build.DIST / 'python-cold.wasm', place.root)  # takes seconds
            process = place.start(*options, '--no-snapshot', '-V', how={'preexec_fn': heed_interrupts})
            assert process.stderr.readline() == SAYS_COMPILING
            if status < 0:
                time.sleep(0.3)
                (peak,) = re.findall(r'VmHWM:\s+(\d+) kB', Path(f'/proc/{process.pid}/status').read_text())
                assert int(peak) < 40_000, f'it takes {peak} KB, while another process compiles'
                process.send_signal(-status)
            process.communicate(timeout=60)
            assert process.returncode == status, process.returncode
            give_up = time.monotonic() + 30  # a busy machine takes its time to end a process
            while left := processes_of(place.root / 'run'):
                assert time.monotonic() < give_up, f'processes {left} go on'
                time.sleep(0.02)

    return check


def processes_of(program: Path) -> list:
    return [name for name in os.listdir('/proc') if name.isdigit() and executable(name) == str(program)]


def executable(process: str) -> str:
    with contextlib.suppress(OSError):
        return os.readlink(f'/proc/{process}/exe')
    return ''


# What a compiled module may have become


def damaged(change: Callable) -> Callable:
    def check():
        with Place() as place:
            place.ran()
            path = place.compiled()
            good = path.read_bytes()
            change(path, good)
            assert place.ran() == SAYS_COMPILING, 'it was used'
            assert place.ran() == '' and place.compiled().read_bytes()[-TRAILER:] == good[-TRAILER:]

    return check


def foreign(path: Path, content: bytes):
    """Of another wasmtime, as far as its header says; nothing else is wrong with it."""
    at, length = section(content, b'.wasmtime.engine')
    assert content[at : at + length].count(b'50') == 1
    write_quietly(path, content[:at] + content[at:].replace(b'50', b'49', 1))


def write_quietly(path: Path, content: bytes, ago: int = 0):
    """As a disk changes a file: its time stays."""
    path.write_bytes(content)
    moment = int(time.time()) - ago
    os.utime(path, (moment, moment))


def flipped(content: bytes, bit: int) -> bytes:
    changed = bytearray(content)
    changed[bit // 8] ^= 1 << bit % 8
    return bytes(changed)


def flipped_later(path: Path, content: bytes):
    write_quietly(path, flipped(content, 8 * (len(content) // 2)), ago=2 * HOUR)


def flipped_by_writing(path: Path, content: bytes):
    path.write_bytes(flipped(content, 8 * (len(content) // 2)))


def replaced(make: Callable) -> Callable:
    def change(path: Path, content: bytes):
        path.unlink()
        make(path)

    return damaged(change)


def bits():
    """Single bits flipped by a disk, unnoticed by the time of the file: a run that crashes is the last one that does."""
    chance = random.Random(7)
    found = {'noticed': 0, 'ran': 0, 'wrong': 0, 'crashed': 0}
    with Place() as place:
        place.ran()
        path = place.compiled()
        good = path.read_bytes()
        for _ in range(150):
            bit = chance.randrange(8 * len(good))
            write_quietly(path, flipped(good, bit))
            path.chmod(0o1600)
            outcome = outcome_of(place)
            found[outcome] += 1
            if outcome == 'crashed':
                assert place.ran() == SAYS_COMPILING, f'bit {bit}: used again'
                continue
            if sum(found.values()) % 10:
                continue
            write_quietly(path, flipped(good, bit), ago=2 * HOUR)
            assert place.ran() == SAYS_COMPILING, f'bit {bit}: not noticed after an hour'
    assert found['ran'] > 50 and found['crashed'] + found['noticed'] > 0, found
    return None if found['wrong'] <= 5 else str(found)


def outcome_of(place: Place) -> str:
    process = place.start('--timeout', '5', '-V')
    out, error = process.communicate(timeout=60)
    if error == SAYS_COMPILING:
        return 'noticed'
    if process.returncode < 0 or process.returncode == 134:
        return 'crashed'
    return 'ran' if (process.returncode, out) == (0, 'ran\n') else 'wrong'


def section(content: bytes, wanted: bytes) -> tuple[int, int]:
    """Where that section of an ELF file is, and its size."""
    (headers,) = struct.unpack_from('<Q', content, 40)
    size, count, names = struct.unpack_from('<HHH', content, 58)
    fields = [struct.unpack_from('<IIQQQQ', content, headers + size * i) for i in range(count)]
    for name, _, _, _, at, length in fields:
        if content[fields[names][4] + name :].startswith(wanted + b'\0'):
            return at, length
    raise ValueError(f'no section {wanted!r}')


def crashing():
    """Native code that crashes is not used again."""
    with Place() as place:
        place.ran()
        path = place.compiled()
        good = path.read_bytes()
        at, length = section(good, b'.text')
        bad = b'\xf4' if os.uname().machine == 'x86_64' else b'\0'  # not for user space; not an instruction
        write_quietly(path, good[:at] + bad * length + good[at + length :])
        process = place.start()
        process.communicate(timeout=60)
        assert process.returncode < 0, process.returncode
        assert path.stat().st_mode & 0o7777 == 0
        assert place.ran() == SAYS_COMPILING and place.ran() == ''


def killed_from_outside():
    """A signal that somebody sends says nothing about the code."""
    pipe = subprocess.PIPE
    with subprocess.Popen([wasm_build.RUN, '-c', 'print("up", flush=True); input()'], stdin=pipe, stdout=pipe, text=True) as process:
        assert process.stdout.readline() == 'up\n'
        (code,) = {path.resolve() for path in Path(f'/proc/{process.pid}/fd').iterdir() if path.resolve().suffix == '.cwasm'}
        process.send_signal(signal.SIGSEGV)
        assert process.wait(60) == -signal.SIGSEGV
    assert code.stat().st_mode & 0o777 == 0o600


def damaged_by_mode(mode: int) -> Callable:
    """No call of WASI gives a file the mode of a module: one with another may be a script's, left where the cache is now."""

    def check():
        with Place() as place:
            place.ran()
            place.compiled().chmod(mode)
            assert place.ran() == SAYS_COMPILING and place.ran() == ''

    return check


def another_build_id():
    """A program with the build id and the length of another one gets no place in the cache, least of all the other's."""
    with Place() as place:
        place.ran()
        genuine = place.compiled().read_bytes()
        impostor = bytearray(program('own'))
        impostor[-44:] = program()[-44:]
        assert len(impostor) == len(program()), 'the programs must have one length'
        (place.root / 'python.wasm').write_bytes(impostor)
        place.compiled().unlink()
        for _ in range(2):
            said = place.ran(says='own')
            assert said == SAYS_COMPILING + NOT_KEPT + 'the program is not the one that its build id names\n', said
        assert not list((place.cache / 'compiled').glob('*.cwasm'))
        (place.root / 'python.wasm').write_bytes(program())
        assert place.ran() == SAYS_COMPILING and place.compiled().read_bytes()[-TRAILER:] == genuine[-TRAILER:]


def no_build_id():
    """A program of others is known by its place and its times, the one that cannot be set among them."""
    with Place() as place:
        path = place.root / 'python.wasm'
        path.write_bytes(program()[:-44])
        assert place.ran() == SAYS_COMPILING and place.ran() == ''
        before = path.stat()
        with open(path, 'r+b') as file:
            file.write(program('own')[:-44])
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
        assert place.ran(says='own') == SAYS_COMPILING and place.ran(says='own') == ''


# What is old


def used_times():
    """A use sets the time, once an hour; a clock that jumped does no harm."""
    with Place() as place:
        place.ran()
        path = place.compiled()
        for ago, is_set in ((HOUR // 2, False), (2 * HOUR, True), (-30 * 24 * HOUR, True), (int(time.time()) - 1, True)):
            moment = int(time.time()) - ago
            os.utime(path, (moment, moment))
            assert place.ran() == '', f'{ago} s ago: compiled again'
            now = path.stat().st_mtime
            assert (abs(now - time.time()) < 60) == is_set, f'{ago} s ago: the time is {now}'


def old_ones():
    """The six used last stay, however old they are; one from the future was used now."""
    with Place() as place:
        place.ran()
        folder = place.cache / 'compiled'
        days = {'a': 1, 'b': 2, 'c': 3, 'd': -100, 'e': 4, 'f': 5, 'g': 6}
        for name, ago in days.items():
            copy = folder / f'{name}.cwasm'
            shutil.copy(place.compiled() if not list(folder.glob('?.cwasm')) else folder / 'a.cwasm', copy)
            moment = time.time() - ago * 24 * HOUR
            os.utime(copy, (moment, moment))
        (folder / 'left.tmp').write_text('')
        (place.root / 'python.wasm').write_bytes(program('own'))
        assert place.ran(says='own') == SAYS_COMPILING
        left = {path.name for path in folder.iterdir()}
        assert {name for name in left if len(name) == 7} == {f'{name}.cwasm' for name in 'adbc'}, left
        assert len(left) == 7 and 'left.tmp' not in left, left


ROWS = [
    Check('the cache: a file that a script could have made', damaged_by_mode(0o600)),
    Check('the cache: compiled once', compiled_once),
    Check('the cache: eight runs at once', started_at_once),
    Check('the cache: killed half-way', killed_half_way),
    Check('the cache: compiling ends with a killed run', ends_with_its_run(status=-9)),
    Check('the cache: compiling ends with Ctrl-C', ends_with_its_run(status=-2)),
    # Late enough for a busy machine to begin compiling, and long before that is done.
    Check('the cache: compiling ends at the timeout', ends_with_its_run('--timeout', '2', status=124)),
    Check('the cache: a file cut short', damaged(lambda path, good: path.write_bytes(good[: len(good) // 2]))),
    Check('the cache: an empty file', damaged(lambda path, good: path.write_bytes(b''))),
    Check('the cache: a file of zeros with a right end', damaged(lambda path, good: write_quietly(path, bytes(len(good) - TRAILER) + good[-TRAILER:]))),
    Check('the cache: a file of another wasmtime', damaged(foreign)),
    Check('the cache: a file for another program', damaged(lambda path, good: write_quietly(path, flipped(good, 8 * len(good) - 1)))),
    Check('the cache: a bit flipped, looked at after an hour', damaged(flipped_later)),
    Check('the cache: a bit flipped by writing', damaged(flipped_by_writing)),
    *(Check(f'the cache: a file of mode {mode:o}', damaged(lambda path, good, mode=mode: path.chmod(mode))) for mode in (0o666, 0o620, 0o640, 0o700, 0o400, 0o4600)),
    Check('the cache: a link to a file', damaged(lambda path, good: (path.rename(path.with_suffix('.x')), path.symlink_to(path.with_suffix('.x'))))),
    Check('the cache: 150 flipped bits', bits),
    Check('the cache: code that crashes', crashing),
    Check('the cache: a signal from outside', killed_from_outside),
    Check('the cache: a program with another\'s build id', another_build_id),
    Check('the cache: a program without a build id', no_build_id),
    Check('the cache: times of use', used_times),
    Check('the cache: old files', old_ones),
    *([Check('the cache: a file of another user', damaged(lambda path, good: os.chown(path, OTHER, OTHER)))] if IS_ROOT else []),
]  # fmt: skip
