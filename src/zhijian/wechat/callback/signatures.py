"""Signatures over the query of a callback: SHA-1 of the sorted parts, as the platform prescribes.

`signature` covers token, timestamp and nonce; `msg_signature` the encrypted text as well. Only the
second protects a body.
"""

from hashlib import sha1
from hmac import compare_digest


def sign(*parts: str) -> str:
    """The lowercase hex signature of the parts, which may come in any order."""
    # Code point order is the byte order of UTF-8, so sorting text sorts the bytes.
    joined = "".join(sorted(parts)).encode("utf-8", "surrogatepass")
    return sha1(joined, usedforsecurity=False).hexdigest()


def is_valid(expected: str, *parts: str) -> bool:
    """Whether `expected` signs the parts, found out in a time that tells nothing of the right one."""
    return compare_digest(expected.encode("utf-8", "surrogatepass"), sign(*parts).encode())
