"""Units in a rule's conditions are written and read by name; the rule keeps their codes."""

import pytest
from django.test import Client

from zhijian.console.tests.reading import refusals, typed, words_of
from zhijian.console.tests.test_full_editor import page_of
from zhijian.console.tests.test_rule_editor import NEW, form
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.org.models import Unit
from zhijian.foundation.org.tests.builders import a_unit
from zhijian.rooms.answers.models import Rule
from zhijian.rooms.answers.tests.builders import a_rule

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("account")]

SUGGEST = "/console/org/suggest/"


@pytest.fixture
def town() -> Unit:
    return a_unit("青禾镇党委", code="QH")


@pytest.fixture
def east(town: Unit) -> Unit:
    return a_unit("河东村党支部", below=town, code="QH-03")


@pytest.mark.parametrize("written", ["河东村党支部", "河东村", "hdc", "QH-03", "随便写（QH-03）"])
def test_one_unit_may_be_written_in_any_way_that_means_it_alone(
    as_lin: Client, east: Unit, written: str
) -> None:
    as_lin.post(NEW, form(units=written))

    rule = Rule.objects.get()
    assert rule.audience == {"units": ["QH-03"]}
    assert typed(page_of(as_lin, rule), "units")[0] == "河东村党支部（QH-03）"


def test_several_stand_beside_each_other(as_lin: Client, town: Unit, east: Unit) -> None:
    a_unit("河西村党支部", below=town, code="QH-04")

    as_lin.post(NEW, form(units="河东村，hexicun"))

    assert Rule.objects.get().audience == {"units": ["QH-03", "QH-04"]}


def test_a_name_that_ends_in_brackets_is_a_name(as_lin: Client, town: Unit) -> None:
    a_unit("离退休第二党支部（老干部活动中心）", below=town, code="QH-09")

    as_lin.post(NEW, form(units="离退休第二党支部（老干部活动中心）"))

    assert Rule.objects.get().audience == {"units": ["QH-09"]}


def test_a_name_that_means_several_names_them_with_their_paths(
    as_lin: Client, town: Unit, east: Unit
) -> None:
    a_unit("河东社区党支部", below=town, code="QH-11")

    answered = as_lin.post(NEW, form(units="河东"))

    page = answered.content.decode()
    assert (answered.status_code, Rule.objects.count(), typed(page, "units")[0]) == (422, 0, "河东")
    assert refusals(page) == [
        "“河东”不止一个：青禾镇党委 › 河东村党支部（QH-03）、青禾镇党委 › 河东社区党支部（QH-11）。"
        "写全一些，或者从列出来的里面点一个。"
    ]


def test_a_name_nobody_has_is_said(as_lin: Client, east: Unit) -> None:
    answered = as_lin.post(NEW, form(units="河东村、山后村"))

    page = answered.content.decode()
    assert (answered.status_code, Rule.objects.count()) == (422, 0)
    assert refusals(page) == ["您管的范围里没有叫“山后村”的组织。"]


def test_the_list_calls_units_by_name(as_lin: Client, account: Account, east: Unit) -> None:
    a_rule(account, "体检", audience={"units": ["QH-03"]})

    page = as_lin.get("/console/answers/").content.decode()

    assert "河东村党支部" in words_of(page)
    assert "QH-03" not in words_of(page)


def test_somebody_of_a_unit_has_the_answers_of_all_above_it(
    as_lin: Client, account: Account, east: Unit
) -> None:
    a_rule(account, "体检", variants=[({"units": ["QH"]}, ["镇里的人八点来"])])

    page = as_lin.get(
        "/console/answers/try/", {"q": "体检", "units": "河东村", "bound": "1"}
    ).content.decode()

    assert "镇里的人八点来" in words_of(page)


def test_offers_carry_the_whole_field(as_lin: Client, town: Unit, east: Unit) -> None:
    page = as_lin.get(SUGGEST, {"into": "units", "units": "青禾镇党委（QH）, hd"}).content.decode()

    assert 'data-put="青禾镇党委（QH）、河东村党支部（QH-03）"' in page
    assert words_of(page).split() == ["河东村党支部", "青禾镇党委"]


@pytest.mark.parametrize("typed_in", ["", "河东村党支部（QH-03）", "青禾镇党委、"])
def test_where_nothing_is_being_written_nothing_is_offered(as_lin: Client, east: Unit, typed_in: str) -> None:
    assert as_lin.get(SUGGEST, {"into": "units", "units": typed_in}).content.decode().strip() == ""
