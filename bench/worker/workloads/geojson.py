"""GeoJSON: nested arrays of floats, a tagged union of geometries, and properties of any kind."""

from __future__ import annotations

import random
from typing import Any, Literal

from .workload import Call, Settings, four, model, tagged

Position = tuple[float, float]


def _collection_type(base: type) -> Any:
    geometry = tagged(
        base,
        model(base, 'Point', tag='Point', coordinates=Position),
        model(base, 'LineString', tag='LineString', coordinates=list[Position]),
        model(base, 'Polygon', tag='Polygon', coordinates=list[list[Position]]),
        model(base, 'MultiPolygon', tag='MultiPolygon', coordinates=list[list[list[Position]]]),
    )
    feature = model(base, 'Feature', type=Literal['Feature'], id=int, geometry=geometry, properties=dict[str, Any])
    return model(base, 'FeatureCollection', type=Literal['FeatureCollection'], features=list[feature])


def collection(count: int) -> dict:
    """A FeatureCollection as JSON has it."""
    rng = random.Random(3)
    return {'type': 'FeatureCollection', 'features': [_feature(rng, number) for number in range(count)]}


def _feature(rng: random.Random, number: int) -> dict:
    kind = rng.choice(['Point', 'LineString', 'Polygon', 'MultiPolygon'])
    coordinates = {
        'Point': lambda: _positions(rng, 1)[0],
        'LineString': lambda: _positions(rng, 30),
        'Polygon': lambda: [_positions(rng, 40)],
        'MultiPolygon': lambda: [[_positions(rng, 20)] for _ in range(2)],
    }[kind]()
    properties = {'name': f'feature {number}', 'height': rng.randrange(3000), 'area': rng.random(), 'open': rng.random() < 0.5}
    geometry = {'type': kind, 'coordinates': coordinates}
    return {'type': 'Feature', 'id': number, 'geometry': geometry, 'properties': properties}


def _positions(rng: random.Random, count: int) -> list[list[float]]:
    return [[round(rng.uniform(-180, 180), 7), round(rng.uniform(-90, 90), 7)] for _ in range(count)]


def geojson(settings: Settings) -> dict[str, Call]:
    """GeoJSON: a collection of 300 features, 8,000 positions"""
    return four(settings, _collection_type, collection(settings.count(300)))


WORKLOADS = {'geojson': geojson}
