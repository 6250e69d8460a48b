"""Rules from a file: all of its lines or none."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from django.db import models, transaction
from django.utils.timezone import now
from django.utils.translation import gettext as _

from zhijian.foundation import audit
from zhijian.foundation.accounts.models import Account
from zhijian.rooms.answers import bulk, changing
from zhijian.rooms.answers.csv_lines import BadLine, Line, lines_of
from zhijian.rooms.answers.encodings import text_of
from zhijian.rooms.answers.errors import ImportRefused, ItemUnknown
from zhijian.rooms.answers.import_plan import (
    Plan,
    Wanted,
    WantedVariant,
    Written,
    items_by_code,
    planned,
    repeated,
    with_items,
)
from zhijian.rooms.answers.models import Part, Rule, SwitchedOff, Variant
from zhijian.rooms.answers.services import code_for
from zhijian.rooms.answers.states import Occasion
from zhijian.rooms.answers.table_lines import Settings
from zhijian.rooms.answers.whom_cells import SAYS_NOTHING

MOST_BAD_LINES: Final = 100
BATCH: Final = 2000
A_PIECE: Final = 500  # as many parameters as every database takes in a query

Progress = Callable[[int, int], None]  # done, total


@dataclass(frozen=True, slots=True)
class ImportDone:
    """Counts of lines; `replaced` are those whose keyword and match were on file."""

    added: int
    replaced: int
    removed: int
    same_after_normalisation: int


def import_csv(
    *, account_id: int, data: bytes, replace: bool = False, actor: Any, progress: Progress | None = None
) -> ImportDone:
    """Take every line of the file, or none. With `replace`, keywords that are not in it are removed.

    Only rules for texts are touched: welcome and menu are not in the file. Raises `ImportRefused`. `progress`
    is told how far it is; if it raises, nothing was imported.
    """
    lines = _checked_lines(text_of(data), account_id=account_id)
    with transaction.atomic():
        # One import at a time for an account: the second would not see the first one's rules.
        Account.objects.select_for_update().get(pk=account_id)
        plan = planned(lines, account_id=account_id, is_replacing=replace)
        carry_out(plan, account_id=account_id, actor=actor, progress=progress)
        done = ImportDone(
            added=plan.added,
            replaced=len(lines) - plan.added,
            removed=len(plan.unwanted),
            same_after_normalisation=repeated(lines),
        )
        audit.write(
            "rules.imported",
            actor=actor,
            subject=Account.objects.get(pk=account_id),
            details={
                "added": done.added,
                "replaced": done.replaced,
                "removed": done.removed,
                "with_replace": replace,
            },
        )
    return done


def carry_out(plan: Plan, *, account_id: int, actor: Any, progress: Progress | None = None) -> Sequence[int]:
    """Write it down and tell the gateways; the ids of the new rules. The caller holds the account's lock."""
    bulk.delete_keywords(plan.unwanted)
    bulk.delete_rules(plan.removed)
    _change(plan)
    made = _add(plan, account_id=account_id, progress=progress)
    _settle(plan, actor=actor)
    _write_variants(
        {
            **plan.variants,
            **{pk: line.variants for pk, (line, _) in zip(made, plan.new, strict=True) if line.variants},
        }
    )
    _sign(plan.touched | set(made), actor=actor)
    changing.note(account_id=account_id, rules=plan.touched | set(made))
    return made


# --- Reading ------------------------------------------------------------------------------------


def _checked_lines(text: str, *, account_id: int) -> list[Wanted]:
    items = items_by_code(account_id)
    good: list[Wanted] = []
    bad: list[BadLine] = []
    for line in lines_of(text):
        found = line if isinstance(line, BadLine) else _with_items(line, items)
        if isinstance(found, BadLine):
            bad.append(found)
        else:
            good.append(found)
    if bad:
        shown = [str(line) for line in bad[:MOST_BAD_LINES]]
        more = [f"… {len(bad) - len(shown)} more"] if len(bad) > len(shown) else []
        raise ImportRefused(
            _("%(count)d 行有错") % {"count": len(bad)}, code="lines-refused", lines=[*shown, *more]
        )
    return good


def _with_items(line: Line, items: dict[str, int]) -> Wanted | BadLine:
    try:
        return Wanted(line.number, line.keyword, line.match, line.normal, with_items(line.parts, items))
    except ItemUnknown as refused:
        return BadLine(line.number, refused.field, refused.rule)


# --- Writing ------------------------------------------------------------------------------------


def _change(plan: Plan) -> None:
    bulk.delete_keywords(plan.moved)
    bulk.delete_parts_of(plan.changed_replies)
    bulk.insert_parts(
        row for rule_id, reply in plan.changed_replies.items() for row in _parts(rule_id, reply)
    )
    bulk.set_codes(
        (code_for(len(reply)), rule_id)
        for rule_id, reply in plan.changed_replies.items()
        if (len(reply) > 1) != bool(plan.codes[rule_id])
    )


