"""Nothing of the snapshot shows in a run: what a script sees is what it sees of an interpreter that has just started.

A `Same` row runs with the snapshot and with `--no-snapshot`, and must print the same; a `Differs` row runs twice with the
snapshot, and must not.
"""

from __future__ import annotations

import re
import subprocess
import tempfile
from pathlib import Path
from typing import NamedTuple

from tests.system import program
from tests.system.row import Check, Row, code
from tools import wasm_build


class Same(NamedTuple):
    what: str
    text: str
    options: tuple = ()
    files: dict = {}

    def problem(self):
        with tempfile.TemporaryDirectory() as folder:
            write(folder, {'script.py': self.text, **self.files})
            out = [run([*start, *self.options, 'script.py', 'a', 'b'], folder) for start in ([], ['--no-snapshot'])]
        return None if out[0] == out[1] else f'with the snapshot:\n{out[0]}\nwithout:\n{out[1]}'


class Differs(NamedTuple):
    what: str
    text: str

    def problem(self):
        out = [run(['-c', self.text]) for _ in range(2)]
        if 'status 0' not in out[0]:
            return out[0]
        return f'twice {out[0]}' if out[0] == out[1] else None


def write(folder, files: dict) -> None:
    for name, text in files.items():
        path = Path(folder, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def run(arguments: list, folder=None) -> str:
    ended = subprocess.run([*program.command(), *arguments], cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=120)
    return re.sub('0x[0-9a-f]+', '0x', f'status {ended.returncode}\n{ended.stdout}{ended.stderr}')


def folder() -> Path:
    """Where the program is."""
    return wasm_build.folder(program.edition())


def reproducible():
    """The same program gives the same snapshot, byte for byte."""
    made = wasm_build.with_snapshot(wasm_build.program(program.edition()))
    assert made == (folder() / 'python.wasm').read_bytes(), 'another one came out'


def cold_is_plain():
    """What is in the snapshot is nowhere in the program that it is made from."""
    cold, warm = ((folder() / name).stat().st_size for name in ('python-cold.wasm', 'python.wasm'))
    assert cold < warm, f'{cold} {warm}'


MODULES = 'import sys; print(sorted(sys.modules)'
IMPORTED = f'before = set(__import__("sys").modules)\n%s\n{MODULES}, sorted(set(sys.modules) - before))'
ATTRIBUTES = """
import %s as module, sys
for name, other in sorted(sys.modules.items()):
    if name.startswith(('_frozen_importlib', 'importlib._bootstrap')): continue  # `importlib` names their files, once it has ever run
    children = sorted(n for n, v in vars(other).items() if isinstance(v, type(sys)))
    print(name, children, getattr(other, '__file__', None), other.__spec__ and (other.__spec__.name, other.__spec__.origin))
"""
STATE = """
import sys, os, gc, warnings, signal, time
print(sys.argv, sys.orig_argv, sys.path, sys.meta_path, sys.path_hooks[1:], sorted(sys.path_importer_cache), sys.flags[:11], sys.flags[12:])
print(dict(os.environ), os.getcwd(), os.getpid(), os.listdir('/'))
print(warnings.filters, sys.warnoptions, warnings.onceregistry)
print(gc.isenabled(), gc.get_threshold(), gc.garbage, gc.callbacks)
print(sys.getrecursionlimit(), sys.getswitchinterval(), sys.gettrace(), sys.getprofile(), sys.excepthook, sys.displayhook)
print(signal.getsignal(signal.SIGINT), time.tzname, time.timezone, sys.getdefaultencoding(), sys.getfilesystemencoding())
for stream in (sys.stdin, sys.stdout, sys.stderr, sys.__stdin__, sys.__stdout__, sys.__stderr__):
    print(stream, stream.encoding, stream.errors, stream.newlines, stream.line_buffering, stream.write_through, stream.isatty(), stream.fileno(), stream.seekable(), stream.buffer.raw)
print(sys.stdin is sys.__stdin__, sys.stdout is sys.__stdout__)
print(sorted(vars()), __name__, __file__, __spec__, __loader__, __doc__, __builtins__)
print(sorted(vars(sys)), sorted(vars(__builtins__)))
print(sys.implementation, sys.version, sys.executable, sys.prefix, sys.base_prefix, sys.float_repr_style)
import threading, asyncio, logging, decimal, locale, tempfile, uuid, random, linecache, re, atexit, codecs, contextvars
print(threading.enumerate(), threading.main_thread(), logging.root.level, logging.root.handlers, decimal.getcontext(), locale.getlocale())
print(tempfile._name_sequence, uuid._node, uuid._last_timestamp, linecache.cache, atexit._ncallbacks(), list(contextvars.copy_context()))
print(0 <= time.time() * 1000 - logging._startTime / 1e6 < 60_000, 0 <= time.process_time() < 60, 0 <= time.monotonic() < 1e9)
"""
PLUGIN = {
    'spy-1.dist-info/METADATA': 'Name: spy\nVersion: 1\n',
    'spy-1.dist-info/entry_points.txt': '[pydantic]\nspy = spy:plugin\n',
    'spy.py': 'class Plugin:\n    def new_schema_validator(self, *args):\n        print("seen", args[2].name)\n        return None, None, None\nplugin = Plugin()\n',
}
ERROR = """
import pydantic
try:
    pydantic.TypeAdapter(int).validate_python('x')
except pydantic.ValidationError as error:
    print(error, error.errors())
"""
END = """
import atexit, weakref, sys, threading
class Loud:
    def __init__(self, name): self.name = name
    def __del__(self): print('del', self.name, flush=True)
a = Loud('a')
import other
other.c = Loud('in another module')
weakref.finalize(a, print, 'finalized')
atexit.register(print, 'atexit 1'); atexit.register(print, 'atexit 2')
def gen():
    try: yield
    finally: print('generator closed')
g = gen(); next(g)
print('no newline', end='')
"""

ROWS = [
    Same('the state of the interpreter', STATE),
    Same('the state of the interpreter with an environment and folders', STATE, ('--env', 'A=b', '--dir', '.::/data')),
    Same('the modules at the start', MODULES + ')'),
    *(Same(f'the modules after {text}', IMPORTED % text) for text in (
        'import pydantic', 'from pydantic import BaseModel', 'import typing', 'import json', 'import re', 'import decimal', 'import collections',
        'import importlib', 'import importlib.metadata', 'import asyncio', 'import pydantic_core', 'from pydantic import *', 'import os.path, datetime',
        'import unittest.mock', 'import zoneinfo; zoneinfo.ZoneInfo("Europe/Paris")', 'import _decimal', 'import collections.abc',
        'import sys; import json; del sys.modules["json"]; import json',
    )),
    Same('the modules after defining a model', IMPORTED % 'from pydantic import BaseModel\nclass A(BaseModel):\n  a: int\nA(a=1).model_dump_json()'),
    *(Same(f'what {name} brings along', ATTRIBUTES % name) for name in ('pydantic', 'importlib.metadata', 'collections', 'json.decoder', 'xml.dom')),
    Same('a module beside the script in place of the library\'s', 'import json; print(json.value, json.__file__)', files={'json.py': 'value = 7'}),
    Same('a module beside the script that the library imports', 'import pathlib; print(__import__("sys").modules["fnmatch"].value)', files={'fnmatch.py': 'value = 7\nimport re\ntranslate = filter = 0'}),
    Same('importlib.reload', 'import json, importlib; old = json.JSONDecoder; print(importlib.reload(json) is json, json.decoder.JSONDecoder is old)'),
    Same('an import that is thrown away', 'import sys, json; first = json; del sys.modules["json"]; import json; print(json is first, json.dumps is first.dumps)'),
    Same('a finder of one\'s own', 'import sys\nclass F:\n  @staticmethod\n  def find_spec(name, path=None, target=None): seen.append(name)\nseen = []\nsys.meta_path.insert(0, F)\nimport pydantic\nprint(sorted(seen))'),
    Same('classes are the same everywhere', 'import decimal, _decimal, collections.abc, _collections_abc, datetime, _datetime; print(decimal.Decimal is _decimal.Decimal, collections.abc.Mapping is _collections_abc.Mapping, datetime.date is _datetime.date)'),
    Same('plugins beside the script', 'from pydantic import BaseModel\nclass A(BaseModel):\n  a: int\nprint(A(a=1))', files=PLUGIN),
    Same('plugins turned off', 'from pydantic import BaseModel\nclass A(BaseModel):\n  a: int\nprint(A(a=1))', ('--env', 'PYDANTIC_DISABLE_PLUGINS=1'), files=PLUGIN),
    *(Same(f'links in errors: {value}', ERROR, ('--env', f'PYDANTIC_ERRORS_INCLUDE_URL={value}')) for value in ('0', '1', 'no', 'True')),
    Same('links in errors, the old variable', ERROR, ('--env', 'PYDANTIC_ERRORS_OMIT_URL=1')),
    Same('links in errors, set by the script', "import os; os.environ['PYDANTIC_ERRORS_INCLUDE_URL'] = '0'\n" + ERROR),
    Same('subclasses that nobody made', "import pydantic, gc; gc.collect(); print([c for c in pydantic.BaseModel.__subclasses__() if not c.__module__.startswith('pydantic.')], pydantic.main.BaseModel.__pydantic_decorators__)"),
    Same('the end of a run', END, files={'other.py': ''}),
    Same('the end of a cycle', END.partition('import other')[0] + 'b = Loud("cycle"); b.self = b; del a'),
    Same('the end by sys.exit', END + 'sys.exit(3)', files={'other.py': ''}),
    Same('the end by an exception', END + '1 / 0', files={'other.py': ''}),
    Same('an error at the end', 'import atexit\n@atexit.register\ndef f(): 1 / 0\nclass A:\n  def __del__(self): raise ValueError(1)\na = A()'),
    Same('a stream that is closed', 'import sys; print("x"); sys.stdout.close()'),
    # chance and time
    Differs('random.random', 'import random; print(random.random())'),
    Differs('random, from elsewhere', 'from random import randbytes, shuffle; print(randbytes(8))'),
    Differs('random.Random()', 'import random; print(random.Random().random())'),
    Differs('uuid4', 'import uuid; print(uuid.uuid4())'),
    Differs('uuid1', 'import uuid; print(uuid.uuid1(), uuid.getnode())'),
    Differs('secrets', 'import secrets; print(secrets.token_hex(8))'),
    Differs('os.urandom', 'import os; print(os.urandom(8))'),
    Differs('a default factory of pydantic', 'from uuid import UUID, uuid4; from pydantic import BaseModel, Field\nclass A(BaseModel):\n  id: UUID = Field(default_factory=uuid4)\nprint(A())'),
    Differs('names of temporary files', 'import tempfile; print(next(tempfile._get_candidate_names()))'),
    Differs('the time', 'import time, datetime; print(time.time_ns(), datetime.datetime.now())'),
    # the hash seed is the snapshot's; a run that wants another one gets an interpreter of its own
    Row('the hash seed', ['-c', 'import sys; print(sys.flags.hash_randomization, hash("a"))'], says=('0 ',)),
    Same('the hash seed 0', 'import sys; print(hash("a"), hash(b"b"))', ('--env', 'PYTHONHASHSEED=0')),
    Same('another hash seed', 'import sys; print(hash("a"), hash(b"b"))', ('--env', 'PYTHONHASHSEED=7')),
    Same('the order of a set', 'print({"a", "b", "c", "d"})', ('--env', 'PYTHONHASHSEED=7')),
    code('a random hash seed', 'import sys; print(sys.flags.hash_randomization)', '1\n', options=['--env', 'PYTHONHASHSEED=random']),
    # starts that the snapshot cannot serve
    code('-O', 'import sys; assert False; print(sys.flags.optimize, "pydantic" in sys.modules)', '1 False\n', options=['-O']),
    code('-O with pydantic', 'import pydantic\nclass A(pydantic.BaseModel):\n  a: int\nprint(A(a="1"))', 'a=1\n', options=['-O']),
    code('-X', 'import sys; print(sys._xoptions)', "{'a': 'b'}\n", options=['-X', 'a=b']),
    code('-I', 'import sys; print(sys.flags.isolated)', '1\n', options=['-I']),
    code('-u', 'import sys; print(sys.stdout.write_through, sys.stdout.line_buffering)', 'True False\n', options=['-u']),
    code('PYTHONUNBUFFERED', 'import sys; print(sys.stdout.write_through)', 'True\n', options=['--env', 'PYTHONUNBUFFERED=1']),
    code('folders in an interpreter of its own', 'import os; print(*(os.listdir(f) for f in ("/", "/a", "/b", "/c", "/tmp")))', "['x.py'] ['x.py'] ['x.py'] ['x.py'] []\n", options=['--dir', '.::/', '--dir', '.::/a', '--dir', '.::/b', '--dir', '.::/c', '-u'], files={'x.py': ''}),
    code('PYTHONPATH', 'import x; print(x.value)', '7\n', options=['--dir', '.::/lib', '--env', 'PYTHONPATH=/lib'], files={'x.py': 'value = 7'}),
    code('an interpreter of its own has all its memory', 'print(len(bytearray(30 << 20)))', '31457280\n', options=['--memory', '64', '-I']),
    Check('the snapshot is reproducible', reproducible),
    Check('the plain program', cold_is_plain),
]  # fmt: skip
