"""`python3 -m tests.native [PATH…] [pytest's options]`: our own Python tests against a build.

What the published wheel makes of the same rows: `python3 -m tests.conformance --suite own --published`.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

from tests import sides
from tools import build, components
from tools.say import entry

HERE = Path(__file__).resolve().parent.relative_to(sides.ROOT)


def parser() -> argparse.ArgumentParser:
    p = argparse.ArgumentParser(prog='python3 -m tests.native', description=__doc__.split('\n')[0])
    p.add_argument('path', nargs='*', default=[str(HERE)], help='files or folders (default: %(default)s)')
    sides.add_options(p, 'dev')
    return p


@entry
def main() -> int:
    options, more = parser().parse_known_args()
    preset = build.preset_for(options.preset, options.on or components.OURS, options.edition)
    layouts = build.build(preset, ['_pydantic_core', '_layouts_test']) / HERE / 'layouts'
    side = sides.ours(options)
    line = [side.python, '-m', 'pytest', '-q', '-p', 'no:cacheprovider', *more, *options.path]
    return subprocess.run(line, cwd=sides.ROOT, env=side.environment(layouts, sides.ROOT)).returncode


if __name__ == '__main__':
    sys.exit(main())
