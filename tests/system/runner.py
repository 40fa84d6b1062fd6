"""The runner itself: its streams, its runs in one process, and its declarations of wasmtime's C API."""

from __future__ import annotations

import ctypes
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Callable

from tests.rows import heed_interrupts
from tests.system import program
from tests.system.place import Place
from tests.system.place import program as small_program
from tests.system.row import ROOT, Check, Row
from tools import components, wasm_build


def no_program():
    with Place() as place:
        (place.root / 'python.wasm').unlink()
        process = place.start()
        out, error = process.communicate(timeout=60)
        assert process.returncode == 1 and error.startswith('error: ') and error.count('\n') == 1, error
        os.mkfifo(place.root / 'python.wasm')
        process = place.start()
        out, error = process.communicate(timeout=60)
        assert process.returncode == 1 and 'python.wasm cannot be read' in error, error
        (place.root / 'python.wasm').unlink()
        (place.root / 'python.wasm').write_bytes(b'no program' * 9)
        process = place.start()
        out, error = process.communicate(timeout=60)
        assert process.returncode == 1 and 'cannot be compiled' in error, error


def other_programs():
    """The program with another pydantic lies in a folder beside the usual one, which may be missing."""
    with Place() as place:
        folder = place.root / 'pydantic-2.14'
        missing = f'error: {folder}/python.wasm cannot be read: No such file or directory\n'
        process = place.start('--pydantic', '2.14', '-V')
        out, error = process.communicate(timeout=60)
        assert (process.returncode, out, error) == (1, '', missing), error
        folder.mkdir()
        (folder / 'python.wasm').write_bytes(small_program('ran the other'))
        place.ran('--pydantic=2.14', '-V', says='ran the other')
        place.ran('--pydantic', '2.14', '--pydantic', '2.12', '-V')


def unknown_pydantic():
    """One sentence, before anything is built."""
    for wanted in ('2.13', '2.14.4', ''):
        ended = subprocess.run([ROOT / 'run.sh', '--pydantic', wanted, '-c', 'print(1)'], capture_output=True, text=True)
        assert (ended.returncode, ended.stdout) == (1, ''), ended
        assert ended.stderr == f'error: --pydantic is one of 2.12, 2.14, not "{wanted}"\n', ended


def streams():
    """A line is there as soon as it is written, and a line given is read as soon as it comes."""
    echo = 'import sys\nfor line in sys.stdin: print(line.strip() * 2, flush=True)'
    pipe = subprocess.PIPE
    with subprocess.Popen([*program.command(), '-c', echo], stdin=pipe, stdout=pipe, text=True, bufsize=1) as process:
        for text in ('a', 'b'):
            process.stdin.write(f'{text}\n')
            process.stdin.flush()
            got = process.stdout.readline()
            assert got == f'{text * 2}\n', got
        process.stdin.close()
        assert process.wait(60) == 0


def closed_output():
    """A reader that goes away is a BrokenPipeError, not a death by signal."""
    command = [*program.command(), '-c', 'while True: print("x" * 1000)']
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        process.stdout.read(10)
        process.stdout.close()
        error = process.stderr.read().decode()
        assert process.wait(60) in (1, 120) and 'BrokenPipeError' in error, f'{process.returncode}: {error[-300:]}'


def full_output():
    """What `--help` and `--version` could not say is an error."""
    for option in '--help', '--version':
        with open('/dev/full', 'w') as full:
            ended = subprocess.run([wasm_build.RUN, option], stdout=full, stderr=subprocess.PIPE, text=True)
        assert (ended.returncode, ended.stderr) == (1, 'error: stdout cannot be written to: No space left on device\n'), ended


def interrupted():
    """Ctrl-C ends it at once, by the signal."""
    command = [*program.command(), '-c', 'print(1, flush=True)\nwhile True: pass']
    with subprocess.Popen(command, stdout=subprocess.PIPE, preexec_fn=heed_interrupts) as process:
        process.stdout.readline()
        process.send_signal(2)
        assert process.wait(60) == -2, process.returncode


def through_run_sh():
    ended = subprocess.run([ROOT / 'run.sh', *program.options(), '-c', 'import sys; print(sys.argv); sys.exit(7)', 'x'], capture_output=True, text=True)
    assert (ended.returncode, ended.stdout) == (7, "['-c', 'x']\n"), ended


def no_folder():
    """Where there is no cache folder, there is no root for the script either: os.devnull is there all the same."""
    script = 'import os; open(os.devnull, "w").write("x"); print(open(os.devnull).read() == "", os.path.exists("/dev/zero"), os.path.exists("/etc"))'
    with tempfile.NamedTemporaryFile() as file:
        settings = {**os.environ, 'PYDANTIC_CORE_CPP_CACHE': f'{file.name}/cache'}
        ended = subprocess.run([*program.command(), '-c', script], env=settings, capture_output=True, text=True)
    assert ended.stdout == 'True False False\n', ended


def planted_library():
    """An empty element of LD_LIBRARY_PATH is the current folder: a library that lies there is not loaded."""
    with Place() as place, tempfile.TemporaryDirectory() as folder:
        Path(folder, 'libwasmtime.so').write_bytes(b'no library, so that loading it would fail')
        for path in (':/opt/lib', folder):
            process = place.start(how={'cwd': folder}, LD_LIBRARY_PATH=path)
            out, error = process.communicate(timeout=60)
            assert (process.returncode, out) == (0, 'ran\n'), error


