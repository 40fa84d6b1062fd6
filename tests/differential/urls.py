"""URLs made at random: whole ones, broken ones, and ones that only just go through.

    python3 -m tests.differential.urls [--count N] [--seed N]

gives N of them to both sides' classes, with each way of parsing, and shows where the sides differ.
"""

from __future__ import annotations

import random
import sys
from itertools import zip_longest

SPECIAL = ['http', 'https', 'ws', 'wss', 'ftp', 'file']
SCHEMES = [*SPECIAL, 'http', 'https', 'file', 'foo', 'redis', 'postgres', 'mailto', 'data', 'a+b-c.1', 'HTTP', 'FiLe', 'javascript', 'h']
NO_SCHEMES = ['1a', 'ht tp', '', 'é', 'http\x00', '+a', '/', 'a_b']
SLASHES = ['//'] * 12 + ['', '/', '///', '////', '\\\\', '/\\', '\\', '//\\', '/\t/', '/./', '/..//', '/.//']
LABELS = [
    'example', 'EXAMPLE', 'a', 'xn--mnchen-3ya', 'xn--', 'xn--a', 'xn--zz-zz', 'xn--9aaa', 'XN--9AAA', 'xn--0ca', 'xn--ssa73l', 'münchen', '日本語', 'faß', 'ﬁ',
    'ＡＢ', 'à', 'א', 'א̈', 'ا1', '1א', 'אa', 'a-', '-a', 'a--b', 'ab--c', '_', 'a_b', '£$', '☃', '💣', '\u00ad', 'a\u200db', 'a\u200c', 'क\u094d\u200d', '\u0301a', 'İ', 'ẞ', 'ς', 'K',
    '①', '㎢', '%41', '%C3%A9', '%', '%zz', '%00', '%2e', '%25', 'a%', '*', '!', '~', '(', ';', '=', '&', "'", '"', '`', '{', '}', '<', '>', '^', '|', '[', ']', ' ',
    '\x01', '\x7f', '\x80', '\ufffd', '\ufdd0', '\U0001ffff', 'x' * 63, 'x' * 64, 'é' * 60, '', '0', '1', '127', '256', '0x7f', '0x', '0xg', '08', '017', '4294967295', '4294967296',
    '99999999999', '1e', 'localhost', 'LOCALHOST', 'C:', 'c|', 'C', '\ud7ff', 'ᄀ', 'Ⴀ', 'ℹ', 'ⅷ', '𝐀', 'ﷺ', '۱', '١a',
]  # fmt: skip
DOTS = ['.'] * 20 + ['。', '．', '｡', '..', '%2e']
V6 = ['0', '1', 'db8', 'FFFF', 'ffff', '0000', '00001', 'g', '', '1.2.3.4', '01.2.3.4', '1.2.3', '1.2.3.256', '1.2.3.4.5', '%251', '%eth0', ' ', '::', ':']
PORTS = ['80', '443', '21', '8080', '0', '65535', '65536', '00080', '', '-1', '8a', '1 ', '٣', '99999999999', '%30', '6553\t6']
SEGMENTS = [
    'a', 'bc', '.', '..', '%2e', '%2E', '.%2e', '%2e%2E', '%2e.', '...', '', '', 'C:', 'c|', 'C|', 'C:a', 'é', ' ', '%', '%zz', '%41', '"', '<', '>', '`', '#', '?', '{', '}', '^', '|',
    '[', ']', '@', ':', ';', '=', '&', "'", '\x00', '\x1f', '\x7f', '\x80', '\xa0', '\ufffe', '💣', '\\', '~', ',', 'x' * 30, 'a b', ' .', '. ', '..;', '%2e%2e%2e', '\ufdd0', '\U000e0001',
]  # fmt: skip
USERS = ['u', 'user', '', 'é', '%41', '%', '@', ':', '/', '[', 'a b', 'a;b', 'p@ss', '\x01', ',', '\\', 'u:p', '::', '^', '|', '💣', '?', '#']
PARAMS = ['a=1', 'a', '=', 'a=', '=b', '', 'a=b=c', 'é=ß', '%41=%C3%A9', 'a=%ff', 'a=%c3', 'x=%e2%82', 'a+b=c+d', "'", '"', '<', '>', '`', '{', '#', '?', '^', '|', ' ', '%', '%2', '\x00', '\\', '💣', '%F0%9F%92', '%ed%a0%80']
NOISE = ['\t', '\n', '\r', ' ', '\x00', '\x1f', '\\', '/', '//', '@', ':', '?', '#', '%', '[', ']', '.', '..', ',', 'é', '\u3000', '\ufeff', '"', '^', '|', '<']


