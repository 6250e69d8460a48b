"""Making, changing, switching and removing rules; listing and settling unanswered messages."""

import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from zhijian.foundation import audit
from zhijian.foundation.library.models import Item
from zhijian.foundation.staff.models import Staff
from zhijian.rooms.answers import changing, checking
from zhijian.rooms.answers.errors import ItemUnknown, OccasionRefused, ReplyEmpty, TooManyParts
from zhijian.rooms.answers.models import Keyword, Part, Rule, Settlement, SwitchedOff, Unanswered
from zhijian.rooms.answers.states import Match, Occasion


@transaction.atomic
def make_rule(
    *,
    account_id: int,
    occasion: str = Occasion.TEXT,
    keywords: Sequence[tuple[str, str]] = (),
    parts: Sequence[str | Item],
    priority: int = 0,
    by: Any,
) -> Rule:
    """A new rule that answers from now on. `keywords` are (text, match); on a click, (menu key, "exact").

    Raises `RuleRefused`, whose `field` names the input.
    """
    rule = Rule(account_id=account_id, occasion=occasion, priority=checking.check_priority(priority))
    keyword_rows = _checked_keywords(keywords, occasion=occasion)
    part_rows = _checked_parts(parts, account_id=account_id)
    rule.code = code_for(len(part_rows))
    rule.save()
    _write(rule, keyword_rows, part_rows)
    changing.note(account_id=account_id, rules=[rule.pk])
    audit.write("rule.made", actor=by, subject=rule, details=_in_words(rule, keyword_rows))
    return rule


@transaction.atomic
def change_rule(
    rule: Rule,
    *,
    keywords: Sequence[tuple[str, str]] | None = None,
    parts: Sequence[str | Item] | None = None,
    priority: int | None = None,
    by: Any,
) -> Rule:
    """Change what is given; its place among equals stays. Raises `RuleRefused`."""
    changed = []
    if priority is not None:
        rule.priority = checking.check_priority(priority)
        changed.append("priority")
    if keywords is not None:
        keyword_rows = _checked_keywords(keywords, occasion=rule.occasion)
        rule.keywords.all().delete()
        _write(rule, keyword_rows, [])
        changed.append("keywords")
    if parts is not None:
        part_rows = _checked_parts(parts, account_id=rule.account_id)
        rule.parts.all().delete()
        _write(rule, [], part_rows)
        rule.code = (rule.code or code_for(len(part_rows))) if len(part_rows) > 1 else None
        changed.append("reply")
    rule.save(update_fields=["priority", "code"])
    changing.note(account_id=rule.account_id, rules=[rule.pk])
    audit.write(
        "rule.changed",
        actor=by,
        subject=rule,
        details={**_in_words(rule, list(rule.keywords.all())), "changed": changed},
    )
    return rule


@transaction.atomic
def remove_rule(rule: Rule, *, by: Any) -> None:
    details = _in_words(rule, list(rule.keywords.all()))
    audit.write("rule.removed", actor=by, subject=rule, details=details)
    account_id, rule_id = rule.account_id, rule.pk
    rule.delete()
    changing.note(account_id=account_id, rules=[rule_id])


@transaction.atomic
def switch_off(rule: Rule, *, by: Any) -> None:
    """It stays as it is and answers nobody. Off already: nothing happens."""
    person = by if isinstance(by, Staff) else None
    _, is_new = SwitchedOff.objects.get_or_create(
        rule=rule, defaults={"by": person, "by_name": str(by)[:150]}
    )
    if is_new:
        changing.note(account_id=rule.account_id, rules=[rule.pk])
        audit.write("rule.switched_off", actor=by, subject=rule)
    rule.refresh_from_db()


@transaction.atomic
def switch_on(rule: Rule, *, by: Any) -> None:
    """It answers again. On already: nothing happens."""
    deleted, _ = SwitchedOff.objects.filter(rule=rule).delete()
    if deleted:
        changing.note(account_id=rule.account_id, rules=[rule.pk])
        audit.write("rule.switched_on", actor=by, subject=rule)
    rule.refresh_from_db()


def list_unanswered(*, account_id: int, intake_id: int, openid: str, text: str, asked_at: datetime) -> None:
    """Put a message on the list for staff; the same message a second time changes nothing."""
    Unanswered.objects.bulk_create(
        [Unanswered(account_id=account_id, intake_id=intake_id, openid=openid, text=text, asked_at=asked_at)],
        ignore_conflicts=True,
    )


@transaction.atomic
def settle_unanswered(unanswered: Unanswered, *, by: Any) -> None:
    """Somebody has seen to it. Settled already: nothing happens."""
    person = by if isinstance(by, Staff) else None
    _, is_new = Settlement.objects.get_or_create(
        unanswered=unanswered, defaults={"by": person, "by_name": str(by)[:150]}
    )
    if is_new:
        audit.write("unanswered.settled", actor=by, subject=unanswered)


@transaction.atomic
def unsettle_unanswered(unanswered: Unanswered, *, by: Any) -> None:
    """Back on the list of those to see to."""
    deleted, _ = Settlement.objects.filter(unanswered=unanswered).delete()
    if deleted:
        audit.write("unanswered.unsettled", actor=by, subject=unanswered)


def code_for(part_count: int) -> str | None:
    """A page of its own for what may have to be folded: 56 random bits, so that none leads to another."""
    return "r" + secrets.token_hex(7) if part_count > 1 else None


def _checked_keywords(keywords: Sequence[tuple[str, str]], *, occasion: str) -> list[Keyword]:
    if occasion not in Occasion.values:
        raise OccasionRefused("occasion", "规则只回应文字、关注和菜单")
    if occasion == Occasion.FOLLOW:
        if keywords:
            raise OccasionRefused("keyword", "关注时的欢迎语没有关键词")
        return []
    if not keywords:
        raise OccasionRefused("keyword", "至少写一个关键词")
    if occasion == Occasion.CLICK and any(match != Match.EXACT for _, match in keywords):
        raise OccasionRefused("match", "菜单的 key 只能完全一样")
    return [
        Keyword(
            text=text,
            match=match,
            normal=checking.check_keyword(text, match=match),
            position=position,
        )
        for position, (text, match) in enumerate(keywords)
    ]


def _checked_parts(parts: Sequence[str | Item], *, account_id: int) -> list[Part]:
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


def _write(rule: Rule, keywords: Sequence[Keyword], parts: Sequence[Part]) -> None:
    for keyword in keywords:
        keyword.rule = rule
    for part in parts:
        part.rule = rule
    Keyword.objects.bulk_create(keywords)
    Part.objects.bulk_create(parts)


def _in_words(rule: Rule, keywords: Sequence[Keyword]) -> dict[str, Any]:
    """What the audit keeps, so that a removed rule can still be named."""
    return {
        "occasion": rule.occasion,
        "priority": rule.priority,
        "keywords": [[keyword.match, keyword.text] for keyword in keywords],
    }
