"""What the profile is recorded on: the workloads of ./bench.sh, and here what those leave out, as each is about as usual.

`python3 -m tools.profile.workloads NAME` runs one in a process with pydantic and the module with counters. How often is said here
and not measured, so that recording again gives the same counts.
"""

from __future__ import annotations

import dataclasses
import enum
import random
import sys
import uuid
from collections.abc import Callable
from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal
from functools import partial
from typing import Any, Generic, Optional, TypeVar, Union

import bench.worker.workloads
from bench.worker.workloads import orders
from bench.worker.workloads.workload import Call, Settings, calls_of, compact

ROUNDS = 60
"""How often each call is made; a call takes some milliseconds."""
OTHER_ROUNDS = {'logs': 1, 'model': 30_000, 'schema-small': 4000, 'single-values': 2000, 'functions': 300, 'no-schema': 300}
"""Where a call takes far more or less."""


def constraints(settings: Settings) -> dict[str, Call]:
    """What fields are made of besides: limits, patterns, enums, sets, fixed tuples"""
    from pydantic import AnyUrl, BaseModel, ConfigDict, Field
    from typing_extensions import Annotated

    Colour = enum.Enum('Colour', {'red': 'red', 'green': 'green'})
    Size = enum.IntEnum('Size', 'small large')

    class Product(BaseModel):
        model_config = ConfigDict(str_strip_whitespace=True)
        id: uuid.UUID
        name: Annotated[str, Field(min_length=1, max_length=80)]
        code: Annotated[str, Field(pattern=r'^[A-Z]{2}-\d{4}$')]
        count: Annotated[int, Field(ge=0, le=10_000)]
        ratio: Annotated[float, Field(gt=0, allow_inf_nan=False)]
        price: Annotated[Decimal, Field(max_digits=10, decimal_places=2)]
        colour: Colour
        size: Size
        born: date
        opens: time
        lasts: timedelta
        page: AnyUrl
        raw: bytes
        labels: set[str]
        marks: frozenset[int]
        parts: dict[str, list[int]]
        codes: dict[int, str]
        pair: tuple[int, str]
        some: tuple[int, ...]
        flag: bool
        nothing: None

    data = [
        {
            'id': str(uuid.UUID(int=random.Random(i).getrandbits(128), version=4)), 'name': f' name {i} ', 'code': f'AB-{1000 + i}',
            'count': str(i), 'ratio': i + 0.5, 'price': f'{i}.25', 'colour': 'red' if i % 2 else 'green', 'size': 1 + i % 2,
            'born': '2020-02-29', 'opens': '08:30:00', 'lasts': 'PT1H30M', 'page': f'https://user@example.com:8080/path/{i}?q=1#f',
            'raw': 'bytes', 'labels': ['a', 'b'], 'marks': [1, 2, i], 'parts': {'a': [1, 2], 'b': []}, 'codes': {'1': 'x', '2': 'y'},
            'pair': [i, 'x'], 'some': [1, 2, 3], 'flag': 'true', 'nothing': None,
        }
        for i in range(settings.count(300))
    ]  # fmt: skip
    calls = calls_of(list[Product], data)
    again = calls['dump_python'].run()
    return {**calls, 'validate_python_again': Call(partial(calls['validate_python'].run.func, again))}


def options(settings: Settings) -> dict[str, Call]:
    """Aliases, extra keys, attributes, assignment, generics, root models, dumps with options"""
    from pydantic import BaseModel, ConfigDict, Field, RootModel

    @dataclasses.dataclass
    class Line:
        start: int
        names: list[str] = dataclasses.field(default_factory=list)

    class Aliased(BaseModel):
        model_config = ConfigDict(extra='allow', populate_by_name=True, from_attributes=True, validate_assignment=True)
        first: int = Field(alias='firstValue')
        second: str = Field(default='x', alias='secondValue')
        lines: list[Line] = []

    class Names(RootModel[list[str]]):
        pass

    item = TypeVar('item')

    class Page(BaseModel, Generic[item]):
        items: list[item]
        names: Names
        next: Optional[int] = None

    class Plain:
        first, second, lines = 1, 'y', []

    items = [{'firstValue': i, 'secondValue': 'y', 'lines': [{'start': i}] * 3, 'more': 3} for i in range(settings.count(300))]
    calls = calls_of(Page[Aliased], {'items': items, 'names': ['a', 'b']})
    page = calls['validate_python'].run()
    serializer = type(page).__pydantic_serializer__
    plain = [Plain()] * settings.count(300)

    def assign() -> None:
        for record in page.items:
            record.first = 5
            record.second = 'z'

    return {
        **calls,
        'dump_json_mode': Call(partial(serializer.to_python, page, mode='json')),
        'dump_options': Call(partial(serializer.to_json, page, by_alias=True, exclude_none=True, exclude_unset=True, indent=2)),
        'dump_exclude': Call(partial(serializer.to_python, page, exclude={'items': {'__all__': {'lines'}}}, round_trip=True)),
        'attributes': Call(lambda: list(map(Aliased.model_validate, plain))),
        'assignment': Call(assign),
    }


