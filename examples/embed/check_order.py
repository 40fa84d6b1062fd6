"""What runs inside python.wasm: reads an order from stdin, and writes what pydantic makes of it to stdout, as JSON."""

import json
import sys
from datetime import datetime
from uuid import UUID

from pydantic import BaseModel, Field, ValidationError, computed_field


class Line(BaseModel):
    sku: str
    quantity: int = Field(gt=0)
    price: float = Field(ge=0)


class Order(BaseModel):
    id: UUID
    placed: datetime
    lines: list[Line] = Field(min_length=1)

    @computed_field
    @property
    def total(self) -> float:
        return sum(line.quantity * line.price for line in self.lines)


try:
    order = Order.model_validate_json(sys.stdin.buffer.read())
    print(json.dumps({'order': order.model_dump(mode='json')}))
except ValidationError as error:
    print(json.dumps({'errors': error.errors(include_url=False, include_context=False)}))
