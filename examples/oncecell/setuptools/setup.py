"""The extension of this example. oncecell is a build requirement: the wheel has no need of it."""

from setuptools import Extension, setup

import oncecell

setup(
    ext_modules=[
        Extension(
            'once_setuptools',
            ['once_setuptools.cc'],
            include_dirs=[oncecell.get_include()],
            extra_compile_args=['-std=c++20'],  # MSVC: /std:c++20
            language='c++',
        )
    ]
)
