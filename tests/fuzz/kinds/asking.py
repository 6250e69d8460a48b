"""Requests put together as the platform does, from parts that may be spoilt already."""

from random import Random
from typing import Final
from urllib.parse import quote

from tests.fuzz.accounts import NOW, Account
from tests.fuzz.inputs import Request
from tests.fuzz.samples import SAMPLES, TEXT, element, fresh, written
from tests.fuzz.sealing import Seal

SAFE_ENVELOPE: Final = b"<xml><ToUserName><![CDATA[%b]]></ToUserName><Encrypt><![CDATA[%b]]></Encrypt></xml>"
# What stands beside in compatible mode is nobody's, and must be nobody's in the answer.
BESIDE: Final = (
    b"<xml><FromUserName>oSomebodyElse</FromUserName><CreateTime>1</CreateTime><MsgType>text</MsgType>"
    b"<Content><![CDATA[\xe8\xb0\xa2\xe8\xb0\xa2]]></Content><MsgId>1</MsgId>"
)

Pairs = list[tuple[str, str]]


def sealed_query(rng: Random, seal: Seal, encrypted: bytes) -> Pairs:
    """The query over an encrypted body, signed as it must be."""
    timestamp, nonce = str(NOW - rng.randrange(600)), str(rng.randrange(10**9))
    parts = timestamp.encode(), nonce.encode()
    return [
        ("signature", seal.sign(*parts)),
        ("timestamp", timestamp),
        ("nonce", nonce),
        ("openid", "oFuzz"),
        ("encrypt_type", "aes"),
        ("msg_signature", seal.sign(*parts, encrypted)),
    ]


def plain_query(rng: Random, seal: Seal) -> Pairs:
    return [pair for pair in sealed_query(rng, seal, b"")[:4]]  # noqa: C416 -- a list of its own


def post(account: Account, query: Pairs, *pieces: bytes) -> Request:
    written = "&".join(f"{name}={value if value.isalnum() else quote(value)}" for name, value in query)
    return Request("POST", f"/wechat/{account.slug}", written.encode(), pieces=pieces or (b"",))


def sealed_post(rng: Random, account: Account, message: bytes) -> Request:
    """What the platform sends in safe mode; in compatible mode with plain fields beside."""
    seal = rng.choice(account.seals)
    encrypted = seal.encrypt(seal.frame(message, head=rng.randbytes(16)))
    body = SAFE_ENVELOPE % (account.gh_id.encode(), encrypted)
    if account.mode == "compatible":
        body = BESIDE + body.removeprefix(b"<xml>")
    return post(account, sealed_query(rng, seal, encrypted), body)


def good_message(rng: Random, account: Account, number: int, *, text: str = "") -> tuple[bytes, str]:
    """A message with nothing wrong, and whom it is from."""
    children = fresh(rng, TEXT if text else rng.choice(SAMPLES), gh_id=account.gh_id, number=number)
    if text:
        next(node for node in children if node[0] == "Content")[1] = text
    return written(children).encode(), element(children, "FromUserName")
