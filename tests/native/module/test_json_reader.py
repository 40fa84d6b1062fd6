"""from_json: dicts of objects with the same keys, which are made of blanks, texts that end early, and both ways to read a text.

Bytes are read straight into Python objects, a bytearray by way of a document.
"""

import gc
import json
import random
import sys

import pytest
from pydantic_core import SchemaValidator, from_json
from pydantic_core import core_schema as cs

MODES = ['on', 'trailing-strings']


def keys(count, length=4):
    return [f'{i:0{length}}' for i in range(count)]


@pytest.mark.parametrize('count', [1, 2, 3, 5, 6, 10, 11, 31, 32, 33, 200])
@pytest.mark.parametrize('length', [4, 63, 64])
@pytest.mark.parametrize('cache', ['all', 'keys', 'none'])
def test_objects_with_the_same_keys(count, length, cache):
    rows = [{key: [row, key] for key in keys(count, length)} for row in range(5)]
    read = from_json(json.dumps(rows), cache_strings=cache)
    assert read == rows and [list(row) for row in read] == [list(row) for row in rows]
    for row in read:  # each is a dict of its own
        row.pop('0000', None)
        row['new'] = 1
        assert row.get('missing') is None
    assert from_json(json.dumps(rows), cache_strings=cache) == rows


@pytest.mark.parametrize(
    'texts',
    [
        ['{"a":1,"b":2}', '{"b":1,"a":2}', '{"a":1,"c":2}', '{"a":1,"b":2,"c":3}'],
        ['{"a":1,"a":2}', '{"a":3,"b":4}', '{"a":1,"b":2,"a":3}'],
        ['{"é":1,"b":2}', '{"ü":1,"b":2}', '{"\\u00e9":1,"b":2}'],
        ['{"":1,"b":2}', '{"b":1,"":2}', '{"a\\u0000":1,"a":2}'],
        ['{"abcdefgh1":1,"b":2}', '{"xbcdefgh1":1,"b":2}', '{"1abcdefgh":1,"b":2}'],
        ['{"a":{"a":{"a":1,"b":2},"b":2},"b":2}', '{"a":[{"a":1,"b":2}],"b":{"a":1,"b":{}}}'],
    ],
)
def test_other_keys(texts):
    expected = [json.loads(text) for text in texts]
    for text in [*texts, *texts, f'[{",".join(texts * 5)}]']:
        assert from_json(text) == json.loads(text)
    read = from_json(f'[{",".join(texts * 3)}]')
    assert read == expected * 3 and [list(row) for row in read] == [list(row) for row in expected * 3]


@pytest.mark.parametrize('count', [2, 5, 6, 10, 11, 21, 22, 32, 33])
def test_dicts_take_no_more_memory_than_one_that_grew(count):
    text = json.dumps([dict.fromkeys(keys(count), 1)] * 4)
    grown = {}
    for key in keys(count):
        grown[key] = 1
    for data in text, bytearray(text.encode()):
        assert {sys.getsizeof(row) for row in from_json(data)} == {sys.getsizeof(grown)}


@pytest.mark.parametrize('count', [2, 3, 7, 31])
def test_an_object_that_differs_from_the_one_before(count):
    """At each of its keys: another key, none, one more, an escaped one, the same one once more."""
    row = [(key, {'a': key, 'b': [key]}) for key in keys(count)]
    same = '{%s}' % ', '.join(f'{json.dumps(key)}: {json.dumps(value)}' for key, value in row)
    for at in range(count):
        changed = [
            [*row[:at], ('other', 1), *row[at + 1 :]],
            row[:at],
            row[at:],
            [*row[: at + 1], ('more', 1), *row[at + 1 :]],
            [*row[: at + 1], row[at], *row[at + 1 :]],
            [*row[:at], ('\\u0030' + row[at][0][1:], 'escaped'), *row[at + 1 :]],
            [*row[:at], ('\\n\\"é', None), *row[at + 1 :]],
        ]
        for pairs in changed:
            text = '{%s}' % ', '.join(f'"{key}": {json.dumps(value)}' for key, value in pairs)
            whole = f'[{same}, {same}, {text}, {same}, {text}, {text}]'
            read = from_json(whole)
            assert read == json.loads(whole) and json.dumps(read) == json.dumps(json.loads(whole))
            for end in '', ']', ', ]', '}', ' x':
                with pytest.raises(ValueError, match='line 1 column'):
                    from_json(whole[:-1] + (']' + end if end else end))


def both_ways(text):
    """What both ways to read a text give, as a text that shows the order of keys."""
    seen = set()
    for data in text, bytearray(text):
        for cache in 'all', 'keys', 'none':
            try:
                seen.add(repr(from_json(data, cache_strings=cache)))
            except ValueError as error:
                seen.add(str(error))
    return seen


def test_both_ways_give_the_same():
    rng = random.Random(8)
    names = ['a', 'b', 'name', 'é', 'k' * 63, 'k' * 64, '', 'with "quotes"', '0']
    scalars = [None, True, 0, -1, 10**30, 1.5, 1e300, '', 'a', 'é€😀', 'line\n', 'x' * 70]

    def value(depth):
        if depth > 3 or rng.random() < 0.4:
            return rng.choice(scalars)
        if rng.random() < 0.4:
            return [value(depth + 1) for _ in range(rng.randrange(4))]
        shape = rng.sample(names, rng.randrange(len(names)))
        return [{name: value(depth + 2) for name in shape} for _ in range(3)] if depth < 2 else {name: value(depth + 1) for name in shape}

    for _ in range(400):
        made = value(0)
        text = json.dumps(made, ensure_ascii=rng.random() < 0.5).encode()
        assert both_ways(text) == {repr(made)}
        assert repr(SchemaValidator(cs.any_schema()).validate_json(text)) == repr(made)
        assert repr(SchemaValidator(cs.list_schema()).validate_json(b'[%s]' % text)) == repr([made])
        for _ in range(8):
            at = rng.randrange(len(text))
            spoilt = text[:at] + rng.choice([b'', b'"', b'}', b']', b',', b':', b'0', b'\\', b'\xff', b'NaN', b'[{']) + text[at + rng.randrange(2) :]
            assert len(both_ways(spoilt)) == 1


