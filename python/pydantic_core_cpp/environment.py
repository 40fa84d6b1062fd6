"""Switches ours on at every start of Python in this environment, and off again.

`enable` puts a copy of hook.py beside the environment's packages, and a file that Python reads at its start and that
calls it: a `.pth` file up to 3.14, a `.start` file (PEP 829) from 3.15. Each file appears by one rename, the module
first, so that no start sees half of it. The names sort before those of packages, some of which import pydantic at the
start. (The text of the hook in the `.pth` file itself would be compiled at every start, for twice the time.)
"""

import contextlib
import glob
import os
import py_compile
import secrets
import site
import sys
import sysconfig

from . import active, finder

PTH = '_pydantic_core_cpp.pth'
START = '_pydantic_core_cpp.start'
MODULE = '_pydantic_core_cpp_start'


def start_files(python):
    """The files for that version of Python, as (name, text), in the order in which they are written."""
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), 'hook.py'), encoding='utf-8') as file:
        hook = file.read()
    if python >= (3, 15):
        return [(f'{MODULE}.py', hook), (START, f'{MODULE}:switch_on\n')]
    call = f'try: import {MODULE} as hook\nexcept ImportError: pass\nelse: hook.switch_on()'
    return [(f'{MODULE}.py', hook), (PTH, f'import sys; exec({call!r}, {{}})\n')]


def site_folder():
    """Where this environment's files for the start are: a virtual environment's packages, else where we are installed."""
    here = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    outside = sys.prefix == sys.base_prefix and here in site_folders()
    return here if outside else sysconfig.get_path('purelib')


def site_folders():
    """The folders whose files Python runs at its start."""
    user = [site.getusersitepackages()] if site.ENABLE_USER_SITE else []
    return [os.path.abspath(folder) for folder in [*user, *site.getsitepackages()]]


def enabled_by():
    """The files that switch ours on at every start."""
    places = dict.fromkeys([site_folder(), *site_folders()])
    files = [os.path.join(folder, name) for folder in places for name in (PTH, START)]
    return [file for file in files if os.path.isfile(file)]


def enable():
    folder = site_folder()
    for name, text in start_files(sys.version_info[:2]):
        temporary = os.path.join(folder, f'.{name}.{secrets.token_hex(8)}.tmp')
        try:
            with open(temporary, 'w', encoding='ascii') as file:
                file.write(text)
            os.replace(temporary, os.path.join(folder, name))
            if name.endswith('.py'):  # now, since a later start may not be allowed to write
                with contextlib.suppress(OSError):
                    py_compile.compile(os.path.join(folder, name), quiet=2)
        except OSError as error:
            with contextlib.suppress(OSError):
                os.remove(temporary)
            return f'error: this environment cannot be changed: {folder}: {error.strerror}'
    print(f'enabled by {os.path.join(folder, name)}')
    return 0


def disable():
    folder = site_folder()
    compiled = glob.glob(os.path.join(glob.escape(folder), '__pycache__', f'{MODULE}.*'))
    for file in (PTH, START, f'{MODULE}.py', *compiled):
        try:
            os.remove(os.path.join(folder, file))
        except FileNotFoundError:
            pass
        except OSError as error:
            return f'error: this environment cannot be changed: {folder}: {error.strerror}'
    others = enabled_by()
    if others:
        return f'error: still enabled by {others[0]}, which is outside this environment: disable it there'
    print(f'disabled in {folder}')
    return 0


def status():
    from . import __version__

    spec = finder.real()
    version = spec and finder.installed_version(spec)
    print(f'pydantic-core-cpp {__version__}, for pydantic-core {", ".join(finder.versions())}')
    print(f'installed: pydantic-core {version}' if version else 'pydantic-core is not installed')
    print('\n'.join(f'enabled by {file}' for file in enabled_by()) or 'not enabled')
    replaced = '+cpp.' in (version or '')
    given = 'ours' if active() or replaced else 'the real one' if spec else 'nothing'
    print(f'import pydantic_core gives {given} in this process' + (', installed in place of the real one' if replaced else ''))
    return 0

