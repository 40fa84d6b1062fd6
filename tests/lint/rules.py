"""Each rule is a function from a file to what is wrong with it, and a row of RULES with the files it looks at."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import Callable, Iterator, NamedTuple

SRC = Path(__file__).resolve().parent.parent.parent / 'src'


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
    ['validate/input', 'serialize/output'],
    ['validate/engine', 'serialize/engine'],
    ['serialize/infer'],
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


# What CPython may change: its own functions, its structs but for PyObject and PyTypeObject, and their members.
# _PyBytes_Resize is in its documented interface.
CPYTHON_OWN = re.compile(r'''(?x)
    \b_Py(?!Bytes_Resize\b)\w+
    | (->|\.) (ma_ | co_ | (d_(type|name|qualname|member|getset|method|base|wrapped) | ob_(item|digit|sval|fval|refcnt)) \b)
    | \bPy(?!Type)[A-Z][A-Za-z]*Object\b
''')


def cpython_own(file: File) -> Iterator[str]:
    for number, line in file.lines():
        if CPYTHON_OWN.search(line.split('//')[0]):
            yield f"{number}: CPython's own functions, structs and members are used in src/py/layout/, py/compat.h and py/sync.h alone"


def throwing_new(file: File) -> Iterator[str]:
    for number, line in file.lines():
        if 'std::nothrow' in line.split('//')[0]:
            yield f'{number}: new (std::nothrow) throws inside, which takes memory: malloc, or a Vec'


TEXT_AND_COMMENTS = re.compile(r'''(?xs)  "(?:\\.|[^"\\\n])*"  |  (?<!\w)'(?:\\.|[^'\\\n])*'  |  //[^\n]*  |  /\*.*?\*/''')
# As clang-format lays them out: a comparison has blanks around it.
TEMPLATE_ARGUMENTS = re.compile(r'(?<=[\w\]])<(?![\s<=])[^<>;]*>')


def blanked(pattern: re.Pattern, text: str) -> str:
    """The text with blanks in place of all that the pattern finds; lines stay lines."""
    return pattern.sub(lambda found: re.sub(r'[^\n]', ' ', found[0]), text)


def comma_returns(file: File) -> Iterator[str]:
    text = blanked(TEXT_AND_COMMENTS, file.text).replace('->', '  ')
    before = None
    while before != text:  # the innermost first
        before, text = text, blanked(TEMPLATE_ARGUMENTS, text)
    for found in re.finditer(r'\breturn\b', text):
        depth = 0
        for sign in re.finditer(r'[](){}[,;]', text[found.end() :]):
            depth += (sign[0] in '([{') - (sign[0] in ')]}')
            if depth < 0 or (depth == 0 and sign[0] == ';'):
                break
            if depth == 0 and sign[0] == ',':
                number = text.count('\n', 0, found.start()) + 1
                yield f'{number}: what comes before the comma is a statement of its own'
                break


def yyjson_own(file: File) -> Iterator[str]:
    for number, line in file.lines():
        if 'yyjson_' in line.split('//')[0]:
            yield f'{number}: yyjson is used in src/json alone; others take json::Value'


NAME_READ = re.compile(r'\b(?:names\.|Names::)(\w+)')


def names(file: File) -> Iterator[str]:
    source = (path.read_text(encoding='utf-8') for path in SRC.rglob('*') if re.match(SOURCE, path.name))
    read = {name for text in source for name in NAME_READ.findall(text)}
    before = ''
    for number, line in file.lines():
        found = re.match(r'NAME(?:_AS)?\((\w+)', line)
        if not found:
            continue
        if found[1] not in read:
            yield f'{number}: nothing reads names.{found[1]}'
        if found[1].lower() < before:
            yield f'{number}: {found[1]} stands behind {before}'
        before = found[1].lower()


def at_most(lines: int) -> Callable[[File], Iterator[str]]:
    def size(file: File) -> Iterator[str]:
        count = len(file.text.splitlines())
        if count > lines:
            yield f'{count} lines; {lines} is the most'

    return size


NO_FUNCTION = re.compile(r'(namespace|class|struct|union|enum|extern|template <.*> (class|struct)|if|for|while|switch|do|else|#|//)\b')


def functions(file: File) -> Iterator[tuple]:
    """Each function's first line and how many lines it has; as clang-format lays it out, a function ends with a brace below its head."""
    lines = file.text.splitlines()
    for last, line in enumerate(lines):
        if line.strip() != '}':
            continue
        depth = len(line) - 1
        first = last - 1
        # Up to the head: the last line before that is not further in, and more than a brace that a long head has below it.
        while first >= 0 and (not lines[first].strip() or lines[first].startswith(' ' * (depth + 1)) or lines[first].strip() == '{'):
            first -= 1
        head = lines[first].strip() if first >= 0 else ''
        if lines[first].startswith(' ' * depth) and '(' in head and not NO_FUNCTION.match(head):
            yield first + 1, last - first + 1


def function_size(file: File) -> Iterator[str]:
    for number, count in functions(file):
        if count > 60:
            yield f'{number}: a function of {count} lines; 60 is the most'


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


def own_path(file: File) -> Iterator[str]:
    if not file.text.startswith(f'// {file.path.removeprefix("src/")}: '):
        yield 'a file of src/ opens with its path below that folder, and a colon'


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
CODE = r'.*(\.(h|c|cc|def|py|sh|cmake)|CMakeLists\.txt)$'
RULES = [
    Rule('includes go one way', r'src/.+/' + SOURCE, include_direction),
    Rule('Python.h comes through src/py/python.h', r'src/(?!py/python\.h)' + SOURCE, python_h),
    Rule('version macros stay in one place', r'(src/(?!py/(compat|sync)\.h)|demo/|host/)' + SOURCE, version_macros),
    Rule('editions are compared in one place', r'src/(?!base/edition\.h)' + SOURCE, editions),
    Rule('borrowed reads stay in src/py', r'src/(?!py/)' + SOURCE, borrowed_reads),
    Rule('no static Python objects', r'(src|demo)/' + SOURCE, static_objects),
    Rule("CPython's own layouts stay in src/py/layout, compat.h and sync.h", r'src/(?!py/(layout/|compat\.h|sync\.h))' + SOURCE, cpython_own),
    Rule('memory that may run out is not asked of new', r'(src|include)/' + SOURCE, throwing_new),
    Rule('a return has one value and no comma', r'(demo|host|include|src)/' + SOURCE, comma_returns),
    Rule('yyjson stays in src/json', r'src/(?!json/)' + SOURCE, yyjson_own),
    Rule('names.def is sorted, and all of it is used', r'src/py/names\.def$', names),
    Rule('files are at most 800 lines', CODE, at_most(800)),
    Rule('files of the product are at most 400 lines', r'(bench|cmake|demo|host|include|oncecell|python|src)/' + CODE, at_most(400)),
    Rule('functions are at most 60 lines', r'(demo|host|include|src)/' + SOURCE, function_size),
    Rule('headers have #pragma once', r'.*\.h$', pragma_once),
    Rule('files open with a paragraph', r'.*(\.(h|cc|def|py|sh|cmake)|CMakeLists\.txt)$', opening),
    Rule('files of src/ open with their path', r'src/' + SOURCE, own_path),
    Rule('tools run on Python 3.9', r'(tools|tests/(lint|setup))/.*\.py$', python_39),
    Rule('no machine paths, no registry addresses', r'.*', no_machine),
]
