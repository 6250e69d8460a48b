import re

import pytest
from django.test import Client

from zhijian.console.tests.builders import a_question
from zhijian.console.tests.reading import attribute, typed, words_of
from zhijian.foundation.accounts.models import Account
from zhijian.rooms.answers.models import Unanswered

pytestmark = pytest.mark.django_db

LIST = "/console/answers/unanswered/"


def waiting() -> list[str]:
    return list(Unanswered.objects.filter(settlement=None).values_list("text", flat=True))


def test_words_nobody_could_answer_are_listed_newest_first(as_lin: Client, account: Account) -> None:
    a_question(account, "活动室开吗", 1)
    a_question(account, "党费交哪", 2)

    page = as_lin.get(LIST).content.decode()

    assert "2 句等人看" in words_of(page)
    assert page.index("党费交哪") < page.index("活动室开吗")


def test_nobody_is_named(as_lin: Client, account: Account) -> None:
    a_question(account)

    pages = [as_lin.get(path).content.decode() for path in (LIST, "/console/")]

    assert ["o-secret-mei" in page for page in pages] == [False, False]


def test_each_leads_to_the_editor_but_what_no_rule_answers(as_lin: Client, account: Account) -> None:
    words, _picture = a_question(account, "活动室开吗", 1), a_question(account, "[图片]", 2)

    page = as_lin.get(LIST).content.decode()

    leads = [href for href in attribute(page, "a", "href") if "question=" in href]
    assert leads == [f"/console/answers/rules/new/?question={words.pk}"]


def test_what_needs_no_answer_is_settled_in_place_and_can_be_taken_back(
    as_lin: Client, account: Account
) -> None:
    question = a_question(account, "好的")
    address = f"{LIST}{question.pk}/settlement/"

    settled = as_lin.post(address, headers={"HX-Request": "true"}).content.decode()
    between = waiting()
    undone = as_lin.delete(address, headers={"HX-Request": "true"}).content.decode()

    assert (words_of(settled), between) == ("好的 不用管了 撤回 0", [])
    assert (waiting(), f'<li class="todo" id="question-{question.pk}">' in undone) == (["好的"], True)


def test_numbers_around_the_list_follow(as_lin: Client, account: Account) -> None:
    question, _other = a_question(account, "好的", 1), a_question(account, "活动室开吗", 2)

    answer = as_lin.post(f"{LIST}{question.pk}/settlement/", headers={"HX-Request": "true"}).content.decode()

    assert re.findall(r'hx-swap-oob="innerHTML:\[([a-z-]+)\]">(\d*)<', answer) == [
        ("data-waiting", "1"),
        ("data-waiting-total", "1"),
    ]


def test_settling_works_without_a_script(as_lin: Client, account: Account) -> None:
    address = f"{LIST}{a_question(account, '好的').pk}/settlement/"

    settled = as_lin.post(address)
    between = waiting()
    as_lin.post(address, {"undo": ""})

    assert (settled.status_code, settled["Location"], between, waiting()) == (302, LIST, [], ["好的"])


def test_nothing_waiting_is_one_kind_sentence(as_lin: Client, account: Account) -> None:
    assert "句句有人答" in as_lin.get(LIST).content.decode()


def test_an_administrator_changes_what_is_said_then(as_wen: Client, account: Account) -> None:
    address = "/console/answers/default-reply/qinghe/"

    response = as_wen.post(address, {"default_reply": " 稍等，\r\n有人会看。 ", "suggests": "on"})

    account.refresh_from_db()
    assert (response.status_code, response["Location"]) == (302, LIST)
    assert (account.default_reply, account.suggests) == ("稍等，\n有人会看。", True)
    assert "稍等，" in as_wen.get(LIST).content.decode()


def test_default_reply_too_long_is_refused_with_the_text_kept(as_wen: Client, account: Account) -> None:
    response = as_wen.post("/console/answers/default-reply/qinghe/", {"default_reply": "长" * 700})

    page = response.content.decode()
    assert (response.status_code, typed(page, "default_reply")) == (422, ["长" * 700])
    assert "一段文字最多 2048 字节" in page


def test_default_reply_may_be_empty(as_wen: Client, account: Account) -> None:
    Account.objects.update(default_reply="旧", suggests=True)

    as_wen.post("/console/answers/default-reply/qinghe/", {"default_reply": ""})

    account.refresh_from_db()
    assert (account.default_reply, account.suggests) == ("", False)


def test_editors_read_what_is_said_then_without_the_door_to_change_it(
    as_lin: Client, account: Account
) -> None:
    Account.objects.update(default_reply="有人会看。")

    page = as_lin.get(LIST).content.decode()

    assert ("有人会看。" in page, "default-reply" in page) == (True, False)
