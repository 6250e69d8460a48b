"""WeChat's side of the door, with a third party's encryption, and a server's side without a socket."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from wechatpy.crypto import WeChatCrypto
from wechatpy.utils import WeChatSigner

from zhijian.foundation.accounts.queries import Doorplate
from zhijian.foundation.intake.answer import Answer
from zhijian.gateway.app import Gateway
from zhijian.wechat.messages import Received

NOW = 1_767_225_600.0
TOKEN = "qingheToken2026"
AES_KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
OLD_AES_KEY = "ZYXWVUTSRQPONMLKJIHGFEDCBA9876543210zyxwvuT"
APPID = "wx0123456789abcdef"
GH_ID = "gh_qinghe"


def a_plate(**changes: Any) -> Doorplate:
    usual: dict[str, Any] = {
        "id": 7,
        "slug": "qinghe",
        "name": "青禾镇党建",
        "gh_id": GH_ID,
        "appid": APPID,
        "token": TOKEN,
        "aes_key": AES_KEY,
        "previous_aes_key": "",
        "mode": "safe",
        "can_send": True,
        "default_reply": "默认回复",
        "suggests": False,
        "revision": 1,
    }
    return Doorplate(**{**usual, **changes})


class Clock:
    def __init__(self, now: float = NOW) -> None:
        self.now = now

    def __call__(self) -> float:
        return self.now


@dataclass
class Switchboard:
    """Answers as the test says, and remembers what it was asked."""

    plates: dict[str, Doorplate]
    quickly: Callable[[Received], Answer | None] = lambda message: None
    slowly: Callable[[Received], Answer] = lambda message: Answer(None, "none")
    is_loaded: bool = True
    asked: list[Received] = field(default_factory=list)

    def plate(self, slug: str) -> Doorplate | None:
        return self.plates.get(slug)

    def answer_quickly(self, plate: Doorplate, message: Received) -> Answer | None:
        self.asked.append(message)
        return self.quickly(message)

    def answer(self, plate: Doorplate, message: Received) -> Answer:
        return self.slowly(message)


@dataclass(frozen=True)
class Reply:
    status: int
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True)
class Callback:
    """One request of the platform."""

    query: dict[str, str]
    body: bytes
    path: str = "/wechat/qinghe"


class Platform:
    """Seals callbacks for one account as WeChat does, and opens the replies."""

    def __init__(
        self, *, token: str = TOKEN, aes_key: str = AES_KEY, appid: str = APPID, clock: Clock | None = None
    ) -> None:
        self._token = token
        self._crypto = WeChatCrypto(token, aes_key, appid)
        self._clock = clock or Clock()
        self._nonces = iter(range(10**6, 10**9))

    def encrypted(self, xml: str, *, mode: str = "safe", beside: str = "") -> Callback:
        timestamp, nonce = str(int(self._clock())), str(next(self._nonces))
        envelope = self._crypto.encrypt_message(xml, nonce, timestamp)
        encrypted = envelope.partition("<Encrypt><![CDATA[")[2].partition("]]>")[0]
        query = {
            "signature": self.sign(timestamp, nonce),
            "timestamp": timestamp,
            "nonce": nonce,
            "openid": "oMei",
            "encrypt_type": "aes",
            "msg_signature": self.sign(timestamp, nonce, encrypted),
        }
        plain = xml.removeprefix("<xml>").removesuffix("</xml>") if mode == "compatible" else ""
        plain = beside or plain or f"<ToUserName><![CDATA[{GH_ID}]]></ToUserName>"
        return Callback(query, f"<xml>{plain}<Encrypt><![CDATA[{encrypted}]]></Encrypt></xml>".encode())

    def plain(self, xml: str) -> Callback:
        timestamp, nonce = str(int(self._clock())), str(next(self._nonces))
        query = {"signature": self.sign(timestamp, nonce), "timestamp": timestamp, "nonce": nonce}
        return Callback({**query, "openid": "oMei"}, xml.encode())

    def verification(self, echostr: str = "5838479218127813673") -> dict[str, str]:
        timestamp, nonce = str(int(self._clock())), str(next(self._nonces))
        signature = self.sign(timestamp, nonce)
        return {"signature": signature, "echostr": echostr, "timestamp": timestamp, "nonce": nonce}

    def open(self, reply: Reply) -> str:
        """The reply inside the envelope; raises when its signature or seal is not right."""
        envelope = reply.body.decode()
        parts = [
            envelope.partition(f"<{name}>")[2].partition(f"</{name}>")[0]
            for name in ("MsgSignature", "TimeStamp", "Nonce")
        ]
        signature, timestamp, nonce = (part.removeprefix("<![CDATA[").removesuffix("]]>") for part in parts)
        return str(self._crypto.decrypt_message(envelope, signature, timestamp, nonce))

    def sign(self, *parts: str) -> str:
        signer = WeChatSigner()
        signer.add_data(self._token, *parts)
        return str(signer.signature)


def text(content: str = "两学一做", *, number: int = 1, openid: str = "oMei", created: int = int(NOW)) -> str:
    return (
        f"<xml><ToUserName><![CDATA[{GH_ID}]]></ToUserName><FromUserName><![CDATA[{openid}]]></FromUserName>"
        f"<CreateTime>{created}</CreateTime><MsgType><![CDATA[text]]></MsgType>"
        f"<Content><![CDATA[{content}]]></Content><MsgId>{number}</MsgId></xml>"
    )


def event(name: str, *, key: str = "", openid: str = "oMei", created: int = int(NOW)) -> str:
    return (
        f"<xml><ToUserName><![CDATA[{GH_ID}]]></ToUserName><FromUserName><![CDATA[{openid}]]></FromUserName>"
        f"<CreateTime>{created}</CreateTime><MsgType><![CDATA[event]]></MsgType>"
        f"<Event><![CDATA[{name}]]></Event><EventKey><![CDATA[{key}]]></EventKey></xml>"
    )


async def post(gateway: Gateway, callback: Callback) -> Reply:
    return await ask(
        gateway, callback.path, method="POST", query=urlencode(callback.query), body=[callback.body]
    )


async def ask(
    gateway: Gateway,
    path: str,
    *,
    method: str = "GET",
    query: str = "",
    body: Iterable[bytes] = (b"",),
    headers: Iterable[tuple[bytes, bytes]] = (),
    client: str = "127.0.0.1",
) -> Reply:
    """What the application says to one request. The body comes in the pieces given."""
    pieces = list(body)
    sent: list[Any] = []

    async def receive() -> dict[str, Any]:
        piece = pieces.pop(0)
        return {"type": "http.request", "body": piece, "more_body": bool(pieces)}

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "method": method,
        "path": path,
        "query_string": query.encode(),
        "headers": list(headers),
        "client": (client, 4711),
    }
    await gateway(scope, receive, send)
    start, end = sent
    names = {name.decode(): value.decode() for name, value in start["headers"]}
    return Reply(start["status"], names, end["body"])


def letters(*texts: str) -> tuple[dict[str, str], ...]:
    return tuple({"kind": "text", "text": text} for text in texts)


def as_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
