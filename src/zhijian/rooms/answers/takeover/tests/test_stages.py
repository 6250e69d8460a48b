"""What may be done at which stage of a take-over, and what the way back leaves."""

from collections.abc import Callable
from typing import Any

import pytest

from zhijian.foundation.accounts.models import Account
from zhijian.foundation.library.tests.builders import an_article
from zhijian.rooms.answers import services as rules
from zhijian.rooms.answers.menu.tests.builders import opens
from zhijian.rooms.answers.models import Decision, MenuVersion, Rule, TakeOver
from zhijian.rooms.answers.takeover import services
from zhijian.rooms.answers.takeover.errors import (
    AlreadyImported,
    ChoiceUnknown,
    NotFetched,
    StillOpen,
    WordsMissing,
)
from zhijian.rooms.answers.takeover.old import Thing
from zhijian.rooms.answers.takeover.queries import Found, things_to_fetch, waiting_takeover
from zhijian.rooms.answers.takeover.states import Gap, State
from zhijian.rooms.answers.takeover.tests.builders import Json, a_told, media, rule, text
from zhijian.rooms.answers.tests.builders import a_book, a_rule, wrote

PLAIN = a_told(rule("党费", [("党费", "equal")], text("每月五日前")))
SHARED = a_told(
    rule("新", [("党费", "equal")], text("新话"), at=60),
    rule("旧", [("党费", "equal")], text("旧话")),
    rule("甲", [("会费", "equal")], text("甲话"), at=60),
    rule("乙", [("会费", "equal")], text("乙话")),
)
PICTURE = Thing("m-1", "image", "", media_id="m-1")
WITH_GAP = a_told(rule("图", [("图", "equal")], text("看"), media("img", "m-1"), media("img", "m-2")))


def fetched(account: Account, raw: Json = PLAIN) -> TakeOver:
    takeover = services.begin(account, by="林")
    services.note_told(takeover, raw)
    services.note_fetched(takeover)
    return takeover


def imported(account: Account, raw: Json = PLAIN) -> TakeOver:
    takeover = fetched(account, raw)
    services.decide_as_recommended(takeover, by="林")
    services.import_all(takeover, by="林")
    return takeover


ACTS: dict[str, Callable[[TakeOver], Any]] = {
    "trying again": lambda one: services.try_again(one, by="林"),
    "deciding": lambda one: services.decide(one, question="same:=党费", choice="both", by="林"),
    "deciding as recommended": lambda one: services.decide_as_recommended(one, by="林"),
    "taking a decision back": lambda one: services.undecide(one, question="same:=党费", by="林"),
    "importing": lambda one: services.import_all(one, by="林"),
}


@pytest.mark.parametrize("act", ACTS)
def test_before_it_is_here_and_after_it_is_imported_nothing_is_decided(account: Account, act: str) -> None:
    takeover = services.begin(account, by="林")

    with pytest.raises(NotFetched):
        ACTS[act](takeover)
    services.note_told(takeover, SHARED)
    services.note_fetched(takeover)
    services.decide_as_recommended(takeover, by="林")
    services.import_all(takeover, by="林")
    with pytest.raises(AlreadyImported):
        ACTS[act](takeover)

    assert Rule.objects.filter(account=account).count() == 3  # the welcome, and one for each word


def test_what_was_not_imported_is_neither_switched_nor_undone(account: Account) -> None:
    takeover = fetched(account)

    for act in (services.note_switched, services.undo):
        with pytest.raises(NotFetched):
            act(takeover, by="林")


def test_what_is_over_does_not_wait_for_anybody(account: Account) -> None:
    waits = [waiting_takeover(account)]
    takeover = fetched(account)
    waits.append(waiting_takeover(account))
    services.import_all(takeover, by="林")
    waits.append(waiting_takeover(account))
    services.note_switched(takeover, by="林")
    waits.append(waiting_takeover(account))

    assert waits == [None, takeover, takeover, None]


class TestFetching:
    def test_what_was_told_first_is_kept(self, account: Account) -> None:
        takeover = services.begin(account, by="林")
        services.note_told(takeover, PLAIN)

        services.note_told(takeover, SHARED)

        assert TakeOver.objects.get().raw == PLAIN

    def test_a_late_word_changes_nothing_once_it_is_imported(self, account: Account) -> None:
        takeover = imported(account)

        services.note_fetched(takeover)
        services.note_failed(takeover, code=-1)

        assert (TakeOver.objects.get().state, TakeOver.objects.get().failure_code) == (State.IMPORTED, None)

    def test_what_was_saved_is_not_asked_for_again(self, account: Account) -> None:
        takeover = services.begin(account, by="林")
        services.note_told(takeover, WITH_GAP)

        services.note_gap(takeover, PICTURE, why=Gap.GONE)

        assert [thing.name for thing in things_to_fetch(takeover)] == ["m-2"]

    def test_trying_again_asks_for_the_gaps_alone(self, account: Account) -> None:
        takeover = services.begin(account, by="林")
        services.note_told(takeover, WITH_GAP)
        services.note_saved(takeover, Thing("m-2", "image", ""), an_article(account))
        services.note_gap(takeover, PICTURE, why=Gap.GONE)
        services.note_fetched(takeover)

        services.try_again(takeover, by="林")

        assert [thing.name for thing in things_to_fetch(takeover)] == ["m-1"]


