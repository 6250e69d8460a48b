"""Notices outside a conversation: subscription notices (订阅通知) and the older template messages (模板消息).

Verified service accounts only. A subscription notice needs the person's permission, one for each, unless
the template is a lasting one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from zhijian.wechat.client.answers import Answer
from zhijian.wechat.client.asking import Ask
from zhijian.wechat.client.caller import Call

PAGES = "https://mp.weixin.qq.com"
MIN_KEYWORDS, MAX_KEYWORDS = 2, 5
MAX_SCENE = 15
MAX_TEMPLATES = 25
LASTING = 3


@dataclass(frozen=True, slots=True)
class Category:
    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Title:
    """Of the public library. `kind` is 2 for one notice a permission, `LASTING` for a lasting one."""

    tid: str
    title: str
    kind: int


@dataclass(frozen=True, slots=True)
class Keyword:
    """`rule` is the kind of value, as in thing; the field of a notice is called rule and kid: thing1."""

    kid: int
    name: str
    example: str
    rule: str

    @property
    def key(self) -> str:
        return f"{self.rule}{self.kid}"


@dataclass(frozen=True, slots=True)
class Template:
    """`content` shows the fields: 会议主题:{{thing1.DATA}}. `kind` is 0 for template messages."""

    template_id: str
    title: str
    content: str
    example: str
    kind: int = 0


@dataclass(frozen=True, slots=True)
class MiniProgram:
    appid: str
    pagepath: str


class NoticeCalls:
    """Subscription notices."""

    def __init__(self, ask: Ask) -> None:
        self._ask = ask

    async def categories(self) -> tuple[Category, ...]:
        """The account's own, which the library is searched by."""
        answer = await self._ask(_get("getcategory"))
        return tuple(Category(one.number("id"), one.text("name")) for one in answer.objects("data"))

    async def titles(
        self, category_ids: Sequence[int], *, start: int = 0, limit: int = 30
    ) -> tuple[Title, ...]:
        ids = ",".join(str(one) for one in category_ids)
        answer = await self._ask(_get("getpubtemplatetitles", ids=ids, start=str(start), limit=str(limit)))
        return tuple(
            Title(one.text("tid"), one.text("title", default=""), one.number("type", default=0))
            for one in answer.objects("data")
        )

    async def keywords(self, tid: str) -> tuple[Keyword, ...]:
        answer = await self._ask(_get("getpubtemplatekeywords", tid=tid))
        return tuple(
            Keyword(
                one.number("kid"),
                one.text("name", default=""),
                one.text("example", default=""),
                one.text("rule", default=""),
            )
            for one in answer.objects("data")
        )

    async def add_template(self, tid: str, *, kids: Sequence[int], scene: str) -> str:
        """A title with `MIN_KEYWORDS` to `MAX_KEYWORDS` of its keywords: the template's id. Never repeated
        once it may have arrived."""
        body = {"tid": tid, "kidList": list(kids), "sceneDesc": scene}
        answer = await self._ask(Call(method="POST", path="/wxaapi/newtmpl/addtemplate", body=body))
        return answer.text("priTmplId")

    async def templates(self) -> tuple[Template, ...]:
        answer = await self._ask(_get("gettemplate"))
        return tuple(
            _template(one, "priTmplId", kind=one.number("type", default=0)) for one in answer.objects("data")
        )

    async def delete_template(self, template_id: str) -> None:
        body = {"priTmplId": template_id}
        await self._ask(Call(method="POST", path="/wxaapi/newtmpl/deltemplate", body=body))

    async def send(
        self,
        openid: str,
        *,
        template_id: str,
        values: Mapping[str, str],
        page: str = "",
        miniprogram: MiniProgram | None = None,
    ) -> None:
        """One notice; `SubscribeMsgSent` tells the end. `values` by keyword: {"thing1": "支部党员大会"}.

        Never repeated once it may have arrived. Raises `NoticeRefused`, `ReceiverUnreachable`; errors 40037
        template, 47003 a value that does not suit its keyword.
        """
        body = _filled(openid, template_id, values, miniprogram)
        if page:
            body["page"] = page
        await self._ask(Call(method="POST", path="/cgi-bin/message/subscribe/bizsend", body=body))


