"""What the list asks of many rules at once: which have expired, which nobody used, which share a word."""

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Final

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum
from django.utils.timezone import localdate, now

from zhijian.foundation.accounts.models import Account
from zhijian.foundation.intake.answer import ANSWERED, FOUND, GUARDED, GUIDED
from zhijian.foundation.intake.queries import outcomes
from zhijian.rooms.answers.models import Keyword, Rule, RuleUse, SwitchedOff, Unanswered
from zhijian.rooms.answers.normal import normal
from zhijian.rooms.answers.states import Match, Occasion

CHART_DAYS: Final = 30
UNUSED_DAYS: Final = 90
ASKED_DAYS: Final = 14
WEEK: Final = timedelta(days=7)
MOST_ASKED: Final = 150


def switched_off(rules: QuerySet[Rule]) -> QuerySet[Rule]:
    return rules.filter(pk__in=SwitchedOff.objects.values("rule_id"))


def expired(rules: QuerySet[Rule], *, at: datetime | None = None) -> QuerySet[Rule]:
    return rules.filter(valid_until__lt=at or now())


def due_for_review(rules: QuerySet[Rule], *, on: date | None = None) -> QuerySet[Rule]:
    return rules.filter(review_on__lte=on or localdate())


def counts(rules: QuerySet[Rule], *, account: Account) -> dict[str, int]:
    """How many of each kind, in three questions: the filters' own words for them."""
    kinds: dict[str, Q] = {
        "all": Q(),
        "off": Q(switched_off__isnull=False),
        "expired": Q(valid_until__lt=now()),
        "review": Q(review_on__lte=localdate()),
        **{str(kind): Q(occasion=kind) for kind in (Occasion.FOLLOW, Occasion.CLICK, Occasion.STEP)},
    }
    plain = rules.order_by().aggregate(**{name: Count("pk", filter=q) for name, q in kinds.items()})
    return {
        **plain,
        "same": len(_sharing(account.pk, account.made_at, account.revision)),
        "unused": unused(rules, account=account).order_by().count(),
    }


def unused(rules: QuerySet[Rule], *, account: Account) -> QuerySet[Rule]:
    """Of those old enough to tell. Steps are left out: a number leads to them, nobody asks for them."""
    since = localdate() - timedelta(days=UNUSED_DAYS)
    used = RuleUse.objects.filter(account=account, rule_id=OuterRef("pk"), day__gte=since)
    old = rules.filter(made_at__lt=now() - timedelta(days=UNUSED_DAYS)).exclude(occasion=Occasion.STEP)
    return old.exclude(Exists(used))


def sharing_a_word(rules: QuerySet[Rule], *, account: Account) -> QuerySet[Rule]:
    """Rules of which another has the same word, matched alike: at most one of them ever answers."""
    return rules.filter(pk__in=_sharing(account.pk, account.made_at, account.revision))


@lru_cache(maxsize=32)
def _sharing(account_id: int, _made_at: datetime, _revision: int) -> frozenset[int]:
    """Found out once for each revision: comparing all words with each other takes half the time of a page."""
    rows = _answering(account_id).order_by().values_list("match", "normal", "rule_id")
    having: dict[tuple[str, str], set[int]] = defaultdict(set)
    for match, form, rule_id in rows.iterator():
        having[match, form].add(rule_id)
    return frozenset(rule_id for rules in having.values() if len(rules) > 1 for rule_id in rules)


def same_words(rules: Iterable[Rule], *, account_id: int) -> Mapping[int, str]:
    """By rule, the first word of its own that another rule has as well. Of rules with keywords fetched."""
    normals = {
        word.normal
        for rule in rules
        if rule.occasion == Occasion.TEXT
        for word in rule.keywords.all()
        if word.normal
    }
    found: dict[tuple[str, str], set[int]] = defaultdict(set)
    rows = _answering(account_id).filter(normal__in=normals).values_list("match", "normal", "rule_id")
    for match, form, rule_id in rows:
        found[match, form].add(rule_id)
    return {
        rule.pk: word.text
        for rule in rules
        for word in reversed(rule.keywords.all())
        if rule.is_on and found.get((word.match, word.normal), set()) - {rule.pk}
    }


