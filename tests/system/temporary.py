"""The temporary folder in memory: Python's file calls do there what they do on a disk, and nothing of it is left."""

from __future__ import annotations

import subprocess
import tempfile

from tests.system.row import Check, Row, code
from tools import wasm_build

TEMPFILE = '''
import os, tempfile
print(tempfile.gettempdir())
with tempfile.TemporaryFile() as f:
    f.write(b'abc'); f.seek(1); print(f.read(), os.listdir('/tmp'))
with tempfile.TemporaryFile('w+', encoding='utf-8') as f:
    print('Käse', file=f); f.seek(0); print(f.readlines())
with tempfile.NamedTemporaryFile(suffix='.txt') as f:
    f.write(b'named'); f.flush(); print(open(f.name).read(), f.name.endswith('.txt'), os.path.exists(f.name))
print(os.path.exists(f.name))
with tempfile.TemporaryDirectory(prefix='d-') as folder:
    os.makedirs(folder + '/a/b/c'); open(folder + '/a/b/f', 'w').close()
    print(os.path.basename(folder)[:2], [sorted(names) for _, *lists in os.walk(folder) for names in lists])
print(os.path.exists(folder))
fd, name = tempfile.mkstemp(dir='/tmp'); print(os.write(fd, b'x'), os.fstat(fd).st_size, os.stat(name).st_ino == os.fstat(fd).st_ino); os.close(fd); os.unlink(name)
with tempfile.SpooledTemporaryFile(max_size=4) as f:
    f.write(b'12345678'); f.seek(4); print(f.read(), f.fileno() > 2)
print(os.listdir('/tmp'))
'''
TEMPFILE_OUT = '''/tmp
b'bc' []
['Käse\\n']
named True True
False
d- [['a'], [], ['b'], [], ['c'], ['f'], [], []]
False
1 1 True
b'5678' True
[]
'''
FILES = '''
import os, shutil, pathlib, glob
os.chdir('/tmp')
with open('f', 'w+b') as f:
    print(f.write(b'0123456789'), f.tell(), f.seek(-3, 2), f.read(), f.read(), f.seek(2), f.write(b'xy'), f.truncate(6), f.seek(0), f.read())
    f.seek(5000); f.write(b'end'); print(os.fstat(f.fileno()).st_size, f.seek(4095), f.read(3), f.truncate(4096), f.seek(0, 2))
    f.truncate(3); f.truncate(8); f.seek(0); print(f.read())
with open('f', 'a') as f: print(f.tell(), f.write('more'), f.tell())
with open('f') as f, open('f', 'r+') as g: g.write('ZZ'); g.flush(); print(f.read(2))
print(pathlib.Path('f').read_bytes(), os.path.getsize('f'), os.access('f', os.R_OK), os.path.isfile('f'), os.path.isdir('f'))
fd = os.open('f', os.O_RDWR); print(os.pread(fd, 2, 1), os.pwrite(fd, b'!', 0), os.lseek(fd, 0, 1), os.read(fd, 2)); os.fsync(fd); os.ftruncate(fd, 1); os.close(fd)
os.utime('f', (1, 2)); print(os.stat('f').st_atime, os.stat('f').st_mtime)
os.mkdir('d'); os.rename('f', 'd/g'); os.replace('d/g', 'd/h'); shutil.copytree('d', 'e'); shutil.move('e/h', 'h')
print(sorted(glob.glob('**', recursive=True)), [(e.name, e.is_dir(), e.is_file()) for e in os.scandir('.') if e.name == 'd'])
open('x', 'w').write('x'); os.replace('x', 'h'); print(open('h').read(), os.path.exists('x'))
os.rename('d', 'dd'); os.mkdir('empty'); os.rename('dd', 'empty'); print(os.listdir('empty'), os.path.samefile('empty', '/tmp/empty'))
os.symlink('empty/h', 'link'); os.symlink('empty', 'there'); os.link('h', 'twin')
print(os.readlink('link'), os.path.islink('link'), os.listdir('there'), os.stat('h').st_nlink, os.path.realpath('there/h'), os.path.exists('there/../h'))
open('link', 'w').write('through'); print(open('/tmp/empty/h').read(), os.lstat('link').st_size)
os.remove('link'); os.remove('there'); open('twin', 'a').write('2'); os.remove('h'); print(open('twin').read(), os.stat('twin').st_nlink)
kept = open('twin'); os.remove('twin'); print(kept.read(), os.fstat(kept.fileno()).st_nlink); kept.close()
folder = os.open('empty', os.O_RDONLY); print(os.listdir(folder) if os.listdir in os.supports_fd else ['h']); os.close(folder)
shutil.rmtree('empty'); shutil.rmtree('e'); print(os.listdir('/tmp'), os.getcwd())
for n in range(3000): open(f'n{n}', 'w').close()
for entry in os.scandir('.'): os.remove(entry)
print(os.listdir('.'))
'''
FILES_OUT = '''10 10 7 b'789' b'' 2 2 6 0 b'01xy45'
6 4095 b'\\x00\\x00\\x00' 4096 4096
b'01x\\x00\\x00\\x00\\x00\\x00'
8 4 12
ZZ
b'ZZx\\x00\\x00\\x00\\x00\\x00more' 12 True True False
b'Zx' 1 0 b'!Z'
1.0 2.0
['d', 'd/h', 'e', 'h'] [('d', True, False)]
x False
['h'] True
empty/h True ['h'] 2 /tmp/empty/h True
through 7
x2 1
x2 0
['h']
[] /tmp
[]
'''
# Each of these raises that error, and leaves nothing behind.
ERRORS = '''
import os
os.chdir('/tmp'); os.makedirs('d/e'); open('f', 'w').close(); os.symlink('loop', 'loop'); os.symlink('nowhere', 'dangling'); os.symlink('/etc/passwd', 'out')
removed = os.open('d/e', os.O_RDONLY | os.O_DIRECTORY)
def attempt(call):
    try: return call()
    except OSError as error: return type(error).__name__ + ' ' + os.strerror(error.errno)
for call in (
    lambda: open('g'), lambda: open('f/g'), lambda: open('f/'), lambda: open('new/', 'w'), lambda: open('d', 'w'), lambda: open('d'), lambda: open('f', 'x'),
    lambda: open('no/such/file', 'w'), lambda: open('loop'), lambda: open('dangling'), lambda: open('out'), lambda: open('../etc/passwd'), lambda: open('n' * 300, 'w'),
    lambda: os.mkdir('d'), lambda: os.mkdir('f/d'), lambda: os.rmdir('d'), lambda: os.rmdir('f'), lambda: os.rmdir('/tmp'), lambda: os.unlink('d'), lambda: os.unlink('g'),
    lambda: os.rename('g', 'h'), lambda: os.rename('d', 'f'), lambda: os.rename('f', 'd'), lambda: os.rename('d', 'd/e/d'), lambda: os.rename('d/e', 'd'),
    lambda: os.rename('f', '/script.py'), lambda: os.link('f', '/g'), lambda: os.rename('/script.py', '/tmp/script.py'), lambda: os.link('d', 'd2'),
    lambda: os.symlink('a', 'f'), lambda: os.readlink('f'), lambda: os.listdir('f'), lambda: os.truncate('d', 1), lambda: os.truncate('f', 1 << 40),
    lambda: open('f').fileno() and os.write(os.open('f', os.O_RDONLY), b'x'), lambda: os.read(os.open('f', os.O_WRONLY), 1), lambda: open('dangling', 'x'),
    lambda: [open('f') for _ in range(2000)], lambda: os.close(1 << 20 | 1000),
): print(attempt(call))
open('dangling', 'w').write('made'); print(open('nowhere').read(), sorted(os.listdir('.')))
os.rmdir('d/e'); print(attempt(lambda: open('f', 'rb').seek(-1)))
'''
ERRORS_OUT = '''FileNotFoundError No such file or directory
NotADirectoryError Not a directory
NotADirectoryError Not a directory
IsADirectoryError Is a directory
IsADirectoryError Is a directory
IsADirectoryError Is a directory
FileExistsError File exists
FileNotFoundError No such file or directory
OSError Symbolic link loop
FileNotFoundError No such file or directory
PermissionError Capabilities insufficient
PermissionError Capabilities insufficient
OSError Filename too long
FileExistsError File exists
NotADirectoryError Not a directory
OSError Directory not empty
NotADirectoryError Not a directory
OSError Resource busy
IsADirectoryError Is a directory
FileNotFoundError No such file or directory
FileNotFoundError No such file or directory
NotADirectoryError Not a directory
IsADirectoryError Is a directory
OSError Invalid argument
OSError Directory not empty
OSError Cross-device link
OSError Cross-device link
OSError Cross-device link
PermissionError Operation not permitted
FileExistsError File exists
OSError Invalid argument
NotADirectoryError Not a directory
IsADirectoryError Is a directory
OSError File too large
OSError Bad file descriptor
OSError Bad file descriptor
FileExistsError File exists
OSError No file descriptors available
OSError Bad file descriptor
made ['d', 'dangling', 'f', 'loop', 'nowhere', 'out']
OSError Invalid argument
'''
FULL = '''
import errno, os
block = b'x' * 1000000
try:
    with open('/tmp/large', 'wb', 0) as f:
        while True: f.write(block)
except (OSError, MemoryError) as error: print(type(error).__name__, getattr(error, 'errno', None) == errno.ENOSPC)
print(40 << 20 < os.path.getsize('/tmp/large') < 100 << 20)
os.remove('/tmp/large')
print(len(bytearray(20 << 20)))
names = 0
try:
    while True: open(f'/tmp/{names}', 'w').close(); names += 1
except (OSError, MemoryError) as error: print(isinstance(error, MemoryError) or error.errno == errno.ENOSPC, names > 10000)
'''
LEFT = 'import os; print(os.listdir("/tmp")); open("/tmp/left", "w").write("x" * 100000)'
RANDOM = '''
import os, random, sys, tempfile
rng = random.Random(int(sys.argv[1])); model = {}; folder = tempfile.mkdtemp()
for step in range(4000):
    name = f'{folder}/{rng.randrange(12)}'
    data = model.get(name)
    what = rng.randrange(6)
    if what == 0 or data is None:
        data = bytearray(rng.randbytes(rng.choice([0, 1, 4095, 4096, 9000])))
        with open(name, 'wb') as f: f.write(data)
    elif what == 1:
        at = rng.randrange(12000); more = rng.randbytes(rng.randrange(6000))
        with open(name, 'r+b', 0) as f: f.seek(at); f.write(more)
        if more: data.extend(bytes(max(0, at - len(data)))); data[at : at + len(more)] = more
    elif what == 2:
        size = rng.randrange(16000); os.truncate(name, size); data = (data + bytes(size))[:size]
    elif what == 3:
        with open(name, 'ab') as f: f.write(b'end')
        data += b'end'
    elif what == 4:
        os.remove(name); data = None
    else:
        other = f'{folder}/{rng.randrange(12)}'; os.replace(name, other); del model[name]; name = other
    model.pop(name, None)
    if data is not None: model[name] = data
    if step % 50 == 0:
        assert sorted(os.listdir(folder)) == sorted(os.path.basename(name) for name in model)
        for name, data in model.items():
            with open(name, 'rb') as f: assert f.read() == data and os.stat(name).st_size == len(data)
print('same')
'''


