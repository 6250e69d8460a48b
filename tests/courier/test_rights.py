"""What WeChat lets an account do, probed at a real sandbox: asked for, noted, believed."""

import pytest

from tests.courier.checking import change
from tests.courier.conftest import Desk
from zhijian.courier.checks import check_now, renew_rights
from zhijian.courier.checks.asking import Surroundings
from zhijian.foundation.accounts import queries
from zhijian.foundation.accounts.capabilities import Standing, Verdict, card
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.accounts.rights import Right

pytestmark = pytest.mark.django_db(transaction=True, databases="__all__")


@pytest.mark.parametrize(
    ("kind", "verified", "given"),
    [
        ("service", True, set(Right)),
        ("service", False, {Right.MENU, Right.DRAFTS, Right.AUTOREPLY}),
        ("subscription", True, set(Right) - {Right.AGENTS, Right.TEMPLATES, Right.SUBSCRIPTIONS}),
        ("subscription", False, {Right.DRAFTS, Right.AUTOREPLY}),
    ],
)
def test_rights_follow_what_wechat_says(
    desk: Desk, account: Account, around: Surroundings, kind: str, verified: bool, given: set[Right]
) -> None:
    change(desk, account, kind=kind, verified=verified)

    check_now(account, surroundings=around)

    assert queries.grants_of(account.pk) == {right: right in given for right in Right}
    assert Account.objects.get(pk=account.pk).can_send is verified


def test_rights_wechat_takes_away_are_noted_and_stop_the_letters(
    desk: Desk, account: Account, around: Surroundings
) -> None:
    check_now(account, surroundings=around)
    revision = queries.revisions()[account.pk]
    change(desk, account, verified=False)

    renew_rights(account, surroundings=around)

    account.refresh_from_db()
    lost = {change.right for change in queries.changes_of(account.pk) if not change.is_given}
    verdicts = {one.key: one.verdict for one in card(Standing.of(account, queries.grants_of(account.pk)))}
    assert {Right.USERS, Right.TAGS} <= lost
    assert (verdicts["followers"], verdicts["answer_later"], verdicts["reply"]) == (
        Verdict.CANNOT,
        Verdict.CANNOT,
        Verdict.CAN,
    )
    assert (account.can_send, queries.revisions()[account.pk]) == (False, revision + 1)


def test_rights_are_not_asked_for_again_after_several_refusals(
    desk: Desk, account: Account, around: Surroundings
) -> None:
    change(desk, account, allowed_ips=["203.0.113.7"])
    for _ in range(3):
        check_now(account, surroundings=around)
    before = desk.calls("stable_token")

    renew_rights(account, surroundings=around)

    assert (before, desk.calls("stable_token")) == (before, before)


def test_unclear_word_changes_nothing(desk: Desk, account: Account, around: Surroundings) -> None:
    check_now(account, surroundings=around)
    desk.control("PUT", "faults/error", errcode=45009, path="user/get", count=10)

    check_now(account, surroundings=around)

    assert (queries.grants_of(account.pk)[Right.USERS], queries.changes_of(account.pk).count()) == (True, 0)


def test_probes_change_nothing_at_the_account(desk: Desk, account: Account, around: Surroundings) -> None:
    def calls() -> set[str]:
        rows = desk.http.get("/_sandbox/log", params={"limit": 200}).json()["rows"]
        return {str(row["title"]) for row in rows if row["kind"] == "call"}

    check_now(account, surroundings=around)

    harmless = {"get", "count", "list", "check", "batchget", "getusersummary", "gettemplate"}
    told = {title.rsplit("/")[-1] for title in calls()}
    others = {
        "stable_token",
        "getcallbackip",
        "get_materialcount",
        "getkflist",
        "get_all_private_template",
        "get_current_autoreply_info",
    }
    assert told - harmless - others == set()
