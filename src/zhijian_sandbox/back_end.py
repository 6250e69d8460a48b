"""What the platform says by itself while the account's server configuration is off.

The replies made in the admin back end: a welcome, replies to keywords, and one for everything else, at
most once an hour to each person. With the server configuration on, none of this is said.
"""

import random
from collections.abc import Iterator
from typing import Any

from zhijian.wechat import events, messages
from zhijian_sandbox import links
from zhijian_sandbox.clock import Clock
from zhijian_sandbox.passive import article_content
from zhijian_sandbox.phones import Phones, media_content
from zhijian_sandbox.state import apps, followers, media
from zhijian_sandbox.state.apps import App
from zhijian_sandbox.state.followers import Tie
from zhijian_sandbox.state.store import Store
from zhijian_sandbox.voices import seconds_of

SECONDS_BETWEEN_DEFAULTS = 3600
_VIA = "back_end"

Bubble = tuple[str, dict[str, Any]]


class BackEnd:
    """Answers followers by the rules the account's administrator made on the platform."""

    def __init__(self, store: Store, clock: Clock, phones: Phones) -> None:
        self._store = store
        self._clock = clock
        self._phones = phones
        # Nothing here needs to be unpredictable.
        self._dice = random.Random()  # noqa: S311 -- not cryptography

    def answer(self, tie: Tie, message: messages.Received, *, thread: str) -> list[dict[str, Any]]:
        """The bubbles that appeared; none when no rule applies."""
        app = apps.find(self._store, tie.appid)
        if app is None or app.autoreply is None:
            return []
        return [
            self._phones.show(tie, side="account", kind=kind, via=_VIA, content=content, thread=thread)
            for kind, content in self._replies(app, app.autoreply, tie, message)
        ]

    def _replies(
        self, app: App, made: dict[str, Any], tie: Tie, message: messages.Received
    ) -> Iterator[Bubble]:
        if isinstance(message, events.Event):
            if isinstance(message, events.Subscribe) and made.get("is_add_friend_reply_open"):
                yield from self._bubbles(app, [made.get("add_friend_autoreply_info")])
            return
        if not made.get("is_autoreply_open"):
            return
        rule = _rule_for(made, message.content) if isinstance(message, messages.Text) else None
        if rule is not None:
            replies = _dicts(rule.get("reply_list_info"))
            if rule.get("reply_mode") == "random_one" and replies:
                replies = [self._dice.choice(replies)]
            yield from self._bubbles(app, replies)
            return
        default = made.get("message_default_autoreply_info")
        now = self._clock.now()
        last = followers.tie(self._store, app.appid, tie.follower).default_answered_at
        if default and (last is None or not 0 <= now - last < SECONDS_BETWEEN_DEFAULTS):
            followers.change_tie(self._store, tie.id, default_answered_at=now)
            yield from self._bubbles(app, [default])

    def _bubbles(self, app: App, replies: list[Any]) -> Iterator[Bubble]:
        for reply in _dicts(replies):
            bubble = as_bubble(self._store, app, reply)
            if bubble is not None:
                yield bubble


def as_bubble(store: Store, app: App, reply: dict[str, Any]) -> Bubble | None:
    """A reply of the back end as phones show it; in words where its media is not on this desk."""
    kind, content = reply.get("type"), str(reply.get("content") or reply.get("value") or "")
    if kind == "text":
        return ("text", {"content": content, "runs": links.runs(content)}) if content else None
    if kind == "news":
        return _news(reply)
    found = media.find(store, content)
    if found is None or found.appid != app.appid:
        words = {"img": "[图片]", "photo": "[图片]", "voice": "[语音]", "video": "[视频]"}.get(str(kind))
        shown = f"{words} {content}" if content.startswith(("http://", "https://")) else words
        return ("text", {"content": shown, "runs": links.runs(shown)}) if shown else None
    shown_as: dict[str, Any] = {"media": media_content(found)}
    if found.kind == "voice":
        shown_as["seconds"] = seconds_of(media.content(store, found.media_id))
    elif found.kind == "video":
        shown_as |= {"thumb": None, "title": found.title, "description": found.introduction}
    return ("image" if found.kind == "thumb" else found.kind), shown_as


def _news(reply: dict[str, Any]) -> Bubble | None:
    info = reply.get("news_info")
    items = _dicts(info.get("list")) if isinstance(info, dict) else []
    articles = [
        article_content(
            *(str(one.get(name) or "") for name in ("title", "digest", "cover_url", "content_url"))
        )
        for one in items
    ]
    return ("news", {"articles": articles}) if articles else None


def _rule_for(made: dict[str, Any], text: str) -> dict[str, Any] | None:
    """The first rule with a keyword that is the whole text, else the first with one inside it.

    How the platform chooses among several is not written down; this is our choice.
    """
    info = made.get("keyword_autoreply_info")
    rules = _dicts(info.get("list")) if isinstance(info, dict) else []
    said = text.strip()
    for whole in (True, False):
        for rule in rules:
            for keyword in _dicts(rule.get("keyword_list_info")):
                if _matches(keyword, said, whole=whole):
                    return rule
    return None


def _matches(keyword: dict[str, Any], said: str, *, whole: bool) -> bool:
    """The platform tells no capitals from small letters."""
    wanted = str(keyword.get("content") or "").casefold()
    if not wanted:
        return False
    if whole:
        return wanted == said.casefold()
    return keyword.get("match_mode") == "contain" and wanted in said.casefold()


def _dicts(value: Any) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
