"""关注者: numbers, whoever is bound and may be seen, undoing, paper, tags. Never an openid."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils.timezone import now

from zhijian.console.tests.signing_in import signed_in
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.accounts.tests.builders import an_account
from zhijian.foundation.followers import queries, services
from zhijian.foundation.followers.models import Binding, BindingCode, Pause, Reconciling, Tag, TagBook
from zhijian.foundation.followers.tests.builders import a_bound_follower, a_follower
from zhijian.foundation.followers.ways import Braked
from zhijian.foundation.org.models import Unit
from zhijian.foundation.org.services import make_label
from zhijian.foundation.org.tests.builders import a_member, a_unit
from zhijian.foundation.staff.roles import Role
from zhijian.foundation.staff.tests.builders import a_person, a_post
from zhijian.foundation.tasks.models import Task

pytestmark = pytest.mark.django_db(databases="__all__")
PAGE = "/console/followers/"


@pytest.fixture
def town() -> Unit:
    return a_unit()


@pytest.fixture
def account(town: Unit) -> Account:
    account = an_account()
    account.unit = town
    account.save()
    return account


@pytest.fixture
def branch(town: Unit) -> Unit:
    return a_unit("河东村党支部", town)


@pytest.fixture
def chen(account: Account, branch: Unit) -> Binding:
    return a_bound_follower(account, a_member(branch), "o-canary")


def somebody(role: Role, unit: Unit) -> Client:
    person = a_person(f"p-{role}-{unit.pk}")
    a_post(person, role, unit)
    return signed_in(person)


def read(client: Client, address: str = PAGE) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_administrator_reads_how_many_and_who(town: Unit, account: Account, chen: Binding) -> None:
    a_follower(account, "o-stranger")

    shown = read(somebody(Role.ADMINISTRATOR, town))

    assert ("陈玉兰" in shown, "河东村党支部" in shown, "<dd>2</dd>" in shown, "<dd>1</dd>" in shown) == (
        True,
        True,
        True,
        True,
    )
    assert "o-canary" not in shown


def test_secretary_reads_his_own_and_no_accounts(
    town: Unit, account: Account, branch: Unit, chen: Binding
) -> None:
    other = a_unit("河西村党支部", town)
    a_bound_follower(account, a_member(other, "王建国"), "o-wang")

    shown = read(somebody(Role.SECRETARY, branch))

    assert ("陈玉兰" in shown, "王建国" in shown, "对一遍" in shown) == (True, False, False)


def test_who_vouched_is_named(town: Unit, account: Account, branch: Unit, chen: Binding) -> None:
    asked = services.ask_for_helper(a_follower(account, "o-wang"), name="王建国")
    services.vouch(chen, asked=asked, member=a_member(branch, "王建国"))

    assert "陈玉兰作证" in read(somebody(Role.ADMINISTRATOR, town))


def test_found_by_name_and_by_letters(town: Unit, account: Account, branch: Unit, chen: Binding) -> None:
    a_bound_follower(account, a_member(branch, "王建国"), "o-wang")
    client = somebody(Role.ADMINISTRATOR, town)

    shown = [read(client, f"{PAGE}?q={word}") for word in ("建国", "cyl")]

    assert [("陈玉兰" in page, "王建国" in page) for page in shown] == [(False, True), (True, False)]


def test_comparison_is_a_task_of_his(town: Unit, account: Account) -> None:
    client = somebody(Role.ADMINISTRATOR, town)

    answer = client.post(f"{PAGE}qinghe/comparison/", follow=True)

    task = Task.objects.get(name="followers.reconcile")
    assert (answer.status_code, "和微信的关注者名单对一遍" in answer.content.decode()) == (200, True)
    assert task.arguments == {"account": account.pk, "believe": False}


def test_refused_list_is_explained(town: Unit, account: Account) -> None:
    Reconciling.objects.create(account=account, began_at=now(), errcode=48001)

    assert "微信不给这个公众号看关注者名单" in read(somebody(Role.ADMINISTRATOR, town))


def test_doubted_list_waits_for_his_word(town: Unit, account: Account) -> None:
    Reconciling.objects.create(account=account, began_at=now(), doubted=60, listed=1, total=1)
    client = somebody(Role.ADMINISTRATOR, town)

    shown = read(client)
    client.post(f"{PAGE}qinghe/comparison/", {"believe": "1"})

    assert "60 人算作取消关注" in shown
    assert Task.objects.get(name="followers.reconcile").arguments["believe"] is True


def test_pause_is_shown_and_lifted(town: Unit, account: Account) -> None:
    pause = Pause.objects.create(account=account, because=Braked.ACCOUNT, until=now() + timedelta(hours=9))
    client = somebody(Role.ADMINISTRATOR, town)

    shown = read(client)
    client.post(f"{PAGE}pauses/{pause.pk}/lifting/")

    pause.refresh_from_db()
    assert ("像是有人在试" in shown, pause.lifted_at is not None) == (True, True)


def test_wrong_binding_is_undone_with_a_reason(branch: Unit, chen: Binding) -> None:
    client = somebody(Role.SECRETARY, branch)
    address = f"{PAGE}bindings/{chen.pk}/undoing/"

    without = client.post(address, {"why": " "})
    done = client.post(address, {"why": "认错了人"})

    undone = queries.undone_untold(chen.follower)
    assert (without.status_code, done.status_code, Binding.objects.count()) == (422, 302, 0)
    assert undone is not None
    assert undone.why == "认错了人"


def test_binding_of_another_unit_is_not_there(town: Unit, chen: Binding) -> None:
    client = somebody(Role.SECRETARY, a_unit("河西村党支部", town))

    answer = client.post(f"{PAGE}bindings/{chen.pk}/undoing/", {"why": "好奇"})

    assert (answer.status_code, Binding.objects.count()) == (404, 1)


def test_sheet_has_codes_for_those_not_bound(account: Account, branch: Unit, chen: Binding) -> None:
    wang = a_member(branch, "王建国")
    client = somebody(Role.SECRETARY, branch)

    shown = client.post(f"{PAGE}paper/", {"unit": branch.code}).content.decode()

    code = shown.partition('<p class="paper-code">')[2].partition("</p>")[0]
    assert ("王建国" in shown, "陈玉兰" in shown, BindingCode.objects.count()) == (True, False, 1)
    assert services.redeem_code(a_follower(account, "o-wang"), code).member == wang


def test_unit_of_others_gets_no_sheet(town: Unit, branch: Unit) -> None:
    other = a_unit("河西村党支部", town)
    a_member(other, "王建国")
    client = somebody(Role.SECRETARY, branch)

    answers = [client.post(f"{PAGE}paper/", {"unit": asked}) for asked in (other.code, other.name)]

    assert [answer.status_code for answer in answers] == [422, 422]
    assert BindingCode.objects.count() == 0


def test_tag_is_asked_for_and_returned(town: Unit, account: Account, branch: Unit) -> None:
    make_label("老党员", by="tests")
    client = somebody(Role.ADMINISTRATOR, town)

    client.post(f"{PAGE}tags/", {"unit": branch.code, "label": "老党员", "first": "60", "last": ""})
    shown = read(client, f"{PAGE}tags/")
    tag = Tag.objects.get()
    client.post(f"{PAGE}tags/{tag.pk}/return/")

    tag.refresh_from_db()
    assert "河东村党支部和下级，标签“老党员”，60 到 120 岁" in shown
    assert tag.returned_at is not None


@pytest.mark.parametrize("typed", [{}, {"unit": "没有这个"}, {"first": "九十"}, {"first": "9", "last": "3"}])
def test_tag_for_nobody_is_refused(town: Unit, account: Account, typed: dict[str, str]) -> None:
    answer = somebody(Role.ADMINISTRATOR, town).post(f"{PAGE}tags/", typed)

    assert (answer.status_code, Tag.objects.count()) == (422, 0)


def test_tags_made_by_hand_are_counted(town: Unit, account: Account) -> None:
    TagBook.objects.create(account=account, made_by_hand=7, looked_at=now())

    assert "另有 7 个是在微信后台手工建的" in read(somebody(Role.ADMINISTRATOR, town), f"{PAGE}tags/")
