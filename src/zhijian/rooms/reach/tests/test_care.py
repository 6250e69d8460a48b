from uuid import uuid4

import pytest

from zhijian.foundation.accounts.models import Account
from zhijian.foundation.accounts.tests.builders import an_account
from zhijian.foundation.audit.models import Line
from zhijian.foundation.followers import services as followers
from zhijian.foundation.followers.tests.builders import LONG_AGO, a_bound_follower, a_follower
from zhijian.foundation.org.models import Member, Unit
from zhijian.foundation.org.scope import EVERYTHING, NOTHING, Scope
from zhijian.foundation.org.services import note_departure
from zhijian.foundation.org.states import MemberState
from zhijian.foundation.org.tests.builders import a_member, a_unit
from zhijian.rooms.reach.errors import (
    HelpsHimself,
    LeftInPeace,
    NobodyGiven,
    NotHisToHelp,
    NotOnRoster,
    SaidMeanwhile,
)
from zhijian.rooms.reach.models import Word
from zhijian.rooms.reach.queries.care import helped_by, people_of, standing_of
from zhijian.rooms.reach.services.care import (
    hand_over,
    note_been_there,
    note_declined,
    note_reached,
    say_how_reached,
    take_back,
)
from zhijian.rooms.reach.services.following import note_follows
from zhijian.rooms.reach.states import How, Reason, Standing
from zhijian.rooms.reach.tests.builders import a_branch_of_every_standing

pytestmark = pytest.mark.django_db


@pytest.fixture
def account() -> Account:
    return an_account()


@pytest.fixture
def branch() -> Unit:
    return a_unit("河东村党支部")


def standing(member: object) -> tuple[str, str]:
    found = standing_of(member)  # type: ignore[arg-type] # a member
    assert found
    return found.standing, found.reason or ""


# --- One standing each --------------------------------------------------------------------------------


def test_each_member_has_one_standing(branch: Unit, account: Account) -> None:
    people = a_branch_of_every_standing(branch, account)

    assert {name: standing(member) for name, member in people.items()} == {
        "陈玉兰": ("bound", ""),
        "李秀英": ("follows", ""),
        "孙桂芳": ("otherwise", ""),
        "王建国": ("declined", ""),
        "赵德明": ("not_yet", "changed"),
        "钱家和": ("not_yet", "wechat"),
        "欧阳文静": ("not_yet", "unknown"),
    }


def test_who_left_the_roster_has_none(branch: Unit) -> None:
    gone = note_departure(a_member(branch), state=MemberState.MOVED, by="tests")

    assert standing_of(gone) is None


def test_a_binding_wins_over_what_was_said_until_it_ends(branch: Unit, account: Account) -> None:
    chen = a_member(branch)
    note_declined(chen, by="tests")
    binding = a_bound_follower(account, chen)
    while_bound = standing(chen)

    followers.unbind(binding)

    assert (while_bound, standing(chen)) == (("bound", ""), ("declined", ""))


def test_a_binding_ends_when_he_leaves(branch: Unit, account: Account) -> None:
    chen = a_member(branch)
    note_reached(chen, how=How.CALL, by="tests")
    binding = a_bound_follower(account, chen)

    followers.note_left(account_id=account.pk, openid=binding.follower.openid, at=LONG_AGO)

    assert standing(chen) == ("otherwise", "")


def test_who_came_by_his_invitation_follows_until_he_leaves(branch: Unit, account: Account) -> None:
    chen = a_member(branch)
    say_how_reached(chen, standing=Standing.NOT_YET, reason=Reason.NO_PHONE, by="tests")
    note_follows(chen, follower=a_follower(account, "o-chen"))
    while_following = standing(chen)

    followers.note_left(account_id=account.pk, openid="o-chen", at=LONG_AGO)

    assert (while_following, standing(chen)) == (("follows", ""), ("not_yet", "phone"))


def test_staff_know_better_than_a_scan_before(branch: Unit, account: Account) -> None:
    chen = a_member(branch)
    note_follows(chen, follower=a_follower(account))
    note_reached(chen, how=How.FAMILY, by="tests")

    assert standing(chen) == ("otherwise", "")


def test_a_scan_after_is_newer_than_what_was_said(branch: Unit, account: Account) -> None:
    chen = a_member(branch)
    note_declined(chen, by="tests")
    note_follows(chen, follower=a_follower(account))

    assert standing(chen) == ("follows", "")


def test_a_follower_came_for_one_member_the_latest(branch: Unit, account: Account) -> None:
    chen, li = a_member(branch), a_member(branch, "李秀英")
    mei = a_follower(account)
    note_follows(chen, follower=mei)
    note_follows(li, follower=mei)

    assert (standing(chen), standing(li)) == (("not_yet", "unknown"), ("follows", ""))


# --- Lists ---------------------------------------------------------------------------------------------


