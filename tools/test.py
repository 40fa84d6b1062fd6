"""`python3 -m tools.test [--full] [--list] [STAGE…]`, which `test.sh` calls: every test of the project, stage by stage.

A stage is a row of STAGES: its name, what it tests, and a function that is given `full` and returns its counts. The
closing line is the sum. The exit status is 0 only when every stage ran and nothing failed.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import time
from typing import Callable, Iterable, NamedTuple

from tools import build, components, pythons
from tools.say import Failure, entry

ROOT = build.ROOT


class Counts(NamedTuple):
    passed: int
    failed: int
    skipped: int = 0

    def line(self) -> str:
        return f'{self.passed} passed, {self.failed} failed' + (f', {self.skipped} skipped' if self.skipped else '')


def together(runs: Iterable[Counts]) -> Counts:
    return Counts(*map(sum, zip(*runs)))


class Stage(NamedTuple):
    name: str
    what: str
    run: Callable[[bool], Counts]
    full_only: bool = False  # too long for every run


# What each word in a test runner's closing line counts as.
WORDS = {
    'passed': 'passed',
    'xfailed': 'passed',
    'failed': 'failed',
    'xpassed': 'failed',
    'error': 'failed',
    'errors': 'failed',
    'skipped': 'skipped',
}


def command(arguments, env=None, stack: str = '') -> Counts:
    """Runs a test program, showing its output, and reads the counts off its last line that has any.

    Both `N passed, N failed` and pytest's closing line are understood. A program that fails without saying what failed,
    or that counts nothing, is one failure. `stack` is how large its stack may grow, as ulimit takes it.
    """
    limit = ['sh', '-c', f'ulimit -s {stack} && exec "$@"', 'sh'] if stack else []
    process = subprocess.Popen(
        [*limit, *(str(part) for part in arguments)],
        cwd=ROOT,
        env={**os.environ, **(env or {})},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors='replace',
    )
    counts = {}
    for line in process.stdout:
        print(f'   {line.rstrip()}', flush=True)
        found = re.findall(r'(\d+) (passed|failed|skipped|errors?|xfailed|xpassed)\b', line)
        if any(word in ('passed', 'failed', 'error', 'errors') for _, word in found):
            counts = {'passed': 0, 'failed': 0, 'skipped': 0}
            for number, word in found:
                counts[WORDS[word]] += int(number)
    status = process.wait()
    if not counts:
        print(f'   no counts were printed (exit status {status})')
        return Counts(0, 1)
    if status and not counts['failed']:
        print(f'   exit status {status}, though nothing is said to have failed')
        counts['failed'] = 1
    return Counts(**counts)


OWN_TESTS = 'tests/native'


def pytest(*arguments, preset: str = 'dev', env=None, stack: str = '') -> Counts:
    """Runs our own Python tests against the built module of that preset."""
    folder = build.build(preset, ['_pydantic_core', '_layouts_test'])
    path = os.pathsep.join(map(str, [build.site(preset), folder / 'tests' / 'native' / 'layouts', components.site('tests'), ROOT]))
    settings = {'PYTHONPATH': path, 'PYTHONDONTWRITEBYTECODE': '1', **(env or {})}
    return command([build.python(preset), '-m', 'pytest', '-q', '-p', 'no:cacheprovider', *arguments], settings, stack)


def lint(full: bool) -> Counts:
    return command([sys.executable, '-m', 'tests.lint'])


def profile(full: bool) -> Counts:
    return command([sys.executable, '-m', 'tests.profile'])


def unit(full: bool) -> Counts:
    return command([build.build('dev', ['unit_tests']) / 'tests' / 'unit' / 'unit_tests'])


def json(full: bool) -> Counts:
    return command([sys.executable, '-m', 'tests.json', '--cases', 400_000 if full else 40_000])


def patterns(full: bool) -> Counts:
    return command([sys.executable, '-m', 'tests.unit.patterns', '--pairs', 400_000 if full else 40_000])


def tidy(full: bool) -> Counts:
    return command([sys.executable, '-m', 'tools.tidy'])


def install(full: bool) -> Counts:
    """Into our own CPython, beside the real pydantic-core; in place of it, into the oldest that there is."""
    oldest = next((version for version in pythons.VERSIONS if pythons.other_python(version)), None)
    on = ['--on', oldest] if oldest else []
    line = [sys.executable, '-m', 'tests.install']
    return together([command(line), command([*line, '--replace', *on])])


def package(full: bool) -> Counts:
    return command([sys.executable, '-m', 'tests.package'])


def release(full: bool) -> Counts:
    return command([sys.executable, '-m', 'tests.release', *(['--compile'] if full else [])])


def oncecell(full: bool) -> Counts:
    return command([sys.executable, '-m', 'tests.oncecell', *(['--full'] if full else [])])


def oncecell_package(full: bool) -> Counts:
    return command([sys.executable, '-m', 'tests.oncecell.packages', *(['--full'] if full else [])])


def setup(full: bool) -> Counts:
    return command([sys.executable, '-m', 'tests.setup'])


def native(full: bool) -> Counts:
    return pytest(OWN_TESTS)


def conformance(full: bool) -> Counts:
    return command([sys.executable, '-m', 'tests.conformance', '--summary'])


def versions(full: bool) -> Counts:
    """Our own tests and upstream's on the other CPythons, with numpy and pandas, where the machine has them."""
    suite = [sys.executable, '-m', 'tests.conformance', '--suite', 'core-numbers', '--summary', '--on']
    runs = []
    for version in pythons.VERSIONS:
        if pythons.other_python(version) is None:
            print(f'   CPython {version}: not to be had, with its headers')
            runs.append(Counts(0, 0, 1))
            continue
        print(f'   CPython {version}:', flush=True)
        if version == components.OURS:  # upstream's other tests have run there
            runs.append(command([*suite, version, 'test_any.py', 'test_simple.py', 'test_timedelta.py']))
        else:
            runs += [pytest(OWN_TESTS, preset=build.preset_for('dev', version)), command([*suite, version])]
    return together(runs)


