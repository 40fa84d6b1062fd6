"""`./run.sh` without a script, and pydantic in scripts: every line is the result of the call that it names."""

from tests.system import program
from tests.system.row import ROOT, Row, code

SHOWN = (
    '[Python] Test 1: simple_add(2, 3)\n[Python] TEST 1 PASSED\n',
    '[Python] TEST 2 PASSED - 42\n',
    "[Python] TEST 3 PASSED - <class 'NoneType'>\n",
    *(f'[Python] Pattern {number}: ' for number in range(1, 7)),
    f'''[C++] ALL TESTS PASSED
[Python] Importing _pydantic_core...
[Python] Import succeeded!
[Python] pydantic_core version: {program.core()}
[Python] PydanticUndefined = PydanticUndefined
[Python] Created validator: SchemaValidator(title="str", validator=Str(...
[Python] Validated "hello" -> hello
[Python] Created serializer: SchemaSerializer(serializer=Str(...
[Python] Serialized "world" -> world
[Python] ALL TESTS PASSED!
''',
)
# Stands before the library on the path, and breaks one thing in it.
BREAK = ['--dir', 'broken', '--env', 'PYTHONPATH=/broken']
FRACTIONS = 'class Fraction:\n    def __init__(self, a, b): self.numerator = b\n'
CORE = '''
from pydantic_core._pydantic_core import *
from pydantic_core._pydantic_core import __version__, SchemaValidator as Real
class SchemaValidator:
    def __init__(self, schema): self.real = Real(schema)
    def __repr__(self): return repr(self.real)
    def validate_python(self, value): return 'wrong'
'''

MODEL = '''
from typing import Optional
from pydantic import BaseModel, ValidationError, field_validator, model_validator

class Item(BaseModel):
    name: str
    price: float
    tags: list[str] = []

class Order(BaseModel):
    id: int
    items: list[Item]
    note: Optional[str] = None

    @field_validator('note')
    @classmethod
    def short(cls, value):
        if value and len(value) > 10:
            raise ValueError('too long')
        return value

    @model_validator(mode='after')
    def some(self):
        assert self.items, 'no items'
        return self

order = Order.model_validate_json('{"id": "7", "items": [{"name": "a", "price": 1}]}')
print(order)
print(order.model_dump_json())
try:
    Order.model_validate({'id': 'x', 'items': [{'name': 1}], 'note': 'a long, long note'})
except ValidationError as error:
    print(error)
'''
MODEL_OUT = '''id=7 items=[Item(name='a', price=1.0, tags=[])] note=None
{"id":7,"items":[{"name":"a","price":1.0,"tags":[]}],"note":null}
4 validation errors for Order
id
  Input should be a valid integer, unable to parse string as an integer [type=int_parsing, input_value='x', input_type=str]
    For further information visit https://errors.pydantic.dev/SERIES/v/int_parsing
items.0.name
  Input should be a valid string [type=string_type, input_value=1, input_type=int]
    For further information visit https://errors.pydantic.dev/SERIES/v/string_type
items.0.price
  Field required [type=missing, input_value={'name': 1}, input_type=dict]
    For further information visit https://errors.pydantic.dev/SERIES/v/missing
note
  Value error, too long [type=value_error, input_value='a long, long note', input_type=str]
    For further information visit https://errors.pydantic.dev/SERIES/v/value_error
'''.replace('SERIES', program.series())

ROWS = [
    Row('the checks', [], says=SHOWN),
    Row('the checks with a broken cell', BREAK, says=('Pattern 4',), lacks=('Pattern 5', 'C++', 'ALL TESTS'), status=1,
        files={'broken/fractions.py': FRACTIONS}, error=('import cell gave a wrong result',)),
    Row('the checks with a broken validator', BREAK, says=('C++', 'Created validator'), lacks=('Validated', 'PASSED!'), status=1,
        files={'broken/pydantic_core/__init__.py': CORE}, error=('gave a wrong result',)),
    Row('models', ['m.py'], MODEL_OUT, files={'m.py': MODEL}),
    Row('the orders example', [str(ROOT / 'examples' / 'orders.py')], says=('orders', 'total')),
    code('pydantic knows its core', 'import pydantic_core, pydantic; from pydantic_core import core_schema; print(pydantic.VERSION, pydantic_core.__version__, core_schema.str_schema())', f"{program.pydantic()} {program.core()} {{'type': 'str'}}\n"),
    # What pydantic's tests/test_exports.py asks of processes of its own.
    code('importing pydantic is lazy', 'import pydantic, sys; print("pydantic.main" in sys.modules, "pydantic.deprecated" in sys.modules)', 'False False\n'),
    code('importing BaseModel is lazy', 'from pydantic import BaseModel; import sys; print([n for n in ("pydantic.fields", "pydantic.types", "annotated_types") if n in sys.modules])', '[]\n'),
    *(code(f'{name} finds its dataclasses', f'{name}\nprint(pydantic.dataclasses.__name__)\n@pydantic.dataclasses.dataclass\nclass Foo:\n  a: int\ntry: Foo("x")\nexcept ValueError: print("refused")', 'pydantic.dataclasses\nrefused\n')
      for name in ('import pydantic', 'import pydantic.dataclasses')),
    code('a kind that is not there', 'from pydantic_core import SchemaValidator; SchemaValidator({"type": "no-such-kind"})', '', status=1, error=('no-such-kind',)),
]  # fmt: skip
