"""The profile that release builds are optimised by: how often each part of the core ran, for typical work.

`python3 -m tools.profile` records it: it builds the module with counters, runs `workloads.py`, and writes `core.txt`, which is
committed. A release build turns that text into the binary form that the compiler reads (`index.py`), with Python alone.
The compiler finds a function by its name, and checks that its shape is the one that was counted. A function that has changed
is built without a profile, as all are where there is no `core.txt`: the profile may be older than the code.
"""

from __future__ import annotations

from pathlib import Path

from tools import cache
from tools.profile import index, text

HERE = Path(__file__).resolve().parent
CORE = HERE / 'core.txt'


def indexed() -> Path:
    """The profile in the compiler's form, in a folder named by its content: zig compiles again for another name only."""
    content = index.index(text.read(CORE))

    def make(tmp: Path, final: Path) -> None:
        (tmp / 'core.profdata').write_bytes(content)

    return cache.directory('profile', content, make) / 'core.profdata'
