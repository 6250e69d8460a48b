"""公众号: its card, its lines in 今日, the list of all."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils.timezone import localdate, now

from zhijian.console.accounts.card import card_of
from zhijian.console.accounts.today import lines
from zhijian.console.tests.reading import attribute, words_of
from zhijian.console.today.lines import Urgency
from zhijian.foundation.accounts import services
from zhijian.foundation.accounts.capabilities import Standing, Verdict, card
from zhijian.foundation.accounts.checking import Code, Finding, State, What
from zhijian.foundation.accounts.models import Account, TokenLoss
from zhijian.foundation.accounts.rights import Right
from zhijian.foundation.accounts.services import Answered
from zhijian.foundation.staff.models import Staff

pytestmark = pytest.mark.django_db

QINGHE = "/console/accounts/qinghe/"


def text(client: Client, address: str) -> str:
    return words_of(client.get(address).content.decode())


def failed(account: Account, what: What, code: Code, **facts: Any) -> None:
    services.note_finding(account.pk, Finding(what, State.FAILED, code, facts))


def test_card_of_each_kind_differs_where_wechat_does() -> None:
    can = {
        (kind, verified): {
            one.key for one in card(Standing(kind, verified, {})) if one.verdict != Verdict.CANNOT
        }
        for kind in ("service", "subscription")
        for verified in (True, False)
    }

    assert can["subscription", False] == {"drafts", "reply", "take_over"}
    assert can["service", False] - can["subscription", False] == {"menu"}
    assert can["service", True] - can["subscription", True] == {
        "push_chosen",
        "visitors",
        "notices",
        "templates",
        "scene_codes",
    }


def test_wechats_own_word_counts_more_than_the_kind(account: Account) -> None:
    services.note_rights(account.pk, {Right.COMMENTS: Answered(is_given=False, errcode=88000)}, {})

    shown = card_of(account, may_manage=True)

    lines_of = {line.what: line.look for wish in shown.wishes for line in wish.lines}
    assert lines_of["管不了文章下面的评论"] == "no"


def test_card_shows_what_is_used_and_what_changed(as_lin: Client, account: Account) -> None:
    services.note_rights(account.pk, {Right.PUBLISH: Answered(is_given=True)}, {"voice": (962, 1000)})
    services.note_rights(account.pk, {Right.PUBLISH: Answered(is_given=False, errcode=48001)}, {})

    page = text(as_lin, f"{QINGHE}card/")

    assert ("语音素材 962 / 1,000" in page, "不能从这里发布文章了" in page, "账号怎么接的" in page) == (
        True,
        True,
        False,
    )


def test_numbers_of_what_is_not_given_are_left_out(account: Account) -> None:
    used = {"voice": (3, 1000), "/cgi-bin/freepublish/submit": (0, 100)}
    services.note_rights(account.pk, {Right.PUBLISH: Answered(is_given=False, errcode=48001)}, used)

    shown = card_of(account, may_manage=True)

    assert [(line.name, line.in_numbers) for line in shown.allowances] == [("语音素材", "3 / 1,000")]


def test_lost_right_is_a_line_of_today_until_somebody_took_note(
    as_wen: Client, wen: Staff, account: Account
) -> None:
    for is_given in (True, False):
        services.note_rights(account.pk, {Right.PUBLISH: Answered(is_given=is_given)}, {})
    (before,) = lines(wen, account=account)

    answer = as_wen.post(f"{QINGHE}card/changes/", headers={"HX-Request": "true"})

    assert (before.what, before.why, before.urgency) == (
        "微信收回了权限",
        "不能从这里发布文章了。",
        Urgency.SOON,
    )
    assert ("todo-done" in answer.content.decode(), list(lines(wen, account=account))) == (True, [])


def test_refusal_is_a_line_of_today_for_administrators_alone(
    wen: Staff, lin: Staff, account: Account
) -> None:
    failed(account, What.IP, Code.IP_NOT_ALLOWED, address="203.0.113.7")

    found = {who.username: [line.why for line in lines(who, account=account)] for who in (wen, lin)}

    assert found == {"wen": ["微信看到的地址是 203.0.113.7，请加进白名单。"], "lin": []}


@pytest.mark.parametrize(
    ("days", "urgency"),
    [(61, None), (60, Urgency.WHEN_FREE), (14, Urgency.SOON), (-1, Urgency.NOW)],
)
def test_verification_is_reminded_of_in_time(
    wen: Staff, account: Account, days: int, urgency: Urgency | None
) -> None:
    account.verified_until = localdate() + timedelta(days=days)

    found = [line.urgency for line in lines(wen, account=account)]

    assert found == ([] if urgency is None else [urgency])


def test_tokens_taken_again_and_again_are_said_on_today_guide_and_card(
    as_wen: Client, wen: Staff, account: Account
) -> None:
    for _ in range(3):
        services.note_loss(account.pk)

    pages = [text(as_wen, QINGHE), text(as_wen, f"{QINGHE}card/")]

    assert [line.urgency for line in lines(wen, account=account)] == [Urgency.NOW]
    assert ["有别的程序也在用这个 AppID 领凭据" in page for page in pages] == [True, True]


def test_one_token_lost_is_no_trouble(wen: Staff, account: Account) -> None:
    services.note_loss(account.pk)
    TokenLoss.objects.create(account=account, at=now() - timedelta(hours=5))
    TokenLoss.objects.create(account=account, at=now() - timedelta(hours=9))

    assert list(lines(wen, account=account)) == []


def test_list_leads_to_guide_and_card(as_wen: Client, as_lin: Client, account: Account) -> None:
    def links(client: Client) -> list[bool]:
        found = attribute(client.get("/console/accounts/").content.decode(), "a", "href")
        return [address in found for address in (QINGHE, f"{QINGHE}card/", "/console/accounts/new/")]

    assert (links(as_wen), links(as_lin)) == ([True, True, True], [False, True, False])
