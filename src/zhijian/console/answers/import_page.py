"""What the pages of an import show: what would change, what did, and what taking it back would do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from zhijian.console.answers.import_words import changes_beside_the_reply, said_of_new
from zhijian.console.answers.rule_rows import MATCHES, reply_in_words
from zhijian.foundation.library.models import Item
from zhijian.foundation.staff.models import Staff
from zhijian.foundation.tasks.models import Task
from zhijian.foundation.tasks.queries import task_by_key
from zhijian.rooms.answers import imports
from zhijian.rooms.answers.import_plan import CHANGED, NEW, SAME, Wanted
from zhijian.rooms.answers.imports import Prospect, WayBack
from zhijian.rooms.answers.models import Keyword, Rule, RuleImport
from zhijian.rooms.answers.states import Match
from zhijian.rooms.answers.table_lines import BadRow

MOST_AT_ONCE = 1000  # rules looked at while somebody waits; more are work for the worker
MOST_SHOWN = 50
LONGEST_REPLY = 60


@dataclass(frozen=True, slots=True)
class LineRow:
    number: int
    keyword: str
    match: str
    reply: str
    before: str = ""
    also: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class PreviewPage:
    """`removed` are words the table does not have, when they are to go."""

    new: Sequence[LineRow]
    changed: Sequence[LineRow]
    bad: Sequence[BadRow]
    removed: Sequence[str]
    counts: dict[str, int]
    is_replacing: bool

    @property
    def will_take(self) -> int:
        return self.counts["new"] + self.counts["changed"]

    @property
    def does_something(self) -> bool:
        return bool(self.will_take or self.counts["removed"])


def preview_page(found: Prospect, *, is_replacing: bool) -> PreviewPage:
    new, changed = found.lines_that_are(NEW), found.lines_that_are(CHANGED)
    unwanted = list(found.plan.unwanted)
    words = Keyword.objects.filter(pk__in=unwanted[:MOST_SHOWN]).order_by("rule_id", "position", "id")
    return PreviewPage(
        new=_rows(new[:MOST_SHOWN]),
        changed=_rows(
            changed[:MOST_SHOWN],
            before=_before(found, changed[:MOST_SHOWN]),
            also=changes_beside_the_reply(found, changed[:MOST_SHOWN]),
        ),
        bad=found.bad[:MOST_SHOWN],
        removed=list(words.values_list("text", flat=True)),
        counts={
            "new": len(new),
            "changed": len(changed),
            "same": found.plan.verdicts.count(SAME),
            "bad": len(found.bad),
            "removed": len(unwanted),
        },
        is_replacing=is_replacing,
    )


def _rows(
    lines: Sequence[Wanted],
    before: Mapping[int, str] | None = None,
    also: Mapping[int, Sequence[str]] | None = None,
) -> list[LineRow]:
    ids = {part for line in lines for part in line.reply if isinstance(part, int)}
    items = Item.objects.in_bulk(ids)
    return [
        LineRow(
            line.number,
            line.keyword,
            str(MATCHES[Match(line.match)]),
            _short(_(" + ").join(_part(part, items) for part in line.reply)),
            (before or {}).get(line.number, ""),
            said_of_new(line) if also is None else also.get(line.number, ()),
        )
        for line in lines
    ]


def _part(part: str | int, items: dict[int, Item]) -> str:
    if isinstance(part, str):
        return " ".join(part.split())
    item = items.get(part)
    return _("%(kind)s：%(title)s") % {"kind": item.get_kind_display(), "title": item.title} if item else "…"


def _short(text: str) -> str:
    return str(Truncator(text).chars(LONGEST_REPLY))


def _before(found: Prospect, lines: Sequence[Wanted]) -> dict[int, str]:
    """Row -> what its rule says now."""
    rule_of = dict(zip([line.number for line in found.lines], found.plan.met, strict=True))
    wanted = {line.number: rule_of[line.number] for line in lines}
    ids = {rule for rule in wanted.values() if rule is not None}
    rules = {rule.pk: rule for rule in Rule.objects.filter(pk__in=ids).prefetch_related("parts__item")}
    return {number: _short(reply_in_words(rules[rule])) for number, rule in wanted.items() if rule in rules}


@dataclass(frozen=True, slots=True)
class OutcomePage:
    """`since` names rules that somebody changed afterwards: taking the import back leaves them alone.

    Of a long import the page only says how many rules it touched: looking at each takes seconds.
    """

    done: RuleImport
    touched: int
    back: WayBack | None
    since: Sequence[str]

    @property
    def may_be_undone(self) -> bool:
        if not imports.may_be_undone(self.done):
            return False
        return self.touched > 0 if self.back is None else self.back.count > 0

    @property
    def count(self) -> int:
        return self.touched if self.back is None else self.back.count


def outcome_page(done: RuleImport) -> OutcomePage:
    touched = imports.touched_by(done)
    back = imports.way_back(done) if imports.may_be_undone(done) and touched <= MOST_AT_ONCE else None
    return OutcomePage(done, touched, back, imports.names_of(back.since[:10]) if back else [])


def task_key(number: int) -> str:
    return f"rules-import-{number}"


def open_task(staff: Staff, number: int) -> Task | None:
    """The work on it that is still going on. Stopped or failed, it changed nothing, and may begin anew."""
    task = task_by_key(task_key(number), staff_id=staff.pk)
    return task if task and not task.is_over else None
