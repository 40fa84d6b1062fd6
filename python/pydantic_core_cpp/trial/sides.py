"""The two sides: how a process becomes one of them, and how the command starts it."""

import os
import sys

from .. import finder, install, launch
from ..hook import PydanticCoreHook

SIDES = ('real', 'ours')
WRONG = 3  # the exit status of a process that ended with a `Wrong`


class Wrong(Exception):
    """Something that the user can put right; its text is the sentence that is shown."""


def need_both():
    """The version that both sides have; raises Wrong where there is nothing to compare with."""
    for name in ('pydantic', 'pydantic_core'):
        if finder.PathFinder.find_spec(name) is None:
            raise Wrong(f'{name.replace("_", "-")} is not installed in this environment')
    version = finder.installed_version(finder.real())
    if version not in finder.versions():
        raise Wrong(
            f'the installed pydantic-core is {version or "of an unknown version"}, and this package stands for '
            f'{", ".join(finder.versions()) or "none"}: there is nothing to compare'
        )
    return version


def become(side):
    """Makes this process, which has not imported pydantic, one of that side. Raises Wrong where it cannot."""
    # Whatever switched ours on already: `enable`, or a folder on PYTHONPATH. Its finder is a copy of the class.
    sys.meta_path[:] = [one for one in sys.meta_path if getattr(one, '__name__', '') != PydanticCoreHook.__name__]
    loaded = sys.modules.get('pydantic_core')
    if loaded is not None and bool(finder.edition_of(loaded.__file__)) != (side == 'ours'):
        raise Wrong(f'something imports pydantic at every start of this Python, so that {loaded.__file__} is loaded already')
    if side == 'ours':
        install()


def command(module, *arguments):
    """The command line that runs a module of this folder as this Python was started, with the same options."""
    options = launch.interpreter_options(sys.orig_argv, len(sys.argv) - 1)
    return [sys.executable, *options, '-m', f'{__package__}.{module}', *arguments]


def environment():
    """The environment of such a process. Sets of text have the same order in all of them."""
    path = [folder for folder in os.environ.get('PYTHONPATH', '').split(os.pathsep) if folder != launch.START]
    return {**os.environ, 'PYTHONPATH': os.pathsep.join(path), 'PYTHONHASHSEED': '0'}


def alone():
    """Leaves the user's modules a process that looks started for them: without our arguments."""
    sys.argv[:] = ['']
