"""What is in a pack, and in which order."""

from collections.abc import Sequence
from typing import Any, TypeAlias

from django.db import transaction
from django.utils.translation import gettext as _

from zhijian.foundation.library.errors import ItemRefused
from zhijian.foundation.library.kinds import ROLE_OF_KIND, ItemKind, Role
from zhijian.foundation.library.models import Item, PackPart
from zhijian.foundation.library.services.changing import change_item

Parts: TypeAlias = Sequence[tuple[Item, str]]

MOST_PARTS = 20


@transaction.atomic
def change_pack(pack: Item, *, parts: Parts, by: Any, seen_version: int | None = None, **values: Any) -> Item:
    """Everything about a pack in one act. Raises `ItemRefused`, `ItemChangedMeanwhile`."""
    change_item(pack, by=by, seen_version=seen_version, **values)
    pack.pack_parts.all().delete()
    place_parts(pack, parts)
    return pack


def place_parts(pack: Item, parts: Sequence[Item] | Parts) -> None:
    """In the caller's transaction. An item without a role takes the one its kind is made for."""
    placed = [_with_role(part) for part in parts]
    if not placed:
        raise ItemRefused("parts", _("资料包里至少放一样东西"))
    if len(placed) > MOST_PARTS:
        raise ItemRefused("parts", _("资料包里最多放 %(most)d 样") % {"most": MOST_PARTS})
    for part, _role in placed:
        if part.account_id != pack.account_id:
            raise ItemRefused("parts", _("“%(title)s”是另一个公众号的") % {"title": part.title})
        if part.kind == ItemKind.PACK:
            raise ItemRefused("parts", _("资料包里不能再放资料包"))
    PackPart.objects.bulk_create(
        PackPart(pack=pack, item=part, position=position, role=role)
        for position, (part, role) in enumerate(placed)
    )


def _with_role(part: Item | tuple[Item, str]) -> tuple[Item, str]:
    item, role = part if isinstance(part, tuple) else (part, "")
    return item, role if role in Role.values else ROLE_OF_KIND.get(item.kind, Role.OTHER)
