"""Our tags at WeChat, over the wire: made, filled, kept in step, given back."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
from asgiref.sync import async_to_sync
from django.utils.timezone import localdate, now

from tests.courier.conftest import Desk
from zhijian.courier import tagging as there
from zhijian.courier.clients import open_client
from zhijian.foundation.accounts import queries as accounts
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.followers import services as followers
from zhijian.foundation.followers.models import Binding, Follower, Tag, TagBook, TagCarrier
from zhijian.foundation.followers.services import tagging
from zhijian.foundation.followers.services.tagging import TagFor
from zhijian.foundation.followers.tests.builders import LONG_AGO
from zhijian.foundation.followers.ways import Way
from zhijian.foundation.org.models import Unit
from zhijian.foundation.org.services import label_members, make_label, move_member
from zhijian.foundation.org.tests.builders import a_member, a_unit
from zhijian.foundation.tasks.models import Task


@pytest.fixture
def town(account: Account) -> Unit:
    return a_unit()


@pytest.fixture
def branch(town: Unit) -> Unit:
    return a_unit("河东村党支部", town)


def openid(number: int) -> str:
    return f"oTagged{number:021}"


def bound(desk: Desk, account: Account, unit: Unit, *, first: int = 0, many: int = 1) -> list[Binding]:
    made = []
    for number in range(first, first + many):
        desk.control("POST", "followers", appid=account.appid, openid=openid(number), follows=True)
        follower = followers.note_followed(account_id=account.pk, openid=openid(number), at=LONG_AGO)
        member = a_member(unit, f"党员{number}", birth_year=localdate().year - 40 - number)
        made.append(followers.bind(follower, member=member, way=Way.PHONE))
    return made


def look(account: Account, *, in_use: Mapping[int, str] | None = None, most: int = 10**6) -> None:
    steps = iter(range(most))
    there.look(account.pk, lambda _done, _total: next(steps, None) is not None, in_use=in_use or {})


def asked(account: Account, method: str, *given: Any, **named: Any) -> Any:
    """The account's own calls, as somebody in WeChat's back end would make them."""

    credentials = accounts.credentials_of(account.pk)

    async def ask() -> Any:
        async with open_client(credentials) as client:
            return await getattr(client.tags, method)(*given, **named)

    return async_to_sync(ask)()


def tags_there(account: Account) -> dict[str, int]:
    return {tag.name: tag.count for tag in asked(account, "list") if tag.id > 2}


def test_tag_is_made_and_filled_with_a_whole_subtree(
    desk: Desk, account: Account, town: Unit, branch: Unit
) -> None:
    bound(desk, account, branch, many=3)
    bound(desk, account, a_unit("别的党委"), first=9)
    tag = followers.claim_tag(account, TagFor(unit=town), used_for="菜单", by="Wen")

    look(account)

    tag.refresh_from_db()
    assert tags_there(account) == {"指·青禾镇党委": 3}
    assert (tag.filled_at is not None, tag.carriers.count(), tag.used_for) == (True, 3, "菜单")


def test_label_and_age_narrow_it(desk: Desk, account: Account, branch: Unit) -> None:
    members = [one.member for one in bound(desk, account, branch, many=3)]
    label = make_label("老党员", by="tests")
    label_members(members[:2], label=label, by="tests")
    followers.claim_tag(account, TagFor(unit=branch, label=label, ages=(41, 60)), used_for="", by="Wen")

    look(account)

    assert tags_there(account) == {"指·河东村党支部·老党员·41-60": 1}


def test_same_audience_has_one_tag(account: Account, town: Unit) -> None:
    first = followers.claim_tag(account, TagFor(unit=town), used_for="菜单", by="Wen")
    again = followers.claim_tag(account, TagFor(unit=town), used_for="推送", by="Lin")

    assert (again.pk, again.used_for, Tag.objects.count(), Task.objects.count()) == (first.pk, "推送", 1, 1)


def test_more_than_fifty_go_in_several_calls(desk: Desk, account: Account, branch: Unit) -> None:
    bound(desk, account, branch, many=51)
    followers.claim_tag(account, TagFor(unit=branch), used_for="", by="Wen")

    look(account)

    assert tags_there(account) == {"指·河东村党支部": 51}
    assert desk.calls("tags/members/batchtagging") == 2


def test_members_who_come_and_go_are_followed(desk: Desk, account: Account, town: Unit, branch: Unit) -> None:
    stays, goes = bound(desk, account, branch, many=2)
    tag = followers.claim_tag(account, TagFor(unit=branch), used_for="", by="Wen")
    look(account)
    move_member(goes.member, to=town, by="tests")
    bound(desk, account, branch, first=7)

    planned = tagging.plan_looks_where_out_of_step()
    look(account)

    carry = set(Follower.objects.filter(carries__tag=tag).values_list("openid", flat=True))
    assert (planned, carry) == (1, {stays.follower.openid, openid(7)})
    assert (tags_there(account), tagging.plan_looks_where_out_of_step()) == ({"指·河东村党支部": 2}, 0)


def test_who_leaves_and_comes_back_bound_is_tagged_again(desk: Desk, account: Account, branch: Unit) -> None:
    (chen,) = bound(desk, account, branch)
    followers.claim_tag(account, TagFor(unit=branch), used_for="", by="Wen")
    look(account)
    followers.note_left(account_id=account.pk, openid=openid(0), at=now())
    followers.note_followed(account_id=account.pk, openid=openid(0), at=now())
    followers.bind(chen.follower, member=chen.member, way=Way.PHONE)
    before = desk.calls("batchtagging")

    look(account)

    assert desk.calls("batchtagging") == before + 1


def test_stopped_filling_goes_on(desk: Desk, account: Account, branch: Unit) -> None:
    bound(desk, account, branch, many=60)
    tag = followers.claim_tag(account, TagFor(unit=branch), used_for="", by="Wen")

    look(account, most=1)
    half = tag.carriers.count()
    look(account)

    assert (half, tag.carriers.count(), desk.calls("batchtagging")) == (50, 60, 2)


def test_tag_made_before_a_crash_is_found_by_its_name(account: Account, branch: Unit) -> None:
    made = asked(account, "create", "指·河东村党支部")
    tag = followers.claim_tag(account, TagFor(unit=branch), used_for="", by="Wen")

    look(account)

    tag.refresh_from_db()
    assert tag.number == made.id


def test_tags_made_by_hand_are_counted_and_left_alone(account: Account, branch: Unit) -> None:
    asked(account, "create", "老客户")
    tag = followers.claim_tag(account, TagFor(unit=branch), used_for="", by="Wen")
    look(account)

    followers.return_tag(tag, by="Wen")
    look(account)

    assert (tags_there(account), TagBook.objects.get().made_by_hand) == ({"老客户": 0}, 1)


def test_tag_deleted_in_the_back_end_is_made_again(desk: Desk, account: Account, branch: Unit) -> None:
    bound(desk, account, branch)
    tag = followers.claim_tag(account, TagFor(unit=branch), used_for="", by="Wen")
    look(account)
    tag.refresh_from_db()
    asked(account, "delete", tag.number)

    look(account)

    assert tags_there(account) == {"指·河东村党支部": 1}


def test_unused_tag_is_given_back_after_a_month(account: Account, branch: Unit) -> None:
    followers.claim_tag(account, TagFor(unit=branch), used_for="", by="Wen")
    look(account)
    Tag.objects.update(used_at=now() - timedelta(days=31))

    look(account)

    assert (tags_there(account), Tag.objects.count()) == ({}, 0)


def test_tag_that_a_menu_shows_stays(account: Account, branch: Unit) -> None:
    tag = followers.claim_tag(account, TagFor(unit=branch), used_for="", by="Wen")
    look(account)
    tag.refresh_from_db()
    Tag.objects.update(used_at=now() - timedelta(days=31))

    look(account, in_use={tag.number or 0: "菜单"})

    tag.refresh_from_db()
    assert (tag.used_for, now() - tag.used_at < timedelta(minutes=1)) == ("菜单", True)


def test_full_account_says_so_until_a_tag_makes_room(desk: Desk, account: Account, branch: Unit) -> None:
    old = followers.claim_tag(account, TagFor(unit=a_unit("别的党委")), used_for="", by="Wen")
    look(account)
    for number in range(99 - len(tags_there(account)) + 1):
        desk_made = asked(account, "create", f"手工{number}")
        assert desk_made.id
    new = followers.claim_tag(account, TagFor(unit=branch), used_for="", by="Wen")

    look(account)
    new.refresh_from_db()
    full = new.errcode
    Tag.objects.filter(pk=old.pk).update(used_at=now() - timedelta(days=2))
    look(account)

    new.refresh_from_db()
    assert (full, new.errcode, new.number is not None) == (45056, 0, True)
    assert not Tag.objects.filter(pk=old.pk).exists()


def test_person_with_twenty_tags_is_passed_over(desk: Desk, account: Account, branch: Unit) -> None:
    bound(desk, account, branch, many=3)
    for number in range(20):
        one = asked(account, "create", f"手工{number}")
        asked(account, "put_on", one.id, openids=[openid(1)])
    tag = followers.claim_tag(account, TagFor(unit=branch), used_for="", by="Wen")

    look(account)
    calls = desk.calls("batchtagging")
    look(account)

    carriers = dict(TagCarrier.objects.filter(tag=tag).values_list("follower__openid", "errcode"))
    assert carriers == {openid(0): 0, openid(1): 45059, openid(2): 0}
    assert desk.calls("batchtagging") == calls


def test_refused_account_says_so(desk: Desk, account: Account, branch: Unit) -> None:
    desk.control("PATCH", f"apps/{account.appid}", verified=False)
    followers.claim_tag(account, TagFor(unit=branch), used_for="", by="Wen")

    look(account)

    assert TagBook.objects.get().errcode == 48001


def test_long_names_fit_and_differ(account: Account) -> None:
    for code in ("A", "B"):
        unit = a_unit("中国共产党青禾镇沿河片区河东村第一网格党小组联合支部委员会", code=code)
        followers.claim_tag(account, TagFor(unit=unit), used_for="", by="Wen")

    names = list(Tag.objects.values_list("name", flat=True))
    assert ([len(name) for name in names], len(set(names))) == ([30, 30], 2)
