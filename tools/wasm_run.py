"""The runner behind `./run.sh`: a Python script inside dist/python.wasm under wasmtime, in a sandbox.

The script sees its own folder, read-only, and what `--dir` names; there is nothing else, no network, no environment but
`--env`. A folder that was named by a relative path is at that path below `/`, so that `sys.argv[0]`, tracebacks and
relative file names read as they were typed.
"""

from __future__ import annotations

import os
import sys
from typing import NamedTuple

HELP = """usage: ./run.sh [OPTION…] [PYTHON-OPTION…] [SCRIPT | -c CODE | -m MODULE | -] [ARG…]

Runs Python 3.13 with pydantic inside dist/python.wasm. Without a script, shows the checks of the build.
The script sees its own folder, read-only, and nothing else of this machine.

  --dir HOST[::GUEST][:rw]  let it see the folder HOST too (as GUEST), and write there with :rw
  --env NAME=VALUE          set an environment variable
  --timeout SECONDS         stop it after that time, with exit status 124
  --memory MB               the most memory it may have; beyond it, Python raises MemoryError
  --help                    this text; PYTHON-OPTIONs are those of `python`, such as -O, -W error or -i
"""


class Usage(Exception):
    """Options that cannot be followed; the text says why."""


class Folder(NamedTuple):
    """A folder of this machine that the script sees at `guest`."""

    host: str
    guest: str
    writable: bool


class Job(NamedTuple):
    """One run: what the options ask for."""

    arguments: list
    folders: list
    environment: list
    timeout: float | None
    memory: int | None


def parse(arguments: list) -> Job:
    folders, environment, limits = [], [], {'--timeout': None, '--memory': None}
    rest = list(arguments)
    while rest and rest[0].split('=')[0] in ('--dir', '--env', *limits):
        name, joined, value = rest.pop(0).partition('=')
        if not joined:
            if not rest:
                raise Usage(f'{name} needs a value')
            value = rest.pop(0)
        if name == '--dir':
            folders.append(folder(value))
        elif name == '--env':
            if '=' not in value:
                raise Usage(f'--env needs NAME=VALUE, not "{value}"')
            environment.append(value.split('=', 1))
        else:
            limits[name] = number(name, value)
    if not rest:
        return Job(['--checks'], folders, environment, limits['--timeout'], limits['--memory'])
    script = script_index(rest)
    if script is not None:
        own, rest[script] = script_folder(rest[script])
        if own and all(given.guest != own.guest for given in folders):
            folders.append(own)
    return Job(rest, folders, environment, limits['--timeout'], limits['--memory'])


def folder(value: str) -> Folder:
    path, writable = (value[:-3], True) if value.endswith(':rw') else (value, False)
    host, named, guest = path.partition('::')
    if not os.path.isdir(host):
        raise Usage(f'--dir: there is no folder "{host}"')
    return Folder(os.path.abspath(host), '/' + os.path.normpath(guest).strip('/.') if named else guest_path(host), writable)


def number(name: str, value: str) -> float:
    try:
        result = float(value)
    except ValueError:
        result = 0
    if not 0 < result < 1e9:
        raise Usage(f'{name} needs a number above zero, not "{value}"')
    return result


def script_index(arguments: list):
    """Where the script stands among python's own arguments; None for code, a module or stdin."""
    index = 0
    while index < len(arguments):
        argument = arguments[index]
        if not argument.startswith('-'):
            return index
        if argument == '-':
            return None
        if argument == '--':
            return index + 1 if index + 1 < len(arguments) else None
        if argument == '--check-hash-based-pycs':
            index += 1
        elif not argument.startswith('--'):
            for place, letter in enumerate(argument[1:], 2):
                if letter in 'cm':
                    return None
                if letter in 'WX':
                    index += place == len(argument)  # the value is the next argument
                    break
        index += 1
    return None


def script_folder(script: str):
    """The folder that a script lies in (None where it does not exist), and the script's own path for the guest."""
    if os.path.islink(script):
        script = os.path.realpath(script)
    inside = script if os.path.isdir(script) else os.path.dirname(script)
    named = script if os.path.isabs(script) or not outside(script) else guest_path(script)
    host = os.path.abspath(inside or '.')
    return (Folder(host, guest_path(inside or '.'), False) if os.path.isdir(host) else None), named


def outside(path: str) -> bool:
    """Whether a relative path leaves the current folder."""
    return os.path.normpath(path).split(os.sep)[0] == os.pardir


def guest_path(path: str) -> str:
    """Where a path of this machine is for the guest, whose current folder is `/`."""
    if os.path.isabs(path) or outside(path):
        return os.path.abspath(path)
    return os.path.normpath('/' + path)  # '.' is '/'


def main() -> int:
    arguments = sys.argv[1:]
    if arguments[:1] == ['--help']:
        print(HELP, end='')
        return 0
    try:
        job = parse(arguments)
        '\0'.join([*job.arguments, *sum(job.environment, [])]).encode()
    except UnicodeEncodeError:
        print('error: the arguments must be UTF-8', file=sys.stderr)
        return 2
    except Usage as problem:
        print(f'error: {problem}; ./run.sh --help lists the options', file=sys.stderr)
        return 2

    from tools.say import entry

    return entry(run)(job)


def run(job: Job) -> int:
    from tools import wasm_build

    note = wasm_build.built()
    sys.path.insert(0, note['wasmtime'])
    from tools import wasm_engine

    identity = f'{note["sha256"]} {os.path.basename(note["wasmtime"])}'
    return wasm_engine.run(wasm_build.WASM, identity, job)