class OnceCalls:
    """The older form: one notice, allowed on a page of the platform; the person need not follow."""

    def __init__(self, ask: Ask, *, appid: str) -> None:
        self._ask = ask
        self._appid = appid

    def ask_url(
        self, redirect_url: str, *, template_id: str, scene: int, reserved: str = "", base_url: str = PAGES
    ) -> str:
        """Where to send the browser. It comes back with `action` confirm or cancel and, for the former,
        `openid`; `scene` (0 to 10,000) and `reserved` (128 bytes) as given."""
        return (
            f"{base_url.rstrip('/')}/mp/subscribemsg?action=get_confirm&appid={quote(self._appid, safe='')}"
            f"&scene={scene}&template_id={quote(template_id, safe='')}"
            f"&redirect_url={quote(redirect_url, safe='')}&reserved={quote(reserved, safe='')}"
            "#wechat_redirect"
        )

    async def send(
        self, openid: str, *, template_id: str, scene: int, title: str, content: str, url: str = ""
    ) -> None:
        """The one notice; title up to 15 signs, content up to 200. Raises `NoticeRefused`."""
        body: dict[str, Any] = {
            "touser": openid,
            "template_id": template_id,
            "scene": str(scene),
            "title": title,
            "data": {"content": {"value": content}},
        }
        if url:
            body["url"] = url
        await self._ask(Call(method="POST", path="/cgi-bin/message/template/subscribe", body=body))


class TemplateMessageCalls:
    """Template messages: they need no permission, and are for service matters only."""

    def __init__(self, ask: Ask) -> None:
        self._ask = ask

    async def set_industries(self, first: int, second: int) -> None:
        """Once a month."""
        body = {"industry_id1": str(first), "industry_id2": str(second)}
        await self._ask(Call(method="POST", path="/cgi-bin/template/api_set_industry", body=body))

    async def add_template(self, short_id: str, *, keywords: Sequence[str] = ()) -> str:
        """The id of a template of the library, with keywords by name. `MAX_TEMPLATES` an account."""
        body: dict[str, Any] = {"template_id_short": short_id}
        if keywords:
            body["keyword_name_list"] = list(keywords)
        call = Call(method="POST", path="/cgi-bin/template/api_add_template", body=body)
        return (await self._ask(call)).text("template_id")

    async def templates(self) -> tuple[Template, ...]:
        call = Call(method="GET", path="/cgi-bin/template/get_all_private_template", repeatable=True)
        answer = await self._ask(call)
        return tuple(_template(one, "template_id") for one in answer.objects("template_list"))

    async def delete_template(self, template_id: str) -> None:
        body = {"template_id": template_id}
        await self._ask(Call(method="POST", path="/cgi-bin/template/del_private_template", body=body))

    async def send(
        self,
        openid: str,
        *,
        template_id: str,
        values: Mapping[str, str],
        url: str = "",
        miniprogram: MiniProgram | None = None,
        client_id: str = "",
    ) -> int:
        """One message: its number, which `TemplateSendJobFinish` repeats. 100,000 a day.

        With a `client_id` the same message is taken once. Raises as `NoticeCalls.send`.
        """
        body = _filled(openid, template_id, values, miniprogram)
        if url:
            body["url"] = url
        if client_id:
            body["client_msg_id"] = client_id
        path = "/cgi-bin/message/template/send"
        answer = await self._ask(Call(method="POST", path=path, body=body, repeatable=bool(client_id)))
        return answer.number("msgid", default=0)


def _get(name: str, **query: str) -> Call:
    return Call(method="GET", path=f"/wxaapi/newtmpl/{name}", query=query, repeatable=True)


def _filled(
    openid: str, template_id: str, values: Mapping[str, str], miniprogram: MiniProgram | None
) -> dict[str, Any]:
    body: dict[str, Any] = {
        "touser": openid,
        "template_id": template_id,
        "data": {key: {"value": value} for key, value in values.items()},
    }
    if miniprogram is not None:
        body["miniprogram"] = {"appid": miniprogram.appid, "pagepath": miniprogram.pagepath}
    return body


def _template(answer: Answer, name: str, *, kind: int = 0) -> Template:
    return Template(
        answer.text(name),
        answer.text("title", default=""),
        answer.text("content", default=""),
        answer.text("example", default=""),
        kind,
    )
