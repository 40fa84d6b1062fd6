"""Runs that begin in a state which a parent left behind: signals, descriptors, limits, streams that nobody drains."""

from __future__ import annotations

import os
import pty
import resource
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Callable

from tests.system.row import Check
from tools import wasm_build

BUSY = 'while True: pass'
SLEEPS = 'import time; time.sleep(100)'
READS = 'input()'
PRINTS = 'import sys\nwhile True: print("x" * 1000, flush=True)'
COMPLAINS = 'import sys\nwhile True: print("x" * 1000, file=sys.stderr, flush=True)'
TIMEOUT = 1.0
LATE = 0.2  # seconds that the end may come after the time


def full_pipe() -> tuple[int, int]:
    """A pipe that takes no byte more. Its reader, and its writer."""
    reader, writer = os.pipe()
    os.set_blocking(writer, False)
    try:
        while True:
            os.write(writer, bytes(65536))
    except BlockingIOError:
        pass
    try:
        while True:
            os.write(writer, b'x')
    except BlockingIOError:
        os.set_blocking(writer, True)
    return reader, writer


def seconds_of(script: str, **settings) -> float:
    """How long that run takes, which must end at its timeout."""
    begin = time.monotonic()
    process = subprocess.Popen([wasm_build.RUN, '--timeout', str(TIMEOUT), '-c', script], **settings)
    try:
        status = process.wait(20)
    except subprocess.TimeoutExpired:
        process.kill()
        raise AssertionError('it did not end at its timeout') from None
    took = time.monotonic() - begin
    assert status == 124, f'status {status}'
    return took


def in_time(script: str, make: Callable[[], dict]) -> Callable:
    """The least of three tries counts: this machine may be busy with other things for a while."""

    def check():
        least = min(seconds_of(script, **make()) for _ in range(3))
        assert TIMEOUT <= least <= TIMEOUT + LATE, f'it ended after {least:.3f} s'

    return check


def streams(*names: str) -> Callable[[], dict]:
    """Those streams are pipes that take nothing, or that nobody writes to; the others are /dev/null."""

    def make():
        made = dict.fromkeys(('stdin', 'stdout', 'stderr'), subprocess.DEVNULL)
        for name in names:
            made[name] = os.pipe()[0] if name == 'stdin' else full_pipe()[1]
        return made

    return make


def before(change: Callable) -> Callable[[], dict]:
    """That function is called in the new process before it becomes the runner."""
    return lambda: {**streams()(), 'preexec_fn': change}


def block_all():
    signal.pthread_sigmask(signal.SIG_SETMASK, signal.valid_signals())


def ignore_all():
    for number in signal.valid_signals() - {signal.SIGKILL, signal.SIGSTOP}:
        try:
            signal.signal(number, signal.SIG_IGN)
        except OSError:
            pass


def ran(script: str, change: Callable, out: str, status: int = 0, options: tuple = (), **settings) -> Callable:
    """A run in the state that `change` makes in the new process."""

    def check():
        command = [wasm_build.RUN, *options, '-c', script]
        ended = subprocess.run(command, preexec_fn=change, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, timeout=60, **settings)
        assert (ended.returncode, ended.stdout) == (status, out), ended

    return check


def close(*numbers: int) -> Callable:
    return lambda: [os.close(number) for number in numbers]


def limit(what: int, value: int) -> Callable:
    return lambda: resource.setrlimit(what, (value, value))


def closed_streams():
    """What is opened first must not become a stream of the guest's: it is told what it finds at 0, 1 and 2."""
    script = (
        'import os\n'
        'found = [os.read(0, 10)]\n'
        'for fd in 1, 2: found.append(os.write(fd, b"lost"))\n'
        'open("/out/said", "w").write(repr(found))'
    )
    with tempfile.TemporaryDirectory() as folder:
        command = [wasm_build.RUN, '--dir', f'{folder}::/out:rw', '-c', script]
        status = subprocess.Popen(command, preexec_fn=close(0, 1, 2)).wait(60)
        said = Path(folder, 'said').read_text()
    assert (status, said) == (0, "[b'', 4, 4]"), (status, said)


def inherited_descriptors():
    """The guest's descriptors are numbers of its own: what the parent left open has none."""
    script = 'import os\nfor fd in range(3, 40):\n  try: print(fd, os.fstat(fd).st_size, os.read(fd, 5))\n  except OSError as e: pass\nprint("done")'
    with open('/etc/passwd') as secret:
        for number in range(10, 30):
            os.dup2(secret.fileno(), number)
            os.set_inheritable(number, True)
        try:
            ended = subprocess.run([wasm_build.RUN, '-c', script], cwd='/tmp', close_fds=False, capture_output=True, text=True)
        finally:
            os.closerange(10, 30)
    assert 'root' not in ended.stdout and ended.stdout.endswith('done\n'), ended