def same_as_on_a_disk():
    """The file calls print what they print on a disk of this machine, with the runner's own calls."""
    with tempfile.TemporaryDirectory() as folder:
        for what, text in ('files', FILES), ('random writes', RANDOM):
            command = [wasm_build.RUN, '--dir', f'{folder}::/tmp:rw', '-c', text, '1']
            disk = subprocess.run(command, capture_output=True, text=True, timeout=120)
            memory = subprocess.run([wasm_build.RUN, '-c', text, '1'], capture_output=True, text=True, timeout=120)
            assert disk.returncode == memory.returncode == 0, f'{what}: {disk.stderr}{memory.stderr}'
            assert disk.stdout == memory.stdout, f'{what}: on a disk\n{disk.stdout}\nin memory\n{memory.stdout}'


ROWS = [
    code('tempfile', TEMPFILE, TEMPFILE_OUT),
    code('tempfile without the snapshot', TEMPFILE, TEMPFILE_OUT, options=['--no-snapshot']),
    code('files in the temporary folder', FILES, FILES_OUT),
    Row('what cannot be in the temporary folder', ['script.py'], ERRORS_OUT, files={'script.py': ERRORS}),
    code('a link with an absolute path', 'import os; os.mkdir("/tmp/d"); os.symlink("/tmp/d", "/tmp/e"); open("/tmp/e/f", "w").write("x"); print(os.readlink("/tmp/e"), os.path.realpath("/tmp/e/f"), os.listdir("/tmp/d"))', "/tmp/d /tmp/d/f ['f']\n"),
    code('the temporary folder counts as memory', FULL, 'OSError True\nTrue\n20971520\nTrue True\n', options=['--memory', '100']),
    Row('nothing is left of the last run', ['--repeat', '3', '-c', LEFT], '[]\n' * 3),
    Row('nothing is left in the next process', ['-c', LEFT], '[]\n'),
    Row('a folder of this machine at /tmp', ['--dir', 'mine::/tmp:rw', '-c', 'import os, tempfile; print(os.listdir("/tmp"), tempfile.gettempdir()); open("/tmp/b", "w").write("x"); os.rename("/tmp/b", "/tmp/c"); print(sorted(os.listdir("/tmp")))'],
        "['a'] /tmp\n['a', 'c']\n", files={'mine/a': ''}),
    Row('a folder of this machine at /tmp, to read', ['--dir', 'mine::/tmp', '-c', 'import os, tempfile; print(os.listdir("/tmp"), tempfile.gettempdir(), os.listdir("/var/tmp"))'],
        "['a'] /var/tmp []\n", files={'mine/a': ''}),
    Row('a folder tmp beside the script', ['s.py'], "['a'] /var/tmp x\n", files={'tmp/a': '', 's.py': 'import os, tempfile\nwith tempfile.NamedTemporaryFile("w+") as f: f.write("x"); f.seek(0); print(os.listdir("tmp"), tempfile.gettempdir(), f.read())'}),
    Row('a script in a folder tmp', ['tmp/s.py'], "['s.py'] /var/tmp\n", files={'tmp/s.py': 'import os, tempfile; print(os.listdir("/tmp"), tempfile.gettempdir())'}),
    Row('a folder of this machine below /tmp', ['--dir', 'mine::/tmp/work', '-c', 'import os; open("/tmp/x", "w").close(); print(os.listdir("/tmp"), os.listdir("/tmp/work"))'], "['x'] ['a']\n", files={'mine/a': ''}),
    code('TMPDIR', 'import tempfile; print(tempfile.gettempdir())', '/tmp/mine\n', options=['--dir', '.::/tmp/mine:rw', '--env', 'TMPDIR=/tmp/mine']),
    Check('the temporary folder behaves as a disk', same_as_on_a_disk),
]  # fmt: skip
