"""How large a run has been at most, and how large it may be."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

PEAK = [sys.executable, '-I', '-S', str(Path(__file__).with_name('peak.py'))]
MORE = 40  # MB, which a run may take besides its --memory


class Ended(NamedTuple):
    status: int
    out: str
    error: str
    peak: float  # MB


def peak_of(command: list, **settings) -> Ended:
    """Runs the command; `peak` is the most that it was at any time."""
    pipe = subprocess.PIPE
    text = settings.pop('input', '')
    with subprocess.Popen([*PEAK, *map(str, command)], stdin=pipe, stdout=pipe, stderr=pipe, text=True, start_new_session=True, **settings) as process:
        try:
            out, said = process.communicate(text, timeout=120)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)  # the command too, not only peak.py
            raise
    error, _, peak = said.rpartition('peak: ')
    return Ended(process.returncode, out, error, int(peak.split()[0]) / 1024)


def too_large(ended: Ended, memory: float) -> str:
    """A sentence where it was larger than it may be; else nothing."""
    most = memory + MORE
    return f'it has been {ended.peak:.0f} MB, more than {most:.0f}' if ended.peak > most else ''
