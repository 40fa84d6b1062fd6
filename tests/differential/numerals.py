"""Numbers as text: every part at random, and lengths about the 4,300 characters that upstream reads.

Kinds of schema that make numbers of text give it to their schemas: as a str, as bytes, as a string of JSON, and (jsons.py takes
the quotes away) as a number of JSON.
"""

from __future__ import annotations

import random

from tests.differential import pool

LIMIT = 4300
SIGNS = ['', '', '', '-', '-', '+', '--', ' ', '- ', '\u2212']
LEADING = ['', '', '', '0', '-0', '00', '1_', '_', '0' * 300]
TRAILING = ['', '', '', '', '.0', '.00', '.5', '.', 'e5', 'E-3', 'e+10', 'x', '_1', '_', ' ', '\n', 'j', '٣', '\ud800', '\x00']


def numeral(rng: random.Random) -> str:
    """The text of a number, or nearly one; now and then with about as many characters as are allowed."""
    start, end = rng.choice(SIGNS) + rng.choice(LEADING), rng.choice(TRAILING)
    digit = rng.choice('019')
    if rng.random() < 0.4:
        return start + digit * rng.choice([0, 1, 2, 3, 5, 18, 19, 20, 30, 400]) + end
    length = LIMIT + rng.randrange(-2, 4)
    digits = length if rng.random() < 0.3 else length - len(start) - len(end)
    middle = digit * digits
    if rng.random() < 0.15:
        at = rng.randrange(1, digits)
        middle = middle[:at] + '_' + middle[at + rng.randrange(2) :]
    return start + middle + end


def sample(rng: random.Random, json: bool) -> object:
    text = numeral(rng)
    form = rng.randrange(8)
    if json or form > 2:
        return text
    return pool.StrSub(text) if form == 0 else text.encode('utf8', 'surrogatepass')
