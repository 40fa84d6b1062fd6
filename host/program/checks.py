"""What `./run.sh` shows without a script: the once cell's six patterns and the core at work, a line for each call's result.

Imported as `_embedded_checks` by host/program/checks.cc, which calls `demo` and then `core`. A wrong result ends the run
before its line is printed.
"""


def line(text):
    print(f'[Python] {text}', flush=True)


def expect(true, call):
    if not true:
        raise AssertionError(f'{call} gave a wrong result')


def demo():
    line('Importing pyoncecell_demo...')
    import pyoncecell_demo as demo

    line('Test 1: simple_add(2, 3)')
    total = demo.simple_add(2, 3)
    expect(total == 5, 'simple_add')
    line('TEST 1 PASSED')

    line('Test 2: test_std_oncelock(), a value made by std::call_once and a function-local static')
    values = [demo.test_std_oncelock() for _ in range(3)]
    expect(values == [42, 42, 42], 'test_std_oncelock')
    line(f'TEST 2 PASSED - {values[0]}')

    line('Test 3: test_py_oncelock(), a class that a once cell caches')
    classes = [demo.test_py_oncelock() for _ in range(3)]
    expect(all(cls is type(None) for cls in classes), 'test_py_oncelock')
    line(f'TEST 3 PASSED - {classes[0]}')

    for number, pattern in enumerate((std_once, py_once_cell, module_attribute, own_class, import_cell, chained_cells), 1):
        line(f'Pattern {number}: {pattern(demo)}')


def std_once(demo):
    demo.std_once()
    total, runs = demo.std_once()
    expect(total == sum(i * i for i in range(32)) and runs == 1, 'std_once')
    return f'a standard once filled a table, its sum is {total}, its initialiser ran {runs} time'


def py_once_cell(demo):
    def fail():
        raise LookupError('not yet')

    try:
        failed = demo.py_once_cell(fail)
    except LookupError as error:
        failed = error
    expect(isinstance(failed, LookupError), 'py_once_cell with a failing initialiser')
    first, _ = demo.py_once_cell(lambda: ['made once'])
    second, runs = demo.py_once_cell(fail)
    expect(first is second and runs == 2, 'py_once_cell')
    return f'a Python once cell stayed empty after "{failed}", then kept {second}'


def module_attribute(demo):
    held, runs = demo.module_attribute()
    expect(held is demo.Undefined and runs == 1, 'module_attribute')
    return f'a cell filled during module init is the attribute {held}'


def own_class(demo):
    instance, runs = demo.own_class()
    expect(instance is demo.UndefinedType.get() is demo.Undefined and runs == 1, 'own_class')
    try:
        demo.UndefinedType()
    except TypeError:
        return f'a cell holds the one instance of {type(instance).__name__}'
    raise AssertionError('UndefinedType() made a second instance')


def import_cell(demo):
    from fractions import Fraction

    half = demo.imported_fraction(2, 4)
    expect(type(half) is Fraction and demo.fraction_numerator(half) == 1 and demo.fraction_numerator(0.5) is None, 'import cell')
    return f'a cell that imports made {half!r}'


def chained_cells(demo):
    table, runs = demo.chained_cells()
    base, leaf = table['demo'], table['demo_type']
    expect(issubclass(leaf, base) and issubclass(base, ValueError) and runs == 3, 'chained_cells')
    return f'three chained cells hold {leaf.__name__}, {base.__name__} and the table of both'


def core():
    line('Importing _pydantic_core...')
    from pydantic_core import PydanticUndefined, SchemaSerializer, SchemaValidator, ValidationError, __version__

    line('Import succeeded!')
    line(f'pydantic_core version: {__version__}')
    line(f'PydanticUndefined = {PydanticUndefined}')

    validator = SchemaValidator({'type': 'str'})
    line(f'Created validator: {start(validator)}')
    validated = validator.validate_python('hello')
    expect(validated == 'hello', 'validate_python("hello")')
    try:
        refused = validator.validate_python(1)
    except ValidationError as error:
        refused = error
    expect(isinstance(refused, ValidationError), 'validate_python(1)')
    line(f'Validated "hello" -> {validated}')

    serializer = SchemaSerializer({'type': 'str'})
    line(f'Created serializer: {start(serializer)}')
    serialized = serializer.to_python('world')
    expect(serialized == 'world' and serializer.to_json('world') == b'"world"', 'to_python("world")')
    line(f'Serialized "world" -> {serialized}')
    line('ALL TESTS PASSED!')


def start(thing):
    """The first line of a long repr."""
    return repr(thing).partition('\n')[0] + '...'
