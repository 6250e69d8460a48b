"""The codes in links that let somebody in once."""

import hashlib


def hash_of(code: str) -> str:
    """What is kept of a code. It is long and random: a plain digest is enough, and it can be looked up."""
    return hashlib.sha256(code.encode()).hexdigest()
