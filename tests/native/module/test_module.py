"""What the module shows of itself: its names, and signatures for `help` and `inspect`."""

import inspect
import subprocess
import sys
import sysconfig

import pytest
from pydantic_core import PydanticOmit, PydanticUndefined, PydanticUseDefault, SchemaSerializer, SchemaValidator, ValidationError, _pydantic_core, from_json, to_json

from tests.editions import by_edition

ROWS = [
    (SchemaValidator, by_edition('schema config', 'schema config _use_prebuilt')),
    (SchemaValidator.validate_python, 'self input strict extra from_attributes context self_instance allow_partial by_alias by_name'),
    (SchemaValidator.get_default_value, 'self strict context'),
    (SchemaSerializer, by_edition('schema config', 'schema config _use_prebuilt')),
    (ValidationError.errors, 'self include_url include_context include_input'),
    (from_json, 'data allow_inf_nan cache_strings allow_partial'),
    (PydanticOmit, ''),
    (PydanticUseDefault, ''),
    (type(PydanticUndefined), ''),
]


@pytest.mark.parametrize('function, names', ROWS)
def test_signatures(function, names):
    assert list(inspect.signature(function).parameters) == names.split()


def test_signatures_of_serializing():
    plain, text = (inspect.signature(f).parameters for f in (SchemaSerializer.to_python, SchemaSerializer.to_json))
    assert set(plain) - set(text) == {'mode'} and set(text) - set(plain) == {'indent', 'ensure_ascii'}
    assert inspect.signature(to_json).parameters['bytes_mode'].default == 'utf8'


def test_names():
    assert {name for name in vars(_pydantic_core) if not name.startswith('__')} | {'__version__'} == set(_pydantic_core.__all__)


IN_ANOTHER_INTERPRETER = """
import sys
import pydantic_core
if sys.version_info >= (3, 13):
    import _interpreters as interpreters
    made = interpreters.create('legacy')
else:
    import _xxsubinterpreters as interpreters
    made = interpreters.create(isolated=False)
interpreters.run_string(made, "try: import pydantic_core\\nexcept ImportError as error: print(error, flush=True)")
interpreters.destroy(made)
"""


def test_one_interpreter():
    """Also one that shares the GIL, in which CPython with a GIL lets every module in. Without one it refuses by itself."""
    done = subprocess.run([sys.executable, '-c', IN_ANOTHER_INTERPRETER], capture_output=True, text=True)
    lacks = 'loading in subinterpreters' if sysconfig.get_config_var('Py_GIL_DISABLED') else 'more than one interpreter in a process'
    refused = f'module pydantic_core._pydantic_core does not support {lacks}\n'
    assert (done.stdout, done.stderr, done.returncode) == (refused, '', 0)
