"""`python3 -m tools.format [PATH…]`: formats the C++ files named, or all of the checkout, as .clang-format says."""

from __future__ import annotations

import subprocess
import sys

from tools import build, components
from tools.say import entry


@entry
def main() -> int:
    listing = ['git', 'ls-files', '-co', '--exclude-standard', '--', '*.h', '*.cc']
    paths = sys.argv[1:] or subprocess.check_output(listing, cwd=build.ROOT, text=True).split()
    return subprocess.run([components.clang_format(), '-i', *paths], cwd=build.ROOT).returncode if paths else 0


if __name__ == '__main__':
    sys.exit(main())
