"""Rules from a CSV file: all of them or none."""

from collections import defaultdict, deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from django.db import transaction

from zhijian.foundation import audit
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.library.models import Item
from zhijian.rooms.answers import bulk, changing
from zhijian.rooms.answers.csv_lines import BadLine, Line, lines_of
from zhijian.rooms.answers.encodings import text_of
from zhijian.rooms.answers.errors import ImportRefused, ItemUnknown
from zhijian.rooms.answers.models import Keyword, Part, Rule
from zhijian.rooms.answers.services import code_for
from zhijian.rooms.answers.states import Occasion

MOST_BAD_LINES: Final = 100
BATCH: Final = 2000

Progress = Callable[[int, int], None]  # done, total
Written = tuple[str | int, ...]  # the parts of a reply: a text, or the id of an item


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
        plan = _planned(lines, account_id=account_id)
        removed = _remove_others(plan, account_id=account_id) if replace else 0
        _change(plan, account_id=account_id)
        _add(plan, account_id=account_id, progress=progress)
        done = ImportDone(
            added=plan.added,
            replaced=len(lines) - plan.added,
            removed=removed,
            same_after_normalisation=_repeated(lines),
        )
        changing.note(account_id=account_id, rules=plan.touched)
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


# --- Reading ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A line with its things from the library found."""

    keyword: str
    match: str
    normal: str
    reply: Written


def _checked_lines(text: str, *, account_id: int) -> list[_Wanted]:
    items = dict(Item.objects.filter(account_id=account_id).values_list("code", "pk"))
    good: list[_Wanted] = []
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
        raise ImportRefused(f"{len(bad)} 行有错", code="lines-refused", lines=[*shown, *more])
    return good


def _with_items(line: Line, items: dict[str, int]) -> _Wanted | BadLine:
    reply: list[str | int] = []
    for part in line.parts:
        if isinstance(part, str):
            reply.append(part)
        elif part.code in items:
            reply.append(items[part.code])
        else:
            refused = ItemUnknown(part.code)
            return BadLine(line.number, refused.field, refused.rule)
    return _Wanted(line.keyword, line.match, line.normal, tuple(reply))


def _repeated(lines: Sequence[_Wanted]) -> int:
    """Lines that never answer, because an earlier one has the same keyword after normalisation."""
    return len(lines) - len({(line.match, line.normal or f" {line.keyword}") for line in lines})


# --- Comparing with what is on file -----------------------------------------------------------


@dataclass(slots=True)
class _Plan:
    new: list[tuple[_Wanted, Rule | None]] = field(default_factory=list)  # with the rule it is split from
    added: int = 0
    replies: dict[int, Written] = field(default_factory=dict)  # rule -> its new reply
    kept: set[int] = field(default_factory=set)  # keywords the file names
    moved: list[int] = field(default_factory=list)  # keywords that leave their rule for one of their own
    touched: set[int] = field(
        default_factory=set
    )  # rules that are not as they were: for whoever keeps a book


def _planned(lines: Sequence[_Wanted], *, account_id: int) -> _Plan:
    on_file: dict[tuple[str, str], deque[tuple[int, int]]] = defaultdict(deque)
    keywords = _keywords_of(account_id).order_by("rule_id", "position", "id")
    for pk, rule_id, text, match in keywords.values_list("id", "rule_id", "text", "match").iterator():
        on_file[text, match].append((pk, rule_id))
    plan = _Plan()
    for line in lines:
        same = on_file.get((line.keyword, line.match))
        if not same:
            plan.new.append((line, None))
            plan.added += 1
            continue
        keyword_id, rule_id = same.popleft()  # the file's second line of a kind meets the second on file
        plan.kept.add(keyword_id)
        if plan.replies.setdefault(rule_id, line.reply) != line.reply:
            # Two keywords of one rule, now with different replies: the later goes its own way.
            plan.moved.append(keyword_id)
            plan.touched.add(rule_id)
            plan.new.append((line, Rule.objects.select_related("switched_off").get(pk=rule_id)))
    return plan


def _keywords_of(account_id: int) -> Any:
    return Keyword.objects.filter(rule__account_id=account_id, rule__occasion=Occasion.TEXT)


# --- Writing ------------------------------------------------------------------------------------


def _remove_others(plan: _Plan, *, account_id: int) -> int:
    keywords = _keywords_of(account_id).values_list("id", "rule_id")
    unwanted = {pk: rule_id for pk, rule_id in keywords if pk not in plan.kept}
    rules = Rule.objects.filter(account_id=account_id, occasion=Occasion.TEXT)
    bulk.delete_keywords(unwanted)
    bulk.delete_rules([pk for pk in rules.values_list("id", flat=True) if pk not in plan.replies])
    plan.touched.update(unwanted.values())
    return len(unwanted)


def _change(plan: _Plan, *, account_id: int) -> None:
    bulk.delete_keywords(plan.moved)
    before: dict[int, list[str | int]] = defaultdict(list)
    codes: dict[int, str | None] = {}
    parts = Part.objects.filter(rule__account_id=account_id).order_by("rule_id", "position", "id")
    for rule_id, code, text, item_id in parts.values_list(
        "rule_id", "rule__code", "text", "item_id"
    ).iterator():
        if rule_id in plan.replies:
            before[rule_id].append(item_id or text)
            codes[rule_id] = code
    changed = [rule_id for rule_id, reply in plan.replies.items() if tuple(before[rule_id]) != reply]
    plan.touched.update(changed)
    bulk.delete_parts_of(changed)
    bulk.insert_parts(row for rule_id in changed for row in _parts(rule_id, plan.replies[rule_id]))
    is_several = {rule_id: len(plan.replies[rule_id]) > 1 for rule_id in changed}
    bulk.set_codes(
        (code_for(len(plan.replies[rule_id])), rule_id)
        for rule_id in changed
        if is_several[rule_id] != bool(codes.get(rule_id))
    )


def _add(plan: _Plan, *, account_id: int, progress: Progress | None) -> None:
    new = plan.new
    ids = bulk.free_rule_ids(len(new))
    plan.touched.update(ids)
    for start in range(0, len(new), BATCH):
        batch = list(zip(ids[start : start + BATCH], new[start : start + BATCH], strict=True))
        bulk.insert_rules(
            (pk, account_id, Occasion.TEXT, origin.priority if origin else 0, code_for(len(line.reply)))
            for pk, (line, origin) in batch
        )
        bulk.insert_keywords((pk, line.keyword, line.match, line.normal) for pk, (line, _) in batch)
        bulk.insert_parts(row for pk, (line, _) in batch for row in _parts(pk, line.reply))
        bulk.insert_switches(
            (pk, off.by_id, off.by_name, off.at)
            for pk, (_, origin) in batch
            if (off := getattr(origin, "switched_off", None))
        )
        if progress:
            progress(start + len(batch), len(new))


def _parts(rule_id: int, reply: Written) -> Iterator[tuple[int, int, str, int | None]]:
    for position, part in enumerate(reply):
        yield (rule_id, position, "", part) if isinstance(part, int) else (rule_id, position, part, None)
