"""What is run in every host, and what must come of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Callable, NamedTuple

EXAMPLES = Path(__file__).resolve().parent.parent.parent / 'examples' / 'embed'
CHECK_ORDER = (EXAMPLES / 'check_order.py').read_text()
GOOD, BAD = ((EXAMPLES / f'{name}.json').read_text() for name in ('good', 'bad'))
HOSTS = ('python', 'node', 'browser')
MINUTE = 60_000


class Row(NamedTuple):
    """A script; `right(result)` is whether what came of it is as it should be."""

    what: str
    script: str
    right: Callable[[dict], bool]
    stdin: str = ''
    timeout: int = MINUTE
    """Milliseconds."""
    hosts: tuple = HOSTS


def prints(text: str) -> Callable[[dict], bool]:
    return lambda result: (result['status'], result['stdout'], result['stderr'], result['problem']) == (0, text, '', '')


def raises(error: str) -> Callable[[dict], bool]:
    return lambda result: result['status'] == 1 and error in result['stderr']


def stopped(result: dict) -> bool:
    return result['status'] is None and bool(result['problem'])


def good(result: dict) -> bool:
    order = json.loads(result['stdout'])['order']
    return order['total'] == 19.0 and order['lines'][0]['quantity'] == 2


def bad(result: dict) -> bool:
    errors = json.loads(result['stdout'])['errors']
    return [(error['type'], error['loc']) for error in errors] == [
        ('uuid_parsing', ['id']),
        ('datetime_from_date_parsing', ['placed']),
        ('greater_than', ['lines', 0, 'quantity']),
    ]


SLEEP = """
import time
start = time.monotonic()
time.sleep(0.05)
print(0.05 <= time.monotonic() - start < 20)
"""
ASYNC = """
import asyncio
async def later(n):
    await asyncio.sleep(n / 100)
    return n
async def main(): print(await asyncio.gather(*map(later, range(5))))
asyncio.run(main())
"""
OUTSIDE = """
import os
print(dict(os.environ))
for path in '/etc/passwd', '/proc/self/environ', '../../etc/passwd':
    try: print(open(path).read())
    except OSError: pass
try: open('/new', 'x'); open('/new').close()
except OSError: pass
try: import socket; socket.create_connection(('127.0.0.1', 80))
except (OSError, AttributeError): pass
"""
# Many calls in C, one in the other: a host may have too little stack for CPython's own limit.
DEEP = """
import sys
from typing import Optional
from pydantic import BaseModel, ValidationError
class Node(BaseModel):
    child: Optional['Node'] = None
class Odd:
    def __getattr__(self, name): return getattr(self, name + 'x')
sys.setrecursionlimit(10**6)
for attempt in (
    lambda: Node.model_validate_json('{"child":' * 5000 + '{}' + '}' * 5000),
    lambda: __import__('json').loads('[' * 100_000),
    lambda: Odd().x,
):
    try: attempt()
    except (ValidationError, RecursionError): pass
print('done')
"""

ROWS = [
    Row('a good order', CHECK_ORDER, good, GOOD),
    Row('a bad order', CHECK_ORDER, bad, BAD),
    Row('text that is not ASCII', "import sys; print('Grüße ✓', sys.stdin.read())", prints('Grüße ✓ née 🎈\n'), 'née 🎈'),
    Row('much output', "print('x' * 999_999)", prints('x' * 999_999 + '\n')),
    Row('an exit status', "import sys; print('out'); print('err', file=sys.stderr); sys.exit(3)",
        lambda result: result == {'status': 3, 'stdout': 'out\n', 'stderr': 'err\n', 'problem': ''}),
    Row('an exception', '1 / 0', raises('ZeroDivisionError: division by zero')),
    Row('nothing of the machine', OUTSIDE, prints('{}\n')),
    Row('a temporary folder', "import os, tempfile\nwith tempfile.NamedTemporaryFile('w+') as f: f.write('x'); f.seek(0); print(f.read(), os.listdir('/tmp') != [])\nprint(os.listdir('/tmp'))", prints('x True\n[]\n')),
    Row('/dev/null', "open('/dev/null', 'w').write('x'); print(open('/dev/null').read() == '')", prints('True\n')),
    Row('sleeping', SLEEP, prints('True\n')),
    Row('asyncio', ASYNC, prints('[0, 1, 2, 3, 4]\n')),
    Row('memory that grows', 'x = []\nwhile len(x) < 2_000_000: x.append([1])\nprint(len(x))', prints('2000000\n')),
    Row('too much memory', 'x = [bytearray(1 << 20) for _ in range(1000)]', raises('MemoryError'), hosts=('python', 'node')),
    Row('recursion without end', 'def f(): f()\ntry: f()\nexcept RecursionError: print(1)', prints('1\n')),
    Row('deep recursion in C', DEEP, prints('done\n'), hosts=('node',)),
    Row('deep recursion in C, with less of a stack', DEEP, lambda result: prints('done\n')(result) or stopped(result), hosts=('python', 'browser')),
    Row('a crash', 'import os; os.abort()', stopped),
    Row('a loop without end', 'while True: pass', stopped, timeout=1000),
    Row('sleep without end', 'import time; time.sleep(10**6)', stopped, timeout=1000, hosts=('node', 'browser')),
    Row('the host after all that', CHECK_ORDER, good, GOOD),
]  # fmt: skip
CHANCE = 'import os, random, uuid; print(uuid.uuid4(), random.random(), os.urandom(8))'
"""Must never print the same twice."""
