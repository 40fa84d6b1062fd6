"""`python3 -m tests.unit.patterns [--pairs N] [--seed S]`: src/regex against the published wheel.

Patterns are generated, most of them valid, and searched in generated texts; what is compared is whether a pattern is
refused and in which words, and for every text whether it matches. Ours runs in `regex_probe`, theirs in a `str` schema.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys

from tests import sides
from tools import build
from tools.say import entry

CHARACTERS = ['a', 'b', 'k', 's', 'K', 'S', '1', '_', '-', ' ', '\n', '\r', 'é', 'É', 'ß', 'ẞ', 'ſ', '\u212a', 'σ', 'ς', '٣', '日', '\u0301', '\u200d', '\u2028', '\u00a0', '€', '😀', '\U0001e900']
META = set('\\.+*?()|[]{}^$#&-~ \n')
PROPERTIES = ['L', 'Lu', 'Greek', 'Latin', 'alphabetic', 'Uppercase', 'Nd', 'sc=Han', 'scx=Greek', 'gc:M', 'age=3.0', 'White_Space', 'Any', 'ASCII', 'Emoji', 'GCB=Extend', 'wb=Numeric', 'Foo', 'sc=Foo', 'LC', 'is_Sm']
ASSERTIONS = ['^', '$', '\\A', '\\z', '\\b', '\\B', '\\b{start}', '\\b{end}', '\\b{start-half}', '\\b{end-half}', '\\<', '\\>', '(?m:^)', '(?m:$)', '(?mR:^)', '(?mR:$)', '(?-u:\\b)', '(?-u:\\B)', '(?-u:\\<)']
CLASSES = ['\\d', '\\D', '\\w', '\\W', '\\s', '\\S', '.', '(?s:.)', '(?R:.)', '(?-u:\\w)', '(?-u:\\d)', '(?-u:\\s)', '(?-u:\\W)', '[[:alpha:]]', '[[:^space:]]', '[[:word:]]']


class Generator:
    def __init__(self, rng: random.Random) -> None:
        self.rng = rng

    def literal(self) -> str:
        c = self.rng.choice(CHARACTERS) if self.rng.random() < 0.6 else self.rng.choice('abk')
        how = self.rng.random()
        if how < 0.04:
            return self.rng.choice(['\\x{%x}', '\\u{%x}', '\\U%08x']) % ord(c)
        return '\\' + c if c in META and c not in '\n ' else c

    def item(self) -> str:
        rng = self.rng
        how = rng.random()
        if how < 0.5:
            return self.literal()
        if how < 0.65:
            first, last = sorted([rng.choice(CHARACTERS), rng.choice(CHARACTERS)])
            return self.escaped(first) + '-' + self.escaped(last)
        if how < 0.8:
            return rng.choice(['\\d', '\\w', '\\s', '\\W', '\\D', '\\S', '[:alpha:]', '[:^digit:]', '[:upper:]'])
        if how < 0.9:
            return rng.choice(['\\p', '\\P']) + '{' + rng.choice(PROPERTIES) + '}'
        return self.bracketed(1)

    def escaped(self, c: str) -> str:
        return '\\' + c if c in META and c not in '\n ' else c

    def bracketed(self, depth: int = 0) -> str:
        rng = self.rng
        inner = ''.join(self.item() if depth < 2 else self.literal() for _ in range(rng.randrange(1, 4)))
        if rng.random() < 0.15:
            inner += rng.choice(['&&', '--', '~~']) + ''.join(self.item() if depth < 2 else self.literal() for _ in range(rng.randrange(0, 3)))
        return '[' + ('^' if rng.random() < 0.25 else '') + inner + ']'

    def atom(self, depth: int) -> str:
        rng = self.rng
        how = rng.random()
        if depth > 0 and how < 0.25:
            flags = ''
            if rng.random() < 0.3:
                flags = ''.join(rng.sample('imsRUxu', rng.randrange(1, 3)))
                if rng.random() < 0.3:
                    flags = '-' + flags.replace('u', '') if rng.random() < 0.8 else flags + '-u'
                flags = '' if flags == '-' else flags
            opener = rng.choice(['(?:', '(', '(?P<n%d>' % rng.randrange(1000)]) if not flags else f'(?{flags}:'
            return opener + self.alternation(depth - 1) + ')'
        if how < 0.55:
            return self.literal()
        if how < 0.67:
            return rng.choice(CLASSES)
        if how < 0.77:
            return rng.choice(ASSERTIONS)
        if how < 0.82:
            return rng.choice(['\\b', '\\B', '^', '$'])
        if how < 0.86:
            return rng.choice(['\\p', '\\P']) + '{' + rng.choice(PROPERTIES) + '}'
        return self.bracketed()

    def repeated(self, depth: int) -> str:
        rng = self.rng
        text = self.atom(depth)
        while rng.random() < 0.25:
            text += rng.choice(['*', '+', '?', '{0}', '{1}', '{2}', '{1,3}', '{0,2}', '{2,}', '{,2}', '*?', '+?', '??'])
        return text

    def sequence(self, depth: int) -> str:
        rng = self.rng
        parts = [self.repeated(depth) for _ in range(rng.choice([0, 1, 1, 2, 2, 3, 4]))]
        if rng.random() < 0.06:
            parts.insert(rng.randrange(len(parts) + 1), rng.choice(['(?i)', '(?m)', '(?s)', '(?x)', '(?R)', '(?mR)', '(?-u)', '(?U)', '(?i-u)']))
        return ''.join(parts)

    def alternation(self, depth: int) -> str:
        return '|'.join(self.sequence(depth) for _ in range(self.rng.choice([1, 1, 1, 2, 3])))

    def pattern(self) -> str:
        rng = self.rng
        text = self.alternation(3)
        if rng.random() < 0.3:
            text = '^' + text
        if rng.random() < 0.3:
            text += '$'
        if rng.random() < 0.1:
            place = rng.randrange(len(text) + 1)
            text = text[:place] + rng.choice([*'()[]{}\\^-&~|*+?:<>,x', '(?', '\\p', '\\b{', '[^', '{1', '']) + text[place + rng.randrange(2) :]
        return text

    def text(self, characters: list) -> str:
        return ''.join(self.rng.choice(characters) for _ in range(self.rng.choice([0, 1, 1, 2, 2, 3, 3, 4, 5, 6, 8])))

    def texts(self, pattern: str, count: int) -> list:
        own = [c for c in pattern if c.isalnum() or ord(c) > 0x7F] or ['a']
        pools = [CHARACTERS, [c for c in CHARACTERS if ord(c) < 0x80], own, own + [' ', '\n', 'é'], ['a', 'b', '\r', '\n', ' ']]
        return [self.text(self.rng.choice(pools)) for _ in range(count)]


HARD = [
    ('(a*)*b', ['a' * 20000, 'a' * 20000 + 'b', 'é' + 'a' * 20000]),
    ('^(a*)*b$', ['a' * 20000, 'a' * 20000 + 'b']),
    ('(x+x+)+y', ['x' * 20000, 'x' * 20000 + 'y', 'x' * 20000 + '€']),
    ('^(\\w+\\s?)*$', ['word ' * 4000 + '!', 'wörd ' * 4000 + '!', 'wörd ' * 4000]),
    ('^(([a-z])+.)+[A-Z]([a-z])+$', ['a' * 20000, 'aé' * 10000]),
    ('\\b(\\w+\\b\\s*)+$', ['word ' * 2000 + '!', 'wörd ' * 2000]),
    ('^a{2000}$', ['a' * 2000, 'a' * 1999, 'a' * 2001, 'é' + 'a' * 2000]),
    ('^(?:ab|é){1500,3000}$', ['ab' * 1500, 'ab' * 1499, 'abé' * 1500, 'é' * 3001]),
    ('^\\w{300}$', ['a' * 300, 'é' * 300, 'é' * 299, 'é' * 301]),
    ('^(?:a{100}){100}$', ['a' * 10000, 'a' * 9999]),
    ('a[ab]{14}b$', ['abbabba' * 1000, 'b' * 30 + 'a' + 'b' * 15, 'é' + 'ab' * 100]),
    ('a[^x]{14}é$', ['abbabba' * 1000, 'b' * 30 + 'a' + 'b' * 14 + 'é']),
    ('^(?:[ab]*a){12}$', ['a' * 12, 'a' * 11]),
    ('(?:a?){300}a{300}', ['a' * 300, 'a' * 299]),
    ('(?:\\b|a){50}c', ['é ac', 'a', 'c', ' c', 'éc']),
    ('(?:\\b|(?-u:\\b)a){40}é', ['é', 'aé', 'a é']),
    ('(?:\\b\\B|\\B\\b|\\b{start}\\<\\b)a', ['a', 'éa', ' a']),
    ('(?m)^\\bé|(?R)$\\b{end-half}', ['é', 'a\né', 'é\r\n', '\r']),
    ('(?-u:\\B)', ['é', 'aéb', '日本', '']),
    ('(?-u:\\B)$', ['é', 'aéb', '日本', '']),
    ('x{4294967295}', ['x']), ('(?:){4294967295}', ['']), ('\\w{400}', ['x']), ('(?:\\w{100}){100}', ['x']), ('x{200000}', ['x']), ('x{400000}', ['x']),
    ('[a&&b]', ['a', '']), ('^[^\\x00-\\u{D7FF}\\u{E000}-\\u{10FFFF}]', ['a', '']), ('\\P{any}', ['a', '']), ('(?:)', ['']), ('|', ['a']), ('()', ['']), ('a||b', ['']),
    ('(?i)' + 'straße' * 50, ['STRASSE' * 50, 'STRAẞE' * 50]),
    ('|'.join(f'w{i:04}' for i in range(2000)), ['w1999', 'w2000', 'éw0000']),
]

THEIRS = r"""
import json, sys
from pydantic_core import SchemaError, SchemaValidator, ValidationError
for line in sys.stdin:
    pattern, texts = json.loads(line)
    try:
        validator = SchemaValidator({'type': 'str', 'pattern': pattern})
    except SchemaError as error:
        print(json.dumps(['error', str(error)]))
        continue
    print(json.dumps(['ok', ''.join('1' if validator.isinstance_python(text) else '0' for text in texts)]))
