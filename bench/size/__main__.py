"""`./bench.sh size [VARIANT…] [--edition EDITION] [--write]`: of what python.wasm is made, and what each way of building it costs or saves.

First the parts of the program as it is built, by the linker's map. Then its variants, each built in a folder of its own: the
size, the size that gzip -9 leaves, and the least times of `orders` inside, in milliseconds, all without the snapshot. `--write` puts what it
finds into wasi/README.md.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import shutil
import subprocess
import tempfile
from collections import Counter
from pathlib import Path
from typing import Callable, NamedTuple

from bench import figures
from tests.sides import ROOT
from tools import components, wasm_build, wasm_python
from tools.pins import EDITION, EDITIONS
from tools.say import Failure, entry, say
from tools.written_table import WrittenTable

INSIDE = Path(__file__).resolve().parent.parent / 'worker' / 'inside.py'

WRITTEN = WrittenTable(ROOT / 'wasi/README.md', './bench.sh size --write')

PARTS = {
    'pydantic_core': r'pydantic_core',
    'yyjson': r'libyyjson',
    'ada': r'libada',
    're2': r'libre2',
    'CPython': r'lib(python|mpdec|expat|Hacl|z\.)',
    'the library inside': r'archive_data',
    'host': r'python_wasm\.dir',
    "once cell's demo": r'oncecell',
    'libc, libc++': r'/zig/o/|<internal>',
}
"""What a part's object files are called; the first that fits counts."""
FEATURES = [f'--enable-{name}' for name in ('bulk-memory', 'multivalue', 'mutable-globals', 'nontrapping-float-to-int', 'reference-types', 'sign-ext')]
"""What wasm-opt may assume of the program: what the compiler used. With all features it writes what wasmtime does not read."""
OURS = ('pydantic_core', 'yyjson', 'ada', 're2')


def linker(folder: Path, *options: str) -> None:
    """Links the program of that build folder once more, with wasm-ld's own options, which zig's front end does not take."""
    ninja = [components.ninja(), '-C', folder, '-t', 'commands', 'python_wasm']
    link = subprocess.run(ninja, capture_output=True, text=True, check=True).stdout.splitlines()[-1]
    shown = subprocess.run(['sh', '-c', link.replace(' -o ', ' -v -o ', 1)], cwd=folder, capture_output=True, text=True)
    found = re.search(r'^wasm-ld (.*)$', shown.stdout + shown.stderr, re.M)
    if shown.returncode or not found:
        raise Failure(f'the program of {folder} does not link')
    subprocess.run(['sh', '-c', f'exec {components.zig()} wasm-ld {found[1]} {" ".join(options)}'], cwd=folder, check=True)


def parts(folder: Path) -> Counter[str]:
    """Bytes of code and data of each part."""
    with tempfile.TemporaryDirectory() as scratch:
        linker(folder, f'--Map={scratch}/map', f'-o {scratch}/program')
        text = Path(scratch, 'map').read_text()
    sizes: Counter[str] = Counter()
    for size, name in re.findall(r'^ +(?:-|[0-9a-f]+) +[0-9a-f]+ +([0-9a-f]+) {9}(\S.*?):\(', text, re.M):
        part = next((part for part, pattern in PARTS.items() if re.search(pattern, name)), 'other')
        sizes[part] += int(size, 16)
    return sizes


def as_built(edition: str) -> Path:
    return wasm_build.program(edition)


def ours_at(level: str) -> Callable[[str], Path]:
    """Our code and the libraries in it, compiled so."""
    return lambda edition: wasm_build.program(edition, f'size{level.replace(" ", "")}', {'OPTIMIZATION': level})


def python_at(level: str) -> Callable[[str], Path]:
    return lambda edition: wasm_build.program(edition, f'size-python{level}', python=wasm_python.wasi_python(level))


def everything_kept(edition: str) -> Path:
    built = as_built(edition)
    made = built.with_name('everything-kept.wasm')
    linker(built.parent.parent, '--no-gc-sections', f'-o {made}')
    return made


def optimised(*options: str) -> Callable[[str], Path]:
    def make(edition: str) -> Path:
        built = as_built(edition)
        made = built.with_name(f'optimised{options[0]}.wasm')
        subprocess.run([*components.wasm_opt(), *options, *FEATURES, '-o', made, built], check=True)
        return made

    return make


