"""Keys from passwords, which `hashlib` has only with OpenSSL. `hashlib` imports this as `_hash_passwords` at its end."""

from _embedded_hashing import pbkdf2_hmac as from_blocks, scrypt

__all__ = ('pbkdf2_hmac', 'scrypt')


def pbkdf2_hmac(hash_name, password, salt, iterations, dklen=None):
    """Password based key derivation function 2 (PKCS #5 v2.0) with HMAC as pseudorandom function."""
    key = from_blocks(hash_name, password, salt, iterations, dklen)
    return with_objects(hash_name, password, salt, iterations, dklen) if key is None else key


def with_objects(hash_name, password, salt, iterations, dklen):
    """The same for all other hashes (not MD5, SHA-1 or SHA-2), through the objects of `hashlib`."""
    import hashlib

    inner = hashlib.new(hash_name)
    if not inner.digest_size:
        raise ValueError(f'unsupported hash type {hash_name}')
    if iterations < 1:
        raise ValueError('iteration value must be greater than 0.')
    if dklen is None:
        dklen = inner.digest_size
    if dklen < 1:
        raise ValueError('key length must be greater than 0.')
    password = bytes(password)
    if len(password) > inner.block_size:
        password = hashlib.new(hash_name, password).digest()
    password = password.ljust(inner.block_size, b'\0')
    outer = inner.copy()
    inner.update(password.translate(bytes(byte ^ 0x36 for byte in range(256))))
    outer.update(password.translate(bytes(byte ^ 0x5C for byte in range(256))))

    def hmac(message):
        first, second = inner.copy(), outer.copy()
        first.update(message)
        second.update(first.digest())
        return second.digest()

    key = b''
    while len(key) < dklen:
        block = hmac(bytes(salt) + (len(key) // inner.digest_size + 1).to_bytes(4))
        bits = int.from_bytes(block)
        for _ in range(iterations - 1):
            block = hmac(block)
            bits ^= int.from_bytes(block)
        key += bits.to_bytes(inner.digest_size)
    return key[:dklen]
