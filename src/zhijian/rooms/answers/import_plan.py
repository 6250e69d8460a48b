"""What a file of rules would change, found out before anything is written.

A line goes by its keyword as written and its match. Those on file keep their rule; the file's second line of
a kind meets the second on file.
"""

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from zhijian.foundation.library.models import Item
from zhijian.rooms.answers.errors import ItemUnknown
from zhijian.rooms.answers.models import Choice, Keyword, Part, Rule, Variant
from zhijian.rooms.answers.notation import WrittenPart
from zhijian.rooms.answers.states import Occasion
from zhijian.rooms.answers.table_lines import Settings

NEW: Final = "new"
CHANGED: Final = "changed"
SAME: Final = "same"

Written = tuple[str | int, ...]  # the parts of a reply: a text, or the id of an item
SAYS_NOTHING: Final = Settings()
A_PIECE: Final = 500  # as many parameters as every database takes in a query


WantedVariant = tuple[Mapping[str, Any], Written]  # for whom, and what they are told


@dataclass(frozen=True, slots=True)
class Wanted:
    """A line with its things from the library found. `variants` None leaves those of the rule as they are."""

    number: int
    keyword: str
    match: str
    normal: str
    reply: Written
    settings: Settings = SAYS_NOTHING
    variants: tuple[WantedVariant, ...] | None = None


@dataclass(slots=True)
class Plan:
    """`touched` are the rules that will not be as they were; those still to be made are not among them."""

    verdicts: list[str] = field(default_factory=list)  # of each line, in their order
    met: list[int | None] = field(default_factory=list)  # the rule on file each line is about
    new: list[tuple[Wanted, int | None]] = field(default_factory=list)  # with the rule it is split from
    replies: dict[int, Written] = field(default_factory=dict)  # rule -> its new reply, changed or not
    changed_replies: dict[int, Written] = field(default_factory=dict)
    settings: dict[int, Settings] = field(default_factory=dict)  # rule -> what changes about it
    audiences: dict[int, dict[str, Any]] = field(default_factory=dict)  # rule -> whom it is for from now on
    audiences_before: dict[int, dict[str, Any]] = field(default_factory=dict)
    variants: dict[int, tuple[WantedVariant, ...]] = field(default_factory=dict)  # rule -> all it is to have
    variants_before: dict[int, tuple[WantedVariant, ...]] = field(default_factory=dict)
    kept: set[int] = field(default_factory=set)  # keywords the file names
    moved: list[int] = field(default_factory=list)  # keywords that leave their rule for one of their own
    unwanted: dict[int, int] = field(default_factory=dict)  # keywords not in the file -> their rule
    removed: list[int] = field(default_factory=list)  # rules left without a keyword
    codes: dict[int, str | None] = field(default_factory=dict)  # the pages of changed replies, as they are
    touched: set[int] = field(default_factory=set)

    @property
    def added(self) -> int:
        return self.verdicts.count(NEW)

    @property
    def changed(self) -> int:
        return self.verdicts.count(CHANGED)


def with_items(parts: Sequence[WrittenPart], items: Mapping[str, int]) -> Written:
    """The parts with the ids of their items. Raises `ItemUnknown`."""
    reply: list[str | int] = []
    for part in parts:
        if isinstance(part, str):
            reply.append(part)
        elif part.code in items:
            reply.append(items[part.code])
        else:
            raise ItemUnknown(part.code)
    return tuple(reply)


def items_by_code(account_id: int) -> dict[str, int]:
    return dict(Item.objects.filter(account_id=account_id).values_list("code", "pk"))


def repeated(lines: Sequence[Wanted]) -> int:
    """Lines that never answer, because an earlier one has the same keyword after normalisation."""
    return len(lines) - len({(line.match, line.normal or f" {line.keyword}") for line in lines})


def planned(lines: Sequence[Wanted], *, account_id: int, is_replacing: bool = False) -> Plan:
    """With `replace`, keywords that the file does not name are to go."""
    on_file = _keywords_on_file(account_id)
    plan = Plan()
    for line in lines:
        same = on_file.get((line.keyword, line.match))
        if not same:
            plan.new.append((line, None))
            plan.met.append(None)
            continue
        keyword_id, rule_id = same.popleft()
        plan.kept.add(keyword_id)
        plan.met.append(rule_id)
        if plan.replies.setdefault(rule_id, line.reply) != line.reply:
            # Two keywords of one rule, now with different replies: the later goes its own way.
            plan.moved.append(keyword_id)
            plan.touched.add(rule_id)
            plan.new.append((line, rule_id))
            continue
        if line.settings != SAYS_NOTHING:
            plan.settings[rule_id] = _together(plan.settings.get(rule_id, SAYS_NOTHING), line.settings)
        if line.variants is not None:
            earlier = plan.variants.get(rule_id, ())
            plan.variants[rule_id] = (*earlier, *(one for one in line.variants if one not in earlier))
    if is_replacing:
        _find_unwanted(plan, account_id=account_id)
    _compare(plan, account_id=account_id)
    moved = {id(line) for line, origin in plan.new if origin is not None}
    differing = {*plan.changed_replies, *plan.settings, *plan.variants}
    plan.verdicts = [
        NEW if rule_id is None else CHANGED if id(line) in moved or rule_id in differing else SAME
        for line, rule_id in zip(lines, plan.met, strict=True)
    ]
    return plan


