"""我的: what a member reads about himself, and what he may change."""

import re
from datetime import timedelta

import pytest
from django.utils.timezone import localdate, now

from zhijian.foundation.audit.models import Line
from zhijian.foundation.followers import services as followers
from zhijian.foundation.followers.models import Binding, WrongGuess
from zhijian.foundation.followers.services.guessing import MOST_OF_A_FOLLOWER
from zhijian.foundation.org.models import Member, Office, Unit
from zhijian.foundation.org.tests.builders import a_member, an_id_number
from zhijian.foundation.staff.models import Post, Staff
from zhijian.foundation.visits import services as visits
from zhijian.portal.tests.phones import Phone, Town
from zhijian.portal.tests.test_binding_pages import wrong

pytestmark = pytest.mark.django_db


@pytest.fixture
def phone(town: Town) -> Phone:
    return town.phone_of(town.chen)


def given(role: str, unit: Unit | None, name: str) -> None:
    staff = Staff.objects.create(username=f"{role}-{name}", name=name)
    Post.objects.create(staff=staff, role=role, unit=unit, from_day="2024-01-01", given_by_name="tests")


def phone_of(member: Member) -> str:
    return Member.objects.get(pk=member.pk).phone.reveal()


def test_own_numbers_are_masked(phone: Phone) -> None:
    page = phone.words("/m/me/data/")

    assert ("139****0036" in page, "13912340036" in page, "1948" in page) == (True, False, True)


def test_his_id_number_is_masked_even_for_himself(town: Town) -> None:
    number = an_id_number()
    wu = a_member(town.hedong, "吴秀英", id_number=number)

    page = town.phone_of(wu).words("/m/me/data/")

    assert (number in page, number[-4:-1] in page, "身份证号" in page) == (False, False, True)


def test_a_new_number_is_taken_from_who_knows_the_old(town: Town, phone: Phone) -> None:
    answer = phone.post("/m/me/phone/", seen="/m/me/phone/", old_last_four="0036", new="139 9999 8888")

    line = Line.objects.filter(action="member.corrected").latest("pk")
    assert (answer["Location"], phone_of(town.chen)) == ("/m/me/data/", "13999998888")
    assert (line.actor_name, line.subject_id, line.details) == (
        "member",
        str(town.chen.pk),
        {"fields": ["phone"]},
    )


def test_a_wrong_old_number_changes_nothing_and_counts(town: Town, phone: Phone) -> None:
    answer = phone.post("/m/me/phone/", seen="/m/me/phone/", old_last_four="9999", new="13999998888")

    assert (answer.status_code, wrong(answer)[:12]) == (422, "旧号码的后四位没有对上，")
    assert (phone_of(town.chen), WrongGuess.objects.count()) == ("13912340036", 1)
    assert 'value="13999998888"' in answer.content.decode()


def test_guessing_the_old_number_ends(town: Town, phone: Phone) -> None:
    for _ in range(MOST_OF_A_FOLLOWER):
        WrongGuess.objects.update(at=now() - timedelta(hours=1))
        phone.post("/m/me/phone/", seen="/m/me/phone/", old_last_four="9999", new="13999998888")

    right = phone.post("/m/me/phone/", seen="/m/me/phone/", old_last_four="0036", new="13999998888")

    assert (right.status_code, phone_of(town.chen)) == (422, "13912340036")


def test_a_number_that_is_none_is_not_taken(town: Town, phone: Phone) -> None:
    answer = phone.post("/m/me/phone/", seen="/m/me/phone/", old_last_four="0036", new="三个八")

    assert (wrong(answer), phone_of(town.chen)) == ("新号码看着不像电话号码，请再看一遍。", "13912340036")


def test_the_rest_on_file_survives_a_new_number(town: Town, phone: Phone) -> None:
    phone.post("/m/me/phone/", seen="/m/me/phone/", old_last_four="0036", new="13999998888")

    town.chen.refresh_from_db()
    assert (town.chen.name, town.chen.birth_year) == ("陈玉兰", 1948)


