from typing import Any

import pytest

from zhijian.foundation.accounts import queries as accounts
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.accounts.tests.builders import an_account
from zhijian.foundation.audit.models import Line
from zhijian.foundation.library.tests.builders import an_article
from zhijian.rooms.answers import services
from zhijian.rooms.answers.errors import RuleRefused
from zhijian.rooms.answers.models import Rule, Unanswered
from zhijian.rooms.answers.queries import unanswered_visible_to
from zhijian.rooms.answers.tests.builders import FRIDAY, a_rule, a_welcome, lin

pytestmark = pytest.mark.django_db


def revision_of(account: Account) -> int:
    return accounts.revisions()[account.pk]


def acts() -> list[str]:
    return list(
        Line.objects.filter(action__startswith="rule.").order_by("id").values_list("action", flat=True)
    )


def test_a_rule_keeps_its_words_and_parts_in_order(account: Account) -> None:
    article = an_article(account)

    rule = services.make_rule(
        account_id=account.pk,
        keywords=[("兩學一做", "exact"), ("^学习", "regex")],
        parts=["先看\r\n这个", article],
        priority=5,
        by="tests",
    )

    assert (
        list(rule.keywords.values_list("text", "match", "normal")),
        list(rule.parts.values_list("text", "item_id")),
        (rule.priority, rule.occasion, rule.is_on),
    ) == (
        [("兩學一做", "exact", "两学一做"), ("^学习", "regex", "^学习")],
        [("先看\n这个", None), ("", article.pk)],
        (5, "text", True),
    )


def test_every_act_is_audited_and_reaches_the_gateways(account: Account) -> None:
    editor = lin()
    revisions = [revision_of(account)]

    rule = a_rule(account, "党费")
    revisions.append(revision_of(account))
    services.change_rule(rule, parts=["新的"], by=editor)
    revisions.append(revision_of(account))
    services.switch_off(rule, by=editor)
    revisions.append(revision_of(account))
    services.switch_on(rule, by=editor)
    revisions.append(revision_of(account))
    services.remove_rule(rule, by=editor)
    revisions.append(revision_of(account))

    first = revisions[0]
    assert revisions == [first, first + 1, first + 2, first + 3, first + 4, first + 5]
    assert acts() == ["rule.made", "rule.changed", "rule.switched_off", "rule.switched_on", "rule.removed"]


def test_a_removed_rule_can_still_be_named(account: Account) -> None:
    rule = a_rule(account, "党费", priority=3)

    services.remove_rule(rule, by="tests")

    assert Line.objects.get(action="rule.removed").details == {
        "occasion": "text",
        "priority": 3,
        "keywords": [["exact", "党费"]],
    }


@pytest.mark.parametrize(
    ("values", "field", "code"),
    [
        ({"keywords": [("", "exact")]}, "keyword", "keyword-empty"),
        ({"keywords": [(" \u200b", "contains")]}, "keyword", "keyword-empty"),
        ({"keywords": [("党" * 501, "exact")]}, "keyword", "keyword-too-long"),
        ({"keywords": [("党\x00费", "exact")]}, "keyword", "keyword-unreadable"),
        ({"keywords": [("党费", "fuzzy")]}, "match", "match-unknown"),
        ({"keywords": [("(", "regex")]}, "keyword", "regex-bad"),
        ({"keywords": [("党(?=费)", "regex")]}, "keyword", "regex-look-around"),
        ({"keywords": [(r"(党)\1", "regex")]}, "keyword", "regex-back-reference"),
        ({"keywords": []}, "keyword", "occasion-refused"),
        ({"parts": []}, "reply", "reply-empty"),
        ({"parts": ["好", " \n"]}, "reply", "reply-empty"),
        ({"parts": ["学" * 682 + "abc"]}, "reply", "text-too-long"),
        ({"parts": ["好\x0b"]}, "reply", "text-unreadable"),
        ({"parts": ["好"] * 21}, "reply", "too-many-parts"),
        ({"priority": 1001}, "priority", "priority-range"),
        ({"occasion": "birthday"}, "occasion", "occasion-refused"),
        ({"occasion": "follow"}, "keyword", "occasion-refused"),
        ({"occasion": "click", "keywords": [("K", "contains")]}, "match", "occasion-refused"),
    ],
)
def test_a_bad_rule_is_refused_with_its_field(
    account: Account, values: dict[str, Any], field: str, code: str
) -> None:
    given = {"keywords": [("党费", "exact")], "parts": ["好"], **values}

    with pytest.raises(RuleRefused) as caught:
        services.make_rule(account_id=account.pk, by="tests", **given)

    assert (caught.value.field, caught.value.code, Rule.objects.count()) == (field, code, 0)


