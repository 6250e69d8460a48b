"""Saying who one is: three screens, and every way it can go wrong."""

import re
import time
from datetime import timedelta

import pytest
from django.core.signing import TimestampSigner, b62_encode
from django.http import HttpResponse
from django.utils.timezone import now

from zhijian.foundation.accounts.models import Account
from zhijian.foundation.audit.models import Line
from zhijian.foundation.followers import services as followers
from zhijian.foundation.followers.models import Binding, Follower, HelpRequest, WrongGuess
from zhijian.foundation.followers.services.guessing import MOST_OF_A_FOLLOWER
from zhijian.foundation.followers.tests.builders import a_follower
from zhijian.foundation.followers.ways import Way
from zhijian.foundation.org.models import Member
from zhijian.foundation.org.services import note_departure
from zhijian.foundation.org.states import MemberState
from zhijian.foundation.org.tests.builders import a_member
from zhijian.foundation.visits.queries import wishes_of
from zhijian.portal.binding.tickets import ticket_for
from zhijian.portal.tests.phones import Phone, Town

pytestmark = pytest.mark.django_db


def says(
    phone: Phone, name: str = "陈玉兰", last_four: str = "0036", *, at: str = "/m/bind/"
) -> HttpResponse:
    return phone.post(at, seen="/m/bind/", name=name, last_four=last_four)


def ticket_of(follower: Follower, member: Member, *, ago: int) -> str:
    """As screen 1 signed it so many seconds ago."""

    class Then(TimestampSigner):
        def timestamp(self) -> str:
            return b62_encode(int(time.time()) - ago)

    ticket = Then(salt="zhijian.portal.binding").sign_object({"f": follower.pk, "m": [member.pk]})
    return str(ticket)


def wrong(answer: HttpResponse) -> str:
    found = re.search(r'id="wrong">.*?<span>(.*?)</span>', answer.content.decode(), re.DOTALL)
    return found[1] if found else ""


def test_three_screens_bind(town: Town) -> None:
    phone = town.stranger()

    agree = says(phone)["Location"]
    asked = phone.words(agree)
    hearing = phone.post(agree, seen=agree, member=town.chen.code)["Location"]
    done = phone.post(hearing, seen=hearing, hears="urgent")["Location"]

    assert ("您是陈玉兰吗？" in asked, "以后谁能看到您？" in asked) == (True, True)
    assert (hearing, done) == ("/m/hearing/", "/m/")
    binding, line = Binding.objects.get(), Line.objects.get(action="member.bound")
    assert line.whence == "127.0.0.1"
    assert (binding.member, binding.way, wishes_of(town.chen).hears) == (town.chen, Way.PHONE, "urgent")
    assert "陈玉兰" in phone.words("/m/")


def test_nothing_is_kept_before_the_button_that_agrees(town: Town) -> None:
    phone = town.stranger()

    phone.get(says(phone)["Location"])

    assert Binding.objects.count() == 0


@pytest.mark.parametrize(
    ("name", "last_four"),
    [("陈玉兰", "0037"), ("没有这人", "0036"), ("陈玉", "0036"), ("陈玉兰", "13912340036x")],
)
def test_a_wrong_guess_tells_nothing_apart_and_keeps_what_was_typed(
    town: Town, name: str, last_four: str
) -> None:
    answer = says(town.stranger(), name, last_four)

    page = answer.content.decode()
    assert (answer.status_code, wrong(answer)[:5], f'value="{name}"' in page) == (422, "没有对上。", True)


def test_empty_fields_are_asked_for_without_counting(town: Town) -> None:
    answer = says(town.stranger(), "", "")

    assert (answer.status_code, wrong(answer)) == (422, "姓名和手机号后四位都要填。")
    assert WrongGuess.objects.count() == 0


