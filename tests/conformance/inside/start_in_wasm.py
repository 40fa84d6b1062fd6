"""What `dist/run` starts for a suite: pytest with the arguments given, in the folders that ../wasm.py has mounted.

Settings are made here and not with `PYTHON…` variables: the snapshot is what is tested, and those would start anew
without it.
"""

import os
import sys

sys.path[:1] = [os.path.dirname(os.path.abspath(__file__)), '/stand_ins', '/packages']
sys.pycache_prefix = '/pyc'
os.chdir('/suite')

import _pytest.compat  # noqa: E402

# There are no users on WASI, and so no os.getuid: pytest's temporary folders then belong to nobody.
_pytest.compat.get_user_id = lambda: None

import pytest  # noqa: E402


class NoTimers:
    """There is no timer on WASI that could end a test, though a test may ask for one: who watches the journal ends it."""

    @staticmethod
    def pytest_timeout_set_timer(item, settings):
        return True

    @staticmethod
    def pytest_timeout_cancel_timer(item):
        return True


if __name__ == '__main__':
    sys.exit(pytest.main(sys.argv[1:], plugins=[NoTimers]))
