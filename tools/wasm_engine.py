"""Runs a WASI program under wasmtime: the compiled module's cache, the sandbox, the limits, the exit status.

The program runs in a thread of its own, whose stack is big enough for CPython's recursion, so that the main thread can
watch the time and take Ctrl-C. At the timeout the whole process ends: this needs no checks in the compiled code (epochs
cost a tight loop about 25 %) and stops a program that sleeps as well.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import threading
from pathlib import Path

import wasmtime

from tools import cache
from tools.say import Failure, say

# CPython gives up at 5,000 nested C calls (Py_C_RECURSION_LIMIT): the native stack holds more than that.
WASM_STACK = 32 << 20
THREAD_STACK = WASM_STACK + (4 << 20)

KEPT = 6  # compiled modules of 30 MB; older ones are deleted when a new one is made

TIMED_OUT = 124
TRAPPED = 134


def run(wasm: Path, identity: str, job) -> int:
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    engine = _engine()
    module = _module(engine, wasm, identity)
    linker = wasmtime.Linker(engine)
    linker.define_wasi()
    # wasmtime's own refuses a status above 125, such as the 130 of a KeyboardInterrupt.
    linker.allow_shadowing = True
    takes_status = wasmtime.FuncType([wasmtime.ValType.i32()], [])
    linker.define_func('wasi_snapshot_preview1', 'proc_exit', takes_status, _proc_exit)
    store = wasmtime.Store(engine)
    if job.memory:
        store.set_limits(memory_size=int(job.memory * (1 << 20)))
    store.set_wasi(_sandbox(job))
    try:
        start = linker.instantiate(store, module).exports(store)['_start']
    except wasmtime.WasmtimeError as error:
        raise Failure(f'python.wasm cannot start: {str(error).splitlines()[-1].strip()}') from error

    ended = []

    def work() -> None:
        try:
            start(store)
            ended.append(0)
        except BaseException as problem:  # looked at by the main thread
            ended.append(problem)

    threading.stack_size(THREAD_STACK)
    worker = threading.Thread(target=work, daemon=True)
    worker.start()
    worker.join(job.timeout)
    if worker.is_alive():
        print(f'error: stopped after {job.timeout:g} s, the --timeout', file=sys.stderr, flush=True)
        os._exit(TIMED_OUT)
    return _status(ended[0])


class _Exit(Exception):
    """The program has ended itself, with a status."""


def _proc_exit(status: int) -> None:
    raise _Exit(status & 0xFF)


def _status(end) -> int:
    """The exit status of a program that ended so: with 0, by the exit call, in a trap."""
    if isinstance(end, _Exit):
        return end.args[0]
    if isinstance(end, wasmtime.Trap):
        print(f'error: the program crashed: {end.message.splitlines()[-1].strip()}', file=sys.stderr)
        return TRAPPED
    if isinstance(end, BaseException):
        raise end
    return end


def _engine() -> wasmtime.Engine:
    config = wasmtime.Config()
    # More than wasmtime lets wasm have unless its stacks for async calls, which are not used here, are at least as big.
    # The package has no name for that setting.
    set_async_stack = wasmtime._ffi.dll.wasmtime_config_async_stack_size_set
    set_async_stack.argtypes = [ctypes.c_void_p, ctypes.c_uint64]
    set_async_stack.restype = None
    set_async_stack(ctypes.cast(config.ptr(), ctypes.c_void_p), WASM_STACK * 2)
    config.max_wasm_stack = WASM_STACK
    return wasmtime.Engine(config)


def _module(engine, wasm: Path, identity: str) -> wasmtime.Module:
    """The compiled module from the cache, compiled first where it is not there or this wasmtime refuses it.

    `identity` names the content of `wasm` and the version of wasmtime.
    """
    compiled = cache.root() / 'compiled' / f'{cache.key(identity, WASM_STACK, os.uname().machine)}.cwasm'
    if compiled.is_file():
        try:
            return wasmtime.Module.deserialize_file(engine, str(compiled))
        except wasmtime.WasmtimeError:
            pass
    say('compiling python.wasm for this machine (once)')
    module = wasmtime.Module.from_file(engine, str(wasm))
    compiled.parent.mkdir(parents=True, exist_ok=True)
    temporary = compiled.with_suffix(f'.{os.getpid()}.tmp')
    try:
        temporary.write_bytes(module.serialize())
        os.replace(temporary, compiled)
    finally:
        temporary.unlink(missing_ok=True)
    for old in sorted(compiled.parent.glob('*.cwasm'), key=lambda path: path.stat().st_mtime)[:-KEPT]:
        old.unlink(missing_ok=True)
    return module


def _sandbox(job) -> wasmtime.WasiConfig:
    wasi = wasmtime.WasiConfig()
    wasi.argv = ['python', *job.arguments]
    wasi.env = job.environment
    wasi.inherit_stdin()
    wasi.inherit_stdout()
    wasi.inherit_stderr()
    if all(folder.guest != '/' for folder in job.folders):
        # A path that leads nowhere is then "not found", where without any root it would be "not capable".
        wasi.preopen_dir(str(_empty_folder()), '/', False)
    for folder in job.folders:
        wasi.preopen_dir(folder.host, folder.guest, folder.writable)
    return wasi


def _empty_folder() -> Path:
    folder = cache.root() / 'sandbox' / 'root'
    folder.mkdir(parents=True, exist_ok=True)
    return folder
