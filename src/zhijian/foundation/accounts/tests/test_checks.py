"""Rows of checks, rights, files and losses: what they keep, and what a change of the account does to them."""

from collections.abc import Callable
from typing import Any

import pytest

from zhijian.foundation.accounts import minting, queries, services
from zhijian.foundation.accounts.checking import Code, Finding, State, What
from zhijian.foundation.accounts.errors import DomainFileRefused
from zhijian.foundation.accounts.models import AccessToken, Account, Check, DomainFile
from zhijian.foundation.accounts.rights import Right
from zhijian.foundation.accounts.services import Answered
from zhijian.foundation.accounts.tests.builders import an_account
from zhijian.foundation.audit.models import Line
from zhijian.foundation.tasks.models import Task

pytestmark = pytest.mark.django_db


@pytest.fixture
def account() -> Account:
    return an_account()


def note(account: Account, what: What, state: State, code: Code, **facts: Any) -> Check:
    return services.note_finding(account.pk, Finding(what, state, code, facts))


def test_ip_and_token_are_asked_together(account: Account) -> None:
    services.ask_checks(account, [What.IP], by="tests")

    assert set(queries.queued_checks(account.pk)) == {What.IP, What.TOKEN}


def test_asking_plans_one_task_and_leaves_an_audit_line(account: Account) -> None:
    services.ask_checks(account, list(What), by="tests")
    services.ask_checks(account, list(What), by="tests")

    assert list(Task.objects.values_list("name", "arguments")) == [
        ("accounts.check", {"account": account.pk})
    ]
    assert Line.objects.filter(action="account.checks_asked").count() == 2


def test_failures_in_a_row_are_counted_and_one_success_forgets_them(account: Account) -> None:
    for _ in range(3):
        note(account, What.TOKEN, State.FAILED, Code.SECRET_REFUSED)
    before = queries.has_refused_too_often(account.pk)

    note(account, What.TOKEN, State.FINE, Code.TOKEN_GOT)

    assert (before, queries.has_refused_too_often(account.pk)) == (True, False)


def test_addresses_wechat_saw_are_kept_newest_first(account: Account) -> None:
    for address in ("203.0.113.1", "203.0.113.2", "203.0.113.1"):
        note(account, What.IP, State.FAILED, Code.IP_NOT_ALLOWED, address=address)

    check = note(account, What.IP, State.FINE, Code.IP_ALLOWED)

    assert check.facts["addresses"] == ["203.0.113.1", "203.0.113.2"]


def with_everything(account: Account) -> None:
    AccessToken.objects.create(account=account)
    for what in What:
        note(account, what, State.FINE, Code.ASKED)
    services.note_rights(account.pk, {Right.USERS: Answered(is_given=True)}, {})


@pytest.mark.parametrize(
    ("change", "left", "has_token", "trusted"),
    [
        ({"name": "新名字"}, set(What), True, True),
        (
            {"secret": "another-secret"},
            {What.ADDRESS, What.DOMAIN_FILE},
            False,
            None,
        ),
        ({"token": "AnotherToken01"}, set(What) - {What.CALLBACK, What.TALK}, True, True),
        ({"is_verified": False}, set(What), True, None),
    ],
)
def test_change_forgets_what_no_longer_holds_and_nothing_else(
    account: Account, change: dict[str, Any], left: set[What], has_token: bool, trusted: bool | None
) -> None:
    with_everything(account)
    account.refresh_from_db()

    services.change_account(account, actor="tests", **change)

    found = Account.objects.get(pk=account.pk)
    assert (set(queries.checks_of(account.pk)), AccessToken.objects.exists(), found.is_trusted_to_send) == (
        left,
        has_token,
        trusted,
    )


def test_other_appid_forgets_what_wechat_said_of_the_old_one(account: Account) -> None:
    with_everything(account)

    services.change_account(account, actor="tests", appid="wxanother0001")

    assert queries.grants_of(account.pk) == {}


def test_first_word_on_a_right_is_no_change(account: Account) -> None:
    services.note_rights(account.pk, {Right.MENU: Answered(is_given=False)}, {})

    assert queries.changes_of(account.pk).count() == 0


@pytest.mark.parametrize(("said", "can_send"), [(True, True), (False, False), (None, True)])
def test_wechats_word_decides_who_can_send(account: Account, said: bool | None, can_send: bool) -> None:
    services.note_rights(account.pk, {Right.USERS: Answered(said)}, {})

    assert queries.doorplates()["qinghe"].can_send is can_send


def test_gateways_learn_of_it_only_when_it_is_different(account: Account) -> None:
    for _ in range(2):
        services.note_rights(account.pk, {Right.USERS: Answered(is_given=False)}, {})

    assert queries.revisions()[account.pk] == account.revision + 1


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("MP_verify_short.txt", b"abc", "name"),
        ("MP_verify_" + "a" * 33 + ".txt", b"abc", "name"),
        ("MP_verify_Abcd1234.html", b"abc", "name"),
        ("../MP_verify_Abcd1234.txt", b"abc", "name"),
        ("MP_verify_Abcd1234.txt\n", b"abc", "name"),
        ("MP_verify_Abcd1234.txt", b"two words", "content"),
        ("MP_verify_Abcd1234.txt", b"<b>", "content"),
        ("MP_verify_Abcd1234.txt", b"\xff", "content"),
        ("MP_verify_Abcd1234.txt", b" \n", "content"),
        ("MP_verify_Abcd1234.txt", b"a" * 129, "content"),
    ],
)
def test_what_is_no_domain_file_is_refused(account: Account, name: str, content: bytes, why: str) -> None:
    with pytest.raises(DomainFileRefused) as refused:
        services.add_domain_file(account, name=name, content=content, by="tests")

    assert (refused.value.why, DomainFile.objects.count()) == (why, 0)


def test_domain_file_replaces_its_own_name_but_not_another_accounts(account: Account) -> None:
    put_up: Callable[..., DomainFile] = services.add_domain_file
    name = "MP_verify_Abcd1234.txt"
    put_up(account, name=name, content=b"one", by="tests")
    put_up(account, name=name, content=b"two", by="tests")

    with pytest.raises(DomainFileRefused) as refused:
        put_up(an_account("other"), name=name, content=b"three", by="tests")

    file = queries.domain_file_by_name(name)
    assert (refused.value.why, file and file.content) == ("taken", "two")


def test_minted_keys_are_of_the_form_wechat_takes_and_never_the_same() -> None:
    made = [(minting.new_token(), minting.new_aes_key()) for _ in range(50)]

    for token, aes_key in made[:3]:
        an_account(f"a{token[:6].lower()}", token=token, aes_key=aes_key)
    assert len(set(made)) == 50


@pytest.mark.parametrize(
    ("spoken", "taken", "slug"),
    [
        ("qinghezhendangjian", set(), "qinghezhendangjian"),
        ("qinghezhendangjian", {"qinghezhendangjian"}, "qinghezhendangjian-2"),
        ("New", set(), "new-2"),
        ("hedong · di 2 zhibu", set(), "hedong-di-2-zhibu"),
        ("★", set(), "account"),
        ("hedongcun" * 20, set(), "hedongcunhedongcunhedongcunhed"),
    ],
)
def test_slug_is_made_of_the_spoken_name(spoken: str, taken: set[str], slug: str) -> None:
    assert minting.slug_for(spoken, taken=taken) == slug
