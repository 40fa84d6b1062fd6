"""apt with folders of its own: it gets Debian's packages and sources, and changes nothing of the machine's.

It uses the mirrors that the machine is configured for. What comes with a package list is checked by apt against the archive's
signatures, with the machine's keys.
"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import NamedTuple

from tools import cache
from tools.say import Failure, run

KEYRING = Path('/usr/share/keyrings/debian-archive-keyring.gpg')
"""The archive's keys, on every Debian; elsewhere those that apt trusts."""
ARCHITECTURES = {'x86_64': 'amd64', 'aarch64': 'arm64'}
"""Debian's names of processors."""


class Apt(NamedTuple):
    """apt-get that keeps everything in that folder; what it prints goes to that log."""

    folder: Path
    options: list[str]
    log: Path

    def __call__(self, *arguments: str, what: str, cwd: Path | None = None) -> None:
        """Raises a Failure that names `what`, when apt fails."""
        run(['apt-get', *self.options, *arguments], log=self.log, what=what, cwd=cwd)

    def download(self, *packages: str, what: str) -> list[Path]:
        """The packages and all that they need and apt does not know to be installed, downloaded."""
        self('install', '--download-only', '--no-install-recommends', '--yes', *packages, what=what)
        return sorted((self.folder / 'cache' / 'archives').glob('*.deb'))

    def unpack(self, packages: list[Path], to: Path) -> None:
        """Puts the files of the packages below that folder; none of their scripts runs."""
        for package in packages:
            run(['dpkg-deb', '--extract', package, to], log=self.log, what=f'unpacking {package.name}')


def is_here() -> bool:
    """Whether the machine has apt, and dpkg to unpack what it gets."""
    return bool(shutil.which('apt-get') and shutil.which('dpkg-deb'))


def private(folder: Path, log: str, sources: list[str] | None = None, ignores_installed: bool = False, processor: str = '') -> Apt:
    """apt with the new folder `folder`. `sources` are the lines of a sources.list, in place of the machine's own; `processor` is the
    one that the packages are for, where it is not this machine's.
    """
    for part in ('lists/partial', 'cache/archives/partial'):
        (folder / part).mkdir(parents=True)
    settings = {
        'Dir::State::Lists': folder / 'lists',
        'Dir::Cache': folder / 'cache',
        'Debug::NoLocking': '1',
        'APT::Sandbox::User': '',
        'Acquire::Languages': 'none',
        'Acquire::Retries': '1',
        'Acquire::http::Timeout': '20',
    }
    if sources is not None:
        (folder / 'sources.list').write_text(''.join(f'{line}\n' for line in sources))
        settings |= {'Dir::Etc::SourceList': folder / 'sources.list', 'Dir::Etc::SourceParts': '/dev/null'}
    if ignores_installed:
        (folder / 'status').touch()
        settings |= {'Dir::State::Status': folder / 'status'}
    if processor:
        settings |= {'APT::Architecture': ARCHITECTURES[processor], 'APT::Architectures': ARCHITECTURES[processor]}
    cache.log(log).unlink(missing_ok=True)
    return Apt(folder, [part for name, value in settings.items() for part in ('-o', f'{name}={value}')], cache.log(log))


def unpacked(packages: list[str], suite: str, name: str, to: Path, processor: str = '') -> None:
    """Puts the files of Debian's packages of that suite, and of all that they need, below that folder. `name` is what they are for."""
    signed = f'[signed-by={KEYRING}] ' if KEYRING.is_file() else ''
    sources = [f'deb {signed}{mirror} {suite} main' for mirror in mirrors()]
    client = private(to / 'apt', name, sources, ignores_installed=True, processor=processor)
    try:
        client('update', what='reading the list of Debian packages')
    except Failure:
        pass  # an archive that is not Debian's may have no such suite: the packages decide
    client.unpack(client.download(*packages, what=f'downloading {name}'), to)
    shutil.rmtree(to / 'apt')


def mirrors() -> list[str]:
    """The addresses of the archives that the machine's apt is configured for."""
    listed = subprocess.run(
        ['apt-get', 'indextargets', '--format', '$(REPO_URI) $(COMPONENT) $(RELEASE)'], capture_output=True, text=True
    )
    rows = {tuple(line.split()) for line in listed.stdout.splitlines() if len(line.split()) == 3}
    found = sorted({uri for uri, component, release in rows if component == 'main' and '-' not in release})
    if not found:
        raise Failure('apt-get knows no Debian mirror (its sources are empty)')
    return found
