"""What is in python.wasm's snapshot, and how a run finds it: imported as `_embedded_snapshot` by host/snapshot.cc.

`bake` imports pydantic and what most scripts use beside it, and hides it all again: `sys.modules` is then that of an
interpreter that has just started. An import of a hidden module goes the usual way, through `sys.path` and past the files
beside the script; only where that leads to the library's own module, the importer gives out the one that is ready. With it
come the modules that its execution would have imported.
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

# How often: CPython adapts code to what it meets in the first few executions, and writes into it each time.
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
    for _ in range(WARM):
        warm_up()
    for name, variables in recorder.variables.items():
        forget_variables(name, variables)
    hide(fresh, recorder)
    for _ in range(WARM):
        warm_up_start()
    sys.path_importer_cache.clear()
    sys.path_importer_cache.update(caches)
    sys.modules['_warnings'].filters[:] = filters
    sys.modules['_warnings']._filters_mutated()
    for name in ('stdin', 'stdout', 'stderr'):
        setattr(sys, name, None)
        setattr(sys, f'__{name}__', None)
    gc.collect()


def objects():
    """What is never to be freed; with all that can be reached from it."""
    return [sys.modules, importer.hidden, *gc.get_objects()]


def freeze():
    """The collector need not look at what is never freed."""
    gc.freeze()


class Recorder:
    """Which modules each module's execution imports, whether they were there already or not."""

    def __init__(self):
        self.needs = {}
        self.variables = {}  # those that each module has when its execution is done
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
            # Those that it put there itself as well.
            self.needs[name].update(dict.fromkeys(other for other in sys.modules if other not in before))

        return exec_module

    def add(self, name):
        if name in sys.modules:
            while name:
                self.needs[self.executing[-1]][name] = None
                name = name.rpartition('.')[0]

    def all_needs(self, name):
        """What importing a module imports, in all."""
        seen, left = {}, [name]
        while left:
            for need in self.needs.get(left.pop(), ()):
                if need not in seen:
                    seen[need] = None
                    left.append(need)
        seen.pop(name, None)
        return seen


def warm_up():
    """Does once what every model does, so that what it imports and remembers is there."""
    from pydantic import BaseModel, TypeAdapter, ValidationError
    from pydantic.plugin import _loader

    _loader._plugins = None  # a run may bring some

    class Item(BaseModel):
        name: str
        price: float = 1.0
        tags: list[str] = []
        more: dict[str, int] | None = None

    class Order(BaseModel):
        items: list[Item]

    Order.model_validate_json('{"items": [{"name": "a", "tags": ["b"]}]}').model_dump_json()
    Order.model_validate({'items': []}).model_dump()
    TypeAdapter(list[int]).validate_python(['1'])
    try:
        Item.model_validate({})
    except ValidationError as error:
        str(error)
    _loader._plugins = None


def warm_up_start():
    """The same for what every run does, and every import of a module that is beside the script or in the library."""
    resume()
    importer.take_own_modules(dict(sys.modules))
    for hook in sys.path_hooks:
        try:
            hook('/nowhere')
        except ImportError:
            pass
    files = sys.modules['_frozen_importlib_external']
    files.FileFinder('/nowhere', *files._get_supported_file_loaders()).find_spec('nothing')
    importer.can_be_shadowed()


def forget_variables(name, before):
    """Takes back what a module has remembered in variables of its own since, as pydantic does with classes it was asked for."""
    variables = vars(sys.modules[name])
    for variable in set(variables) - before:
        if f'{name}.{variable}' not in sys.modules:
            del variables[variable]


def hide(fresh, recorder):
    new = {name: module for name, module in sys.modules.items() if name not in fresh and name != __name__}
    order = {name: place for place, name in enumerate(sys.modules)}
    for name, module in new.items():
        needs = sorted((need for need in recorder.all_needs(name) if need in new), key=order.__getitem__)
        parent, _, child = name.rpartition('.')
        owner = sys.modules.get(parent)
        attribute = None
        if owner is not None and owner.__dict__.get(child) is module:
            attribute = (vars(owner), child)
        finder = importer.EmbeddedFinder(module.__path__[0]) if hasattr(module, '__path__') else None
        importer.hidden[name] = importer.Hidden(module, tuple(needs), attribute, finder)
    for name, hidden in importer.hidden.items():
        if hidden.attribute:
            variables, child = hidden.attribute
            del variables[child]
        del sys.modules[name]
    del sys.modules[__name__]
    importer.hide_from_builtin_importers()


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
    importer.hidden['random'].module.seed()
