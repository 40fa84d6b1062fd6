"""A Chromium for the tests: the machine's, else the one of Debian's packages, unpacked into the cache.

Nothing is installed on the machine: apt downloads the packages that it would install, with lists and a folder of its own,
and checks them by its signatures. They are not pinned: a mirror keeps only a browser's newest version.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import NamedTuple

from tools import apt, cache
from tools.say import Failure, say

PROGRAMS = 'chromium chromium-headless-shell chromium-browser google-chrome google-chrome-stable'.split()
PACKAGE = 'chromium-headless-shell'
RECIPE = 1

FONTS = """<?xml version="1.0"?>
<fontconfig><dir>/usr/share/fonts</dir><dir>{root}/usr/share/fonts</dir><cachedir>{root}/font-cache</cachedir></fontconfig>
"""


class Chromium(NamedTuple):
    program: Path
    environment: dict


def chromium() -> Chromium:
    """Raises a Failure that says why there is none."""
    for name in PROGRAMS:
        found = shutil.which(name)
        if found and not _problem(Chromium(Path(found), {})):  # it may be one that only names a package to install
            return Chromium(Path(found), {})

    def make(tmp: Path, final: Path) -> None:
        if not apt.is_here():
            raise Failure(f'there is no Chromium on the PATH, and no apt-get to get the package {PACKAGE}')
        say(f'downloading {PACKAGE} (100 MB; nothing is installed)')
        client = apt.private(tmp / 'apt', 'chromium')
        client('update', what='reading the list of Debian packages')
        client.unpack(client.download(PACKAGE, what=f'downloading {PACKAGE}'), tmp)
        shutil.rmtree(tmp / 'apt')
        (tmp / 'fonts.conf').write_text(FONTS.format(root=final))
        problem = _problem(_in(tmp))
        if problem:
            raise Failure(f'{PACKAGE} does not start here: {problem}')

    return _in(cache.directory('chromium', (PACKAGE, RECIPE), make))


def _problem(chromium: Chromium) -> str:
    """Why it does not even start; empty where it does."""
    command, environment = [chromium.program, '--version'], {**os.environ, **chromium.environment}
    started = subprocess.run(command, env=environment, capture_output=True, text=True)
    return (started.stderr.strip().splitlines() or ['it says nothing'])[-1] if started.returncode else ''


def _in(root: Path) -> Chromium:
    libraries = {str(path.parent) for path in (root / 'usr' / 'lib').rglob('*.so*') if path.parent.name != 'chromium'}
    environment = {'LD_LIBRARY_PATH': os.pathsep.join(sorted(libraries)), 'FONTCONFIG_FILE': str(root / 'fonts.conf')}
    return Chromium(root / 'usr' / 'lib' / 'chromium' / PACKAGE, environment)
