import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate

from zhijian.foundation.accounts.models import Account
from zhijian.foundation.accounts.tests.builders import an_account
from zhijian.foundation.followers import remembering, services
from zhijian.foundation.followers.facts import STRANGER, Facts, FactsOf
from zhijian.foundation.followers.models import Binding, BindingChange
from zhijian.foundation.followers.remembering import Memory
from zhijian.foundation.followers.tests.builders import a_bound_follower, a_follower
from zhijian.foundation.followers.ways import Way
from zhijian.foundation.org.models import Change, Unit
from zhijian.foundation.org.services import (
    Particulars,
    appoint,
    correct_member,
    label_members,
    make_label,
    move_member,
    move_unit,
    note_departure,
    take_back_departure,
)
from zhijian.foundation.org.states import MemberState
from zhijian.foundation.org.tests.builders import a_member, a_unit

pytestmark = pytest.mark.django_db


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def account() -> Account:
    return an_account()


@pytest.fixture
def branch() -> Unit:
    return a_unit("河东村党支部", a_unit(code="QH"), code="QH-03")


@pytest.fixture
def chen(account: Account, branch: Unit) -> Binding:
    return a_bound_follower(account, a_member(branch))


@pytest.fixture
def memory(chen: Binding) -> Memory:
    """Begun, with one member in it."""
    memory = Memory()
    memory.refresh()
    memory.facts_of(chen.account_id)("o-mei")
    return memory


def facts(memory: Memory, account: Account) -> FactsOf:
    return memory.facts_of(account.pk)


def known(memory: Memory, account: Account) -> Facts | None:
    memory.refresh()
    return facts(memory, account).at_once("o-mei")


def test_nobody_is_known_before_he_writes(account: Account, chen: Binding) -> None:
    assert facts(Memory(), account).at_once("o-mei") is None


def test_stranger_costs_one_query_and_then_none(account: Account, memory: Memory) -> None:
    ask = facts(memory, account)

    with CaptureQueriesContext(connection) as first:
        found = ask("o-stranger")
    with CaptureQueriesContext(connection) as later:
        again = (ask("o-stranger"), ask.at_once("o-stranger"), ask("o-mei"))

    assert (found, len(first), len(later)) == (STRANGER, 1, 0)
    assert again == (STRANGER, STRANGER, Facts(is_bound=True, unit_path=("QH", "QH-03")))


def test_nothing_changed_costs_two_small_queries(memory: Memory) -> None:
    memory.refresh()

    with CaptureQueriesContext(connection) as looked:
        memory.refresh()

    assert len(looked) == 2


def test_binding_and_unbinding_are_seen(account: Account, chen: Binding, memory: Memory) -> None:
    a_follower(account, "o-wang")
    seen = [facts(memory, account)("o-wang").is_bound]
    binding = a_bound_follower(account, a_member(chen.member.unit, "王建国"), "o-wang")
    memory.refresh()
    seen.append(facts(memory, account)("o-wang").is_bound)
    services.unbind(binding)
    memory.refresh()
    seen.append(facts(memory, account)("o-wang").is_bound)

    assert seen == [False, True, False]


def test_change_of_one_drops_nobody_else(account: Account, chen: Binding, memory: Memory) -> None:
    wang = a_bound_follower(account, a_member(chen.member.unit, "王建国"), "o-wang")
    memory.refresh()
    facts(memory, account)("o-wang")

    correct_member(wang.member, particulars=Particulars(name="王建国", birth_year=1950), by="tests")
    memory.refresh()

    assert facts(memory, account).at_once("o-wang") is None
    assert facts(memory, account).at_once("o-mei") is not None


