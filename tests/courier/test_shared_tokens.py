"""One token for all processes, in one row: who fetches it, and when it is taken for lost."""

import asyncio
from collections.abc import Callable
from datetime import timedelta

import pytest
from asgiref.sync import async_to_sync, sync_to_async
from django.utils.timezone import now

from zhijian.courier.tokens import SharedTokens
from zhijian.foundation.accounts.models import AccessToken, Account, TokenLoss
from zhijian.foundation.accounts.tests.builders import an_account
from zhijian.wechat.credentials import Hidden
from zhijian.wechat.errors import TransportFailed

pytestmark = pytest.mark.django_db(transaction=True)


class WeChat:
    """Gives out what it is told to give out, and remembers how it was asked."""

    def __init__(self, *tokens: str, meanwhile: Callable[[], object] | None = None) -> None:
        self.tokens = list(tokens)
        self.forced: list[bool] = []
        self.meanwhile = meanwhile

    async def __call__(self, *, force: bool) -> tuple[str, int]:
        self.forced.append(force)
        if self.meanwhile:
            await sync_to_async(self.meanwhile)()
        if not self.tokens:
            raise TransportFailed("nobody answers")
        return self.tokens.pop(0), 7200


@pytest.fixture
def account(transactional_db: None) -> Account:
    return an_account()


def on_file(account: Account, token: str, *, minutes: float, **lease: object) -> None:
    AccessToken.objects.create(
        account=account, token=Hidden(token), expires_at=now() + timedelta(minutes=minutes), **lease
    )


def get(account: Account, wechat: WeChat) -> str:
    return async_to_sync(SharedTokens(account_id=account.pk, fetch=wechat).get)()


def refresh(account: Account, wechat: WeChat, *, stale: str) -> str:
    return async_to_sync(SharedTokens(account_id=account.pk, fetch=wechat).refresh)(stale)


@pytest.mark.parametrize(("minutes", "token"), [(5, "old"), (3, "new")])
def test_a_token_is_changed_some_minutes_before_its_end(account: Account, minutes: int, token: str) -> None:
    on_file(account, "old", minutes=minutes)

    assert get(account, WeChat("new")) == token


def test_what_another_process_has_renewed_already_is_used(account: Account) -> None:
    on_file(account, "renewed", minutes=100)
    wechat = WeChat("one more")

    assert (refresh(account, wechat, stale="old"), wechat.forced) == ("renewed", [])
    assert TokenLoss.objects.count() == 0


def test_a_token_refused_near_its_end_was_not_taken(account: Account) -> None:
    on_file(account, "old", minutes=3)

    assert (refresh(account, WeChat("new"), stale="old"), TokenLoss.objects.count()) == ("new", 0)


def test_where_wechat_gives_the_refused_one_again_a_new_one_is_insisted_on(account: Account) -> None:
    on_file(account, "old", minutes=100)
    wechat = WeChat("old", "new")

    assert (refresh(account, wechat, stale="old"), wechat.forced) == ("new", [False, True])


def test_while_one_fetches_the_others_wait_for_his(account: Account) -> None:
    on_file(account, "", minutes=-1, refresher="another", refresher_until=now() + timedelta(seconds=30))
    wechat = WeChat("mine")

    async def both() -> str:
        async def another() -> None:
            await asyncio.sleep(0.3)
            await AccessToken.objects.aupdate(
                token=Hidden("his"), expires_at=now() + timedelta(minutes=100), refresher=""
            )

        mine, _ = await asyncio.gather(SharedTokens(account_id=account.pk, fetch=wechat).get(), another())
        return mine

    assert (async_to_sync(both)(), wechat.forced) == ("his", [])


def test_one_who_never_came_back_is_not_waited_for(account: Account) -> None:
    on_file(account, "", minutes=-1, refresher="another", refresher_until=now() - timedelta(seconds=1))

    assert get(account, WeChat("mine")) == "mine"


def test_who_failed_lets_the_next_one_try_but_takes_no_lease_from_another(account: Account) -> None:
    with pytest.raises(TransportFailed):
        get(account, WeChat())
    freed = AccessToken.objects.get().refresher
    wechat = WeChat(meanwhile=lambda: AccessToken.objects.update(refresher="another"))

    with pytest.raises(TransportFailed):
        get(account, wechat)

    assert (freed, AccessToken.objects.get().refresher) == ("", "another")
