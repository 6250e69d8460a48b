"""The XML round an encrypted message, both ways, read and written.

In compatible mode the platform sends the plain fields beside `Encrypt`. They are covered by no
signature, so `read` returns the encrypted text and nothing else.
"""

import re

from zhijian.wechat import xml
from zhijian.wechat.callback import signatures
from zhijian.wechat.callback.crypto import Cipher, Opened
from zhijian.wechat.callback.refused import Refused

# What the platform sends in safe mode. A match is the whole body, so there is nothing else in it.
_SAFE = re.compile(
    rb"[ \t\r\n]*<xml>[ \t\r\n]*<ToUserName><!\[CDATA\[[\w-]*\]\]></ToUserName>[ \t\r\n]*"
    rb"<Encrypt><!\[CDATA\[([A-Za-z0-9+/=]+)\]\]></Encrypt>[ \t\r\n]*</xml>[ \t\r\n]*"
)


def read(body: bytes) -> str:
    """The text of the `Encrypt` element directly below <xml>. Raises `xml.Malformed` without one."""
    safe = _SAFE.fullmatch(body) if len(body) <= xml.MAX_BYTES else None
    if safe is not None:
        return safe[1].decode("ascii")
    encrypted = xml.parse(body).get("Encrypt")
    if isinstance(encrypted, str) and encrypted:
        return encrypted
    raise xml.Malformed("no Encrypt element")


def seal(cipher: Cipher, token: str, reply: str, *, timestamp: int, nonce: str, key_index: int = 0) -> str:
    """A reply as the platform accepts it: encrypted with the key that opened the question, and signed."""
    encrypted = cipher.encrypt(reply, key_index=key_index)
    signature = signatures.sign(token, str(timestamp), nonce, encrypted)
    return (
        f"<xml><Encrypt><![CDATA[{encrypted}]]></Encrypt>"
        f"<MsgSignature><![CDATA[{signature}]]></MsgSignature>"
        f"<TimeStamp>{timestamp}</TimeStamp><Nonce>{xml.cdata(nonce)}</Nonce></xml>"
    )


def unseal(cipher: Cipher, token: str, body: bytes | str) -> Opened:
    """The reply inside a sealed envelope, as the platform opens it.

    Raises `Refused` for a wrong signature or key, `xml.Malformed` for a body that is no envelope.
    """
    fields = xml.parse(body)
    parts = [fields.get(name) for name in ("Encrypt", "MsgSignature", "TimeStamp", "Nonce")]
    encrypted, signature, timestamp, nonce = (part if isinstance(part, str) else "" for part in parts)
    if not encrypted:
        raise xml.Malformed("no Encrypt element")
    if not signatures.is_valid(signature, token, timestamp, nonce, encrypted):
        raise Refused
    return cipher.decrypt(encrypted)


def post(encrypted: str, *, to_user: str, beside: str = "") -> str:
    """The body of a callback as the platform sends it; `beside` is the plain message of compatible mode."""
    plain = (
        beside.removeprefix("<xml>").removesuffix("</xml>")
        or f"<ToUserName>{xml.cdata(to_user)}</ToUserName>"
    )
    return f"<xml>{plain}<Encrypt><![CDATA[{encrypted}]]></Encrypt></xml>"
