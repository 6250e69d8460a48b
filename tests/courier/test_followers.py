"""Comparing whom we know with WeChat's list, over the wire."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils.timezone import now

from tests.courier.conftest import MEI, Desk
from zhijian.courier import followers as asking
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.followers import services
from zhijian.foundation.followers.models import Binding, Follower, Reconciling, Unbinding
from zhijian.foundation.followers.services import reconciling
from zhijian.foundation.followers.tests.builders import LONG_AGO, a_bound_follower
from zhijian.foundation.followers.ways import Known
from zhijian.foundation.org.tests.builders import a_member, a_unit
from zhijian.wechat.errors import SystemBusy

GONE = "oGoneOfTheCourierTests000001"


def always(_done: int, _total: int) -> bool:
    return True


def rows(account: Account) -> list[tuple[str, bool, str]]:
    found = Follower.objects.filter(account=account).order_by("openid")
    return [(one.openid, one.follows, one.is_known_by) for one in found]


def test_follower_whose_callback_was_lost_is_known(account: Account) -> None:
    run = asking.reconcile(account.pk, always)

    assert rows(account) == [(MEI, True, Known.LIST)]
    assert (run.total, run.listed, run.came, run.went, run.is_under_way) == (1, 1, 1, 0, False)


def test_since_when_and_by_which_code_he_came_is_asked_once(account: Account, desk: Desk) -> None:
    asking.reconcile(account.pk, always)
    asking.reconcile(account.pk, always)

    mei = Follower.objects.get()
    assert mei.followed_at is not None
    assert abs(mei.followed_at - now()) < timedelta(minutes=5)
    assert (desk.calls("user/get"), desk.calls("user/info/batchget")) == (2, 1)


def test_lost_unsubscribe_is_made_good_and_erases_the_binding(account: Account) -> None:
    a_bound_follower(account, a_member(a_unit()), GONE)

    run = asking.reconcile(account.pk, always)

    assert rows(account) == [(GONE, False, Known.CALLBACK), (MEI, True, Known.LIST)]
    assert (run.came, run.went, Binding.objects.count()) == (1, 1, 0)
    assert [one.follower for one in Unbinding.objects.all()] == [None]


def test_who_came_back_unheard_follows_again(account: Account) -> None:
    services.note_followed(account_id=account.pk, openid=MEI, at=LONG_AGO)
    services.note_left(account_id=account.pk, openid=MEI, at=LONG_AGO + timedelta(days=1))

    asking.reconcile(account.pk, always)

    assert rows(account) == [(MEI, True, Known.LIST)]


def test_who_follows_while_it_is_compared_is_not_sent_away(account: Account) -> None:
    run = reconciling.begin(account.pk)
    services.note_followed(account_id=account.pk, openid=GONE, at=now())

    reconciling.note_page(run, [MEI], total=1, next_openid="")
    reconciling.note_missing(run)

    assert [openid for openid, follows, _ in rows(account) if follows] == [GONE, MEI]


def test_who_leaves_while_it_is_compared_has_left(account: Account) -> None:
    services.note_followed(account_id=account.pk, openid=MEI, at=LONG_AGO)
    run = reconciling.begin(account.pk)
    services.note_left(account_id=account.pk, openid=MEI, at=now())

    reconciling.note_page(run, [MEI], total=1, next_openid="")

    assert [follows for _, follows, _ in rows(account)] == [False]


def test_list_that_lacks_very_many_is_not_believed_before_somebody_says_so(account: Account) -> None:
    for each in range(60):
        services.note_followed(account_id=account.pk, openid=f"o-{each:03}", at=LONG_AGO)

    doubted = asking.reconcile(account.pk, always)
    follow_then = Follower.objects.filter(account=account, left_at=None).count()
    believed = asking.reconcile(account.pk, always, believe=True)

    assert (doubted.doubted, doubted.is_under_way, follow_then) == (60, True, 61)
    assert (believed.went, believed.is_under_way) == (60, False)
    assert Follower.objects.filter(account=account, left_at=None).count() == 1


def test_list_shorter_than_it_says_is_not_believed(account: Account) -> None:
    services.note_followed(account_id=account.pk, openid=GONE, at=LONG_AGO)
    run = reconciling.begin(account.pk)

    reconciling.note_page(run, [MEI], total=3, next_openid="")
    reconciling.note_missing(run)

    assert (run.doubted, Follower.objects.get(openid=GONE).follows) == (1, True)


def test_refused_account_says_so_and_keeps_whom_it_knows(desk: Desk, account: Account) -> None:
    desk.control("PATCH", f"apps/{account.appid}", verified=False)
    services.note_followed(account_id=account.pk, openid=GONE, at=LONG_AGO)

    run = asking.reconcile(account.pk, always)

    assert (run.errcode, rows(account)) == (48001, [(GONE, True, Known.CALLBACK)])


def test_used_up_quota_goes_on_another_day(desk: Desk, account: Account) -> None:
    desk.control("PUT", "faults/error", errcode=45009, path="user/info/batchget")

    first = asking.reconcile(account.pk, always)
    second = asking.reconcile(account.pk, always)

    assert (first.errcode, first.is_under_way) == (45009, True)
    assert (second.errcode, second.is_under_way) == (0, False)
    assert desk.calls("user/get") == 1


def test_stopped_comparison_goes_on_where_it_was(desk: Desk, account: Account) -> None:
    desk.control("POST", "followers", appid=account.appid, count=150, follows=True)
    steps = iter([True, False])

    asking.reconcile(account.pk, lambda _done, _total: next(steps))
    stopped = Reconciling.objects.get()
    asking.reconcile(account.pk, always)

    assert (stopped.has_listed, stopped.is_under_way) == (True, True)
    assert (desk.calls("user/get"), desk.calls("batchget")) == (1, 2)
    assert not Reconciling.objects.get().is_under_way


def test_openid_that_wechat_does_not_know_spoils_no_other(desk: Desk, account: Account) -> None:
    services.note_followed(account_id=account.pk, openid=GONE, at=now() + timedelta(minutes=1))

    asking.reconcile(account.pk, always)

    asked = dict(Follower.objects.values_list("openid", "asked_at"))
    assert (None in asked.values(), rows(account)[1]) == (False, (MEI, True, Known.LIST))


def test_trouble_is_raised_and_the_next_one_goes_on(desk: Desk, account: Account) -> None:
    desk.control("PUT", "faults/error", errcode=-1, path="user/get")

    with pytest.raises(SystemBusy):
        asking.reconcile(account.pk, always)

    assert asking.reconcile(account.pk, always).listed == 1


def test_times_are_wechats(account: Account) -> None:
    services.note_followed(account_id=account.pk, openid="o", at=LONG_AGO)
    at = datetime(2025, 5, 1, tzinfo=UTC)

    reconciling.note_told(account.pk, [reconciling.Told("o", follows=True, followed_at=at, scene="三支部")])

    one = Follower.objects.get()
    assert (one.followed_at, one.scene) == (at, "三支部")
