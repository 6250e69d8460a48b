from datetime import UTC, datetime, timedelta

import pytest

from zhijian.foundation.accounts.models import Account
from zhijian.foundation.accounts.tests.builders import an_account
from zhijian.foundation.followers import services as followers
from zhijian.foundation.followers.models import Follower

pytestmark = pytest.mark.django_db

MORNING = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def account() -> Account:
    return an_account()


def mei() -> Follower:
    return Follower.objects.get(openid="mei")


def test_following_twice_makes_one_row(account: Account) -> None:
    for _ in range(2):
        followers.note_followed(account_id=account.pk, openid="mei", at=MORNING, scene="poster-1")

    assert (mei().follows, mei().followed_at, mei().scene) == (True, MORNING, "poster-1")


def test_leaving_and_coming_back(account: Account) -> None:
    followers.note_followed(account_id=account.pk, openid="mei", at=MORNING)
    followers.note_left(account_id=account.pk, openid="mei", at=MORNING + HOUR)
    gone = mei().follows
    followers.note_followed(account_id=account.pk, openid="mei", at=MORNING + 2 * HOUR)

    assert (gone, mei().follows) == (False, True)


def test_late_news_of_following_does_not_undo_leaving(account: Account) -> None:
    followers.note_left(account_id=account.pk, openid="mei", at=MORNING + HOUR)
    followers.note_followed(account_id=account.pk, openid="mei", at=MORNING)

    assert mei().follows is False


def test_late_news_of_leaving_does_not_undo_following(account: Account) -> None:
    followers.note_followed(account_id=account.pk, openid="mei", at=MORNING + HOUR)
    followers.note_left(account_id=account.pk, openid="mei", at=MORNING)

    assert mei().follows is True


def test_last_word_only_moves_forward(account: Account) -> None:
    followers.note_contact(account_id=account.pk, openid="mei", at=MORNING + HOUR, wrote=True)
    followers.note_contact(account_id=account.pk, openid="mei", at=MORNING, wrote=True)

    assert mei().last_wrote_at == MORNING + HOUR


def test_one_person_at_two_accounts_is_two_followers(account: Account) -> None:
    other = an_account("other")
    for where in (account, other):
        followers.note_followed(account_id=where.pk, openid="mei", at=MORNING)

    assert Follower.objects.filter(openid="mei").count() == 2


def test_follower_does_not_show_the_openid(account: Account) -> None:
    followers.note_contact(account_id=account.pk, openid="openid-canary", at=MORNING, wrote=True)

    assert "openid-canary" not in repr(Follower.objects.get())
