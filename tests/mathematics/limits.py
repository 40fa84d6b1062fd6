"""How far math and cmath inside may be from a native CPython over glibc; what has no row must be the same.

The limits are about twice what was measured, for a seed that meets more of it.
"""

from __future__ import annotations

from typing import NamedTuple


class Limit(NamedTuple):
    share: float  # percent of the results that may differ
    most: int  # units in the last place
    kinds: float = 0  # percent that may be a number on one side alone


# Right to about half a unit on both sides, which then differ where the exact result is nearly between two numbers.
NEAR = Limit(0.4, 2)
# Quotients of expm1: each side is up to two units off, at times in opposite directions.
QUOTIENT = Limit(0.4, 4)
# Put together out of several of those.
COMPLEX = Limit(1, 20)

LIMITS: dict[str, Limit] = {
    **{f'math.{name}': NEAR for name in (
        'acos', 'acosh', 'asin', 'asinh', 'atan', 'atanh', 'cos', 'cosh', 'exp', 'exp2', 'expm1', 'log', 'log1p', 'log2', 'sin', 'tan',
        'atan2 of two', 'log of two', 'pow of two',
    )},
    **{f'math.{name}': QUOTIENT for name in ('sinh', 'tanh')},
    **{f'cmath.{name}': COMPLEX for name in (
        'acos', 'acosh', 'asin', 'asinh', 'atan', 'atanh', 'cos', 'cosh', 'exp', 'log', 'log10', 'polar', 'rect', 'sin', 'sinh', 'sqrt', 'tan', 'tanh',
    )},
    # glibc says that an angle is too small, which is then an OverflowError.
    'cmath.phase': Limit(1, 2, 0.6),
    # Made of exp, pow and log; near its zeros, lgamma has few right digits on either side.
    'math.gamma': Limit(0.4, 10),
    'math.lgamma': Limit(0.4, 2**40),
    # glibc's are the ones that are further off, but for erf and erfc, where neither is better.
    'math.cbrt': Limit(55, 4),
    'math.log10': Limit(10, 2),
    'math.erf': Limit(6, 2),
    'math.erfc': Limit(3, 5),
}  # fmt: skip
