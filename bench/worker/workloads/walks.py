"""Lazy iterators, and dumps that leave items out."""

from __future__ import annotations

from functools import partial
from typing import Any, Callable, Iterable

from .workload import Call, Settings


def generator(settings: Settings) -> dict[str, Call]:
    """10,000 ints validated as they are asked for"""
    from pydantic import TypeAdapter

    data = list(range(settings.count(10_000)))
    validator = TypeAdapter(Iterable[int]).validator
    return {
        'validate_python': Call(partial(_walked, validator.validate_python, data)),
        'validate_json': Call(partial(_walked, validator.validate_json, str(data))),
    }


def _walked(call: Callable[[Any], Iterable], value: object) -> list:
    return list(call(value))


def exclude(settings: Settings) -> dict[str, Call]:
    """Lists of 30, 300 and 1,000 items dumped with a rule for each item"""
    from pydantic import TypeAdapter

    serializer = TypeAdapter(list[dict[str, int]]).serializer
    calls = {}
    for count in 30, 300, 1000:
        data = [{'a': n, 'b': n, 'c': n} for n in range(settings.count(count))]
        rules = {n: {'b'} for n in range(len(data))}
        calls[f'dump_python_{count}'] = Call(partial(serializer.to_python, data, exclude=rules))
        calls[f'dump_json_{count}'] = Call(partial(serializer.to_json, data, exclude=rules))
    return calls


WORKLOADS = {'iterator': generator, 'exclude': exclude}
