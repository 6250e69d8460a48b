"""Library items for tests."""

from typing import Any

from zhijian.foundation.accounts.models import Account
from zhijian.foundation.library import services as library
from zhijian.foundation.library.models import Item
from zhijian.foundation.library.tests import samples

PNG = samples.a_png()
MP3 = samples.an_mp3()
MP4 = samples.an_mp4()


def an_article(account: Account, title: str = "小事不小", **more: Any) -> Item:
    given = {"body": "村东头的小桥。", "summary": "一只沙箱的故事", **more}
    return library.add_article(account_id=account.pk, title=title, actor="tests", **given)


def an_image(account: Account, title: str = "河与桥", content: bytes = PNG, **more: Any) -> Item:
    return a_file(account, "image", content, title=title, file_name="a.png", **more)


def a_recording(
    account: Account, title: str = "读本录音", *, seconds: float = 90, content: bytes = b"", **more: Any
) -> Item:
    """A long one, heard on its page."""
    sound = content or samples.an_mp3(seconds)
    return a_file(account, "audio", sound, title=title, file_name="a.mp3", **more)


def a_file(
    account: Account, kind: str, content: bytes, *, title: str = "听一听", file_name: str = "a", **more: Any
) -> Item:
    return library.add_media(
        account_id=account.pk,
        kind=kind,
        title=title,
        content=content,
        file_name=file_name,
        actor="tests",
        **more,
    )


def a_large_page(account: Account, title: str = "一张纸讲明白", **more: Any) -> Item:
    given = {"body": "一学 党章党规\n二学 系列讲话\n做 合格党员", **more}
    return library.add_large(account_id=account.pk, title=title, actor="tests", **given)


def a_talking_point(account: Account, title: str = "身边的小事", **more: Any) -> Item:
    given = {"body": "您身边哪位党员的一件小事，让您觉得“这就是合格”？", **more}
    return library.add_question(account_id=account.pk, title=title, actor="tests", **given)


def a_pack(account: Account, *parts: Item, title: str = "学习资料", **more: Any) -> Item:
    return library.add_pack(account_id=account.pk, title=title, parts=list(parts), actor="tests", **more)
