"""Running rows: what a check of our own is, where it is no test of pytest's."""

from __future__ import annotations

import signal
import traceback
from typing import Callable, Iterable


def heed_interrupts() -> None:
    """For `preexec_fn`: programs started in the background ignore SIGINT, and so do theirs."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def run(rows: Iterable[tuple[str, Callable[[], None]]]) -> int:
    """Makes each check, whose failure is an exception; says what failed, and how many. Returns the exit status."""
    total = failed = 0
    for name, check in rows:
        total += 1
        try:
            check()
        except Exception:
            failed += 1
            print(f'FAILED {name}\n{traceback.format_exc()}')
    print(f'{total - failed} passed, {failed} failed')
    return 1 if failed else 0
