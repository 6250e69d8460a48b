"""谁能看到我: it says what the pages do."""

from datetime import timedelta

import pytest
from django.utils.timezone import localdate

from zhijian.foundation.org import services as org
from zhijian.foundation.org.models import Member, Unit
from zhijian.foundation.org.tests.builders import a_member, a_unit
from zhijian.foundation.staff.models import Staff
from zhijian.foundation.staff.queries import who_sees
from zhijian.foundation.staff.roles import Role
from zhijian.foundation.staff.roster import members_visible_to
from zhijian.foundation.staff.seers import Field
from zhijian.foundation.staff.tests.builders import a_person, a_post

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Unit:
    return a_unit("青禾镇党委")


@pytest.fixture
def village(town: Unit) -> Unit:
    return a_unit("河东村党支部", town)


@pytest.fixture
def chen(village: Unit) -> Member:
    return a_member(village, "陈玉兰")


def test_his_own_unit_is_named_by_person_and_those_above_by_role(
    town: Unit, village: Unit, chen: Member
) -> None:
    a_person("li", (Role.SECRETARY, village), name="李敏")
    a_person("wang", (Role.SECRETARY, town), name="王书记")
    a_person("wen", (Role.ADMINISTRATOR, None), name="文")

    said = [(seer.role, seer.where, seer.names) for seer in who_sees(chen)]

    assert said == [
        ("书记", "河东村党支部", ("李敏",)),
        ("书记", "青禾镇党委", ()),
        ("管理员", "全部组织", ()),
    ]


def test_who_reads_only_the_log_sees_only_his_name_there(village: Unit, chen: Member) -> None:
    a_person("ma", (Role.AUDITOR, village))
    a_person("inbox", (Role.INBOX_AGENT, village))

    assert [(seer.role, seer.fields) for seer in who_sees(chen)] == [("审计人", (Field.LOG,))]


def test_neighbours_and_terms_that_are_over_see_nothing(town: Unit, village: Unit, chen: Member) -> None:
    a_person("zhou", (Role.SECRETARY, a_unit("沿河村党支部", town)))
    a_person("group", (Role.SECRETARY, a_unit("第一党小组", village)))
    a_post(a_person("was"), Role.SECRETARY, village, until_day=localdate() - timedelta(days=1))
    a_person("off", (Role.SECRETARY, village), is_active=False)

    assert who_sees(chen) == []


def test_hosts_see_that_he_is_there(town: Unit, village: Unit, chen: Member) -> None:
    host = a_unit("沿河村党支部", town)
    org.receive_guest(chen, unit=host, until_day=localdate() + timedelta(days=30), by="tests")
    a_person("zhou", (Role.SECRETARY, host), name="周建")

    assert [(seer.where, seer.fields, seer.names) for seer in who_sees(chen)] == [
        ("沿河村党支部", (Field.NAME, Field.UNIT), ())
    ]


@pytest.mark.parametrize("role", list(Role))
def test_it_says_what_the_lists_show(role: Role, village: Unit, chen: Member) -> None:
    somebody = Staff.objects.get(pk=a_person("somebody", (role, village)).pk)

    is_said = any(Field.NAME in seer.fields for seer in who_sees(chen))

    assert is_said == members_visible_to(somebody).filter(pk=chen.pk).exists()
