"""One place of the menu as a form: plain words on the page, the platform's fields underneath."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Self

from django.conf import settings
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from zhijian.foundation.accounts.models import Account
from zhijian.foundation.library.kinds import ItemKind
from zhijian.foundation.library.models import Item
from zhijian.rooms.answers.menu.answering import ANSWER, new_key
from zhijian.rooms.answers.menu.limits import ANSWERED, WITH_ARTICLE, WITH_MEDIA, Fault
from zhijian.rooms.answers.menu.places import Button, Place

SCANS = {
    "scancode_push": _("直接打开扫到的网页"),
    "scancode_waitmsg": _("把扫到的告诉我们，我们来答"),
}
PHOTOS = {
    "pic_photo_or_album": _("拍一张，或从手机里选"),
    "pic_sysphoto": _("只能现拍"),
    "pic_weixin": _("从相册里选"),
}
RAW = {
    "media_id": _("发一份永久素材"),
    "view_limited": _("打开一份图文素材"),
    "article_id": _("发一篇发布过的文章"),
    "article_view_limited": _("打开一篇发布过的文章"),
}


@dataclass(frozen=True, slots=True)
class Kind:
    """What somebody wants to happen. `rare` ones stand behind a line one can open."""

    code: str
    label: Any
    hint: Any
    icon: str
    is_rare: bool = False


KINDS = (
    Kind("answer", _("回一段话"), _("走自动回复，最省事"), "align-left"),
    Kind("page", _("打开网页"), _("门户里的页，或别的网址"), "link"),
    Kind("article", _("打开一篇文章"), _("资料库里的"), "news"),
    Kind("scan", _("扫一扫"), _("打开网页，或告诉我们"), "scan"),
    Kind("photo", _("拍照或选图"), _("传来的图进留言"), "photo"),
    Kind("place", _("发位置"), _("发来的位置进留言"), "map-pin"),
    Kind("mini", _("小程序"), _("要先和公众号关联"), "apps", is_rare=True),
    Kind("raw", _("微信里的素材或文章"), _("要知道它的编号"), "folders", is_rare=True),
)
LIST = Kind("list", _("展开下面的几项"), _("最多五项"), "menu-2")


@dataclass(frozen=True, slots=True)
class EntryForm:
    """Everything typed, right or wrong. `answer` is `keep`, `text`, `key:…`, `rule:…` or `item:…`."""

    name: str = ""
    kind: str = "answer"
    key: str = ""
    answer: str = ""
    text: str = ""
    url: str = ""
    article: str = ""
    scan: str = "scancode_push"
    photo: str = "pic_photo_or_album"
    mini_appid: str = ""
    mini_page: str = ""
    mini_url: str = ""
    raw_type: str = "media_id"
    raw_id: str = ""
    wrong: dict[str, str] = field(default_factory=dict)

    @classmethod
    def new(cls, place: Place) -> Self:
        """With a key at once: it is saved again and again while somebody types, and stays the same entry."""
        return cls(kind="list" if place.is_column else "answer", answer="text", key=new_key())

    @classmethod
    def of(cls, entry: Button, *, articles: Mapping[str, str]) -> Self:
        """An entry as it is edited. `articles` are addresses of what is in the library, by address."""
        typed = _action_typed(entry, articles)
        form = cls(name=str(entry.get("name", "")), key=str(entry.get("key", "")))
        return replace(form, **typed)

    @classmethod
    def read(cls, posted: QueryDict) -> Self:
        """The form as posted; what is missing or unknown becomes the usual."""

        def text(name: str) -> str:
            return str(posted.get(name, "")).replace("\r\n", "\n").strip()

        known = {kind.code for kind in (*KINDS, LIST)}
        return cls(
            name=text("name"),
            kind=posted.get("kind", "") if posted.get("kind") in known else "answer",
            key=text("key"),
            answer=text("answer"),
            text=text("text"),
            url=text("own_page") or text("url"),
            article=text("article"),
            scan=text("scan") if text("scan") in SCANS else "scancode_push",
            photo=text("photo") if text("photo") in PHOTOS else "pic_photo_or_album",
            mini_appid=text("mini_appid"),
            mini_page=text("mini_page"),
            mini_url=text("mini_url"),
            raw_type=text("raw_type") if text("raw_type") in RAW else "media_id",
            raw_id=text("raw_id"),
        )

    def entry(self, *, account: Account) -> Button:
        """As the platform takes it, with what shall answer beside it."""
        if self.kind == "list":
            return {"name": self.name}
        return {"name": self.name, **self._action(account)}

    def _action(self, account: Account) -> Button:
        match self.kind:
            case "page":
                return {"type": "view", "url": self.url}
            case "article":
                item = Item.objects.filter(account=account, code=self.article).first()
                return {"type": "view", "url": address_of(item) if item else ""}
            case "scan":
                asked = self._answering() if self.scan in ANSWERED else {"key": self.key or new_key()}
                return {**asked, "type": self.scan}
            case "photo":
                return {"type": self.photo, "key": self.key or new_key()}
            case "place":
                return {"type": "location_select", "key": self.key or new_key()}
            case "mini":
                return {
                    "type": "miniprogram",
                    "appid": self.mini_appid,
                    "pagepath": self.mini_page,
                    "url": self.mini_url,
                }
            case "raw":
                named = "article_id" if self.raw_type in WITH_ARTICLE else "media_id"
                return {"type": self.raw_type, named: self.raw_id}
            case _:
                return self._answering()

    def _answering(self) -> Button:
        how, _colon, which = self.answer.partition(":")
        if how == "key":
            return {"type": "click", "key": which}
        if how == "keep":
            return {"type": "click", "key": self.key or new_key()}
        # Words of its own come under a key of their own: the rule of the old one may serve elsewhere.
        is_ours = self.key.startswith("menu-") and self.answer == "text"
        fresh = {"type": "click", "key": self.key if is_ours else new_key()}
        if how == "rule" and which.isdecimal():
            return {**fresh, ANSWER: {"rule": int(which[:15])}}
        if how == "item":
            return {**fresh, ANSWER: {"item": which}}
        return {**fresh, ANSWER: {"text": self.text}}

    def with_faults(self, faults: dict[str, str]) -> Self:
        return replace(self, wrong=faults)


def _action_typed(entry: Button, articles: Mapping[str, str]) -> dict[str, Any]:
    """The fields of the form that say what an entry does."""
    type_ = "" if "sub_button" in entry else str(entry.get("type", ""))
    said = {name: str(value) for name, value in entry.items() if isinstance(value, str)}
    url = said.get("url", "")
    if "sub_button" in entry:
        return {"kind": "list"}
    if type_ == "view" and url in articles:
        typed = {"kind": "article", "article": articles[url]}
    elif type_ == "view":
        typed = {"kind": "page", "url": url}
    elif type_ in SCANS:
        typed = {"kind": "scan", "scan": type_, **_answer_typed(entry)}
    elif type_ in PHOTOS:
        typed = {"kind": "photo", "photo": type_}
    elif type_ == "location_select":
        typed = {"kind": "place"}
    elif type_ == "miniprogram":
        typed = {
            "kind": "mini",
            "mini_appid": said.get("appid", ""),
            "mini_page": said.get("pagepath", ""),
            "mini_url": url,
        }
    elif type_ in RAW:
        named = said.get("media_id" if type_ in WITH_MEDIA else "article_id", "")
        typed = {"kind": "raw", "raw_type": type_, "raw_id": named}
    else:
        typed = {"kind": "answer", **_answer_typed(entry)}
    return typed


def _answer_typed(entry: Button) -> dict[str, str]:
    answer = entry.get(ANSWER) or {}
    if "text" in answer:
        return {"answer": "text", "text": str(answer["text"])}
    if "rule" in answer:
        return {"answer": f"rule:{answer['rule']}"}
    if "item" in answer:
        return {"answer": f"item:{answer['item']}"}
    return {"answer": "keep"}


def address_of(item: Item) -> str:
    """Where a menu entry leads to show this thing."""
    if item.kind == ItemKind.LINK:
        return item.url
    return f"{settings.ZHIJIAN_PUBLIC_URL}{reverse('reading:item', args=[item.code])}"


_INPUTS = {
    "name": "name",
    "kind": "kind",
    "menu": "kind",
    "key": "answer",
    "answer": "answer",
    "url": "url",
    "appid": "mini_appid",
    "pagepath": "mini_page",
    "media_id": "raw_id",
    "article_id": "raw_id",
}


def input_of(fault: Fault, form: EntryForm) -> str:
    """The field of the page a fault is about."""
    if fault.field == "url":
        return {"mini": "mini_url", "article": "article"}.get(form.kind, "url")
    if fault.field == "answer" and form.answer == "text":
        return "text"
    return _INPUTS.get(fault.field, "name")
