"""Every download of this project with its version and sha256. Nothing else is fetched by anybody.

To move to a new version, change its row here: the cache keys, and so the rebuilds, follow.
"""

from __future__ import annotations

from typing import NamedTuple

from tools.wheel_pins import Wheel


class Sdist(NamedTuple):
    """A source distribution in the package index, or any other file there that is wanted as it is."""

    project: str
    file: str
    sha256: str


class Npm(NamedTuple):
    """A package in npm's registry."""

    name: str
    version: str
    sha256: str


class Debian(NamedTuple):
    """Upstream's release file as a Debian source package carries it."""

    source: str
    suite: str
    file: str
    sha256: str


class Maven(NamedTuple):
    """An archive in the repository that Maven is configured for."""

    group: str
    artifact: str
    version: str
    classifier: str
    sha256: str


class Edition(NamedTuple):
    """A release of upstream that is built (src/base/edition.h) and compared with."""

    core: Sdist
    """pydantic_core's source distribution: its version, tests, `core_schema.py` and stubs."""
    pydantic: Sdist
    """That of the pydantic that wants it, for its tests."""
    wheels: dict
    """Those of WHEELS that it has others of."""
    wheels_of: dict
    """Those of them that a newer CPython has others of, by its version."""

    @property
    def version(self) -> str:
        """pydantic_core's version in full."""
        return self.core.file[len('pydantic_core-') : -len('.tar.gz')]

    @property
    def series(self) -> str:
        """The release of pydantic that wants it, as `./run.sh --pydantic` takes it: 2.12."""
        return self.pydantic.file[len('pydantic-') : -len('.tar.gz')].rpartition('.')[0]


def _cpython(version: str, classifier: str, sha256: str) -> Maven:
    return Maven('org.bytedeco', 'cpython', version, classifier, sha256)


CPYTHON_VERSION = '3.13.5'
CPYTHON = Debian(
    'python3.13',
    'trixie',
    'python3.13_3.13.5.orig.tar.xz',
    '93e583f243454e6e9e4588ca2c2662206ad961659863277afcdb96801647d640',
)
# Another CPython for tests and benchmarks, ready to run and with its headers. Where it is not to be had, the machine's own serves.
CPYTHON_314 = _cpython('3.14.3-1.5.13', 'linux-x86_64', 'eb5f1a6fe2dc498ac18927189a37f28a47b0ba06ae6bd85112eff023fe2eb46f')
# CPython for systems that no program here is for: its headers, and the library that modules take its functions from. For macOS the
# older ones are there for x86-64 alone; the headers differ in what none of them reads.
FOREIGN_CPYTHONS = {
    'Windows': {
        '3.10': _cpython('3.10.8-1.5.8', 'windows-x86_64', '1e7d342425c87184fbedd8754045db556c63765678a0f11b4539465642ab018b'),
        '3.11': _cpython('3.11.3-1.5.9', 'windows-x86_64', '3263a50b256447bb7b9e604d6587627e419891370fc33b94469e6a06ff4de834'),
        '3.12': _cpython('3.12.1-1.5.10', 'windows-x86_64', 'e69bc4491c311e19ea7169bafc5efbbe03b980d69c6962b049daf1fcb4913391'),
        '3.13': _cpython('3.13.5-1.5.12', 'windows-x86_64', 'cfe5502ffa7ea369be707b6d88bf68344732a7800450665080fb4267c01bfeae'),
        '3.14': _cpython('3.14.3-1.5.13', 'windows-x86_64', '3291bf3d8f405335ac21dbe55780521fdfd295b0f9f43f7e6e8c55bedd709cb3'),
    },
    'Darwin': {
        '3.10': _cpython('3.10.8-1.5.8', 'macosx-x86_64', 'e48672084ecbfc071bd7ed84c4f4bad7dafcf4bde99919be4ebdf4be167b003f'),
        '3.11': _cpython('3.11.3-1.5.9', 'macosx-x86_64', '223aed1538351b9df68781f60afa865c5ca6cc640353cb5d46b4706049cec5e4'),
        '3.12': _cpython('3.12.1-1.5.10', 'macosx-x86_64', '536045fa9d1b892b5ec2453d3d785eb44daa58ffa246fb04c0e28590283cf0e4'),
        '3.13': _cpython('3.13.5-1.5.12', 'macosx-arm64', 'b9ccb29cafe9c0f9bf341fa1573ac0f112d3557c13c398115ab91926091fdc0a'),
        '3.14': _cpython('3.14.3-1.5.13', 'macosx-arm64', '49a3055dc8f182744736f0c832f7637f0d515da7830b2049fa7da9f86220dbb1'),
    },
}
ZLIB = Debian(
    'zlib',
    'trixie',
    'zlib_1.3.dfsg+really1.3.1.orig.tar.gz',
    '60dd315c07f616887caa029408308a018ace66e3d142726a97db164b3b8f69fb',
)
BZIP2 = Debian('bzip2', 'trixie', 'bzip2_1.0.8.orig.tar.gz', 'ab5a03176ee106d3f0fa90e381da478ddae405918153cca248e682cd0c4a2269')
XZ = Debian('xz-utils', 'trixie', 'xz-utils_5.8.1.orig.tar.xz', '0b54f79df85912504de0b14aec7971e3f964491af1812d83447005807513cd9e')
# Functions of mathematics for python.wasm, which its compiler's libc has others of.
MUSL = Debian(
    'musl',
    'trixie',
    'musl_1.2.5.orig.tar.gz',
    'a9a118bbe84d8764da0ea0d28b3ab3fae8477fc7e4085d90102b8596fc7c75e4',
)

