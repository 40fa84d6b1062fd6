"""What a model makes of one input, as text that is the same in two processes where the same was done."""

import dataclasses
import hashlib
import json
import re
import warnings

FULL = 2_000  # characters of an outcome that are kept; of a longer one the rest is in a hash
ADDRESS = re.compile(r'\b0x[0-9a-f]{6,}\b')

# The turns of one input. A dump takes the value of the first validation that gave one.
VALIDATIONS = {
    'validate_json': lambda adapter, given, context: adapter.validate_json(given, context=context),
    'validate_python': lambda adapter, given, context: adapter.validate_python(json.loads(given), context=context),
    'validate_json(strict=True)': lambda adapter, given, context: adapter.validate_json(given, context=context, strict=True),
}
DUMPS = {
    'dump_python': lambda adapter, value, context: adapter.dump_python(value, context=context),
    'dump_python(mode=json)': lambda adapter, value, context: adapter.dump_python(value, context=context, mode='json'),
    'dump_json': lambda adapter, value, context: adapter.dump_json(value, context=context),
    'dump_json(by_alias=True)': lambda adapter, value, context: adapter.dump_json(value, context=context, by_alias=True),
    'dump_json(exclude_defaults=True)': lambda adapter, value, context: adapter.dump_json(value, context=context, exclude_defaults=True),
}
SCHEMAS = {
    'JSON schema, validation': lambda adapter: json.dumps(adapter.json_schema(mode='validation')),
    'JSON schema, serialization': lambda adapter: json.dumps(adapter.json_schema(mode='serialization')),
}


def of_input(adapter, given, context):
    """Every outcome of that input as (operation, kind, text)."""
    values = []
    for operation, call in VALIDATIONS.items():
        kind, text, value = attempt(lambda: call(adapter, given, context))
        values += [value] if kind == 'valid' else []
        yield operation, kind, text
    for operation, call in DUMPS.items() if values else ():
        kind, text, _ = attempt(lambda: call(adapter, values[0], context))
        yield operation, kind, text


def attempt(call):
    """Calls it: (kind, text, result), where the kind is valid, invalid (a ValidationError) or raised (anything else)."""
    from pydantic_core import ValidationError

    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter('always')
        try:
            result = call()
            kind, text = 'valid', describe(result)
        except ValidationError as error:
            kind, text, result = 'invalid', describe_invalid(error), None
        except (Exception, SystemExit) as error:
            kind, text, result = 'raised', describe(error), None
    text += ''.join(f'\nwarning {warning.category.__name__}: {warning.message}' for warning in warned)
    return kind, shortened(ADDRESS.sub('0x…', text)), result


def shortened(text):
    if len(text) <= FULL:
        return text
    digest = hashlib.sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()
    return f'{text[:FULL]}… ({len(text)} characters, sha256 {digest})'


def describe_invalid(error):
    rows = (f'{row.pop("type")} at {row.pop("loc")}: {row.pop("msg")} {describe(row)}' for row in error.errors())
    try:
        written = error.json()
    except Exception as other:  # an input that JSON cannot say
        written = describe(other)
    return '\n'.join([*rows, str(error), written])


def describe(value, outer=()):
    """A text for the value: its exact type and contents, all the way down."""
    if id(value) in outer:
        return '<itself>'
    try:
        return _describe(value, (*outer, id(value)))
    except RecursionError:
        return '<too deep>'


def _describe(value, outer):
    kind = type(value)
    if kind in (str, bytes, bool, float, type(None)):
        return repr(value)
    if kind is int:
        return repr(value) if abs(value) < 10**100 else hex(value)
    name = kind.__qualname__ if kind.__module__ == 'builtins' else f'{kind.__module__}.{kind.__qualname__}'
    if isinstance(value, dict):
        inside = ', '.join(f'{describe(key, outer)}: {describe(item, outer)}' for key, item in value.items())
        return f'{{{inside}}}' if kind is dict else f'{name}({{{inside}}})'
    if isinstance(value, (list, tuple)):
        return f'{name}({", ".join(describe(item, outer) for item in value)})'
    if isinstance(value, (set, frozenset)):
        return f'{name}({", ".join(sorted(describe(item, outer) for item in value))})'
    if isinstance(value, BaseException):
        return f'{name}: {value}'
    parts = _parts(value)
    return f'{name}{describe(parts, outer)}' if parts is not None else f'{name}({value!r})'


def _parts(value):
    """What a value of a class of the user's is made of; None where its `repr` has to say it."""
    if isinstance(value, type):
        return None
    if hasattr(type(value), '__pydantic_fields__') and hasattr(type(value), 'model_fields_set'):
        return {
            'fields': vars(value),
            'set': set(value.model_fields_set),
            'extra': value.__pydantic_extra__,
            'private': value.__pydantic_private__,
        }
    if dataclasses.is_dataclass(value):
        names = [field.name for field in dataclasses.fields(value)]
        return {**{name: getattr(value, name, '<not set>') for name in names}, **getattr(value, '__dict__', {})}
    return vars(value) if type(value).__repr__ is object.__repr__ and hasattr(value, '__dict__') else None
