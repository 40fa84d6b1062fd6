"""host/libc/malloc.cc by itself: compiled for WASI with a test program, and run."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.system.row import ROOT
from tools import components, wasm_python

RUN = """
import sys, wasmtime
engine = wasmtime.Engine()
linker = wasmtime.Linker(engine)
linker.define_wasi()
store = wasmtime.Store(engine)
wasi = wasmtime.WasiConfig()
wasi.inherit_stdout()
store.set_wasi(wasi)
try:
    linker.instantiate(store, wasmtime.Module.from_file(engine, sys.argv[1])).exports(store)['_start'](store)
except wasmtime.ExitTrap as exit:
    sys.exit(exit.code)
"""


class Program:
    """A row that is a C++ program for WASI: it ends with 0, or prints what is wrong and ends with 1."""

    def __init__(self, what: str, sources: list):
        self.what = what
        self.sources = sources

    def problem(self):
        with tempfile.TemporaryDirectory() as folder:
            program = Path(folder, 'program.wasm')
            flags = ['-std=c++20', '-O2', '-fno-exceptions', '-fno-rtti', '-fno-builtin', '-I', str(ROOT / 'host'), '-o', str(program)]
            sources = [str(ROOT / source) for source in self.sources]
            compiled = subprocess.run([wasm_python.toolchain() / 'c++', *flags, *sources], capture_output=True, text=True)
            if compiled.returncode:
                return compiled.stderr
            path = {'PYTHONPATH': str(components.site('wasmtime'))}
            ended = subprocess.run([sys.executable, '-c', RUN, str(program)], env={**os.environ, **path}, capture_output=True, text=True)
            return ended.stdout + ended.stderr if ended.returncode else None


ROWS = [Program('malloc under a random load', ['host/libc/malloc.cc', 'tests/system/malloc_test.cc'])]
