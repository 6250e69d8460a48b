"""A small town for the pages of 组织: a committee, a general branch, villages, and people in them."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.test import Client
from django.utils.timezone import localdate

from zhijian.foundation.org import services
from zhijian.foundation.org.models import Member, Unit
from zhijian.foundation.org.tests.builders import a_member, a_unit

ORG = "/console/org/"


@dataclass(frozen=True)
class Town:
    town: Unit
    river: Unit
    hill: Unit
    hedong: Unit
    hexi: Unit
    ferry: Unit
    elders: Unit
    he: Member
    wang: Member
    wang_younger: Member


def a_town() -> Town:
    """渡口村 was called 河渡村; 河东村's secretary ends soon, 渡口村's chair is empty."""
    today = localdate()
    town = a_unit("青禾镇党委", code="QH")
    river, hill = a_unit("沿河片区党总支", town, code="YH"), a_unit("山前片区党总支", town, code="SQ")
    hedong, hexi = a_unit("河东村党支部", river, code="HD"), a_unit("河西村党支部", river, code="HX")
    ferry = a_unit("河渡村党支部", river, code="DK")
    services.rename_unit(ferry, name="渡口村党支部", kind="党支部", on=date(2021, 6, 1), by="tests")
    elders = a_unit("青禾镇离退休干部第二党支部委员会（老干部活动中心）", town, code="LTX")
    a_unit("石桥村党支部", hill, code="SQC")
    ferry.refresh_from_db()
    he = a_member(hedong, "何建平", birth_year=1978, joined="2003-07")
    wang = a_member(hedong, "王建国", birth_year=1952, phone="13900000001", joined="1976")
    younger = a_member(hedong, "王建国", birth_year=1985)
    for name, year in (
        ("赵德明", 1948),
        ("孙桂芳", 1945),
        ("欧阳文静", 1997),
        ("买买提江·阿卜杜热合曼", 1981),
    ):
        a_member(hedong, name, birth_year=year)
    ma = a_member(hexi, "马晓燕", birth_year=1980)
    shen = a_member(ferry, "沈国华", birth_year=1969)
    services.appoint(
        he, unit=hedong, title="书记", from_day=date(2023, 12, 5), until_day=today + timedelta(12), by="t"
    )
    services.appoint(wang, unit=hedong, title="组织委员", from_day=date(2023, 12, 5), by="tests")
    services.appoint(ma, unit=hexi, title="书记", from_day=date(2022, 3, 1), by="tests")
    old = services.appoint(
        a_member(ferry, "老书记"), unit=ferry, title="书记", from_day=date(2020, 3, 1), by="t"
    )
    services.end_office(old, on=today - timedelta(20), by="tests")
    services.appoint(
        shen, unit=ferry, title="书记", is_deputy=True, from_day=today - timedelta(19), by="tests"
    )
    services.label_members([younger], label=services.make_label("流动党员", by="tests"), by="tests")
    services.receive_guest(shen, unit=hedong, until_day=today + timedelta(60), why="照看孙子", by="tests")
    return Town(town, river, hill, hedong, hexi, ferry, elders, he, wang, younger)


def unit_at(unit: Unit, rest: str = "") -> str:
    return f"{ORG}units/{unit.pk}/{rest}"


def member_at(member: Member, rest: str = "") -> str:
    return f"{ORG}members/{member.code}/{rest}"


def text_of(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()
