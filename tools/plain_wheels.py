"""Wheels without compiled parts, of which nobody knows who made them: hashed, copied and unpacked. What they take is bounded."""

from __future__ import annotations

import hashlib
import os
import shutil
import stat
import struct
import zipfile
import zlib
from pathlib import Path
from typing import BinaryIO

from .say import Failure

UNPACKED_BYTES = 1 << 30
"""The most that all packages of a run can have together, unpacked and compiled: ten times what the largest plain packages of PyPI have."""
BLOCK = 4096
"""What a file takes at least."""
DEEPEST = 60
"""How many folders deep a package can be."""


def regular(path: Path) -> BinaryIO:
    """Opens a file, and nothing that could block or has no end."""
    file = os.fdopen(os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY), 'rb')
    if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        file.close()
        raise OSError('it is not a regular file')
    return file


def sha256(wheel: Path, copy: BinaryIO | None = None) -> str:
    """The hash of a wheel, whose content is copied meanwhile."""
    digest = hashlib.sha256()
    try:
        with regular(wheel) as file:
            if os.fstat(file.fileno()).st_size > UNPACKED_BYTES:
                raise Failure(_too_large(wheel))
            while block := file.read(1 << 20):
                digest.update(block)
                if copy:
                    copy.write(block)
    except OSError as error:
        raise Failure(f'{wheel} cannot be read: {error.strerror or error}') from error
    return digest.hexdigest()


def copies(wheels: dict, scratch: Path) -> list:
    """Copies of these wheels, which have the hashes that they had."""
    for wheel, digest in wheels.items():
        with open(scratch / wheel.name, 'wb') as copy:
            if sha256(wheel, copy) != digest:
                raise Failure(f'{wheel} changed while it was read: start again')
    return [scratch / wheel.name for wheel in wheels]


def unpack(wheel: Path, into: Path, most: int) -> int:
    """What the wheel would install, but for scripts and headers; returns the bytes that it takes, at most `most`."""
    if not wheel.name.endswith('-none-any.whl'):
        raise Failure(f'{wheel.name} has compiled parts, for another platform: python.wasm takes wheels that end in -none-any.whl')
    taken, folders = 0, set()
    try:
        with zipfile.ZipFile(wheel) as archive:
            for entry in archive.infolist():
                parts = _installed(entry, wheel)
                if not parts:
                    continue
                new = {parts[:depth] for depth in range(1, len(parts))} - folders
                folders |= new
                taken += max(entry.file_size, BLOCK) + BLOCK * len(new)
                if taken > most:
                    raise Failure(_too_large(wheel))
                path = into.joinpath(*parts)
                path.parent.mkdir(parents=True, exist_ok=True)
                with archive.open(entry) as member, open(path, 'wb') as file:  # no more of it than `file_size` is read
                    shutil.copyfileobj(member, file, 1 << 20)
    except (OSError, ValueError, RuntimeError, EOFError, struct.error, zlib.error, zipfile.BadZipFile) as error:
        raise Failure(f'{wheel.name} is no wheel that can be unpacked: {getattr(error, "strerror", None) or error}') from error
    return taken


def _installed(entry: zipfile.ZipInfo, wheel: Path) -> tuple:
    """The parts of the path at which an entry of a wheel is installed; empty for what is not. Compiled modules are made here."""
    parts = tuple(entry.filename.split('/'))
    if parts[0].endswith('.data'):
        parts = parts[2:] if parts[1:2] in (('purelib',), ('platlib',)) else ()
    if '..' in parts or entry.filename.startswith('/'):
        raise Failure(f'{wheel.name} has a file outside of its folder: {entry.filename!r}')
    if len(parts) > DEEPEST:
        raise Failure(f'{wheel.name} has a file that is more than {DEEPEST} folders deep')
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise Failure(f'{wheel.name} has a file with a compression that wheels do not have: {entry.filename!r}')
    return () if entry.is_dir() or '__pycache__' in parts else parts


def _too_large(wheel: Path) -> str:
    return f'{wheel.name} is too large: all packages together may have {UNPACKED_BYTES >> 20:,} MB, unpacked'
