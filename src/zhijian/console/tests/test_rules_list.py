from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate, now

from zhijian.console.tests.reading import attribute, rule_names, words_of
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.accounts.tests.builders import an_account
from zhijian.foundation.library.tests.builders import an_article
from zhijian.foundation.staff.models import Staff
from zhijian.rooms.answers import services
from zhijian.rooms.answers.models import Rule, RuleUse
from zhijian.rooms.answers.tests.builders import a_rule, a_welcome

pytestmark = pytest.mark.django_db


def listed(client: Client, query: str = "", **headers: str) -> str:
    response = client.get(f"/console/answers/{query}", headers=headers)
    assert response.status_code == 200
    return response.content.decode()


def test_rules_stand_in_the_order_they_are_asked(as_lin: Client, account: Account) -> None:
    a_rule(account, "党费")
    a_rule(account, "两学一做", priority=10)
    a_rule(account, "夜校", match="contains")

    assert rule_names(listed(as_lin)) == ["两学一做", "党费", "夜校"]


def test_row_says_words_reply_for_whom_until_when_and_state(
    as_lin: Client, lin: Staff, account: Account
) -> None:
    rule = services.make_rule(
        account_id=account.pk,
        keywords=[("党费", "contains"), ("交费", "exact")],
        parts=["每月交一次", "交给组织委员"],
        audience={"bound": True},
        variants=[({"age": {"from": 60, "until": 120}}, ["大字的"])],
        valid_until=datetime(2000, 3, 31, 12, tzinfo=UTC),
        by=lin,
    )
    services.switch_off(rule, by=lin)

    assert row_of(as_lin, rule) == (
        "党费 等 2 个词 每月交一次 + 交给组织委员 "
        "已绑定的；60 岁以上另有一份 有效到 2000 年 3 月 31 日 已停用 0"
    )


def row_of(client: Client, rule: Rule) -> str:
    page = listed(client)
    begins = page.index(f'<tr id="rule-{rule.pk}"')
    return words_of(page[begins : page.index("</tr>", begins)])


def test_row_counts_the_last_thirty_days_with_a_small_chart(as_lin: Client, account: Account) -> None:
    rule = a_rule(account, "党费")
    for days, count in ((0, 5), (29, 7), (30, 100)):
        day = localdate() - timedelta(days=days)
        RuleUse.objects.create(account=account, rule_id=rule.pk, day=day, count=count)

    page = listed(as_lin)

    points = attribute(page, "polyline", "points")
    assert (row_of(as_lin, rule), points) == (
        "党费 党费的材料 所有人 长期 12",
        ["3,3 10,21 18,21 25,21 32,21 40,21 47,21 54,21 62,21 69,8"],
    )


def test_what_staff_should_look_at_is_flagged_and_filtered(as_lin: Client, account: Account) -> None:
    long_ago = now() - timedelta(days=91)
    expired = a_rule(account, "体检", valid_until=now() - timedelta(days=8, hours=1))
    review = a_rule(account, "党费", review_on=localdate())
    first, second = a_rule(account, "夜校"), a_rule(account, "夜 校！")
    unused, used = a_rule(account, "防汛"), a_rule(account, "转接")
    Rule.objects.filter(pk__in=[unused.pk, used.pk]).update(made_at=long_ago)
    RuleUse.objects.create(account=account, rule_id=used.pk, day=localdate(), count=1)
    coming = a_rule(account, "换届", valid_from=now() + timedelta(days=400))

    flags = {
        rule.keywords.get().text: row_of(as_lin, rule).removesuffix(" 0").rpartition("长期 ")[2]
        for rule in (review, first, second, unused)
    }
    found = {
        show: rule_names(listed(as_lin, f"?show={show}")) for show in ("expired", "review", "same", "unused")
    }

    assert "过期 8 天" in row_of(as_lin, expired)
    assert "起" in row_of(as_lin, coming)
    assert flags == {
        "党费": "该看看了",
        "夜校": "别的规则也有“夜校”",
        "夜 校！": "别的规则也有“夜 校！”",
        "防汛": "90 天没人问",
    }
    assert found == {"expired": ["体检"], "review": ["党费"], "same": ["夜校", "夜 校！"], "unused": ["防汛"]}


