"""What a change of an account takes with it, and what may not be changed so."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils.timezone import now

from zhijian.foundation.accounts import queries, services
from zhijian.foundation.accounts.checking import Code, Finding, State, What
from zhijian.foundation.accounts.errors import AccountRefused, AccountTaken
from zhijian.foundation.accounts.models import AccessToken, Account, Check
from zhijian.foundation.accounts.rights import Right
from zhijian.foundation.accounts.services import Answered
from zhijian.foundation.accounts.tests.builders import AES_KEY, an_account

pytestmark = pytest.mark.django_db

LONG_AGO = now() - timedelta(days=30)


@pytest.fixture
def account() -> Account:
    """As it was a month ago, with WeChat's word on everything."""
    made = an_account()
    AccessToken.objects.create(account=made)
    for what in What:
        services.note_finding(made.pk, Finding(what, State.FINE, Code.ASKED))
    services.note_rights(made.pk, {Right.USERS: Answered(is_given=True)}, {})
    Account.objects.update(secret_since=LONG_AGO, keys_since=LONG_AGO)
    return Account.objects.get()


def change(account: Account, **values: Any) -> Account:
    services.change_account(account, actor="tests", **values)
    return Account.objects.get(pk=account.pk)


@pytest.mark.parametrize("field", ["appid", "secret", "api_base"])
def test_another_whom_we_ask_as_forgets_token_and_answers(account: Account, field: str) -> None:
    values = {"appid": "wxanother0001", "secret": "another-secret", "api_base": "http://127.0.0.1:8001"}

    changed = change(account, **{field: values[field]})

    assert (AccessToken.objects.count(), changed.is_trusted_to_send) == (0, None)
    assert set(queries.checks_of(account.pk)) == {What.ADDRESS, What.DOMAIN_FILE}


@pytest.mark.parametrize(
    ("values", "is_forgotten"),
    [
        ({"appid": "wxanother0001"}, True),
        ({"api_base": "http://127.0.0.1:8001"}, True),
        ({"secret": "another-secret"}, False),  # the account is the same, and so are its rights
    ],
)
def test_rights_are_those_of_one_account_at_one_wechat(
    account: Account, values: dict[str, str], is_forgotten: bool
) -> None:
    change(account, **values)

    assert (queries.grants_of(account.pk) == {}) is is_forgotten


@pytest.mark.parametrize(
    "values", [{"token": "AnotherToken01"}, {"aes_key": AES_KEY[::-1]}, {"mode": "compatible"}]
)
def test_another_way_of_calling_us_has_to_be_proven_anew(account: Account, values: dict[str, str]) -> None:
    changed = change(account, **values)

    assert set(What) - set(queries.checks_of(account.pk)) == {What.CALLBACK, What.TALK}
    assert (changed.keys_since != LONG_AGO, changed.secret_since) == (True, LONG_AGO)


def test_the_same_keys_once_more_change_nothing(account: Account) -> None:
    changed = change(account, token=account.token.reveal(), aes_key=AES_KEY, mode="safe")

    assert (changed.previous_aes_key.reveal(), changed.keys_since) == ("", LONG_AGO)
    assert set(queries.checks_of(account.pk)) == set(What)


def test_a_new_secret_is_dated(account: Account) -> None:
    changed = change(account, secret="another-secret")

    assert (changed.secret_since != LONG_AGO, changed.keys_since) == (True, LONG_AGO)


@pytest.mark.parametrize("values", [{"kind": "subscription"}, {"is_verified": False}])
def test_of_another_kind_it_has_to_be_trusted_anew(account: Account, values: dict[str, Any]) -> None:
    assert (account.is_trusted_to_send, change(account, **values).is_trusted_to_send) == (True, None)


def test_a_key_from_before_is_sealed_as_the_others_are() -> None:
    assert AES_KEY not in repr(an_account(previous_aes_key=AES_KEY).previous_aes_key)


class TestRefusals:
    def test_plain_mode_needs_its_reason_later_too(self, account: Account) -> None:
        for reason in ("", "  "):
            with pytest.raises(AccountRefused):
                change(account, mode="plain", plain_reason=reason)

        assert Account.objects.get().mode == "safe"

    def test_its_reason_cannot_be_taken_from_plain_mode(self, account: Account) -> None:
        change(account, mode="plain", plain_reason="an old test account")

        with pytest.raises(AccountRefused):
            change(account, plain_reason="")

    @pytest.mark.parametrize("field", ["slug", "appid", "gh_id"])
    def test_another_accounts_names_cannot_be_taken_but_its_own_kept(
        self, account: Account, field: str
    ) -> None:
        other = an_account("hehua")

        with pytest.raises(AccountTaken):
            change(account, **{field: getattr(other, field)})
        change(account, **{field: getattr(account, field)})

        assert Account.objects.exclude(pk=other.pk).get() == account

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("slug", "new"),  # the address for adding one
            ("name", "名" * 61),
            ("api_base", "https://api.example/?token=1"),
            ("api_base", "https://api.example:port"),
            ("api_base", "https:///cgi-bin"),
            ("default_reply", "长" * 683),
        ],
    )
    def test_form_is_looked_at(self, account: Account, field: str, value: str) -> None:
        with pytest.raises(AccountRefused) as refused:
            change(account, **{field: value})

        assert (refused.value.field, value in str(refused.value)) == (field, False)


def test_credentials_show_no_secret_in_their_repr(account: Account) -> None:
    assert account.secret.reveal() not in repr(queries.credentials_of(account.pk))


def test_new_keys_prove_nothing_until_wechat_calls_with_them(account: Account) -> None:
    services.renew_callback_keys(account, actor="tests")

    assert Check.objects.filter(what__in=[What.CALLBACK, What.TALK]).count() == 0
