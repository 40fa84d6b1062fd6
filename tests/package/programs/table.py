"""A table with SQLModel: rows are written, read and validated."""

from typing import Optional

from pydantic import ValidationError
from sqlmodel import Field, Session, SQLModel, create_engine, select


class Article(SQLModel, table=True):
    id: Optional[int] = Field(default=None, primary_key=True)
    sku: str = Field(index=True)
    price: float = Field(gt=0)


engine = create_engine('sqlite://')
SQLModel.metadata.create_all(engine)
with Session(engine) as session:
    session.add(Article.model_validate({'sku': 'abc', 'price': '2.5'}))
    session.add(Article(sku='def', price=3))
    session.commit()
    for article in session.exec(select(Article).where(Article.price > 1)):
        print(sorted(article.model_dump(mode='json').items()))  # the order of their attributes is not always the same
try:
    Article.model_validate({'sku': 1, 'price': 0})
except ValidationError as error:
    print(error)
