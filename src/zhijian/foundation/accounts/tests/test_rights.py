"""WeChat's word on rights, tokens that were taken, files at the root: what is kept and for how long."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.utils.timezone import now

from zhijian.foundation.accounts import queries, services
from zhijian.foundation.accounts.capabilities import Standing, Verdict, card
from zhijian.foundation.accounts.checking import Code, Finding, State, What
from zhijian.foundation.accounts.knocks import KnockNotes, last_knock
from zhijian.foundation.accounts.models import Account, Check, GrantChange, TokenLoss
from zhijian.foundation.accounts.rights import Right
from zhijian.foundation.accounts.services import Answered
from zhijian.foundation.accounts.tests.builders import an_account
from zhijian.foundation.audit.models import Line

NAME = "MP_verify_Abcd1234.txt"


@pytest.fixture
def account(db: None) -> Account:
    return an_account()


def told(account: Account, *, given: bool | None) -> None:
    services.note_rights(account.pk, {Right.MENU: Answered(given)}, {})


class TestChanges:
    def test_the_same_word_again_is_no_change(self, account: Account) -> None:
        for given in (True, True, False, False):
            told(account, given=given)

        assert [change.is_given for change in queries.changes_of(account.pk)] == [False]

    def test_they_are_kept_for_400_days(self, account: Account) -> None:
        told(account, given=True)
        told(account, given=False)
        GrantChange.objects.update(at=now() - timedelta(days=401))

        told(account, given=False)

        assert GrantChange.objects.count() == 0

    def test_what_somebody_saw_he_saw_then(self, account: Account) -> None:
        told(account, given=True)
        told(account, given=False)
        services.see_changes(account, by="文")

        services.see_changes(account, by="林")

        assert GrantChange.objects.get().seen_by_name == "文"
        assert Line.objects.filter(action="account.changes_seen").count() == 1

    def test_an_unclear_word_leaves_the_one_before(self, account: Account) -> None:
        told(account, given=True)

        told(account, given=None)

        assert queries.grants_of(account.pk) == {Right.MENU: True}


class TestTheCard:
    def verdict(self, key: str, standing: Standing) -> Verdict | None:
        return next((one.verdict for one in card(standing) if one.key == key), None)

    @pytest.mark.parametrize(("given", "verdict"), [(True, Verdict.CAN), (False, Verdict.CANNOT)])
    def test_wechats_own_word_counts_more_than_the_kind(self, given: bool, verdict: Verdict) -> None:
        standing = Standing("subscription", not given, {Right.MENU: given})

        assert self.verdict("menu", standing) == verdict

    def test_what_is_not_given_and_would_only_confuse_is_left_out(self) -> None:
        assert self.verdict("templates", Standing("subscription", True, {})) is None

    @pytest.mark.parametrize(
        ("kind", "verified"), [("subscription", True), ("service", False), ("subscription", False)]
    )
    def test_scene_codes_are_a_verified_service_accounts(self, kind: str, verified: bool) -> None:
        assert self.verdict("scene_codes", Standing("service", True, {})) == Verdict.CAN
        assert self.verdict("scene_codes", Standing(kind, verified, {})) == Verdict.CANNOT


class TestTokensTaken:
    def lost(self, account: Account, *hours_ago: float) -> None:
        for hours in hours_ago:
            TokenLoss.objects.create(account=account, at=now() - timedelta(hours=hours))

    @pytest.mark.parametrize(
        ("hours_ago", "is_contested"),
        [
            ((0.1, 0.5, 0.9), True),
            ((5.1, 5.5, 5.9), True),  # told for a day
            ((0.1, 0.5, 1.2), False),  # not within one hour
            ((25.1, 25.5, 25.9), False),  # over
        ],
    )
    def test_three_within_an_hour_tell_of_another_program(
        self, account: Account, hours_ago: tuple[float, ...], is_contested: bool
    ) -> None:
        self.lost(account, *hours_ago)

        assert queries.is_token_contested(account.pk) is is_contested

    def test_lately_is_an_hour(self, account: Account) -> None:
        self.lost(account, 0.5, 1.5, 20)

        assert queries.losses_lately(account.pk) == 1

    def test_they_are_forgotten_after_two_days(self, account: Account) -> None:
        self.lost(account, 49, 47)

        services.note_loss(account.pk)

        assert TokenLoss.objects.count() == 2


class TestChecks:
    def test_four_addresses_are_kept_the_newest_first(self, account: Account) -> None:
        for number in range(1, 7):
            facts = {"address": f"203.0.113.{number}"}
            services.note_finding(account.pk, Finding(What.IP, State.FAILED, Code.IP_NOT_ALLOWED, facts))

        kept = Check.objects.get().facts["addresses"]
        assert kept == [f"203.0.113.{number}" for number in (6, 5, 4, 3)]

    def test_what_waited_for_the_token_goes_on_and_what_failed_does_not(self, account: Account) -> None:
        for what, state, code in (
            (What.RIGHTS, State.WAITING, Code.AFTER_TOKEN),
            (What.CALLBACK, State.WAITING, Code.NO_KNOCK_YET),
            (What.TOKEN, State.FAILED, Code.SECRET_REFUSED),
        ):
            services.note_finding(account.pk, Finding(what, state, code))

        services.queue_what_waited_for_the_token(account.pk)

        assert queries.queued_checks(account.pk) == [What.RIGHTS]

    def test_what_a_worker_left_is_queued_and_what_is_looked_for_is_not(self, account: Account) -> None:
        services.note_finding(account.pk, Finding(What.TOKEN, State.RUNNING, Code.ASKED))
        services.note_finding(account.pk, Finding(What.TALK, State.RUNNING, Code.NOBODY_WROTE_YET))

        services.queue_what_was_left(account.pk)

        assert queries.queued_checks(account.pk) == [What.TOKEN]

    def test_a_look_is_dated_only_where_one_looks(self, account: Account) -> None:
        long_ago = now() - timedelta(hours=1)
        for what, state in ((What.TALK, State.RUNNING), (What.CALLBACK, State.WAITING)):
            services.note_finding(account.pk, Finding(what, state, Code.NOBODY_WROTE_YET))
        Check.objects.update(at=long_ago)

        for what in (What.TALK, What.CALLBACK):
            services.note_look(account.pk, what)

        at: dict[str, datetime] = dict(Check.objects.values_list("what", "at"))
        assert (at["talk"] > long_ago, at["callback"]) == (True, long_ago)


class TestDomainFiles:
    @pytest.mark.parametrize("act", ["put up", "taken down"])
    def test_what_was_said_of_other_files_no_longer_holds(self, account: Account, act: str) -> None:
        file = services.add_domain_file(account, name=NAME, content=b"one", by="tests")
        services.note_finding(account.pk, Finding(What.DOMAIN_FILE, State.FINE, Code.FILE_SERVED))

        if act == "put up":
            services.add_domain_file(account, name=NAME, content=b"two", by="tests")
        else:
            services.remove_domain_file(file, by="tests")

        assert queries.checks_of(account.pk) == {}


class TestKnocks:
    def test_one_note_a_second_is_enough(self, tmp_path: Path) -> None:
        times = iter([100.0, 100.9, 101.1])
        notes = KnockNotes(tmp_path, clock=lambda: next(times))

        seen = []
        for _ in range(3):
            notes.note(account_id=1)
            seen.append(last_knock(tmp_path, account_id=1))

        assert seen == [100.0, 100.0, 101.1]

    def test_a_note_that_cannot_be_written_keeps_nobody_waiting(self, tmp_path: Path) -> None:
        notes = KnockNotes(tmp_path / "missing")

        notes.note(account_id=1)

        assert last_knock(tmp_path / "missing", account_id=1) is None
