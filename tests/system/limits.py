"""What a script can make the runner hold: every way to take memory of the host, under `--memory`, with the peak of its resident size."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import NamedTuple

from tests.system import program
from tests.system.peaks import peak_of, too_large

MEMORY = 64  # MB, with which a script is run here


class Limit(NamedTuple):
    """Runs the script with a folder `/w` that it may write to, in which is one with 20,000 files, `many`.

    In the options, FOLDER stands for that folder's path.
    """

    what: str
    script: str
    out: str
    options: tuple = ()
    arguments: tuple = ()
    status: int = 0

    def problem(self):
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / 'many').mkdir()
            if 'many' in self.script:
                for number in range(20_000):
                    os.close(os.open(f'{folder}/many/file{number:040}', os.O_CREAT, 0o600))
            options = ['--memory', MEMORY, '--timeout', 100, '--dir', f'{folder}::/w:rw', *(text.replace('FOLDER', folder) for text in self.options)]
            ended = peak_of([*program.command(), *options, '-c', self.script, *self.arguments])
        wrong = [too_large(ended, MEMORY)]
        if ended.status != self.status:
            wrong.append(f'exit status {ended.status}, not {self.status}')
        if ended.out != self.out:
            wrong.append(f'output {ended.out[-500:]!r}, not {self.out!r}')
        said = '; '.join(filter(None, wrong))
        return f'{said}\n{ended.error[-1500:]}' if said else None


TRY = """
import os, sys
def attempt(call, *arguments, **more):
    try: return call(*arguments, **more)
    except (OSError, ValueError, MemoryError, OverflowError) as error: print(getattr(error, 'strerror', None) or type(error).__name__)
"""
SCANS = TRY + """
scans = [os.scandir('/w/many') for _ in range(400)]
print(len({next(scan).name for scan in scans for _ in range(50)}), len(scans))
"""
LISTS = TRY + """
for _ in range(5): print(len(os.listdir('/w/many')))
"""
OPENED = TRY + """
opened = []
while (file := attempt(os.open, '/w/many', os.O_RDONLY)) is not None: opened.append(file)
print(len(opened) > 1000, len(opened) < 1024)
os.close(opened.pop()); print(len(os.listdir('/w')))
for file in opened: os.close(file)
print(os.path.isdir('/w/many'))
"""
# 24,000,000 bytes of subscriptions in the script's own memory.
WISHES = TRY + """
import select
poll = select.poll()
for number in range(3, 1000): poll.register(number, select.POLLIN)
print(len(poll.poll(0)) > 900)
for number in range(1000, 100_000): poll.register(number, select.POLLIN)
attempt(poll.poll, 0)
"""
LINKS = TRY + """
attempt(os.symlink, 'x' * 10_000_000, '/w/a')
attempt(os.symlink, 'x/' * 2048, '/w/a')
os.symlink('x/' * 2047, '/w/b'); print(len(os.readlink('/w/b')))
attempt(os.stat, '/w/' + 'x/' * 500_000)
for i in range(2000): os.symlink('x/' * 2000, f'/w/l{i}'); os.readlink(f'/w/l{i}')
"""
DEEP = TRY + """
path = '/w'
for i in range(300):
    path += '/d'
    os.mkdir(path)
print(len(list(os.walk('/w'))), os.stat(path + '/..' * 200).st_nlink)
"""
BLOCKS = TRY + """
data = bytes(8 << 20)
with open('/w/file', 'wb', 0) as file:
    for _ in range(40): file.write(data)
    print(file.tell() >> 20)
with open('/w/file', 'rb', 0) as file:
    into = bytearray(8 << 20)
    print(sum(file.readinto(into) for _ in range(40)) >> 20)
fd = os.open('/w/file', os.O_RDWR)
print(os.pwrite(fd, data, 1 << 40) >> 20, os.fstat(fd).st_size >> 40, len(os.pread(fd, 1 << 20, 1 << 40)) >> 20)
os.ftruncate(fd, 1 << 42); print(os.lseek(fd, 0, os.SEEK_END) >> 42)
attempt(os.ftruncate, fd, (1 << 63) - 1)
del data, into
print(len(os.urandom(16 << 20)) >> 20)
"""
MEMORY_ITSELF = TRY + """
blocks = []
while (block := attempt(bytearray, 1 << 16)) is not None: blocks.append(block)
n = len(blocks); blocks.clear(); print(n > 100)
"""
# hash() of nested tuples is what CPython does not count as a call in C: it goes as deep as the stack.
DEEPEST = TRY + """
x = ()
for _ in range(300_000): x = (x,)
blocks = []
while (block := attempt(bytearray, 1 << 16)) is not None: blocks.append(block)
hash(x)
"""
ARGUMENTS = 'import os, sys; print(len(sys.argv), sum(map(len, sys.argv)) > 1_000_000, len(os.environ), len(os.environ["V7"]))'

ROWS = [
    Limit('400 lists of 20,000 files at once', SCANS, '50 400\n'),
    Limit('a list of 20,000 files, five times', LISTS, '20000\n' * 5),
    Limit('descriptors without end', OPENED, 'No file descriptors available\nTrue True\n1\nTrue\n'),
    Limit('subscriptions without end', WISHES, 'True\nInvalid argument\n'),
    Limit('huge texts of links and paths', LINKS, 'Filename too long\n' * 2 + '4094\nFilename too long\n'),
    Limit('a deep tree', DEEP, '302 3\n'),
    Limit('huge blocks written and read', BLOCKS, '320\n320\n8 1 1\n1\nFile too large\n16\n'),
    Limit('all of the memory', MEMORY_ITSELF, 'MemoryError\nTrue\n'),
    Limit('the deepest recursion, with all of the memory', DEEPEST, '', status=134),
    Limit('many arguments', ARGUMENTS, '1001 True 50 20000\n',
          options=tuple(text for i in range(50) for text in ('--env', f'V{i}={"x" * 20_000}')), arguments=('x' * 1000,) * 1000),
    Limit('180,000 empty arguments', 'import sys; print(len(sys.argv))', '180001\n', arguments=('',) * 180_000),
    Limit('many folders', 'import os; print(os.listdir("/m0/x"), os.listdir("/m199/x"), os.path.exists("/m200"))', "['many'] ['many'] False\n",
          options=tuple(text for i in range(200) for text in ('--dir', f'FOLDER::/m{i}/x'))),
]  # fmt: skip