def test_dicts_are_as_any_other():
    """A dict that a program builds itself is known to the collector and has room to grow on the same terms."""
    for text in ['{"a":1,"b":"x"}', '{"a":[],"b":1}', '{"a":{},"b":null}']:
        built = json.loads(text)
        for read in from_json(f'[{",".join([text] * 4)}]'):
            assert gc.is_tracked(read) == gc.is_tracked(built) or sys.version_info >= (3, 14)
            read.update({str(i): i for i in range(50)})
            assert len(read) == 52 and list(read)[:3] == ['a', 'b', '0']
            assert read | {} == {**read}


@pytest.mark.parametrize('mode', MODES)
def test_every_cut_of_a_text(mode):
    """A text with NaN is read in another way, to the same values."""
    raw = ' {"a" : [1, -2.5e3, true, {"b\\n" : "c\\u00e9d\\ud83d\\ude00e é€", "":{}}, [], [[ ]], null ] , "f":"g"}'.encode()
    assert from_json(raw, allow_partial=mode) == json.loads(raw)
    any_json = SchemaValidator(cs.any_schema())
    for end in range(raw.index(b'{') + 1, len(raw)):
        kept = from_json(raw[:end], allow_partial=mode)
        assert kept == from_json(b'[NaN,' + raw[:end], allow_partial=mode)[1]
        assert kept == any_json.validate_json(raw[:end], allow_partial=mode)


@pytest.mark.parametrize('mode', MODES)
@pytest.mark.parametrize(
    'text, on, trailing',
    [
        ('["a\\n', [], ['a\n']),
        ('["a\\', [], ['a']),
        ('["a\\u00', [], ['a']),
        ('["a\\ud83d', [], ['a']),
        ('["a", "', ['a'], ['a', '']),
        ('{"a": "b', {}, {'a': 'b'}),
        ('{"a": "b", "c', {'a': 'b'}, {'a': 'b'}),
        ('{"a": "b", "c"', {'a': 'b'}, {'a': 'b'}),
        ('{"a": "b", "c" : ', {'a': 'b'}, {'a': 'b'}),
        ('[[{"a": [', [[{'a': []}]], [[{'a': []}]]),
        ('[1, 2, ', [1, 2], [1, 2]),
        ('[1, 23', [1, 23], [1, 23]),
        ('[1, 2.', [1], [1]),
        ('[1, -', [1], [1]),
        ('[1, tru', [1], [1]),
        ('[NaN, Infinity, -Inf', None, None),
        ('[{"a": 1], 2', [{'a': 1}], [{'a': 1}]),
        ('["é', [], ['é']),
    ],
)
def test_texts_that_end_early(mode, text, on, trailing):
    read = from_json(text, allow_partial=mode)
    if on is None:
        assert len(read) == 2
    else:
        assert read == (on if mode == 'on' else trailing)


@pytest.mark.parametrize('mode', MODES)
def test_characters_that_are_cut_off(mode):
    for text, kept in [('["aé', 'a'), ('["a€', 'a'), ('["a😀', 'a')]:
        raw = text.encode()
        for cut in range(raw.index(b'a') + 2, len(raw)):
            assert from_json(raw[:cut], allow_partial=mode) == ([kept] if mode != 'on' else [])


@pytest.mark.parametrize('mode', ['off', *MODES])
@pytest.mark.parametrize('text', ['["a\x00', '["a\x1f"]', '["\\x"]', '["a\\q', '[1}', '{1', '{"a" 1', '["\\ude00'])
def test_what_is_wrong_stays_wrong(mode, text):
    """An error that more text cannot mend is one in every mode, or ends what is kept."""
    try:
        assert from_json(text, allow_partial=mode) in ([], {}, [1]) and mode != 'off'
    except ValueError as error:
        assert 'at line 1 column' in str(error)


def test_long_numbers_and_deep_texts_of_every_mode():
    for mode in ['off', *MODES]:
        assert from_json('[' * 200 + ']' * 200, allow_partial=mode) is not None
        assert from_json('[' * 200 + '[]' + ']' * 200, allow_partial=mode) is not None
        with pytest.raises(ValueError, match='recursion limit'):
            from_json('[' * 201 + '1' + ']' * 201, allow_partial=mode)
        assert from_json('[0.' + '1' * 5000 + ', NaN]', allow_partial=mode)[0] == 1 / 9
        with pytest.raises(ValueError, match='number out of range'):
            from_json('[NaN, ' + '1' * 4302 + ']', allow_partial=mode)


def test_random_records():
    rng = random.Random(5)
    names = keys(12)

    def value(depth):
        pick = rng.random()
        if depth < 4 and pick < 0.4:
            chosen = names[: rng.choice([0, 1, 2, 3, 3, 3, 12])]
            return {name: value(depth + 1) for name in (chosen if rng.random() < 0.8 else reversed(chosen))}
        return [value(depth + 1) for _ in range(3)] if depth < 4 and pick < 0.6 else rng.choice([1, 'x', None, 1.5, 'é'])

    for _ in range(300):
        made = value(0)
        read = from_json(json.dumps(made))
        assert read == made and json.dumps(read) == json.dumps(made)
