"""What is in a pack, and in which order."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from django.db import transaction
from django.utils.translation import gettext as _

from zhijian.foundation.library.errors import ItemRefused
from zhijian.foundation.library.kinds import ROLE_OF_KIND, ItemKind, Role
from zhijian.foundation.library.models import Item, PackPart
from zhijian.foundation.library.services.changing import change_item
from zhijian.foundation.library.services.making import make_item

MOST_PARTS = 20
_TITLE_CHARS = 24  # of a question, as its name in lists


@dataclass(frozen=True, slots=True)
class Piece:
    """A part to be: an item, or a question in words; both: the question's item, which then says them."""

    item: Item | None = None
    role: str = ""
    question: str = ""


Parts: TypeAlias = Sequence[Item | tuple[Item, str] | Piece]


@transaction.atomic
def change_pack(pack: Item, *, parts: Parts, by: Any, seen_version: int | None = None, **values: Any) -> Item:
    """Everything about a pack in one act. Raises `ItemRefused`, `ItemChangedMeanwhile`."""
    change_item(pack, by=by, seen_version=seen_version, **values)
    place_parts(pack, parts, by=by)
    return pack


@transaction.atomic
def add_part(pack: Item, *, part: Item, by: Any) -> Item:
    """One more at the end."""
    there = [(place.item, place.role) for place in pack.pack_parts.select_related("item")]
    return change_pack(pack, parts=[*there, part], by=by)


def place_parts(pack: Item, parts: Parts, *, by: Any) -> None:
    """In the caller's transaction; what was there before is gone. An item without a role takes its kind's."""
    placed = [_placed(pack, _piece(part), by=by) for part in parts]
    if not placed:
        raise ItemRefused("parts", _("资料包里至少放一样东西"))
    if len(placed) > MOST_PARTS:
        raise ItemRefused("parts", _("资料包里最多放 %(most)d 样") % {"most": MOST_PARTS})
    pack.pack_parts.all().delete()
    PackPart.objects.bulk_create(
        PackPart(pack=pack, item=item, position=position, role=role)
        for position, (item, role) in enumerate(placed)
    )


def _piece(part: Item | tuple[Item, str] | Piece) -> Piece:
    if isinstance(part, Item):
        return Piece(part)
    return part if isinstance(part, Piece) else Piece(*part)


def _placed(pack: Item, piece: Piece, *, by: Any) -> tuple[Item, str]:
    item = piece.item or _new_question(pack, piece.question, by=by)
    if item.account_id != pack.account_id:
        raise ItemRefused("parts", _("“%(title)s”是另一个公众号的") % {"title": item.title})
    if item.kind == ItemKind.PACK:
        raise ItemRefused("parts", _("资料包里不能再放资料包"))
    if piece.question and item.kind == ItemKind.QUESTION and item.body != piece.question:
        change_item(item, by=by, body=piece.question)
    return item, piece.role if piece.role in Role.values else ROLE_OF_KIND.get(item.kind, Role.OTHER)


def _new_question(pack: Item, words: str, *, by: Any) -> Item:
    first_line = words.strip().partition("\n")[0]
    title = first_line if len(first_line) <= _TITLE_CHARS else f"{first_line[: _TITLE_CHARS - 1]}…"
    return make_item(account_id=pack.account_id, kind=ItemKind.QUESTION, title=title, body=words, actor=by)
