"""AES as the platform wraps messages in it (WXBizMsgCrypt).

Inside: 16 random bytes, the length as four bytes, the message, the appid; padded to a multiple of 32.
The key is the EncodingAESKey of the account, the vector its first half.
"""

import os
from binascii import Error as Base64Error
from binascii import a2b_base64, b2a_base64
from dataclasses import dataclass, field
from hmac import compare_digest
from threading import Lock

from cryptography.hazmat.primitives.ciphers import Cipher as AesCbc
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC

from zhijian.wechat import credentials
from zhijian.wechat.callback.refused import Refused

_PADDINGS = tuple(bytes([size]) * size for size in range(33))
_SHORTEST = 32  # sixteen random bytes, four of length, an appid


@dataclass(frozen=True, slots=True)
class Opened:
    """A decrypted message, and which key opened it (0 the current, 1 the previous): answer with that."""

    xml: bytes = field(repr=False)
    key_index: int


class Cipher:
    """Opens and seals messages of one account; holds the current key and, after a change, the previous.

    Safe to share between threads. Its repr shows the appid and no key.
    """

    __slots__ = ("_appid", "_decryptors", "_encryptors", "_keys", "_lock", "appid")

    def __init__(self, aes_key: str, *, appid: str, previous_aes_key: str | None = None) -> None:
        """Raises `credentials.CredentialError` for a key or an appid that does not have the form."""
        credentials.check_appid(appid)
        encoded = [aes_key, previous_aes_key] if previous_aes_key else [aes_key]
        self.appid = appid
        self._appid = appid.encode()
        # Setting up costs more than a short message does, so two contexts a key run on from message to
        # message. CBC then chains each message to the one before instead of to the vector, which changes
        # its first block and no other: and that block is the sixteen random bytes, which nobody reads and
        # which stay random. A context in use by one thread refuses another, hence the lock.
        self._keys = tuple(_aes_cbc(key) for key in encoded)
        self._decryptors = tuple(key.decryptor() for key in self._keys)
        self._encryptors = tuple(key.encryptor() for key in self._keys)
        self._lock = Lock()

    def __repr__(self) -> str:
        return f"Cipher(appid={self.appid!r}, keys={len(self._keys)})"

    def decrypt(self, encrypted: str | bytes) -> Opened:
        """The message in the base64 text, tried with the current key and then the previous.

        Raises `Refused`, always the same, for anything this account's platform did not write.
        """
        try:
            blocks = a2b_base64(encrypted, strict_mode=True)
        except (Base64Error, ValueError):
            blocks = b""
        # Part of a block would stay in the context and spoil every message after this one.
        if len(blocks) >= _SHORTEST and len(blocks) % 16 == 0:
            for index, decryptor in enumerate(self._decryptors):
                with self._lock:
                    wrapped = decryptor.update(blocks)
                xml = self._unwrap(wrapped)
                if xml is not None:
                    return Opened(xml, index)
        raise Refused

    def encrypt(self, xml: bytes | str, *, key_index: int = 0, random16: bytes | None = None) -> str:
        """The message as one line of base64. `random16` is for known answers; leave it out."""
        message = xml.encode() if isinstance(xml, str) else xml
        if random16 is None:
            head, encryptor = os.urandom(16), self._encryptors[key_index]
        else:
            head, encryptor = random16, self._keys[key_index].encryptor()
        wrapped = b"%b%b%b%b" % (head, len(message).to_bytes(4, "big"), message, self._appid)
        wrapped += _PADDINGS[32 - len(wrapped) % 32]
        with self._lock:
            blocks = encryptor.update(wrapped)
        return b2a_base64(blocks, newline=False).decode("ascii")

    def _unwrap(self, wrapped: bytes) -> bytes | None:
        pad = wrapped[-1]
        if not 1 <= pad <= 32 or not wrapped.endswith(_PADDINGS[pad]):
            return None
        end = 20 + int.from_bytes(wrapped[16:20], "big")
        appid = wrapped[end : len(wrapped) - pad]
        # A length beyond the buffer leaves an empty tail, which is no appid.
        return wrapped[20:end] if compare_digest(appid, self._appid) else None


def _aes_cbc(encoded: str) -> AesCbc[CBC]:
    key = credentials.decode_aes_key(encoded)
    return AesCbc(AES(key), CBC(key[:16]))
