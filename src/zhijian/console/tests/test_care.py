import re
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.utils.timezone import localdate
from python_calamine import CalamineWorkbook

from zhijian.console.care.figures import to_contact
from zhijian.console.care.today import BRANCH
from zhijian.console.tests.org_town import Town, a_town
from zhijian.console.tests.signing_in import signed_in
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.audit.models import Line
from zhijian.foundation.followers.tests.builders import a_bound_follower
from zhijian.foundation.org.models import Member
from zhijian.foundation.org.tests.builders import a_member, a_unit
from zhijian.foundation.staff.models import Staff
from zhijian.foundation.staff.roles import Role
from zhijian.foundation.staff.tests.builders import a_person
from zhijian.rooms.reach.queries.care import standing_of
from zhijian.rooms.reach.services.care import hand_over, note_declined, note_reached, say_how_reached
from zhijian.rooms.reach.services.tallying import bring_tallies_up
from zhijian.rooms.reach.states import How, Reason, Standing
from zhijian.rooms.reach.tests.builders import a_branch_of_every_standing

pytestmark = pytest.mark.django_db

SCORES = ("%", "％", "率", "排名", "名次", "积分", "得分", "百分")


@pytest.fixture
def town() -> Town:
    return a_town()


@pytest.fixture
def secretary(town: Town) -> Staff:
    return a_person("he", (Role.SECRETARY, town.hedong), name="何建平")


@pytest.fixture
def client(secretary: Staff) -> Client:
    return signed_in(secretary)


