"""An account made with wechatpy: a third party's reading of the same protocol."""

from typing import Any

from wechatpy import create_reply, parse_message
from wechatpy.crypto import WeChatCrypto
from wechatpy.exceptions import InvalidSignatureException
from wechatpy.replies import ArticlesReply, ImageReply
from wechatpy.utils import check_signature

from zhijian_sandbox.tests.bench import AES_KEY, APPID, TOKEN
from zhijian_sandbox.tests.serving import Account, Answer, Asked


class WechatpyAccount:
    """Checks, decrypts and parses with wechatpy; answers every text with “收到：…”, others as told."""

    def __init__(self, account: Account, *, mode: str) -> None:
        self.heard: list[Any] = []
        self._mode = mode
        self._crypto = WeChatCrypto(TOKEN, AES_KEY, APPID)
        account.answer = self._answer

    def _answer(self, asked: Asked) -> Answer:
        query = asked.query
        try:
            check_signature(TOKEN, query["signature"], query["timestamp"], query["nonce"])
            if asked.method == "GET":
                return 200, query["echostr"].encode(), {}
            text = self._open(asked)
        except (InvalidSignatureException, KeyError):
            return 403, b"", {}
        message = parse_message(text)
        self.heard.append(message)
        reply = self._reply(message).render()
        if self._mode != "plain":
            reply = self._crypto.encrypt_message(reply, query["nonce"], query["timestamp"])
        return 200, reply.encode(), {}

    def _open(self, asked: Asked) -> str:
        if self._mode == "plain":
            return asked.body.decode()
        return str(
            self._crypto.decrypt_message(
                asked.body, asked.query["msg_signature"], asked.query["timestamp"], asked.query["nonce"]
            )
        )

    @staticmethod
    def _reply(message: Any) -> Any:
        if message.type == "text" and message.content == "图文":
            reply = ArticlesReply(message=message)
            reply.add_article(
                {"title": "小事不小", "description": "", "image": "http://p/", "url": "http://u/"}
            )
            return reply
        if message.type == "image":
            return ImageReply(message=message, media_id=message.media_id)
        said = message.content if message.type == "text" else message.type
        return create_reply(f"收到：{said}", message=message)
