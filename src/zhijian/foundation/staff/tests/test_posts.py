"""Posts: given within one's own reach, for a term, and never the last head's away."""

from datetime import timedelta

import pytest
from django.utils.timezone import localdate

from zhijian.foundation.audit.models import Line
from zhijian.foundation.org.models import Unit
from zhijian.foundation.org.tests.builders import a_unit
from zhijian.foundation.staff import errors, services
from zhijian.foundation.staff.models import Post, Staff
from zhijian.foundation.staff.queries import (
    colleagues_kept_by,
    colleagues_visible_to,
    holders_over,
    posts_visible_to,
)
from zhijian.foundation.staff.roles import EDIT_ANSWERS, Role
from zhijian.foundation.staff.sentences import in_short, nothing_of, sentences_of
from zhijian.foundation.staff.tests.builders import a_person, a_post

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Unit:
    return a_unit("青禾镇党委")


@pytest.fixture
def village(town: Unit) -> Unit:
    return a_unit("河东村党支部", town)


@pytest.fixture
def neighbour(town: Unit) -> Unit:
    return a_unit("沿河村党支部", town)


def test_one_gives_roles_where_one_is_administrator(village: Unit) -> None:
    group = a_unit("第一党小组", village)
    head, lin = a_person("head", (Role.ADMINISTRATOR, village)), a_person("lin")

    services.give_post(lin, role=Role.EDITOR, unit=group, by=head)

    assert lin.rights.held == ((Role.EDITOR, group.path),)


@pytest.mark.parametrize("where", ["town", "neighbour", "house"])
def test_one_gives_none_above_beside_or_everywhere(
    where: str, town: Unit, village: Unit, neighbour: Unit
) -> None:
    head, lin = a_person("head", (Role.ADMINISTRATOR, village), (Role.EDITOR, town)), a_person("lin")
    unit = {"town": town, "neighbour": neighbour, "house": None}[where]

    with pytest.raises(errors.BeyondRights):
        services.give_post(lin, role=Role.EDITOR, unit=unit, by=head)

    assert lin.rights.held == ()


def test_one_ends_posts_only_there_too(village: Unit, neighbour: Unit) -> None:
    head = a_person("head", (Role.ADMINISTRATOR, village))
    lin = a_person("lin", (Role.EDITOR, village), (Role.EDITOR, neighbour))
    here, there = lin.posts.order_by("pk")

    services.end_post(here, by=head)
    with pytest.raises(errors.BeyondRights):
        services.end_post(there, by=head)

    assert Staff.objects.get(pk=lin.pk).rights.held == ((Role.EDITOR, neighbour.path),)


def test_a_post_ended_at_once_is_held_no_more_that_day(village: Unit) -> None:
    lin = a_person("lin", (Role.EDITOR, village))

    services.end_post(lin.posts.get(), by="tests")

    assert (lin.rights.held, Post.objects.get().until_day) == ((), localdate() - timedelta(days=1))


def test_a_post_given_today_and_ended_today_was_never_held(village: Unit) -> None:
    lin = a_person("lin")
    post = services.give_post(lin, role=Role.EDITOR, unit=village, by="tests")

    services.end_post(post, by="tests")

    assert not Post.objects.exists()
    assert [line.action for line in Line.objects.filter(action__startswith="post.").order_by("pk")] == [
        "post.given",
        "post.ended",
    ]


def test_the_same_post_is_held_once_at_a_time(village: Unit) -> None:
    lin = a_person("lin", (Role.EDITOR, village))

    with pytest.raises(errors.PostHeldAlready):
        services.give_post(lin, role=Role.EDITOR, unit=village, by="tests")


def test_a_term_does_not_end_before_it_begins(village: Unit) -> None:
    with pytest.raises(errors.TermOutOfOrder):
        services.give_post(
            a_person("lin"),
            role=Role.EDITOR,
            unit=village,
            by="tests",
            until_day=localdate() - timedelta(days=1),
        )


