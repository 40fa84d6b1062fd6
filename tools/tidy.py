"""`python3 -m tools.tidy [PATH…]`: clang-tidy over the C++ files named, or over every one that the presets dev and runner
compile.

clang-tidy is not zig, so it is told what zig tells its compiler (include directories, macros of its libc++, the version of
glibc), and it is kept from the precompiled headers, which are zig's own.
"""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tools import build, components, wasm_build
from tools.say import Failure, entry, say


def zig_arguments() -> list:
    """What zig's driver adds for its own C++ library, in a form for clang-tidy."""
    shown = subprocess.run(
        [components.native_toolchain() / 'c++', '-###', '-x', 'c++', '-c', os.devnull], capture_output=True, text=True
    )
    lines = [line for line in shown.stderr.splitlines() if '"-cc1"' in line]
    if not lines:
        raise Failure(f'zig does not say how it compiles: {shown.stderr.strip()}')
    words = shlex.split(lines[-1])
    own_headers = str(components.zig().parent / 'lib' / 'include')  # those of another clang's version
    arguments = ['-nostdinc++', '-nostdlibinc', f'--target={components.zig_target().rpartition("gnu")[0]}gnu']
    for option, value in zip(words, words[1:]):
        if option in ('-isystem', '-internal-isystem', '-internal-externc-isystem') and value != own_headers:
            arguments += ['-isystem', value]
        elif option == '-D' and value.startswith(('_LIBCPP', '__GLIBC_MINOR__')):
            arguments.append(f'-D{value}')
    return arguments


def database() -> dict:
    """Each file's command for clang-tidy, by its path from the root of the checkout."""
    rows = []
    for preset, variables in ('dev', None), ('runner', wasm_build.runner_variables()):
        folder = build.build(preset, ['help'], variables)  # configured is enough
        found = json.loads((folder / 'compile_commands.json').read_text())
        rows += [row for row in found if preset == 'dev' or '/host/runner/' in row['file']]
    extra = zig_arguments()
    commands = {}
    for row in rows:
        path = Path(row['file'])
        if build.ROOT not in path.parents or build.ROOT / 'build' in path.parents or path.suffix == '.c':
            continue
        words = iter(shlex.split(row['command'])[1:])
        kept = [word for word in words if word != '-Winvalid-pch' and not (word == '-Xclang' and next(words))]
        row['arguments'] = ['clang++', *extra, *kept]
        del row['command']
        commands[str(path.relative_to(build.ROOT))] = row
    return commands


def tidy(paths: list) -> dict:
    """What clang-tidy says of each file; empty where it is clean."""
    folder = build.ROOT / 'build' / 'tidy'
    folder.mkdir(parents=True, exist_ok=True)
    (folder / 'compile_commands.json').write_text(json.dumps(list(database().values())))
    program = components.clang_tidy()

    def one(path: str) -> str:
        command = [str(program), '--quiet', '-p', str(folder), path]
        done = subprocess.run(command, cwd=build.ROOT, capture_output=True, text=True)
        return done.stdout.strip() or (done.stderr.strip() if done.returncode else '')

    with ThreadPoolExecutor(min(2, os.cpu_count() or 1)) as pool:
        return dict(zip(paths, pool.map(one, paths)))


@entry
def main() -> int:
    paths = sys.argv[1:] or sorted(database())
    say(f'clang-tidy over {len(paths)} files')
    failed = 0
    for path, said in tidy(paths).items():
        if said:
            failed += 1
            print(said)
    print(f'{len(paths) - failed} passed, {failed} failed')
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
