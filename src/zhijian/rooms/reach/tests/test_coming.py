"""Who comes by which code: counted once, and kept of nobody."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils.timezone import localdate, now

from zhijian.foundation.accounts.models import Account
from zhijian.foundation.accounts.tests.builders import an_account
from zhijian.foundation.followers import services as followers
from zhijian.foundation.followers.models import Follower
from zhijian.foundation.intake.arrivals import StoredArrival
from zhijian.foundation.org.models import Member, Unit
from zhijian.foundation.org.tests.builders import a_member, a_unit
from zhijian.rooms.reach import hears
from zhijian.rooms.reach.models import Counted, Following, Invitation, InvitationDay
from zhijian.rooms.reach.queries.invitations import Counts, counts_of, joins_by_day
from zhijian.rooms.reach.services import inviting
from zhijian.rooms.reach.services.inviting import invite_member, invite_unit

pytestmark = pytest.mark.django_db

MEI = "o-mei"


@pytest.fixture
def branch() -> Unit:
    return a_unit("河东村党支部", a_unit())


@pytest.fixture
def account(branch: Unit) -> Account:
    return an_account(unit=branch.superior)


@pytest.fixture
def code(account: Account, branch: Unit) -> Invitation:
    return invite_unit(branch, account=account, by="tests")


def stored(
    account: Account, number: int = 1, *, event: str = "", key: str = "", text: str = ""
) -> StoredArrival:
    at = datetime.now(UTC)
    raw = (
        f"<xml><ToUserName>gh</ToUserName><FromUserName>{MEI}</FromUserName><CreateTime>{int(at.timestamp())}"
        f"</CreateTime><MsgType>text</MsgType><Content><![CDATA[{text}]]></Content><MsgId>{number}</MsgId></xml>"
    )
    return StoredArrival(
        id=number,
        account_id=account.pk,
        account=account.slug,
        received_at=at,
        msg_id=str(number),
        from_openid=MEI,
        created_at=int(at.timestamp()),
        type="event" if event else "text",
        event=event,
        event_key=key,
        raw=raw.encode(),
        answer="",
        outcome="answered",
        rule_id=None,
        followups="",
        is_replay=False,
        tries=0,
    )


def follows(account: Account, *, at: datetime | None = None, scene: str = "") -> Follower:
    return followers.note_followed(account_id=account.pk, openid=MEI, at=at or now(), scene=scene)


def counted(code: Invitation) -> tuple[int, int]:
    found = counts_of([code])[code.pk]
    return found.scans, found.joins


def test_who_follows_by_a_code_is_a_scan_and_a_join(account: Account, code: Invitation) -> None:
    hears.hear(stored(account, event="subscribe", key=f"qrscene_{code.scene}"), replay=False)

    assert counts_of([code]) == {code.pk: Counts(scans=1, joins=1, joins_lately=1, joins_before=0)}
    assert joins_by_day(code, since=localdate()) == [(localdate(), 1, 1)]


def test_same_message_counts_once(account: Account, code: Invitation) -> None:
    row = stored(account, event="subscribe", key=f"qrscene_{code.scene}")

    for replay in (False, False, True):
        hears.hear(row, replay=replay)

    assert (counted(code), Counted.objects.count()) == ((1, 1), 1)


def test_scan_of_a_follower_is_no_join(account: Account, code: Invitation) -> None:
    hears.hear(stored(account, event="SCAN", key=code.scene), replay=False)

    assert counted(code) == (1, 0)


def test_word_of_a_new_follower_counts_like_a_scan(account: Account, code: Invitation) -> None:
    mei = follows(account)

    hears.hear(stored(account, 1, text=f"河东　{code.number}"), replay=False)
    hears.hear(stored(account, 2, text=code.said), replay=False)

    mei.refresh_from_db()
    assert (counted(code), mei.scene) == ((2, 1), code.scene)


@pytest.mark.parametrize(("days", "scene"), [(30, ""), (0, "another")])
def test_word_of_who_followed_otherwise_is_no_join(
    account: Account, code: Invitation, days: int, scene: str
) -> None:
    follows(account, at=now() - timedelta(days=days), scene=scene)

    hears.hear(stored(account, text=code.said), replay=False)

    assert counted(code) == (1, 0)


def test_word_that_was_not_believed_is_not_counted(account: Account, code: Invitation) -> None:
    row = stored(account, text=code.said)
    doubted = StoredArrival(**{name: getattr(row, name) for name in row.__slots__} | {"outcome": "guided"})

    hears.hear(doubted, replay=False)

    assert counted(code) == (0, 0)


def test_revoked_code_counts_nothing(account: Account, code: Invitation) -> None:
    inviting.revoke(code, by="tests")

    hears.hear(stored(account, event="SCAN", key=code.scene), replay=False)

    assert InvitationDay.objects.count() == 0


def test_own_code_says_whom_was_reached(account: Account, branch: Unit) -> None:
    chen = a_member(branch)
    his = invite_member(chen, account=account, by="tests")
    mei = follows(account, scene=his.scene)

    hears.hear(stored(account, event="subscribe", key=f"qrscene_{his.scene}"), replay=False)

    assert [(one.member, one.follower) for one in Following.objects.all()] == [(chen, mei)]
    assert (counts_of([his]), joins_by_day(his, since=localdate())) == ({}, [])


def test_nothing_kept_of_a_count_names_the_follower(account: Account, code: Invitation) -> None:
    follows(account, scene=code.scene)
    hears.hear(stored(account, event="subscribe", key=f"qrscene_{code.scene}"), replay=False)

    kept = [*InvitationDay.objects.values(), *Counted.objects.values(), *Invitation.objects.values()]

    assert (len(kept), MEI in str(kept)) == (3, False)


def test_who_leaves_takes_his_scene_along(account: Account, code: Invitation) -> None:
    follows(account, at=now() - timedelta(hours=1), scene=code.scene)

    left = followers.note_left(account_id=account.pk, openid=MEI, at=now())

    assert (left.scene, Member.objects.count()) == ("", 0)