def some(rng: random.Random, choices: list[str], least: int, most: int, between: list[str]) -> str:
    parts = [rng.choice(choices)] if most and (least or rng.random() < 0.9) else []
    while parts and len(parts) < most and (len(parts) < least or rng.random() < 0.5):
        parts += [rng.choice(between) + rng.choice(choices)]
    return ''.join(parts)


def label(rng: random.Random) -> str:
    kind = rng.random()
    if kind < 0.5:
        return rng.choice(LABELS[:3]) if kind < 0.25 else rng.choice(LABELS)
    if kind < 0.7:
        return rng.choice(LABELS) + rng.choice(LABELS)
    if kind < 0.85:
        # Anywhere in Unicode, more often where there are letters.
        top = rng.choice([0x250, 0x600, 0x3000, 0x10000, 0x20000, 0x110000])
        return ''.join(chr(c) for c in (rng.randrange(top) for _ in range(rng.randrange(1, 4))) if not 0xD800 <= c < 0xE000)
    return 'xn--' + ''.join(rng.choice('abcdefgz0189-') for _ in range(rng.randrange(1, 9)))


def host(rng: random.Random) -> str:
    kind = rng.random()
    if kind < 0.45:
        return rng.choice(['example.com', 'a.b', 'localhost', 'x', '127.0.0.1'])
    if kind < 0.7:
        return rng.choice(DOTS).join(label(rng) for _ in range(rng.choice([1, 1, 2, 3]))) + rng.choice(['', '', '', '.'])
    if kind < 0.83:
        numbers = [rng.choice(['1', '0', '255', '256', '0x1', '0xff', '010', '08', '', '0x', '65536', '16777216', '4294967295', 'a', '１']) for _ in range(rng.choice([1, 2, 3, 4, 4, 4, 5]))]
        return '.'.join(numbers) + rng.choice(['', '', '.'])
    if kind < 0.95:
        pieces = [rng.choice(V6[:6] if rng.random() < 0.8 else V6) for _ in range(rng.choice([1, 2, 3, 4, 6, 7, 8, 8, 9]))]
        if rng.random() < 0.6:
            pieces.insert(rng.randrange(len(pieces) + 1), '')
        text = ':'.join(pieces)
        text = rng.choice(['', ':', '']) + text + rng.choice(['', ':', '', ''])
        return f'[{text}' + rng.choice([']'] * 9 + ['', ']x', ']]'])
    return rng.choice(['', ' ', '%20', '%', '[', ']', '[]', '[:]', '\\'])


def authority(rng: random.Random) -> str:
    user = ''
    if rng.random() < 0.25:
        user = rng.choice(USERS) + rng.choice(['', ':', f':{rng.choice(USERS)}']) + '@'
    return user + host(rng) + (f':{rng.choice(PORTS)}' if rng.random() < 0.25 else '')


def text(rng: random.Random, hosts: int = 1) -> str:
    """A URL; with up to that many hosts."""
    made = rng.choice(SCHEMES if rng.random() < 0.97 else NO_SCHEMES) + (':' if rng.random() < 0.99 else '') + rng.choice(SLASHES)
    made += ','.join(authority(rng) for _ in range(rng.randrange(hosts) + 1))
    if rng.random() < 0.6:
        made += rng.choice(['/', '/', '/', '\\', '']) + some(rng, SEGMENTS, 0, 7, ['/', '/', '/', '', '\\'])
    if rng.random() < 0.3:
        made += '?' + some(rng, PARAMS, 0, 5, ['&', '&', '', ';'])
    if rng.random() < 0.2:
        made += '#' + some(rng, SEGMENTS, 0, 3, ['', '/'])
    for _ in range(rng.choice([0, 0, 0, 0, 0, 1, 1, 2])):
        at = rng.choice([0, len(made), rng.randrange(len(made) + 1)])
        made = made[:at] + rng.choice(NOISE) + made[at + (rng.random() < 0.2) :]
    return made


