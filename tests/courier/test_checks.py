"""The live checks against a real sandbox: each trouble that can be set up there is found and named."""

from dataclasses import replace
from time import time

import httpx
import pytest
from django.utils.timezone import now

from tests.courier.checking import a_message, change, found, later, run
from tests.courier.conftest import Desk
from zhijian.courier.checks import carry_out, check_now
from zhijian.courier.checks.asking import Surroundings
from zhijian.foundation.accounts import queries, services
from zhijian.foundation.accounts.checking import Code, State, What
from zhijian.foundation.accounts.knocks import KnockNotes
from zhijian.foundation.accounts.models import AccessToken, Account, Check, Grant
from zhijian.foundation.intake.models import ArrivalRow
from zhijian.foundation.tasks.models import Task

pytestmark = pytest.mark.django_db(transaction=True, databases="__all__")


def test_account_in_good_order_is_fine_but_for_what_a_person_must_do(
    account: Account, around: Surroundings
) -> None:
    check_now(account, surroundings=around)

    assert found(account) == {
        "address": (State.SKIPPED, Code.ADDRESS_IS_THIS_MACHINE),
        "domain_file": (State.SKIPPED, Code.FILE_NOT_NEEDED_YET),
        "ip": (State.FINE, Code.IP_ALLOWED),
        "token": (State.FINE, Code.TOKEN_GOT),
        "callback": (State.FAILED, Code.UNREACHABLE),  # the address registered there is nobody's
        "talk": (State.WAITING, Code.NOBODY_WROTE_YET),
        "rights": (State.FINE, Code.RIGHTS_ASKED),
    }


def test_address_that_is_not_allowed_is_shown_and_stays_on_file(
    desk: Desk, account: Account, around: Surroundings
) -> None:
    change(desk, account, allowed_ips=["203.0.113.7"])
    check_now(account, surroundings=around)
    refused = {what: found(account)[what] for what in ("ip", "token", "rights")}
    change(desk, account, allowed_ips=["127.0.0.0/8"])
    check_now(account, surroundings=around)

    assert refused == {
        "ip": (State.FAILED, Code.IP_NOT_ALLOWED),
        "token": (State.WAITING, Code.AFTER_IP),
        "rights": (State.WAITING, Code.AFTER_IP),
    }
    assert found(account)["ip"] == (State.FINE, Code.IP_ALLOWED)
    assert Check.objects.get(what=What.IP).facts["addresses"] == ["127.0.0.1"]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"secret": "another-secret-0002"}, Code.SECRET_REFUSED),
        ({"appid": "wx-nobody-knows-this"}, Code.APPID_UNKNOWN),
        ({"api_base": "http://127.0.0.1:9"}, Code.WECHAT_SILENT),
        ({"api_base": "https://somewhere.example"}, Code.HOST_NOT_LISTED),
    ],
)
def test_each_wrong_value_is_named(
    account: Account, around: Surroundings, changes: dict[str, str], code: Code
) -> None:
    check_now(account, surroundings=around)  # with a token on file that would still serve
    services.change_account(account, actor="tests", **changes)

    check_now(account, surroundings=around)

    assert {what: found(account)[what] for what in ("token", "rights")} == {
        "token": (State.FAILED, code),
        "rights": (State.WAITING, Code.AFTER_TOKEN),
    }


@pytest.mark.parametrize(
    ("errcode", "code"),
    [
        (40243, Code.SECRET_FROZEN),
        (50007, Code.ACCOUNT_FROZEN),
        (89503, Code.ADMIN_MUST_CONFIRM),
        (45009, Code.CALLS_USED_UP),
        (-1, Code.WECHAT_BUSY),
        (12345, Code.REFUSED),
    ],
)
def test_each_refusal_is_named(
    desk: Desk, account: Account, around: Surroundings, errcode: int, code: Code
) -> None:
    desk.control("PUT", "faults/error", errcode=errcode, path="stable_token", count=10)

    check_now(account, surroundings=around)

    assert found(account)["token"] == (State.FAILED, code)


