"""Decimals of text: plain numbers are made in another way than by Decimal(), and nobody can tell."""

import decimal
import gc
import subprocess
import sys
from decimal import Decimal

import pytest
from pydantic_core import SchemaValidator
from pydantic_core import core_schema as cs

VALIDATOR = SchemaValidator(cs.decimal_schema())
PLAIN = ['0', '-0', '+0.00', '1.50', '.5', '5.', '-.5', '007', '9' * 64, '9' * 65, '-' + '9' * 63, '0.' + '1' * 62, '0.' + '1' * 63]
OTHERS = [' 1.5 ', '1_000.5', '1e5', '1E-500', '\u0661\u0662', 'NaN', 'Infinity']
WRONG = ['', '.', '+', '-', '+-1', '1..2', '1.2.3', '--1', '1 2', '0x1']


@pytest.mark.parametrize('text', PLAIN + OTHERS[:-2])
@pytest.mark.parametrize('traps', [[], [decimal.Inexact, decimal.Rounded, decimal.Subnormal, decimal.FloatOperation]])
def test_as_decimal_itself(text, traps):
    with decimal.localcontext(decimal.Context(prec=2, Emax=3, Emin=-3, traps=traps)) as context:
        for made in VALIDATOR.validate_python(text), VALIDATOR.validate_json(f'"{text}"'), VALIDATOR.validate_strings(text):
            assert type(made) is Decimal and made.as_tuple() == Decimal(text).as_tuple()
        assert not any(context.flags.values())


@pytest.mark.parametrize('text', WRONG + OTHERS[-2:])
def test_wrong_texts(text):
    with decimal.localcontext(decimal.Context()) as context:
        assert not VALIDATOR.isinstance_python(text)
        assert context.flags[decimal.InvalidOperation] == (text in WRONG)


def test_the_context_is_not_shown():
    """Whoever changed it would change all decimals."""
    VALIDATOR.validate_python('1.5')
    assert not [found for found in gc.get_objects() if type(found) is decimal.Context and found.prec == 64]


HOOK = """
import builtins
from pydantic_core import SchemaValidator, core_schema as cs
validator = SchemaValidator(cs.decimal_schema())
validator.validate_python(1)
real = builtins.__import__
def hook(name, *more):
    if name == 'decimal':
        validator.validate_python('2.5')
    return real(name, *more)
builtins.__import__ = hook
print(validator.validate_python('1.5'), validator.validate_python('1.25'))
"""


def test_a_hook_that_makes_decimals():
    done = subprocess.run([sys.executable, '-c', HOOK], capture_output=True, text=True)
    assert (done.stdout, done.stderr) == ('1.5 1.25\n', '')