def threads(full: bool) -> Counts:
    """Threads that share what they use, with the GIL and without; the other tests without the GIL."""
    return together(
        [
            pytest('tests/threads'),
            pytest('tests/threads', preset='dev-t'),
            # In a process of their own: once it has threads, CPython 3.13t never frees a class again.
            pytest(OWN_TESTS, preset='dev-t'),
            command([sys.executable, '-m', 'tests.conformance', '--preset', 'dev-t', '--summary']),
        ]
    )


def pydantic(full: bool) -> Counts:
    return command([sys.executable, '-m', 'tests.conformance', '--suite', 'pydantic', '--summary'])


def wasi_conformance(full: bool) -> Counts:
    return command([sys.executable, '-m', 'tests.conformance', '--platform', 'wasi', '--summary'])


def wasi_pydantic(full: bool) -> Counts:
    return command([sys.executable, '-m', 'tests.conformance', '--platform', 'wasi', '--suite', 'pydantic', '--summary'])


def system(full: bool) -> Counts:
    return command([sys.executable, '-m', 'tests.system'])


def fuzz(full: bool) -> Counts:
    return command([sys.executable, '-m', 'tests.fuzz', '--seconds', 600 if full else 12])


def crashes(full: bool) -> Counts:
    return command([sys.executable, '-m', 'tests.crashes', *(['--full'] if full else [])])


def mathematics(full: bool) -> Counts:
    return command([sys.executable, '-m', 'tests.mathematics', *(['--count', 1_000_000] if full else [])])


def cpython(full: bool) -> Counts:
    return command([sys.executable, '-m', 'tests.cpython', *(['--full'] if full else [])])


def embed(full: bool) -> Counts:
    return command([sys.executable, '-m', 'tests.embed'])


def reproducible(full: bool) -> Counts:
    return command([sys.executable, '-m', 'tests.reproducible'])


def differential(full: bool) -> Counts:
    return command([sys.executable, '-m', 'tests.differential', *(['--full'] if full else [])])


def sanitizers(full: bool) -> Counts:
    """Our own tests, upstream's and the differential test, with every access to memory checked."""
    preset = 'asan-ubsan'
    build.build(preset, ['_pydantic_core'])
    # Frames are several times as large as without.
    stack = '131072'
    runs = [
        pytest(OWN_TESTS, preset=preset, env=build.sanitizer_environment(preset), stack=stack),
        command([sys.executable, '-m', 'tests.conformance', '--preset', preset, '--summary', 'tests/'], stack=stack),
        command([sys.executable, '-m', 'tests.differential', '--preset', preset, '--count', 20_000], stack=stack),
    ]
    return together(runs)


def bench(full: bool) -> Counts:
    return command([sys.executable, '-m', 'tests.bench'])


def engines(full: bool) -> Counts:
    return command([sys.executable, '-m', 'tests.engines', *([] if full else ['-k', 'dask'])])


def leaks(full: bool) -> Counts:
    return command([sys.executable, '-m', 'tests.leaks', '--repeats', '10000' if full else '2000'])


def exhaustion(full: bool) -> Counts:
    return command([sys.executable, '-m', 'tests.exhaustion', '--step', 1 if full else 5])


