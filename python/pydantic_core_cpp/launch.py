"""Starts Python again with ours switched on, so that the program sees what `python` would have given it.

The new process has a folder with a `sitecustomize` on PYTHONPATH, and so has every Python that it starts: subprocesses,
the workers of multiprocessing, a server that reloads itself.
"""

import os
import re
import subprocess
import sys

START = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'start')
UNHEARD = 'EIS'  # the options with which Python does not look at PYTHONPATH, or imports no sitecustomize


def with_start_folder(path):
    """The value for PYTHONPATH: that value, with our folder in front."""
    if START in path.split(os.pathsep):
        return path
    return f'{START}{os.pathsep}{path}' if path else START


def interpreter_options(command, count):
    """The options of Python itself in a command line `python OPTIONS -m pydantic_core_cpp` with `count` arguments."""
    *options, last = command[1 : len(command) - count] or ['']
    if last == 'pydantic_core_cpp' and options:
        last = options.pop() + last
    found = re.fullmatch('(-[a-zA-Z]*)mpydantic_core_cpp', last)
    if not found:  # a program runs this module in its own process
        return []
    return options if found[1] == '-' else [*options, found[1]]


def unheard(arguments):
    """The option among those before the script, module or code with which Python would not hear of us; '' for none."""
    arguments = iter(arguments)
    for argument in arguments:
        if not re.match('-[^-]', argument):
            break
        for index, letter in enumerate(argument[1:], 1):
            if letter in UNHEARD:
                return letter
            if letter in 'mc':
                return ''
            if letter in 'XW':  # the rest of the word, or the next one, is its value
                if index == len(argument) - 1:
                    next(arguments, None)
                break
    return ''


def launch(arguments):
    """Becomes `python ARGUMENTS`; on Windows, waits for it. Returns the exit status, or an error in words."""
    if not sys.executable:
        return 'error: this Python does not know its own program (sys.executable), which would have to be started again'
    arguments = [*interpreter_options(sys.orig_argv, len(sys.argv) - 1), *arguments]
    letter = unheard(arguments)
    if letter:
        return f'error: with -{letter}, Python does not look at PYTHONPATH: call pydantic_core_cpp.install() in the program, or enable it'
    environment = {**os.environ, 'PYTHONPATH': with_start_folder(os.environ.get('PYTHONPATH', ''))}
    command = [sys.executable, *arguments]
    if os.name == 'nt':  # exec there leaves the caller without the exit status
        return subprocess.run(command, env=environment).returncode
    sys.stdout.flush()
    os.execve(sys.executable, command, environment)
