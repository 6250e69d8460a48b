"""Callbacks as the platform sends them in safe mode, sealed ahead of time; and the check of what comes back.

Sealing uses `cryptography` directly, opening uses wechatpy: neither is Zhijian's own code.
"""

import hashlib
import os
import random
import secrets
import string
import struct
import time
import xml.etree.ElementTree as ET
from base64 import b64decode, b64encode
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from wechatpy.crypto import WeChatCrypto

from bench.reply.measure.keywords import Question

PATH = "/wechat/bench"
FOLLOWERS = 5000


@dataclass(frozen=True, slots=True)
class Account:
    """One Official Account's credentials, made up for this run alone."""

    gh_id: str
    appid: str
    secret: str
    token: str
    aes_key: str

    @classmethod
    def invent(cls) -> "Account":
        letters = string.ascii_letters + string.digits
        return cls(
            gh_id="gh_" + secrets.token_hex(6),
            appid="wx" + secrets.token_hex(8),
            secret=secrets.token_hex(16),
            token=secrets.token_hex(12),
            aes_key="".join(secrets.choice(letters) for _ in range(42)) + "A",
        )


@dataclass(frozen=True, slots=True)
class Message:
    follower: str
    msg_id: int
    question: Question


class Mailbag:
    """Messages sealed and signed just now, in the order the generator will send them."""

    def __init__(self, account: Account, questions: list[Question], *, seed: int) -> None:
        draw = random.Random(seed)
        followers = [f"o{draw.getrandbits(128):027x}"[:28] for _ in range(FOLLOWERS)]
        first_id = time.time_ns() // 1000 * 10
        self._account = account
        self._key = b64decode(account.aes_key + "=")
        self._cipher = Cipher(algorithms.AES(self._key), modes.CBC(self._key[:16]))
        self.messages = [
            Message(draw.choice(followers), first_id + number, question)
            for number, question in enumerate(questions)
        ]

    def write(self, path: Path) -> None:
        """The generator's file: for each request four bytes of length, then the bytes of the request."""
        now = int(time.time())
        with path.open("wb") as file:
            for message in self.messages:
                request = self.request(message, timestamp=now)
                file.write(struct.pack("<I", len(request)) + request)

    def request(self, message: Message, *, timestamp: int) -> bytes:
        encrypted = self._seal(message, created_at=timestamp)
        stamp, nonce = str(timestamp), str(int.from_bytes(os.urandom(4), "big"))
        query = urlencode(
            {
                "signature": _sign(self._account.token, stamp, nonce),
                "timestamp": stamp,
                "nonce": nonce,
                "openid": message.follower,
                "encrypt_type": "aes",
                "msg_signature": _sign(self._account.token, stamp, nonce, encrypted),
            }
        )
        body = (
            f"<xml>\n    <ToUserName><![CDATA[{self._account.gh_id}]]></ToUserName>\n"
            f"    <Encrypt><![CDATA[{encrypted}]]></Encrypt>\n</xml>\n"
        )
        head = (
            f"POST {PATH}?{query} HTTP/1.1\r\nUser-Agent: Mozilla/4.0\r\nAccept: */*\r\nHost: 127.0.0.1\r\n"
            f"Pragma: no-cache\r\nConnection: Keep-Alive\r\nContent-Type: text/xml\r\n"
            f"Content-Length: {len(body)}\r\n\r\n"
        )
        return (head + body).encode()

    def _seal(self, message: Message, *, created_at: int) -> str:
        xml = (
            f"<xml><ToUserName><![CDATA[{self._account.gh_id}]]></ToUserName>\n"
            f"<FromUserName><![CDATA[{message.follower}]]></FromUserName>\n"
            f"<CreateTime>{created_at}</CreateTime>\n"
            f"<MsgType><![CDATA[text]]></MsgType>\n<Content><![CDATA[{message.question.text}]]></Content>\n"
            f"<MsgId>{message.msg_id}</MsgId>\n</xml>"
        ).encode()
        plain = os.urandom(16) + struct.pack(">I", len(xml)) + xml + self._account.appid.encode()
        pad = 32 - len(plain) % 32
        encryptor = self._cipher.encryptor()
        return b64encode(encryptor.update(plain + bytes([pad]) * pad) + encryptor.finalize()).decode()


class Reader:
    """The platform's eye: opens a reply with third-party code and says what, if anything, is wrong."""

    def __init__(self, account: Account) -> None:
        self._account = account
        self._crypto = WeChatCrypto(account.token, account.aes_key, account.appid)

    def complaint(self, body: bytes, message: Message) -> str:
        """Empty when this is the right answer to that message."""
        try:
            envelope = ET.fromstring(body)  # noqa: S314 -- from a server we started
            sealed = {
                name: envelope.findtext(name, "")
                for name in ("Encrypt", "MsgSignature", "TimeStamp", "Nonce")
            }
            inner = ET.fromstring(  # noqa: S314 -- the same
                self._crypto.decrypt_message(
                    {"Encrypt": sealed["Encrypt"]},
                    sealed["MsgSignature"],
                    sealed["TimeStamp"],
                    sealed["Nonce"],
                )
            )
        except Exception as error:  # noqa: BLE001 -- whatever a broken reply breaks, the answer is wrong
            return f"unreadable ({type(error).__name__}): {body[:80]!r}"
        got = tuple(inner.findtext(name) for name in ("ToUserName", "FromUserName", "MsgType", "Content"))
        wanted = (message.follower, self._account.gh_id, "text", message.question.answer)
        return "" if got == wanted else f"to {message.question.text!r}: got {got[2:]}, wanted {wanted[2:]}"


def _sign(*parts: str) -> str:
    return hashlib.sha1("".join(sorted(parts)).encode(), usedforsecurity=False).hexdigest()
