"""Packs: rows of a draft, the preview, what is refused."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils.timezone import localdate

from zhijian.console.tests.library.pages import LIST, address_of, shown
from zhijian.console.tests.reading import refusals, typed, words_of
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.accounts.tests.builders import an_account
from zhijian.foundation.library import services as library
from zhijian.foundation.library.models import Item
from zhijian.foundation.library.tests.builders import (
    a_pack,
    a_recording,
    an_article,
)

pytestmark = pytest.mark.django_db


def draft(*rows: tuple[str, str, str], **more: Any) -> dict[str, Any]:
    return {
        "title": "学习资料",
        "body": "您好",
        "part_role": [role for role, _item, _text in rows],
        "part_item": [item for _role, item, _text in rows],
        "part_text": [text for _role, _item, text in rows],
        **more,
    }


def test_pack_of_four_is_made_in_one_go(as_lin: Client, account: Account) -> None:
    article, recording = an_article(account), a_recording(account)

    as_lin.post(
        f"{LIST}new/pack/",
        draft(
            ("audio", recording.code, ""),
            ("reading", article.code, ""),
            ("large", "", ""),
            ("question", "", "哪件小事让您觉得合格？"),
        ),
    )

    pack = Item.objects.get(kind="pack")
    parts = [(place.role, place.item.kind, place.item.title) for place in pack.pack_parts.all()]
    assert (pack.title, pack.body) == ("学习资料", "您好")
    assert parts == [
        ("audio", "audio", "读本录音"),
        ("reading", "article", "小事不小"),
        ("question", "question", "哪件小事让您觉得合格？"),
    ]


def test_row_buttons_change_the_draft_and_save_nothing(as_lin: Client, account: Account) -> None:
    first, second = an_article(account, "一"), an_article(account, "二")
    rows = (("reading", first.code, ""), ("reading", second.code, ""))
    found = {}

    for act in ("add-question", "up-1", "down-0", "remove-0", "draft", "up-99", "nonsense"):
        page = as_lin.post(f"{LIST}new/pack/", draft(*rows, act=act)).content.decode()
        names = {first.code: "一", second.code: "二", "": ""}
        codes = re.findall(r'<option value="(\w*)" selected>|name="part_item" value="(\w*)" hidden', page)
        found[act] = "".join(names[a or b] for a, b in codes), page.count('name="part_role"')

    assert found == {
        "add-question": ("一二", 3),
        "up-1": ("二一", 2),
        "down-0": ("二一", 2),
        "remove-0": ("二", 1),
        "draft": ("一二", 2),
        "up-99": ("一二", 2),
        "nonsense": ("一二", 2),
    }
    assert Item.objects.filter(kind="pack").count() == 0


def test_changed_question_says_the_new_words(as_lin: Client, account: Account) -> None:
    pack = library.add_pack(
        account_id=account.pk, title="包", parts=[library.Piece(question="旧题？")], actor="t"
    )
    question = pack.pack_parts.get().item

    as_lin.post(address_of(pack), draft(("question", question.code, "新题？"), version=str(pack.version)))

    question.refresh_from_db()
    assert (question.body, Item.objects.filter(kind="question").count()) == ("新题？", 1)


def test_permission_that_ends_stands_beside_its_part(as_lin: Client, account: Account) -> None:
    recording = a_recording(account, source="镇广播站", rights_until=localdate() + timedelta(days=38))

    page = shown(as_lin, address_of(a_pack(account, recording)))

    assert ("镇广播站" in page, "还有 38 天。" in page) == (True, True)


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"title": ""}, "起个名字"),
        ({"part_item": [""]}, "资料包里至少放一样东西"),
        ({"part_item": ["gone"]}, "资料库里已经没有这一样了，换一样吧"),
        ({"body": "长" * 601}, "写了 601 字，上限 600 字"),
    ],
)
def test_refusals_keep_everything(
    as_lin: Client, account: Account, changed: dict[str, Any], says: str
) -> None:
    article = an_article(account)
    response = as_lin.post(f"{LIST}new/pack/", draft(("reading", article.code, ""), **changed))

    page = response.content.decode()
    assert (response.status_code, refusals(page)) == (422, [says])
    assert typed(page, "title") == [changed.get("title", "学习资料")]


def test_item_of_another_account_cannot_be_put_in(as_lin: Client, account: Account) -> None:
    foreign = an_article(an_account("other", name="龙口村"))

    response = as_lin.post(f"{LIST}new/pack/", draft(("reading", foreign.code, "")))

    assert (response.status_code, Item.objects.filter(kind="pack").count()) == (422, 0)


def test_second_editor_of_a_pack_is_told(as_lin: Client, account: Account) -> None:
    article = an_article(account)
    pack = a_pack(account, article)
    seen = pack.version
    library.change_item(Item.objects.get(pk=pack.pk), by="周敏", title="周的名字")

    response = as_lin.post(
        address_of(pack), draft(("reading", article.code, ""), title="林的", version=str(seen))
    )

    page = response.content.decode()
    assert (response.status_code, "周敏" in page, "周的名字" in page) == (422, True, True)
    assert Item.objects.get(pk=pack.pk).title == "周的名字"


def test_preview_shows_what_is_typed(as_lin: Client, account: Account) -> None:
    article = an_article(account, "读本")

    page = as_lin.post(
        f"{LIST}pack-preview/", draft(("reading", article.code, ""), ("question", "", "哪件小事？"))
    ).content.decode()

    assert words_of(page).endswith("您好 读本 一只沙箱的故事 想一想，说一说：哪件小事？")
