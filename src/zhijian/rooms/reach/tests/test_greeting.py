"""What a gateway says to whoever comes by a code, from memory."""

import re
from datetime import UTC, datetime

import pytest

from zhijian.foundation.accounts.models import Account
from zhijian.foundation.accounts.tests.builders import an_account
from zhijian.foundation.followers import links
from zhijian.foundation.followers.tests.builders import a_follower
from zhijian.foundation.org.models import Unit
from zhijian.foundation.org.services import merge_units, rename_unit
from zhijian.foundation.org.tests.builders import a_member, a_unit
from zhijian.rooms.reach.greeting import WRONG_ALLOWED, WRONG_WITHIN_SECONDS, Greeting, Greetings
from zhijian.rooms.reach.models import Invitation
from zhijian.rooms.reach.services import inviting
from zhijian.rooms.reach.services.inviting import invite_member, invite_unit
from zhijian.wechat.events import Scan, Subscribe
from zhijian.wechat.messages import Received, Text

pytestmark = pytest.mark.django_db

MEI = "o-mei"
AT = int(datetime.now(UTC).timestamp())


class Clock:
    def __init__(self) -> None:
        self.now = 10_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def branch() -> Unit:
    return a_unit("河东村党支部", a_unit(), code="QH-03")


@pytest.fixture
def account(branch: Unit) -> Account:
    return an_account(unit=branch.superior)


@pytest.fixture
def code(account: Account, branch: Unit) -> Invitation:
    return invite_unit(branch, account=account, by="tests")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def greetings(clock: Clock, code: Invitation) -> Greetings:
    greetings = Greetings(clock=clock)
    greetings.refresh()
    return greetings


def said(greetings: Greetings, code: Invitation, message: Received) -> Greeting | None:
    greeter = greetings.of(code.account_id)
    return greeter.greeting(message) if greeter else None


def wrote(text: str) -> Text:
    return Text(to_user="gh", from_user=MEI, create_time=AT, msg_id=1, content=text)


def scanned(scene: str) -> Scan:
    return Scan(to_user="gh", from_user=MEI, create_time=AT, event_key=scene)


def followed(scene: str) -> Subscribe:
    return Subscribe(to_user="gh", from_user=MEI, create_time=AT, event_key=f"qrscene_{scene}")


def led_to(greeting: Greeting | None, account: Account) -> str:
    """Where the link in it leads, for whoever may read the chat."""
    a_follower(account, MEI)
    assert greeting
    found = re.search(r'<a href="([^"]+)">', greeting.words)
    assert found
    return links.open_link(found[1].partition(links.PATH)[2].rstrip("/"), browser="phone").to


def test_new_follower_is_welcomed_with_the_branchs_name(
    greetings: Greetings, code: Invitation, account: Account
) -> None:
    greeting = said(greetings, code, followed(code.scene))

    assert greeting
    assert (greeting.words.startswith("欢迎您，这里是河东村党支部。\n<a href="), greeting.is_certain) == (
        True,
        False,
    )
    assert led_to(greeting, account) == "unit:QH-03"


def test_follower_who_scans_is_told_the_branch_as_well(greetings: Greetings, code: Invitation) -> None:
    greeting = said(greetings, code, scanned(code.scene))

    assert greeting
    assert (greeting.words.partition("\n")[0], greeting.is_certain) == (
        "您已经关注了。您扫的是河东村党支部的码。",
        True,
    )


@pytest.mark.parametrize("written", ["河东 {}", "河东{}", "回复 河东　{}。"])
def test_word_is_understood_however_it_is_written(
    greetings: Greetings, code: Invitation, written: str
) -> None:
    greeting = said(greetings, code, wrote(written.format(code.number)))

    assert greeting
    assert (greeting.words.partition("\n")[0], greeting.is_certain) == ("对上了，这里是河东村党支部。", True)


@pytest.mark.parametrize("text", ["河东", "4821", "两学一做", "河西 4821", "河东 48210", "河东开会吗" * 20])
def test_everything_else_is_none_of_its_business(greetings: Greetings, code: Invitation, text: str) -> None:
    assert said(greetings, code, wrote(text)) is None


def test_own_code_names_the_unit_and_never_the_member(
    account: Account, branch: Unit, code: Invitation, clock: Clock
) -> None:
    chen = a_member(branch, "陈玉兰")
    his = invite_member(chen, account=account, by="tests")
    greetings = Greetings(clock=clock)
    greetings.refresh()

    of_unit = said(greetings, code, wrote(code.said))
    own = said(greetings, his, wrote(his.said))

    assert of_unit
    assert own
    shape = re.compile(r'href="[^"]+"')
    assert shape.sub("", own.words) == shape.sub("", of_unit.words)
    assert (chen.code in own.words, led_to(own, account)) == (False, f"member:{chen.code}")


def test_wrong_number_is_told_gently(greetings: Greetings, code: Invitation) -> None:
    wrong = "1111" if code.number != "1111" else "2222"

    greeting = said(greetings, code, wrote(f"河东 {wrong}"))

    assert greeting
    assert (greeting.words.startswith("这几个数字没有对上"), greeting.is_certain) == (True, False)


def test_after_ten_wrong_ones_a_right_one_is_not_told_from_them(
    greetings: Greetings, code: Invitation, clock: Clock
) -> None:
    wrong = [number for number in range(1000, 1020) if str(number) != code.number][:WRONG_ALLOWED]
    answers = [said(greetings, code, wrote(f"河东 {number}")) for number in wrong]

    right = said(greetings, code, wrote(code.said))

    assert right == answers[0]
    clock.now += WRONG_WITHIN_SECONDS + 1
    later = said(greetings, code, wrote(code.said))
    assert later
    assert later.is_certain


def test_same_wrong_number_again_counts_once(greetings: Greetings, code: Invitation) -> None:
    wrong = "1111" if code.number != "1111" else "2222"
    for _ in range(3 * WRONG_ALLOWED):
        said(greetings, code, wrote(f"河东 {wrong}"))

    right = said(greetings, code, wrote(code.said))

    assert right
    assert right.is_certain


def test_revoked_code_greets_nobody(greetings: Greetings, code: Invitation) -> None:
    inviting.revoke(code, by="tests")
    greetings.refresh()

    assert [said(greetings, code, one) for one in (scanned(code.scene), followed(code.scene))] == [None, None]


def test_renamed_unit_is_greeted_for_by_its_new_name(
    greetings: Greetings, code: Invitation, branch: Unit, clock: Clock
) -> None:
    rename_unit(branch, name="河东社区党支部", by="tests")
    clock.now += 6
    greetings.refresh()

    greeting = said(greetings, code, scanned(code.scene))

    assert greeting
    assert "河东社区党支部" in greeting.words


def test_old_poster_of_a_merged_unit_greets_for_its_heir(
    greetings: Greetings, code: Invitation, branch: Unit, clock: Clock
) -> None:
    heir = a_unit("两河党支部", branch.superior)
    merge_units([branch], into=heir, by="tests")
    clock.now += 6
    greetings.refresh()

    greeting = said(greetings, code, scanned(code.scene))

    assert greeting
    assert "两河党支部" in greeting.words


def test_without_changes_nothing_is_read_twice(
    greetings: Greetings, django_assert_num_queries: object
) -> None:
    with django_assert_num_queries(2):  # type: ignore[operator] # pytest-django's fixture
        greetings.refresh()