def test_the_care_list_names_those_not_reached_only(branch: Unit, account: Account) -> None:
    a_branch_of_every_standing(branch, account)

    found = people_of(branch, EVERYTHING, standing=Standing.NOT_YET)

    assert {member.name for member in found} == {"赵德明", "钱家和", "欧阳文静"}


def test_who_declined_is_on_no_list(branch: Unit, account: Account) -> None:
    people = a_branch_of_every_standing(branch, account)

    found = list(people_of(branch, EVERYTHING, standing=Standing.DECLINED))

    assert (standing(people["王建国"]), found) == (("declined", ""), [])


def test_the_list_ends_where_his_rights_end(branch: Unit, account: Account) -> None:
    a_branch_of_every_standing(branch, account)
    elsewhere = Scope.of(a_unit("河西村党支部").path)

    found = [list(people_of(branch, scope, standing=Standing.NOT_YET)) for scope in (elsewhere, NOTHING)]

    assert found == [[], []]


# --- Helper ------------------------------------------------------------------------------------------


def test_several_are_handed_over_in_one_act(branch: Unit) -> None:
    zhao, qian, helper = (a_member(branch, name) for name in ("赵德明", "钱家和", "李秀英"))

    words = hand_over([zhao, qian], helper=helper, shows_phone=True, by="tests")

    assert len({word.act for word in words}) == 1
    assert [(one.member.name, one.word and one.word.shows_phone) for one in helped_by(helper)] == [
        ("赵德明", True),
        ("钱家和", True),
    ]


def test_a_name_is_enough_for_who_is_not_on_the_roster(branch: Unit) -> None:
    zhao = a_member(branch, "赵德明")

    hand_over([zhao], helper_name="村医老周", shows_phone=True, by="tests")

    found = standing_of(zhao)
    assert found
    assert (found.helper, found.word and found.word.shows_phone) == ("村医老周", False)


def test_handing_over_keeps_the_reason(branch: Unit) -> None:
    zhao, helper = a_member(branch, "赵德明"), a_member(branch, "李秀英")
    say_how_reached(zhao, standing=Standing.NOT_YET, reason=Reason.NO_WECHAT, note="老人机", by="tests")

    hand_over([zhao], helper=helper, by="tests")

    found = standing_of(zhao)
    assert found
    assert (found.reason, found.note, found.helper) == ("wechat", "老人机", "李秀英")


@pytest.mark.parametrize("wrong", [NobodyGiven, HelpsHimself, LeftInPeace, NotOnRoster])
def test_what_cannot_be_handed_over_changes_nothing(branch: Unit, wrong: type[Exception]) -> None:
    zhao, wang, helper = (a_member(branch, name) for name in ("赵德明", "王建国", "李秀英"))
    note_declined(wang, by="tests")
    gone = note_departure(a_member(branch, "钱家和"), state=MemberState.DIED, by="tests")
    before = Word.objects.count()

    tried: dict[type[Exception], tuple[list[Member], Member | None]] = {
        NobodyGiven: ([zhao], None),
        HelpsHimself: ([zhao, helper], helper),
        LeftInPeace: ([zhao, wang], helper),
        NotOnRoster: ([zhao], gone),
    }
    members, given = tried[wrong]
    with pytest.raises(wrong):
        hand_over(members, helper=given, by="tests")

    assert Word.objects.count() == before


def test_of_who_left_the_roster_nothing_is_said(branch: Unit) -> None:
    zhao, helper = a_member(branch, "赵德明"), a_member(branch, "李秀英")
    hand_over([zhao], helper=helper, by="tests")
    note_departure(zhao, state=MemberState.DIED, by="tests")

    with pytest.raises(NotOnRoster):
        note_been_there(zhao, helper=helper)
    with pytest.raises(NotOnRoster):
        hand_over([zhao], helper=helper, by="tests")

    assert (Word.objects.count(), helped_by(helper)) == (1, [])


def test_a_helper_who_left_visits_nobody(branch: Unit) -> None:
    zhao, helper = a_member(branch, "赵德明"), a_member(branch, "李秀英")
    hand_over([zhao], helper=helper, by="tests")

    note_departure(helper, state=MemberState.MOVED, by="tests")

    found = standing_of(zhao)
    assert found
    assert found.helper == ""


def test_the_next_helper_begins_anew(branch: Unit) -> None:
    zhao, li, sun = (a_member(branch, name) for name in ("赵德明", "李秀英", "孙桂芳"))
    hand_over([zhao], helper=li, by="tests")
    note_been_there(zhao, helper=li)

    hand_over([zhao], helper=sun, by="tests")

    assert [(one.member, one.word and one.word.been_at) for one in helped_by(sun)] == [(zhao, None)]


