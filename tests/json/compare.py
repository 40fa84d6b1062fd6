"""Compares json_probe with the published wheel's from_json, which is what this interpreter must import.

Texts are generated (every kind of value, number and string, good and bad), cut off at every byte, or damaged at random
places; each goes through one of the three partial modes, with and without NaN and infinities. The value, or the text
of the error with its line and column, must be the same. Arguments: the probe, a seed, how many cases.
"""

import json
import random
import struct
import subprocess
import sys

import pydantic_core

MODES = ['off', 'on', 'trailing-strings']
BATCH = 4000
NUMBERS = """
    0 -0 1 -1 12 1.5 -0.0 1e5 1E+5 1.25e-7 0e0 0.1 1e400 -1e400 5e-324 2.2250738585072011e-308 1.7976931348623159e308
    999999999999999999 1000000000000000000 9223372036854775807 9223372036854775808 -9223372036854775808
    -9223372036854775809 18446744073709551615 18446744073709551616 123456789012345678901234567890 NaN Infinity -Infinity
    01 -01 - 1. 1.e5 .5 +1 1e 1e+ nan inf -NaN 1_0 0x1 1.5.2 --1 Infinit -Inf 1e5e5
""".encode().split()
GOOD_PIECES = [
    b'a', b'key', b'a longer piece without anything special', b'\\n', b'\\"', b'\\\\', b'\\/', b'\\u0041', b'\\u00e9',
    b'\\ud83d\\ude00', b'\\u0000', b'\x7f', 'é'.encode(), '漢字'.encode(), '😀'.encode(),
]  # fmt: skip
BAD_PIECES = [
    b'\\uD83D', b'\\uDE00', b'\\ud83d\\n', b'\\ud83d\\u0041', b'\\ud83dx', b'\\ud83d\\', b'\\x', b'\\u12', b'\\uZZZZ', b'\x00',
    b'\x1f', b'\n', b'\xff', b'\xc3', b'\xe2\x82', b'\xed\xa0\x80', b'\xf0\x9f\x98', b'\xc0\x80', b'\xf4\x90\x80\x80', b'\xe0\x80',
]  # fmt: skip
DAMAGE = b'[]{},:"\\ \n0123456789-+.eEtfnuNI\x00\x80\xff\xc3'


class Texts:
    def __init__(self, seed):
        self.random = random.Random(seed)

    def number(self):
        pick = self.random.random()
        if pick < 0.7:
            return self.random.choice(NUMBERS)
        if pick < 0.8:
            limit = 10 ** self.random.randint(1, 40)
            return b'%d' % self.random.randint(-limit, limit)
        if pick < 0.9:
            return repr(self.random.uniform(-1e10, 1e10)).encode()
        return repr(struct.unpack('>d', struct.pack('>Q', self.random.getrandbits(64)))[0]).encode()

    def string(self):
        pieces = GOOD_PIECES if self.random.random() < 0.8 else GOOD_PIECES + BAD_PIECES
        return b'"' + b''.join(self.random.choices(pieces, k=self.random.choice([0, 1, 1, 2, 3]))) + b'"'

    def space(self):
        return self.random.choice([b'', b'', b'', b' ', b'\n', b' \t', b'\r\n'])

    def value(self, depth=0):
        pick = self.random.random() * (0.6 if depth > 4 else 1)
        if pick < 0.1:
            return self.random.choice([b'null', b'true', b'false'])
        if pick < 0.3:
            return self.number()
        if pick < 0.6:
            return self.string()
        items = [self.space() + self.value(depth + 1) + self.space() for _ in range(self.random.choice([0, 1, 1, 2, 3]))]
        if pick < 0.8:
            return b'[' + self.space() + b','.join(items) + b']'
        return b'{' + self.space() + b','.join(self.space() + self.string() + b':' + item for item in items) + b'}'

    def damaged(self, text):
        text = bytearray(text)
        for _ in range(self.random.choice([1, 1, 2, 3])):
            pick = self.random.random()
            i = self.random.randrange(len(text) + 1)
            j = self.random.randrange(len(text) + 1)
            if pick < 0.3:
                del text[i : i + 1]
            elif pick < 0.6:
                text.insert(i, self.random.choice(DAMAGE))
            elif pick < 0.8:
                text[i : i + 1] = bytes([self.random.randrange(256)])
            elif pick < 0.9:
                del text[i:]
            else:
                text[i:i] = text[min(i, j) : max(i, j)]
        return bytes(text)

    def some(self):
        """A few texts about one value."""
        text = self.value()
        if self.random.random() < 0.3:
            text = b'[' + text + b', ' + self.value() + b']'
        pick = self.random.random()
        if pick < 0.2 and len(text) < 300:
            return [text[:end] for end in range(len(text) + 1)]
        return [text] if pick > 0.9 else [self.damaged(text) for _ in range(4)]

    def cases(self, count):
        """(text, partial mode, allow_inf_nan)"""
        cases = []
        while len(cases) < count:
            cases += [(t, self.random.choice([0, 0, 1, 2]), self.random.random() < 0.7) for t in self.some()]
        return cases


