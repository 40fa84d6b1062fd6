"""Switches ours on at the start of a Python that has this folder on PYTHONPATH; then runs the environment's own sitecustomize.

`python -m pydantic_core_cpp` puts the folder there, for the program and every Python that the program starts. It may be
another version of Python, which has no `pydantic_core_cpp`: the hook is loaded by its place, and finds nothing there.
"""

import os
import sys
from importlib.machinery import PathFinder
from importlib.util import module_from_spec

_HERE = os.path.dirname(os.path.abspath(__file__))


sys.path[:] = [folder for folder in sys.path if os.path.abspath(folder) != _HERE]
_spec = PathFinder.find_spec('hook', [os.path.dirname(_HERE)])
if _spec is not None and 'pydantic_core' not in sys.modules:
    _hook = module_from_spec(_spec)
    _spec.loader.exec_module(_hook)
    _hook.switch_on()
_spec = PathFinder.find_spec('sitecustomize')
if _spec is not None:
    sys.modules['sitecustomize'] = module_from_spec(_spec)
    _spec.loader.exec_module(sys.modules['sitecustomize'])
