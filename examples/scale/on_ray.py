"""Validates a folder of shards on Ray: python on_ray.py SHARDS OUT [--workers N] [--scheduler ADDRESS] [--upstream]

Without --scheduler it starts a cluster on this machine. --upstream leaves upstream's core in the workers.
"""

from pathlib import Path

import ray
from command import SHARDS, parse, report

HERE = Path(__file__).resolve().parent
MODULES = ('validate', 'records', 'on_ray', 'command')
"""What a worker imports of this folder, in which there may be data as well."""


def switch_on() -> None:
    """Makes a worker's `import pydantic_core` get the C++ one. Ray calls it at the start of each worker process."""
    import pydantic_core_cpp

    pydantic_core_cpp.install()


# A shard whose worker is lost goes to another one.
@ray.remote(num_cpus=1, max_retries=2)
def task(shard: str, out: str):
    from validate import validate_shard

    return validate_shard(Path(shard), Path(out))


def environment(upstream: bool = False) -> dict:
    """The runtime environment of a worker: the modules of this folder, and the switch."""
    return {'py_modules': [str(HERE / f'{name}.py') for name in MODULES], **({} if upstream else {'worker_process_setup_hook': switch_on})}


def run(shards: list[Path], out: Path):
    """Gives the summaries as they come."""
    left = [task.remote(str(shard.resolve()), str(out.resolve())) for shard in shards]
    while left:
        done, left = ray.wait(left)
        yield ray.get(done[0])


def main() -> None:
    arguments = parse(__doc__)
    ray.init(
        arguments.scheduler,
        num_cpus=None if arguments.scheduler else arguments.workers,
        include_dashboard=False if not arguments.scheduler else None,
        runtime_env=environment(arguments.upstream),
    )
    report(run(sorted(arguments.shards.glob(SHARDS)), arguments.out), arguments.out)


if __name__ == '__main__':
    main()
