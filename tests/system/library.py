"""The library inside python.wasm: everything that WASI can do works, the rest fails with Python's own error."""

from tests.system import program
from tests.system.row import Row, code

ASYNC = '''
import asyncio, time

async def work(n):
    await asyncio.sleep(n / 50)
    return n

async def main():
    start = time.monotonic()
    results = await asyncio.gather(work(3), work(1), work(2))
    assert 0.05 < time.monotonic() - start < 0.5
    queue = asyncio.Queue()
    async with asyncio.TaskGroup() as group:
        group.create_task(queue.put('queued'))
        results.append(await queue.get())
    try:
        async with asyncio.timeout(0.01):
            await asyncio.sleep(9)
    except TimeoutError:
        results.append('timeout')
    lock = asyncio.Lock()
    async with lock:
        results.append(lock.locked())
    return results

print(asyncio.run(main()))
'''
MOCK = '''
from unittest import IsolatedAsyncioTestCase, main, mock

class Tests(IsolatedAsyncioTestCase):
    async def test(self):
        with mock.patch('json.loads', mock.AsyncMock(return_value=3)) as loads:
            import json
            self.assertEqual(await json.loads('x'), 3)
        loads.assert_called_once_with('x')

main()
'''
ZIP = '''
import io, zipfile, gzip
buffer = io.BytesIO()
with zipfile.ZipFile(buffer, 'w', zipfile.ZIP_DEFLATED) as z:
    z.writestr('a.txt', 'x' * 1000)
print(len(buffer.getvalue()) < 200, zipfile.ZipFile(buffer).read('a.txt')[:3], gzip.decompress(gzip.compress(b'abc')))
'''
# Archives as other programs make them, and errors.
COMPRESSED = '''
import base64, bz2, io, lzma, os, tarfile, zipfile
data = b'x' * 100000 + os.urandom(5000)
for level in 1, 9: assert bz2.decompress(bz2.compress(data, level)) == data
for form in lzma.FORMAT_XZ, lzma.FORMAT_ALONE:
    for preset in 0, 6, 9 | lzma.PRESET_EXTREME: assert lzma.decompress(lzma.compress(data, form, preset=preset)) == data
for check in lzma.CHECK_NONE, lzma.CHECK_CRC32, lzma.CHECK_CRC64, lzma.CHECK_SHA256: assert lzma.decompress(lzma.compress(data, check=check)) == data
for name in 'X86 POWERPC IA64 ARM ARMTHUMB SPARC'.split():
    filters = [{'id': getattr(lzma, 'FILTER_' + name)}, {'id': lzma.FILTER_DELTA, 'dist': 4}, {'id': lzma.FILTER_LZMA2, 'mf': lzma.MF_BT2}]
    raw = lzma.compress(data, lzma.FORMAT_RAW, filters=filters); assert lzma.decompress(raw, lzma.FORMAT_RAW, filters=filters) == data
print(bz2.decompress(base64.b64decode('QlpoOTFBWSZTWR1eWdUAAADBAAAQAGAgACGYGYRhdyRThQkB1eWdUA==')), lzma.decompress(base64.b64decode('/Td6WFoAAATm1rRGAgAhARYAAAB0L+WjAQACaGkKAAD7e+joKlhDTwABGwMLL7kQH7bzfQEAAAAABFla')))
for kind in 'bz2', 'xz':
    with tarfile.open('/tmp/a', 'w:' + kind) as tar:
        info = tarfile.TarInfo('f'); info.size = 3; tar.addfile(info, io.BytesIO(b'abc'))
    with tarfile.open('/tmp/a') as tar: print(tar.extractfile('f').read(), os.path.getsize('/tmp/a') < 400)
for kind in zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA:
    with zipfile.ZipFile('/tmp/z', 'w', kind) as z: z.writestr('f', data)
    with zipfile.ZipFile('/tmp/z') as z: print(z.read('f') == data, z.testzip())
with lzma.open('/tmp/t.xz', 'wt') as f: f.write('text')
print(lzma.open('/tmp/t.xz', 'rt').read(), bz2.BZ2Decompressor().needs_input)
for call in lambda: bz2.decompress(b'junk' * 9), lambda: lzma.decompress(b'junk' * 9), lambda: lzma.LZMADecompressor(memlimit=1000).decompress(lzma.compress(b'x')), lambda: bz2.decompress(bz2.compress(b'x')[:-1]):
    try: call()
    except Exception as error: print(type(error).__name__, error)
'''
COMPRESSED_OUT = '''b'hi\\n' b'hi\\n'
b'abc' True
b'abc' True
True None
True None
text True
OSError Invalid data stream
LZMAError Input format not supported by decoder
LZMAError Memory usage limit exceeded
ValueError Compressed data ended before the end-of-stream marker was reached
'''
# In memory, in the temporary folder, in a folder of this machine, and without room.
DATABASE = '''
import os, sqlite3, sys
def use(path):
    with sqlite3.connect(path) as db:
        db.execute('create table t (id integer primary key, name text, score real, data blob)')
        db.executemany('insert into t (name, score, data) values (?, ?, ?)', [(f'n{n}', n / 2, bytes([n % 256]) * 50) for n in range(2000)])
    try:
        with db:
            db.execute('delete from t'); raise RuntimeError
    except RuntimeError: pass
    print(db.execute('select count(*), sum(score), max(name) from t').fetchone(), db.execute('select json_extract(?, "$.a[1]"), sqrt(16)', ('{"a": [1, 2]}',)).fetchone())
    db.create_function('twice', 1, lambda x: x * 2); db.row_factory = sqlite3.Row
    print(dict(db.execute('select twice(id) as two, name from t where name like "n199_" order by id desc').fetchone()))
    db.execute('create index i on t (name)'); db.execute('vacuum'); db.close()
for path in sys.argv[1:]:
    use(path)
    if path != ':memory:':
        again = sqlite3.connect(path); print(again.execute('select count(*) from t').fetchone(), again.execute('pragma integrity_check').fetchone(), os.listdir(os.path.dirname(path)))
db = sqlite3.connect(':memory:'); db.executescript('create table a (b unique); insert into a values (1);')
copy = sqlite3.connect(':memory:'); db.backup(copy); print(copy.execute('select * from a').fetchall(), len(db.serialize()) > 100, list(db.iterdump())[1])
for call in lambda: db.execute('insert into a values (1)'), lambda: db.execute('selec'), lambda: db.execute('select zeroblob(900000000)').fetchone(), lambda: sqlite3.connect('/no/such/place').execute('select 1'):
    try: call()
    except Exception as error: print(type(error).__name__, error)
'''
DATABASE_OUT = '''(2000, 999500.0, 'n999') (2, 4.0)
{'two': 4000, 'name': 'n1999'}
(2000, 999500.0, 'n999') (2, 4.0)
{'two': 4000, 'name': 'n1999'}
(2000,) ('ok',) ['x.db']
(2000, 999500.0, 'n999') (2, 4.0)
{'two': 4000, 'name': 'n1999'}
(2000,) ('ok',) ['x.db']
[(1,)] True CREATE TABLE a (b unique);
IntegrityError UNIQUE constraint failed: a.b
OperationalError near "selec": syntax error
MemoryError 
OperationalError unable to open database file
'''
EVERY = '''
import importlib, pkgutil, sys, warnings
warnings.simplefilter('ignore')
cannot = {}
for module in pkgutil.iter_modules():
    try:
        importlib.import_module(module.name)
    except ImportError as error:
        cannot[error.name] = cannot.get(error.name, []) + [module.name]
print(sorted(cannot))
'''
# What CPython does not have on WASI at all, or not without libraries that are not here.
ABSENT = ['_ctypes', '_curses', '_ssl', 'termios']

