from datetime import timedelta

import pytest
from django.utils.timezone import now

from zhijian.foundation.accounts.models import Account
from zhijian.foundation.accounts.tests.builders import an_account
from zhijian.foundation.outbox import services as outbox
from zhijian.foundation.outbox.models import Letter
from zhijian.foundation.outbox.states import State

pytestmark = pytest.mark.django_db


@pytest.fixture
def account() -> Account:
    return an_account()


def post(account: Account, key: str, *, to: str = "mei", wait_seconds: float = 0) -> None:
    due_at = now() + timedelta(seconds=wait_seconds)
    outbox.post(
        account_id=account.pk,
        kind="message",
        body={"kind": "text", "text": key},
        key=key,
        to=to,
        due_at=due_at,
    )


def keys(letters: list[Letter]) -> list[str]:
    return [letter.key for letter in letters]


def test_same_key_posts_one_letter(account: Account) -> None:
    post(account, "a")
    post(account, "a")

    assert list(Letter.objects.values_list("key", flat=True)) == ["a"]


def test_letter_is_claimed_once(account: Account) -> None:
    post(account, "a")

    assert (keys(outbox.claim_due()), keys(outbox.claim_due())) == (["a"], [])


def test_letter_of_a_dead_sender_is_claimed_again(account: Account) -> None:
    post(account, "a")
    outbox.claim_due()
    Letter.objects.update(lease_until=now() - timedelta(seconds=1))

    assert [(letter.key, letter.attempts) for letter in outbox.claim_due()] == [("a", 2)]


def test_letter_is_not_claimed_before_it_is_due(account: Account) -> None:
    post(account, "later", wait_seconds=60)
    post(account, "now", to="bo")

    assert keys(outbox.claim_due()) == ["now"]


def test_letters_to_one_person_keep_their_order(account: Account) -> None:
    post(account, "first")
    post(account, "second")
    post(account, "other", to="bo")

    claimed = outbox.claim_due()
    outbox.mark_sent(claimed[0])

    assert (keys(claimed), keys(outbox.claim_due())) == (["first", "other"], ["second"])


def test_letter_put_back_waits_its_time(account: Account) -> None:
    post(account, "a")
    (letter,) = outbox.claim_due()

    went_back = outbox.put_back(letter, wait_seconds=61, code=45066, why="too soon")

    kept = Letter.objects.get()
    assert (went_back, kept.state, kept.outcome_code, outbox.claim_due()) == (True, State.WAITING, 45066, [])
    assert 55 < (kept.due_at - now()).total_seconds() <= 61


def test_letter_stops_after_the_last_attempt(account: Account) -> None:
    post(account, "a")
    Letter.objects.update(attempts=outbox.MAX_ATTEMPTS - 1)
    (letter,) = outbox.claim_due()

    went_back = outbox.put_back(letter, wait_seconds=1, code=-1, why="busy")

    assert (went_back, Letter.objects.get().state) == (False, State.STOPPED)


def test_letter_repr_holds_no_openid(account: Account) -> None:
    post(account, "a", to="openid-canary")

    assert "openid-canary" not in repr(Letter.objects.get())