def test_most_asked_and_last_changed_come_first_when_asked_for(as_lin: Client, account: Account) -> None:
    a_rule(account, "甲", priority=5)
    asked = a_rule(account, "乙")
    changed = a_rule(account, "丙")
    RuleUse.objects.create(account=account, rule_id=asked.pk, day=localdate(), count=9)
    Rule.objects.filter(pk=changed.pk).update(changed_at=now() + timedelta(minutes=1))

    orders = {order: rule_names(listed(as_lin, f"?order={order}")) for order in ("asked", "used", "changed")}

    assert orders == {"asked": ["甲", "乙", "丙"], "used": ["乙", "甲", "丙"], "changed": ["丙", "乙", "甲"]}


def test_several_are_switched_at_once(as_lin: Client, account: Account) -> None:
    rules = [a_rule(account, word) for word in ("甲", "乙", "丙")]
    picking = listed(as_lin, "?pick=1")

    response = as_lin.post(
        "/console/answers/switches/",
        {"rule": [rules[0].pk, rules[2].pk], "is_on": "no", "back": "https://elsewhere.example/"},
    )

    assert picking.count('type="checkbox" name="rule"') == 3
    assert (response["Location"], [Rule.objects.get(pk=rule.pk).is_on for rule in rules]) == (
        "/console/answers/",
        [False, True, False],
    )


def test_a_rule_is_put_before_another_by_hand(as_lin: Client, account: Account) -> None:
    first, second, third = (a_rule(account, word) for word in ("甲", "乙", "丙"))
    place = f"/console/answers/rules/{third.pk}/place/"

    as_lin.post(place, {"before": first.pk})
    up = rule_names(listed(as_lin))
    piece = as_lin.post(place, {"after": second.pk}, headers={"HX-Request": "true"}).content.decode()

    assert (up, rule_names(listed(as_lin))) == (["丙", "甲", "乙"], ["甲", "乙", "丙"])
    assert (piece.startswith('<div id="order"'), "挪好了" in piece) == (True, True)


def test_a_rule_is_put_among_those_of_its_own_account_only(as_lin: Client, account: Account) -> None:
    ours, theirs = a_rule(account, "甲"), a_rule(an_account("hedong", name="河东村"), "乙")

    response = as_lin.post(f"/console/answers/rules/{ours.pk}/place/", {"before": theirs.pk})

    assert response.status_code == 404


def test_welcome_and_menu_rules_are_called_by_what_happens(as_lin: Client, account: Account) -> None:
    Account.objects.filter(pk=account.pk).update(
        menu=[{"name": "办事", "sub_button": [{"type": "click", "name": "交党费", "key": "DUES"}]}]
    )
    a_welcome(account, "您好")
    a_rule(account, "DUES", occasion="click")
    a_rule(account, "OLD", occasion="click")

    assert rule_names(listed(as_lin)) == ["关注时的欢迎语", "办事 › 交党费", "OLD"]


def test_filters_count_and_narrow(as_lin: Client, lin: Staff, account: Account) -> None:
    a_welcome(account, "您好")
    a_rule(account, "DUES", occasion="click")
    services.switch_off(a_rule(account, "党费"), by=lin)

    page = listed(as_lin)

    chips = page[page.index('<nav class="chips') : page.index("</nav>", page.index('<nav class="chips'))]
    assert words_of(chips) == "全部 3 已停用 1 欢迎语 1 菜单 1"
    assert [
        rule_names(listed(as_lin, f"?show={show}")) for show in ("off", "follow", "click", "nonsense")
    ] == [
        ["党费"],
        ["关注时的欢迎语"],
        ["DUES"],
        ["关注时的欢迎语", "DUES", "党费"],
    ]


