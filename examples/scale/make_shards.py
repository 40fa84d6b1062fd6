"""Makes shards to try it with.

Orders of one to eight items, the same for the same arguments; one row in a hundred is wrong.
"""

import argparse
import json
import random
from pathlib import Path


def order(chance: random.Random, number: int) -> dict:
    made = {
        'id': number,
        'customer': f'customer {chance.randrange(100_000)} of Zürich',
        'created': f'2026-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}T12:{chance.randrange(60):02}:00.25Z',
        'items': [
            {'sku': f'A-{chance.randrange(10_000):05}', 'quantity': chance.randint(1, 9), 'price': chance.randrange(100_000) / 100}
            for _ in range(chance.randint(1, 8))
        ],
    }
    if chance.random() < 0.01:
        made['items'][0]['quantity'] = 0
    return made


def make_shards(folder: Path, shards: int, rows: int) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for shard in range(shards):
        chance = random.Random(shard)
        with (folder / f'orders-{shard:03}.ndjson').open('w') as file:
            for row in range(rows):
                json.dump(order(chance, shard * rows + row), file)
                file.write('\n')


if __name__ == '__main__':
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('folder', type=Path)
    parser.add_argument('shards', type=int, nargs='?', default=4)
    parser.add_argument('rows', type=int, nargs='?', default=50_000, help='of each shard')
    make_shards(**vars(parser.parse_args()))
