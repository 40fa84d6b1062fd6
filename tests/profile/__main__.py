"""`python3 -m tests.profile`: profiles are counted, written, read and understood by the compiler (tools/profile)."""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import traceback
from pathlib import Path
from unittest import mock

from tools import build, cache, components, profile
from tools.profile import CORE, HERE, index, raw, text
from tools.say import entry

SOURCE = Path(__file__).resolve().parent / 'counted.cc'
ODD, THRICE, NEVER = 'counted.cc:_ZN12_GLOBAL__N_13oddEi', '_Z6thriceIiET_S0_', '_Z5neveri'
COUNTED = {
    ODD: [400, 48, 96, 48],  # calls, and how often each branch was taken
    THRICE: [100, 300],
    'main': [1, 100, 0],
    NEVER: [0, 0],
}
TELL_ALL = ['-Wprofile-instr-out-of-date', '-Wprofile-instr-unprofiled']


def compiled(folder: Path, name: str, *options) -> subprocess.CompletedProcess:
    compiler = components.native_toolchain() / 'c++'
    return subprocess.run([compiler, '-std=c++20', '-O2', '-Werror', *options, '-o', folder / name], capture_output=True, text=True)


def used(folder: Path, profile: text.Profile, *options) -> subprocess.CompletedProcess:
    """The program compiled by that profile; what the compiler finds wrong with it is an error."""
    content = index.index(profile)
    file = folder / cache.key(content)  # zig compiles again for another name only
    file.write_bytes(content)
    return compiled(folder, 'used', f'-fprofile-instr-use={file}', SOURCE, *options)


def counting(folder: Path) -> Path:
    """The program with counters."""
    done = compiled(folder, 'counting', '-fprofile-instr-generate', SOURCE, HERE / 'runtime.cc')
    assert done.returncode == 0, done.stderr
    return folder / 'counting'


def counted(folder: Path) -> text.Profile:
    """The counters of a run of the program."""
    subprocess.run([counting(folder)], env={'PROFILE_FILE': f'{folder}/counters'}, check=True, stdout=subprocess.DEVNULL)
    return raw.read(folder / 'counters')


def what_ran_is_counted(folder: Path) -> None:
    found = {name: counters for (name, _), counters in counted(folder).items()}
    for name, counters in COUNTED.items():
        assert found[name] == counters, (name, found[name])


def nothing_is_written_unasked(folder: Path) -> None:
    program = counting(folder)
    before = set(folder.iterdir())
    subprocess.run([program], env={}, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    subprocess.run([program], env={'PROFILE_FILE': f'{folder}/nowhere/counters'}, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    assert set(folder.iterdir()) == before


def runs_have_the_same_weight(folder: Path) -> None:
    profile: text.Profile = {}
    text.add(profile, {('_Z1av', 1): [30, 10], ('_Z1bv', 1): [0]})
    text.add(profile, {('_Z1av', 1): [3 * 10**9, 10**9], ('_Z1cv', 1): [10**18 - 4 * 10**9, 1]})
    half = text.SHARE // 4
    assert profile['_Z1av', 1] == [half * 3 + 3, half + 1], profile
    assert profile['_Z1bv', 1] == [0] and profile['_Z1cv', 1][1] == 1, profile  # once is not never


def text_says_it_all(folder: Path) -> None:
    profile = {
        ('_Z1av', 7): [0, 0, 0],
        ('_Z2av', 7): [0],  # left out
        ('_Z1av', 0xA39C498458): [12, 99, 100, 101],
        ('_Z1avb', 2): [123456, 999, 1_999_999, 10**15],
    }
    text.write(profile, folder / 'a.txt')
    again = text.read(folder / 'a.txt')
    del profile['_Z2av', 7]
    assert again == {**profile, ('_Z1av', 0xA39C498458): [12, 99, 100, 100], ('_Z1avb', 2): [120_000, 1000, 2_000_000, 10**15]}, again
    text.write(again, folder / 'b.txt')
    assert (folder / 'a.txt').read_text() == (folder / 'b.txt').read_text()


def the_compiler_finds_every_function(folder: Path) -> None:
    """It says so where one is not in the profile, or has another shape there."""
    profile = counted(folder)
    done = used(folder, profile, *TELL_ALL)
    assert done.returncode == 0, done.stderr
    changed = {(name, shape ^ 1 if name == THRICE else shape): found for (name, shape), found in profile.items()}
    done = used(folder, changed, *TELL_ALL)
    assert 'out of date' in done.stderr, done.stderr


def a_function_is_built_by_its_counts(folder: Path) -> None:
    """What runs often lies by itself, and so does what never ran."""
    done = used(folder, counted(folder), '-S', '-g0', '-Wno-unused-command-line-argument')
    assert done.returncode == 0, done.stderr
    assembly = (folder / 'used').read_text()
    assert section(assembly, 'main').startswith('.text.hot') and section(assembly, NEVER).startswith('.text.unlikely'), assembly


def section(assembly: str, function: str) -> str:
    return re.findall(r'\.section\s+([\w.]+)', assembly.partition(f'\n{function}:')[0])[-1]


def an_old_profile_does_no_harm(folder: Path) -> None:
    """Functions that changed, came and went, with the flags of our builds."""
    flags = re.findall(r'-Wno-profile-instr[\w-]+', (build.ROOT / 'cmake' / 'flags.cmake').read_text())
    profile = counted(folder)
    changed = {(name, shape ^ 1): found for (name, shape), found in profile.items() if name != THRICE}
    shorter = {key: found[:1] for key, found in profile.items()}
    gone = {('_Z4gonev', 3): [1, 2]}
    for old in (changed, shorter, gone):
        done = used(folder, old, '-Wall', '-Wextra', *flags)
        assert done.returncode == 0, done.stderr
        assert subprocess.check_output([folder / 'used'], env={}) == subprocess.check_output([folder / 'counting'], env={})


def order_does_not_matter(folder: Path) -> None:
    profile = counted(folder)
    assert index.index(profile) == index.index(dict(reversed(profile.items())))


def releases_alone_use_it(folder: Path) -> None:
    for preset in build.NATIVE:
        assert bool(build.recorded_profile(preset)) == preset.startswith('release'), preset
    assert build.recorded_profile('release')['PROFILE'].read_bytes() == index.index(text.read(CORE))
    with mock.patch.object(profile, 'CORE', folder / 'nothing.txt'):
        assert build.recorded_profile('release') == {}  # and a build is as if there were no profiles


def what_is_committed_is_whole(folder: Path) -> None:
    profile = text.read(CORE)
    assert len(profile) > 1000 and all(profile.values())
    text.write(profile, folder / 'core.txt')
    assert (folder / 'core.txt').read_text() == CORE.read_text()
    assert CORE.stat().st_size < 400_000


ROWS = [
    what_ran_is_counted, nothing_is_written_unasked, runs_have_the_same_weight, text_says_it_all, the_compiler_finds_every_function,
    a_function_is_built_by_its_counts, an_old_profile_does_no_harm, order_does_not_matter, releases_alone_use_it, what_is_committed_is_whole,
]  # fmt: skip


@entry
def main() -> int:
    failed = 0
    for row in ROWS:
        with tempfile.TemporaryDirectory() as folder:
            try:
                row(Path(folder))
            except Exception:
                failed += 1
                print(f'FAILED {row.__name__}')
                traceback.print_exc(file=sys.stdout)
    print(f'{len(ROWS) - failed} passed, {failed} failed')
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