class TestDeciding:
    @pytest.mark.parametrize(
        ("question", "choice"),
        [("same:=没有", "both"), ("same:=党费", "leave_out"), ("same:=党费", "only:9")],
    )
    def test_only_what_is_asked_can_be_answered(self, account: Account, question: str, choice: str) -> None:
        takeover = fetched(account, SHARED)

        with pytest.raises(ChoiceUnknown):
            services.decide(takeover, question=question, choice=choice, by="林")

        assert Decision.objects.count() == 0

    def test_words_of_ours_have_to_be_words(self, account: Account) -> None:
        takeover = services.begin(account, by="林")
        services.note_told(takeover, a_told(rule("图", [("图", "equal")], text("看"), media("img", "m-1"))))
        services.note_gap(takeover, PICTURE, why=Gap.GONE)
        services.note_fetched(takeover)

        for words in ("", "  ", "长" * 683):
            with pytest.raises(WordsMissing):
                services.decide(takeover, question="gap:m-1", choice="words", words=words, by="林")

        assert Decision.objects.count() == 0

    def test_words_are_kept_only_where_they_were_chosen(self, account: Account) -> None:
        takeover = fetched(account, SHARED)

        services.decide(takeover, question="same:=党费", choice="both", words="写了又改主意", by="林")

        assert Decision.objects.get().words == ""

    def test_the_recommended_way_leaves_what_was_decided(self, account: Account) -> None:
        takeover = fetched(account, SHARED)
        services.decide(takeover, question="same:=党费", choice="only:1", by="文")

        services.decide_as_recommended(takeover, by="林")

        decided = dict(Decision.objects.values_list("question", "choice"))
        assert decided == {"same:=党费": "only:1", "same:=会费": "both"}

    def test_a_decision_whose_question_is_gone_counts_for_nothing(self, account: Account) -> None:
        takeover = fetched(account, PLAIN)
        Decision.objects.create(takeover=takeover, question="gap:m-9", choice="leave_out", by_name="林")

        assert Found(takeover).decisions == {}


class TestImporting:
    def test_it_waits_for_every_decision(self, account: Account) -> None:
        takeover = fetched(account, SHARED)

        with pytest.raises(StillOpen):
            services.import_all(takeover, by="林")

        assert Rule.objects.count() == 0

    def test_without_an_old_default_reply_ours_stays(self, account: Account) -> None:
        Account.objects.update(default_reply="我们的一句")

        imported(account, a_told(message_default_autoreply_info=None))

        assert Account.objects.get().default_reply == "我们的一句"

    def test_what_was_off_in_the_back_end_answers_nobody(self, account: Account) -> None:
        imported(account, {**PLAIN, "autoreply": {**PLAIN["autoreply"], "is_autoreply_open": 0}})

        answer = a_book(account).answer(wrote("党费"))
        assert (answer.rule_id, Rule.objects.filter(occasion="text").count()) == (None, 1)


class TestTheDryRun:
    def test_it_names_rules_the_account_has_and_none_that_are_gone_again(self, account: Account) -> None:
        ours = a_rule(account, "党费", "我们的话")

        takeover = fetched(account, SHARED)

        named = {row["asked"]: row["rule"] for row in takeover.rehearsal["rows"] if row["occasion"] == "text"}
        assert (named["党费"], named["会费"]) == (ours.pk, None)


class TestTheWayBack:
    def test_a_rule_somebody_has_worked_on_stays(self, account: Account) -> None:
        takeover = imported(account)
        mine = Rule.objects.get(occasion="text")
        rules.switch_off(mine, by="文")
        mine.refresh_from_db()
        Rule.objects.filter(pk=mine.pk).update(version=mine.version + 1)

        kept = services.undo(takeover, by="林")

        assert (kept, list(Rule.objects.values_list("pk", flat=True))) == (1, [mine.pk])

    def test_menus_nobody_has_seen_go_with_it(self, account: Account) -> None:
        takeover = imported(account, a_told(menu=[opens("首页")]))
        before = MenuVersion.objects.count()

        services.undo(takeover, by="林")

        assert (before, MenuVersion.objects.count()) == (1, 0)

    def test_it_is_not_switched_any_more(self, account: Account) -> None:
        takeover = imported(account)
        services.note_switched(takeover, by="林")

        services.undo(takeover, by="林")

        assert (takeover.state, takeover.switched_at) == (State.FOUND, None)
