"""组织: what each act does, to whom it is shown, and what is said when it cannot be done."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils.timezone import localdate

from zhijian.console.tests.org_town import Town, a_town
from zhijian.console.tests.signing_in import signed_in
from zhijian.console.today.sources import lines_for
from zhijian.foundation.audit.models import Line
from zhijian.foundation.org import services
from zhijian.foundation.org.models import Change, Label, Member, Office, Stay, Transfer, Unit
from zhijian.foundation.org.states import MemberState
from zhijian.foundation.org.tests.builders import LONG_AGO, a_member, a_unit, an_id_number
from zhijian.foundation.staff.roles import Role
from zhijian.foundation.staff.tests.builders import a_person

pytestmark = pytest.mark.django_db(databases=["default", "intake"])

ORG = "/console/org/"


@pytest.fixture
def town() -> Town:
    return a_town()


def unit_at(unit: Unit, rest: str = "") -> str:
    return f"{ORG}units/{unit.pk}/{rest}"


def member_at(member: Member, rest: str = "") -> str:
    return f"{ORG}members/{member.code}/{rest}"


def text_of(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


class TestTheTree:
    def test_begins_where_rights_begin(self, town: Town) -> None:
        keeper = signed_in(a_person("mo", (Role.EDITOR, town.river)))

        response = keeper.get(ORG)

        assert response["Location"] == unit_at(town.river)
        assert "山前片区" not in text_of(keeper, unit_at(town.river))

    def test_superiors_are_named_but_not_to_be_opened(self, town: Town) -> None:
        keeper = signed_in(a_person("mo", (Role.EDITOR, town.river)))

        assert "青禾镇党委" in text_of(keeper, unit_at(town.hedong))
        assert keeper.get(unit_at(town.town)).status_code == 404

    def test_is_not_there_for_somebody_of_another_town(self, town: Town) -> None:
        hao = signed_in(a_person("hao", (Role.ADMINISTRATOR, a_unit("云溪镇党委"))))

        found = {
            hao.get(address).status_code
            for address in (unit_at(town.hedong), unit_at(town.hedong, "below/"), member_at(town.wang))
        }

        assert found == {404}

    def test_reader_of_the_log_sees_units_and_no_people(self, town: Town) -> None:
        auditor = signed_in(a_person("mo", (Role.AUDITOR, town.town)))

        shown = text_of(auditor, unit_at(town.hedong))

        assert "河东村党支部" in shown
        assert "王建国" not in shown
        assert "何建平" not in shown

    def test_reader_may_not_write(self, town: Town) -> None:
        auditor = signed_in(a_person("mo", (Role.AUDITOR, town.town)))

        found = {
            auditor.get(address).status_code
            for address in (
                unit_at(town.hedong, "name/"),
                unit_at(town.hedong, "place/"),
                unit_at(town.hedong, "members/new/"),
                member_at(town.wang, "particulars/"),
            )
        }

        assert found == {403}

    def test_five_hundred_below_one_come_a_hundred_at_a_time(self, as_wen: Client, town: Town) -> None:
        Unit.objects.bulk_create(
            Unit(
                code=f"N{number}",
                name=f"第{number:03d}党小组",
                superior=town.hill,
                path=f"{town.hill.path}9{number:07d}",
                opened_on=LONG_AGO,
            )
            for number in range(500)
        )

        first = text_of(as_wen, unit_at(town.hill, "below/"))
        last = text_of(as_wen, f"{unit_at(town.hill, 'below/')}?from=500")

        assert (first.count('class="there"'), "from=100" in first) == (100, True)
        assert (last.count('class="there"'), "再看 100 个" in last) == (1, False)

    def test_without_a_unit_says_what_to_do_first(self, as_wen: Client) -> None:
        shown = text_of(as_wen, ORG)

        assert "还没有组织" in shown
        assert f"{ORG}units/new/" in shown
        assert f"{ORG}imports/" in shown

    def test_empty_chair_and_term_about_to_end_are_said_in_words(self, as_wen: Client, town: Town) -> None:
        until = localdate() - timedelta(20)

        assert f"老书记做到 {until.year}年{until.month}月{until.day}日，现由沈国华代" in text_of(
            as_wen, unit_at(town.ferry)
        )
        assert "还有 12 天" in text_of(as_wen, unit_at(town.hedong))


class TestTheRoster:
    def test_includes_those_below_unless_asked_otherwise(self, as_wen: Client, town: Town) -> None:
        with_below = text_of(as_wen, unit_at(town.river))
        alone = text_of(as_wen, f"{unit_at(town.river)}?asked=yes")

        assert ("马晓燕" in with_below, "马晓燕</b>" in alone) == (True, False)

    @pytest.mark.parametrize(
        ("query", "names"),
        [
            ("q=wjg", ["王建国", "王建国"]),
            ("q=建国", ["王建国", "王建国"]),
            ("q=ouyang", ["欧阳文静"]),
            ("age=80", ["孙桂芳"]),
            ("age=35&below=yes&asked=yes", ["欧阳文静"]),
            ("state=died", []),
        ],
    )
    def test_is_narrowed(self, as_wen: Client, town: Town, query: str, names: list[str]) -> None:
        listed = as_wen.get(f"{unit_at(town.hedong)}?{query}").context["listed"]

        assert ["".join(piece for piece, _meant in row.name) for row in listed.rows] == names

    def test_is_narrowed_by_label(self, as_wen: Client, town: Town) -> None:
        label = Label.objects.get()

        listed = as_wen.get(f"{unit_at(town.town)}?label={label.pk}").context["listed"]

        assert [row.born for row in listed.rows] == ["1985 年生"]

    def test_namesakes_without_a_year_are_told_apart_by_code(self, as_wen: Client, town: Town) -> None:
        twins = [a_member(town.elders, "李秀英") for _ in range(2)]

        listed = as_wen.get(unit_at(town.elders)).context["listed"]

        assert [row.born for row in listed.rows] == [f"编号 {twin.code}" for twin in twins]

    def test_goes_on_after_the_last_one_shown(self, as_wen: Client, town: Town) -> None:
        made = [a_member(town.elders, f"员{number:02d}") for number in range(60)]

        first = as_wen.get(unit_at(town.elders)).context["listed"]
        rest = as_wen.get(first.more.partition("#")[0]).context["listed"]

        shown = [row.address for row in (*first.rows, *rest.rows)]
        assert shown == [member_at(member) for member in made]
        assert (len(first.rows), rest.more) == (50, "")

    def test_opens_no_sealed_number(
        self, as_wen: Client, town: Town, django_assert_max_num_queries: object
    ) -> None:
        with django_assert_max_num_queries(60) as queries:  # type: ignore[operator] # pytest-django's context
            as_wen.get(unit_at(town.hedong))

        assert [sql for one in queries if '"id_number"' in (sql := one["sql"])] == []


class TestSearch:
    @pytest.mark.parametrize(
        ("word", "units"),
        [
            ("hedong", ["河东村党支部"]),
            ("河渡", ["渡口村党支部"]),
            ("hedu", ["渡口村党支部"]),
            ("党支部 山前", ["石桥村党支部"]),
        ],
    )
    def test_finds_units_by_letters_former_name_and_path(
        self, as_wen: Client, town: Town, word: str, units: list[str]
    ) -> None:
        found = as_wen.get(f"{ORG}search/", {"q": word}).context["units"]

        assert ["".join(piece for piece, _meant in hit.name) for hit in found] == units

    def test_says_the_former_name_that_was_meant(self, as_wen: Client, town: Town) -> None:
        shown = text_of(as_wen, f"{ORG}search/?q=河渡")

        assert "2021 年前叫<mark>河渡</mark>村党支部" in shown

    def test_finds_nothing_outside(self, town: Town) -> None:
        keeper = signed_in(a_person("mo", (Role.EDITOR, town.hexi)))

        found = keeper.get(f"{ORG}search/?q=王").context

        assert (found["units"], found["members"]) == ([], [])


class TestShaping:
    def test_unit_is_opened_below_another(self, as_wen: Client, town: Town) -> None:
        as_wen.post(unit_at(town.hedong, "new/"), {"name": "第一党小组", "on": "2022-05-01"})

        made = Unit.objects.get(name="第一党小组")
        assert (made.superior, made.kind, made.opened_on) == (town.hedong, "党小组", date(2022, 5, 1))

    def test_what_was_typed_stays_when_the_code_is_taken(self, as_wen: Client, town: Town) -> None:
        response = as_wen.post(unit_at(town.hedong, "new/"), {"name": "第一党小组", "code": "HX"})

        assert response.status_code == 422
        assert "第一党小组" in response.content.decode()
        assert "这个编号别的组织在用" in response.content.decode()

    def test_whoever_changed_the_name_first_is_not_overwritten(self, as_wen: Client, town: Town) -> None:
        seen = town.hedong.version
        services.rename_unit(town.hedong, name="河东社区党支部", by="tests")

        response = as_wen.post(unit_at(town.hedong, "name/"), {"name": "河东党支部", "version": seen})

        shown = response.content.decode()
        assert (response.status_code, Unit.objects.get(pk=town.hedong.pk).name) == (409, "河东社区党支部")
        assert "河东社区党支部" in shown
        assert 'value="河东党支部"' in shown

    def test_moving_says_first_what_moves_along(self, as_wen: Client, town: Town) -> None:
        question = as_wen.get(f"{unit_at(town.river, 'place/')}?to={town.hill.pk}").context["question"]

        assert question.happens[0] == "跟着一起走的：3 个下级组织，10 人。"

    def test_moves(self, as_wen: Client, town: Town) -> None:
        given = {"to": town.hill.pk, "version": town.hedong.version}

        response = as_wen.post(unit_at(town.hedong, "place/"), given)

        assert (response.status_code, Unit.objects.get(pk=town.hedong.pk).superior) == (302, town.hill)

    def test_nothing_moves_below_itself(self, as_wen: Client, town: Town) -> None:
        given = {"to": town.hedong.pk, "version": town.river.version}

        response = as_wen.post(unit_at(town.river, "place/"), given)

        assert response.status_code == 422
        assert "不能把一个组织放到它自己下面" in response.content.decode()

    def test_moves_nowhere_out_of_reach(self, town: Town) -> None:
        keeper = signed_in(a_person("mo", (Role.EDITOR, town.river)))

        keeper.post(unit_at(town.hedong, "place/"), {"to": town.hill.pk, "version": town.hedong.version})

        assert Unit.objects.get(pk=town.hedong.pk).superior == town.river

    def test_a_day_before_the_last_change_is_refused(self, as_wen: Client, town: Town) -> None:
        given = {"to": town.hill.pk, "version": town.ferry.version, "on": "2021-01-01"}

        response = as_wen.post(unit_at(town.ferry, "place/"), given)

        assert response.status_code == 422
        assert "早过已经记下的上一次变动" in response.content.decode()

    def test_what_is_in_use_is_not_closed(self, as_wen: Client, town: Town) -> None:
        shown = text_of(as_wen, unit_at(town.hedong, "closure/"))
        response = as_wen.post(unit_at(town.hedong, "closure/"), {"version": town.hedong.version})

        assert "里面还有 7 人" in shown
        assert (response.status_code, Unit.objects.get(pk=town.hedong.pk).closed_on) == (422, None)

    def test_closes(self, as_wen: Client, town: Town) -> None:
        as_wen.post(unit_at(town.elders, "closure/"), {"version": town.elders.version})

        assert Unit.objects.get(pk=town.elders.pk).closed_on == localdate()
        assert "已经撤销" in text_of(as_wen, unit_at(town.elders))

    def test_merges_and_ends_the_offices(self, as_wen: Client, town: Town) -> None:
        given = {"into": town.hexi.pk, "version": town.hedong.version, "into_version": town.hexi.version}

        as_wen.post(unit_at(town.hedong, "merger/"), given)

        assert Member.objects.get(pk=town.wang.pk).unit == town.hexi
        assert set(Office.objects.filter(unit=town.hedong).values_list("until_day", flat=True)) == {
            localdate()
        }
        assert "“河东村党支部”并入“河西村党支部”" in text_of(as_wen, unit_at(town.hexi, "past/"))

    def test_splitting_asks_first(self, as_wen: Client, town: Town) -> None:
        given = {"name": "河东二支部", "member": [town.wang.code], "act": "look"}

        response = as_wen.post(unit_at(town.hedong, "split/"), given)

        assert "过去的：王建国，共 1 人" in response.content.decode()
        assert not Unit.objects.filter(name="河东二支部").exists()

    def test_splits(self, as_wen: Client, town: Town) -> None:
        given = {
            "name": "河东二支部",
            "member": [town.wang.code],
            "act": "do",
            "version": town.hedong.version,
        }

        as_wen.post(unit_at(town.hedong, "split/"), given)

        part = Unit.objects.get(name="河东二支部")
        assert (part.superior, list(part.members.all())) == (town.river, [town.wang])

    def test_neighbours_are_put_in_order(self, as_wen: Client, town: Town) -> None:
        before = as_wen.get(unit_at(town.river, "order/")).context["units"]

        as_wen.post(unit_at(town.river, "order/"), {"first": before[2].pk})

        after = as_wen.get(unit_at(town.river, "order/")).context["units"]
        assert after == [before[2], before[0], before[1]]


class TestThatDay:
    def test_shows_names_and_places_of_the_day(self, as_wen: Client, town: Town) -> None:
        services.move_member(town.wang, to=town.hexi, by="tests", on=date(2024, 1, 1))

        shown = text_of(as_wen, f"{ORG}day/?unit={town.hedong.pk}&day=2023-01-01")

        assert "那天的名册" in shown
        assert "现在在河西村党支部" in shown
        assert "河渡村党支部" in text_of(as_wen, f"{ORG}day/?unit={town.river.pk}&day=2021-01-01")

    def test_names_nobody_who_is_elsewhere_now(self, town: Town) -> None:
        keeper = signed_in(a_person("mo", (Role.EDITOR, town.hedong)))
        services.move_member(town.he, to=town.hexi, by="tests", on=date(2024, 1, 1))

        shown = text_of(keeper, f"{ORG}day/?unit={town.hedong.pk}&day=2023-01-01")

        assert ("何建平" in shown, "另有 1 人现在不在您这里" in shown) == (False, True)


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


class TestToday:
    def test_terms_and_empty_chairs_wait_for_who_keeps_the_roster(self, town: Town) -> None:
        keeper = a_person("mo", (Role.EDITOR, town.river))
        reader = a_person("ru", (Role.AUDITOR, town.river))

        found = {
            who.username: [line.key.split("-")[0] for line in lines_for(who, account=None)]
            for who in (keeper, reader)
        }

        assert found == {"mo": ["vacant", "term"], "ru": []}


class TestLabels:
    def test_renamed_and_retired_by_the_whole_houses_administrator(self, as_wen: Client, town: Town) -> None:
        label = Label.objects.get()
        as_wen.post(f"{ORG}labels/{label.pk}/", {"name": "在外党员"})
        renamed = Label.objects.get().name
        as_wen.post(f"{ORG}labels/{label.pk}/ending/")

        assert (renamed, list(Label.objects.all())) == ("在外党员", [])
        assert Member.objects.get(pk=town.wang_younger.pk).labels == 0
        assert Change.objects.filter(unit_id=town.town.pk, is_subtree=True).exists()

    def test_not_by_a_towns(self, town: Town) -> None:
        keeper = signed_in(a_person("mo", (Role.ADMINISTRATOR, town.town)))

        assert keeper.get(f"{ORG}labels/{Label.objects.get().pk}/").status_code == 404

    def test_made_by_who_keeps_a_roster(self, town: Town) -> None:
        keeper = signed_in(a_person("mo", (Role.EDITOR, town.hedong)))

        keeper.post(f"{ORG}labels/", {"name": "退役军人"})

        assert Label.objects.filter(name="退役军人").exists()
