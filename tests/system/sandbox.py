"""The sandbox: what a script may reach, and the limits it runs under."""

from tests.system.row import Row, code

READ = 'import sys; print(open(sys.argv[1]).read(), end="")'
WRITE = 'import sys; print(open(sys.argv[1], "w").write("text"), open(sys.argv[1]).read())'
FILES = {'read.py': READ, 'write.py': WRITE, 'data.txt': 'data\n', 'sub/own.txt': 'own\n', 'sub/read.py': READ}

ROWS = [
    Row('the script\'s own folder', ['read.py', 'data.txt'], 'data\n', files=FILES),
    Row('a folder below the script\'s', ['read.py', 'sub/own.txt'], 'own\n', files=FILES),
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
    code('not even memory for the start', '1', '', options=['--memory', '1'], status=1, error=('error: python.wasm cannot start: ',)),
    # options that cannot be followed
    code('a folder that is not there', '1', '', options=['--dir', 'nowhere'], status=2, error=('error: --dir: there is no folder "nowhere"',)),
    code('a timeout that is no number', '1', '', options=['--timeout', 'soon'], status=2, error=('error: --timeout needs a number above zero, not "soon"',)),
    code('no memory', '1', '', options=['--memory', '0'], status=2, error=('error: --memory needs a number above zero, not "0"',)),
    code('an environment without a value', '1', '', options=['--env', 'A'], status=2, error=('error: --env needs NAME=VALUE, not "A"',)),
    Row('an option without its value', ['--dir'], '', status=2, error=('error: --dir needs a value',)),
    Row('help', ['--help'], says=('usage: ./run.sh', '--timeout SECONDS')),
]  # fmt: skip
