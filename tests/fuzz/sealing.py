"""The platform's seal, from its documentation and not from our code: neither can hide the other's fault."""

import hashlib
import re
from base64 import b64decode, b64encode
from dataclasses import dataclass, field
from typing import Final

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC

_REPLY: Final = re.compile(
    rb"<xml><Encrypt><!\[CDATA\[([A-Za-z0-9+/=]+)\]\]></Encrypt>"
    rb"<MsgSignature><!\[CDATA\[([0-9a-f]{40})\]\]></MsgSignature>"
    rb"<TimeStamp>([0-9]+)</TimeStamp><Nonce>(.*)</Nonce></xml>",
    re.DOTALL,
)


class NotSealed(Exception):
    """The bytes are no reply of this account."""


@dataclass(frozen=True, slots=True)
class Seal:
    token: str
    aes_key: str = field(repr=False)
    appid: str

    def frame(self, message: bytes, *, head: bytes) -> bytes:
        """What is encrypted: sixteen random bytes, length, message, appid, padding to 32."""
        return pad(head + len(message).to_bytes(4, "big") + message + self.appid.encode())

    def encrypt(self, frame: bytes) -> bytes:
        """Base64 of the frame, whose size must be a multiple of 16."""
        encryptor = self._cipher().encryptor()
        return b64encode(encryptor.update(frame) + encryptor.finalize())

    def sign(self, *parts: bytes) -> str:
        joined = b"".join(sorted((self.token.encode(), *parts)))
        return hashlib.sha1(joined, usedforsecurity=False).hexdigest()

    def open_reply(self, body: bytes) -> bytes:
        """The XML inside a sealed reply. Raises `NotSealed`."""
        found = _REPLY.fullmatch(body)
        if found is None:
            raise NotSealed("not an envelope")
        encrypted, signature, timestamp, nonce = found.groups()
        plain_nonce = nonce.removeprefix(b"<![CDATA[").removesuffix(b"]]>")
        # A nonce that XML cannot carry cannot be read back, so nothing can be said about its signature.
        is_plain = plain_nonce.isalnum()
        if is_plain and self.sign(timestamp, plain_nonce, encrypted) != signature.decode():
            raise NotSealed("wrong signature")
        return self._unframe(b64decode(encrypted, validate=True))

    def _unframe(self, sealed: bytes) -> bytes:
        if len(sealed) < 32 or len(sealed) % 32:
            raise NotSealed("not whole blocks of 32")
        decryptor = self._cipher().decryptor()
        frame = decryptor.update(sealed) + decryptor.finalize()
        size, end = int.from_bytes(frame[16:20], "big"), len(frame) - frame[-1]
        if not 1 <= frame[-1] <= 32 or frame[20 + size : end] != self.appid.encode():
            raise NotSealed("wrong key, length or appid")
        return frame[20 : 20 + size]

    def _cipher(self) -> Cipher[CBC]:
        key = b64decode(self.aes_key + "=")
        return Cipher(AES(key), CBC(key[:16]))


def pad(data: bytes) -> bytes:
    size = 32 - len(data) % 32
    return data + bytes([size]) * size