# Changes what it can of an interpreter, and says what it found: of the last run it must find nothing.
MARKS = """
import builtins, gc, json, os, pydantic, random, sys
class A(pydantic.BaseModel): a: int
found = [hasattr(builtins, 'mark'), hasattr(json, 'mark'), 'mark' in os.environ, len(pydantic.BaseModel.__subclasses__()), gc.get_count()[2], len(sys.modules)]
builtins.mark = json.mark = os.environ['mark'] = 'x' * 100_000
os.open('.', os.O_RDONLY)
print(*found, os.open('.', os.O_RDONLY), random.random(), file=sys.stderr)
blocks = [bytearray(100_000) for _ in range(int(sys.argv[1]))]
"""


def runs_apart(blocks: str) -> Callable:
    def check():
        command = [*program.command(), '--repeat', '20', '-c', MARKS, blocks]
        ended = subprocess.run(command, cwd='/', capture_output=True, text=True)
        found = [line.rpartition(' ') for line in ended.stderr.splitlines()[:20]]
        assert ended.returncode == 0 and {said for said, _, _ in found} == {found[0][0]}, ended.stderr
        assert found[0][0].startswith('False False False ') and len({chance for _, _, chance in found}) == 20, ended.stderr

    return check


def no_growth():
    """A thousand runs take no more memory than a hundred."""
    script = 'from pydantic import BaseModel\nclass A(BaseModel): a: list[int]\nA.model_validate_json(\'{"a": [1]}\')'
    ended = subprocess.run([*program.command(), '--repeat', '1000', '-c', script], capture_output=True, text=True)
    early, late = map(float, re.findall(r'([\d.]+) MB', ended.stderr))
    assert ended.returncode == 0 and late - early <= 1, ended.stderr


def declarations():
    """wasmtime_api.h has each function with as many parameters, of the sizes, that the wheel's own bindings have."""
    folder = components.site('wasmtime')
    sys.path.insert(0, str(folder))
    from wasmtime import _bindings

    sizes = {'size_t': 8, 'int64_t': 8, 'uint64_t': 8, 'uint8_t': 1, 'bool': 1, 'int32_t': 4, 'void': 0}
    # Not in the bindings: Python calls with checks. Their declarations follow the header alone.
    unlisted = {'wasmtime_linker_define_func_unchecked', 'wasmtime_config_async_stack_size_set'}

    def size(text: str) -> int:
        text = text.strip()
        pointer = '*' in text or '[' in text or '(*' in text or text.endswith('callback_t callback')
        return 8 if pointer else sizes[text.split()[-2] if len(text.split()) > 1 and text not in sizes else text]

    def ctype_size(kind) -> int:
        return 0 if kind is None else ctypes.sizeof(kind)

    text = re.sub(r'//.*', '', (ROOT / 'host' / 'runner' / 'wasmtime_api.h').read_text())
    found = re.findall(r'(?m)^(\w+\*?) (was\w+)\(([^;]*)\);', text)
    assert len(found) > 30, 'the declarations could not be read'
    for returns, name, parameters in found:
        bound = getattr(_bindings, f'_{name}', None)
        if bound is None:
            assert name in unlisted or hasattr(_bindings.dll, name), f'{name} is not in the library'
            continue
        parameters = re.sub(r'void \(\*(\w+)\)\([^)]*\)', r'void* \1', parameters)
        ours = [size(returns if returns in sizes else returns + ' x'), *map(size, filter(str.strip, parameters.split(',')))]
        theirs = [ctype_size(bound.restype), *map(ctype_size, bound.argtypes)]
        assert ours == theirs, f'{name}: {ours} here, {theirs} in the wheel'
    for name in ('wasmtime_instance_t', 'wasmtime_func_t', 'wasmtime_memory_t', 'wasmtime_extern_t', 'wasm_byte_vec_t'):
        assert f'struct {name} {{' in text, name
    layout = {'wasmtime_instance_t': 16, 'wasmtime_func_t': 16, 'wasmtime_memory_t': 24, 'wasmtime_global_t': 24, 'wasmtime_val_t': 32, 'wasmtime_extern_t': 32, 'wasm_byte_vec_t': 16, 'wasm_valtype_vec_t': 16}
    for name, wanted in layout.items():
        assert ctypes.sizeof(getattr(_bindings, name)) == wanted, name


ROWS = [
    Check('no program, or one that is none', no_program),
    Check('programs with another pydantic', other_programs),
    Check('run.sh with a pydantic that is not to be had', unknown_pydantic),
    Row('a pydantic that is not to be had', ['--pydantic', '2.13', '-c', '1'], '', status=2, error=('error: --pydantic is one of 2.12, 2.14, not "2.13"; ',)),
    Check('a library in the current folder', planted_library),
    Check('streams', streams),
    Check('a closed output', closed_output),
    Check('an output that is full', full_output),
    Check('Ctrl-C', interrupted),
    Check('run.sh', through_run_sh),
    Check('a program without any folder', no_folder),
    Check('declarations of the C API', declarations),
    Check('many runs find nothing of each other', runs_apart('1')),
    Check('many runs that make their memory grow find nothing of each other', runs_apart('300')),
    Check('many runs take no more memory', no_growth),
    Row('many runs', ['--repeat', '3', '-c', 'print(1)'], '1\n1\n1\n', error=('3 runs: median ',)),
    Row('many runs end with one that fails', ['--repeat', '3', '-c', 'import sys; print(1); sys.exit(5)'], '1\n', status=5),
]  # fmt: skip