def test_guessing_ends(town: Town) -> None:
    """1,000 guesses: eight count, then a day's pause, with other ways named."""
    phone = town.stranger()
    told = set()
    for number in range(40):
        WrongGuess.objects.update(at=now() - timedelta(hours=1))
        told.add(wrong(says(phone, "陈玉兰", f"{number + 100:04}"))[:8])

    assert (WrongGuess.objects.count(), len(told)) == (MOST_OF_A_FOLLOWER, 2)
    right = says(phone)
    assert (right.status_code, "纸上的码" in wrong(right), Binding.objects.count()) == (422, True, 0)


def test_namesakes_with_the_same_digits_are_told_apart_by_unit(town: Town) -> None:
    other = a_member(town.hedong, "王建国", phone="13800000011")
    phone = town.stranger()
    agree = says(phone, "王建国", "0011")["Location"]

    page = phone.words(agree)
    none_chosen = phone.post(agree, seen=agree)
    phone.post(agree, seen=agree, member=other.code)

    assert ("哪一位是您？" in page, "河西村党支部" in page) == (True, True)
    assert (none_chosen.status_code, wrong(none_chosen)) == (422, "请点一下哪一位是您。")
    assert Binding.objects.get().member == other


def test_the_code_of_a_unit_prefers_its_own_people(town: Town) -> None:
    a_member(town.hedong, "王建国", phone="13800000011")
    phone = town.stranger()

    agree = says(phone, "王建国", "0011", at="/m/bind/?unit=hexi")["Location"]

    assert "您是王建国吗？" in phone.words(agree)
    assert "您扫的是河西村党支部的码" in phone.words("/m/bind/", unit="hexi")


def test_the_code_of_another_unit_keeps_nobody_out(town: Town) -> None:
    phone = town.stranger()

    agree = says(phone, at="/m/bind/?unit=hexi")["Location"]

    assert "您是陈玉兰吗？" in phone.words(agree)


def test_the_account_of_a_branch_knows_its_own_people_only(town: Town) -> None:
    Account.objects.update(unit=town.hedong)
    phone = town.stranger()

    answer = says(phone, "王建国", "0011")

    assert (answer.status_code, wrong(answer)[:5]) == (422, "没有对上。")
    assert "您扫的是" not in phone.words("/m/bind/", unit="hexi")
    assert says(phone).status_code == 302


def test_a_personal_code_is_for_one_person_only(town: Town) -> None:
    phone = town.stranger()

    answer = says(phone, at=f"/m/bind/?member={town.wang.code}")

    assert (answer.status_code, wrong(answer)[:5]) == (422, "没有对上。")


def test_another_members_code_in_the_form_binds_nobody(town: Town) -> None:
    phone = town.stranger()
    agree = says(phone)["Location"]

    answer = phone.post(agree, seen=agree, member=town.wang.code)

    assert (answer.status_code, Binding.objects.count()) == (422, 0)


def test_what_screen_one_found_is_of_use_to_nobody_else(town: Town) -> None:
    other = a_follower(town.account, "o-bo")
    phone = town.stranger()

    answers = [
        phone.get("/m/bind/agree/", who=who)["Location"]
        for who in (ticket_for(other, [town.chen]), "invented", "x" * 900, "")
    ]

    assert answers == ["/m/bind/"] * 4


@pytest.mark.parametrize(("seconds", "status"), [(590, 200), (601, 302)])
def test_what_screen_one_found_is_good_for_ten_minutes(town: Town, seconds: int, status: int) -> None:
    mei = a_follower(town.account)
    who = ticket_of(mei, town.chen, ago=seconds)

    assert Phone(mei).get("/m/bind/agree/", who=who).status_code == status


def test_who_left_the_roster_meanwhile_is_not_found(town: Town) -> None:
    phone = town.stranger()
    agree = says(phone)["Location"]

    note_departure(town.chen, state=MemberState.MOVED, by="tests")

    assert phone.get(agree)["Location"] == "/m/bind/"


def test_who_is_bound_is_not_asked_again(town: Town) -> None:
    page = town.phone_of(town.chen).words("/m/bind/")

    assert ('name="last_four"' in page, "陈玉兰" in page) == (False, True)


