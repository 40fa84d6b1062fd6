"""Texts, times, URLs and literals."""

from tests.differential.probes.names import *  # noqa: F403

#: ellipsis validate
tries(
    lambda: V({'type': 'ellipsis'}).title,
    lambda: repr(V({'type': 'ellipsis'})),
    lambda: val({'type': 'ellipsis'}, ..., None, '...'),
    lambda: jsn({'type': 'ellipsis'}, '"..."', 'null'),
    lambda: strs({'type': 'ellipsis'}, '...'),
    lambda: val({'type': 'ellipsis'}, ..., strict=True),
)

#: ellipsis ser
tries(
    lambda: ser({'type': 'ellipsis'}, ...),
    lambda: ser({'type': 'ellipsis'}, 1),
    lambda: key({'type': 'ellipsis'}, ...),
    lambda: key({'type': 'ellipsis'}, None),
)

#: str ascii_only
tries(
    lambda: val({'type': 'str', 'ascii_only': True}, 'abc', 'é', ' é '),
    lambda: repr(V({'type': 'str', 'ascii_only': True})),
    lambda: val({'type': 'str'}, 'é', config={'ascii_only': True}),
    lambda: val({'type': 'str'}, 'é', config={'str_ascii_only': True}),
    lambda: val({'type': 'str', 'ascii_only': True, 'strip_whitespace': True}, 'a\u2003'),
    lambda: val({'type': 'str', 'ascii_only': True, 'min_length': 3, 'pattern': 'z'}, 'é'),
    lambda: val({'type': 'str', 'ascii_only': True, 'to_upper': True}, 'ß', 'a'),
    lambda: jsn({'type': 'str', 'ascii_only': True}, '"é"'),
    lambda: val({'type': 'str', 'ascii_only': 1}, 'a'),
    lambda: V({'type': 'str', 'ascii_only': False}),
)

#: timedelta multiple_of
tries(
    lambda: val({'type': 'timedelta', 'multiple_of': dt.timedelta(minutes=15)}, 'PT30M', 'PT20M', dt.timedelta(0), -900, 'x'),
    lambda: V({'type': 'timedelta', 'multiple_of': dt.timedelta(0)}),
    lambda: V({'type': 'timedelta', 'multiple_of': dt.timedelta(-1)}),
    lambda: V({'type': 'timedelta', 'multiple_of': 'x'}),
    lambda: V({'type': 'timedelta', 'multiple_of': 90}).validate_python(90),
    lambda: val({'type': 'timedelta', 'multiple_of': dt.timedelta(microseconds=3), 'gt': dt.timedelta(9)}, dt.timedelta(microseconds=4)),
    lambda: repr(V({'type': 'timedelta', 'multiple_of': dt.timedelta(1)})),
)

#: timedelta int overflow
val(
    {'type': 'timedelta'},
    2**63 - 1,
    86400 * 2**32,
    86400 * (2**32 + 1),
    86400 * 999999999,
    86400 * 1000000000,
    -86400 * 2**32,
    2**70,
    1e20,
)

#: uuid safe
tries(
    lambda: V({'type': 'uuid'}).validate_python('12345678-1234-5678-1234-567812345678').is_safe,
    lambda: V({'type': 'uuid'}).validate_json('"12345678-1234-5678-1234-567812345678"').is_safe,
    lambda: V({'type': 'uuid'}).validate_python(b'\x12' * 16).is_safe,
)

#: uuid texts
val(
    {'type': 'uuid'},
    '',
    'x',
    '12345678-1234-5678-1234-56781234567',
    '12345678-1234-5678-1234-5678123456780',
    '{12345678-1234-5678-1234-567812345678',
    '12345678123456781234567812345678',
    'urn:uuid:12345678-1234-5678-1234-567812345678',
    'urn:uuid:1234',
    '12345678-1234-5678-1234_567812345678',
    'g2345678-1234-5678-1234-567812345678',
    b'abc',
    b'',
    b'1234567890123456',
    'é2345678-1234-5678-1234-567812345678',
    '1234-5678',
    '-' * 36,
    '12345678-1234-56781234-5678-12345678',
    '{12345678123456781234567812345678}',
    '{12345678-1234-5678-1234-567812345678}',
)

#: temporal modes and offsets
x = dt.datetime(2020, 1, 1, 12, 0, 0, 500000, tzinfo=dt.timezone(dt.timedelta(hours=2)))
tries(
    *(
        lambda m=m, x=x: to_json(x, temporal_mode=m)
        for m in ('seconds', 'milliseconds') for x in (x, x.replace(tzinfo=None), x.astimezone(dt.timezone.utc), dt.time(12, tzinfo=dt.timezone(dt.timedelta(hours=2))), dt.date(2020, 1, 1), dt.datetime(1, 1, 1, tzinfo=dt.timezone(dt.timedelta(hours=14))), dt.datetime(1960, 1, 1, 0, 0, 0, 1))
    ),
    lambda: ser({'type': 'datetime'}, x, config={'ser_json_temporal': 'seconds'}),
    lambda: key({'type': 'datetime'}, x),
    lambda: S({'type': 'dict', 'keys_schema': {'type': 'datetime'}}, {'ser_json_temporal': 'milliseconds'}).to_json({x: 1}),
    lambda: to_json({x: 1}, temporal_mode='seconds'),
)