def parts(url: object) -> str:
    """All that the classes say about a URL."""
    names = ['scheme', 'username', 'password', 'host', 'port', 'path', 'query', 'fragment']
    said = [getattr(url, name, '') for name in names]
    said += [getattr(url, name)() for name in ('unicode_host', 'hosts', 'query_params', 'unicode_string') if hasattr(url, name)]
    return f'{url!r} {said}'


def answers(seed: int, count: int):
    """For each URL, what becomes of it, as text."""
    from pydantic_core import MultiHostUrl, SchemaValidator, Url, ValidationError

    def options(rng: random.Random) -> dict:
        return {
            key: value
            for key, value in {
                'default_host': rng.choice(['h', 'h:1', '[::1]', 'é', '', ':', 'a b', '1.2']), 'default_port': rng.choice([80, 81, 443, 0]),
                'default_path': rng.choice(['/p', 'p', '', '/', '/a/../b', '/C|/x', 'é?#', '..']), 'host_required': True, 'preserve_empty_path': True, 'strict': True,
            }.items()
            if rng.random() < 0.3
        }  # fmt: skip

    plans = []
    for kind, cls in ('url', Url), ('multi-host-url', MultiHostUrl):
        strict, empty = SchemaValidator({'type': kind, 'strict': True}), SchemaValidator({'type': kind, 'preserve_empty_path': True})
        schemas = [SchemaValidator({'type': kind, **options(random.Random(f'{seed} {i}'))}) for i in range(200)]
        plans.append((cls, strict.validate_python, empty.validate_python, schemas))

    def told(call, url: str) -> str:
        try:
            return parts(call(url))
        except ValidationError as error:
            return ' '.join(f'{line["type"]} {line["msg"]}' for line in error.errors(include_url=False))
        except BaseException as error:
            return PANIC if type(error).__name__ == 'PanicException' else repr(error)

    for i in range(count):
        rng = random.Random(f'{seed}/{i}')
        cls, strict, empty, schemas = plans[rng.random() < 0.3]
        url = text(rng, 3 if cls is MultiHostUrl else 1)
        calls = cls, strict, empty, rng.choice(schemas).validate_python
        yield url, [told(call, url) for call in calls]


PANIC = 'panic'


def main() -> int:
    import argparse
    import json
    import subprocess

    from tests import sides

    p = argparse.ArgumentParser(prog='python3 -m tests.differential.urls', description=__doc__.split('\n')[0])
    p.add_argument('--count', type=int, default=50_000, help='URLs (default: %(default)s)')
    p.add_argument('--seed', type=int, default=1)
    p.add_argument('--show', type=int, default=20, metavar='N', help='how many differences are shown (default: %(default)s)')
    p.add_argument('--texts', action='store_true', help='print the URLs alone, in hex, one a line')
    p.add_argument('--answer', action='store_true', help=argparse.SUPPRESS)
    sides.add_options(p, 'dev')
    options = p.parse_args()
    if options.answer:
        for url, told in answers(options.seed, options.count):
            print(json.dumps([url, told]))
        return 0
    if options.texts:
        for i in range(options.count):
            print(text(random.Random(f'{options.seed}/{i}')).encode().hex())
        return 0
    command = ['-m', 'tests.differential.urls', '--answer', f'--seed={options.seed}', f'--count={options.count}']
    started = [
        subprocess.Popen([side.python, *command], env=side.environment(sides.ROOT), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        for side in sides.both(options)
    ]
    same = different = skipped = 0
    for mine, theirs in zip_longest(*(process.stdout for process in started)):
        if mine is None or theirs is None:
            print('one side stopped')
            different += 1
            break
        (url, got), (_, expected) = json.loads(mine), json.loads(theirs)
        for how, x, y in zip(('class', 'strict', 'preserve_empty_path', 'settings'), got, expected):
            skipped += y == PANIC
            same += x == y
            if x != y and y != PANIC:
                different += 1
                if different <= options.show:
                    print(f'DIFFERENT {url!r} {how}\n    published: {y}\n    ours:      {x}')
    print(f'{same} passed, {different} failed, {skipped} skipped')
    return 1 if different else 0


if __name__ == '__main__':
    sys.exit(main())
