"""Uploading a table of rules, carrying it out, and taking it back."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from django.db import transaction
from django.utils.timezone import now

from zhijian.foundation import audit
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.staff.models import Staff
from zhijian.foundation.tasks import services as tasks
from zhijian.rooms.answers import bulk, changing, importing, remembering
from zhijian.rooms.answers.errors import AnswersError, ItemUnknown
from zhijian.rooms.answers.import_plan import (
    SAME,
    Plan,
    Wanted,
    WantedVariant,
    items_by_code,
    planned,
    with_items,
)
from zhijian.rooms.answers.models import Choice, Rule, RuleImport
from zhijian.rooms.answers.sheets import Sheet, sheets_of
from zhijian.rooms.answers.table_lines import BadRow, TableLine, lines_in

CARRY_OUT: Final = "answers.carry_out_import"  # the chores' names
UNDO: Final = "answers.undo_import"
KEPT: Final = timedelta(days=30)  # so long an import can be taken back
KEPT_UNUSED: Final = timedelta(days=2)


class ImportIsDone(AnswersError):
    """It was carried out already, or taken back already; or it is too old to be."""


@dataclass(frozen=True, slots=True)
class Prospect:
    """What carrying it out would do, as the rules stand now. Nothing has changed yet."""

    lines: Sequence[Wanted]
    plan: Plan
    bad: Sequence[BadRow]

    def lines_that_are(self, verdict: str) -> list[Wanted]:
        return [line for line, said in zip(self.lines, self.plan.verdicts, strict=True) if said == verdict]

    @property
    def changes_nothing(self) -> bool:
        return not self.plan.touched and not self.plan.new


def upload(*, account_id: int, name: str, data: bytes, by: Any) -> RuleImport:
    """Keep the table, to be looked at; no rule changes. Raises `ImportRefused`."""
    sheets = sheets_of(data)
    lines_in(sheets)
    return RuleImport.objects.create(
        account_id=account_id,
        name=name[:200],
        rows=[[sheet.name, sheet.rows] for sheet in sheets],
        by=by if isinstance(by, Staff) else None,
        by_name=str(by)[:150],
    )


def prospect(uploaded: RuleImport, *, replace: bool = False) -> Prospect:
    """Reads only. Bad rows stand aside; the good ones can be taken without them."""
    lines: list[Wanted] = []
    bad: list[BadRow] = []
    items = items_by_code(uploaded.account_id)
    for line in lines_in([Sheet(name, rows) for name, rows in uploaded.rows]):
        if isinstance(line, BadRow):
            bad.append(line)
            continue
        try:
            reply = with_items(line.parts, items)
        except ItemUnknown as refused:
            bad.append(BadRow(line.number, line.keyword[:40], refused.rule))
            continue
        variants = _variants(line, items, bad)
        lines.append(
            Wanted(line.number, line.keyword, line.match, line.normal, reply, line.settings, variants)
        )
    return Prospect(lines, planned(lines, account_id=uploaded.account_id, is_replacing=replace), bad)


def _variants(
    line: TableLine, items: Mapping[str, int], bad: list[BadRow]
) -> tuple[WantedVariant, ...] | None:
    """All of them or none: with one left out, the rule would lose what it has."""
    if line.variants is None:
        return None
    found: list[WantedVariant] = []
    for variant in line.variants:
        try:
            found.append((variant.audience, with_items(variant.parts, items)))
        except ItemUnknown as refused:
            bad.append(BadRow(variant.number, line.keyword[:40], refused.rule))
    return tuple(found) if len(found) == len(line.variants) else None


def carry_out(
    uploaded: RuleImport,
    *,
    replace: bool = False,
    by: Any,
    progress: Callable[[int, int], None] | None = None,
) -> RuleImport:
    """Take its good rows, all of them or none. Raises `ImportIsDone`; what `progress` raises stops it."""
    with transaction.atomic():
        account_id = uploaded.account_id
        Account.objects.select_for_update().get(pk=account_id)
        uploaded = RuleImport.objects.select_for_update().get(pk=uploaded.pk)
        if uploaded.carried_out_at:
            raise ImportIsDone
        found = prospect(uploaded, replace=replace)
        before = remembering.remember(found.plan.touched)
        made = importing.carry_out(found.plan, account_id=account_id, actor=by, progress=progress)
        after = remembering.fingerprints(remembering.remember({*found.plan.touched, *made}))
        uploaded.before = list(before.values())
        uploaded.after = {str(rule_id): mark for rule_id, mark in after.items()}
        uploaded.counts = {
            "new": found.plan.added,
            "changed": found.plan.changed,
            "same": found.plan.verdicts.count(SAME),
            "removed": len(found.plan.unwanted),
            "bad": len(found.bad),
        }
        uploaded.rows = []
        uploaded.carried_out_at = now()
        uploaded.save()
        audit.write(
            "rules.imported",
            actor=by,
            subject=uploaded.account,
            details={"file": uploaded.name, "with_replace": replace, **uploaded.counts},
        )
    return uploaded


def rows_in(uploaded: RuleImport) -> int:
    return sum(len(rows) for _, rows in uploaded.rows)


def carry_out_later(
    uploaded: RuleImport, *, replace: bool, by: Staff, key: str, title: str, if_stopped: str, leads_to: str
) -> None:
    """A worker does it; its page is by the key. Planned twice it is done once."""
    arguments = {"import": uploaded.pk, "replace": replace, "by": by.pk}
    tasks.plan_anew(
        CARRY_OUT,
        key=key,
        arguments=arguments,
        for_staff_id=by.pk,
        title=title,
        if_stopped=if_stopped,
        leads_to=leads_to,
    )


def undo_later(done: RuleImport, *, by: Staff, key: str, title: str, if_stopped: str, leads_to: str) -> None:
    tasks.plan_anew(
        UNDO,
        key=key,
        arguments={"import": done.pk, "by": by.pk},
        for_staff_id=by.pk,
        title=title,
        if_stopped=if_stopped,
        leads_to=leads_to,
    )


@dataclass(frozen=True, slots=True)
class WayBack:
    """What taking an import back would touch. `since` were changed afterwards, and stay as they are."""

    restored: Sequence[int]
    unmade: Sequence[int]
    since: Sequence[int]

    @property
    def count(self) -> int:
        return len(self.restored) + len(self.unmade)


def touched_by(done: RuleImport) -> int:
    """How many rules taking it back may concern. Costs nothing; `way_back` looks at each of them."""
    return len({int(rule_id) for rule_id in done.after} | {rows[0]["pk"] for rows in done.before})


def may_be_undone(done: RuleImport) -> bool:
    return bool(done.carried_out_at and not done.undone_at and now() - done.carried_out_at < KEPT)


def way_back(done: RuleImport) -> WayBack:
    """Reads only."""
    before = {rows[0]["pk"] for rows in done.before}
    touched = before | {int(rule_id) for rule_id in done.after}
    current = remembering.fingerprints(remembering.remember(touched))
    as_left = {rule_id for rule_id in touched if current.get(rule_id) == done.after.get(str(rule_id))}
    made = touched - before
    # A number of another rule leads there by now: without it, that one would lead nowhere.
    led_to = Choice.objects.filter(leads_to__in=made).exclude(rule__in=made)
    as_left -= set(led_to.values_list("leads_to_id", flat=True))
    gone = made - current.keys()  # removed by hand since: there is nothing to take back
    return WayBack(
        restored=sorted(before & as_left),
        unmade=sorted(made & as_left),
        since=sorted(touched - as_left - gone),
    )


@transaction.atomic
def undo(done: RuleImport, *, by: Any) -> RuleImport:
    """Every rule it touched stands as it did before, but those changed since. Raises `ImportIsDone`."""
    Account.objects.select_for_update().get(pk=done.account_id)
    done = RuleImport.objects.select_for_update().get(pk=done.pk)
    if not may_be_undone(done):
        raise ImportIsDone
    back = way_back(done)
    bulk.delete_rules(list(back.unmade))
    restored = set(back.restored)
    remembering.put_back([rows for rows in done.before if rows[0]["pk"] in restored])
    changing.note(account_id=done.account_id, rules={*back.restored, *back.unmade})
    done.undone_at, done.undone_by_name = now(), str(by)[:150]
    done.before, done.after = [], {}
    done.counts = {**done.counts, "kept_as_changed": len(back.since)}
    done.save()
    audit.write(
        "rules.import_undone",
        actor=by,
        subject=done.account,
        details={"file": done.name, "restored": len(back.restored), "removed": len(back.unmade)},
    )
    return done


@transaction.atomic
def forget_old_imports() -> None:
    """What nobody carried out, and what was before an import that can no longer be taken back."""
    RuleImport.objects.filter(carried_out_at=None, uploaded_at__lt=now() - KEPT_UNUSED).delete()
    RuleImport.objects.filter(carried_out_at__lt=now() - KEPT).exclude(after={}).update(before=[], after={})
    RuleImport.objects.filter(uploaded_at__lt=now() - 12 * KEPT).delete()


def names_of(rule_ids: Sequence[int]) -> list[str]:
    """The first word of each, for saying which."""
    rules = Rule.objects.filter(pk__in=rule_ids).prefetch_related("keywords")
    return [str(words[0]) if (words := list(rule.keywords.all())) else str(rule.pk) for rule in rules]
