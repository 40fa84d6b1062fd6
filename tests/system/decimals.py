"""`decimal` inside python.wasm is that of a 64-bit build: the same limits, and the same results as natively."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

from tests.system.row import Check, code
from tools import pythons, wasm_build

# Prints the outcome of each of many generated calls, or the name of what it raises.
CALLS = '''
import decimal, math, pickle, random, sys
from decimal import Decimal, Context

rng = random.Random(14)
ROUNDINGS = [name for name in dir(decimal) if name.startswith('ROUND_')]
LARGE = [10**9, 425000000, 425000001, 10**12, decimal.MAX_EMAX, decimal.MAX_EMAX - 1, 5 * 10**17]
UNARY = ('abs canonical copy_abs copy_negate exp is_normal is_subnormal ln log10 logb logical_invert minus next_minus next_plus '
         'normalize number_class plus sqrt to_eng_string to_integral_exact to_integral_value to_sci_string').split()
BINARY = ('add compare compare_signal compare_total compare_total_mag divide divide_int divmod logical_and logical_or logical_xor '
          'max max_mag min min_mag multiply next_toward power quantize remainder remainder_near rotate same_quantum scaleb shift '
          'subtract').split()
FORMATS = ['', 'e', '.3e', 'g', '.10g', 'n', '%', ',.2f', '+.1f', '020.4f', '^30']

def context():
    emax, emin = rng.choice([(999, -999), (0, 0), *((large, -large) for large in LARGE)])
    return Context(prec=rng.choice([1, 2, 9, 16, 28, 38, 77, 300]), Emax=emax, Emin=emin, rounding=rng.choice(ROUNDINGS),
                   clamp=rng.randrange(2), capitals=rng.randrange(2), traps=[])

def value():
    kind = rng.randrange(12)
    if kind == 0:
        return Decimal(rng.choice(['0', '-0', '1', '-1', '10', 'Infinity', '-Infinity', 'NaN', 'sNaN12', '0E+400', '-0E-7']))
    if kind == 1:
        return Decimal(''.join(rng.choice('01') for _ in range(rng.randint(1, 40))))
    digits = ''.join(rng.choice('0123456789') for _ in range(rng.choice([1, 3, 9, 10, 18, 19, 20, 38, 57, 200])))
    exponent = rng.choice([0, rng.randint(-20, 20), rng.randint(-400, 400), rng.choice([-1, 1]) * (rng.choice(LARGE) - rng.randint(0, 300))])
    return Context(prec=500, Emax=decimal.MAX_EMAX, Emin=decimal.MIN_EMIN, traps=[]).create_decimal(f'{rng.choice("-+")}{digits}E{exponent}')

def small(one):
    """Whether it is cheap: exponents of 10^18 make integers of as many digits."""
    return one.is_finite() and abs(one.adjusted()) < 2000

def show(call):
    try:
        return repr(call())
    except (ArithmeticError, ValueError, TypeError) as error:
        return type(error).__name__

for number in range(int(sys.argv[1])):
    c, a, b = context(), value(), value()
    name = rng.choice(UNARY if number % 3 == 0 else BINARY)
    print(name, show(lambda: getattr(c, name)(a) if name in UNARY else getattr(c, name)(a, b)), sorted(f.__name__ for f, on in c.flags.items() if on))
    if number % 10 == 0:
        print(c, pickle.loads(pickle.dumps(c)), c.Etiny(), c.Etop(), show(lambda: c.fma(a, b, value())), a.as_tuple(), a.adjusted())
    if number % 10 == 1 and small(a):
        print([show(lambda: format(a, form)) for form in FORMATS], show(lambda: a.as_integer_ratio()), show(lambda: int(a)), show(lambda: float(a)))
        assert hash(a) == hash(a.as_integer_ratio()[0]) or a != int(a)
        print(show(lambda: c.power(a, b, 7 + number)) if small(b) else '', show(lambda: round(a, 3)), math.floor(a), a == int(a), c.create_decimal(3**number % 10**400))
print(decimal.MAX_PREC, decimal.MAX_EMAX, decimal.MIN_EMIN, decimal.MIN_ETINY, decimal.HAVE_THREADS)
with decimal.localcontext(Context(prec=30000, Emax=decimal.MAX_EMAX, Emin=decimal.MIN_EMIN)):
    large = Decimal(7).sqrt()  # long enough for the transforms
    print(large, large * large, 1 / large, large ** 5)
'''
LIMITS = '''
from decimal import *
import decimal
print(decimal.MAX_EMAX, decimal.MIN_EMIN, decimal.MAX_PREC)
c = getcontext(); c.Emax = decimal.MAX_EMAX; c.Emin = decimal.MIN_EMIN
print(Decimal('1e999999999999999998') * 10, repr(c))
for value, error in (10**18, ValueError), (2**70, OverflowError), ('1', TypeError):
    try: c.Emax = value
    except error as found: print(found)
'''
LIMITS_OUT = '''999999999999999999 -999999999999999999 999999999999999999
1.0E+999999999999999999 Context(prec=28, rounding=ROUND_HALF_EVEN, Emin=-999999999999999999, Emax=999999999999999999, capitals=1, clamp=0, flags=[], traps=[InvalidOperation, DivisionByZero, Overflow])
valid range for Emax is [0, MAX_EMAX]
Python int too large to convert to C ssize_t
an integer is required
'''
# What would need more memory than there can be: sizes that no longer fit into 32 bits among it.
HUGE = '''
from decimal import *
c = Context(prec=MAX_PREC, Emax=MAX_EMAX, Emin=MIN_EMIN)
for call in (lambda: c.divide(1, 3), lambda: c.sqrt(2), lambda: format(Decimal('1e99999999999'), 'f'), lambda: c.quantize(Decimal(1), Decimal('1e-4294967296')),
             lambda: c.shift(Decimal(1), 8589934592), lambda: c.add(Decimal('1e8589934592'), 1), lambda: int(Decimal('1e8589934592'))):
    try: print(call())
    except (MemoryError, InvalidOperation) as error: print(type(error).__name__)
print(Decimal(1) / 7)
'''


def same_as_natively():
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder, 'calls.py')
        script.write_text(CALLS)
        commands = [[command, script, '6000'] for command in (pythons.native_python(), wasm_build.RUN)]
        ended = [subprocess.run(command, capture_output=True, text=True, timeout=300) for command in commands]
    outputs = [one.stdout.splitlines() for one in ended]
    for native, inside in zip(*outputs):
        assert native == inside, f'natively: {native[:400]}\ninside: {inside[:400]}'
    assert len(outputs[0]) == len(outputs[1]) > 6000, ended[1].stderr
    assert [one.returncode for one in ended] == [0, 0], [one.stderr[-500:] for one in ended]


ROWS = [
    code('the limits of decimals', LIMITS, LIMITS_OUT),
    code('decimals that are too large for any memory', HUGE, 'MemoryError\n' * 7 + '0.1428571428571428571428571429\n'),
    Check('decimals have the same results as natively', same_as_natively),
]  # fmt: skip
