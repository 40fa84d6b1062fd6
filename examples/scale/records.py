"""What a line of a shard must be, and the columns that a valid one becomes: whatever the model takes must fit them."""

from typing import Optional

import pyarrow as pa
from pydantic import AwareDatetime, BaseModel, Field


class Item(BaseModel):
    sku: str = Field(min_length=1)
    quantity: int = Field(gt=0, lt=2**63)
    price: float = Field(ge=0, allow_inf_nan=False)


class Order(BaseModel):
    id: int = Field(ge=0, lt=2**63)
    customer: str
    created: AwareDatetime
    shipped: Optional[AwareDatetime] = None
    note: str = ''
    items: list[Item]


COLUMNS = pa.schema({
    'id': pa.int64(),
    'customer': pa.string(),
    'created': pa.timestamp('us', 'UTC'),
    'shipped': pa.timestamp('us', 'UTC'),
    'note': pa.string(),
    'items': pa.list_(pa.struct({'sku': pa.string(), 'quantity': pa.int64(), 'price': pa.float64()})),
})  # fmt: skip
