"""`python3 -m tests.oncecell.packages [--full]`: the once cell as a package of its own, in every way that a build can use it.

The wheel and the source distribution are built, and the wheel is installed into a fresh environment of each native CPython.
There each example is built and run, all without the network; and with the GIL the CMake package, FetchContent, the meson wrap
and the pkg-config file as well. `--full` builds all the examples without the GIL too, not only those without a binding library.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.oncecell.example_checks import CHECKS, check
from tools import build, cache, components, oncecell, pythons, reference
from tools.say import Failure, entry, run

ROOT = build.ROOT
EXAMPLES = ROOT / 'examples' / 'oncecell'
WORK = ROOT / 'build' / 'oncecell-packages'
TOOLS = ['meson_python', 'nanobind', 'pkgconf', 'pybind11', 'scikit_build_core', 'setuptools']
WITHOUT_BINDINGS = ['setuptools', 'scikit-build-core', 'meson-python']


class Environment:
    """A fresh environment of that CPython with the build tools and the wheel, and the pinned compiler."""

    def __init__(self, base: Path, folder: Path, wheel: Path):
        self.folder = folder
        compilers = build.compilers('dev')
        tools = oncecell.build_environment()
        self.variables = {
            **tools,
            'PATH': f'{folder / "bin"}{os.pathsep}{components.cmake().parent}{os.pathsep}{tools["PATH"]}',
            'VIRTUAL_ENV': str(folder),
            'CC': str(compilers['CMAKE_C_COMPILER']),
            'CXX': str(compilers['CMAKE_CXX_COMPILER']),
            'AR': str(compilers['CMAKE_AR']),
            **build.launchers(),
            'CMAKE_GENERATOR': 'Ninja',
            'CMAKE_ARGS': ' '.join([
                f'-DCMAKE_AR={compilers["CMAKE_AR"]} -DCMAKE_RANLIB={compilers["CMAKE_RANLIB"]}',
                '-DCMAKE_INTERPROCEDURAL_OPTIMIZATION=OFF',  # zig would compile its C++ library once more for it
            ]),
            'PIP_FIND_LINKS': '',
            'PIP_DISABLE_PIP_VERSION_CHECK': '1',
        }
        run([base, '-m', 'venv', folder], log=cache.log('oncecell'), what='python -m venv')
        self.python = folder / 'bin' / 'python'
        self.pip('--find-links', components.wheelhouse('oncecell'), *TOOLS, wheel)

    def pip(self, *arguments) -> None:
        self('-m', 'pip', 'install', '--quiet', '--no-index', '--no-build-isolation', '--no-compile', *arguments)

    def __call__(self, *arguments, **more) -> str:
        return self.command(self.python, '-W', 'error', *arguments, **more)

    def command(self, *command, cwd=None, **variables) -> str:
        """What the command prints; a Failure with all that it said when it fails."""
        environment = {**self.variables, **variables}
        done = subprocess.run([str(part) for part in command], cwd=cwd or WORK, env=environment, capture_output=True, text=True)
        if done.returncode:
            raise Failure(f'{command[0]} ended with status {done.returncode}\n{done.stdout}{done.stderr}')
        return done.stdout.strip()


def where_it_is(env: Environment) -> None:
    """The functions and the command of the installed wheel."""
    include, cmake = (Path(env('-c', f'import oncecell; print(oncecell.{name}())')) for name in ('get_include', 'get_cmake_dir'))
    assert (include / 'oncecell' / 'oncecell.h').is_file() and (cmake / 'oncecellConfig.cmake').is_file()
    assert env('-m', 'oncecell', '--cmakedir') == str(cmake)
    flags = env('-m', 'oncecell', '--includes').split()
    assert f'-I{include}' in flags and len(flags) == 2, flags
    source = EXAMPLES / 'setuptools' / 'once_setuptools.cc'
    warnings = ['-Wall', '-Wextra', '-Werror']
    env.command(env.variables['CXX'], '-std=c++20', *warnings, *flags, '-c', source, '-o', env.folder / 'one.o')


def example(env: Environment, name: str) -> None:
    source = env.folder / 'source' / name  # of a copy: some back ends build beside the sources
    shutil.copytree(EXAMPLES / name, source)
    env.pip('--no-deps', source)
    env('-c', check(name))


def pkg_config(env: Environment) -> None:
    path = env('-m', 'oncecell', '--pkgconfigdir')
    assert env.command('pkg-config', '--modversion', 'oncecell', PKG_CONFIG_PATH=path) == env('-m', 'oncecell', '--version')
    flags = env.command('pkg-config', '--cflags', 'oncecell', PKG_CONFIG_PATH=path)
    assert (Path(flags[len('-I') :]) / 'oncecell' / 'cell.h').is_file(), flags
    said = env.command('meson', 'setup', env.folder / 'pkg_config', EXAMPLES / 'meson-python', PKG_CONFIG_PATH=path)
    assert 'dependency oncecell found: YES' in said, said


def cmake(env: Environment, name: str, *settings) -> None:
    folder = env.folder / name
    source = EXAMPLES / 'setuptools' / 'once_setuptools.cc'
    tools = [*env.variables['CMAKE_ARGS'].split(), f'-DPython_EXECUTABLE={env.python}', f'-DEXAMPLE={source}', *settings]
    env.command('cmake', '-S', ROOT / 'tests/oncecell/cmake_use', '-B', folder, *tools)
    env.command('cmake', '--build', folder)
    env('-c', check('setuptools'), PYTHONPATH=str(folder))


def find_package(env: Environment) -> None:
    cmake(env, 'find_package', f'-Doncecell_DIR={env("-m", "oncecell", "--cmakedir")}')


def fetch_content(env: Environment) -> None:
    cmake(env, 'fetch_content', f'-DONCECELL_SOURCE={ROOT}')


def wrap(env: Environment, made: dict) -> None:
    """The wrap alone: a subproject is wanted, whatever is installed."""
    source = env.folder / 'wrap'
    shutil.copytree(EXAMPLES / 'meson-python', source)
    (source / 'subprojects' / 'packagefiles').mkdir(parents=True)
    shutil.copy(made['wrap'], source / 'subprojects')
    shutil.copy(made['sdist'], source / 'subprojects' / 'packagefiles')
    env.command('meson', 'setup', 'out', '--wrap-mode=forcefallback', cwd=source)
    env.command('meson', 'compile', '-C', 'out', cwd=source)
    env('-c', check('meson-python'), PYTHONPATH=str(source / 'out'))


def api_reference(env: Environment) -> None:
    text = reference.text()
    # Of both forms of the cell, and nothing of what is private.
    assert text.count('get_or_init(Make&& make)') == 2 and '### OnceCell<T>' in text and 'state_' not in text
    assert reference.TARGET.read_text() == text, 'docs/oncecell-api.md is old: run python3 -m tools.reference'


def rows(made: dict, full: bool):
    """Each test: what it is called, and a call of it."""
    wheel = made['wheel']
    env = Environment(pythons.native_python(), WORK / 'gil', wheel)
    for test in (api_reference, where_it_is, pkg_config, find_package, fetch_content):
        yield f'{test.__name__}', lambda: test(env)
    yield 'wrap', lambda: wrap(env, made)
    for name in CHECKS:
        yield f'example {name}', lambda: example(env, name)
    without = Environment(pythons.free_threaded_python(), WORK / 'free-threaded', wheel)
    for name in CHECKS if full else WITHOUT_BINDINGS:
        yield f'example {name}, without the GIL', lambda: example(without, name)


@entry
def main() -> int:
    parser = argparse.ArgumentParser(prog='tests.oncecell.packages', description='Tests of the once cell as a package.')
    parser.add_argument('--full', action='store_true', help='all the examples without the GIL as well')
    full = parser.parse_args().full
    shutil.rmtree(WORK, ignore_errors=True)
    made = oncecell.build(WORK / 'dist')
    passed = failed = 0
    for name, test in rows(made, full):
        try:
            test()
            passed += 1
        except (Failure, AssertionError, OSError) as failure:
            print(f'FAILED {name}: {failure}', flush=True)
            failed += 1
    print(f'{passed} passed, {failed} failed')
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
