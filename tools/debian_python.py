"""A CPython out of Debian's unstable packages, unpacked into the cache: one that is newer than the machine.

Nothing is installed. apt downloads the packages and all that they need, and checks them by the archive's signatures. They are
not pinned, as a mirror keeps the newest version alone. The programs in them need a newer glibc than the machine may have, so
that the interpreter is started by their own loader, with their own libraries. `bin/python3.15` is a small program that does so. It
gives the interpreter its own path as name, from which Python finds its folders, `sys.executable` and the virtual environment
that it is in. The environment stays as it was: a variable for the loader would reach the programs that Python starts. (A script
in place of the program would not do: the shell drops and adds variables.)
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from tools import apt, cache, components
from tools.say import Failure, run, say

SUITE = 'unstable'
KEYRING = Path('/usr/share/keyrings/debian-archive-keyring.gpg')
"""The archive's keys, on every Debian; elsewhere those that apt trusts."""
RECIPE = 1

# argv[0] has no folder where the program was found on PATH; the kernel then knows the path.
LAUNCHER = """
#include <string.h>
#include <sys/auxv.h>
#include <unistd.h>

int main(int argc, char** argv) {
  char* name = strchr(argv[0], '/') ? argv[0] : (char*)getauxval(AT_EXECFN);
  char* command[argc + 6];
  char* head[] = {LOADER, "--library-path", LIBRARIES, "--argv0", name, PROGRAM};
  memcpy(command, head, sizeof head);
  memcpy(command + 6, argv + 1, argc * sizeof *argv);
  execv(LOADER, command);
  return 127;
}
"""


def python(version: str) -> Path:
    """The executable of the newest CPython of that version (`3.15`) that is there, with its headers.

    Raises a Failure that says why there is none.
    """
    name = f'python{version}'

    def make(tmp: Path, final: Path) -> None:
        if not apt.is_here():
            raise Failure(f'CPython {version} comes out of Debian\'s packages, and there is no apt-get here')
        say(f'downloading CPython {version} from Debian {SUITE} (40 MB; nothing is installed)')
        signed = f'[signed-by={KEYRING}] ' if KEYRING.is_file() else ''
        sources = [f'deb {signed}{mirror} {SUITE} main' for mirror in apt.mirrors()]
        client = apt.private(tmp / 'apt', name, sources, ignores_installed=True)
        try:
            client('update', what='reading the list of Debian packages')
        except Failure:
            pass  # an archive that is not Debian's may have no such suite: the packages decide
        wanted = [f'{name}-dev', f'{name}-venv', 'libstdc++6']
        client.unpack(client.download(*wanted, what=f'downloading {name}'), tmp)
        shutil.rmtree(tmp / 'apt')
        _complete(tmp / 'usr', final / 'usr', name)

    return cache.directory(f'debian-{name}', (SUITE, RECIPE), make) / 'usr' / 'bin' / name


def _complete(usr: Path, final: Path, name: str) -> None:
    """Makes what Debian's installed system has at fixed places work below `usr`, which will be at `final`."""
    (loader,) = (usr / 'lib').glob('*/ld-linux-*.so.*')
    libraries = loader.parent
    program = usr / 'libexec' / name
    program.parent.mkdir(exist_ok=True)
    launcher = usr / 'bin' / name
    launcher.rename(program)
    paths = {'LOADER': loader, 'LIBRARIES': libraries, 'PROGRAM': program}
    source = usr / 'launcher.c'
    defines = (f'#define {key} {json.dumps(str(final / path.relative_to(usr)))}\n' for key, path in paths.items())
    source.write_text(''.join(defines) + LAUNCHER)
    run([components.native_toolchain() / 'cc', '-O2', source, '-o', launcher], log=cache.log(name), what='compiling its launcher')
    source.unlink()
    # The headers name this one by a path below /usr/include, and sysconfig's variables all paths, of which pip's wheel is one.
    shutil.copy(usr / 'include' / libraries.name / name / 'pyconfig.h', usr / 'include' / name / 'pyconfig.h')
    for variables in (usr / 'lib' / name).glob('_sysconfig*'):
        text = variables.read_text()
        variables.write_text(text.replace("'/usr/", f"'{final}/").replace('"/usr/', f'"{final}/'))