def words(response: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def named(town: Town, name: str) -> Member:
    return Member.objects.get(unit=town.hedong, name=name)


def page_of(town: Town) -> str:
    return f"/console/org/units/{town.hedong.pk}/"


def about(member: Member) -> str:
    return f"/console/org/members/{member.code}/care/"


# --- The unit's page -----------------------------------------------------------------------------------


def test_the_bar_says_its_four_numbers_in_words(client: Client, account: Account) -> None:
    branch = a_unit("渡口村党小组")
    a_branch_of_every_standing(branch, account)
    wen = signed_in(a_person("wen2", (Role.ADMINISTRATOR, branch)))

    shown = wen.get(f"/console/org/units/{branch.pk}/").content.decode()

    assert 'aria-label="7 人：已绑定 1，只关注 1，其他方式送达 1，待联系 3"' in shown
    assert "说过“不想关注”的 1 人不在这里，也不再提醒。" in shown


def test_the_care_list_is_by_reason_and_each_row_helps(client: Client, town: Town) -> None:
    say_how_reached(named(town, "赵德明"), standing=Standing.NOT_YET, reason=Reason.NO_WECHAT, by="tests")

    shown = client.get(page_of(town)).content.decode()

    groups = re.findall(r'<h3 class="group">(.*?) <span>(.*?)</span>', shown)
    assert groups == [("没有微信", "1 人"), ("还没问到", "6 人")]
    assert 'aria-label="赵德明：改送大字版"' in shown


def test_one_tap_reaches_him_otherwise_and_one_takes_it_back(client: Client, town: Town) -> None:
    zhao = named(town, "赵德明")
    say_how_reached(zhao, standing=Standing.NOT_YET, reason=Reason.NO_WECHAT, by="tests")

    done = client.post(f"{about(zhao)}otherwise/", {"how": "print", "unit": town.hedong.pk}, follow=True)
    after = standing_of(zhao)
    back = re.findall(r'action="([^"]+taking-back/)"', done.content.decode())[0]
    client.post(back, {"unit": town.hedong.pk})

    now = standing_of(zhao)
    assert after
    assert now
    assert ("赵德明改成送大字版，算联系上了。" in words(done), after.standing) == (True, "otherwise")
    assert (now.standing, now.reason) == ("not_yet", "wechat")


def test_all_reached_is_one_warm_sentence(client: Client, town: Town) -> None:
    for member in Member.objects.filter(unit=town.hedong):
        note_reached(member, how=How.VISIT, by="tests")

    assert "每一位都联系得上。谢谢打过电话、上过门的人。" in words(client.get(page_of(town)))


def test_a_large_unit_leads_on_by_reason(town: Town) -> None:
    wen = signed_in(a_person("wen2", (Role.ADMINISTRATOR, None)))

    shown = words(wen.get(f"/console/org/units/{town.river.pk}/"))
    listed = words(wen.get(f"/console/org/units/{town.river.pk}/care/?reason=unknown"))

    assert ("赵德明" in shown.split("成员")[0], "还没问到" in shown) == (False, True)
    assert ("赵德明" in listed, "马晓燕" in listed) == (True, True)


# --- No score, no ranking (D1) -------------------------------------------------------------------------


def test_no_page_has_a_share_or_a_rank_or_a_score(client: Client, town: Town) -> None:
    hand_over([named(town, "赵德明")], helper=named(town, "何建平"), by="tests")
    here = page_of(town)
    pages = [
        here,
        f"{here}care/",
        f"{here}care/helpers/",
        f"{here}care/otherwise/",
        about(town.wang),
        "/console/",
    ]

    shown = [words(client.get(page)).replace("不算比例，不排名次", "") for page in pages]

    found = [(page, sign) for page, said in zip(pages, shown, strict=True) for sign in SCORES if sign in said]
    assert found == []
    assert "style=" not in client.get(here).content.decode()


def test_units_stand_in_their_own_order_whatever_the_numbers(town: Town) -> None:
    wen = signed_in(a_person("wen2", (Role.ADMINISTRATOR, None)))
    before = _units_shown(wen, town)
    for number in range(8):
        a_member(town.ferry, f"同志{number}")
    bring_tallies_up()

    assert _units_shown(wen, town) == before


def _units_shown(wen: Client, town: Town) -> list[str]:
    shown = wen.get(f"/console/org/units/{town.river.pk}/").content.decode()
    return re.findall(r"<b>([^<]+党支部)</b>", shown)


def test_who_sees_no_names_sees_no_small_numbers(town: Town) -> None:
    auditor = signed_in(a_person("gu", (Role.AUDITOR, None)))
    a_branch = page_of(town)
    note_declined(named(town, "赵德明"), by="tests")

    shown = words(auditor.get(a_branch))

    assert ("人少，不单列。" in shown, "待联系 6" in shown, "不想关注" in shown) == (True, False, False)


def test_the_column_leaves_out_what_could_be_worked_out(town: Town) -> None:
    auditor, wen = (a_person(name, (role, None)) for name, role in (("gu", Role.AUDITOR), ("w", Role.EDITOR)))
    units = [town.hedong, town.hexi, town.ferry, town.hill]

    seen = dict(to_contact(wen, [units]))
    unseen = dict(to_contact(auditor, [units]))

    assert seen == {town.hedong.pk: "7", town.hexi.pk: "1", town.ferry.pk: "2"}
    assert unseen == {town.hedong.pk: "7"}  # two are left out, so neither follows from the sum
    assert to_contact(auditor, [[town.hedong, town.hexi]]) == {}  # one alone would
    assert to_contact(auditor, [[town.hedong, town.hexi], [town.ferry, town.hill]]) == {}  # list by list


# --- Handing over --------------------------------------------------------------------------------------


def test_several_are_handed_to_one_helper_and_leave_the_reasons(client: Client, town: Town) -> None:
    zhao, sun = named(town, "赵德明"), named(town, "孙桂芳")

    done = client.post(
        f"{page_of(town)}care/helpers/",
        {"member": [zhao.code, sun.code], "helper": town.he.code},
        follow=True,
    )

    shown = done.content.decode()
    groups = re.findall(r'<h3 class="group">(.*?) <span>(.*?)</span>', shown)
    assert groups == [("还没问到", "5 人"), ("有人去看望了", "2 人")]
    assert "请何建平去看望。他还没有绑定公众号，要您告诉他。" in words(done)


def test_a_bound_helper_reads_it_himself(client: Client, account: Account, town: Town) -> None:
    a_bound_follower(account, town.he)

    done = client.post(
        f"{page_of(town)}care/helpers/",
        {"member": named(town, "赵德明").code, "helper": town.he.code},
        follow=True,
    )

    assert "赵德明，请何建平去看望。他在“我的”里看得到。" in words(done)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "勾上要去看望的人，再选一位帮手。"),
        ({"helper": "other", "name": ""}, "勾上要去看望的人，再选一位帮手。"),
        ({"helper": "other", "name": "王建国"}, "名册上有 2 位王建国，选是哪一位。"),
        ({"helper": "other", "name": "赵德明"}, "帮手不能去看望他自己。"),
    ],
)
def test_what_is_missing_is_said_and_the_ticks_stay(
    client: Client, town: Town, given: dict[str, str], said: str
) -> None:
    zhao = named(town, "赵德明")

    answer = client.post(f"{page_of(town)}care/helpers/", {"member": zhao.code, **given})

    assert (answer.status_code, said in words(answer)) == (422, True)
    assert f'value="{zhao.code}" checked' in answer.content.decode()


def test_a_name_that_is_on_no_roster_is_kept_as_a_name(client: Client, town: Town) -> None:
    zhao = named(town, "赵德明")

    done = client.post(
        f"{page_of(town)}care/helpers/",
        {"member": zhao.code, "helper": "other", "name": "村医老周"},
        follow=True,
    )

    assert "赵德明，请村医老周去看望。他不在名册上，只记了名字，要您告诉他。" in words(done)


def test_nobody_elses_people_can_be_handed_over(client: Client, town: Town) -> None:
    ma = Member.objects.get(name="马晓燕")

    answer = client.post(f"{page_of(town)}care/helpers/", {"member": ma.code, "helper": town.he.code})

    found = standing_of(ma)
    assert found
    assert (answer.status_code, found.helper) == (422, "")


