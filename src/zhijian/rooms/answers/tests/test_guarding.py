"""Report words: answered before any rule, and seen by no ordinary eye."""

from typing import Any

import pytest

from zhijian.foundation.accounts.models import Account
from zhijian.foundation.intake.export import exported
from zhijian.foundation.intake.models import ArrivalRow
from zhijian.foundation.intake.spool import Spool
from zhijian.foundation.outbox.models import Letter
from zhijian.rooms.answers import hears, services
from zhijian.rooms.answers.errors import SettingsRefused
from zhijian.rooms.answers.guarding.guard import Guard
from zhijian.rooms.answers.guarding.trying import Caught, check_words, recent_texts
from zhijian.rooms.answers.guarding.words import default_exceptions, default_words
from zhijian.rooms.answers.models import Unanswered
from zhijian.rooms.answers.normal import normal
from zhijian.rooms.answers.settling import settings_of
from zhijian.rooms.answers.tests.builders import (
    FRIDAY,
    a_book,
    a_rule,
    an_arrival,
    ask,
    plate_of,
    said,
    wrote,
)
from zhijian.wechat.messages import Link, Location, Voice

pytestmark = pytest.mark.django_db(databases=["default", "intake"])

CANARY = "我要举报河东村会计金丝雀"
BASE: dict[str, Any] = {
    "to_user": "gh_qinghe",
    "from_user": "o-mei",
    "create_time": 1_772_787_600,
    "msg_id": 5,
}


@pytest.mark.parametrize(
    ("text", "is_caught"),
    [
        ("我要举报", True),
        ("舉 報！", True),
        ("想检举一个人", True),
        ("举报奖励办法在哪看", False),
        ("举报奖励没发，我要举报", True),
        ("纪检监察机关处理检举控告工作规则", False),
        ("举一反三，报名", False),
        ("党费怎么交", False),
        ("", False),
    ],
)
def test_report_words_are_found_unless_an_exception_covers_them(text: str, *, is_caught: bool) -> None:
    guard = Guard(default_words(), default_exceptions())

    assert guard.catches(normal(text)) == is_caught


def test_what_stands_round_an_exception_does_not_grow_into_a_report_word() -> None:
    assert not Guard(["举报"], ["奖励"]).catches(normal("举奖励报"))


def test_a_report_is_answered_before_any_rule(account: Account) -> None:
    a_rule(account, "举报", "规则说的", priority=1000)

    answer = ask(account, "举报")

    assert (answer.outcome, answer.rule_id, answer.letters) == ("guarded", None, ())
    assert "不是匿名的" in said(answer)
    assert "规则说的" not in said(answer)


def test_the_answer_leads_to_the_door_and_promises_nothing_for_it(account: Account) -> None:
    without = said(ask(account, "举报"))

    services.change_settings(account.pk, report_address="https://qinghe.example/hotline/", by="tests")
    with_door = said(ask(account, "举报"))
    services.change_settings(account.pk, report_reply="请当面来说。", by="tests")
    own_words = said(ask(account, "举报"))

    assert ("12388" in without, "<a href" in without) == (True, False)
    assert '<a href="https://qinghe.example/hotline/">' in with_door
    assert own_words.startswith("请当面来说。\n\n<a href")


def test_a_changed_list_holds_from_the_next_message_on(account: Account) -> None:
    book = a_book(account)
    services.change_settings(account.pk, report_words=["揭短"], report_exceptions=[], by="tests")

    renewed = book.renewed(plate_of(account))

    assert [
        (one.answer(wrote("我要举报")).outcome, one.answer(wrote("揭短")).outcome) for one in (book, renewed)
    ] == [("guarded", "none"), ("none", "guarded")]


@pytest.mark.parametrize(
    "message",
    [
        Link(**BASE, url="https://x.example", title="举报信"),
        Voice(**BASE, media_id="m", recognition="我要举报他"),
        Location(**BASE, location_x=1.0, location_y=2.0, label="举报他"),
    ],
    ids=["link", "voice", "place"],
)
def test_words_are_looked_for_wherever_a_message_carries_them(account: Account, message: Any) -> None:
    assert a_book(account).answer(message).outcome == "guarded"


