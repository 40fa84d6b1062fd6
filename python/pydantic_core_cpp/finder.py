"""The finder: which version of pydantic-core is installed, and which module an import shall get.

The folder `editions` is the table: `editions/VERSION` holds a package `pydantic_core` that stands for that version. An
edition answers only where that very version of the real pydantic-core is installed.
"""

import os
import re
import sys
from importlib.machinery import PathFinder

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'editions')
FILES = 'core_schema.py', 'py.typed'  # of an edition, beside its module; installers write the last one last
DIST_INFO = re.compile(r'pydantic[_-]core-(\d[\w.+!]*)\.dist-info', re.IGNORECASE)


def versions():
    """The versions that have an edition."""
    return sorted(os.listdir(FOLDER)) if os.path.isdir(FOLDER) else []


def edition_of(file):
    """The version that a module with that `__file__` stands for; None where it belongs to no edition."""
    inside = os.path.abspath(file).partition(FOLDER + os.sep)[2] if file else ''
    return inside.partition(os.sep)[0] or None


def real():
    """The spec of the pydantic_core on `sys.path`: the real one. None where there is none."""
    return PathFinder.find_spec('pydantic_core')


def installed_version(spec):
    """The version of the distribution that the package with that spec belongs to; None where that cannot be told.

    The name of the folder of metadata beside the package tells it. `importlib.metadata` knows more ways of installing,
    but importing it would take a tenth of the time that importing pydantic takes.
    """
    beside = os.path.dirname(os.path.dirname(spec.origin or ''))
    try:
        found = [match[1] for match in map(DIST_INFO.fullmatch, os.listdir(beside or '.')) if match]
    except OSError:  # in an archive
        found = []
    if len(found) == 1:
        return found[0]
    from importlib import metadata

    try:
        return metadata.version('pydantic_core')
    except metadata.PackageNotFoundError:
        return None


def find():
    """The spec of the edition that `import pydantic_core` gets; None where the import shall go on to the real one.

    Raises ImportError where the other compiled module is loaded already: one process has one of them.
    """
    spec = real()
    version = spec and installed_version(spec)
    if not version or version not in versions():
        return None
    loaded = sys.modules.get('pydantic_core._pydantic_core')
    if loaded is not None and not edition_of(getattr(loaded, '__file__', None)):
        raise ImportError(
            f'pydantic_core is loaded already, from {loaded.__file__}: one process cannot have both modules', name='pydantic_core'
        )
    edition = os.path.join(FOLDER, version)
    package = os.path.join(edition, 'pydantic_core')
    # Its module may be of another Python's build, or files be missing: the package is installed or removed at this moment.
    if PathFinder.find_spec('_pydantic_core', [package]) is None or not all(os.path.exists(os.path.join(package, name)) for name in FILES):
        return None
    return PathFinder.find_spec('pydantic_core', [edition])
