"""Keys from passwords and hashes: those of OpenSSL, which this process has and python.wasm does without."""

from __future__ import annotations

import subprocess

from tests.system.row import Check, code
from tools import wasm_build

# RFC 6070, RFC 7914 and, for SHA-256 and SHA-512, widely published values.
VECTORS = '''
import hashlib
print(hashlib.pbkdf2_hmac('sha1', b'password', b'salt', 4096).hex())
print(hashlib.pbkdf2_hmac('sha1', b'passwordPASSWORDpassword', b'saltSALTsaltSALTsaltSALTsaltSALTsalt', 4096, 25).hex())
print(hashlib.pbkdf2_hmac('sha1', b'pass\\0word', b'sa\\0lt', 4096, dklen=16).hex())
print(hashlib.pbkdf2_hmac('sha256', b'password', b'salt', 2).hex())
print(hashlib.pbkdf2_hmac(hash_name='sha512', password=bytearray(b'password'), salt=memoryview(b'salt'), iterations=1, dklen=None).hex())
print(hashlib.scrypt(b'', salt=b'', n=16, r=1, p=1).hex())
print(hashlib.scrypt(b'password', salt=b'NaCl', n=1024, r=8, p=16, maxmem=1 << 26, dklen=32).hex())
print(hashlib.pbkdf2_hmac.__doc__, 'pbkdf2_hmac' in hashlib.__all__, 'scrypt' in hashlib.__all__)
'''
VECTORS_OUT = '''4b007901b765489abead49d926f721d065a429c1
3d2eec4fe41c849b80c8d83662c0e44a8b291a964cf2f07038
56fa6aa75548099dcc37d7f03425e0c3
ae4d0c95af6b46d32d0adff928f06dd02a303f8ef3c251dfd6e2d85a95474c43
867f70cf1ade02cff3752599a3a53dc4af34c7a669815ae5d513554e1c8cf252c02d470a285a0501bad999bfe943c08f050235d7d68b1da55e63f73b60a57fce
77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442fcd0069ded0948f8326a753a0fc81f17e8d3e0fb2e0d3628cf35e20c38d18906
fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162
Password based key derivation function 2 (PKCS #5 v2.0) with HMAC as pseudorandom function. True True
'''
ERRORS = '''
import hashlib
from hashlib import pbkdf2_hmac as derive, scrypt
def attempt(call):
    try: return len(call())
    except (ValueError, TypeError, OverflowError, MemoryError) as error: return f'{type(error).__name__}: {error}'
for call in (
    lambda: derive('sha256', b'a', b'b', 0), lambda: derive('blake2b', b'a', b'b', -1), lambda: derive('sha256', b'a', b'b', 1 << 31), lambda: derive('sha256', b'a', b'b', 1, 0),
    lambda: derive('sha3_256', b'a', b'b', 1, -1), lambda: derive('sha256', b'a', b'b', 1, 1 << 32), lambda: derive('nothing', b'a', b'b', 1), lambda: derive('shake_128', b'a', b'b', 1),
    lambda: type(derive('sha256', 'a', b'b', 1)), lambda: type(derive('sha256', b'a', b'b', '1')), lambda: derive(1, b'a', b'b', 1), lambda: derive('sha256', b'', b'', 1, 1000),
    lambda: scrypt(b'', salt=b'', n=3, r=1, p=1), lambda: scrypt(b'', n=2, r=1, p=1), lambda: scrypt(b'', salt=b'', n=2, r=1), lambda: scrypt(b'', salt=b'', n=-2, r=1, p=1),
    lambda: scrypt(b'', salt=b'', n=2, r=0, p=1), lambda: scrypt(b'', salt=b'', n=1 << 20, r=8, p=1), lambda: scrypt(b'', salt=b'', n=2, r=1, p=1, maxmem=-1), lambda: scrypt(b'', salt=b'', n=1 << 40, r=1 << 29, p=1, maxmem=(1 << 31) - 1),
    lambda: scrypt(b'', salt=b'', n=2, r=1, p=1, dklen=0), lambda: scrypt(b'', salt=b'', n=1 << 20, r=8, p=1, maxmem=(1 << 31) - 1), lambda: scrypt(b'', salt=b'', n=1 << 16, r=1, p=1), lambda: hashlib.new('nothing'),
): print(attempt(call))
'''
INVALID = 'ValueError: Invalid parameter combination for n, r, p, maxmem.\n'
ERRORS_OUT = f'''ValueError: iteration value must be greater than 0.
ValueError: iteration value must be greater than 0.
OverflowError: iteration value is too great.
ValueError: key length must be greater than 0.
ValueError: key length must be greater than 0.
OverflowError: key length is too great.
ValueError: unsupported hash type nothing
ValueError: unsupported hash type shake_128
TypeError: a bytes-like object is required, not 'str'
TypeError: 'str' object cannot be interpreted as an integer
TypeError: pbkdf2_hmac() argument 1 must be str, not int
1000
ValueError: n must be a power of 2.
TypeError: salt is required
TypeError: p is required and must be an unsigned int
TypeError: n is required and must be an unsigned int
{INVALID}{INVALID}ValueError: maxmem must be positive and smaller than 2147483647
{INVALID}ValueError: dklen must be greater than 0 and smaller than 2147483647
MemoryError: 
{INVALID}ValueError: unsupported hash type nothing
'''
NAMES = ('md5', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512', 'sha3_224', 'sha3_256', 'sha3_384', 'sha3_512', 'blake2b', 'blake2s')
# What both sides print: the same calls, chosen by the seed.
CALLS = '''
import hashlib, hmac, io, random
rng = random.Random(5)
def text(most): return rng.randbytes(rng.choice([0, 1, 20, 55, 56, 63, 64, 65, 111, 112, 127, 128, 129, 143, 144, 145, rng.randrange(most)]))
for number in range(400):
    name = rng.choice(NAMES)
    password, salt, iterations, length = text(300), text(300), rng.choice([1, 2, 3, 17]), rng.choice([None, 1, 15, 20, 33, 64, 65, 200])
    print(name, hashlib.pbkdf2_hmac(name, password, salt, iterations, length).hex(), hmac.digest(password, salt, name).hex(), hmac.new(password, salt, name).hexdigest())
    print(hashlib.new(name, salt).hexdigest(), hashlib.file_digest(io.BytesIO(password), name).hexdigest())
for n, r, p in (2, 1, 1), (4, 2, 3), (64, 8, 2), (1024, 3, 1), (16384, 8, 1):
    print(hashlib.scrypt(text(100), salt=text(100), n=n, r=r, p=p, dklen=rng.randrange(1, 200)).hex())
'''


def same_as_openssl():
    script = f'NAMES = {NAMES}\n{CALLS}'
    ended = subprocess.run([wasm_build.RUN, '-c', script], capture_output=True, text=True, timeout=120)
    here: list = []
    exec(script, {'print': lambda *parts: here.append(' '.join(parts))})
    assert ended.returncode == 0, ended.stderr
    for mine, inside in zip(here, ended.stdout.splitlines()):
        assert mine == inside, f'here: {mine}\ninside: {inside}'
    assert ended.stdout.count('\n') == len(here)


ROWS = [
    code('keys from passwords', VECTORS, VECTORS_OUT),
    code('errors of keys from passwords', ERRORS, ERRORS_OUT, options=['--memory', '300']),
    Check('keys and hashes are those of OpenSSL', same_as_openssl),
]  # fmt: skip