def test_a_letter_that_came_back_does_not_list_a_report(account: Account) -> None:
    an_arrival(account, wrote(CANARY), number=2, outcome="late", answer="")
    letter = Letter(account=account, key="late:2:0", body={})

    hears.take_back(letter)

    assert Unanswered.objects.count() == 0


def test_a_late_report_is_answered_by_letter(account: Account) -> None:
    hears.hear(an_arrival(account, wrote(CANARY), number=2, outcome="late", answer=""), replay=False)

    (letter,) = Letter.objects.all()

    assert "不是匿名的" in letter.body["text"]


def test_an_export_withholds_words_and_sender_unless_asked(account: Account, tmp_path: Any) -> None:
    an_arrival(account, wrote("党费"), number=1)
    an_arrival(account, wrote(CANARY), number=2, outcome="guarded")
    spool = Spool(tmp_path)

    plain = list(exported(account_id=account.pk, spool=spool))
    whole = list(exported(account_id=account.pk, spool=spool, with_guarded=True))

    assert [(entry["from"], "金丝雀" in str(entry["raw"]), entry.get("withheld")) for entry in plain] == [
        ("o-mei", False, None),
        ("", False, True),
    ]
    assert [("金丝雀" in str(entry["raw"]), entry.get("withheld")) for entry in whole] == [
        (False, None),
        (True, None),
    ]


@pytest.mark.parametrize(
    ("given", "field", "code"),
    [
        ({"report_words": ["举报", " "]}, "report_words", "report-word-empty"),
        ({"report_words": ["！"]}, "report_words", "report-word-empty"),
        ({"report_words": ["的"]}, "report_words", "report-word-too-short"),
        ({"report_words": ["长" * 61]}, "report_words", "report-word-too-long"),
        ({"report_words": ["词"] * 501}, "report_words", "report-words-too-many"),
        ({"report_exceptions": [""]}, "report_exceptions", "report-word-empty"),
        ({"report_address": "javascript:alert(1)"}, "report_address", "report-address-bad"),
        ({"report_address": "https://x y"}, "report_address", "report-address-bad"),
        ({"report_reply": "长" * 700}, "report_reply", "text-too-long"),
        ({"guide_minutes": 0}, "guide_minutes", "guide-minutes-range"),
    ],
)
def test_settings_that_would_not_work_are_refused(
    account: Account, given: dict[str, Any], field: str, code: str
) -> None:
    with pytest.raises(SettingsRefused) as refused:
        services.change_settings(account.pk, **given, by="tests")

    assert (refused.value.field, refused.value.code) == (field, code)


def test_a_list_is_kept_without_repeats(account: Account) -> None:
    services.change_settings(account.pk, report_words=["举报", "舉報", " 控告 "], by="tests")

    assert settings_of(account.pk).report_words == ["举报", "控告"]


def test_new_words_take_what_they_catch_off_the_list(account: Account) -> None:
    for number, text in enumerate(["他吃空饷", "党费怎么交"], 1):
        services.list_unanswered(
            account_id=account.pk, intake_id=number, openid="o", text=text, asked_at=FRIDAY
        )

    services.change_settings(account.pk, report_words=["举报", "吃空饷"], by="tests")

    assert list(Unanswered.objects.values_list("text", flat=True)) == ["党费怎么交"]


def test_a_list_tells_how_much_it_would_have_caught(account: Account) -> None:
    ArrivalRow.objects.all().delete()
    for number, text in enumerate(["我要举报", "党费怎么交", "党费", "举报奖励"], 1):
        an_arrival(account, wrote(text, msg_id=number), number=number)
    texts = recent_texts(account.pk, seconds=1e12)

    caught = check_words(["举报", "党费", "控告"], exceptions=["举报奖励"], against=texts)

    assert caught == [
        Caught("举报", 1, is_too_wide=True),
        Caught("党费", 2, is_too_wide=True),
        Caught("控告", 0, is_too_wide=False),
    ]