def test_a_text_of_exactly_the_limit_is_taken(account: Account) -> None:
    rule = a_rule(account, "党费", "学" * 682 + "ab")

    assert rule.parts.get().text == "学" * 682 + "ab"


def test_an_item_of_another_account_is_refused(account: Account) -> None:
    theirs = an_article(an_account("hehua"))

    with pytest.raises(RuleRefused) as caught:
        a_rule(account, "党费", theirs)

    assert (caught.value.field, caught.value.code) == ("item", "item-unknown")


def test_a_refused_change_changes_nothing(account: Account) -> None:
    rule = a_rule(account, "党费", "原来的")

    with pytest.raises(RuleRefused):
        services.change_rule(rule, keywords=[("党课", "exact")], parts=[""], by="tests")

    kept = Rule.objects.get()
    assert (kept.keywords.get().text, kept.parts.get().text) == ("党费", "原来的")


def test_a_change_replaces_only_what_is_given(account: Account) -> None:
    rule = a_rule(account, "党费", "原来的", priority=2)

    services.change_rule(rule, keywords=[("党课", "contains")], by="tests")

    kept = Rule.objects.get()
    assert (kept.keywords.get().text, kept.parts.get().text, kept.priority) == ("党课", "原来的", 2)


def test_only_a_reply_of_several_parts_has_a_page(account: Account) -> None:
    rule = a_rule(account, "党费", "一")
    codes = [rule.code]

    services.change_rule(rule, parts=["一", "二"], by="tests")
    codes.append(rule.code)
    services.change_rule(rule, parts=["一", "二", "三"], by="tests")
    codes.append(rule.code)
    services.change_rule(rule, parts=["一"], by="tests")
    codes.append(rule.code)

    assert (codes[0], codes[1] == codes[2] != None, codes[3]) == (None, True, None)  # noqa: E711 -- a chain


def test_switching_off_says_who_and_when(account: Account) -> None:
    editor = lin()
    rule = a_rule(account, "党费")

    services.switch_off(rule, by=editor)

    assert (rule.is_on, rule.switched_off.by, rule.switched_off.by_name) == (False, editor, "林")


def test_switching_twice_is_one_act(account: Account) -> None:
    rule = a_welcome(account, "你好")

    for _ in range(2):
        services.switch_off(rule, by="tests")
    for _ in range(2):
        services.switch_on(rule, by="tests")

    assert (rule.is_on, acts()) == (True, ["rule.made", "rule.switched_off", "rule.switched_on"])


def test_an_unanswered_message_is_listed_once(account: Account) -> None:
    for text in ("活动室几点开", "另外的话"):
        services.list_unanswered(
            account_id=account.pk, intake_id=7, openid="o-mei", text=text, asked_at=FRIDAY
        )

    assert list(Unanswered.objects.values_list("text", "asked_at")) == [("活动室几点开", FRIDAY)]


def test_a_settled_message_leaves_the_open_list_and_can_come_back(account: Account) -> None:
    editor = lin()
    services.list_unanswered(
        account_id=account.pk, intake_id=7, openid="o-mei", text="几点开", asked_at=FRIDAY
    )
    still_open = unanswered_visible_to(editor).filter(settlement=None)
    counts = [still_open.count()]

    services.settle_unanswered(Unanswered.objects.get(), by=editor)
    counts.append(still_open.count())
    services.unsettle_unanswered(Unanswered.objects.get(), by=editor)
    counts.append(still_open.count())

    assert counts == [1, 0, 1]