#: timedelta_mode does not touch datetimes
x, d = dt.datetime(2020, 1, 1), dt.timedelta(seconds=90)
tries(
    lambda: to_json([x, d, x.date(), x.time()], timedelta_mode='float'),
    lambda: to_jsonable_python({x: d, d: x}, timedelta_mode='float'),
    lambda: S(ANY, {'ser_json_timedelta': 'float'}).to_json([x, d]),
    lambda: S({'type': 'datetime'}, {'ser_json_timedelta': 'float'}).to_json(x),
    lambda: S(ANY, {'ser_json_timedelta': 'float', 'ser_json_temporal': 'iso8601'}).to_json([x, d]),
    lambda: to_json([x, d], timedelta_mode='float', temporal_mode='milliseconds'),
    lambda: to_json([x, d], temporal_mode='x'),
    lambda: to_json([x, d], timedelta_mode='x'),
    lambda: to_json([x, d], timedelta_mode='x', temporal_mode='seconds'),
    lambda: S(ANY, {'ser_json_temporal': 'seconds', 'ser_json_timedelta': 'x'}).to_json(d),
)

#: url ordering and equality
u = Url('https://a.com/')
v = V({'type': 'url', 'preserve_empty_path': True}).validate_python('https://a.com')
tries(
    lambda: u < 1,
    lambda: u == 1,
    lambda: u.__lt__(1),
    lambda: u.__eq__(1),
    lambda: u < 'x',
    lambda: u == v,
    lambda: hash(u) == hash(v),
    lambda: u < v,
    lambda: v < u,
    lambda: str(v),
    lambda: MultiHostUrl('https://a.com') < 1,
    lambda: MultiHostUrl('https://a.com').__lt__(1),
    lambda: MultiHostUrl('https://a.com') == u,
    lambda: sorted([Url('https://b.com'), Url('https://a.com/é'), Url('http://z')]),
    lambda: Url('https://a.com/é') == Url('https://a.com/%C3%A9'),
)

#: url empty path changed by default_path
tries(
    lambda: V({'type': 'url', 'preserve_empty_path': True, 'default_path': '/x'}).validate_python('https://a.com'),
    lambda: V({'type': 'url', 'preserve_empty_path': True, 'default_port': 81}).validate_python('https://a.com'),
    lambda: V({'type': 'url', 'preserve_empty_path': True}).validate_python('https://a.com?x=1'),
    lambda: V({'type': 'multi-host-url', 'preserve_empty_path': True, 'default_path': '/x'}).validate_python('https://a.com,b.com'),
    lambda: V({'type': 'url', 'preserve_empty_path': True, 'default_host': 'q', 'host_required': True}).validate_python('foo:bar'),
)

#: url allowed schemes text
tries(
    lambda: val({'type': 'url', 'allowed_schemes': ['a', "b'c"]}, 'http://x'),
    lambda: V({'type': 'url', 'allowed_schemes': ["b'c", 'é']}).title,
    lambda: V({'type': 'url', 'allowed_schemes': [3]}),
)

#: multi-host build none
tries(
    lambda: MultiHostUrl.build(scheme='http', hosts=None, host='a'),
    lambda: MultiHostUrl.build(scheme='http', hosts=None),
    lambda: MultiHostUrl.build(scheme='http', hosts=[{'host': 'a', 'port': None, 'username': None, 'password': None}]),
    lambda: MultiHostUrl.build(scheme='http', hosts=[{'host': None}]),
    lambda: MultiHostUrl.build(scheme='http', hosts=[]),
    lambda: MultiHostUrl.build(scheme='http', hosts=[{'host': 'a'}], host='b'),
    lambda: MultiHostUrl.build(scheme='http', hosts=[3]),
    lambda: MultiHostUrl.build(scheme='http', hosts=[{'host': 'a', 'port': 'x'}]),
)

#: multi-host extra hosts
tries(
    *(
        lambda t=t: (lambda u: (str(u), u.hosts(), u.unicode_string()))(MultiHostUrl(t))
        for t in ('foo://a,b:2/x', 'http://a:80,b:81,c', '  http://a,b', 'HTTP://a,b', 'foo:////a,b', 'http:a,b', 'http:\\\\a,b', 'foo://u:p@a,v@b', 'file://a,b', 'foo-bar://é.com,b', 'http://é.com,ü.de', 'foo://a b,c', 'http://a b,c', 'foo://[::1],b', 'http://,a', 'foo://,a')
    ),
)

