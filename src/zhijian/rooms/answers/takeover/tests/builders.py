"""What WeChat tells of a running account, for tests."""

from typing import Any

Json = dict[str, Any]


def rule(
    name: str, words: list[tuple[str, str]], *replies: Json, mode: str = "reply_all", at: int = 0
) -> Json:
    """A rule of the back end; `words` are (text, contain or equal)."""
    return {
        "rule_name": name,
        "create_time": 1_500_000_000 + at,
        "reply_mode": mode,
        "keyword_list_info": [
            {"type": "text", "match_mode": match, "content": word} for word, match in words
        ],
        "reply_list_info": list(replies),
    }


def text(content: str) -> Json:
    return {"type": "text", "content": content}


def media(kind: str, media_id: str) -> Json:
    return {"type": kind, "content": media_id}


def news(*cards: Json) -> Json:
    return {"type": "news", "content": "news-media-id", "news_info": {"list": list(cards)}}


def card(title: str, address: str = "") -> Json:
    return {
        "title": title,
        "digest": f"{title}的摘要",
        "content_url": address or f"https://mp.weixin.qq.com/s/{title}",
    }


def a_told(*rules: Json, menu: list[Json] | None = None, **autoreply: Any) -> Json:
    """As `note_told` keeps it: with a welcome and a default reply, unless told otherwise."""
    told = {
        "is_add_friend_reply_open": 1,
        "is_autoreply_open": 1,
        "add_friend_autoreply_info": text("欢迎"),
        "message_default_autoreply_info": text("没听懂"),
        "keyword_autoreply_info": {"list": list(rules)},
        **autoreply,
    }
    shown = {"selfmenu_info": {"button": menu or []}}
    return {"autoreply": told, "selfmenu": shown, "menu": {}}
