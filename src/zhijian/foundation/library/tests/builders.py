"""Library items for tests."""

from typing import Any

from zhijian.foundation.accounts.models import Account
from zhijian.foundation.library import services as library
from zhijian.foundation.library.models import Item

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 64
MP3 = b"ID3\x04\0\0" + b"\0" * 64
MP4 = b"\0\0\0\x18ftypmp42" + b"\0" * 64


def an_article(account: Account, title: str = "小事不小", **more: Any) -> Item:
    given = {"body": "村东头的小桥。", "summary": "一只沙箱的故事", **more}
    return library.add_article(account_id=account.pk, title=title, actor="tests", **given)


def an_image(account: Account, title: str = "河与桥", content: bytes = PNG, **more: Any) -> Item:
    return library.add_media(
        account_id=account.pk,
        kind="image",
        title=title,
        content=content,
        file_name="a.png",
        actor="tests",
        **more,
    )


def a_pack(account: Account, *parts: Item, title: str = "学习资料") -> Item:
    return library.add_pack(account_id=account.pk, title=title, parts=list(parts), actor="tests")