def _answering(account_id: int) -> QuerySet[Keyword]:
    alike = Keyword.objects.filter(rule__account_id=account_id, rule__occasion=Occasion.TEXT)
    return alike.filter(rule__switched_off=None).exclude(match=Match.REGEX).exclude(normal="")


def uses_by_day(rule_ids: Sequence[int], *, until: date | None = None) -> dict[int, list[int]]:
    """For each rule how often it answered, on each of the last thirty days, the latest last."""
    last = until or localdate()
    first = last - timedelta(days=CHART_DAYS - 1)
    days = {rule_id: [0] * CHART_DAYS for rule_id in rule_ids}
    rows = RuleUse.objects.filter(rule_id__in=rule_ids, day__gte=first, day__lte=last)
    for rule_id, day, count in rows.values_list("rule_id", "day", "count"):
        days[rule_id][(day - first).days] = count
    return days


def most_used(*, account_id: int) -> list[int]:
    """Rules by how often they answered in the last thirty days; those that did not are left out."""
    since = localdate() - timedelta(days=CHART_DAYS - 1)
    counted = RuleUse.objects.filter(account_id=account_id, day__gte=since).values("rule_id")
    ordered = counted.annotate(times=Sum("count")).order_by("-times", "rule_id")
    return list(ordered.values_list("rule_id", flat=True))


def last_used(rule_ids: Sequence[int], *, since: date) -> set[int]:
    """Those that answered since that day."""
    rows = RuleUse.objects.filter(rule_id__in=rule_ids, day__gte=since)
    return set(rows.order_by().values_list("rule_id", flat=True).distinct())


def next_in_order(rule: Rule, *, leaving_out: Rule) -> Rule | None:
    """The rule that is asked right after it; None after the last."""
    lower = Q(priority__lt=rule.priority) | Q(priority=rule.priority, pk__gt=rule.pk)
    alike = Rule.objects.filter(account_id=rule.account_id, occasion=rule.occasion)
    return alike.filter(lower).exclude(pk=leaving_out.pk).order_by("-priority", "id").first()


@dataclass(frozen=True, slots=True)
class Week:
    """What became of messages in the last seven days; `before` is how many nobody could answer before that.

    Messages about reporting somebody are in none of these numbers.
    """

    received: int
    answered: int
    found: int
    unanswered: int
    before: int


def week_of(account_id: int) -> Week:
    asked = Unanswered.objects.filter(account_id=account_id)
    since = now() - WEEK
    ended = outcomes(account_id=account_id, since=since.timestamp())
    return Week(
        received=sum(count for outcome, count in ended.items() if outcome != GUARDED),
        answered=ended.get(ANSWERED, 0) + ended.get(GUIDED, 0),
        found=ended.get(FOUND, 0),
        unanswered=asked.filter(asked_at__gte=since).count(),
        before=asked.filter(asked_at__gte=since - WEEK, asked_at__lt=since).count(),
    )


def expired_and_asked(*, account_id: int, most: int = 20) -> list[Rule]:
    """Rules that ran out, and whose words people still write. Every page asks, so it is short."""
    rules = expired(Rule.objects.filter(account_id=account_id, occasion=Occasion.TEXT, switched_off=None))
    lately = list(rules.prefetch_related("keywords").order_by("-valid_until")[:most])
    if not lately:
        return []
    asked = Unanswered.objects.filter(
        account_id=account_id, asked_at__gte=now() - timedelta(days=ASKED_DAYS), settlement=None
    ).order_by("-asked_at")
    forms = {normal(text) for text in asked.values_list("text", flat=True)[:MOST_ASKED]}
    together = "\n".join(forms)  # one look for a word in all of them; a line end is in no normal form
    return [rule for rule in lately if any(_is_asked(word, forms, together) for word in rule.keywords.all())]


def _is_asked(word: Keyword, forms: Container[str], together: str) -> bool:
    if word.match == Match.REGEX or not word.normal:
        return False
    return word.normal in (forms if word.match == Match.EXACT else together)
