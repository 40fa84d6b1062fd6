"""`rpath.py FILE`: an executable looks for libraries in its DT_RUNPATH after LD_LIBRARY_PATH. Makes a DT_RPATH of it, which comes before.

An empty element of LD_LIBRARY_PATH means the current folder, where a script may have left a library. zig's linker ignores the
option for this, --disable-new-dtags.
"""

import struct
import sys
from pathlib import Path

PT_DYNAMIC = 2
DT_RPATH = 15
DT_RUNPATH = 29


def dynamic_tags(content: bytes) -> dict[int, int]:
    """The tags of the dynamic section, and where each is in the file (ELF, 64 bits, little-endian)."""
    (headers,) = struct.unpack_from('<Q', content, 32)
    size, count = struct.unpack_from('<HH', content, 54)
    for header in range(headers, headers + size * count, size):
        kind, _, begin, _, _, length = struct.unpack_from('<IIQQQQ', content, header)
        if kind == PT_DYNAMIC:
            return {struct.unpack_from('<Q', content, at)[0]: at for at in range(begin, begin + length, 16)}
    return {}


def main(path: Path) -> None:
    content = bytearray(path.read_bytes())
    tags = dynamic_tags(content)
    if DT_RUNPATH not in tags:
        sys.exit(f'error: {path} has no DT_RUNPATH')
    struct.pack_into('<Q', content, tags[DT_RUNPATH], DT_RPATH)
    path.write_bytes(content)


if __name__ == '__main__':
    main(Path(sys.argv[1]))