def test_refused_address_without_a_number_still_says_so(
    desk: Desk, account: Account, around: Surroundings
) -> None:
    desk.control("PUT", "faults/error", errcode=40164, errmsg="not in whitelist", path="stable_token")

    check_now(account, surroundings=around)

    check = Check.objects.get(what=What.IP)
    assert (check.code, check.facts["address"], check.facts["addresses"]) == (Code.IP_NOT_ALLOWED, "", [])


def test_knock_of_wechat_is_enough_for_the_callback(account: Account, around: Surroundings) -> None:
    KnockNotes(around.notes_folder).note(account_id=account.pk)

    check_now(account, surroundings=around)

    assert found(account)["callback"] == (State.FINE, Code.KNOCKED)


def test_knock_under_an_older_token_proves_nothing(account: Account, around: Surroundings) -> None:
    KnockNotes(around.notes_folder).note(account_id=account.pk)
    services.renew_callback_keys(account, actor="tests")

    check_now(account, surroundings=around)

    assert found(account)["callback"] == (State.FAILED, Code.UNREACHABLE)


@pytest.mark.parametrize(("answer", "code"), [("<xml/>", Code.TALKED), ("", Code.HEARD_UNANSWERED)])
def test_message_in_and_answer_out_are_seen(
    account: Account, around: Surroundings, answer: str, code: Code
) -> None:
    a_message(account, answer=answer)

    check_now(account, surroundings=around)

    assert (found(account)["callback"], found(account)["talk"]) == (
        (State.FINE, Code.HEARD),
        (State.FINE, code),
    )


@pytest.mark.parametrize("minutes_ago", [16, 24 * 60])
def test_message_from_before_is_no_talk(account: Account, around: Surroundings, minutes_ago: int) -> None:
    a_message(account, at=time() - minutes_ago * 60)

    check_now(account, surroundings=around)

    assert found(account)["talk"] == (State.WAITING, Code.NOBODY_WROTE_YET)


def test_follow_is_no_talk(account: Account, around: Surroundings) -> None:
    a_message(account)
    ArrivalRow.objects.update(type="event", event="subscribe")

    check_now(account, surroundings=around)

    assert found(account)["talk"] == (State.WAITING, Code.NOBODY_WROTE_YET)


def test_check_that_stumbles_keeps_no_other_from_being_asked(account: Account, around: Surroundings) -> None:
    check_now(account, surroundings=replace(around, public_url="https://[broken"))

    assert (found(account)["address"], found(account)["token"]) == (
        (State.FAILED, Code.STUMBLED),
        (State.FINE, Code.TOKEN_GOT),
    )


def test_message_is_looked_for_until_it_is_there(account: Account, around: Surroundings) -> None:
    services.ask_checks(account, [What.TALK], by="tests")
    looks_again_after = run(account, around)
    before = found(account)
    a_message(account)

    over = run(account, around)

    assert (looks_again_after, before) == (2, {"talk": (State.RUNNING, Code.NOBODY_WROTE_YET)})
    assert (over, found(account)) == (None, {"talk": (State.FINE, Code.TALKED)})


def test_looks_become_rarer_and_end_after_a_quarter_of_an_hour(
    account: Account, around: Surroundings
) -> None:
    services.ask_checks(account, [What.TALK], by="tests")

    waits = [run(account, later(around, minutes=minutes)) for minutes in (0, 1, 2, 4, 6, 14, 16)]

    assert waits == [2, 2, 5, 5, 15, 15, None]
    assert found(account) == {"talk": (State.WAITING, Code.NOBODY_WROTE_YET)}


def test_message_of_the_fourteenth_minute_is_noticed(account: Account, around: Surroundings) -> None:
    services.ask_checks(account, [What.TALK], by="tests")
    run(account, around)
    at = later(around, minutes=14)
    a_message(account, at=at.clock())

    run(account, at)

    assert found(account) == {"talk": (State.FINE, Code.TALKED)}


def test_check_pressed_while_another_is_looked_for_is_carried_out(
    account: Account, around: Surroundings
) -> None:
    services.ask_checks(account, [What.TALK], by="tests")
    run(account, around)
    services.ask_checks(account, [What.ADDRESS], by="tests")

    run(account, around)

    assert found(account) == {
        "address": (State.SKIPPED, Code.ADDRESS_IS_THIS_MACHINE),
        "talk": (State.RUNNING, Code.NOBODY_WROTE_YET),
    }


