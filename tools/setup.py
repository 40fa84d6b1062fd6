"""`python3 -m tools.setup [NAME…]`: makes the named components, or all of them, and prints where they are.

Everything else calls the same functions for what it needs; this command is for looking, and for warming a cache.
"""

from __future__ import annotations

import sys
from functools import partial

from tools import components, debian_python, foreign_python, pythons
from tools.pins import EDITIONS, NEWEST
from tools.say import Failure, entry

COMPONENTS = {
    'cpython-source': components.cpython_source,
    'python': pythons.native_python,
    'zig': components.zig,
    'toolchain': components.native_toolchain,
    'make': components.make,
    'cmake': components.cmake,
    'ninja': components.ninja,
    'ccache': lambda: components.site('ccache'),
    'yyjson': components.yyjson_source,
    'ada': components.ada_source,
    're2': components.re2_source,
    'zlib': components.zlib_source,
    'bzip2': components.bzip2_source,
    'xz': components.xz_source,
    'sqlite': components.sqlite_source,
    'musl': components.musl_source,
    **{f'pydantic-core-{name}': partial(components.pydantic_core_source, name) for name in EDITIONS},
    **{f'pydantic-{name}': partial(components.pydantic_source, name) for name in EDITIONS},
    'runtime': lambda: components.site('runtime'),
    'tests': lambda: components.site('tests'),
    'reference': lambda: components.site('reference'),
    'wasmtime': lambda: components.site('wasmtime'),
    'python-t': pythons.free_threaded_python,
    'python-3.14': pythons.python_314,
    'headers-windows': partial(foreign_python.headers, 'Windows', '3.14'),
    'headers-macos': partial(foreign_python.headers, 'Darwin', '3.14'),
    'python-3.15': partial(debian_python.python, '3.15'),
    'clang-format': components.clang_format,
    'clang-tidy': components.clang_tidy,
    'newest': lambda: components.site('release', edition=NEWEST),
    'bench': lambda: components.site('bench'),
    'charts': lambda: components.site('charts'),
    'backend': lambda: components.site('backend'),
    'wizer': components.wizer,
    'node': components.node,
    'browser-wasi-shim': components.browser_wasi_shim,
}


@entry
def main() -> None:
    names = sys.argv[1:] or list(COMPONENTS)
    for name in names:
        if name not in COMPONENTS:
            raise Failure(f'there is no component "{name}"; there are: {" ".join(COMPONENTS)}')
    for name in names:
        print(f'{name:18} {COMPONENTS[name]()}', flush=True)


if __name__ == '__main__':
    sys.exit(main())
