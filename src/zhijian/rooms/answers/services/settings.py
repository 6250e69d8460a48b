"""Changing what an account has settled about its answers."""

from collections.abc import Sequence
from typing import Any, Final

from django.db import transaction

from zhijian.foundation import audit
from zhijian.rooms.answers import changing, settling
from zhijian.rooms.answers.guarding.guard import Guard
from zhijian.rooms.answers.models import AnswerSettings, Unanswered
from zhijian.rooms.answers.normal import normal

_AT_A_TIME: Final = 500  # as many parameters as every database takes


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
    """Change what is given. Raises `SettingsRefused`, whose `field` names the input.

    What new report words catch goes from the list of what nobody could answer, too.
    """
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
    if report_words is not None or report_exceptions is not None:
        _take_off_the_list(settings)
    changing.note(account_id=account_id, rules=[])
    audit.write("answer_settings.changed", actor=by, subject=settings, details={"fields": sorted(checked)})
    return settings


def _take_off_the_list(settings: AnswerSettings) -> None:
    guard = Guard(settings.report_words, settings.report_exceptions)
    listed = Unanswered.objects.filter(account_id=settings.account_id).values_list("pk", "text")
    caught = [pk for pk, text in listed.iterator(chunk_size=2000) if guard.catches(normal(text))]
    for start in range(0, len(caught), _AT_A_TIME):
        Unanswered.objects.filter(pk__in=caught[start : start + _AT_A_TIME]).delete()
