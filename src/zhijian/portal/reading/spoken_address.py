"""How somebody with the paper in hand comes to the page: a code to scan."""

from dataclasses import dataclass
from typing import Self

import segno
from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from zhijian.foundation.library.models import Item


@dataclass(frozen=True, slots=True)
class SpokenAddress:
    """`code` is an inline picture without style of its own."""

    code: SafeString
    account_name: str

    @classmethod
    def of(cls, item: Item) -> Self:
        address = f"{settings.ZHIJIAN_PUBLIC_URL}{reverse('reading:item', args=[item.code])}"
        drawn = segno.make(address, error="m").svg_inline(border=0, omitsize=True)
        return cls(mark_safe(drawn), item.account.name)  # noqa: S308 -- drawn by us from our own address
