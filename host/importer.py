"""Imports from the archive that python.wasm carries: a path hook for the paths below `_embedded.LIBRARY`.

The standard library then behaves as if it lay in a directory: `sys.path` decides what shadows what, `pkgutil` lists,
`runpy` runs and `importlib.resources` and `importlib.metadata` read it. The archive never changes, so that a look-up is
one call without a system call.

This runs before `encodings` can be imported, and so may use built-in modules only. It is compiled under the file name of
importlib's own bootstrap code: the interpreter leaves frames of that name out of tracebacks.
"""

import sys

import _embedded
from _frozen_importlib import ModuleSpec, _call_with_frames_removed

LIBRARY = _embedded.LIBRARY
PACKAGES = LIBRARY + '/site-packages'


class EmbeddedFinder:
    """Finds the modules of one directory of the archive."""

    def __init__(self, path):
        self.path = path

    def find_spec(self, fullname, target=None):
        base = f'{self.path}/{fullname.rpartition(".")[2]}'
        kind = _embedded.find_module(base)
        if not kind:
            return None
        package = kind == 2
        origin = base + ('/__init__.py' if package else '.py')
        spec = ModuleSpec(fullname, EmbeddedLoader(fullname, origin), origin=origin, is_package=package)
        spec._set_fileattr = True
        if package:
            spec.submodule_search_locations.append(base)
            # So that CPython does not ask its other hooks about that path, which would look for it on the disk.
            sys.path_importer_cache[base] = EmbeddedFinder(base)
        return spec

    def iter_modules(self, prefix=''):
        """For `pkgutil`: the name of each module here, and whether it is a package."""
        for name in _embedded.listdir(self.path):
            if name.endswith('.py'):
                if name != '__init__.py':
                    yield prefix + name[:-3], False
            elif _embedded.find_module(f'{self.path}/{name}') == 2:
                yield prefix + name, True

    def invalidate_caches(self):
        pass


class EmbeddedLoader:
    """Loads one module; the archive has its code, not its source."""

    def __init__(self, name, path):
        self.name = name
        self.path = path

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        _call_with_frames_removed(exec, _embedded.code(self.path), module.__dict__)

    def get_code(self, fullname):
        return _embedded.code(self.path)

    def get_source(self, fullname):
        return None

    def get_filename(self, fullname):
        return self.path

    def is_package(self, fullname):
        return self.path.endswith('/__init__.py')

    def get_data(self, path):
        return _embedded.data(path)

    def get_resource_reader(self, fullname):
        from _embedded_files import ResourceReader

        return ResourceReader(self.path.rpartition('/')[0])

    def __repr__(self):
        return f'EmbeddedLoader({self.name!r}, {self.path!r})'


class EmbeddedDistributions:
    """Lets `importlib.metadata` find the distributions in the archive. It finds no modules."""

    @staticmethod
    def find_spec(fullname, path=None, target=None):
        return None

    @staticmethod
    def find_distributions(context=None):
        from _embedded_files import distributions

        return distributions(PACKAGES, context)


def path_hook(path):
    if path == LIBRARY or path.startswith(LIBRARY + '/'):
        return EmbeddedFinder(path)
    raise ImportError('not a path of the embedded library', path=path)


def install():
    for path in (LIBRARY, PACKAGES):
        sys.path_importer_cache[path] = EmbeddedFinder(path)
    sys.path_hooks.append(path_hook)


def finish():
    """CPython has put its own hooks and paths in place by now."""
    sys.path_hooks.remove(path_hook)
    sys.path_hooks.insert(0, path_hook)
    sys.meta_path.append(EmbeddedDistributions)
    # What CPython expects beside the library and the archive does not have: a zip file and a folder of shared libraries.
    beside = LIBRARY[: LIBRARY.rindex('/') + 1]
    sys.path[:] = [path for path in sys.path if path == LIBRARY or not path.startswith(beside)]
    if not sys.flags.no_site:
        sys.path.append(PACKAGES)
