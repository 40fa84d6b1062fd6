"""Runs every rule over the files that git knows or would add, then clang-format over the C++ ones.

First the rules themselves are tried on rows of snippets: a rule that finds nothing anywhere would pass unnoticed.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from tests.lint.rows import ROWS
from tests.lint.rules import RULES, File
from tools import components
from tools.say import entry

ROOT = Path(__file__).resolve().parent.parent.parent


def project_files() -> list:
    """All text files of the checkout, without what git ignores."""
    listed = subprocess.check_output(['git', 'ls-files', '-z', '-co', '--exclude-standard'], cwd=ROOT, text=True)
    files = []
    for path in sorted(set(listed.split('\0')) - {''}):
        try:
            files.append(File(path, (ROOT / path).read_text(encoding='utf-8')))
        except (UnicodeDecodeError, FileNotFoundError, IsADirectoryError):
            continue
    return files


def badly_formatted(files: list) -> list:
    """The files that clang-format would change."""
    paths = [file.path for file in files if re.search(r'\.(h|cc)$', file.path)]
    if not paths:
        return []
    done = subprocess.run(
        [components.clang_format(), '--dry-run', '--Werror', *paths], cwd=ROOT, capture_output=True, text=True
    )
    found = sorted({line.split(':')[0] for line in done.stderr.splitlines() if 'error: ' in line})
    return [f'{path}: run python3 -m tools.format' for path in found] or [done.stderr.strip()] * bool(done.returncode)


@entry
def main() -> int:
    rules = {rule.name: rule for rule in RULES}
    results = []
    for name, path, text, wrong in ROWS:
        rule = rules[name]
        found = bool(re.match(rule.files, path)) and any(rule.check(File(path, text)))
        results.append((f'row {path!r} {text!r} of "{name}"', [] if found == wrong else [f'found: {found}']))
    files = project_files()
    for rule in RULES:
        chosen = [file for file in files if re.match(rule.files, file.path)]
        results.append((rule.name, [f'{file.path}:{problem}' for file in chosen for problem in rule.check(file)]))
    results.append(('formatted as .clang-format says', badly_formatted(files)))
    for name, problems in results:
        if problems:
            print(f'FAILED {name}')
            for problem in problems:
                print(f'  {problem}')
    failed = sum(1 for _, problems in results if problems)
    print(f'{len(results) - failed} passed, {failed} failed')
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