STAGES = [
    Stage('lint', 'the rules of the house that a machine can check', lint),
    Stage('tidy', 'clang-tidy', tidy, full_only=True),
    Stage('setup', 'downloads and the cache: wrong hashes, no network, interruptions', setup),
    Stage('profile', 'what release builds are optimised by: counted, written, understood by the compiler', profile),
    Stage('unit', 'the Python-free layers', unit),
    Stage('oncecell', 'the once cell and its demo, with the GIL and without it', oncecell),
    Stage('oncecell-package', 'the once cell as a package: wheel, CMake, meson, pkg-config, examples', oncecell_package),
    Stage('patterns', 'patterns against the published wheel, text by text', patterns),
    Stage('json', 'reading JSON against the published wheel, text by text', json),
    Stage('native', 'our own rows for each kind and class', native),
    Stage('conformance', "upstream's own tests, unmodified", conformance),
    Stage('pythons', "upstream's tests and ours on other versions of CPython, with numpy and pandas", versions),
    Stage('threads', 'free threading: shared validators and changing inputs; the tests above without the GIL', threads),
    Stage('pydantic', "pydantic's own tests, unmodified", pydantic),
    Stage('differential', 'the same cases given to ours and to the published wheel', differential),
    Stage('sanitizers', 'the same tests with memory errors and undefined behaviour caught', sanitizers, full_only=True),
    Stage('bench', 'every benchmark runs, with few data, and all sides give the same answers', bench),
    Stage('package', 'the package beside the real pydantic-core: switching on and off, children, leftovers', package),
    Stage('engines', 'examples/scale on two workers: Dask, and with --full Ray', engines),
    Stage('release', 'a release: its wheels, source distribution, licences, bill of materials, and the rules that they keep', release),
    Stage('leaks', 'each kind of schema used over and over takes no more memory', leaks),
    Stage('exhaustion', 'each allocation refused in turn: MemoryError or the right answer', exhaustion),
    Stage('system', 'python.wasm and its runner from outside: scripts, the library inside, the sandbox', system),
    Stage('fuzz', 'calls of WASI from random bytes, with every memory access checked', fuzz),
    Stage('crashes', 'nothing that is called inside python.wasm with odd arguments ends the program', crashes),
    Stage('mathematics', 'math and cmath inside python.wasm against a native CPython', mathematics),
    Stage('cpython', "CPython's own regression tests inside python.wasm", cpython),
    Stage('wasi-conformance', "upstream's own tests inside python.wasm", wasi_conformance),
    Stage('wasi-pydantic', "pydantic's own tests inside python.wasm", wasi_pydantic),
    Stage('embed', 'python.wasm in other hosts: the wasmtime package, Node, a browser', embed),
    Stage('reproducible', 'dist/ and the native module built again elsewhere are the same, byte for byte', reproducible, full_only=True),
    Stage('install', '`pip install .` into a fresh environment, offline', install, full_only=True),
]


@entry
def main() -> int:
    parser = argparse.ArgumentParser(prog='test.sh', description='Runs every test, or the named stages.')
    parser.add_argument('--full', action='store_true', help='the long forms of the stages as well')
    parser.add_argument('--list', action='store_true', help='list the stages')
    parser.add_argument('stage', nargs='*', help='stages to run (default: all)')
    arguments = parser.parse_args()
    known = {stage.name: stage for stage in STAGES}
    for name in arguments.stage:
        if name not in known:
            raise Failure(f'there is no stage "{name}"; there are: {" ".join(known)}')
    usual = [stage for stage in STAGES if arguments.full or not stage.full_only]
    chosen = [known[name] for name in arguments.stage] or usual
    if arguments.list:
        for stage in STAGES:
            print(f'{stage.name:16} {stage.what}' + (' (only in --full)' if stage.full_only else ''))
        return 0
    rows = [(stage, *_timed(stage, arguments.full)) for stage in chosen]
    print('\n== summary')
    for stage, counts, seconds in rows:
        print(f'   {stage.name:16} {counts.line()} ({seconds:.1f} s)')
    total = together(counts for _, counts, _ in rows)
    print(total.line())
    return 1 if total.failed or not total.passed else 0


def _timed(stage: Stage, full: bool):
    print(f'\n== {stage.name}: {stage.what}', flush=True)
    start = time.monotonic()
    try:
        counts = stage.run(full)
    except (Failure, OSError) as failure:
        print(f'   error: {failure}')
        counts = Counts(0, 1)
    return counts, time.monotonic() - start


if __name__ == '__main__':
    os.chdir(ROOT)
    sys.exit(main())
