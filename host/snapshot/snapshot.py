"""What is in python.wasm's snapshot, and how a run finds it: imported as `_embedded_snapshot` by host/snapshot/snapshot.cc.

`bake` imports pydantic and other modules that most scripts use, and hides them all again: `sys.modules` is then that of an
interpreter that has just started. Importing a hidden module works as usual, through `sys.path`, where files beside the
script come first. Only if the search finds the module of the library, the importer returns the hidden one. The modules
that its execution would have imported become visible with it.
"""

import builtins
import gc
import sys

import _embedded_importer as importer

MODULES = (
    'pydantic pydantic.main pydantic.types pydantic.networks pydantic.json_schema pydantic.type_adapter pydantic.root_model '
    'pydantic.dataclasses pydantic.validate_call_decorator pydantic.functional_serializers pydantic.functional_validators '
    'pydantic.fields pydantic_core collections.abc contextlib copy csv dataclasses datetime decimal enum functools hashlib io '
    'itertools json math operator os.path pathlib random re string textwrap time traceback types typing typing_extensions '
    'uuid warnings zoneinfo'
).split()

# How often code is run before the snapshot: CPython specialises code in its first executions, and writes into it each time.
WARM = 50


def bake():
    fresh = dict(sys.modules)
    del fresh[__name__], fresh['gc']
    caches = dict(sys.path_importer_cache)
    filters = list(sys.modules['_warnings'].filters)
    recorder = Recorder()
    recorder.start()
    for name in MODULES:
        __import__(name)
    recorder.stop()
    use_pydantic()  # which imports more
    recorder.forget_variables()
    hide(fresh, recorder)
    for _ in range(WARM):
        go_through_a_run()
        recorder.forget_variables()
        hide_again()
    say_where_no_distributions_are()
    sys.path_importer_cache.clear()
    sys.path_importer_cache.update(caches)
    sys.modules['_warnings'].filters[:] = filters
    sys.modules['_warnings']._filters_mutated()
    for name in ('stdin', 'stdout', 'stderr'):
        setattr(sys, name, None)
        setattr(sys, f'__{name}__', None)
    gc.collect()


def objects():
    """The objects that are never freed, together with everything that they refer to."""
    return [sys.modules, importer.hidden, *gc.get_objects()]


def freeze():
    """Excludes objects that are never freed from collections."""
    gc.freeze()


class Recorder:
    """Records which modules the execution of each module imports, whether they were loaded before or not."""

    def __init__(self):
        self.needs = {}
        self.variables = {}  # the variables of each module after its execution
        self.executing = []

    def start(self):
        bootstrap = sys.modules['_frozen_importlib']
        self.undo = [(builtins, '__import__', builtins.__import__)]
        builtins.__import__ = self.importing(builtins.__import__)
        for kind in (importer.EmbeddedLoader, bootstrap.BuiltinImporter, bootstrap.FrozenImporter):
            plain = kind.__dict__['exec_module']
            self.undo.append((kind, 'exec_module', plain))
            watched = self.execution(plain.__func__ if isinstance(plain, staticmethod) else plain)
            setattr(kind, 'exec_module', staticmethod(watched) if isinstance(plain, staticmethod) else watched)

    def stop(self):
        for owner, name, plain in self.undo:
            setattr(owner, name, plain)

    def importing(self, plain):
        bootstrap = sys.modules['_frozen_importlib']

        def record_import(name, globals=None, locals=None, fromlist=(), level=0):
            result = plain(name, globals, locals, fromlist, level)
            if self.executing:
                full = bootstrap._resolve_name(name, bootstrap._calc___package__(globals), level) if level else name
                self.add(full)
                for attribute in fromlist or ():
                    self.add(f'{full}.{attribute}')
            return result

        return record_import

    def execution(self, plain):
        def exec_module(*arguments):
            name = arguments[-1].__name__
            before = set(sys.modules)
            self.needs.setdefault(name, {})
            self.executing.append(name)
            try:
                plain(*arguments)
            finally:
                self.executing.pop()
            self.variables[name] = set(vars(arguments[-1]))
            # Also modules that it added to sys.modules itself.
            self.needs[name].update(dict.fromkeys(other for other in sys.modules if other not in before))

        return exec_module

    def add(self, name):
        if name in sys.modules:
            while name:
                self.needs[self.executing[-1]][name] = None
                name = name.rpartition('.')[0]

    def forget_variables(self):
        """Deletes the variables that modules have added since: pydantic caches classes that were asked for, and plugins, of which
        a run may have others."""
        for name, before in self.variables.items():
            variables = vars(importer.hidden[name][0] if name in importer.hidden else sys.modules[name])
            for variable in set(variables) - before:
                if f'{name}.{variable}' not in everything and f'{name}.{variable}' not in sys.modules:
                    del variables[variable]
        sys.modules['pydantic.plugin._loader']._plugins = None

    def all_needs(self, name):
        """All modules that importing a module imports, directly and indirectly."""
        seen, left = {}, [name]
        while left:
            for need in self.needs.get(left.pop(), ()):
                if need not in seen:
                    seen[need] = None
                    left.append(need)
        seen.pop(name, None)
        return seen