@pytest.mark.parametrize("word", ["黨費", "党 费", "每月交"])
def test_search_finds_keywords_however_written_and_replies(
    as_lin: Client, account: Account, word: str
) -> None:
    a_rule(account, "党费", "每月交一次")
    a_rule(account, "夜校", "周三晚上")

    assert rule_names(listed(as_lin, f"?q={word}")) == ["党费"]


def test_search_finds_what_is_sent_from_the_library(as_lin: Client, account: Account) -> None:
    a_rule(account, "教拍照", an_article(account, "这个冬天，夜校教手机拍照"))
    a_rule(account, "党费", an_article(account, "小事不小"))

    assert rule_names(listed(as_lin, "?q=夜校")) == ["教拍照"]


def test_search_that_finds_nothing_says_so(as_lin: Client, account: Account) -> None:
    a_rule(account, "党费")

    page = listed(as_lin, "?q=<没有>")

    assert "没有哪条规则里有“&lt;没有&gt;”" in page


def test_search_as_one_types_gets_the_piece_alone(as_lin: Client, account: Account) -> None:
    a_rule(account, "党费")

    piece = listed(as_lin, "?q=党费", **{"HX-Request": "true", "HX-Target": "rules"})

    assert piece.startswith('<div id="rules">')
    assert rule_names(piece) == ["党费"]


def test_fifty_are_shown_and_fifty_more_are_a_link(as_lin: Client, account: Account) -> None:
    for number in range(70):
        a_rule(account, f"词{number}")

    first = listed(as_lin)
    address = attribute(first, "a", "href")[-1] if "more-rules" in first else ""
    more = next(a for a in attribute(first, "a", "hx-get") if "rows" in a)
    second = listed(as_lin, more.removeprefix("/console/answers/"))

    assert (len(rule_names(first)), "共 70 条，显示 50 条 · 再看 20 条" in words_of(first)) == (50, True)
    assert (len(rule_names(second)), "共 70 条，显示 70 条" in words_of(second)) == (70, True)
    assert "再看" not in words_of(second)
    assert address != ""


def test_what_was_saved_just_now_stands_first_wherever_its_place_is(as_lin: Client, account: Account) -> None:
    a_rule(account, "党费")
    saved = a_rule(account, "夜校", priority=-5)

    page = listed(as_lin, f"?saved={saved.pk}")

    assert rule_names(page) == ["夜校", "党费"]
    assert words_of(page).count("刚保存，已生效") == 1


def test_no_rules_yet_leads_to_the_first(as_lin: Client, account: Account) -> None:
    page = listed(as_lin)

    assert "还没有规则" in page
    assert "/console/answers/rules/new/?occasion=follow" in attribute(page, "a", "href")


def test_rules_of_another_account_are_on_its_own_list(as_lin: Client, account: Account) -> None:
    other = an_account("hedong", name="河东村")
    a_rule(account, "党费")
    a_rule(other, "夜校")

    lists = {}
    for slug in ("qinghe", "hedong"):
        as_lin.post("/console/accounts/", {"account": slug})
        lists[slug] = rule_names(listed(as_lin))

    assert lists == {"qinghe": ["党费"], "hedong": ["夜校"]}


def test_markup_in_a_rule_is_shown_as_typed(as_lin: Client, account: Account) -> None:
    a_rule(account, "<b>粗</b>", "<script>alert(1)</script>")

    page = listed(as_lin)

    assert "<script>alert(1)" not in page
    assert rule_names(page) == ["<b>粗</b>"]


def test_list_costs_the_same_number_of_questions_however_long(as_lin: Client, account: Account) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as questions:
            listed(as_lin)
        return len(questions)

    for number in range(51):
        a_rule(account, f"词{number}")
    asked()
    before = asked()
    for number in range(51, 80):
        a_rule(account, f"词{number}", variants=[({"bound": True}, ["另一份"])])

    asked()
    assert asked() == before
