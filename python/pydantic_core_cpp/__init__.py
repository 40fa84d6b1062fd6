"""pydantic's compiled half in C++, beside the real pydantic-core: installing it changes nothing until it is switched on.

- `python -m pydantic_core_cpp script.py` runs a program with it;
- `pydantic_core_cpp.install()`, before pydantic is imported, switches it on for this process;
- `python -m pydantic_core_cpp enable` does so for every Python of this environment, until `disable`.

Where the installed pydantic-core is a version that is not implemented here, imports get the real one.
"""

import sys

from .hook import PydanticCoreHook, switch_on

__all__ = ['__version__', 'active', 'install']


def install(children: bool = False) -> str | None:
    """Makes `import pydantic_core` get ours in this process; returns what `active` does.

    Call it before anything imports pydantic. Raises RuntimeError where the real module is loaded already. Forked
    children have it from their parent, and those of multiprocessing that run the main module again have it where the
    call is at the top of that module. With `children`, every Python that this process starts has it, by the
    environment variable PYTHONPATH.
    """
    from .finder import loaded_real

    loaded = loaded_real()
    if loaded is not None:
        raise RuntimeError(
            f'pydantic_core is loaded already, from {loaded.__file__}: '
            'call pydantic_core_cpp.install() before anything imports pydantic'
        )
    if PydanticCoreHook not in sys.meta_path:
        switch_on()
    if children:
        import os

        from .launch import with_start_folder

        os.environ['PYTHONPATH'] = with_start_folder(os.environ.get('PYTHONPATH', ''))
    return active()


def active() -> str | None:
    """The version of pydantic-core that ours stands for in this process, or would if it were imported now; None for the real one."""
    from .finder import edition_of

    module = sys.modules.get('pydantic_core')
    if module is not None:
        return edition_of(getattr(module, '__file__', None))
    from importlib.util import find_spec

    spec = find_spec('pydantic_core')
    return spec and edition_of(spec.origin)


def __getattr__(name):
    if name != '__version__':
        raise AttributeError(f'module {__name__!r} has no attribute {name!r}')
    from importlib.metadata import version

    return version('pydantic-core-cpp')