class Variant(NamedTuple):
    what: str
    make: Callable[[str], Path]
    """Builds the program of an edition so."""


VARIANTS = {
    'as-built': Variant('as built: ours -O3, CPython -O2, sections collected, names stripped', as_built),
    'ours-O2': Variant('ours -O2', ours_at('-O2')),
    'ours-Oz': Variant('ours -Oz', ours_at('-Oz')),
    'ours-lto': Variant('ours -O3 with LTO', ours_at('-O3 -flto')),
    'no-gc': Variant('--no-gc-sections', everything_kept),
    'python-Oz': Variant('CPython -Oz', python_at('-Oz')),
    'opt-O2': Variant('as built, then wasm-opt -O2', optimised('-O2')),
    'opt-Oz': Variant('as built, then wasm-opt -Oz', optimised('-Oz')),
}


def orders(program: Path, seconds: float) -> str:
    """The least milliseconds of the four, in a copy of the runner that has this program alone."""
    with tempfile.TemporaryDirectory() as scratch:
        for name in wasm_build.RUNNER:
            shutil.copy(wasm_build.DIST / name, scratch)
        Path(scratch, 'python-cold.wasm').write_bytes(wasm_build.with_build_id(program.read_bytes()))
        command = [Path(scratch, 'run'), '--no-snapshot', INSIDE, str(seconds)]
        ended = subprocess.run(command, capture_output=True, text=True)
    if ended.returncode:
        return f'does not run: status {ended.returncode}: {ended.stderr.strip()[-200:]}'
    times = json.loads(ended.stdout)
    return ' / '.join(f'{ns / 1e6:5.2f}' for ns in times.values())


class Measured(NamedTuple):
    what: str
    size: int
    packed: int
    times: str


def written(sizes: Counter[str], variants: list[Measured]) -> str:
    """What was built, and both tables, in Markdown."""
    lines = [f'Edition {EDITION}, `src/` of commit {figures.source()}:', '', '| part | MB |', '| --- | --- |']
    lines += [f'| {part} | {size / 1e6:.2f} |' for part, size in sizes.most_common()]
    lines += ['', '| | MB | gzip | `orders` |', '| --- | --- | --- | --- |']
    lines += [f'| {variant.what} | {variant.size / 1e6:.2f} | {variant.packed / 1e6:.2f} | {variant.times} |' for variant in variants]
    return '\n'.join(lines) + '\n'


@entry
def main() -> int:
    parser = argparse.ArgumentParser(prog='bench.sh size', description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('variant', nargs='*', help=f'of: {" ".join(VARIANTS)} (default: all)')
    parser.add_argument('--seconds', type=float, default=2, help='how long each of the four is called (default: %(default)s)')
    parser.add_argument('--edition', choices=EDITIONS, default=EDITION, help='the release of upstream (default: %(default)s)')
    parser.add_argument('--write', action='store_true', help='put all of it into wasi/README.md')
    options = parser.parse_args()
    for name in options.variant:
        if name not in VARIANTS:
            raise Failure(f'there is no variant "{name}"; there are: {" ".join(VARIANTS)}')
    if options.write and (options.variant or options.edition != EDITION):
        raise Failure(f'wasi/README.md has all variants of the edition {EDITION}')
    wasm_build.built(options.edition)
    sizes = parts(as_built(options.edition).parent.parent)
    for part, size in sizes.most_common():
        print(f'{part:30} {size / 1e6:6.3f} MB')
    print(f'{"our part: " + ", ".join(OURS):30} {sum(sizes[part] for part in OURS) / 1e6:6.3f} MB  to reach: 2 MB\n')
    print(f'{"":70} {"MB":>6} {"gzip":>6}  validate_json / validate_python / dump_json / dump_python', flush=True)
    measured = []
    for name in options.variant or VARIANTS:
        variant = VARIANTS[name]
        program = variant.make(options.edition)
        content = program.read_bytes()
        packed = len(gzip.compress(content, 9, mtime=0))
        measured.append(Measured(variant.what, len(content), packed, orders(program, options.seconds)))
        print(f'{variant.what:70} {len(content) / 1e6:6.2f} {packed / 1e6:6.2f}  {measured[-1].times}', flush=True)
    if options.write:
        WRITTEN.write(written(sizes, measured))
    return 0


if __name__ == '__main__':
    raise SystemExit(main())
