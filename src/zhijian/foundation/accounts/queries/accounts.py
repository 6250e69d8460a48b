"""Reading accounts: by slug, for gateways, for whoever calls WeChat."""

from dataclasses import dataclass, field

from zhijian.foundation.accounts.errors import AccountUnknown
from zhijian.foundation.accounts.models import Account


@dataclass(frozen=True, slots=True)
class Doorplate:
    """All a gateway knows of an account. Holds opened keys, so its repr shows none of them."""

    id: int
    slug: str
    name: str
    gh_id: str
    appid: str
    token: str = field(repr=False)
    aes_key: str = field(repr=False)
    previous_aes_key: str = field(repr=False)
    mode: str
    can_send: bool
    default_reply: str = field(repr=False)
    suggests: bool
    revision: int


@dataclass(frozen=True, slots=True)
class Credentials:
    """What a call to WeChat needs."""

    account_id: int
    appid: str
    secret: str = field(repr=False)
    api_base: str


def account_by_slug(slug: str) -> Account:
    """Raises `AccountUnknown`."""
    try:
        return Account.objects.get(slug=slug)
    except Account.DoesNotExist:
        raise AccountUnknown(slug) from None


def slugs_taken() -> set[str]:
    """Whoever asks: a slug names one account in the whole house."""
    return set(Account.objects.values_list("slug", flat=True))


def revisions() -> dict[int, int]:
    """Account id -> revision: the cheap question gateways ask several times a second."""
    return dict(Account.objects.values_list("id", "revision"))


def doorplates() -> dict[str, Doorplate]:
    return {account.slug: doorplate_of(account) for account in Account.objects.filter(closed_at=None)}


def doorplate_of(account: Account) -> Doorplate:
    return Doorplate(
        id=account.pk,
        slug=account.slug,
        name=account.name,
        gh_id=account.gh_id,
        appid=account.appid,
        token=account.token.reveal(),
        aes_key=account.aes_key.reveal(),
        previous_aes_key=account.previous_aes_key.reveal(),
        mode=account.mode,
        can_send=account.can_send,
        default_reply=account.default_reply,
        suggests=account.suggests,
        revision=account.revision,
    )


def credentials_of(account_id: int) -> Credentials:
    account = Account.objects.get(pk=account_id)
    return Credentials(account.pk, account.appid, account.secret.reveal(), account.api_base.rstrip("/"))


def holds_sample_accounts() -> bool:
    return Account.objects.filter(is_sample=True).exists()
