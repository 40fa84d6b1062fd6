"""The stages of `./test.sh`: each a row of STAGES with its name, what it tests, and a function that is given `full` and returns its counts.

What depends on upstream's release has a stage for each edition, and what depends on the version of CPython one for each of those.
"""

from __future__ import annotations

import functools
import re
import subprocess
import sys
from typing import Callable, Iterable, NamedTuple

from tools import build, components, pythons
from tools.pins import EDITION, NEWEST

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
    edition: str = ''  # the one that it tests, where each has its own
    version: str = ''  # of CPython, where each has its own
    alone: str = ''  # why no other stage may run beside it, if none may

    @property
    def title(self) -> str:
        return ' '.join([self.name, *([] if self.edition in ('', EDITION) else [self.edition]), *([self.version] if self.version else [])])


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


def command(arguments, stack: str = '') -> Counts:
    """Runs a test program, showing its output, and reads the counts off its last line that has any.

    Both `N passed, N failed` and pytest's closing line are understood. A program that fails without saying what failed,
    or that counts nothing, is one failure. `stack` is how large its stack may grow, as ulimit takes it.
    """
    limit = ['sh', '-c', f'ulimit -s {stack} && exec "$@"', 'sh'] if stack else []
    process = subprocess.Popen(
        [*limit, *(str(part) for part in arguments)],
        cwd=ROOT,
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


def python(module: str, *arguments, stack: str = '') -> Counts:
    """Runs a module of this checkout as a test program."""
    return command([sys.executable, '-m', module, *arguments], stack)


def lint(full: bool) -> Counts:
    return python('tests.lint')


def profile(full: bool) -> Counts:
    return python('tests.profile')


def unit(full: bool, edition: str) -> Counts:
    return command([build.build(build.preset_for('dev', edition=edition), ['unit_tests']) / 'tests' / 'unit' / 'unit_tests'])


def json(full: bool, edition: str) -> Counts:
    return python('tests.json', '--edition', edition, '--cases', 400_000 if full else 40_000)


def patterns(full: bool) -> Counts:
    return python('tests.unit.patterns', '--pairs', 400_000 if full else 40_000)


def tidy(full: bool) -> Counts:
    return python('tools.tidy')


def install(full: bool) -> Counts:
    """Into our own CPython, beside the real pydantic-core; in place of it, into the oldest that there is."""
    oldest = next((version for version in pythons.VERSIONS if pythons.other_python(version)), None)
    on = ['--on', oldest] if oldest else []
    return together([python('tests.install'), python('tests.install', '--replace', *on)])


def package(full: bool, edition: str) -> Counts:
    """In --full, also the way of a new user, with the release of pydantic that pip installs today."""
    first_use = [python('tests.package.first_use')] if full and edition == NEWEST else []
    return together([python('tests.package', '--edition', edition), *first_use])


def wasm_package(full: bool) -> Counts:
    return python('tests.wasm_package', *(['--full'] if full else []))


def release(full: bool) -> Counts:
    return python('tests.release', *(['--compile'] if full else []))


def wheels(full: bool) -> Counts:
    return python('tests.release.wheels', '--build', components.OURS, '--full')


def oncecell(full: bool) -> Counts:
    return python('tests.oncecell', *(['--full'] if full else []))


def oncecell_package(full: bool) -> Counts:
    return python('tests.oncecell.packages', *(['--full'] if full else []))


def setup(full: bool) -> Counts:
    return python('tests.setup')


def native(full: bool, edition: str) -> Counts:
    return python('tests.native', '--edition', edition)


def conformance(full: bool, edition: str) -> Counts:
    return python('tests.conformance', '--edition', edition, '--summary')


def on_version(full: bool, edition: str, version: str) -> Counts:
    """Our own tests and upstream's on that CPython, with numpy and pandas, where the machine has it."""
    if pythons.other_python(version) is None:
        print(f'   CPython {version}: not to be had, with its headers')
        return Counts(0, 0, 1)
    if not components.is_published('reference', version, edition):
        print(f'   CPython {version}: there is no published wheel of edition {edition} for it')
        return Counts(0, 0, 1)
    options = '--edition', edition, '--on', version
    suite = 'tests.conformance', '--suite', 'core-numbers', '--summary', *options
    if version == components.OURS:  # upstream's other tests have run there
        return python(*suite, 'test_any.py', 'test_simple.py', 'test_timedelta.py')
    return together([python('tests.native', *options), python(*suite)])


def threads(full: bool, edition: str) -> Counts:
    """Threads that share what they use, with the GIL and without; the other tests without the GIL."""
    without = '--edition', edition, '--preset', 'dev-t'
    return together(
        [
            python('tests.native', '--edition', edition, 'tests/threads'),
            python('tests.native', *without, 'tests/threads'),
            # In a process of their own: once it has threads, CPython 3.13t never frees a class again.
            python('tests.native', *without),
            python('tests.conformance', *without, '--summary'),
        ]
    )


def pydantic(full: bool, edition: str) -> Counts:
    """In --full, also with ours switched on beside the wheel."""
    suite = 'tests.conformance', '--edition', edition, '--suite', 'pydantic', '--summary'
    return together([python(*suite), *([python(*suite, '--switched-on')] if full else [])])


def wasi_conformance(full: bool, edition: str) -> Counts:
    return python('tests.conformance', '--edition', edition, '--platform', 'wasi', '--summary')


def wasi_pydantic(full: bool, edition: str) -> Counts:
    return python('tests.conformance', '--edition', edition, '--platform', 'wasi', '--suite', 'pydantic', '--summary')


def system(full: bool, edition: str) -> Counts:
    return python('tests.system', '--edition', edition)


def fuzz(full: bool) -> Counts:
    return python('tests.fuzz', '--seconds', 600 if full else 12)


def crashes(full: bool) -> Counts:
    return python('tests.crashes', *(['--full'] if full else []))


def mathematics(full: bool) -> Counts:
    return python('tests.mathematics', *(['--count', 1_000_000] if full else []))


def cpython(full: bool) -> Counts:
    return python('tests.cpython', *(['--full'] if full else []))


def embed(full: bool) -> Counts:
    return python('tests.embed')


def reproducible(full: bool) -> Counts:
    return python('tests.reproducible')


def differential(full: bool, edition: str) -> Counts:
    return python('tests.differential', '--edition', edition, *(['--full'] if full else []))


def sanitizers(full: bool, edition: str) -> Counts:
    """Our own tests, upstream's and the differential test, with every access to memory checked."""
    options = '--edition', edition, '--preset', 'asan-ubsan'
    # Frames are several times as large as without.
    stack = '131072'
    return together(
        [
            python('tests.native', *options, stack=stack),
            python('tests.conformance', *options, '--summary', 'tests/', stack=stack),
            python('tests.differential', *options, '--count', 20_000, stack=stack),
        ]
    )


def bench(full: bool) -> Counts:
    return python('tests.bench')


def engines(full: bool) -> Counts:
    return python('tests.engines', *([] if full else ['-k', 'dask']))


def leaks(full: bool, edition: str) -> Counts:
    return python('tests.leaks', '--edition', edition, '--repeats', 10_000 if full else 2_000 if edition == EDITION else 1_000)


def exhaustion(full: bool, edition: str) -> Counts:
    return python('tests.exhaustion', '--edition', edition, '--step', 1 if full else 5 if edition == EDITION else 25)


TESTED = ['2.41', '2.50']
"""The editions that are tested."""


def each_edition(
    name: str, what: str, run: Callable[[bool, str], Counts], full_only: bool = False, others_full_only: bool = False, alone: str = ''
) -> list[Stage]:
    """The stage once for each edition; of the others than the default one perhaps in --full alone."""
    return [
        Stage(name, what, functools.partial(run, edition=edition), full_only or (others_full_only and edition != EDITION), edition, alone=alone)
        for edition in TESTED
    ]


def each_version(name: str, what: str, run: Callable[[bool, str, str], Counts]) -> list[Stage]:
    """The stage once for each edition and CPython; of the other editions than the default one in --full alone."""
    return [
        Stage(name, what, functools.partial(run, edition=edition, version=version), edition != EDITION, edition, version)
        for edition in TESTED
        for version in pythons.VERSIONS
    ]


STAGES = [
    Stage('lint', 'the rules of the house that a machine can check', lint),
    # The longest come first, so that the other lane has work until they end.
    Stage('tidy', 'clang-tidy', tidy, full_only=True),
    Stage('wheels', 'the wheels for every target, each where it can be run', wheels, full_only=True),
    Stage('reproducible', 'dist/ and the native module built again elsewhere are the same, byte for byte', reproducible, full_only=True),
    Stage('setup', 'downloads and the cache: wrong hashes, no network, interruptions; stages of tests side by side', setup),
    Stage('profile', 'what release builds are optimised by: counted, written, understood by the compiler', profile),
    *each_edition('unit', 'the Python-free layers', unit),
    Stage('oncecell', 'the once cell and its demo, with the GIL and without it', oncecell),
    Stage('oncecell-package', 'the once cell as a package: wheel, CMake, meson, pkg-config, examples', oncecell_package),
    Stage('patterns', 'patterns against the published wheel, text by text', patterns),
    *each_edition('json', 'reading JSON against the published wheel, text by text', json),
    *each_edition('native', 'our own rows for each kind and class', native),
    *each_edition('conformance', "upstream's own tests, unmodified", conformance),
    *each_version('pythons', "upstream's tests and ours on other versions of CPython, with numpy and pandas", on_version),
    *each_edition(
        'threads', 'free threading: shared validators and changing inputs; the tests above without the GIL', threads, others_full_only=True
    ),
    *each_edition('pydantic', "pydantic's own tests, unmodified", pydantic),
    *each_edition('differential', 'the same cases given to ours and to the published wheel', differential),
    *each_edition('sanitizers', 'the same tests with memory errors and undefined behaviour caught', sanitizers, full_only=True),
    Stage('bench', 'every benchmark runs, with few data, and all sides give the same answers', bench),
    *each_edition('package', 'the package beside the real pydantic-core: switching on and off, children, leftovers', package, others_full_only=True),
    Stage('wasm-package', 'the package of python.wasm and its runner, in a fresh environment: python-wasm', wasm_package),
    Stage('engines', 'examples/scale on two workers: Dask, and with --full Ray', engines),
    Stage('release', 'a release: its wheels, source distribution, licences, bill of materials, and the rules that they keep', release),
    *each_edition('leaks', 'each kind of schema used over and over takes no more memory', leaks, others_full_only=True),
    *each_edition('exhaustion', 'each allocation refused in turn: MemoryError or the right answer', exhaustion, others_full_only=True),
    *each_edition(
        'system',
        'python.wasm and its runner from outside: scripts, the library inside, the sandbox',
        system,
        others_full_only=True,
        alone='its rows measure time and memory, and run two at a time themselves',
    ),
    Stage('fuzz', 'calls of WASI from random bytes, with every memory access checked', fuzz),
    Stage('crashes', 'nothing that is called inside python.wasm with odd arguments ends the program', crashes),
    Stage('mathematics', 'math and cmath inside python.wasm against a native CPython', mathematics),
    Stage('cpython', "CPython's own regression tests inside python.wasm", cpython),
    *each_edition('wasi-conformance', "upstream's own tests inside python.wasm", wasi_conformance, others_full_only=True),
    *each_edition('wasi-pydantic', "pydantic's own tests inside python.wasm", wasi_pydantic, others_full_only=True),
    Stage('embed', 'python.wasm in other hosts: the wasmtime package, Node, a browser', embed),
    Stage('install', '`pip install .` into a fresh environment, offline', install, full_only=True),
]
