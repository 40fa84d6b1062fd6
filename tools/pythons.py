"""The interpreters: our own CPython 3.13, made from the pinned source, and other versions, made by others.

Our own is for tests, benchmarks and as the build Python of the WASI build, and on musl to try wheels. Only a C compiler is
needed, the system's or else zig's: what would depend on the machine's libraries is left out, and zlib is compiled in. The build
happens outside the source tree, and is installed through DESTDIR, so that the finished directory appears by one rename.
"""

from __future__ import annotations

import functools
import os
import platform
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

from tools import cache, components, debian_programs, debian_python
from tools.fetch import fetch
from tools.pins import CPYTHON, CPYTHON_314, CPYTHON_VERSION, ZLIB, Maven
from tools.say import Failure, run, say

# Modules that link libraries of the machine: not built, so that every machine gets the same interpreter.
LEFT_OUT = (
    '_bz2 _ctypes _curses _curses_panel _dbm _gdbm _hashlib _lzma _sqlite3 _ssl _tkinter _uuid nis readline'.split()
)
RECIPE = 1

VERSIONS = ('3.10', '3.11', '3.12', '3.13', '3.14', '3.15')
"""What the module builds for and is tested on."""
FREE_THREADED = f'{components.OURS}t'


def native_python() -> Path:
    """The executable of CPython 3.13.5 with the GIL."""
    return _python('cpython', []) / 'bin' / 'python3.13'


def free_threaded_python() -> Path:
    """The executable of CPython 3.13.5 without the GIL."""
    return _python('cpython-t', ['--disable-gil']) / 'bin' / 'python3.13t'


def musl_python() -> Path:
    """The executable of CPython 3.13.5 on musl, for this machine's processor. musl itself, which starts it, is Debian's.

    Raises a Failure that says why there is none.
    """
    processor = platform.machine()
    (musl,) = debian_programs.musl(processor)
    tools = components.toolchain(f'{processor}-linux-musl', f'musllinux-{processor}')
    options = [
        f'LDFLAGS=-dynamic -Wl,--dynamic-linker={musl}',  # zig's programs for musl are static by default
        'CFLAGS=-fPIC',  # without it, zig's linker copies `environ` into the program, which musl does not know
        f'CPP={tools / "cc"} -E -D__DEFINED_va_list',  # by which CPython tells musl, from musl's own stdarg.h; zig has another
    ]
    return _python('cpython-musl', options, tools) / 'bin' / 'python3.13'


# What is printed is only wanted of a CPython with the GIL and with headers to build a module with.
_IS_FIT = """
import sys, sysconfig, os.path
fit = sys.implementation.name == 'cpython' and not sysconfig.get_config_var('Py_GIL_DISABLED')
if fit and os.path.isfile(sysconfig.get_path('include') + '/Python.h'):
    print('%d.%d' % sys.version_info[:2], sys.executable)
"""


@functools.lru_cache(maxsize=None)
def other_python(version: str) -> Path | None:
    """The executable of a CPython of that version (`3.10`) with its headers, where one is to be had.

    The pinned one of that version, if there is one, or else what is on PATH, or where pyenv, uv and the usual installers put theirs.
    What few machines have yet comes out of Debian's packages.
    """
    if version == '3.14' and CPYTHON_314.classifier == f'linux-{platform.machine()}':
        try:
            return python_314()
        except Failure as failure:
            say(f'the pinned CPython {version} is not to be had: {failure}')
    found = _machine_python(version)
    if found is None and version == VERSIONS[-1]:
        try:
            return _if_fit(debian_python.python(version), version)
        except Failure as failure:
            say(f'CPython {version} is not to be had: {failure}')
    return found


def of_version(version: str) -> Path | None:
    """The executable of a CPython of that version, one of VERSIONS or FREE_THREADED, with its headers, where one is to be had."""
    if version == FREE_THREADED:
        return free_threaded_python()
    return native_python() if version == components.OURS else other_python(version)


def python_314() -> Path:
    """The executable of the pinned CPython 3.14, which others have built; it finds its libraries beside itself."""

    def make(tmp: Path, final: Path) -> None:
        unpack(CPYTHON_314, tmp)
        for program in (tmp / 'bin').iterdir():
            program.chmod(0o755)

    return cache.directory('cpython-3.14', (CPYTHON_314, 1), make) / 'bin' / 'python3.14'


def unpack(pin: Maven, to: Path, wanted: str = '') -> None:
    """Puts the files of that CPython into the folder: those whose names in it the pattern `wanted` matches at the beginning."""
    folder = f'org/bytedeco/cpython/{pin.classifier}/'
    with zipfile.ZipFile(fetch(pin)) as jar:
        for name in jar.namelist():
            inside = to / name[len(folder) :]
            if not name.startswith(folder) or name.endswith('/') or not inside.resolve().is_relative_to(to.resolve()):
                continue
            if re.match(wanted, name[len(folder) :]):
                inside.parent.mkdir(parents=True, exist_ok=True)
                inside.write_bytes(jar.read(name))


