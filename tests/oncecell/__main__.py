"""`python3 -m tests.oncecell [--full]`: the once cell's tests and the demo's, under each native Python.

The tests are unittest's, for they run where no package is installed: CPython 3.13 with the GIL and without it, each with the
extension compiled as the whole project is and with C++ exceptions. `--full` adds the sanitizers, where this machine has a
compiler that brings them.
"""

from __future__ import annotations

import argparse
import functools
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from tools import build
from tools.say import entry

ROOT = build.ROOT
PLAIN, EXCEPTIONS = '_oncecell_test', '_oncecell_test_exceptions'
TARGETS = ('pyoncecell_demo', PLAIN, EXCEPTIONS)
RUNS = [
    # preset, the tests' folder, the module under test
    ('dev', 'oncecell', PLAIN),
    ('dev', 'oncecell', EXCEPTIONS),
    ('dev', 'demo', PLAIN),
    ('dev-t', 'oncecell', PLAIN),
    ('dev-t', 'oncecell', EXCEPTIONS),
    ('dev-t', 'demo', PLAIN),
]
SANITIZED = [('asan-ubsan', 'oncecell', EXCEPTIONS), ('asan-ubsan', 'demo', PLAIN), ('tsan', 'oncecell', EXCEPTIONS)]

# Test files, where not all: ThreadSanitizer is about threads, and not made for processes that fork.
FILES = {'tsan': 'test_[clt]*.py'}

# The interpreter is not instrumented, so the run-time library has to be there first. What CPython leaks is its own matter.
SANITIZER_LIBRARIES = {'asan-ubsan': 'libasan.so', 'tsan': 'libtsan.so'}
SANITIZER_OPTIONS = {
    'ASAN_OPTIONS': 'detect_leaks=0',
    'UBSAN_OPTIONS': 'halt_on_error=1',
    'TSAN_OPTIONS': f'halt_on_error=1 report_thread_leaks=0 suppressions={ROOT / "tests/oncecell/tsan.txt"}',
}


@functools.lru_cache(maxsize=None)
def built(preset: str) -> Path:
    return build.build(preset, TARGETS)


def environment(preset: str, folder: Path, module: str) -> dict:
    path = [folder / 'tests' / 'oncecell', folder / 'demo']
    settings = {'PYTHONPATH': os.pathsep.join(map(str, path)), 'ONCECELL_MODULE': module, 'PYTHONDONTWRITEBYTECODE': '1'}
    if preset in SANITIZER_LIBRARIES:
        compiler = build.compilers(preset)['CMAKE_CXX_COMPILER']
        ask = [compiler, f'-print-file-name={SANITIZER_LIBRARIES[preset]}']
        settings['LD_PRELOAD'] = subprocess.check_output(ask, text=True).strip()
        settings.update(SANITIZER_OPTIONS)
    return {**os.environ, **settings}


def run(preset: str, tests: str, module: str) -> tuple:
    """(passed, failed) of one run; its output is shown when something failed."""
    folder = built(preset)
    where = ['-s', ROOT / 'tests' / tests, '-p', FILES.get(preset, 'test_*.py')]
    command = [build.python(preset), '-W', 'error', '-m', 'unittest', 'discover', *where]
    done = subprocess.run(
        command, env=environment(preset, folder, module), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    ran = re.search(r'^Ran (\d+) tests? in ([\d.]+)s$', done.stdout, re.MULTILINE)
    failed = sum(map(int, re.findall(r'\b(?:failures|errors)=(\d+)', done.stdout.splitlines()[-1] if ran else '')))
    if not ran or (done.returncode and not failed):
        failed = max(failed, 1)
    passed = max(int(ran[1]) - failed, 0) if ran else 0
    print(f'{preset:10} {tests:9} {module:26} {passed:3} passed, {failed} failed', flush=True)
    if failed:
        print(done.stdout)
    return passed, failed


@entry
def main() -> int:
    parser = argparse.ArgumentParser(prog='tests.oncecell', description='Tests of the once cell and its demo.')
    parser.add_argument('--full', action='store_true', help='under the sanitizers as well')
    runs = [*RUNS, *SANITIZED] if parser.parse_args().full and shutil.which('g++') else RUNS
    results = [run(*row) for row in runs]
    passed, failed = (sum(column) for column in zip(*results))
    print(f'{passed} passed, {failed} failed')
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
