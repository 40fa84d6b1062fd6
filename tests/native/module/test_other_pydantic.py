"""A pydantic that wants the core of another edition says so itself, when it is imported."""

import os
import subprocess
import sys

import pydantic_core
import pytest

from tests.editions import EDITION
from tools import components
from tools.pins import EDITIONS

OTHERS = [name for name in EDITIONS if name != '.'.join(map(str, EDITION))]


@pytest.mark.parametrize('other', OTHERS)
def test_the_core_of_another_edition(other):
    here = os.path.dirname(os.path.dirname(pydantic_core.__file__))
    path = os.pathsep.join([here, str(components.site('tests', edition=other))])
    line = [sys.executable, '-c', 'import pydantic.main']
    done = subprocess.run(line, env={**os.environ, 'PYTHONPATH': path}, capture_output=True, text=True)
    assert done.stderr.splitlines()[-1] == (
        f'SystemError: The installed pydantic-core version ({pydantic_core.__version__}) is incompatible with the current pydantic version, '
        f'which requires {EDITIONS[other].version}. If you encounter this error, make sure that you haven\'t upgraded pydantic-core manually.'
    )
