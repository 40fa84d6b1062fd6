"""The smallest thing that counts: one model with five fields."""

from __future__ import annotations

from functools import partial

from .workload import Call, Settings, calls_of, model


def five(settings: Settings) -> dict[str, Call]:
    """One model of five fields"""
    from pydantic import BaseModel

    cls = model(BaseModel, 'Five', a=int, b=str, c=float, d=bool, e=list[int])
    data = {'a': 1, 'b': 'two', 'c': 3.0, 'd': True, 'e': []}
    return {**calls_of(cls, data), 'init': Call(partial(cls, **data))}


WORKLOADS = {'model': five}
