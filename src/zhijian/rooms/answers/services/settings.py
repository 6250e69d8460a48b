"""Changing what an account has settled about its answers."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from zhijian.foundation import audit
from zhijian.rooms.answers import changing, settling
from zhijian.rooms.answers.models import AnswerSettings


@transaction.atomic
def change_settings(
    account_id: int,
    *,
    searches_library: bool | None = None,
    guide_minutes: int | None = None,
    report_words: Sequence[str] | None = None,
    report_exceptions: Sequence[str] | None = None,
    report_address: str | None = None,
    report_reply: str | None = None,
    by: Any,
) -> AnswerSettings:
    """Change what is given. Raises `SettingsRefused`, whose `field` names the input."""
    settings, _ = AnswerSettings.objects.select_for_update().get_or_create(account_id=account_id)
    given = {
        "searches_library": searches_library,
        "guide_minutes": guide_minutes,
        "report_words": report_words,
        "report_exceptions": report_exceptions,
        "report_address": report_address,
        "report_reply": report_reply,
    }
    checked = {name: settling.checked(name, value) for name, value in given.items() if value is not None}
    for name, value in checked.items():
        setattr(settings, name, value)
    settling.check_together(settings)
    settings.save()
    changing.note(account_id=account_id, rules=[])
    audit.write("answer_settings.changed", actor=by, subject=settings, details={"fields": sorted(checked)})
    return settings
