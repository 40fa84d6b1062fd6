"""The sandbox: what a script may reach, and the limits it runs under."""

from __future__ import annotations

import re
import subprocess

from tests.system import program
from tests.system.row import Check, Row, code

READ = 'import sys; print(open(sys.argv[1]).read(), end="")'
WRITE = 'import sys; print(open(sys.argv[1], "w").write("text"), open(sys.argv[1]).read())'
FILES = {'read.py': READ, 'write.py': WRITE, 'data.txt': 'data\n', 'sub/own.txt': 'own\n', 'sub/read.py': READ}

# Each way out is tried, and what came of it printed.
TRY = """
import os, sys
def attempt(what, call, *arguments):
    try:
        print(what, 'GOT', call(*arguments))
    except OSError as error:
        print(what, 'refused')
"""
WAYS_OUT = TRY + """
read = lambda path: open(path, 'rb').read(4)
for path in ('/etc/passwd', '../data.txt', '../../etc/passwd', 'sub/../../data.txt', '/sub/../../data.txt', '/../etc/passwd', '//etc/passwd', '/./../data.txt',
             'out', 'out/passwd', 'above/data.txt', 'chain', 'abs', 'loop', '/proc/self/environ', '/proc/self/root/etc/passwd', '/dev/stdin', '/dev/tty', '/dev/mem', 'x' * 5000, 'a/' * 3000):
    attempt(path[:30], read, path)
    attempt(path[:30], os.stat, path + '/.')
    attempt(path[:30], os.open, path, os.O_RDONLY | os.O_DIRECTORY)
for path in ('..', '/..', 'sub/../..', '/etc', 'out', 'above', '/proc', '/dev'):
    attempt(path, os.listdir, path)
    attempt(path, os.scandir, path)
for n in range(3, 12):
    attempt(f'fd {n}', lambda: open('../data.txt', opener=lambda p, f: os.open(p, f, dir_fd=n)))
    attempt(f'fd {n}', lambda: open('/etc/passwd', opener=lambda p, f: os.open(p, f, dir_fd=n)))
"""
WRITES = TRY + """
for path in ('new', 'sub/new', 'own.txt', '/new', '../new', 'out/new'):
    attempt(path, open, path, 'w')
    attempt(path, open, path, 'a')
    attempt(path, open, path, 'r+')
    attempt(path, os.mkdir, path + '.d')
    attempt(path, os.symlink, '/etc/passwd', path + '.l')
    attempt(path, os.link, 'own.txt', path + '.h')
    attempt(path, os.rename, 'own.txt', path + '.r')
    attempt(path, os.utime, path)
    attempt(path, os.truncate, path, 0) if hasattr(os, 'truncate') else None
attempt('unlink', os.unlink, 'own.txt')
attempt('rmdir', os.rmdir, 'sub')
"""
LINKS_MADE = TRY + """
import shutil
attempt('absolute', os.symlink, '/etc', '/data/etc')
attempt('absolute', open, '/data/etc/passwd')
os.symlink('../..', '/data/up')
attempt('up', os.listdir, '/data/up')
attempt('up', open, '/data/up/data.txt')
os.mkdir('/data/d'); os.symlink('..', '/data/d/in'); print(sorted(os.listdir('/data/d/in')))
attempt('hard link', os.link, '/data/up/data.txt', '/data/hard')
attempt('across', os.rename, '/data/own.txt', '/read/own.txt')
attempt('read-only', open, '/read/x', 'w')
"""
FOLDERS = TRY + """
import time
print(sorted(os.listdir('/data')), sorted(entry.name for entry in os.scandir('/data') if entry.is_dir(follow_symlinks=False)))
fd = os.open('/data/a/b', os.O_RDONLY)
attempt('above a folder', lambda: os.open('..', os.O_RDONLY, dir_fd=fd))
attempt('above a folder', lambda: os.stat('../../own.txt', dir_fd=fd))
attempt('above a folder', lambda: os.open('up/own.txt', os.O_RDONLY, dir_fd=fd))
print(open('/data/a/b/up/own.txt').read(), open('/data/round/round/own.txt').read(), open('/data/a/../own.txt').read())
print(os.readlink('/data/a/b/up'), os.path.islink('/data/round'), os.stat('/data/round').st_ino == os.stat('/data').st_ino)
for path in '/data/own.txt/', '/data/own.txt/.', '/data/own.txt/..', '/data/none/..', '/data/loop/x':
    attempt(path, os.stat, path)
os.mkdir('/data/new/'); os.rename('/data/new/', '/data/newer/'); os.rmdir('/data/newer/')
with open('/data/file', 'xb') as file: print(file.write(b'abc'), file.seek(1), file.truncate(2))
with open('/data/file', 'ab') as file: print(file.write(b'c'), file.tell())
with open('/data/file', 'r+b') as file: print(os.pwrite(file.fileno(), b'd', 0), os.pread(file.fileno(), 2, 1), file.read())
os.utime('/data/file', ns=(5, 7)); print(os.stat('/data/file').st_mtime_ns, os.stat('/data/file').st_size)
os.symlink('file', '/data/link'); os.link('/data/file', '/data/hard'); os.replace('/data/hard', '/data/file2')
print(open('/data/link').read() == open('/data/file2').read(), os.stat('/data/file').st_nlink)
for i in range(500): open(f'/data/a/{i:0100}', 'w').close()
print(len(os.listdir('/data/a')), len(set(os.listdir('/data/a'))))
for path in 'file', 'link', 'file2': os.unlink('/data/' + path)
for what, call, *arguments in (
    ('unlink', os.unlink, '/data/a'), ('rmdir', os.rmdir, '/data/a'), ('mkdir', os.mkdir, '/data/a'), ('exclusive', open, '/data/round', 'x'),
    ('link from', os.link, '/read/own.txt', '/data/x'), ('link to', os.link, '/data/own.txt', '/read/x'), ('from', os.rename, '/read/own.txt', '/data/x'),
    ('times', os.utime, '/read/own.txt'), ('times of a file', os.utime, os.open('/read/own.txt', os.O_RDONLY)), ('size', os.truncate, '/read/own.txt', 0),
):
    attempt(what, call, *arguments)
try: open('/data/a\\0b')
except ValueError: print('zero refused')
print(len(os.listdir('/data')))
"""
FOLDERS_OUT = """['a', 'loop', 'own.txt', 'round'] ['a']
above a folder refused
above a folder refused
above a folder refused
own own own
../.. True True
/data/own.txt/ refused
/data/own.txt/. refused
/data/own.txt/.. refused
/data/none/.. refused
/data/loop/x refused
3 1 2
1 3
1 b'bc' b'dbc'
7 3
True 2
501 501
unlink refused
rmdir refused
mkdir refused
exclusive refused
link from refused
link to refused
from refused
times refused
times of a file refused
size refused
zero refused
4
"""
WAITING = """
import select, os, time
begin = time.monotonic()
print(select.select([], [], [], 0.05)[0], time.monotonic() - begin >= 0.05)
print(select.select([], [1], [], 5)[1:], os.read(0, 1), select.select([0], [], [], 5)[0])
"""
NULL = """
import os, subprocess
with open(os.devnull, 'w') as null: print(null.write('x' * 100000), null.isatty(), null.fileno() > 2)
with open(os.devnull) as null: print(repr(null.read()), null.readline(), list(null))
with open(os.devnull, 'r+b', 0) as null: print(null.write(b'abc'), null.read(), null.seek(0, 2), null.tell())
with open(os.devnull, 'a') as a, open(os.devnull, 'w') as b: print(a.fileno() != b.fileno(), file=a)
print(os.path.exists(os.devnull), os.path.isfile(os.devnull), __import__('stat').S_ISCHR(os.stat(os.devnull).st_mode))
for _ in range(1000): open(os.devnull).close()
fd = os.open('/dev/null', os.O_RDWR); print(os.write(fd, b'a'), os.read(fd, 1)); os.close(fd)
try: os.write(fd, b'a')
except OSError as error: print(error.strerror)
try: open(os.devnull, 'x')
except FileExistsError as error: print('exists')
many = [open(os.devnull) for _ in range(1024)]
try: open(os.devnull)
except OSError as error: print(error.strerror)
many.clear(); open(os.devnull).close()
import contextlib
with open(os.devnull, 'w') as null, contextlib.redirect_stdout(null): print('unseen')
print(os.path.exists('/dev/zero'))
"""
NULL_OUT = """100000 False True
''  []
3 b'' 0 0
True False True
1 b''
Bad file descriptor
exists
No file descriptors available
False
"""
DEEP = """
import json, pydantic, pydantic_core
from typing import Any
class Node(pydantic.BaseModel):
    child: 'Node | None' = None
for depth in (100_000, 10_000_000):
    text = '[' * depth + ']' * depth
    for name, call in ('json', json.loads), ('from_json', pydantic_core.from_json), ('any', pydantic.TypeAdapter(Any).validate_json), ('open', lambda text: pydantic_core.from_json(text[:depth])):
        try: call(text); print(name, 'read')
        except (ValueError, RecursionError) as error: print(name, type(error).__name__)
text = '{"child":' * 50_000 + 'null' + '}' * 50_000
try: Node.model_validate_json(text)
except ValueError as error: print('Node', type(error).__name__)
node = None
for _ in range(100_000): node = {'child': node}
try: Node.model_validate(node)
except (ValueError, RecursionError) as error: print('Node', type(error).__name__)
x = []
for _ in range(100_000): x = [x]
for call in pydantic_core.to_json, pydantic_core.to_jsonable_python, json.dumps, repr:
    try: call(x); print('written')
    except (ValueError, RecursionError) as error: print(type(error).__name__)
"""
HUGE = """
def attempt(what, call):
    try: call(); print(what, 'GOT')
    except (MemoryError, OverflowError): print(what, 'no memory')
attempt('str', lambda: 'x' * (1 << 31)); attempt('bytes', lambda: bytes(1 << 31)); attempt('list', lambda: [0] * (1 << 29)); attempt('tuple', lambda: (0,) * (1 << 29))
attempt('int', lambda: 1 << (1 << 33)); attempt('range', lambda: list(range(1 << 28))); attempt('format', lambda: '%2000000000d' % 1); attempt('join', lambda: ('x' * (1 << 20)).join('y' * 5000))
attempt('dict', lambda: {i: i for i in range(1 << 27)})
print(len(bytearray(1 << 22)))
"""


