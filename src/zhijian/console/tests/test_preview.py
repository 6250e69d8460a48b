import re
from typing import Any

import pytest
from django.test import Client

from zhijian.console.tests.reading import words_of
from zhijian.console.tests.test_rule_editor import form
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.library.tests.builders import a_pack, an_article, an_image

pytestmark = pytest.mark.django_db


def bubbles(client: Client, **changed: Any) -> list[str]:
    """What stands on the phone, line by line, from above."""
    response = client.post("/console/answers/rules/preview/", form(**changed))
    assert response.status_code == 200
    html = response.content.decode()
    begins = html.index('<div class="phone-chat"')
    chat = html[begins : html.index('<p class="say"', begins)]
    pieces = re.split(r'(?=<p class="bubble|<p class="event|<div class="article|<img class="picture)', chat)
    return [words_of(piece) or "(picture)" for piece in pieces[1:]]


def test_word_and_answer_stand_as_on_the_phone(as_lin: Client, account: Account) -> None:
    assert bubbles(as_lin) == ["党费", "每月交一次"]


def test_pattern_is_nothing_anybody_types(as_lin: Client, account: Account) -> None:
    assert bubbles(as_lin, keyword=["第\\d+期"], match=["regex"]) == ["每月交一次"]


def test_follow_and_click_say_what_happened(as_lin: Client, account: Account) -> None:
    Account.objects.update(menu=[{"type": "click", "name": "党费", "key": "DUES"}])

    assert bubbles(as_lin, occasion="follow") == ["刚刚关注了公众号", "每月交一次"]
    assert bubbles(as_lin, occasion="click", menu_key="DUES") == ["点了菜单“党费”", "每月交一次"]


def test_pack_comes_as_one_card_and_links_as_wechat_shows_it(as_lin: Client, account: Account) -> None:
    first, second = an_article(account, "读本", summary="三件事"), an_article(account, "大字版")
    pack = a_pack(account, first, second)

    found = bubbles(as_lin, part_kind=["item"], part_text=[""], part_item=[pack.code])

    assert found == ["党费", "读本 三件事", "大字版"]


def test_account_without_the_right_folds_all_into_one_text(as_lin: Client, account: Account) -> None:
    Account.objects.update(is_verified=False)
    article = an_article(account, "读本")

    found = bubbles(as_lin, part_kind=["text", "item"], part_text=["先看", ""], part_item=["", article.code])

    assert found == ["党费", "先看 读本"]


def test_picture_is_shown(as_lin: Client, account: Account, settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    image = an_image(account)

    found = bubbles(as_lin, part_kind=["item"], part_text=[""], part_item=[image.code])

    assert found == ["党费", "(picture)"]


def test_empty_draft_and_a_wrong_one_still_have_a_preview(as_lin: Client, account: Account) -> None:
    assert bubbles(as_lin, keyword=[""], part_text=[""]) == ["写下回复，这里就有了"]
    assert bubbles(as_lin, keyword=["(坏"], match=["exact"], part_text=["<b>"]) == ["(坏", "<b>"]
