"""`python3 -m tools.oncecell [--url ADDRESS]`: the once cell as packages, into `dist/oncecell/`.

The source distribution, the wheel that is built from it (any platform: it is headers), and `oncecell.wrap` for the
`subprojects/` folder of a meson project. The wrap names the source distribution by its sha256: at ADDRESS, where one is given,
else in the project's own `subprojects/packagefiles/`.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tarfile
import tempfile
from pathlib import Path

from tools import cache, components
from tools.build import ROOT
from tools.say import entry, run

PACKAGE = ROOT / 'oncecell'
DIST = ROOT / 'dist' / 'oncecell'

WRAP = """[wrap-file]
directory = {name}
{url}source_filename = {file}
source_hash = {sha256}

[provide]
dependency_names = oncecell
"""


def build_environment() -> dict:
    """Where scikit-build-core finds CMake and Ninja, and the date that it gives to files."""
    return {
        **os.environ,
        'CMAKE_EXECUTABLE': str(components.cmake()),
        'PATH': f'{components.ninja().parent}{os.pathsep}{os.environ["PATH"]}',
        'SOURCE_DATE_EPOCH': '1577836800',
    }


def _back_end(hook: str, source: Path, to: Path) -> None:
    """Calls a hook of the pinned scikit-build-core in the folder `source`."""
    code = f'from scikit_build_core import build; build.{hook}({str(to)!r})'
    environment = {**build_environment(), 'PYTHONPATH': str(components.site('backend'))}
    run([sys.executable, '-c', code], log=cache.log('oncecell'), what=f'{hook} of oncecell', cwd=source, env=environment)


def wrap(sdist: Path, url: str = '') -> str:
    address = f'source_url = {url.rstrip("/")}/{sdist.name}\n' if url else ''
    name = sdist.name[: -len('.tar.gz')]
    return WRAP.format(name=name, url=address, file=sdist.name, sha256=cache.sha256_of(sdist))


def build(to: Path, url: str = '') -> dict:
    """Fills the folder `to`; returns its three files under 'sdist', 'wheel' and 'wrap'."""
    cache.log('oncecell').unlink(missing_ok=True)
    shutil.rmtree(to, ignore_errors=True)
    to.mkdir(parents=True)
    _back_end('build_sdist', PACKAGE, to)
    (sdist,) = to.glob('*.tar.gz')
    with tempfile.TemporaryDirectory() as folder:
        with tarfile.open(sdist) as archive:
            archive.extractall(folder)
        _back_end('build_wheel', Path(folder, sdist.name[: -len('.tar.gz')]), to)
    (wheel,) = to.glob('*.whl')
    (to / 'oncecell.wrap').write_text(wrap(sdist, url))
    return {'sdist': sdist, 'wheel': wheel, 'wrap': to / 'oncecell.wrap'}


@entry
def main() -> None:
    parser = argparse.ArgumentParser(prog='python3 -m tools.oncecell', description="Builds the once cell's packages.")
    parser.add_argument('--url', default='', metavar='ADDRESS', help='the folder on the web that the wrap takes the source from')
    for path in build(DIST, parser.parse_args().url).values():
        print(path)


if __name__ == '__main__':
    sys.exit(main())
