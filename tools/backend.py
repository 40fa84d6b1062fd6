"""The build back end of `pip install .`: scikit-build-core, given our compiler, CMake, Ninja and pinned sources.

They come from the cache, and are downloaded when they are not there (so pip is a build requirement). None of the tools is
a build requirement itself: they would be unpacked for every build, and zig compiles its C++ library again for every new
place that it is found in. The finished wheel has upstream's own `core_schema.py` and stub from its source distribution.
"""

from __future__ import annotations

import os
import sys

from scikit_build_core import build as back_end

from tools import build, components
from tools.say import Failure


def build_wheel(wheel_directory, config_settings=None, metadata_directory=None):
    _use_our_tools()
    try:
        variables = {**build.compilers('release'), **build.third_party()}
    except Failure as failure:
        sys.exit(f'error: {failure}')
    settings = {f'cmake.define.{name}': str(value) for name, value in variables.items()}
    return back_end.build_wheel(wheel_directory, {**settings, **(config_settings or {})}, metadata_directory)


def prepare_metadata_for_build_wheel(metadata_directory, config_settings=None):
    _use_our_tools()
    return back_end.prepare_metadata_for_build_wheel(metadata_directory, config_settings)


def build_sdist(sdist_directory, config_settings=None):
    return back_end.build_sdist(sdist_directory, config_settings)


def _use_our_tools() -> None:
    """Puts CMake and Ninja where scikit-build-core looks first."""
    try:
        os.environ['CMAKE_EXECUTABLE'] = str(components.cmake())
        os.environ['PATH'] = f'{components.ninja().parent}{os.pathsep}{os.environ["PATH"]}'
    except Failure as failure:
        sys.exit(f'error: {failure}')