def test_who_declined_and_comes_round_is_asked_afresh(branch: Unit) -> None:
    """What was noted of him, and who went there, was over when he declined."""
    zhao, helper = a_member(branch, "赵德明"), a_member(branch, "李秀英")
    say_how_reached(zhao, standing=Standing.NOT_YET, reason=Reason.NO_PHONE, note="儿子同住", by="tests")
    hand_over([zhao], helper=helper, shows_phone=True, by="tests")
    note_declined(zhao, by="tests")

    word = note_reached(zhao, how=How.CALL, by="tests")

    assert (word.note, word.helper, word.helper_name, word.shows_phone) == ("", None, "", False)


def test_what_the_helper_ticks_goes_back_to_the_list(branch: Unit) -> None:
    zhao, qian, sun, helper = (a_member(branch, name) for name in ("赵德明", "钱家和", "孙桂芳", "李秀英"))
    hand_over([zhao, qian, sun], helper=helper, by="tests")

    note_been_there(zhao, helper=helper)
    note_been_there(qian, helper=helper, standing=Standing.FOLLOWS)
    note_been_there(sun, helper=helper, standing=Standing.OTHERWISE, how=How.LARGE_PRINT)

    assert [standing(one)[0] for one in (zhao, qian, sun)] == ["not_yet", "follows", "otherwise"]
    assert [(one.member, bool(one.word and one.word.been_at)) for one in helped_by(helper)] == [(zhao, True)]
    assert Word.objects.get(member=sun, is_current=True).said_by_name == "李秀英"


def test_nobody_ticks_a_visit_that_is_not_his(branch: Unit) -> None:
    zhao, helper, other = (a_member(branch, name) for name in ("赵德明", "李秀英", "孙桂芳"))
    hand_over([zhao], helper=helper, by="tests")

    with pytest.raises(NotHisToHelp):
        note_been_there(zhao, helper=other, standing=Standing.OTHERWISE)

    assert standing(zhao) == ("not_yet", "unknown")


# --- Taking back, and the log --------------------------------------------------------------------------


def test_taking_back_puts_what_held_before_in_place(branch: Unit) -> None:
    zhao, qian, helper = (a_member(branch, name) for name in ("赵德明", "钱家和", "李秀英"))
    say_how_reached(zhao, standing=Standing.NOT_YET, reason=Reason.PHONE_CHANGED, by="tests")
    words = hand_over([zhao, qian], helper=helper, by="tests")

    take_back(words[0].act, by="tests", among=lambda members: members)

    assert (standing(zhao), standing(qian), helped_by(helper)) == (
        ("not_yet", "changed"),
        ("not_yet", "unknown"),
        [],
    )


def test_what_was_taken_back_can_be_said_again(branch: Unit) -> None:
    chen = a_member(branch)
    note_declined(chen, by="tests")
    take_back(note_reached(chen, how=How.CALL, by="tests").act, by="tests", among=list)

    note_reached(chen, how=How.VISIT, by="tests")

    assert (standing(chen), Word.objects.count()) == (("otherwise", ""), 3)


def test_a_later_word_is_not_taken_back_with_an_earlier_act(branch: Unit) -> None:
    zhao, qian, helper = (a_member(branch, name) for name in ("赵德明", "钱家和", "李秀英"))
    words = hand_over([zhao, qian], helper=helper, by="tests")
    note_declined(zhao, by="tests")

    members = take_back(words[0].act, by="tests", among=lambda members: members)

    assert (members, standing(zhao)) == ([qian], ("declined", ""))


@pytest.mark.parametrize("act", ["unknown", "not his"])
def test_what_is_not_there_for_him_cannot_be_taken_back(branch: Unit, act: str) -> None:
    word = note_declined(a_member(branch), by="tests")

    with pytest.raises(SaidMeanwhile):
        take_back(
            uuid4() if act == "unknown" else word.act,
            by="tests",
            among=lambda members: members if act == "unknown" else [],
        )

    assert Word.objects.get().is_current


def test_the_log_has_one_line_an_act_and_names_nobody(branch: Unit) -> None:
    zhao, helper = a_member(branch, "赵德明"), a_member(branch, "李秀英")
    before = Line.objects.count()
    say_how_reached(zhao, standing=Standing.NOT_YET, reason=Reason.NO_PHONE, note="儿子同住", by="tests")
    hand_over([zhao], helper=helper, by="tests")
    note_been_there(zhao, helper=helper)
    word = note_reached(zhao, how=How.VISIT, by="tests")
    take_back(word.act, by="tests", among=lambda members: members)

    lines = list(Line.objects.order_by("pk")[before:])

    assert [line.action for line in lines] == [
        "reach.said", "reach.handed", "reach.visited", "reach.reached", "reach.taken_back",
    ]  # fmt: skip
    written = " ".join(f"{line.subject_name} {line.details} {line.actor_name}" for line in lines)
    assert [word for word in ("赵德明", "李秀英", "儿子同住") if word in written] == []
    assert {line.unit_path for line in lines} == {branch.path}
