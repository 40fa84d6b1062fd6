"""The build back end of `pip install .`: scikit-build-core, given our compiler, CMake, Ninja and pinned sources.

They come from the cache, and are downloaded when they are not there (so pip is a build requirement). None of the tools is
a build requirement itself: they would be unpacked for every build, and zig compiles its C++ library again for every new
place that it is found in. The finished wheel has upstream's own `core_schema.py` and stub from its source distributions, and the
licences of all that is in it.

CMake builds one edition at a time, so each has its build, the distribution of python/replacing.toml. The package that stands beside
the real pydantic-core is then put together of what these have made.

Three kinds of settings of our own (`--config-settings NAME=VALUE`), the others are scikit-build-core's:
- `replace=2.50` builds the distribution `pydantic_core` of that edition, which takes the place of the real one;
- `built-2.50=FOLDER` compiles nothing: the package `pydantic_core` of that edition is copied from that folder, which `./build.sh` made. The
  package beside the real core then has the editions that are given so, and no others;
- `built-for=Windows` names the system that those were made for, as CMake calls it, where it is not this one: its licences differ.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
import tempfile
import zipfile
from pathlib import Path
from typing import Iterator, NamedTuple

from scikit_build_core import build as back_end

from tools import build, components, licences, replacing
from tools.pins import EDITIONS
from tools.say import Failure

ROOT = build.ROOT
PACKAGE = Path('python') / 'pydantic_core_cpp'
COPIED = {'wheel.cmake': 'false', 'cmake.version': '>=3.24', 'wheel.platlib': 'true'}
"""The settings with which nothing is compiled, but the wheel is for this platform."""


class Asked(NamedTuple):
    """What the settings ask for."""

    replace: str | None
    """The edition of the distribution `pydantic_core`; None for the package beside it."""
    built: dict[str, Path]
    """The folders of editions that are built already."""
    system: str
    """What those were made for; nothing where it is this one."""
    rest: dict
    """scikit-build-core's own."""


def build_wheel(wheel_directory, config_settings=None, metadata_directory=None):
    asked, to = _asked(config_settings), os.path.abspath(wheel_directory)
    with tempfile.TemporaryDirectory() as scratch:
        if asked.replace:
            return _replacing(asked.replace, asked, Path(to), metadata_directory)
        packages = asked.built or {edition: _compiled(edition, asked, Path(scratch, edition)) for edition in EDITIONS}
        with _project(None, packages, asked.system):
            return back_end.build_wheel(to, {**COPIED, **asked.rest}, metadata_directory)


def prepare_metadata_for_build_wheel(metadata_directory, config_settings=None):
    asked, to = _asked(config_settings), os.path.abspath(metadata_directory)
    with _project(asked.replace, {}, asked.system):
        return back_end.prepare_metadata_for_build_wheel(to, {**COPIED, **asked.rest})


def build_sdist(sdist_directory, config_settings=None):
    return back_end.build_sdist(sdist_directory, config_settings)


def _asked(config_settings) -> Asked:
    rest = dict(config_settings or {})
    replace = rest.pop('replace', None)
    if replace is not None and replace not in EDITIONS:
        sys.exit(f'error: the setting replace is one of {", ".join(EDITIONS)}, not "{replace}"')
    built = {edition: rest.pop(f'built-{edition}', None) for edition in EDITIONS}
    system = rest.pop('built-for', '')
    return Asked(replace, {edition: Path(folder) for edition, folder in built.items() if folder}, system, rest)


def _replacing(edition: str, asked: Asked, to: Path, metadata_directory=None) -> str:
    """Builds the distribution `pydantic_core` of that edition; returns the wheel's name in the folder `to`."""
    if edition in asked.built:
        packages, own = {edition: asked.built[edition]}, {**COPIED, 'wheel.packages': 'pydantic_core'}
    else:
        packages, own = {}, _compiling(edition)
    with _project(edition, packages, asked.system):
        return back_end.build_wheel(str(to), {**own, **asked.rest}, metadata_directory)


def _compiled(edition: str, asked: Asked, scratch: Path) -> Path:
    """The folder with the package `pydantic_core` of that edition, compiled."""
    scratch.mkdir()
    with zipfile.ZipFile(scratch / _replacing(edition, asked, scratch)) as wheel:
        wheel.extractall(scratch)
    return scratch


@contextlib.contextmanager
def _project(replace: str | None, packages: dict[str, Path], system: str) -> Iterator[None]:
    """Makes the project that is to be built the current folder, with the packages of those editions, made for that system, in it."""
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder)
        shutil.copy(ROOT / 'LICENSE', project)
        parts = licences.parts(system)
        licences.write(project, parts)
        text = replacing.project(replace) if replace else (ROOT / 'pyproject.toml').read_text(encoding='utf-8')
        (project / 'pyproject.toml').write_text(licences.named(text, parts), encoding='utf-8')
        if not replace:
            (project / 'python').mkdir()
            shutil.copy(ROOT / 'python' / 'README.md', project / 'python')
            shutil.copytree(ROOT / PACKAGE, project / PACKAGE, ignore=shutil.ignore_patterns('__pycache__'))
        for edition, built in packages.items():
            inside = project if replace else project / PACKAGE / 'editions' / EDITIONS[edition].version
            shutil.copytree(built / 'pydantic_core', inside / 'pydantic_core', ignore=shutil.ignore_patterns('__pycache__'))
        before = os.getcwd()
        os.chdir(project)
        try:
            yield
        finally:
            os.chdir(before)


def _compiling(edition: str) -> dict[str, str]:
    """The settings with which CMake compiles that edition, with tools from the cache."""
    try:
        variables = {**build.compilers('release'), **build.third_party(edition), **build.recorded_profile('release')}
        # scikit-build-core looks there first.
        os.environ['CMAKE_EXECUTABLE'] = str(components.cmake())
        os.environ['PATH'] = f'{components.ninja().parent}{os.pathsep}{os.environ["PATH"]}'
    except Failure as failure:
        sys.exit(f'error: {failure}')
    return {'cmake.source-dir': str(ROOT), **{f'cmake.define.{name}': str(value) for name, value in variables.items()}}
