"""Runs examples/scale on Dask and on Ray, two workers each: a broken shard, a row of 50 MB, a worker that is killed.

What the engines give under our core is what one process gives under upstream's. `--compare` prints rows a second under
both cores instead, and with `--write` puts them into the example's README. The engines come as wheels for the pinned CPython 3.14; without it the rows are skipped, in words.
"""

from __future__ import annotations

import argparse
import contextlib
import functools
import gzip
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

from tests.package.environment import wheel
from tests.rows import run
from tools import build, components, pythons
from tools.pins import EDITION
from tools.say import Failure, entry
from tools.written_table import WrittenTable

VERSION = '3.14'
EXAMPLE = build.ROOT / 'examples' / 'scale'
TABLE = WrittenTable(EXAMPLE / 'README.md', 'python3 -m tests.engines --compare --write')
ENGINES = ('dask', 'ray')
SECONDS = 240
BIG = 50 << 20
MUCH = 1 << 30
ORDER = {'id': 1, 'customer': 'c', 'created': '2026-01-01T00:00:00+02:00', 'items': []}
# Lines of a shard, and the errors that each gives: (location, type).
ODD = [
    (json.dumps(ORDER).encode(), []),
    (b'  ', []),
    (json.dumps({**ORDER, 'note': 'x' * BIG}).encode(), []),
    (json.dumps({**ORDER, 'id': -1, 'note': 'x' * BIG}).encode(), [('id', 'greater_than_equal')]),
    (json.dumps({**ORDER, 'created': 'x' * BIG, 'items': [{}]}).encode(), [
        ('created', 'datetime_from_date_parsing'), ('items.0.sku', 'missing'), ('items.0.quantity', 'missing'), ('items.0.price', 'missing'),
    ]),
    (b'{"id": 1, "customer": "\xff"}', [('', 'json_invalid')]),
    (b'{"id": 1, "customer": "\\ud800"}', [('', 'json_invalid')]),
    (b'[' * 100_000, [('', 'json_invalid')]),
    (b'1', [('', 'model_type')]),
    (json.dumps({**ORDER, 'id': 2**63}).encode(), [('id', 'less_than')]),
    (json.dumps({**ORDER, 'items': [{'sku': 'a', 'quantity': 1, 'price': float('nan')}]}).encode(), [('items.0.price', 'finite_number')]),
    (json.dumps({**ORDER, 'shipped': '9999-12-31T23:59:59.999999Z', 'note': '\0é\U0001f600'}).encode(), []),
]  # fmt: skip
# Prints the rows and the errors of each shard in a folder, and how the tables of two folders differ.
LOOK = """
import json, sys
from pathlib import Path
import pyarrow.parquet as pq
one, other = map(Path, sys.argv[1:])
names = sorted(path.name for path in one.iterdir())
assert names == sorted(path.name for path in other.iterdir()), names
differ = [name for name in names if not pq.read_table(one / name).equals(pq.read_table(other / name))]
errors = [[row['file'], row['line'], row['location'], row['type'], len(row['input'])]
          for name in names if name.endswith('.errors.parquet') for row in pq.read_table(one / name).to_pylist()]
print(json.dumps({'differ': differ, 'errors': errors}))
"""
# Prints where a worker of Ray has the modules from, of which it has not even the folder.
WHERE = """
import os, sys
sys.path.insert(0, os.getcwd())
os.chdir('/')
import on_ray, ray
@ray.remote
def where():
    import records, validate
    return [module.__file__ for module in (records, validate, on_ray)]
with ray.init(num_cpus=1, include_dashboard=False, log_to_driver=False, runtime_env=on_ray.environment()):
    print(*ray.get(where.remote()))
"""


