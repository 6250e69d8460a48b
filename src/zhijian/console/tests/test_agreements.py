"""要两个人办的事 and 交接, at the console."""

import pytest
from django.test import Client

from zhijian.console.tests.reading import refusals, words_of
from zhijian.console.tests.signing_in import signed_in
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.accounts.tests.builders import an_account
from zhijian.foundation.org.models import Unit
from zhijian.foundation.org.tests.builders import a_unit
from zhijian.foundation.staff.models import HandOver, JointAct, Staff
from zhijian.foundation.staff.roles import Role
from zhijian.foundation.staff.tests.builders import a_person
from zhijian.rooms.answers.models import Rule
from zhijian.rooms.answers.tests.builders import a_rule

pytestmark = pytest.mark.django_db

LIST, CLOSING = "/console/agreements/", "/console/accounts/qinghe/closing/"


@pytest.fixture
def mo(wen: Staff) -> Staff:
    return a_person("mo", (Role.ADMINISTRATOR, None))


def closed(account: Account) -> bool:
    return Account.objects.get(pk=account.pk).closed_at is not None


def test_an_account_is_closed_by_two(as_wen: Client, mo: Staff, account: Account) -> None:
    as_mo = signed_in(mo)

    silent = as_wen.post(CLOSING, {"why": " "})
    as_wen.post(CLOSING, {"why": "并到新的号里"})
    waits = words_of(as_mo.get("/console/").content.decode())
    asked = JointAct.objects.get()
    alone = as_wen.post(f"{LIST}{asked.pk}/agreement/")
    before = closed(account)
    as_mo.post(f"{LIST}{asked.pk}/agreement/")

    assert (silent.status_code, refusals(silent.content.decode())) == (
        422,
        ["写上为什么，另一位管理员要看。"],
    )
    assert "关停公众号“青禾镇党建”" in waits
    assert (alone.status_code, before, closed(account)) == (422, False, True)
    assert as_wen.get(CLOSING).status_code == 404


def test_the_only_administrator_is_told_whom_he_needs(as_wen: Client, account: Account) -> None:
    answer = as_wen.post(CLOSING, {"why": "并号"})

    assert (answer.status_code, JointAct.objects.exists()) == (422, False)
    assert "这里只有您一位管理员，没有人能同意。" in answer.content.decode()


def test_what_was_refused_says_why_and_what_was_withdrawn_is_gone(
    as_wen: Client, mo: Staff, account: Account
) -> None:
    as_mo = signed_in(mo)
    as_wen.post(CLOSING, {"why": "并号"})
    as_mo.post(f"{LIST}{JointAct.objects.get().pk}/refusal/", {"why": "还有人在用"})
    as_wen.post(CLOSING, {"why": "再试一次"})
    as_wen.post(f"{LIST}{JointAct.objects.latest('pk').pk}/withdrawal/")

    said = words_of(as_wen.get(LIST).content.decode())

    assert ("没有同意：还有人在用" in said, "撤回了" in said, closed(account)) == (True, True, False)


def test_a_further_head_of_the_house_is_asked_for(as_wen: Client, mo: Staff, lin: Staff) -> None:
    given = {"role": "administrator", "unit_named": ""}

    answer = as_wen.post(f"/console/staff/{lin.pk}/posts/", given)
    before = Staff.objects.get(pk=lin.pk).rights.has(Role.ADMINISTRATOR)
    signed_in(mo).post(f"{LIST}{JointAct.objects.get().pk}/agreement/")

    assert (answer["Location"], before) == (LIST, False)
    assert Staff.objects.get(pk=lin.pk).rights.has(Role.ADMINISTRATOR)


def test_a_post_is_given_by_name_on_a_unit_and_taken_back(as_wen: Client, lin: Staff) -> None:
    unit = a_unit("河东村党支部")
    posts = f"/console/staff/{lin.pk}/posts/"

    as_wen.post(posts, {"role": "secretary", "unit_named": "河东", "until_day": "2127-06-30"})
    page = as_wen.get(f"/console/staff/{lin.pk}/").content.decode()
    post = lin.posts.get(unit=unit)
    as_wen.post(f"{posts}{post.pk}/ending/")

    assert "Lin可以在河东村党支部管名册，同意组织关系转接，到 2127年6月30日 为止。" in page
    assert not lin.posts.filter(unit=unit).exists()


def test_alike_units_are_offered_by_path_and_what_was_typed_stays(as_wen: Client, lin: Staff) -> None:
    for town in ("青禾镇党委", "云溪镇党委"):
        a_unit("第一党支部", a_unit(town), code=town[:2])

    answer = as_wen.post(f"/console/staff/{lin.pk}/posts/", {"role": "secretary", "unit_named": "第一"})
    chosen = {"role": "secretary", "unit_named": "第一", "unit": "云溪"}
    as_wen.post(f"/console/staff/{lin.pk}/posts/", chosen)

    page = answer.content.decode()
    assert (answer.status_code, 'value="第一"' in page, "青禾镇党委 › 第一党支部" in page) == (
        422,
        True,
        True,
    )
    assert lin.posts.get(role=Role.SECRETARY).unit == Unit.objects.get(code="云溪")


def test_nothing_outside_ones_reach_is_found(lin: Staff) -> None:
    village, neighbour = a_unit("河东村党支部"), a_unit("沿河村党支部")
    chen = a_person("chen", (Role.EDITOR, village))
    as_head = signed_in(a_person("head", (Role.ADMINISTRATOR, village)))

    tried = [
        as_head.post(f"/console/staff/{chen.pk}/posts/", {"role": "editor", **named}).status_code
        for named in ({"unit_named": "沿河"}, {"unit_named": "沿河", "unit": neighbour.code})
    ]

    assert (tried, [post.unit for post in chen.posts.all()]) == ([422, 422], [village])


def test_rules_pass_to_the_successor_as_he_signs(as_wen: Client, lin: Staff) -> None:
    account = an_account()
    rule = a_rule(account, "党费", owner=lin)
    bo = a_person("bo", (Role.EDITOR, None), name="周建")

    begun = as_wen.post(f"/console/staff/{lin.pk}/handover/", {"username": "bo"})
    address = begun["Location"]
    seen = words_of(signed_in(bo).get(address).content.decode())
    by_another = as_wen.post(f"{address}signature/", {"kind": "rule", "key": str(rule.pk)}).status_code
    between = Rule.objects.get().owner
    signed_in(bo).post(f"{address}signature/", {"kind": "rule", "key": str(rule.pk)})

    assert ("Lin 交给 周建" in seen, "党费" in seen, by_another) == (True, True, 422)
    assert (between, Rule.objects.get().owner) == (lin, bo)


def test_the_giver_sees_it_and_strangers_do_not(
    as_wen: Client, as_lin: Client, as_hao: Client, lin: Staff
) -> None:
    a_person("bo", (Role.EDITOR, None))
    as_wen.post(f"/console/staff/{lin.pk}/handover/", {"username": "bo"})
    address = f"/console/handovers/{HandOver.objects.get().pk}/"

    assert [client.get(address).status_code for client in (as_lin, as_hao)] == [200, 404]