YYJSON = Sdist('yyjson', 'yyjson-4.0.6.tar.gz', 'fcd4dc15c1e39a30bf9fa85d56903029111506860fc3080ab0d81c6c6dacaa8c')
ADA = Sdist('ada-url', 'ada_url-4.0.0.tar.gz', '9f399ec867349800a4c2d3aa8df8c533c340494b04d34b1f082b97d9a8b76a07')
RE2 = Npm('re2', '1.18.0', '602ada3d84858e096b8c02fe2fd66e41dfe6144ddfce030be95d39a807864c0e')
SQLITE = Npm('better-sqlite3', '12.11.1', 'ebf0ed75a7a59dbcb3b24bbd014ef49d9f15bc328e4adcbf516f2a8fadfa2835')
WIZER = Npm(
    '@bytecodealliance/wizer-linux-x64', '11.0.3', '328369a2af8036d0ec4179f0b78f079dfff69ff432801490180f56720de61f20'
)
BROWSER_WASI_SHIM = Npm(
    '@bjorn3/browser_wasi_shim', '0.4.2', '9c0281520d0e99f027ec7c1c79b4036c0f8168ed9bf98aba19db4737a1333782'
)

# What ./bench.sh wasi measures against: a newer CPython and upstream's pydantic_core, compiled for it.
PYODIDE = Npm('pyodide', '314.0.7', '66b7949e5a0cba2250b586d7e368bf12fb482800748d182c4618254b685ffaa0')
PYODIDE_WHEELS = (
    Sdist(
        'annotated_types',
        'annotated_types-0.7.0-py3-none-any.whl',
        '1f02e8b43a8fbbc3f3e0d4f0f4bfc8131bcb4eebe8849b8e5c773f3a1c582a53',
    ),
    Sdist(
        'pydantic',
        'pydantic-2.14.3-py3-none-any.whl',
        '3f7b347782ab7e4cf4c798496ae3a82787d9f21ec12676a9c564355eeef8daa8',
    ),
    Sdist(
        'pydantic_core',
        'pydantic_core-2.50.4-cp314-cp314-pyemscripten_2026_0_wasm32.whl',
        'e6da138a1ecc1341c8b788a5ee822670b03788e1f5decf7af9d461de6e508b8e',
    ),
    Sdist(
        'typing_extensions',
        'typing_extensions-4.16.0-py3-none-any.whl',
        '481caa481374e813c1b176ada14e97f1f67a4539ce9cfeb3f350d78d6370c2e8',
    ),
    Sdist(
        'typing_inspection',
        'typing_inspection-0.4.4-py3-none-any.whl',
        '65b8397ba37ccbce054456aaccddfc91e6e3083c92824df348d96ca832f3f147',
    ),
)

