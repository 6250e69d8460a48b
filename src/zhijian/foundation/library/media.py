"""What WeChat holds of our files: for an item, and of the account's store for permanent ones."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db.models import Count
from django.utils.timezone import now

from zhijian.foundation.library.kinds import ItemKind
from zhijian.foundation.library.models import Item, MaterialCount, PermanentMedia
from zhijian.foundation.library.queries import SAFETY

# Protocol facts; the numbers of voices and videos are uncertain, 1,000 is what the pages say. [U]
MOST_KEPT: Final[Mapping[str, int]] = {ItemKind.IMAGE: 100_000, ItemKind.VOICE: 1000, ItemKind.VIDEO: 1000}
NEARLY_FULL: Final = 0.9


@dataclass(frozen=True, slots=True)
class MediaState:
    """`live_until`: until when the temporary one may be sent; `kept_at`: since when one is permanent."""

    live_until: datetime | None
    kept_at: datetime | None
    is_outdated: bool
    refused_why: str
    refused_at: datetime | None

    @property
    def is_at_wechat(self) -> bool:
        return self.live_until is not None or (self.kept_at is not None and not self.is_outdated)


@dataclass(frozen=True, slots=True)
class Store:
    """How full the account's store of a kind is. `ours` of the used are from this library."""

    kind: str
    label: str
    used: int
    most: int
    ours: int
    counted_at: datetime | None

    @property
    def left(self) -> int:
        return max(0, self.most - self.used)

    @property
    def used_words(self) -> str:
        return f"{self.used:,}"

    @property
    def left_words(self) -> str:
        return f"{self.left:,}"

    @property
    def is_nearly_full(self) -> bool:
        return self.used >= self.most * NEARLY_FULL

    @property
    def is_full(self) -> bool:
        return self.used >= self.most


def state_of(item: Item) -> MediaState:
    uploaded = getattr(item, "uploaded", None)
    permanent = getattr(item, "permanent", None)
    refusal = getattr(item, "refusal", None)
    return MediaState(
        live_until=uploaded.expires_at if uploaded and uploaded.expires_at > now() + SAFETY else None,
        kept_at=permanent.kept_at if permanent else None,
        is_outdated=bool(permanent and permanent.is_outdated),
        refused_why=refusal.why if refusal else "",
        refused_at=refusal.at if refusal else None,
    )


def stores(account_id: int) -> list[Store]:
    """By WeChat's own count when it was last asked, or by ours where that is larger."""
    count = MaterialCount.objects.filter(account_id=account_id).first()
    ours = dict(
        PermanentMedia.objects.filter(item__account_id=account_id)
        .order_by()
        .values("item__kind")
        .annotate(n=Count("pk"))
        .values_list("item__kind", "n")
    )
    counted = (count.images, count.voices, count.videos) if count else (0, 0, 0)
    return [
        Store(
            kind=kind,
            label=str(ItemKind(kind).label),
            used=max(used, ours.get(kind, 0)),
            most=most,
            ours=ours.get(kind, 0),
            counted_at=count.counted_at if count else None,
        )
        for (kind, most), used in zip(MOST_KEPT.items(), counted, strict=True)
    ]


def nearly_full(account_id: int) -> Store | None:
    """The fullest store, when it is nearly full."""
    full = [store for store in stores(account_id) if store.is_nearly_full]
    return max(full, key=lambda store: store.used / store.most, default=None)
