"""The signature a page needs before it may use WeChat's JavaScript interface (JS-SDK)."""

from hashlib import sha1


def signature(*, ticket: str, nonce: str, timestamp: int, url: str) -> str:
    """The lowercase hex signature. `url` is the page's address; the part after # does not count."""
    page = url.partition("#")[0]
    signed = f"jsapi_ticket={ticket}&noncestr={nonce}&timestamp={timestamp}&url={page}"
    return sha1(signed.encode(), usedforsecurity=False).hexdigest()