def _add(plan: Plan, *, account_id: int, progress: Progress | None) -> Sequence[int]:
    new = plan.new
    ids = bulk.free_rule_ids(len(new))
    origins = _origins(plan)
    for start in range(0, len(new), BATCH):
        batch = list(zip(ids[start : start + BATCH], new[start : start + BATCH], strict=True))
        bulk.insert_rules(
            (
                pk,
                account_id,
                Occasion.TEXT,
                _priority(line, origins.get(origin or 0)),
                code_for(len(line.reply)),
            )
            for pk, (line, origin) in batch
        )
        bulk.insert_keywords((pk, line.keyword, line.match, line.normal) for pk, (line, _origin) in batch)
        bulk.insert_parts(row for pk, (line, _origin) in batch for row in _parts(pk, line.reply))
        bulk.insert_switches(
            (pk, off.by_id, off.by_name, off.at)
            for pk, (line, origin) in batch
            if line.settings.is_on is None
            and (off := getattr(origins.get(origin or 0), "switched_off", None))
        )
        for pk, (line, origin) in batch:
            from_rule = origins.get(origin or 0)
            plan.settings[pk] = _taken_along(line.settings, from_rule)
            if line.settings.whom or (from_rule and from_rule.audience):
                whom = line.settings.whom or SAYS_NOTHING
                plan.audiences[pk] = whom.over(from_rule.audience if from_rule else {})
            if from_rule and (from_rule.hours or from_rule.unit):
                Rule.objects.filter(pk=pk).update(hours=from_rule.hours, unit=from_rule.unit)
        if progress:
            progress(start + len(batch), len(new))
    return ids


def _origins(plan: Plan) -> dict[int, Rule]:
    """The rules that keywords leave for one of their own: those take their settings along."""
    wanted = {origin for _line, origin in plan.new if origin}
    return Rule.objects.select_related("switched_off").in_bulk(wanted)


def _taken_along(said: Settings, origin: Rule | None) -> Settings:
    """What a row says, and else what its keyword's rule did. The priority is written already."""
    if origin is None:
        return replace(said, priority=None)
    return replace(
        said,
        priority=None,
        valid_from=origin.valid_from if said.valid_from is None else said.valid_from,
        valid_until=origin.valid_until if said.valid_until is None else said.valid_until,
        reply_mode=said.reply_mode or origin.reply_mode,
    )


def _priority(line: Wanted, origin: Rule | None) -> int:
    if line.settings.priority is not None:
        return line.settings.priority
    return origin.priority if origin else 0


def _settle(plan: Plan, *, actor: Any) -> None:
    """Priorities, dates, switches, for whom: most sheets say nothing about them."""
    ranked = [
        Rule(pk=pk, priority=said.priority) for pk, said in plan.settings.items() if said.priority is not None
    ]
    Rule.objects.bulk_update(ranked, ["priority"], batch_size=BATCH)
    for name in ("valid_from", "valid_until"):
        dated = [
            Rule(pk=pk, **{name: getattr(said, name) or None})
            for pk, said in plan.settings.items()
            if getattr(said, name) is not None
        ]
        Rule.objects.bulk_update(dated, [name], batch_size=BATCH)
    drawing = [
        Rule(pk=pk, reply_mode=said.reply_mode) for pk, said in plan.settings.items() if said.reply_mode
    ]
    Rule.objects.bulk_update(drawing, ["reply_mode"], batch_size=BATCH)
    limited = [Rule(pk=pk, audience=audience) for pk, audience in plan.audiences.items()]
    Rule.objects.bulk_update(limited, ["audience"], batch_size=BATCH)
    turned_on = [pk for pk, said in plan.settings.items() if said.is_on]
    SwitchedOff.objects.filter(rule_id__in=turned_on).delete()
    off = [pk for pk, said in plan.settings.items() if said.is_on is False]
    bulk.insert_switches((pk, getattr(actor, "pk", None), str(actor)[:150], now()) for pk in off)


def _write_variants(wanted: Mapping[int, Sequence[WantedVariant]]) -> None:
    """These and no others, each with its parts."""
    ids = sorted(wanted)
    for start in range(0, len(ids), A_PIECE):
        piece = ids[start : start + A_PIECE]
        Variant.objects.filter(rule_id__in=piece).delete()
        told = [
            (Variant(rule_id=pk, position=at, audience=audience, code=code_for(len(reply))), reply)
            for pk in piece
            for at, (audience, reply) in enumerate(wanted[pk])
        ]
        Variant.objects.bulk_create([variant for variant, _ in told])
        Part.objects.bulk_create(
            Part(rule_id=rule_id, variant=variant, position=position, text=text, item_id=item)
            for variant, reply in told
            for rule_id, position, text, item in _parts(variant.rule_id, reply)
        )


def _sign(rule_ids: Iterable[int], *, actor: Any) -> None:
    """Whoever has one of them open in the editor learns of it when he saves."""
    ids = sorted(rule_ids)
    for start in range(0, len(ids), A_PIECE):
        Rule.objects.filter(pk__in=ids[start : start + A_PIECE]).update(
            version=models.F("version") + 1, changed_at=now(), changed_by_name=str(actor)[:150]
        )


def _parts(rule_id: int, reply: Written) -> Iterator[tuple[int, int, str, int | None]]:
    for position, part in enumerate(reply):
        yield (rule_id, position, "", part) if isinstance(part, int) else (rule_id, position, part, None)
