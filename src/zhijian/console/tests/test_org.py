"""组织: the tree, the roster, the search and what today says, to whom each is shown."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils.timezone import localdate

from zhijian.console.tests.org_town import ORG, Town, a_town, member_at, text_of, unit_at
from zhijian.console.tests.signing_in import signed_in
from zhijian.console.today.sources import lines_for
from zhijian.foundation.org.models import Change, Label, Member, Unit
from zhijian.foundation.org.tests.builders import LONG_AGO, a_member, a_unit
from zhijian.foundation.staff.roles import Role
from zhijian.foundation.staff.tests.builders import a_person

pytestmark = pytest.mark.django_db(databases=["default", "intake"])


@pytest.fixture
def town() -> Town:
    return a_town()


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
