"""What stands in WeChat's back end, read from its answers as they were kept. Pure.

`get_current_autoreply_info` gives the rules, `menu/get` a menu made through the API with those for some, and
`get_current_selfmenu_info` the one made by hand. Whatever is not as documented is carried along as `other`,
never dropped.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final

from zhijian.rooms.answers.menu.places import Button, Buttons, Place, leaves, tidy

_KINDS: Final = {
    "text": "text",
    "img": "image",
    "image": "image",
    "photo": "image",
    "voice": "voice",
    "video": "video",
    "news": "news",
}
FILES: Final = ("image", "voice", "video")
# Types of menu entries made by hand in the back end; the others can be published as they are.
BY_HAND: Final = frozenset({"text", "img", "photo", "voice", "video", "news"})


@dataclass(frozen=True, slots=True)
class Thing:
    """A file or an article that is named: `name` tells it from all others. A file is fetched by its media
    id or from an `address`; an article is a card with words, a picture and the address it opens."""

    name: str
    kind: str
    title: str
    media_id: str = ""
    address: str = ""
    digest: str = ""
    author: str = ""
    cover: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """One message: words (`text`), or one thing, or several articles; `other` is what we do not know."""

    kind: str
    text: str = ""
    things: tuple[Thing, ...] = ()


@dataclass(frozen=True, slots=True)
class Word:
    text: str
    is_whole: bool


@dataclass(frozen=True, slots=True)
class OldRule:
    """`number` counts from 1, in the order WeChat gives: the newest first, as its back end lists them."""

    number: int
    name: str
    made_at: datetime | None
    picks_one: bool
    words: tuple[Word, ...]
    replies: tuple[Reply, ...]

    @property
    def source(self) -> str:
        return f"rule:{self.number}"


@dataclass(frozen=True, slots=True)
class OldMenu:
    """`tag` is None for everybody's. Entries made by hand have their reply in `replies`, by place."""

    buttons: Buttons
    replies: Mapping[Place, Reply]
    tag: int | None = None
    menu_id: str = ""
    is_live_through_api: bool = False


@dataclass(frozen=True, slots=True)
class Old:
    """All of it. What is switched off in the back end is here too, and says so."""

    rules: tuple[OldRule, ...] = ()
    welcome: Reply | None = None
    default: Reply | None = None
    answers: bool = True
    greets: bool = True
    menus: tuple[OldMenu, ...] = field(default=())

    def things(self) -> list[Thing]:
        """Everything that is named, each once, in the order of the rules."""
        found: dict[str, Thing] = {}
        for reply in self._replies():
            for thing in reply.things:
                found.setdefault(thing.name, thing)
        return list(found.values())

    def _replies(self) -> Iterator[Reply]:
        for rule in self.rules:
            yield from rule.replies
        yield from (reply for reply in (self.welcome, self.default) if reply)
        for menu in self.menus:
            yield from menu.replies.values()


def read(raw: Mapping[str, Any]) -> Old:
    """`raw` holds `autoreply`, `selfmenu` and `menu`, each as WeChat wrote it, or not at all."""
    told = _object(raw.get("autoreply"))
    rules = _objects(_object(told.get("keyword_autoreply_info")).get("list"))
    return Old(
        rules=tuple(_rule(number, one) for number, one in enumerate(rules, start=1)),
        welcome=_reply(told.get("add_friend_autoreply_info")),
        default=_reply(told.get("message_default_autoreply_info")),
        answers=bool(told.get("is_autoreply_open")),
        greets=bool(told.get("is_add_friend_reply_open")),
        menus=tuple(_menus(raw)),
    )


def _rule(number: int, told: Mapping[str, Any]) -> OldRule:
    words = [
        Word(str(one.get("content", "")).strip(), one.get("match_mode") == "equal")
        for one in _objects(told.get("keyword_list_info"))
    ]
    replies = [_reply(one) for one in _objects(told.get("reply_list_info"))]
    made_at = told.get("create_time")
    return OldRule(
        number=number,
        name=str(told.get("rule_name", "")) or f"{number}",
        made_at=datetime.fromtimestamp(made_at, UTC) if isinstance(made_at, int) and made_at > 0 else None,
        picks_one=told.get("reply_mode") == "random_one",
        words=tuple(word for word in dict.fromkeys(words) if word.text),
        replies=tuple(reply for reply in replies if reply),
    )


def _reply(told: Any) -> Reply | None:
    """None where nothing is said."""
    one = _object(told)
    type_ = str(one.get("type", ""))
    content = str(one.get("content") or one.get("value") or "")
    kind = _KINDS.get(type_, "other" if type_ else "")
    if kind == "text":
        return Reply("text", content) if content.strip() else None
    if kind == "news":
        cards = tuple(_card(card) for card in _objects(_object(one.get("news_info")).get("list")))
        return Reply("news", things=cards) if cards else Reply("other", content or type_)
    if kind in FILES:
        return Reply(kind, things=(_file(kind, content, str(one.get("title", ""))),)) if content else None
    return Reply("other", f"{type_} {content}".strip()) if kind else None


def _file(kind: str, content: str, title: str) -> Thing:
    is_address = content.startswith(("http://", "https://"))
    name = f"url:{_short(content)}" if is_address else content[:200]
    return Thing(
        name,
        kind,
        title,
        media_id="" if is_address else content,
        address=content if is_address else "",
    )


def _card(told: Mapping[str, Any]) -> Thing:
    address = str(told.get("content_url") or told.get("url") or "")
    title = str(told.get("title") or "") or address
    return Thing(
        name=f"card:{_short(address + title)}",
        kind="link",
        title=title,
        address=address,
        digest=str(told.get("digest") or ""),
        author=str(told.get("author") or ""),
        cover=str(told.get("cover_url") or told.get("thumb_url") or "") if told.get("show_cover", 1) else "",
    )


def _menus(raw: Mapping[str, Any]) -> Iterator[OldMenu]:
    through_api = _object(raw.get("menu"))
    buttons = tidy(_objects(_object(through_api.get("menu")).get("button")))
    if buttons:
        yield OldMenu(buttons, {}, is_live_through_api=True)
        for one in reversed(_objects(through_api.get("conditionalmenu"))):
            rule = _object(one.get("matchrule"))
            tag = str(rule.get("tag_id") or rule.get("group_id") or "")
            if tag.isdecimal():
                buttons = tidy(_objects(one.get("button")))
                menu_id = str(one.get("menuid", ""))
                yield OldMenu(buttons, {}, int(tag), menu_id, is_live_through_api=True)
        return
    info = _object(_object(raw.get("selfmenu")).get("selfmenu_info"))
    by_hand = tidy(_objects(info.get("button")))
    if by_hand:
        replies = {place: reply for place, entry in leaves(by_hand) if (reply := _said_by(entry))}
        yield OldMenu(by_hand, replies)


def _said_by(entry: Button) -> Reply | None:
    return _reply(entry) if entry.get("type") in BY_HAND else None


def _object(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _objects(value: Any) -> list[Mapping[str, Any]]:
    return [one for one in value if isinstance(one, Mapping)] if isinstance(value, list) else []


def _short(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]
