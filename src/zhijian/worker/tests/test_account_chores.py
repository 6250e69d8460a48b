"""Chores about accounts: what was pressed is carried out; rights are asked for anew each week."""

from datetime import timedelta

import pytest
from django.utils.timezone import now

from zhijian.foundation.accounts import services
from zhijian.foundation.accounts.checking import Code, State, What
from zhijian.foundation.accounts.models import Account, Check
from zhijian.foundation.accounts.tests.builders import an_account
from zhijian.foundation.tasks import services as tasks
from zhijian.foundation.tasks.models import Task
from zhijian.worker import account_chores, chores

pytestmark = pytest.mark.django_db(databases="__all__")


def claimed() -> Task:
    task = tasks.claim_one()
    assert task is not None
    return task


def test_both_are_known_to_the_worker() -> None:
    assert set(account_chores.CHORES) <= set(chores.CHORES)


def test_check_that_was_pressed_is_carried_out() -> None:
    account = an_account(api_base="https://somewhere.example")
    services.ask_checks(account, [What.TOKEN, What.ADDRESS], by="tests")

    account_chores.check_account(claimed())

    assert dict(Check.objects.values_list("what", "code")) == {
        "address": Code.ADDRESS_IS_THIS_MACHINE,
        "ip": Code.AFTER_TOKEN,
        "token": Code.HOST_NOT_LISTED,
    }


def test_check_of_an_account_that_is_gone_ends_quietly() -> None:
    account = an_account()
    services.ask_checks(account, [What.TOKEN], by="tests")
    task = claimed()
    Account.objects.all().delete()

    account_chores.check_account(task)

    assert Check.objects.count() == 0


def test_worker_comes_back_while_a_message_is_looked_for_and_at_once_when_pressed() -> None:
    account = an_account()
    services.ask_checks(account, [What.TALK], by="tests")
    task = claimed()

    chores.Chores().carry_out(task)

    put_off = Task.objects.get()
    assert put_off.due_at is not None
    assert (put_off.is_over, put_off.attempts, put_off.due_at > now()) == (False, 0, True)
    assert tasks.claim_one() is None
    services.ask_checks(account, [What.TALK], by="tests")
    assert claimed().pk == task.pk


def test_rights_are_renewed_in_a_week_and_each_week() -> None:
    account_chores.plan_standing_chores()
    account_chores.plan_standing_chores()

    (task,) = Task.objects.all()
    days = (task.due_at - now()) / timedelta(days=1) if task.due_at else 0
    assert (task.name, round(days), task.repeat_seconds) == ("accounts.renew_rights", 7, 7 * 86_400)


def test_host_that_is_not_listed_is_not_asked_for_rights() -> None:
    an_account(api_base="https://somewhere.example")
    tasks.plan(account_chores.RENEWAL, key="now")

    account_chores.renew_rights(claimed())

    assert Check.objects.count() == 0


def test_rights_are_asked_only_once_the_token_is_fine() -> None:
    account = an_account(api_base="http://127.0.0.1:9")
    tasks.plan(account_chores.RENEWAL, key="now")

    account_chores.renew_rights(claimed())

    found = {check.what: (check.state, check.code) for check in Check.objects.filter(account=account)}
    assert found == {
        "ip": (State.WAITING, Code.AFTER_TOKEN),
        "token": (State.FAILED, Code.WECHAT_SILENT),
    }
