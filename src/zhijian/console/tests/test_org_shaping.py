"""组织: opening, renaming, moving, merging and closing units, and how a day was."""

from datetime import date

import pytest
from django.test import Client
from django.utils.timezone import localdate

from zhijian.console.tests.org_town import ORG, Town, a_town, text_of, unit_at
from zhijian.console.tests.signing_in import signed_in
from zhijian.foundation.org import services
from zhijian.foundation.org.models import Member, Office, Unit
from zhijian.foundation.staff.roles import Role
from zhijian.foundation.staff.tests.builders import a_person

pytestmark = pytest.mark.django_db(databases=["default", "intake"])


@pytest.fixture
def town() -> Town:
    return a_town()


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
