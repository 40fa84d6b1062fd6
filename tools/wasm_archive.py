"""Writes the archive that python.wasm carries; host/embedded/archive.h reads it. Runs under the native CPython of the same version.

    wasm_archive.py library --out FILE --stdlib DIR --site DIR --sysconfig FILE
    wasm_archive.py merge   --out FILE --library FILE NAME=SOURCE…

`library` compiles the standard library and the packages, which takes a while and changes only with the pins; `merge` adds
the project's own files to that. A name that ends in `.py` is a module: its code object is stored, not its source.
"""

from __future__ import annotations

import argparse
import marshal
import os
import struct
import zlib
from pathlib import Path
from typing import NamedTuple

MAGIC = b'PYAR'
HEADER = struct.Struct('<4sI')
ENTRY = struct.Struct('<5I')
LIBRARY = '/python.wasm/lib/python3.13'
PACKAGES = 'site-packages/'

# What a sandbox has no use for: tests, graphics, installers, other systems' parts, help texts of 700 kB.
LEFT_OUT = set(
    '__phello__ ensurepip idlelib lib-dynload pydoc_data test tkinter turtle.py turtledemo venv __pycache__ '
    '_aix_support.py _android_support.py _apple_support.py _ios_support.py _osx_support.py __hello__.py antigravity.py '
    'this.py'.split()
)
# Modules of ours that importlib's tracebacks leave out, as they leave out importlib's own.
FILE_NAMES = {'_importer.py': '<frozen importlib._bootstrap_external>'}
# Lines added to the end of a module of the standard library.
APPENDED = {
    'asyncio/__init__.py': '\nfrom .wasi_events import DefaultEventLoopPolicy, EventLoop, SelectorEventLoop\n',
    'hashlib.py': "\nfrom _hash_passwords import pbkdf2_hmac, scrypt\n__all__ += ('pbkdf2_hmac', 'scrypt')\n",
    # No folder of the disk: the distributions in the archive are found by host/embedded/importer.py.
    'importlib/metadata/__init__.py': """
def _search(self, name, plain=FastPath.search):
    return () if self.root.startswith('/python.wasm/lib/') else plain(self, name)
FastPath.search = _search
""",
}


class Stored(NamedTuple):
    """A file's bytes as they lie in the archive, and its size."""

    data: bytes
    size: int


def stored(content: bytes) -> Stored:
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS, 9)
    packed = packer.compress(content) + packer.flush()
    return Stored(packed if len(packed) < len(content) else content, len(content))


def module(name: str, source: bytes) -> Stored:
    source += APPENDED.get(name, '').encode()
    code = compile(source, FILE_NAMES.get(name, f'{LIBRARY}/{name}'), 'exec', dont_inherit=True, optimize=0)
    return stored(marshal.dumps(code))


def file(name: str, content: bytes) -> Stored:
    return module(name, content) if name.endswith('.py') else stored(content)


def folder(root: Path, prefix: str, wanted) -> dict:
    """The files below `root` for which `wanted(parts)` holds."""
    found = {}
    for path in sorted(root.rglob('*')):
        parts = path.relative_to(root).parts
        if path.is_file() and wanted(parts):
            name = prefix + '/'.join(parts)
            found[name] = file(name, path.read_bytes())
    return found


def library(stdlib: Path, site: Path, sysconfig: Path) -> dict:
    def module_of_stdlib(parts) -> bool:
        return parts[-1].endswith('.py') and not LEFT_OUT.intersection(parts) and not parts[-1].startswith('_sysconfigdata')

    def file_of_site(parts) -> bool:
        if parts[0].endswith('.dist-info'):
            return parts[-1] in ('METADATA', 'entry_points.txt', 'top_level.txt', 'WHEEL')
        return parts[0] != 'bin' and '__pycache__' not in parts and not parts[-1].endswith(('.pyi', '.so'))

    return {
        **folder(stdlib, '', module_of_stdlib),
        **folder(site, PACKAGES, file_of_site),
        sysconfig.name: module(sysconfig.name, sysconfig.read_bytes()),
    }


def write(path: Path, files: dict) -> None:
    names = sorted(files)
    encoded = [name.encode() for name in names]
    name_at = HEADER.size + ENTRY.size * len(names)
    data_at = name_at + sum(map(len, encoded))
    table, blobs, places = [], [], {}
    for name, raw in zip(names, encoded):
        blob = files[name]
        if blob.data not in places:  # time zones have many names for the same rules
            places[blob.data] = data_at
            blobs.append(blob.data)
            data_at += len(blob.data)
        table.append(ENTRY.pack(name_at, len(raw), places[blob.data], len(blob.data), blob.size))
        name_at += len(raw)
    temporary = path.with_suffix('.tmp')
    temporary.write_bytes(b''.join([HEADER.pack(MAGIC, len(names)), *table, *encoded, *blobs]))
    os.replace(temporary, path)


def read(path: Path) -> dict:
    content = path.read_bytes()
    files = {}
    for index in range(HEADER.unpack_from(content)[1]):
        name_at, name_size, data_at, stored_size, size = ENTRY.unpack_from(content, HEADER.size + ENTRY.size * index)
        name = content[name_at : name_at + name_size].decode()
        files[name] = Stored(content[data_at : data_at + stored_size], size)
    return files


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest='command', required=True)
    for name in ('library', 'merge'):
        command = commands.add_parser(name)
        command.add_argument('--out', type=Path, required=True)
        if name == 'library':
            for option in ('stdlib', 'site', 'sysconfig'):
                command.add_argument(f'--{option}', type=Path, required=True)
        else:
            command.add_argument('--library', type=Path, required=True)
            command.add_argument('files', nargs='*', metavar='NAME=SOURCE')
    options = parser.parse_args()
    if options.command == 'library':
        files = library(options.stdlib, options.site, options.sysconfig)
    else:
        files = read(options.library)
        for name, source in (pair.split('=', 1) for pair in options.files):
            files[name] = file(name, Path(source).read_bytes())
    write(options.out, files)


if __name__ == '__main__':
    main()
