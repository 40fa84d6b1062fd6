"""Python with pydantic in a sandbox: the command `python-wasm`, which becomes the runner that lies in this folder.

`runner()` is that program, for who starts it without a Python around it.
"""

from __future__ import annotations

import os
import sys

_HERE = os.path.dirname(os.path.abspath(__file__))
COMMAND = 'python-wasm'


def runner() -> str:
    """The path of the runner, which takes the arguments of `python-wasm`; of `--packages` only folders without wheels."""
    return os.path.join(_HERE, 'run')


def main() -> int:
    """Becomes the runner, with this process's arguments; returns an exit status only where that is not possible."""
    # Without the folder that was put first for `python -m`: what a script wrote there is not code for this Python.
    if not getattr(sys.flags, 'safe_path', False):
        del sys.path[:1]
    arguments = sys.argv[1:]
    try:
        if any(argument.partition('=')[0] == '--packages' for argument in arguments):
            from ._with_packages import prepared

            arguments = prepared(arguments)
        problem = _start(arguments)
    except KeyboardInterrupt:
        return 130
    print(f'error: {problem}', file=sys.stderr)
    return 1


def _start(arguments: list[str]) -> str:
    """Becomes the runner; returns why not, if it cannot."""
    from ._contents import SIZES

    for name, size in SIZES.items():
        path = os.path.join(_HERE, name)
        try:
            found = os.stat(path).st_size
        except OSError as error:
            return f'{path}: {error.strerror}; install pydantic-wasm again'
        if found != size:
            return f'{path} is damaged: it has {found} bytes, not {size}; install pydantic-wasm again'
    try:
        os.execv(runner(), [COMMAND, *arguments])
    except OSError as error:
        return f'{runner()} cannot be started: {error.strerror}'