def test_a_head_whose_term_ends_is_not_counted_on(village: Unit) -> None:
    wen, mo = a_person("wen", (Role.ADMINISTRATOR, None)), a_person("mo")
    a_post(mo, Role.ADMINISTRATOR, until_day=localdate() + timedelta(days=30))
    a_person("head", (Role.ADMINISTRATOR, village))

    with pytest.raises(errors.LastAdministrator):
        services.end_post(wen.posts.get(), by=mo)
    with pytest.raises(errors.LastAdministrator):
        services.end_post(wen.posts.get(), by=mo, on=localdate() + timedelta(days=300))


def test_a_second_head_is_given_by_the_only_one_alone_and_a_third_by_two() -> None:
    wen, mo, lin = a_person("wen", (Role.ADMINISTRATOR, None)), a_person("mo"), a_person("lin")

    services.give_post(mo, role=Role.ADMINISTRATOR, unit=None, by=wen)
    with pytest.raises(errors.TakesTwo):
        services.give_post(lin, role=Role.ADMINISTRATOR, unit=None, by=wen)

    assert (mo.rights.held, lin.rights.held) == (((Role.ADMINISTRATOR, ""),), ())


def test_who_manages_a_part_sees_and_keeps_whom_he_may(town: Unit, village: Unit, neighbour: Unit) -> None:
    head = a_person("head", (Role.ADMINISTRATOR, village))
    lin, zhou = a_person("lin", (Role.EDITOR, village)), a_person("zhou", (Role.EDITOR, neighbour))
    both = a_person("both", (Role.EDITOR, village), (Role.SECRETARY, town))
    wen = a_person("wen", (Role.ADMINISTRATOR, None))

    assert set(colleagues_visible_to(head)) == {head, lin, both}
    assert set(colleagues_kept_by(head)) == {head, lin}
    assert {post.staff for post in posts_visible_to(head)} == {head, lin, both}
    assert set(colleagues_visible_to(wen)) == set(colleagues_kept_by(wen)) == {head, lin, zhou, both, wen}


def test_holders_are_found_from_above_and_not_from_beside(town: Unit, village: Unit, neighbour: Unit) -> None:
    wen, bo = a_person("wen", (Role.ADMINISTRATOR, None)), a_person("bo", (Role.EDITOR, town))
    lin = a_person("lin", (Role.EDITOR, village))
    a_person("zhou", (Role.EDITOR, neighbour))
    a_person("ma", (Role.AUDITOR, village))
    a_person("off", (Role.EDITOR, village), is_active=False)

    assert set(holders_over(village.path, *EDIT_ANSWERS)) == {wen, bo, lin}


def test_rights_are_said_in_sentences(village: Unit, neighbour: Unit) -> None:
    li = a_person("li", (Role.EDITOR, village), (Role.EDITOR, neighbour), (Role.AUDITOR, None), name="李敏")
    chen = a_person("chen", name="陈玉兰")
    a_post(chen, Role.SECRETARY, village, until_day=localdate().replace(month=12, day=31))

    assert sentences_of(li) == [
        "李敏可以在河东村党支部等 2 个组织编辑自动回复、资料库和菜单，管组织和名册。",
        "李敏可以在全部组织看操作记录，别的都看不到。",
    ]
    assert sentences_of(chen) == [
        f"陈玉兰可以在河东村党支部管名册，同意组织关系转接，到 {localdate().year}年12月31日 为止。"
    ]
    assert in_short(li) == "编辑（组织委员） · 河东村党支部等 2 个组织；审计人 · 全部组织"


def test_sentences_say_nothing_of_posts_the_reader_does_not_manage(village: Unit, neighbour: Unit) -> None:
    head = a_person("head", (Role.ADMINISTRATOR, village))
    zhou = a_person("zhou", (Role.EDITOR, neighbour), name="周建")

    seen = head.rights.scope(Role.ADMINISTRATOR)

    assert (sentences_of(zhou, seen=seen), nothing_of(zhou)) == ([], "周建今天没有岗位，登录后什么都做不了。")
