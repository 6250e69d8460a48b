"""What console pages show, for tests."""

from django.utils.timezone import now

from zhijian.foundation.accounts.models import Account
from zhijian.rooms.answers import imports, services
from zhijian.rooms.answers.models import RuleImport, Unanswered
from zhijian.rooms.answers.tests.workbooks import a_workbook


def a_question(
    account: Account, text: str = "活动室星期天开吗", number: int = 1, *, openid: str = "o-secret-mei"
) -> Unanswered:
    """A message nobody could answer."""
    services.list_unanswered(
        account_id=account.pk, intake_id=number, openid=openid, text=text, asked_at=now()
    )
    return Unanswered.objects.get(intake_id=number)


def an_import(account: Account, *rows: tuple[str, str, str]) -> RuleImport:
    """A table of rules somebody uploaded and has not carried out."""
    data = a_workbook(*(rows or [("党课", "包含", "每月一次")]))
    return imports.upload(account_id=account.pk, name="规则.xlsx", data=data, by="Lin")
