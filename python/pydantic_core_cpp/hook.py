"""Hands the import of `pydantic_core` to the package `pydantic_core_cpp`.

Where ours is enabled, a copy of this module runs at every start of Python, so it imports nothing. The copy stays when the
package is uninstalled, so it needs nothing, and then every import goes on as if it were not there.
"""

import sys


class PydanticCoreHook:
    """A finder for `sys.meta_path`."""

    @staticmethod
    def find_spec(name, path=None, target=None):
        if name != 'pydantic_core':
            return None
        try:
            from pydantic_core_cpp.finder import find
        except ImportError:  # uninstalled, half installed, or never installed for this Python
            return None
        return find()


def switch_on():
    """Puts the finder before all others. (A second one beside it would only be asked in vain.)"""
    sys.meta_path.insert(0, PydanticCoreHook)
