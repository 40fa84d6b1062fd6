"""Which pages of its memory a usual run of python.wasm writes to, as a custom section of it.

The snapshot is mapped, not read: the system copies a page when it is first written to, at the price of a fault for each. The
runner asks for these pages at once instead (host/runner/hot_pages.cc), which costs a third of that. Another runtime does not
look at the section; a run that writes to other pages only has their faults.
"""

from __future__ import annotations

import json
import os
import struct
import subprocess
import sys
from pathlib import Path

NAME = b'hot_pages'
PAGE = 4096
GAP = 2  # pages between two stretches that are cheaper to write to than to leave out

MODELS = """
from pydantic import BaseModel

class Item(BaseModel):
    name: str
    price: float
    tags: list[str] = []

class Order(BaseModel):
    id: int
    items: list[Item]
"""
SCRIPT = f"""{MODELS}
Order.model_validate_json('{{"id": "7", "items": [{{"name": "a", "price": 1}}]}}').model_dump_json()
"""

# Runs in a process that has the wasmtime package: prints the numbers of the changed pages.
RUN = """
import json, sys, wasmtime
config = wasmtime.Config()
config.max_wasm_stack = 1 << 20
engine = wasmtime.Engine(config)
linker = wasmtime.Linker(engine)
linker.define_wasi()
store = wasmtime.Store(engine)
wasi = wasmtime.WasiConfig()
wasi.argv = ['python', sys.argv[3]]
wasi.preopen_dir(sys.argv[2], '/')
store.set_wasi(wasi)
exports = linker.instantiate(store, wasmtime.Module.from_file(engine, sys.argv[1])).exports(store)
memory = exports['memory']
before = memory.read(store)
try:
    exports['_start'](store)
except wasmtime.ExitTrap as exit:
    assert exit.code == 0, exit
after = memory.read(store, 0, len(before))
page = int(sys.argv[4])
print(json.dumps([at // page for at in range(0, len(before), page) if before[at : at + page] != after[at : at + page]]))
"""


def written(program: Path, folder: Path) -> list:
    """The stretches of pages that a run of the script writes to, as (first, number)."""
    from tools import components

    folder.mkdir(exist_ok=True)
    (folder / 'script.py').write_text(SCRIPT)
    path = {'PYTHONPATH': str(components.site('wasmtime'))}
    command = [sys.executable, '-c', RUN, program, folder, 'script.py', str(PAGE)]
    ended = subprocess.run(command, env={**os.environ, **path}, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True, check=True)
    stretches: list = []
    for page in json.loads(ended.stdout):
        if stretches and page - sum(stretches[-1]) <= GAP:
            stretches[-1] = (stretches[-1][0], page + 1 - stretches[-1][0])
        else:
            stretches.append((page, 1))
    return stretches


def with_hot_pages(wasm: bytes, stretches: list) -> bytes:
    """With the stretches in a section at the end; their number comes last, so that the section can be read from there."""
    numbers = [number for stretch in stretches for number in stretch]
    content = bytes([len(NAME)]) + NAME + struct.pack(f'<{len(numbers)}I', *numbers) + struct.pack('<I', len(stretches))
    return wasm + b'\0' + _leb(len(content)) + content


def _leb(number: int) -> bytes:
    out = bytearray()
    while number > 0x7F:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes([*out, number])
