"""A month in the life of the sample: rules with conditions, and how often each was asked for.

Run on a desk's folder: `ZHIJIAN_HOME=… python -m tests.shots.month`. Safe to run again.
"""

import random
from datetime import UTC, datetime, timedelta
from typing import Any

from zhijian.config.start_django import start_django

DAYS = 30
TODAY = datetime.now(UTC).date()
OFFICE = {"days": [1, 2, 3, 4, 5], "from": "08:30", "until": "17:30"}


def main() -> None:
    start_django()
    from django.db import transaction  # noqa: PLC0415 -- needs Django

    from zhijian.foundation.accounts.models import Account  # noqa: PLC0415 -- needs Django
    from zhijian.foundation.staff.models import Staff  # noqa: PLC0415 -- needs Django
    from zhijian.rooms.answers.models import Keyword  # noqa: PLC0415 -- needs Django

    account = Account.objects.get(slug="qinghe")
    if Keyword.objects.filter(text="慰问").exists():
        return
    editor = Staff.objects.get(username="editor")
    with transaction.atomic():
        _make_rules(account, editor)
        _ask_for_them(account)
        _make_colleague()


def _make_rules(account: Any, editor: Any) -> None:
    from django.utils.timezone import now  # noqa: PLC0415 -- needs Django

    from zhijian.rooms.answers import services  # noqa: PLC0415 -- needs Django

    def make(words: list[tuple[str, str]], parts: list[str], **more: Any) -> Any:
        return services.make_rule(account_id=account.pk, keywords=words, parts=parts, by=editor, **more)

    make(
        [("慰问", "synonym"), ("困难补助", "contains")],
        ["困难慰问每年两次，向支部书记说一声就行，不用写申请。"],
        audience={"bound": True},
        hours=OFFICE,
        valid_until=now() + timedelta(days=60),
        variants=[
            (
                {"age": {"from": 60, "until": 120}},
                ["您不用跑，支部的人上门来办。有事打电话：村委会，上午都有人。"],
            )
        ],
        owner=editor,
        review_on=TODAY + timedelta(days=20),
    )
    make(
        [("重阳节活动", "exact")],
        ["重阳节活动在镇文化站，早上九点。"],
        valid_until=now() - timedelta(days=30),
    )


def _ask_for_them(account: Any) -> None:
    from zhijian.rooms.answers.models import Rule, RuleUse  # noqa: PLC0415 -- needs Django

    dice = random.Random(7)
    rows = []
    for place, rule in enumerate(
        Rule.objects.filter(account=account, valid_until__isnull=True).order_by("pk")
    ):
        liked = max(1, 9 - place // 2)
        rows += [
            RuleUse(account=account, rule_id=rule.pk, day=TODAY - timedelta(days=ago), count=count)
            for ago in range(1, DAYS)
            if (count := dice.randint(0, liked) * (2 if ago % 7 == 2 else 1))
        ]
    RuleUse.objects.bulk_create(rows)


def _make_colleague() -> None:
    from zhijian.foundation.staff import services  # noqa: PLC0415 -- needs Django
    from zhijian.foundation.staff.roles import Role  # noqa: PLC0415 -- needs Django

    services.take_on(username="lin", password="zhijian-demo", role=Role.EDITOR, name="林晓", actor="shots")


if __name__ == "__main__":
    main()