#: json texts of jiter
tries(
    *(
        lambda t=t: from_json(t)
        for t in ('', '[', '[1,', '{"a"', '{"a":', '"\\ud800"', '"\\u12', '1e', '-', '01', '1.', 'nul', 'NaN', 'Infinity', '-Infinity', 'tru', '{"a" 1}', '[1 2]', b'"\xff"', '1 2', '"a\n"', '1e400', '-0', '-0.0', '1' * 4301, '0.1e-400', '123456789012345678901234567890.5', "'a'", '\ufeff1', '[1]]')
    ),
)

#: json partial
tries(
    *(
        lambda t=t, p=p: from_json(t, allow_partial=p)
        for t in ('[1, 2', '["a', '{"a": "b', '{"a', '[1, tr', '"\\u12', '[1.', '[1e', '[-') for p in (True, 'trailing-strings')
    ),
)

#: speedate texts
tries(
    lambda: val(
        {'type': 'datetime'},
        '2020-01-01T00:00:00.1234567',
        '2020-13-01',
        '2020-01-01T24:00',
        '2020-01-01T00:00:60',
        '2020-01-01T00:00:00+25:00',
        'x',
        '1e10',
        '1.5',
        '',
        '20200101T000000',
        '2020-01-01 00:00 +01:00',
        253402300800,
        -62135596801,
        1e20,
        math.nan,
        '2020-02-30',
        '2020-01-01T00:00:00z',
        '10000-01-01',
        '2020-01-01t00:00',
        '2020-W01-1',
        '+2020-01-01T00:00',
        '2020-01-01T00:00:00.',
        '2020-01-01T00:00,5',
    ),
    lambda: val(
        {'type': 'date'},
        '2020-01-32',
        '2020-1-1',
        'x',
        1e10,
        '1577836800',
        '2020-01-01T00:00:01',
        '0000-01-01',
        11_000_000_000_000,
        -1,
    ),
    lambda: val({'type': 'time'}, '25:00', '12', '12:60', '12:00:00.1234567', '12:00Z', 86400, -1, 1.5, '12:00+24:00', '120000'),
    lambda: val(
        {'type': 'timedelta'},
        'P1Y',
        'P1M',
        'PT1H',
        '1 day',
        '1:00:00',
        'P',
        '-P1D',
        '1 day, 01:00:00',
        'PT1.5S',
        'PT1.1234567S',
        '+P1D',
        'P1W',
        '00:00:60',
        '25:00:00',
        'PT',
        '1d',
        '100000:00:00',
        1.5,
        -1.5,
    ),
)

#: date from numbers
tries(
    lambda: val({'type': 'datetime', }, 1e11, 20000000001, 2e10, -2e10, 1.5e9 + 0.1, '1700000000.123456', '1700000000123'),
    lambda: val({'type': 'datetime'}, 1e3, config={'val_temporal_unit': 'milliseconds'}),
    lambda: val({'type': 'date'}, 1700000000, 1.7e12),
)

#: base64 val texts
tries(
    *(
        lambda x=x: V({'type': 'bytes'}, {'val_json_bytes': 'base64'}).validate_json(x)
        for x in ('"YQ=="', '"YQ"', '"Y"', '"Y!=="', '"YR=="', '"YQ="', '"_-8="', '"YWJj\\n"', '""', '"===="', '"YWJjZA=a"')
    ),
    lambda: V({'type': 'bytes'}, {'val_json_bytes': 'hex'}).validate_json('"abc"'),
    lambda: V({'type': 'bytes'}, {'val_json_bytes': 'hex'}).validate_json('"zz"'),
)

#: url crate
tries(
    *(
        lambda t=t: (lambda u: (str(u), u.host, u.path, u.query))(Url(t))
        for t in ('http://a.com/ x', 'http://ex^ample.com', 'http://a.com/^|`{}', 'http://a.com?a^b', 'foo://a/^', 'http://a%b', 'http://xn--', 'http://xn--a', 'http://1.2.3', 'http://0x7f.1', 'http://256.1.1.1', 'http://a..b', 'http://-a-', 'http://a_b', 'data:text/plain, x ', 'mailto:x y', 'file:///C|/x', 'http://a.com:99999', 'http://[::1', 'http://user:pa:ss@h', 'javascript:alert(1) ', 'http://faß.de', 'http://☃.net', 'http://a\u200db.com', 'non-special:x  #y', 'foo:a b?c d#e f')
    ),
)

