"""What tools tell the person who runs them: progress lines, one-sentence failures, logged commands.

Everything goes to stderr, so that the output of a script started by `run.sh` stays its own. A failure that a person can
act on is a `Failure` whose text is one clear sentence; `entry` turns it into exit status 1 without a traceback.

Also a module of the package pydantic-wasm (tools/wasm_package.py).
"""

from __future__ import annotations

import errno
import functools
import os
import subprocess
import sys
import threading
from pathlib import Path


class Failure(Exception):
    """Something that the user must know about; its text is the sentence that is shown."""


class _Inherited(threading.local):
    """The open files, by number, that the commands of this thread inherit."""

    def __init__(self) -> None:
        self.files: list[int] = []


INHERITED = _Inherited()


def say(text: str) -> None:
    print(f'-- {text}', file=sys.stderr, flush=True)


def entry(main):
    """Wraps a command's main function: failures become one sentence and exit status 1."""

    @functools.wraps(main)
    def wrapped(*args):
        try:
            return main(*args) or 0
        except Failure as failure:
            print(f'error: {failure}', file=sys.stderr)
            return 1
        except KeyboardInterrupt:
            print('interrupted; start again to go on from here', file=sys.stderr)
            return 130
        except OSError as error:
            print(f'error: {os_error_sentence(error)}', file=sys.stderr)
            return 1

    return wrapped


def os_error_sentence(error: OSError) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return f'the disk is full ({error.filename or "while writing"}): free some space and start again'
    return str(error)


def run(command, *, log: Path, what: str, cwd=None, env=None) -> None:
    """Runs a long command with its output in `log`; a failure shows the log's end and raises one sentence."""
    command = [str(part) for part in command]
    log.parent.mkdir(parents=True, exist_ok=True)
    with open(log, 'ab') as out:
        out.write(f'$ {" ".join(command)}\n'.encode())
        out.flush()
        try:
            done = subprocess.run(command, cwd=cwd, env=env, stdin=subprocess.DEVNULL, stdout=out, stderr=out, pass_fds=INHERITED.files)
        except FileNotFoundError as error:
            raise Failure(f'{what} needs the command "{command[0]}", which this machine does not have') from error
    if done.returncode:
        tail = log.read_text(errors='replace').splitlines()[-15:]
        print('\n'.join(f'   | {line}' for line in tail), file=sys.stderr)
        if any('No space left on device' in line for line in tail):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(log))
        raise Failure(f'{what} failed with exit status {done.returncode}; the whole log is {log}')
