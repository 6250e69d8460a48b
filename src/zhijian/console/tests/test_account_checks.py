"""公众号: its checks, as the page prints them."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils.timezone import localtime, now

from zhijian.console.accounts import card_words, check_words
from zhijian.console.accounts.check_rows import check_list
from zhijian.console.tests.reading import attribute, words_of
from zhijian.console.tests.signing_in import signed_in
from zhijian.foundation.accounts import services
from zhijian.foundation.accounts.capabilities import CAPABILITIES, Need, Verdict
from zhijian.foundation.accounts.checking import Code, Finding, State, What
from zhijian.foundation.accounts.models import Account, Check
from zhijian.foundation.accounts.rights import Right
from zhijian.foundation.staff.models import Staff

pytestmark = pytest.mark.django_db

QINGHE = "/console/accounts/qinghe/"


def text(client: Client, address: str) -> str:
    return words_of(client.get(address).content.decode())


def failed(account: Account, what: What, code: Code, **facts: Any) -> None:
    services.note_finding(account.pk, Finding(what, State.FAILED, code, facts))


def test_failure_says_what_wechat_saw_and_asks_again(as_wen: Client, account: Account) -> None:
    failed(account, What.IP, Code.IP_NOT_ALLOWED, address="203.0.113.7", errcode=40164)

    html = as_wen.get(QINGHE).content.decode()

    assert "微信看到的地址是 203.0.113.7，请加进白名单。" in words_of(html)
    assert "给技术员：40164" in html
    assert f"{QINGHE}checks/ip/" in attribute(html, "form", "action")
    assert 'id="ip1">203.0.113.7</output>' in html  # and in step 2, to copy


def test_refusal_we_have_no_sentence_for_is_told_in_wechats_meaning(as_wen: Client, account: Account) -> None:
    failed(account, What.RIGHTS, Code.REFUSED, errcode=48004)

    assert "微信没答应：接口被封。" in text(as_wen, QINGHE)


def test_pressing_queues_the_checks_and_the_page_looks_again(as_wen: Client, account: Account) -> None:
    pressed = as_wen.post(f"{QINGHE}checks/", headers={"HX-Request": "true"}).content.decode()
    looked = as_wen.get(f"{QINGHE}checks/", headers={"HX-Request": "true"})

    assert set(Check.objects.values_list("state", flat=True)) == {State.QUEUED}
    assert ("every 2s" in pressed, looked.status_code) == (True, 200)


def test_page_stops_looking_when_nothing_is_under_way(as_wen: Client, account: Account) -> None:
    failed(account, What.TOKEN, Code.SECRET_REFUSED)

    answer = as_wen.get(f"{QINGHE}checks/", headers={"HX-Request": "true"})

    assert (answer.status_code, "every 2s" in answer.content.decode()) == (286, False)


def test_check_nobody_carries_out_says_so_instead_of_turning_for_ever(account: Account) -> None:
    services.ask_checks(account, [What.TOKEN], by="tests")
    Check.objects.update(at=now() - timedelta(minutes=2), asked_at=now() - timedelta(minutes=2))

    found = check_list(account)

    (token,) = [row for row in found.rows if row.what == "token"]
    assert (found.is_under_way, token.says, token.may_ask) == (
        False,
        "后台程序没有接手。请技术员看看 worker 开着没有，再查一次。",
        True,
    )


def looked_for(account: Account, **ago: float) -> str:
    """The checks as the page shows them, so long after somebody pressed for the message to be looked for."""
    services.note_finding(account.pk, Finding(What.TALK, State.RUNNING, Code.NOBODY_WROTE_YET))
    Check.objects.update(asked_at=now() - timedelta(**ago))
    return signed_in(Staff.objects.get()).get(QINGHE).content.decode()


@pytest.mark.parametrize(("minutes", "every"), [(1, "every 2s"), (4, "every 5s"), (14, "every 15s")])
def test_page_goes_on_looking_for_a_message_the_longer_the_rarer(
    wen: Staff, account: Account, minutes: int, every: str
) -> None:
    html = looked_for(account, minutes=minutes)

    until = localtime(Check.objects.get().asked_at + timedelta(minutes=15)).strftime("%H:%M")
    assert (every in html, f"一直看到 {until}；关掉页面也看着。" in html) == (True, True)


def test_page_says_when_nobody_looks_for_the_message_any_more(wen: Staff, account: Account) -> None:
    looked_for(account, minutes=16)
    services.note_finding(account.pk, Finding(What.TALK, State.WAITING, Code.NOBODY_WROTE_YET))

    html = signed_in(wen).get(QINGHE).content.decode()

    assert ("等了 15 分钟没等到" in html, f"{QINGHE}checks/talk/" in attribute(html, "form", "action")) == (
        True,
        True,
    )
    assert "hx-trigger" not in html.partition('id="checks"')[2].partition(">")[0]


def test_message_nobody_looks_for_because_no_worker_runs_says_so(wen: Staff, account: Account) -> None:
    looked_for(account, minutes=10)
    Check.objects.update(at=now() - timedelta(minutes=5))

    assert "后台程序没有接手" in signed_in(wen).get(QINGHE).content.decode()


def test_without_a_script_pressing_leads_back_to_the_checks(as_wen: Client, account: Account) -> None:
    answers = [as_wen.post(f"{QINGHE}checks/"), as_wen.post(f"{QINGHE}checks/token/")]

    assert [answer["Location"] for answer in answers] == [f"{QINGHE}#a4"] * 2


def test_every_code_has_its_words() -> None:
    assert set(check_words.WORDS) == set(Code)


def test_every_verdict_that_can_come_has_its_words() -> None:
    possible = {(one.key, one.at_best) for one in CAPABILITIES if one.need != Need.NOBODY} | {
        (one.key, Verdict.CANNOT) for one in CAPABILITIES if not one.hides
    }

    # Answering needs no right of WeChat's, so nobody is ever refused it.
    assert possible - {("reply", Verdict.CANNOT)} == set(card_words.WORDS)
    assert set(card_words.CHANGES) == set(Right)
