"""Runs Python scripts inside python.wasm from a Python program: needs the package `wasmtime`, and no other.

    python3 sandbox.py PYTHON_WASM SCRIPT JSON_FILE…

gives each file to the script as its stdin and prints what it answers.
"""

from __future__ import annotations

import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from wasmtime import Config, Engine, ExitTrap, Linker, Module, Store, Trap, WasiConfig, WasmtimeError

TICK = 0.01
"""Seconds between two looks at whether a script has used up its time."""


@dataclass
class Result:
    status: int | None
    """What the script gave to `sys.exit`; None where it was stopped or crashed, and `problem` says why."""
    stdout: bytes
    stderr: bytes
    problem: str = ''


class Sandbox:
    """python.wasm, compiled. Make one and keep it; its runs share nothing, and may be in several threads."""

    def __init__(self, wasm: Path) -> None:
        config = Config()
        config.cache = True  # wasmtime keeps the machine code in the user's cache: compiling takes seconds
        config.epoch_interruption = True
        config.max_wasm_stack = 2 << 20  # the most that wasmtime allows here; without it, 512 KB
        self._engine = Engine(config)
        self._module = Module.from_file(self._engine, str(wasm))
        self._linker = Linker(self._engine)
        self._linker.define_wasi()
        threading.Thread(target=self._tick, daemon=True).start()

    def _tick(self) -> None:
        while True:
            time.sleep(TICK)
            self._engine.increment_epoch()

    def run(self, script: str, *arguments: str, stdin: bytes = b'', timeout: float = 10, memory: int = 256 << 20) -> Result:
        """Runs the text of a script. `timeout` is in seconds of computing, `memory` in bytes."""
        stdout, stderr = bytearray(), bytearray()
        wasi = WasiConfig()
        wasi.argv = ['python', '-c', script, *arguments]
        wasi.stdout_custom, wasi.stderr_custom = stdout.extend, stderr.extend
        with tempfile.NamedTemporaryFile() as file:
            file.write(stdin)
            file.flush()
            wasi.stdin_file = file.name
            store = Store(self._engine)
            store.set_wasi(wasi)
            store.set_limits(memory_size=memory)
            store.set_epoch_deadline(max(1, round(timeout / TICK)))
            status, problem = 0, ''
            try:
                start = self._linker.instantiate(store, self._module).exports(store)['_start']
                start(store)
            except ExitTrap as exit:
                status = exit.code
            except (Trap, WasmtimeError) as error:
                status, problem = None, str(error).strip().splitlines()[-1].strip()
            store.close()
        return Result(status, bytes(stdout), bytes(stderr), problem)


def main() -> None:
    wasm, script, *files = map(Path, sys.argv[1:])
    sandbox = Sandbox(wasm)
    for file in files:
        result = sandbox.run(script.read_text(), stdin=file.read_bytes())
        print(f'{file.name}: {result.problem or result.stdout.decode().strip()}{result.stderr.decode()}')


if __name__ == '__main__':
    main()
