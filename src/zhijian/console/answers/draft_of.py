"""A rule on file, as it is edited."""

from collections.abc import Mapping
from datetime import datetime, time
from typing import Any

from django.utils.timezone import localtime

from zhijian.console.answers import draft
from zhijian.console.answers.draft import BASE, Draft, When, Whom
from zhijian.console.answers.units_named import BETWEEN, with_names
from zhijian.rooms.answers.audience import OLDEST
from zhijian.rooms.answers.models import Rule
from zhijian.rooms.answers.states import Occasion
from zhijian.rooms.answers.tables import LAST_SECOND


def draft_of(rule: Rule) -> Draft:
    keywords = list(rule.keywords.all())
    variants = list(rule.variants.all())
    place_of = {variant.pk: str(place) for place, variant in enumerate(variants)}
    is_click = rule.occasion == Occasion.CLICK
    return Draft(
        occasion=rule.occasion,
        words=tuple(draft.Word(word.text, word.match) for word in keywords if not is_click)
        or (draft.Word(),),
        menu_key=keywords[0].text if is_click and keywords else "",
        parts=tuple(
            draft.Part(
                "item" if part.item else "text",
                text=part.text,
                item=part.item.code if part.item else "",
                variant=place_of.get(part.variant_id or 0, BASE),
            )
            for part in rule.parts.select_related("item")
        ),
        reply_mode=rule.reply_mode,
        whom=whom_of(rule.audience),
        variants=tuple(draft.Variant(whom_of(variant.audience)) for variant in variants),
        when=_when(rule),
        choices=tuple(
            draft.Choice(choice.label, str(choice.leads_to_id)) for choice in rule.choices.order_by("number")
        ),
        priority=str(rule.priority),
        owner=str(rule.owner_id or ""),
        review_on=rule.review_on.isoformat() if rule.review_on else "",
        version=str(rule.version),
        is_open=False,
    )


def whom_of(audience: Mapping[str, Any]) -> Whom:
    bound, age = audience.get("bound"), audience.get("age") or {}
    first, last = age.get("from", 0), age.get("until", OLDEST)
    return Whom(
        bound="" if bound is None else "yes" if bound else "no",
        units=with_names(audience.get("units", ())),
        offices=BETWEEN.join(audience.get("offices", ())),
        age_from=str(first) if age and first > 0 else "",
        age_until=str(last) if age and last < OLDEST else "",
        tags=BETWEEN.join(audience.get("tags", ())),
    )


def _when(rule: Rule) -> When:
    hours = rule.hours or {}
    return When(
        since=_said(rule.valid_from, whole_day=time.min),
        until=_said(rule.valid_until, whole_day=LAST_SECOND),
        days=tuple(str(day) for day in hours.get("days", ())),
        opens=hours.get("from", ""),
        closes=hours.get("until", ""),
    )


def _said(moment: datetime | None, *, whole_day: time) -> str:
    """A day, or to the minute where it is not a whole one: an import may be that exact."""
    if moment is None:
        return ""
    local = localtime(moment)
    return f"{local:%Y-%m-%d}" if local.time() == whole_day else f"{local:%Y-%m-%dT%H:%M}"
