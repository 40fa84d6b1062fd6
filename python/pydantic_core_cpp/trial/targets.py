"""What is tried: modules and files by their names, and the models in them."""

import collections
import dataclasses
import importlib
import importlib.util
import os
import pkgutil
import sys

from .sides import Wrong


def load(name):
    """The module of that name, or of that file, whose folder is then the first on `sys.path`, as with `python FILE`.

    Raises Wrong where there is none; what its own code raises passes through.
    """
    if not name.endswith('.py'):
        if not all(part.isidentifier() for part in name.split('.')):
            raise Wrong(f'"{name}" is neither the name of a module nor a file that ends in .py')
        try:
            return importlib.import_module(name)
        except ModuleNotFoundError as error:
            if error.name and f'{name}.'.startswith(f'{error.name}.'):
                raise Wrong(f'there is no module {name} here') from error
            raise
    path = os.path.abspath(name)
    stem = os.path.basename(path)[: -len('.py')]
    if not os.path.isfile(path):
        raise Wrong(f'there is no file {name}')
    if stem in sys.modules:
        raise Wrong(f'{name}: Python has loaded another module "{stem}" already: give the file another name')
    sys.path.insert(0, os.path.dirname(path))
    spec = importlib.util.spec_from_file_location(stem, path)
    module = sys.modules[stem] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def submodules(package):
    """The names of all modules inside the package, in order, but for those that are programs (`__main__`).

    A package among them that is not imported when its turn comes has no further ones.
    """
    for found in sorted(pkgutil.iter_modules(getattr(package, '__path__', [])), key=lambda found: found.name):
        name = f'{package.__name__}.{found.name}'
        if found.name != '__main__':
            yield name
            if found.ispkg and name in sys.modules:
                yield from submodules(sys.modules[name])


def models(modules):
    """The models, dataclasses of pydantic's and type adapters that these modules define, by `module:name`."""
    from pydantic import BaseModel, TypeAdapter
    from pydantic.dataclasses import is_pydantic_dataclass

    names = {module.__name__ for module in modules}
    found = [(cls.__module__, cls.__qualname__, cls) for cls in _subclasses(BaseModel)]
    for module in modules:
        for name, value in list(vars(module).items()):
            if isinstance(value, type) and dataclasses.is_dataclass(value) and is_pydantic_dataclass(value):
                found.append((value.__module__, value.__qualname__, value))
            elif isinstance(value, TypeAdapter):
                found.append((module.__name__, name, value))
    named, count, seen = {}, collections.Counter(), set()
    for module, name, model in found:
        if module in names and id(model) not in seen:
            seen.add(id(model))
            count[module, name] += 1
            named[f'{module}:{name}' + (f' #{count[module, name]}' if count[module, name] > 1 else '')] = model
    return named


def _subclasses(cls):
    for sub in type.__subclasses__(cls):
        yield sub
        yield from _subclasses(sub)


def pick(named, wanted):
    """The full name of the one model that is meant. Raises Wrong."""
    fit = [name for name in named if name == wanted or name.partition(':')[2] == wanted]
    if len(fit) == 1:
        return fit[0]
    those = ', '.join(sorted(fit or named)[:20])
    raise Wrong(f'{"several models are called" if fit else "there is no model"} "{wanted}": there are {those}')


def adapter(model):
    """A TypeAdapter for it."""
    from pydantic import TypeAdapter

    return model if isinstance(model, TypeAdapter) else TypeAdapter(model)
