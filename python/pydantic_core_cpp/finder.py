"""The finder: which version of pydantic-core is installed, and which module an import shall get.

The folder `editions` is the table: `editions/VERSION` holds a package `pydantic_core` that stands for that version. An
edition answers only where that very version of the real pydantic-core is installed.
"""

import os
import sys
import time
from importlib.machinery import PathFinder, SourceFileLoader

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'editions')
FILES = '__init__.py', 'core_schema.py', 'py.typed'  # of an edition, beside its module; installers write the last one last
WRITING = 5
"""For how many seconds after its last change a module may be unfinished."""


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


def loaded_real():
    """A module of the real pydantic_core that this process has loaded; None without one. Also when `sys.modules` has it no
    longer, but has what it was loaded with, or pydantic, which keeps it."""
    loaded = [module for name, module in list(sys.modules.items()) if name == 'pydantic_core' or name.startswith('pydantic_core.')]
    loaded.append(getattr(sys.modules.get('pydantic.main'), 'pydantic_core', None))
    files = ((module, getattr(module, '__file__', None)) for module in loaded)
    return next((module for module, file in files if file and not edition_of(file)), None)


def installed_version(spec):
    """The version of the distribution that the package with that spec belongs to; None where that cannot be told.

    The name of the folder of metadata beside the package tells it. `importlib.metadata` knows more ways of installing,
    but importing it would take a tenth of the time that importing pydantic takes.
    """
    beside = os.path.dirname(os.path.dirname(spec.origin or ''))
    try:
        found = [version for version in map(described_version, os.listdir(beside or '.')) if version]
    except OSError:  # in an archive
        found = []
    if len(found) == 1:
        return found[0]
    from importlib import metadata

    try:
        return metadata.version('pydantic_core')
    except metadata.PackageNotFoundError:
        return None


def described_version(name):
    """The version of pydantic-core whose metadata are in a folder of that name; '' where they are another distribution's."""
    # Without a pattern: compiling it would take longer than all the rest.
    distribution, _, version = name.removesuffix('.dist-info').rpartition('-')
    is_ours = name.endswith('.dist-info') and distribution.lower().replace('-', '_') == 'pydantic_core'
    return version if is_ours else ''


def find():
    """The spec of the edition that `import pydantic_core` gets; None where the import shall go on to the real one.

    Raises ImportError where the other compiled module is loaded already: one process has one of them.
    """
    spec = real()
    version = spec and installed_version(spec)
    if not version or version not in versions():
        return None
    loaded = loaded_real()
    if loaded is not None:
        raise ImportError(
            f'pydantic_core is loaded already, from {loaded.__file__}: one process cannot have both modules', name='pydantic_core'
        )
    files = edition_files(version)
    found = files and PathFinder.find_spec('pydantic_core', [os.path.join(FOLDER, version)])
    if found and type(found.loader) is SourceFileLoader:  # a frozen program has another, and its files do not change
        found.loader = EditionLoader(found.loader, files)
    return found


def edition_files(version):
    """Which files that edition has at this moment: what changes when one of them is written again.

    None where it cannot be loaded: its module is of another Python's build, or files are missing or unfinished, since the
    package is installed or removed at this moment.
    """
    package = os.path.join(FOLDER, version, 'pydantic_core')
    module = PathFinder.find_spec('_pydantic_core', [package])
    if module is None or module.origin is None:  # without an origin it is the folder of the module's stub
        return None
    try:
        facts = [os.stat(os.path.join(package, file)) for file in (module.origin, *FILES)]
        finished = is_whole(module.origin) and not is_being_installed(facts[0].st_mtime_ns)
    except OSError:
        return None
    return [(fact.st_ino, fact.st_size, fact.st_mtime_ns) for fact in facts] if finished else None


def is_whole(module):
    """Whether the file of a compiled module goes as far as it says, if that is 64-bit ELF: Linux loads what is there, and ends
    the process with a SIGBUS where it reads on. Raises OSError."""
    with open(module, 'rb') as file:
        head = file.read(64)
        size = os.fstat(file.fileno()).st_size
    if not b'\x7fELF\x02'.startswith(head[:5]):
        return True
    # Where the table of its sections is, which linkers write last, and how large.
    begin, width, count = (int.from_bytes(head[at:end], sys.byteorder) for at, end in ((40, 48), (58, 60), (60, 62)))
    return len(head) == 64 and begin + width * count <= size


def is_being_installed(modified):
    """Whether an installer may still be at work: the module was changed just now, at that time in nanoseconds, and RECORD, which
    installers write last, was not changed after it. Raises OSError.

    Two pips that install at once may both create the module's file. The second then truncates what the first has written, and
    a process that has loaded it ends with a SIGBUS.
    """
    is_frozen = getattr(sys, 'frozen', False)  # such a program may write its files at each start, in any order
    if is_frozen or not 0 <= time.time_ns() - modified <= WRITING * 10**9:
        return False
    site = os.path.dirname(os.path.dirname(FOLDER))
    for name in os.listdir(site):
        record = os.path.join(site, name, 'RECORD')
        if name.startswith('pydantic_core_cpp-') and os.path.exists(record) and os.stat(record).st_mtime_ns >= modified:
            return False
    return True


class EditionLoader(SourceFileLoader):
    """Loads an edition's package. If files of it change before that, or meanwhile and it fails, the import gets the real one."""

    def __init__(self, loader, files):
        super().__init__(loader.name, loader.path)
        self.files = files

    def exec_module(self, module):
        failure = None
        if self.is_unchanged():  # a module that is half written by now would end the process
            try:
                __import__(f'{self.name}._pydantic_core')  # at once: the package imports others before it
                return super().exec_module(module)
            except Exception as exception:
                if self.is_unchanged():
                    raise
                failure = exception
        spec = real()
        if spec is None:
            raise failure or ImportError('pydantic_core is being installed', name='pydantic_core')
        from importlib.util import module_from_spec

        for name in [name for name in sys.modules if name.startswith('pydantic_core.')]:
            del sys.modules[name]
        sys.modules['pydantic_core'] = instead = module_from_spec(spec)
        spec.loader.exec_module(instead)

    def is_unchanged(self):
        return edition_files(edition_of(self.path)) == self.files
