"""`python3 -m tests.json [--cases N] [--seed N] [--edition EDITION]`: builds the probe and compares it with the published wheel."""

from __future__ import annotations

import argparse
import subprocess
import sys

from tests import sides
from tools import build
from tools.say import entry


@entry
def main() -> int:
    parser = argparse.ArgumentParser(prog='tests.json', description=__doc__)
    parser.add_argument('--cases', type=int, default=40_000, help='how many texts (default: %(default)s)')
    parser.add_argument('--seed', type=int, default=1, help='what the random choices start from (default: %(default)s)')
    parser.add_argument('--probe', metavar='EXE', help='the built json_probe: it is not built')
    sides.add_options(parser, 'dev')
    options = parser.parse_args()
    probe = options.probe or build.build(build.preset_for(options.preset, edition=options.edition), ['json_probe']) / 'tests' / 'unit' / 'json_probe'
    side = sides.published(options)
    command = [side.python, sides.ROOT / 'tests' / 'json' / 'compare.py', probe, options.seed, options.cases]
    return subprocess.run([str(part) for part in command], env=side.environment(), cwd=sides.ROOT).returncode


if __name__ == '__main__':
    sys.exit(main())
