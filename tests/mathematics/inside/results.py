"""`results.py COUNT SEED FILE`: calls every function of math and cmath with COUNT chosen arguments; writes the results as bits.

The arguments depend on nothing but the seed and are the same on every platform. An exception is a NaN of its own.
"""

import array
import cmath
import math
import random
import struct
import sys

WIDE, SMALL = (-1e6, 1e6), (-1, 1)
# The ranges in which a function's values are neither all the same nor too large.
ONE = {
    'acos': SMALL, 'acosh': (1, 50), 'asin': SMALL, 'asinh': (-50, 50), 'atan': (-20, 20), 'atanh': SMALL, 'cbrt': (-1000, 1000), 'ceil': WIDE,
    'cos': (-100, 100), 'cosh': (-700, 700), 'degrees': WIDE, 'erf': (-6, 6), 'erfc': (-10, 27), 'exp': (-700, 700), 'exp2': (-1000, 1000),
    'expm1': (-40, 700), 'fabs': WIDE, 'floor': WIDE, 'frexp': WIDE, 'gamma': (-170, 170), 'lgamma': (-170, 1000), 'log': (0, 1000), 'log10': (0, 1000),
    'log1p': (-1, 1000), 'log2': (0, 1000), 'modf': WIDE, 'radians': WIDE, 'sin': (-100, 100), 'sinh': (-700, 700), 'sqrt': (0, 1000),
    'tan': (-100, 100), 'tanh': (-20, 20), 'trunc': WIDE, 'ulp': WIDE,
}  # fmt: skip
TWO = {
    'atan2': (WIDE, WIDE), 'copysign': (WIDE, WIDE), 'dist': (WIDE, WIDE), 'fmod': (WIDE, (-1000, 1000)), 'hypot': (WIDE, WIDE), 'log': ((0, 1000), (0, 100)),
    'nextafter': (WIDE, WIDE), 'pow': ((0, 100), (-100, 100)), 'remainder': (WIDE, (-1000, 1000)),
}  # fmt: skip
COMPLEX = 'acos acosh asin asinh atan atanh cos cosh exp log log10 phase polar rect sin sinh sqrt tan tanh'.split()
ERRORS = {ValueError: 1, OverflowError: 2, ZeroDivisionError: 3}
NAN = 0x7FF8 << 48


def numbers(chance, low, high):
    """For ever: mostly in that range, some close to 0 or 1, some of any size."""
    while True:
        kind = chance.random()
        if kind < 0.6:
            yield low + (high - low) * chance.random()
        elif kind < 0.8:
            yield max(low, min(high, (kind > 0.7) + (chance.random() - 0.5) / 16))
        else:
            yield struct.unpack('<d', struct.pack('<Q', chance.getrandbits(64)))[0]


def bits(value):
    """The values in a result, one after the other."""
    if isinstance(value, tuple):
        return [bit for part in value for bit in bits(part)]
    if isinstance(value, complex):
        return bits(value.real) + bits(value.imag)
    if isinstance(value, int):
        return [value & (2**64 - 1)]
    return [NAN if value != value else struct.unpack('<Q', struct.pack('<d', value))[0]]


def called(function, arguments, parts):
    """The results of a function that gives that many numbers."""
    results = array.array('Q')
    for given in arguments:
        try:
            results.extend(bits(function(*given)))
        except tuple(ERRORS) as error:
            results.extend([NAN + ERRORS[type(error)]] * parts)
    return results


def calls(count, seed):
    """Each function's name, and its results."""

    def pairs(name, first, second):
        chance = random.Random(f'{seed} {name}')
        return zip(range(count), numbers(chance, *first), numbers(chance, *second))

    for name, span in ONE.items():
        given = ((x,) for _, x, _ in pairs(name, span, SMALL))
        yield f'math.{name}', called(getattr(math, name), given, 2 if name in ('frexp', 'modf') else 1)
    for name, spans in TWO.items():
        function = getattr(math, name)
        given = (([x], [y]) if name == 'dist' else (x, y) for _, x, y in pairs(name, *spans))
        yield f'math.{name} of two', called(function, given, 1)
    for name in COMPLEX:
        given = ((x, y) if name == 'rect' else (complex(x, y),) for _, x, y in pairs(name, (-5, 5), (-5, 5)))
        yield f'cmath.{name}', called(getattr(cmath, name), given, 1 if name == 'phase' else 2)


def main(count, seed, file):
    with open(file, 'wb') as out:
        for name, results in calls(count, seed):
            out.write(f'{name} {len(results)}\n'.encode())
            out.write(results.tobytes())


if __name__ == '__main__':
    main(int(sys.argv[1]), sys.argv[2], sys.argv[3])
