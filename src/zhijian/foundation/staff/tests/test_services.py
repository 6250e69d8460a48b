from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.utils.timezone import now

from zhijian.foundation.audit.models import Line
from zhijian.foundation.staff import errors, services
from zhijian.foundation.staff.models import BrakeEntry, Invitation, Post, SetUpCode, Staff
from zhijian.foundation.staff.permissions import may_manage_staff
from zhijian.foundation.staff.queries import colleagues_visible_to, invited_by_code
from zhijian.foundation.staff.roles import Role
from zhijian.foundation.staff.services.tidying import forget_what_is_over

pytestmark = pytest.mark.django_db

PASSWORD = "a sentence one remembers"


def person(username: str, role: str = Role.EDITOR) -> Staff:
    return services.take_on(username=username, password=PASSWORD, role=role, name=username, actor="tests")


def sitting(who: Staff) -> UserSession:
    session = SessionStore()
    session.create()
    return UserSession.objects.create(
        user=who, ip="10.0.0.1", session_key=session.session_key, user_agent="Firefox"
    )


@pytest.mark.parametrize("taken", ["wen", "WEN"])
def test_a_user_name_is_one_persons(taken: str) -> None:
    person("wen")

    with pytest.raises(errors.NameTaken):
        person(taken)

    assert Staff.objects.count() == 1


@pytest.mark.parametrize("unusable", ["", "with space", "a" * 151, "<b>"])
def test_unusable_user_name_is_refused(unusable: str) -> None:
    with pytest.raises(errors.NameUnusable):
        person(unusable)


def test_one_administrator_stays() -> None:
    wen = person("wen", Role.ADMINISTRATOR)

    with pytest.raises(errors.LastAdministrator):
        services.switch_off(wen, by="tests")
    with pytest.raises(errors.LastAdministrator):
        services.end_post(wen.posts.get(), by="tests")

    assert (Post.objects.get().until_day, Staff.objects.get().is_active) == (None, True)


def test_an_administrator_who_was_switched_off_is_no_other_one() -> None:
    wen, mo = person("wen", Role.ADMINISTRATOR), person("mo", Role.ADMINISTRATOR)
    services.switch_off(mo, by="tests")

    with pytest.raises(errors.LastAdministrator):
        services.switch_off(wen, by="tests")


def test_switched_off_is_signed_out_and_his_link_is_dead() -> None:
    lin = person("lin")
    place = sitting(lin)
    code = services.invite(lin, by="tests")

    services.switch_off(lin, by="tests")

    assert (place.exists(), UserSession.objects.count(), invited_by_code(code)) == (False, 0, None)
    with pytest.raises(errors.InvitationOver):
        services.accept_invitation(code, password=PASSWORD)


def test_a_password_chosen_by_somebody_else_ends_every_sitting() -> None:
    lin = person("lin")
    here, there = sitting(lin), sitting(lin)

    services.choose_password(lin, password="another long sentence", keeping=here.session_key, by=lin)

    assert (here.exists(), there.exists()) == (True, False)


def test_only_who_manages_the_staff_sees_colleagues() -> None:
    wen, lin = person("wen", Role.ADMINISTRATOR), person("lin")

    assert (set(colleagues_visible_to(wen)), set(colleagues_visible_to(lin))) == ({wen, lin}, set())
    assert (may_manage_staff(wen), may_manage_staff(lin)) == (True, False)


def test_what_is_over_is_forgotten_and_the_rest_stays() -> None:
    lin = person("lin")
    old, young = sitting(lin), sitting(lin)
    Session.objects.filter(session_key=old.session_key).update(expire_date=now() - timedelta(seconds=1))
    cache.set("old", 1, timeout=1000)
    cache.set("young", 1, timeout=1000)
    BrakeEntry.objects.filter(cache_key__endswith="old").update(expires=now() - timedelta(seconds=1))
    SetUpCode.objects.create(code_hash="x", expires_at=now() - timedelta(seconds=1), attempts_left=1)
    services.invite(lin, by="tests")
    lines = Line.objects.count()

    forget_what_is_over()

    assert list(UserSession.objects.values_list("session_key", flat=True)) == [young.session_key]
    assert [key.rpartition(":")[2] for key in BrakeEntry.objects.values_list("cache_key", flat=True)] == [
        "young"
    ]
    assert (SetUpCode.objects.count(), Invitation.objects.count()) == (0, 1)
    assert Line.objects.count() == lines