BINARYEN = Npm('binaryen', '132.0.0', '6543555fb29bb92548f325c7dc18e9ab7dbb1215edda25993d1e3f71d85b8618')

EDITION = '2.41'
"""The edition where none is named."""
# Oldest first; ./bench.sh measures against the wheels of the default one and of the newest.
EDITIONS = {
    '2.41': Edition(
        core=Sdist(
            'pydantic_core',
            'pydantic_core-2.41.5.tar.gz',
            '08daa51ea16ad373ffd5e7606252cc32f07bc72b28284b6bc9c6df804816476e',
        ),
        pydantic=Sdist(
            'pydantic',
            'pydantic-2.12.5.tar.gz',
            '4d351024c75c0f085a9febbb665ce8c0c6ec5d30e903bdb6394b7ede26aebb49',
        ),
        wheels={},
        # None: there is none for that CPython.
        wheels_of={'3.15': {'pydantic_core': None}},
    ),
    '2.50': Edition(
        core=Sdist(
            'pydantic_core',
            'pydantic_core-2.50.5.tar.gz',
            '1e740886083ff95530d694e6a3f09ed914bcf92a496d16acd307c6c3484fc36d',
        ),
        pydantic=Sdist(
            'pydantic',
            'pydantic-2.14.4.tar.gz',
            '7c19f1d46f8accf55a4617a6116e1ade64840870f397b846a2c53fb9019414ba',
        ),
        wheels={
            'pydantic': Wheel('2.14.4', ('653a2ad9f6d8858529c77c72717d0ea991d6c6837fe683246b2f4b2bbfc3fadc',)),
            'pydantic_core': Wheel(
                '2.50.5',
                (
                    '252ce30d79b47954cc3a49f8a0d812ac24a356627391fcec90a68733c755707e',
                    '92c0ebab606f982730aaaa741a30cd5e0f68dc7c005a5baa9b332fc182232c61',
                    'ba2b34529984a8e3cb1bc62a7687617722695a2cb4e57958de32a0eba128a07a',
                    '488319076ec92908b91fc6265ce761f1d78748f69f85518564fd16bf333e1b70',
                    '07a62d44515d674d750cfd86b7ce1dd93111be870f378d7c27b37aeb78d0cb4a',
                    '470bbc2495367f60d3ca849a8039e4c164701d10637e7743f4427d92651bdb6d',
                    '8bbe282e79dc71b24ba7be284eacf27c8ddff8f26911e2030a0dd123c6aed326',
                    'cbfde3ad127786f1dea1a6cd89a5eb824a16203f24743ad2b4e07506f43bc844',
                ),
            ),
            'typing_extensions': Wheel('4.16.0', ('481caa481374e813c1b176ada14e97f1f67a4539ce9cfeb3f350d78d6370c2e8',)),
            'typing_inspection': Wheel('0.4.5', ('bc210535442b39e1bf2805e0c7a17dfd6a4ace760c84c7f7d16245d23a6b1c39',)),
        },
        wheels_of={
            '3.14': {
                'pydantic_core': Wheel(
                    '2.50.5',
                    (
                        '88b543705849d0c59343f97c38296dbf59eb7b3c9565bd4fe1ed638ba38da5ed',
                        '27bc22dc8d50335bc62296261a7dc4c2572149910ba7c274ef0f945b5be0d570',
                    ),
                ),
            },
            '3.15': {
                'pydantic_core': Wheel(
                    '2.50.5',
                    (
                        '0d6e614776c8c99495dcfc6ce8f826277fb4388a5e5cbee23c199cbe39e6dcb3',
                        '568e928322f0b6b94671fc1a4dbc867627af74695b0c060ac6d4f25b6a7425d8',
                    ),
                ),
            },
        },
    ),
}
NEWEST = list(EDITIONS)[-1]
