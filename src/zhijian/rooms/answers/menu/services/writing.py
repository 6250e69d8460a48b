"""What every act on a menu does: keep others out until it is done, and say whose it was."""

from typing import Any

from zhijian.foundation.accounts import services as accounts
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.staff.models import Staff
from zhijian.rooms.answers.menu.places import Buttons


def hold_menu(account: Account) -> None:
    # One writer of an account's menu at a time: two first edits must not begin two drafts.
    Account.objects.select_for_update().get(pk=account.pk)


def person_of(by: Any) -> tuple[Staff | None, str]:
    return (by if isinstance(by, Staff) else None, str(by)[:150])


def show_followers(account: Account, buttons: Buttons, *, by: str) -> None:
    """What stands in the account is what followers see; rules and previews name menu entries by it."""
    accounts.change_account(account, actor=by or "WeChat", menu=buttons)
