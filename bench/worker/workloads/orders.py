"""The workload `orders`: 1,000 nested orders, about 527 kB of JSON and 5,000 model instances.

It has what real payloads have: ids, UUIDs, times, literals, floats, optional strings, dicts and lists. The variant
`slice` says the same with `str` for UUIDs, times and literals. The data are made here, the same each time.
"""

from __future__ import annotations

import random
import uuid
from datetime import datetime, timedelta, timezone
from functools import partial
from typing import Literal, Optional

from .workload import Call, Settings, compact, four, model

CITIES = ['Amsterdam', 'Bruges', 'Chur', 'Dublin', 'Évora', 'Frankfurt am Main']
WORDS = 'alpha bravo charlie delta echo foxtrot golf hotel india juliet kilo lima mike'.split()
STATUS = ('new', 'paid', 'shipped', 'returned')


def data(count: int = 1000) -> list[dict]:
    """The orders as JSON has them."""
    rng = random.Random(2026)
    start = datetime(2026, 1, 1, tzinfo=timezone.utc)
    return [_order(rng, number, start) for number in range(count)]


def _order(rng: random.Random, number: int, start: datetime) -> dict:
    return {
        'id': _uuid(rng),
        'number': 100_000 + number,
        'created_at': (start + timedelta(seconds=rng.randrange(10_000_000))).isoformat().replace('+00:00', 'Z'),
        'status': rng.choice(STATUS),
        'customer': {
            'id': _uuid(rng),
            'name': f'{rng.choice(WORDS).title()} {rng.choice(WORDS).title()}',
            'email': rng.choice([None, f'{rng.choice(WORDS)}@example.com']),
            'address': {
                'street': f'{rng.randrange(1, 200)} {rng.choice(WORDS)} st',
                'city': rng.choice(CITIES),
                'postcode': f'{rng.randrange(10**5):05}',
                'country': rng.choice(['BE', 'CH', 'IE', 'NL']),
            },
        },
        'items': [_item(rng) for _ in range(rng.choice([1, 2, 3]))],
        'paid': rng.random() < 0.5,
        'total': round(rng.uniform(1, 2000), 2),
        'tags': rng.sample(WORDS, 2),
        'scores': {word: round(rng.random(), 3) for word in rng.sample(WORDS, 2)},
    }


def _item(rng: random.Random) -> dict:
    return {
        'sku': f'SKU-{rng.randrange(10**6):06}',
        'quantity': rng.randrange(1, 9),
        'price': round(rng.uniform(1, 500), 2),
        'note': rng.choice([None, None, rng.choice(WORDS)]),
    }


def _uuid(rng: random.Random) -> str:
    return str(uuid.UUID(int=rng.getrandbits(128), version=4))


def text(count: int = 1000) -> bytes:
    return compact(data(count))


def models(base: type, *, slice: bool = False) -> type:
    """The class of an order, with the classes it nests, as subclasses of `base` (pydantic's or msgspec's)."""
    uuid_type, time_type, status_type = (str, str, str) if slice else (uuid.UUID, datetime, Literal[STATUS])

    address = model(base, 'Address', street=str, city=str, postcode=str, country=str)
    customer = model(base, 'Customer', id=uuid_type, name=str, email=Optional[str], address=address)
    item = model(base, 'Item', sku=str, quantity=int, price=float, note=Optional[str])
    return model(
        base,
        'Order',
        id=uuid_type,
        number=int,
        created_at=time_type,
        status=status_type,
        customer=customer,
        items=list[item],
        paid=bool,
        total=float,
        tags=list[str],
        scores=dict[str, float],
    )


def orders(settings: Settings, slice: bool = False) -> dict[str, Call]:
    """1,000 nested orders, with UUIDs, times and literals"""
    rows = data(settings.count(1000))
    calls = four(settings, lambda base: list[models(base, slice=slice)], rows)
    if settings.beside:
        import orjson

        calls['validate_json'].less['orjson'] = partial(orjson.loads, compact(rows))
        calls['dump_json'].less['orjson'] = partial(orjson.dumps, rows)
    return calls


def orders_slice(settings: Settings) -> dict[str, Call]:
    """The same without UUIDs, times and literals"""
    return orders(settings, slice=True)


WORKLOADS = {'orders': orders, 'orders-slice': orders_slice}