#: validation of literals
class E(enum.Enum): a = 1
tries(
    lambda: V({'type': 'literal', 'expected': ['a', 1, E.a, None, b'x']}).title,
    lambda: val({'type': 'literal', 'expected': ['a', 1, E.a]}, 'z', []),
    lambda: V({'type': 'literal', 'expected': []}),
    lambda: val({'type': 'literal', 'expected': [1]}, 2**64, True, 1.0),
    lambda: val({'type': 'literal', 'expected': ['\ud800']}, 'x'),
    lambda: V({'type': 'enum', 'cls': E, 'members': []}),
)

#: literal repr raises
class R:
    def __repr__(self): raise RuntimeError('r')
V({'type': 'literal', 'expected': [R()]})

#: from 2.50: literal repr with a lone surrogate
class R:
    def __repr__(self): return '\ud800'
V({'type': 'literal', 'expected': [R()]})

#: temporal modes with offsets
t = dt.datetime(2020, 1, 1, 12, 0, 0, 500000, tzinfo=dt.timezone(dt.timedelta(hours=2)))
xs = (
    t,
    t.replace(tzinfo=None),
    t.astimezone(dt.timezone.utc),
    dt.time(12, tzinfo=dt.timezone(dt.timedelta(hours=2))),
    dt.date(2020, 1, 1),
    dt.datetime(1, 1, 1, tzinfo=dt.timezone(dt.timedelta(hours=14))),
    dt.datetime(1960, 1, 1, 0, 0, 0, 1),
    dt.datetime(2020, 1, 1, tzinfo=dt.timezone(dt.timedelta(seconds=90, microseconds=7))),
)
tries(
    *(functools.partial(to_json, x, temporal_mode=m) for m in ('seconds', 'milliseconds', 'iso8601') for x in xs),
    lambda: ser({'type': 'datetime'}, t, config={'ser_json_temporal': 'seconds'}),
    lambda: S({'type': 'dict', 'keys_schema': {'type': 'datetime'}}, {'ser_json_temporal': 'milliseconds'}).to_json({t: 1}),
    lambda: to_json({t: 1}, temporal_mode='seconds'),
)

#: negative fractional timestamps
tries(
    *(
        functools.partial(lambda k, x, c: V({'type': k}, c).validate_python(x), k, x, c)
        for k in ('datetime', 'time') for x in (-0.125, '-0.125', -1.5, -20000000000.5, 20000000000.5, '20000000000.5', '-1.5') for c in (None, {'val_temporal_unit': 'milliseconds'}, {'val_temporal_unit': 'seconds'})
    ),
    *(
        functools.partial(V({'type': 'datetime'}).validate_python, x)
        for x in ('1.7e17', '25360230079993.9', '1700000000.1234567890', '9223372036854775808.5', '-9223372036854775808', '-9223372036854775809', '99999999999999999999')
    ),
    lambda: jsn({'type': 'datetime'}, '-0.125', '-1.5', '"-1.5"'),
)

#: uuid text rules
val(
    {'type': 'uuid'},
    '1' * 31,
    '1' * 46,
    'é' * 23,
    '{' + '1' * 26 + '}',
    'urn:uuid:' + '1' * 27,
    '1' * 36,
    'urn:uuid:' + '1' * 36,
    '-' * 45,
    '1-1-1-1-1',
    '12345678-1234-5678-1234-56781234567',
    '12345678-12345-678-1234-567812345678',
    '{12345678-1234-5678-1234-5678123456}',
    '{12345678-1234-5678-1234-56781234567g}',
    'urn:uuid:12345678-1234-5678-1234-56781234567g',
    '12345678-1234-5678-1234-567812345678}',
    'g' * 32,
    '1' * 31 + 'é',
)

#: url drive letters and multi-host prefixes
tries(
    *(
        functools.partial(lambda t: str(Url(t)), t)
        for t in ('file:/c:443/p', 'file:u:p@d', 'file:///c:443', 'file:///c:/x', 'file:c:', 'file:///c|/x', 'file://c:443/x', 'file:/c:\\x')
    ),
    *(
        functools.partial(lambda t: (str(MultiHostUrl(t)), MultiHostUrl(t).hosts()), t)
        for t in ('foo:/a,/p', 'http:/u@h,/p', 'foo:/[::1],/p', 'file:/a,\t/p', '\thttp://a,b', 'foo:/ß,/p,q', 'HTTP://a:80,b:80')
    ),
    lambda: val({'type': 'multi-host-url', 'strict': True}, 'http:/u@h,/p', ' http://a,b', 'HTTP://a,b', 'http:\\\\a,b'),
)

#: invalid utf-8 in json
tries(
    *(
        functools.partial(from_json, t)
        for t in (b'"\xff"', b'"ab\xff"', b'[1, "\xe2\x82"]', b'"\xed\xa0\x80"', b'"a\xffb\\n"', b'"\\n\xff"', b'{"\xff": 1}')
    ),
    lambda: jsn(ANY, b'"\xff"'),
)
