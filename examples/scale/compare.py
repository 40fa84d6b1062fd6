"""Rows a second with upstream's core and with the C++ one, in turns. A core that is loaded stays, so each turn
has a cluster of two workers of its own.

    python compare.py SHARDS OUT [--rounds N]
"""

import argparse
import time
from pathlib import Path
from statistics import median

import on_dask
import on_ray
import ray
from command import SHARDS
from distributed import Client, LocalCluster

CORES = ('upstream', 'ours')


def dask_rate(core: str, shards: list[Path], out: Path) -> float:
    with LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as cluster, Client(cluster) as client:
        if core == 'ours':
            client.register_plugin(on_dask.SwitchOn())
        list(on_dask.run(client, shards[:2], out))  # both workers have imported pydantic
        return rate(on_dask.run(client, shards, out))


def ray_rate(core: str, shards: list[Path], out: Path) -> float:
    environment = on_ray.environment(upstream=core == 'upstream')
    with ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False, runtime_env=environment):
        list(on_ray.run(shards[:2], out))
        return rate(on_ray.run(shards, out))


def rate(summaries) -> float:
    start = time.perf_counter()
    rows = sum(summary.rows + summary.errors for summary in summaries)
    return rows / (time.perf_counter() - start)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('shards', type=Path)
    parser.add_argument('out', type=Path)
    parser.add_argument('--rounds', type=int, default=3)
    arguments = parser.parse_args()
    shards = sorted(arguments.shards.glob(SHARDS))
    for engine, measure in (('dask', dask_rate), ('ray', ray_rate)):
        rates: dict[str, list] = {core: [] for core in CORES}
        for core in CORES * arguments.rounds:
            rates[core].append(measure(core, shards, arguments.out))
        upstream, ours = map(median, rates.values())
        print(f'{engine}: {upstream:,.0f} rows a second with upstream, {ours:,.0f} with ours: {ours / upstream:.2f}', flush=True)


if __name__ == '__main__':
    main()
