"""The row every item begins as."""

from typing import Any

from django.db import transaction

from zhijian.foundation import audit
from zhijian.foundation.accounts import services as accounts
from zhijian.foundation.library.checking import checked
from zhijian.foundation.library.kinds import ItemKind
from zhijian.foundation.library.models import Item
from zhijian.foundation.library.services.changing import make_searchable


@transaction.atomic
def make_item(*, account_id: int, kind: str, title: str, actor: Any, **more: Any) -> Item:
    """One row, in the search and in the audit. Raises `ItemRefused` naming the field."""
    more.setdefault("is_findable", kind != ItemKind.IMAGE)
    values = checked(kind, {"title": title, **more})
    item = Item.objects.create(account_id=account_id, kind=kind, changed_by_name=str(actor)[:150], **values)
    make_searchable(item)
    accounts.touch(account_id)
    audit.write("library.added", actor=actor, subject=item, details={"kind": kind})
    return item
