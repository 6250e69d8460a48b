"""What a rule consists of, checked and turned into rows. Raises `RuleRefused`; writes only in `write_*`."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final, TypeAlias

from django.utils.translation import gettext as _

from zhijian.foundation.library.models import Item
from zhijian.rooms.answers import checking
from zhijian.rooms.answers.audience import Audience
from zhijian.rooms.answers.errors import (
    AudienceRefused,
    ItemUnknown,
    OccasionRefused,
    ReplyEmpty,
    ReplyModeRefused,
    TooManyParts,
    TooManyVariants,
    UnitRefused,
    ValidityRefused,
)
from zhijian.rooms.answers.hours import Hours
from zhijian.rooms.answers.models import Keyword, Part, Rule, Variant
from zhijian.rooms.answers.states import Match, Occasion, ReplyMode

MOST_VARIANTS: Final = 20
LONGEST_UNIT: Final = 60

Words: TypeAlias = Sequence[tuple[str, str]]  # (text, match)
Parts: TypeAlias = Sequence[str | Item]
Variants: TypeAlias = Sequence[tuple[Mapping[str, Any], Parts]]  # (audience, parts)


def code_for(part_count: int) -> str | None:
    """A page of its own for what may have to be folded: 56 random bits, so that none leads to another."""
    return "r" + secrets.token_hex(7) if part_count > 1 else None


def checked_keywords(keywords: Words, *, occasion: str) -> list[Keyword]:
    if occasion not in Occasion.values:
        raise OccasionRefused("occasion", _("规则只回应文字、关注和菜单"))
    if occasion in (Occasion.FOLLOW, Occasion.STEP):
        if keywords:
            raise OccasionRefused("keyword", _("关注时的欢迎语、由数字走到的一步没有关键词"))
        return []
    if not keywords:
        raise OccasionRefused("keyword", _("至少写一个关键词"))
    if occasion == Occasion.CLICK and any(match != Match.EXACT for _, match in keywords):
        raise OccasionRefused("match", _("菜单的 key 只能完全一样"))
    return [
        Keyword(text=text, match=match, normal=checking.check_keyword(text, match=match), position=position)
        for position, (text, match) in enumerate(keywords)
    ]


def checked_parts(parts: Parts, *, account_id: int) -> list[Part]:
    if not parts:
        raise ReplyEmpty
    if len(parts) > checking.MOST_PARTS:
        raise TooManyParts(most=checking.MOST_PARTS)
    rows = []
    for position, part in enumerate(parts):
        if isinstance(part, str):
            rows.append(Part(text=checking.check_text(part), position=position))
        elif part.account_id != account_id:
            raise ItemUnknown(part.code)
        else:
            rows.append(Part(item=part, position=position))
    return rows


def checked_variants(variants: Variants, *, account_id: int) -> list[tuple[Variant, list[Part]]]:
    """A variant for everybody is refused: the base reply is that."""
    if len(variants) > MOST_VARIANTS:
        raise TooManyVariants(most=MOST_VARIANTS)
    rows = []
    for position, (given, parts) in enumerate(variants):
        audience = Audience.from_json(given)
        if audience is None:
            raise AudienceRefused(code="audience-everybody")
        part_rows = checked_parts(parts, account_id=account_id)
        variant = Variant(position=position, audience=audience.to_json(), code=code_for(len(part_rows)))
        rows.append((variant, part_rows))
    return rows


def checked_mode(mode: str) -> str:
    if mode not in ReplyMode.values:
        raise ReplyModeRefused
    return mode


def checked_audience(given: Mapping[str, Any]) -> dict[str, Any]:
    audience = Audience.from_json(given)
    return audience.to_json() if audience else {}


def checked_hours(given: Mapping[str, Any]) -> dict[str, Any]:
    hours = Hours.from_json(given)
    return hours.to_json() if hours else {}


def check_validity(valid_from: datetime | None, valid_until: datetime | None) -> None:
    if valid_from and valid_until and valid_until <= valid_from:
        raise ValidityRefused


def checked_unit(unit: str) -> str:
    if len(unit) > LONGEST_UNIT or any(character.isspace() for character in unit):
        raise UnitRefused
    return unit


def write_keywords(rule: Rule, rows: Sequence[Keyword]) -> None:
    for keyword in rows:
        keyword.rule = rule
    Keyword.objects.bulk_create(rows)


def write_parts(rule: Rule, rows: Sequence[Part], *, variant: Variant | None = None) -> None:
    for part in rows:
        part.rule = rule
        part.variant = variant
    Part.objects.bulk_create(rows)


def write_variants(rule: Rule, rows: Sequence[tuple[Variant, Sequence[Part]]]) -> None:
    for variant, parts in rows:
        variant.rule = rule
        variant.save()
        write_parts(rule, parts, variant=variant)
