"""A CPython out of Debian's unstable packages, unpacked into the cache: one that is newer than the machine, or for another processor.

Nothing is installed. apt downloads the packages and all that they need, and checks them by the archive's signatures. They are
not pinned, as a mirror keeps the newest version alone. The programs in them need a newer glibc than the machine may have, so
that the interpreter is started by their own loader, with their own libraries. `bin/python3.15` is a small program that does so. It
gives the interpreter its own path as name, from which Python finds its folders, `sys.executable` and the virtual environment
that it is in. The environment stays as it was: a variable for the loader would reach the programs that Python starts. (A script
in place of the program would not do: the shell drops and adds variables.) Where the packages are for another processor, the program
starts the loader in QEMU, which is a package of Debian as well: such a Python can start itself as any other.
"""

from __future__ import annotations

import json
import platform
import shutil
from pathlib import Path

from tools import apt, cache, components, debian_programs
from tools.debian_programs import SUITE
from tools.say import Failure, run, say

VERSIONS = ('3.13', '3.14', '3.15')
"""Those that it has."""
RECIPE = 1

# argv[0] has no folder where the program was found on PATH; the kernel then knows the path.
LAUNCHER = """
#include <string.h>
#include <sys/auxv.h>
#include <unistd.h>

int main(int argc, char** argv) {
  char* name = strchr(argv[0], '/') ? argv[0] : (char*)getauxval(AT_EXECFN);
  char* head[] = {HEAD};
  int count = sizeof head / sizeof *head;
  char* command[argc + count];
  memcpy(command, head, sizeof head);
  memcpy(command + count, argv + 1, argc * sizeof *argv);
  execv(head[0], command);
  return 127;
}
"""


def python(version: str, processor: str = '') -> Path:
    """The executable of the newest CPython of that version (`3.15`) that is there, with its headers; for that processor, or this
    machine's.

    Raises a Failure that says why there is none.
    """
    if version not in VERSIONS:
        raise Failure(f'Debian {SUITE} has no CPython {version}')
    name = f'python{version}'
    emulator = [debian_programs.qemu(processor)] if processor not in ('', platform.machine()) else []

    def make(tmp: Path, final: Path) -> None:
        debian_programs.need_apt(f'CPython {version}')
        where = f' for {processor}' if emulator else ''
        say(f'downloading CPython {version}{where} from Debian {SUITE} (40 MB; nothing is installed)')
        apt.unpacked([f'{name}-dev', f'{name}-venv', 'libstdc++6'], SUITE, name, tmp, processor if emulator else '')
        _complete(tmp / 'usr', final / 'usr', name, emulator)

    title = f'debian-{name}' + (f'-{processor}' if emulator else '')
    return cache.directory(title, (SUITE, RECIPE, *map(str, emulator)), make) / 'usr' / 'bin' / name


def _complete(usr: Path, final: Path, name: str, emulator: list[Path]) -> None:
    """Makes what Debian's installed system has at fixed places work below `usr`, which will be at `final`."""
    (loader,) = (usr / 'lib').glob('*/ld-linux-*.so.*')
    libraries = loader.parent
    program = usr / 'libexec' / name
    program.parent.mkdir(exist_ok=True)
    launcher = usr / 'bin' / name
    launcher.rename(program)
    loader, inside, started = (json.dumps(str(final / path.relative_to(usr))) for path in (loader, libraries, program))
    head = [*(json.dumps(str(path)) for path in emulator), loader, '"--library-path"', inside, '"--argv0"', 'name', started]
    source = usr / 'launcher.c'
    source.write_text(f'#define HEAD {", ".join(head)}\n{LAUNCHER}')
    run([components.native_toolchain() / 'cc', '-O2', source, '-o', launcher], log=cache.log(name), what='compiling its launcher')
    source.unlink()
    # The headers name this one by a path below /usr/include, and sysconfig's variables all paths, of which pip's wheel is one.
    shutil.copy(usr / 'include' / libraries.name / name / 'pyconfig.h', usr / 'include' / name / 'pyconfig.h')
    for variables in (usr / 'lib' / name).glob('_sysconfig*'):
        text = variables.read_text()
        variables.write_text(text.replace("'/usr/", f"'{final}/").replace('"/usr/', f'"{final}/'))
