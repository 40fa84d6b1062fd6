"""Compiled modules that come with the runner of the package pydantic-wasm: which it uses, which it does not, and what it says then."""

from __future__ import annotations

import functools
import os
import resource
import shutil
import tempfile
import time
from pathlib import Path
from typing import Callable

from tests.system.compiled import HOUR, TRAILER, flipped, section, write_quietly
from tests.system.hostile_start import limit
from tests.system.place import IS_ROOT, NOT_KEPT, OTHER, SAYS_COMPILING, Place, program
from tests.system.row import Check
from tools import wasm_build


@functools.lru_cache(None)
def module() -> bytes:
    """The small program, compiled for every processor."""
    with tempfile.TemporaryDirectory() as folder:
        wasm, made = Path(folder, 'python.wasm'), Path(folder, 'python.cwasm')
        wasm.write_bytes(program())
        wasm_build.precompile(wasm, made)
        return made.read_bytes()


class Packaged(Place):
    """The runner of the package beside a small program and its compiled module."""

    def __init__(self):
        super().__init__(wasm_build.packaged_runner())

    def __enter__(self):
        super().__enter__()
        self.module = self.root / 'python.cwasm'
        self.module.write_bytes(module())
        return self

    def says(self, why: str) -> str:
        return f'-- {self.module}, which came with the program, is not used: {why}\n'


def used():
    with Packaged() as place:
        assert place.ran() == '' and not place.cache.exists()
        assert place.ran(PYDANTIC_CORE_CPP_CACHE='', HOME='', XDG_CACHE_HOME='') == ''
        place.module.chmod(0o444)
        assert place.ran() == '' and not place.cache.exists()


def at_once():
    with Packaged() as place:
        processes = [place.start() for _ in range(8)]
        ended = [(*process.communicate(timeout=60), process.returncode) for process in processes]
        assert ended == [('ran\n', '', 0)] * 8, ended


def by_another_user():
    """It verifies what it cannot take down as verified, each time."""
    with Packaged() as place:
        place.root.chmod(0o755)
        other = {'how': {'user': OTHER, 'group': OTHER, 'extra_groups': []}, 'PYDANTIC_CORE_CPP_CACHE': '', 'HOME': '', 'XDG_CACHE_HOME': ''}
        assert place.ran(**other) == ''
        write_quietly(place.module, flipped(module(), 8 * (len(module()) // 2)), ago=2 * HOUR)
        for _ in range(2):
            said = place.ran(**other)
            assert said.startswith(place.says('it is damaged') + NOT_KEPT) or said.startswith(place.says('it is damaged') + SAYS_COMPILING), said


def unused(why: str, change: Callable[[Path], None], again: str | None = None) -> Callable:
    """What `change` makes of it is not used, and the reason is said: at each start, where the file stays as it is."""

    def check():
        with Packaged() as place:
            change(place.module)
            assert place.ran() == place.says(why) + SAYS_COMPILING
            assert place.ran() == place.says(again or why)
            place.compiled()

    return check


def of_another_program(path: Path) -> None:
    content = module()
    write_quietly(path, flipped(content, 8 * len(content) - 1))


def for_a_newer_processor(path: Path) -> None:
    """It says that it needs APX, which this wasmtime finds in no processor."""
    content = module()
    at, length = section(content, b'.wasmtime.engine')
    off, on = b'has_apx\x02\x00', b'has_apx\x02\x01'
    assert content[at : at + length].count(off) == 1
    write_quietly(path, content[:at] + content[at:].replace(off, on, 1))


def damaged(path: Path) -> None:
    write_quietly(path, flipped(module(), 8 * (len(module()) // 2)), ago=2 * HOUR)


def not_whole(path: Path) -> None:
    path.write_bytes(module()[:-TRAILER])


def crashing():
    """Code that crashed is not used again, and root is told the same."""
    with Packaged() as place:
        at, length = section(module(), b'.text')
        write_quietly(place.module, module()[:at] + b'\xf4' * length + module()[at + length :])
        process = place.start()
        process.communicate(timeout=60)
        assert process.returncode < 0, process.returncode
        why = 'it crashed before' if IS_ROOT else 'Permission denied'
        assert place.ran() == place.says(why) + SAYS_COMPILING


def little_memory(kind: int, says: str | None) -> Callable:
    """A start that lacks memory says nothing about the code, however it ends."""

    def check():
        with Packaged() as place:
            for size in range(70, 400, 15):  # with fewer, the libraries are not loaded
                process = place.start(how={'preexec_fn': limit(kind, size << 20)})
                out, error = process.communicate(timeout=60)
                assert says is None or (process.returncode, out, error) == (1, '', says), (size, process.returncode, out, error)
                assert place.module.stat().st_mode & 0o777 == 0o644, f'{size} MB: it is not used again'
            assert place.ran() == ''

    return check


def every_processor():
    """It needs no more than x86-64-v2 has."""
    at, length = section(module(), b'.wasmtime.engine')
    engine = module()[at : at + length]
    needed = {name for name in (b'has_avx', b'has_avx2', b'has_bmi1', b'has_bmi2', b'has_fma', b'has_lzcnt', b'has_popcnt', b'has_sse42') if engine[engine.index(name) + len(name) + 1]}
    assert needed == {b'has_popcnt', b'has_sse42'}, needed


def of_the_package_alone():
    """dist/run comes without a module: a file of that name is what somebody left there."""
    with Place() as place:
        (place.root / 'python.cwasm').write_bytes(b'left by a script')
        assert place.ran() == SAYS_COMPILING


def cannot_be_written():
    """A script can reach it in no writable folder, and through no hard link."""
    with Packaged() as place:
        inside = place.root / 'inside'
        inside.mkdir()
        for folder in (place.root, inside):
            process = place.start('--dir', f'{folder}:rw', '-V')
            _, error = process.communicate(timeout=60)
            assert process.returncode == 2 and 'the runner' in error and error.endswith('; python-wasm --help lists the options\n'), error


def old():
    """Its time says when it was verified, as that of one in the cache does."""
    with Packaged() as place:
        moment = int(time.time()) - 2 * HOUR
        os.utime(place.module, (moment, moment))
        assert place.ran() == '' and place.module.stat().st_mtime - time.time() > -60


FEW_ADDRESSES = 'error: python.wasm cannot start: not enough memory: it reserves 4.5 GB of addresses, and a limit of this process (ulimit -v) is lower\n'
NEWER = 'don\'t know how to test for target-specific flag "has_apx" at runtime'
ROWS = [
    Check('shipped: used, without a cache', used),
    Check('shipped: eight runs at once', at_once),
    Check('shipped: no more than x86-64-v2', every_processor),
    Check('shipped: gone', unused('No such file or directory', Path.unlink)),
    Check('shipped: cut short', unused('it is not whole', not_whole)),
    Check('shipped: of another program', unused('it is of another program', of_another_program)),
    Check('shipped: a bit flipped, looked at after an hour', unused('it is damaged', damaged, 'it crashed before' if IS_ROOT else 'Permission denied')),
    Check('shipped: for another processor', unused(NEWER, for_a_newer_processor)),
    Check('shipped: code that crashes', crashing),
    Check('shipped: a start with few addresses', little_memory(resource.RLIMIT_AS, FEW_ADDRESSES)),
    Check('shipped: a start with little memory', little_memory(resource.RLIMIT_DATA, None)),
    Check('shipped: not with dist/run', of_the_package_alone),
    Check('shipped: out of reach of a script', cannot_be_written),
    Check('shipped: verified once an hour', old),
    *([Check('shipped: run by another user', by_another_user)] if IS_ROOT else []),
]  # fmt: skip
