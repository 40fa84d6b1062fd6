"""Input for a model, made from its JSON schema: the examples in it, then values that fit and values that do not.

The schema says less than the model, so nothing here is known to be valid; both sides are given the same.
"""

import itertools

AT_MOST = 500  # made for one model
DEPTH = 6  # of values inside values, where a schema goes round

# What a field is given in turn: of every JSON type, and at the edges of what they hold.
ODD = [None, True, False, 0, 1, -1, 1.0, 0.5, 1e300, 2**53, 2**63, 10**30, '', ' ', 'x', '1', '0.5', 'true', 'é\U0001f600', '2024-02-30']
ODD += ['1970-01-01T00:00:00Z', 'PT1M', [], [None], {}, {'': None}, [[]], 'a' * 300]
FORMATS = {
    'date': '2024-02-29',
    'date-time': '2024-02-29T23:59:59.123456Z',
    'time': '23:59:59.5',
    'duration': 'P3DT4H',
    'email': 'someone@example.com',
    'name-email': 'Someone <someone@example.com>',
    'uuid': '12345678-1234-4678-9234-567812345678',
    'uri': 'https://example.com/a?b=c#d',
    'multi-host-uri': 'postgres://a:b@example.com,example.org:5432/d',
    'ipv4': '192.0.2.1',
    'ipv6': '2001:db8::1',
    'ipv4network': '192.0.2.0/24',
    'ipv6network': '2001:db8::/32',
    'ipvanyaddress': '192.0.2.1',
    'binary': 'bytes',
    'json-string': '[1]',
    'path': '/tmp/x',
    'decimal': '1.50',
}


def examples(schema):
    """The values that the schema itself gives as examples: of the whole, and one made of those of its fields."""
    yield from _given(schema)
    inner = resolve(schema, schema)
    if inner is not schema:
        yield from _given(inner)
    given = {name: _given(part)[0] for name, part in inner.get('properties', {}).items() if _given(part)}
    if given:
        yield {**sample(inner, schema), **given}


def made(schema):
    """Values that fit the schema as far as it goes, and the same with one thing wrong at a time."""
    return itertools.islice(_made(schema), AT_MOST)


def _made(root):
    schema = resolve(root, root)
    whole = sample(schema, root)
    yield whole
    fields = schema.get('properties')
    if not fields or not isinstance(whole, dict):
        yield from variants(schema, root)
        return
    required = {name: whole[name] for name in schema.get('required', []) if name in whole}
    yield required
    yield {**whole, 'a key that no schema has': 1}
    for name in required:
        yield {other: value for other, value in whole.items() if other != name}
    turns = [[{**whole, name: value} for value in variants(part, root)] for name, part in fields.items()]
    # The first of each field, then the second: a limit cuts off the least telling of all fields.
    yield from (value for turn in itertools.zip_longest(*turns, fillvalue=turns) for value in turn if value is not turns)
    yield from ODD


def variants(schema, root):
    """One value for each choice of a union, then values of other types, alone and inside a list or object."""
    schema = resolve(schema, root)
    yield from (sample(choice, root) for choice in schema.get('anyOf') or schema.get('oneOf') or [])
    yield from schema.get('enum') or []
    yield from ODD
    fit = sample(schema, root)
    if isinstance(fit, list):
        yield from ([*fit, odd] for odd in ODD)
    elif isinstance(fit, dict):
        yield from ({**fit, 'x': odd} for odd in ODD)
    elif isinstance(fit, int):
        yield from (fit - 1, fit + 1, str(fit), float(fit))


def sample(schema, root, depth=0):
    """One value that fits the schema as far as it goes."""
    schema = resolve(schema, root)
    if _given(schema):
        return _given(schema)[0]
    if 'const' in schema:
        return schema['const']
    if schema.get('enum'):
        return schema['enum'][0]
    choices = schema.get('anyOf') or schema.get('oneOf') or schema.get('allOf')
    if choices:
        # Deep inside, the way out of a schema that goes round is null.
        plain = [choice for choice in choices if (_mapping(choice).get('type') == 'null') == (depth >= DEPTH)]
        return sample((plain or choices)[0], root, depth + 1) if depth < 4 * DEPTH else None
    kind = schema.get('type')
    make = MAKERS.get(kind[0] if isinstance(kind, list) and kind else kind if isinstance(kind, str) else None)
    return make(schema, root, depth) if make else 'anything'


def _object(schema, root, depth):
    fields = schema.get('properties', {})
    names = fields if depth < DEPTH else [name for name in schema.get('required', []) if name in fields]
    value = {name: sample(fields[name], root, depth + 1) for name in names} if depth < 4 * DEPTH else {}
    extra = schema.get('additionalProperties')
    if isinstance(extra, dict) and depth < DEPTH:
        value['key'] = sample(extra, root, depth + 1)
    return value


def _array(schema, root, depth):
    if depth >= DEPTH:
        return []
    value = [sample(item, root, depth + 1) for item in schema.get('prefixItems', [])]
    item = schema.get('items', True)
    if item is not False:
        wanted = min(max(schema.get('minItems', 0), len(value) + 1, 1), schema.get('maxItems', 1000), 1000)
        value += [sample(item, root, depth + 1) for _ in range(wanted - len(value))]
    return value


def _string(schema, root, depth):
    text = FORMATS.get(schema.get('format'), 'text')
    least, most = min(schema.get('minLength', 0), 10_000), schema.get('maxLength')
    return text if 'format' in schema else text.ljust(least, 'x')[:most]


def _number(schema, root, depth):
    low = schema.get('minimum', schema.get('exclusiveMinimum', -1) + 1)
    high = schema.get('maximum', schema.get('exclusiveMaximum', low + 8) - 1)
    step = schema.get('multipleOf', 1)
    return min(max(low, 1) if high >= 1 else low, high) // step * step + (step if low > 0 and low % step else 0)


MAKERS = {
    'object': _object,
    'array': _array,
    'string': _string,
    'integer': _number,
    'number': _number,
    'boolean': lambda schema, root, depth: True,
    'null': lambda schema, root, depth: None,
}


def resolve(schema, root):
    """The schema that a `$ref` leads to, or itself."""
    schema = _mapping(schema)
    for _ in range(DEPTH):
        name = schema.get('$ref', '')
        if not name.startswith('#/$defs/'):
            break
        schema = _mapping(root.get('$defs', {}).get(name[len('#/$defs/') :].replace('~1', '/').replace('~0', '~')))
    return schema


def _given(schema):
    examples = _mapping(schema).get('examples')
    return examples if isinstance(examples, list) else []


def _mapping(schema):
    return schema if isinstance(schema, dict) else {}
