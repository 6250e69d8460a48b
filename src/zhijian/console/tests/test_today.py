import pytest
from django.test import Client

from zhijian.console.tests.builders import a_question
from zhijian.console.tests.reading import words_of
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.accounts.tests.builders import an_account
from zhijian.foundation.outbox import services as outbox
from zhijian.foundation.outbox.models import Letter

pytestmark = pytest.mark.django_db


def today(client: Client) -> str:
    response = client.get("/console/")
    assert response.status_code == 200
    return response.content.decode()


def a_stopped_letter(account: Account, *, code: int | None, text: str = "您好，资料来了") -> None:
    outbox.post(
        account_id=account.pk, kind="message", body={"kind": "text", "text": text}, key="k", to="o-secret"
    )
    outbox.mark_stopped(Letter.objects.get(), code=code, why="errcode 45015 for o-secret")


def test_says_how_much_waits_and_shows_the_newest(as_lin: Client, account: Account) -> None:
    for number in range(5):
        a_question(account, f"问题{number}", number)

    page = words_of(today(as_lin))

    assert "有 5 句话没人能答，等您看看。" in page
    assert [f"问题{number}" in page for number in range(5)] == [False, False, True, True, True]


def test_count_beside_the_place_stops_at_99(as_lin: Client, account: Account) -> None:
    for number in range(101):
        a_question(account, "问", number)

    assert "99+" in words_of(today(as_lin))


def test_nothing_waiting_is_one_kind_sentence(as_lin: Client, account: Account) -> None:
    page = today(as_lin)

    assert ("没有等您办的事" in page, '<span class="n" data-waiting></span>' in page) == (True, True)


def test_what_could_not_be_sent_is_said_in_words(as_lin: Client, account: Account) -> None:
    a_stopped_letter(account, code=45015)

    page = today(as_lin)

    assert "“您好，资料来了” 他超过 48 小时没再来说话，微信不让再发。" in words_of(page)
    assert ("45015" in page, "o-secret" in page) == (False, False)


def test_reason_nobody_knows_is_not_guessed(as_lin: Client, account: Account) -> None:
    a_stopped_letter(account, code=None)

    assert "试了几次，微信都没有收下。" in today(as_lin)


def test_what_waits_at_another_account_is_not_counted_here(as_lin: Client, account: Account) -> None:
    other = an_account("hedong", name="河东村")
    a_question(other, "河东的问题")
    as_lin.post("/console/accounts/", {"account": "qinghe"})

    page = today(as_lin)

    assert ("没有等您办的事" in page, "河东的问题" in page) == (True, False)


def test_a_single_account_needs_no_switcher(as_lin: Client, account: Account) -> None:
    before = "/console/accounts/" in today(as_lin)
    an_account("hedong", name="河东村")

    assert (before, "/console/accounts/" in today(as_lin)) == (False, True)


def test_an_account_that_is_not_there_cannot_be_chosen(as_lin: Client, account: Account) -> None:
    assert as_lin.post("/console/accounts/", {"account": "nowhere"}).status_code == 404


def test_without_a_role_nothing_of_others_is_shown(as_hao: Client, account: Account) -> None:
    a_question(account, "别人的话")
    a_stopped_letter(account, code=45015, text="别人的信")

    page = today(as_hao)

    counts_nothing = '<span class="n" data-waiting></span>' in page
    assert ("别人的话" in page, "别人的信" in page, counts_nothing) == (False, False, True)