def use_pydantic():
    """Uses pydantic as most scripts do."""
    from pydantic import BaseModel, TypeAdapter, ValidationError

    class Item(BaseModel):
        name: str
        price: float
        tags: list[str] = []
        more: dict[str, int] | None = None

    class Order(BaseModel):
        id: int
        items: list[Item]

    Order.model_validate_json('{"id": "1", "items": [{"name": "a", "price": 1, "tags": ["b"]}]}').model_dump_json()
    Order.model_validate({'id': 1, 'items': []}).model_dump()
    TypeAdapter(list[int]).validate_python(['1'])
    try:
        Item.model_validate({})
    except ValidationError as error:
        error.errors()  # not str(error), which would cache what the environment says about links


def go_through_a_run():
    """Runs the code that every run needs: start, imports, models and end."""
    resume()
    for hook in sys.path_hooks:
        try:
            hook('/nowhere')
        except ImportError:
            pass
    files = sys.modules['_frozen_importlib_external']
    files.FileFinder('/nowhere', *files._get_supported_file_loaders()).find_spec('nothing')
    use_pydantic()
    importer.take_own_modules(dict(sys.modules))


def say_where_no_distributions_are():
    """Keeps `importlib.metadata` from searching the paths of the archive as folders and zip files on the disk."""
    for path in importer.LIBRARY, importer.PACKAGES:
        importer.KNOWN['importlib.metadata'].FastPath(path).search = lambda name: ()


def hide(fresh, recorder):
    new = {name: module for name, module in sys.modules.items() if name not in fresh and name != __name__}
    order = {name: place for place, name in enumerate(sys.modules)}
    for name, module in new.items():
        needs = sorted((need for need in recorder.all_needs(name) if need in new), key=order.__getitem__)
        parent, _, child = name.rpartition('.')
        owner = sys.modules.get(parent)
        variables, child = (vars(owner), child) if owner and owner.__dict__.get(child) is module else (None, None)
        path, finder = (module.__path__[0], importer.EmbeddedFinder(module.__path__[0])) if hasattr(module, '__path__') else (None, None)
        everything[name] = (module, tuple(needs), variables, child, path, finder)
    importer.KNOWN.update(sys.modules)
    del importer.KNOWN['__main__']  # a run has its own
    hide_again()
    del sys.modules[__name__]
    importer.hide_from_builtin_importers()


everything = {}  # the hidden modules, as in importer.hidden


def hide_again():
    for name, found in everything.items():
        if name in importer.hidden:
            continue
        module, needs, variables, child, path, finder = found
        del sys.modules[name]
        if child:
            del variables[child]
        importer.hidden[name] = found


def resume():
    """Runs at the start of each run."""
    from io import TextIOWrapper, open

    for fd, name, mode in (0, 'stdin', 'r'), (1, 'stdout', 'w'), (2, 'stderr', 'w'):
        try:
            buffer = open(fd, mode + 'b', closefd=False)
        except OSError:
            stream = None
        else:
            buffer.raw.name = f'<{name}>'
            errors = 'backslashreplace' if fd == 2 else 'surrogateescape'
            stream = TextIOWrapper(buffer, 'utf-8', errors, '\n', fd == 2 or buffer.raw.isatty())
            stream.mode = mode
        setattr(sys, name, stream)
        setattr(sys, f'__{name}__', stream)
    importer.KNOWN['random'].seed()
    importer.add_packages()
