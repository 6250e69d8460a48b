"""A message that speaks of reporting somebody: wherever the worker brings it, no ordinary eye sees it."""

import logging
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models
from pytest_django import Settings

from zhijian.foundation.accounts.models import Account
from zhijian.foundation.accounts.tests.builders import an_account
from zhijian.foundation.intake.models import ArrivalRow
from zhijian.rooms.answers import services
from zhijian.rooms.answers.models import Unanswered
from zhijian.rooms.answers.tests.builders import an_arrival, wrote
from zhijian.switchboard import deliver

pytestmark = pytest.mark.django_db(databases=["default", "intake"])

CANARY = "我要举报河东村会计金丝雀"


@pytest.fixture
def account(tmp_path: Path, settings: Settings) -> Account:
    settings.MEDIA_ROOT = tmp_path / "media"
    return an_account()


def everything_in(database: str) -> str:
    """Every value of every table of ours."""
    found = []
    for model in apps.get_models():
        if model is not ArrivalRow:
            manager: models.Manager[models.Model] = model._default_manager.using(database)  # type: ignore[assignment]  # a query set will do
            found += [repr(row) for row in manager.values_list()]
    return "\n".join(found)


@pytest.mark.parametrize("outcome", ["guarded", "default", "none", "late"])
def test_a_report_stands_in_no_table_and_no_log(
    account: Account, caplog: pytest.LogCaptureFixture, outcome: str
) -> None:
    caplog.set_level(logging.DEBUG)
    services.change_settings(account.pk, guide_minutes=5, by="tests")
    deliver(an_arrival(account, wrote("活动室几点开门"), number=1, outcome="default"))

    deliver(an_arrival(account, wrote(CANARY), number=2, outcome=outcome, answer=""))

    kept = everything_in("default")
    assert ("活动室几点开门" in kept, "金丝雀" in kept, "金丝雀" in caplog.text) == (True, False, False)
    assert list(Unanswered.objects.values_list("intake_id", flat=True)) == [1]
    assert ArrivalRow.objects.get(pk=2).outcome == "guarded"
