"""组织: what is done about one member, and transfers from unit to unit."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils.timezone import localdate

from zhijian.console.tests.org_town import ORG, Town, a_town, member_at, text_of, unit_at
from zhijian.console.tests.signing_in import signed_in
from zhijian.console.today.sources import lines_for
from zhijian.foundation.audit.models import Line
from zhijian.foundation.org import services
from zhijian.foundation.org.models import Member, Office, Stay, Transfer
from zhijian.foundation.org.states import MemberState
from zhijian.foundation.org.tests.builders import a_member, an_id_number
from zhijian.foundation.staff.roles import Role
from zhijian.foundation.staff.tests.builders import a_person

pytestmark = pytest.mark.django_db(databases=["default", "intake"])


@pytest.fixture
def town() -> Town:
    return a_town()


class TestMembers:
    def test_name_is_enough(self, as_wen: Client, town: Town) -> None:
        as_wen.post(unit_at(town.hexi, "members/new/"), {"name": "周秀兰"})

        assert Member.objects.get(name="周秀兰").unit == town.hexi

    def test_a_namesake_is_asked_about_first(self, as_wen: Client, town: Town) -> None:
        response = as_wen.post(unit_at(town.hedong, "members/new/"), {"name": "赵德明"})

        assert response.status_code == 422
        assert "河东村党支部已有一位赵德明（1948 年生），是同一位吗？" in response.content.decode()
        assert Member.objects.filter(name="赵德明").count() == 1

    def test_another_of_the_same_name_is_added_knowingly(self, as_wen: Client, town: Town) -> None:
        as_wen.post(unit_at(town.hedong, "members/new/"), {"name": "赵德明", "sure": "yes"})

        assert Member.objects.filter(name="赵德明").count() == 2

    @pytest.mark.parametrize(
        ("field", "typed", "said"),
        [
            ("id_number", "110101195201010018", "最后一位校验码不对"),
            ("id_number", "110101197002300017", "最后一位校验码不对"),
            ("phone", "一三九", "这不像一个电话号码"),
            ("birth_year", "3000", "这个年份不对"),
            ("joined", "七六年", "写成 1976、1976-07"),
        ],
    )
    def test_what_cannot_be_right_is_said_at_the_field(
        self, as_wen: Client, town: Town, field: str, typed: str, said: str
    ) -> None:
        response = as_wen.post(unit_at(town.hexi, "members/new/"), {"name": "周秀兰", field: typed})

        assert response.status_code == 422
        assert said in response.content.decode()

    def test_an_id_number_is_one_persons(self, as_wen: Client, town: Town) -> None:
        a_member(town.hill, "别人", id_number=an_id_number())

        response = as_wen.post(
            unit_at(town.hexi, "members/new/"), {"name": "周秀兰", "id_number": an_id_number()}
        )

        shown = response.content.decode()
        assert (response.status_code, "已经登记在另一位名下" in shown, "别人" in shown) == (422, True, False)

    def test_phone_is_masked_until_somebody_looks_and_that_is_written_down(
        self, as_wen: Client, town: Town
    ) -> None:
        masked = text_of(as_wen, member_at(town.wang))
        opened = as_wen.post(member_at(town.wang, "numbers/phone/")).content.decode()

        assert ("13900000001" in masked, "139****0001" in masked, "13900000001" in opened) == (
            False,
            True,
            True,
        )
        line = Line.objects.get(action="member.phone_seen")
        assert (line.actor_name, line.details) == ("Wen", {})

    def test_looking_asks_again_who_one_is(self, town: Town) -> None:
        wen = signed_in(a_person("wen", (Role.ADMINISTRATOR, None)), proven_ago_seconds=3600)

        response = wen.post(member_at(town.wang, "numbers/phone/"))

        assert response["Location"].startswith("/console/sign-in/again/")
        assert not Line.objects.filter(action="member.phone_seen").exists()

    def test_empty_fields_leave_sealed_numbers_as_they_are(self, as_wen: Client, town: Town) -> None:
        given = {"name": "王建国", "birth_year": "1953", "version": town.wang.version}

        as_wen.post(member_at(town.wang, "particulars/"), given)

        found = Member.objects.get(pk=town.wang.pk)
        assert (found.birth_year, found.phone.reveal()) == (1953, "13900000001")

    def test_a_number_is_taken_off_when_ticked(self, as_wen: Client, town: Town) -> None:
        given = {"name": "王建国", "no_phone": "on", "version": town.wang.version}

        as_wen.post(member_at(town.wang, "particulars/"), given)

        assert Member.objects.get(pk=town.wang.pk).phone.reveal() == ""

    def test_whoever_corrected_first_is_not_overwritten(self, as_wen: Client, town: Town) -> None:
        seen = town.wang.version
        services.correct_member(town.wang, particulars=services.Particulars(name="王建囯"), by="tests")

        response = as_wen.post(member_at(town.wang, "particulars/"), {"name": "王建国", "version": seen})

        assert (response.status_code, Member.objects.get(pk=town.wang.pk).name) == (409, "王建囯")
        assert "姓名 王建囯" in response.content.decode()

    def test_goes_and_comes_back(self, as_wen: Client, town: Town) -> None:
        as_wen.post(member_at(town.wang, "departure/"), {"state": "left"})
        gone = Member.objects.get(pk=town.wang.pk).state
        as_wen.post(member_at(town.wang, "homecoming/"))

        assert (gone, Member.objects.get(pk=town.wang.pk).state) == (MemberState.LEFT, MemberState.ACTIVE)

    def test_office_is_given_and_ended(self, as_wen: Client, town: Town) -> None:
        given = {"unit": town.hexi.pk, "title": "宣传委员", "from_day": "2024-01-01"}

        as_wen.post(member_at(town.wang, "offices/new/"), given)
        office = Office.objects.get(title="宣传委员")
        as_wen.post(f"{ORG}offices/{office.pk}/ending/", {"on": "2025-01-01"})

        office.refresh_from_db()
        assert (office.unit, office.member, office.until_day) == (town.hexi, town.wang, date(2025, 1, 1))

    def test_guest_comes_and_leaves(self, as_wen: Client, town: Town) -> None:
        until = localdate() + timedelta(30)
        as_wen.post(
            member_at(town.wang, "stays/new/"), {"unit": town.hexi.pk, "until_day": until.isoformat()}
        )
        stay = Stay.objects.get(unit=town.hexi)
        as_wen.post(f"{ORG}stays/{stay.pk}/ending/")

        stay.refresh_from_db()
        assert (stay.member, stay.until_day) == (town.wang, localdate())

    def test_labels_are_put_on_and_taken_off(self, as_wen: Client, town: Town) -> None:
        veteran = services.make_label("退役军人", by="tests")

        as_wen.post(member_at(town.wang_younger, "labels/"), {"label": [veteran.pk]})

        assert Member.objects.get(pk=town.wang_younger.pk).labels == veteran.mask


class TestTransfers:
    @pytest.fixture
    def asked(self, as_wen: Client, town: Town) -> Transfer:
        as_wen.post(member_at(town.wang, "transfer/"), {"to": town.hexi.pk, "why": "搬家"})
        return Transfer.objects.get()

    def test_both_sides_say_yes(self, town: Town, asked: Transfer) -> None:
        here = signed_in(a_person("he", (Role.SECRETARY, town.hedong)))
        there = signed_in(a_person("ma", (Role.SECRETARY, town.hexi)))

        here.post(f"{ORG}transfers/{asked.pk}/release/")
        between = Member.objects.get(pk=town.wang.pk).unit
        there.post(f"{ORG}transfers/{asked.pk}/acceptance/")

        assert (between, Member.objects.get(pk=town.wang.pk).unit) == (town.hedong, town.hexi)

    def test_nobody_agrees_for_the_other_side(self, town: Town, asked: Transfer) -> None:
        here = signed_in(a_person("he", (Role.SECRETARY, town.hedong)))

        assert here.post(f"{ORG}transfers/{asked.pk}/acceptance/").status_code == 404

    def test_editor_may_not_agree(self, town: Town, asked: Transfer) -> None:
        editor = signed_in(a_person("mo", (Role.EDITOR, town.hedong)))

        assert editor.post(f"{ORG}transfers/{asked.pk}/release/").status_code == 403

    def test_is_refused_with_a_reason(self, town: Town, asked: Transfer) -> None:
        there = signed_in(a_person("ma", (Role.SECRETARY, town.hexi)))

        without = there.post(f"{ORG}transfers/{asked.pk}/refusal/", {"why": ""})
        there.post(f"{ORG}transfers/{asked.pk}/refusal/", {"why": "还没搬来"})

        asked.refresh_from_db()
        assert (without.status_code, asked.refused_why) == (422, "还没搬来")
        assert Line.objects.get(action="transfer.refused").details == {"to": "HX"}

    def test_waits_in_today_for_both_sides(self, town: Town, asked: Transfer) -> None:
        people = [a_person("he", (Role.SECRETARY, town.hedong)), a_person("ma", (Role.SECRETARY, town.hexi))]

        found = [
            [line.what for line in lines_for(who, account=None) if "transfer" in line.key] for who in people
        ]

        assert found == [["王建国要从河东村党支部转到河西村党支部"]] * 2

    def test_outside_units_are_named_exactly(self, town: Town) -> None:
        keeper = signed_in(a_person("mo", (Role.SECRETARY, town.hedong)))

        vague = keeper.get(member_at(town.wang, "transfer/"), {"named": "石桥"})
        exact = keeper.get(member_at(town.wang, "transfer/"), {"named": "SQC"})

        assert (vague.status_code, "石桥村党支部" in vague.content.decode()) == (422, False)
        assert "把王建国转到“石桥村党支部”？" in exact.content.decode()

    def test_who_went_another_way_meanwhile_is_not_transferred(
        self, as_wen: Client, town: Town, asked: Transfer
    ) -> None:
        services.move_member(town.wang, to=town.hill, by="tests")

        response = as_wen.post(f"{ORG}transfers/{asked.pk}/release/")

        assert (response.status_code, Member.objects.get(pk=town.wang.pk).unit) == (422, town.hill)
