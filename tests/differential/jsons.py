"""JSON text as other programs write it, and as nobody should."""

from __future__ import annotations

import json
import random
import re


def dumps(value: object, rng: random.Random, partial: bool = False) -> str | bytes:
    """`value` as JSON text; now and then oddly written, or broken, or mostly cut off."""
    text = json.dumps(value, ensure_ascii=rng.random() < 0.4, indent=rng.choice([None, None, 1]), default=str)
    if rng.random() < 0.15:
        text = _BARE.sub(r'\1', text)
    if partial and rng.random() < 0.6:
        text = _cut(text, rng)
    elif rng.random() < 0.12:
        text = rng.choice(_ODD)(text, rng)
    if rng.random() < 0.3:
        return text.encode('utf8', 'surrogatepass')
    return text


def _cut(text: str, rng: random.Random) -> str:
    return text[: rng.randrange(len(text) + 1)]


def _poke(text: str, rng: random.Random) -> str:
    at = rng.randrange(len(text) + 1)
    return text[:at] + rng.choice('{}[]",:\\0-1.eE+ \x00\ttn\ud800é') + text[at + rng.randrange(2) :]


def _double(text: str, rng: random.Random) -> str:
    """A key twice."""
    return text.replace('{"', f'{{"{rng.choice(["a", "more", "z"])}": 0, "', 1) if '{"' in text else text


_BARE = re.compile(r'"([-+]?\d+[.\w]*)"(?!\s*:)')
"""A string that is a number, or begins as one: without its quotes it is a number of JSON, of any length."""

_ODD = [
    _cut,
    _cut,
    _poke,
    _poke,
    _double,
    lambda text, rng: f' \n\t{text}\r\n ',
    lambda text, rng: '\ufeff' + text,
    lambda text, rng: text + rng.choice(['x', ' ,', ']', '{}', '\x00']),
    lambda text, rng: text.replace('1', rng.choice(['01', '1.0e2', '1E400', '-0', '1' * 30, '.1', '1.', '+1', '0x1'])),
    lambda text, rng: text.replace('"', rng.choice(["'", '""', '"\\u0041', '"\\ud83d\\ude00', '"\\ud800', '"\\q', '"\n']), 1),
    lambda text, rng: rng.choice(['', ' ', 'nul', 'tru', 'falsE', '-', '"', '{', '[', '[1,]', '{"a":1,}', '{"a" 1}', '{1:2}', 'NaN', '-Infinity', 'Inf']),
]
