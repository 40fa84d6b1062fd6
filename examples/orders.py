"""Orders of a shop: JSON into pydantic models, sums, and a clear answer to an order that is wrong.

    ./run.sh examples/orders.py [FILE]

FILE is a JSON list of orders, `orders.json` beside this script by default.
"""

import sys
from pathlib import Path
from typing import Optional

from pydantic import BaseModel, Field, TypeAdapter, ValidationError, field_validator, model_validator


class Address(BaseModel):
    street: str
    city: str
    postcode: str = Field(min_length=4, max_length=10)
    country: str = 'DE'


class Customer(BaseModel):
    id: int = Field(gt=0)
    name: str
    email: str
    address: Optional[Address] = None

    @field_validator('email')
    @classmethod
    def has_a_host(cls, email: str) -> str:
        name, at, host = email.partition('@')
        if not (name and at and '.' in host):
            raise ValueError(f'{email!r} is no e-mail address')
        return email.lower()


class Line(BaseModel):
    sku: str
    quantity: int = Field(gt=0)
    price: float = Field(ge=0)
    discount: float = Field(default=0.0, ge=0, le=1)
    options: dict[str, str] = {}

    @property
    def total(self) -> float:
        return self.quantity * self.price * (1 - self.discount)


class Order(BaseModel):
    id: int
    customer: Customer
    lines: list[Line] = Field(min_length=1)
    gift: bool = False
    note: Optional[str] = None
    paid: Optional[float] = None

    @property
    def total(self) -> float:
        return round(sum(line.total for line in self.lines), 2)

    @model_validator(mode='after')
    def paid_is_right(self) -> 'Order':
        if self.paid is not None and self.paid != self.total:
            raise ValueError(f'{self.paid:.2f} was paid for goods of {self.total:.2f}')
        return self


def main(path: Path) -> None:
    text = path.read_bytes()
    wrong = None
    try:
        orders = TypeAdapter(list[Order]).validate_json(text)
    except ValidationError as error:
        wrong = error
        bad = {details['loc'][0] for details in error.errors()}
        everything = TypeAdapter(list[dict]).validate_json(text)
        orders = [Order.model_validate(order) for index, order in enumerate(everything) if index not in bad]

    print(f'{len(orders)} orders from {path.name}')
    for order in orders:
        address = order.customer.address
        where = f'{address.city} ({address.country})' if address else 'to be collected'
        state = 'open' if order.paid is None else 'paid'
        print(f'  #{order.id} {order.customer.name:<16} {where:<18} {len(order.lines)} lines {order.total:>9.2f} {state}')
    print(f'total {sum(order.total for order in orders):.2f}')
    if orders:
        print('the first one, as JSON without defaults:')
        print(orders[0].model_dump_json(exclude_defaults=True))
    if wrong:
        print(f'\n{wrong}')


if __name__ == '__main__':
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).with_name('orders.json'))