def test_everybody_who_sees_him_is_named_and_nobody_else(town: Town, phone: Phone) -> None:
    given("secretary", town.hedong, "孙立平")
    given("editor", town.top, "林知远")
    given("administrator", None, "文秀英")
    given("secretary", town.hexi, "别处的书记")
    given("auditor", town.top, "只看记录的")

    seen = re.findall(r"<b>([^<]+ · [^<]+)</b>", phone.words("/m/me/sight/"))

    assert seen == ["孙立平 · 书记", "林知远 · 编辑（组织委员）", "文秀英 · 管理员"]


def test_who_held_an_office_is_not_named(town: Town, phone: Phone) -> None:
    given("secretary", town.hedong, "孙立平")
    Post.objects.update(until_day=localdate() - timedelta(days=1))

    assert "孙立平" not in phone.words("/m/me/sight/")


def test_an_office_that_ended_is_neither_shown_to_him_nor_to_others(town: Town, phone: Phone) -> None:
    Office.objects.update(until_day=localdate() - timedelta(days=1))

    assert "孙立平" not in phone.words("/m/")
    assert "书记" not in town.phone_of(town.sun).words("/m/me/data/")


def test_each_field_names_the_offices_that_see_it(town: Town, phone: Phone) -> None:
    given("secretary", town.hedong, "孙立平")

    found = re.findall(r"<span>([^<]+)<small>(书记[^<]*)</small>", phone.words("/m/me/sight/"))

    assert found == [
        ("姓名、组织、职务", "书记"),
        ("出生年、加入时间、标签", "书记"),
        ("是不是认识了，用的哪种办法", "书记"),
        ("手机号", "书记；名单上不显示，要一个人一个人点开"),
        ("身份证号", "书记；名单上不显示，要一个人一个人点开"),
    ]


def test_the_way_out_is_one_button(town: Town, phone: Phone) -> None:
    phone.post("/m/me/unbind/", seen="/m/me/unbind/")

    assert (Binding.objects.count(), phone.get("/m/me/data/")["Location"]) == (0, "/m/bind/")


def test_what_staff_undid_is_said_once(town: Town, phone: Phone) -> None:
    followers.unbind(Binding.objects.get(), by="孙立平", why="认错了人")

    first, second = phone.words("/m/"), phone.words("/m/")

    assert ("孙立平把您和陈玉兰的绑定解开了。" in first, "原因：认错了人。" in first) == (True, True)
    assert "解开了" not in second


def test_home_shows_who_the_secretary_is_and_his_number_only_if_he_wants(town: Town, phone: Phone) -> None:
    before = phone.words("/m/")
    secretary = town.phone_of(town.sun)
    secretary.post("/m/me/shown-phone/", seen="/m/me/phone/", shown="yes")
    after = phone.words("/m/")
    secretary.post("/m/me/shown-phone/", seen="/m/me/phone/", shown="no")

    assert ("孙立平" in before, "13912340037" in before) == (True, False)
    assert 'href="tel:13912340037"' in after
    assert "13912340037" not in phone.words("/m/")


def test_another_units_number_is_shown_to_nobody(town: Town) -> None:
    visits.show_phone(town.sun, shown=True)

    assert "13912340037" not in town.phone_of(town.wang).words("/m/")


def test_what_waits_is_shown_and_an_empty_list_speaks(town: Town, phone: Phone) -> None:
    before = phone.words("/m/")
    phone.post("/m/hearing/", seen="/m/hearing/", hears="all")

    assert ("想怎么收消息？" in before, "今天没有要办的事。喝口茶。" in before) == (True, False)
    assert "今天没有要办的事。喝口茶。" in phone.words("/m/")


def test_who_left_the_roster_is_not_a_member_here(town: Town, phone: Phone) -> None:
    Member.objects.filter(pk=town.chen.pk).update(state="moved")

    assert phone.get("/m/me/data/")["Location"] == "/m/bind/"
