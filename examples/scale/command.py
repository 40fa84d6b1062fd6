"""What the commands of both engines have in common: their arguments, and what they print."""

import argparse
import time
from collections.abc import Iterable
from pathlib import Path

SHARDS = '*.ndjson*'


def parse(text: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=text, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('shards', type=Path, help='a folder of .ndjson and .ndjson.gz files')
    parser.add_argument('out', type=Path, help='the folder for the Parquet files')
    parser.add_argument('--workers', type=int, default=2, help='of a cluster on this machine')
    parser.add_argument('--scheduler', help="a cluster's address, in place of one on this machine")
    parser.add_argument('--upstream', action='store_true', help="leave upstream's core in the workers")
    arguments = parser.parse_args()
    if not any(arguments.shards.glob(SHARDS)):
        parser.error(f'no {SHARDS} in {arguments.shards}')
    return arguments


def report(summaries: Iterable, out: Path) -> None:
    """Prints a line a shard as it is done, and the sums; removes what lost workers have left in `out`."""
    start = time.perf_counter()
    rows = errors = 0
    for summary in summaries:
        rows += summary.rows
        errors += summary.errors
        print(f'{summary.file}: {summary.rows:,} rows, {summary.errors:,} wrong ({summary.core})', flush=True)
    seconds = time.perf_counter() - start
    print(f'{rows:,} rows, {errors:,} wrong, {(rows + errors) / seconds:,.0f} a second')
    for left in out.glob('.*.part'):
        left.unlink()
