from typing import Any

import pytest
from django.db import connection

from zhijian.foundation.accounts import queries, services
from zhijian.foundation.accounts.errors import AccountRefused
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.accounts.tests.builders import AES_KEY, an_account
from zhijian.foundation.audit.models import Line

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("slug", "Bad Slug"),
        ("name", "  "),
        ("kind", "newspaper"),
        ("appid", "x"),
        ("secret", "with space"),
        ("token", "ab"),
        ("token", "has-a-dash"),
        ("aes_key", AES_KEY[:-1]),
        ("aes_key", AES_KEY + "="),
        ("gh_id", "not-original"),
        ("mode", "open"),
        ("api_base", "ftp://example.invalid"),
        ("default_reply", "长" * 683),
    ],
)
def test_value_of_bad_form_is_refused_by_its_name(field: str, value: str) -> None:
    with pytest.raises(AccountRefused) as refused:
        an_account(**{field: value})

    assert (refused.value.field, Account.objects.count()) == (field, 0)


def test_refusal_does_not_repeat_the_value() -> None:
    with pytest.raises(AccountRefused) as refused:
        an_account(token="canary-4711!")

    assert "canary" not in str(refused.value)


def test_plain_mode_needs_a_reason() -> None:
    with pytest.raises(AccountRefused, match="reason"):
        an_account(mode="plain")

    assert an_account(mode="plain", plain_reason="an old test account").mode == "plain"


@pytest.mark.parametrize("field", ["slug", "appid", "gh_id"])
def test_names_are_given_once(field: str) -> None:
    first = an_account("first")

    with pytest.raises(AccountRefused) as refused:
        an_account(**{"slug": "second", field: getattr(first, field)})

    assert refused.value.field == field


def test_secrets_lie_sealed_in_the_table() -> None:
    an_account(secret="canary-secret-4711", token="canaryToken4711")

    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM accounts_account")
        row = b"|".join(
            bytes(v) if isinstance(v, (bytes, memoryview)) else str(v).encode() for v in cursor.fetchone()
        )

    assert [word for word in (b"canary", AES_KEY.encode()) if word in row] == []


def test_secrets_come_back_when_asked_for() -> None:
    account = Account.objects.get(pk=an_account(secret="canary-secret-4711").pk)

    assert (account.secret.reveal(), account.previous_aes_key.reveal()) == ("canary-secret-4711", "")


def test_new_aes_key_keeps_the_one_before() -> None:
    account = an_account()

    services.change_account(account, actor="tests", aes_key=AES_KEY[::-1])

    plate = queries.doorplates()["qinghe"]
    assert (plate.aes_key, plate.previous_aes_key) == (AES_KEY[::-1], AES_KEY)


@pytest.mark.parametrize("change", [{"name": "新名字"}, {"default_reply": "好"}, {"mode": "compatible"}])
def test_every_change_raises_the_revision(change: dict[str, Any]) -> None:
    account = an_account()
    before = queries.revisions()[account.pk]

    services.change_account(account, actor="tests", **change)

    assert queries.revisions()[account.pk] == before + 1


def test_acts_leave_an_audit_line_without_secrets() -> None:
    account = an_account()
    services.change_account(account, actor="tests", secret="canary-secret-4711")

    lines = [
        (line.action, line.actor_name, line.subject_id, line.details) for line in Line.objects.order_by("pk")
    ]
    assert lines == [
        ("account.added", "tests", str(account.pk), {"mode": "safe"}),
        ("account.changed", "tests", str(account.pk), {"fields": ["secret"]}),
    ]


def test_doorplate_shows_no_keys_in_its_repr() -> None:
    an_account(token="canaryToken4711")

    assert [word for word in ("canaryToken4711", AES_KEY) if word in repr(queries.doorplates())] == []


def test_only_verified_accounts_can_send() -> None:
    an_account("one", is_verified=True)
    an_account("two", is_verified=False)

    assert {slug: plate.can_send for slug, plate in queries.doorplates().items()} == {
        "one": True,
        "two": False,
    }