ROWS = [
    code('json and csv', 'import json, csv, io; print(json.dumps({"a": [1.5, None]}), next(csv.reader(io.StringIO("a,\\"b,c\\""))))', '{"a": [1.5, null]} [\'a\', \'b,c\']\n'),
    code('decimal', 'from decimal import Decimal, getcontext; import _decimal; getcontext().prec = 30; print(Decimal(1) / 7, Decimal("0.1") * 3)', '0.142857142857142857142857142857 0.3\n'),
    code('hashlib', 'import hashlib; print(hashlib.sha256(b"x").hexdigest()[:8], hashlib.md5(b"x").hexdigest()[:8], hashlib.blake2b(b"x").hexdigest()[:8], hashlib.sha3_256(b"x").hexdigest()[:8])', '2d711642 9dd4e461 0909377a 741efa31\n'),
    code('uuid', 'import uuid; print(uuid.uuid5(uuid.NAMESPACE_DNS, "a"), uuid.uuid4().version, uuid.uuid4() != uuid.uuid4())', '4f3f2898-69e3-5a0d-820a-c4e87987dbce 4 True\n'),
    code('time zones', 'import zoneinfo, datetime; print(datetime.datetime(2024, 7, 1, tzinfo=zoneinfo.ZoneInfo("Europe/Paris")), len(zoneinfo.available_timezones()) > 590)', '2024-07-01 00:00:00+02:00 True\n'),
    code('a time zone that does not exist', 'import zoneinfo; zoneinfo.ZoneInfo("Nowhere/City")', status=1, error=('ZoneInfoNotFoundError',)),
    code('operator.methodcaller in a cycle', 'import gc, operator; d = {}; d["m"] = operator.methodcaller("x", d); del d; print(gc.collect() > 0)', 'True\n'),
    code('zlib', 'import zlib; print(zlib.decompress(zlib.compress(b"abc" * 100))[:6], zlib.crc32(b"abc"))', "b'abcabc' 891568578\n"),
    code('zipfile and gzip', ZIP, "True b'xxx' b'abc'\n"),
    code('bz2 and lzma', COMPRESSED, COMPRESSED_OUT),
    Row('sqlite3', ['--memory', '300', '--dir', 'own:rw', '-c', DATABASE, ':memory:', '/tmp/x.db', '/own/x.db'], DATABASE_OUT, files={'own/x.db': ''}),
    code('asyncio', ASYNC, "[3, 1, 2, 'queued', 'timeout', True]\n"),
    code('asyncio with nothing left to wait for', 'import asyncio\nasync def main(): await asyncio.Event().wait()\nasyncio.run(main())', status=1, error=('the event loop would wait for ever',)),
    Row('unittest.mock and asynchronous tests', ['t.py'], '', files={'t.py': MOCK}, error=('Ran 1 test', 'OK')),
    code('random numbers differ between runs', 'import random, secrets, os; print(len(os.urandom(8)), random.random() != random.random())', '8 True\n'),
    code('time', 'import time, datetime; a = time.monotonic(); time.sleep(0.02); print(0.02 <= time.monotonic() - a < 1, datetime.datetime.now().year >= 2024)', 'True True\n'),
    code('importlib.metadata', 'import importlib.metadata as m; print(m.version("pydantic"), m.version("pydantic_core")[:6], m.version("typing-extensions") > "4", m.requires("pydantic")[0])', f'{program.pydantic()} {program.core()} True annotated-types>=0.6.0\n'),
    code('a distribution that is not there', 'import importlib.metadata as m; m.version("nothing")', status=1, error=('PackageNotFoundError',)),
    code('importlib.resources', 'import importlib.resources as r; f = r.files("tzdata"); print((f / "zones").read_text()[:14].split(), f.joinpath("zoneinfo/UTC").read_bytes()[:4], (f / "nothing").is_file())', "['Africa/Abidjan'] b'TZif' False\n"),
    code('pkgutil', 'import pkgutil, json, tzdata; print([m.name for m in pkgutil.iter_modules(json.__path__)], pkgutil.get_data("tzdata", "zoneinfo/UTC")[:4])', "['decoder', 'encoder', 'scanner', 'tool'] b'TZif'\n"),
    code('where the library is', 'import json, os, sys, sysconfig; print(json.__file__, os.__file__, sys.prefix, sysconfig.get_config_var("EXT_SUFFIX"))', '/python.wasm/lib/python3.13/json/__init__.py /python.wasm/lib/python3.13/os.py /python.wasm .cpython-313-wasm32-wasi.so\n'),
    code('every module of the library imports, or names what WASI lacks', EVERY, f'{ABSENT}\n'),
    code('typing_extensions, annotated_types, typing_inspection', 'import typing_extensions, annotated_types, typing_inspection.introspection; print(annotated_types.Gt(1))', 'Gt(gt=1)\n'),
    # what cannot work
    code('threads', 'import threading; threading.Thread(target=print).start()', '', status=1, error=("RuntimeError: can't start new thread",)),
    code('subprocess', 'import subprocess; subprocess.run(["ls"])', '', status=1, error=('OSError: [Errno 58] wasi does not support processes.',)),
    code('connecting sockets', 'import socket; socket.create_connection(("127.0.0.1", 80))', '', status=1, error=('OSError: [Errno 58] Not supported',)),
    code('name lookups', 'import socket; socket.getaddrinfo("example.com", 80)', '', status=1, error=('socket.gaierror',)),
    code('asyncio with sockets', 'import asyncio; asyncio.run(asyncio.open_connection("127.0.0.1", 80))', '', status=1, error=('OSError',)),
    code('asyncio with threads', 'import asyncio; asyncio.run(asyncio.to_thread(print))', '', status=1, error=("RuntimeError: can't start new thread",)),
    code('an exception inside the library', 'import json; json.loads("[")', '', status=1, error=('File "/python.wasm/lib/python3.13/json/decoder.py", line ', 'JSONDecodeError: Expecting value')),
]  # fmt: skip