# --- One member ----------------------------------------------------------------------------------------


def test_what_is_said_of_one_shows_on_his_page(client: Client, town: Town) -> None:
    zhao = named(town, "赵德明")

    client.post(about(zhao), {"said": "not_yet:shared", "note": "和老伴合用"})

    shown = words(client.get(f"/console/org/members/{zhao.code}/"))
    assert ("待联系：和家人合用手机" in shown, "和老伴合用" in shown) == (True, True)


@pytest.mark.parametrize("said", ["", "bound:", "not_yet:", "otherwise:else"])
def test_what_cannot_be_said_is_answered_with_the_form(client: Client, town: Town, said: str) -> None:
    answer = client.post(about(town.wang), {"said": said, "note": "写好的话"})

    assert (answer.status_code, "选一种。" in words(answer), "写好的话" in answer.content.decode()) == (
        422,
        True,
        True,
    )


@pytest.mark.parametrize("back", ["https://elsewhere.example/console/", "//elsewhere.example", "/m/me/", ""])
def test_a_strangers_address_leads_nowhere_else(client: Client, town: Town, back: str) -> None:
    answer = client.post(f"{about(town.wang)}otherwise/", {"unit": town.hedong.pk, "back": back})

    assert answer["Location"].startswith(page_of(town))


# --- The paper -----------------------------------------------------------------------------------------


def test_the_paper_masks_numbers_and_says_no_reason(client: Client, town: Town) -> None:
    say_how_reached(town.wang, standing=Standing.NOT_YET, reason=Reason.NO_WECHAT, note="老人机", by="t")

    shown = words(client.post(f"{page_of(town)}care/sheet/", {"why": "入户"}))

    line = Line.objects.filter(action="reach.list_taken").get()
    assert ("139****0001" in shown, "13900000001" in shown, "没有微信" in shown, "老人机" in shown) == (
        True,
        False,
        False,
        False,
    )
    assert line.details == {"rows": 7, "unmasked": False, "reason": "入户"}


def test_whole_numbers_are_each_written_down(client: Client, town: Town) -> None:
    shown = words(client.post(f"{page_of(town)}care/sheet/", {"why": "入户", "numbers": "on"}))

    seen = Line.objects.filter(action="member.phone_seen").values_list("subject_id", flat=True)
    assert ("13900000001" in shown, list(seen)) == (True, [str(town.wang.pk)])


def test_whole_numbers_want_a_proof_of_who_asks(secretary: Staff, town: Town) -> None:
    late = signed_in(secretary, proven_ago_seconds=3600)

    answer = late.post(f"{page_of(town)}care/sheet/", {"why": "入户", "numbers": "on"})

    assert (answer.status_code, Line.objects.filter(action="reach.list_taken").count()) == (302, 0)


def test_without_a_reason_nothing_leaves(client: Client, town: Town) -> None:
    answer = client.post(f"{page_of(town)}care/sheet/", {"why": ""})

    assert (answer.status_code, Line.objects.filter(action="reach.list_taken").count()) == (422, 0)


def test_the_sheet_is_texts_only(client: Client, town: Town) -> None:
    answer = client.post(f"{page_of(town)}care/sheet/", {"why": "入户", "as": "xlsx"})

    rows = CalamineWorkbook.from_filelike(BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert (rows[0], len(rows)) == (["姓名", "年龄", "所在组织", "手机号", "谁去"], 8)
    assert all(isinstance(cell, str) for row in rows for cell in row)


# --- Today ---------------------------------------------------------------------------------------------


def test_today_asks_the_secretary_once(client: Client, town: Town) -> None:
    new = a_member(town.hedong, "新转来的", on=localdate())
    before = words(client.get("/console/"))

    client.post(about(new), {"said": "not_yet:wechat"})

    after = words(client.get("/console/"))
    assert ("新转来的还没联系上" in before, "新转来的还没联系上" in after) == (True, False)


def test_today_of_a_large_unit_leaves_it_to_its_branches(town: Town) -> None:
    """At 1,001 people its secretary is no neighbour of theirs any more."""
    a_member(town.hexi, "新转来的", on=localdate())
    of_river = signed_in(a_person("lu", (Role.SECRETARY, town.river)))
    while_small = words(of_river.get("/console/"))
    Member.objects.bulk_create([Member(unit=town.hexi, name="同志") for _ in range(BRANCH)])

    shown = words(of_river.get("/console/"))

    assert ("新转来的还没联系上" in while_small, "新转来的" in shown) == (True, False)


def test_today_of_the_whole_house_does_not_speak_of_it(town: Town) -> None:
    a_member(town.hedong, "新转来的", on=localdate())
    wen = signed_in(a_person("wen2", (Role.ADMINISTRATOR, None)))

    assert "新转来的" not in words(wen.get("/console/"))