class Cluster:
    """A Python with both engines, upstream's core and ours beside it, and shards to try them with."""

    def __init__(self, folder: Path, built: Path):
        self.folder = folder
        self.python = pythons.other_python(VERSION)
        with zipfile.ZipFile(wheel(VERSION, {EDITION: built}, folder)) as package:
            package.extractall(folder / 'package')
        sites = [components.site(name, VERSION) for name in ('engines', 'runtime', 'reference')]
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith(('PYTHON', 'RAY_', 'DASK_'))},
            'PYTHONPATH': os.pathsep.join(map(str, [folder / 'package', *sites])),
            # A machine that is busy with other tests takes its time to start a cluster.
            'RAY_agent_register_timeout_ms': '120000',
            'RAY_raylet_start_wait_time_s': '120',
            'RAY_TMPDIR': str(folder),
            'RAY_DISABLE_DOCKER_CPU_WARNING': '1',
            'RAY_USAGE_STATS_ENABLED': '0',
        }
        self.shards = folder / 'shards'
        self.example = folder / 'scale'
        shutil.copytree(EXAMPLE, self.example, ignore=shutil.ignore_patterns('__pycache__'))
        # Data beside the modules, more of them than an engine would take.
        with (self.example / 'data.ndjson').open('wb') as file:
            file.truncate(MUCH)

    def start(self, *arguments) -> subprocess.Popen:
        command = [str(part) for part in (self.python, *arguments)]
        return subprocess.Popen(command, env=self.environment, cwd=self.example, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True)

    def finish(self, process: subprocess.Popen) -> str:
        """What it printed; it must succeed."""
        try:
            out, err = process.communicate(timeout=SECONDS)
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
        assert process.returncode == 0, f'status {process.returncode}\n{out}\n{err[-4000:]}'
        return out

    def call(self, *arguments) -> str:
        return self.finish(self.start(*arguments))

    def make_shards(self, rows: int) -> None:
        """Two whole shards, one of odd lines, and one whose compressed data end too early."""
        self.call('make_shards.py', self.shards, 2, rows)
        (self.shards / 'odd.ndjson').write_bytes(b'\n'.join(line for line, _ in ODD))
        text = (self.shards / 'orders-000.ndjson').read_bytes()
        whole = gzip.compress(text)
        (self.shards / 'broken.ndjson.gz').write_bytes(whole[: len(whole) // 2])

    def by_hand(self) -> Path:
        """The tables of all shards, made by one process under upstream's core."""
        out = self.folder / 'by-hand'
        for shard in sorted(self.shards.iterdir()):
            self.call('validate.py', shard, out)
        return out

    def look(self, one: Path, other: Path) -> dict:
        return json.loads(self.call('-c', LOOK, one, other))


def same_as_by_hand(cluster: Cluster, by_hand: Path, engine: str) -> None:
    """A shard that is broken and one of odd rows hinder no other; the workers have ours."""
    out = cluster.folder / f'{engine}-whole'
    lines = cluster.call(f'on_{engine}.py', cluster.shards, out).splitlines()
    assert len(lines) == 5 and all('pydantic_core_cpp/editions/' in line for line in lines[:4]), lines
    seen = cluster.look(out, by_hand)
    assert seen['differ'] == [], seen['differ']
    errors = seen['errors']
    expected = [['odd.ndjson', number, *error] for number, (_, found) in enumerate(ODD, 1) for error in found]
    assert [row[:4] for row in errors if row[0] == 'odd.ndjson'] == expected, errors
    assert all(row[4] <= 200 for row in errors)
    broken = [row for row in errors if row[0] == 'broken.ndjson.gz' and row[3] == 'unreadable']
    assert len(broken) == 1 and broken[0][1] > 100, broken


def what_workers_are_given(cluster: Cluster) -> None:
    """The modules that they need, and not the data beside them."""
    files = [Path(file) for file in cluster.call('-c', WHERE).split()]
    assert [file.name for file in files] == ['records.py', 'validate.py', 'on_ray.py'], files
    assert all('runtime_resources' in file.parts and not list(file.parent.glob('*.ndjson')) for file in files), files


def a_worker_is_killed(cluster: Cluster, by_hand: Path, engine: str) -> None:
    """Its shard is done again by another one; nothing of the lost attempt stays."""
    out = cluster.folder / f'{engine}-killed'
    process = cluster.start(f'on_{engine}.py', cluster.shards, out)
    end = time.monotonic() + SECONDS
    found = None
    while found is None and process.poll() is None and time.monotonic() < end:
        for path in out.glob('.orders-*.part'):
            found = re.search(r'\.(\d+)-\w+\.part$', path.name)
        time.sleep(0.002)
    if found is not None:
        os.kill(int(found[1]), signal.SIGKILL)
    cluster.finish(process)
    assert found is not None, 'no worker was seen at work'
    assert cluster.look(out, by_hand)['differ'] == []


def table(compared: str) -> str:
    """What compare.py printed."""
    rows = re.findall(r'^(\w+): ([\d,]+) rows a second with upstream, ([\d,]+) with ours: ([\d.]+)$', compared, re.M)
    assert [row[0] for row in rows] == list(ENGINES), compared
    lines = ['| rows a second | real core | ours | ratio |', '| --- | --- | --- | --- |', *(f'| {" | ".join(row)} |' for row in rows)]
    return ''.join(f'{line}\n' for line in lines)


@entry
def main() -> int:
    parser = argparse.ArgumentParser(prog='python3 -m tests.engines')
    parser.add_argument('--compare', action='store_true', help='print rows a second under both cores, and test nothing')
    parser.add_argument('--write', action='store_true', help='put them into examples/scale/README.md')
    parser.add_argument('--built', type=Path, metavar='FOLDER', help=f'a folder with a package pydantic_core built for CPython {VERSION}')
    parser.add_argument('-k', default='', metavar='WORD', help='only the rows with that word in their names')
    arguments = parser.parse_args()
    try:
        pythons.python_314()
    except Failure as failure:
        print(f'the engines need the pinned CPython {VERSION}: {failure}')
        print('0 passed, 0 failed, 5 skipped')
        return 0
    built = arguments.built
    if built is None:
        preset = build.preset_for('release' if arguments.compare else 'dev', VERSION)
        build.build(preset, ['_pydantic_core'])
        built = build.site(preset)
    with tempfile.TemporaryDirectory() as folder:
        cluster = Cluster(Path(folder).resolve(), built.resolve())
        if arguments.compare:
            cluster.call('make_shards.py', cluster.shards, 8, 40_000)
            compared = cluster.call('compare.py', cluster.shards, cluster.folder / 'out')
            print(compared, end='')
            if arguments.write:
                TABLE.write(table(compared))
            return 0
        cluster.make_shards(20_000)
        by_hand = cluster.by_hand()
        rows = [(f'{check.__name__}: {engine}', check, engine) for engine in ENGINES for check in (same_as_by_hand, a_worker_is_killed)]
        named = [(name, functools.partial(check, cluster, by_hand, engine)) for name, check, engine in rows]
        named.append(('what_workers_are_given: ray', functools.partial(what_workers_are_given, cluster)))
        return run(row for row in named if arguments.k in row[0])


if __name__ == '__main__':
    sys.exit(main())
