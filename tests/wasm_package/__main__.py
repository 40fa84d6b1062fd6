"""Builds the wheel of python.wasm, installs it offline into a fresh environment with a space in its path, and tries the rows.

The programs in it are that of the usual edition, and with `--full` all. `--wheel` takes one that is built already.
"""

from __future__ import annotations

import argparse
import functools
import sys
import tempfile
from pathlib import Path

from tests.rows import run
from tests.wasm_package import damage, rows
from tests.wasm_package.installed import Installed
from tools import cache, wasm_package
from tools.pins import EDITION, EDITIONS
from tools.say import entry


@entry
def main() -> int:
    parser = argparse.ArgumentParser(prog='python3 -m tests.wasm_package')
    parser.add_argument('--full', action='store_true', help='with the programs of all editions')
    parser.add_argument('--wheel', type=Path, help='test this one')
    parser.add_argument('-k', default='', metavar='WORD', help='only the rows with that word in their names')
    arguments = parser.parse_args()
    cache.log('wasm-package').unlink(missing_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        wheel = arguments.wheel or wasm_package.build(Path(folder), EDITIONS if arguments.full else [EDITION])
        place = Path(folder, 'a place')
        place.mkdir()
        Path(folder).chmod(0o755)  # another user runs what is in there
        installed = Installed(place / 'env', wheel.resolve())
        chosen = [(name, row) for name, row in (*rows.ROWS, *damage.ROWS) if arguments.k in name]
        return run((name, functools.partial(row, installed)) for name, row in chosen)


if __name__ == '__main__':
    sys.exit(main())
