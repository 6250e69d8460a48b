"""Questions nobody could answer: alike ones together, with what to do about them, and the way back."""

import itertools
from collections.abc import Sequence

import pytest

from zhijian.foundation.accounts.models import Account
from zhijian.foundation.audit.models import Line
from zhijian.foundation.staff.models import Staff
from zhijian.rooms.answers import services
from zhijian.rooms.answers.models import Needless, SynonymGroup, Unanswered
from zhijian.rooms.answers.needless import is_needless
from zhijian.rooms.answers.normal import normal
from zhijian.rooms.answers.queries import unanswered_visible_to
from zhijian.rooms.answers.states import Seen
from zhijian.rooms.answers.tests.builders import FRIDAY, a_rule, ask, lin, said
from zhijian.rooms.answers.unanswered_groups import Group, Likeliest, groups

pytestmark = pytest.mark.django_db

DUES = [
    "转走了还要在这里交党费吗",
    "关系转出去了党费交哪",
    "党费还交不交",
    "转走以后党费交到哪里",
    "转走了，党费交哪里？",
]
ROOM = ["活动室几点开门", "活动室星期天开吗", "老年活动室几点"]

_NUMBERS = itertools.count(1)


@pytest.fixture
def editor() -> Staff:
    return lin()


def asked(account: Account, *texts: str) -> list[Unanswered]:
    listed = set(Unanswered.objects.values_list("pk", flat=True))
    for number, text in zip(_NUMBERS, texts, strict=False):
        services.list_unanswered(
            account_id=account.pk, intake_id=number, openid=f"o-{number}", text=text, asked_at=FRIDAY
        )
    return list(Unanswered.objects.exclude(pk__in=listed).order_by("id"))


def texts(group: Group) -> set[str]:
    return {question.text for question in group.questions}


def shown(account: Account, editor: Staff) -> Sequence[Group]:
    account.refresh_from_db()
    return groups(account, viewer=editor)


def waiting(editor: Staff) -> int:
    return unanswered_visible_to(editor).filter(settlement=None).count()


def test_alike_questions_are_one_group(account: Account, editor: Staff) -> None:
    asked(account, *DUES, *ROOM, "志愿者咋报名", "活动室 几点开门？")

    found = shown(account, editor)

    assert [texts(group) for group in found] == [
        set(DUES),
        {*ROOM, "活动室 几点开门？"},
        {"志愿者咋报名"},
    ]
    assert (found[0].count, found[0].askers, found[0].distinct) == (5, 5, 5)


def test_what_asks_nothing_is_one_group_to_wave_through(account: Account, editor: Staff) -> None:
    asked(account, "好的", "收到！", "谢谢", "嗯嗯嗯", "👍", "活动室几点开门")

    found = shown(account, editor)

    assert [(group.likeliest, group.count) for group in found] == [
        (Likeliest.NEEDLESS, 5),
        (Likeliest.NEW, 1),
    ]


def test_recordings_are_for_somebody_to_hear(account: Account, editor: Staff) -> None:
    asked(account, "[语音]", "[语音]", "[菜单] K")

    found = shown(account, editor)

    assert [(group.words, group.likeliest, group.count) for group in found] == [
        ("[语音]", Likeliest.LOOK, 2),
        ("[菜单] K", Likeliest.LOOK, 1),
    ]


def test_a_group_near_a_rule_says_which(account: Account, editor: Staff) -> None:
    rule = a_rule(account, "组织关系转接")
    asked(account, "组织关系怎么转")

    (group,) = shown(account, editor)

    assert (group.likeliest, group.rule, group.rule_name, group.keyword) == (
        Likeliest.ADD,
        rule,
        "组织关系转接",
        "组织关系转接",
    )


def test_added_to_a_rule_it_is_answered_from_now_on_and_can_be_taken_back(
    account: Account, editor: Staff
) -> None:
    rule = a_rule(account, "组织关系转接", "去镇党政办")
    questions = asked(account, "关系转出去找谁", "关系转走找谁")

    done = services.add_to_rule(rule, questions, words=[("关系转", "contains")], by=editor)
    answered = said(ask(account, "我的关系转走要找谁"))
    left = waiting(editor)
    services.undo_seen_to(done, by=editor)

    assert (done.how, answered, left, waiting(editor), said(ask(account, "我的关系转走要找谁"))) == (
        Seen.ADDED,
        "去镇党政办",
        0,
        2,
        "",
    )


def test_a_synonym_answers_and_can_be_taken_back(account: Account, editor: Staff) -> None:
    rule = a_rule(account, "党费", "交到支部")
    questions = asked(account, "会费交哪")
    keyword = rule.keywords.get()

    done = services.make_synonym_of(keyword, questions, word="会费", by=editor)
    answered = said(ask(account, "会费交哪"))
    services.undo_seen_to(done, by=editor)

    assert (answered, said(ask(account, "会费交哪")), waiting(editor), SynonymGroup.objects.count()) == (
        "交到支部",
        "",
        1,
        0,
    )
    assert list(rule.keywords.values_list("text", "match")) == [("党费", "exact")]


def test_a_second_synonym_joins_the_group_and_leaves_it_alone(account: Account, editor: Staff) -> None:
    a_rule(account, "党费", "交到支部", match="synonym")
    services.make_synonyms(account_id=account.pk, words=["党费", "会费"], by=editor)
    rule = a_rule(account, "别的", "别的")
    keyword = account.rules.get(keywords__text="党费").keywords.get()
    (question,) = asked(account, "份子钱交哪")

    done = services.make_synonym_of(keyword, [question], word="份子钱", by=editor)
    together = SynonymGroup.objects.get().words
    services.undo_seen_to(done, by=editor)

    assert (together, SynonymGroup.objects.get().words, rule.is_on) == (
        ["党费", "会费", "份子钱"],
        ["党费", "会费"],
        True,
    )


def test_what_wants_no_answer_is_never_listed_again_until_taken_back(account: Account, editor: Staff) -> None:
    questions = asked(account, "嗯嗯", "收到")

    done = services.see_to(questions, account_id=account.pk, how=Seen.NEEDLESS, by=editor)
    asked(account, "收 到！", "活动室")
    listed = Unanswered.objects.count()
    services.undo_seen_to(done, by=editor)
    asked(account, "收到")

    assert (listed, Unanswered.objects.count(), Needless.objects.count(), waiting(editor)) == (3, 4, 0, 4)


def test_a_message_of_another_account_is_not_settled_along(
    account: Account, unverified: Account, editor: Staff
) -> None:
    questions = asked(unverified, "党费")

    services.see_to(questions, account_id=account.pk, how=Seen.NOTED, by=editor)

    assert waiting(editor) == 1


def test_the_audit_never_says_what_somebody_asked(account: Account, editor: Staff) -> None:
    questions = asked(account, "我妈的药忘在卫生室了")

    services.undo_seen_to(
        services.see_to(questions, account_id=account.pk, how=Seen.NEEDLESS, by=editor), by=editor
    )

    written = [f"{line.subject_name} {line.details}" for line in Line.objects.all()]
    assert (len(written) >= 2, [line for line in written if "药" in line]) == (True, [])


@pytest.mark.parametrize("text", ["谢谢！", "好的好的", "嗯嗯", "OK", "收到啦", "👌👌", "辛苦了"])
def test_courtesies_want_no_answer(text: str) -> None:
    assert is_needless(normal(text))


@pytest.mark.parametrize("text", ["好的地方在哪", "谢谢，党费怎么交", "收到通知了，几点开会", "党费", ""])
def test_a_question_is_no_courtesy(text: str) -> None:
    assert not is_needless(normal(text))
