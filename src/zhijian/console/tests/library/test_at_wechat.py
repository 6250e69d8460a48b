"""What of the library lies at WeChat, and what of it waits for somebody on 今日."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils.timezone import localdate

from zhijian.console.tests.library.pages import LIST, address_of, shown
from zhijian.console.tests.reading import words_of
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.library import services as library
from zhijian.foundation.library.tests.builders import (
    MP3,
    a_file,
    an_article,
    an_image,
)
from zhijian.foundation.staff.models import Staff
from zhijian.foundation.tasks.models import Task

pytestmark = pytest.mark.django_db


def test_store_is_counted_in_words(as_lin: Client, account: Account) -> None:
    library.note_counted(account_id=account.pk, images=12, voices=950, videos=1000)

    words = words_of(shown(as_lin, f"{LIST}media/"))

    assert "图片 12 其中这里放的 0 99,988" in words
    assert "语音 快满了 950" in words
    assert "视频 满了 1,000" in words


def test_keeping_for_good_is_planned_and_has_a_page(as_lin: Client, lin: Staff, account: Account) -> None:
    item = an_image(account)

    response = as_lin.post(address_of(item, "permanent/"), {"keep": "yes"})

    task = Task.objects.get()
    assert (task.name, task.arguments, task.for_staff_id) == (
        "library.keep_permanent",
        {"item": item.pk},
        lin.pk,
    )
    assert as_lin.get(response["Location"]).status_code == 200


def test_unverified_account_is_told_and_asks_nothing(as_lin: Client, account: Account) -> None:
    item = an_image(account)
    Account.objects.update(is_verified=False)

    page = shown(as_lin, address_of(item))
    response = as_lin.post(address_of(item, "permanent/"))

    assert ("没认证的号传不了素材" in page, response.status_code, Task.objects.count()) == (True, 403, 0)


def test_refusal_stands_beside_the_item(as_lin: Client, account: Account) -> None:
    item = a_file(account, "voice", MP3)
    library.note_refused(item=item, code=40005, why="文件类型不对")

    assert "微信没收下：文件类型不对" in shown(as_lin, address_of(item))


def test_permission_that_ends_soon_or_ended_is_a_line(as_lin: Client, account: Account) -> None:
    for title, days in (("还早", 15), ("快了", 14), ("今天", 0), ("过了", -3)):
        an_article(account, title, rights_until=localdate() + timedelta(days=days))

    words = words_of(shown(as_lin, "/console/"))

    assert [f"“{title}”的许可" in words for title in ("还早", "快了", "今天", "过了")] == [
        False,
        True,
        True,
        True,
    ]
    assert words.index("“过了”") < words.index("“今天”") < words.index("“快了”")


def test_refused_file_and_full_store_are_lines(as_lin: Client, account: Account) -> None:
    library.note_refused(item=an_image(account), code=40005, why="不对")
    library.note_counted(account_id=account.pk, images=0, voices=950, videos=0)

    words = words_of(shown(as_lin, "/console/"))

    assert ("“河与桥”没传上微信" in words, "微信的永久素材快满了" in words) == (True, True)