def test_round_that_is_told_to_stop_asks_no_further(
    desk: Desk, account: Account, around: Surroundings
) -> None:
    services.ask_checks(account, [What.ADDRESS, What.TOKEN], by="tests")

    seconds = carry_out(account, goes_on=lambda: False, surroundings=around)

    assert (seconds, desk.calls("stable_token")) == (None, 0)
    assert set(queries.queued_checks(account.pk)) == {What.IP, What.TOKEN}


def test_rights_that_waited_for_the_ip_list_are_asked_once_it_is_right(
    desk: Desk, account: Account, around: Surroundings
) -> None:
    change(desk, account, allowed_ips=["203.0.113.7"])
    services.ask_checks(account, [What.TOKEN, What.RIGHTS], by="tests")
    run(account, around)
    before = found(account)["rights"]
    change(desk, account, allowed_ips=["127.0.0.0/8"])

    services.ask_checks(account, [What.IP], by="tests")
    run(account, around)

    assert (before, found(account)["rights"]) == (
        (State.WAITING, Code.AFTER_IP),
        (State.FINE, Code.RIGHTS_ASKED),
    )


def test_check_a_worker_died_with_is_asked_again(account: Account, around: Surroundings) -> None:
    services.ask_checks(account, [What.TOKEN], by="tests")
    Check.objects.update(state=State.RUNNING)

    run(account, around)

    assert found(account) == {"ip": (State.FINE, Code.IP_ALLOWED), "token": (State.FINE, Code.TOKEN_GOT)}


def test_pressing_twice_plans_once(account: Account) -> None:
    services.ask_checks(account, list(What), by="tests")
    services.ask_checks(account, [What.TOKEN], by="tests")

    assert [task.name for task in Task.objects.all()] == ["accounts.check"]


def test_waiting_asks_wechat_nothing(desk: Desk, account: Account, around: Surroundings) -> None:
    services.ask_checks(account, [What.TALK, What.CALLBACK], by="tests")

    for _ in range(5):
        run(account, around)

    assert (desk.calls("callback/check"), desk.calls("stable_token")) == (1, 1)


def test_no_secret_or_token_in_what_is_kept(
    desk: Desk, account: Account, around: Surroundings, caplog: pytest.LogCaptureFixture
) -> None:
    check_now(account, surroundings=around)
    change(desk, account, allowed_ips=["203.0.113.7"])
    check_now(account, surroundings=around)

    token = AccessToken.objects.get().token.reveal()
    kept = caplog.text + str([row.facts for row in Check.objects.all()]) + str(Grant.objects.values())
    secrets = (token, account.secret.reveal(), account.token.reveal(), account.aes_key.reveal(), "oMei")
    assert (bool(token), [secret for secret in secrets if secret in kept]) == (True, [])


def test_domain_file_that_is_not_served_is_named(account: Account, around: Surroundings) -> None:
    services.add_domain_file(account, name="MP_verify_Abcd1234.txt", content=b"Abcd1234", by="tests")

    check_now(account, surroundings=Surroundings("http://127.0.0.1:9", around.notes_folder))

    check = Check.objects.get(what=What.DOMAIN_FILE)
    assert (check.state, check.facts) == (
        State.FAILED,
        {"name": "MP_verify_Abcd1234.txt", "host": "127.0.0.1:9"},
    )


def test_used_calls_and_media_are_counted(desk: Desk, account: Account, around: Surroundings) -> None:
    token = httpx.get(
        f"{desk.url}/cgi-bin/token",
        params={
            "grant_type": "client_credential",
            "appid": account.appid,
            "secret": account.secret.reveal(),
        },
    ).json()["access_token"]
    httpx.post(f"{desk.url}/cgi-bin/tags/create?access_token={token}", json={"tag": {"name": "河东村"}})

    check_now(account, surroundings=around)

    used = {what: (row.used, row.most) for what, row in queries.allowances_of(account.pk).items()}
    assert (used["tags"], used["/cgi-bin/user/get"]) == ((1, 100), (1, 500))
    assert (now() - queries.allowances_of(account.pk)["tags"].asked_at).total_seconds() < 60
