"""The second wall: what the kernel still refuses to somebody who broke out of the guest."""

from __future__ import annotations

import ctypes
import struct
import subprocess
import tempfile
from pathlib import Path

from tests.system.row import ROOT, Check
from tools import components, wasm_build

SOURCES = ('second_wall', 'landlock', 'system_calls', 'start')


def every_way():
    """The wall by itself, around a program that tries all it can."""
    with tempfile.TemporaryDirectory() as folder:
        program = Path(folder, 'program')
        sources = [ROOT / 'host' / 'runner' / f'{name}.cc' for name in SOURCES]
        flags = ['-std=c++20', '-O1', '-fno-exceptions', '-fno-rtti', '-pthread', '-I', ROOT / 'host' / 'runner', '-o', program]
        compile = [components.native_toolchain() / 'c++', *flags, *sources, ROOT / 'tests' / 'system' / 'second_wall_test.cc']
        made = subprocess.run(compile, capture_output=True, text=True)
        assert made.returncode == 0, made.stderr
        Path(folder, 'beside').write_text('')
        for name, file in ('reads', 'file'), ('writes', 'kept'):
            Path(folder, name).mkdir()
            Path(folder, name, file).write_text('text')
        ended = subprocess.run([program, Path(folder, 'reads'), Path(folder, 'writes')], capture_output=True, text=True, timeout=60)
        assert (ended.returncode, ended.stdout) == (0, ''), ended


def around_a_run():
    """Each thread of a real run is behind it, and nothing is open but what the run needs."""
    script = 'print("up", flush=True); input()'
    pipe = subprocess.PIPE
    # The parent's descriptors beyond stderr must not reach the run.
    with open('/etc/passwd') as secret, subprocess.Popen(
        [wasm_build.RUN, '-c', script], stdin=pipe, stdout=pipe, text=True, close_fds=False, pass_fds=[secret.fileno()]
    ) as process:
        assert process.stdout.readline() == 'up\n'
        tasks = list(Path(f'/proc/{process.pid}/task').iterdir())
        states = [dict(line.split(':\t', 1) for line in (task / 'status').read_text().splitlines() if ':\t' in line) for task in tasks]
        found = {(state['NoNewPrivs'], state['Seccomp']) for state in states}
        opened = sorted(path.resolve().name for path in Path(f'/proc/{process.pid}/fd').iterdir() if int(path.name) > 2)
        limits = dict(line.split('  ', 1) for line in Path(f'/proc/{process.pid}/limits').read_text().splitlines())
        process.communicate('\n', timeout=60)
    assert len(tasks) == 2 and found == {('1', '2')}, states
    assert limits['Max core file size'].split()[:2] == ['0', '0'], limits
    assert int(limits['Max open files'].split()[1]) <= 4096, limits
    assert len(set(opened)) == 1 and opened[0].endswith('.cwasm'), opened


def kernel_without(*calls: int):
    """Makes the calling process one whose kernel lacks those system calls; for `preexec_fn`."""
    code = [(0x20, 0, 0, 0)]  # load the call's number
    for call in calls:
        code += [(0x15, 0, 1, call), (0x06, 0, 0, 0x00050000 | 38)]  # it fails with ENOSYS
    code.append((0x06, 0, 0, 0x7FFF0000))  # all others are allowed
    filters = b''.join(struct.pack('HBBI', *line) for line in code)

    def change():
        kept = ctypes.create_string_buffer(filters)
        program = struct.pack('HxxxxxxP', len(code), ctypes.addressof(kept))
        libc = ctypes.CDLL(None, use_errno=True)
        assert libc.prctl(38, 1, 0, 0, 0) == 0 and libc.prctl(22, 2, program) == 0, ctypes.get_errno()

    return change


def lacks(*calls: int, words: str):
    """A kernel without a part of it runs scripts all the same, and `--version` says what it lacks."""

    def check():
        for arguments, wanted in (['--version'], f'second wall: {words}\n'), (['-c', 'print(1)'], '1\n'):
            ended = subprocess.run([wasm_build.RUN, *arguments], preexec_fn=kernel_without(*calls), capture_output=True, text=True, timeout=60)
            assert ended.returncode == 0 and ended.stdout.endswith(wanted), ended

    return check


LANDLOCK = (444, 445, 446)
SECCOMP = 317  # of x86-64

ROWS = [
    Check('the second wall: every way out', every_way),
    Check('the second wall: around a run', around_a_run),
    Check('the second wall: a kernel without landlock', lacks(*LANDLOCK, words='no new privileges, no landlock on this kernel, seccomp')),
    Check('the second wall: a kernel without both', lacks(*LANDLOCK, SECCOMP, words='no new privileges, no landlock on this kernel, no seccomp on this kernel')),
]
