"""Each rule is a function from a file to what is wrong with it, and a row of RULES with the files it looks at."""

from __future__ import annotations

import ast
import re
from typing import Callable, Iterator, NamedTuple


class File(NamedTuple):
    path: str  # from the root of the checkout, with forward slashes
    text: str

    def lines(self):
        return enumerate(self.text.splitlines(), 1)


class Rule(NamedTuple):
    name: str
    files: str  # a regular expression for the paths
    check: Callable[[File], Iterator[str]]


# Includes go from a later group to an earlier one, or stay within a folder: for each file, the longest that holds it.
LAYERS = [
    ['base'],
    ['json', 'calendar', 'url', 'regex'],
    ['py'],
    ['schema'],
    ['errors'],
    ['validate/input', 'serialize'],
    ['validate/engine'],
    ['validate/kinds', 'serialize/kinds'],
    ['module'],
]
LEVEL = {folder: level for level, group in enumerate(LAYERS) for folder in group}
INCLUDE = re.compile(r'\s*#\s*include\s*[<"]([^>"]+)[>"]')


def layer(path: str) -> str | None:
    """The folder of LAYERS that a path below src/ is in; None when it is in none."""
    inside = [folder for folder in LEVEL if path.startswith(folder + '/')]
    return max(inside, key=len, default=None)


def include_direction(file: File) -> Iterator[str]:
    here = layer(file.path[len('src/') :])
    if here is None:
        yield 'this folder is not among the layers'
        return
    for number, line in file.lines():
        found = INCLUDE.match(line)
        there = layer(found[1]) if found else None
        if there and there != here and LEVEL[there] >= LEVEL[here]:
            yield f'{number}: {here} may not include {there}'


def python_h(file: File) -> Iterator[str]:
    for number, line in file.lines():
        found = INCLUDE.match(line)
        if found and found[1] == 'Python.h':
            yield f'{number}: include py/python.h, not Python.h'


def version_macros(file: File) -> Iterator[str]:
    for number, line in file.lines():
        if re.search(r'\b(PY_VERSION_HEX|Py_GIL_DISABLED)\b', line.split('//')[0]):
            yield f'{number}: differences between Python versions belong in src/py/compat.h or sync.h'


def editions(file: File) -> Iterator[str]:
    for number, line in file.lines():
        if re.search(r'\b(PC_EDITION|kEdition|kOldestEdition|kNewestEdition)\b|\bEdition::', line.split('//')[0]):
            yield f'{number}: what differs between editions is a feature of src/base/edition.h, or a column of a table'


def borrowed_reads(file: File) -> Iterator[str]:
    for number, line in file.lines():
        if re.search(r'\b(PyDict_GetItem(WithError|String)?|PyDict_Next|PyList_GetItem|PyList_GET_ITEM)\b', line.split('//')[0]):
            yield f'{number}: borrowed reads of dicts and lists live in src/py alone'


def static_objects(file: File) -> Iterator[str]:
    for number, line in file.lines():
        if re.match(r'\s*static\s+(inline\s+)?Py(Type)?Object\s*\*\s*\w+\s*(=|;|\{)', line):
            yield f'{number}: no static PyObject*: module state or a cell'


def size(file: File) -> Iterator[str]:
    count = len(file.text.splitlines())
    if count > 800:
        yield f'{count} lines; 800 is the most'


def pragma_once(file: File) -> Iterator[str]:
    if '#pragma once\n' not in file.text:
        yield 'a header needs #pragma once'


def opening(file: File) -> Iterator[str]:
    first = re.sub(r'^#!.*\n', '', file.text).lstrip()
    if not first:
        return
    opens = {'py': ('"""', "'''", 'r"""'), 'sh': ('#',), 'cmake': ('#',), 'txt': ('#',)}
    if not first.startswith(opens.get(file.path.rsplit('.', 1)[-1], ('//', '/*'))):
        yield 'a file opens with a paragraph that says what it is and why'


def python_39(file: File) -> Iterator[str]:
    try:
        ast.parse(file.text, feature_version=(3, 9))
    except SyntaxError as error:
        yield f'{error.lineno}: {error.msg} (the tools must run on Python 3.9)'


# Written in pieces, or this file would break its own rule.
MACHINE_PATHS = re.compile(r'(?<![\w.])/(wo' r'rk|ro' r'ot|home/\w+)/')
REGISTRIES = re.compile('|'.join(
    re.escape('.'.join(host))
    for host in [
        ('pypi', 'org'), ('pythonhosted', 'org'), ('npmjs', 'org'), ('npmjs', 'com'), ('crates', 'io'),
        ('deb', 'debian', 'org'), ('proxy', 'golang', 'org'), ('maven', 'org'),
    ]
))


def no_machine(file: File) -> Iterator[str]:
    for number, line in file.lines():
        if MACHINE_PATHS.search(line):
            yield f'{number}: a path of somebody\'s machine'
        if REGISTRIES.search(line):
            yield f'{number}: the address of a package registry'


SOURCE = r'.*\.(h|cc|def)$'
RULES = [
    Rule('includes go one way', r'src/.+/' + SOURCE, include_direction),
    Rule('Python.h comes through src/py/python.h', r'src/(?!py/python\.h)' + SOURCE, python_h),
    Rule('version macros stay in one place', r'(src/(?!py/(compat|sync)\.h)|demo/|host/)' + SOURCE, version_macros),
    Rule('editions are compared in one place', r'src/(?!base/edition\.h)' + SOURCE, editions),
    Rule('borrowed reads stay in src/py', r'src/(?!py/)' + SOURCE, borrowed_reads),
    Rule('no static Python objects', r'(src|demo)/' + SOURCE, static_objects),
    Rule('files are at most 800 lines', r'.*(\.(h|cc|py|sh|cmake)|CMakeLists\.txt)$', size),
    Rule('headers have #pragma once', r'.*\.h$', pragma_once),
    Rule('files open with a paragraph', r'.*(\.(h|cc|def|py|sh|cmake)|CMakeLists\.txt)$', opening),
    Rule('tools run on Python 3.9', r'(tools|tests/(lint|setup))/.*\.py$', python_39),
    Rule('no machine paths, no registry addresses', r'.*', no_machine),
]
