"""Rows a second with upstream's core and with the C++ one, in turns on one cluster of two workers.

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


def dask_rates(shards: list[Path], out: Path, rounds: int) -> dict:
    """Workers are started afresh for each turn: a core that is loaded stays."""
    rates = {core: [] for core in CORES}
    with LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as cluster, Client(cluster) as client:
        for _ in range(rounds):
            for core in CORES:
                if core == 'ours':
                    client.register_plugin(on_dask.SwitchOn())
                client.restart()
                list(on_dask.run(client, shards[:2], out))  # both workers have imported pydantic
                rates[core].append(rate(on_dask.run(client, shards, out)))
                if core == 'ours':
                    client.unregister_worker_plugin(on_dask.SwitchOn.name)
    return rates


def ray_rates(shards: list[Path], out: Path, rounds: int) -> dict:
    """Ray keeps workers of each runtime environment apart."""
    rates = {core: [] for core in CORES}
    ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False)
    for _ in range(rounds):
        for core in CORES:
            task = on_ray.task.options(runtime_env=on_ray.environment(upstream=core == 'upstream'))
            list(on_ray.run(shards[:2], out, task))
            rates[core].append(rate(on_ray.run(shards, out, task)))
    ray.shutdown()
    return rates


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
    for engine, measure in (('dask', dask_rates), ('ray', ray_rates)):
        upstream, ours = (median(rates) for rates in measure(shards, arguments.out, arguments.rounds).values())
        print(f'{engine}: {upstream:,.0f} rows a second with upstream, {ours:,.0f} with ours: {ours / upstream:.2f}', flush=True)


if __name__ == '__main__':
    main()
