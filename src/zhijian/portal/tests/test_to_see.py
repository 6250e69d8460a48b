import pytest

from zhijian.foundation.accounts.models import Account
from zhijian.foundation.audit.models import Line
from zhijian.portal.tests.phones import Phone, Town, a_town
from zhijian.rooms.reach.models import Word
from zhijian.rooms.reach.queries.care import standing_of
from zhijian.rooms.reach.services.care import hand_over, note_declined, say_how_reached, take_back
from zhijian.rooms.reach.states import Reason, Standing

pytestmark = pytest.mark.django_db


@pytest.fixture
def town(account: Account) -> Town:
    return a_town(account)


@pytest.fixture
def helper(town: Town) -> Phone:
    """Chen visits Sun, who has no WeChat; she was not given the number."""
    say_how_reached(town.sun, standing=Standing.NOT_YET, reason=Reason.NO_WECHAT, note="儿子同住", by="tests")
    hand_over([town.sun], helper=town.chen, by="tests")
    return town.phone_of(town.chen)


def page_of(town: Town) -> str:
    return f"/m/to-see/{town.sun.code}/"


def test_home_and_me_say_whom_to_visit(town: Town, helper: Phone) -> None:
    home, me, visits = (helper.words(path) for path in ("/m/", "/m/me/", "/m/to-see/"))

    assert ("去看望孙立平" in home, "您要去看望的人" in me, "孙立平" in visits) == (True, True, True)


def test_home_does_not_remind_who_has_been_there(town: Town, helper: Phone) -> None:
    helper.post(page_of(town), seen=page_of(town), said="been")

    assert ("去看望孙立平" in helper.words("/m/"), "孙立平" in helper.words("/m/to-see/")) == (False, True)


def test_no_reason_is_told_to_the_visitor(town: Town, helper: Phone) -> None:
    shown = helper.words("/m/to-see/") + helper.words(page_of(town))

    assert "孙立平" in shown
    assert [word for word in ("没有微信", "儿子同住", "13912340037") if word in shown] == []


def test_who_visits_nobody_is_not_bothered(town: Town) -> None:
    phone = town.phone_of(town.wang)

    assert ("看望" in phone.words("/m/"), "看望" in phone.words("/m/me/")) == (False, False)
    assert phone.get(page_of(town)).status_code == 404


@pytest.mark.parametrize(
    ("said", "standing", "goes_on"),
    [
        ("been", "not_yet", True),
        ("bound", "follows", False),
        ("print", "otherwise", False),
        ("family", "otherwise", False),
        ("told", "otherwise", False),
    ],
)
def test_a_tick_goes_back_into_the_list(
    town: Town, helper: Phone, said: str, standing: str, goes_on: bool
) -> None:
    answer = helper.post(page_of(town), seen=page_of(town), said=said)

    found = standing_of(town.sun)
    assert found
    assert found.word
    assert (answer.status_code, found.standing, found.word.said_by_name) == (200, standing, "陈玉兰")
    assert (helper.get(page_of(town)).status_code == 200) is goes_on


def test_staff_takes_a_wrong_tick_back(town: Town, helper: Phone) -> None:
    helper.post(page_of(town), seen=page_of(town), said="bound")
    word = Word.objects.get(member=town.sun, is_current=True)

    take_back(word.act, by="tests", among=lambda members: members)

    assert helper.get(page_of(town)).status_code == 200


@pytest.mark.parametrize("gives_number", [True, False])
def test_the_number_shows_by_tap_to_whom_it_was_given(town: Town, helper: Phone, gives_number: bool) -> None:
    hand_over([town.sun], helper=town.chen, shows_phone=gives_number, by="tests")
    before = helper.words(page_of(town))

    answer = helper.post(page_of(town), seen=page_of(town), said="call")

    logged = Line.objects.filter(action="reach.phone_shown").count()
    assert ("13912340037" in before, "打电话" in before) == (False, gives_number)
    if gives_number:
        assert ("tel:13912340037" in answer.content.decode(), logged) == (True, 1)
    else:
        assert (answer.status_code, logged) == (404, 0)


def test_who_declined_is_visited_by_nobody(town: Town, helper: Phone) -> None:
    note_declined(town.sun, by="tests")

    assert ("孙立平" in helper.words("/m/to-see/"), helper.get(page_of(town)).status_code) == (False, 404)


def test_who_is_bound_meanwhile_is_visited_no_more(town: Town, helper: Phone) -> None:
    town.phone_of(town.sun)

    home, me, visits = (helper.words(path) for path in ("/m/", "/m/me/", "/m/to-see/"))

    assert ("看望孙立平" in home, "您要去看望的人" in me, "孙立平" in visits) == (False, False, False)
    assert helper.get(page_of(town)).status_code == 404


def test_a_strange_word_is_no_tick(town: Town, helper: Phone) -> None:
    answer = helper.post(page_of(town), seen=page_of(town), said="anything")

    found = standing_of(town.sun)
    assert found
    assert (answer.status_code, found.standing) == (422, "not_yet")