def least_memory():
    """What the sentence says is enough."""

    def ran(memory: str) -> tuple:
        ended = subprocess.run([*program.command(), '--memory', memory, '-c', 'print(1)'], capture_output=True, text=True, timeout=60)
        return ended.returncode, ended.stdout, ended.stderr

    status, _, error = ran('1')
    (least,) = re.findall(r'^error: python.wasm cannot start: --memory must be at least (\d+) MB$', error, re.M)
    assert status == 1 and ran(least) == (0, '1\n', ''), ran(least)
    assert ran(str(int(least) - 1)) == (1, '', error)


ROWS = [
    Row('the script\'s own folder', ['read.py', 'data.txt'], 'data\n', files=FILES),
    Row('a folder below the script\'s', ['read.py', 'sub/own.txt'], 'own\n', files=FILES),
    Row('a script by another spelling', ['.//sub/./read.py', 'sub/own.txt'], 'own\n', files=FILES),
    Row('the script\'s own folder, under its name', ['sub/read.py', 'sub/own.txt'], 'own\n', files=FILES),
    Row('a folder above the script\'s', ['sub/read.py', 'data.txt'], '', status=1, error=('FileNotFoundError',), files=FILES),
    Row('out through ..', ['sub/read.py', 'sub/../data.txt'], '', status=1, error=('Error: [Errno ',), files=FILES),
    Row('/etc/passwd', ['read.py', '/etc/passwd'], '', status=1, error=("FileNotFoundError: [Errno 44] No such file or directory: '/etc/passwd'",), files=FILES),
    code('/etc/passwd without a script', 'open("/etc/passwd")', '', status=1, error=('FileNotFoundError',)),
    code('nothing is visible without a script', 'import os; print(os.listdir("/"))', '[]\n', files=FILES),
    Row('a link that leads out', ['read.py', 'out/passwd'], '', status=1, error=('Error: [Errno ',), files=FILES, links={'out': '/etc'}),
    Row('a link within the folder', ['read.py', 'in/own.txt'], 'own\n', files=FILES, links={'in': 'sub'}),
    Row('a script that is a link', ['other.py', 'own.txt'], '', status=1, error=('FileNotFoundError',), files=FILES, links={'other.py': 'sub/read.py'}),
    Row('writing is refused', ['write.py', 'new.txt'], '', status=1, error=('PermissionError',), files=FILES),
    code('writing is refused in a read-only folder', 'open("/data/new.txt", "w")', '', status=1, error=('PermissionError',), options=['--dir', '.::/data'], files=FILES),
    code('a folder of one\'s choice', 'print(open("/data/own.txt").read())', 'own\n\n', options=['--dir', 'sub::/data'], files=FILES),
    code('a folder under its own name', 'print(open("sub/own.txt").read())', 'own\n\n', options=['--dir', 'sub'], files=FILES),
    code('a writable folder', 'open("/data/new.txt", "w").write("text"); print(open("/data/new.txt").read())', 'text\n', options=['--dir', 'sub::/data:rw'], files=FILES),
    Row('a writable folder beside the script\'s', ['--dir=sub:rw', 'write.py', 'sub/new.txt'], '4 text\n', files=FILES),
    code('the environment is empty', 'import os; print(dict(os.environ))', '{}\n'),
    code('the environment as given', 'import os; print(dict(os.environ))', "{'A': 'b=c', 'D': ''}\n", options=['--env', 'A=b=c', '--env=D=']),
    Row('ways out', ['sub/try.py'], says=('/etc/passwd refused', 'fd 3 refused'), lacks=('GOT',), files={**FILES, 'sub/try.py': WAYS_OUT},
        links={'sub/out': '/etc', 'sub/above': '..', 'sub/chain': 'above/data.txt', 'sub/abs': '/etc/passwd', 'sub/loop': 'loop'}),
    Row('ways to write', ['sub/try.py'], says=('new refused', 'rmdir refused'), lacks=('GOT',), files={**FILES, 'sub/try.py': WRITES}, links={'sub/out': '/etc'}),
    code('links that a script makes', LINKS_MADE, says=('absolute refused', 'up refused', 'read-only refused', "['d', "), lacks=('GOT <', 'passwd', 'data.txt'),
         options=['--dir', 'sub::/data:rw', '--dir', '.::/read'], files=FILES),
    code('other folders are not the script\'s', TRY + 'attempt("b", open, "/a/../b/own.txt"); attempt("b", os.listdir, "/a/..")\nprint(os.listdir("/a"))', says=("['own.txt']",), lacks=('GOT <', 'read.py'),
         options=['--dir', 'one::/a'], files={'one/own.txt': '', 'two/other.txt': ''}),
    code('what folders can do', FOLDERS, FOLDERS_OUT, options=['--dir', 'one::/data:rw', '--dir', 'two::/read'],
         files={'one/own.txt': 'own', 'one/a/b/x': '', 'two/own.txt': ''}, links={'one/a/b/up': '../..', 'one/round': '.', 'one/loop': 'loop'}),
    Row('waiting for time and input', ['-c', WAITING], "[] True\n([1], []) b'x' [0]\n", stdin='xy'),
    code('os.devnull', NULL, NULL_OUT),
    code('os.devnull without the snapshot', NULL, NULL_OUT, options=['--no-snapshot']),
    Row('os.devnull beside a script', ['n.py'], NULL_OUT, files={'n.py': NULL}),
    # limits
    code('an endless loop', 'while True: pass', '', options=['--timeout', '1'], status=124, error=('error: stopped after 1 s, the --timeout\n',)),
    code('endless sleep', 'import time; print("a", flush=True); time.sleep(99)', 'a\n', options=['--timeout=0.5'], status=124, error=('error: stopped after 0.5 s, the --timeout\n',)),
    code('an endless regular expression', 'import re; re.match("(a*)*b", "a" * 40)', '', options=['--timeout', '1'], status=124),
    code('in time', 'print(1)', '1\n', options=['--timeout', '60']),
    code('too much memory', 'x = [bytearray(1 << 20) for _ in range(1000)]', '', options=['--memory', '64'], status=1, error=('x = [bytearray', 'MemoryError')),
    code('one block too big', 'bytearray(1 << 30)', '', options=['--memory', '64'], status=1, error=('MemoryError',)),
    code('small objects without end', 'x = []\nwhile True: x = [x, {}]', '', options=['--memory', '64'], status=1, error=('MemoryError',)),
    code('memory that is freed again', 'for _ in range(50):\n  try: x = bytearray(1 << 29)\n  except MemoryError: pass\nprint(len(bytearray(1 << 20)))', '1048576\n', options=['--memory', '64']),
    code('within the memory', 'print(len(bytearray(8 << 20)))', '8388608\n', options=['--memory', '64']),
    code('not even memory for the start', '1', '', options=['--memory', '1'], status=1, error=('error: python.wasm cannot start: --memory must be at least ',)),
    Check('the least memory', least_memory),
    code('an endless pattern of pydantic', 'from pydantic import *; from typing import Annotated; print(TypeAdapter(Annotated[str, Field(pattern="^(a*)*b$")]).validate_python("a" * 40))', '', options=['--timeout', '3'], status=1, error=('string_pattern_mismatch',)),
    code('an endless sum in C', 'sum(range(10**15))', '', options=['--timeout', '1'], status=124),
    code('an endless power', 'pow(3, 10**9)', '', options=['--timeout', '1'], status=124),
    code('an endless loop at the end', 'import atexit\n@atexit.register\ndef f():\n  while True: pass', '', options=['--timeout', '1'], status=124),
    code('KeyboardInterrupt and SystemExit caught in an endless loop', 'while True:\n  try:\n    while True: pass\n  except BaseException: pass', '', options=['--timeout', '1'], status=124),
    code('huge things', HUGE, ''.join(f'{what} no memory\n' for what in 'str bytes list tuple int range format join dict'.split()) + '4194304\n', options=['--memory', '128', '--timeout', '60']),
    code('deep recursion in Python', 'import sys\nsys.setrecursionlimit(10**9)\ndef f(): f()\nf()', '', options=['--memory', '256', '--timeout', '60'], status=1, error=('Error: ',)),
    code('deep JSON', DEEP, lacks=('read', 'written'), options=['--timeout', '100', '--memory', '1024'], says=('json RecursionError', 'Node ValidationError')),
    # options that cannot be followed
    code('a folder that is not there', '1', '', options=['--dir', 'nowhere'], status=2, error=('error: --dir: there is no folder "nowhere"',)),
    code('a timeout that is no number', '1', '', options=['--timeout', 'soon'], status=2, error=('error: --timeout needs a number above zero, not "soon"',)),
    code('no memory', '1', '', options=['--memory', '0'], status=2, error=('error: --memory needs a number above zero, not "0"',)),
    code('an environment with one name twice', 'import os; print(dict(os.environ))', "{'A': 'c'}\n", options=['--env', 'A=b', '--env', 'A=c']),
    code('an environment without a value', '1', '', options=['--env', 'A'], status=2, error=('error: --env needs NAME=VALUE, not "A"',)),
    Row('an option without its value', ['--dir'], '', status=2, error=('error: --dir needs a value',)),
]  # fmt: skip
