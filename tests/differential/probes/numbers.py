"""Numbers."""

from tests.differential.probes.names import *  # noqa: F403

#: fraction build
tries(
    lambda: V({'type': 'fraction'}).title,
    lambda: repr(V({'type': 'fraction', 'gt': Fraction(1, 2)})),
    lambda: repr(S({'type': 'fraction'})),
)

#: fraction python lax
val(
    {'type': 'fraction'},
    Fraction(1, 2),
    '1/2',
    ' 3/4 ',
    '0.5',
    1,
    True,
    0.5,
    Decimal('0.25'),
    10**400,
    '1/0',
    'x',
    float('nan'),
    float('inf'),
    b'1/2',
    None,
    [1],
    1j,
    '1e5',
    '1e4300',
    '1e4301',
    '1e-4301',
    '1e99999999999999999999',
    '١/٢',
    '1e 5',
    (1, 2),
)

#: fraction python strict
val({'type': 'fraction'}, Fraction(1, 2), '1/2', 1, strict=True)

#: fraction json
jsn({'type': 'fraction'}, '"1/2"', '1', '0.1', '1e400', '123456789012345678901234567890', 'true', 'null', '[1]', '"x"', '1.0', 'NaN')

#: fraction json strict
jsn({'type': 'fraction'}, '"1/2"', '1', '0.1', strict=True)

#: fraction strings
strs({'type': 'fraction'}, '1/2', 'x', {'a': '1'}, '1e9999')

#: fraction identity subclass
class F(Fraction): pass
x, y = Fraction(1, 2), F(1, 3)
v = V({'type': 'fraction'})
(v.validate_python(x) is x, v.validate_python(y) is y)

#: fraction constraints
tries(
    *(
        lambda k=k, x=x: V({'type': 'fraction', k: Fraction(1, 2)}).validate_python(x)
        for k, x in (('gt', '1/2'), ('ge', '1/3'), ('lt', '1/2'), ('le', 1), ('multiple_of', '1/3'), ('multiple_of', '3/2'))
    ),
)

#: fraction constraint order
V({'type': 'fraction', 'multiple_of': 7, 'le': 1, 'lt': 1, 'ge': 9, 'gt': 9}).validate_python(5)

#: fraction constraint order 2
V({'type': 'fraction', 'le': 9, 'lt': 1, 'ge': 9, 'gt': 9}).validate_python(5)

#: fraction bad constraints
tries(
    lambda: V({'type': 'fraction', 'gt': 'x'}),
    lambda: V({'type': 'fraction', 'multiple_of': 0}),
    lambda: V({'type': 'fraction', 'multiple_of': -1}),
    lambda: V({'type': 'fraction', 'le': '1/2'}).validate_python(1),
    lambda: V({'type': 'fraction', 'le': None}),
)

#: fraction ser
ser({'type': 'fraction'}, Fraction(1, 2))

#: fraction ser wrong
ser({'type': 'fraction'}, 0.5)

#: fraction ser key
tries(lambda: key({'type': 'fraction'}, Fraction(1, 2)), lambda: key({'type': 'fraction'}, 1))

#: fraction infer
tries(
    lambda: S(ANY).to_python(Fraction(1, 2)),
    lambda: S(ANY).to_python(Fraction(1, 2), mode='json'),
    lambda: S(ANY).to_json(Fraction(1, 2)),
    lambda: to_json({Fraction(1, 2): Fraction(3, 1)}),
    lambda: S(ANY).to_python({Fraction(1, 2): 1}),
)

#: multiple_of must be positive
tries(
    *(
        lambda t=t, m=m: V({'type': t, 'multiple_of': m})
        for t, m in (('int', 0), ('int', -1), ('float', 0.0), ('float', -1.0), ('float', math.inf), ('float', math.nan), ('decimal', Decimal(0)), ('decimal', Decimal('NaN')), ('decimal', Decimal('Infinity')), ('decimal', Decimal(-1)), ('int', 2))
    ),
)

