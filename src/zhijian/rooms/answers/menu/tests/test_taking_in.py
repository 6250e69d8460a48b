"""Menus from before our time, beside what is written and published here."""

from datetime import timedelta

import pytest
from django.utils.timezone import now

from zhijian.foundation.accounts.models import Account
from zhijian.rooms.answers.menu import services
from zhijian.rooms.answers.menu.states import State
from zhijian.rooms.answers.menu.tests.builders import a_draft, a_menu, opens, published
from zhijian.rooms.answers.models import MenuVersion

OLD = [opens("以前的")]


def take_in(account: Account, *, is_live: bool = False, tag: int | None = None) -> MenuVersion:
    return services.take_in(account=account, tag=tag, buttons=OLD, is_live=is_live, by="林")


def test_what_followers_see_already_is_live_and_what_the_account_shows(account: Account) -> None:
    version = take_in(account, is_live=True)

    account.refresh_from_db()
    assert (version.state, version.published_at is not None, account.menu) == (State.LIVE, True, OLD)


def test_one_for_some_is_live_and_not_what_the_account_shows(account: Account) -> None:
    version = take_in(account, is_live=True, tag=101)

    account.refresh_from_db()
    assert (version.state, version.tag_name, account.menu) == (State.LIVE, "101", [])


@pytest.mark.parametrize("is_live", [True, False])
def test_beside_one_that_is_live_here_it_is_only_a_draft(account: Account, is_live: bool) -> None:
    published(account)

    version = take_in(account, is_live=is_live)

    account.refresh_from_db()
    assert (version.state, version.published_at, account.menu) == (State.DRAFT, None, a_menu())


def test_while_one_is_being_taken_down_nothing_is_drafted(account: Account) -> None:
    services.take_down(published(account), by="tests")

    assert take_in(account).state == State.OLD


def test_beside_a_draft_it_stands_among_the_former_ones(account: Account) -> None:
    a_draft(account)

    assert take_in(account).state == State.OLD


class TestTakingOut:
    def test_drafts_and_former_ones_taken_in_since_go(self, account: Account) -> None:
        since = now()
        take_in(account)
        take_in(account)

        services.take_out(account=account, since=since, by="tests")

        assert MenuVersion.objects.count() == 0

    def test_what_followers_see_what_was_sent_and_what_was_made_here_stays(self, account: Account) -> None:
        since = now()
        take_in(account, is_live=True)
        sent = take_in(account)
        MenuVersion.objects.filter(pk=sent.pk).update(sent_times=1)
        a_draft(account, tag=101)

        services.take_out(account=account, since=since, by="tests")

        assert MenuVersion.objects.count() == 3

    def test_what_an_earlier_take_over_brought_stays(self, account: Account) -> None:
        earlier = take_in(account)
        MenuVersion.objects.update(made_at=now() - timedelta(days=1))

        services.take_out(account=account, since=now() - timedelta(hours=1), by="tests")

        assert list(MenuVersion.objects.all()) == [earlier]
