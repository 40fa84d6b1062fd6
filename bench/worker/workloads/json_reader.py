"""`from_json` and `to_json`, pydantic_core's own reader and writer of JSON, beside orjson's and msgspec's."""

from __future__ import annotations

import json
from functools import partial
from typing import Any

from . import geojson, orders, text
from .workload import Call, Settings, compact


def _of(settings: Settings, data: Any) -> dict[str, Call]:
    from pydantic_core import from_json, to_json

    raw = compact(data)
    calls = {'from_json': Call(partial(from_json, raw)), 'to_json': Call(partial(to_json, data))}
    if settings.beside:
        import msgspec
        import orjson

        calls['from_json'].beside = {'orjson': partial(orjson.loads, raw), 'msgspec': partial(msgspec.json.decode, raw), 'json': partial(json.loads, raw)}
        calls['to_json'].beside = {'orjson': partial(orjson.dumps, data), 'msgspec': partial(msgspec.json.encode, data)}
    return calls


def of_orders(settings: Settings) -> dict[str, Call]:
    """The orders as plain values"""
    return _of(settings, orders.data(settings.count(1000)))


def of_geojson(settings: Settings) -> dict[str, Call]:
    """The GeoJSON as plain values"""
    return _of(settings, geojson.collection(settings.count(300)))


def of_text(settings: Settings) -> dict[str, Call]:
    """Texts in many scripts as plain values"""
    return _of(settings, text.people(settings.count(1000)))


WORKLOADS = {'json-orders': of_orders, 'json-geojson': of_geojson, 'json-text': of_text}
