"""What a phone shows: chats, bubbles both ways, the grey lines between them, the menu below."""

import json
from typing import Any

from zhijian_sandbox import menus, user_agents
from zhijian_sandbox.clock import Clock
from zhijian_sandbox.state import apps, followers
from zhijian_sandbox.state.apps import App
from zhijian_sandbox.state.followers import Follower, Tie
from zhijian_sandbox.state.media import Media
from zhijian_sandbox.state.store import Store
from zhijian_sandbox.stream import Hub

FAILED = "该公众号提供的服务出现故障，请稍后再试"
GAP_SECONDS = 300
_WORDS = {
    "image": "[图片]",
    "voice": "[语音]",
    "video": "[视频]",
    "music": "[音乐]",
    "location": "[位置]",
    "card": "[卡券]",
    "miniprogram": "[小程序]",
}


class Phones:
    """Puts things on phones and tells the desk about it."""

    def __init__(self, store: Store, clock: Clock, hub: Hub) -> None:
        self._store = store
        self._clock = clock
        self._hub = hub

    def show(
        self, tie: Tie, *, side: str, kind: str, via: str, content: dict[str, Any], thread: str | None = None
    ) -> dict[str, Any]:
        """A new bubble at the end of the chat. What an account says counts as unread until it is read."""
        now = self._clock.now()
        with self._store.transaction():
            last = self._store.one(
                "SELECT at FROM bubbles WHERE follower = ? AND appid = ? ORDER BY id DESC LIMIT 1",
                tie.follower,
                tie.appid,
            )
            gap = last is None or not 0 <= now - last["at"] < GAP_SECONDS
            made = self._store.run(
                """INSERT INTO bubbles (appid, follower, side, kind, via, at, gap, thread, content)
                   VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                tie.appid,
                tie.follower,
                side,
                kind,
                via,
                now,
                gap,
                thread,
                json.dumps(content, ensure_ascii=False),
            )
            if side == "account":
                self._store.run(
                    "UPDATE ties SET unread = unread + 1, typing_until = NULL WHERE id = ?", tie.id
                )
            elif side == "me":
                self._store.run("UPDATE ties SET unread = 0 WHERE id = ?", tie.id)
            bubble = self._bubble(made.lastrowid or 0)
        self._hub.publish("bubble", bubble)
        self.announce_chat(tie.appid, tie.follower)
        return bubble

    def show_failure(self, tie: Tie, *, thread: str) -> dict[str, Any]:
        return self.show(
            tie,
            side="system",
            kind="notice",
            via="platform",
            content={"content": FAILED, "reason": "failed"},
            thread=thread,
        )

    def read(self, tie: Tie) -> dict[str, Any]:
        self._store.run("UPDATE ties SET unread = 0 WHERE id = ?", tie.id)
        return self.announce_chat(tie.appid, tie.follower)

    def announce_chat(self, appid: str, follower: int) -> dict[str, Any]:
        app = apps.find(self._store, appid)
        if app is None:
            return {}
        chat = self.chat(app, follower)
        self._hub.publish("chat", chat)
        return chat

    def announce_menu(self, appid: str) -> None:
        """The menu for everybody, and those of the phones on the desk that see another."""
        app = apps.find(self._store, appid)
        if app is None:
            return
        common = menus.drawn(menus.for_everybody(app).menu)
        special = {}
        for person in followers.on_desk(self._store):
            tie = followers.tie(self._store, appid, person.number)
            own = menus.drawn(menus.shown_to(self._store, app, tie).menu)
            if own != common:
                special[person.id] = own
        self._hub.publish("menu", {"appid": appid, "menu": common, "special": special})

    def announce_follower(self, follower: Follower) -> dict[str, Any]:
        data = self.follower(follower)
        self._hub.publish("follower", data)
        return data

    def follower(self, follower: Follower) -> dict[str, Any]:
        ties = followers.ties_of(self._store, follower.number)
        return {
            "id": follower.id,
            "number": follower.number,
            "name": follower.name,
            "note": follower.note,
            "avatar": follower.name[:1],
            "large_type": follower.large_type,
            "type_size": follower.type_size,
            "clock_offset_seconds": follower.clock_offset_seconds,
            "on_desk": follower.on_desk,
            "platform": follower.platform,
            "host": follower.host,
            "user_agent": user_agents.of_platform(follower.platform),
            "unread": sum(tie.unread for tie in ties),
            "accounts": [
                {
                    "appid": tie.appid,
                    "openid": tie.openid,
                    "following": tie.following,
                    "followed_at": tie.followed_at,
                    "blacklisted": tie.blacklisted,
                    "unread": tie.unread,
                }
                for tie in ties
            ],
        }

    def screen(self, follower: Follower) -> dict[str, Any]:
        """The list of chats, the one with news on top; accounts never met at the end."""
        chats = [self.chat(app, follower.number) for app in apps.every(self._store)]
        chats.sort(key=lambda chat: chat["at"] or 0, reverse=True)
        return {"follower": self.follower(follower), "now": self._now(), "chats": chats}

    def chat(self, app: App, follower: int) -> dict[str, Any]:
        tie = followers.tie(self._store, app.appid, follower)
        row = self._store.one(
            "SELECT id FROM bubbles WHERE follower = ? AND appid = ? ORDER BY id DESC LIMIT 1",
            follower,
            app.appid,
        )
        last = self._bubble(row["id"]) if row is not None else None
        return {
            "follower": f"{followers.PREFIX}{follower}",
            "appid": app.appid,
            "name": app.name,
            "kind": app.settings.kind,
            "openid": tie.openid,
            "following": tie.following,
            "unread": tie.unread,
            "typing": tie.typing_until is not None and self._clock.now() < tie.typing_until,
            "last": last,
            "last_text": in_words(last) if last else "",
            "at": last["at"] if last else None,
        }

    def conversation(self, app: App, follower: Follower, *, limit: int, before: int | None) -> dict[str, Any]:
        rows = self._store.all(
            "SELECT * FROM bubbles WHERE follower = ? AND appid = ? AND id < ? ORDER BY id DESC LIMIT ?",
            follower.number,
            app.appid,
            before if before is not None else 2**62,
            limit + 1,
        )
        tie = followers.tie(self._store, app.appid, follower.number)
        return {
            "follower": self.follower(follower),
            "now": self._now(),
            "chat": self.chat(app, follower.number),
            "menu": menus.drawn(menus.shown_to(self._store, app, tie).menu),
            "bubbles": [_as_json(row) for row in reversed(rows[:limit])],
            "more": len(rows) > limit,
        }

    def _bubble(self, bubble_id: int) -> dict[str, Any]:
        row = self._store.one("SELECT * FROM bubbles WHERE id = ?", bubble_id)
        return _as_json(row) if row is not None else {}

    def _now(self) -> float:
        return round(self._clock.now(), 3)


def media_content(media: Media) -> dict[str, Any]:
    return {
        "media_id": media.media_id,
        "kind": media.kind,
        "url": f"/_sandbox/media/{media.media_id}",
        "mime_type": media.mime_type,
        "size_bytes": media.size_bytes,
    }


def in_words(bubble: dict[str, Any]) -> str:
    """One line for the list of chats."""
    kind = bubble["kind"]
    if kind in ("text", "notice"):
        return (
            "".join(piece["text"] for piece in bubble["runs"]) if "runs" in bubble else str(bubble["content"])
        )
    if kind == "news":
        return str(bubble["articles"][0]["title"])
    if kind == "template":
        return f"[通知] {bubble['title']}"
    if kind == "link":
        return f"[链接] {bubble['title']}"
    if kind == "msgmenu":
        return str(bubble["head"] or bubble["items"][0]["content"])
    return _WORDS[kind]


def _as_json(row: Any) -> dict[str, Any]:
    return {
        "id": row["id"],
        "appid": row["appid"],
        "follower": f"{followers.PREFIX}{row['follower']}",
        "side": row["side"],
        "kind": row["kind"],
        "at": round(row["at"], 3),
        "gap": bool(row["gap"]),
        "via": row["via"],
        "thread": row["thread"],
        **json.loads(row["content"]),
    }
