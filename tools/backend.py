"""The build back end of `pip install .`: scikit-build-core, told where the compiler and the pinned sources are.

The compiler and the source trees come from the cache, and are downloaded when they are not there (so pip is a build
requirement). zig is no build requirement itself: it compiles its C++ library again for every new place that it is found
in, and each build environment of pip's is a new place. The finished wheel has upstream's own `core_schema.py` and stub
from its pinned source distribution.
"""

from __future__ import annotations

import sys

from scikit_build_core import build as back_end
from scikit_build_core.build import (
    build_sdist,
    get_requires_for_build_sdist,
    get_requires_for_build_wheel,
    prepare_metadata_for_build_wheel,
)

from tools import build, components
from tools.say import Failure

__all__ = [
    'build_sdist',
    'build_wheel',
    'get_requires_for_build_sdist',
    'get_requires_for_build_wheel',
    'prepare_metadata_for_build_wheel',
]


def build_wheel(wheel_directory, config_settings=None, metadata_directory=None):
    try:
        variables = {**build.compilers('release'), **build.third_party()}
    except Failure as failure:
        sys.exit(f'error: {failure}')
    settings = {f'cmake.define.{name}': str(value) for name, value in variables.items()}
    return back_end.build_wheel(wheel_directory, {**settings, **(config_settings or {})}, metadata_directory)
