"""Care ends where somebody's rights end, and no more leaves the house than was asked for."""

from uuid import UUID

import pytest
from django.test import Client
from django.utils.timezone import localdate

from zhijian.console.tests.org_town import Town, a_town
from zhijian.console.tests.signing_in import signed_in
from zhijian.foundation.audit.models import Line
from zhijian.foundation.org.models import Member
from zhijian.foundation.org.services import note_departure
from zhijian.foundation.org.states import MemberState
from zhijian.foundation.org.tests.builders import a_member
from zhijian.foundation.staff.roles import Role
from zhijian.foundation.staff.tests.builders import a_person
from zhijian.rooms.reach.models import Snapshot, Word
from zhijian.rooms.reach.services.care import hand_over
from zhijian.rooms.reach.services.taking_along import MOST_NUMBERS

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    return a_town()


@pytest.fixture
def client(town: Town) -> Client:
    """The secretary of 河东村."""
    return signed_in(a_person("he", (Role.SECRETARY, town.hedong), name="何建平"))


@pytest.fixture
def zhao(town: Town) -> Member:
    return Member.objects.get(unit=town.hedong, name="赵德明")


@pytest.fixture
def ma(town: Town) -> Member:
    """Of 河西村, which is none of the secretary's."""
    return Member.objects.get(unit=town.hexi, name="马晓燕")


def care_of(town: Town, rest: str = "") -> str:
    return f"/console/org/units/{town.hedong.pk}/care/{rest}"


def back(act: UUID) -> str:
    return f"/console/org/care/acts/{act}/taking-back/"


def who_goes_to(*members: Member) -> list[str]:
    held = dict(Word.objects.filter(is_current=True).values_list("member", "helper__name"))
    return [held.get(member.pk) or "" for member in members]


def test_next_door_there_is_nothing(client: Client, town: Town, ma: Member) -> None:
    unit, member = f"/console/org/units/{town.hexi.pk}/care/", f"/console/org/members/{ma.code}/care/"

    read = [client.get(page).status_code for page in (unit, f"{unit}otherwise/", f"{unit}sheet/", member)]
    done = [
        client.post(f"{unit}sheet/", {"why": "入户"}).status_code,
        client.post(f"{unit}helpers/", {"member": ma.code, "helper": town.he.code}).status_code,
        client.post(member, {"said": "declined:"}).status_code,
        client.post(f"{member}otherwise/", {"how": "print"}).status_code,
    ]

    assert (read, done) == ([404] * 4, [404] * 4)
    assert (Word.objects.count(), Line.objects.filter(action="reach.list_taken").count()) == (0, 0)


def test_a_helper_out_of_sight_is_not_there(client: Client, town: Town, zhao: Member, ma: Member) -> None:
    answer = client.post(care_of(town, "helpers/"), {"member": zhao.code, "helper": ma.code})

    assert (answer.status_code, who_goes_to(zhao)) == (422, [""])


def test_a_name_out_of_sight_stays_a_name(client: Client, town: Town, zhao: Member) -> None:
    client.post(care_of(town, "helpers/"), {"member": zhao.code, "helper": "other", "name": "马晓燕"})

    word = Word.objects.get()
    assert (word.helper, word.helper_name) == (None, "马晓燕")


@pytest.mark.parametrize(("ticked", "shows"), [({}, False), ({"phone": "on"}, True)])
def test_the_number_goes_along_only_when_ticked(
    client: Client, town: Town, zhao: Member, ticked: dict[str, str], shows: bool
) -> None:
    client.post(care_of(town, "helpers/"), {"member": zhao.code, "helper": town.he.code, **ticked})

    assert list(Word.objects.values_list("member", "shows_phone")) == [(zhao.pk, shows)]


def test_of_a_wide_act_only_his_part_is_taken_back(
    client: Client, town: Town, zhao: Member, ma: Member
) -> None:
    words = hand_over([zhao, ma], helper=town.he, by="tests")

    client.post(back(words[0].act))

    assert who_goes_to(zhao, ma) == ["", "何建平"]


def test_an_act_elsewhere_is_not_there(client: Client, town: Town, ma: Member) -> None:
    words = hand_over([ma], helper=town.he, by="tests")

    answer = client.post(back(words[0].act))

    assert (answer.status_code, who_goes_to(ma)) == (404, ["何建平"])


def test_what_was_done_elsewhere_is_not_told(client: Client, town: Town, ma: Member) -> None:
    words = hand_over([ma], helper=town.he, by="tests")

    shown = client.get(care_of(town), {"done": str(words[0].act)})

    assert (shown.status_code, "马晓燕" in shown.content.decode()) == (200, False)


@pytest.mark.parametrize("page", ["", "otherwise/", "helper/ending/"])
def test_of_who_left_the_roster_nothing_is_said(client: Client, zhao: Member, page: str) -> None:
    note_departure(zhao, state=MemberState.DIED, by="tests")

    answer = client.post(f"/console/org/members/{zhao.code}/care/{page}", {"said": "not_yet:phone"})

    assert (answer.status_code, Word.objects.count()) == (404, 0)


@pytest.mark.parametrize("standing", ["declined", "bound", "not_yet"])
def test_there_is_no_list_of_who_declined(client: Client, town: Town, standing: str) -> None:
    assert client.get(care_of(town, f"{standing}/")).status_code == 404


def test_too_many_whole_numbers_leave_only_masked(client: Client, town: Town) -> None:
    for number in range(MOST_NUMBERS):
        a_member(town.hedong, f"同志{number}", phone=f"139{number:08}")
    asked = {"why": "入户"}

    whole = client.post(care_of(town, "sheet/"), {**asked, "numbers": "on"})
    masked = client.post(care_of(town, "sheet/"), asked)

    assert (whole.status_code, masked.status_code) == (422, 200)
    assert 'value="入户"' in whole.content.decode()
    assert [line.details["unmasked"] for line in Line.objects.filter(action="reach.list_taken")] == [False]
    assert not Line.objects.filter(action="member.phone_seen").exists()


def test_few_of_the_past_are_told_to_who_reads_names_only(client: Client, town: Town) -> None:
    """All but one were reached then: the number alone would tell of him."""
    auditor = signed_in(a_person("gu", (Role.AUDITOR, None)))
    Snapshot.objects.create(
        unit=town.hedong, month=localdate().replace(year=localdate().year - 1, day=1), bound=6, not_yet=1
    )
    here = f"/console/org/units/{town.hedong.pk}/"

    shown = [one.get(here).content.decode() for one in (client, auditor)]

    assert ["联系得上 6 人" in page for page in shown] == [True, False]