#: decimal three-tuple
tries(
    lambda: val(
        {'type': 'decimal'},
        (0, (1, 2, 3), -2),
        (1, (1,), 3),
        (0, (1,), 'F'),
        (0, (), 'n'),
        (0, (), 'N'),
        (0, [1], 0),
        [0, (1,), 0],
        (0, (1, 2)),
        (2, (1,), 0),
        ('a', 'b', 'c'),
        namedtuple('T', 'a b c')(0, (1,), 0),
    ),
    lambda: val({'type': 'decimal'}, (0, (1,), 0), strict=True),
    lambda: jsn({'type': 'decimal'}, '[0, [1, 2, 3], -2]', '[0, [1], "F"]', '[0, [1]]', '[2, [1], 0]', '{}', '["x", 1, 2]'),
    lambda: jsn({'type': 'decimal'}, '[0, [1], 0]', strict=True),
)

#: decimal digits without normalize
tries(
    *(
        lambda k=k, x=x: V({'type': 'decimal', **k}).validate_python(x)
        for k, x in (({'max_digits': 40}, Decimal('1' * 40)), ({'max_digits': 30}, Decimal('1' * 31)), ({'max_digits': 5, 'decimal_places': 2}, '1000.000'), ({'max_digits': 29, 'decimal_places': 1}, Decimal('1' * 29 + '.0')), ({'decimal_places': 2}, Decimal('1.' + '1' * 30 + '00')), ({'max_digits': 3}, Decimal('0E+10')), ({'max_digits': 3}, Decimal('0E-10')), ({'max_digits': 3}, '1E+3'), ({'max_digits': 3}, '1E+400'), ({'decimal_places': 3}, '1E-999999'), ({'max_digits': 2, 'decimal_places': 2}, '0.00'), ({'max_digits': 2, 'decimal_places': 2}, '1.0'))
    ),
)

#: decimal multiple_of quotient cannot be computed
val({'type': 'decimal', 'multiple_of': Decimal('1E-30')}, '1', '1E+10', '0', Decimal('Infinity'))

#: decimal bad tuple error
val({'type': 'decimal'}, (1, 2), (0, (1,), object()))

#: decimal other exceptions
class X(str):
    pass
class Y:
    def __str__(self): raise RuntimeError('x')
val({'type': 'decimal'}, X('1'), Y(), '1' * 50, 'sNaN', Decimal('sNaN'))

#: decimal constraints sNaN
val({'type': 'decimal', 'gt': 1, 'allow_inf_nan': True}, Decimal('sNaN'), Decimal('NaN'))

#: complex
class C:
    def __complex__(self): return 1j
class F2:
    def __float__(self): return 1.5
class I:
    def __index__(self): return 3
class B:
    def __complex__(self): raise RuntimeError('no')
class Cc(complex): pass
tries(
    lambda: val(
        {'type': 'complex'},
        C(),
        F2(),
        I(),
        True,
        Decimal('1.5'),
        Fraction(1, 2),
        2**62,
        2**63,
        10**400,
        '1+2j',
        'x',
        b'1',
        bytearray(b'1'),
        B(),
        None,
        Cc(1j),
        1.5,
        [1],
    ),
    lambda: val({'type': 'complex'}, 1.5, '1', 1j, C(), strict=True),
    lambda: val({'type': 'complex', 'strict': True}, 1.5, strict=False),
    lambda: type(V({'type': 'complex'}).validate_python(Cc(1j))).__name__,
)

#: complex strict nested
tries(
    lambda: val({'type': 'list', 'items_schema': {'type': 'complex'}}, [1], strict=True),
    lambda: jsn({'type': 'complex'}, '1', '"1j"', strict=True),
    lambda: strs({'type': 'complex'}, '1j', strict=True),
)

#: complex ser
tries(
    *(
        lambda x=x: S({'type': 'complex'}).to_json(x)
        for x in (complex(1, -0.0), complex(1, math.nan), complex(1, -math.nan), complex(0, -0.0), complex(-0.0, 1), complex(math.nan, 1), complex(1, math.inf), complex(1, -math.inf), complex(1, 2))
    ),
    lambda: to_json(complex(1, -0.0)),
    lambda: to_json({complex(1, -0.0): 1}),
)

