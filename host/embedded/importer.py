"""Imports from the archive that python.wasm carries: a path hook for the paths below `_embedded.LIBRARY`.

The standard library then behaves as if it lay in a directory: `sys.path` decides what shadows what, `pkgutil` lists,
`runpy` runs and `importlib.resources` and `importlib.metadata` read it. The archive never changes, so a look-up is one call
of `_embedded`, without a system call.

This runs before `encodings` can be imported, so it may use built-in modules only. It is compiled with the file name of
importlib's bootstrap code, whose frames the interpreter omits from tracebacks.
"""

import builtins
import sys

import _embedded
from _frozen_importlib import BuiltinImporter, FrozenImporter, ModuleSpec, _call_with_frames_removed

LIBRARY = _embedded.LIBRARY
OWN = ('sys', 'builtins', '_embedded_importer')  # made by the interpreter itself, or by module.cc
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
            # Keeps CPython from asking its other hooks about that path, which would look for it on the disk.
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
        return take_hidden(self.name)

    def exec_module(self, module):
        if not bring_along(self.name):
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
        return own_module('_embedded_files').ResourceReader(self.path.rpartition('/')[0])

    def __repr__(self):
        return f'EmbeddedLoader({self.name!r}, {self.path!r})'


# The modules of the snapshot (snapshot.py) that have not been imported yet. Each name has a tuple for `_embedded.bring`: the
# module; the names of the hidden modules that its execution would import; the namespace of its parent package and its name there
# (None, None if it is no attribute of a package); the path and the finder of its submodules (None, None if it is no package).
hidden = {}
taken = {}  # modules that were given out; the importer will call exec_module, which must not execute them
KNOWN = {}  # all modules of the snapshot by name, hidden or not


def take_hidden(name):
    found = hidden.pop(name, None)
    if found is None:
        return None
    taken[name] = found
    return found[0]


def bring_along(name):
    """Whether that module came from the snapshot. If so, the modules that it imports are now in `sys.modules`, too."""
    found = taken.pop(name, None)
    if found is None:
        return False
    needs = found[1]
    slow = needs and can_be_shadowed()
    done = 0
    while done < len(needs):
        if not slow:
            done = _embedded.bring(needs, done, hidden, sys.modules, sys.path_importer_cache)
            if done == len(needs):
                break
        need = needs[done]
        done += 1
        if need in sys.modules:
            continue
        other = hidden.get(need)
        # An alias is in sys.modules under another name than its own, so no import would find it.
        if other is None or other[0].__spec__.name == need:
            __import__(need)
        else:
            _embedded.bring((need,), 0, hidden, sys.modules, sys.path_importer_cache)
    return True


def own_module(name):
    """A module of this program itself. If it is hidden, it is found without a search."""
    if name in hidden and name not in sys.modules:
        sys.modules[name] = take_hidden(name)
        bring_along(name)
    return __import__(name)


def can_be_shadowed():
    """Whether an import of a module of the library may find another one: a file beside the script, or through hooks that were changed."""
    if sys.meta_path != META_PATH or sys.path_hooks[:1] != [path_hook] or builtins.__import__ is not IMPORT:
        return True
    for path in sys.path:
        if path == LIBRARY:
            return False
        names = getattr(sys.path_importer_cache.get(path or '/'), '_path_cache', None)
        if names is None or not TOP_NAMES.isdisjoint([name.partition('.')[0] for name in names]):
            return True
    return True


def hide_from_builtin_importers():
    """Built-in and frozen modules are hidden like the others."""
    global META_PATH, TOP_NAMES, IMPORT
    META_PATH = list(sys.meta_path)
    TOP_NAMES = frozenset(name.partition('.')[0] for name in hidden)
    IMPORT = builtins.__import__
    for kind in (BuiltinImporter, FrozenImporter):
        create, execute = kind.create_module, kind.exec_module

        def create_module(spec, create=create):
            return take_hidden(spec.name) or create(spec)

        def exec_module(module, execute=execute):
            if not bring_along(module.__spec__.name):
                execute(module)

        kind.create_module = staticmethod(create_module)
        kind.exec_module = staticmethod(exec_module)


def take_own_modules(modules):
    """The script's own modules, which are removed from `modules`: for the end of a run."""
    own = []
    for name in [name for name, module in modules.items() if KNOWN.get(name) is not module]:
        module = modules[name]
        loader = getattr(getattr(module, '__spec__', None), 'loader', None)
        if name == '__main__' or not (
            isinstance(loader, EmbeddedLoader) or loader in (BuiltinImporter, FrozenImporter) or name in OWN
        ):
            own.append(module)
            modules[name] = None
    return own


class EmbeddedDistributions:
    """Lets `importlib.metadata` find the distributions in the archive. It finds no modules."""

    @staticmethod
    def find_spec(fullname, path=None, target=None):
        return None

    @staticmethod
    def find_distributions(context=None):
        if context is not None and PACKAGES not in context.path:
            return ()
        return own_module('_embedded_files').distributions(PACKAGES, context)


def path_hook(path):
    if path == LIBRARY or path.startswith(LIBRARY + '/'):
        return EmbeddedFinder(path)
    raise ImportError('not a path of the embedded library', path=path)


def install():
    for path in (LIBRARY, PACKAGES):
        sys.path_importer_cache[path] = EmbeddedFinder(path)
    sys.path_hooks.append(path_hook)


def finish():
    """Called when CPython has installed its own hooks and paths."""
    sys.path_hooks.remove(path_hook)
    sys.path_hooks.insert(0, path_hook)
    sys.meta_path.append(EmbeddedDistributions)
    # Removes paths that the archive does not have: a zip file and a folder of shared libraries.
    beside = LIBRARY[: LIBRARY.rindex('/') + 1]
    sys.path[:] = [path for path in sys.path if path == LIBRARY or not path.startswith(beside)]
    if not sys.flags.no_site:
        sys.path.append(PACKAGES)
        add_packages()


def add_packages():
    """The folder of `--packages` comes last, so that modules inside python.wasm take precedence."""
    if _embedded.has_packages():
        sys.path.append(_embedded.PACKAGES)
