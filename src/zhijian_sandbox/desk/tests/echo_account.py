"""A tiny account on the other side of the wire: answers callbacks, serves the page its card names."""

import time

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from zhijian.wechat import events, messages, replies
from zhijian.wechat.callback import Cipher, envelope, signatures

APPID = "wxecho0000000001"
SECRET = "echo-secret"
TOKEN = "echotoken"
AES_KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"

Reply = replies.TextReply | replies.NewsReply


def echo_account() -> Starlette:
    """Knows two words, 两学一做 and 链接; says everything else back."""
    return Starlette(
        routes=[
            Route("/wechat", _callback, methods=["POST"]),
            Route("/wechat", _verification, methods=["GET"]),
            Route("/read/{code}", _page),
        ]
    )


async def _verification(request: Request) -> Response:
    query = request.query_params
    right = signatures.is_valid(query["signature"], TOKEN, query["timestamp"], query["nonce"])
    return PlainTextResponse(query["echostr"] if right else "", status_code=200 if right else 403)


async def _callback(request: Request) -> Response:
    query = request.query_params
    encrypted = envelope.read(await request.body())
    if not signatures.is_valid(query["msg_signature"], TOKEN, query["timestamp"], query["nonce"], encrypted):
        return PlainTextResponse("", status_code=403)
    cipher = Cipher(AES_KEY, appid=APPID)
    heard = messages.parse(cipher.decrypt(encrypted).xml)
    reply = _answer(heard, port=request.url.port or 80)
    if reply is None:
        return PlainTextResponse("success")
    xml = replies.render(
        reply, to_user=heard.from_user, from_user=heard.to_user, create_time=int(time.time())
    )
    return PlainTextResponse(envelope.seal(cipher, TOKEN, xml, timestamp=int(time.time()), nonce="echo"))


def _answer(heard: object, *, port: int) -> Reply | None:
    match heard:
        case messages.Text(content="两学一做"):
            page = f"http://127.0.0.1:{port}/read/liang"
            return replies.NewsReply(
                (replies.Article(title="两学一做：一篇读", url=page, description="先听也行"),)
            )
        case messages.Text(content="链接"):
            return replies.TextReply('两处：<a href="https://example.org/far">远处</a>')
        case messages.Text(content=content):
            return replies.TextReply(f"收到：{content}")
        case events.Subscribe():
            return replies.TextReply("欢迎来青禾镇")
        case events.Click(event_key=key):
            return replies.TextReply(f"按了 {key}")
        case _:
            return None


async def _page(request: Request) -> Response:
    if request.path_params["code"] == "login":
        return RedirectResponse(request.query_params["to"])
    if request.path_params["code"] == "remember":
        return _counted(request)
    title = "第二页" if request.path_params["code"] == "second" else "学习材料"
    return HTMLResponse(
        f"<!doctype html><title>读</title><h1>{title}</h1><p>给 {request.url.hostname}</p>"
        '<a href="/read/second">下一页</a>'
    )


def _counted(request: Request) -> Response:
    """How often this reader was here, by a cookie as sessions have it."""
    times = int(request.cookies.get("times", "0")) + 1
    answer = HTMLResponse(f'<!doctype html><h1>第 {times} 次</h1><a href="/read/remember">再来</a>')
    answer.set_cookie("times", str(times), httponly=True, samesite="lax")
    return answer
