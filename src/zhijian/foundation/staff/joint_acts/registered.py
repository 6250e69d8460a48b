"""What takes two on this floor: another head of the house, an account closed, numbers in the clear."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext as _

from zhijian.foundation.accounts import services as accounts
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.org.models import Unit
from zhijian.foundation.staff.joint_acts.acts import Act, register
from zhijian.foundation.staff.models import Staff
from zhijian.foundation.staff.roles import KEEP_ROSTER, MANAGE_ACCOUNTS, MANAGE_STAFF, Role
from zhijian.foundation.staff.services.posts import put_post

GIVE_THE_HOUSE: Final = "staff.give_the_house"
CLOSE_ACCOUNT: Final = "account.close"
EXPORT_NUMBERS: Final = "roster.export_numbers"


class Gone(LookupError):
    """What it is about is not there any more."""


def _found(model: type[Any], key: object) -> Any:
    found = model.objects.filter(pk=key).first()
    if found is None:
        raise Gone(model.__name__)
    return found


def _head_content(given: Mapping[str, Any]) -> list[object]:
    staff = _found(Staff, given["staff"])
    return [staff.username, staff.name, staff.is_active, given.get("until", "")]


def _give_the_house(given: Mapping[str, Any], by: Staff) -> None:
    until = date.fromisoformat(given["until"]) if given.get("until") else None
    staff = _found(Staff, given["staff"])
    put_post(staff, role=Role.ADMINISTRATOR, unit=None, by=by, until_day=until)


def _whole_house(given: Mapping[str, Any]) -> str:
    return ""


def _head_sentence(given: Mapping[str, Any]) -> str:
    staff = _found(Staff, given["staff"])
    said = {"name": staff, "username": staff.username}
    return _("让%(name)s（%(username)s）做全部组织的管理员") % said


def _account_content(given: Mapping[str, Any]) -> list[object]:
    account = _found(Account, given["account"])
    return [account.slug, account.name, account.appid, account.closed_at]


def _account_path(given: Mapping[str, Any]) -> str:
    account = _found(Account, given["account"])
    return str(account.unit.path) if account.unit else ""


def _close_account(given: Mapping[str, Any], by: Staff) -> None:
    accounts.close_account(_found(Account, given["account"]), by=by)


def _account_sentence(given: Mapping[str, Any]) -> str:
    return _("关停公众号“%(name)s”") % {"name": _found(Account, given["account"])}


def _numbers_content(given: Mapping[str, Any]) -> list[object]:
    unit = _found(Unit, given["unit"])
    return [unit.code, unit.path, sorted(given["columns"])]


def _numbers_sentence(given: Mapping[str, Any]) -> str:
    return _("导出%(unit)s的名册，号码不打码") % {"unit": _found(Unit, given["unit"])}


register(
    Act(
        GIVE_THE_HOUSE,
        MANAGE_STAFF,
        says=_head_sentence,
        content_of=_head_content,
        path_of=_whole_house,
        carry_out=_give_the_house,
        may_be_alone=True,
    )
)
register(
    Act(
        CLOSE_ACCOUNT,
        MANAGE_ACCOUNTS,
        says=_account_sentence,
        content_of=_account_content,
        path_of=_account_path,
        carry_out=_close_account,
    )
)
register(
    Act(
        EXPORT_NUMBERS,
        MANAGE_STAFF,
        says=_numbers_sentence,
        content_of=_numbers_content,
        path_of=lambda given: str(_found(Unit, given["unit"]).path),
        asking=KEEP_ROSTER,
    )
)
