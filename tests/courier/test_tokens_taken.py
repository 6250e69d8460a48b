"""Another program takes tokens for our AppID: noticed, said, and not fought over for ever."""

from datetime import timedelta

import pytest
from asgiref.sync import async_to_sync
from django.utils.timezone import now

from tests.courier.conftest import Desk
from zhijian.courier.checks import check_now
from zhijian.courier.checks.asking import Surroundings
from zhijian.courier.clients import open_client
from zhijian.courier.tokens import MOST_LOSSES_AN_HOUR, TokenTaken
from zhijian.foundation.accounts import queries
from zhijian.foundation.accounts.checking import Code, State, What
from zhijian.foundation.accounts.models import AccessToken, Account, TokenLoss
from zhijian.wechat.errors import Retry

pytestmark = pytest.mark.django_db(transaction=True, databases="__all__")


def call(account: Account) -> None:
    """Any call with a token."""

    credentials = queries.credentials_of(account.pk)

    async def once() -> None:
        async with open_client(credentials) as client:
            await client.account.callback_ips()

    async_to_sync(once)()


def taken(desk: Desk, account: Account) -> None:
    """Somebody else asked for a new token, and ours is dead; then we call."""
    desk.control("PUT", "faults/token_invalid", count=1)
    call(account)


def test_token_lost_once_is_renewed_and_written_down(desk: Desk, account: Account) -> None:
    call(account)

    taken(desk, account)

    assert (queries.losses_lately(account.pk), queries.is_token_contested(account.pk)) == (1, False)


def test_tokens_lost_again_and_again_tell_of_another_program(desk: Desk, account: Account) -> None:
    call(account)

    for _ in range(3):
        taken(desk, account)

    assert queries.is_token_contested(account.pk) is True


def test_token_at_its_end_is_no_loss(desk: Desk, account: Account) -> None:
    call(account)
    AccessToken.objects.update(expires_at=now() + timedelta(minutes=3))

    call(account)

    assert TokenLoss.objects.count() == 0


def test_after_several_losses_nothing_is_taken_back_for_a_while(desk: Desk, account: Account) -> None:
    call(account)
    for _ in range(MOST_LOSSES_AN_HOUR):
        taken(desk, account)
    asked = desk.calls("stable_token")

    with pytest.raises(TokenTaken) as refused:
        taken(desk, account)
    asked_meanwhile = desk.calls("stable_token") - asked
    TokenLoss.objects.update(at=now() - timedelta(hours=2))
    call(account)

    assert (refused.value.retry, asked_meanwhile, queries.losses_lately(account.pk)) == (Retry.LATER, 0, 1)


def test_check_names_the_other_program(desk: Desk, account: Account, surroundings: Surroundings) -> None:
    call(account)
    for _ in range(MOST_LOSSES_AN_HOUR):
        TokenLoss.objects.create(account=account, at=now())
    desk.control("PUT", "faults/token_invalid", count=1)

    found = {finding.what: finding for finding in check_now(account, surroundings=surroundings)}

    assert (found[What.TOKEN].state, found[What.TOKEN].code) == (State.FAILED, Code.TOKEN_TAKEN)


@pytest.fixture
def surroundings(tmp_path_factory: pytest.TempPathFactory) -> Surroundings:
    return Surroundings(public_url="http://localhost:8000", notes_folder=tmp_path_factory.mktemp("notes"))
