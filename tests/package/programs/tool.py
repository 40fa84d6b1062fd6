"""A tool for a language model, with LangChain: its schema, a good call and a wrong one."""

from langchain_core.tools import tool
from pydantic import ValidationError


@tool
def price(sku: str, count: int = 1) -> float:
    """What so many of an article cost."""
    return len(sku) * count / 2


print(price.args_schema.model_json_schema())
print(price.invoke({'sku': 'abc', 'count': '4'}))
try:
    price.invoke({'sku': 'abc', 'count': 'many'})
except ValidationError as error:
    print(error)
