"""The build back end of `pip install .`: scikit-build-core, given our compiler, CMake, Ninja and pinned sources.

They come from the cache, and are downloaded when they are not there (so pip is a build requirement). None of the tools is
a build requirement itself: they would be unpacked for every build, and zig compiles its C++ library again for every new
place that it is found in. The finished wheel has upstream's own `core_schema.py` and stub from its source distribution, and the
licences of all that is in it.

Two settings of our own (`--config-settings NAME=VALUE`), the others are scikit-build-core's:
- `replace=1` builds the distribution `pydantic_core` of python/replacing.toml, which takes the place of the real one;
- `built=FOLDER` compiles nothing: the package `pydantic_core` is copied from that folder, which `./build.sh` made.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
import tempfile
from pathlib import Path

from scikit_build_core import build as back_end

from tools import build, components, licences
from tools.pins import EDITION, EDITIONS
from tools.say import Failure

ROOT = build.ROOT
PACKAGE = Path('python') / 'pydantic_core_cpp'
EDITION_FOLDER = f'{PACKAGE.name}/editions/{EDITIONS[EDITION].version}'
"""The folder of the wheel that has our package `pydantic_core`, which stands for the real one of that version."""


def build_wheel(wheel_directory, config_settings=None, metadata_directory=None):
    wheel_directory = os.path.abspath(wheel_directory)
    with _project(config_settings) as settings:
        return back_end.build_wheel(wheel_directory, settings, metadata_directory)


def prepare_metadata_for_build_wheel(metadata_directory, config_settings=None):
    metadata_directory = os.path.abspath(metadata_directory)
    with _project(config_settings) as settings:
        return back_end.prepare_metadata_for_build_wheel(metadata_directory, settings)


def build_sdist(sdist_directory, config_settings=None):
    return back_end.build_sdist(sdist_directory, config_settings)


@contextlib.contextmanager
def _project(config_settings):
    """Makes the project that is to be built the current folder; gives scikit-build-core's settings for it."""
    settings = dict(config_settings or {})
    replace, built = settings.pop('replace', None), settings.pop('built', None)
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder)
        shutil.copy(ROOT / 'python' / 'replacing.toml' if replace else ROOT / 'pyproject.toml', project / 'pyproject.toml')
        shutil.copy(ROOT / 'LICENSE', project)
        licences.write(project)
        if not replace:
            (project / 'python').mkdir()
            shutil.copy(ROOT / 'python' / 'README.md', project / 'python')
            shutil.copytree(ROOT / PACKAGE, project / PACKAGE, ignore=shutil.ignore_patterns('__pycache__'))
        if built:
            ours = Path(built) / 'pydantic_core'
            edition = project / ('.' if replace else f'python/{EDITION_FOLDER}') / 'pydantic_core'
            shutil.copytree(ours, edition, ignore=shutil.ignore_patterns('__pycache__'))
            own = {'wheel.cmake': 'false', 'cmake.version': '>=3.24', 'wheel.platlib': 'true', **({'wheel.packages': 'pydantic_core'} if replace else {})}
        else:
            own = _compiled('.' if replace else EDITION_FOLDER)
        with _in_folder(project):
            yield {**own, **settings}


def _compiled(wheel_folder: str) -> dict[str, str]:
    """The settings with which CMake compiles the package into that folder of the wheel, with tools from the cache."""
    try:
        variables = {**build.compilers('release'), **build.third_party(), **build.recorded_profile('release'), 'WHEEL_FOLDER': wheel_folder}
        # scikit-build-core looks there first.
        os.environ['CMAKE_EXECUTABLE'] = str(components.cmake())
        os.environ['PATH'] = f'{components.ninja().parent}{os.pathsep}{os.environ["PATH"]}'
    except Failure as failure:
        sys.exit(f'error: {failure}')
    return {'cmake.source-dir': str(ROOT), **{f'cmake.define.{name}': str(value) for name, value in variables.items()}}


@contextlib.contextmanager
def _in_folder(folder: Path):
    before = os.getcwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)