def test_an_answer_that_is_not_on_the_page_changes_no_wish(town: Town) -> None:
    phone = town.phone_of(town.chen)

    answer = phone.post("/m/hearing/", seen="/m/hearing/", hears="every hour")

    assert (answer.status_code, wishes_of(town.chen).hears) == (200, "")


def test_a_number_for_a_helper_is_shown_for_a_quarter_of_an_hour(town: Town) -> None:
    phone = town.stranger()
    phone.post("/m/bind/helper/", seen="/m/bind/helper/", name="陈玉兰")
    number = HelpRequest.objects.get().number

    HelpRequest.objects.update(expires_at=now() - timedelta(seconds=1))

    assert f"{number[:3]} {number[3:]}" not in phone.words("/m/bind/helper/")


def test_somebody_already_bound_elsewhere_is_said_kindly(town: Town) -> None:
    town.phone_of(town.chen)
    phone = town.stranger()
    agree = says(phone)["Location"]

    answer = phone.post(agree, seen=agree, member=town.chen.code)

    assert wrong(answer) == "这位已经和另一个微信认识了。如果那不是您，请告诉书记，他能解开。"


def test_a_code_on_paper_binds_at_once(town: Town) -> None:
    code = followers.make_binding_code(town.chen, by="tests")
    phone = town.stranger()
    page = phone.words("/m/bind/code/")

    answer = phone.post("/m/bind/code/", seen="/m/bind/code/", code=code.lower())

    assert ("以后谁能看到您？" in page, answer["Location"]) == (True, "/m/hearing/")
    assert (Binding.objects.get().member, Binding.objects.get().way) == (town.chen, Way.CODE)


def test_codes_that_are_no_good_say_why(town: Town) -> None:
    old = followers.make_binding_code(town.chen, by="tests")
    followers.make_binding_code(town.chen, by="tests")
    phone = town.stranger()

    said = [wrong(phone.post("/m/bind/code/", seen="/m/bind/code/", code=code))[:8] for code in ("1234", old)]

    assert said == ["这个码少了或错了", "这个码已经用过，"]


def test_a_helper_beside_somebody_vouches(town: Town) -> None:
    asking, helper = town.stranger(), town.phone_of(town.sun)
    asking.post("/m/bind/helper/", seen="/m/bind/helper/", name="陈玉兰")
    number = HelpRequest.objects.get().number
    shown = asking.get("/m/bind/helper/")

    who = helper.post("/m/vouch/", seen="/m/vouch/", number=number).content.decode()
    done = helper.post("/m/vouch/", seen="/m/vouch/", number=number, member=town.chen.code)

    assert (f"{number[:3]} {number[3:]}" in shown.content.decode(), shown["Refresh"]) == (True, "3")
    assert ("您身边的是陈玉兰吗？" in who, "作好了证" in done.content.decode()) == (True, True)
    assert (Binding.objects.get(member=town.chen).voucher, asking.get("/m/bind/helper/")["Location"]) == (
        town.sun,
        "/m/hearing/",
    )


def test_a_helper_of_another_unit_finds_nobody(town: Town) -> None:
    asking, helper = town.stranger(), town.phone_of(town.wang)
    asking.post("/m/bind/helper/", seen="/m/bind/helper/", name="陈玉兰")
    number = HelpRequest.objects.get().number

    answers = [
        helper.post("/m/vouch/", seen="/m/vouch/", number=number, **more)
        for more in ({}, {"member": town.chen.code})
    ]

    assert [wrong(answer)[:8] for answer in answers] == ["您的支部里没有叫"] * 2
    assert not Binding.objects.filter(member=town.chen).exists()


def test_a_wrong_number_is_said(town: Town) -> None:
    answer = town.phone_of(town.sun).post("/m/vouch/", seen="/m/vouch/", number="000000")

    assert (answer.status_code, wrong(answer)[:10]) == (422, "没有人在用这个号码等")