def test_each_change_of_a_member_is_seen(account: Account, chen: Binding, memory: Memory) -> None:
    member, ask = chen.member, facts(memory, account)
    seen = []
    for change in (
        lambda: correct_member(
            member, particulars=Particulars(name="陈玉兰", birth_year=localdate().year - 70), by="tests"
        ),
        lambda: appoint(member, unit=member.unit, title="书记", by="tests"),
        lambda: label_members([member], label=make_label("老党员", by="tests"), by="tests"),
        lambda: move_member(member, to=a_unit("河西村党支部", code="HX"), by="tests"),
        lambda: note_departure(member, state=MemberState.LEFT, by="tests"),
        lambda: take_back_departure(member, by="tests"),
    ):
        change()
        memory.refresh()
        seen.append(ask("o-mei"))

    here = ("QH", "QH-03")
    secretary, old = frozenset({"书记"}), frozenset({"老党员"})
    assert seen == [
        Facts(is_bound=True, unit_path=here, age=70),
        Facts(is_bound=True, unit_path=here, age=70, offices=secretary),
        Facts(is_bound=True, unit_path=here, age=70, offices=secretary, tags=old),
        Facts(is_bound=True, unit_path=("HX",), age=70, offices=secretary, tags=old),
        STRANGER,
        # The office ended with this day, the last of it.
        Facts(is_bound=True, unit_path=("HX",), age=70, offices=secretary, tags=old),
    ]


def test_moved_unit_takes_those_below_with_it(
    account: Account, branch: Unit, chen: Binding, memory: Memory
) -> None:
    elsewhere = a_bound_follower(account, a_member(a_unit("别的党委", code="B"), "周主任"), "o-zhou")
    memory.refresh()
    facts(memory, account)("o-mei")
    facts(memory, account)("o-zhou")

    move_unit(branch, to=a_unit("沿河片区党总支", code="YH"), by="tests")
    memory.refresh()

    assert elsewhere.member.name == "周主任"
    assert facts(memory, account)("o-mei").unit_path == ("YH", "QH-03")
    assert facts(memory, account).at_once("o-zhou") is not None


def test_change_with_a_lower_number_that_comes_late_is_seen(
    account: Account, chen: Binding, memory: Memory
) -> None:
    Change.objects.create(pk=1001, unit_id=0)
    assert known(memory, account) is not None

    Change.objects.create(pk=1000, unit_id=chen.member.unit_id, member_id=chen.member_id)

    assert known(memory, account) is None


def test_late_changes_are_looked_for_a_minute(account: Account, chen: Binding) -> None:
    clock = Clock()
    memory = Memory(clock=clock)
    memory.refresh()
    BindingChange.objects.create(account_id=9, openid="o")
    with CaptureQueriesContext(connection) as looked:
        for seconds in (1, 62, 124, 186):
            clock.now = seconds
            memory.refresh()

    floors = [
        query["sql"].partition('"id" > ')[2].split()[0] for query in looked if "bindingchange" in query["sql"]
    ]
    assert floors[0] == floors[1] < floors[3]


def test_too_many_changes_forget_everybody(account: Account, memory: Memory) -> None:
    Change.objects.bulk_create([Change(unit_id=0) for _ in range(remembering.MOST_CHANGES + 1)])

    assert (known(memory, account), len(memory)) == (None, 0)


def test_what_changed_while_somebody_was_looked_up_is_not_kept(account: Account, chen: Binding) -> None:
    memory = Memory()
    memory.refresh()
    before = memory._forgettings
    found = memory._archive.find(account.pk, "o-mei")
    services.unbind(chen)
    memory.refresh()

    memory._keep((account.pk, "o-mei"), found, before)

    assert facts(memory, account)("o-mei") == STRANGER


def test_only_so_many_are_remembered_and_the_busy_stay(account: Account, chen: Binding) -> None:
    memory = Memory(most=100)
    memory.refresh()
    ask = facts(memory, account)
    for each in range(1000):
        ask("o-mei")
        ask(f"o-{each}")

    assert len(memory) <= 202
    assert ask.at_once("o-mei") is not None
    assert ask.at_once("o-0") is None


def test_first_binding_by_paper_is_seen_too(account: Account, chen: Binding, memory: Memory) -> None:
    code = services.make_binding_code(a_member(chen.member.unit, "王建国"), by="Wen")
    follower = a_follower(account, "o-wang")
    facts(memory, account)("o-wang")

    assert services.redeem_code(follower, code).way == Way.CODE
    memory.refresh()

    assert facts(memory, account)("o-wang").is_bound