def file_size_limit():
    """Beyond the limit of a file's size, writing is an OSError and no signal."""
    script = 'try: open("/out/f", "wb").write(bytes(10000))\nexcept OSError as error: print(type(error).__name__, error.strerror)'
    with tempfile.TemporaryDirectory() as folder:
        command = [wasm_build.RUN, '--dir', f'{folder}::/out:rw', '-c', script]
        ended = subprocess.run(command, preexec_fn=limit(resource.RLIMIT_FSIZE, 100), capture_output=True, text=True, timeout=60)
    assert (ended.returncode, ended.stdout) == (0, 'OSError File too large\n'), ended


def deleted_folder():
    with tempfile.TemporaryDirectory() as folder:
        inner = Path(folder, 'inner')
        inner.mkdir()
        remove = lambda: (os.chdir(inner), os.rmdir(inner))
        ended = subprocess.run([wasm_build.RUN, '-c', 'print(1)'], preexec_fn=remove, capture_output=True, text=True, timeout=60)
    assert (ended.returncode, ended.stdout) == (0, '1\n'), ended


def refused(change: Callable) -> Callable:
    """It cannot start, and its last line says why."""

    def check():
        ended = subprocess.run([wasm_build.RUN, '-c', 'print(1)'], preexec_fn=change, capture_output=True, text=True, timeout=60)
        assert ended.returncode == 1 and ended.stdout == '', ended
        assert ended.stderr.splitlines()[-1].startswith('error: '), ended

    return check


def drained_late():
    """A reader that comes back finds the sentence; one that stays away costs no time."""
    process = subprocess.Popen([wasm_build.RUN, '--timeout', '0.3', '-c', BUSY], stderr=subprocess.PIPE, text=True)
    assert process.communicate(timeout=60)[1] == 'error: stopped after 0.3 s, the --timeout\n'


RECURSION = 'def f(): f()\ntry: f()\nexcept RecursionError: print("caught")'
DEEP = 'import sys\nsys.setrecursionlimit(10**9)\ndef f(): f()\nf()'

def background_job():
    """A job in the background that reads from its terminal would be stopped, and a stopped process ends at no time."""
    script = 'try: input()\nexcept (OSError, EOFError): pass\nimport time; time.sleep(100)'
    leader, terminal = pty.fork()
    if leader == 0:
        job = os.fork()
        if job == 0:
            os.setpgid(0, 0)
            os.execv(wasm_build.RUN, [wasm_build.RUN, '--timeout', '0.5', '-c', script])
        _, status = os.waitpid(job, os.WUNTRACED)
        os._exit(os.WEXITSTATUS(status) if os.WIFEXITED(status) else 99)
    _, status = os.waitpid(leader, 0)
    os.close(terminal)
    assert os.WEXITSTATUS(status) == 124, os.WEXITSTATUS(status)


ROWS = [
    Check('timeout: nobody drains stderr', in_time(BUSY, streams('stderr'))),
    Check('timeout: nobody drains stderr, and the script writes to it', in_time(COMPLAINS, streams('stderr'))),
    Check('timeout: nobody drains stdout', in_time(PRINTS, streams('stdout'))),
    Check('timeout: nobody drains stdout and stderr', in_time(PRINTS, streams('stdout', 'stderr'))),
    Check('timeout: nobody writes to stdin', in_time(READS, streams('stdin'))),
    Check('timeout: no stream moves', in_time(READS, streams('stdin', 'stdout', 'stderr'))),
    Check('timeout: a script that sleeps', in_time(SLEEPS, streams())),
    Check('timeout: every signal blocked', in_time(BUSY, before(block_all))),
    Check('timeout: every signal ignored', in_time(BUSY, before(ignore_all))),
    Check('timeout: closed streams', in_time(BUSY, before(close(0, 1, 2)))),
    Check('timeout: a job in the background of a terminal', background_job),
    Check('timeout: its sentence', drained_late),
    Check('signals: all blocked, and the stack used up', ran(DEEP, block_all, '', status=1, options=('--memory', '256', '--timeout', '60'))),
    Check('signals: all ignored', ran(RECURSION, ignore_all, 'caught\n')),
    Check('closed streams: what the script finds', closed_streams),
    Check('closed streams: stdin', ran('import sys; print(repr(sys.stdin.read()))', close(0), "''\n")),
    Check('closed streams: stderr', ran('import sys; print(sys.stderr.write("x"))', close(2), '1\n')),
    Check('descriptors of the parent', inherited_descriptors),
    Check('a limit of the size of files', file_size_limit),
    Check('a limit of the stack', ran(RECURSION, limit(resource.RLIMIT_STACK, 1 << 16), 'caught\n')),
    Check('a limit of locked memory', ran('print(1)', limit(resource.RLIMIT_MEMLOCK, 0), '1\n')),
    Check('a limit of the address space', refused(limit(resource.RLIMIT_AS, 1 << 30))),
    Check('a limit of open files', refused(limit(resource.RLIMIT_NOFILE, 4))),
    Check('a current folder that is gone', deleted_folder),
    Check('no environment', ran('print(1)', lambda: None, '1\n', env={})),
]  # fmt: skip
