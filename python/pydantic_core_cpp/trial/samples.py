"""Input for a model, made from its JSON schema: the examples in it, then values that fit and values that do not.

The schema says less than the model, so nothing here is known to be valid; both sides are given the same.
"""

import itertools
import json

AT_MOST, CHARACTERS = 500, 1_000_000  # made for one model
# How many values there are inside one that is made, beyond those that its schema requires: in the one that has all there is, and
# in those that have one thing wrong each. A schema that goes round would have values inside values without end.
RICH, LEAN = 200, 20
LIMIT = 1_000  # of values inside one, also of those that are required
REFERENCES = 6  # that lead to another one
CUT = 2**-20  # what is left of a share where the schema requires values inside values without end

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
    """The values that the schema itself gives as examples, as JSON: of the whole, and one made of those of its fields."""
    return map(json.dumps, _examples(schema))


def _examples(schema):
    yield from _given(schema)
    inner = resolve(schema, schema)
    if inner is not schema:
        yield from _given(inner)
    given = {name: _given(part)[0] for name, part in inner.get('properties', {}).items() if _given(part)}
    if given:
        yield {**sample(inner, schema), **given}


def made(schema):
    """Values that fit the schema as far as it goes, and the same with one thing wrong at a time, as JSON."""
    left = CHARACTERS
    for text in map(json.dumps, itertools.islice(_made(schema), AT_MOST)):
        yield text
        left -= len(text)
        if left < 0:
            break


def _made(root):
    schema = resolve(root, root)
    yield sample(schema, root, RICH)
    whole = sample(schema, root)
    fields = schema.get('properties')
    if not fields or not isinstance(whole, dict):
        yield from variants(schema, root)
        return
    yield whole
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


def sample(schema, root, share=LEAN):
    """One value that fits the schema as far as it goes, with about `share` values inside that are not required."""
    return Sample(root).value(schema, share)


class Sample:
    """One value in the making. Each value in it has a share of the whole, which it divides among its own: it has what is optional
    while that is at least 1, and afterwards what is required alone."""

    def __init__(self, root):
        self.root = root
        self.left = LIMIT

    def value(self, schema, share):
        schema = resolve(schema, self.root)
        self.left -= 1
        if _given(schema):
            return _given(schema)[0]
        if 'const' in schema:
            return schema['const']
        if schema.get('enum'):
            return schema['enum'][0]
        if share < CUT or self.left < 0:
            return None
        choices = schema.get('anyOf') or schema.get('oneOf') or schema.get('allOf')
        if choices:
            return self.value(min(choices, key=lambda choice: _rank(choice, share)), divided(share, 1))
        kind = schema.get('type')
        make = MAKERS.get(kind[0] if isinstance(kind, list) and kind else kind if isinstance(kind, str) else None)
        return make(self, schema, share) if make else 'anything'

    def object(self, schema, share):
        fields = schema.get('properties', {})
        names = fields if share >= 1 else [name for name in schema.get('required', []) if name in fields]
        extra = schema.get('additionalProperties')
        inner = divided(share, len(names) + isinstance(extra, dict))
        value = {name: self.value(fields[name], inner) for name in names}
        if isinstance(extra, dict) and share >= 1:
            value['key'] = self.value(extra, inner)
        return value

    def array(self, schema, share):
        least, most = min(schema.get('minItems', 0), 1000), schema.get('maxItems', 1000)
        first = schema.get('prefixItems', [])
        item = schema.get('items', True)
        more = 0 if item is False else min(max(least, len(first) + 1, 1), most, 1000) - len(first)
        if share < 1:
            first, more = first[:least], min(more, max(least - len(first), 0))
        inner = divided(share, len(first) + more)
        return [self.value(part, inner) for part in first] + [self.value(item, inner) for _ in range(more)]


def _rank(choice, share):
    """The lowest of a union's is chosen: null after others, but before those in which there would be more values than there may be."""
    kind = _mapping(choice).get('type')
    return 1 if kind == 'null' else 2 if share < 1 and kind in (None, 'object', 'array') else 0


def divided(share, parts):
    """The share of each part; smaller than that of the whole, however few there are."""
    return share / max(parts, 2) if share >= 1 else share / 2


def _string(schema):
    text = FORMATS.get(schema.get('format'), 'text')
    least, most = min(schema.get('minLength', 0), 10_000), schema.get('maxLength')
    return text if 'format' in schema else text.ljust(least, 'x')[:most]


def _number(schema):
    low = schema.get('minimum', schema.get('exclusiveMinimum', -1) + 1)
    high = schema.get('maximum', schema.get('exclusiveMaximum', low + 8) - 1)
    step = schema.get('multipleOf', 1)
    return min(max(low, 1) if high >= 1 else low, high) // step * step + (step if low > 0 and low % step else 0)


MAKERS = {
    'object': Sample.object,
    'array': Sample.array,
    'string': lambda sample, schema, share: _string(schema),
    'integer': lambda sample, schema, share: _number(schema),
    'number': lambda sample, schema, share: _number(schema),
    'boolean': lambda sample, schema, share: True,
    'null': lambda sample, schema, share: None,
}


def resolve(schema, root):
    """The schema that a `$ref` leads to, or itself."""
    schema = _mapping(schema)
    for _ in range(REFERENCES):
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
