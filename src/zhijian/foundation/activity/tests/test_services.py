from datetime import UTC, datetime

import pytest

from zhijian.foundation.accounts.tests.builders import an_account
from zhijian.foundation.activity import services as activity
from zhijian.foundation.activity.models import Fact

pytestmark = pytest.mark.django_db

AT = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


def test_same_source_is_one_fact() -> None:
    account = an_account()

    for _ in range(2):
        activity.record(account_id=account.pk, openid="mei", kind="wrote", at=AT, source="intake:1")
    activity.record(account_id=account.pk, openid="mei", kind="wrote", at=AT, source="intake:2")

    assert sorted(Fact.objects.values_list("source", flat=True)) == ["intake:1", "intake:2"]
