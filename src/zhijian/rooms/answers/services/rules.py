"""Making, changing, switching and removing rules."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final

from django.db import transaction
from django.utils.timezone import now

from zhijian.foundation import audit
from zhijian.foundation.staff.models import Staff
from zhijian.rooms.answers import changing, checking, editing, guiding
from zhijian.rooms.answers.errors import RuleChangedMeanwhile, StillLedTo
from zhijian.rooms.answers.guiding import Offer
from zhijian.rooms.answers.models import Keyword, Rule, RuleUse, SwitchedOff
from zhijian.rooms.answers.naming import names_of
from zhijian.rooms.answers.services import writing
from zhijian.rooms.answers.services.writing import Parts, Variants, Words
from zhijian.rooms.answers.states import Occasion, ReplyMode


class _Keep:
    """Given for a field that stays as it is: None already means that there is none."""


KEEP: Final[Any] = _Keep()


@transaction.atomic
def make_rule(  # noqa: PLR0913 -- what a rule consists of
    *,
    account_id: int,
    occasion: str = Occasion.TEXT,
    keywords: Words = (),
    parts: Parts,
    reply_mode: str = ReplyMode.ALL,
    priority: int = 0,
    valid_from: datetime | None = None,
    valid_until: datetime | None = None,
    hours: Mapping[str, Any] | None = None,
    audience: Mapping[str, Any] | None = None,
    unit: str = "",
    variants: Variants = (),
    choices: Sequence[Offer] = (),
    owner: Staff | None = None,
    review_on: date | None = None,
    by: Any,
) -> Rule:
    """A new rule that answers from now on. `keywords` are (text, match); on a click, (menu key, "exact").

    `variants` are (audience, parts), `choices` (number, label, rule). With `reply_mode` "one" each reply,
    base or variant, says one of its parts. Raises `RuleRefused`, whose `field` names the input.
    """
    writing.check_validity(valid_from, valid_until)
    rule = Rule(
        account_id=account_id,
        occasion=occasion,
        reply_mode=writing.checked_mode(reply_mode),
        priority=checking.check_priority(priority),
        valid_from=valid_from,
        valid_until=valid_until,
        hours=writing.checked_hours(hours or {}),
        audience=writing.checked_audience(audience or {}),
        unit=writing.checked_unit(unit),
        owner=owner,
        review_on=review_on,
        changed_by_name=str(by)[:150],
    )
    keyword_rows = writing.checked_keywords(keywords, occasion=occasion)
    part_rows = writing.checked_parts(parts, account_id=account_id)
    variant_rows = writing.checked_variants(variants, account_id=account_id)
    rule.code = writing.code_for(len(part_rows))
    rule.save()
    writing.write_keywords(rule, keyword_rows)
    writing.write_parts(rule, part_rows)
    writing.write_variants(rule, variant_rows)
    guiding.write_choices(rule, choices)
    changing.note(account_id=account_id, rules=[rule.pk])
    audit.write("rule.made", actor=by, subject=rule, details=_in_words(rule, keyword_rows))
    return rule


@transaction.atomic
def change_rule(  # noqa: PLR0913 -- what a rule consists of
    rule: Rule,
    *,
    keywords: Words | None = None,
    parts: Parts | None = None,
    reply_mode: str | None = None,
    priority: int | None = None,
    valid_from: datetime | None = KEEP,
    valid_until: datetime | None = KEEP,
    hours: Mapping[str, Any] | None = None,
    audience: Mapping[str, Any] | None = None,
    unit: str | None = None,
    variants: Variants | None = None,
    choices: Sequence[Offer] | None = None,
    owner: Staff | None = KEEP,
    review_on: date | None = KEEP,
    seen_version: int | None = None,
    by: Any,
) -> Rule:
    """Change what is given; its place among equals stays. {} for hours or audience takes them away.

    With `seen_version`, raises `RuleChangedMeanwhile` if somebody changed it after that version, and
    writes nothing. Raises `RuleRefused`.
    """
    _lock(rule, seen_version=seen_version)
    plain = {
        "priority": KEEP if priority is None else checking.check_priority(priority),
        "reply_mode": KEEP if reply_mode is None else writing.checked_mode(reply_mode),
        "hours": KEEP if hours is None else writing.checked_hours(hours),
        "audience": KEEP if audience is None else writing.checked_audience(audience),
        "unit": KEEP if unit is None else writing.checked_unit(unit),
        "valid_from": valid_from,
        "valid_until": valid_until,
        "owner": owner,
        "review_on": review_on,
    }
    changed = [name for name, value in plain.items() if value is not KEEP and value != getattr(rule, name)]
    for name in changed:
        setattr(rule, name, plain[name])
    writing.check_validity(rule.valid_from, rule.valid_until)
    changed += _change_rows(rule, keywords=keywords, parts=parts, variants=variants)
    if choices is not None and guiding.offers_of(rule) != list(choices):
        guiding.write_choices(rule, choices)
        changed.append("choices")
    _save(rule, changed, by=by)
    return rule


def _lock(rule: Rule, *, seen_version: int | None) -> None:
    """From here on nobody else changes it. Raises `RuleChangedMeanwhile`."""
    on_file = Rule.objects.select_for_update().get(pk=rule.pk)
    if seen_version is not None and on_file.version != seen_version:
        raise RuleChangedMeanwhile(
            by_name=on_file.changed_by_name,
            at=on_file.changed_at,
            fields=editing.changed_since(on_file, seen_version),
            version=on_file.version,
        )
    for field in editing.PLAIN_FIELDS:
        setattr(rule, field, getattr(on_file, field))


def _change_rows(
    rule: Rule, *, keywords: Words | None, parts: Parts | None, variants: Variants | None
) -> list[str]:
    """What of it is not as it was, by name."""
    changed = []
    if keywords is not None and list(keywords) != list(rule.keywords.values_list("text", "match")):
        keyword_rows = writing.checked_keywords(keywords, occasion=rule.occasion)
        rule.keywords.all().delete()
        writing.write_keywords(rule, keyword_rows)
        changed.append("keywords")
    if parts is not None:
        part_rows = writing.checked_parts(parts, account_id=rule.account_id)
        if editing.differ(part_rows, rule.parts.filter(variant=None)):
            rule.parts.filter(variant=None).delete()
            writing.write_parts(rule, part_rows)
            rule.code = (rule.code or writing.code_for(len(part_rows))) if len(part_rows) > 1 else None
            changed.append("parts")
    if variants is not None:
        variant_rows = writing.checked_variants(variants, account_id=rule.account_id)
        if editing.variants_differ(variant_rows, rule):
            rule.variants.all().delete()
            writing.write_variants(rule, variant_rows)
            changed.append("variants")
    return changed


def _save(rule: Rule, changed: Sequence[str], *, by: Any) -> None:
    rule.version += 1
    rule.changed_at = now()
    rule.changed_by_name = str(by)[:150]
    rule.save(update_fields=editing.PLAIN_FIELDS)
    changing.note(account_id=rule.account_id, rules=[rule.pk])
    audit.write(
        "rule.changed",
        actor=by,
        subject=rule,
        details={
            **_in_words(rule, list(rule.keywords.all())),
            "changed": list(changed),
            "version": rule.version,
        },
    )


@transaction.atomic
def remove_rule(rule: Rule, *, by: Any) -> None:
    """For good. Raises `StillLedTo` while choices of other rules lead to it."""
    leading = Rule.objects.filter(choices__leads_to=rule).exclude(pk=rule.pk).distinct()
    if leading:
        raise StillLedTo(list(names_of(leading).values()))
    details = _in_words(rule, list(rule.keywords.all()))
    audit.write("rule.removed", actor=by, subject=rule, details=details)
    account_id, rule_id = rule.account_id, rule.pk
    rule.choices.all().delete()
    rule.delete()
    RuleUse.objects.filter(rule_id=rule_id).delete()
    changing.note(account_id=account_id, rules=[rule_id])


@transaction.atomic
def switch_off(rule: Rule, *, by: Any) -> None:
    """It stays as it is and answers nobody. Off already: nothing happens."""
    person = by if isinstance(by, Staff) else None
    _, is_new = SwitchedOff.objects.get_or_create(
        rule=rule, defaults={"by": person, "by_name": str(by)[:150]}
    )
    if is_new:
        _note_switch(rule)
        audit.write("rule.switched_off", actor=by, subject=rule)
    rule.refresh_from_db()


@transaction.atomic
def switch_on(rule: Rule, *, by: Any) -> None:
    """It answers again. On already: nothing happens."""
    deleted, _ = SwitchedOff.objects.filter(rule=rule).delete()
    if deleted:
        _note_switch(rule)
        audit.write("rule.switched_on", actor=by, subject=rule)
    rule.refresh_from_db()


def _note_switch(rule: Rule) -> None:
    """Rules whose choices lead here show one line more or less."""
    leading = Rule.objects.filter(choices__leads_to=rule).values_list("pk", flat=True)
    changing.note(account_id=rule.account_id, rules=[rule.pk, *leading])


def _in_words(rule: Rule, keywords: Sequence[Keyword]) -> dict[str, Any]:
    """What the audit keeps, so that a removed rule can still be named."""
    return {
        "occasion": rule.occasion,
        "priority": rule.priority,
        "keywords": [[keyword.match, keyword.text] for keyword in keywords],
    }
