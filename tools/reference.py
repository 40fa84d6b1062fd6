"""`python3 -m tools.reference`: writes docs/oncecell-api.md from the comments of oncecell's headers.

A header's opening comment becomes the text of its section (lines that are indented are code), a comment of `///` that of the
declaration below it. Of a class, what is private is left out, and so is everything without such a comment.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from tools.build import ROOT
from tools.say import entry

HEADERS = ROOT / 'include' / 'oncecell'
TARGET = ROOT / 'docs' / 'oncecell-api.md'
HEAD = """# oncecell's API
Written by `python3 -m tools.reference` from the headers' comments: change those.
"""
INTERNAL = re.compile(r'\b(ONCECELL_LOCAL|ONCECELL_COLD|inline)\s+')
CLASS = re.compile(r'(?:template <.*> )?class (.+)')


def headers() -> list[Path]:
    """The public ones, in the order of oncecell.h."""
    return [HEADERS / name for name in re.findall(r'^#include "(\w+\.h)"', (HEADERS / 'oncecell.h').read_text(), re.MULTILINE)]


def prose(lines: list[str]) -> str:
    """A comment's lines as Markdown: what is indented, and is no item of a list, is code."""
    out, in_code = [], False
    for line in lines:
        indented = line.startswith('  ')
        listed = re.match(r' +- ', line) or (indented and not in_code and out and re.match(r'(- |  )', out[-1]))
        code = (indented and not listed) or (in_code and not line)
        if code != in_code:
            while in_code and out[-1] == '':
                out.pop()
            out += ['```', ''] if in_code else ['```cpp']
            in_code = code
        if out and re.match(r'(- |  )', out[-1]) and line and not code and not listed:
            out.append('')  # the end of a list
        out.append(line[2:] if code or listed else line)
    return '\n'.join(out + ['```'] * in_code).strip()


def opening(lines: list[str]) -> str:
    """The comment before `#pragma once`."""
    return prose([line[2:].removeprefix(' ') for line in lines[: lines.index('#pragma once')]])


def declaration(lines: list[str]) -> str:
    """What is declared from the first line on: an enumeration as it is, anything else without its body."""
    if lines[0].startswith('#'):  # a macro, with a definition for each version of CPython
        return next(re.split(r'[\s(]', line)[1] for line in lines if line.startswith('#define'))
    if lines[0].startswith('enum'):
        return '\n'.join(lines[: next(i for i, line in enumerate(lines) if line.startswith('};')) + 1])
    text = ''
    for line in lines:
        text += ' ' + line.strip()
        end = end_of_head(text)
        if end is not None:
            break
    return INTERNAL.sub('', text[:end].strip())


def end_of_head(text: str):
    """Where a declaration's body, initialisers or semicolon begin; None when that is on a later line."""
    depth = 0
    for i, char in enumerate(text):
        depth += (char in '([') - (char in ')]')
        if depth == 0 and (char in '{;' or text[i : i + 3] == ' : '):
            return i
    return None


def entries(lines: list[str]):
    """(the class's name or '', declaration, text) of each documented declaration, and of each class."""
    doc, private, before = [], False, ''
    for number, line in enumerate(lines):
        if re.match(r'\s*///( |$)', line):
            doc.append(line.strip()[3:].removeprefix(' '))
            continue
        private = (private or line.strip() == 'private:') and not line.startswith('};')
        opens = re.match(r'(template <|class )', line) and not before.startswith('template <')
        named = CLASS.match(declaration(lines[number:])) if opens else None
        if (doc or named) and not private:
            yield named[1] if named else '', declaration(lines[number:]), prose(doc)
        doc, before = [], line


def section(path: Path) -> str:
    lines = path.read_text().splitlines()
    parts = [f'## {path.name}', opening(lines)]
    for heading, code, text in entries(lines[lines.index('#pragma once') + 1 :]):
        parts += [f'### {heading}'] if heading else []
        parts += [f'```cpp\n{code}\n```', text]
    return '\n\n'.join(part for part in parts if part)


def text() -> str:
    return '\n'.join([HEAD, *(section(path) + '\n' for path in headers())])


@entry
def main() -> None:
    TARGET.write_text(text())
    print(TARGET.relative_to(ROOT))


if __name__ == '__main__':
    sys.exit(main())