"""


def run(command: list, stdin: str, **options: object) -> list:
    done = subprocess.run([str(part) for part in command], input=stdin, capture_output=True, text=True, **options)
    if done.returncode:
        raise SystemExit(f'{command[0]} ended with {done.returncode}: {done.stderr[-500:]}')
    return done.stdout.splitlines()


def ours(preset: str, cases: list) -> list:
    hexed = lambda text: text.encode().hex()
    lines = ['\t'.join([hexed(pattern), *(hexed(text) or '-' for text in texts)]) for pattern, texts in cases]
    probe = build.build(preset, ['regex_probe']) / 'tests' / 'unit' / 'regex_probe'
    answers = (line.split('\t') for line in run([probe], '\n'.join(lines) + '\n'))
    return [[kind, bytes.fromhex(text).decode() if kind == 'error' else text] for kind, text in answers]


@entry
def main() -> int:
    parser = argparse.ArgumentParser(prog='python3 -m tests.unit.patterns', description=__doc__.split('\n')[0])
    parser.add_argument('--pairs', type=int, default=100_000, help='how many texts to search')
    parser.add_argument('--seed', type=int, default=1)
    sides.add_options(parser, 'dev')
    options = parser.parse_args()
    generator = Generator(random.Random(options.seed))
    cases = list(HARD)
    pairs = 0
    while pairs < options.pairs:
        pattern = generator.pattern()
        cases.append((pattern, generator.texts(pattern, 12)))
        pairs += 12
    side = sides.published(options)
    theirs = run([side.python, '-c', THEIRS], ''.join(json.dumps(case) + '\n' for case in cases), env=side.environment())
    differences = refused = 0
    for (pattern, texts), mine, line in zip(cases, ours(options.preset, cases), theirs):
        other = json.loads(line)
        refused += other[0] == 'error'
        same = mine == other or (mine[0] == other[0] == 'error' and mine[1] in other[1])
        if not same:
            differences += 1
            shown = [t for t, a, b in zip(texts, mine[1], other[1]) if a != b] if mine[0] == other[0] == 'ok' else texts[:1]
            print(f'{pattern[:200]!r}\n  ours {mine[0]} {mine[1][:300]!r}\n  theirs {other[0]} {other[1][:300]!r}\n  texts {[t[:60] for t in shown[:4]]!r}')
    print(f'{len(cases)} patterns, {refused} of them refused, {sum(len(texts) for _, texts in cases)} texts')
    print(f'{len(cases) - differences} passed, {differences} failed')
    return 1 if differences else 0


if __name__ == '__main__':
    sys.exit(main())
