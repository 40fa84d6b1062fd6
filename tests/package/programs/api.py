"""An API with FastAPI: served by uvicorn, and asked by its own test client."""

from datetime import datetime

from fastapi import FastAPI
from fastapi.testclient import TestClient
from pydantic import BaseModel, PositiveInt


class Item(BaseModel):
    sku: str
    count: PositiveInt = 1


class Order(BaseModel):
    number: PositiveInt
    created: datetime
    items: list[Item]


app = FastAPI()


@app.post('/orders')
def add(order: Order) -> Order:
    return order


if __name__ == '__main__':
    client = TestClient(app)
    good = {'number': 7, 'created': '2026-11-29T10:00:00Z', 'items': [{'sku': 'a'}, {'sku': 'b', 'count': '2'}]}
    for body in good, {**good, 'number': -1, 'items': [{}]}:
        answer = client.post('/orders', json=body)
        print(answer.status_code, answer.text)
    print(client.get('/openapi.json').text)