def limits():
    """Cases about nesting, long integers and large texts, which random texts do not reach."""
    texts = [b'{"a":' * 100 + b'[' * n + b'1' + b']' * n + b'}' * 100 for n in (99, 100, 101, 102)]
    texts += [b'[' * n + inside + b']' * n for n in (199, 200, 201, 202, 10_000) for inside in (b'', b'1', b'{}', b'"x')]
    texts += [b'[0,' * n for n in (199, 200, 201, 202)]
    for n in (4299, 4300, 4301, 4302, 8600, 100_000):
        for form in (b'%s', b'-%s', b'[%s]', b'[1,\n-%s ,2]', b'%s.5', b'0.%s', b'1e%s', b'"%s"', b'[[%s', b'%se5', b'0%s'):
            texts.append(form % (b'7' * n))
    return [(text, mode, True) for text in texts for mode in (0, 1, 2)]


def ours(probe, cases):
    questions = b''.join(b'%d %d %d\n' % (mode, inf_nan, len(text)) + text for text, mode, inf_nan in cases)
    answers = subprocess.run([probe], input=questions, stdout=subprocess.PIPE).stdout
    at = 0
    for _ in cases:
        line_end = answers.find(b'\n', at)
        if line_end < 0:
            yield '!the probe ended early'
            continue
        at = line_end + 1 + int(answers[at:line_end])
        answer = answers[line_end + 1 : at].decode()
        # repr tells 1 from 1.0, 0.0 from -0.0, and NaN is itself.
        yield answer if answer.startswith('!') else repr(json.loads(answer))


def theirs(text, mode, inf_nan):
    try:
        return repr(pydantic_core.from_json(text, allow_inf_nan=inf_nan, allow_partial=MODES[mode], cache_strings=False))
    except ValueError as error:
        return f'!{error}'


def main(probe, seed, count):
    if hasattr(sys, 'set_int_max_str_digits'):
        sys.set_int_max_str_digits(0)
    texts = Texts(seed)
    passed = failed = 0
    cases = limits()
    while cases:
        for case, answer in zip(cases, ours(probe, cases)):
            expected = theirs(*case)
            if answer == expected:
                passed += 1
                continue
            failed += 1
            if failed <= 10:
                text, mode, inf_nan = case
                print(f'{text[:200]!r} ({len(text)} bytes), {MODES[mode]}, allow_inf_nan={inf_nan}')
                print(f'   ours:      {answer[:200]}\n   published: {expected[:200]}')
        left = count - passed - failed
        cases = texts.cases(min(left, BATCH)) if left > 0 else []
    print(f'{passed} passed, {failed} failed')
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3])))