def keywords_of(account_id: int) -> Any:
    return Keyword.objects.filter(rule__account_id=account_id, rule__occasion=Occasion.TEXT)


def _keywords_on_file(account_id: int) -> dict[tuple[str, str], deque[tuple[int, int]]]:
    on_file: dict[tuple[str, str], deque[tuple[int, int]]] = defaultdict(deque)
    # As they are exported, so that what was exported meets itself.
    keywords = keywords_of(account_id).order_by("-rule__priority", "rule_id", "position", "id")
    for pk, rule_id, text, match in keywords.values_list("id", "rule_id", "text", "match").iterator():
        on_file[text, match].append((pk, rule_id))
    return on_file


def _together(earlier: Settings, later: Settings) -> Settings:
    """Of several lines of one rule, the first that says something about it counts."""
    return Settings(
        *(
            getattr(earlier, name) if getattr(earlier, name) is not None else getattr(later, name)
            for name in Settings.__slots__
        )
    )


def _find_unwanted(plan: Plan, *, account_id: int) -> None:
    # Where a number of another rule leads stays: that one would lead nowhere.
    led_to = set(Choice.objects.filter(rule__account_id=account_id).values_list("leads_to_id", flat=True))
    keywords = keywords_of(account_id).values_list("id", "rule_id")
    plan.unwanted = {pk: rule_id for pk, rule_id in keywords if pk not in plan.kept and rule_id not in led_to}
    rules = Rule.objects.filter(account_id=account_id, occasion=Occasion.TEXT)
    plan.removed = [
        pk for pk in rules.values_list("id", flat=True) if pk not in plan.replies and pk not in led_to
    ]
    plan.touched.update(plan.unwanted.values(), plan.removed)


def _compare(plan: Plan, *, account_id: int) -> None:
    """Keep of replies and settings what differs from what is on file."""
    before: dict[int, list[str | int]] = defaultdict(list)
    codes: dict[int, str | None] = {}
    parts = Part.objects.filter(rule__account_id=account_id, variant=None).order_by(
        "rule_id", "position", "id"
    )
    for rule_id, code, text, item_id in parts.values_list(
        "rule_id", "rule__code", "text", "item_id"
    ).iterator():
        if rule_id in plan.replies:
            before[rule_id].append(item_id or text)
            codes[rule_id] = code
    plan.changed_replies = {
        rule_id: reply for rule_id, reply in plan.replies.items() if tuple(before[rule_id]) != reply
    }
    plan.codes = {rule_id: codes.get(rule_id) for rule_id in plan.changed_replies}
    _compare_settings(plan, account_id=account_id)
    plan.variants_before = variants_of(plan.variants)
    plan.variants = {
        rule_id: wanted
        for rule_id, wanted in plan.variants.items()
        if wanted != plan.variants_before.get(rule_id, ())
    }
    plan.touched.update(plan.changed_replies, plan.settings, plan.variants)


def variants_of(rule_ids: Iterable[int]) -> dict[int, tuple[WantedVariant, ...]]:
    """Of those of these rules that have any."""
    ids = sorted(rule_ids)
    found: dict[int, list[WantedVariant]] = defaultdict(list)
    for start in range(0, len(ids), A_PIECE):
        rows = Variant.objects.filter(rule_id__in=ids[start : start + A_PIECE]).prefetch_related("parts")
        for row in rows.order_by("rule_id", "position", "id"):
            reply = tuple(part.item_id or part.text for part in row.parts.all())
            found[row.rule_id].append((row.audience, reply))
    return {rule_id: tuple(variants) for rule_id, variants in found.items()}


def _compare_settings(plan: Plan, *, account_id: int) -> None:
    settings = plan.settings
    if not settings:
        return
    rules = Rule.objects.filter(account_id=account_id, occasion=Occasion.TEXT)
    columns = ("priority", "switched_off__id", "valid_from", "valid_until", "reply_mode", "audience")
    now: dict[int, Settings] = {}
    for pk, priority, off, valid_from, valid_until, mode, audience in rules.values_list("pk", *columns):
        if pk in settings:
            now[pk] = Settings(priority, off is None, valid_from or (), valid_until or (), mode)
            whom = settings[pk].whom
            if whom is not None and (wanted := whom.over(audience)) != audience:
                plan.audiences[pk], plan.audiences_before[pk] = wanted, audience
    differing = {pk: _but(now[pk], said) for pk, said in settings.items()}
    plan.settings = {
        pk: said if pk in plan.audiences else replace(said, whom=None)
        for pk, said in differing.items()
        if pk in plan.audiences or replace(said, whom=None) != SAYS_NOTHING
    }


def _but(now: Settings, said: Settings) -> Settings:
    """What is said and is not so already."""
    names = Settings.__slots__
    return Settings(
        *(None if getattr(said, name) == getattr(now, name) else getattr(said, name) for name in names)
    )