def _machine_python(version: str) -> Path | None:
    name, home = f'python{version}', Path.home()
    pyenv = Path(os.environ.get('PYENV_ROOT') or home / '.pyenv')
    found = [Path(shutil.which(name) or name)]
    for folder, pattern in (
        (pyenv / 'versions', f'{version}.*/bin/{name}'),
        (home / '.local/share/uv/python', f'cpython-{version}.*/bin/{name}'),
        (Path('/usr/bin'), name),
        (Path('/usr/local/bin'), name),
        (Path('/opt'), f'*/bin/{name}'),
    ):
        found += sorted(folder.glob(pattern), reverse=True)
    return next(filter(None, (_if_fit(path, version) for path in found if path.is_file())), None)


def _if_fit(python: Path, version: str) -> Path | None:
    """Where that one is, if it starts, is of that version, and has its headers."""
    # pyenv's own `python3.10` is there, and fails, even where it was told to use another version.
    done = subprocess.run([python, '-I', '-c', _IS_FIT], capture_output=True, text=True)
    answer = done.stdout.strip().split(' ', 1)
    return Path(answer[1]) if done.returncode == 0 and answer[0] == version else None


def jobs() -> str:
    return f'-j{min(2, os.cpu_count() or 1)}'


def _python(name: str, options: list, tools: Path | None = None) -> Path:
    """Built with zig's programs in the folder `tools`; without it with the system's compiler, as configure finds it, or else zig's."""

    def build(tmp: Path, final: Path) -> None:
        source, zlib = components.cpython_source(), components.zlib_source()
        make = components.make()
        say(f'building {name} {CPYTHON_VERSION} from source (some minutes; log: {cache.log(name)})')
        if cache.log(name).exists():
            cache.log(name).unlink()
        compiler = _zig_compiler(tools or components.native_toolchain()) if tools or not shutil.which('cc') else []
        step = Steps(name, tmp)
        library = _zlib(step, zlib, compiler)
        settings = [
            *compiler,
            'OPT=-DNDEBUG -fwrapv -O3 -Wall -Wno-date-time',  # zig makes __DATE__ an error
            f'ZLIB_CFLAGS=-I{zlib}',
            f'ZLIB_LIBS={library}',
            *(f'py_cv_module_{module}=n/a' for module in LEFT_OUT),
        ]
        plain = ['--with-ensurepip=no', '--disable-test-modules', '--without-static-libpython']
        step('configure', [source / 'configure', f'--prefix={final}', *plain, *options, *settings])
        step('compile', [make, jobs()])
        step('install', [make, 'install', f'DESTDIR={tmp / "root"}'])
        installed = tmp / 'root' / final.relative_to('/')
        for entry in installed.iterdir():
            entry.rename(tmp / entry.name)
        shutil.rmtree(tmp / 'root')
        shutil.rmtree(step.folder)

    return cache.directory(f'{name}-{CPYTHON_VERSION}', (CPYTHON, ZLIB, options, LEFT_OUT, RECIPE), build)


class Steps:
    """Runs the steps of one build in its folder, naming each as it starts."""

    def __init__(self, name: str, tmp: Path):
        self.name, self.said = name, ''
        self.folder = tmp / 'build'
        self.folder.mkdir()
        # configure must not see the machine's libraries, and nothing may see our own tools on PYTHONPATH.
        hidden = {'PYTHONPATH', 'PYTHONHOME', 'CFLAGS', 'CPPFLAGS', 'LDFLAGS'}
        self.env = {key: value for key, value in os.environ.items() if key not in hidden}
        self.env['PKG_CONFIG_LIBDIR'] = str(self.folder)

    def __call__(self, what: str, command: list) -> None:
        if what != self.said:
            say(f'{self.name}: {what}')
        self.said = what
        run(command, log=cache.log(self.name), what=f'{self.name}: {what}', cwd=self.folder, env=self.env)


def _zig_compiler(tools: Path) -> list:
    return [f'CC={tools / "cc"}', f'CXX={tools / "c++"}', f'AR={tools / "ar"}', f'RANLIB={tools / "ranlib"}']


def _zlib(step: Steps, zlib: Path, compiler: list) -> Path:
    """zlib as a static library in the build folder."""
    tools = dict(setting.split('=', 1) for setting in compiler)
    sources = [path for path in sorted(zlib.glob('*.c')) if not path.name.startswith('gz')]
    for source in sources:  # one at a time: zig makes one object a call
        step('zlib', [tools.get('CC', 'cc'), '-O3', '-fPIC', '-DHAVE_UNISTD_H', '-c', source])
    objects = [step.folder / f'{path.stem}.o' for path in sources]
    step('zlib', [tools.get('AR', 'ar'), 'rcs', 'libz.a', *objects])
    return step.folder / 'libz.a'