#: fraction to int
class F(Fraction):
    def is_integer(self): raise RuntimeError('x')
tries(
    lambda: val(INT, Fraction(4, 2), Fraction(1, 2), F(4, 1), F(1, 3), Fraction(10**30), Fraction(1, 10**30)),
    lambda: val(INT, Fraction(2), strict=True),
    lambda: val({'type': 'bool'}, Fraction(1, 1), Fraction(1, 2)),
    lambda: val({'type': 'float'}, Fraction(1, 2)),
)

#: from 2.50: float identity in json mode
x = 1.5
class Fl(float): pass
y = Fl(1.5)
(S(ANY).to_python(x, mode='json') is x, type(S(ANY).to_python(y, mode='json')).__name__, S(ANY).to_python(math.nan, mode='json'))

#: json numbers
tries(
    *(
        lambda t=t: from_json(t, **k)
        for t in ('1.0', '1e5', '12345678901234567890', '1.7976931348623157e309', '5e-324') for k in ({}, {'float_mode': 'decimal'} if False else {}, {'inf_nan': False})
    ),
    lambda: jsn(INT, '1e2', '1.0', '1.5', '1e400'),
    lambda: jsn({'type': 'decimal'}, '1.10', '1e400', '12345678901234567890.123456789'),
    lambda: jsn(FLOAT, '1.1', '123456789012345678901234567890'),
    lambda: jsn(STR, '1', config={'coerce_numbers_to_str': True}),
)

#: float json output
to_json(
    [
        1e16,
        1e17,
        1e21,
        1e22,
        1.5e300,
        5e-324,
        1e-5,
        1e-7,
        123456789.123,
        0.1 + 0.2,
        1e15,
        1e-4,
        2.5e-8,
        -0.0,
        1.7976931348623157e308,
        1/3,
        100.0,
        1e100,
    ],
)

#: float to decimal from json
jsn({'type': 'decimal'}, '1e16', '1e21', '1e-7', '0.30000000000000004', '1.0', '100000000000000000000.0')

#: float in messages
tries(
    *(lambda x=x: V({'type': 'float', 'gt': x}).validate_python(-math.inf) for x in (1e16, 1e21, 1e-7, 1.0, 1e300, 0.1)),
    *(lambda x=x: V({'type': 'int', 'gt': x}).validate_python(0) for x in (10**30,)),
)

#: int extraction of odd ints
class Ix:
    def __index__(self): return 4
class Ibad:
    def __index__(self): raise RuntimeError('x')
tries(
    lambda: val({'type': 'bool'}, Ix(), Ibad(), 1, 2, 1.0),
    lambda: val(INT, Ix(), Ibad()),
    lambda: val({'type': 'timedelta'}, Ix(), True),
    lambda: val({'type': 'datetime'}, Ix()),
    lambda: val({'type': 'time'}, Ix()),
)

#: decimal where normalize rounded
tries(
    *(
        functools.partial(lambda k, x: V({'type': 'decimal', **k}).validate_python(x), k, x)
        for k, x in (({'max_digits': 30}, Decimal('9' * 28 + '.9999')), ({'max_digits': 29}, Decimal('1' + '0' * 28 + '.0001')), ({'decimal_places': 2}, Decimal('1' * 27 + '.001')), ({'max_digits': 40, 'decimal_places': 1}, Decimal('1' * 28 + '.04')), ({'max_digits': 3}, Decimal('0E+10')), ({'max_digits': 3, 'decimal_places': 1}, Decimal('0.000')), ({'max_digits': 1}, Decimal('1E+5')))
    ),
)

#: decimal in a small context
with decimal.localcontext() as c:
    c.prec = 3
    r = tries(*(functools.partial(lambda k, x: V({'type': 'decimal', **k}).validate_python(x), k, x) for k, x in (({'max_digits': 3}, '12.34'), ({'max_digits': 3}, '123400'), ({'decimal_places': 1}, '1.999'), ({'multiple_of': Decimal('0.01')}, '1234.56'))))
r
