"""Validates a folder of shards on Dask: python on_dask.py SHARDS OUT [--workers N] [--scheduler ADDRESS] [--upstream]

Without --scheduler it starts a cluster of processes on this machine. --upstream leaves upstream's core in the workers.
"""

from pathlib import Path

from command import SHARDS, parse, report
from distributed import Client, LocalCluster, WorkerPlugin, as_completed


class SwitchOn(WorkerPlugin):
    """Makes each worker's `import pydantic_core` get the C++ one. It runs before the worker's first task, and so before pydantic."""

    name = 'pydantic-core-cpp'

    def setup(self, worker):
        import pydantic_core_cpp

        pydantic_core_cpp.install()


def task(shard: str, out: str):
    # In the task, not above: a worker must not import pydantic before it is switched on.
    from validate import validate_shard

    return validate_shard(Path(shard), Path(out))


def run(client: Client, shards: list[Path], out: Path):
    """Gives the summaries as they come; a shard whose worker is lost goes to another one."""
    futures = client.map(task, [str(shard.resolve()) for shard in shards], out=str(out.resolve()), pure=False, retries=2)
    for future in as_completed(futures):
        yield future.result()


def main() -> None:
    arguments = parse(__doc__)
    cluster = arguments.scheduler or LocalCluster(n_workers=arguments.workers, threads_per_worker=1, processes=True, dashboard_address=None)
    with Client(cluster) as client:
        if not arguments.upstream:
            client.register_plugin(SwitchOn())
        report(run(client, sorted(arguments.shards.glob(SHARDS)), arguments.out), arguments.out)


if __name__ == '__main__':
    main()
