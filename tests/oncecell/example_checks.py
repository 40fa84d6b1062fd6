"""What each example of examples/oncecell must do once it is installed: its module, and statements that assert it."""

PRELUDE = """
import sys
from concurrent.futures import ThreadPoolExecutor

def from_threads(function, argument):
    with ThreadPoolExecutor(8) as pool:
        return list(pool.map(function, [argument] * 64))

def elsewhere(code, **shared):
    "What the code raises in an interpreter of its own, or None."
    import _interpreters
    return _interpreters.run_string(_interpreters.create(), code, shared=shared)

free_threaded = 'free-threading' in sys.version
"""

NEEDS_NO_GIL = """
assert not free_threaded or not sys._is_gil_enabled()
"""

CHECKS = {
    'setuptools': """
import once_setuptools
assert set(from_threads(once_setuptools.reason, 404)) == {'Not Found'}
try:
    once_setuptools.reason(99)
except KeyError:
    pass
else:
    raise AssertionError
assert 'ImportError' in elsewhere('import once_setuptools').formatted
""",
    'scikit-build-core': """
import once_scikit_build_core as once
assert not once.is_fraction(1) and 'fractions' not in sys.modules
assert {str(half) for half in from_threads(once.half, 3)} == {'3/2'}
assert once.is_fraction(once.half(3)) and not once.is_fraction(1)
""",
    'meson-python': """
import once_meson_python as once
assert len(set(from_threads(lambda _: once.token(), None))) == 1
there = 'import once_meson_python as once; assert once.token() is once.token() and id(once.token()) != here'
assert elsewhere(there, here=id(once.token())) is None
""",
    'pybind11': """
import re
import once_pybind11 as once
compile, re.compile = re.compile, None
for _ in range(2):
    try:
        once.words('')
    except TypeError:
        pass
    else:
        raise AssertionError
re.compile = compile
assert all(words == ['a', 'few', 'words'] for words in from_threads(once.words, 'a few words'))
""",
    'nanobind': """
import binascii
import once_nanobind as once
data = bytes(range(256))
assert set(from_threads(once.crc32, data)) == {binascii.crc32(data)}
""",
}


def check(example: str) -> str:
    """The program that checks that example."""
    return PRELUDE + CHECKS[example] + NEEDS_NO_GIL
