"""Input that is wrong: all of it, or one record in a hundred; the answer no, the exception, and what it tells."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from . import orders
from .workload import Call, Settings, compact, model


def _spoilt(order: dict) -> dict:
    """The order with errors of several kinds at several depths."""
    address = {**order['customer']['address'], 'city': 7}
    items = [{**item, 'quantity': 'many', 'price': None} for item in order['items']]
    customer = {**order['customer'], 'id': 12, 'address': address}
    return {**order, 'created_at': 'yesterday', 'status': 'lost', 'customer': customer, 'items': items}


def _refused(call: Callable[[Any], object], value: object) -> object:
    """What the call gives, or the exception that it ends with."""
    try:
        return call(value)
    except ValueError as error:
        return error


def _each_refused(call: Callable[[Any], object], values: list) -> list:
    return [_refused(call, value) for value in values]


def all_invalid(settings: Settings) -> dict[str, Call]:
    """100 orders, each with five wrong values and more"""
    from pydantic import BaseModel, TypeAdapter

    validator = TypeAdapter(list[orders.models(BaseModel)]).validator
    data = [_spoilt(order) for order in orders.data(settings.count(100))]
    text = compact(data)
    error = _refused(validator.validate_python, data)
    return {
        'isinstance_python': Call(partial(validator.isinstance_python, data)),
        'validate_python': Call(partial(_refused, validator.validate_python, data)),
        'validate_json': Call(partial(_refused, validator.validate_json, text)),
        'errors': Call(partial(error.errors, include_url=False)),
        'errors_json': Call(partial(error.json, include_url=False)),
        'str': Call(lambda: str(error).count('\n')),
    }


def small_invalid(settings: Settings) -> dict[str, Call]:
    """1,000 small records one by one, each with a wrong value"""
    from pydantic import BaseModel

    cls = model(BaseModel, 'Small', id=int, name=str, email=str)
    data = [{'id': f'x{number}', 'name': 'some name', 'email': 'a@b.cd'} for number in range(settings.count(1000))]
    validator = cls.__pydantic_validator__
    return {
        'validate_python': Call(partial(_each_refused, validator.validate_python, data)),
        'validate_json': Call(partial(_each_refused, validator.validate_json, [compact(record) for record in data])),
    }


def few_invalid(settings: Settings) -> dict[str, Call]:
    """1,000 orders one by one, one in a hundred wrong"""
    from pydantic import BaseModel

    rows = orders.data(settings.count(1000))
    data = [_spoilt(order) if number % 100 == 0 else order for number, order in enumerate(rows)]
    validator = orders.models(BaseModel).__pydantic_validator__
    return {
        'validate_python': Call(partial(_each_refused, validator.validate_python, data)),
        'validate_json': Call(partial(_each_refused, validator.validate_json, [compact(record) for record in data])),
    }


WORKLOADS = {'all-invalid': all_invalid, 'small-invalid': small_invalid, '1%-invalid': few_invalid}