def functions(settings: Settings) -> dict[str, Call]:
    """Validators and serializers in Python"""
    from pydantic import BaseModel, Field, computed_field, field_serializer, field_validator, model_validator

    class Checked(BaseModel):
        a: int
        b: str
        c: list[int] = Field(default_factory=list)

        @field_validator('a', mode='before')
        @classmethod
        def read(cls, value: Any) -> Any:
            return value

        @field_validator('b')
        @classmethod
        def strip(cls, value: str) -> str:
            return value.strip()

        @field_validator('c', mode='wrap')
        @classmethod
        def wrapped(cls, value: Any, handler: Callable[[Any], Any]) -> Any:
            return handler(value)

        @model_validator(mode='after')
        def check(self) -> Checked:
            return self

        @field_serializer('b')
        def shout(self, value: str) -> str:
            return value.upper()

        @computed_field
        @property
        def double(self) -> int:
            return self.a * 2

    return calls_of(list[Checked], [{'a': i, 'b': ' x ', 'c': [1, 2]} for i in range(settings.count(100))])


def no_schema(settings: Settings) -> dict[str, Call]:
    """Values of any type, and the functions without a schema"""
    import pydantic_core
    from pydantic import BaseModel, TypeAdapter

    values = {
        'at': datetime(2026, 1, 1, tzinfo=timezone.utc), 'on': date(2026, 1, 1), 'id': uuid.UUID(int=7), 'sum': Decimal('1.5'), 'in': {1, 2},
        'raw': b'x', 'of': (1, None, 2.5, True), 'model': orders.models(BaseModel).model_construct(number=1),
    }  # fmt: skip
    anything = TypeAdapter(Any).serializer
    return {
        'to_jsonable_python': Call(partial(pydantic_core.to_jsonable_python, values)),
        'to_json': Call(partial(pydantic_core.to_json, values, indent=2)),
        'dump_json': Call(partial(anything.to_json, values)),
        'dump_python': Call(partial(anything.to_python, values, mode='json')),
    }


def single_values(settings: Settings) -> dict[str, Call]:
    """A value a call, in strict and lax mode, from Python, JSON and text"""
    from pydantic import TypeAdapter
    from typing_extensions import Literal

    values = [
        (int, 1), (float, 1.5), (str, 'text'), (bool, True), (list[int], [1, 2, 3]), (dict[str, int], {'a': 1}), (Optional[int], None),
        (set[int], [1, 2]), (Union[int, list[int]], [1]), (Literal['a', 'b'], 'a'), (tuple[int, str], (1, 'a')), (bytes, 'raw'),
    ]  # fmt: skip
    calls = {}
    for kind, value in values:
        for name, call in calls_of(kind, value, compact(value)).items():
            calls[f'{kind}.{name}'] = call
    validator = TypeAdapter(dict[str, Optional[float]]).validator
    return {
        **calls,
        'strict': Call(partial(validator.validate_python, {'a': 1.5, 'b': None}, strict=True)),
        'strings': Call(partial(validator.validate_strings, {'a': '1.5', 'b': '2', 'c': 'nan'})),
    }


MORE = {'constraints': constraints, 'options': options, 'functions': functions, 'no-schema': no_schema, 'single-values': single_values}
WORKLOADS = {**bench.worker.workloads.WORKLOADS, **MORE}

if __name__ == '__main__':
    for call in WORKLOADS[sys.argv[1]](Settings()).values():
        for _ in range(OTHER_ROUNDS.get(sys.argv[1], ROUNDS)):
            call.run()
