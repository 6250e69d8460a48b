import pytest

from zhijian.foundation.accounts.models import Account
from zhijian.foundation.accounts.tests.builders import an_account
from zhijian.foundation.followers import links
from zhijian.foundation.followers.errors import LinkBroken, LinkOfAnotherPhone, LinkTooOld
from zhijian.foundation.followers.tests.builders import a_follower

pytestmark = pytest.mark.django_db

NOON = 1_790_000_000.0


@pytest.fixture
def account() -> Account:
    return an_account()


def token_of(account: Account, openid: str = "o-mei", *, to: str = "home") -> str:
    address = links.sign_in_link(account, openid, to=to, clock=lambda: NOON)
    return address.rpartition(links.PATH)[2].rstrip("/")


def test_link_lets_its_follower_in(account: Account) -> None:
    mei = a_follower(account)

    opened = links.open_link(token_of(account, to="bind"), browser="phone", clock=lambda: NOON + 60)

    assert opened == links.Opened(mei, "bind")


def test_same_phone_opens_it_again(account: Account) -> None:
    mei, token = a_follower(account), token_of(account)
    links.open_link(token, browser="phone", clock=lambda: NOON)

    assert links.open_link(token, browser="phone", clock=lambda: NOON + 600).follower == mei


def test_another_phone_is_refused(account: Account) -> None:
    a_follower(account)
    token = token_of(account)
    links.open_link(token, browser="phone", clock=lambda: NOON)

    with pytest.raises(LinkOfAnotherPhone):
        links.open_link(token, browser="another", clock=lambda: NOON)


def test_link_grows_too_old(account: Account) -> None:
    a_follower(account)

    with pytest.raises(LinkTooOld):
        links.open_link(token_of(account), browser="phone", clock=lambda: NOON + links.LASTS_SECONDS + 1)


def test_link_of_another_time_is_refused(account: Account) -> None:
    """A server's clock was wrong, or somebody has the key: neither lets anybody in for years."""
    a_follower(account)

    with pytest.raises(LinkTooOld):
        links.open_link(token_of(account), browser="phone", clock=lambda: NOON - 120)


@pytest.mark.parametrize("spoil", [str.swapcase, lambda token: token[:-4], lambda _: "o-mei", lambda _: "äö"])
def test_altered_link_is_refused(account: Account, spoil: object) -> None:
    a_follower(account)

    with pytest.raises(LinkBroken):
        links.open_link(spoil(token_of(account)), browser="phone", clock=lambda: NOON)  # type: ignore[operator] # one of four


def test_link_does_not_show_the_openid(account: Account) -> None:
    assert "o-mei" not in links.sign_in_link(account, "o-mei")
