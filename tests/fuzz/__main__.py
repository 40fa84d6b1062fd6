"""`python3 -m tests.fuzz [--seconds N] [--seed N]`: builds the fuzzer of the WASI calls with the sanitizers and runs it.

A failure names its seed: `--seed N --seconds 0` runs that one alone.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tools import build
from tools.say import entry

PRESET = 'asan-ubsan'


@entry
def main() -> int:
    parser = argparse.ArgumentParser(prog='tests.fuzz', description='Calls of WASI made from random bytes.')
    parser.add_argument('--seconds', type=float, default=12)
    parser.add_argument('--seed', type=int, default=13)
    arguments = parser.parse_args()
    program = build.build(PRESET, ['wasi_fuzz']) / 'tests' / 'fuzz' / 'wasi_fuzz'
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder, 'report')
        settings = {'ASAN_OPTIONS': f'log_path={log}', 'UBSAN_OPTIONS': f'log_path={log}:halt_on_error=1:print_stacktrace=1'}
        command = [program, Path(folder, 'base'), str(arguments.seed), str(arguments.seconds)]
        ended = subprocess.run(command, env={**os.environ, **settings}, stdout=subprocess.PIPE, text=True)
        print(ended.stdout, end='')
        for report in Path(folder).glob('report.*'):
            print(report.read_text())
    if ended.returncode < 0 or 'passed' not in ended.stdout:
        print('0 passed, 1 failed')
        return 1
    return ended.returncode


if __name__ == '__main__':
    sys.exit(main())
